/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Any bytes as text of XML or HTML.
 */
#ifndef DC_MARKUP_H
#define DC_MARKUP_H

#include <stddef.h>

/*
 * Writes to standard output, so that nothing of it is markup, between tags or in a quoted value.
 * What is no character of XML becomes U+FFFD.
 */
void dc_markup_put(const char *text);

/* The same for `length` bytes without a final NUL. */
void dc_markup_put_bytes(const char *text, size_t length);

#endif
