/* SPDX-License-Identifier: GPL-2.0-only */
/* The walk, then each engine, then what lies in several files. */
#include "run.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "hash.h"
#include "link.h"
#include "pair.h"
#include "rounds.h"
#include "say.h"
#include "units.h"

static double now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static long own_peak_kb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* What was told of each file goes to its tree.  False when memory is out, as below. */
static bool gather(struct dc_run *run)
{
	for (size_t i = 0; i < run->jobs.nr; i++) {
		struct dc_job *job = &run->jobs.items[i];
		struct dc_tree *tree = &run->targets.trees[job->tree];

		if (!dc_result_give(&job->result, &tree->findings, &tree->ends, &run->coverage))
			return false;
		for (size_t k = 0; k < job->result.ignores.nr; k++)
			dc_ignores_add(&tree->ignores, &job->result.ignores.items[k]);
		run->is_by_chance |= job->failed || job->result.by_chance;
		dc_result_free(&job->result);
		job->failed = false;
	}
	return true;
}

/* What lies in several files.  Ends of several engines would be taken for several calls. */
static bool link_trees(struct dc_run *run)
{
	bool ok = true;

	for (size_t i = 0; i < run->targets.nr_trees; i++) {
		struct dc_tree *tree = &run->targets.trees[i];

		ok = ok && dc_link_ends(&tree->ends, &tree->kernel, &tree->findings) &&
		     dc_pair_ends(&tree->ends, &tree->kernel, &tree->findings) &&
		     dc_tally_ends(&tree->ends, &run->tally);
		dc_ends_free(&tree->ends);
		dc_exported_free(&tree->exported);
	}
	return ok;
}

bool dc_run_read(struct dc_run *run, const struct dc_engine_row *engine, struct dc_kept *kept,
		 struct dc_course *course, struct dc_progress *progress)
{
	const struct dc_settings *settings = run->settings;
	struct dc_crew crew = {
		.engine = engine,
		.trees = run->targets.trees,
		.progress = progress,
		.nr_workers = settings->jobs,
		.timeout = settings->timeout,
		.commands = settings->commands,
	};
	bool ok = dc_rounds_run(&crew, kept, &run->targets, &run->jobs, &run->others, course);

	if (crew.peak_kb > run->peak_kb)
		run->peak_kb = crew.peak_kb;
	return ok;
}

bool dc_run_ask(struct dc_run *run, const struct dc_engine_row *engine,
		struct dc_progress *progress)
{
	struct dc_kept *kept = dc_kept_open(run->cache, run->store, engine->engine);
	bool ok = dc_run_read(run, engine, kept, NULL, progress) && gather(run) &&
		  link_trees(run);

	run->nr_foreign += dc_kept_close(kept);
	return ok;
}

static bool is_in_shard(const struct dc_run *run, const struct dc_job *job)
{
	const struct dc_settings *settings = run->settings;
	char buf[PATH_MAX];
	const char *name = dc_kernel_name(job->path, run->targets.trees[job->tree].root, buf);

	return dc_hash(name, strlen(name)) % settings->nr_shards + 1 == settings->shard;
}

/* Leaves the jobs of one part, and nobody who may come to matter: that is for who has all parts. */
static bool take_shard(struct dc_run *run)
{
	struct dc_jobs all = run->jobs, rest = { 0 };
	bool ok = true;

	run->jobs = (struct dc_jobs){ 0 };
	for (size_t i = 0; ok && i < all.nr; i++)
		ok = dc_jobs_add(is_in_shard(run, &all.items[i]) ? &run->jobs : &rest,
				 &all.items[i]);
	free(all.items);
	dc_jobs_free(&rest);
	dc_jobs_free(&run->others);
	run->others = (struct dc_jobs){ 0 };
	return ok;
}

static void replace_texts(struct dc_run *run)
{
	for (size_t i = 0; i < run->nr_replacements; i++)
		for (size_t k = 0; k < run->jobs.nr; k++)
			if (!strcmp(run->jobs.items[k].path, run->replacements[i].path))
				run->jobs.items[k].text = run->replacements[i].text;
}

static bool search_and_check(struct dc_run *run)
{
	const struct dc_settings *settings = run->settings;
	struct dc_progress progress = dc_progress_begin(settings->quiet);
	bool ok = dc_walk(&run->targets, settings->jobs, &run->jobs, &run->others,
			  &run->coverage, run->cache, &progress);

	if (ok && settings->nr_shards)
		ok = take_shard(run);
	replace_texts(run);
	for (size_t i = 0; ok && i < dc_nr_engines; i++) {
		const struct dc_engine_row *engine = &dc_engines[i];

		if (!(settings->engines & engine->engine))
			continue;
		if (dc_engine_is_here(engine))
			ok = dc_run_ask(run, engine, &progress);
		else
			run->failed = true;
	}
	dc_progress_end(&progress);
	return ok;
}

/* Units that a compiler has read, in place of what engines tell. */
static bool load_units(struct dc_run *run)
{
	const struct dc_settings *settings = run->settings;

	run->failed = run->targets.incomplete || run->targets.nr_trees != 1 ||
		      !dc_units_load(settings->facts, settings->has_kernel, run->targets.trees,
				     &run->coverage);
	if (run->targets.nr_trees > 1)
		dc_say("--facts are of one tree");
	return link_trees(run);
}

static int by_place(const void *left, const void *right)
{
	const struct dc_gap *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	if (!order)
		order = (a->line > b->line) - (a->line < b->line);
	return order ? order : strcmp(a->reason, b->reason);
}

bool dc_run_open(struct dc_run *run, char *const *paths, size_t nr)
{
	const struct dc_settings *settings = run->settings;

	return dc_targets_find(&run->targets, paths, nr,
			       settings->has_kernel ? &settings->kernel : NULL);
}

bool dc_run_analyse(struct dc_run *run)
{
	double start = now();

	if (!(run->settings->facts ? load_units(run) : search_and_check(run)))
		return false;
	dc_run_finish(run);
	run->coverage.files_relevant = run->jobs.nr;
	run->seconds = now() - start;
	return true;
}

void dc_run_finish(struct dc_run *run)
{
	struct dc_coverage *coverage = &run->coverage;

	/* Workers finish in any order; nobody shall see which. */
	if (coverage->nr_gaps)
		qsort(coverage->gaps, coverage->nr_gaps, sizeof(*coverage->gaps), by_place);
	run->peak_kb += own_peak_kb();
}

void dc_run_close(struct dc_run *run)
{
	dc_coverage_free(&run->coverage);
	dc_cache_close(run->cache);
	dc_jobs_free(&run->jobs);
	dc_jobs_free(&run->others);
	dc_targets_free(&run->targets);
}
