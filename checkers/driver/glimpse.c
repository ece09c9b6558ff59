/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A hunk shows functions whole, or their end, their beginning, or a piece out of them.  A piece
 * gets a head, the one that git names behind @@ if it is one, and the braces that it lacks, on
 * lines that nobody showed.
 */
#include "glimpse.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* Rules that a call breaks by itself: the rest of the function cannot make it right. */
static const bool is_of_call[DC_NR_RULES] = {
	[DC_RULE_alloc_cc_shared] = true,
	[DC_RULE_private_attr] = true,
	[DC_RULE_alloc_map_attr] = true,
	[DC_RULE_noncontiguous_attr] = true,
	[DC_RULE_page_mmio] = true,
	[DC_RULE_sg_mmio] = true,
	[DC_RULE_attr_slot] = true,
	[DC_RULE_attr_undefined] = true,
	[DC_RULE_alloc_gfp] = true,
};

/* The lines of one hunk on one side. */
struct piece {
	struct dc_hunk_line *lines;
	size_t nr, capacity;
	size_t number;		/* of the first line, from 1 */
};

static void take_piece(struct piece *piece, const struct dc_hunk *hunk, bool is_new)
{
	struct dc_hunk_line line;
	const char *at = NULL;

	piece->nr = 0;
	piece->number = is_new ? hunk->new_line : hunk->old_line;
	piece->number += !piece->number;
	while (dc_hunk_next(hunk, &at, &line)) {
		if (line.kind == (is_new ? '-' : '+'))
			continue;
		dc_grow(piece->lines, piece->nr, piece->capacity);
		piece->lines[piece->nr++] = line;
	}
}

/* Braces of a line outside of strings, characters and line comments. */
static void count_braces(const struct dc_hunk_line *line, int *depth, int *lowest)
{
	char quote = 0;

	for (size_t i = 0; i < line->length; i++) {
		char c = line->text[i];

		if (quote && c == '\\')
			i++;
		else if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '/' && i + 1 < line->length && line->text[i + 1] == '/')
			return;
		else if (c == '{')
			++*depth;
		else if (c == '}' && --*depth < *lowest)
			*lowest = *depth;
	}
}

static bool begins_with(const struct dc_hunk_line *line, char c)
{
	return line->length && line->text[0] == c;
}

/* Where in a function a piece begins, and so what is missing before it. */
enum start { BETWEEN, IN_PARAMETERS, AT_BODY, WITHIN };

static bool is_indented(const struct dc_hunk_line *line)
{
	return line->length > 1 && strchr(" \t", line->text[0]);
}

/* What stands in the first column tells, and else that statements are indented. */
static enum start start_of(const struct piece *piece)
{
	bool has_statements = false;

	for (size_t i = 0; i < piece->nr; i++) {
		const struct dc_hunk_line *line = &piece->lines[i];

		if (begins_with(line, '}'))
			return WITHIN;
		if (begins_with(line, '{'))
			return !i ? AT_BODY : has_statements ? IN_PARAMETERS : BETWEEN;
		/* labels and preprocessor lines stand there in a function as well */
		if (line->length > 1 && !is_indented(line) && !begins_with(line, '#') &&
		    !memchr(line->text, ':', line->length))
			return has_statements ? WITHIN : BETWEEN;
		has_statements |= is_indented(line);
	}
	return has_statements ? WITHIN : BETWEEN;
}

static bool add(struct dc_bytes *text, const char *data, size_t length)
{
	return dc_bytes_add(text, data, length);
}

/* Behind @@: `static int foo(struct device *dev)`, if that is what it is, or a beginning of it. */
static bool add_head(struct dc_bytes *text, const struct dc_hunk *hunk, enum start start)
{
	static const char unknown[] = "void not_shown(void)";
	const char *from = memmem(hunk->header + 2, hunk->header_end - hunk->header - 2, "@@", 2);
	const char *open, *close;

	from = from ? from + 2 : hunk->header_end;
	while (from < hunk->header_end && *from == ' ')
		from++;
	open = memchr(from, '(', hunk->header_end - from);
	if (start == IN_PARAMETERS)
		return open ? add(text, from, hunk->header_end - from) :
			      add(text, unknown, strcspn(unknown, "(") + 1);
	close = memrchr(from, ')', hunk->header_end - from);
	if (open && close && open > from && close > open &&
	    !memchr(from, '{', hunk->header_end - from) &&
	    !memchr(from, ';', hunk->header_end - from))
		return add(text, from, close + 1 - from);
	return add(text, unknown, strlen(unknown));
}

static bool add_times(struct dc_bytes *text, const char *what, int times)
{
	bool ok = true;

	while (ok && times-- > 0)
		ok = add(text, what, 1);
	return ok;
}

/* Lines up to the one before `number`; a hostile number is not worth its newlines. */
static bool pad(struct dc_bytes *text, size_t *line, size_t number)
{
	enum { MOST_LINES = 1000000 };
	bool ok = true;

	if (number > MOST_LINES)
		return false;
	for (; ok && *line < number; (*line)++)
		ok = add(text, "\n", 1);
	return ok;
}

static bool add_piece(struct dc_bytes *text, const struct piece *piece, const struct dc_hunk *hunk,
		      size_t *line)
{
	enum start start = start_of(piece);
	int depth = 0, lowest = 0, nr_missing;
	bool ok;

	for (size_t i = 0; i < piece->nr; i++)
		count_braces(&piece->lines[i], &depth, &lowest);
	nr_missing = start == WITHIN ? (lowest < 0 ? -lowest : 1) : 0;
	/* what is missing goes to the line before, if there is one */
	ok = pad(text, line, piece->number - (start != BETWEEN && piece->number > 1));
	if (ok && start != BETWEEN)
		ok = add_head(text, hunk, start) && add_times(text, "{", nr_missing);
	ok = ok && pad(text, line, piece->number);
	for (size_t i = 0; ok && i < piece->nr; i++, (*line)++)
		ok = add(text, piece->lines[i].text, piece->lines[i].length) &&
		     (piece->lines[i].length || add(text, "\n", 1));
	return ok && add_times(text, "}", depth + nr_missing) && add(text, "\n", 1) && ++*line;
}

/* One side of a file; empty when it shows nothing. */
static bool make_text(const struct dc_patch_file *file, bool is_new, struct dc_bytes *text)
{
	struct piece piece = { 0 };
	size_t line = 1;
	bool ok = true;

	for (size_t i = 0; ok && i < file->nr_hunks; i++) {
		take_piece(&piece, &file->hunks[i], is_new);
		/* hunks that do not go forward belong to no file */
		if (piece.nr && piece.number >= line)
			ok = add_piece(text, &piece, &file->hunks[i], &line);
	}
	free(piece.lines);
	return ok;
}

static int by_path(const void *left, const void *right)
{
	const struct dc_scion *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static const char *make_tree(struct dc_graft *graft, const struct dc_patch *patch, bool is_new,
			     git_tree **tree)
{
	struct dc_scion *scions = dc_memory_resize(NULL, (patch->nr + 1) * sizeof(*scions));
	const char *problem = NULL;
	size_t nr = 0;

	for (size_t i = 0; !problem && i < patch->nr; i++) {
		const struct dc_patch_file *file = &patch->files[i];
		struct dc_bytes text = { 0 };

		if (!make_text(file, is_new, &text))
			problem = "a hunk lies too far down";
		else if (text.length)
			problem = dc_graft_blob(graft, text.data, text.length, &scions[nr].oid);
		if (!problem && text.length) {
			/* under one name, so that what was there before is known again */
			scions[nr].path = file->new_path;
			scions[nr++].mode = GIT_FILEMODE_BLOB;
		}
		free(text.data);
	}
	if (!problem) {
		if (nr)
			qsort(scions, nr, sizeof(*scions), by_path);
		problem = dc_graft_tree(graft, NULL, scions, nr, tree);
	}
	free(scions);
	return problem;
}

const char *dc_glimpse_trees(struct dc_graft *graft, const struct dc_patch *patch,
			     git_tree **before, git_tree **after)
{
	const char *problem = make_tree(graft, patch, false, before);

	return problem ? problem : make_tree(graft, patch, true, after);
}

/* What is sure */

static const char *line_at(const char *text, const char *end, size_t number)
{
	while (text && number-- > 1) {
		text = memchr(text, '\n', end - text);
		text = text ? text + 1 : NULL;
	}
	return text;
}

/* The function around a line, when the patch shows it from its { to its }. */
static bool find_function(const char *text, const char *end, size_t line, size_t *first,
			  size_t *last)
{
	size_t number = 1;

	*first = *last = 0;
	for (const char *at = text; at && at < end && !*last; number++) {
		if (number <= line && (*at == '{' || *at == '}'))
			*first = *at == '{' && (at + 1 == end || at[1] == '\n') ? number : 0;
		else if (number > line && *at == '}' && (at + 1 == end || at[1] == '\n'))
			*last = number;
		at = memchr(at, '\n', end - at);
		at = at ? at + 1 : NULL;
	}
	return *first && *last;
}

bool dc_glimpse_is_sure(const struct dc_finding *finding, const char *text, size_t length)
{
	const char *end = text + length;
	size_t first, last;

	if (!line_at(text, end, finding->line))
		return false;
	if (is_of_call[finding->rule] && !finding->nr_notes)
		return true;
	if (!find_function(text, end, finding->line, &first, &last))
		return false;
	for (size_t i = 0; i < finding->nr_notes; i++)
		if (strcmp(finding->notes[i].file, finding->file) != 0 ||
		    finding->notes[i].line < first || finding->notes[i].line > last)
			return false;
	return true;
}
