/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The specimens of testcases/rules/, built into the program: each shows a mistake and its cure.
 */
#ifndef DC_SPECIMENS_H
#define DC_SPECIMENS_H

#include <stddef.h>

struct dc_specimen {
	const char *name;		/* file name without .c: a rule's id, or id-case */
	const unsigned char *text;
	size_t length;
};

extern const struct dc_specimen dc_specimens[];		/* by name */
extern const size_t dc_nr_specimens;

#endif
