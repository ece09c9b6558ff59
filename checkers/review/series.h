/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which of the letters are the patches to be reviewed, and in which order.
 *
 * A thread holds more than a series: a cover letter, replies with a diff in them, a patch that was
 * sent twice, older versions.
 */
#ifndef DC_SERIES_H
#define DC_SERIES_H

#include "letter.h"

struct dc_series {
	const struct dc_letter **patches;
	size_t nr;
	const struct dc_letter **older;		/* left out: of a version before */
	size_t nr_older;
	unsigned int nr_missing;	/* of those that a series of this length has */
};

/* The letters stay the caller's, and have to stay. */
void dc_series_choose(struct dc_series *series, const struct dc_letters *letters);
void dc_series_free(struct dc_series *series);

#endif
