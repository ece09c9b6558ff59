/* SPDX-License-Identifier: GPL-2.0-only */
/* Units that were judged one by one while they were compiled; see saved.h. */
#ifndef DC_UNITS_H
#define DC_UNITS_H

#include "coverage.h"
#include "target.h"

/*
 * Adds what the units in `folder` told to the tree, which gets their release unless `keep_kernel`.
 * A unit that cannot be used is a gap.  False, and the user has been told why, when there is none
 * or they are of several releases.
 */
bool dc_units_load(const char *folder, bool keep_kernel, struct dc_tree *tree,
		   struct dc_coverage *coverage);

#endif
