/* SPDX-License-Identifier: GPL-2.0-only */
/* The mended file is one more state of the tree. */
#include "remedy.h"

#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "stages.h"

static bool mend(const struct dc_finding *finding, const struct dc_bytes *before,
		 struct dc_bytes *after)
{
	struct dc_edit edits[DC_MAX_EDITS];
	size_t nr = dc_fix_find(finding, before->data, before->length, edits);

	return nr && dc_edit_text(before, edits, nr, after);
}

static size_t nr_of(const struct dc_stage *stage, const struct dc_finding *finding)
{
	const struct dc_findings *all = &stage->run.targets.trees[0].findings;
	size_t nr = 0;

	for (size_t i = 0; i < all->nr; i++)
		nr += !finding || (all->items[i].rule == finding->rule &&
				   !strcmp(all->items[i].file, finding->file) &&
				   !strcmp(all->items[i].function, finding->function));
	return nr;
}

/* One finding of its kind less, none more anywhere, and nothing that cannot be looked at. */
static bool is_good(struct dc_review *review, const struct dc_stage *stage,
		    const struct dc_finding *finding, const struct dc_bytes *after)
{
	struct dc_stage *mended = dc_stage_edited(review, stage, finding->file, after);
	bool ok = mended && nr_of(mended, finding) < nr_of(stage, finding) &&
		  nr_of(mended, NULL) < nr_of(stage, NULL) &&
		  mended->run.coverage.nr_gaps <= stage->run.coverage.nr_gaps;

	dc_stage_free(mended);
	return ok;
}

static bool put_diff(const struct dc_finding *finding, const struct dc_bytes *before,
		     const struct dc_bytes *after, struct dc_bytes *diff)
{
	git_diff_options options;
	git_buf text = GIT_BUF_INIT;
	git_patch *patch = NULL;
	bool ok;

	ok = !git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION) &&
	     !git_patch_from_buffers(&patch, before->data, before->length, finding->file,
				     after->data, after->length, finding->file, &options) &&
	     !git_patch_to_buf(&text, patch) && dc_bytes_add(diff, text.ptr, text.size);
	git_buf_dispose(&text);
	git_patch_free(patch);
	return ok;
}

bool dc_remedy_diff(struct dc_review *review, const struct dc_reviewed *patch,
		    const struct dc_finding *finding, struct dc_bytes *diff)
{
	const struct dc_files *files = &patch->after->state.files;
	struct dc_bytes before = { 0 }, after = { 0 };
	size_t length = strlen(finding->file);
	bool ok;

	/* Headers are judged with what includes them, and hunks show no file. */
	ok = review->settings->tree && length > 2 && !strcmp(finding->file + length - 2, ".c") &&
	     !files->read(files, finding->file, &before) && mend(finding, &before, &after) &&
	     is_good(review, patch->after, finding, &after) &&
	     put_diff(finding, &before, &after, diff);
	free(before.data);
	free(after.data);
	return ok;
}
