/* SPDX-License-Identifier: GPL-2.0-only */
/* Reviews for machines: a form of our own, and the one that b4's checks are to have. */
#include <stdio.h>
#include <stdlib.h>

#include "json.h"
#include "review.h"

struct of_patch {
	const struct dc_review *review;
	const struct dc_reviewed *patch;
	const char *other;		/* what the other patch of a ruling did */
	const struct dc_rulings *rulings;
};

static json_t *ruling(const void *from, size_t i)
{
	const struct of_patch *of = from;
	const struct dc_ruling *ruling = &of->rulings->items[i];
	json_t *json = dc_json_finding(&ruling->finding);

	if (json && ruling->other != DC_NO_PATCH)
		json_object_set_new(json, of->other,
				    json_string(of->review->patches[ruling->other].name));
	if (json)
		json_object_del(json, "change");
	return json;
}

static json_t *rulings_of(const struct dc_review *review, const struct dc_reviewed *patch,
			   const struct dc_rulings *rulings, const char *other)
{
	const struct of_patch of = { review, patch, other, rulings };

	return dc_json_list(&of, rulings->nr, ruling);
}

static json_t *remark(const void *from, size_t i)
{
	return dc_json_text(((char *const *)from)[i]);
}

static json_t *patch(const void *from, size_t i)
{
	const struct dc_review *review = from;
	const struct dc_reviewed *patch = &review->patches[i];
	const struct dc_letter *letter = patch->letter;

	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
			 "patch", patch->name, "subject", dc_json_text(letter->subject),
			 "author", dc_json_text(letter->author),
			 "message_id", dc_json_text(letter->id),
			 "problem", patch->problem ? dc_json_text(patch->problem) : json_null(),
			 "introduced", rulings_of(review, patch, &patch->introduced, "fixed_by"),
			 "fixed", rulings_of(review, patch, &patch->fixed, "introduced_by"),
			 "remarks", dc_json_list(patch->remarks, patch->nr_remarks, remark));
}

bool dc_review_json(const struct dc_review *review)
{
	return dc_json_print(json_pack("{s:i, s:s, s:o}", "version", 1, "seen",
				       review->settings->tree ? "tree" : "hunks", "patches",
				       dc_json_list(review, review->nr, patch)));
}

/* b4 knows pass, warn and fail.  What does not apply here may be on top of what is not here. */
static const char *status_of(const struct dc_reviewed *patch)
{
	if (dc_reviewed_nr_errors(patch))
		return "fail";
	return patch->introduced.nr || patch->problem || patch->nr_remarks ? "warn" : "pass";
}

static json_t *summary_of(const struct dc_reviewed *patch)
{
	if (patch->problem)
		return dc_json_text(patch->problem);
	if (patch->introduced.nr)
		return json_sprintf("%zu introduced", patch->introduced.nr);
	if (patch->nr_remarks)
		return dc_json_text(patch->remarks[0]);
	if (patch->fixed.nr)
		return json_sprintf("nothing introduced, %zu fixed", patch->fixed.nr);
	return json_string("nothing introduced");
}

static json_t *details_of(const struct dc_review *review, const struct dc_reviewed *patch)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);
	json_t *json = NULL;

	if (out) {
		dc_review_put(out, review, patch);
		if (!fclose(out))
			json = dc_json_text(text);
	}
	free(text);
	return json;
}

static json_t *check(const void *from, size_t i)
{
	const struct dc_review *review = from;
	const struct dc_reviewed *patch = &review->patches[i];

	return json_pack("{s:s, s:s, s:o, s:o}", "tool", "dmacheck", "status", status_of(patch),
			 "summary", summary_of(patch), "details", details_of(review, patch));
}

bool dc_review_b4(const struct dc_review *review)
{
	return dc_json_print(dc_json_list(review, review->nr, check));
}
