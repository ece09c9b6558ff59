/* SPDX-License-Identifier: GPL-2.0-only */
/* One file: cut it up, read the functions that matter, follow their paths. */
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "closed.h"
#include "custom.h"
#include "expand.h"
#include "lookup.h"
#include "lower.h"
#include "names.h"
#include "reading.h"

/* Names of the DMA core's own, wherever they stand */

static const struct dc_item *item_around(const struct dc_reading *r, uint32_t offset)
{
	for (size_t i = 0; i < r->items.nr; i++) {
		const struct dc_item *item = &r->items.items[i];

		if (item->kind == DC_ITEM_FUNCTION && item->start <= offset && offset < item->end)
			return item;
	}
	return NULL;
}

static void judge_name(struct dc_reading *r, const struct dc_token *token, enum dc_attr_id attr)
{
	char *function = dc_reading_name(r, item_around(r, token->offset));
	struct dc_location location;

	dc_reading_locate(r, (struct dc_spot){ .offset = token->offset }, &location);
	dc_custom_judge_name(&r->result->findings, r->file->kernel, attr, &location, function,
			     DC_ENGINE_SOURCE);
	free(function);
}

static void find_names_in(struct dc_reading *r, const char *text, size_t length, uint32_t offset)
{
	struct dc_lexer lexer = dc_lexer_start(text, length);

	for (;;) {
		struct dc_token token = dc_lexer_next(&lexer);
		const struct dc_name *name;

		if (token.kind == DC_TOKEN_END)
			return;
		token.offset += offset;
		if (token.kind == DC_TOKEN_DIRECTIVE)
			find_names_in(r, token.text + 1, token.length - 1, token.offset + 1);
		if (token.kind != DC_TOKEN_IDENTIFIER)
			continue;
		name = dc_name_find(token.text, token.length);
		if (name && name->kind == DC_NAME_ATTR)
			judge_name(r, &token, name->attr);
	}
}

static void find_private_names(struct dc_reading *r)
{
	static const char piece[] = "DMA_ATTR_ALLOC_CC_SHARED";

	if (!r->is_core && memmem(r->file->text, r->file->length, piece, strlen(piece)))
		find_names_in(r, r->file->text, r->file->length, 0);
}

/* Files */

static void open_reading(struct dc_reading *r)
{
	const struct dc_source_file *file = r->file;

	r->is_core = dc_custom_is_core(file->path);
	dc_reading_find_lines(r);
	dc_split(file->text, file->length, &r->items);
	r->own = dc_macros_read(file->path, file->text, &r->items);
	dc_scope_open(&r->scope, file->path, file->root, file->text, &r->items, r->own,
		      &r->result->inputs);
	dc_declared_read(&r->declared, file->text, &r->items);
	dc_reading_index(r);
	r->ask_scope = dc_expand_has_relevant(&r->scope);
}

static void close_reading(struct dc_reading *r)
{
	dc_scope_close(&r->scope);
	dc_derivations_free(&r->derived);
	dc_asked_free(&r->asked);
	dc_declared_free(&r->declared);
	dc_macros_free(r->own);
	free(r->items.items);
	free(r->is_visited);
	free(r->is_read);
	free(r->buckets);
	free(r->lines);
}

static bool has_relevant_function(const struct dc_items *items)
{
	for (size_t i = 0; i < items->nr; i++)
		if (items->items[i].kind == DC_ITEM_FUNCTION && items->items[i].relevant)
			return true;
	return false;
}

static void add_header_rows(struct dc_reading *r);

/* What a header has to say for itself comes when it is checked as a file. */
static void read_header(const struct dc_reading *r, struct dc_header *header)
{
	const struct dc_source_file file = {
		.path = header->path, .text = header->text, .length = header->length,
		.root = r->file->root, .kernel = r->file->kernel,
	};
	struct dc_result result = { 0 };
	struct dc_reading inner = { .file = &file, .result = &result };

	header->has_rows = true;
	if (dc_custom_is_core(header->path) || !has_relevant_function(&header->items))
		return;
	open_reading(&inner);
	add_header_rows(&inner);
	dc_reading_functions(&inner);
	header->rows = inner.derived;
	inner.derived = (struct dc_derivations){ 0 };
	header->inputs = result.inputs;
	result.inputs = (struct dc_inputs){ 0 };
	close_reading(&inner);
	dc_result_free(&result);
}

/* The wrappers of the headers, but for those that the file has its own of. */
static void add_header_rows(struct dc_reading *r)
{
	for (size_t i = 0; i < r->scope.nr_headers; i++) {
		struct dc_header *header = r->scope.headers[i];

		if (!header->has_rows)
			read_header(r, header);
		dc_scope_depend(&r->scope, header, &r->result->inputs);
		for (size_t k = 0; k < header->rows.nr; k++) {
			const struct dc_name *name = &header->rows.items[k]->name;

			if (!dc_name_find(name->text, name->length) &&
			    !*dc_reading_bucket(r, name->text, name->length))
				dc_derivations_add(&r->derived, header->rows.items[k]);
		}
	}
}

/* Whoever includes a header may store what nobody sees here. */
static void tell_closed(const struct dc_reading *r)
{
	const struct dc_closed file = {
		r->file->path, r->file->text, r->file->length, &r->declared, &r->result->ends,
	};

	if (!dc_reading_is_header(r->file->path))
		dc_closed_tell(&file, &r->asked);
}

bool dc_source_check(const struct dc_source_file *file, struct dc_result *result)
{
	struct dc_reading r = { .file = file, .result = result };

	dc_scope_read_from(file->files);
	open_reading(&r);
	add_header_rows(&r);
	find_private_names(&r);
	dc_reading_functions(&r);
	dc_reading_initializers(&r);
	dc_reading_asked(&r);
	tell_closed(&r);
	dc_reading_export(&r);
	close_reading(&r);
	return true;
}

void dc_source_shutdown(void)
{
	dc_scope_shutdown();
	dc_lookup_shutdown();
	dc_lower_shutdown();
	dc_flow_shutdown();
	dc_reading_shutdown();
}
