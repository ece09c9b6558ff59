/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sets and numbers of the tables in words, for reports.
 */
#ifndef DC_WORDS_H
#define DC_WORDS_H

#include "table.h"

/* Name of one bit of enum dc_engine or enum dc_harm; NULL past the last. */
const char *dc_engine_name(unsigned int bit_number);
const char *dc_harm_name(unsigned int bit_number);

/*
 * Joins the names of the bits in `mask` by ", "; `name` is one of the two above.  `buf` holds
 * DC_WORDS_SIZE bytes and is returned.
 */
enum { DC_WORDS_SIZE = 96 };
const char *dc_words_join(unsigned int mask, const char *(*name)(unsigned int), char *buf);

/* "7.3" of DC_VERSION(7, 3); `buf` holds DC_RELEASE_SIZE bytes and is returned. */
enum { DC_RELEASE_SIZE = 24 };
const char *dc_words_release(unsigned int version, char *buf);

#endif
