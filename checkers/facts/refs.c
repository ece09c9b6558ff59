/* SPDX-License-Identifier: GPL-2.0-only */
/* An array that is sorted when it is complete. */
#include "refs.h"

#include <stdlib.h>

#include "memory.h"

void dc_refs_add(struct dc_refs *refs, uint32_t from, uint32_t to)
{
	dc_grow(refs->items, refs->nr, refs->capacity);
	refs->items[refs->nr++] = (struct dc_ref){ from, to };
}

static int by_number(const void *left, const void *right)
{
	const struct dc_ref *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

void dc_refs_sort(struct dc_refs *refs)
{
	size_t nr = 0;

	if (refs->nr)
		qsort(refs->items, refs->nr, sizeof(*refs->items), by_number);
	for (size_t i = 0; i < refs->nr; i++)
		if (!nr || by_number(&refs->items[nr - 1], &refs->items[i]))
			refs->items[nr++] = refs->items[i];
	refs->nr = nr;
}

const struct dc_ref *dc_refs_find(const struct dc_refs *refs, uint32_t from)
{
	size_t low = 0, high = refs->nr;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (refs->items[middle].from < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low < refs->nr && refs->items[low].from == from ? &refs->items[low] : NULL;
}

const struct dc_ref *dc_refs_next(const struct dc_refs *refs, const struct dc_ref *ref)
{
	return ref + 1 < refs->items + refs->nr && ref[1].from == ref->from ? ref + 1 : NULL;
}

void dc_refs_free(struct dc_refs *refs)
{
	free(refs->items);
	*refs = (struct dc_refs){ 0 };
}
