/* SPDX-License-Identifier: GPL-2.0-only */
/* A stage is a tree of git's, be it one that git has or one in memory, and a survey of it. */
#include "stages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "glimpse.h"
#include "memory.h"
#include "patched.h"
#include "say.h"
#include "survey.h"

void dc_stage_free(struct dc_stage *stage)
{
	if (!stage)
		return;
	/* the review's */
	stage->run.cache = NULL;
	dc_run_close(&stage->run);
	dc_state_close(&stage->state);
	free(stage);
}

/* Findings in order, as the tree and the user want them. */
static bool settle(struct dc_review *review, struct dc_stage *stage)
{
	if (!review->is_open)
		review->is_open = dc_selection_open(&review->selection,
						    &review->settings->check,
						    &stage->run.targets);
	return review->is_open && dc_selection_settle(&review->selection, &stage->run.targets,
						      &stage->run.coverage);
}

/*
 * `below` is where the root is, NULL to look for it; `before` a stage that is known, NULL for none.
 * NULL with a message when it cannot be done.
 */
static struct dc_stage *survey(struct dc_review *review, git_tree *tree, const char *below,
			       const struct dc_stage *before)
{
	const struct dc_settings *settings = &review->settings->check;
	struct dc_stage *stage = calloc(1, sizeof(*stage));
	bool ok;

	if (!stage)
		return NULL;
	stage->run.settings = settings;
	stage->run.cache = review->cache;
	ok = dc_state_open(&stage->state, &review->repository, DC_STATE_TREE, tree, below,
			   settings->jobs);
	if (ok && !dc_survey(&stage->run, &stage->state, before ? &before->state : NULL, "",
			     &review->sights)) {
		dc_say("out of memory");
		ok = false;
	}
	ok = ok && !stage->run.failed;
	/* what was told of this one is there for the next */
	dc_cache_flush(review->cache);
	if (ok && settle(review, stage))
		return stage;
	dc_stage_free(stage);
	return NULL;
}

static void keep(struct dc_review *review, struct dc_stage *stage)
{
	dc_grow(review->stages, review->nr_stages, review->stages_capacity);
	review->stages[review->nr_stages++] = stage;
}

/* With a tree */

static char *words_of(const struct dc_misfit *misfit)
{
	const char *path = misfit->path ? misfit->path : "";
	char hunk[48] = "", *words = NULL;

	if (misfit->hunk)
		snprintf(hunk, sizeof(hunk), ", hunk %zu", misfit->hunk);
	if (asprintf(&words, "does not apply: %s%s%s%s", path, hunk, *path ? ": " : "",
		     misfit->reason) < 0)
		return NULL;
	return words;
}

/* The likeliest form of the text that can be read, and applied. */
static bool make_tree(struct dc_review *review, struct dc_reviewed *patch, git_tree *before,
		      git_tree **after)
{
	const struct dc_letter *letter = patch->letter;
	char *problem = NULL;

	for (size_t i = 0; i < letter->nr_texts; i++) {
		const struct dc_bytes *text = &letter->texts[i];
		struct dc_misfit misfit;
		const char *wrong;
		size_t line;

		dc_patch_free(&patch->patch);
		wrong = dc_patch_parse(&patch->patch, text->data, text->length, &line);
		if (!wrong && dc_patched_tree(&review->graft, before, &patch->patch, after,
					      &misfit)) {
			free(problem);
			return true;
		}
		if (problem)
			continue;
		if (!wrong)
			problem = words_of(&misfit);
		else if (asprintf(&problem, "refused: line %zu of the diff: %s", line, wrong) < 0)
			problem = NULL;
	}
	patch->problem = problem ? problem : strdup("refused: there is no diff in it");
	return false;
}

/* What the patches go on top of; paths in them are below the root of the repository. */
static bool open_base(struct dc_review *review, git_tree **tree)
{
	const struct dc_review_settings *settings = review->settings;
	const char *base = settings->base ? settings->base : "HEAD";
	git_object *object = NULL;
	bool ok = dc_repository_open(&review->repository, settings->tree) &&
		  dc_graft_open(&review->graft, &review->repository);

	if (!ok)
		return false;
	ok = !git_revparse_single(&object, review->repository.git, base) &&
	     !git_object_peel((git_object **)tree, object, GIT_OBJECT_TREE);
	git_object_free(object);
	if (!ok)
		dc_say("%s: no such revision", base);
	dc_sights_open(&review->sights, review->cache,
		       git_repository_path(review->repository.git));
	return ok;
}

/* One patch on top of a tree, which then is the one with it.  False when it cannot be surveyed. */
static bool go_on(struct dc_review *review, struct dc_reviewed *patch, git_tree **tree)
{
	struct dc_stage *before = review->stages[review->nr_stages - 1];
	git_tree *next = NULL;

	if (patch->problem || !make_tree(review, patch, *tree, &next))
		return true;
	patch->is_idle = git_oid_equal(git_tree_id(*tree), git_tree_id(next));
	patch->before = before;
	patch->after = survey(review, next, before->state.below, before);
	if (patch->after)
		keep(review, patch->after);
	git_tree_free(*tree);
	*tree = next;
	return patch->after;
}

bool dc_stages_of_tree(struct dc_review *review)
{
	struct dc_stage *stage;
	git_tree *tree = NULL;
	bool ok = open_base(review, &tree);

	stage = ok ? survey(review, tree, NULL, NULL) : NULL;
	if (stage)
		keep(review, stage);
	for (size_t i = 0; stage && ok && i < review->nr; i++)
		ok = go_on(review, &review->patches[i], &tree);
	git_tree_free(tree);
	return stage && ok;
}

/* With hunks alone */

static bool read_hunks(struct dc_review *review, struct dc_reviewed *patch)
{
	const struct dc_letter *letter = patch->letter;
	git_tree *before = NULL, *after = NULL;
	const char *wrong = "there is no diff in it";
	size_t line = 0;

	for (size_t i = 0; wrong && i < letter->nr_texts; i++) {
		dc_patch_free(&patch->patch);
		wrong = dc_patch_parse(&patch->patch, letter->texts[i].data,
				       letter->texts[i].length, &line);
	}
	if (!wrong)
		wrong = dc_glimpse_trees(&review->graft, &patch->patch, &before, &after);
	if (wrong) {
		if (asprintf(&patch->problem, "refused: line %zu of the diff: %s", line, wrong) < 0)
			patch->problem = NULL;
		return patch->problem;
	}
	patch->before = survey(review, before, "", NULL);
	if (patch->before)
		keep(review, patch->before);
	patch->after = patch->before ? survey(review, after, "", NULL) : NULL;
	if (patch->after)
		keep(review, patch->after);
	git_tree_free(before);
	git_tree_free(after);
	return patch->after;
}

bool dc_stages_of_hunks(struct dc_review *review)
{
	bool ok = dc_graft_open_empty(&review->graft, &review->repository);

	dc_sights_open(&review->sights, NULL, "");
	for (size_t i = 0; ok && i < review->nr; i++)
		if (!review->patches[i].problem)
			ok = read_hunks(review, &review->patches[i]);
	return ok;
}

struct dc_stage *dc_stage_edited(struct dc_review *review, const struct dc_stage *stage,
				 const char *path, const struct dc_bytes *text)
{
	struct dc_scion scion = { .path = (char *)path, .mode = GIT_FILEMODE_BLOB };
	struct dc_stage *edited = NULL;
	git_tree *tree = NULL;

	if (!dc_graft_blob(&review->graft, text->data, text->length, &scion.oid) &&
	    !dc_graft_tree(&review->graft, stage->state.tree, &scion, 1, &tree))
		edited = survey(review, tree, "", stage);
	git_tree_free(tree);
	return edited;
}
