/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All of a patch is done or nothing, and all of it in one way: by hunks, or by merging.  What it
 * says of one file after another becomes a list of places and what stands there.
 */
#include "patched.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "apply.h"
#include "memory.h"
#include "target.h"

enum { NEW_FILE = 0100644, SUBMODULE = 0160000 };

struct work {
	struct dc_graft *graft;
	git_tree *before;
	struct dc_scion *scions;	/* in no order yet */
	size_t nr, capacity;
	bool is_merge;			/* of what the patch does to the files that it was made of */
	struct dc_misfit *misfit;
};

/* A file as it is before one part of the patch. */
struct content {
	unsigned int mode;		/* 0 when there is none */
	git_oid oid;
	git_blob *blob;			/* NULL until it is read */
};

static bool fail(struct work *work, const char *reason)
{
	if (!work->misfit->reason)
		work->misfit->reason = reason;
	return false;
}

static struct dc_scion *scion_at(const struct work *work, const char *path)
{
	for (size_t i = 0; i < work->nr; i++)
		if (!strcmp(work->scions[i].path, path))
			return &work->scions[i];
	return NULL;
}

static void put(struct work *work, const char *path, unsigned int mode, const git_oid *oid)
{
	struct dc_scion *scion = scion_at(work, path);

	if (!scion) {
		dc_grow(work->scions, work->nr, work->capacity);
		scion = &work->scions[work->nr++];
		scion->path = strcpy(dc_memory_resize(NULL, strlen(path) + 1), path);
	}
	scion->mode = mode;
	memset(&scion->oid, 0, sizeof(scion->oid));
	if (oid)
		scion->oid = *oid;
}

static void look_in_tree(const struct work *work, const char *path, struct content *content)
{
	git_tree_entry *entry = NULL;

	if (work->before && !git_tree_entry_bypath(&entry, work->before, path) &&
	    git_tree_entry_type(entry) != GIT_OBJECT_TREE) {
		content->mode = git_tree_entry_filemode_raw(entry);
		content->oid = *git_tree_entry_id(entry);
	}
	git_tree_entry_free(entry);
}

/* Names may be swapped within a patch, so that a renamed file is the one from before all of it. */
static void look(const struct work *work, const struct dc_patch_file *file, const char *path,
		 struct content *content)
{
	const struct dc_scion *scion = scion_at(work, path);
	bool is_from_before = file->kind == DC_PATCH_RENAME || file->kind == DC_PATCH_COPY;

	*content = (struct content){ 0 };
	if (!scion || is_from_before) {
		look_in_tree(work, path, content);
	} else {
		content->mode = scion->mode;
		content->oid = scion->oid;
	}
}

static bool read_blob(struct work *work, const git_oid *oid, git_blob **blob)
{
	if (git_blob_lookup(blob, work->graft->repository->git, oid))
		return fail(work, "git has lost the file, or never had it");
	if (git_blob_rawsize(*blob) > DC_APPLY_MOST)
		return fail(work, "the file is larger than 32 MiB");
	return true;
}

static const char *apply(const struct dc_patch_file *file, git_blob *blob, struct dc_bytes *result,
			 size_t *hunk)
{
	return dc_apply_hunks(file, blob ? git_blob_rawcontent(blob) : "",
			      blob ? git_blob_rawsize(blob) : 0, result, hunk);
}

static git_merge_file_input input_of(const char *data, size_t length)
{
	return (git_merge_file_input){
		.version = GIT_MERGE_FILE_INPUT_VERSION, .ptr = data ? data : "", .size = length,
	};
}

/* What was made of `origin` is done to `ours`, unless both changed the same lines. */
static bool merge(git_blob *origin, git_blob *ours, const struct dc_bytes *theirs,
		  struct dc_bytes *result)
{
	git_merge_file_input a = input_of(git_blob_rawcontent(origin), git_blob_rawsize(origin));
	git_merge_file_input b = input_of(git_blob_rawcontent(ours), git_blob_rawsize(ours));
	git_merge_file_input c = input_of(theirs->data, theirs->length);
	git_merge_file_result merged = { 0 };
	bool ok = !git_merge_file(&merged, &a, &b, &c, NULL) && merged.automergeable &&
		  dc_bytes_add(result, merged.ptr, merged.len);

	git_merge_file_result_free(&merged);
	return ok;
}

/* The file that the patch was made of, if git has it. */
static git_blob *find_origin(const struct work *work, const struct dc_patch_file *file)
{
	git_blob *blob = NULL;
	git_oid oid;

	if (!*file->old_id || strspn(file->old_id, "0") == strlen(file->old_id) ||
	    git_oid_fromstrn(&oid, file->old_id, strlen(file->old_id)) ||
	    git_blob_lookup_prefix(&blob, work->graft->repository->git, &oid,
				   strlen(file->old_id)))
		return NULL;
	if (git_blob_rawsize(blob) <= DC_APPLY_MOST)
		return blob;
	git_blob_free(blob);
	return NULL;
}

static bool merge_from_origin(struct work *work, const struct dc_patch_file *file, git_blob *ours,
			      struct dc_bytes *result)
{
	git_blob *origin = find_origin(work, file);
	struct dc_bytes theirs = { 0 };
	size_t hunk;
	bool ok;

	ok = origin && ours && !apply(file, origin, &theirs, &hunk) &&
	     merge(origin, ours, &theirs, result);
	free(theirs.data);
	git_blob_free(origin);
	return ok;
}

/* The new text of a file. */
static bool change_text(struct work *work, const struct dc_patch_file *file,
			const struct content *content, git_oid *oid)
{
	struct dc_bytes result = { 0 };
	const char *problem = NULL;
	size_t hunk = 0;
	bool ok = true;

	if (!work->is_merge || !content->blob)
		problem = apply(file, content->blob, &result, &hunk);
	else if (!merge_from_origin(work, file, content->blob, &result))
		problem = "it cannot be merged";
	if (problem) {
		work->misfit->hunk = hunk;
		ok = fail(work, problem);
	}
	if (ok && file->kind == DC_PATCH_DELETE && result.length)
		ok = fail(work, "there is more in the file than the patch takes out");
	problem = ok ? dc_graft_blob(work->graft, result.data, result.length, oid) : NULL;
	if (problem)
		ok = fail(work, problem);
	free(result.data);
	return ok;
}

static bool is_c_file(const char *path)
{
	const char *slash = strrchr(path, '/');

	return dc_target_is_c_name(slash ? slash + 1 : path);
}

/* What is there already, and the same, was applied before. */
static bool create(struct work *work, const struct dc_patch_file *file,
		   const struct content *there)
{
	unsigned int mode = file->new_mode ? file->new_mode : NEW_FILE;
	struct content none = { 0 };
	git_oid oid;

	if (file->is_binary)
		return !is_c_file(file->new_path) || fail(work, "binary, and named as C source");
	if (!change_text(work, file, &none, &oid))
		return false;
	if (there->mode && (!S_ISREG(there->mode) || !git_oid_equal(&there->oid, &oid)))
		return fail(work, "the file is there already");
	put(work, file->new_path, mode, &oid);
	return true;
}

/* A diff that is not git's may not say that a file is new. */
static bool may_create(const struct dc_patch_file *file)
{
	return !file->is_git && file->nr_hunks == 1 && !file->hunks[0].old_line &&
	       !file->hunks[0].old_count;
}

static bool change(struct work *work, const struct dc_patch_file *file, struct content *content)
{
	unsigned int mode = file->new_mode ? file->new_mode : content->mode;
	git_oid oid = content->oid;
	bool has_text;

	if (!content->mode)
		return may_create(file) ? create(work, file, content) :
					  fail(work, "there is no such file");
	if (content->mode == SUBMODULE || mode == SUBMODULE)
		return true;	/* no file of this tree */
	if (file->is_binary && is_c_file(file->new_path))
		return fail(work, "binary, and named as C source");
	has_text = file->nr_hunks || (file->kind == DC_PATCH_DELETE && !file->is_binary);
	if (has_text && (!read_blob(work, &content->oid, &content->blob) ||
			 !change_text(work, file, content, &oid)))
		return false;
	if (file->kind == DC_PATCH_DELETE) {
		put(work, file->old_path, 0, NULL);
		return true;
	}
	put(work, file->new_path, mode, &oid);
	return true;
}

static bool is_mode(unsigned int mode)
{
	return !mode || mode == NEW_FILE || mode == 0100755 || mode == 0120000 ||
	       mode == SUBMODULE;
}

static bool do_file(struct work *work, const struct dc_patch_file *file)
{
	struct content content;
	bool ok;

	work->misfit->path = file->new_path;
	if (!is_mode(file->new_mode))
		return fail(work, "a mode that git has not");
	look(work, file, file->old_path, &content);
	if (file->kind == DC_PATCH_CREATE)
		return file->new_mode == SUBMODULE || create(work, file, &content);
	ok = change(work, file, &content);
	git_blob_free(content.blob);
	return ok;
}

/* Before their new names are given, so that names can be swapped. */
static void take_renamed_away(struct work *work, const struct dc_patch *patch)
{
	for (size_t i = 0; i < patch->nr; i++)
		if (patch->files[i].kind == DC_PATCH_RENAME)
			put(work, patch->files[i].old_path, 0, NULL);
}

/* Whether a renamed or copied file has its new name for itself. */
static bool is_free(struct work *work, const struct dc_patch_file *file)
{
	const struct dc_scion *scion = scion_at(work, file->new_path);
	struct content there = { 0 };

	if (file->kind != DC_PATCH_RENAME && file->kind != DC_PATCH_COPY)
		return true;
	if (!scion)
		look_in_tree(work, file->new_path, &there);
	work->misfit->path = file->new_path;
	return !(scion ? scion->mode : there.mode) || fail(work, "the file is there already");
}

static int by_path(const void *left, const void *right)
{
	const struct dc_scion *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static bool attempt(struct work *work, const struct dc_patch *patch, git_tree **after)
{
	struct dc_misfit *misfit = work->misfit;
	bool ok = true;

	*misfit = (struct dc_misfit){ 0 };
	take_renamed_away(work, patch);
	for (size_t i = 0; ok && i < patch->nr; i++)
		ok = is_free(work, &patch->files[i]) && do_file(work, &patch->files[i]);
	if (ok) {
		misfit->path = NULL;
		if (work->nr)
			qsort(work->scions, work->nr, sizeof(*work->scions), by_path);
		misfit->reason = dc_graft_tree(work->graft, work->before, work->scions, work->nr,
					       after);
		ok = !misfit->reason;
	}
	for (size_t i = 0; i < work->nr; i++)
		free(work->scions[i].path);
	free(work->scions);
	return ok;
}

bool dc_patched_tree(struct dc_graft *graft, git_tree *before, const struct dc_patch *patch,
		     git_tree **after, struct dc_misfit *misfit)
{
	struct work direct = { .graft = graft, .before = before, .misfit = misfit };
	struct dc_misfit another;
	struct work merge = {
		.graft = graft, .before = before, .is_merge = true, .misfit = &another,
	};

	/* why it cannot be merged is of less use than why it does not apply */
	return attempt(&direct, patch, after) || attempt(&merge, patch, after);
}
