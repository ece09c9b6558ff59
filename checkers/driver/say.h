/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the program tells beside its results, as lines on standard error; and whether the results
 * arrived.
 */
#ifndef DC_SAY_H
#define DC_SAY_H

#include <stdbool.h>

/* One line, `dmacheck: ` in front; bytes that would steer a terminal become `?`. */
void dc_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Sends what was printed to standard output on its way.  When that failed, now or before, it is
 * told once, and the answer is false.
 */
bool dc_say_flush(void);

#endif
