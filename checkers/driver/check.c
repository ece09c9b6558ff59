/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck check`: from paths to findings, and from findings to an exit status. */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate.h"
#include "repair.h"
#include "report.h"
#include "run.h"
#include "say.h"
#include "select.h"
#include "shard.h"
#include "words.h"

/* NULL when several kernels were judged, or none. */
static const char *common_kernel(const struct dc_targets *targets, char *buf)
{
	for (size_t i = 0; i < targets->nr_trees; i++)
		if (targets->trees[i].kernel.version != targets->trees[0].kernel.version)
			return NULL;
	return targets->nr_trees ? dc_words_release(targets->trees[0].kernel.version, buf) : NULL;
}

static bool is_change(const struct dc_settings *settings)
{
	return settings->diff || settings->is_staged;
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

static void tell_rest(const struct dc_run *run, const struct dc_report *report)
{
	const struct dc_settings *settings = run->settings;

	if (!settings->facts)
		tell_targets(&run->targets);
	if (run->store && run->nr_foreign && !settings->quiet)
		dc_say("files that no shard knows as they are here: %zu of %zu, analysed now",
		       run->nr_foreign, run->jobs.nr);
	dc_report_gaps(report, settings->quiet || settings->stats);
	if (settings->stats)
		dc_report_stats(report);
}

/* For a form that has fixes in it.  Those of a change are of another text than the disk's. */
static bool doubt_fixes(struct dc_run *run, struct dc_selection *selection, char *const *paths,
			size_t nr, bool **doubtful)
{
	const struct dc_settings *settings = run->settings;
	bool can_judge = !is_change(settings) && !settings->facts;

	if (settings->format->print != dc_report_sarif || settings->fix)
		return true;
	*doubtful = malloc((selection->nr + 1) * sizeof(**doubtful));
	if (!*doubtful)
		return false;
	memset(*doubtful, true, selection->nr + 1);
	return !can_judge || dc_repair_doubt(run, selection, paths, nr, *doubtful);
}

static bool print(const struct dc_run *run, struct dc_report *report)
{
	const struct dc_settings *settings = run->settings;
	const struct dc_files **files = NULL;
	bool ok;

	if (settings->fix == DC_FIX_DIFF)
		return true;
	if (run->shown) {
		files = malloc((report->nr_findings + 1) * sizeof(*files));
		for (size_t i = 0; files && i < report->nr_findings; i++)
			files[i] = run->shown;
	}
	report->files = files;
	ok = (files || !run->shown) && settings->format->print(report);
	report->files = NULL;
	free(files);
	return ok;
}

/* The exit status, or -1 when memory is out; as below. */
static int tell(struct dc_run *run, struct dc_selection *selection, char *const *paths, size_t nr)
{
	const struct dc_settings *settings = run->settings;
	char release[DC_RELEASE_SIZE];
	struct dc_report report = {
		.coverage = &run->coverage,
		.tally = &run->tally,
		.targets = &run->targets,
		.is_compared = settings->baseline,
		.kernel = common_kernel(&run->targets, release),
		.color = wants_color(settings),
		.broken = run->failed || (!settings->facts && !is_usable(&run->targets)),
		.seconds = run->seconds,
		.peak_kb = run->peak_kb,
	};
	bool not_written, not_mended = false, *doubtful = NULL, ok;

	if (!dc_selection_choose(selection, &run->targets, &run->coverage, &not_written) ||
	    (is_change(settings) && !dc_gate_name_files(run, paths[0])) ||
	    (settings->fix && !dc_repair(run, selection, paths, nr, &not_mended)))
		return -1;
	ok = doubt_fixes(run, selection, paths, nr, &doubtful);
	report.findings = selection->items;
	report.nr_findings = selection->nr;
	report.doubtful = doubtful;
	report.broken |= not_written || not_mended;
	ok = ok && print(run, &report);
	free(doubtful);
	if (!ok)
		return -1;
	/* before what standard error has to add */
	report.broken |= !dc_say_flush();
	tell_rest(run, &report);
	return exit_status(settings, &report);
}

static int check(struct dc_run *run, struct dc_selection *selection, char *const *paths, size_t nr)
{
	struct dc_gate *gate = NULL;
	int status;

	if (is_change(run->settings)) {
		status = dc_gate_run(&gate, run, selection, paths, nr);
		status = status ? status : tell(run, selection, paths, nr);
		dc_gate_close(gate);
		return status;
	}
	if (!dc_run_open(run, paths, nr))
		return -1;
	if (!dc_selection_open(selection, run->settings, &run->targets))
		return DC_EXIT_BROKEN;
	if (!dc_run_analyse(run) ||
	    !dc_selection_settle(selection, &run->targets, &run->coverage))
		return -1;
	return tell(run, selection, paths, nr);
}

int dc_check(const struct dc_settings *settings, struct dc_store *store, char *const *paths,
	     size_t nr)
{
	struct dc_run run = {
		.settings = settings, .store = store,
		.cache = settings->no_cache ? NULL : dc_cache_open(settings->quiet),
	};
	struct dc_selection selection = { 0 };
	int status = check(&run, &selection, paths, nr);

	if (status < 0) {
		dc_say("out of memory");
		status = DC_EXIT_BROKEN;
	}
	dc_selection_free(&selection);
	dc_run_close(&run);
	return status;
}

static int run_check(int argc, char **argv)
{
	static char dot[] = ".";
	static char *const here[] = { dot };
	struct dc_settings settings = dc_settings_default();
	char *const *paths;
	int status;

	if (!dc_command_parse(&dc_command_check, &argc, &argv, &settings, &status))
		return status;
	if (!dc_settings_agree(&settings))
		return DC_EXIT_BROKEN;
	paths = argc ? argv : here;
	return settings.nr_shards ? dc_shard_make(&settings, paths, argc ? argc : 1) :
				    dc_check(&settings, NULL, paths, argc ? argc : 1);
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
