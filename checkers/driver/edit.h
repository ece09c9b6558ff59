/* SPDX-License-Identifier: GPL-2.0-only */
/* A text with edits made. */
#ifndef DC_EDIT_H
#define DC_EDIT_H

#include "fix.h"
#include "record.h"

/*
 * Appends to `after` what `before` becomes by edits in the order of their places, none overlapping
 * another; false without memory.
 */
bool dc_edit_text(const struct dc_bytes *before, const struct dc_edit *edits, size_t nr,
		  struct dc_bytes *after);

#endif
