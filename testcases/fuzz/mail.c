// SPDX-License-Identifier: GPL-2.0-only
/* Any bytes, taken as an mbox, a mail or a diff, and answered. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "patch.h"
#include "reply.h"
#include "series.h"

static void hold_clean(const char *text)
{
	hold(text, "a text of a header is there");
	for (; *text; text++)
		hold((unsigned char)*text >= ' ' || *text == '\t', "it steers nothing");
}

static void hold_letter(const struct dc_letter *letter)
{
	const char *const texts[] = {
		letter->source, letter->subject, letter->title, letter->author_name,
		letter->author, letter->recipients, letter->list, letter->id, letter->references,
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		hold_clean(texts[i]);
	hold(letter->nr_texts <= DC_LETTER_TEXTS, "a body has so many forms");
	for (size_t i = 0; i < letter->nr_texts; i++)
		hold(letter->texts[i].length, "a form begins with a diff");
}

/* Each line is a header that we write, or goes one on. */
static void hold_reply(const struct dc_letter *letter)
{
	static const char *const names[] = {
		"From dmacheck ", "To: ", "Cc: ", "Subject: ", "In-Reply-To: ", "References: ",
		"MIME-Version: ", "Content-Type: ", "Content-Transfer-Encoding: ", " ",
	};
	unsigned int seen[sizeof(names) / sizeof(*names)] = { 0 };
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	hold(out, "there is memory");
	dc_reply_headers(letter, length & 1, out);
	fclose(out);
	for (char *line = text, *next; *line != '\n'; line = next + 1) {
		size_t i = 0;

		next = strchr(line, '\n');
		hold(next, "headers end with an empty line");
		while (i < sizeof(names) / sizeof(*names) &&
		       strncmp(line, names[i], strlen(names[i])) != 0)
			i++;
		hold(i < sizeof(names) / sizeof(*names), "a header is one of ours");
		hold(!seen[i]++ || *names[i] == ' ', "a header is there once");
	}
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dc_letters letters = { 0 };
	struct dc_series series;

	dc_letters_read(&letters, "a mail", (const char *)data, size);
	for (size_t i = 0; i < letters.nr; i++) {
		hold_letter(&letters.items[i]);
		hold_reply(&letters.items[i]);
	}
	dc_series_choose(&series, &letters);
	hold(series.nr + series.nr_older <= letters.nr, "a letter is chosen once");
	dc_series_free(&series);
	dc_letters_free(&letters);
	return 0;
}
