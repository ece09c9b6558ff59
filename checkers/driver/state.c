/* SPDX-License-Identifier: GPL-2.0-only */
/* Opens a state and reads its files. */
#include "state.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hash.h"
#include "memory.h"
#include "read.h"
#include "say.h"
#include "target.h"

enum { MAX_BLOB = 32 << 20 };

bool dc_file_id_is_zero(const struct dc_file_id *id)
{
	static const struct dc_file_id zero;

	return dc_file_id_same(id, &zero);
}

bool dc_file_id_same(const struct dc_file_id *a, const struct dc_file_id *b)
{
	return !memcmp(a, b, sizeof(*a));
}

struct dc_file_id dc_file_id_of(const git_oid *oid)
{
	struct dc_file_id id;

	memcpy(id.bytes, oid->id, sizeof(id.bytes));
	return id;
}

/* Edits */

static int by_edit(const void *left, const void *right)
{
	const struct dc_state_edit *a = left, *b = right;

	return strcmp(a->path, b->path);
}

const struct dc_state_edit *dc_state_edit_at(const struct dc_state *state, const char *path)
{
	const struct dc_state_edit wanted = { .path = (char *)path };

	return state->nr_edits ? bsearch(&wanted, state->edits, state->nr_edits,
					 sizeof(wanted), by_edit) : NULL;
}

static const char *disk_path(const struct dc_state *state, const char *path, char buf[PATH_MAX])
{
	snprintf(buf, PATH_MAX, "%s%s%s", state->repository->top, state->below, path);
	return buf;
}

static int64_t nanoseconds(int64_t seconds, int64_t rest)
{
	return seconds * 1000000000 + rest;
}

/*
 * As git itself decides it: by what the system says of the file, unless it was written when the
 * index was, or later.
 */
static bool has_stayed(const struct dc_state *state, const git_index_entry *entry,
		       const struct stat *st)
{
	int64_t nsec = entry->mtime.nanoseconds;
	int64_t time = nanoseconds(entry->mtime.seconds, nsec);

	return S_ISREG(st->st_mode) && entry->file_size == (uint32_t)st->st_size &&
	       entry->mtime.seconds == (int32_t)st->st_mtim.tv_sec &&
	       (!nsec || nsec == st->st_mtim.tv_nsec) && entry->ino == (uint32_t)st->st_ino &&
	       time < nanoseconds(state->written.tv_sec, nsec ? state->written.tv_nsec : 0);
}

/* Whether the file on disk is the one of the index; by its content when need be. */
static bool is_same_on_disk(const struct dc_state *state, const git_index_entry *entry,
			    const char *path)
{
	struct stat st;
	git_oid oid;

	if (lstat(path, &st) || !S_ISREG(st.st_mode))
		return false;
	return has_stayed(state, entry, &st) ||
	       (entry->file_size == (uint32_t)st.st_size &&
		!git_odb_hashfile(&oid, path, GIT_OBJECT_BLOB) && git_oid_equal(&oid, &entry->id));
}

static void add_edit(struct dc_state *state, const char *path)
{
	struct dc_state_edit edit = { .path = dc_memory_text(path) };
	char disk[PATH_MAX];
	struct stat st;
	git_oid oid;

	disk_path(state, path, disk);
	edit.is_gone = lstat(disk, &st) || !S_ISREG(st.st_mode) || dc_read_file(disk, &edit.text) ||
		       git_odb_hash(&oid, edit.text.data ? edit.text.data : "", edit.text.length,
				    GIT_OBJECT_BLOB);
	if (!edit.is_gone)
		edit.id = dc_file_id_of(&oid);
	dc_grow(state->edits, state->nr_edits, state->edits_capacity);
	state->edits[state->nr_edits++] = edit;
}

/* Looking for a file */

bool dc_state_is_regular(unsigned int mode)
{
	return (mode & S_IFMT) == S_IFREG;
}

static bool find_in_tree(const struct dc_state *state, const char *path, git_oid *oid)
{
	git_tree_entry *entry = NULL;
	bool found = state->tree && !git_tree_entry_bypath(&entry, state->tree, path) &&
		     dc_state_is_regular(git_tree_entry_filemode(entry));

	if (found)
		*oid = *git_tree_entry_id(entry);
	git_tree_entry_free(entry);
	return found;
}

/* Files that are C were compared when the state was opened; of others few are asked for. */
static bool find_in_index(const struct dc_state *state, const char *path, git_oid *oid)
{
	const git_index_entry *entry;
	char name[PATH_MAX], disk[PATH_MAX];

	snprintf(name, sizeof(name), "%s%s", state->below, path);
	entry = git_index_get_bypath(state->index, name, 0);
	if (!entry || !dc_state_is_regular(entry->mode))
		return false;
	*oid = entry->id;
	return state->kind == DC_STATE_INDEX || dc_target_is_c_name(path) ||
	       is_same_on_disk(state, entry, disk_path(state, path, disk)) ||
	       !git_odb_hashfile(oid, disk, GIT_OBJECT_BLOB);
}

static bool find(const struct dc_state *state, const char *path, git_oid *oid)
{
	return state->kind == DC_STATE_TREE ? find_in_tree(state, path, oid) :
					      find_in_index(state, path, oid);
}

static const char *read_blob(const struct dc_state *state, const git_oid *oid,
			     struct dc_bytes *text)
{
	const char *reason = NULL;
	git_odb_object *object;

	if (git_odb_read(&object, state->repository->odb, oid))
		return "git has lost it, or never had it: a shallow or partial clone";
	if (git_odb_object_size(object) > MAX_BLOB)
		reason = "larger than 32 MiB";
	else if (!dc_bytes_add(text, git_odb_object_data(object), git_odb_object_size(object)))
		reason = "out of memory";
	git_odb_object_free(object);
	return reason;
}

static const char *read_file(const struct dc_files *files, const char *path, struct dc_bytes *text)
{
	const struct dc_state *state = (const struct dc_state *)files;
	const struct dc_state_edit *edit;
	char clean[PATH_MAX], disk[PATH_MAX];
	const char *reason;
	git_oid oid;

	if (!dc_files_clean(path, clean))
		return strerror(ENOENT);
	edit = dc_state_edit_at(state, clean);
	if (edit)
		return edit->is_gone ? strerror(ENOENT) :
		       dc_bytes_add(text, edit->text.data, edit->text.length) ? NULL :
		       "out of memory";
	reason = find(state, clean, &oid) ? read_blob(state, &oid, text) : strerror(ENOENT);
	/* What is no C file may be edited as well, and git need not know of it. */
	if (reason && state->kind == DC_STATE_DISK && !dc_target_is_c_name(clean))
		return dc_read_file(disk_path(state, clean, disk), text);
	return reason;
}

static struct dc_file_id identify(const struct dc_state *state, const char *path)
{
	const struct dc_state_edit *edit;
	char clean[PATH_MAX];
	git_oid oid;

	if (!dc_files_clean(path, clean))
		return (struct dc_file_id){ 0 };
	edit = dc_state_edit_at(state, clean);
	if (edit)
		return edit->id;
	return find(state, clean, &oid) ? dc_file_id_of(&oid) : (struct dc_file_id){ 0 };
}

/* Headers are asked for by every file that includes them. */

static struct dc_state_memo *memo_at(const struct dc_state *state, const char *path)
{
	for (size_t i = dc_hash(path, strlen(path));; i++) {
		struct dc_state_memo *memo = &state->memos[i & (state->memos_size - 1)];

		if (!memo->path || !strcmp(memo->path, path))
			return memo;
	}
}

static void grow_memos(struct dc_state *state)
{
	struct dc_state_memo *old = state->memos;
	size_t size = state->memos_size;

	state->memos_size = size ? 2 * size : 4096;
	state->memos = dc_memory_resize(NULL, state->memos_size * sizeof(*state->memos));
	memset(state->memos, 0, state->memos_size * sizeof(*state->memos));
	for (size_t i = 0; i < size; i++)
		if (old[i].path)
			*memo_at(state, old[i].path) = old[i];
	free(old);
}

static struct dc_file_id identify_file(const struct dc_files *files, const char *path)
{
	struct dc_state *state = (struct dc_state *)files;
	struct dc_state_memo *memo;

	if (2 * (state->nr_memos + 1) > state->memos_size)
		grow_memos(state);
	memo = memo_at(state, path);
	if (!memo->path) {
		memo->path = dc_memory_text(path);
		memo->id = identify(state, path);
		state->nr_memos++;
	}
	return memo->id;
}

/* What is on disk */

struct look {
	const struct dc_state *state;
	bool *differs;			/* by entry of the index */
	size_t from, to;
};

static bool is_below(const struct dc_state *state, const git_index_entry *entry)
{
	size_t length = strlen(state->below);

	return !strncmp(entry->path, state->below, length) && dc_state_is_candidate(entry->path + length);
}

static void *look_at_disk(void *data)
{
	const struct look *look = data;
	char disk[PATH_MAX];

	for (size_t i = look->from; i < look->to; i++) {
		const git_index_entry *entry = git_index_get_byindex(look->state->index, i);

		if (!is_below(look->state, entry))
			continue;
		snprintf(disk, sizeof(disk), "%s%s", look->state->repository->top, entry->path);
		look->differs[i] = GIT_INDEX_ENTRY_STAGE(entry) ||
				   (dc_state_is_regular(entry->mode) &&
				    !(entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) &&
				    !is_same_on_disk(look->state, entry, disk));
	}
	return NULL;
}

static void find_edits(struct dc_state *state, unsigned int nr_threads)
{
	size_t nr = git_index_entrycount(state->index);
	bool *differs = dc_memory_resize(NULL, nr + 1);
	struct look *looks = dc_memory_resize(NULL, nr_threads * sizeof(*looks));
	pthread_t *threads = dc_memory_resize(NULL, nr_threads * sizeof(*threads));
	size_t length = strlen(state->below);

	memset(differs, false, nr + 1);
	for (unsigned int i = 0; i < nr_threads; i++) {
		looks[i] = (struct look){
			state, differs, nr * i / nr_threads, nr * (i + 1) / nr_threads,
		};
		if (pthread_create(&threads[i], NULL, look_at_disk, &looks[i])) {
			look_at_disk(&looks[i]);
			threads[i] = 0;
		}
	}
	for (unsigned int i = 0; i < nr_threads; i++)
		if (threads[i])
			pthread_join(threads[i], NULL);
	for (size_t i = 0; i < nr; i++) {
		const char *path = git_index_get_byindex(state->index, i)->path + length;

		/* What is not merged stands there up to three times. */
		if (differs[i] && (!state->nr_edits ||
				   strcmp(state->edits[state->nr_edits - 1].path, path) != 0))
			add_edit(state, path);
	}
	if (state->nr_edits)
		qsort(state->edits, state->nr_edits, sizeof(*state->edits), by_edit);
	free(differs);
	free(looks);
	free(threads);
}

static bool open_index(struct dc_state *state)
{
	struct stat st;

	if (git_repository_index(&state->index, state->repository->git)) {
		const char *reason = git_error_last() ? git_error_last()->message : "there is none";

		dc_say("the index: %s%s", reason, strstr(reason, "'link'") ?
		       ": split, 'git update-index --no-split-index' makes it whole" : "");
		return false;
	}
	if (git_index_path(state->index) && !stat(git_index_path(state->index), &st))
		state->written = st.st_mtim;
	if (state->kind == DC_STATE_INDEX && git_index_has_conflicts(state->index)) {
		dc_say("--staged: there are conflicts that were not resolved");
		return false;
	}
	return true;
}

/* The kernel */

static bool read_kernel(struct dc_state *state)
{
	struct dc_bytes makefile = { 0 }, header = { 0 };
	bool ok = !read_file(&state->files, "Makefile", &makefile) &&
		  !read_file(&state->files, "include/linux/dma-mapping.h", &header) &&
		  dc_kernel_read(makefile.data, makefile.length, header.data, header.length,
				 &state->kernel);

	free(makefile.data);
	free(header.data);
	return ok;
}

static bool set_below(struct dc_state *state, git_tree *tree, const char *below)
{
	git_tree_entry *entry = NULL;
	char folder[PATH_MAX];
	bool ok = true;

	free(state->below);
	state->below = dc_memory_text(below);
	git_tree_free(state->tree);
	state->tree = NULL;
	if (!tree)
		return true;
	snprintf(folder, sizeof(folder), "%s", below);
	if (!*folder)
		return !git_tree_dup(&state->tree, tree);
	folder[strlen(folder) - 1] = '\0';
	if (!git_tree_entry_bypath(&entry, tree, folder) &&
	    git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		ok = !git_tree_lookup(&state->tree, state->repository->git,
				      git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	return ok;
}

/* From the path that was asked for upwards. */
static bool find_root(struct dc_state *state, git_tree *tree)
{
	char below[PATH_MAX + 1];
	size_t length;

	snprintf(below, sizeof(below), "%s%s", state->repository->asked,
		 *state->repository->asked ? "/" : "");
	for (length = strlen(below);; below[length] = '\0') {
		if (!set_below(state, tree, below))
			return false;
		state->has_kernel = read_kernel(state);
		if (state->has_kernel || !length)
			return true;
		length--;
		while (length && below[length - 1] != '/')
			length--;
	}
}

bool dc_state_open(struct dc_state *state, struct dc_repository *repository,
		   enum dc_state_kind kind, git_tree *tree, const char *below,
		   unsigned int nr_threads)
{
	*state = (struct dc_state){
		.files = { read_file, identify_file }, .repository = repository, .kind = kind,
		.kernel = dc_kernel_newest(),
	};
	if (kind != DC_STATE_TREE && !open_index(state))
		return false;
	if (below) {
		if (!set_below(state, tree, below))
			return false;
		state->has_kernel = read_kernel(state);
	} else if (!find_root(state, tree)) {
		return false;
	}
	if (kind == DC_STATE_DISK)
		find_edits(state, nr_threads);
	return true;
}

void dc_state_close(struct dc_state *state)
{
	for (size_t i = 0; i < state->nr_edits; i++) {
		free(state->edits[i].path);
		free(state->edits[i].text.data);
	}
	for (size_t i = 0; i < state->memos_size; i++)
		free(state->memos[i].path);
	free(state->memos);
	free(state->edits);
	free(state->below);
	git_tree_free(state->tree);
	git_index_free(state->index);
}
