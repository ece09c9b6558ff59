/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Places of which a file tells everything: a parameter of its own function, whose callers are all
 * there, a member of its own struct, whose stores are, and what fixed.h finds.  What none of them
 * gives, such a place never holds.
 *
 * Read off the words of the file, not off what was understood of it: each mention must be one that
 * an end has been told of, or nothing is certain.  A store into a member of the same name of a struct
 * that nobody knows is one that nothing was told of.
 */
#ifndef DC_CLOSED_H
#define DC_CLOSED_H

#include "asked.h"
#include "declared.h"

struct dc_closed {
	const char *path, *text;
	size_t length;
	const struct dc_declared *declared;
	struct dc_ends *ends;
};

/* The line of a token of the file. */
unsigned int dc_closed_line(const struct dc_closed *file, const struct dc_token *token);

/* Adds an end for each place asked for that is closed; see DC_END_CLOSED. */
void dc_closed_tell(const struct dc_closed *file, const struct dc_asked *asked);

#endif
