/* SPDX-License-Identifier: GPL-2.0-only */
/* A file's text, cut into lines. */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

#include "read.h"

void dc_lines_of(struct dc_lines *lines, const struct dc_files *files)
{
	if (lines->files == files)
		return;
	dc_lines_free(lines);
	lines->files = files;
}

void dc_lines_free(struct dc_lines *lines)
{
	free(lines->file);
	free(lines->text.data);
	free(lines->starts);
	*lines = (struct dc_lines){ .files = lines->files };
}

static void cut(struct dc_lines *lines)
{
	const char *text = lines->text.data, *end = text + lines->text.length;
	size_t nr = 1;

	for (const char *at = text; at < end; at++)
		nr += *at == '\n';
	lines->starts = calloc(nr + 1, sizeof(*lines->starts));
	if (!lines->starts)
		return;
	for (const char *at = text; at < end; at++)
		if (*at == '\n')
			lines->starts[++lines->nr] = at + 1 - text;
	lines->starts[++lines->nr] = lines->text.length + 1;
}

const char *dc_lines_find(struct dc_lines *lines, const char *file, unsigned int line,
			  size_t *length)
{
	if (!lines->file || strcmp(lines->file, file) != 0) {
		dc_lines_free(lines);
		lines->file = strdup(file);
		if (lines->file && !dc_read_from(lines->files, file, &lines->text) && lines->text.length)
			cut(lines);
	}
	if (!line || line > lines->nr)
		return NULL;
	*length = lines->starts[line] - lines->starts[line - 1] - 1;
	return lines->text.data + lines->starts[line - 1];
}

static unsigned int nr_characters(const char *text, size_t length)
{
	unsigned int nr = 0;

	for (size_t i = 0; i < length; i++)
		nr += (text[i] & 0xc0) != 0x80;
	return nr;
}

unsigned int dc_lines_place(const struct dc_lines *lines, size_t offset, unsigned int *column)
{
	size_t line = 0;

	while (line + 1 < lines->nr && lines->starts[line + 1] <= offset)
		line++;
	*column = 1 + nr_characters(lines->text.data + lines->starts[line],
				    offset - lines->starts[line]);
	return line + 1;
}

unsigned int dc_lines_column(struct dc_lines *lines, const char *file, unsigned int line,
			     unsigned int column)
{
	size_t length;
	const char *text = dc_lines_find(lines, file, line, &length);

	if (!text || !column || column - 1 > length)
		return column;
	return 1 + nr_characters(text, column - 1);
}
