/* SPDX-License-Identifier: GPL-2.0-only */
/* A state as a target: all of its files, or those that a change to another state concerns. */
#include "survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "calls.h"
#include "hash.h"
#include "memory.h"
#include "renew.h"
#include "source.h"

/* A tree without root, and all of it as the one target. */
static bool make_target(struct dc_run *run,
			const struct dc_state *state, const char *folder)
{
	struct dc_targets *targets = &run->targets;

	targets->items = calloc(1, sizeof(*targets->items));
	targets->trees = calloc(1, sizeof(*targets->trees));
	if (!targets->items || !targets->trees)
		return false;
	targets->nr = targets->nr_trees = 1;
	targets->items[0] = (struct dc_target){
		.path = strdup(*folder ? folder : "."), .real = strdup("."), .is_directory = true,
	};
	targets->trees[0].kernel = run->settings->has_kernel ? run->settings->kernel : state->kernel;
	targets->trees[0].files = &state->files;
	targets->trees[0].has_headers = state->has_kernel;
	return targets->items[0].path && targets->items[0].real;
}

static bool add_job(struct dc_jobs *jobs, const struct dc_state_file *file,
		    const struct dc_known_sight *sight, const uint32_t *calls)
{
	struct dc_job job = {
		.path = strdup(file->path), .size = sight->size, .nr_calls = sight->nr_calls,
		.calls = malloc(sight->nr_calls * sizeof(*job.calls) + 1),
	};

	if (job.path && job.calls) {
		if (sight->nr_calls)
			memcpy(job.calls, calls, sight->nr_calls * sizeof(*job.calls));
		if (dc_jobs_add(jobs, &job))
			return true;
	}
	free(job.path);
	free(job.calls);
	return false;
}

static bool add_jobs(struct dc_run *run, const struct dc_state *state,
		     const struct dc_state_files *list, struct dc_sights *sights)
{
	bool ok = true;

	for (size_t i = 0; ok && i < list->nr; i++) {
		const struct dc_state_file *file = &list->items[i];
		const struct dc_known_sight *sight = dc_sights_find(sights, &file->id);
		struct dc_bytes text = { 0 };

		if (sight) {
			ok = add_job(sight->is_relevant ? &run->jobs : &run->others,
				     file, sight,
				     sight->nr_calls ? sights->calls + sight->first : NULL);
			continue;
		}
		/* ask once more, for the reason */
		run->is_by_chance = true;
		ok = dc_coverage_gap(&run->coverage, file->path, NULL, 0,
				     state->files.read(&state->files, file->path, &text));
		free(text.data);
	}
	return ok;
}

/* What git left in files that it could not merge is read as it stands. */
static bool tell_conflicts(struct dc_run *run, const struct dc_state *state)
{
	for (size_t i = 0; i < state->nr_edits; i++) {
		const struct dc_bytes *text = &state->edits[i].text;

		if (text->length && memmem(text->data, text->length, "\n<<<<<<< ", 9) &&
		    memmem(text->data, text->length, "\n>>>>>>> ", 9) &&
		    !dc_coverage_gap(&run->coverage, state->edits[i].path, NULL, 0,
				     "has conflicts that were not resolved"))
			return false;
	}
	return true;
}

/* By a tree's name git knows all that is in it. */
static struct dc_digest key_of_state(const struct dc_run *run,
				     const struct dc_state *state, const char *folder)
{
	struct dc_digester digester = dc_cache_digest(run->cache, "state");
	const struct dc_kernel *kernel = &run->targets.trees[0].kernel;
	const git_oid *tree = git_tree_id(state->tree);

	dc_digest_add(&digester, tree, sizeof(*tree));
	dc_digest_text(&digester, folder);
	dc_digest_add(&digester, &state->has_kernel, sizeof(state->has_kernel));
	dc_digest_add(&digester, &kernel->version, sizeof(kernel->version));
	dc_digest_add(&digester, &kernel->attrs, sizeof(kernel->attrs));
	return dc_digest_end(&digester);
}

static bool load(struct dc_run *run, struct dc_digest key, struct dc_outline *outline)
{
	struct dc_bytes value = { 0 };
	bool found = dc_cache_get(run->cache, key, &value) &&
		     dc_outline_unpack(outline, value.data, value.length);

	free(value.data);
	return found;
}

/* Unless something went wrong that may go well another time. */
static void keep(struct dc_run *run, struct dc_digest key, const struct dc_outline *outline)
{
	struct dc_bytes value = { 0 };

	if (!run->failed && !run->is_by_chance && dc_outline_pack(outline, &value))
		dc_cache_put(run->cache, key, &value);
	free(value.data);
}

/* What all parts of an outline tell, which it has no more then. */
static bool add_up(struct dc_run *run, struct dc_outline *outline)
{
	struct dc_tree *tree = &run->targets.trees[0];
	struct dc_outline_parts *const all[] = { &outline->of_files, &outline->of_groups };
	bool ok = true;

	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		for (size_t k = 0; ok && k < all[i]->nr; k++) {
			struct dc_result *told = &all[i]->items[k].told;

			ok = dc_result_give(told, &tree->findings, &tree->ends, &run->coverage);
			for (size_t m = 0; m < told->ignores.nr; m++)
				dc_ignores_add(&tree->ignores, &told->ignores.items[m]);
		}
	dc_outline_tally(outline, &run->tally);
	for (size_t i = 0; i < outline->nr_files; i++)
		run->coverage.files_relevant += !outline->files[i].is_gone;
	run->coverage.files_seen += outline->files_seen;
	atomic_store(&run->targets.items[0].nr_files, outline->files_seen);
	dc_run_finish(run);
	return ok;
}

/* Has the jobs read, and takes what they tell over. */
static bool read_jobs(struct dc_run *run, struct dc_outline *outline,
		      struct dc_progress *progress, bool *is_left)
{
	const struct dc_engine_row *engine = dc_engine_find("source");
	struct dc_tree *tree = &run->targets.trees[0];
	struct dc_kept *kept = dc_kept_open(run->cache, NULL, engine->engine);
	bool ok = dc_run_read(run, engine, kept, &outline->course, progress);

	for (size_t i = 0; i < run->jobs.nr; i++)
		run->is_by_chance |= run->jobs.items[i].failed ||
				     run->jobs.items[i].result.by_chance;
	*is_left = ok && (outline->course.is_left ||
			  !dc_renew(outline, tree, kept, &run->jobs, &run->others));
	dc_exported_free(&tree->exported);
	dc_kept_close(kept);
	return ok;
}

static bool analyse_all(struct dc_run *run, const struct dc_state *state, const char *folder,
			struct dc_sights *sights, struct dc_outline *outline)
{
	struct dc_progress progress = dc_progress_begin(run->settings->quiet);
	struct dc_state_files list = { 0 };
	bool ok, is_left;

	if (!dc_state_list(state, folder, &list))
		run->failed = true;
	outline->files_seen = list.nr;
	ok = dc_sights_learn(sights, state, &list, run->settings->jobs, &progress) &&
	     add_jobs(run, state, &list, sights) && tell_conflicts(run, state);
	dc_state_files_free(&list);
	ok = ok && read_jobs(run, outline, &progress, &is_left) && !is_left;
	dc_progress_end(&progress);
	return ok;
}

/* What changed */

enum { MAX_CHANGES = 500 };	/* files; more are better analysed with all others */

/* A step from one state to another, of which only what it concerns is looked at. */
struct step {
	struct dc_run *run;
	const struct dc_state *old, *new;
	const char *folder;
	struct dc_outline *outline;
	bool is_too_far;	/* all files have to be looked at */
};

static bool is_there(const struct dc_state *state, const char *path)
{
	struct dc_file_id id = state->files.identify(&state->files, path);

	return !dc_file_id_is_zero(&id);
}

/* As the walk and sights.h see a file. */
static void add_due(struct step *step, const char *path)
{
	struct dc_bytes text = { 0 };
	struct dc_calls calls = { 0 };
	struct dc_known_sight sight = { 0 };
	const struct dc_state_file file = { .path = (char *)path };

	if (step->new->files.read(&step->new->files, path, &text)) {
		step->is_too_far = true;
		free(text.data);
		return;
	}
	if (text.length) {
		sight.is_relevant = dc_source_is_relevant(text.data, text.length);
		dc_calls_find(&calls, text.data, 0, text.length);
	}
	sight.size = text.length;
	sight.nr_calls = calls.nr;
	free(text.data);
	if (!add_job(sight.is_relevant ? &step->run->jobs : &step->run->others, &file,
		     &sight, calls.items))
		step->is_too_far = true;
	dc_calls_free(&calls);
}

static bool is_due(const struct dc_run *run, const char *path)
{
	const struct dc_jobs *const all[] = { &run->jobs, &run->others };

	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < all[i]->nr; k++)
			if (!strcmp(all[i]->items[k].path, path))
				return true;
	return false;
}

/* A C file that changed, came or went: one that is not there does not matter, and calls nobody. */
static void add_change(struct step *step, const char *path)
{
	const struct dc_state_file gone = { .path = (char *)path };
	const struct dc_known_sight nothing = { 0 };
	bool is = is_there(step->new, path), was = is_there(step->old, path);

	step->outline->files_seen += is;
	step->outline->files_seen -= was;
	if (is)
		add_due(step, path);
	else if (!add_job(&step->run->others, &gone, &nothing, NULL))
		step->is_too_far = true;
}

/* Files that looked for what is not as it was. */
static void add_readers(struct step *step, const char *path)
{
	const struct dc_outline *outline = step->outline;
	const struct dc_ref *input = dc_refs_find(&outline->inputs, dc_hash(path, strlen(path)));

	for (; input; input = dc_refs_next(&outline->inputs, input)) {
		const char *reader = outline->files[input->to].path;

		if (!is_due(step->run, reader) && is_there(step->new, reader))
			add_due(step, reader);
	}
}

static bool find_due(struct step *step, struct dc_state_files *list)
{
	if (!dc_state_compare(step->old, step->new, MAX_CHANGES, list))
		return false;
	for (size_t i = 0; i < list->nr; i++)
		if (dc_state_is_candidate(list->items[i].path) &&
		    dc_state_is_in(list->items[i].path, step->folder))
			add_change(step, list->items[i].path);
	for (size_t i = 0; i < list->nr; i++)
		add_readers(step, list->items[i].path);
	return !step->is_too_far;
}

/* Makes the outline of one state that of another; false when that takes a look at all files. */
static bool go(struct step *step)
{
	struct dc_run *run = step->run;
	struct dc_progress progress = dc_progress_begin(run->settings->quiet);
	struct dc_state_files list = { 0 };
	bool is_left, ok;

	step->outline->course.is_followed = true;
	ok = find_due(step, &list) && read_jobs(run, step->outline, &progress, &is_left) &&
	     !is_left;
	dc_progress_end(&progress);
	dc_state_files_free(&list);
	return ok;
}

static bool has_name(const struct dc_state *state)
{
	return state && state->kind == DC_STATE_TREE && state->tree;
}

/* From a state that was analysed; false when there is none, or it is too far away. */
static bool follow(struct dc_run *run, const struct dc_state *before,
		   const struct dc_state *state, const char *folder, struct dc_outline *outline)
{
	struct step step = {
		.run = run, .old = before, .new = state, .folder = folder, .outline = outline,
	};

	if (!has_name(before) || !has_name(state) || before->has_kernel != state->has_kernel ||
	    before->kernel.version != state->kernel.version ||
	    before->kernel.attrs != state->kernel.attrs ||
	    !load(run, key_of_state(run, before, folder), outline))
		return false;
	if (go(&step))
		return true;
	dc_outline_free(outline);
	dc_jobs_free(&run->jobs);
	dc_jobs_free(&run->others);
	run->jobs = run->others = (struct dc_jobs){ 0 };
	run->is_by_chance = false;
	return false;
}

bool dc_survey(struct dc_run *run, const struct dc_state *state, const struct dc_state *before,
	       const char *folder, struct dc_sights *sights)
{
	bool is_kept = run->cache && has_name(state), ok = true;
	struct dc_outline outline = { 0 };
	struct dc_digest key = { 0 };

	if (!make_target(run, state, folder))
		return false;
	if (is_kept)
		key = key_of_state(run, state, folder);
	if (!is_kept || !load(run, key, &outline)) {
		ok = (run->cache && follow(run, before, state, folder, &outline)) ||
		     analyse_all(run, state, folder, sights, &outline);
		if (ok && is_kept)
			keep(run, key, &outline);
	}
	ok = ok && add_up(run, &outline);
	dc_outline_free(&outline);
	return ok;
}
