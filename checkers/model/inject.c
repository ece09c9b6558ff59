/* SPDX-License-Identifier: GPL-2.0-only */
/* One counter and one mask a point. */
#include "inject.h"

static struct { u64 times; unsigned int count; } points[DC_NR_INJECT_POINTS];
bool dc_inject_half_done;

void dc_inject_fail(enum dc_inject_point point, u64 times)
{
	points[point].times = times;
	points[point].count = 0;
}

void dc_inject_reset(void)
{
	for (int i = 0; i < DC_NR_INJECT_POINTS; i++)
		dc_inject_fail(i, 0);
	dc_inject_half_done = false;
}

unsigned int dc_inject_reached(enum dc_inject_point point)
{
	return points[point].count;
}

bool dc_inject(enum dc_inject_point point)
{
	unsigned int count = points[point].count++;

	return count < 64 && (points[point].times >> count & 1);
}
