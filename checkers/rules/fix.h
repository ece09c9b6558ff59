/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Edits that mend a finding, where there is one way to mend it and the call's own text shows it.
 *
 * Pure: text in, edits out.  Whoever writes the fixed text has it analysed first: what else becomes
 * of the change is not known here.
 */
#ifndef DC_FIX_H
#define DC_FIX_H

#include "finding.h"

enum { DC_MAX_EDITS = 3, DC_MAX_FIX = 512 };

/* `length` bytes at `offset` of the file become `text`. */
struct dc_edit {
	size_t offset, length;
	char text[DC_MAX_FIX];
};

/*
 * Edits of the file's text that mend the finding, in the order of their places, none overlapping
 * another; how many, 0 when it is not certain what to do.
 */
size_t dc_fix_find(const struct dc_finding *finding, const char *text, size_t length,
		   struct dc_edit edits[DC_MAX_EDITS]);

/* What the edits for a rule do, in words. */
const char *dc_fix_words(enum dc_rule_id rule);

#endif
