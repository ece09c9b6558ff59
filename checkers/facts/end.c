/* SPDX-License-Identifier: GPL-2.0-only */
/* A list of ends, and verdicts on one of them. */
#include "end.h"

#include <stdlib.h>
#include <string.h>

static bool is_same(const struct dc_end *a, const struct dc_end *b)
{
	return a->line == b->line && a->column == b->column && a->set == b->set &&
	       a->clear == b->clear && a->kind == b->kind && a->api == b->api &&
	       !strcmp(a->key, b->key) && !strcmp(a->symbol, b->symbol) &&
	       !strcmp(a->file, b->file);
}

bool dc_ends_add(struct dc_ends *ends, const struct dc_end *end)
{
	struct dc_end *copy;

	for (size_t i = ends->nr; i-- > 0;) {
		struct dc_end *same = &ends->items[i];

		if (!is_same(same, end))
			continue;
		/* What comes of one condition and of another depends on neither. */
		if (strcmp(same->condition, end->condition ? end->condition : "") != 0)
			same->condition[0] = '\0';
		return true;
	}
	if (ends->nr == ends->capacity) {
		size_t capacity = ends->capacity ? 2 * ends->capacity : 16;
		struct dc_end *items = realloc(ends->items, capacity * sizeof(*items));

		if (!items)
			return false;
		ends->items = items;
		ends->capacity = capacity;
	}
	copy = &ends->items[ends->nr++];
	*copy = *end;
	copy->key = strdup(end->key);
	copy->symbol = strdup(end->symbol);
	copy->file = strdup(end->file);
	copy->function = strdup(end->function);
	copy->source_line = strdup(end->source_line);
	copy->guard = strdup(end->guard);
	copy->condition = strdup(end->condition ? end->condition : "");
	return copy->key && copy->symbol && copy->file && copy->function && copy->source_line &&
	       copy->guard && copy->condition;
}

bool dc_ends_merge(struct dc_ends *to, struct dc_ends *from)
{
	size_t nr = to->nr + from->nr;

	if (nr > to->capacity) {
		struct dc_end *items = realloc(to->items, 2 * nr * sizeof(*items));

		if (!items)
			return false;
		to->items = items;
		to->capacity = 2 * nr;
	}
	if (from->nr)
		memcpy(to->items + to->nr, from->items, from->nr * sizeof(*from->items));
	to->nr = nr;
	free(from->items);
	*from = (struct dc_ends){ 0 };
	return true;
}

void dc_ends_free(struct dc_ends *ends)
{
	for (size_t i = 0; i < ends->nr; i++) {
		struct dc_end *end = &ends->items[i];

		free(end->key);
		free(end->symbol);
		free(end->file);
		free(end->function);
		free(end->source_line);
		free(end->guard);
		free(end->condition);
	}
	free(ends->items);
	dc_arena_reset(&ends->ways);
	*ends = (struct dc_ends){ 0 };
}

static int by_key(const void *left, const void *right)
{
	const struct dc_end *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	if (!order)
		order = strcmp(a->file, b->file);
	if (!order)
		order = (a->line > b->line) - (a->line < b->line);
	if (!order)
		order = (a->set > b->set) - (a->set < b->set);
	return order;
}

void dc_ends_sort(struct dc_ends *ends)
{
	if (ends->nr)
		qsort(ends->items, ends->nr, sizeof(*ends->items), by_key);
}

const struct dc_end *dc_ends_find(const struct dc_ends *ends, const char *key)
{
	size_t low = 0, high = ends->nr;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(ends->items[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < ends->nr && !strcmp(ends->items[low].key, key) ? &ends->items[low] : NULL;
}

struct dc_finding *dc_end_report(const struct dc_end *end, const struct dc_verdict *verdict,
				 const char *message, struct dc_findings *findings)
{
	struct dc_finding *finding = dc_findings_add(findings);

	if (!finding)
		return NULL;
	finding->rule = verdict->rule;
	finding->level = verdict->level;
	finding->bits = verdict->bits;
	finding->engines = end->engines;
	finding->file = strdup(end->file);
	finding->line = end->line;
	finding->column = end->column;
	finding->function = strdup(end->function);
	finding->message = strdup(message);
	finding->source_line = strdup(end->source_line);
	if (!finding->file || !finding->function || !finding->message || !finding->source_line)
		return NULL;
	return finding;
}
