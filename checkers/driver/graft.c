/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Objects go straight to a backend in memory: git_odb_write() would look whether the repository has
 * them, and touch the file that does.
 */
#include "graft.h"

#include <limits.h>
#include <git2/sys/mempack.h>
#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { BEFORE_ALL = 999, MOST_DEPTH = 64, MOST_BYTES = 128 << 20 };

static bool add_memory(struct dc_graft *graft)
{
	return !git_mempack_new(&graft->memory) &&
	       !git_odb_add_backend(graft->repository->odb, graft->memory, BEFORE_ALL);
}

bool dc_graft_open(struct dc_graft *graft, struct dc_repository *repository)
{
	*graft = (struct dc_graft){ .repository = repository };
	return add_memory(graft);
}

bool dc_graft_open_empty(struct dc_graft *graft, struct dc_repository *repository)
{
	*graft = (struct dc_graft){ .repository = repository };
	*repository = (struct dc_repository){ .asked = strdup("") };
	git_libgit2_init();
	return repository->asked && !git_repository_new(&repository->git) &&
	       !git_odb_new(&repository->odb) && add_memory(graft) &&
	       !git_repository_set_odb(repository->git, repository->odb);
}

static const char *write_object(struct dc_graft *graft, const void *data, size_t length,
				git_object_t type, git_oid *oid)
{
	graft->size += length;
	if (graft->size > MOST_BYTES)
		return "the series makes more than 128 MiB of text";
	if (git_odb_hash(oid, data, length, type) ||
	    graft->memory->write(graft->memory, oid, data, length, type))
		return "out of memory";
	return NULL;
}

const char *dc_graft_blob(struct dc_graft *graft, const char *data, size_t length, git_oid *oid)
{
	return write_object(graft, data ? data : "", length, GIT_OBJECT_BLOB, oid);
}

/* Trees */

struct entry {
	const char *name;
	size_t length;
	unsigned int mode;
	git_oid oid;
};

struct folder {
	struct entry *entries;
	size_t nr, capacity;
};

static bool is_folder(unsigned int mode)
{
	return mode == GIT_FILEMODE_TREE;
}

/* Git sorts a folder as if its name ended with a slash. */
static int by_name(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	size_t length = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->name, b->name, length);
	unsigned char x, y;

	if (order)
		return order;
	x = a->length > length ? a->name[length] : is_folder(a->mode) ? '/' : '\0';
	y = b->length > length ? b->name[length] : is_folder(b->mode) ? '/' : '\0';
	return (x > y) - (x < y);
}

static struct entry *entry_at(struct folder *folder, const char *name, size_t length)
{
	for (size_t i = 0; i < folder->nr; i++)
		if (folder->entries[i].length == length &&
		    !memcmp(folder->entries[i].name, name, length))
			return &folder->entries[i];
	dc_grow(folder->entries, folder->nr, folder->capacity);
	folder->entries[folder->nr] = (struct entry){ .name = name, .length = length };
	return &folder->entries[folder->nr++];
}

static void list(struct folder *folder, const git_tree *tree)
{
	for (size_t i = 0; tree && i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
		const char *name = git_tree_entry_name(entry);

		dc_grow(folder->entries, folder->nr, folder->capacity);
		folder->entries[folder->nr++] = (struct entry){
			name, strlen(name), git_tree_entry_filemode_raw(entry),
			*git_tree_entry_id(entry),
		};
	}
}

static const char *write_folder(struct dc_graft *graft, struct folder *folder, git_oid *oid)
{
	struct dc_bytes bytes = { 0 };
	const char *problem;
	bool ok = true;

	if (folder->nr)
		qsort(folder->entries, folder->nr, sizeof(*folder->entries), by_name);
	for (size_t i = 0; ok && i < folder->nr; i++) {
		const struct entry *entry = &folder->entries[i];
		char mode[16];
		int length = snprintf(mode, sizeof(mode), "%o ", entry->mode);

		ok = !entry->mode || (dc_bytes_add(&bytes, mode, length) &&
				      dc_bytes_add(&bytes, entry->name, entry->length) &&
				      dc_bytes_add(&bytes, "", 1) &&
				      dc_bytes_add(&bytes, &entry->oid, sizeof(entry->oid)));
	}
	problem = ok ? write_object(graft, bytes.data ? bytes.data : "", bytes.length,
				    GIT_OBJECT_TREE, oid) : "out of memory";
	free(bytes.data);
	return problem;
}

static bool is_empty(const struct folder *folder)
{
	for (size_t i = 0; i < folder->nr; i++)
		if (folder->entries[i].mode)
			return false;
	return true;
}

static const char *graft_folder(struct dc_graft *graft, const git_tree *base,
				struct dc_scion *scions, size_t nr, size_t below,
				unsigned int depth, struct entry *result);

/* The scions that begin with one name, of which the first is given; how many in *nr. */
static const char *graft_name(struct dc_graft *graft, struct folder *folder,
			      struct dc_scion *scions, size_t *nr, size_t below,
			      unsigned int depth)
{
	const char *name = scions->path + below;
	size_t length = strcspn(name, "/"), most = *nr;
	struct entry *entry = entry_at(folder, name, length);
	git_tree *inner = NULL;
	const char *problem;

	*nr = 1;
	if (!name[length]) {
		if (is_folder(entry->mode) && scions->mode)
			return "a file in the place of a folder";
		/* what is gone may have left a folder of its name */
		if (scions->mode || !is_folder(entry->mode)) {
			entry->mode = scions->mode;
			entry->oid = scions->oid;
		}
		return NULL;
	}
	while (*nr < most && !strncmp(scions[*nr].path + below, name, length + 1))
		(*nr)++;
	if (is_folder(entry->mode) &&
	    git_tree_lookup(&inner, graft->repository->git, &entry->oid))
		return "git has lost a folder, or never had it";
	if (entry->mode && !is_folder(entry->mode))
		return "a folder in the place of a file";
	problem = graft_folder(graft, inner, scions, *nr, below + length + 1, depth + 1, entry);
	git_tree_free(inner);
	return problem;
}

static const char *graft_folder(struct dc_graft *graft, const git_tree *base,
				struct dc_scion *scions, size_t nr, size_t below,
				unsigned int depth, struct entry *result)
{
	struct folder folder = { 0 };
	const char *problem = depth > MOST_DEPTH ? "folders nest deeper than 64" : NULL;

	list(&folder, base);
	for (size_t i = 0, step; !problem && i < nr; i += step) {
		step = nr - i;
		problem = graft_name(graft, &folder, scions + i, &step, below, depth);
	}
	if (!problem) {
		result->mode = is_empty(&folder) ? 0 : GIT_FILEMODE_TREE;
		problem = write_folder(graft, &folder, &result->oid);
	}
	free(folder.entries);
	return problem;
}

const char *dc_graft_tree(struct dc_graft *graft, const git_tree *base, struct dc_scion *scions,
			  size_t nr, git_tree **tree)
{
	struct entry top = { 0 };
	const char *problem = graft_folder(graft, base, scions, nr, 0, 0, &top);

	if (!problem && git_tree_lookup(tree, graft->repository->git, &top.oid))
		problem = "out of memory";
	return problem;
}
