/* SPDX-License-Identifier: GPL-2.0-only */
/* Reviews for people at a terminal, and for NIPA's runner. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "review.h"

/* Paths and words of a patch may hold anything. */
static void put_clean(FILE *out, const char *text)
{
	char *clean = dc_letter_clean(text);

	fputs(clean, out);
	free(clean);
}

static void put_place(FILE *out, const struct dc_finding *finding)
{
	put_clean(out, finding->file);
	fprintf(out, ":%u:%u: note: ", finding->line, finding->column);
}

static void put_title(FILE *out, const struct dc_reviewed *patch)
{
	if (*patch->letter->title)
		fprintf(out, " (%s)", patch->letter->title);
}

static void put_introduced(FILE *out, const struct dc_review *review,
			   const struct dc_reviewed *patch, const struct dc_ruling *ruling)
{
	dc_finding_print(&ruling->finding, NULL, out, false);
	if (review->nr == 1)
		return;
	put_place(out, &ruling->finding);
	fprintf(out, "introduced by patch %s", patch->name);
	put_title(out, patch);
	if (ruling->other != DC_NO_PATCH)
		fprintf(out, ", fixed by patch %s", review->patches[ruling->other].name);
	fputc('\n', out);
}

/* Of what the series itself had introduced, the introducing patch has told. */
static void put_fixed(FILE *out, const struct dc_reviewed *patch, const struct dc_ruling *ruling)
{
	if (ruling->other != DC_NO_PATCH)
		return;
	put_place(out, &ruling->finding);
	fprintf(out, "fixed by patch %s: ", patch->name);
	put_clean(out, ruling->finding.message);
	fprintf(out, " [%s]\n", dc_rules[ruling->finding.rule].id);
}

void dc_review_put(FILE *out, const struct dc_review *review, const struct dc_reviewed *patch)
{
	for (size_t i = 0; i < patch->introduced.nr; i++)
		put_introduced(out, review, patch, &patch->introduced.items[i]);
	for (size_t i = 0; i < patch->fixed.nr; i++)
		put_fixed(out, patch, &patch->fixed.items[i]);
	for (size_t i = 0; i < patch->nr_remarks; i++) {
		fprintf(out, "patch %s: note: ", patch->name);
		put_clean(out, patch->remarks[i]);
		fputc('\n', out);
	}
}

bool dc_review_text(const struct dc_review *review)
{
	for (size_t i = 0; i < review->nr; i++)
		dc_review_put(stdout, review, &review->patches[i]);
	return true;
}

static int descriptor_of_nipa(void)
{
	const char *text = getenv("DESC_FD");
	int fd = text ? atoi(text) : 0;

	return fd > 2 ? fd : STDOUT_FILENO;
}

bool dc_review_nipa(const struct dc_review *review)
{
	size_t nr = 0, nr_errors = 0, nr_failed = 0;

	dc_review_text(review);
	fflush(stdout);
	for (size_t i = 0; i < review->nr; i++) {
		nr += review->patches[i].introduced.nr;
		nr_errors += dc_reviewed_nr_errors(&review->patches[i]);
		nr_failed += review->patches[i].problem != NULL;
	}
	if (nr_failed)
		dprintf(descriptor_of_nipa(), "dmacheck: %zu patch%s not reviewed\n", nr_failed,
			nr_failed == 1 ? "" : "es");
	else if (nr)
		dprintf(descriptor_of_nipa(), "dmacheck: %zu new, %zu of them error%s\n", nr,
			nr_errors, nr_errors == 1 ? "" : "s");
	else
		dprintf(descriptor_of_nipa(), "dmacheck: nothing new\n");
	return true;
}
