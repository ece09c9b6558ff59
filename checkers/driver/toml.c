/* SPDX-License-Identifier: GPL-2.0-only */
/* A reader without look-ahead: every function takes what it is named for, or says what is wrong. */
#include "toml.h"

#include <stdlib.h>
#include <string.h>

#include "record.h"

enum { MAX_STRINGS = 10000 };

struct reader {
	const char *at, *end;
	unsigned int line;
	struct dc_bytes table, key;	/* with their NUL */
	char **strings;
	size_t nr;
};

static char peek(const struct reader *r)
{
	return r->at < r->end ? *r->at : '\0';
}

static bool take_char(struct reader *r, char c)
{
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static void skip_blanks(struct reader *r)
{
	while (peek(r) == ' ' || peek(r) == '\t')
		r->at++;
}

static bool is_control(char c)
{
	return ((unsigned char)c < ' ' && c != '\t') || c == '\177';
}

/* A comment and the end of its line. */
static const char *take_end_of_line(struct reader *r)
{
	skip_blanks(r);
	if (take_char(r, '#'))
		while (r->at < r->end && *r->at != '\n' && *r->at != '\r') {
			if (is_control(*r->at))
				return "a control character in a comment";
			r->at++;
		}
	if (r->at == r->end)
		return NULL;
	take_char(r, '\r');
	if (!take_char(r, '\n'))
		return "more on the line than a value";
	r->line++;
	return NULL;
}

static bool add(struct dc_bytes *bytes, char c)
{
	return dc_bytes_add(bytes, &c, 1);
}

/* What follows a backslash, 0 for what is no escape of ours. */
static char escape_of(char c)
{
	switch (c) {
	case 't':
		return '\t';
	case '"':
	case '\\':
		return c;
	default:
		return 0;
	}
}

/* "basic" or 'literal'; appended with a NUL. */
static const char *take_string(struct reader *r, struct dc_bytes *string)
{
	char quote = *r->at++;

	if (r->end - r->at >= 2 && r->at[0] == quote && r->at[1] == quote)
		return "strings of several lines are not supported";
	while (r->at < r->end && *r->at != quote) {
		char c = *r->at++;

		if (c == '\n' || c == '\r')
			return "a string that does not end on its line";
		if (is_control(c))
			return "a control character in a string";
		if (c == '\\' && quote == '"') {
			c = escape_of(peek(r));
			if (!c)
				return "an escape other than \\\\, \\\" and \\t";
			r->at++;
		}
		if (!add(string, c))
			return "out of memory";
	}
	if (!take_char(r, quote))
		return "a string that does not end on its line";
	return add(string, '\0') ? NULL : "out of memory";
}

static bool is_bare(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

/* The name of a key or table, bare or quoted. */
static const char *take_name(struct reader *r, struct dc_bytes *name)
{
	const char *start = r->at, *wrong;

	name->length = 0;
	if (peek(r) == '"' || peek(r) == '\'') {
		wrong = take_string(r, name);
		if (wrong)
			return wrong;
	} else {
		while (is_bare(peek(r)))
			r->at++;
		if (r->at == start)
			return "a name is missing";
		if (!dc_bytes_add(name, start, r->at - start) || !add(name, '\0'))
			return "out of memory";
	}
	skip_blanks(r);
	return peek(r) == '.' ? "names with dots are not supported" : NULL;
}

static const char *take_table(struct reader *r)
{
	const char *wrong;

	r->at++;
	if (peek(r) == '[')
		return "arrays of tables are not supported";
	skip_blanks(r);
	wrong = take_name(r, &r->table);
	if (wrong)
		return wrong;
	return take_char(r, ']') ? take_end_of_line(r) : "']' is missing";
}

static const char *take_element(struct reader *r)
{
	struct dc_bytes string = { 0 };
	const char *wrong = NULL;
	char **strings = NULL;

	if (peek(r) != '"' && peek(r) != '\'')
		return "a string in quotes is missing";
	wrong = take_string(r, &string);
	if (!wrong && r->nr < MAX_STRINGS)
		strings = realloc(r->strings, (r->nr + 1) * sizeof(*strings));
	if (!strings) {
		free(string.data);
		return wrong ? wrong : "more strings than there is room for";
	}
	r->strings = strings;
	strings[r->nr++] = string.data;
	return NULL;
}

/* Blanks, comments and ends of lines, which an array may have anywhere. */
static const char *skip_lines(struct reader *r)
{
	for (;;) {
		const char *wrong;

		skip_blanks(r);
		if (r->at == r->end || (*r->at != '#' && *r->at != '\n' && *r->at != '\r'))
			return NULL;
		wrong = take_end_of_line(r);
		if (wrong)
			return wrong;
	}
}

static const char *take_array(struct reader *r)
{
	const char *wrong;

	r->at++;
	for (;;) {
		wrong = skip_lines(r);
		if (wrong)
			return wrong;
		if (take_char(r, ']'))
			return NULL;
		wrong = take_element(r);
		if (!wrong)
			wrong = skip_lines(r);
		if (wrong)
			return wrong;
		if (!take_char(r, ',') && peek(r) != ']')
			return "',' or ']' is missing";
	}
}

static void clear_strings(struct reader *r)
{
	while (r->nr)
		free(r->strings[--r->nr]);
}

/* `line` is that of the key, also when something is wrong with the value's meaning. */
static const char *take_value(struct reader *r,
			      const char *(*take)(void *context, const struct dc_toml *value),
			      void *context)
{
	struct dc_toml value = { .table = r->table.data ? r->table.data : "", .line = r->line };
	const char *wrong = take_name(r, &r->key);

	if (wrong)
		return wrong;
	if (!take_char(r, '='))
		return "'=' is missing";
	skip_blanks(r);
	value.is_array = peek(r) == '[';
	wrong = value.is_array ? take_array(r) : take_element(r);
	if (wrong)
		return wrong;
	value.key = r->key.data;
	value.strings = r->strings;
	value.nr = r->nr;
	wrong = take(context, &value);
	if (wrong) {
		r->line = value.line;
		return wrong;
	}
	clear_strings(r);
	return take_end_of_line(r);
}

const char *dc_toml_read(const char *text, size_t length,
			 const char *(*take)(void *context, const struct dc_toml *value),
			 void *context, unsigned int *line)
{
	struct reader r = { .at = text, .end = text + length, .line = 1 };
	const char *wrong = NULL;

	while (!wrong && r.at < r.end) {
		skip_blanks(&r);
		if (peek(&r) == '[')
			wrong = take_table(&r);
		else if (r.at == r.end || strchr("#\r\n", peek(&r)))
			wrong = peek(&r) || r.at == r.end ? take_end_of_line(&r) :
							    "a control character";
		else
			wrong = take_value(&r, take, context);
	}
	*line = r.line;
	clear_strings(&r);
	free(r.strings);
	free(r.table.data);
	free(r.key.data);
	return wrong;
}
