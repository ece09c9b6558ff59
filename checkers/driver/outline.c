/* SPDX-License-Identifier: GPL-2.0-only */
/* Sorted hashes; a collision makes a change matter that does not. */
#include "outline.h"

#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "hash.h"
#include "memory.h"
#include "source.h"

/* Of what differs; more is better analysed. */
enum { MAX_FILES = 500 };

void dc_outline_add_inputs(struct dc_outline *outline, const struct dc_inputs *inputs)
{
	char clean[PATH_MAX];

	for (size_t i = 0; i < inputs->nr; i++) {
		if (!dc_files_clean(inputs->items[i].path, clean))
			continue;
		dc_grow(outline->paths, outline->nr_paths, outline->paths_capacity);
		outline->paths[outline->nr_paths++] = dc_hash(clean, strlen(clean));
	}
}

void dc_outline_add_names(struct dc_outline *outline, const struct dc_exported *exported)
{
	for (size_t i = 0; i < exported->nr; i++) {
		dc_grow(outline->names, outline->nr_names, outline->names_capacity);
		outline->names[outline->nr_names++] = exported->items[i].name;
	}
}

static int by_number(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

static size_t make_set(uint32_t *numbers, size_t nr)
{
	size_t kept = 0;

	if (nr)
		qsort(numbers, nr, sizeof(*numbers), by_number);
	for (size_t i = 0; i < nr; i++)
		if (!kept || numbers[kept - 1] != numbers[i])
			numbers[kept++] = numbers[i];
	return kept;
}

static bool has(const uint32_t *numbers, size_t nr, uint32_t number)
{
	return nr && bsearch(&number, numbers, nr, sizeof(number), by_number);
}

bool dc_outline_pack(struct dc_outline *outline, struct dc_bytes *bytes)
{
	outline->nr_paths = make_set(outline->paths, outline->nr_paths);
	outline->nr_names = make_set(outline->names, outline->nr_names);
	return dc_bytes_add(bytes, &outline->nr_paths, sizeof(outline->nr_paths)) &&
	       dc_bytes_add(bytes, outline->paths, outline->nr_paths * sizeof(*outline->paths)) &&
	       dc_bytes_add(bytes, outline->names, outline->nr_names * sizeof(*outline->names));
}

bool dc_outline_unpack(struct dc_outline *outline, const char *data, size_t length)
{
	size_t nr_paths, size;

	if (length < sizeof(nr_paths))
		return false;
	memcpy(&nr_paths, data, sizeof(nr_paths));
	data += sizeof(nr_paths);
	length -= sizeof(nr_paths);
	if (nr_paths > length / sizeof(*outline->paths))
		return false;
	size = nr_paths * sizeof(*outline->paths);
	*outline = (struct dc_outline){
		.paths = dc_memory_resize(NULL, size + 1),
		.names = dc_memory_resize(NULL, length - size + 1),
		.nr_paths = nr_paths, .nr_names = (length - size) / sizeof(*outline->names),
	};
	memcpy(outline->paths, data, size);
	memcpy(outline->names, data + size, length - size);
	return true;
}

/* Whether the file matters by itself, as it is in a state. */
static bool matters(const struct dc_outline *outline, const struct dc_state *state,
		    const char *path)
{
	struct dc_file_id id = state->files.identify(&state->files, path);
	struct dc_bytes text = { 0 };
	struct dc_calls calls = { 0 };
	bool found;

	if (dc_file_id_is_zero(&id))
		return false;
	found = state->files.read(&state->files, path, &text) ||
		(text.length && dc_source_is_relevant(text.data, text.length));
	if (!found && text.length)
		dc_calls_find(&calls, text.data, 0, text.length);
	for (size_t i = 0; i < calls.nr && !found; i++)
		found = has(outline->names, outline->nr_names, calls.items[i]);
	dc_calls_free(&calls);
	free(text.data);
	return found;
}

bool dc_outline_is_untouched(const struct dc_outline *outline, const struct dc_state *old,
			     const struct dc_state *new)
{
	struct dc_state_files list = { 0 };
	bool ok = dc_state_compare(old, new, MAX_FILES, &list);

	for (size_t i = 0; ok && i < list.nr; i++) {
		const char *path = list.items[i].path;

		ok = !has(outline->paths, outline->nr_paths, dc_hash(path, strlen(path))) &&
		     (!dc_state_is_candidate(path) ||
		      (!matters(outline, old, path) && !matters(outline, new, path)));
	}
	dc_state_files_free(&list);
	return ok;
}

void dc_outline_free(struct dc_outline *outline)
{
	free(outline->paths);
	free(outline->names);
	*outline = (struct dc_outline){ 0 };
}
