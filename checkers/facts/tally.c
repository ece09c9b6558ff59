/* SPDX-License-Identifier: GPL-2.0-only */
/* Counts acquiring calls by what becomes of them. */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

const struct dc_tally_name dc_outcome_names[DC_NR_OUTCOMES] = {
	[DC_OUTCOME_MANAGED] = { "managed", "managed" },
	[DC_OUTCOME_OWN] = { "own", "released by their function" },
	[DC_OUTCOME_PAIRED] = { "paired", "released by another" },
	[DC_OUTCOME_PASSED] = { "passed", "given to a caller" },
	[DC_OUTCOME_KEPT] = { "kept", "kept where no release is seen" },
	[DC_OUTCOME_TOLD] = { "told", "given to a callee or a place without name" },
	[DC_OUTCOME_LOST] = { "lost", "never released" },
};

const struct dc_tally_name dc_knowledge_names[DC_NR_KNOWLEDGE] = {
	[DC_KNOWLEDGE_NONE_GIVEN] = { "none", "none given" },
	[DC_KNOWLEDGE_FULL] = { "known", "known" },
	[DC_KNOWLEDGE_NOT_FOUND] = { "not_found", "from where nobody is seen to put any" },
	[DC_KNOWLEDGE_COMPUTED] = { "computed", "computed" },
};

/* A call whose resource has a key; whether anything of that key releases. */
struct keyed {
	const struct dc_end *acquire;
	bool is_released;
};

struct keys {
	struct keyed *items;
	size_t nr;
};

static int by_place(const struct dc_end *a, const struct dc_end *b)
{
	int order = (a->line > b->line) - (a->line < b->line);

	if (!order)
		order = (a->column > b->column) - (a->column < b->column);
	return order ? order : strcmp(a->file, b->file);
}

/* Of one call, what is released comes first. */
static int compare_keyed(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	int order = by_place(a->acquire, b->acquire);

	return order ? order : b->is_released - a->is_released;
}

static bool is_release(const struct dc_end *end)
{
	enum dc_op op = dc_apis[end->api].op;

	return end->kind == DC_END_RELEASE && op != DC_OP_MMAP && op != DC_OP_SGTABLE;
}

static const struct dc_end *group_end(const struct dc_ends *ends, const struct dc_end *first)
{
	const struct dc_end *end = first;

	while (end < ends->items + ends->nr && !strcmp(end->key, first->key))
		end++;
	return end;
}

static bool find_keys(const struct dc_ends *ends, struct keys *keys)
{
	const struct dc_end *end, *first = ends->items;

	keys->items = malloc((ends->nr + 1) * sizeof(*keys->items));
	if (!keys->items)
		return false;
	for (; first < ends->items + ends->nr; first = end) {
		bool is_released = false;

		end = group_end(ends, first);
		for (const struct dc_end *other = first; other < end; other++)
			is_released |= is_release(other);
		for (const struct dc_end *other = first; other < end; other++)
			if (other->kind == DC_END_ACQUIRE)
				keys->items[keys->nr++] = (struct keyed){ other, is_released };
	}
	qsort(keys->items, keys->nr, sizeof(*keys->items), compare_keyed);
	return true;
}

static const struct keyed *find_keyed(const struct keys *keys, const struct dc_end *site)
{
	size_t low = 0, high = keys->nr;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (by_place(keys->items[middle].acquire, site) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < keys->nr && !by_place(keys->items[low].acquire, site) ? &keys->items[low] :
									      NULL;
}

static enum dc_outcome outcome_of(const struct keys *keys, const struct dc_end *site,
				  unsigned int fates)
{
	const struct keyed *keyed = find_keyed(keys, site);

	if (dc_apis[site->api].family == DC_FAMILY_MANAGED)
		return DC_OUTCOME_MANAGED;
	if (!(fates & DC_FATE_HELD))
		return DC_OUTCOME_OWN;
	if (keyed && keyed->is_released)
		return DC_OUTCOME_PAIRED;
	if (fates & DC_FATE_PASSED)
		return DC_OUTCOME_PASSED;
	if (keyed)
		return DC_OUTCOME_KEPT;
	return fates & DC_FATE_TOLD ? DC_OUTCOME_TOLD : DC_OUTCOME_LOST;
}

static bool is_full(const struct dc_end *end)
{
	return (end->set | end->clear) == UINT64_MAX;
}

/*
 * Whether the bits that one alternative leaves unknown are those that others may add later, and the
 * alternative with them stands beside it.
 */
static bool is_completed(const struct dc_end *site, const struct dc_end *first,
			 const struct dc_end *end)
{
	for (; site->way && first < end; first++)
		if (first->way && is_full(first) && first->set == ~site->clear &&
		    !strcmp(first->symbol, site->symbol))
			return true;
	return false;
}

/* What is known of one kind of path; the alternatives of its unknown bits stand beside it. */
static enum dc_knowledge knowledge_of(const struct dc_end *site, const struct dc_end *first,
				      const struct dc_end *end)
{
	bool found = false;

	if (is_full(site) || is_completed(site, first, end))
		return site->set ? DC_KNOWLEDGE_FULL : DC_KNOWLEDGE_NONE_GIVEN;
	/* an alternative that leaves bits unknown, or what nobody else can know */
	if (site->way || !site->symbol[0])
		return DC_KNOWLEDGE_COMPUTED;
	for (; first < end; first++)
		found |= first->way && !strcmp(first->symbol, site->symbol);
	return found ? DC_KNOWLEDGE_NONE_GIVEN : DC_KNOWLEDGE_NOT_FOUND;
}

static void count_site(const struct keys *keys, const struct dc_end *first,
		       const struct dc_end *end, struct dc_tally *tally)
{
	enum dc_knowledge knowledge = DC_KNOWLEDGE_NONE_GIVEN;
	unsigned int fates = 0;

	for (const struct dc_end *site = first; site < end; site++) {
		enum dc_knowledge one = knowledge_of(site, first, end);

		fates |= site->fates;
		knowledge = one > knowledge ? one : knowledge;
	}
	tally->nr[knowledge][outcome_of(keys, first, fates)]++;
}

bool dc_tally_ends(const struct dc_ends *ends, struct dc_tally *tally)
{
	const struct dc_end *end, *first = ends->items;
	struct keys keys = { 0 };

	if (!ends->nr)
		return true;
	if (!find_keys(ends, &keys))
		return false;
	for (; first < ends->items + ends->nr; first = end) {
		end = group_end(ends, first);
		if (first->kind == DC_END_SITE)
			count_site(&keys, first, end, tally);
	}
	free(keys.items);
	return true;
}

size_t dc_tally_of_knowledge(const struct dc_tally *tally, enum dc_knowledge knowledge)
{
	size_t nr = 0;

	for (int i = 0; i < DC_NR_OUTCOMES; i++)
		nr += tally->nr[knowledge][i];
	return nr;
}

size_t dc_tally_of_outcome(const struct dc_tally *tally, enum dc_outcome outcome)
{
	size_t nr = 0;

	for (int i = 0; i < DC_NR_KNOWLEDGE; i++)
		nr += tally->nr[i][outcome];
	return nr;
}
