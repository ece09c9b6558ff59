/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck check`: from options to a run, and from its results to an exit status. */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "crew.h"
#include "report.h"
#include "say.h"
#include "walk.h"
#include "words.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum { MAX_JOBS = 256, MAX_TIMEOUT = 86400 };

struct settings {
	bool json;
	bool has_rules, rules[DC_NR_RULES];
	bool has_level;
	enum dc_level level;
	unsigned int jobs, timeout;
	enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;
	bool quiet, stats, require_complete;
	bool has_kernel;
	struct dc_kernel kernel;
};

/* Options. */

/* Index of `value` in `words`, or -1 with a message that lists them. */
static int choose(const char *option, const char *value, const char *const *words, size_t nr)
{
	char list[64] = "";

	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(value, words[i]))
			return (int)i;
		strcat(strcat(list, i ? ", " : ""), words[i]);
	}
	dc_say("--%s: '%s' is none of %s", option, value, list);
	return -1;
}

static bool take_format(void *settings, const char *value)
{
	static const char *const words[] = { "text", "json" };
	int i = choose("format", value, words, ARRAY_SIZE(words));

	((struct settings *)settings)->json = i == 1;
	return i >= 0;
}

static bool take_level(void *settings, const char *value)
{
	static const char *const words[] = {
		[DC_LEVEL_NOTE] = "note", [DC_LEVEL_WARNING] = "warning", [DC_LEVEL_ERROR] = "error",
	};
	int i = choose("level", value, words, ARRAY_SIZE(words));

	((struct settings *)settings)->level = i;
	((struct settings *)settings)->has_level = true;
	return i >= 0;
}

static bool take_color(void *settings, const char *value)
{
	static const char *const words[] = {
		[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never",
	};
	int i = choose("color", value, words, ARRAY_SIZE(words));

	((struct settings *)settings)->color = i;
	return i >= 0;
}

static bool take_rules(void *settings, const char *value)
{
	struct settings *s = settings;
	size_t length;

	s->has_rules = true;
	for (;; value += length + 1) {
		char id[64];
		enum dc_rule_id rule;

		length = strcspn(value, ",");
		snprintf(id, sizeof(id), "%.*s", (int)length, value);
		rule = dc_rule_find(id);
		if (rule == DC_NR_RULES) {
			dc_say("--rule: there is no rule '%s', 'dmacheck rules' lists them", id);
			return false;
		}
		s->rules[rule] = true;
		if (!value[length])
			return true;
	}
}

static bool take_number(const char *option, const char *value, unsigned int most,
			unsigned int *number)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(value, &end, 10);
	if (errno || end == value || *end || n < 1 || n > (long)most) {
		dc_say("--%s: '%s' is not a number from 1 to %u", option, value, most);
		return false;
	}
	*number = n;
	return true;
}

static bool take_jobs(void *settings, const char *value)
{
	return take_number("jobs", value, MAX_JOBS, &((struct settings *)settings)->jobs);
}

static bool take_timeout(void *settings, const char *value)
{
	return take_number("timeout", value, MAX_TIMEOUT, &((struct settings *)settings)->timeout);
}

static bool take_kernel(void *settings, const char *value)
{
	struct settings *s = settings;

	s->has_kernel = dc_kernel_parse(value, &s->kernel);
	if (!s->has_kernel)
		dc_say("--kernel: '%s' is not a release like 7.3", value);
	return s->has_kernel;
}

static bool take_quiet(void *settings, const char *value)
{
	(void)value;
	return ((struct settings *)settings)->quiet = true;
}

static bool take_stats(void *settings, const char *value)
{
	(void)value;
	return ((struct settings *)settings)->stats = true;
}

static bool take_require_complete(void *settings, const char *value)
{
	(void)value;
	return ((struct settings *)settings)->require_complete = true;
}

static const struct dc_option options[] = {
	{ "format", 'f', "FORM", "text (as compilers print), or json", take_format },
	{ "rule", 'r', "ID[,ID]", "only these rules, at every level; may be repeated", take_rules },
	{ "level", 'l', "LEVEL", "error, warning (errors and warnings, the default), or\n"
	  "note (everything)", take_level },
	{ "kernel", 'k', "X.Y", "judge by this release, whatever the tree says", take_kernel },
	{ "jobs", 'j', "N", "threads and worker processes; default: as many as processors", take_jobs },
	{ "timeout", '\0', "SECONDS", "give up on a file after that long; default: 60", take_timeout },
	{ "color", '\0', "WHEN", "auto (on a terminal), always, or never", take_color },
	{ "require-complete", '\0', NULL, "exit with 3 when anything was not analysed",
	  take_require_complete },
	{ "stats", 's', NULL, "tell figures, and every function that was not analysed", take_stats },
	{ "quiet", 'q', NULL, "no progress, no count of functions that were not analysed", take_quiet },
	{ NULL, '\0', NULL, NULL, NULL },
};

/* Results. */

static unsigned int nr_processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set))
		return 1;
	return CPU_COUNT(&set) < MAX_JOBS ? CPU_COUNT(&set) : MAX_JOBS;
}

static bool is_wanted(const struct settings *settings, const struct dc_finding *finding)
{
	if (settings->has_rules && !settings->rules[finding->rule])
		return false;
	/* who names a rule wants to see it, be it a note */
	return finding->level >= settings->level || (settings->has_rules && !settings->has_level);
}

/* The findings to be shown, tree by tree; NULL when memory is out. */
static const struct dc_finding **select_findings(const struct settings *settings,
						 const struct dc_targets *targets, size_t *nr)
{
	const struct dc_finding **shown;
	size_t total = 0;

	for (size_t i = 0; i < targets->nr_trees; i++)
		total += targets->trees[i].findings.nr;
	shown = malloc((total + 1) * sizeof(const struct dc_finding *));
	*nr = 0;
	for (size_t i = 0; shown && i < targets->nr_trees; i++)
		for (size_t k = 0; k < targets->trees[i].findings.nr; k++)
			if (is_wanted(settings, &targets->trees[i].findings.items[k]))
				shown[(*nr)++] = &targets->trees[i].findings.items[k];
	return shown;
}

/* NULL when several kernels were judged, or none. */
static const char *common_kernel(const struct dc_targets *targets, char *buf)
{
	for (size_t i = 0; i < targets->nr_trees; i++)
		if (targets->trees[i].kernel.version != targets->trees[0].kernel.version)
			return NULL;
	return targets->nr_trees ? dc_words_release(targets->trees[0].kernel.version, buf) : NULL;
}

static bool tell_targets(const struct dc_targets *targets)
{
	bool ok = !targets->incomplete;

	for (size_t i = 0; i < targets->nr; i++) {
		const struct dc_target *target = &targets->items[i];

		if (target->error)
			dc_say("%s: %s", target->path, strerror(target->error));
		else if (target->is_directory && !target->nr_files)
			dc_say("%s: no C file below it", target->path);
		else
			continue;
		ok = false;
	}
	return ok;
}

static bool wants_color(const struct settings *settings)
{
	const char *term = getenv("TERM");

	if (settings->color != COLOR_AUTO)
		return settings->color == COLOR_ALWAYS;
	return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") && !getenv("NO_COLOR");
}

static bool report(const struct settings *settings, const struct dc_report *report)
{
	if (settings->json && !dc_report_json(report))
		return false;
	if (!settings->json)
		dc_report_text(report, wants_color(settings));
	fflush(stdout);		/* before what standard error has to say of it */
	dc_report_gaps(report, settings->quiet || settings->stats);
	if (settings->stats)
		dc_report_stats(report);
	return true;
}

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

static int exit_status(const struct settings *settings, const struct dc_report *report, bool broken)
{
	if (broken)
		return DC_EXIT_BROKEN;
	if (report->nr_findings)
		return DC_EXIT_FINDINGS;
	if (settings->require_complete && report->coverage->nr_gaps)
		return DC_EXIT_INCOMPLETE;
	return DC_EXIT_CLEAN;
}

static int by_place(const void *left, const void *right)
{
	const struct dc_gap *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* What a run gathers, to be freed whatever happened. */
struct run {
	struct dc_targets targets;
	struct dc_jobs jobs;
	struct dc_coverage coverage;
	const struct dc_finding **shown;
};

/* The exit status, or -1 when memory is out. */
static int check(const struct settings *settings, char *const *paths, size_t nr, struct run *run)
{
	struct dc_progress progress = dc_progress_begin(settings->quiet);
	struct dc_crew crew = {
		.jobs = &run->jobs,
		.coverage = &run->coverage,
		.progress = &progress,
		.nr_workers = settings->jobs,
		.timeout = settings->timeout,
	};
	struct dc_report results = { .coverage = &run->coverage };
	char release[DC_RELEASE_SIZE];
	double start = now();
	bool broken;

	if (!dc_targets_find(&run->targets, paths, nr, settings->has_kernel ? &settings->kernel : NULL) ||
	    !dc_walk(&run->targets, settings->jobs, &run->jobs, &run->coverage, &progress))
		return -1;
	crew.trees = run->targets.trees;
	if (!dc_crew_run(&crew))
		return -1;
	dc_progress_end(&progress);
	for (size_t i = 0; i < run->targets.nr_trees; i++)
		dc_findings_settle(&run->targets.trees[i].findings, run->targets.trees[i].root);
	if (run->coverage.nr_gaps)
		qsort(run->coverage.gaps, run->coverage.nr_gaps, sizeof(*run->coverage.gaps), by_place);
	run->shown = select_findings(settings, &run->targets, &results.nr_findings);
	results.findings = run->shown;
	results.kernel = common_kernel(&run->targets, release);
	results.seconds = now() - start;
	results.peak_kb = own_peak_kb() + crew.peak_kb;
	broken = !tell_targets(&run->targets);
	if (!run->shown || !report(settings, &results))
		return -1;
	return exit_status(settings, &results, broken);
}

static int run_check(int argc, char **argv)
{
	static char dot[] = ".";
	static char *const here[] = { dot };
	struct settings settings = {
		.level = DC_LEVEL_WARNING,
		.jobs = nr_processors(),
		.timeout = 60,
	};
	struct run run = { 0 };
	int status;

	if (!dc_command_parse(&dc_command_check, &argc, &argv, &settings, &status))
		return status;
	status = check(&settings, argc ? argv : here, argc ? argc : 1, &run);
	if (status < 0) {
		dc_say("out of memory");
		status = DC_EXIT_BROKEN;
	}
	free(run.shown);
	dc_coverage_free(&run.coverage);
	dc_jobs_free(&run.jobs);
	dc_targets_free(&run.targets);
	return status;
}

const struct dc_command dc_command_check = {
	.name = "check",
	.operands = "[PATH...]",
	.summary =
		"Check C files for misuse of DMA attributes.  A PATH is a file, a directory or a whole\n"
		"kernel tree; without one the current directory is meant.  Findings go to standard\n"
		"output, everything else to standard error.",
	.options = options,
	.details =
		"Exit status: 0 nothing found, 1 findings, 2 wrong usage or a path that cannot be\n"
		"read (the others are still checked), 3 see --require-complete.\n",
	.run = run_check,
};
