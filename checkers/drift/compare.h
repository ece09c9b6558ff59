/* SPDX-License-Identifier: GPL-2.0-only */
/* What the parts of the comparison share: a file of the tree, and how a row is written. */
#ifndef DC_COMPARE_H
#define DC_COMPARE_H

#include "drift.h"
#include "macro.h"
#include "split.h"

struct dc_tree_file {
	const char *name;	/* below the tree's root */
	char *text;
	size_t length;
	struct dc_items items;
};

/* False, with nothing to close, when it is no plain file of a plausible size or cannot be read. */
bool dc_tree_file_open(const struct dc_drift *drift, struct dc_tree_file *file, const char *name);
void dc_tree_file_close(struct dc_tree_file *file);

/* Writes a row; `at` lies in the file's text, or is NULL for nowhere. */
void dc_drift_say(struct dc_drift *drift, const struct dc_tree_file *file, const char *at,
		  enum dc_drift_state state, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* A file that must be there, and is not. */
void dc_drift_missing(struct dc_drift *drift, const char *name);

/* Parts of the comparison. */
void dc_drift_attributes(struct dc_drift *drift);
void dc_drift_calls(struct dc_drift *drift);
void dc_drift_refusals(struct dc_drift *drift);

/* The mask of an attribute's name, 0 for any other identifier. */
uint32_t dc_attr_of_token(const struct dc_token *token);

/* Every attribute named among the tokens [from, to). */
uint32_t dc_attrs_among(const struct dc_tokens *tokens, size_t from, size_t to);

/* dc_attrs_print() into memory of the rows. */
const char *dc_drift_attrs(struct dc_drift *drift, uint32_t mask);

#endif
