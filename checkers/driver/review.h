/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A review: patches, the state of the tree before and after each of them, and what they did to the
 * findings there.
 */
#ifndef DC_REVIEW_H
#define DC_REVIEW_H

#include <stdio.h>

#include "graft.h"
#include "patch.h"
#include "select.h"
#include "series.h"
#include "sights.h"
#include "run.h"

/* A state with what was found in it. */
struct dc_stage {
	struct dc_state state;
	struct dc_run run;
};

enum { DC_NO_PATCH = -1 };

/* What a patch did to one finding. */
struct dc_ruling {
	struct dc_finding finding;	/* a copy of the stage's, which owns what is in it */
	int other;			/* the patch that fixes, or introduced, it; DC_NO_PATCH */
};

struct dc_rulings {
	struct dc_ruling *items;
	size_t nr, capacity;
};

struct dc_reviewed {
	const struct dc_letter *letter;
	struct dc_patch patch;
	char name[48];			/* "4/20", or which of all it is */
	char *problem;			/* why it was not reviewed, NULL when it was */
	struct dc_stage *before, *after;	/* NULL when it was not */
	bool is_idle;			/* the tree has it already */
	struct dc_rulings introduced, fixed;
	char **remarks;			/* a line each, see heed.h */
	size_t nr_remarks, remarks_capacity;
};

struct dc_review_form;

struct dc_review_settings {
	struct dc_settings check;	/* first: options that both take are its */
	const char *tree, *base;	/* NULL for none */
	const struct dc_review_form *form;	/* NULL: as the input is */
	bool for_all;			/* the reply goes to whoever got the mail */
};

struct dc_review {
	const struct dc_review_settings *settings;
	struct dc_letters letters;
	struct dc_series series;
	struct dc_reviewed *patches;
	size_t nr;
	struct dc_repository repository;
	struct dc_graft graft;
	struct dc_sights sights;
	struct dc_cache *cache;
	struct dc_selection selection;	/* what the base wants to be told */
	bool is_open;			/* the selection */
	struct dc_stage **stages;
	size_t nr_stages, stages_capacity;
	bool is_broken;			/* something was not done; the user has been told */
};

/* A form of the answer, to standard output. */
struct dc_review_form {
	const char *name;
	bool (*print)(const struct dc_review *review);	/* false when memory is out */
	bool says_all;			/* the exit status is no verdict: 0 */
	int warned;			/* exit status when nothing but warnings was introduced */
};

/* Of the rows. */
bool dc_review_mail(const struct dc_review *review);
bool dc_review_text(const struct dc_review *review);
bool dc_review_json(const struct dc_review *review);
bool dc_review_sarif(const struct dc_review *review);
bool dc_review_b4(const struct dc_review *review);
bool dc_review_nipa(const struct dc_review *review);

/* One patch as lines of text. */
void dc_review_put(FILE *out, const struct dc_review *review, const struct dc_reviewed *patch);

/* Of a patch: whether there is anything to tell. */
bool dc_reviewed_has_news(const struct dc_reviewed *patch);
size_t dc_reviewed_nr_errors(const struct dc_reviewed *patch);

#endif
