/* SPDX-License-Identifier: GPL-2.0-only */
/* What each patch did to the findings. */
#ifndef DC_RULING_H
#define DC_RULING_H

#include "review.h"

/* Fills in what patches introduced and fixed.  False when memory is out. */
bool dc_rulings_find(struct dc_review *review);

#endif
