/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Engine `source`: reads plain C text.  It needs no build, no configuration and no header, and so
 * sees every architecture and every #ifdef at once.
 */
#ifndef DC_SOURCE_H
#define DC_SOURCE_H

#include "exported.h"
#include "files.h"
#include "judge.h"
#include "result.h"

/*
 * Whether `text` mentions anything that a rule is about.  Cheap: made to run over every file of a
 * tree.  Looks at whole identifiers only; safe on any bytes.
 */
bool dc_source_is_relevant(const char *text, size_t length);

/* The longest identifier that dc_source_is_relevant() looks for, for reading a file in windows. */
#define DC_SOURCE_MAX_NAME	64

struct dc_source_file {
	const char *path;	/* as it is to appear in findings */
	const char *text;	/* `length` bytes, no final NUL needed; must outlive the call */
	size_t length;
	const char *root;	/* of the kernel tree, to find <headers> in; NULL when unknown */
	const struct dc_files *files;	/* where headers come from, NULL for the disk */
	const struct dc_kernel *kernel;
	const struct dc_exported *known;	/* wrappers of other files, NULL for none */
};

/*
 * Analyses one file and adds to the result; of its coverage, files_* are the caller's.  Returns
 * false when the file as a whole could not be analysed; a gap says why then.
 *
 * One thread a process may call it: it keeps the parser and the headers that it has read.
 */
bool dc_source_check(const struct dc_source_file *file, struct dc_result *result);

/* Releases what dc_source_check() keeps between calls. */
void dc_source_shutdown(void);

#endif
