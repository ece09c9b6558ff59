/* SPDX-License-Identifier: GPL-2.0-only */
/* Keys are joined, end by end. */
#include "tie.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "link.h"

static uint32_t hash_of(const char *key)
{
	return dc_hash(key, strlen(key));
}

/* One call has an end for each key of its resource, and one that is counted; see tally.h. */
static uint32_t hash_of_place(const struct dc_end *end)
{
	char place[512];

	snprintf(place, sizeof(place), "%u:%u:%.480s", end->line, end->column, end->file);
	return hash_of(place);
}

size_t dc_tie_keys(const struct dc_end *end, uint32_t keys[DC_MAX_TIES])
{
	char here[DC_LINK_KEY], function[DC_LINK_KEY];
	size_t nr = 0;

	keys[nr++] = hash_of(end->key);
	if (end->symbol[0])
		keys[nr++] = hash_of(end->symbol);
	if (end->kind == DC_END_ACQUIRE || end->kind == DC_END_SITE)
		keys[nr++] = hash_of_place(end);
	if (end->kind == DC_END_CALL) {
		dc_link_guards(end, here, function);
		keys[nr++] = hash_of(here);
		keys[nr++] = hash_of(function);
	}
	return nr;
}

/* Where a key's group was joined to another. */
static size_t root_of(uint32_t *above, size_t at)
{
	while (above[at] != at)
		at = above[at] = above[above[at]];
	return at;
}

static size_t index_of(const struct dc_refs *ties, uint32_t key)
{
	return dc_refs_find(ties, key) - ties->items;
}

void dc_ties_make(const struct dc_ends *ends, struct dc_refs *ties)
{
	uint32_t keys[DC_MAX_TIES], *above;

	for (size_t i = 0; i < ends->nr; i++)
		for (size_t k = dc_tie_keys(&ends->items[i], keys); k-- > 0;)
			dc_refs_add(ties, keys[k], 0);
	dc_refs_sort(ties);
	above = dc_memory_resize(NULL, (ties->nr + 1) * sizeof(*above));
	for (size_t i = 0; i < ties->nr; i++)
		above[i] = i;
	for (size_t i = 0; i < ends->nr; i++) {
		size_t nr = dc_tie_keys(&ends->items[i], keys);
		size_t first = root_of(above, index_of(ties, keys[0]));

		for (size_t k = 1; k < nr; k++)
			above[root_of(above, index_of(ties, keys[k]))] = first;
	}
	for (size_t i = 0; i < ties->nr; i++)
		ties->items[i].to = ties->items[root_of(above, i)].from;
	free(above);
}

uint32_t dc_tie_group(const struct dc_refs *ties, const struct dc_end *end)
{
	return dc_refs_find(ties, hash_of(end->key))->to;
}
