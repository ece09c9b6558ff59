// SPDX-License-Identifier: GPL-2.0-only
/* Any bytes, taken as a diff, up to a NUL, and as the file that it is for, behind that. */
#include <stdlib.h>
#include <string.h>

#include "apply.h"
#include "fuzz.h"

static bool is_within(const char *from, const char *to, const char *text, size_t length)
{
	return from >= text && from <= to && to <= text + length;
}

static void hold_path(const char *path)
{
	hold(path && *path && *path != '/', "a path is relative");
	hold(strcmp(path, "..") && strncmp(path, "../", 3) && !strstr(path, "/../"),
	     "a path stays below the root");
	hold(strcasecmp(path, ".git") && strncasecmp(path, ".git/", 5) &&
	     !strcasestr(path, "/.git/"), "a path is none of git's own");
}

/* The lines that a hunk wants to find, and how many it says that there are. */
static void hold_hunk(const struct dc_hunk *hunk, const char *text, size_t length,
		      struct dc_bytes *before)
{
	size_t old = 0, new = 0;
	struct dc_hunk_line line;
	const char *at = NULL;

	hold(is_within(hunk->header, hunk->header_end, text, length) &&
	     is_within(hunk->from, hunk->to, text, length), "a hunk lies in the text");
	while (dc_hunk_next(hunk, &at, &line)) {
		hold(strchr(" +-", line.kind) && line.kind, "a line has a kind");
		hold(is_within(line.text, line.text + line.length, hunk->from,
			       hunk->to - hunk->from), "a line lies in its hunk");
		old += line.kind != '+';
		new += line.kind != '-';
		if (line.kind != '+')
			hold(dc_bytes_add(before, line.text, line.length), "there is memory");
	}
	hold(old == hunk->old_count && new == hunk->new_count, "a hunk keeps its counts");
}

static size_t nr_lines(const struct dc_bytes *text)
{
	size_t nr = 0;

	for (size_t i = 0; i < text->length; i++)
		nr += text->data[i] == '\n' || i + 1 == text->length;
	return nr;
}

/* A hunk applies to the lines that it wants, and nothing else. */
static void hold_apply(const struct dc_patch_file *file, const struct dc_bytes *before)
{
	struct dc_bytes after = { 0 };
	size_t hunk;

	hold(!dc_apply_hunks(file, before->data ? before->data : "", before->length, &after,
			     &hunk), "a hunk applies to its own lines");
	free(after.data);
}

static void hold_file(const struct dc_patch_file *file, const char *text, size_t length,
		      const char *target, size_t target_length)
{
	struct dc_bytes before = { 0 }, after = { 0 };
	size_t hunk;

	hold_path(file->old_path);
	hold_path(file->new_path);
	hold(file->kind == DC_PATCH_RENAME || file->kind == DC_PATCH_COPY ||
	     !strcmp(file->old_path, file->new_path), "one file has one name");
	for (size_t i = 0; i < file->nr_hunks; i++)
		hold_hunk(&file->hunks[i], text, length, &before);
	/* a line without a newline is the last of a file, or of no file that there is */
	if (file->nr_hunks == 1 && nr_lines(&before) >= file->hunks[0].old_count)
		hold_apply(file, &before);
	if (dc_apply_hunks(file, target, target_length, &after, &hunk))
		hold(hunk && hunk <= file->nr_hunks, "what fails is a hunk");
	hold(after.length <= target_length + length, "a patch adds no more than it has");
	free(before.data);
	free(after.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end = memchr(text, '\0', size);
	size_t length = end ? (size_t)(end - text) : size, line = 0;
	const char *target = end ? end + 1 : "";
	size_t target_length = end ? size - length - 1 : 0;
	struct dc_patch patch;
	const char *wrong = dc_patch_parse(&patch, text, length, &line);

	hold(!wrong || (line && line <= size + 1), "what is wrong has a line");
	for (size_t i = 0; !wrong && i < patch.nr; i++)
		hold_file(&patch.files[i], text, length, target, target_length);
	dc_patch_free(&patch);
	return 0;
}
