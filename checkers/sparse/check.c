/* SPDX-License-Identifier: GPL-2.0-only */
/* One unit: its functions in the order of their calls, each lowered and its paths followed. */
#include "check.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asked.h"
#include "custom.h"
#include "flow.h"
#include "kernel.h"
#include "key.h"
#include "lower.h"
#include "memory.h"
#include "types.h"
#include "unit.h"

#include <token.h>

enum { MAX_CALLS = 100 };	/* functions within functions */

struct checking {
	struct dc_unit unit;
	struct dc_kernel kernel;
	bool is_core;
	char *text;			/* of the file, its lines NUL-terminated */
	char **lines;
	size_t nr_lines, lines_capacity;
	struct dc_derivations derived;	/* wrappers of the DMA API, the file's and its headers' */
	struct symbol **visited;	/* functions of headers */
	size_t nr_visited, visited_capacity;
	const struct dc_derivations *known;	/* what other files define */
	const char *name;		/* of the file in findings */
	const char *file;		/* of the function that is read now */
	struct dc_facts facts;
	struct dc_asked asked;		/* what the functions read so far want to know */
	struct dc_result *result;
	char *root;			/* of the kernel tree, NULL for none */
};

/* Places */

/* Its lines, and what it asks not to be told of. */
static void read_text(struct checking *c, const char *path)
{
	FILE *in = fopen(path, "r");
	size_t size = 0, room = 0;

	while (in && !feof(in) && !ferror(in)) {
		room += 1 << 16;
		c->text = dc_memory_resize(c->text, room + 1);
		size += fread(c->text + size, 1, room - size, in);
	}
	if (in)
		fclose(in);
	if (c->text)
		dc_ignores_read(&c->result->ignores, c->name, c->text, size);
	for (char *at = c->text, *end = at + size; at && at <= end;) {
		char *newline = memchr(at, '\n', end - at);

		dc_grow(c->lines, c->nr_lines, c->lines_capacity);
		c->lines[c->nr_lines++] = at;
		at = newline ? newline : end;
		*at++ = '\0';
	}
}

static void locate(void *context, struct dc_spot spot, struct dc_location *location)
{
	const struct checking *c = context;
	unsigned int line = spot.offset >> DC_COLUMN_BITS;
	bool is_own = c->file == c->name;

	*location = (struct dc_location){
		.file = c->file,
		.line = line,
		.column = spot.offset & ((1 << DC_COLUMN_BITS) - 1),
		.text = is_own && line && line <= c->nr_lines ? c->lines[line - 1] : "",
	};
	location->length = strlen(location->text);
}

/* The preprocessor tells where a macro is used, not what it was made of. */
static bool locate_macro(void *context, struct dc_spot spot, struct dc_location *location,
			 const char **name, int *name_length)
{
	(void)context, (void)spot, (void)location, (void)name, (void)name_length;
	return false;
}

/* Types: what flow.h asks for */

/* "struct foo *" to foo. */
static const struct symbol *find_struct(const char *type)
{
	const char *at = strstr(type, "struct ");
	char tag[DC_MAX_TEXT];

	if (at)
		type = at + strlen("struct ");
	snprintf(tag, sizeof(tag), "%.*s", (int)strcspn(type, " *"), type);
	return dc_type_find(tag);
}

static bool member_type(void *context, const char *type, const char *field, char *buf, size_t size)
{
	const struct symbol *in = find_struct(type);
	const struct symbol *member = in ? dc_type_member(in, field) : NULL;
	const struct symbol *found = member ? dc_type_struct(member) : NULL;
	const char *address = member ? dc_type_address(member) : NULL;

	(void)context;
	if (found)
		snprintf(buf, size, "struct %.*s", found->ident->len, found->ident->name);
	else if (address)
		snprintf(buf, size, "%s", address);
	return found || address;
}

/*
 * Structs of headers beside the file are shared by the files beside it; all others are told apart.
 */
static bool is_own_struct(void *context, const char *type)
{
	const struct checking *c = context;
	const struct symbol *found = find_struct(type);
	char here[PATH_MAX], there[PATH_MAX], *slash;

	if (!found || (int)found->pos.stream == c->unit.stream)
		return true;
	if (!realpath(c->unit.file, here) || !realpath(stream_name(found->pos.stream), there))
		return true;
	slash = strrchr(here, '/');
	slash[1] = '\0';
	return strncmp(here, there, strlen(here)) != 0;
}

static void struct_scope(void *context, const char *type, char *buf, size_t size)
{
	const struct checking *c = context;
	const struct symbol *found = find_struct(type);
	char name[PATH_MAX];

	if (found && (int)found->pos.stream != c->unit.stream)
		snprintf(buf, size, "%s",
			 dc_kernel_name(stream_name(found->pos.stream), c->root, name));
	else
		snprintf(buf, size, "%s", c->name);
}

static void function_scope(void *context, const char *function, char *buf, size_t size)
{
	const struct checking *c = context;
	const struct symbol *found = lookup_symbol(built_in_ident(function), NS_SYMBOL);
	const struct symbol *body = found ? found->definition : NULL;
	const struct dc_derived *other =
		body ? NULL : dc_derivations_row(c->known, function, strlen(function));
	char name[PATH_MAX];

	if (body && (int)body->pos.stream != c->unit.stream)
		snprintf(buf, size, "%s",
			 dc_kernel_name(stream_name(body->pos.stream), c->root, name));
	else if (body && (body->ctype.modifiers & MOD_STATIC))
		snprintf(buf, size, "%s", c->name);
	else
		dc_key_folder(other ? other->file : c->name, buf, size);
}

static bool is_asked(void *context, const char *name)
{
	const struct checking *c = context;

	return dc_asked_has(&c->asked, 0, name, strlen(name));
}

static bool is_wanted(void *context, const char *key)
{
	const struct checking *c = context;

	return dc_asked_wants(&c->asked, key);
}

static bool callback(void *context, const char *function, char *buf, size_t size)
{
	const struct checking *c = context;
	const struct dc_unit_callback *found = dc_unit_callback_of(&c->unit, function, NULL);

	if (found)
		snprintf(buf, size, "%u_%.*s", found->line, found->member->len,
			 found->member->name);
	return found;
}

/* `type` is that of which it is a member, "" for a variable. */
static bool is_array(void *context, const char *type, const char *field)
{
	const struct symbol *in, *found;

	(void)context;
	if (!*type) {
		found = lookup_symbol(built_in_ident(field), NS_SYMBOL);
		return found && dc_type_is_array(found);
	}
	in = find_struct(type);
	found = in ? dc_type_member(in, field) : NULL;
	return found && dc_type_is_array(found);
}

/* Names of the DMA core's own */

static void judge_names(struct checking *c)
{
	for (size_t i = 0; i < c->unit.nr_names && !c->is_core; i++) {
		const struct dc_unit_name *each = &c->unit.names[i];
		const struct dc_unit_function *around =
			dc_unit_function_at(&c->unit, each->pos.line);
		struct dc_location location;

		if (!each->name || each->name->kind != DC_NAME_ATTR)
			continue;
		locate(c, dc_lower_spot(each->pos), &location);
		dc_custom_judge_name(&c->result->findings, &c->kernel, each->name->attr, &location,
				     around && around->symbol ?
				     show_ident(around->symbol->ident) : "", DC_ENGINE_SPARSE);
	}
}

/* Functions */

static void gap(struct checking *c, const char *function, unsigned int line, const char *reason)
{
	if (!dc_coverage_gap(&c->result->coverage, c->name, function, line, reason))
		abort();
}

/* Whether text that could not be parsed has anything of the tables in it. */
static bool has_name(const struct checking *c, const struct dc_unit_function *function)
{
	for (size_t i = 0; i < c->unit.nr_names; i++)
		if (dc_unit_function_at(&c->unit, c->unit.names[i].pos.line) == function)
			return true;
	return false;
}

/* Calls or names something that a rule may be about. */
static bool is_relevant(const struct checking *c)
{
	const struct dc_facts *facts = &c->facts;

	for (dc_index i = 1; i < facts->nr_exprs; i++) {
		const char *text;
		const struct dc_name *name;

		if (facts->exprs[i].kind != DC_EXPR_NAME)
			continue;
		text = dc_facts_string(facts, facts->exprs[i].name);
		name = dc_name_find(text, strlen(text));
		if (name ? name->kind == DC_NAME_API || name->kind == DC_NAME_ATTR ||
			   (name->kind == DC_NAME_ORIGIN && name->origin->role == DC_ROLE_CRYPT) :
			   !!dc_derivations_find(&c->derived, text, strlen(text)))
			return true;
		if (!strncmp(text, "DMA_ATTR_", 9) || !strncmp(text, "__DMA_ATTR_", 11))
			return true;
	}
	return false;
}

static bool follow(struct checking *c, const struct symbol *function, bool is_own)
{
	struct dc_findings unheard = { 0 };
	struct dc_flow_input flow = {
		.facts = &c->facts, .kernel = &c->kernel, .is_core = c->is_core,
		.findings = is_own ? &c->result->findings : &unheard,
		.engine = DC_ENGINE_SPARSE, .locate = locate, .locate_macro = locate_macro,
		.is_array = is_array, .member_type = member_type,
		.is_own_struct = is_own_struct, .struct_scope = struct_scope,
		.function_scope = function_scope, .is_asked = is_asked,
		.is_wanted = is_wanted, .callback = callback, .context = c, .ends = is_own ? &c->result->ends : NULL,
		.derived = &c->derived, .is_static = function->ctype.modifiers & MOD_STATIC,
	};
	bool ok = dc_flow_run(&flow);

	dc_findings_free(&unheard);
	return ok;
}

/* What a header has to say for itself comes when a unit is made of it: only its wrappers count. */
static bool is_unread(struct checking *c, const struct symbol *function,
		      struct dc_unit_function **own)
{
	const struct symbol *type = function->ctype.base_type;

	*own = NULL;
	if (!type || (!type->stmt && !type->inline_stmt))
		return false;
	for (size_t i = 0; i < c->unit.nr_functions && !*own; i++)
		if (c->unit.functions[i].symbol == function)
			*own = &c->unit.functions[i];
	if (*own)
		return !(*own)->is_visited;
	if (dc_custom_is_core(stream_name(function->pos.stream)))
		return false;
	for (size_t i = 0; i < c->nr_visited; i++)
		if (c->visited[i] == function)
			return false;
	return true;
}

static void remember(struct checking *c, struct symbol *function, struct dc_unit_function *own)
{
	if (own) {
		own->is_visited = true;
		return;
	}
	dc_grow(c->visited, c->nr_visited, c->visited_capacity);
	c->visited[c->nr_visited++] = function;
}

static char *name_of(const struct symbol *function)
{
	char *name = strndup(function->ident->name, function->ident->len);

	if (!name)
		abort();
	return name;
}

/* Fills in the facts; NULL, or why that failed. */
static const char *lower(struct checking *c, struct symbol *function, const char *name,
			 struct dc_callees *callees)
{
	const struct dc_lower_input input = { &c->unit, &c->derived };

	c->facts.function = name;
	c->facts.is_mmap = dc_unit_callback_of(&c->unit, name, "mmap");
	return dc_lower(&input, function, &c->facts, callees) ? NULL : "nested too deeply";
}

/* What the facts say, once the callees have become rows. */
static void consider(struct checking *c, const struct symbol *function,
		     struct dc_unit_function *own, const char *reason)
{
	bool is_first = own && !own->is_read;

	c->file = own ? c->name : stream_name(function->pos.stream);
	c->result->coverage.functions_relevant += is_first;
	if (!follow(c, function, own) && !reason)
		reason = "too many paths";
	if (is_first && own->error)
		reason = own->error;
	if (is_first && reason)
		gap(c, c->facts.function, own->first, reason);
	if (own)
		own->is_read = true;
}

static void visit(struct checking *c, struct symbol *function, unsigned int depth)
{
	struct dc_callees callees = { 0 };
	struct dc_unit_function *own;
	const char *reason;
	char *name;

	if (function->definition)
		function = function->definition;
	if (depth > MAX_CALLS || !is_unread(c, function, &own))
		return;
	remember(c, function, own);
	name = name_of(function);
	lower(c, function, name, &callees);
	for (size_t i = 0; i < callees.nr; i++)
		visit(c, callees.items[i], depth + 1);
	free(callees.items);
	reason = lower(c, function, name, NULL);
	if (is_relevant(c))
		consider(c, function, own, reason);
	free(name);
}

static bool mentions_asked(const struct checking *c, size_t from)
{
	const struct dc_facts *facts = &c->facts;

	for (dc_index i = 1; i < facts->nr_exprs; i++) {
		const char *name = dc_facts_string(facts, facts->exprs[i].name);

		if (facts->exprs[i].name && dc_asked_has(&c->asked, from, name, strlen(name)))
			return true;
	}
	return false;
}

/* What is in `c->facts` names what is asked for, or is it. */
static bool may_answer(const struct checking *c, size_t from, const struct symbol *what)
{
	const struct ident *name = what->ident;

	return mentions_asked(c, from) ||
	       dc_asked_has(&c->asked, from, name->name, name->len) ||
	       dc_asked_is_in(&c->asked, from, name->name, name->len);
}

/* Tables of attributes, or those that answer what is asked for from number `*from` on. */
static void read_variables(struct checking *c, const size_t *from)
{
	struct symbol *each;

	c->file = c->name;
	FOR_EACH_PTR(translation_unit_used_list, each) {
		if ((int)each->pos.stream != c->unit.stream || !each->initializer)
			continue;
		lower(c, each, "", NULL);
		if (from ? may_answer(c, *from, each) : is_relevant(c))
			follow(c, each, true);
	} END_FOR_EACH_PTR(each);
}

/* Functions and variables that may tell what those read so far want to know. */
static void read_asked(struct checking *c)
{
	size_t from = 0;

	dc_asked_add(&c->asked, &c->result->ends);
	for (; from < c->asked.nr; dc_asked_add(&c->asked, &c->result->ends)) {
		size_t nr = c->asked.nr;

		for (size_t i = 0; i < c->unit.nr_functions; i++) {
			struct dc_unit_function *own = &c->unit.functions[i];
			const char *reason;
			char *name;

			if (!own->symbol)
				continue;
			name = name_of(own->symbol);
			reason = lower(c, own->symbol, name, NULL);
			if (may_answer(c, from, own->symbol))
				consider(c, own->symbol, own, reason);
			free(name);
		}
		read_variables(c, &from);
		from = nr;
	}
}

/* Wrappers of other files and of this one */

static const struct symbol *find_function(const struct checking *c, const struct dc_name *name)
{
	for (size_t i = 0; i < c->unit.nr_functions; i++) {
		const struct symbol *symbol = c->unit.functions[i].symbol;

		if (symbol && symbol->ident->len == name->length &&
		    !memcmp(symbol->ident->name, name->text, name->length))
			return symbol;
	}
	return NULL;
}

static void learn_rows(struct checking *c)
{
	for (size_t i = 0; i < c->known->nr; i++) {
		const struct dc_derived *row = c->known->items[i];

		if (find_function(c, &row->name) ||
		    dc_name_find(row->name.text, row->name.length))
			continue;
		if (row->is_opaque)
			dc_asked_add_row(&c->asked, row);
		else
			dc_derivations_add(&c->derived, row);
	}
}

static bool is_visible(const struct symbol *function)
{
	return function && !(function->ctype.modifiers & MOD_STATIC);
}

/* One that is no wrapper: it shares the name of another file's, or others give it attributes. */
static void export_opaque(struct checking *c, const struct ident *ident)
{
	struct dc_derived row = {
		.name = { .text = ident->name, .length = ident->len }, .is_opaque = true,
		.file = (char *)c->name,
	};

	if (!c->is_core)
		row.asks = dc_asked_parameters(&c->result->ends, ident->name, ident->len);
	if (row.asks || dc_derivations_row(c->known, ident->name, ident->len))
		dc_derivations_add(&c->result->rows, &row);
}

/* What other files may call. */
static void export_rows(struct checking *c)
{
	for (size_t i = 0; i < c->derived.nr && !c->is_core; i++) {
		const struct dc_derived *row = c->derived.items[i];

		if (is_visible(find_function(c, &row->name)) && !strcmp(row->file, c->name))
			dc_derivations_add(&c->result->rows, row);
	}
	for (size_t i = 0; i < c->unit.nr_functions; i++)
		if (is_visible(c->unit.functions[i].symbol))
			export_opaque(c, c->unit.functions[i].symbol->ident);
}

static void find_kernel(struct checking *c, const struct dc_check_input *input)
{
	struct dc_kernel of_tree;
	char name[PATH_MAX];

	c->kernel = dc_kernel_newest();
	if (dc_kernel_find(c->unit.file, &c->root, &of_tree))
		c->kernel = of_tree;
	if (input->has_kernel)
		c->kernel = input->kernel;
	c->is_core = dc_custom_is_core(dc_kernel_name(c->unit.file, c->root, name));
}

static void read_functions(struct checking *c)
{
	for (size_t i = 0; i < c->unit.nr_functions; i++) {
		const struct dc_unit_function *function = &c->unit.functions[i];

		if (function->symbol)
			visit(c, function->symbol, 0);
		else if (has_name(c, function))
			gap(c, "", function->first, function->error);
	}
}

bool dc_check(const struct dc_check_input *input, struct dc_result *result)
{
	static struct checking c;

	c.result = result;
	if (!dc_unit_read(&c.unit, input->argc, input->argv, input->known.rows.nr))
		return false;
	if (!c.unit.is_relevant)
		return true;
	result->coverage.functions += c.unit.nr_functions;
	c.known = &input->known.rows;
	c.name = input->name ? input->name : c.unit.file;
	c.file = c.name;
	find_kernel(&c, input);
	read_text(&c, c.unit.file);
	judge_names(&c);
	learn_rows(&c);
	read_functions(&c);
	read_variables(&c, NULL);
	read_asked(&c);
	export_rows(&c);
	return true;
}
