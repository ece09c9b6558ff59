/* SPDX-License-Identifier: GPL-2.0-only */
/* An image is a list of lines; a hunk takes some out and puts others in. */
#include "apply.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* Lines looked at and moved: a patch that wants more was made to keep somebody busy. */
enum { MOST_STEPS = 1 << 28 };

struct line {
	const char *text;
	size_t length;
};

struct image {
	struct line *lines;
	size_t nr, capacity;
};

struct application {
	struct image image;		/* what has become of the file */
	struct image before, after;	/* of a hunk */
	size_t trailing;		/* its lines of context at the end */
	size_t steps, size;
};

static void add_line(struct image *image, const char *text, size_t length)
{
	dc_grow(image->lines, image->nr, image->capacity);
	image->lines[image->nr++] = (struct line){ text, length };
}

static void cut(struct image *image, const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end) {
		const char *newline = memchr(text, '\n', end - text);
		const char *next = newline ? newline + 1 : end;

		add_line(image, text, next - text);
		text = next;
	}
}

static void read_hunk(struct application *a, const struct dc_hunk *hunk)
{
	struct dc_hunk_line line;
	const char *at = NULL;

	a->before.nr = a->after.nr = 0;
	a->trailing = 0;
	while (dc_hunk_next(hunk, &at, &line)) {
		if (line.kind != '+')
			add_line(&a->before, line.text, line.length);
		if (line.kind != '-')
			add_line(&a->after, line.text, line.length);
		a->trailing = line.kind == ' ' ? a->trailing + 1 : 0;
	}
}

static bool is_same(const struct line *a, const struct line *b)
{
	return a->length == b->length && !memcmp(a->text, b->text, a->length);
}

static bool matches_at(struct application *a, size_t at)
{
	for (size_t i = 0; i < a->before.nr; i++) {
		a->steps++;
		if (!is_same(&a->before.lines[i], &a->image.lines[at + i]))
			return false;
	}
	return true;
}

/* From where it should be outwards, in turn before and behind that. */
static bool find_near(struct application *a, size_t wanted, size_t *place)
{
	size_t last = a->image.nr - a->before.nr;

	for (size_t i = 0; i <= a->image.nr && a->steps < MOST_STEPS; i++) {
		if (i <= wanted && wanted - i <= last && matches_at(a, wanted - i)) {
			*place = wanted - i;
			return true;
		}
		if (i && wanted + i <= last && matches_at(a, wanted + i)) {
			*place = wanted + i;
			return true;
		}
		a->steps++;
	}
	return false;
}

/* As git does: what begins a file stays there, and so does what ends it. */
static bool find_place(struct application *a, const struct dc_hunk *hunk, size_t *place)
{
	bool is_first = hunk->old_line <= 1, is_last = !a->trailing;
	size_t wanted = hunk->new_line ? hunk->new_line - 1 : 0;

	if (a->before.nr > a->image.nr)
		return false;
	*place = is_first ? 0 : a->image.nr - a->before.nr;
	if (is_first && is_last)
		return a->before.nr == a->image.nr && matches_at(a, 0);
	if (is_first || is_last)
		return matches_at(a, *place);
	return find_near(a, wanted < a->image.nr ? wanted : a->image.nr, place);
}

static void splice(struct application *a, size_t place)
{
	struct image *image = &a->image;
	size_t rest = image->nr - place - a->before.nr;
	size_t nr = place + a->after.nr + rest;

	if (nr > image->capacity) {
		image->capacity = 2 * nr;
		image->lines = dc_memory_resize(image->lines,
						image->capacity * sizeof(*image->lines));
	}
	if (rest)
		memmove(image->lines + place + a->after.nr, image->lines + place + a->before.nr,
			rest * sizeof(*image->lines));
	if (a->after.nr)
		memcpy(image->lines + place, a->after.lines, a->after.nr * sizeof(*image->lines));
	image->nr = nr;
	a->steps += rest / 16;
}

static const char *apply_hunk(struct application *a, const struct dc_hunk *hunk)
{
	size_t place;

	read_hunk(a, hunk);
	if (!find_place(a, hunk, &place))
		return a->steps < MOST_STEPS ? "its context is not there" :
					       "it takes too long to find its context";
	splice(a, place);
	return a->steps < MOST_STEPS ? NULL : "it takes too long to apply";
}

static const char *join(const struct image *image, struct dc_bytes *result)
{
	for (size_t i = 0; i < image->nr; i++) {
		if (result->length + image->lines[i].length > DC_APPLY_MOST)
			return "the file becomes larger than 32 MiB";
		if (!dc_bytes_add(result, image->lines[i].text, image->lines[i].length))
			return "out of memory";
	}
	return NULL;
}

const char *dc_apply_hunks(const struct dc_patch_file *file, const char *text, size_t length,
			   struct dc_bytes *result, size_t *hunk)
{
	struct application a = { 0 };
	const char *problem = NULL;

	cut(&a.image, text, length);
	for (*hunk = 0; !problem && *hunk < file->nr_hunks; (*hunk)++)
		problem = apply_hunk(&a, &file->hunks[*hunk]);
	if (!problem)
		problem = join(&a.image, result);
	free(a.image.lines);
	free(a.before.lines);
	free(a.after.lines);
	return problem;
}
