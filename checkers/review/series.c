/* SPDX-License-Identifier: GPL-2.0-only */
/* Leaves letters out one reason after the other; what is left is sorted. */
#include "series.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* Who answers shows what he means by a diff; alone, it is what was asked about. */
static bool is_patch(const struct dc_letter *letter, bool is_alone)
{
	if (letter->problem)
		return true;
	if (letter->has_number && !letter->number)
		return false;
	if (letter->is_reply)
		return is_alone && letter->nr_texts;
	/* A patch without a diff was lost on the way, and is told. */
	return letter->nr_texts || letter->number;
}

static bool is_same_patch(const struct dc_letter *a, const struct dc_letter *b)
{
	if (*a->id && !strcmp(a->id, b->id))
		return true;
	if (!a->is_mail || !b->is_mail || a->problem || b->problem ||
	    a->has_number != b->has_number)
		return false;
	return a->has_number ? a->number == b->number && a->total == b->total &&
			       (a->version != b->version || !strcmp(a->title, b->title)) :
			       *a->title && !strcmp(a->title, b->title);
}

/* Of one patch in two letters, the one that counts is newer. */
static bool is_newer(const struct dc_letter *a, const struct dc_letter *b)
{
	if (a->version != b->version)
		return a->version > b->version;
	return a->date != b->date ? a->date > b->date : a > b;
}

/* A series may grow or shrink from one version to the next. */
static bool is_outdated(const struct dc_letter *letter, const struct dc_letters *letters)
{
	for (size_t i = 0; i < letters->nr; i++) {
		const struct dc_letter *other = &letters->items[i];

		if (letter->has_number && other->has_number && !other->is_reply &&
		    other->version / 1000 > letter->version / 1000)
			return true;
	}
	return false;
}

static bool is_repeated(const struct dc_letter *letter, const struct dc_letters *letters)
{
	for (size_t i = 0; i < letters->nr; i++) {
		const struct dc_letter *other = &letters->items[i];

		if (other != letter && is_patch(other, letters->nr == 1) &&
		    is_same_patch(letter, other) && is_newer(other, letter))
			return true;
	}
	return false;
}

static int by_number(const void *left, const void *right)
{
	const struct dc_letter *a = *(const struct dc_letter *const *)left;
	const struct dc_letter *b = *(const struct dc_letter *const *)right;

	if (a->has_number && b->has_number && a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* Only numbers of one series say an order; several follow each other as they came. */
static bool is_one_series(const struct dc_series *series)
{
	for (size_t i = 0; i < series->nr; i++)
		if (!series->patches[i]->has_number ||
		    series->patches[i]->total != series->patches[0]->total)
			return false;
	return series->nr;
}

void dc_series_choose(struct dc_series *series, const struct dc_letters *letters)
{
	*series = (struct dc_series){
		.patches = dc_memory_resize(NULL, (letters->nr + 1) * sizeof(*series->patches)),
		.older = dc_memory_resize(NULL, (letters->nr + 1) * sizeof(*series->older)),
	};
	for (size_t i = 0; i < letters->nr; i++) {
		const struct dc_letter *letter = &letters->items[i];

		if (!is_patch(letter, letters->nr == 1))
			continue;
		if (is_outdated(letter, letters))
			series->older[series->nr_older++] = letter;
		else if (!is_repeated(letter, letters))
			series->patches[series->nr++] = letter;
	}
	if (!is_one_series(series))
		return;
	qsort(series->patches, series->nr, sizeof(*series->patches), by_number);
	if (series->nr > 1 && series->patches[0]->total > series->nr)
		series->nr_missing = series->patches[0]->total - (unsigned int)series->nr;
}

void dc_series_free(struct dc_series *series)
{
	free(series->patches);
	free(series->older);
	*series = (struct dc_series){ 0 };
}
