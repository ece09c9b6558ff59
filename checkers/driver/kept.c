/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A result by its file's path and content, kernel and wrappers; it counts when each header has the
 * content that it had.
 */
#include "kept.h"

#include <stdlib.h>
#include <string.h>

#include "content.h"

struct dc_kept {
	struct dc_cache *cache;		/* NULL with a store */
	struct dc_store *store;
	enum dc_engine engine;
	size_t nr_foreign;
	struct dc_contents *contents;	/* NULL until it is asked */
	int64_t start;
};

struct dc_kept *dc_kept_open(struct dc_cache *cache, struct dc_store *store, enum dc_engine engine)
{
	bool has_place = store || (cache && engine == DC_ENGINE_SOURCE);
	struct dc_kept *kept = has_place ? calloc(1, sizeof(*kept)) : NULL;

	if (!kept)
		return NULL;
	*kept = (struct dc_kept){
		.cache = store ? NULL : cache, .store = store, .engine = engine,
		.start = dc_stamp_now(),
	};
	return kept;
}

/* What a file has in it; of a state that git knows that is told by its name there. */
static bool find_content(struct dc_kept *kept, const struct dc_tree *tree, const char *path,
			 struct dc_content *content)
{
	struct dc_digester digester;
	struct dc_file_id id;

	if (!tree->files) {
		/* which is long, and of no use for states */
		if (!kept->contents)
			kept->contents = dc_contents_open(kept->cache);
		return kept->contents && dc_contents_find(kept->contents, path, content);
	}
	*content = (struct dc_content){ 0 };
	id = tree->files->identify(tree->files, path);
	digester = dc_cache_digest(kept->cache, "blob");
	dc_digest_add(&digester, &id, sizeof(id));
	content->digest = dc_digest_end(&digester);
	return true;
}

static void add_definition(struct dc_digester *digester, const struct dc_definition *definition)
{
	struct dc_bytes row = { 0 };

	if (!dc_record_row(&row, definition->row))
		abort();
	dc_digest_text(digester, definition->file);
	dc_digest_add(digester, row.data, row.length);
	free(row.data);
}

/* What other files define of the names that the job's file may call. */
static void add_known(struct dc_digester *digester, const struct dc_exported *exported,
		      const struct dc_job *job)
{
	for (size_t i = 0; exported->nr && i < job->nr_calls; i++) {
		uint32_t name = job->calls[i];
		uint32_t at = exported->buckets[name & (exported->nr_buckets - 1)];

		for (; at; at = exported->items[at - 1].next)
			if (exported->items[at - 1].name == name &&
			    strcmp(exported->items[at - 1].file, job->path))
				add_definition(digester, &exported->items[at - 1]);
	}
}

static struct dc_digest key_of(const struct dc_kept *kept, const struct dc_tree *tree,
			       const struct dc_job *job, const struct dc_content *content)
{
	struct dc_digester digester = dc_cache_digest(kept->cache, "result");

	dc_digest_add(&digester, &kept->engine, sizeof(kept->engine));
	dc_digest_text(&digester, job->path);
	dc_digest_text(&digester, tree->files ? "git" : "disk");
	dc_digest_text(&digester, dc_tree_root(tree) ? dc_tree_root(tree) : "");
	dc_digest_add(&digester, &tree->kernel.version, sizeof(tree->kernel.version));
	dc_digest_add(&digester, &tree->kernel.attrs, sizeof(tree->kernel.attrs));
	dc_digest_add(&digester, &content->digest, sizeof(content->digest));
	add_known(&digester, &tree->exported, job);
	return dc_digest_end(&digester);
}

/* A value is a record and, behind it, the digest of each of its inputs. */

static bool is_current(struct dc_kept *kept, const struct dc_tree *tree,
		       const struct dc_inputs *inputs, const char *digests)
{
	for (size_t i = 0; i < inputs->nr; i++) {
		struct dc_content content;

		if (!find_content(kept, tree, inputs->items[i].path, &content) ||
		    memcmp(&content.digest, digests + i * sizeof(content.digest),
			   sizeof(content.digest)))
			return false;
	}
	return true;
}

static bool get(struct dc_kept *kept, struct dc_digest key, struct dc_bytes *value)
{
	return kept->store ? dc_store_get(kept->store, key, value) :
			     dc_cache_get(kept->cache, key, value);
}

bool dc_kept_take(struct dc_kept *kept, const struct dc_tree *tree, struct dc_digest key,
		  struct dc_result *result)
{
	struct dc_bytes value = { 0 };
	size_t length;
	bool found;

	if (!get(kept, key, &value))
		return false;
	length = dc_record_length(value.data, value.length);
	found = length && dc_record_unpack(value.data, length, result);
	if (found &&
	    (value.length - length != result->inputs.nr * sizeof(struct dc_digest) ||
	     !is_current(kept, tree, &result->inputs, value.data + length))) {
		dc_result_free(result);
		found = false;
	}
	free(value.data);
	return found;
}

static bool find(struct dc_kept *kept, const struct dc_tree *tree, struct dc_job *job)
{
	struct dc_content content;

	if (!find_content(kept, tree, job->path, &content))
		return false;
	job->key = key_of(kept, tree, job, &content);
	return dc_kept_take(kept, tree, job->key, &job->result);
}

bool dc_kept_find(struct dc_kept *kept, const struct dc_tree *tree, struct dc_job *job)
{
	bool found = kept && !job->text && find(kept, tree, job);

	/* later rounds ask with what files of other shards have told */
	if (kept && !found && !tree->exported.nr)
		kept->nr_foreign++;
	return found;
}

/* Whether the file is what it was when the run began, so that whoever read it read the same. */
static bool has_stayed(const struct dc_kept *kept, const char *path, const struct dc_stamp *stamp)
{
	struct dc_stamp now = { 0 };
	struct stat st;

	if (!stat(path, &st))
		now = dc_stamp_of(&st);
	return dc_stamp_same(stamp, &now) && dc_stamp_is_settled(stamp, kept->start);
}

static bool add_inputs(struct dc_kept *kept, const struct dc_tree *tree,
		       const struct dc_inputs *inputs, struct dc_bytes *value)
{
	for (size_t i = 0; i < inputs->nr; i++) {
		const struct dc_input *input = &inputs->items[i];
		struct dc_content content;

		if (!find_content(kept, tree, input->path, &content) ||
		    (!tree->files && (!dc_stamp_same(&content.stamp, &input->stamp) ||
				      !dc_stamp_is_settled(&input->stamp, kept->start))) ||
		    !dc_bytes_add(value, &content.digest, sizeof(content.digest)))
			return false;
	}
	return true;
}

static void put(struct dc_kept *kept, struct dc_digest key, struct dc_bytes *value)
{
	if (kept->store)
		dc_store_put(kept->store, key, value);
	else
		dc_cache_put(kept->cache, key, value);
}

void dc_kept_add(struct dc_kept *kept, const struct dc_tree *tree, struct dc_job *job)
{
	struct dc_bytes value = { 0 };
	struct dc_content content;

	job->key = (struct dc_digest){ 0 };
	if (!kept || job->text || job->failed || job->result.by_chance ||
	    !find_content(kept, tree, job->path, &content) ||
	    (!tree->files && !has_stayed(kept, job->path, &content.stamp)))
		return;
	if (dc_record_pack(&value, 0, &job->result) &&
	    add_inputs(kept, tree, &job->result.inputs, &value)) {
		job->key = key_of(kept, tree, job, &content);
		put(kept, job->key, &value);
	}
	free(value.data);
}

size_t dc_kept_close(struct dc_kept *kept)
{
	size_t nr_foreign = kept ? kept->nr_foreign : 0;

	if (!kept)
		return 0;
	if (kept->contents)
		dc_contents_close(kept->contents);
	free(kept);
	return nr_foreign;
}
