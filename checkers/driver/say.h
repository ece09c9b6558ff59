/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the program tells beside its results: lines on standard error.
 */
#ifndef DC_SAY_H
#define DC_SAY_H

/* One line, `dmacheck: ` in front; bytes that would steer a terminal become `?`. */
void dc_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
