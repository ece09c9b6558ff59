/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck coccicheck`: the semantic patches over a tree, in any mode that coccicheck knows. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "crew.h"
#include "engine_cocci.h"
#include "report.h"
#include "say.h"
#include "settings.h"

static const struct dc_option no_options[] = { { NULL, '\0', NULL, NULL, NULL } };

/* Of the one run that there is; workers inherit it. */
static const char *mode;

static bool show(const struct dc_task *task, struct dc_result *result)
{
	return dc_engine_cocci_show(task, mode, result) && !fflush(stdout);
}

/* Tells what was not analysed; whether there was memory for all of it. */
static bool show_all(struct dc_targets *targets, char *tree)
{
	struct dc_settings settings = dc_settings_default();
	struct dc_jobs jobs = { 0 }, others = { 0 };
	struct dc_coverage coverage = { 0 };
	struct dc_report report = { .coverage = &coverage };
	struct dc_progress progress = dc_progress_begin(true);
	struct dc_findings none = { 0 };
	struct dc_ends ends = { 0 };
	struct dc_engine_row row = *dc_engine_find("cocci");
	struct dc_crew crew = {
		.engine = &row, .jobs = &jobs, .progress = &progress,
		.nr_workers = settings.jobs, .timeout = settings.timeout,
	};
	bool ok = dc_targets_find(targets, &tree, 1, NULL) &&
		  dc_walk(targets, settings.jobs, &jobs, &others, &coverage, NULL, &progress);

	row.check = show;
	crew.trees = targets->trees;
	ok = ok && dc_crew_run(&crew);
	for (size_t i = 0; ok && i < jobs.nr; i++)
		ok = dc_result_give(&jobs.items[i].result, &none, &ends, &coverage);
	dc_report_gaps(&report, false);
	dc_coverage_free(&coverage);
	dc_jobs_free(&jobs);
	dc_jobs_free(&others);
	return ok;
}

static int run_mode(char *tree)
{
	struct dc_targets targets = { 0 };
	bool ok;

	if (!dc_engine_is_here(dc_engine_find("cocci")))
		return DC_EXIT_BROKEN;
	ok = show_all(&targets, tree);
	if (!ok)
		dc_say("out of memory");
	/* a path that is no use has been told of */
	ok = ok && !targets.incomplete;
	dc_targets_free(&targets);
	return ok ? DC_EXIT_CLEAN : DC_EXIT_BROKEN;
}

static int run_coccicheck(int argc, char **argv)
{
	static char name[] = "check", option[] = "--engine", engine[] = "cocci";
	static const char *const modes[] = { "report", "context", "org", "patch" };
	int status, i = 0;

	if (!dc_command_parse(&dc_command_coccicheck, &argc, &argv, NULL, &status))
		return status;
	if (argc < 1 || argc > 2) {
		dc_say("coccicheck takes a tree, and a mode if it is not report");
		return DC_EXIT_BROKEN;
	}
	while (argc == 2 && i < 4 && strcmp(argv[1], modes[i]))
		i++;
	if (i == 4) {
		dc_say("'%s' is none of report, context, org, patch", argv[1]);
		return DC_EXIT_BROKEN;
	}
	mode = modes[i];
	if (i)
		return run_mode(argv[0]);
	optind = 0;	/* options are read once more */
	return dc_command_check.run(4, (char *[]){ name, option, engine, argv[0], NULL });
}

const struct dc_command dc_command_coccicheck = {
	.name = "coccicheck",
	.operands = "TREE [MODE]",
	.summary =
		"Run the semantic patches over a tree.  MODE is that of make coccicheck:\n"
		"report (the default, which prints findings as `dmacheck check --engine\n"
		"cocci` does), context, org or patch, which print what Coccinelle makes\n"
		"of them.",
	.options = no_options,
	.details =
		"Exit status: in mode report as of `dmacheck check`; else 0, or 2 when TREE\n"
		"cannot be read or Coccinelle is not installed.\n",
	.run = run_coccicheck,
};
