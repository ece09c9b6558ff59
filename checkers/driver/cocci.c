/* SPDX-License-Identifier: GPL-2.0-only */
/* Keywords as a table to be searched, and texts put together line by line. */
#include "cocci.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 512 };

struct word {
	const char *text;
	size_t length;
	uint64_t set;		/* semantic patches that have it among their Keywords */
};

/* Sorted, each once. */
static struct word words[MAX_WORDS];
static size_t nr_words;

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static int by_text(const void *left, const void *right)
{
	const struct word *a = left, *b = right;
	size_t length = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->text, b->text, length);

	return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* Calls `found` for each identifier of a text. */
static void each_word(const char *text, const char *end,
		      void (*found)(const struct word *word, void *data), void *data)
{
	while (text < end) {
		const char *start = text;

		while (text < end && is_word_byte(*text))
			text++;
		if (text > start)
			found(&(struct word){ start, text - start, 0 }, data);
		else
			text++;
	}
}

static void add_word(const struct word *word, void *data)
{
	if (nr_words < MAX_WORDS) {
		words[nr_words] = *word;
		words[nr_words++].set = *(const uint64_t *)data;
	}
}

/* "// Keywords: a, b," and the comment's further lines. */
static void add_keywords(const struct dc_cocci *cocci, uint64_t set)
{
	static const char mark[] = "// Keywords:";
	const char *text = (const char *)cocci->text, *all = text + cocci->length, *end;

	text = memmem(text, cocci->length, mark, sizeof(mark) - 1);
	if (!text)
		return;
	end = text = text + sizeof(mark) - 1;
	do
		end = memchr(end + 1, '\n', all - end - 1);
	while (end && all - end > 3 && !memcmp(end, "\n//", 3));
	each_word(text, end ? end : all, add_word, &set);
}

static void make_words(void)
{
	size_t nr = 0;

	for (size_t i = 0; i < dc_nr_cocci; i++)
		add_keywords(&dc_cocci[i], UINT64_C(1) << i);
	qsort(words, nr_words, sizeof(words[0]), by_text);
	for (size_t i = 0; i < nr_words; i++) {
		if (nr && !by_text(&words[nr - 1], &words[i]))
			words[nr - 1].set |= words[i].set;
		else
			words[nr++] = words[i];
	}
	nr_words = nr;
}

static void look_up(const struct word *word, void *data)
{
	const struct word *known = bsearch(word, words, nr_words, sizeof(words[0]), by_text);

	if (known)
		*(uint64_t *)data |= known->set;
}

uint64_t dc_cocci_wanted(const struct dc_bytes *text, const struct dc_kernel *kernel)
{
	uint64_t set = 0;

	if (!nr_words)
		make_words();
	each_word(text->data, text->data + text->length, look_up, &set);
	for (size_t i = 0; i < dc_nr_cocci; i++)
		if (!dc_rule_applies(dc_rule_find(dc_cocci[i].name), kernel))
			set &= ~(UINT64_C(1) << i);
	return set;
}

uint64_t dc_cocci_in_mode(const char *mode)
{
	char line[32];
	int length = snprintf(line, sizeof(line), "\nvirtual %s\n", mode);
	uint64_t set = 0;

	for (size_t i = 0; i < dc_nr_cocci; i++)
		if (memmem(dc_cocci[i].text, dc_cocci[i].length, line, length))
			set |= UINT64_C(1) << i;
	return set;
}

static bool add_lines(const struct dc_cocci *cocci, struct dc_bytes *joined)
{
	const char *text = (const char *)cocci->text, *all = text + cocci->length, *end;
	bool ok = true;

	for (; ok && text < all; text = end) {
		end = memchr(text, '\n', all - text);
		end = end ? end + 1 : all;
		if (strncmp(text, "virtual ", 8))
			ok = dc_bytes_add(joined, text, end - text);
	}
	return ok;
}

bool dc_cocci_join(uint64_t set, struct dc_bytes *joined)
{
	static const char modes[] = "virtual patch\nvirtual context\nvirtual org\nvirtual report\n";
	bool ok = dc_bytes_add(joined, modes, sizeof(modes) - 1);

	for (size_t i = 0; ok && i < dc_nr_cocci; i++)
		if (set >> i & 1)
			ok = add_lines(&dc_cocci[i], joined);
	return ok;
}
