/* SPDX-License-Identifier: GPL-2.0-only */
/* A state as a target, and what is remembered of states. */
#include "survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
		    const struct dc_sights *sights, const struct dc_known_sight *sight)
{
	struct dc_job job = {
		.path = strdup(file->path), .size = sight->size, .nr_calls = sight->nr_calls,
		.calls = malloc(sight->nr_calls * sizeof(*job.calls) + 1),
	};

	if (job.path && job.calls) {
		if (sight->nr_calls)
			memcpy(job.calls, sights->calls + sight->first,
			       sight->nr_calls * sizeof(*job.calls));
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
				     file, sights, sight);
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

/* A value is what is counted, the findings and comments as a record, and the outline. */
struct state_head {
	struct dc_tally tally;
	size_t files_seen, nr_jobs;
};

static bool find_state(struct dc_run *run, struct dc_digest key)
{
	struct dc_tree *tree = &run->targets.trees[0];
	struct dc_bytes value = { 0 };
	struct dc_result result = { 0 };
	struct state_head head;
	size_t length = 0;
	const char *record;
	bool found = dc_cache_get(run->cache, key, &value) && value.length >= sizeof(head);

	if (found) {
		memcpy(&head, value.data, sizeof(head));
		record = value.data + sizeof(head);
		length = dc_record_length(record, value.length - sizeof(head));
		found = length && dc_record_unpack(record, length, &result) &&
			dc_outline_unpack(&run->outline, record + length,
					  value.length - sizeof(head) - length);
	}
	if (found) {
		tree->findings = result.findings;
		tree->ignores = result.ignores;
		run->coverage = result.coverage;
		run->coverage.files_seen = head.files_seen;
		run->coverage.files_relevant = head.nr_jobs;
		run->tally = head.tally;
		atomic_store(&run->targets.items[0].nr_files, head.files_seen);
	}
	free(value.data);
	return found;
}

static void forget_state(struct dc_run *run)
{
	struct dc_tree *tree = &run->targets.trees[0];

	dc_findings_free(&tree->findings);
	dc_ignores_free(&tree->ignores);
	dc_coverage_free(&run->coverage);
	dc_outline_free(&run->outline);
	run->coverage = (struct dc_coverage){ 0 };
	run->tally = (struct dc_tally){ { { 0 } } };
}

/* Unless something went wrong that may go well another time. */
static void keep_state(struct dc_run *run, struct dc_digest key)
{
	const struct dc_tree *tree = &run->targets.trees[0];
	const struct dc_result result = {
		.findings = tree->findings, .ignores = tree->ignores,
		.coverage = run->coverage,
	};
	const struct state_head head = {
		run->tally, run->coverage.files_seen, run->jobs.nr,
	};
	struct dc_bytes value = { 0 };

	if (!run->failed && !run->is_by_chance &&
	    dc_bytes_add(&value, &head, sizeof(head)) && dc_record_pack(&value, 0, &result) &&
	    dc_outline_pack(&run->outline, &value))
		dc_cache_put(run->cache, key, &value);
	free(value.data);
}

static bool analyse_state(struct dc_run *run,
			  const struct dc_state *state, const char *folder,
			  struct dc_sights *sights)
{
	struct dc_progress progress = dc_progress_begin(run->settings->quiet);
	struct dc_state_files list = { 0 };
	bool ok;

	if (!dc_state_list(state, folder, &list))
		run->failed = true;
	run->coverage.files_seen = list.nr;
	atomic_store(&run->targets.items[0].nr_files, list.nr);
	ok = dc_sights_learn(sights, state, &list, run->settings->jobs, &progress) &&
	     add_jobs(run, state, &list, sights) && tell_conflicts(run, state);
	dc_state_files_free(&list);
	ok = ok && dc_run_ask(run, dc_engine_find("source"), &progress);
	dc_progress_end(&progress);
	dc_run_finish(run);
	return ok;
}

static bool has_name(const struct dc_state *state)
{
	return state && state->kind == DC_STATE_TREE && state->tree;
}

/* Takes over what was found in the state before, when nothing that matters changed since. */
static bool find_before(struct dc_run *run, const struct dc_state *state,
			const struct dc_state *before, const char *folder)
{
	struct dc_digest key;
	bool found;

	if (!has_name(before) || before->has_kernel != state->has_kernel ||
	    before->kernel.version != state->kernel.version ||
	    before->kernel.attrs != state->kernel.attrs)
		return false;
	key = key_of_state(run, before, folder);
	found = find_state(run, key);
	if (found && dc_outline_is_untouched(&run->outline, before, state))
		return true;
	if (found)
		forget_state(run);
	return false;
}

bool dc_survey(struct dc_run *run,
			  const struct dc_state *state, const struct dc_state *before,
			  const char *folder, struct dc_sights *sights)
{
	bool is_kept = run->cache && has_name(state);
	struct dc_digest key;

	if (!make_target(run, state, folder))
		return false;
	if (is_kept) {
		key = key_of_state(run, state, folder);
		if (find_state(run, key) || find_before(run, state, before, folder))
			return true;
	}
	if (!analyse_state(run, state, folder, sights))
		return false;
	if (is_kept)
		keep_state(run, key);
	return true;
}
