/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Puts the hunks of one file into its text, as `git apply` does: all context has to be there,
 * though it may have moved.  Pure: text in, text out.
 */
#ifndef DC_APPLY_H
#define DC_APPLY_H

#include "patch.h"
#include "record.h"

/* More is no source, and no patch makes it. */
enum { DC_APPLY_MOST = 32 << 20 };

/* Appends the new text to `result`, which is empty.  NULL, or why hunk *hunk fails, from 1. */
const char *dc_apply_hunks(const struct dc_patch_file *file, const char *text, size_t length,
			   struct dc_bytes *result, size_t *hunk);

#endif
