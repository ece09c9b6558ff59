/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A patch is what mends one finding, a document a file with some.  All of them are tried at once,
 * since a fix here may be half of one elsewhere; what does harm is dropped, and the rest tried
 * again.
 */
#include "repair.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "edit.h"
#include "program.h"
#include "read.h"
#include "replace.h"
#include "report.h"
#include "say.h"

enum { MAX_TRIALS = 8 };

struct document {
	const char *path;
	struct dc_bytes before, after;
};

struct patch {
	const struct dc_finding *finding;
	struct document *document;
	struct dc_edit edits[DC_MAX_EDITS];
	size_t nr_edits;
	bool is_dropped;
};

struct repair {
	struct dc_run *run;
	struct dc_selection *selection;
	char *const *paths;
	size_t nr_paths;
	struct document *documents;	/* those of a path stay where they are */
	size_t nr_documents;
	struct patch *patches;
	size_t nr_patches;
};

static void clear(struct repair *repair)
{
	for (size_t i = 0; i < repair->nr_documents; i++) {
		free(repair->documents[i].before.data);
		free(repair->documents[i].after.data);
	}
	free(repair->documents);
	free(repair->patches);
}

/* Planning */

/* NULL when the file cannot be read. */
static struct document *find_document(struct repair *repair, const char *path)
{
	struct document *document = &repair->documents[repair->nr_documents];

	for (size_t i = 0; i < repair->nr_documents; i++)
		if (!strcmp(repair->documents[i].path, path))
			return &repair->documents[i];
	*document = (struct document){ .path = path };
	if (dc_read_file(path, &document->before)) {
		free(document->before.data);
		return NULL;
	}
	repair->nr_documents++;
	return document;
}

/* Headers are read with what includes them, which would be judged by the old text. */
static bool is_unit(const char *path)
{
	size_t length = strlen(path);

	return length > 2 && !strcmp(path + length - 2, ".c");
}

static bool overlap(const struct patch *a, const struct patch *b)
{
	for (size_t i = 0; i < a->nr_edits; i++)
		for (size_t k = 0; k < b->nr_edits; k++)
			if (a->edits[i].offset <= b->edits[k].offset + b->edits[k].length &&
			    b->edits[k].offset <= a->edits[i].offset + a->edits[i].length)
				return true;
	return false;
}

static bool is_same_fix(const struct patch *a, const struct patch *b)
{
	bool is_same = a->nr_edits == b->nr_edits;

	for (size_t i = 0; is_same && i < a->nr_edits; i++)
		is_same = a->edits[i].offset == b->edits[i].offset &&
			  a->edits[i].length == b->edits[i].length &&
			  !strcmp(a->edits[i].text, b->edits[i].text);
	return is_same;
}

/* Of two fixes of one place the first is done, and what mends both findings is done once. */
static bool takes_part(const struct repair *repair, struct patch *patch)
{
	for (size_t i = 0; i < repair->nr_patches; i++) {
		const struct patch *other = &repair->patches[i];

		if (other->document != patch->document || !overlap(other, patch))
			continue;
		if (!is_same_fix(other, patch))
			return false;
		patch->nr_edits = 0;
		return true;
	}
	return patch->nr_edits;
}

static bool plan(struct repair *repair)
{
	const struct dc_selection *selection = repair->selection;

	repair->documents = calloc(selection->nr + 1, sizeof(*repair->documents));
	repair->patches = calloc(selection->nr + 1, sizeof(*repair->patches));
	for (size_t i = 0; repair->documents && repair->patches && i < selection->nr; i++) {
		const struct dc_finding *finding = selection->items[i];
		struct patch *patch = &repair->patches[repair->nr_patches];

		if (!is_unit(finding->file) || !(finding->engines & DC_ENGINE_SOURCE))
			continue;
		*patch = (struct patch){
			.finding = finding, .document = find_document(repair, finding->file),
		};
		if (patch->document)
			patch->nr_edits = dc_fix_find(finding, patch->document->before.data,
						      patch->document->before.length,
						      patch->edits);
		repair->nr_patches += takes_part(repair, patch);
	}
	return repair->documents && repair->patches;
}

/* Applying */

static int by_offset(const void *left, const void *right)
{
	const struct dc_edit *a = left, *b = right;

	return (a->offset > b->offset) - (a->offset < b->offset);
}

static size_t collect_edits(const struct repair *repair, const struct document *document,
			    struct dc_edit *edits)
{
	size_t nr = 0;

	for (size_t i = 0; i < repair->nr_patches; i++) {
		const struct patch *patch = &repair->patches[i];

		for (size_t k = 0; !patch->is_dropped && patch->document == document &&
				   k < patch->nr_edits; k++)
			edits[nr++] = patch->edits[k];
	}
	qsort(edits, nr, sizeof(*edits), by_offset);
	return nr;
}

/* Fills in what the document becomes; nothing when nothing changes. */
static bool apply(const struct repair *repair, struct document *document)
{
	struct dc_edit *edits = calloc(repair->nr_patches * DC_MAX_EDITS + 1, sizeof(*edits));
	size_t nr = edits ? collect_edits(repair, document, edits) : 0;
	bool ok;

	document->after.length = 0;
	ok = edits && (!nr || dc_edit_text(&document->before, edits, nr, &document->after));
	free(edits);
	return ok;
}

/* Judging */

static bool is_same_kind(const struct dc_finding *a, const struct dc_finding *b)
{
	return a->rule == b->rule && (b->engines & DC_ENGINE_SOURCE) &&
	       !strcmp(a->file, b->file) && !strcmp(a->function, b->function);
}

/* Findings of a rule in a function; lines may have changed, and identities with them. */
static size_t nr_like(const struct dc_targets *targets, const struct dc_finding *finding)
{
	size_t nr = 0;

	for (size_t i = 0; i < targets->nr_trees; i++)
		for (size_t k = 0; k < targets->trees[i].findings.nr; k++)
			nr += is_same_kind(finding, &targets->trees[i].findings.items[k]);
	return nr;
}

static size_t nr_mended_like(const struct repair *repair, const struct dc_finding *finding)
{
	size_t nr = 0;

	for (size_t i = 0; i < repair->nr_patches; i++)
		nr += !repair->patches[i].is_dropped &&
		      is_same_kind(finding, repair->patches[i].finding);
	return nr;
}

/* Drops what is in the same file, and the same function if one is named; whether there was any. */
static bool drop(struct repair *repair, const char *file, const char *function)
{
	bool dropped = false;

	for (size_t i = 0; i < repair->nr_patches; i++) {
		struct patch *patch = &repair->patches[i];

		if (patch->is_dropped || (file && strcmp(patch->finding->file, file) != 0) ||
		    (function && strcmp(patch->finding->function, function) != 0))
			continue;
		patch->is_dropped = dropped = true;
	}
	return dropped;
}

/* Drops what left its finding where it was or brought another; whether there was any. */
static bool drop_harmful(struct repair *repair, const struct dc_run *trial)
{
	const struct dc_targets *before = &repair->run->targets, *after = &trial->targets;
	bool dropped = false;

	if (trial->coverage.nr_gaps > repair->run->coverage.nr_gaps)
		return drop(repair, NULL, NULL);
	for (size_t i = 0; i < after->nr_trees; i++)
		for (size_t k = 0; k < after->trees[i].findings.nr; k++) {
			const struct dc_finding *finding = &after->trees[i].findings.items[k];

			if (nr_like(after, finding) + nr_mended_like(repair, finding) <=
			    nr_like(before, finding))
				continue;
			dropped |= drop(repair, finding->file, finding->function) ||
				   drop(repair, finding->file, NULL) ||
				   drop(repair, NULL, NULL);
		}
	return dropped;
}

static bool has_patches(const struct repair *repair)
{
	for (size_t i = 0; i < repair->nr_patches; i++)
		if (!repair->patches[i].is_dropped)
			return true;
	return false;
}

/* One trial of what is left; *dropped when something was not good.  False when memory is out. */
static bool try(struct repair *repair, bool *dropped)
{
	struct dc_settings settings = *repair->run->settings;
	struct dc_replacement *replacements =
		calloc(repair->nr_documents + 1, sizeof(*replacements));
	struct dc_run trial = {
		.settings = &settings, .cache = repair->run->cache, .replacements = replacements,
	};
	bool ok = replacements;

	settings.engines = DC_ENGINE_SOURCE;
	for (size_t i = 0; ok && i < repair->nr_documents; i++) {
		struct document *document = &repair->documents[i];

		ok = apply(repair, document);
		if (document->after.length)
			replacements[trial.nr_replacements++] =
				(struct dc_replacement){ document->path, &document->after };
	}
	ok = ok && dc_run_open(&trial, repair->paths, repair->nr_paths) &&
	     dc_run_analyse(&trial) &&
	     dc_selection_settle(repair->selection, &trial.targets, &trial.coverage);
	*dropped = ok && drop_harmful(repair, &trial);
	trial.cache = NULL;	/* the run's */
	dc_run_close(&trial);
	free(replacements);
	return ok;
}

static bool judge(struct repair *repair)
{
	bool dropped = true;

	/* what the files that stay told is there for the trials */
	dc_cache_flush(repair->run->cache);
	for (int i = 0; dropped && has_patches(repair); i++) {
		if (i == MAX_TRIALS)
			drop(repair, NULL, NULL);
		if (!try(repair, &dropped))
			return false;
	}
	return true;
}

/* Writing */

static bool is_unchanged(const struct document *document)
{
	struct dc_bytes now = { 0 };
	bool is_same = !dc_read_file(document->path, &now) &&
		       now.length == document->before.length &&
		       !memcmp(now.data, document->before.data, now.length);

	free(now.data);
	return is_same;
}

static bool write_document(const struct document *document)
{
	const char *reason = is_unchanged(document) ?
				     dc_replace_file(document->path, &document->after) :
				     "it changed meanwhile";

	if (reason)
		dc_say("%s: not mended: %s", document->path, reason);
	return !reason;
}

static bool print_diff(const struct repair *repair, const struct document *document)
{
	const struct dc_report names = { .targets = &repair->run->targets };
	int before = dc_program_file(&document->before), after = dc_program_file(&document->after);
	char buf[PATH_MAX], labels[2][PATH_MAX + 2], files[2][32];
	const char *name = dc_report_name(&names, document->path, buf), *reason;
	const char *const argv[] = {
		"diff", "-u", "--label", labels[0], "--label", labels[1], files[0], files[1], NULL,
	};
	struct dc_program program = { 0 };

	snprintf(labels[0], sizeof(labels[0]), "a/%s", name);
	snprintf(labels[1], sizeof(labels[1]), "b/%s", name);
	snprintf(files[0], sizeof(files[0]), "/dev/fd/%d", before);
	snprintf(files[1], sizeof(files[1]), "/dev/fd/%d", after);
	reason = before < 0 || after < 0 ? strerror(errno) : dc_program_run(argv, 0, &program);
	if (!reason && program.out.length < 2)
		reason = "diff is not installed";
	if (reason)
		dc_say("%s: no diff: %s", document->path, reason);
	else
		fwrite(program.out.data, 1, program.out.length - 1, stdout);
	dc_program_free(&program);
	close(before);
	close(after);
	return !reason;
}

/* The findings that are gone now. */
static size_t deselect(struct repair *repair, const struct document *document)
{
	struct dc_selection *selection = repair->selection;
	size_t nr = 0, nr_kept = 0;

	for (size_t i = 0; i < repair->nr_patches; i++) {
		const struct patch *patch = &repair->patches[i];

		if (patch->is_dropped || patch->document != document)
			continue;
		for (size_t k = nr_kept = 0; k < selection->nr; k++)
			if (selection->items[k] != patch->finding)
				selection->items[nr_kept++] = selection->items[k];
		nr += selection->nr - nr_kept;
		selection->nr = nr_kept;
	}
	return nr;
}

static bool finish(struct repair *repair)
{
	const struct dc_settings *settings = repair->run->settings;
	size_t nr = 0, nr_files = 0;
	bool ok = true;

	for (size_t i = 0; i < repair->nr_documents; i++) {
		const struct document *document = &repair->documents[i];

		if (!document->after.length)
			continue;
		if (settings->fix == DC_FIX_DIFF) {
			ok = print_diff(repair, document) && ok;
		} else if (write_document(document)) {
			nr += deselect(repair, document);
			nr_files++;
		} else {
			ok = false;
		}
	}
	if (nr && !settings->quiet)
		dc_say("%zu finding%s mended in %zu file%s", nr, nr == 1 ? "" : "s", nr_files,
		       nr_files == 1 ? "" : "s");
	return ok;
}

bool dc_repair(struct dc_run *run, struct dc_selection *selection, char *const *paths, size_t nr,
	       bool *failed)
{
	struct repair repair = {
		.run = run, .selection = selection, .paths = paths, .nr_paths = nr,
	};
	bool ok = plan(&repair) && judge(&repair);

	*failed = false;
	/* of the last trial, which may have dropped all that it tried */
	for (size_t i = 0; ok && i < repair.nr_documents; i++)
		ok = apply(&repair, &repair.documents[i]);
	if (ok)
		*failed = !finish(&repair);
	clear(&repair);
	return ok;
}

bool dc_repair_doubt(struct dc_run *run, struct dc_selection *selection, char *const *paths,
		     size_t nr, bool *doubtful)
{
	struct repair repair = {
		.run = run, .selection = selection, .paths = paths, .nr_paths = nr,
	};
	bool ok = plan(&repair) && judge(&repair);

	for (size_t i = 0; i < selection->nr; i++) {
		doubtful[i] = true;
		for (size_t k = 0; k < repair.nr_patches; k++)
			if (repair.patches[k].finding == selection->items[i])
				doubtful[i] = repair.patches[k].is_dropped;
	}
	clear(&repair);
	return ok;
}
