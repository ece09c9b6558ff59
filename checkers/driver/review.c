/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck review`: from mails to what their patches bring. */
#include "review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "heed.h"
#include "inbox.h"
#include "memory.h"
#include "say.h"
#include "stages.h"
#include "ruling.h"

static const struct dc_review_form forms[] = {
	{ "mail", dc_review_mail, false, DC_EXIT_FINDINGS },
	{ "text", dc_review_text, false, DC_EXIT_FINDINGS },
	{ "json", dc_review_json, false, DC_EXIT_FINDINGS },
	{ "sarif", dc_review_sarif, false, DC_EXIT_FINDINGS },
	{ "b4", dc_review_b4, true, DC_EXIT_FINDINGS },
	{ "nipa", dc_review_nipa, false, 250 },
};

enum { MAIL, TEXT };

/* Options */

static bool take_tree(void *settings, const char *value)
{
	((struct dc_review_settings *)settings)->tree = value;
	return true;
}

static bool take_base(void *settings, const char *value)
{
	((struct dc_review_settings *)settings)->base = value;
	return true;
}

static bool take_form(void *settings, const char *value)
{
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++)
		if (!strcmp(forms[i].name, value)) {
			((struct dc_review_settings *)settings)->form = &forms[i];
			return true;
		}
	dc_say("--format: '%s' is none of mail, text, json, sarif, b4, nipa", value);
	return false;
}

static bool take_to_stdout(void *settings, const char *value)
{
	(void)value;
	((struct dc_review_settings *)settings)->form = &forms[MAIL];
	return true;
}

static bool take_for_all(void *settings, const char *value)
{
	(void)value;
	return ((struct dc_review_settings *)settings)->for_all = true;
}

static bool take_rule(void *settings, const char *value)
{
	return dc_settings_take("rule", settings, value);
}

static bool take_level(void *settings, const char *value)
{
	return dc_settings_take("level", settings, value);
}

static bool take_kernel(void *settings, const char *value)
{
	return dc_settings_take("kernel", settings, value);
}

static bool take_jobs(void *settings, const char *value)
{
	return dc_settings_take("jobs", settings, value);
}

static bool take_timeout(void *settings, const char *value)
{
	return dc_settings_take("timeout", settings, value);
}

static bool take_no_cache(void *settings, const char *value)
{
	return dc_settings_take("no-cache", settings, value);
}

static bool take_quiet(void *settings, const char *value)
{
	return dc_settings_take("quiet", settings, value);
}

static const struct dc_option options[] = {
	{ "tree", 't', "DIR", "a git tree that the patches are for; without it,\n"
	  "what their hunks show", take_tree },
	{ "base", 'b', "REV", "what they go on top of (default: HEAD)", take_base },
	{ "format", 'f', "FORM", "mail (replies, the default for mails), text (the\n"
	  "default for a diff), json, sarif, b4 or nipa", take_form },
	{ "to-stdout", '\0', NULL, "as --format mail; nothing is ever sent", take_to_stdout },
	{ "all-recipients", '\0', NULL, "address replies to all that got the mail, not to\n"
	  "its author and the list alone", take_for_all },
	{ "rule", 'r', "ID[,ID]", "only these rules, at every level; repeatable", take_rule },
	{ "level", 'l', "LEVEL", "error, warning (errors and warnings, the\n"
	  "default), or note (everything)", take_level },
	{ "kernel", 'k', "X.Y", "judge by this release, not the tree's own", take_kernel },
	{ "jobs", 'j', "N", "threads and worker processes (default: one a\n"
	  "processor)", take_jobs },
	{ "timeout", '\0', "SECONDS", "give up on a file after so long (default: 60)",
	  take_timeout },
	{ "no-cache", '\0', NULL, "look at every file anew, and remember nothing",
	  take_no_cache },
	{ "quiet", 'q', NULL, "nothing beside the answer and failures", take_quiet },
	{ NULL, '\0', NULL, NULL, NULL },
};

/* Patches */

static void name_patch(struct dc_reviewed *patch, size_t i, size_t nr)
{
	const struct dc_letter *letter = patch->letter;

	if (letter->has_number)
		snprintf(patch->name, sizeof(patch->name), "%u/%u", letter->number, letter->total);
	else
		snprintf(patch->name, sizeof(patch->name), "%zu/%zu", i + 1, nr);
}

/* What cannot be read takes nothing else with it. */
static bool make_patches(struct dc_review *review)
{
	const struct dc_series *series = &review->series;

	review->patches = calloc(series->nr + 1, sizeof(*review->patches));
	review->nr = series->nr;
	for (size_t i = 0; review->patches && i < series->nr; i++) {
		struct dc_reviewed *patch = &review->patches[i];

		patch->letter = series->patches[i];
		name_patch(patch, i, series->nr);
		if (!patch->letter->problem)
			continue;
		if (asprintf(&patch->problem, "refused: %s", patch->letter->problem) < 0)
			return false;
	}
	return review->patches;
}

static void tell_series(const struct dc_review *review)
{
	const struct dc_series *series = &review->series;

	for (size_t i = 0; i < series->nr_older && !review->settings->check.quiet; i++)
		dc_say("left out, of an older version: %s", series->older[i]->subject);
	if (series->nr_missing && !review->settings->check.quiet)
		dc_say("%u patch%s of the series %s missing", series->nr_missing,
		       series->nr_missing == 1 ? "" : "es", series->nr_missing == 1 ? "is" : "are");
	if (!review->settings->tree && !review->settings->check.quiet)
		dc_say("no --tree: only what the hunks show was looked at");
}

/* What a patch's files hold that could not be looked at, and could before it. */
static void tell_gaps(const struct dc_reviewed *patch)
{
	const struct dc_coverage *coverage = &patch->after->run.coverage;

	for (size_t i = 0; i < coverage->nr_gaps; i++)
		for (size_t k = 0; k < patch->patch.nr; k++) {
			const struct dc_gap *gap = &coverage->gaps[i];

			if (strcmp(gap->file, patch->patch.files[k].new_path) != 0)
				continue;
			dc_say("%s: %s%s%s not analysed: %s", patch->name, gap->file,
			       gap->function ? ": " : "", gap->function ? gap->function : "",
			       gap->reason);
			break;
		}
}

static void tell_patches(struct dc_review *review)
{
	for (size_t i = 0; i < review->nr; i++) {
		const struct dc_reviewed *patch = &review->patches[i];

		if (patch->problem) {
			dc_say("%s: patch %s: %s", patch->letter->source, patch->name,
			       patch->problem);
			review->is_broken = true;
		} else if (!review->settings->check.quiet && review->settings->tree) {
			if (patch->is_idle)
				dc_say("%s: patch %s: the tree has it already",
				       patch->letter->source, patch->name);
			tell_gaps(patch);
		}
	}
}

bool dc_reviewed_has_news(const struct dc_reviewed *patch)
{
	return patch->introduced.nr || patch->fixed.nr || patch->nr_remarks;
}

size_t dc_reviewed_nr_errors(const struct dc_reviewed *patch)
{
	size_t nr = 0;

	for (size_t i = 0; i < patch->introduced.nr; i++)
		nr += patch->introduced.items[i].finding.level == DC_LEVEL_ERROR;
	return nr;
}

/* Answers */

static const struct dc_review_form *form_of(const struct dc_review *review)
{
	if (review->settings->form)
		return review->settings->form;
	for (size_t i = 0; i < review->nr; i++)
		if (!*review->patches[i].letter->id)
			return &forms[TEXT];
	return &forms[MAIL];
}

static int exit_status(const struct dc_review *review)
{
	const struct dc_review_form *form = form_of(review);
	size_t nr = 0, nr_errors = 0;

	for (size_t i = 0; i < review->nr; i++) {
		nr += review->patches[i].introduced.nr;
		nr_errors += dc_reviewed_nr_errors(&review->patches[i]);
	}
	if (form->says_all)
		return DC_EXIT_CLEAN;
	if (review->is_broken)
		return DC_EXIT_BROKEN;
	return nr_errors ? DC_EXIT_FINDINGS : nr ? form->warned : DC_EXIT_CLEAN;
}

/* False when something stood in the way, which the user has been told. */
static bool judge(struct dc_review *review)
{
	bool ok = review->settings->tree ? dc_stages_of_tree(review) : dc_stages_of_hunks(review);

	if (!ok)
		return false;
	for (size_t i = 0; ok && i < review->nr; i++)
		ok = !review->patches[i].after || dc_heed(&review->patches[i]);
	ok = ok && dc_rulings_find(review) && form_of(review)->print(review);
	if (!ok)
		dc_say("out of memory");
	return ok;
}

static int review_letters(struct dc_review *review)
{
	dc_series_choose(&review->series, &review->letters);
	if (!make_patches(review))
		return DC_EXIT_BROKEN;
	if (!review->nr) {
		dc_say("there is no patch in it");
		return DC_EXIT_BROKEN;
	}
	tell_series(review);
	if (!judge(review))
		return DC_EXIT_BROKEN;
	tell_patches(review);
	return exit_status(review);
}

static void close_review(struct dc_review *review)
{
	for (size_t i = 0; i < review->nr; i++) {
		struct dc_reviewed *patch = &review->patches[i];

		for (size_t k = 0; k < patch->nr_remarks; k++)
			free(patch->remarks[k]);
		free(patch->remarks);
		free(patch->introduced.items);
		free(patch->fixed.items);
		free(patch->problem);
		dc_patch_free(&patch->patch);
	}
	free(review->patches);
	for (size_t i = 0; i < review->nr_stages; i++)
		dc_stage_free(review->stages[i]);
	free(review->stages);
	if (review->is_open)
		dc_selection_free(&review->selection);
	if (review->sights.cache || review->sights.items)
		dc_sights_close(&review->sights);
	if (review->repository.git)
		dc_repository_close(&review->repository);
	dc_series_free(&review->series);
	dc_letters_free(&review->letters);
	dc_cache_close(review->cache);
}

static int run_review(int argc, char **argv)
{
	static char dash[] = "-";
	static char *const standard_input[] = { dash };
	struct dc_review_settings settings = { .check = dc_settings_default() };
	struct dc_review review = { .settings = &settings };
	char *const *paths;
	int status;

	if (!dc_command_parse(&dc_command_review, &argc, &argv, &settings, &status))
		return status;
	if (settings.base && !settings.tree) {
		dc_say("--base is a revision of --tree");
		return DC_EXIT_BROKEN;
	}
	settings.check.quiet |= form_of(&review)->says_all;
	paths = argc ? argv : standard_input;
	for (int i = 0; i < (argc ? argc : 1); i++)
		review.is_broken |= !dc_inbox_read(&review.letters, paths[i]);
	if (review.is_broken && !review.letters.nr)
		return DC_EXIT_BROKEN;
	review.cache = settings.check.no_cache ? NULL : dc_cache_open(settings.check.quiet);
	status = review_letters(&review);
	close_review(&review);
	return status;
}

const struct dc_command dc_command_review = {
	.name = "review",
	.operands = "[FILE...|-]",
	.summary =
		"Tell what patches bring.  They come as mails, an mbox, a maildir, a folder of\n"
		"patches, or a diff; nothing of them is written or run.",
	.options = options,
	.details =
		"Exit status: 0 nothing introduced, 1 something was, 2 wrong usage, or a patch was\n"
		"refused or does not apply; always 0 with --format b4.\n",
	.run = run_review,
};
