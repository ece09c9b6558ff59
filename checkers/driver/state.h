/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A state of a source tree, as git knows it: a commit's tree, the index, or the files on disk that
 * the index lists.  Nothing is checked out and nothing of git's is run: no filter, no hook.
 *
 * Files lie below the root: the kernel's, be that the repository's or a folder of it, or else the
 * repository's.
 */
#ifndef DC_STATE_H
#define DC_STATE_H

#include <git2.h>

#include "files.h"
#include "kernel.h"

/* A repository, and the part of it that is looked at. */
struct dc_repository {
	git_repository *git;
	git_odb *odb;
	char *top;		/* folder of its working tree with a slash, NULL for a bare one */
	char *asked;		/* the path that was asked for, below `top`, "" for all */
};

enum dc_state_kind { DC_STATE_TREE, DC_STATE_INDEX, DC_STATE_DISK };

/* A file that is not as git has it. */
struct dc_state_edit {
	char *path;
	bool is_gone;
	struct dc_file_id id;
	struct dc_bytes text;
};

/* What is known of a file that was asked for. */
struct dc_state_memo {
	char *path;
	struct dc_file_id id;
};

struct dc_state {
	struct dc_files files;		/* first: a state is one */
	struct dc_repository *repository;
	enum dc_state_kind kind;
	git_tree *tree;			/* of the root, NULL when there is none */
	git_index *index;		/* unless it is a tree */
	struct timespec written;	/* when the index was */
	char *below;			/* the root, "" or with a slash at the end */
	bool has_kernel;
	struct dc_kernel kernel;
	struct dc_state_edit *edits;		/* sorted by path */
	size_t nr_edits, edits_capacity;
	struct dc_state_memo *memos;	/* a table by path */
	size_t nr_memos, memos_size;
};

/* A C file of a state. */
struct dc_state_file {
	char *path;
	struct dc_file_id id;
};

struct dc_state_files {
	struct dc_state_file *items;	/* sorted by path */
	size_t nr, capacity;
};

/*
 * Where a path lies below the working tree, "" for all of it, to be freed; NULL when it lies
 * elsewhere, which the user has been told.
 */
char *dc_repository_locate(const struct dc_repository *repository, const char *path);

/* Opens what `path` lies in; false when that is no use, which the user has been told. */
bool dc_repository_open(struct dc_repository *repository, const char *path);
void dc_repository_close(struct dc_repository *repository);

/*
 * Both states of a comparison: `range` is REV, for the disk against REV, or A..B or A...B as git
 * means them, or NULL for the index against HEAD.  False with a message when there is no such
 * thing; close them in any case.
 */
bool dc_states_open(struct dc_repository *repository, const char *range, unsigned int nr_threads,
		    struct dc_state *old, struct dc_state *new);

/*
 * One state; `tree` is the repository's, for a tree.  `below` is where the root is, NULL to look
 * for it around the path that was asked for.
 */
bool dc_state_open(struct dc_state *state, struct dc_repository *repository,
		   enum dc_state_kind kind, git_tree *tree, const char *below,
		   unsigned int nr_threads);
void dc_state_close(struct dc_state *state);

/* The C files in `folder`, or that file; "" for all.  False when they cannot be read. */
bool dc_state_list(const struct dc_state *state, const char *folder, struct dc_state_files *list);

/*
 * The files, C or not, that are not the same in two commits' trees: as they are in `new`, with an
 * identity of zero when they are not there.  False when there are more than `most`.
 */
bool dc_state_compare(const struct dc_state *old, const struct dc_state *new, size_t most,
		      struct dc_state_files *list);

/* The submodules that are at another commit in the newer state, or have come or gone. */
bool dc_state_compare_submodules(const struct dc_state *old, const struct dc_state *new,
				 struct dc_state_files *list);

/* Whether the walk would come to the path: C, and no hidden name on the way. */
bool dc_state_is_candidate(const char *path);

/* Whether it lies in the folder, "" for any, or is that file. */
bool dc_state_is_in(const char *path, const char *folder);

/* Whether a mode of git's is that of a file, which a symbolic link or a submodule is not. */
bool dc_state_is_regular(unsigned int mode);

/* What became of a file since git had it, NULL for nothing. */
const struct dc_state_edit *dc_state_edit_at(const struct dc_state *state, const char *path);

void dc_state_files_free(struct dc_state_files *list);

struct dc_file_id dc_file_id_of(const git_oid *oid);
bool dc_file_id_is_zero(const struct dc_file_id *id);
bool dc_file_id_same(const struct dc_file_id *a, const struct dc_file_id *b);

#endif
