/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A directory to make files in: the current one of the test, empty, and gone after it.
 *
 * Every function fails the test when the system refuses.
 */
#ifndef SCRATCH_H
#define SCRATCH_H

/* cmocka's set-up and tear-down. */
int scratch_enter(void **state);
int scratch_leave(void **state);

/* Makes a file with its directories; `path` is relative. */
void scratch_write(const char *path, const char *text);
void scratch_mkdir(const char *path);

#endif
