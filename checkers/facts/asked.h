/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names that attributes come from: members, variables and functions of which a file's calls ask
 * what they hold.  A function that mentions one is worth reading, though it names nothing of DMA.
 */
#ifndef DC_ASKED_H
#define DC_ASKED_H

#include "derive.h"
#include "end.h"

enum { DC_MAX_ASKING = 32 };	/* bits of dc_derived.asks */

struct dc_asked {
	char **keys;			/* or names of functions */
	size_t nr, capacity;
};

/* Adds what the ends ask for. */
void dc_asked_add(struct dc_asked *asked, const struct dc_ends *ends);
/* Adds one key; false when it is there, or empty. */
bool dc_asked_add_key(struct dc_asked *asked, const char *key);
/* Adds what a function of another file, whose row that is, wants to know of who calls it. */
bool dc_asked_add_row(struct dc_asked *asked, const struct dc_derived *row);
/* The parameters of a function whose attributes the ends ask for, a bit each. */
uint32_t dc_asked_parameters(const struct dc_ends *ends, const char *function, size_t length);
/* Whether one from number `from` on is of that name. */
bool dc_asked_has(const struct dc_asked *asked, size_t from, const char *name, size_t length);
/* Whether one of them lies in a variable of that name. */
bool dc_asked_is_in(const struct dc_asked *asked, size_t from, const char *name, size_t length);
/* Whether what stands under the key is asked for. */
bool dc_asked_wants(const struct dc_asked *asked, const char *key);
void dc_asked_free(struct dc_asked *asked);

#endif
