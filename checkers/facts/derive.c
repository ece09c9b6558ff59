/* SPDX-License-Identifier: GPL-2.0-only */
/* A file's own rows of the API table. */
#include "derive.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

const struct dc_name *dc_derivations_find(const struct dc_derivations *table, const char *text,
					  size_t length)
{
	for (size_t i = 0; i < table->nr; i++) {
		const struct dc_name *name = &table->items[i]->name;

		if (name->length == length && !memcmp(name->text, text, length))
			return name;
	}
	return NULL;
}

const struct dc_derived *dc_derivations_of(const struct dc_derivations *table,
					   const struct dc_api *api)
{
	for (size_t i = 0; i < table->nr; i++)
		if (&table->items[i]->api == api)
			return table->items[i];
	return NULL;
}

bool dc_derivations_add(struct dc_derivations *table, const struct dc_derived *derived)
{
	const struct dc_name *old =
		dc_derivations_find(table, derived->name.text, derived->name.length);
	struct dc_derived *copy;
	char *text;

	if (old)
		return false;
	copy = dc_memory_resize(NULL, sizeof(*copy));
	*copy = *derived;
	text = dc_memory_resize(NULL, derived->name.length + 1);
	memcpy(text, derived->name.text, derived->name.length);
	text[derived->name.length] = '\0';
	copy->name.text = copy->api.name = text;
	copy->name.kind = DC_NAME_API;
	copy->name.api = &copy->api;
	copy->file = dc_memory_resize(NULL, strlen(derived->file) + 1);
	strcpy(copy->file, derived->file);
	dc_grow(table->items, table->nr, table->capacity);
	table->items[table->nr++] = copy;
	return true;
}

void dc_derivations_free(struct dc_derivations *table)
{
	for (size_t i = 0; i < table->nr; i++) {
		free((char *)table->items[i]->name.text);
		free(table->items[i]->file);
		free(table->items[i]);
	}
	free(table->items);
	*table = (struct dc_derivations){ 0 };
}
