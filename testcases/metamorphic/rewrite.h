/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rewrites C text, in the style of the specimens, without changing what it means.
 *
 * Text is NUL-terminated and has no comments: strip_comments() makes it so.
 */
#ifndef DC_REWRITE_H
#define DC_REWRITE_H

#include <stddef.h>
#include <stdint.h>

size_t rewrite_count(void);
const char *rewrite_name(size_t i);

/*
 * New text, for the caller to free, with rewrite `i` done at one place of those where it can be
 * done, by `chance`; NULL when there is no such place.  Rewrites of rewritten text each need
 * another `serial`.
 */
char *rewrite(size_t i, const char *text, uint32_t chance, unsigned int serial);

/* Each comment becomes a blank, and line ends stay. */
void strip_comments(char *text);

#endif
