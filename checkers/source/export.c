/* SPDX-License-Identifier: GPL-2.0-only */
/* What other files may call, or give attributes to. */
#include "reading.h"

#include <string.h>

#include "lex.h"

bool dc_reading_is_header(const char *path)
{
	size_t length = strlen(path);

	return length > 2 && !strcmp(path + length - 2, ".h");
}

/*
 * Whether a caller elsewhere may mean this function. A header's static one is meant wherever the
 * header is included, unless it only stands in for the other one in some configurations: then the
 * header declares that, too.
 */
static bool is_visible(const struct dc_reading *r, const struct dc_item *item)
{
	return !dc_reading_is_static(r->file->text, item) ||
	       (dc_reading_is_header(r->file->path) &&
		!dc_reading_declaration(r, r->file->text + item->name, item->name_length));
}

/* Functions that share the name of another file's wrapper, and are none. */
static void export_namesakes(struct dc_reading *r)
{
	for (size_t i = 0; i < r->items.nr && r->file->known; i++) {
		const struct dc_item *item = &r->items.items[i];
		const char *name = r->file->text + item->name;
		struct dc_derived row = { .is_opaque = true, .file = (char *)r->file->path };

		if (item->kind != DC_ITEM_FUNCTION ||
		    !dc_exported_has(r->file->known, name, item->name_length, r->file->path) ||
		    !is_visible(r, item))
			continue;
		row.name.text = name;
		row.name.length = item->name_length;
		dc_derivations_add(&r->result->rows, &row);
	}
}

/* Functions that others give attributes to, and that are no wrappers. */
static void export_asking(struct dc_reading *r)
{
	for (size_t i = 0; i < r->items.nr && r->result->ends.nr; i++) {
		const struct dc_item *item = &r->items.items[i];
		struct dc_derived row = { .is_opaque = true, .file = (char *)r->file->path };

		if (item->kind != DC_ITEM_FUNCTION || !r->is_read[i] ||
		    dc_reading_is_static(r->file->text, item))
			continue;
		row.name.text = r->file->text + item->name;
		row.name.length = item->name_length;
		row.asks = dc_asked_parameters(&r->result->ends, row.name.text, row.name.length);
		if (row.asks)
			dc_derivations_add(&r->result->rows, &row);
	}
}

void dc_reading_export(struct dc_reading *r)
{
	for (size_t i = 0; i < r->derived.nr && !r->is_core; i++) {
		const struct dc_derived *row = r->derived.items[i];

		if (!row->is_static && !strcmp(row->file, r->file->path) &&
		    *dc_reading_bucket(r, row->name.text, row->name.length))
			dc_derivations_add(&r->result->rows, row);
	}
	if (!r->is_core)
		export_asking(r);
	export_namesakes(r);
}
