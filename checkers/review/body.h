/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From a mail's body to the diff in it: parts, transfer encodings, flowed lines, line ends.
 */
#ifndef DC_BODY_H
#define DC_BODY_H

#include "letter.h"

/* GMime's; for who has no business with it. */
struct _GMimeMessage;

/*
 * Fills in the forms of the text, the likelier first; none when there is no diff.  NULL, or why it
 * cannot be read.
 */
const char *dc_body_read(struct _GMimeMessage *message, struct dc_bytes texts[DC_LETTER_TEXTS],
			 size_t *nr);

/* The same of a text that is no mail. */
const char *dc_body_take(const char *data, size_t length,
			 struct dc_bytes texts[DC_LETTER_TEXTS], size_t *nr);

#endif
