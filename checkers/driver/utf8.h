/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel source and paths are bytes; JSON is Unicode.
 */
#ifndef DC_UTF8_H
#define DC_UTF8_H

/*
 * A copy of `text`, to be freed, in which U+FFFD stands for every byte that is no part of a
 * character.  NULL when memory is out.
 */
char *dc_utf8_clean(const char *text);

#endif
