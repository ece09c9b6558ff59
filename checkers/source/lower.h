/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From a function's tokens to facts: tree-sitter parses them, a walk over its tree makes steps.
 *
 * What stands behind it, lowering.h and tree.h, is all that knows tree-sitter.
 */
#ifndef DC_LOWER_H
#define DC_LOWER_H

#include "derive.h"
#include "facts.h"
#include "lex.h"

enum dc_lower_result {
	DC_LOWER_OK,
	DC_LOWER_SYNTAX,	/* the parser found no C in it */
	DC_LOWER_DEEP,		/* nested too deeply */
	DC_LOWER_SLOW,		/* the parser ran out of time */
};

struct dc_lower_input {
	struct dc_tokens *body;		/* with its braces, mended; may be mended further */
	const struct dc_tokens *head;	/* everything before the body, for the parameters */
	const struct dc_derivations *derived;	/* functions to be read like the API; or NULL */
};

/*
 * Fills `facts` (reset by the callee, but for `function` and `is_mmap`, which stay the caller's).
 * On anything but DC_LOWER_OK `*where` is the offset in the file where it failed.
 */
enum dc_lower_result dc_lower(const struct dc_lower_input *input, struct dc_facts *facts,
			      uint32_t *where);

void dc_lower_shutdown(void);

#endif
