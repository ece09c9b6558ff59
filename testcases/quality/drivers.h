/* SPDX-License-Identifier: GPL-2.0-only */
/* Between random drivers and what runs them. */
#ifndef DC_QUALITY_DRIVERS_H
#define DC_QUALITY_DRIVERS_H

#include "machine.h"
#include "run.h"

struct program {
	const char *name;
	unsigned int nr_flags;
	int (*start)(void);
	void (*stop)(void);
};

extern const struct program programs[];
extern const unsigned int nr_programs;

/* A flag of this round. */
bool chosen(unsigned int i);

#endif
