/* SPDX-License-Identifier: GPL-2.0-only */
/* Reviews as SARIF: what was introduced, each finding where it is after the patch that did it. */
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "review.h"

struct list {
	struct dc_finding *findings;
	const struct dc_finding **items;
	const struct dc_files **files;
	size_t nr;
};

/* The finding's notes and one more, which tells of the patches. */
static bool add_note(struct dc_finding *finding, char *message)
{
	struct dc_note *notes = calloc(finding->nr_notes + 1, sizeof(*notes));

	if (!notes || !message) {
		free(notes);
		return false;
	}
	if (finding->nr_notes)
		memcpy(notes, finding->notes, finding->nr_notes * sizeof(*notes));
	notes[finding->nr_notes++] = (struct dc_note){
		finding->file, finding->line, finding->column, message,
	};
	finding->notes = notes;
	return true;
}

static char *words_of(const struct dc_review *review, const struct dc_reviewed *patch,
		      const struct dc_ruling *ruling)
{
	const char *fixed = ruling->other == DC_NO_PATCH ? "" : ", fixed by patch ";
	char *words = NULL;

	if (asprintf(&words, "introduced by patch %s%s%s", patch->name, fixed,
		     *fixed ? review->patches[ruling->other].name : "") < 0)
		return NULL;
	return words;
}

static bool add(struct list *list, const struct dc_review *review, const struct dc_reviewed *patch,
		const struct dc_ruling *ruling)
{
	struct dc_finding *finding = &list->findings[list->nr];
	char *words = words_of(review, patch, ruling);

	*finding = ruling->finding;
	if (!add_note(finding, words)) {
		free(words);
		return false;
	}
	list->items[list->nr] = finding;
	list->files[list->nr++] = &patch->after->state.files;
	return true;
}

static bool make_list(struct list *list, const struct dc_review *review)
{
	size_t most = 1;
	bool ok;

	for (size_t i = 0; i < review->nr; i++)
		most += review->patches[i].introduced.nr;
	list->findings = calloc(most, sizeof(*list->findings));
	list->items = calloc(most, sizeof(*list->items));
	list->files = calloc(most, sizeof(*list->files));
	ok = list->findings && list->items && list->files;
	for (size_t i = 0; ok && i < review->nr; i++) {
		const struct dc_reviewed *patch = &review->patches[i];

		for (size_t k = 0; ok && k < patch->introduced.nr; k++)
			ok = add(list, review, patch, &patch->introduced.items[k]);
	}
	return ok;
}

static void free_list(struct list *list)
{
	for (size_t i = 0; i < list->nr; i++) {
		free(list->findings[i].notes[list->findings[i].nr_notes - 1].message);
		free(list->findings[i].notes);
	}
	free(list->findings);
	free(list->items);
	free(list->files);
}

bool dc_review_sarif(const struct dc_review *review)
{
	static const struct dc_targets no_targets;
	static const struct dc_coverage no_coverage;
	const struct dc_stage *last = review->nr_stages ? review->stages[review->nr_stages - 1] :
							  NULL;
	struct list list = { 0 };
	bool ok = make_list(&list, review);
	struct dc_report report = {
		.findings = list.items,
		.nr_findings = list.nr,
		.files = list.files,
		.coverage = last ? &last->run.coverage : &no_coverage,
		.targets = last ? &last->run.targets : &no_targets,
		.broken = review->is_broken,
	};

	for (size_t i = 0; i < review->nr; i++)
		report.broken |= review->patches[i].problem != NULL;
	ok = ok && dc_report_sarif(&report);
	free_list(&list);
	return ok;
}
