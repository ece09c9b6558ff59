/* SPDX-License-Identifier: GPL-2.0-only */
/* What the flow asks about the file that it is in. */
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "hash.h"
#include "key.h"
#include "lex.h"
#include "lookup.h"
#include "memory.h"
#include "names.h"

void dc_reading_find_lines(struct dc_reading *r)
{
	const char *text = r->file->text, *at = text, *end = text + r->file->length;
	const char *newline;

	do {
		dc_grow(r->lines, r->nr_lines, r->lines_capacity);
		r->lines[r->nr_lines++] = at - text;
		newline = at < end ? memchr(at, '\n', end - at) : NULL;
		at = newline ? newline + 1 : end;
	} while (at < end);
}

size_t dc_reading_line(const struct dc_reading *r, uint32_t offset)
{
	size_t low = 0, high = r->nr_lines;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (r->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void dc_reading_locate(void *context, struct dc_spot spot, struct dc_location *location)
{
	const struct dc_reading *r = context;
	size_t line = dc_reading_line(r, spot.offset);
	const char *text = r->file->text + r->lines[line], *end = r->file->text + r->file->length;
	const char *newline = memchr(text, '\n', end - text);

	*location = (struct dc_location){
		.file = r->file->path, .line = line + 1, .column = spot.offset - r->lines[line] + 1,
		.text = text, .length = (newline ? newline : end) - text,
	};
}

static bool locate_macro(void *context, struct dc_spot spot, struct dc_location *location,
			 const char **name, int *name_length)
{
	const struct dc_reading *r = context;
	const struct dc_macro *macro;
	const char *line;

	if (!spot.macro || spot.macro > r->scope.nr_used)
		return false;
	macro = r->scope.used[spot.macro - 1];
	*location = (struct dc_location){ .file = macro->file, .line = 1, .text = "" };
	line = macro->file_text;
	for (const char *at = macro->file_text; at < macro->name; at++) {
		if (*at == '\n') {
			location->line++;
			line = at + 1;
		}
	}
	location->column = macro->name - line + 1;
	*name = macro->name;
	*name_length = macro->name_length;
	return true;
}

/* In the file and in headers that are about DMA; `*path` is where. */
static const struct dc_struct *find_near_struct(const struct dc_reading *r, const char *name,
						const char **path)
{
	size_t length = strlen(name);
	const struct dc_struct *found = dc_declared_struct(&r->declared, name, length);

	*path = r->file->path;
	for (size_t i = 0; !found && i < r->scope.nr_headers; i++) {
		struct dc_header *header = r->scope.headers[i];

		dc_declared_read(&header->declared, header->text, &header->items);
		found = dc_declared_struct(&header->declared, name, length);
		*path = header->path;
	}
	return found;
}

const struct dc_struct *dc_reading_struct(const struct dc_reading *r, const char *name,
					  const char **path)
{
	const struct dc_struct *found = find_near_struct(r, name, path);

	return found ? found : dc_lookup_struct(r->scope.number, r->file->path, r->file->root,
						r->file->text, r->file->length, name, path,
						&r->result->inputs);
}

/* The struct that a typedef of the file or any header stands for. */
static bool find_typedef(const struct dc_reading *r, struct dc_words name, char *buf, size_t size)
{
	const struct dc_token token = {
		.text = name.text, .length = name.length, .kind = DC_TOKEN_IDENTIFIER,
	};
	const struct dc_words *tag;

	if (dc_name_is_type_word(&token))
		return false;
	tag = dc_declared_typedef(&r->declared, name.text, name.length);
	for (size_t i = 0; !tag && i < r->scope.nr_headers; i++) {
		struct dc_header *header = r->scope.headers[i];

		dc_declared_read(&header->declared, header->text, &header->items);
		tag = dc_declared_typedef(&header->declared, name.text, name.length);
	}
	if (!tag)
		tag = dc_lookup_typedef(r->scope.number, r->file->path, r->file->root,
					r->file->text, r->file->length, name,
					&r->result->inputs);
	if (tag)
		snprintf(buf, size, "struct %.*s", (int)tag->length, tag->text);
	return tag;
}

/* The type of a member; without `field`, the struct that a typedef stands for. */
static bool find_type(const struct dc_reading *r, const char *type, const char *field, char *buf,
		      size_t size)
{
	const char *path;
	const struct dc_struct *found;
	struct dc_member member;

	if (!field)
		return find_typedef(r, (struct dc_words){ type, strlen(type) }, buf, size);
	found = dc_reading_struct(r, type, &path);
	if (!found || !dc_struct_member(found, field, &member))
		return false;
	if (member.tag.text)
		snprintf(buf, size, "struct %.*s", (int)member.tag.length, member.tag.text);
	else if (member.is_handle || member.is_address)
		snprintf(buf, size, member.is_handle ? "dma_addr_t" : "phys_addr_t");
	else
		return find_typedef(r, member.type, buf, size);
	return true;
}

static bool answer_type(struct dc_reading *r, const char *type, const char *field, char *buf,
			size_t size)
{
	struct dc_answer *answer;
	char question[sizeof(answer->question)];
	size_t length = snprintf(question, sizeof(question), "%s%s%s", type, field ? "." : "",
				 field ? field : "");

	if (length >= sizeof(question))
		return find_type(r, type, field, buf, size);
	answer = &r->answers[dc_hash(question, length) % DC_NR_ANSWERS];
	if (strcmp(answer->question, question)) {
		answer->question[0] = '\0';
		answer->is_known = find_type(r, type, field, buf, size);
		if (!answer->is_known)
			buf[0] = '\0';
		if (strlen(buf) >= sizeof(answer->type))
			return true;
		strcpy(answer->type, buf);
		strcpy(answer->question, question);
	}
	if (answer->is_known)
		snprintf(buf, size, "%s", answer->type);
	return answer->is_known;
}

static bool member_type(void *context, const char *type, const char *field, char *buf, size_t size)
{
	return answer_type(context, type, field, buf, size);
}

static bool typedef_struct(void *context, const char *name, char *buf, size_t size)
{
	return answer_type(context, name, NULL, buf, size);
}

/*
 * Structs of headers beside the file are shared by the files beside it; all others are told apart.
 */
static bool is_own_struct(void *context, const char *type)
{
	const struct dc_reading *r = context;
	const char *slash = strrchr(r->file->path, '/');
	size_t directory = slash ? slash - r->file->path + 1 : 0;
	const char *path;

	return !find_near_struct(r, type, &path) || path == r->file->path ||
	       strncmp(path, r->file->path, directory) != 0;
}

static bool is_asked(void *context, const char *name)
{
	const struct dc_reading *r = context;

	return dc_asked_has(&r->asked, 0, name, strlen(name));
}

static bool is_wanted(void *context, const char *key)
{
	const struct dc_reading *r = context;

	return dc_asked_wants(&r->asked, key);
}

static void struct_scope(void *context, const char *type, char *buf, size_t size)
{
	const struct dc_reading *r = context;
	const char *path;

	snprintf(buf, size, "%s", dc_reading_struct(r, type, &path) ? path : r->file->path);
}

bool dc_reading_is_static(const char *text, const struct dc_item *item)
{
	struct dc_lexer lexer = dc_lexer_start(text + item->start, item->name - item->start);
	struct dc_token token;

	do {
		token = dc_lexer_next(&lexer);
		if (dc_token_is(&token, "static"))
			return true;
	} while (token.kind != DC_TOKEN_END);
	return false;
}

/* The header that defines a function; NULL for none. */
static const struct dc_header *find_inline(const struct dc_reading *r, const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < r->scope.nr_headers; i++) {
		const struct dc_header *header = r->scope.headers[i];

		for (size_t k = 0; k < header->items.nr; k++) {
			const struct dc_item *item = &header->items.items[k];

			if (item->kind == DC_ITEM_FUNCTION && item->name_length == length &&
			    !memcmp(header->text + item->name, name, length))
				return header;
		}
	}
	return NULL;
}

const struct dc_definition *dc_reading_elsewhere(const struct dc_reading *r, const char *name,
						 size_t length)
{
	return r->file->known ? dc_exported_meant(r->file->known, name, length, r->file->path) :
				NULL;
}

/* A static function is its file's, any other its folder's. */
static struct dc_defined_in find_scope(const struct dc_reading *r, const char *function,
				       size_t length)
{
	uint32_t own = *dc_reading_bucket(r, function, length);
	const struct dc_header *header = own ? NULL : find_inline(r, function);
	const struct dc_definition *other =
		own || header ? NULL : dc_reading_elsewhere(r, function, length);

	return (struct dc_defined_in){
		.path = header ? header->path : other ? other->file : r->file->path,
		.is_folder = !header && !(own && dc_reading_is_static(r->file->text,
								      &r->items.items[own - 1])),
	};
}

static void function_scope(void *context, const char *function, char *buf, size_t size)
{
	struct dc_reading *r = context;
	size_t length = strlen(function);
	struct dc_defined_in *known =
		&r->defined_in[dc_hash(function, length) % DC_NR_ANSWERS], found;

	if (strcmp(known->function, function)) {
		found = find_scope(r, function, length);
		if (length < sizeof(found.function))
			strcpy(found.function, function);
		*known = found;
	}
	if (known->is_folder)
		dc_key_folder(known->path, buf, size);
	else
		snprintf(buf, size, "%s", known->path);
}

/* `.map_dma_buf = function,` in a table: the table's place and the member. */
static bool callback(void *context, const char *function, char *buf, size_t size)
{
	const struct dc_reading *r = context;
	const struct dc_callback *found = dc_declared_callback(&r->declared, function, NULL);

	if (found)
		snprintf(buf, size, "%u_%.*s", found->offset, (int)found->member.length,
			 found->member.text);
	return found;
}

/*
 * Arrays of the file itself; `type` is "struct name", with or without a star, of whose member it
 * is, "" for a variable.
 */
static bool is_array(void *context, const char *type, const char *field)
{
	const struct dc_reading *r = context;
	const char *name = strstr(type, "struct ");
	const struct dc_struct *found;
	struct dc_member member;

	if (!*type)
		return dc_declared_is_array(&r->declared, field);
	if (!name)
		return false;
	name += strlen("struct ");
	found = dc_declared_struct(&r->declared, name, strcspn(name, " *"));
	return found && dc_struct_member(found, field, &member) && member.is_array;
}

void dc_reading_answer(struct dc_reading *r, struct dc_flow_input *flow)
{
	flow->context = r;
	flow->locate = dc_reading_locate;
	flow->locate_macro = locate_macro;
	flow->is_array = is_array;
	flow->member_type = member_type;
	flow->typedef_struct = typedef_struct;
	flow->is_own_struct = is_own_struct;
	flow->callback = callback;
	flow->struct_scope = struct_scope;
	flow->function_scope = function_scope;
	flow->is_asked = is_asked;
	flow->is_wanted = is_wanted;
}
