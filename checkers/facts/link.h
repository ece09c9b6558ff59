/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attribute values that travel through members of structs: stored in one function, read in another.
 */
#ifndef DC_LINK_H
#define DC_LINK_H

#include "end.h"

/*
 * Gives each acquire that reads its attributes from a member an alternative for each store to that
 * member, and judges the calls that read one with what is stored there.  Sorts the ends.  False
 * when memory is out.
 */
bool dc_link_ends(struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings);

#endif
