/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the findings of a state depend on beside the files that matter: which other paths were
 * looked for, and which names mean a wrapper.  A change that concerns none of it changes no finding.
 */
#ifndef DC_OUTLINE_H
#define DC_OUTLINE_H

#include "exported.h"
#include "result.h"
#include "state.h"

/* Sets of dc_hash(). */
struct dc_outline {
	uint32_t *paths, *names;
	size_t nr_paths, paths_capacity;
	size_t nr_names, names_capacity;
};

void dc_outline_add_inputs(struct dc_outline *outline, const struct dc_inputs *inputs);
void dc_outline_add_names(struct dc_outline *outline, const struct dc_exported *exported);

/* Appends the bytes, and takes them back; false when memory is out, or they make no sense. */
bool dc_outline_pack(struct dc_outline *outline, struct dc_bytes *bytes);
bool dc_outline_unpack(struct dc_outline *outline, const char *data, size_t length);

/* Whether all that differs between two commits' trees is known not to matter to any finding. */
bool dc_outline_is_untouched(const struct dc_outline *outline, const struct dc_state *old,
			     const struct dc_state *new);

void dc_outline_free(struct dc_outline *outline);

#endif
