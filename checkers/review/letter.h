/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A mail, or a bare diff, as far as a review needs it: who sent it, which patch of which series it
 * is, and the diff in it as bytes.
 *
 * Strings that come from headers are UTF-8 of one line each, without anything that would end a
 * header or steer a terminal.
 */
#ifndef DC_LETTER_H
#define DC_LETTER_H

#include <stdint.h>

#include "record.h"

enum { DC_LETTER_TEXTS = 3 };

struct dc_letter {
	char *source;			/* the file, and which letter of it */
	bool is_mail;			/* else a bare diff, which has no headers */
	char *subject;			/* whole; "" when there is none, as below */
	char *title;			/* without [PATCH] and its like */
	char *author_name, *author;	/* as displayed; the address alone */
	char *recipients;		/* addresses of To and Cc, joined by ", " */
	char *list;			/* the one of them that is a list's */
	char *id, *references;		/* <…>, several of them with blanks between */
	int64_t date;			/* seconds since 1970, 0 when unknown */
	unsigned int version;		/* 1000 a version, v6.1 is 6001; 1000 when there is none */
	bool has_number;
	unsigned int number, total;	/* 4/20 */
	bool is_reply;			/* of somebody, to a patch */
	/*
	 * Forms of the body, the likelier first: what a mail says of itself may be wrong.  From
	 * where the diff begins on; none when there is no diff.
	 */
	struct dc_bytes texts[DC_LETTER_TEXTS];
	size_t nr_texts;
	const char *problem;		/* why it was not read, NULL when it was */
};

struct dc_letters {
	struct dc_letter *items;
	size_t nr, capacity;
};

/* Adds what a file of that name holds: a mail, several (mbox), or a diff. */
void dc_letters_read(struct dc_letters *letters, const char *name, const char *data, size_t length);

void dc_letters_free(struct dc_letters *letters);

/*
 * A copy, to be freed, in which a blank stands for each character that steers something, but a tab,
 * and U+FFFD for what is no UTF-8.
 */
char *dc_letter_clean(const char *text);

#endif
