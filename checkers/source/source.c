/* SPDX-License-Identifier: GPL-2.0-only */
/* One file: cut it up, read the functions that matter, follow their paths. */
#include "source.h"

#include <stdio.h>
#include <stdlib.h>

#include "arms.h"
#include "asked.h"
#include "array.h"
#include "carry.h"
#include "closed.h"
#include "custom.h"
#include "declared.h"
#include "expand.h"
#include "flow.h"
#include "initial.h"
#include "lookup.h"
#include "hash.h"
#include "lower.h"
#include "memory.h"
#include "mend.h"
#include "names.h"
#include "split.h"

enum {
	MAX_ASKING = 32,		/* bits of dc_derived.asks */
	MAX_NESTING = 200,		/* brackets within brackets in one function */
	MAX_FUNCTION = 1 << 20,		/* bytes */
	MAX_CALLS = 100,		/* functions within functions */
};

struct reading {
	const struct dc_source_file *file;
	struct dc_result *result;
	struct dc_items items;
	struct dc_scope scope;
	struct dc_declared declared;
	struct dc_derivations derived;	/* wrappers of the DMA API, the file's and its headers' */
	struct dc_asked asked;		/* what the functions read so far want to know */
	struct dc_macros *own;
	uint32_t *lines;		/* offset of each line */
	size_t nr_lines, lines_capacity;
	uint32_t *buckets;		/* 1 + item of a function, by name */
	size_t nr_buckets;
	bool *is_visited;		/* of each item */
	bool *is_read;
	bool ask_scope;			/* some macro leads to a rule */
	bool is_core;
};

static struct dc_facts facts;

/* Places */

static void find_lines(struct reading *r)
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

static size_t line_of(const struct reading *r, uint32_t offset)
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

static void locate(void *context, struct dc_spot spot, struct dc_location *location)
{
	const struct reading *r = context;
	size_t line = line_of(r, spot.offset);
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
	const struct reading *r = context;
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

static uint32_t *bucket_of(const struct reading *r, const char *name, size_t length);

/* Declarations: what flow.h asks for */

/* In the file and in headers that are about DMA; `*path` is where. */
static const struct dc_struct *find_near_struct(const struct reading *r, const char *name,
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

/* In any header. */
static const struct dc_struct *find_struct(const struct reading *r, const char *name,
					   const char **path)
{
	const struct dc_struct *found = find_near_struct(r, name, path);

	return found ? found : dc_lookup_struct(r->scope.number, r->file->path, r->file->root,
						r->file->text, r->file->length, name, path,
						&r->result->inputs);
}

static bool member_type(void *context, const char *type, const char *field, char *buf, size_t size)
{
	const char *path;
	const struct dc_struct *found = find_struct(context, type, &path);
	struct dc_member member;

	if (!found || !dc_struct_member(found, field, &member))
		return false;
	if (member.tag.text)
		snprintf(buf, size, "struct %.*s", (int)member.tag.length, member.tag.text);
	else
		snprintf(buf, size, member.is_handle ? "dma_addr_t" : "phys_addr_t");
	return member.tag.text || member.is_handle || member.is_address;
}

/*
 * Structs of headers beside the file are shared by the files beside it; all others are told apart.
 */
static bool is_own_struct(void *context, const char *type)
{
	const struct reading *r = context;
	const char *slash = strrchr(r->file->path, '/');
	size_t directory = slash ? slash - r->file->path + 1 : 0;
	const char *path;

	return !find_near_struct(r, type, &path) || path == r->file->path ||
	       strncmp(path, r->file->path, directory) != 0;
}

static bool is_asked(void *context, const char *name)
{
	const struct reading *r = context;

	return dc_asked_has(&r->asked, 0, name, strlen(name));
}

static bool is_wanted(void *context, const char *key)
{
	const struct reading *r = context;

	return dc_asked_wants(&r->asked, key);
}

static void struct_scope(void *context, const char *type, char *buf, size_t size)
{
	const struct reading *r = context;
	const char *path;

	snprintf(buf, size, "%s", find_struct(r, type, &path) ? path : r->file->path);
}

/* Whether a function that the text defines is for that file alone. */
static bool is_static(const char *text, const struct dc_item *item)
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
static const struct dc_header *find_inline(const struct reading *r, const char *name)
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

/* Where the function is defined that the file means by a name it has no function of. */
static const struct dc_definition *find_elsewhere(const struct reading *r, const char *name,
						  size_t length)
{
	return r->file->known ? dc_exported_meant(r->file->known, name, length, r->file->path) :
				NULL;
}

static void print_folder(const char *path, char *buf, size_t size)
{
	const char *slash = strrchr(path, '/');

	snprintf(buf, size, "%.*s", slash ? (int)(slash - path) : 0, path);
}

static void function_scope(void *context, const char *function, char *buf, size_t size)
{
	const struct reading *r = context;
	uint32_t own = *bucket_of(r, function, strlen(function));
	const struct dc_header *header = own ? NULL : find_inline(r, function);
	const struct dc_definition *other =
		own || header ? NULL : find_elsewhere(r, function, strlen(function));

	if (own && is_static(r->file->text, &r->items.items[own - 1]))
		snprintf(buf, size, "%s", r->file->path);
	else if (header)
		snprintf(buf, size, "%s", header->path);
	else if (other)
		print_folder(other->file, buf, size);
	else
		print_folder(r->file->path, buf, size);
}

/* `.map_dma_buf = function,` in a table: the table's place and the member. */
static bool callback(void *context, const char *function, char *buf, size_t size)
{
	const struct reading *r = context;
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
	const struct reading *r = context;
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

/* Names of the DMA core's own, wherever they stand */

static const struct dc_item *item_around(const struct reading *r, uint32_t offset)
{
	for (size_t i = 0; i < r->items.nr; i++) {
		const struct dc_item *item = &r->items.items[i];

		if (item->kind == DC_ITEM_FUNCTION && item->start <= offset && offset < item->end)
			return item;
	}
	return NULL;
}

static char *function_name(const struct reading *r, const struct dc_item *item)
{
	char *name = item ? strndup(r->file->text + item->name, item->name_length) : strdup("");

	if (!name)
		abort();
	return name;
}

static void judge_name(struct reading *r, const struct dc_token *token, enum dc_attr_id attr)
{
	char *function = function_name(r, item_around(r, token->offset));
	struct dc_location location;

	locate(r, (struct dc_spot){ .offset = token->offset }, &location);
	dc_custom_judge_name(&r->result->findings, r->file->kernel, attr, &location, function,
			     DC_ENGINE_SOURCE);
	free(function);
}

static void find_names_in(struct reading *r, const char *text, size_t length, uint32_t offset)
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

static void find_private_names(struct reading *r)
{
	static const char piece[] = "DMA_ATTR_ALLOC_CC_SHARED";

	if (!r->is_core && memmem(r->file->text, r->file->length, piece, strlen(piece)))
		find_names_in(r, r->file->text, r->file->length, 0);
}

/* Functions */

/* A function that is read again has its gap already, be it for another reason. */
static bool has_gap(const struct reading *r, const struct dc_item *item, const char *function)
{
	const struct dc_coverage *coverage = &r->result->coverage;
	unsigned int first = line_of(r, item->start) + 1, last = line_of(r, item->end) + 1;

	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		if (gap->line >= first && gap->line <= last && gap->function &&
		    !strcmp(gap->function, function))
			return true;
	}
	return false;
}

static void gap(struct reading *r, const struct dc_item *item, uint32_t offset, const char *reason)
{
	/* what a variable starts with is read, too */
	char *name = function_name(r, item->kind == DC_ITEM_FUNCTION ? item : NULL);
	unsigned int line = line_of(r, offset) + 1;

	if (!has_gap(r, item, name) &&
	    !dc_coverage_gap(&r->result->coverage, r->file->path, name, line, reason))
		abort();
	free(name);
}

/* Where the body's { stands in a function's tokens; their number when there is none. */
static size_t find_body(const struct dc_tokens *tokens)
{
	for (size_t i = 0; i < tokens->nr; i++) {
		if (dc_token_is_char(&tokens->items[i], '('))
			i = dc_tokens_close(tokens, i);
		else if (dc_token_is_char(&tokens->items[i], '{'))
			return i;
	}
	return tokens->nr;
}

static bool has_word(const struct dc_tokens *tokens, const char *word)
{
	for (size_t i = 0; i < tokens->nr; i++)
		if (dc_token_is(&tokens->items[i], word))
			return true;
	return false;
}

static const char *reason_of(enum dc_lower_result result)
{
	switch (result) {
	case DC_LOWER_DEEP:
		return "nested too deeply";
	case DC_LOWER_SLOW:
		return "the parser took too long";
	default:
		return "not understood as C";
	}
}

static const struct dc_struct *find_struct_named(void *context, struct dc_words words)
{
	const struct dc_struct *found;
	const char *path;
	char *name = strndup(words.text, words.length);

	if (!name)
		abort();
	found = find_struct(context, name, &path);
	free(name);
	return found;
}

/* The name before the parameters, for the caller to free. */
static char *name_in(const struct dc_tokens *head)
{
	const struct dc_token *name = NULL;
	char *copy;

	for (size_t i = 0; i + 1 < head->nr && !name; i++)
		if (head->items[i].kind == DC_TOKEN_IDENTIFIER &&
		    dc_token_is_char(&head->items[i + 1], '('))
			name = &head->items[i];
	copy = name ? strndup(name->text, name->length) : strdup("");
	if (!copy)
		abort();
	return copy;
}

/* One definition, all that macros stand for put in; false with the reason when it can't be read. */
static const char *read_definition(struct reading *r, const struct dc_tokens *head,
				   const struct dc_tokens *body, uint32_t *where)
{
	struct dc_flow_input flow = {
		.facts = &facts, .kernel = r->file->kernel, .is_core = r->is_core,
		.findings = &r->result->findings, .engine = DC_ENGINE_SOURCE, .locate = locate,
		.locate_macro = locate_macro, .is_array = is_array, .context = r,
	};
	struct dc_tokens mended = { 0 };
	struct dc_lower_input input = {
		.body = &mended, .head = head, .derived = &r->derived,
	};
	enum dc_lower_result result;
	const char *reason = NULL;

	flow.derived = &r->derived;
	flow.ends = &r->result->ends;
	flow.member_type = member_type;
	flow.is_own_struct = is_own_struct;
	flow.callback = callback;
	flow.struct_scope = struct_scope;
	flow.function_scope = function_scope;
	flow.is_asked = is_asked;
	flow.is_wanted = is_wanted;
	flow.is_static = has_word(head, "static");
	dc_mend(body, &mended);
	result = dc_lower(&input, &facts, where);
	if (result != DC_LOWER_OK) {
		reason = reason_of(result);
		r->result->by_chance |= result == DC_LOWER_SLOW;
	} else if (!dc_flow_run(&flow)) {
		reason = "too many paths";
		*where = head->nr ? head->items[0].offset : 0;
	}
	free(mended.items);
	return reason;
}

/* Takes the first definition off `rest`; false when there is none. */
static bool next_definition(struct dc_tokens *rest, struct dc_tokens *head, struct dc_tokens *body)
{
	size_t open = find_body(rest), end = open;

	if (open == rest->nr)
		return false;
	end = dc_tokens_close(rest, open);
	end += end < rest->nr;
	*head = (struct dc_tokens){ .items = rest->items, .nr = open };
	*body = (struct dc_tokens){ .items = rest->items + open, .nr = end - open };
	while (end < rest->nr && dc_token_is_char(&rest->items[end], ';'))
		end++;
	*rest = (struct dc_tokens){ .items = rest->items + end, .nr = rest->nr - end };
	return true;
}

/*
 * One variant of a function, its #if arms chosen.  Macros in front of it, `DEFINE_GETTER(foo)`, may
 * stand for functions of their own.
 */
static const char *read_variant(struct reading *r, const struct dc_item *item,
				const struct dc_tokens *tokens, uint32_t *where)
{
	const char *own_name = facts.function;
	struct dc_tokens expanded = { 0 }, listed = { 0 }, rest, head, body;
	const char *reason = dc_expand(&r->scope, tokens, &expanded);

	if (!reason && item->kind == DC_ITEM_DECLARATION) {
		dc_initial_body(&expanded, find_struct_named, r, &listed);
		free(expanded.items);
		expanded = listed;
	}
	for (rest = expanded; !reason && rest.nr;) {
		char *name;

		if (!next_definition(&rest, &head, &body)) {
			reason = "no body found";
			break;
		}
		name = rest.nr ? name_in(&head) : NULL;
		facts.function = name ? name : own_name;
		reason = read_definition(r, &head, &body, where);
		facts.function = own_name;
		free(name);
	}
	free(expanded.items);
	return reason;
}

/* The same with each of the definitions that a macro may have. */
static const char *read_choices(struct reading *r, const struct dc_item *item,
				const struct dc_tokens *tokens, uint32_t *where)
{
	const char *reason = NULL;

	r->scope.choice = 0;
	r->scope.nr_choices = 1;
	do {
		const char *failure = read_variant(r, item, tokens, where);

		if (!reason)
			reason = failure;
	} while (++r->scope.choice < r->scope.nr_choices);
	return reason;
}

/* `tokens` are those of the item: a function, or variables that start with a value. */
static void read_function(struct reading *r, const struct dc_item *item,
			  const struct dc_tokens *tokens)
{
	struct dc_tokens variant = { 0 };
	struct dc_arms arms;
	uint32_t where = item->start;
	const char *reason = NULL;
	char *name = item->kind == DC_ITEM_FUNCTION ? function_name(r, item) : strdup("");

	facts.function = name;
	facts.is_mmap = dc_declared_callback(&r->declared, name, "mmap");
	dc_arms_find(&arms, tokens);
	while (dc_arms_next(&arms, tokens, &variant)) {
		const char *failure = read_choices(r, item, &variant, &where);

		if (failure && !reason)
			reason = failure;
		variant.nr = 0;
	}
	if (arms.too_many && !reason)
		reason = "too many #if arms";
	if (reason)
		gap(r, item, where, reason);
	dc_arms_free(&arms);
	free(variant.items);
	free(name);
}

/* Names something relevant, directly, by a macro or by a wrapper. */
static bool is_relevant(struct reading *r, const struct dc_item *item,
			const struct dc_tokens *tokens)
{
	if (item->relevant || (!r->ask_scope && !r->derived.nr))
		return item->relevant;
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (token->kind != DC_TOKEN_IDENTIFIER)
			continue;
		if (dc_derivations_find(&r->derived, token->text, token->length) ||
		    (r->ask_scope &&
		     dc_expand_is_relevant(&r->scope, token->text, token->length)))
			return true;
	}
	return false;
}

static void consider(struct reading *r, const struct dc_item *item, const struct dc_tokens *tokens)
{
	bool *is_read = &r->is_read[item - r->items.items];

	r->result->coverage.functions_relevant += !*is_read;
	*is_read = true;
	if (item->depth > MAX_NESTING)
		gap(r, item, item->start, "nested too deeply");
	else if (item->end - item->start > MAX_FUNCTION)
		gap(r, item, item->start, "longer than 1 MiB");
	else
		read_function(r, item, tokens);
}

/* Order: a function comes after those that it calls, whose rows are known then. */

static uint32_t *bucket_of(const struct reading *r, const char *name, size_t length)
{
	for (size_t i = dc_hash(name, length);; i++) {
		uint32_t *bucket = &r->buckets[i & (r->nr_buckets - 1)];
		const struct dc_item *item = *bucket ? &r->items.items[*bucket - 1] : NULL;

		if (!item || (item->name_length == length &&
			      !memcmp(r->file->text + item->name, name, length)))
			return bucket;
	}
}

static void index_functions(struct reading *r)
{
	r->nr_buckets = 16;
	while (r->nr_buckets < 2 * r->items.nr)
		r->nr_buckets *= 2;
	r->buckets = dc_memory_resize(NULL, r->nr_buckets * sizeof(*r->buckets));
	memset(r->buckets, 0, r->nr_buckets * sizeof(*r->buckets));
	r->is_visited = dc_memory_resize(NULL, r->items.nr + 1);
	memset(r->is_visited, 0, r->items.nr + 1);
	r->is_read = dc_memory_resize(NULL, r->items.nr + 1);
	memset(r->is_read, 0, r->items.nr + 1);
	for (size_t i = 0; i < r->items.nr; i++) {
		const struct dc_item *item = &r->items.items[i];

		if (item->kind == DC_ITEM_FUNCTION)
			*bucket_of(r, r->file->text + item->name, item->name_length) = i + 1;
	}
}

/* Where a function is declared; NULL where it is only defined. */
static const struct dc_item *find_declaration(const struct reading *r, const char *name,
					      size_t length)
{
	for (size_t i = 0; i < r->items.nr; i++) {
		const struct dc_item *item = &r->items.items[i];

		if (item->kind == DC_ITEM_DECLARATION && item->name_length == length &&
		    !memcmp(r->file->text + item->name, name, length))
			return item;
	}
	return NULL;
}

/* A function of another file that wants to know what it is given. */
static void learn_asked(struct reading *r, const struct dc_definition *other)
{
	char folder[DC_MAX_KEY], key[DC_MAX_KEY];

	print_folder(other->file, folder, sizeof(folder));
	for (unsigned int i = 0; i < MAX_ASKING; i++) {
		if (!(other->row->asks >> i & 1))
			continue;
		dc_carry_parameter_key(folder, other->row->name.text, i, key);
		dc_asked_add_key(&r->asked, key);
	}
}

/* A wrapper of another file, unless this file means its own function by the name. */
static void learn_name(struct reading *r, const struct dc_token *token)
{
	const struct dc_definition *other;
	const struct dc_item *declared;
	const struct dc_derived *row;

	if (!r->file->known || dc_name_find(token->text, token->length) ||
	    dc_derivations_find(&r->derived, token->text, token->length) ||
	    *bucket_of(r, token->text, token->length))
		return;
	row = dc_exported_find(r->file->known, token->text, token->length, r->file->path);
	other = find_elsewhere(r, token->text, token->length);
	if (!row && !(other && other->row->asks))
		return;
	declared = find_declaration(r, token->text, token->length);
	if (declared && is_static(r->file->text, declared))
		return;
	if (row)
		dc_derivations_add(&r->derived, row);
	else
		learn_asked(r, other);
}

static void visit(struct reading *r, size_t i, unsigned int depth)
{
	const struct dc_item *item = &r->items.items[i];
	struct dc_tokens tokens = { 0 };

	r->is_visited[i] = true;
	dc_tokens_lex(&tokens, r->file->text + item->start, item->end - item->start, item->start);
	for (size_t k = 0; k < tokens.nr && depth < MAX_CALLS; k++) {
		const struct dc_token *token = &tokens.items[k];
		uint32_t callee;

		if (token->kind != DC_TOKEN_IDENTIFIER)
			continue;
		learn_name(r, token);
		callee = *bucket_of(r, token->text, token->length);
		if (callee && !r->is_visited[callee - 1])
			visit(r, callee - 1, depth + 1);
	}
	if (is_relevant(r, item, &tokens))
		consider(r, item, &tokens);
	free(tokens.items);
}

/* Tables of attributes. */
static void read_initializers(struct reading *r)
{
	struct dc_tokens tokens = { 0 };

	for (size_t i = 0; i < r->items.nr; i++) {
		const struct dc_item *item = &r->items.items[i];

		if (item->kind != DC_ITEM_DECLARATION || (!item->relevant && !r->ask_scope))
			continue;
		tokens.nr = 0;
		dc_tokens_lex(&tokens, r->file->text + item->start, item->end - item->start,
			      item->start);
		if (dc_initial_has_value(&tokens) && is_relevant(r, item, &tokens) &&
		    item->depth <= MAX_NESTING)
			read_function(r, item, &tokens);
	}
	free(tokens.items);
}

static bool mentions_asked(const struct reading *r, size_t from, const struct dc_tokens *tokens)
{
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (token->kind == DC_TOKEN_IDENTIFIER &&
		    dc_asked_has(&r->asked, from, token->text, token->length))
			return true;
	}
	return false;
}

/* Functions that may tell what those read so far want to know. */
static void read_asked(struct reading *r)
{
	struct dc_tokens tokens = { 0 };
	size_t from = 0;

	dc_asked_add(&r->asked, &r->result->ends);
	for (; from < r->asked.nr; dc_asked_add(&r->asked, &r->result->ends)) {
		size_t nr = r->asked.nr;

		for (size_t i = 0; i < r->items.nr; i++) {
			const struct dc_item *item = &r->items.items[i];

			if (item->kind != DC_ITEM_FUNCTION)
				continue;
			tokens.nr = 0;
			dc_tokens_lex(&tokens, r->file->text + item->start,
				      item->end - item->start, item->start);
			if (mentions_asked(r, from, &tokens))
				consider(r, item, &tokens);
		}
		from = nr;
	}
	free(tokens.items);
}

/* Those that matter for sure, and then, when a name may stand for them, all others. */
static void read_functions(struct reading *r)
{
	for (int pass = 0; pass < 2; pass++) {
		bool may_matter = r->ask_scope || r->derived.nr || r->file->known;

		for (size_t i = 0; i < r->items.nr; i++) {
			const struct dc_item *item = &r->items.items[i];

			if (item->kind != DC_ITEM_FUNCTION)
				continue;
			r->result->coverage.functions += pass == 0;
			if (!r->is_visited[i] && (pass ? may_matter : item->relevant))
				visit(r, i, 0);
		}
	}
}

/* What other files may call */

static bool is_header(const char *path)
{
	size_t length = strlen(path);

	return length > 2 && !strcmp(path + length - 2, ".h");
}

/*
 * Whether a caller elsewhere may mean this function. A header's static one is meant wherever the
 * header is included, unless it only stands in for the other one in some configurations: then the
 * header declares that, too.
 */
static bool is_visible(const struct reading *r, const struct dc_item *item)
{
	return !is_static(r->file->text, item) ||
	       (is_header(r->file->path) &&
		!find_declaration(r, r->file->text + item->name, item->name_length));
}

/* Functions that share the name of another file's wrapper, and are none. */
static void export_namesakes(struct reading *r)
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

/* The parameters of a function whose attributes are asked for. */
static uint32_t asks_of(const struct reading *r, const struct dc_item *item)
{
	const struct dc_ends *ends = &r->result->ends;
	uint32_t asks = 0;

	for (size_t i = 0; i < ends->nr; i++) {
		int position = ends->items[i].kind == DC_END_CALL ?
			       dc_asked_parameter(ends->items[i].symbol,
						  r->file->text + item->name, item->name_length) :
			       -1;

		if (position >= 0 && position < MAX_ASKING)
			asks |= (uint32_t)1 << position;
	}
	return asks;
}

/* Functions that others give attributes to, and that are no wrappers. */
static void export_asking(struct reading *r)
{
	for (size_t i = 0; i < r->items.nr && r->result->ends.nr; i++) {
		const struct dc_item *item = &r->items.items[i];
		struct dc_derived row = { .is_opaque = true, .file = (char *)r->file->path };

		if (item->kind != DC_ITEM_FUNCTION || !r->is_read[i] ||
		    is_static(r->file->text, item))
			continue;
		row.name.text = r->file->text + item->name;
		row.name.length = item->name_length;
		row.asks = asks_of(r, item);
		if (row.asks)
			dc_derivations_add(&r->result->rows, &row);
	}
}

static void export_rows(struct reading *r)
{
	for (size_t i = 0; i < r->derived.nr && !r->is_core; i++) {
		const struct dc_derived *row = r->derived.items[i];

		if (!row->is_static && !strcmp(row->file, r->file->path) &&
		    *bucket_of(r, row->name.text, row->name.length))
			dc_derivations_add(&r->result->rows, row);
	}
	if (!r->is_core)
		export_asking(r);
	export_namesakes(r);
}

/* Files */

static void open_reading(struct reading *r)
{
	const struct dc_source_file *file = r->file;

	r->is_core = dc_custom_is_core(file->path);
	find_lines(r);
	dc_split(file->text, file->length, &r->items);
	r->own = dc_macros_read(file->path, file->text, &r->items);
	dc_scope_open(&r->scope, file->path, file->root, file->text, &r->items, r->own,
		      &r->result->inputs);
	dc_declared_read(&r->declared, file->text, &r->items);
	index_functions(r);
	r->ask_scope = dc_expand_has_relevant(&r->scope);
}

static void close_reading(struct reading *r)
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

static void add_header_rows(struct reading *r);

/* What a header has to say for itself comes when it is checked as a file. */
static void read_header(const struct reading *r, struct dc_header *header)
{
	const struct dc_source_file file = {
		.path = header->path, .text = header->text, .length = header->length,
		.root = r->file->root, .kernel = r->file->kernel,
	};
	struct dc_result result = { 0 };
	struct reading inner = { .file = &file, .result = &result };

	header->has_rows = true;
	if (dc_custom_is_core(header->path) || !has_relevant_function(&header->items))
		return;
	open_reading(&inner);
	add_header_rows(&inner);
	read_functions(&inner);
	header->rows = inner.derived;
	inner.derived = (struct dc_derivations){ 0 };
	header->inputs = result.inputs;
	result.inputs = (struct dc_inputs){ 0 };
	close_reading(&inner);
	dc_result_free(&result);
}

/* The wrappers of the headers, but for those that the file has its own of. */
static void add_header_rows(struct reading *r)
{
	for (size_t i = 0; i < r->scope.nr_headers; i++) {
		struct dc_header *header = r->scope.headers[i];

		if (!header->has_rows)
			read_header(r, header);
		dc_scope_depend(&r->scope, header, &r->result->inputs);
		for (size_t k = 0; k < header->rows.nr; k++) {
			const struct dc_name *name = &header->rows.items[k]->name;

			if (!dc_name_find(name->text, name->length) &&
			    !*bucket_of(r, name->text, name->length))
				dc_derivations_add(&r->derived, header->rows.items[k]);
		}
	}
}

/* Whoever includes a header may store what nobody sees here. */
static void tell_closed(const struct reading *r)
{
	const struct dc_closed file = {
		r->file->path, r->file->text, r->file->length, &r->declared, &r->result->ends,
	};

	if (!is_header(r->file->path))
		dc_closed_tell(&file, &r->asked);
}

bool dc_source_check(const struct dc_source_file *file, struct dc_result *result)
{
	struct reading r = { .file = file, .result = result };

	open_reading(&r);
	add_header_rows(&r);
	find_private_names(&r);
	read_functions(&r);
	read_initializers(&r);
	read_asked(&r);
	tell_closed(&r);
	export_rows(&r);
	close_reading(&r);
	return true;
}

void dc_source_shutdown(void)
{
	dc_scope_shutdown();
	dc_lookup_shutdown();
	dc_lower_shutdown();
	dc_flow_shutdown();
	dc_facts_free(&facts);
}
