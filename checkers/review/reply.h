/* SPDX-License-Identifier: GPL-2.0-only */
/* Headers of an answer to a letter. */
#ifndef DC_REPLY_H
#define DC_REPLY_H

#include <stdio.h>

#include "letter.h"

/*
 * Writes them, with the empty line that ends them, as a mail of an mbox.  It goes to the author and
 * the list, or to all that got the letter.
 */
void dc_reply_headers(const struct dc_letter *letter, bool for_all, FILE *out);

#endif
