/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck check`: from paths to findings, and from findings to an exit status. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "link.h"
#include "pair.h"
#include "report.h"
#include "rounds.h"
#include "say.h"
#include "select.h"
#include "units.h"
#include "words.h"

/* What a run gathers, to be freed whatever happened. */
struct run {
	struct dc_targets targets;	/* with the findings */
	struct dc_selection selection;	/* of those that are told */
	struct dc_jobs jobs;		/* files that matter, and those that may come to */
	struct dc_jobs others;
	struct dc_coverage coverage;
	struct dc_tally tally;
	struct dc_cache *cache;		/* NULL for none */
	bool failed;			/* an engine or facts; the user has been told */
	double seconds;
	long peak_kb;
};

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
static bool gather(struct run *run)
{
	for (size_t i = 0; i < run->jobs.nr; i++) {
		struct dc_job *job = &run->jobs.items[i];
		struct dc_tree *tree = &run->targets.trees[job->tree];

		if (!dc_result_give(&job->result, &tree->findings, &tree->ends, &run->coverage))
			return false;
		for (size_t k = 0; k < job->result.ignores.nr; k++)
			dc_ignores_add(&tree->ignores, &job->result.ignores.items[k]);
		dc_result_free(&job->result);
		job->failed = false;
	}
	return true;
}

/* What lies in several files.  Ends of several engines would be taken for several calls. */
static bool link_trees(struct run *run)
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

static bool ask_engine(const struct dc_settings *settings, const struct dc_engine_row *engine,
		       struct run *run, struct dc_progress *progress)
{
	struct dc_crew crew = {
		.engine = engine,
		.trees = run->targets.trees,
		.progress = progress,
		.nr_workers = settings->jobs,
		.timeout = settings->timeout,
		.commands = settings->commands,
	};
	/* What other engines see depends on programs and settings that nobody here knows. */
	struct dc_kept *kept =
		engine->engine == DC_ENGINE_SOURCE ? dc_kept_open(run->cache) : NULL;
	bool ok = dc_rounds_run(&crew, kept, &run->targets, &run->jobs, &run->others) &&
		  gather(run) && link_trees(run);

	dc_kept_close(kept);
	if (crew.peak_kb > run->peak_kb)
		run->peak_kb = crew.peak_kb;
	return ok;
}

static bool search_and_check(const struct dc_settings *settings, struct run *run)
{
	struct dc_progress progress = dc_progress_begin(settings->quiet);
	bool ok = dc_walk(&run->targets, settings->jobs, &run->jobs, &run->others,
			  &run->coverage, run->cache, &progress);

	for (size_t i = 0; ok && i < dc_nr_engines; i++) {
		const struct dc_engine_row *engine = &dc_engines[i];

		if (!(settings->engines & engine->engine))
			continue;
		if (dc_engine_is_here(engine))
			ok = ask_engine(settings, engine, run, &progress);
		else
			run->failed = true;
	}
	dc_progress_end(&progress);
	run->coverage.files_relevant = run->jobs.nr;
	run->peak_kb += own_peak_kb();
	return ok;
}

/* Units that a compiler has read, in place of what engines tell. */
static bool load_units(const struct dc_settings *settings, struct run *run)
{
	run->failed = run->targets.incomplete || run->targets.nr_trees != 1 ||
		      !dc_units_load(settings->facts, settings->has_kernel, run->targets.trees,
				     &run->coverage);
	if (run->targets.nr_trees > 1)
		dc_say("--facts are of one tree");
	run->peak_kb = own_peak_kb();
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

/* Workers finish in any order; nobody shall see which. */
static bool put_in_order(struct run *run)
{
	struct dc_coverage *coverage = &run->coverage;

	if (coverage->nr_gaps)
		qsort(coverage->gaps, coverage->nr_gaps, sizeof(*coverage->gaps), by_place);
	return dc_selection_settle(&run->selection, &run->targets, coverage);
}

/* NULL when several kernels were judged, or none. */
static const char *common_kernel(const struct dc_targets *targets, char *buf)
{
	for (size_t i = 0; i < targets->nr_trees; i++)
		if (targets->trees[i].kernel.version != targets->trees[0].kernel.version)
			return NULL;
	return targets->nr_trees ? dc_words_release(targets->trees[0].kernel.version, buf) : NULL;
}

static bool wants_color(const struct dc_settings *settings)
{
	const char *term = getenv("TERM");

	if (settings->color != DC_COLOR_AUTO)
		return settings->color == DC_COLOR_ALWAYS;
	return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") && !getenv("NO_COLOR");
}

/* Whether every path could be used and had something in it. */
static bool is_usable(const struct dc_targets *targets)
{
	bool ok = !targets->incomplete;

	for (size_t i = 0; i < targets->nr; i++)
		ok = ok && !dc_target_problem(&targets->items[i]);
	return ok;
}

static void tell_targets(const struct dc_targets *targets)
{
	for (size_t i = 0; i < targets->nr; i++) {
		const struct dc_target *target = &targets->items[i];

		if (dc_target_problem(target))
			dc_say("%s: %s", target->path, dc_target_problem(target));
	}
}

static int exit_status(const struct dc_settings *settings, const struct dc_report *report)
{
	if (report->broken)
		return DC_EXIT_BROKEN;
	if (report->nr_findings)
		return DC_EXIT_FINDINGS;
	if (settings->require_complete && report->coverage->nr_gaps)
		return DC_EXIT_INCOMPLETE;
	return DC_EXIT_CLEAN;
}

/* The exit status, or -1 when memory is out; as below. */
static int tell(const struct dc_settings *settings, struct run *run)
{
	char release[DC_RELEASE_SIZE];
	struct dc_report report = {
		.coverage = &run->coverage,
		.tally = &run->tally,
		.targets = &run->targets,
		.kernel = common_kernel(&run->targets, release),
		.color = wants_color(settings),
		.broken = run->failed || (!settings->facts && !is_usable(&run->targets)),
		.seconds = run->seconds,
		.peak_kb = run->peak_kb,
	};
	bool failed;

	if (!dc_selection_choose(&run->selection, &run->targets, &run->coverage, &failed))
		return -1;
	report.findings = run->selection.items;
	report.nr_findings = run->selection.nr;
	report.broken |= failed;
	if (!settings->format->print(&report))
		return -1;
	/* before what standard error has to add */
	report.broken |= !dc_say_flush();
	if (!settings->facts)
		tell_targets(&run->targets);
	dc_report_gaps(&report, settings->quiet || settings->stats);
	if (settings->stats)
		dc_report_stats(&report);
	return exit_status(settings, &report);
}

static int check(const struct dc_settings *settings, char *const *paths, size_t nr,
		 struct run *run)
{
	const struct dc_kernel *kernel = settings->has_kernel ? &settings->kernel : NULL;
	double start = now();

	if (!dc_targets_find(&run->targets, paths, nr, kernel))
		return -1;
	if (!dc_selection_open(&run->selection, settings, &run->targets))
		return DC_EXIT_BROKEN;
	if (!(settings->facts ? load_units(settings, run) : search_and_check(settings, run)) ||
	    !put_in_order(run))
		return -1;
	run->seconds = now() - start;
	return tell(settings, run);
}

static int run_check(int argc, char **argv)
{
	static char dot[] = ".";
	static char *const here[] = { dot };
	struct dc_settings settings = dc_settings_default();
	struct run run = { 0 };
	int status;

	if (!dc_command_parse(&dc_command_check, &argc, &argv, &settings, &status))
		return status;
	if (!dc_settings_agree(&settings))
		return DC_EXIT_BROKEN;
	if (!settings.no_cache)
		run.cache = dc_cache_open(settings.quiet);
	status = check(&settings, argc ? argv : here, argc ? argc : 1, &run);
	if (status < 0) {
		dc_say("out of memory");
		status = DC_EXIT_BROKEN;
	}
	dc_selection_free(&run.selection);
	dc_coverage_free(&run.coverage);
	dc_cache_close(run.cache);
	dc_jobs_free(&run.jobs);
	dc_jobs_free(&run.others);
	dc_targets_free(&run.targets);
	return status;
}

const struct dc_command dc_command_check = {
	.name = "check",
	.operands = "[PATH...]",
	.summary =
		"Check C files for misuse of DMA attributes.  A PATH is a file, a\n"
		"directory or a whole kernel tree; without one the current directory is\n"
		"meant.  Findings go to standard output, everything else to standard\n"
		"error.",
	.options = dc_settings_options,
	.details =
		"Exit status: 0 nothing found, 1 findings, 2 wrong usage, an engine that\n"
		"is not installed, or a path that is missing, cannot be read or holds no\n"
		"C file (the others are still used), 3 see --require-complete.\n",
	.run = run_check,
};
