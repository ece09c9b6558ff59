/* SPDX-License-Identifier: GPL-2.0-only */
/* Definitions by name, and which of them a caller means. */
#include "exported.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "memory.h"

static void add_change(struct dc_changes *changes, const struct dc_definition *definition)
{
	dc_grow(changes->items, changes->nr, changes->capacity);
	changes->items[changes->nr++] =
		(struct dc_change){ definition->name, definition->file };
}

static bool is_among(const struct dc_derived *row, const struct dc_derivations *rows)
{
	for (size_t i = 0; i < rows->nr; i++)
		if (dc_derived_same(rows->items[i], row))
			return true;
	return false;
}

/* Takes away what the file defines no more. */
static void remove_old(struct dc_exported *exported, const char *file,
		       const struct dc_derivations *rows, struct dc_changes *changes)
{
	size_t kept = 0;

	for (size_t i = 0; i < exported->nr; i++) {
		struct dc_definition *definition = &exported->items[i];

		if (strcmp(definition->file, file) || is_among(definition->row, rows)) {
			exported->items[kept++] = *definition;
			continue;
		}
		add_change(changes, definition);
		dc_derived_free(definition->row);
	}
	exported->nr = kept;
}

static bool is_known(const struct dc_exported *exported, const char *file,
		     const struct dc_derived *row)
{
	for (size_t i = 0; i < exported->nr; i++)
		if (!strcmp(exported->items[i].file, file) &&
		    dc_derived_same(exported->items[i].row, row))
			return true;
	return false;
}

void dc_exported_set(struct dc_exported *exported, const char *file,
		     const struct dc_derivations *rows, struct dc_changes *changes)
{
	remove_old(exported, file, rows, changes);
	for (size_t i = 0; i < rows->nr; i++) {
		const struct dc_derived *row = rows->items[i];
		struct dc_definition *definition;

		if (is_known(exported, file, row))
			continue;
		dc_grow(exported->items, exported->nr, exported->capacity);
		definition = &exported->items[exported->nr++];
		*definition = (struct dc_definition){
			.row = dc_derived_copy(row), .file = file,
			.name = dc_hash(row->name.text, row->name.length),
		};
		add_change(changes, definition);
	}
}

static int by_name(const void *left, const void *right)
{
	const struct dc_definition *a = left, *b = right;
	int order = strcmp(a->row->name.text, b->row->name.text);

	return order ? order : strcmp(a->file, b->file);
}

void dc_exported_sort(struct dc_exported *exported)
{
	size_t nr = 64;

	if (!exported->nr)
		return;
	qsort(exported->items, exported->nr, sizeof(*exported->items), by_name);
	while (nr < 2 * exported->nr)
		nr *= 2;
	exported->nr_buckets = nr;
	exported->buckets = dc_memory_resize(exported->buckets, nr * sizeof(*exported->buckets));
	memset(exported->buckets, 0, nr * sizeof(*exported->buckets));
	for (size_t i = exported->nr; i-- > 0;) {
		uint32_t *bucket = &exported->buckets[exported->items[i].name & (nr - 1)];

		exported->items[i].next = *bucket;
		*bucket = i + 1;
	}
}

/* The definition of that name at or after one of its bucket, NULL for none. */
static const struct dc_definition *next_of(const struct dc_exported *exported, uint32_t at,
					   const char *name, size_t length)
{
	for (; at; at = exported->items[at - 1].next) {
		const struct dc_name *known = &exported->items[at - 1].row->name;

		if (known->length == length && !memcmp(known->text, name, length))
			return &exported->items[at - 1];
	}
	return NULL;
}

static const struct dc_definition *first_of(const struct dc_exported *exported, const char *name,
					    size_t length)
{
	uint32_t hash = dc_hash(name, length);

	if (!exported->nr)
		return NULL;
	return next_of(exported, exported->buckets[hash & (exported->nr_buckets - 1)], name,
		       length);
}

bool dc_exported_has(const struct dc_exported *exported, const char *name, size_t length,
		     const char *file)
{
	const struct dc_definition *each = first_of(exported, name, length);

	for (; each; each = next_of(exported, each->next, name, length))
		if (strcmp(each->file, file))
			return true;
	return false;
}

static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 - path : 0;
}

/* How near two files are: in one folder, one's folder above the other's, or neither. */
enum nearness { NOWHERE, SAME_BRANCH, SAME_FOLDER };

static enum nearness nearness_of(const char *a, const char *b)
{
	size_t length_a = folder_length(a), length_b = folder_length(b);

	if (strncmp(a, b, length_a < length_b ? length_a : length_b))
		return NOWHERE;
	return length_a == length_b ? SAME_FOLDER : SAME_BRANCH;
}

/*
 * One of the definitions that are as near as `least`, when they agree; *nr is how many there are.
 * Compared without the way: two that a caller cannot tell apart are one.
 */
static const struct dc_definition *agreed(const struct dc_exported *exported,
					  const struct dc_definition *first, const char *file,
					  enum nearness least, size_t *nr)
{
	const struct dc_name *name = &first->row->name;
	const struct dc_definition *one = NULL;

	*nr = 0;
	for (const struct dc_definition *each = first; each;
	     each = next_of(exported, each->next, name->text, name->length)) {
		if (nearness_of(each->file, file) < least)
			continue;
		if (!(*nr)++)
			one = each;
		else if (!one || !dc_derived_same_call(one->row, each->row))
			one = NULL;
	}
	return one;
}

static const struct dc_derived *wrapper_of(const struct dc_definition *definition)
{
	return definition && !definition->row->is_opaque ? definition->row : NULL;
}

const struct dc_derived *dc_exported_find(const struct dc_exported *exported, const char *name,
					  size_t length, const char *file)
{
	const struct dc_definition *first = first_of(exported, name, length);
	const struct dc_derived *row;
	size_t nr;

	if (!first)
		return NULL;
	row = wrapper_of(agreed(exported, first, file, NOWHERE, &nr));
	if (row || nr == 1)
		return row;
	row = wrapper_of(agreed(exported, first, file, SAME_FOLDER, &nr));
	return nr ? row : wrapper_of(agreed(exported, first, file, SAME_BRANCH, &nr));
}

const struct dc_definition *dc_exported_meant(const struct dc_exported *exported, const char *name,
					      size_t length, const char *file)
{
	const struct dc_definition *first = first_of(exported, name, length), *one;
	size_t nr;

	if (!first)
		return NULL;
	one = agreed(exported, first, file, NOWHERE, &nr);
	if (nr == 1)
		return one;
	one = agreed(exported, first, file, SAME_FOLDER, &nr);
	if (nr)
		return one;
	one = agreed(exported, first, file, SAME_BRANCH, &nr);
	return nr == 1 ? one : NULL;
}

void dc_exported_free(struct dc_exported *exported)
{
	for (size_t i = 0; i < exported->nr; i++)
		dc_derived_free(exported->items[i].row);
	free(exported->items);
	free(exported->buckets);
	*exported = (struct dc_exported){ 0 };
}
