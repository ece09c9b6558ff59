/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attribute values that travel between functions: through members of structs and variables, as
 * arguments and as results.
 */
#ifndef DC_LINK_H
#define DC_LINK_H

#include "end.h"

/*
 * Gives each acquire that reads its attributes from elsewhere an alternative for each value that
 * they may have there, and judges calls that read them with each.  A value is what one store, call
 * or return gives; what its unknown bits come from is followed further.  Sorts the ends.  False
 * when memory is out.
 */
bool dc_link_ends(struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings);

enum { DC_LINK_KEY = 512 };

/*
 * The keys under which DC_END_GUARDED tells of a call, and of all calls of the function that makes
 * it.
 */
void dc_link_guards(const struct dc_end *call, char here[DC_LINK_KEY], char function[DC_LINK_KEY]);

/* Adds the way that `bits` came, first things first; `way` may be NULL. */
bool dc_link_note(struct dc_finding *finding, const struct dc_way *way, uint64_t bits);

#endif
