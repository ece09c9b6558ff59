/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * SARIF 2.1.0, the form that code scanning services and viewers read.
 *
 * Names are relative to SRCROOT, the root of the tree, so that they are the same on every machine.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fix.h"
#include "json.h"
#include "lines.h"
#include "report.h"
#include "words.h"

static const char schema[] =
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/* What constructors of places look things up in. */
struct sarif {
	const struct dc_report *report;
	struct dc_lines lines;
	const struct dc_finding *finding;	/* whose notes are written */
};

static bool is_plain_in_uri(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       strchr("-._~/", c);
}

/* A path as a reference: bytes that mean something else in a URI, or nothing, as %XX. */
static json_t *uri_of(const char *path)
{
	const char *scheme = *path == '/' ? "file://" : "";
	char *uri = malloc(strlen(scheme) + 3 * strlen(path) + 1);
	char *end = uri;
	json_t *json;

	if (!uri)
		return NULL;
	end += sprintf(end, "%s", scheme);
	for (; *path; path++)
		end += sprintf(end, is_plain_in_uri(*path) ? "%c" : "%%%02X",
			       (unsigned char)*path);
	json = json_string(uri);
	free(uri);
	return json;
}

static json_t *artifact(const struct sarif *sarif, const char *file)
{
	char buf[PATH_MAX];
	const char *name = dc_report_name(sarif->report, file, buf);

	if (*name == '/')
		return json_pack("{s:o}", "uri", uri_of(name));
	return json_pack("{s:o, s:s}", "uri", uri_of(name), "uriBaseId", "SRCROOT");
}

/* Line and column are 0 when they mean all of it. */
static json_t *physical(struct sarif *sarif, const char *file, unsigned int line,
			unsigned int column)
{
	json_t *place = json_pack("{s:o}", "artifactLocation", artifact(sarif, file));
	json_t *region;

	if (!line || !place)
		return place;
	region = json_pack("{s:I}", "startLine", (json_int_t)line);
	column = dc_lines_column(&sarif->lines, file, line, column);
	if (column)
		json_object_set_new(region, "startColumn", json_integer(column));
	json_object_set_new(place, "region", region);
	return place;
}

static json_t *message(const char *text)
{
	return json_pack("{s:o}", "text", dc_json_text(text));
}

static json_t *function_of(const char *name)
{
	return *name ? json_pack("[{s:o, s:s}]", "name", dc_json_text(name), "kind", "function") :
		       json_array();
}

static json_t *note(const void *from, size_t i)
{
	struct sarif *sarif = (struct sarif *)from;
	const struct dc_note *note = &sarif->finding->notes[i];

	return json_pack("{s:o, s:o}", "physicalLocation",
			 physical(sarif, note->file, note->line, note->column), "message",
			 message(note->message));
}

/* A step of the way: the notes, and at last the finding itself. */
static json_t *step(const void *from, size_t i)
{
	struct sarif *sarif = (struct sarif *)from;
	const struct dc_finding *finding = sarif->finding;

	if (i < finding->nr_notes)
		return json_pack("{s:o}", "location", note(from, i));
	return json_pack("{s:{s:o, s:o}}", "location", "physicalLocation",
			 physical(sarif, finding->file, finding->line, finding->column), "message",
			 message(finding->message));
}

static json_t *engines_of(unsigned int mask)
{
	char words[DC_WORDS_SIZE];

	return json_string(dc_words_join(mask, dc_engine_name, words));
}

/* GitHub knows a result again by the hash that it calls primaryLocationLineHash. */
static json_t *fingerprints(const struct dc_finding *finding)
{
	return json_pack("{s:s, s:s++}", "dmacheckIdentity/v1", finding->id,
			 "primaryLocationLineHash", finding->id, ":", "1");
}

struct fix {
	const struct sarif *sarif;
	struct dc_edit edits[DC_MAX_EDITS];
};

static json_t *replacement(const void *from, size_t i)
{
	const struct fix *fix = from;
	const struct dc_edit *edit = &fix->edits[i];
	unsigned int column, end_column;
	unsigned int line = dc_lines_place(&fix->sarif->lines, edit->offset, &column);
	unsigned int end = dc_lines_place(&fix->sarif->lines, edit->offset + edit->length,
					  &end_column);

	return json_pack("{s:{s:I, s:I, s:I, s:I}, s:o}", "deletedRegion", "startLine",
			 (json_int_t)line, "startColumn", (json_int_t)column, "endLine",
			 (json_int_t)end, "endColumn", (json_int_t)end_column, "insertedContent",
			 message(edit->text));
}

/* Whether the line is the one that was judged: a change may be told of another text than the disk's. */
static bool is_as_judged(struct sarif *sarif)
{
	const struct dc_finding *finding = sarif->finding;
	size_t length;
	const char *line = dc_lines_find(&sarif->lines, finding->file, finding->line, &length);

	return line && length == strlen(finding->source_line) &&
	       !memcmp(line, finding->source_line, length);
}

/* NULL when there is none: whoever applies it looks at it. */
static json_t *fix_of(struct sarif *sarif)
{
	const struct dc_finding *finding = sarif->finding;
	struct fix fix = { .sarif = sarif };
	size_t nr;

	if (!is_as_judged(sarif))
		return NULL;
	nr = dc_fix_find(finding, sarif->lines.text.data, sarif->lines.text.length, fix.edits);
	return nr ? json_pack("[{s:{s:s}, s:[{s:o, s:o}]}]", "description", "text",
			      dc_fix_words(finding->rule), "artifactChanges",
			      "artifactLocation", artifact(sarif, finding->file), "replacements",
			      dc_json_list(&fix, nr, replacement)) : NULL;
}

/* What became of the result since the run that it was compared with, NULL for none. */
static const char *state_of(const struct dc_report *report, const struct dc_finding *finding)
{
	static const char *const states[] = {
		[DC_CHANGE_INTRODUCED] = "new", [DC_CHANGE_TOUCHED] = "updated",
		[DC_CHANGE_PREEXISTING] = "unchanged",
	};

	return finding->change ? states[finding->change] : report->is_compared ? "new" : NULL;
}

static json_t *result(const void *from, size_t i)
{
	struct sarif *sarif = (struct sarif *)from;
	bool is_doubtful = sarif->report->doubtful && sarif->report->doubtful[i];
	const struct dc_finding *finding = sarif->report->findings[i];
	json_t *json, *fix;

	sarif->finding = finding;
	if (sarif->report->files)
		dc_lines_of(&sarif->lines, sarif->report->files[i]);
	json = json_pack("{s:s, s:i, s:s, s:s*, s:o, s:[{s:o, s:o}], s:o, s:{s:o}}",
			 "ruleId", dc_rules[finding->rule].id, "ruleIndex", (int)finding->rule,
			 "level", dc_level_name(finding->level), "baselineState",
			 state_of(sarif->report, finding), "message",
			 message(finding->message), "locations", "physicalLocation",
			 physical(sarif, finding->file, finding->line, finding->column),
			 "logicalLocations", function_of(finding->function),
			 "partialFingerprints", fingerprints(finding), "properties", "engines",
			 engines_of(finding->engines));
	fix = json && !is_doubtful ? fix_of(sarif) : NULL;
	if (fix)
		json_object_set_new(json, "fixes", fix);
	if (!json || !finding->nr_notes)
		return json;
	if (json_object_set_new(json, "relatedLocations",
				dc_json_list(sarif, finding->nr_notes, note)) ||
	    json_object_set_new(json, "codeFlows",
				json_pack("[{s:[{s:o}]}]", "threadFlows", "locations",
					  dc_json_list(sarif, finding->nr_notes + 1, step)))) {
		json_decref(json);
		return NULL;
	}
	return json;
}

static json_t *help_of(const struct dc_rule *rule)
{
	json_t *json = NULL;
	char *text = NULL, *markdown = NULL;

	if (asprintf(&text, "%s\n\nWitness: %s\n'dmacheck explain %s' shows source.", rule->why,
		     rule->witness, rule->id) >= 0 &&
	    asprintf(&markdown, "%s\n\nWitness: `%s`\n\n`dmacheck explain %s` shows source.",
		     rule->why, rule->witness, rule->id) >= 0)
		json = json_pack("{s:s, s:s}", "text", text, "markdown", markdown);
	free(text);
	free(markdown);
	return json;
}

static json_t *rule(const void *from, size_t i)
{
	/* what GitHub calls them */
	static const char *const severities[] = {
		[DC_LEVEL_NOTE] = "recommendation", [DC_LEVEL_WARNING] = "warning",
		[DC_LEVEL_ERROR] = "error",
	};
	const struct dc_rule *rule = &((const struct dc_rule *)from)[i];
	char harm[DC_WORDS_SIZE], release[DC_RELEASE_SIZE];

	return json_pack("{s:s, s:{s:s}, s:{s:s}, s:o, s:{s:s}, s:{s:s, s:s, s:s, s:s, s:[s, s]}}",
			 "id", rule->id, "shortDescription", "text", rule->summary,
			 "fullDescription", "text", rule->why, "help", help_of(rule),
			 "defaultConfiguration", "level", dc_level_name(rule->level), "properties",
			 "problem.severity", severities[rule->level], "precision", "high", "since",
			 dc_words_release(rule->since, release), "harm",
			 dc_words_join(rule->harm, dc_harm_name, harm), "tags", "correctness",
			 "dma");
}

static json_t *tool(void)
{
	return json_pack("{s:{s:s, s:s, s:o}}", "driver", "name", "dmacheck", "version",
			 DMACHECK_VERSION, "rules", dc_json_list(dc_rules, DC_NR_RULES, rule));
}

/* What was not analysed. */
static json_t *gap(const void *from, size_t i)
{
	struct sarif *sarif = (struct sarif *)from;
	const struct dc_gap *gap = &sarif->report->coverage->gaps[i];

	return json_pack("{s:s, s:o, s:[{s:o, s:o}]}", "level", "warning", "message",
			 message(gap->reason), "locations", "physicalLocation",
			 physical(sarif, gap->file, gap->line, 0), "logicalLocations",
			 function_of(gap->function ? gap->function : ""));
}

/* A path that was named and gave nothing. */
static json_t *problem(const struct dc_target *target)
{
	char *text = NULL;
	json_t *json = NULL;

	if (asprintf(&text, "%s: %s", target->path, dc_target_problem(target)) >= 0)
		json = json_pack("{s:s, s:o}", "level", "error", "message", message(text));
	free(text);
	return json;
}

static json_t *notifications(struct sarif *sarif)
{
	const struct dc_report *report = sarif->report;
	json_t *all = dc_json_list(sarif, report->coverage->nr_gaps, gap);
	int failed = !all;

	for (size_t i = 0; i < report->targets->nr; i++)
		if (dc_target_problem(&report->targets->items[i]))
			failed |= json_array_append_new(all, problem(&report->targets->items[i]));
	if (report->broken)
		failed |= json_array_append_new(
			all, json_pack("{s:s, s:{s:s}}", "level", "error", "message", "text",
				       "not all that was asked for was done, standard error told"));
	if (!failed)
		return all;
	json_decref(all);
	return NULL;
}

static json_t *invocation(struct sarif *sarif)
{
	const struct dc_coverage *coverage = sarif->report->coverage;

	return json_pack("{s:b, s:o, s:{s:I, s:I, s:I, s:I}}", "executionSuccessful",
			 !sarif->report->broken, "toolExecutionNotifications",
			 notifications(sarif), "properties", "files",
			 (json_int_t)coverage->files_seen, "relevantFiles",
			 (json_int_t)coverage->files_relevant, "functions",
			 (json_int_t)coverage->functions, "relevantFunctions",
			 (json_int_t)coverage->functions_relevant);
}

bool dc_report_sarif(const struct dc_report *report)
{
	struct sarif sarif = { .report = report };
	json_t *json = json_pack(
		"{s:s, s:s, s:[{s:o, s:[o], s:{s:{s:{s:s}}}, s:s, s:o}]}", "$schema", schema,
		"version", "2.1.0", "runs", "tool", tool(), "invocations", invocation(&sarif),
		"originalUriBaseIds", "SRCROOT", "description", "text",
		"The root of the kernel tree, or else the folder where dmacheck ran.", "columnKind",
		"unicodeCodePoints", "results", dc_json_list(&sarif, report->nr_findings, result));

	dc_lines_free(&sarif.lines);
	return dc_json_print(json);
}
