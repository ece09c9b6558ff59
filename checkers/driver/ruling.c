/* SPDX-License-Identifier: GPL-2.0-only */
/* Stages are held against each other as --diff does it: a finding that another stage has not. */
#include "ruling.h"

#include <stdlib.h>
#include <string.h>

#include "diff.h"
#include "glimpse.h"
#include "memory.h"
#include "say.h"

static struct dc_findings *findings_of(const struct dc_stage *stage)
{
	return &stage->run.targets.trees[0].findings;
}

/*
 * Whether `stage` has a finding of `from`, for each of them: true when it has not, or as something
 * less.  NULL when memory is out; to be freed.
 */
static bool *missing_in(const struct dc_stage *stage, const struct dc_stage *from)
{
	const struct dc_findings *all = findings_of(from);
	struct dc_findings copies = { .nr = all->nr };
	bool *missing = calloc(all->nr + 1, sizeof(*missing));
	bool ok;

	/* the copies own nothing */
	copies.items = malloc((all->nr + 1) * sizeof(*copies.items));
	ok = missing && copies.items;
	if (ok && all->nr)
		memcpy(copies.items, all->items, all->nr * sizeof(*copies.items));
	ok = ok && dc_diff_findings(findings_of(stage), &stage->state.files, &copies,
				    &from->state.files);
	for (size_t i = 0; ok && i < all->nr; i++)
		missing[i] = copies.items[i].change == DC_CHANGE_INTRODUCED;
	free(copies.items);
	if (ok)
		return missing;
	free(missing);
	return NULL;
}

static bool is_gap_of(const struct dc_gap *gap, const struct dc_finding *finding)
{
	return !strcmp(gap->file, finding->file) &&
	       (!gap->function || !strcmp(gap->function, finding->function));
}

/* What the other stage could not look at may be there, or not; that is told. */
static bool is_doubtful(const struct dc_review *review, const struct dc_stage *other,
			const struct dc_finding *finding)
{
	const struct dc_coverage *coverage = &other->run.coverage;

	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		if (!is_gap_of(gap, finding))
			continue;
		if (!review->settings->check.quiet)
			dc_say("%s:%u: %s may be no change: not analysed before or after: %s",
			       finding->file, finding->line, dc_rules[finding->rule].id,
			       gap->reason);
		return true;
	}
	return false;
}

/* Of hunks alone: whether what nobody showed cannot make it right. */
static bool is_sure(const struct dc_review *review, const struct dc_stage *stage,
		    const struct dc_finding *finding)
{
	struct dc_bytes text = { 0 };
	bool is_sure;

	if (review->settings->tree)
		return true;
	is_sure = !stage->state.files.read(&stage->state.files, finding->file, &text) &&
		  text.data && dc_glimpse_is_sure(finding, text.data, text.length);
	free(text.data);
	return is_sure;
}

static bool is_wanted(const struct dc_review *review, const struct dc_finding *finding)
{
	const struct dc_settings *settings = &review->settings->check;
	const struct dc_config *config = &review->selection.configs[0];

	return dc_selection_wants(settings, config, finding);
}

static bool has_id(const struct dc_findings *findings, const char *id)
{
	for (size_t i = 0; i < findings->nr; i++)
		if (!strcmp(findings->items[i].id, id))
			return true;
	return false;
}

/* Adds what `from` has and `other` has not; what only became less is not mended by that. */
static bool collect(const struct dc_review *review, const struct dc_stage *from,
		    const struct dc_stage *other, bool is_later, struct dc_rulings *rulings)
{
	const struct dc_findings *all = findings_of(from);
	bool *missing = missing_in(other, from);

	for (size_t i = 0; missing && i < all->nr; i++) {
		struct dc_finding finding = all->items[i];

		finding.change = DC_CHANGE_NONE;
		if (!missing[i] || !is_wanted(review, &finding) ||
		    (is_later && has_id(findings_of(other), finding.id)) ||
		    !is_sure(review, from, &finding) || is_doubtful(review, other, &finding))
			continue;
		finding.change = DC_CHANGE_INTRODUCED;
		dc_grow(rulings->items, rulings->nr, rulings->capacity);
		rulings->items[rulings->nr++] = (struct dc_ruling){ finding, DC_NO_PATCH };
	}
	free(missing);
	return missing;
}

static bool is_one(const struct dc_finding *a, const struct dc_finding *b)
{
	return a->rule == b->rule && !strcmp(a->id, b->id);
}

/* Fills in which later patch a finding does not survive, and in that one who brought it. */
static bool follow(struct dc_review *review, int from)
{
	struct dc_reviewed *patch = &review->patches[from];
	const struct dc_findings *all = patch->after ? findings_of(patch->after) : NULL;

	for (size_t i = from + 1; i < review->nr; i++) {
		struct dc_reviewed *later = &review->patches[i];
		bool *gone, *was_gone;

		if (!patch->introduced.nr || !later->after || !later->fixed.nr)
			continue;
		was_gone = missing_in(later->before, patch->after);
		gone = missing_in(later->after, patch->after);
		for (size_t k = 0; was_gone && gone && k < patch->introduced.nr; k++) {
			struct dc_ruling *ruling = &patch->introduced.items[k];
			size_t at = 0;

			while (at < all->nr && !is_one(&all->items[at], &ruling->finding))
				at++;
			if (ruling->other == DC_NO_PATCH && at < all->nr && !was_gone[at] && gone[at])
				ruling->other = (int)i;
		}
		free(was_gone);
		free(gone);
		if (!was_gone || !gone)
			return false;
	}
	return true;
}

/* What was there before the series was not introduced by it. */
static bool trace_back(struct dc_review *review, int at)
{
	struct dc_reviewed *patch = &review->patches[at];

	for (int i = 0; i < at; i++) {
		const struct dc_reviewed *earlier = &review->patches[i];
		bool *gone;

		if (!earlier->after || !patch->fixed.nr || !earlier->introduced.nr)
			continue;
		gone = missing_in(earlier->before, patch->before);
		for (size_t k = 0; gone && k < patch->fixed.nr; k++) {
			const struct dc_findings *all = findings_of(patch->before);
			size_t n = 0;

			while (n < all->nr && !is_one(&all->items[n], &patch->fixed.items[k].finding))
				n++;
			for (size_t m = 0; n < all->nr && gone[n] && m < earlier->introduced.nr; m++)
				if (earlier->introduced.items[m].other == at &&
				    earlier->introduced.items[m].finding.rule ==
					    patch->fixed.items[k].finding.rule)
					patch->fixed.items[k].other = i;
		}
		free(gone);
		if (!gone)
			return false;
	}
	return true;
}

bool dc_rulings_find(struct dc_review *review)
{
	bool ok = true;

	for (size_t i = 0; ok && i < review->nr; i++) {
		struct dc_reviewed *patch = &review->patches[i];

		ok = !patch->after ||
		     (collect(review, patch->after, patch->before, false,
			     &patch->introduced) &&
		      collect(review, patch->before, patch->after, true,
			     &patch->fixed));
	}
	for (size_t i = 0; ok && i < review->nr; i++)
		ok = follow(review, (int)i);
	for (size_t i = 0; ok && i < review->nr; i++)
		ok = trace_back(review, (int)i);
	return ok;
}
