/* SPDX-License-Identifier: GPL-2.0-only */
/* Places as editors count them: lines from 0, and UTF-16 units, of files that are named by URIs. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lsp.h"

static int hex(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : isxdigit((unsigned char)c) ?
	       tolower((unsigned char)c) - 'a' + 10 : -1;
}

char *dc_lsp_path(const char *uri)
{
	char *path, *end;

	if (strncmp(uri, "file://", 7) != 0)
		return NULL;
	uri = strchr(uri + 7, '/');
	path = end = uri ? malloc(strlen(uri) + 1) : NULL;
	while (path && *uri) {
		if (*uri == '%' && hex(uri[1]) >= 0 && hex(uri[2]) >= 0) {
			*end++ = (char)(hex(uri[1]) << 4 | hex(uri[2]));
			uri += 3;
		} else {
			*end++ = *uri++;
		}
	}
	if (path)
		*end = '\0';
	return path;
}

json_t *dc_lsp_uri(const char *path)
{
	char *real = realpath(path, NULL), *uri = NULL;
	const char *from = real ? real : path;
	json_t *json = NULL;
	size_t length = 7;

	uri = malloc(3 * strlen(from) + 8);
	if (uri) {
		strcpy(uri, "file://");
		for (; *from; from++)
			length += sprintf(uri + length, isalnum((unsigned char)*from) ||
					  strchr("-._~/", *from) ? "%c" : "%%%02X",
					  (unsigned char)*from);
		json = json_string(uri);
	}
	free(real);
	free(uri);
	return json;
}

/* Units of the character that a byte begins; 0 for the bytes that follow in it. */
static size_t units_of(unsigned char byte)
{
	return (byte & 0xc0) == 0x80 ? 0 : byte >= 0xf0 ? 2 : 1;
}

static const char *line_of(const char *text, const char *end, size_t line)
{
	for (; line; line--) {
		const char *newline = memchr(text, '\n', end - text);

		if (!newline)
			return end;
		text = newline + 1;
	}
	return text;
}

json_t *dc_lsp_position(const char *text, size_t length, unsigned int line, unsigned int column)
{
	const char *end = text + length, *at;
	json_int_t units = 0;

	line -= line > 0;
	at = line_of(text, end, line);
	for (; column > 1 && at < end && *at != '\n'; column--)
		units += units_of(*at++);
	return json_pack("{s:I, s:I}", "line", (json_int_t)line, "character", units);
}

size_t dc_lsp_offset(const char *text, size_t length, json_t *position)
{
	json_int_t line = json_integer_value(json_object_get(position, "line"));
	json_int_t units = json_integer_value(json_object_get(position, "character"));
	const char *end = text + length, *at = line < 0 ? end : line_of(text, end, (size_t)line);

	while (at < end && *at != '\n' && units > 0)
		units -= units_of(*at++);
	while (at < end && !units_of(*at))
		at++;
	return at - text;
}

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

bool dc_lsp_word(const char *text, size_t length, size_t at, size_t *from, size_t *to)
{
	*from = *to = at;
	while (*from && is_name_char(text[*from - 1]))
		--*from;
	while (*to < length && is_name_char(text[*to]))
		++*to;
	return *to > *from;
}
