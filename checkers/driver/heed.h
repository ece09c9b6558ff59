/* SPDX-License-Identifier: GPL-2.0-only */
/* What a patch does to that which the tables say of the kernel. */
#ifndef DC_HEED_H
#define DC_HEED_H

#include "review.h"

/* Adds a remark for each thing that the tables may have to follow; false when memory is out. */
bool dc_heed(struct dc_reviewed *patch);

#endif
