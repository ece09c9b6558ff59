/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads definitions, keeps those of headers, and replaces names by what they stand for. */
#include "macro.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory.h"
#include "names.h"
#include "source.h"
#include "table.h"

enum {
	MAX_DEPTH = 16,			/* of expansion within expansion */
	MAX_TOKENS = 1 << 18,		/* of one expanded function */
	MAX_ARGUMENTS = 32,
	MAX_HEADER = 4 << 20,
	MAX_INCLUDE_DEPTH = 4,
	NR_BUCKETS = 4096,
};

struct dc_macros {
	struct dc_macro *items;
	size_t nr, capacity;
	uint32_t *buckets;		/* 1 + index, open addressing */
	size_t nr_buckets;
	bool has_relevant;
	const char *path, *text;	/* that they were read from */
	size_t text_length;
};

static uint32_t hash(const char *text, size_t length)
{
	uint32_t h = 2166136261u;

	while (length--)
		h = (h ^ (unsigned char)*text++) * 16777619u;
	return h ^ h >> 15;
}

static uint32_t *bucket_of(const struct dc_macros *macros, const char *name, size_t length)
{
	for (size_t i = hash(name, length);; i++) {
		uint32_t *bucket = &macros->buckets[i & (macros->nr_buckets - 1)];
		const struct dc_macro *macro = *bucket ? &macros->items[*bucket - 1] : NULL;

		if (!macro || (macro->name_length == length && !memcmp(macro->name, name, length)))
			return bucket;
	}
}

static void index_macros(struct dc_macros *macros)
{
	macros->nr_buckets = 16;
	while (macros->nr_buckets < 2 * macros->nr)
		macros->nr_buckets *= 2;
	macros->buckets = dc_memory_resize(NULL, macros->nr_buckets * sizeof(*macros->buckets));
	memset(macros->buckets, 0, macros->nr_buckets * sizeof(*macros->buckets));
	for (size_t i = 0; i < macros->nr; i++)
		*bucket_of(macros, macros->items[i].name, macros->items[i].name_length) = i + 1;
}

static bool names_something(const char *text, size_t length)
{
	struct dc_lexer lexer = dc_lexer_start(text, length);

	for (;;) {
		struct dc_token token = dc_lexer_next(&lexer);

		if (token.kind == DC_TOKEN_END)
			return false;
		if (token.kind == DC_TOKEN_IDENTIFIER &&
		    dc_name_is_relevant(token.text, token.length))
			return true;
	}
}

static void add(struct dc_macros *macros, struct dc_macro macro)
{
	/* The tables know better what these stand for than any definition of theirs. */
	if (!macro.name_length || dc_name_find(macro.name, macro.name_length))
		return;
	macro.relevant = names_something(macro.body, macro.body_length);
	macros->has_relevant |= macro.relevant;
	dc_grow(macros->items, macros->nr, macros->capacity);
	macros->items[macros->nr++] = macro;
}

static void add_define(struct dc_macros *macros, struct dc_macro macro, const char *text,
		       size_t length)
{
	struct dc_lexer lexer = dc_lexer_start(text + 1, length - 1);
	struct dc_token name;
	const char *at;

	dc_lexer_next(&lexer);
	name = dc_lexer_next(&lexer);
	if (name.kind != DC_TOKEN_IDENTIFIER)
		return;
	macro.name = name.text;
	macro.name_length = name.length;
	at = name.text + name.length;
	if (at < text + length && *at == '(') {
		const char *close = memchr(at, ')', text + length - at);

		if (!close)
			return;
		macro.parameters = at + 1;
		macro.parameters_length = close - at - 1;
		at = close + 1;
	}
	macro.body = at;
	macro.body_length = text + length - at;
	add(macros, macro);
}

/* `enum { NAME = …, }`: each name that has a value. */
static void add_enumerators(struct dc_macros *macros, struct dc_macro macro,
			    const struct dc_tokens *tokens, size_t i)
{
	while (i < tokens->nr && !dc_token_is_char(&tokens->items[i], '{'))
		i++;
	for (i++; i + 2 < tokens->nr; i++) {
		const struct dc_token *name = &tokens->items[i];
		size_t end = i + 2;

		if (name->kind != DC_TOKEN_IDENTIFIER || !dc_token_is_char(name + 1, '='))
			continue;
		while (end < tokens->nr && !dc_token_is_char(&tokens->items[end], ',') &&
		       !dc_token_is_char(&tokens->items[end], '}'))
			end = dc_token_is_char(&tokens->items[end], '(') ?
				dc_tokens_close(tokens, end) + 1 : end + 1;
		if (end >= tokens->nr)
			return;
		macro.name = name->text;
		macro.name_length = name->length;
		macro.body = name[2].text;
		macro.body_length = tokens->items[end].text - macro.body;
		add(macros, macro);
		i = end;
	}
}

/* `static const unsigned long NAME = …;` */
static void add_constant(struct dc_macros *macros, struct dc_macro macro,
			 const struct dc_tokens *tokens)
{
	bool is_const = false;

	for (size_t i = 0; i + 1 < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];
		const struct dc_token *last = &tokens->items[tokens->nr - 1];

		is_const |= dc_token_is(token, "const");
		if (token->kind == DC_TOKEN_PUNCTUATION && !dc_token_is_char(token, '='))
			return;
		if (!dc_token_is_char(token, '='))
			continue;
		if (!is_const || !i || dc_token_is_char(token + 1, '{'))
			return;
		macro.name = token[-1].text;
		macro.name_length = token[-1].length;
		macro.body = token[1].text;
		macro.body_length = last->text - macro.body;
		add(macros, macro);
		return;
	}
}

static void add_declaration(struct dc_macros *macros, struct dc_macro macro, const char *text,
			    size_t length)
{
	struct dc_tokens tokens = { 0 };

	dc_tokens_lex(&tokens, text, length, 0);
	for (size_t i = 0; i < tokens.nr && i < 3; i++) {
		if (dc_token_is(&tokens.items[i], "enum")) {
			add_enumerators(macros, macro, &tokens, i);
			goto out;
		}
	}
	add_constant(macros, macro, &tokens);
out:
	free(tokens.items);
}

struct dc_macros *dc_macros_read(const char *path, const char *text, const struct dc_items *items)
{
	struct dc_macros *macros = dc_memory_resize(NULL, sizeof(*macros));

	memset(macros, 0, sizeof(*macros));
	for (size_t i = 0; i < items->nr; i++) {
		const struct dc_item *item = &items->items[i];
		struct dc_macro macro = { .file = path, .file_text = text };

		if (item->kind == DC_ITEM_DEFINE)
			add_define(macros, macro, text + item->start, item->end - item->start);
		else if (item->kind == DC_ITEM_DECLARATION && item->relevant)
			add_declaration(macros, macro, text + item->start, item->end - item->start);
	}
	index_macros(macros);
	return macros;
}

void dc_macros_free(struct dc_macros *macros)
{
	if (!macros)
		return;
	free(macros->items);
	free(macros->buckets);
	free(macros);
}

/* Headers, by path; one without interest has no macros. */
struct header {
	struct header *next;
	struct dc_macros *macros;
	char *text;
	struct dc_items items;
	char path[];
};

static struct header *headers[NR_BUCKETS];

static char *read_header(const char *path, size_t *length)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *text = NULL;
	size_t used = 0, size = 0;
	ssize_t n;

	if (fd < 0)
		return NULL;
	do {
		if (used + 1 >= size) {
			size = size ? 2 * size : 32 << 10;
			text = dc_memory_resize(text, size);
		}
		n = read(fd, text + used, size - used - 1);
		used += n > 0 ? n : 0;
	} while (n > 0 && used < MAX_HEADER);
	close(fd);
	*length = used;
	if (n >= 0 && used < MAX_HEADER && dc_source_is_relevant(text, used))
		return text;
	free(text);
	return NULL;
}

static struct header *header_at(const char *path)
{
	size_t length = strlen(path);
	struct header **bucket = &headers[hash(path, length) % NR_BUCKETS];
	struct header *header;

	for (header = *bucket; header; header = header->next)
		if (!strcmp(header->path, path))
			return header;
	header = dc_memory_resize(NULL, sizeof(*header) + length + 1);
	memset(header, 0, sizeof(*header));
	memcpy(header->path, path, length + 1);
	header->next = *bucket;
	*bucket = header;
	header->text = read_header(path, &length);
	if (header->text) {
		dc_split(header->text, length, &header->items);
		header->macros = dc_macros_read(header->path, header->text, &header->items);
		header->macros->path = header->path;
		header->macros->text = header->text;
		header->macros->text_length = length;
	}
	return header;
}

void dc_scope_shutdown(void)
{
	for (size_t i = 0; i < NR_BUCKETS; i++) {
		while (headers[i]) {
			struct header *header = headers[i];

			headers[i] = header->next;
			dc_macros_free(header->macros);
			free(header->text);
			free(header->items.items);
			free(header);
		}
	}
}

static bool has_table(const struct dc_scope *scope, const struct dc_macros *table)
{
	for (size_t i = 0; i < scope->nr; i++)
		if (scope->tables[i] == table)
			return true;
	return false;
}

static void add_table(struct dc_scope *scope, const struct dc_macros *table)
{
	dc_grow(scope->tables, scope->nr, scope->capacity);
	scope->tables[scope->nr++] = table;
}

/* "x.h" or <x.h> of an #include line: where the name starts, its length, and which of the two. */
static const char *included_name(const char *text, size_t length, size_t *name_length, bool *quoted)
{
	const char *end = text + length, *at = text, *close;

	while (at < end && *at != '"' && *at != '<')
		at++;
	if (at == end)
		return NULL;
	*quoted = *at++ == '"';
	close = memchr(at, *quoted ? '"' : '>', end - at);
	if (!close)
		return NULL;
	*name_length = close - at;
	return at;
}

static void add_headers(struct dc_scope *scope, const char *path, const char *root,
			const char *text, const struct dc_items *items, unsigned int depth);

static void add_header(struct dc_scope *scope, const char *path, const char *root,
		       unsigned int depth)
{
	const struct header *header = header_at(path);

	if (!header->macros || has_table(scope, header->macros))
		return;
	add_table(scope, header->macros);
	add_headers(scope, header->path, root, header->text, &header->items, depth + 1);
}

static void add_headers(struct dc_scope *scope, const char *path, const char *root,
			const char *text, const struct dc_items *items, unsigned int depth)
{
	const char *slash = strrchr(path, '/');
	int directory = slash ? slash - path + 1 : 0;

	for (size_t i = 0; i < items->nr && depth < MAX_INCLUDE_DEPTH; i++) {
		const struct dc_item *item = &items->items[i];
		char header[4096];
		const char *name;
		size_t length;
		bool quoted;

		if (item->kind != DC_ITEM_INCLUDE)
			continue;
		name = included_name(text + item->start, item->end - item->start, &length, &quoted);
		if (!name || length > 1024)
			continue;
		if (quoted) {
			snprintf(header, sizeof(header), "%.*s%.*s", directory, path, (int)length,
				 name);
			add_header(scope, header, root, depth);
		}
		if (root) {
			snprintf(header, sizeof(header), "%s/include/%.*s", root, (int)length,
				 name);
			add_header(scope, header, root, depth);
		}
	}
}

void dc_scope_open(struct dc_scope *scope, const char *path, const char *root, const char *text,
		   const struct dc_items *items, const struct dc_macros *own)
{
	*scope = (struct dc_scope){ 0 };
	add_table(scope, own);
	add_headers(scope, path, root, text, items, 0);
}

size_t dc_scope_nr_texts(const struct dc_scope *scope)
{
	return scope->nr - 1;
}

const char *dc_scope_path(const struct dc_scope *scope, size_t i)
{
	return scope->tables[i + 1]->path;
}

const char *dc_scope_text(const struct dc_scope *scope, size_t i, size_t *length)
{
	*length = scope->tables[i + 1]->text_length;
	return scope->tables[i + 1]->text;
}

void dc_scope_close(struct dc_scope *scope)
{
	free(scope->tables);
	free(scope->used);
	*scope = (struct dc_scope){ 0 };
}

static const struct dc_macro *find(const struct dc_scope *scope, const char *name, size_t length)
{
	for (size_t i = 0; i < scope->nr; i++) {
		const struct dc_macros *table = scope->tables[i];
		uint32_t bucket = table->nr ? *bucket_of(table, name, length) : 0;

		if (bucket)
			return &table->items[bucket - 1];
	}
	return NULL;
}

static bool leads_to_rule(const struct dc_scope *scope, const struct dc_macro *macro,
			  unsigned int depth)
{
	struct dc_lexer lexer = dc_lexer_start(macro->body, macro->body_length);

	if (macro->relevant || depth > MAX_DEPTH / 2)
		return macro->relevant;
	for (;;) {
		struct dc_token token = dc_lexer_next(&lexer);
		const struct dc_macro *inner;

		if (token.kind == DC_TOKEN_END)
			return false;
		if (token.kind != DC_TOKEN_IDENTIFIER)
			continue;
		inner = find(scope, token.text, token.length);
		if (inner && inner != macro && leads_to_rule(scope, inner, depth + 1))
			return true;
	}
}

/* Numbers and operators alone; a name must be such a number, BIT or UL in turn. */
static bool is_number(const struct dc_scope *scope, const struct dc_macro *macro,
		      unsigned int depth)
{
	struct dc_lexer lexer = dc_lexer_start(macro->body, macro->body_length);
	size_t nr = 0;

	if (macro->parameters || depth > 4)
		return false;
	for (;; nr++) {
		struct dc_token token = dc_lexer_next(&lexer);
		const struct dc_macro *inner;

		switch (token.kind) {
		case DC_TOKEN_END:
			return nr > 0;
		case DC_TOKEN_NUMBER:
			break;
		case DC_TOKEN_PUNCTUATION:
			if (!memchr("()|&~<>+-", token.text[0], 9))
				return false;
			break;
		case DC_TOKEN_IDENTIFIER:
			if (dc_token_is(&token, "BIT") || dc_token_is(&token, "BIT_ULL") ||
			    dc_name_find(token.text, token.length))
				break;
			inner = find(scope, token.text, token.length);
			if (!inner || !is_number(scope, inner, depth + 1))
				return false;
			break;
		default:
			return false;
		}
	}
}

bool dc_scope_is_relevant(const struct dc_scope *scope, const char *name, size_t length)
{
	const struct dc_macro *macro = find(scope, name, length);

	return macro && leads_to_rule(scope, macro, 0);
}

bool dc_scope_has_relevant(const struct dc_scope *scope)
{
	for (size_t i = 0; i < scope->nr; i++)
		if (scope->tables[i]->has_relevant)
			return true;
	return false;
}

struct expansion {
	struct dc_scope *scope;
	struct dc_tokens *out;
	const struct dc_macro *active[MAX_DEPTH];
	unsigned int depth;
};

struct argument {
	size_t from, to;
};

static bool expand_range(struct expansion *e, const struct dc_tokens *in, size_t from, size_t to);

static uint16_t used_index(struct dc_scope *scope, const struct dc_macro *macro)
{
	for (size_t i = 0; i < scope->nr_used; i++)
		if (scope->used[i] == macro)
			return i + 1;
	if (scope->nr_used == UINT16_MAX)
		return 0;
	dc_grow(scope->used, scope->nr_used, scope->used_capacity);
	scope->used[scope->nr_used++] = macro;
	return scope->nr_used;
}

/* Splits `(a, b)` at its top-level commas. */
static size_t split_arguments(const struct dc_tokens *in, size_t open, size_t close,
			      struct argument arguments[MAX_ARGUMENTS])
{
	size_t nr = 0, from = open + 1;

	if (open + 1 == close)
		return 0;
	for (size_t i = open + 1; i <= close; i++) {
		const struct dc_token *token = &in->items[i];

		if (i == close || dc_token_is_char(token, ',')) {
			if (nr == MAX_ARGUMENTS)
				return nr;
			arguments[nr++] = (struct argument){ from, i };
			from = i + 1;
		} else if (token->kind == DC_TOKEN_PUNCTUATION && token->length == 1 &&
			   memchr("([{", token->text[0], 3)) {
			i = dc_tokens_close(in, i);
		}
	}
	return nr;
}

/* The number of the parameter, from 0, or -1.  __VA_ARGS__ and the last of a… take the rest. */
static int parameter_of(const struct dc_macro *macro, const struct dc_token *token, bool *rest)
{
	struct dc_lexer lexer = dc_lexer_start(macro->parameters, macro->parameters_length);
	int i = 0;

	*rest = false;
	if (token->kind != DC_TOKEN_IDENTIFIER)
		return -1;
	for (;;) {
		struct dc_token parameter = dc_lexer_next(&lexer);

		if (parameter.kind == DC_TOKEN_END)
			return -1;
		if (dc_token_is(&parameter, "...") && dc_token_is(token, "__VA_ARGS__")) {
			*rest = true;
			return i;
		}
		if (parameter.kind == DC_TOKEN_IDENTIFIER && parameter.length == token->length &&
		    !memcmp(parameter.text, token->text, token->length)) {
			parameter = dc_lexer_next(&lexer);
			*rest = dc_token_is(&parameter, "...");
			return i;
		}
		i += dc_token_is_char(&parameter, ',');
	}
}

/* The body with arguments put in, as tokens at the place of the call. */
static void substitute(struct expansion *e, const struct dc_macro *macro,
		       const struct dc_tokens *in, const struct argument *arguments, size_t nr,
		       uint32_t offset, struct dc_tokens *out)
{
	struct dc_tokens body = { 0 };
	uint16_t index = used_index(e->scope, macro);

	dc_tokens_lex(&body, macro->body, macro->body_length, 0);
	for (size_t i = 0; i < body.nr && out->nr < MAX_TOKENS; i++) {
		struct dc_token token = body.items[i];
		bool rest;
		int parameter = macro->parameters ? parameter_of(macro, &token, &rest) : -1;

		if (dc_token_is(&token, "##") || token.kind == DC_TOKEN_DIRECTIVE)
			continue;
		if (parameter < 0) {
			token.offset = offset;
			token.macro = index;
			token.column0 = false;
			dc_tokens_add(out, token);
		} else if ((size_t)parameter < nr) {
			size_t to = rest ? arguments[nr - 1].to : arguments[parameter].to;

			for (size_t j = arguments[parameter].from; j < to; j++)
				dc_tokens_add(out, in->items[j]);
		}
	}
	free(body.items);
}

/* A body that pastes or quotes is more than we replace. */
static bool is_plain(const struct dc_macro *macro)
{
	return !memchr(macro->body, '#', macro->body_length);
}

static const struct dc_macro *expandable(struct expansion *e, const struct dc_token *token)
{
	const struct dc_macro *macro;

	if (token->kind != DC_TOKEN_IDENTIFIER || e->depth == MAX_DEPTH)
		return NULL;
	macro = find(e->scope, token->text, token->length);
	if (!macro || !is_plain(macro))
		return NULL;
	for (unsigned int i = 0; i < e->depth; i++)
		if (e->active[i] == macro)
			return NULL;
	if (!leads_to_rule(e->scope, macro, 0) && !is_number(e->scope, macro, 0))
		return NULL;
	return macro;
}

static bool expand_macro(struct expansion *e, const struct dc_macro *macro,
			 const struct dc_tokens *in, const struct argument *arguments, size_t nr,
			 uint32_t offset)
{
	struct dc_tokens body = { 0 };
	bool fits;

	substitute(e, macro, in, arguments, nr, offset, &body);
	e->active[e->depth++] = macro;
	fits = body.nr < MAX_TOKENS && expand_range(e, &body, 0, body.nr);
	e->depth--;
	free(body.items);
	return fits;
}

static bool is_member(const struct dc_token *token)
{
	return dc_token_is_char(token - 1, '.') || dc_token_is(token - 1, "->");
}

static bool expand_range(struct expansion *e, const struct dc_tokens *in, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct dc_token *token = &in->items[i];
		const struct dc_macro *macro = expandable(e, token);
		bool called = i + 1 < to && dc_token_is_char(token + 1, '(');
		struct argument arguments[MAX_ARGUMENTS];
		size_t close, nr = 0;

		if (e->out->nr >= MAX_TOKENS)
			return false;
		/* A member or label of the same name is not the macro. */
		if (!macro || (macro->parameters && !called) || (i > from && is_member(token))) {
			dc_tokens_add(e->out, *token);
			continue;
		}
		close = i;
		if (macro->parameters) {
			close = dc_tokens_close(in, i + 1);
			if (close >= to) {
				dc_tokens_add(e->out, *token);
				continue;
			}
			nr = split_arguments(in, i + 1, close, arguments);
		}
		if (!expand_macro(e, macro, in, arguments, nr, token->offset))
			return false;
		i = close;
	}
	return true;
}

bool dc_scope_expand(struct dc_scope *scope, const struct dc_tokens *in, struct dc_tokens *out)
{
	struct expansion e = { .scope = scope, .out = out };

	return expand_range(&e, in, 0, in->nr);
}
