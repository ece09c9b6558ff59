/* SPDX-License-Identifier: GPL-2.0-only */
/* Keywords as a table of names, and files read against it token by token. */
#include "keywords.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cocci.h"

/* More than there are: who needs more learns it from any run. */
enum { MAX_NAMES = 1024, MAX_SETS = 256 };

struct token {
	const char *text;
	size_t length;
};

/* One of the names before or behind a `with` or an `in`. */
struct set {
	uint8_t patch;		/* index in dc_cocci[] */
	bool first;		/* of those that a file needs together */
	bool inside;		/* a statement that has one of the next set */
};

/* A row for each set that a name is in, sorted by name. */
struct name {
	struct token token;
	size_t set;
};

static struct set sets[MAX_SETS];
static struct name names[MAX_NAMES];
static size_t nr_sets, nr_names;

struct reading {
	bool met[MAX_SETS];
	bool open[MAX_SETS];	/* met in this statement */
};

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The next word or semicolon; false at the end. */
static bool next_token(const char **text, const char *end, struct token *token)
{
	const char *at = *text;

	while (at < end && !is_word_byte(*at) && *at != ';')
		at++;
	token->text = at;
	while (at < end && is_word_byte(*at))
		at++;
	if (at == token->text && at < end)
		at++;
	token->length = at - token->text;
	*text = at;
	return token->length;
}

static bool is(const struct token *token, const char *word)
{
	return token->length == strlen(word) && !memcmp(token->text, word, token->length);
}

static int compare(const struct token *a, const struct token *b)
{
	size_t length = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->text, b->text, length);

	return order ? order : (a->length > b->length) - (a->length < b->length);
}

static int by_name(const void *left, const void *right)
{
	const struct name *a = left, *b = right;

	return compare(&a->token, &b->token);
}

static void begin_set(size_t patch, bool first)
{
	if (nr_sets == MAX_SETS)
		abort();
	sets[nr_sets++] = (struct set){ .patch = patch, .first = first };
}

static void add_name(const struct token *token)
{
	if (nr_names == MAX_NAMES)
		abort();
	names[nr_names++] = (struct name){ *token, nr_sets - 1 };
}

static void read_keywords(size_t patch, const char *text, const char *end)
{
	struct token token;

	begin_set(patch, true);
	while (next_token(&text, end, &token)) {
		sets[nr_sets - 1].inside |= is(&token, "in");
		if (is(&token, ";") || is(&token, "with") || is(&token, "in"))
			begin_set(patch, is(&token, ";"));
		else
			add_name(&token);
	}
}

/* "// Keywords:" and the comment's further lines. */
static void find_keywords(size_t patch)
{
	static const char mark[] = "// Keywords:";
	const char *text = (const char *)dc_cocci[patch].text, *all = text + dc_cocci[patch].length;
	const char *end;

	text = memmem(text, all - text, mark, sizeof(mark) - 1);
	if (!text)
		abort();
	end = text = text + sizeof(mark) - 1;
	do
		end = memchr(end + 1, '\n', all - end - 1);
	while (end && all - end > 3 && !memcmp(end, "\n//", 3));
	read_keywords(patch, text, end ? end : all);
}

static void make_names(void)
{
	for (size_t i = 0; i < dc_nr_cocci; i++)
		find_keywords(i);
	qsort(names, nr_names, sizeof(names[0]), by_name);
}

/* The first row of a name, or where it would be. */
static size_t find_name(const struct token *token)
{
	size_t low = 0, high = nr_names;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (compare(&names[middle].token, token) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void read_name(struct reading *reading, const struct token *token)
{
	for (size_t i = find_name(token);
	     i < nr_names && !compare(&names[i].token, token); i++) {
		size_t set = names[i].set;

		reading->open[set] = true;
		reading->met[set] |= !sets[set].inside || reading->open[set + 1];
	}
}

static uint64_t patches_met(const struct reading *reading)
{
	uint64_t patches = 0;
	bool all = true;

	for (size_t i = 0; i < nr_sets; i++) {
		all = (all || sets[i].first) && reading->met[i];
		if (all && (i + 1 == nr_sets || sets[i + 1].first))
			patches |= UINT64_C(1) << sets[i].patch;
	}
	return patches;
}

uint64_t dc_keywords_met(const struct dc_bytes *text)
{
	struct reading reading = { 0 };
	const char *at = text->data, *end = at + text->length;
	struct token token;

	if (!nr_names)
		make_names();
	while (next_token(&at, end, &token)) {
		if (*token.text != ';')
			read_name(&reading, &token);
		else if (at == end || *at == '\n')	/* and none of a for or a remark */
			memset(reading.open, 0, nr_sets * sizeof(reading.open[0]));
	}
	return patches_met(&reading);
}
