/* SPDX-License-Identifier: GPL-2.0-only */
/* Holds the ends of resources against each other, key by key. */
#include "pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

enum { MAX_MESSAGE = 512, MAX_NOTES = 4 };

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

	for (size_t i = ends->nr; i-- > 0;)
		if (is_same(&ends->items[i], end))
			return true;
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
	return copy->key && copy->symbol && copy->file && copy->function && copy->source_line &&
	       copy->guard;
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
	}
	free(ends->items);
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

static bool is_release(const struct dc_end *end)
{
	enum dc_op op = dc_apis[end->api].op;

	return op == DC_OP_FREE || op == DC_OP_UNMAP || op == DC_OP_IOVA_UNLINK ||
	       op == DC_OP_IOVA_DESTROY;
}

static struct dc_pair pair_of(const struct dc_end *acquire, const struct dc_end *release)
{
	struct dc_pair pair = {
		.acquire = &dc_apis[acquire->api], .release = &dc_apis[release->api],
		.acquire_set = acquire->set, .acquire_clear = acquire->clear,
		.release_set = release->set, .release_clear = release->clear,
	};

	return pair;
}

/* How bad the worst verdict is; -1 for none. */
static int judge(const struct dc_end *acquire, const struct dc_end *release,
		 const struct dc_kernel *kernel, struct dc_verdict verdicts[DC_MAX_VERDICTS],
		 size_t *nr)
{
	struct dc_pair pair = pair_of(acquire, release);
	int worst = -1;

	*nr = dc_judge_pair(&pair, kernel, verdicts);
	for (size_t i = 0; i < *nr; i++)
		if ((int)verdicts[i].level > worst)
			worst = verdicts[i].level;
	return worst;
}

/* Bits that both ends read from one member are the same whatever they are. */
static bool fits(const struct dc_end *acquire, const struct dc_end *release,
		 const struct dc_kernel *kernel)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr;

	return judge(acquire, release, kernel, verdicts, &nr) < 0;
}

/* A verdict on an end as a finding; NULL when memory is out. */
static struct dc_finding *report(const struct dc_end *end, const struct dc_verdict *verdict,
				 const char *message, struct dc_findings *findings)
{
	struct dc_finding *finding = dc_findings_add(findings);

	if (!finding)
		return NULL;
	finding->rule = verdict->rule;
	finding->level = verdict->level;
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

static bool report_pair(const struct dc_end *acquire, const struct dc_end *release,
			const struct dc_verdict *verdict, struct dc_findings *findings)
{
	struct dc_pair pair = pair_of(acquire, release);
	struct dc_finding *finding;
	char text[MAX_MESSAGE], names[256];

	dc_words_pair(&pair, verdict, text, sizeof(text));
	finding = report(release, verdict, text, findings);
	if (!finding)
		return false;
	dc_attrs_print(acquire->set & verdict->bits, names, sizeof(names));
	snprintf(text, sizeof(text), "%s by %s() in %s()%s%s%s",
		 pair.acquire->op == DC_OP_ALLOC ? "allocated" : "mapped", pair.acquire->name,
		 acquire->function, names[0] ? " with " : "", names, acquire->guard);
	return dc_finding_note(finding, acquire->file, acquire->line, acquire->column, text);
}

static bool is_same_call(const struct dc_end *a, const struct dc_end *b)
{
	return a->line == b->line && a->column == b->column && !strcmp(a->file, b->file);
}

/* Whether the release may belong to some other call than `except`; NULL excepts none. */
static bool has_acquire(const struct dc_end *ends, size_t nr, const struct dc_end *release,
			const struct dc_end *except, const struct dc_kernel *kernel)
{
	for (size_t i = 0; i < nr; i++)
		if (ends[i].kind == DC_END_ACQUIRE && fits(&ends[i], release, kernel) &&
		    !(except && is_same_call(&ends[i], except)))
			return true;
	return false;
}

static bool has_release(const struct dc_end *ends, size_t nr, const struct dc_end *acquire,
			const struct dc_kernel *kernel)
{
	bool any = false;

	for (size_t i = 0; i < nr; i++) {
		if (ends[i].kind != DC_END_RELEASE || !is_release(&ends[i]))
			continue;
		any = true;
		if (fits(acquire, &ends[i], kernel))
			return true;
	}
	return !any;
}

static enum dc_family family_of(const struct dc_end *end)
{
	return dc_apis[end->api].family;
}

/* Of two families only when neither has a partner of its own: else the member serves both. */
static bool are_related(const struct dc_end *ends, size_t nr, const struct dc_end *acquire,
			const struct dc_end *release)
{
	if (family_of(acquire) == family_of(release))
		return true;
	for (size_t i = 0; i < nr; i++)
		if ((ends[i].kind == DC_END_ACQUIRE && family_of(&ends[i]) == family_of(release)) ||
		    (ends[i].kind == DC_END_RELEASE && family_of(&ends[i]) == family_of(acquire)))
			return false;
	return true;
}

/* Every release that can be no other call's. */
static bool convict_releases(const struct dc_end *ends, size_t nr, const struct dc_end *acquire,
			     const struct dc_kernel *kernel, struct dc_findings *findings)
{
	for (size_t i = 0; i < nr; i++) {
		struct dc_verdict verdicts[DC_MAX_VERDICTS];
		size_t nr_verdicts;

		if (ends[i].kind != DC_END_RELEASE || !is_release(&ends[i]) ||
		    !are_related(ends, nr, acquire, &ends[i]) ||
		    has_acquire(ends, nr, &ends[i], acquire, kernel))
			continue;
		judge(acquire, &ends[i], kernel, verdicts, &nr_verdicts);
		for (size_t k = 0; k < nr_verdicts; k++)
			if (!report_pair(acquire, &ends[i], &verdicts[k], findings))
				return false;
	}
	return true;
}

/* A mapping for user space needs one allocation that it fits. */
static bool convict_mmap(const struct dc_end *ends, size_t nr, const struct dc_end *mmap,
			 const struct dc_kernel *kernel, struct dc_findings *findings)
{
	for (size_t i = 0; i < nr; i++) {
		struct dc_verdict verdicts[DC_MAX_VERDICTS];
		size_t nr_verdicts;

		if (ends[i].kind != DC_END_ACQUIRE || has_acquire(ends, nr, mmap, NULL, kernel))
			continue;
		judge(&ends[i], mmap, kernel, verdicts, &nr_verdicts);
		for (size_t k = 0; k < nr_verdicts; k++)
			if (!report_pair(&ends[i], mmap, &verdicts[k], findings))
				return false;
		return true;
	}
	return true;
}

static bool pair_group(const struct dc_end *ends, size_t nr, const struct dc_kernel *kernel,
		       struct dc_findings *findings)
{
	bool ok = true;

	for (size_t i = 0; ok && i < nr; i++) {
		if (ends[i].kind == DC_END_ACQUIRE && !has_release(ends, nr, &ends[i], kernel))
			ok = convict_releases(ends, nr, &ends[i], kernel, findings);
		else if (ends[i].kind == DC_END_RELEASE && !is_release(&ends[i]))
			ok = convict_mmap(ends, nr, &ends[i], kernel, findings);
	}
	return ok;
}

/* The first end of a key, NULL for none; the ends are sorted. */
static const struct dc_end *find_key(const struct dc_ends *ends, const char *key)
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

static bool note_store(struct dc_finding *finding, const struct dc_end *store, uint64_t bits)
{
	char text[MAX_MESSAGE], names[256];

	dc_attrs_print(bits & store->set, names, sizeof(names));
	snprintf(text, sizeof(text), "%s stored here in %s()%s", names, store->function,
		 store->guard);
	return dc_finding_note(finding, store->file, store->line, store->column, text);
}

/* A call is judged once more with what a store puts into the member that it reads. */
static bool judge_stored(const struct dc_end *call, const struct dc_end *store,
			 const struct dc_kernel *kernel, struct dc_findings *findings)
{
	struct dc_call fact = {
		.api = &dc_apis[call->api],
		.memory = call->memory,
		.encryption = call->encryption,
		.set = call->set | (store->set & ~call->clear),
		.clear = call->clear | (store->clear & ~call->set),
	};
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr = dc_judge_call(&fact, kernel, verdicts);

	for (size_t i = 0; i < nr; i++) {
		struct dc_finding *finding;
		char text[MAX_MESSAGE] = "";

		/* What the call does whatever is stored has been told already. */
		if (!(verdicts[i].bits & store->set & ~call->set) ||
		    verdicts[i].rule == DC_RULE_private_attr)
			continue;
		dc_words_call(&fact, &verdicts[i], text, sizeof(text));
		finding = report(call, &verdicts[i], text, findings);
		if (!finding || !note_store(finding, store, verdicts[i].bits))
			return false;
	}
	return true;
}

/* All calls of a group with all its stores. */
static bool judge_group(const struct dc_end *ends, size_t nr, const struct dc_kernel *kernel,
			struct dc_findings *findings)
{
	for (size_t i = 0; i < nr; i++)
		for (size_t k = 0; ends[i].kind == DC_END_CALL && k < nr; k++)
			if (ends[k].kind == DC_END_STORE &&
			    !judge_stored(&ends[i], &ends[k], kernel, findings))
				return false;
	return true;
}

/* An acquire that reads its attributes from a member has an alternative for each store to it. */
static bool add_stored_alternatives(struct dc_ends *ends)
{
	size_t nr = ends->nr;

	for (size_t i = 0; i < nr; i++) {
		const struct dc_end *store;

		if (ends->items[i].kind != DC_END_ACQUIRE || !ends->items[i].symbol[0])
			continue;
		store = find_key(&(struct dc_ends){ .items = ends->items, .nr = nr },
				 ends->items[i].symbol);
		for (; store && store < ends->items + nr &&
		       !strcmp(store->key, ends->items[i].symbol);
		     store++) {
			struct dc_end alternative = ends->items[i];
			size_t at = store - ends->items;

			if (store->kind != DC_END_STORE)
				continue;
			alternative.set |= store->set & ~alternative.clear;
			alternative.clear |= store->clear & ~alternative.set;
			if (!dc_ends_add(ends, &alternative))
				return false;
			store = ends->items + at;
		}
	}
	return true;
}

bool dc_pair_ends(struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings)
{
	bool ok = true;

	if (ends->nr)
		qsort(ends->items, ends->nr, sizeof(*ends->items), by_key);
	if (!add_stored_alternatives(ends))
		return false;
	if (ends->nr)
		qsort(ends->items, ends->nr, sizeof(*ends->items), by_key);
	for (size_t from = 0, to; ok && from < ends->nr; from = to) {
		for (to = from + 1;
		     to < ends->nr && !strcmp(ends->items[to].key, ends->items[from].key); to++)
			;
		ok = pair_group(ends->items + from, to - from, kernel, findings) &&
		     judge_group(ends->items + from, to - from, kernel, findings);
	}
	return ok;
}
