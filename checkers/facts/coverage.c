/* SPDX-License-Identifier: GPL-2.0-only */
/* Adding up what was looked at, and keeping the list of what was not. */
#include "coverage.h"

#include <stdlib.h>
#include <string.h>

static void clear(struct dc_gap *gap)
{
	free(gap->file);
	free(gap->function);
	free(gap->reason);
}

static bool make_room(struct dc_coverage *coverage, size_t nr)
{
	size_t capacity = coverage->capacity ? coverage->capacity : 8;
	struct dc_gap *gaps;

	while (capacity < nr)
		capacity *= 2;
	if (capacity == coverage->capacity)
		return true;
	gaps = realloc(coverage->gaps, capacity * sizeof(*gaps));
	if (!gaps)
		return false;
	coverage->gaps = gaps;
	coverage->capacity = capacity;
	return true;
}

bool dc_coverage_gap(struct dc_coverage *coverage, const char *file, const char *function,
		     unsigned int line, const char *reason)
{
	struct dc_gap gap = {
		.file = strdup(file),
		.function = function ? strdup(function) : NULL,
		.line = line,
		.reason = strdup(reason),
	};

	if (!gap.file || (function && !gap.function) || !gap.reason ||
	    !make_room(coverage, coverage->nr_gaps + 1)) {
		clear(&gap);
		return false;
	}
	coverage->gaps[coverage->nr_gaps++] = gap;
	return true;
}

bool dc_coverage_merge(struct dc_coverage *to, struct dc_coverage *from)
{
	if (from->nr_gaps) {
		if (!make_room(to, to->nr_gaps + from->nr_gaps))
			return false;
		memcpy(to->gaps + to->nr_gaps, from->gaps, from->nr_gaps * sizeof(*from->gaps));
		to->nr_gaps += from->nr_gaps;
	}
	to->files_seen += from->files_seen;
	to->files_relevant += from->files_relevant;
	to->functions += from->functions;
	to->functions_relevant += from->functions_relevant;
	free(from->gaps);	/* their strings have moved */
	*from = (struct dc_coverage){ 0 };
	return true;
}

void dc_coverage_free(struct dc_coverage *coverage)
{
	for (size_t i = 0; i < coverage->nr_gaps; i++)
		clear(&coverage->gaps[i]);
	free(coverage->gaps);
	*coverage = (struct dc_coverage){ 0 };
}
