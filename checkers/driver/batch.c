/* SPDX-License-Identifier: GPL-2.0-only */
/* Batches of files, joined two by two as long as that saves something. */
#include "batch.h"

#include <stdbool.h>

/*
 * Measured with spatch 1.1.1: the bytes of C that a semantic patch walks over in the time in which
 * spatch reads a semantic patch, and reads two of them in which it starts.
 */
enum { READ = 224 << 10, START = 2 * READ };

/* In bytes that one semantic patch walks over.  The C is read once, whatever its batch. */
static size_t cost(const struct dc_batch *batch)
{
	size_t nr = __builtin_popcountll(batch->set);

	return START + nr * (READ + batch->bytes);
}

static struct dc_batch both(const struct dc_batch *a, const struct dc_batch *b)
{
	return (struct dc_batch){ a->set | b->set, a->bytes + b->bytes };
}

/* What joining two saves, 0 when it costs more. */
static size_t saved(const struct dc_batch *a, const struct dc_batch *b)
{
	struct dc_batch joined = both(a, b);
	size_t apart = cost(a) + cost(b), together = cost(&joined);

	return a->set && b->set && together < apart ? apart - together : 0;
}

/* Joins the two that it saves most for; false when it saves nothing for any. */
static bool join_two(struct dc_batch *batches, size_t *batch_of, size_t nr)
{
	size_t most = 0, first = 0, second = 0;

	for (size_t i = 0; i < nr; i++) {
		for (size_t j = 0; j < i; j++) {
			size_t saving = saved(&batches[i], &batches[j]);

			if (saving > most) {
				most = saving;
				first = j;
				second = i;
			}
		}
	}
	if (!most)
		return false;
	batches[first] = both(&batches[first], &batches[second]);
	batches[second] = (struct dc_batch){ 0 };
	for (size_t i = 0; i < nr; i++)
		if (batch_of[i] == second)
			batch_of[i] = first;
	return true;
}

void dc_batches_join(struct dc_batch *batches, size_t *batch_of, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		batch_of[i] = i;
	while (join_two(batches, batch_of, nr))
		;
}
