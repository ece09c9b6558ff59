/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reviews as replies, for somebody to read and send.  A reply quotes the lines that it is about,
 * and says under them what is wrong, why, and how to mend it where that is certain.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "remedy.h"
#include "reply.h"
#include "review.h"

enum { WIDTH = 72, AROUND = 1, MOST_QUOTED = 40 };

/* A line of text from the patch or the tree, so that it steers nobody's terminal. */
static void put_line(const char *prefix, const char *text, size_t length)
{
	char *copy = strndup(text, length), *clean = copy ? dc_letter_clean(copy) : NULL;

	printf("%s%s\n", prefix, clean ? clean : "");
	free(clean);
	free(copy);
}

/* Words as a paragraph. */
static void put_paragraph(const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t length = strcspn(text, " \n");

		if (column && column + 1 + length > WIDTH) {
			putchar('\n');
			column = 0;
		}
		column += printf("%s%.*s", column ? " " : "", (int)length, text);
		text += length;
		text += strspn(text, " \n");
	}
	putchar('\n');
}

/* Quoting */

/* Whether a line of the new file is one that the finding speaks of. */
static bool is_meant(const struct dc_finding *finding, const char *path, size_t line)
{
	if (!strcmp(finding->file, path) && line + AROUND >= finding->line &&
	    line <= finding->line + AROUND)
		return true;
	for (size_t i = 0; i < finding->nr_notes; i++)
		if (!strcmp(finding->notes[i].file, path) && line == finding->notes[i].line)
			return true;
	return false;
}

struct quote {
	const struct dc_finding *finding;
	size_t nr;			/* lines */
	bool has_gap;			/* since the last one */
};

static void quote_hunk(struct quote *quote, const struct dc_patch_file *file,
		       const struct dc_hunk *hunk)
{
	size_t number = hunk->new_line;
	struct dc_hunk_line line;
	const char *at = NULL;
	bool has_header = false;

	while (dc_hunk_next(hunk, &at, &line)) {
		bool ends = line.length && line.text[line.length - 1] == '\n';
		char prefix[] = { '>', ' ', line.kind, '\0' };

		if (!is_meant(quote->finding, file->new_path, number)) {
			quote->has_gap = true;
		} else if (quote->nr++ < MOST_QUOTED) {
			if (!has_header)
				put_line("> ", hunk->header, hunk->header_end - hunk->header);
			else if (quote->has_gap)
				puts("> [...]");
			put_line(prefix, line.text, line.length - ends);
			has_header = true;
			quote->has_gap = false;
		}
		number += line.kind != '-';
	}
}

/* How many lines were quoted. */
static size_t quote_patch(const struct dc_patch *patch, const struct dc_finding *finding)
{
	struct quote quote = { .finding = finding };

	for (size_t i = 0; i < patch->nr; i++) {
		const struct dc_patch_file *file = &patch->files[i];
		bool has_name = false;

		for (size_t k = 0; k < file->nr_hunks; k++) {
			const struct dc_hunk *hunk = &file->hunks[k];
			bool is_there = false;

			for (size_t n = hunk->new_line; n < hunk->new_line + hunk->new_count; n++)
				is_there |= is_meant(finding, file->new_path, n);
			if (!is_there)
				continue;
			if (!has_name)
				put_line("> +++ b/", file->new_path, strlen(file->new_path));
			has_name = true;
			quote_hunk(&quote, file, hunk);
		}
	}
	return quote.nr;
}

/* What is said of a finding */

static void put_place(const char *file, unsigned int line, const char *text)
{
	char *words = NULL;

	if (asprintf(&words, "%s:%u: %s", file, line, text) >= 0)
		put_line("  ", words, strlen(words));
	free(words);
}

static void put_finding(const struct dc_review *review, const struct dc_reviewed *patch,
			const struct dc_ruling *ruling)
{
	const struct dc_finding *finding = &ruling->finding;
	const struct dc_rule *rule = &dc_rules[finding->rule];
	struct dc_bytes diff = { 0 };

	if (!quote_patch(&patch->patch, finding))
		puts("Not in a line of this patch, but by it:");
	printf("\n%s: %s [%s]\n", dc_level_name(finding->level), finding->message, rule->id);
	put_place(finding->file, finding->line, *finding->function ? finding->function : "here");
	if (*finding->source_line)
		put_line("    ", finding->source_line + strspn(finding->source_line, " \t"),
			 strcspn(finding->source_line + strspn(finding->source_line, " \t"), "\n"));
	for (size_t i = 0; i < finding->nr_notes; i++)
		put_place(finding->notes[i].file, finding->notes[i].line,
			  finding->notes[i].message);
	putchar('\n');
	put_paragraph(rule->why);
	printf("See %s\n", rule->witness);
	if (ruling->other != DC_NO_PATCH)
		printf("\nPatch %s of this series mends it; until then the tree has it.\n",
		       review->patches[ruling->other].name);
	if (ruling->other == DC_NO_PATCH &&
	    dc_remedy_diff((struct dc_review *)review, patch, finding, &diff)) {
		puts("\nThis mends it:\n");
		fwrite(diff.data, 1, diff.length, stdout);
	}
	putchar('\n');
	free(diff.data);
}

static void put_remarks(const struct dc_reviewed *patch)
{
	if (!patch->nr_remarks)
		return;
	puts("To be minded beside that:");
	for (size_t i = 0; i < patch->nr_remarks; i++)
		put_line("  ", patch->remarks[i], strlen(patch->remarks[i]));
	putchar('\n');
}

static void put_fixed(const struct dc_reviewed *patch)
{
	size_t nr = 0;

	for (size_t i = 0; i < patch->fixed.nr; i++) {
		const struct dc_ruling *ruling = &patch->fixed.items[i];

		if (ruling->other != DC_NO_PATCH)
			continue;
		if (!nr++)
			puts("Fixed by this patch:");
		put_place(ruling->finding.file, ruling->finding.line, ruling->finding.message);
	}
	if (nr)
		putchar('\n');
}

static void put_reply(const struct dc_review *review, const struct dc_reviewed *patch)
{
	dc_reply_headers(patch->letter, review->settings->for_all, stdout);
	if (*patch->letter->author_name)
		printf("%s wrote:\n", patch->letter->author_name);
	if (!review->settings->tree)
		puts("(seen without the tree, of this patch's hunks alone)\n");
	for (size_t i = 0; i < patch->introduced.nr; i++)
		put_finding(review, patch, &patch->introduced.items[i]);
	put_fixed(patch);
	put_remarks(patch);
	puts("-- \ndmacheck " DMACHECK_VERSION "\n");
}

/* Who mended something needs no mail about it. */
bool dc_review_mail(const struct dc_review *review)
{
	for (size_t i = 0; i < review->nr; i++)
		if (review->patches[i].introduced.nr || review->patches[i].nr_remarks)
			put_reply(review, &review->patches[i]);
	return true;
}
