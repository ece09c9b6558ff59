/* SPDX-License-Identifier: GPL-2.0-only */
/* Lists the files of a state, or what two of them have otherwise. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "say.h"
#include "state.h"
#include "target.h"

enum { MAX_TREE_DEPTH = 64 };

static void add_file(struct dc_state_files *list, const char *path, struct dc_file_id id)
{
	dc_grow(list->items, list->nr, list->capacity);
	list->items[list->nr++] = (struct dc_state_file){ dc_memory_text(path), id };
}

void dc_state_files_free(struct dc_state_files *list)
{
	for (size_t i = 0; i < list->nr; i++)
		free(list->items[i].path);
	free(list->items);
	*list = (struct dc_state_files){ 0 };
}

static int by_path(const void *left, const void *right)
{
	const struct dc_state_file *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static void sort(struct dc_state_files *list)
{
	if (list->nr)
		qsort(list->items, list->nr, sizeof(*list->items), by_path);
}

bool dc_state_is_candidate(const char *path)
{
	const char *slash = strrchr(path, '/');

	return path[0] != '.' && !strstr(path, "/.") && dc_target_is_c_name(slash ? slash + 1 : path);
}

bool dc_state_is_in(const char *path, const char *folder)
{
	size_t length = strlen(folder);

	return !length || (!strncmp(path, folder, length) &&
			   (path[length] == '/' || (!path[length] && dc_target_is_c_name(path))));
}

/* Two trees of one folder, either of which may be missing; what differs goes to the list. */
struct comparison {
	git_repository *git;
	const char *folder;
	struct dc_state_files *list;
	enum { C_FILES, ALL_FILES, SUBMODULES } what;
	size_t most;			/* files on the list */
	char path[PATH_MAX];
	size_t length;
	unsigned int depth;
};

static bool compare_trees(struct comparison *c, const git_tree *old, const git_tree *new);

static bool enter(struct comparison *c, const char *name)
{
	size_t length = strlen(name);

	if (c->length + 1 + length >= sizeof(c->path))
		return false;
	if (c->length)
		c->path[c->length++] = '/';
	memcpy(c->path + c->length, name, length + 1);
	c->length += length;
	return true;
}

/* Whether something of interest lies at or below the path. */
static bool leads_there(const struct comparison *c)
{
	size_t length = strlen(c->folder);

	return c->length < length ? !strncmp(c->path, c->folder, c->length) &&
				    c->folder[c->length] == '/' : dc_state_is_in(c->path, c->folder) ||
								  !strcmp(c->path, c->folder);
}

/* Of a folder: NULL for what is none. */
static bool open_tree(const struct comparison *c, const git_tree_entry *entry, git_tree **tree)
{
	*tree = NULL;
	return !entry || git_tree_entry_type(entry) != GIT_OBJECT_TREE ||
	       !git_tree_lookup(tree, c->git, git_tree_entry_id(entry));
}

static bool is_wanted(const struct comparison *c, const git_tree_entry *entry)
{
	unsigned int mode = entry ? git_tree_entry_filemode(entry) : 0;

	if (c->what == SUBMODULES)
		return mode == GIT_FILEMODE_COMMIT;
	return dc_state_is_regular(mode) && (c->what == ALL_FILES || dc_state_is_candidate(c->path));
}

static bool compare_entries(struct comparison *c, const git_tree_entry *old,
			    const git_tree_entry *new)
{
	const git_tree_entry *any = new ? new : old;
	size_t length = c->length;
	git_tree *a = NULL, *b = NULL;
	bool ok = true;

	if (old && new && git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(new)) &&
	    git_tree_entry_filemode(old) == git_tree_entry_filemode(new))
		return true;
	if ((git_tree_entry_name(any)[0] == '.' && c->what == C_FILES) ||
	    !enter(c, git_tree_entry_name(any)))
		return true;
	if (leads_there(c) && c->depth < MAX_TREE_DEPTH) {
		bool is = is_wanted(c, new);

		if (is || is_wanted(c, old))
			add_file(c->list, c->path, is ? dc_file_id_of(git_tree_entry_id(new)) :
							(struct dc_file_id){ 0 });
		ok = open_tree(c, old, &a) && open_tree(c, new, &b);
		c->depth++;
		if (ok && (a || b))
			ok = compare_trees(c, a, b);
		c->depth--;
		git_tree_free(a);
		git_tree_free(b);
	}
	c->length = length;
	c->path[length] = '\0';
	return ok;
}

/* Git sorts a folder as if its name ended with a slash: look names up instead of counting on it. */
static bool compare_trees(struct comparison *c, const git_tree *old, const git_tree *new)
{
	bool ok = true;

	if (c->list->nr > c->most)
		return false;
	for (size_t i = 0; ok && new && i < git_tree_entrycount(new); i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(new, i);

		ok = compare_entries(c, old ? git_tree_entry_byname(old, git_tree_entry_name(entry)) :
					NULL, entry);
	}
	for (size_t i = 0; ok && old && i < git_tree_entrycount(old); i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(old, i);

		if (!new || !git_tree_entry_byname(new, git_tree_entry_name(entry)))
			ok = compare_entries(c, entry, NULL);
	}
	return ok;
}

static bool list_index(const struct dc_state *state, const char *folder,
		       struct dc_state_files *list)
{
	size_t length = strlen(state->below);

	for (size_t i = 0; i < git_index_entrycount(state->index); i++) {
		const git_index_entry *entry = git_index_get_byindex(state->index, i);
		const char *path = entry->path + length;
		const struct dc_state_edit *edit;

		if (GIT_INDEX_ENTRY_STAGE(entry) || !dc_state_is_regular(entry->mode) ||
		    strncmp(entry->path, state->below, length) != 0 || !dc_state_is_candidate(path) ||
		    !dc_state_is_in(path, folder))
			continue;
		edit = dc_state_edit_at(state, path);
		if (!edit)
			add_file(list, path, dc_file_id_of(&entry->id));
	}
	return true;
}

bool dc_state_list(const struct dc_state *state, const char *folder, struct dc_state_files *list)
{
	struct comparison c = {
		.git = state->repository->git, .folder = folder, .list = list, .most = SIZE_MAX,
	};
	bool ok = state->kind == DC_STATE_TREE ? compare_trees(&c, NULL, state->tree) :
						 list_index(state, folder, list);

	for (size_t i = 0; ok && i < state->nr_edits; i++)
		if (!state->edits[i].is_gone && dc_state_is_in(state->edits[i].path, folder))
			add_file(list, state->edits[i].path, state->edits[i].id);
	if (!ok)
		dc_say("%s", git_error_last() ? git_error_last()->message : "out of memory");
	sort(list);
	return ok;
}

bool dc_state_compare(const struct dc_state *old, const struct dc_state *new, size_t most,
		      struct dc_state_files *list)
{
	struct comparison c = {
		.git = new->repository->git, .folder = "", .list = list, .what = ALL_FILES,
		.most = most,
	};

	return compare_trees(&c, old->tree, new->tree) && list->nr <= most;
}

static bool is_same_in_tree(const struct dc_state *state, const char *path, const git_oid *oid)
{
	git_tree_entry *entry = NULL;
	bool is_same = state->tree && !git_tree_entry_bypath(&entry, state->tree, path) &&
		       git_oid_equal(git_tree_entry_id(entry), oid);

	git_tree_entry_free(entry);
	return is_same;
}

bool dc_state_compare_submodules(const struct dc_state *old, const struct dc_state *new,
				 struct dc_state_files *list)
{
	struct comparison c = {
		.git = new->repository->git, .folder = "", .list = list, .what = SUBMODULES,
		.most = SIZE_MAX,
	};
	size_t length = strlen(new->below);

	if (new->kind == DC_STATE_TREE)
		return compare_trees(&c, old->tree, new->tree);
	for (size_t i = 0; i < git_index_entrycount(new->index); i++) {
		const git_index_entry *entry = git_index_get_byindex(new->index, i);

		if (entry->mode == GIT_FILEMODE_COMMIT &&
		    !strncmp(entry->path, new->below, length) &&
		    !is_same_in_tree(old, entry->path + length, &entry->id))
			add_file(list, entry->path + length, dc_file_id_of(&entry->id));
	}
	return true;
}
