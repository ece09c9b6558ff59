/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads headers as git writes them, then the hunks that follow. */
#include "patch.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "memory.h"

enum { MAX_NUMBER = 1 << 30, MAX_FILES = 10000 };

/* A line of the text, without its newline. */
struct span {
	const char *from, *to;
};

struct reader {
	const char *at, *end;
	size_t line;		/* number of the one that was read last */
	bool has_line;		/* of a hunk, which may turn out to end without a newline */
	const char *problem;
	struct dc_patch *patch;
};

static bool is_wrong(struct reader *r, const char *problem)
{
	if (!r->problem)
		r->problem = problem;
	return false;
}

/* Lines */

static const char *line_end(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', end - at);

	return newline ? newline : end;
}

static bool peek(const struct reader *r, struct span *line)
{
	*line = (struct span){ r->at, line_end(r->at, r->end) };
	return r->at < r->end;
}

static void take(struct reader *r, const struct span *line)
{
	r->at = line->to < r->end ? line->to + 1 : r->end;
	r->line++;
}

static bool begins(const struct span *span, const char *prefix)
{
	size_t length = strlen(prefix);

	return (size_t)(span->to - span->from) >= length && !memcmp(span->from, prefix, length);
}

/* What follows the prefix. */
static bool skip(const struct span *span, const char *prefix, struct span *rest)
{
	if (!begins(span, prefix))
		return false;
	*rest = (struct span){ span->from + strlen(prefix), span->to };
	return true;
}

/* Paths */

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

/* One byte behind a backslash; NULL when it is no escape of git's. */
static const char *unescape(const char *at, const char *end, char *byte)
{
	static const char letters[] = "abfnrtv\"\\", bytes[] = "\a\b\f\n\r\t\v\"\\";
	const char *letter = at < end && *at ? strchr(letters, *at) : NULL;

	if (letter) {
		*byte = bytes[letter - letters];
		return at + 1;
	}
	if (end - at < 3 || *at > '3' || !is_octal(at[0]) || !is_octal(at[1]) || !is_octal(at[2]))
		return NULL;
	*byte = (char)((at[0] - '0') << 6 | (at[1] - '0') << 3 | (at[2] - '0'));
	return at + 3;
}

/* A name in quotes at the beginning of `span`, which then begins behind it; NULL: none, to free. */
static char *take_quoted(struct span *span)
{
	const char *at = span->from + 1, *end = span->to;
	char *name = dc_memory_resize(NULL, end - span->from + 1);
	size_t length = 0;

	while (at && at < end && *at != '"') {
		if (*at == '\\')
			at = unescape(at + 1, end, &name[length]);
		else
			name[length] = *at++;
		if (at && !name[length++])
			at = NULL;
	}
	if (at && at < end) {
		name[length] = '\0';
		span->from = at + 1;
		return name;
	}
	free(name);
	return NULL;
}

static char *copy_span(const char *from, const char *to)
{
	char *copy = dc_memory_resize(NULL, to - from + 1);

	if (to > from)
		memcpy(copy, from, to - from);
	copy[to - from] = '\0';
	return copy;
}

/* A name that ends with the line, or with the tab before a date. */
static char *name_of(struct span span)
{
	const char *tab;

	if (span.from < span.to && *span.from == '"')
		return take_quoted(&span);
	if (memchr(span.from, '\0', span.to - span.from))
		return NULL;
	tab = memchr(span.from, '\t', span.to - span.from);
	if (tab)
		span.to = tab;
	while (span.to > span.from && span.to[-1] == ' ')
		span.to--;
	return copy_span(span.from, span.to);
}

/* Without a/ or b/, in place. */
static bool strip(char *name)
{
	char *slash = strchr(name, '/');

	if (!slash || slash == name)
		return false;
	memmove(name, slash + 1, strlen(slash));
	return true;
}

/* ".git" however a file system may fold it. */
static bool is_gits(const char *name, size_t length)
{
	while (length && (name[length - 1] == '.' || name[length - 1] == ' '))
		length--;
	return (length == 4 && !strncasecmp(name, ".git", 4)) ||
	       (length == 5 && !strncasecmp(name, "git~1", 5));
}

/* Whether the path stays in the tree. */
static bool is_safe(const char *path)
{
	if (!*path || strlen(path) >= PATH_MAX)
		return false;
	for (;; path++) {
		size_t length = strcspn(path, "/");

		if (!length || is_gits(path, length) || (length == 1 && *path == '.') ||
		    (length == 2 && path[0] == '.' && path[1] == '.'))
			return false;
		path += length;
		if (!*path)
			return true;
	}
}

static bool set_path(struct reader *r, char **path, char *name)
{
	if (!name)
		return is_wrong(r, "a file's name makes no sense");
	free(*path);
	*path = name;
	if (!is_safe(name))
		return is_wrong(r, "a file's name leads out of the tree");
	return true;
}

/* Git's header */

/* `a/NAME b/NAME` without quotes: cut where both sides are the same file. */
static char *common_name(struct span span)
{
	for (const char *at = span.from; at < span.to; at++) {
		const char *left, *right = at + 1;
		size_t length;

		if (*at != ' ')
			continue;
		left = memchr(span.from, '/', at - span.from);
		right = memchr(right, '/', span.to - right);
		/* without prefixes both are the same as they are */
		length = at - span.from;
		if ((size_t)(span.to - at - 1) == length && !memcmp(span.from, at + 1, length))
			return copy_span(span.from, at);
		if (!left || !right || at - left != span.to - right)
			continue;
		if (!memcmp(left, right, at - left))
			return copy_span(left + 1, at);
	}
	return NULL;
}

/* The name of a file that has but one; NULL when two differ, or nobody can tell. */
static char *name_in_header(struct span span)
{
	char *first, *second;

	if (memchr(span.from, '\0', span.to - span.from))
		return NULL;
	if (span.from == span.to || (*span.from != '"' && span.to[-1] != '"'))
		return common_name(span);
	if (*span.from == '"') {
		first = take_quoted(&span);
	} else {
		const char *quote = memchr(span.from, '"', span.to - span.from);

		first = copy_span(span.from, quote > span.from ? quote - 1 : quote);
		span.from = quote - 1;
	}
	if (!first || span.from >= span.to || *span.from != ' ') {
		free(first);
		return NULL;
	}
	span.from++;
	second = name_of(span);
	if (second && strip(first) && strip(second) && !strcmp(first, second)) {
		free(second);
		return first;
	}
	free(first);
	free(second);
	return NULL;
}

static bool read_mode(const struct span *span, unsigned int *mode)
{
	unsigned int value = 0;

	if (span->to - span->from < 6)
		return false;
	for (int i = 0; i < 6; i++) {
		if (!is_octal(span->from[i]))
			return false;
		value = value << 3 | (span->from[i] - '0');
	}
	*mode = value;
	return true;
}

/* `index OLD..NEW MODE` */
static void read_index(const struct span *span, char id[41])
{
	size_t length = 0;

	while (span->from + length < span->to && length < 40 &&
	       strchr("0123456789abcdef", span->from[length]) && span->from[length])
		length++;
	if (length < 4 || span->to - span->from < (ptrdiff_t)length + 2 ||
	    memcmp(span->from + length, "..", 2) != 0)
		return;
	memcpy(id, span->from, length);
	id[length] = '\0';
}

/* --- and +++ of a file with git's header repeat what is known, or name what is not. */
static bool check_name(struct reader *r, char **path, struct span rest, bool must_be_none)
{
	char *name = name_of(rest);

	if (!name)
		return is_wrong(r, "a file's name makes no sense");
	if (!strcmp(name, "/dev/null")) {
		free(name);
		return must_be_none || is_wrong(r, "/dev/null in the place of a file");
	}
	if (*path && !strcmp(name, *path)) {
		/* without prefixes */
		free(name);
		return true;
	}
	if (!strip(name)) {
		free(name);
		return is_wrong(r, "a file's name leads out of the tree");
	}
	if (*path && strcmp(*path, name) != 0) {
		free(name);
		return is_wrong(r, "a file has two names");
	}
	return set_path(r, path, name);
}

static bool set_kind(struct reader *r, struct dc_patch_file *file, enum dc_patch_kind kind)
{
	if (file->kind != DC_PATCH_MODIFY && file->kind != kind)
		return is_wrong(r, "a file's header contradicts itself");
	file->kind = kind;
	return true;
}

/* One line of the header; false when it is none, or wrong. */
static bool take_extended(struct reader *r, struct dc_patch_file *file, const struct span *line)
{
	struct span rest;

	bool is_rename = begins(line, "rename ");

	if (skip(line, "index ", &rest)) {
		read_index(&rest, file->old_id);
		return true;
	}
	if (skip(line, "new mode ", &rest))
		return read_mode(&rest, &file->new_mode) || is_wrong(r, "a mode makes no sense");
	if (skip(line, "new file mode ", &rest))
		return set_kind(r, file, DC_PATCH_CREATE) &&
		       (read_mode(&rest, &file->new_mode) || is_wrong(r, "a mode makes no sense"));
	if (begins(line, "deleted file mode "))
		return set_kind(r, file, DC_PATCH_DELETE);
	if (skip(line, "rename from ", &rest) || skip(line, "copy from ", &rest))
		return set_kind(r, file, is_rename ? DC_PATCH_RENAME : DC_PATCH_COPY) &&
		       set_path(r, &file->old_path, name_of(rest));
	if (skip(line, "rename to ", &rest) || skip(line, "copy to ", &rest))
		return set_path(r, &file->new_path, name_of(rest));
	return begins(line, "old mode ") || begins(line, "similarity index ") ||
	       begins(line, "dissimilarity index ");
}

static bool has_two_names(const struct dc_patch_file *file)
{
	return file->kind == DC_PATCH_RENAME || file->kind == DC_PATCH_COPY;
}

/* The two are of one file, so whichever is known stands for both. */
static bool settle_names(struct reader *r, struct dc_patch_file *file, struct span header)
{
	if (has_two_names(file))
		return (file->old_path && file->new_path) || is_wrong(r, "a rename lacks a name");
	if (!file->old_path && !file->new_path &&
	    !set_path(r, &file->new_path, name_in_header(header)))
		return false;
	if (!file->old_path)
		file->old_path = copy_span(file->new_path, strchr(file->new_path, '\0'));
	if (!file->new_path)
		file->new_path = copy_span(file->old_path, strchr(file->old_path, '\0'));
	return !strcmp(file->old_path, file->new_path) || is_wrong(r, "a file has two names");
}

static void take_binary(struct reader *r, struct dc_patch_file *file)
{
	struct span line;

	while (peek(r, &line) && (begins(&line, "Binary files ") ||
				  begins(&line, "GIT binary patch"))) {
		file->is_binary = true;
		take(r, &line);
	}
}

static struct dc_patch_file *add_file(struct reader *r)
{
	struct dc_patch *patch = r->patch;

	if (patch->nr >= MAX_FILES) {
		is_wrong(r, "it changes too many files");
		return NULL;
	}
	dc_grow(patch->files, patch->nr, patch->capacity);
	patch->files[patch->nr] = (struct dc_patch_file){ 0 };
	return &patch->files[patch->nr++];
}

/* Hunks */

static bool read_number(const char **at, const char *end, size_t *number)
{
	const char *from = *at;
	size_t value = 0;

	for (; *at < end && **at >= '0' && **at <= '9'; (*at)++) {
		value = 10 * value + (**at - '0');
		if (value > MAX_NUMBER)
			return false;
	}
	*number = value;
	return *at > from;
}

static bool read_range(const char **at, const char *end, size_t *line, size_t *count)
{
	*count = 1;
	if (!read_number(at, end, line))
		return false;
	if (*at == end || **at != ',')
		return true;
	(*at)++;
	return read_number(at, end, count);
}

static bool read_hunk_header(const struct span *line, struct dc_hunk *hunk)
{
	struct span rest;
	const char *at;

	if (!skip(line, "@@ -", &rest))
		return false;
	at = rest.from;
	if (!read_range(&at, rest.to, &hunk->old_line, &hunk->old_count) ||
	    rest.to - at < 2 || memcmp(at, " +", 2) != 0)
		return false;
	at += 2;
	hunk->header = line->from;
	hunk->header_end = line->to;
	return read_range(&at, rest.to, &hunk->new_line, &hunk->new_count) &&
	       rest.to - at >= 3 && !memcmp(at, " @@", 3);
}

/* "\ No newline at end of file", in whatever language. */
static bool says_no_newline(const struct span *line)
{
	return begins(line, "\\ ") && line->to - line->from >= 12;
}

static bool take_no_newline(struct reader *r)
{
	if (!r->has_line)
		return is_wrong(r, "no line to be without a newline");
	r->has_line = false;
	return true;
}

static bool take_hunk_line(struct reader *r, size_t *old, size_t *new)
{
	struct span line;
	char kind;

	if (!peek(r, &line))
		return is_wrong(r, "it ends within a hunk");
	take(r, &line);
	/* Who trims lines trims empty ones of context. */
	kind = line.from == line.to ? ' ' : *line.from;
	if (says_no_newline(&line))
		return take_no_newline(r);
	r->has_line = true;
	if (kind != ' ' && kind != '-' && kind != '+')
		return is_wrong(r, "a line of a hunk begins with none of ' ', '-', '+'");
	if ((kind != '+' && !*old) || (kind != '-' && !*new))
		return is_wrong(r, "a hunk has other lines than its header says");
	*old -= kind != '+';
	*new -= kind != '-';
	return true;
}

static bool take_hunk(struct reader *r, struct dc_patch_file *file)
{
	struct dc_hunk hunk;
	struct span line;
	size_t old, new;

	peek(r, &line);
	take(r, &line);
	if (!read_hunk_header(&line, &hunk))
		return is_wrong(r, "a hunk's header makes no sense");
	hunk.from = r->at;
	r->has_line = false;
	old = hunk.old_count;
	new = hunk.new_count;
	while (old || new)
		if (!take_hunk_line(r, &old, &new))
			return false;
	if (peek(r, &line) && says_no_newline(&line) && r->has_line)
		take(r, &line);
	hunk.to = r->at;
	dc_grow(file->hunks, file->nr_hunks, file->hunks_capacity);
	file->hunks[file->nr_hunks++] = hunk;
	return true;
}

static bool take_hunks(struct reader *r, struct dc_patch_file *file)
{
	struct span line;

	while (peek(r, &line) && begins(&line, "@@ -"))
		if (!take_hunk(r, file))
			return false;
	return true;
}

bool dc_hunk_next(const struct dc_hunk *hunk, const char **at, struct dc_hunk_line *line)
{
	const char *end;

	if (!*at)
		*at = hunk->from;
	if (*at >= hunk->to)
		return false;
	end = line_end(*at, hunk->to);
	line->kind = end == *at ? ' ' : **at;
	line->text = end == *at ? *at : *at + 1;
	*at = end < hunk->to ? end + 1 : end;
	line->length = *at - line->text;
	if (*at < hunk->to && **at == '\\') {
		line->length -= line->length && line->text[line->length - 1] == '\n';
		*at = line_end(*at, hunk->to);
		*at += *at < hunk->to;
	}
	return true;
}

/* Files */

/* Names of a file with git's header, from --- and +++. */
static bool take_names(struct reader *r, struct dc_patch_file *file)
{
	struct span line, rest;

	if (!peek(r, &line) || !skip(&line, "--- ", &rest))
		return true;
	take(r, &line);
	if (!check_name(r, &file->old_path, rest, file->kind == DC_PATCH_CREATE))
		return false;
	if (!peek(r, &line) || !skip(&line, "+++ ", &rest))
		return is_wrong(r, "--- without +++");
	take(r, &line);
	return check_name(r, &file->new_path, rest, file->kind == DC_PATCH_DELETE);
}

static bool take_git_file(struct reader *r)
{
	struct dc_patch_file *file = add_file(r);
	struct span line, header;

	if (!file)
		return false;
	peek(r, &line);
	take(r, &line);
	skip(&line, "diff --git ", &header);
	file->is_git = true;
	while (peek(r, &line) && take_extended(r, file, &line))
		take(r, &line);
	if (r->problem)
		return false;
	/* Of a file with one name the header says which, even where nothing else does. */
	if (!has_two_names(file) && !file->new_path) {
		char *name = name_in_header(header);

		if (name && !set_path(r, &file->new_path, name))
			return false;
		if (name && !file->old_path)
			file->old_path = copy_span(name, strchr(name, '\0'));
	}
	if (!take_names(r, file) || !settle_names(r, file, header))
		return false;
	take_binary(r, file);
	return take_hunks(r, file);
}

/* --- and +++ of any diff, with a hunk below. */
static bool is_plain_file(const struct reader *r)
{
	struct reader ahead = *r;
	struct span line;

	if (!peek(&ahead, &line) || !begins(&line, "--- "))
		return false;
	take(&ahead, &line);
	if (!peek(&ahead, &line) || !begins(&line, "+++ "))
		return false;
	take(&ahead, &line);
	return peek(&ahead, &line) && begins(&line, "@@ -");
}

/* The shorter of two names is the one without .orig; both are one file's. */
static char *choose_name(char *old, char *new)
{
	bool is_bare = old && new && !strcmp(old, new);
	bool takes_old;

	if (old && !is_bare && !strip(old))
		*old = '\0';
	if (new && !is_bare && !strip(new))
		*new = '\0';
	takes_old = old && (!new || strlen(old) < strlen(new));
	free(takes_old ? new : old);
	return takes_old ? old : new;
}

static char *take_plain_name(struct reader *r, const char *prefix, bool *is_none)
{
	struct span line, rest = { NULL, NULL };
	char *name;

	peek(r, &line);
	take(r, &line);
	skip(&line, prefix, &rest);
	name = name_of(rest);
	*is_none = name && !strcmp(name, "/dev/null");
	if (!*is_none)
		return name;
	free(name);
	return NULL;
}

static bool take_plain_file(struct reader *r)
{
	struct dc_patch_file *file = add_file(r);
	bool is_new, is_gone;
	char *old, *new;

	if (!file)
		return false;
	old = take_plain_name(r, "--- ", &is_new);
	new = take_plain_name(r, "+++ ", &is_gone);
	file->kind = is_new ? DC_PATCH_CREATE : is_gone ? DC_PATCH_DELETE : DC_PATCH_MODIFY;
	if (!set_path(r, &file->new_path, choose_name(old, new)))
		return false;
	file->old_path = copy_span(file->new_path, strchr(file->new_path, '\0'));
	return take_hunks(r, file);
}

static bool take_any(struct reader *r)
{
	struct span line;

	if (is_plain_file(r))
		return take_plain_file(r);
	peek(r, &line);
	if (begins(&line, "diff --git "))
		return take_git_file(r);
	take(r, &line);
	return !begins(&line, "@@ -") || is_wrong(r, "a hunk without a file");
}

const char *dc_patch_parse(struct dc_patch *patch, const char *text, size_t length, size_t *line)
{
	struct reader r = { .at = text, .end = text + length, .patch = patch };

	*patch = (struct dc_patch){ 0 };
	while (r.at < r.end && take_any(&r))
		continue;
	*line = r.line ? r.line : 1;
	return r.problem;
}

void dc_patch_free(struct dc_patch *patch)
{
	for (size_t i = 0; i < patch->nr; i++) {
		free(patch->files[i].old_path);
		free(patch->files[i].new_path);
		free(patch->files[i].hunks);
	}
	free(patch->files);
	*patch = (struct dc_patch){ 0 };
}

const char *dc_patch_find(const char *text, size_t length)
{
	struct reader r = { .at = text, .end = text + length };
	struct span line;

	while (peek(&r, &line)) {
		if (begins(&line, "diff --git ") || is_plain_file(&r))
			return line.from;
		take(&r, &line);
	}
	return NULL;
}
