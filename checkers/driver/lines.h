/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines of source to be shown.  A file that is asked for several times in a row is read once.
 */
#ifndef DC_LINES_H
#define DC_LINES_H

#include "files.h"

struct dc_lines {
	const struct dc_files *files;	/* where they come from, NULL for the disk */
	char *file;		/* whose text it is, NULL for none */
	struct dc_bytes text;
	size_t *starts;		/* of each line, and where the text ends */
	size_t nr;
};

/* From now on of these files. */
void dc_lines_of(struct dc_lines *lines, const struct dc_files *files);

/*
 * Line number `line` of `file`, without its end, which is not NUL; NULL when there is none, or no
 * such file.  Good until the next call.
 */
const char *dc_lines_find(struct dc_lines *lines, const char *file, unsigned int line,
			  size_t *length);

/* A column counted in bytes, counted in characters; the same when the line cannot be read. */
unsigned int dc_lines_column(struct dc_lines *lines, const char *file, unsigned int line,
			     unsigned int column);

/* The line of an offset into the text that was asked for last, and the column in characters. */
unsigned int dc_lines_place(const struct dc_lines *lines, size_t offset, unsigned int *column);

void dc_lines_free(struct dc_lines *lines);

#endif
