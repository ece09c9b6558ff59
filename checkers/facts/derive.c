/* SPDX-License-Identifier: GPL-2.0-only */
/* A file's own rows of the API table. */
#include "derive.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

const struct dc_derived *dc_derivations_row(const struct dc_derivations *table, const char *text,
					    size_t length)
{
	for (size_t i = 0; i < table->nr; i++) {
		const struct dc_name *name = &table->items[i]->name;

		if (name->length == length && !memcmp(name->text, text, length))
			return table->items[i];
	}
	return NULL;
}

const struct dc_name *dc_derivations_find(const struct dc_derivations *table, const char *text,
					  size_t length)
{
	const struct dc_derived *row = dc_derivations_row(table, text, length);

	return row ? &row->name : NULL;
}

const struct dc_derived *dc_derivations_of(const struct dc_derivations *table,
					   const struct dc_api *api)
{
	for (size_t i = 0; i < table->nr; i++)
		if (&table->items[i]->api == api)
			return table->items[i];
	return NULL;
}

static char *copy_text(const char *text, size_t length)
{
	char *copy = dc_memory_resize(NULL, length + 1);

	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

struct dc_derived *dc_derived_copy(const struct dc_derived *derived)
{
	struct dc_derived *copy = dc_memory_resize(NULL, sizeof(*copy));

	*copy = *derived;
	copy->name.text = copy_text(derived->name.text, derived->name.length);
	copy->name.kind = DC_NAME_API;
	copy->name.api = &copy->api;
	copy->api.name = copy->name.text;
	copy->file = copy_text(derived->file, strlen(derived->file));
	if (derived->via)
		copy->via = dc_derived_copy(derived->via);
	return copy;
}

void dc_derived_free(struct dc_derived *derived)
{
	while (derived) {
		struct dc_derived *via = derived->via;

		free((char *)derived->name.text);
		free(derived->file);
		free(derived);
		derived = via;
	}
}

bool dc_derived_same_call(const struct dc_derived *a, const struct dc_derived *b)
{
	const struct dc_api *x = &a->api, *y = &b->api;

	return a->root == b->root && a->is_opaque == b->is_opaque && a->is_kept == b->is_kept &&
	       a->asks == b->asks &&
	       x->dev == y->dev && x->addr == y->addr && x->size == y->size &&
	       x->handle == y->handle &&
	       x->gfp == y->gfp && x->dir == y->dir && x->attrs == y->attrs &&
	       x->implied == y->implied;
}

bool dc_derived_same(const struct dc_derived *a, const struct dc_derived *b)
{
	while (a && b && !strcmp(a->name.text, b->name.text) && dc_derived_same_call(a, b) &&
	       !strcmp(a->file, b->file) && a->line == b->line && a->column == b->column) {
		a = a->via;
		b = b->via;
	}
	return !a && !b;
}

bool dc_derivations_add(struct dc_derivations *table, const struct dc_derived *derived)
{
	if (dc_derivations_find(table, derived->name.text, derived->name.length))
		return false;
	dc_grow(table->items, table->nr, table->capacity);
	table->items[table->nr++] = dc_derived_copy(derived);
	return true;
}

void dc_derivations_free(struct dc_derivations *table)
{
	for (size_t i = 0; i < table->nr; i++)
		dc_derived_free(table->items[i]);
	free(table->items);
	*table = (struct dc_derivations){ 0 };
}
