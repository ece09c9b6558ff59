/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An index of the structs of all headers met so far, and the headers that one file can see.
 *
 * A header's text is dropped once its includes and the places of its structs are known: of the many
 * that a file includes hardly any is ever asked for.
 */
#include "lookup.h"

#include <stdio.h>
#include <stdlib.h>

#include "hash.h"
#include "memory.h"
#include "scope.h"

enum { NR_BUCKETS = 4096, MAX_DEPTH = 4, MAX_PATH = 4096, MAX_NESTING = 32, MAX_OUTSIDE = 64 };

/* `struct name {` in a header. */
struct definition {
	struct definition *next;	/* of its bucket */
	struct header *header;
	uint32_t name;			/* dc_hash() of it */
	uint32_t name_offset, brace;	/* in the header's text */
	struct dc_struct what;		/* once somebody asked */
};

/* `typedef struct tag {…} name;` in a header. */
struct alias {
	struct alias *next;		/* of its bucket */
	struct header *header;
	struct dc_words name, tag;
	char text[];			/* of both */
};

struct header {
	struct header *next;		/* of its bucket */
	struct header **includes;
	size_t nr_includes, includes_capacity;
	char *text;			/* once somebody asked for a struct */
	size_t length;
	bool is_indexed;
	uint32_t file, order;		/* of the last file that sees it, and how near it is */
	uint32_t input_of;		/* the last file that depends on it */
	struct dc_stamp stamp;
	char path[];
};

static struct header *headers[NR_BUCKETS];		/* by path */
static struct definition *definitions[NR_BUCKETS];	/* by name */
static struct alias *aliases[NR_BUCKETS];		/* by name */

static struct header *header_at(const char *path)
{
	size_t length = strlen(path);
	struct header **bucket = &headers[dc_hash(path, length) % NR_BUCKETS], *header;

	for (header = *bucket; header; header = header->next)
		if (!strcmp(header->path, path))
			return header;
	header = dc_memory_resize(NULL, sizeof(*header) + length + 1);
	*header = (struct header){ .next = *bucket };
	memcpy(header->path, path, length + 1);
	header->text = dc_scope_read(path, &header->length, &header->stamp);
	*bucket = header;
	return header;
}

static void add_include(struct header *of, const char *path)
{
	dc_grow(of->includes, of->nr_includes, of->includes_capacity);
	of->includes[of->nr_includes++] = header_at(path);
}

/* Beside the header and below include/, as the scope looks for them. */
static void add_includes(struct header *of, const char *root)
{
	const char *at = of->text, *end = at + of->length, *slash = strrchr(of->path, '/');
	int directory = slash ? slash - of->path + 1 : 0;

	while ((at = memmem(at, end - at, "#include", 8))) {
		const char *newline = memchr(at, '\n', end - at), *name;
		char path[MAX_PATH];
		size_t length;
		bool quoted;

		name = dc_scope_included(at, (newline ? newline : end) - at, &length, &quoted);
		at += strlen("#include");
		if (!name || length > 1024)
			continue;
		if (quoted) {
			snprintf(path, sizeof(path), "%.*s%.*s", directory, of->path, (int)length,
				 name);
			add_include(of, path);
		}
		if (root) {
			snprintf(path, sizeof(path), "%s/include/%.*s", root, (int)length, name);
			add_include(of, path);
		}
	}
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void add_definition(struct header *header, struct dc_words name, size_t brace)
{
	struct definition *definition = dc_memory_resize(NULL, sizeof(*definition));
	uint32_t hash = dc_hash(name.text, name.length);

	*definition = (struct definition){
		definitions[hash % NR_BUCKETS], header, hash, name.text - header->text, brace,
		{ { 0 }, { 0 } },
	};
	definitions[hash % NR_BUCKETS] = definition;
}

static void add_definitions(struct header *header)
{
	const char *text = header->text, *at = text, *end = text + header->length;

	while ((at = memmem(at, end - at, "struct ", 7))) {
		const char *name = at + strlen("struct "), *brace;

		for (at = name; at < end && is_word(*at); at++)
			;
		for (brace = at; brace < end && is_space(*brace); brace++)
			;
		if (at != name && brace < end && *brace == '{')
			add_definition(header, (struct dc_words){ name, at - name }, brace - text);
	}
}

static void add_alias(void *context, struct dc_typedef what, struct dc_words body)
{
	struct header *header = context;
	size_t length = what.name.length;
	struct alias *alias = dc_memory_resize(NULL, sizeof(*alias) + length + what.tag.length);
	struct alias **bucket = &aliases[dc_hash(what.name.text, length) % NR_BUCKETS];

	*alias = (struct alias){ *bucket, header, { alias->text, length },
				 { alias->text + length, what.tag.length } };
	memcpy(alias->text, what.name.text, length);
	memcpy(alias->text + length, what.tag.text, what.tag.length);
	*bucket = alias;
	/* Without a tag it is no definition that is known yet. */
	if (body.text && what.tag.text == what.name.text)
		add_definition(header, what.name, body.text - header->text);
}

/*
 * Up to and with the ; that ends a declaration.  What nests deeper than anybody writes, or goes on
 * for longer outside of braces, is none: no text is to be read again from each of its words.
 */
static size_t declaration_length(const char *text, const char *end)
{
	struct dc_lexer lexer = dc_lexer_start(text, end - text);
	struct dc_token token;
	unsigned int depth = 0, nr_outside = 0;

	do {
		token = dc_lexer_next(&lexer);
		depth += dc_token_is_char(&token, '{');
		depth -= depth && dc_token_is_char(&token, '}');
		nr_outside += !depth;
	} while (token.kind != DC_TOKEN_END && depth < MAX_NESTING && nr_outside < MAX_OUTSIDE &&
		 (depth || !dc_token_is_char(&token, ';')));
	return token.text + token.length - text;
}

static void add_aliases(struct header *header)
{
	const char *at = header->text, *end = at + header->length;
	struct dc_tokens tokens = { 0 };

	while ((at = memmem(at, end - at, "typedef", 7))) {
		size_t length = declaration_length(at, end);

		tokens.nr = 0;
		dc_tokens_lex(&tokens, at, length, 0);
		/* It may be a word of a comment. */
		at += dc_typedef_read(&tokens, add_alias, header) ? length : strlen("typedef");
	}
	free(tokens.items);
}

static void index_header(struct header *header, const char *root)
{
	if (header->is_indexed)
		return;
	header->is_indexed = true;
	if (!header->text)
		return;
	add_includes(header, root);
	add_definitions(header);
	add_aliases(header);
	free(header->text);
	header->text = NULL;
}

/* The headers that a file sees, nearest first, and those that it would see if they were there. */
static struct view {
	uint32_t file;
	struct header **items;
	size_t nr, capacity;
} view;

static void see_includes(const struct header *of, const char *root)
{
	for (size_t i = 0; i < of->nr_includes; i++) {
		struct header *header = of->includes[i];

		if (header->file == view.file)
			continue;
		header->file = view.file;
		header->order = view.nr;
		index_header(header, root);
		dc_grow(view.items, view.nr, view.capacity);
		view.items[view.nr++] = header;
	}
}

static void see(uint32_t number, const char *path, const char *root, const char *text,
		size_t length)
{
	size_t path_length = strlen(path), at = 0;
	struct header *file = dc_memory_resize(NULL, sizeof(*file) + path_length + 1);

	*file = (struct header){ .text = (char *)text, .length = length };
	memcpy(file->path, path, path_length + 1);
	view.file = number;
	view.nr = 0;
	add_includes(file, root);
	see_includes(file, root);
	for (unsigned int depth = 1; depth < MAX_DEPTH; depth++)
		for (size_t level = view.nr; at < level; at++)
			see_includes(view.items[at], root);
	free(file->includes);
	free(file);
}

/* Up to the brace that closes the one at `text`; NULL for none. */
static const char *find_close(const char *text, const char *end)
{
	struct dc_lexer lexer = dc_lexer_start(text, end - text);
	struct dc_token token;
	unsigned int depth = 0;

	do {
		token = dc_lexer_next(&lexer);
		depth += dc_token_is_char(&token, '{');
		if (dc_token_is_char(&token, '}') && !--depth)
			return token.text + 1;
	} while (token.kind != DC_TOKEN_END);
	return NULL;
}

/* Reads a definition; false when it is of another name, or has changed since. */
static bool read_definition(struct definition *definition, const char *name)
{
	struct header *header = definition->header;
	size_t length = strlen(name);
	const char *at, *close;

	if (definition->what.name.text)
		return definition->what.name.length == length &&
		       !memcmp(definition->what.name.text, name, length);
	if (!header->text)
		header->text = dc_scope_read(header->path, &header->length, &header->stamp);
	if (!header->text || definition->brace >= header->length ||
	    definition->name_offset + length >= header->length)
		return false;
	at = header->text + definition->name_offset;
	if (memcmp(at, name, length) != 0 || is_word(at[length]) ||
	    header->text[definition->brace] != '{')
		return false;
	at = header->text + definition->brace;
	close = find_close(at, header->text + header->length);
	if (!close)
		return false;
	definition->what = (struct dc_struct){ { header->text + definition->name_offset, length },
					       { at, close - at } };
	return true;
}

/* On the nearest headers: had one of them the struct, or led to it, it would be another. */
static void depend(size_t nr, struct dc_inputs *inputs)
{
	for (size_t i = 0; i < nr; i++) {
		struct header *header = view.items[i];

		if (header->input_of != view.file)
			dc_inputs_add(inputs, header->path, &header->stamp);
		header->input_of = view.file;
	}
}

const struct dc_struct *dc_lookup_struct(uint32_t file, const char *path, const char *root,
					 const char *text, size_t length, const char *name,
					 const char **header, struct dc_inputs *inputs)
{
	uint32_t hash = dc_hash(name, strlen(name));
	struct definition *best = NULL;

	if (view.file != file)
		see(file, path, root, text, length);
	for (struct definition *each = definitions[hash % NR_BUCKETS]; each; each = each->next)
		if (each->name == hash && each->header->file == file &&
		    (!best || each->header->order < best->header->order) &&
		    read_definition(each, name))
			best = each;
	if (inputs)
		depend(best ? best->header->order + 1 : view.nr, inputs);
	if (!best)
		return NULL;
	*header = best->header->path;
	return &best->what;
}

const struct dc_words *dc_lookup_typedef(uint32_t file, const char *path, const char *root,
					 const char *text, size_t length, struct dc_words name,
					 struct dc_inputs *inputs)
{
	struct alias *best = NULL;

	if (view.file != file)
		see(file, path, root, text, length);
	for (struct alias *each = aliases[dc_hash(name.text, name.length) % NR_BUCKETS]; each;
	     each = each->next)
		if (each->header->file == file && each->name.length == name.length &&
		    !memcmp(each->name.text, name.text, name.length) &&
		    (!best || each->header->order < best->header->order))
			best = each;
	if (inputs)
		depend(best ? best->header->order + 1 : view.nr, inputs);
	return best ? &best->tag : NULL;
}

void dc_lookup_shutdown(void)
{
	free(view.items);
	view = (struct view){ 0 };
	for (size_t i = 0; i < NR_BUCKETS; i++) {
		while (definitions[i]) {
			struct definition *next = definitions[i]->next;

			free(definitions[i]);
			definitions[i] = next;
		}
		while (aliases[i]) {
			struct alias *next = aliases[i]->next;

			free(aliases[i]);
			aliases[i] = next;
		}
		while (headers[i]) {
			struct header *next = headers[i]->next;

			free(headers[i]->includes);
			free(headers[i]->text);
			free(headers[i]);
			headers[i] = next;
		}
	}
}
