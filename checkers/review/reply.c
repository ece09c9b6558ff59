/* SPDX-License-Identifier: GPL-2.0-only */
/* What is repeated here was made fit for a header when the letter was read. */
#include "reply.h"

#include <gmime/gmime.h>
#include <string.h>

/* Words that GMime encodes; it folds lines, and here is one. */
static void put_encoded(char *encoded, FILE *out)
{
	for (const char *c = encoded; c && *c; c++)
		putc(*c == '\n' || *c == '\t' ? ' ' : *c, out);
	g_free(encoded);
}

/* Of what is longer no server has to take a line. */
static void put_ids(const char *label, const char *ids, const char *last, FILE *out)
{
	fprintf(out, "%s:", label);
	while (*ids) {
		size_t length = strcspn(ids, " ");

		fprintf(out, " %.*s\n", (int)length, ids);
		ids += length + (ids[length] == ' ');
	}
	fprintf(out, " %s\n", last);
}

static void put_author(const struct dc_letter *letter, FILE *out)
{
	fputs("To: ", out);
	if (*letter->author_name) {
		put_encoded(g_mime_utils_header_encode_phrase(NULL, letter->author_name, "utf-8"),
			    out);
		putc(' ', out);
	}
	fprintf(out, "<%s>\n", letter->author);
}

void dc_reply_headers(const struct dc_letter *letter, bool for_all, FILE *out)
{
	const char *others = for_all ? letter->recipients : letter->list;
	static const char re[] = "Re: ";

	g_mime_init();
	/* As git writes it: what follows is a mail, and when it was written does not matter. */
	fputs("From dmacheck Mon Sep 17 00:00:00 2001\n", out);
	if (*letter->author)
		put_author(letter, out);
	if (*others)
		fprintf(out, "%s: %s\n", *letter->author ? "Cc" : "To", others);
	fprintf(out, "Subject: %s", letter->is_reply ? "" : re);
	put_encoded(g_mime_utils_header_encode_text(NULL, letter->subject, "utf-8"), out);
	putc('\n', out);
	if (*letter->id) {
		fprintf(out, "In-Reply-To: %s\n", letter->id);
		put_ids("References", letter->references, letter->id, out);
	}
	fputs("MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
	      "Content-Transfer-Encoding: 8bit\n\n", out);
}
