/* SPDX-License-Identifier: GPL-2.0-only */
/* How many elements an array has, for every list that stands in a table. */
#ifndef DC_ARRAY_H
#define DC_ARRAY_H

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#endif
