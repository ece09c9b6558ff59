// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two engines held against each other, call by call.
 *
 *	parity DMACHECK SHARD SHARD
 *
 * Both shards are what DMACHECK wrote of one tree, with different engines:
 * `dmacheck check --engine clang --shard 1/1 .  >clang.shard`.  Compared are the calls of the DMA
 * API that the facts tell of: acquires, releases under a key, and calls whose attributes come from
 * elsewhere; by file, line and function of the API, with the bits known set and known clear on each
 * kind of path.  Files that either engine could not read are left out, and so are headers, which an
 * engine of a build reads with whoever includes them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "store.h"
#include "table.h"

/* One call on one kind of path. */
struct call {
	char *file;
	unsigned int line;
	const char *what;	/* kind of the end */
	const char *api;
	uint64_t set, clear;
};

struct side {
	struct call *items;
	size_t nr, capacity;
	char **missing;		/* files, sorted */
	size_t nr_missing, missing_capacity;
};

static const char *const kinds[DC_NR_END_KINDS] = {
	[DC_END_SITE] = "acquire",
	[DC_END_RELEASE] = "release",
	[DC_END_CALL] = "call",
};

static int by_text(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

static int compare_place(const struct call *x, const struct call *y)
{
	int order = strcmp(x->file, y->file);

	if (order)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	order = strcmp(x->what, y->what);
	return order ? order : strcmp(x->api, y->api);
}

static int by_place(const void *x, const void *y)
{
	const struct call *a = x, *b = y;
	int order = compare_place(a, b);

	if (order)
		return order;
	if (a->set != b->set)
		return a->set < b->set ? -1 : 1;
	return a->clear == b->clear ? 0 : a->clear < b->clear ? -1 : 1;
}

static bool is_header(const char *file)
{
	size_t length = strlen(file);

	return length > 2 && !strcmp(file + length - 2, ".h");
}

static void add_end(struct side *side, const struct dc_end *end)
{
	const char *what = kinds[end->kind];

	if (!what || is_header(end->file))
		return;
	dc_grow(side->items, side->nr, side->capacity);
	side->items[side->nr++] = (struct call){
		.file = strdup(end->file), .line = end->line, .what = what,
		.api = end->api < dc_nr_apis ? dc_apis[end->api].name : "", .set = end->set,
		.clear = end->clear,
	};
}

/* The same call on the same kind of path, by another name of the resource, is told once. */
static void sort(struct side *side)
{
	size_t nr = 0;

	if (side->nr)
		qsort(side->items, side->nr, sizeof(*side->items), by_place);
	for (size_t i = 0; i < side->nr; i++)
		if (!nr || by_place(&side->items[nr - 1], &side->items[i]))
			side->items[nr++] = side->items[i];
	side->nr = nr;
	if (side->nr_missing)
		qsort(side->missing, side->nr_missing, sizeof(*side->missing), by_text);
}

static const char *read_side(const char *program, const char *path, struct side *side)
{
	struct dc_shard shard = { 0 };
	struct dc_store store = { 0 };
	const char *reason = dc_store_read(&store, path, program, &shard);

	for (size_t i = 0; !reason && i < store.nr; i++) {
		const struct dc_bytes *value = &store.items[i].value;
		struct dc_result result = { 0 };

		/* Behind the record is what it depends on. */
		if (!dc_record_unpack(value->data, dc_record_length(value->data, value->length),
				      &result))
			continue;
		for (size_t k = 0; k < result.ends.nr; k++)
			add_end(side, &result.ends.items[k]);
		for (size_t k = 0; k < result.coverage.nr_gaps; k++) {
			dc_grow(side->missing, side->nr_missing, side->missing_capacity);
			side->missing[side->nr_missing++] = strdup(result.coverage.gaps[k].file);
		}
		dc_result_free(&result);
	}
	dc_shard_free(&shard);
	dc_store_free(&store);
	sort(side);
	return reason;
}

static bool is_missing(const struct side *side, const char *file)
{
	return side->nr_missing && bsearch(&file, side->missing, side->nr_missing,
					   sizeof(*side->missing), by_text);
}

/* The calls from number `at` on that are one place. */
static size_t length_at(const struct side *side, size_t at)
{
	size_t end = at;

	while (end < side->nr && !compare_place(&side->items[at], &side->items[end]))
		end++;
	return end - at;
}

static void print_values(const struct side *side, size_t at, size_t nr)
{
	for (size_t i = at; i < at + nr; i++)
		printf(" %#llx/%#llx", (unsigned long long)side->items[i].set,
		       (unsigned long long)side->items[i].clear);
}

static bool same_values(const struct side *a, size_t i, const struct side *b, size_t k, size_t nr)
{
	for (size_t n = 0; n < nr; n++)
		if (a->items[i + n].set != b->items[k + n].set ||
		    a->items[i + n].clear != b->items[k + n].clear)
			return false;
	return true;
}

static void print_call(const struct call *call)
{
	printf("%s:%u: %s %s: ", call->file, call->line, call->what, call->api);
}

static void compare(const struct side *a, const struct side *b)
{
	size_t same = 0, values = 0, only_a = 0, only_b = 0, left_out = 0, i = 0, k = 0;

	while (i < a->nr || k < b->nr) {
		int order = i == a->nr ? 1 : k == b->nr ? -1 :
			    compare_place(&a->items[i], &b->items[k]);
		const struct call *call = order <= 0 ? &a->items[i] : &b->items[k];
		size_t nr_a = order <= 0 ? length_at(a, i) : 0;
		size_t nr_b = order >= 0 ? length_at(b, k) : 0;

		if (is_missing(a, call->file) || is_missing(b, call->file)) {
			left_out++;
		} else if (!nr_a || !nr_b) {
			print_call(call);
			printf("only the %s\n", nr_a ? "first" : "second");
			only_a += !!nr_a;
			only_b += !!nr_b;
		} else if (nr_a == nr_b && same_values(a, i, b, k, nr_a)) {
			same++;
		} else {
			print_call(call);
			print_values(a, i, nr_a);
			printf(" |");
			print_values(b, k, nr_b);
			putchar('\n');
			values++;
		}
		i += nr_a;
		k += nr_b;
	}
	printf("%zu calls the same, %zu with other attributes, %zu only the first, %zu only the "
	       "second, %zu in files that one could not read\n",
	       same, values, only_a, only_b, left_out);
}

int main(int argc, char **argv)
{
	struct side sides[2] = { 0 };

	if (argc != 4) {
		fprintf(stderr, "usage: parity DMACHECK SHARD SHARD\n");
		return 2;
	}
	dc_table_init();
	for (int i = 0; i < 2; i++) {
		const char *reason = read_side(argv[1], argv[i + 2], &sides[i]);

		if (reason) {
			fprintf(stderr, "parity: %s: %s\n", argv[i + 2], reason);
			return 2;
		}
	}
	compare(&sides[0], &sides[1]);
	return 0;
}
