/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A patch: what a unified diff wants changed, file by file, as `git apply` reads it.
 *
 * The text comes from anybody.  Counts in it are claims: nothing is sized by them, and a patch that
 * does not keep them is refused as a whole.  So is one that names a path outside of the tree, or
 * git's own folder.
 */
#ifndef DC_PATCH_H
#define DC_PATCH_H

#include <stdbool.h>
#include <stddef.h>

enum dc_patch_kind {
	DC_PATCH_MODIFY, DC_PATCH_CREATE, DC_PATCH_DELETE, DC_PATCH_RENAME, DC_PATCH_COPY,
};

/* Lines of the patch's text, which it points into.  Line numbers count from 1. */
struct dc_hunk {
	size_t old_line, old_count, new_line, new_count;
	const char *header, *header_end;	/* @@ … @@ and what follows, without its newline */
	const char *from, *to;			/* its lines */
};

/* One line of a hunk. */
struct dc_hunk_line {
	char kind;			/* ' ', '+' or '-' */
	const char *text;
	size_t length;			/* with the newline, unless the file ends without one */
};

struct dc_patch_file {
	enum dc_patch_kind kind;
	char *old_path, *new_path;	/* both the same unless it is renamed or copied */
	unsigned int new_mode;		/* of git's, 0 when it stays as it is */
	bool is_git;			/* has git's header; else whether it is new may be open */
	bool is_binary;			/* no text to look at */
	char old_id[41];		/* what git calls the old content, in part; "" when unknown */
	struct dc_hunk *hunks;
	size_t nr_hunks, hunks_capacity;
};

struct dc_patch {
	struct dc_patch_file *files;
	size_t nr, capacity;
};

/*
 * Reads the text, which has to stay as long as the patch does.  NULL on success, else what is wrong
 * with its line *line.  Free in any case.
 */
const char *dc_patch_parse(struct dc_patch *patch, const char *text, size_t length, size_t *line);

void dc_patch_free(struct dc_patch *patch);

/* The next line of a hunk from *at on; false behind the last. */
bool dc_hunk_next(const struct dc_hunk *hunk, const char **at, struct dc_hunk_line *line);

/* Where a line begins that a diff begins with; NULL when there is none. */
const char *dc_patch_find(const char *text, size_t length);

#endif
