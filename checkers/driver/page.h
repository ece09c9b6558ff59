/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What of an HTML page is the same in every report, built into the program.
 */
#ifndef DC_PAGE_H
#define DC_PAGE_H

#include <stddef.h>

struct dc_page {
	const char *name;		/* file name without .html */
	const unsigned char *text;
	size_t length;
};

extern const struct dc_page dc_pages[];		/* one */
extern const size_t dc_nr_pages;

#endif
