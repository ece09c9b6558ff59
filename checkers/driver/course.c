/* SPDX-License-Identifier: GPL-2.0-only */
/* Written down by a run over all files, and followed by a run over some. */
#include "course.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

void dc_course_note(struct dc_course *course, const char *file, const struct dc_derivations *rows)
{
	struct dc_round *round = &course->rounds[course->nr - 1];
	struct dc_told *told;

	dc_grow(round->items, round->nr, round->capacity);
	told = &round->items[round->nr++];
	*told = (struct dc_told){
		.file = strcpy(dc_memory_resize(NULL, strlen(file) + 1), file),
	};
	for (size_t i = 0; i < rows->nr; i++)
		dc_derivations_add(&told->rows, rows->items[i]);
}

void dc_course_follow(const struct dc_course *course, size_t nr, struct dc_exported *exported,
		      struct dc_changes *changes)
{
	const struct dc_round *round = &course->rounds[nr];

	for (size_t i = 0; i < round->nr; i++)
		dc_exported_set(exported, round->items[i].file, &round->items[i].rows, changes);
}

bool dc_course_is_kept(const struct dc_exported *exported, const char *file,
		       const struct dc_derivations *rows)
{
	size_t nr = 0;

	for (size_t i = 0; i < exported->nr; i++) {
		const struct dc_derived *known = exported->items[i].row;
		bool found = false;

		if (strcmp(exported->items[i].file, file) != 0)
			continue;
		for (size_t k = 0; k < rows->nr && !found; k++)
			found = dc_derived_same(known, rows->items[k]);
		if (!found)
			return false;
		nr++;
	}
	return nr == rows->nr;
}

void dc_course_free(struct dc_course *course)
{
	for (size_t i = 0; i < DC_MAX_ROUNDS; i++) {
		struct dc_round *round = &course->rounds[i];

		for (size_t k = 0; k < round->nr; k++) {
			free(round->items[k].file);
			dc_derivations_free(&round->items[k].rows);
		}
		free(round->items);
	}
	*course = (struct dc_course){ 0 };
}
