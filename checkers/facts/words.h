/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a finding says of a verdict: what is wrong, then the detail.  Lower case, no full stop.
 *
 * Texts are cut at `size` with the final NUL.
 */
#ifndef DC_WORDS_H
#define DC_WORDS_H

#include "judge.h"

void dc_words_call(const struct dc_call *call, const struct dc_verdict *verdict, char *text,
		   size_t size);
void dc_words_pair(const struct dc_pair *pair, const struct dc_verdict *verdict, char *text,
		   size_t size);
const char *dc_words_use(const struct dc_use *use, enum dc_rule_id rule);

#endif
