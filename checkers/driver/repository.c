/* SPDX-License-Identifier: GPL-2.0-only */
/* Opens repositories, and finds the two states that a range of revisions means. */
#include "state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "say.h"

enum { MAX_TREE = 1 << 20 };	/* bytes */

static const char *git_reason(void)
{
	const git_error *error = git_error_last();

	return error && error->message ? error->message : "git does not say why";
}

char *dc_repository_locate(const struct dc_repository *repository, const char *path)
{
	char *real = realpath(path, NULL), *found = NULL;
	size_t length = repository->top ? strlen(repository->top) : 0;

	if (!real)
		dc_say("%s: %s", path, strerror(errno));
	else if (length && !strncmp(real, repository->top, length))
		found = strdup(real + length);
	else if (!length || !strncmp(real, repository->top, length - 1))
		found = strdup("");
	else
		dc_say("%s: not in the working tree of its repository", path);
	free(real);
	return found;
}

/*
 * Folders are asked for each file in them, and that of the kernel's headers is larger than what
 * libgit2 keeps unless told.  That objects are what their names say is for git-fsck.
 */
static void set_up(void)
{
	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)MAX_TREE);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

bool dc_repository_open(struct dc_repository *repository, const char *path)
{
	const char *top;
	char *real;

	*repository = (struct dc_repository){ 0 };
	set_up();
	if (access(path, F_OK)) {
		dc_say("%s: %s", path, strerror(errno));
		return false;
	}
	if (git_repository_open_ext(&repository->git, path, 0, NULL)) {
		dc_say("%s: %s", path, git_error_last() && git_error_last()->klass ==
			       GIT_ERROR_REPOSITORY ? "not in a git repository" : git_reason());
		return false;
	}
	if (git_repository_odb(&repository->odb, repository->git)) {
		dc_say("%s: %s", path, git_reason());
		return false;
	}
	top = git_repository_workdir(repository->git);
	real = top ? realpath(top, NULL) : NULL;
	if (real && asprintf(&repository->top, "%s%s", real, strcmp(real, "/") ? "/" : "") < 0)
		repository->top = NULL;
	free(real);
	repository->asked = dc_repository_locate(repository, path);
	return repository->asked;
}

void dc_repository_close(struct dc_repository *repository)
{
	git_odb_free(repository->odb);
	git_repository_free(repository->git);
	free(repository->top);
	free(repository->asked);
	git_libgit2_shutdown();
}

/* The tree of a revision of `length` bytes, HEAD for none. */
static git_tree *tree_of(struct dc_repository *repository, const char *revision, size_t length)
{
	char name[256];
	git_object *object = NULL, *tree = NULL;

	snprintf(name, sizeof(name), "%.*s", (int)length, revision);
	if (!length)
		strcpy(name, "HEAD");
	if (length >= sizeof(name) || git_revparse_single(&object, repository->git, name) ||
	    git_object_peel(&tree, object, GIT_OBJECT_TREE))
		dc_say("%s: no such revision%s", name,
		       git_repository_is_shallow(repository->git) == 1 ?
		       ": the clone is shallow, git fetch --unshallow brings the rest" : "");
	git_object_free(object);
	return (git_tree *)tree;
}

/* Where B was branched off from A, for A...B. */
static git_tree *tree_of_base(struct dc_repository *repository, const char *a, size_t length,
			      const char *b)
{
	char name[256];
	git_object *from = NULL, *to = NULL;
	char text[GIT_OID_HEXSZ + 1] = "";
	git_oid base;

	snprintf(name, sizeof(name), "%.*s", (int)length, length ? a : "HEAD");
	if (!length)
		strcpy(name, "HEAD");
	if (!git_revparse_single(&from, repository->git, name) &&
	    !git_revparse_single(&to, repository->git, *b ? b : "HEAD") &&
	    !git_merge_base(&base, repository->git, git_object_id(from), git_object_id(to)))
		git_oid_tostr(text, sizeof(text), &base);
	else
		dc_say("%s...%s: no common ancestor%s", name, *b ? b : "HEAD",
		       git_repository_is_shallow(repository->git) == 1 ?
		       ": the clone is shallow, git fetch --unshallow brings the rest" : "");
	git_object_free(from);
	git_object_free(to);
	return *text ? tree_of(repository, text, strlen(text)) : NULL;
}

/* HEAD's tree; none before the first commit. */
static bool tree_of_head(struct dc_repository *repository, git_tree **tree)
{
	*tree = NULL;
	if (git_repository_head_unborn(repository->git) == 1)
		return true;
	*tree = tree_of(repository, "", 0);
	return *tree;
}

static bool needs_working_tree(const struct dc_repository *repository)
{
	if (repository->top)
		return true;
	dc_say("the repository is a bare one: compare two revisions, --diff A..B");
	return false;
}

bool dc_states_open(struct dc_repository *repository, const char *range, unsigned int nr_threads,
		    struct dc_state *old, struct dc_state *new)
{
	const char *dots = range ? strstr(range, "..") : NULL;
	git_tree *a = NULL, *b = NULL;
	bool ok;

	if (!dots && !needs_working_tree(repository))
		return false;
	if (!range) {
		ok = tree_of_head(repository, &a);
	} else if (!dots) {
		ok = (a = tree_of(repository, range, strlen(range)));
	} else {
		bool is_base = dots[2] == '.';
		const char *to = dots + 2 + is_base;

		a = is_base ? tree_of_base(repository, range, dots - range, to) :
			      tree_of(repository, range, dots - range);
		ok = a && (b = tree_of(repository, to, strlen(to)));
	}
	if (ok)
		ok = dc_state_open(new, repository, b ? DC_STATE_TREE :
				   range ? DC_STATE_DISK : DC_STATE_INDEX, b, NULL, nr_threads) &&
		     dc_state_open(old, repository, DC_STATE_TREE, a, new->below, nr_threads);
	git_tree_free(a);
	git_tree_free(b);
	return ok;
}
