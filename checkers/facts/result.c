/* SPDX-License-Identifier: GPL-2.0-only */
/* Parts of a result go together, and to one place. */
#include "result.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

void dc_inputs_add(struct dc_inputs *inputs, const char *path, const struct dc_stamp *stamp)
{
	size_t size = strlen(path) + 1;

	dc_grow(inputs->items, inputs->nr, inputs->capacity);
	inputs->items[inputs->nr] =
		(struct dc_input){ .path = dc_memory_resize(NULL, size), .stamp = *stamp };
	memcpy(inputs->items[inputs->nr++].path, path, size);
}

void dc_inputs_free(struct dc_inputs *inputs)
{
	for (size_t i = 0; i < inputs->nr; i++)
		free(inputs->items[i].path);
	free(inputs->items);
	*inputs = (struct dc_inputs){ 0 };
}

/* The strings go with their finding. */
static bool move(struct dc_findings *to, struct dc_findings *from)
{
	while (from->nr) {
		struct dc_finding *finding = dc_findings_add(to);

		if (!finding)
			return false;
		*finding = from->items[--from->nr];
	}
	return true;
}

bool dc_result_give(struct dc_result *result, struct dc_findings *findings, struct dc_ends *ends,
		    struct dc_coverage *coverage)
{
	return dc_coverage_merge(coverage, &result->coverage) &&
	       dc_ends_merge(ends, &result->ends) && move(findings, &result->findings);
}

void dc_result_free(struct dc_result *result)
{
	dc_findings_free(&result->findings);
	dc_ends_free(&result->ends);
	dc_coverage_free(&result->coverage);
	dc_derivations_free(&result->rows);
	dc_inputs_free(&result->inputs);
	dc_ignores_free(&result->ignores);
	*result = (struct dc_result){ 0 };
}
