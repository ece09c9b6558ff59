/* SPDX-License-Identifier: GPL-2.0-only */
/* What is found in a document, and what would mend it. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "json.h"
#include "lines.h"
#include "lsp.h"

void dc_lsp_forget(struct dc_document *document)
{
	dc_selection_free(&document->selection);
	dc_run_close(&document->run);
	document->selection = (struct dc_selection){ 0 };
	document->run = (struct dc_run){ 0 };
}

/* One file, which need not be there yet, in the tree that its folder lies in. */
static bool make_target(struct dc_document *document)
{
	struct dc_targets *targets = &document->run.targets;
	struct dc_tree *tree = calloc(1, sizeof(*tree));
	char *folder = strdup(document->path);
	bool ok;

	targets->items = calloc(1, sizeof(*targets->items));
	targets->trees = tree;
	ok = targets->items && tree && folder;
	if (ok) {
		targets->nr = targets->nr_trees = 1;
		targets->items[0].path = strdup(document->path);
		targets->items[0].real = strdup(document->path);
		tree->kernel = dc_kernel_newest();
		*strrchr(folder, '/') = '\0';
		dc_kernel_find(*folder ? folder : "/", &tree->root, &tree->kernel);
		ok = targets->items[0].path && targets->items[0].real;
	}
	free(folder);
	return ok;
}

static bool run_engine(struct dc_document *document)
{
	struct dc_progress progress = dc_progress_begin(true);
	struct dc_job job = {
		.path = strdup(document->path), .text = &document->text,
		.size = (off_t)document->text.length,
	};
	bool ok = job.path && dc_jobs_add(&document->run.jobs, &job);

	if (!ok)
		free(job.path);
	ok = ok && dc_run_ask(&document->run, dc_engine_find("source"), &progress);
	dc_run_finish(&document->run);
	return ok;
}

bool dc_lsp_judge(struct dc_document *document, const struct dc_settings *settings)
{
	bool ignored;

	dc_lsp_forget(document);
	document->run.settings = settings;
	document->is_due = false;
	if (make_target(document) &&
	    dc_selection_open(&document->selection, settings, &document->run.targets) &&
	    run_engine(document) &&
	    dc_selection_settle(&document->selection, &document->run.targets,
				&document->run.coverage) &&
	    dc_selection_choose(&document->selection, &document->run.targets,
				&document->run.coverage, &ignored))
		return true;
	dc_lsp_forget(document);
	return false;
}

/* Diagnostics */

/* From a place to the end of the name there; of another file by what is on disk. */
static json_t *range_at(const struct dc_document *document, const char *file, unsigned int line,
			unsigned int column)
{
	const char *text = document->text.data ? document->text.data : "", *at = text;
	size_t length = document->text.length, from, to;
	struct dc_lines lines = { 0 };
	unsigned int shown = line;
	json_t *range;

	if (strcmp(file, document->path) != 0) {
		/* a text of this one line */
		at = dc_lines_find(&lines, file, line, &length);
		text = at ? at : "";
		length = at ? length : 0;
		line = 1;
	} else {
		at = text;
		for (unsigned int i = 1; at && i < line; i++) {
			at = memchr(at, '\n', text + length - at);
			at = at ? at + 1 : NULL;
		}
	}
	from = at ? (size_t)(at - text) + (column ? column - 1 : 0) : length;
	if (from > length || !dc_lsp_word(text, length, from, &from, &to) ||
	    from != (size_t)(at - text) + (column ? column - 1 : 0))
		to = from;
	range = json_pack("{s:o, s:o}", "start", dc_lsp_position(text, length, line, column), "end",
			  dc_lsp_position(text, length, line, column + (unsigned int)(to - from)));
	if (range && line != shown) {
		json_object_set_new(json_object_get(range, "start"), "line", json_integer(shown - 1));
		json_object_set_new(json_object_get(range, "end"), "line", json_integer(shown - 1));
	}
	dc_lines_free(&lines);
	return range;
}

struct of_document {
	const struct dc_document *document;
	const struct dc_finding *finding;
};

static json_t *related(const void *from, size_t i)
{
	const struct of_document *of = from;
	const struct dc_note *note = &of->finding->notes[i];

	return json_pack("{s:{s:o, s:o}, s:o}", "location", "uri", dc_lsp_uri(note->file), "range",
			 range_at(of->document, note->file, note->line, note->column), "message",
			 dc_json_text(note->message));
}

static json_t *diagnostic(const struct dc_document *document, const struct dc_finding *finding)
{
	/* as LSP counts them */
	static const int severities[] = {
		[DC_LEVEL_NOTE] = 3, [DC_LEVEL_WARNING] = 2, [DC_LEVEL_ERROR] = 1,
	};
	const struct of_document of = { document, finding };

	return json_pack("{s:o, s:i, s:s, s:s, s:o, s:o}", "range",
			 range_at(document, finding->file, finding->line, finding->column),
			 "severity", severities[finding->level], "code",
			 dc_rules[finding->rule].id, "source", "dmacheck", "message",
			 dc_json_text(finding->message), "relatedInformation",
			 dc_json_list(&of, finding->nr_notes, related));
}

/* What was found in a header belongs to the header. */
static bool is_here(const struct dc_document *document, const struct dc_finding *finding)
{
	return !strcmp(finding->file, document->path);
}

json_t *dc_lsp_diagnostics(const struct dc_document *document)
{
	json_t *all = json_array();

	for (size_t i = 0; i < document->selection.nr; i++)
		if (is_here(document, document->selection.items[i]) &&
		    json_array_append_new(all, diagnostic(document, document->selection.items[i]))) {
			json_decref(all);
			return NULL;
		}
	return all;
}

/* Actions */

static size_t nr_like(const struct dc_selection *selection, const struct dc_finding *finding)
{
	size_t nr = 0;

	for (size_t i = 0; i < selection->nr; i++)
		nr += selection->items[i]->rule == finding->rule &&
		      !strcmp(selection->items[i]->function, finding->function);
	return nr;
}

/* The mended text has the finding no more, and no other in its place. */
static bool is_good(const struct dc_document *document, const struct dc_finding *finding,
		    const struct dc_edit *edits, size_t nr)
{
	struct dc_document mended = { .path = document->path };
	bool ok = dc_edit_text(&document->text, edits, nr, &mended.text) &&
		  dc_lsp_judge(&mended, document->run.settings) &&
		  nr_like(&mended.selection, finding) < nr_like(&document->selection, finding) &&
		  mended.selection.nr < document->selection.nr;

	dc_lsp_forget(&mended);
	free(mended.text.data);
	return ok;
}

/* Of a byte. */
static json_t *position_of(const struct dc_document *document, size_t offset)
{
	const char *text = document->text.data, *line = text;
	unsigned int number = 1;

	for (const char *at = text; at < text + offset; at++)
		if (*at == '\n') {
			line = at + 1;
			number++;
		}
	return dc_lsp_position(text, document->text.length, number,
			       (unsigned int)(text + offset - line) + 1);
}

static json_t *action(const struct dc_document *document, const struct dc_finding *finding,
		      const struct dc_edit *edits, size_t nr)
{
	json_t *list = json_array();

	for (size_t i = 0; i < nr; i++)
		json_array_append_new(list, json_pack(
			"{s:{s:o, s:o}, s:o}", "range", "start",
			position_of(document, edits[i].offset), "end",
			position_of(document, edits[i].offset + edits[i].length), "newText",
			dc_json_text(edits[i].text)));
	return json_pack("{s:s, s:s, s:[o], s:b, s:{s:{s:o}}}", "title",
			 dc_fix_words(finding->rule), "kind", "quickfix", "diagnostics",
			 diagnostic(document, finding), "isPreferred", 1, "edit", "changes",
			 document->uri, list);
}

json_t *dc_lsp_actions(const struct dc_document *document, json_t *range)
{
	json_int_t first = json_integer_value(
		json_object_get(json_object_get(range, "start"), "line"));
	json_int_t last = json_integer_value(json_object_get(json_object_get(range, "end"), "line"));
	json_t *all = json_array();

	for (size_t i = 0; document->text.length && i < document->selection.nr; i++) {
		const struct dc_finding *finding = document->selection.items[i];
		struct dc_edit edits[DC_MAX_EDITS];
		size_t nr;

		if (!is_here(document, finding) || (json_int_t)finding->line - 1 < first ||
		    (json_int_t)finding->line - 1 > last)
			continue;
		nr = dc_fix_find(finding, document->text.data, document->text.length, edits);
		if (nr && is_good(document, finding, edits, nr))
			json_array_append_new(all, action(document, finding, edits, nr));
	}
	return all;
}
