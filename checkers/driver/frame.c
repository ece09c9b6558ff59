/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines of source, a row each.  A step of the way stands out and has what is said of it below; the
 * rows between the first step and the last carry the line that joins them.
 */
#include "frame.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "markup.h"

enum { CONTEXT = 2 };

/* A note, or the finding itself. */
struct step {
	const char *file, *message;
	unsigned int line, column;
	size_t number;		/* from 1, in the order of telling */
	size_t rank;		/* of the file: the number of its first step */
};

struct frame {
	const struct dc_report *report;
	const struct dc_finding *finding;
	struct dc_lines *lines;
	struct step *steps;	/* in the order of showing */
	size_t nr_steps;
	size_t nr_passed;	/* steps that are shown already */
};

static bool is_begun(const struct frame *frame)
{
	return frame->nr_passed && frame->nr_passed < frame->nr_steps;
}

static void begin_row(const struct frame *frame, const char *class)
{
	printf("<div class=\"%s%s\"><i></i>", class, is_begun(frame) ? " on" : "");
}

static void put_code(const char *text, size_t length, unsigned int column)
{
	size_t begin = column && column <= length ? column - 1 : length, end = begin;

	while (end < length && (isalnum((unsigned char)text[end]) || text[end] == '_'))
		end++;
	fputs("<code>", stdout);
	dc_markup_put_bytes(text, begin);
	fputs("<mark>", stdout);
	dc_markup_put_bytes(text + begin, end - begin);
	fputs("</mark>", stdout);
	dc_markup_put_bytes(text + end, length - end);
	fputs("</code></div>\n", stdout);
}

static void put_step(struct frame *frame, const struct step *step, bool is_shown)
{
	bool is_last = frame->nr_passed + 1 == frame->nr_steps;
	bool is_finding = step->number == frame->nr_steps;
	const char *text = frame->finding->source_line;
	size_t length = strlen(text);

	if (!is_shown) {
		const char *line =
			dc_lines_find(frame->lines, step->file, step->line, &length);

		text = line ? line : is_finding ? text : "";
		length = line ? length : strlen(text);
		printf("<div class=\"step dot%s%s%s%s\"><i data-step=\"%zu\"></i>"
		       "<span class=\"no\">%u</span>", frame->nr_steps > 1 ? " on" : "",
		       frame->nr_passed ? "" : " begin", is_last ? " end" : "",
		       is_finding ? " here" : "", step->number, step->line);
		put_code(text, length, step->column);
	}
	frame->nr_passed++;
	begin_row(frame, "step");
	fputs("<span class=\"no\"></span><span class=\"said\">", stdout);
	if (is_shown)
		printf("%zu: ", step->number);
	dc_markup_put(step->message);
	puts("</span></div>");
}

/* Lines without a step; those that are not there are left out. */
static void put_lines(struct frame *frame, const char *file, unsigned int from, unsigned int to)
{
	for (unsigned int line = from; line <= to; line++) {
		size_t length;
		const char *text = dc_lines_find(frame->lines, file, line, &length);

		if (!text)
			return;
		begin_row(frame, "");
		printf("<span class=\"no\">%u</span>", line);
		put_code(text, length, 0);
	}
}

static void put_gap(struct frame *frame)
{
	begin_row(frame, "faint");
	puts("<span class=\"no\">&#8943;</span></div>");
}

/* The last line to be shown behind step `i`: the next step has its own lines. */
static unsigned int last_behind(const struct step *steps, size_t nr, size_t i)
{
	unsigned int last = steps[i].line + CONTEXT;

	return i + 1 < nr && steps[i + 1].line <= last ? steps[i + 1].line - 1 : last;
}

/* The steps of one file, by line. */
static void put_file(struct frame *frame, const struct step *steps, size_t nr)
{
	unsigned int shown = 0;		/* the last line that is */
	char buf[PATH_MAX];

	begin_row(frame, "file");
	dc_markup_put(dc_report_name(frame->report, steps->file, buf));
	puts("</div>");
	for (size_t i = 0; i < nr; i++) {
		unsigned int line = steps[i].line, last = last_behind(steps, nr, i);
		unsigned int from = line > CONTEXT ? line - CONTEXT : 1;

		if (from <= shown)
			from = shown + 1;
		if (shown && from > shown + 1)
			put_gap(frame);
		put_lines(frame, steps->file, from, line - 1);
		put_step(frame, &steps[i], i && steps[i - 1].line == line);
		put_lines(frame, steps->file, line + 1, last);
		shown = last > line ? last : line;
	}
}

static int by_place(const void *left, const void *right)
{
	const struct step *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static void find_steps(struct frame *frame)
{
	const struct dc_finding *finding = frame->finding;

	for (size_t i = 0; i < frame->nr_steps; i++) {
		struct step *step = &frame->steps[i];

		if (i < finding->nr_notes) {
			const struct dc_note *note = &finding->notes[i];

			*step = (struct step){ note->file, note->message, note->line,
					       note->column, i + 1, i + 1 };
		} else {
			*step = (struct step){ finding->file, finding->message, finding->line,
					       finding->column, i + 1, i + 1 };
		}
		for (size_t k = i; k-- > 0;)
			if (!strcmp(frame->steps[k].file, step->file))
				step->rank = frame->steps[k].rank;
	}
	qsort(frame->steps, frame->nr_steps, sizeof(*frame->steps), by_place);
}

bool dc_frame_print(const struct dc_report *report, const struct dc_finding *finding,
		    struct dc_lines *lines)
{
	struct frame frame = {
		.report = report, .finding = finding, .lines = lines, .nr_steps = finding->nr_notes + 1,
	};
	size_t first = 0;

	frame.steps = calloc(frame.nr_steps, sizeof(*frame.steps));
	if (!frame.steps)
		return false;
	find_steps(&frame);
	puts("<div class=\"frame\">");
	for (size_t i = 1; i <= frame.nr_steps; i++)
		if (i == frame.nr_steps || frame.steps[i].rank != frame.steps[first].rank) {
			put_file(&frame, &frame.steps[first], i - first);
			first = i;
		}
	puts("</div>");
	free(frame.steps);
	return true;
}
