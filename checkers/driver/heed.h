/* SPDX-License-Identifier: GPL-2.0-only */
/* What a patch does that no finding tells: to what the tables rest on, and to what is told. */
#ifndef DC_HEED_H
#define DC_HEED_H

#include "review.h"

/* Adds a remark for each; false when memory is out. */
bool dc_heed(struct dc_reviewed *patch);

#endif
