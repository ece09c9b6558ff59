/* SPDX-License-Identifier: GPL-2.0-only */
/* Preprocesses and parses a file with libsparse, declaration by declaration. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <expression.h>
#include <parse.h>
#include <scope.h>
#include <token.h>

#include "custom.h"
#include "memory.h"
#include "types.h"

/* Names that stay as they are written */

struct text {
	char *at;
	size_t length, capacity;
};

__attribute__((format(printf, 2, 3))) static void add_line(struct text *text, const char *format,
							   ...)
{
	va_list arguments;
	int length;

	if (text->capacity - text->length < 512) {
		text->capacity += 1 << 15;
		text->at = dc_memory_resize(text->at, text->capacity);
	}
	va_start(arguments, format);
	length = vsnprintf(text->at + text->length, 512, format, arguments);
	va_end(arguments);
	text->length += length;
}

/*
 * A macro that stands for its own name is defined to who asks and yet not expanded; a strong one
 * wins over what the headers say.
 */
static void keep_name(struct text *text, const char *name)
{
	add_line(text, "#strong_define %s %s\n", name, name);
}

/* BIT() and ALIGN() are as good expanded, and enumerators need them. */
static bool is_arithmetic(const struct dc_custom_row *row)
{
	return row->what == DC_CUSTOM_BIT || strstr(row->name, "ALIGN");
}

static void keep_names(struct text *text)
{
	const struct dc_name *name = NULL;

	while ((name = dc_name_next(name)))
		if (!dc_custom_find(name->text, name->length, SIZE_MAX) &&
		    name->kind != DC_NAME_DIR)
			keep_name(text, name->text);
	for (size_t i = 0; i < dc_nr_customs; i++)
		if (!is_arithmetic(&dc_customs[i]) && strncmp(dc_customs[i].name, "__builtin_", 10))
			keep_name(text, dc_customs[i].name);
	for (size_t i = 0; i < dc_nr_custom_constants; i++)
		keep_name(text, dc_custom_constants[i]);
	/* For those who make an enumerator of one. */
	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (dc_attrs[i].bit >= 0 && !dc_attrs[i].gone)
			add_line(text, "static const unsigned long %s = %luUL;\n",
				 dc_attrs[i].name, 1UL << dc_attrs[i].bit);
}

/* Macros of the kernel that are put otherwise, in the order of their reasons. */
static const struct {
	const char *name, *parameters, *text;
} shapes[] = {
	/* They take a type, which is no expression. */
	{ "kmalloc_obj", "(x, ...)", "kmalloc_obj(sizeof(x), ##__VA_ARGS__)" },
	{ "kzalloc_obj", "(x, ...)", "kzalloc_obj(sizeof(x), ##__VA_ARGS__)" },
	{ "kmalloc_objs", "(x, ...)", "kmalloc_objs(sizeof(x), ##__VA_ARGS__)" },
	{ "kzalloc_objs", "(x, ...)", "kzalloc_objs(sizeof(x), ##__VA_ARGS__)" },
	{ "kmalloc_flex", "(x, m, n, ...)", "kmalloc_flex(sizeof(x), n)" },
	{ "kzalloc_flex", "(x, m, n, ...)", "kzalloc_flex(sizeof(x), n)" },
	{ "min_t", "(t, a, b)", "min_t(a, b)" },
	{ "max_t", "(t, a, b)", "max_t(a, b)" },
	{ "clamp_t", "(t, a, b, c)", "clamp_t(a, b, c)" },
	/* Each has branches that lead nowhere. */
	{ "min", "", "min" },
	{ "max", "", "max" },
	{ "min3", "", "min3" },
	{ "max3", "", "max3" },
	{ "clamp", "", "clamp" },
	{ "BUG_ON", "", "BUG_ON" },
	{ "compiletime_assert", "(c, m)", "do { } while (0)" },
	{ "__printk_index_emit", "(...)", "do { } while (0)" },
	{ "_dynamic_func_call", "", "_dynamic_func_call" },
	{ "_dynamic_func_call_cls", "", "_dynamic_func_call_cls" },
	{ "_dynamic_func_call_no_desc", "", "_dynamic_func_call_no_desc" },
	{ "_dynamic_func_call_cls_no_desc", "", "_dynamic_func_call_cls_no_desc" },
	/* Sparse has no place for a cleanup but an address space. */
	{ "__free", "(f)", "__attribute__((address_space(__free_##f)))" },
};

static void keep_shapes(struct text *text)
{
	for (size_t i = 0; i < ARRAY_SIZE(shapes); i++)
		add_line(text, "#strong_define %s%s %s\n", shapes[i].name, shapes[i].parameters,
			 shapes[i].text);
}

static void define_names(void)
{
	struct symbol_list *unused = NULL;
	struct text text = { 0 };
	struct token *token, *end;

	keep_names(&text);
	keep_shapes(&text);
	token = preprocess(tokenize_buffer(text.at, text.length, &end));
	while (!eof_token(token))
		token = external_declaration(token, &unused, NULL);
	/* the tokens point into the text */
}

/* The file's own text */

static bool is_attribute(const struct ident *ident)
{
	static const char prefix[] = "DMA_ATTR_";
	size_t skip = ident->len > 2 && !memcmp(ident->name, "__", 2) ? 2 : 0;

	return ident->len >= skip + sizeof(prefix) - 1 &&
	       !memcmp(ident->name + skip, prefix, sizeof(prefix) - 1);
}

static bool is_relevant(const struct dc_name *name)
{
	return name->kind == DC_NAME_API || name->kind == DC_NAME_ATTR ||
	       (name->kind == DC_NAME_ORIGIN && name->origin->role == DC_ROLE_CRYPT);
}

/* Before the preprocessor: directives and what no configuration sees are there, too. */
static void find_names(struct dc_unit *unit, const struct token *token)
{
	for (; !eof_token(token); token = token->next) {
		const struct dc_name *name;

		if (token_type(token) != TOKEN_IDENT)
			continue;
		name = dc_name_find(token->ident->name, token->ident->len);
		unit->is_relevant |= name ? is_relevant(name) : is_attribute(token->ident);
		if (!name && !dc_custom_is_constant(token->ident->name, token->ident->len))
			continue;
		dc_grow(unit->names, unit->nr_names, unit->names_capacity);
		unit->names[unit->nr_names++] =
			(struct dc_unit_name){ token->pos, token->ident, name };
	}
}

const struct dc_unit_name *dc_unit_name_at(const struct dc_unit *unit, struct position pos)
{
	size_t low = 0, high = unit->nr_names;

	if ((int)pos.stream != unit->stream)
		return NULL;
	while (low < high) {
		size_t middle = (low + high) / 2;
		struct position at = unit->names[middle].pos;

		if (at.line == pos.line && at.pos == pos.pos)
			return &unit->names[middle];
		if (at.line < pos.line || (at.line == pos.line && at.pos < pos.pos))
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Declarations */

/*
 * What is wrong with a value that the parser had to know, like an enumerator's or that of a static
 * assertion: the function is read all the same.
 */
static bool is_of_value(const char *error)
{
	static const char *const starts[] = {
		"bad constant expression", "bad integer constant expression",
		"cast from unknown type", "static assertion failed", "undefined identifier",
	};

	for (size_t i = 0; i < ARRAY_SIZE(starts); i++)
		if (!strncmp(error, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* The first error on standard error, a file here, since `from`; NULL when none matters. */
static char *first_error(off_t from)
{
	static const char mark[] = "error: ";
	off_t length = lseek(STDERR_FILENO, 0, SEEK_END) - from;
	char *said = dc_memory_resize(NULL, length + 1), *at = said, *error = NULL;
	ssize_t nr = pread(STDERR_FILENO, said, length, from);

	said[nr > 0 ? nr : 0] = '\0';
	while (!error && (at = strstr(at, mark))) {
		at += sizeof(mark) - 1;
		if (!is_of_value(at))
			error = strndup(at, strcspn(at, "\n"));
	}
	free(said);
	return nr > 0 ? error : strdup("not understood as C");
}

/* What was parsed from line `first` on; `error` is what was wrong with it, or NULL. */
static void add_function(struct dc_unit *unit, struct symbol *symbol, unsigned int first,
			 const struct token *after, char *error)
{
	struct dc_unit_function *function;

	dc_grow(unit->functions, unit->nr_functions, unit->functions_capacity);
	function = &unit->functions[unit->nr_functions++];
	*function = (struct dc_unit_function){ .symbol = symbol, .first = first, .error = error };
	function->last = (int)after->pos.stream == unit->stream && !eof_token(after) ?
			 after->pos.line : UINT32_MAX;
}

static void add_callback(struct dc_unit *unit, const struct symbol *table,
			 const struct ident *member, const struct expression *value)
{
	while (value && value->type == EXPR_PREOP && (value->op == '(' || value->op == '&'))
		value = value->unop;
	while (value && (value->type == EXPR_CAST || value->type == EXPR_FORCE_CAST))
		value = value->cast_expression;
	if (!value || value->type != EXPR_SYMBOL || !value->symbol ||
	    !value->symbol->ctype.base_type || value->symbol->ctype.base_type->type != SYM_FN)
		return;
	dc_grow(unit->callbacks, unit->nr_callbacks, unit->callbacks_capacity);
	unit->callbacks[unit->nr_callbacks++] = (struct dc_unit_callback){
		.function = value->symbol_name, .member = member, .line = table->pos.line };
}

static void read_table(struct dc_unit *unit, const struct symbol *table,
		       struct expression *initializer)
{
	struct expression *each;

	if (!initializer)
		return;
	if (initializer->type == EXPR_INDEX)
		read_table(unit, table, initializer->idx_expression);
	if (initializer->type == EXPR_IDENTIFIER) {
		add_callback(unit, table, initializer->expr_ident, initializer->ident_expression);
		read_table(unit, table, initializer->ident_expression);
	}
	if (initializer->type != EXPR_INITIALIZER)
		return;
	FOR_EACH_PTR(initializer->expr_list, each) {
		read_table(unit, table, each);
	} END_FOR_EACH_PTR(each);
}

static void read_tables(struct dc_unit *unit)
{
	struct symbol *each;

	FOR_EACH_PTR(translation_unit_used_list, each) {
		if ((int)each->pos.stream == unit->stream)
			read_table(unit, each, each->initializer);
	} END_FOR_EACH_PTR(each);
}

/* The function that a scope has got last, if that was since `start`; NULL for none. */
static struct symbol *last_function(const struct scope *scope, struct position start)
{
	struct symbol *last = last_ptr_list((struct ptr_list *)scope->symbols);

	if (!last || last->definition != last || last->pos.stream != start.stream ||
	    last->pos.line < start.line || !last->ctype.base_type ||
	    last->ctype.base_type->type != SYM_FN)
		return NULL;
	return last;
}

static struct symbol *find_function(struct position start)
{
	struct symbol *function = last_function(file_scope, start);

	return function ? function : last_function(global_scope, start);
}

/* Sparse drops the name of a typedef where it is used, but its modifiers stay. */
static bool mark_type(const char *name, unsigned long modifier)
{
	struct symbol *type = lookup_symbol(built_in_ident(name), NS_TYPEDEF);

	if (type)
		type->ctype.modifiers |= modifier;
	return type;
}

static bool mark_addresses(void)
{
	bool handles = mark_type("dma_addr_t", DC_MOD_HANDLE);

	return mark_type("phys_addr_t", DC_MOD_PHYS) && handles;
}

static void parse(struct dc_unit *unit, struct token *token)
{
	off_t said = lseek(STDERR_FILENO, 0, SEEK_END);
	bool is_marked = false;

	while (!eof_token(token)) {
		struct position start = token->pos;
		struct symbol *function = NULL;
		char *error = NULL;

		has_error = 0;
		token = external_declaration(token, &translation_unit_used_list, NULL);
		is_marked = is_marked || mark_addresses();
		if (has_error) {
			error = first_error(said);
			said = lseek(STDERR_FILENO, 0, SEEK_END);
		}
		if ((int)start.stream == unit->stream)
			function = find_function(start);
		if (function || (error && (int)start.stream == unit->stream))
			add_function(unit, function, start.line, token, error);
	}
}

bool dc_unit_read(struct dc_unit *unit, int argc, char **argv, bool in_any_case)
{
	struct string_list *files = NULL;
	struct token *token;
	int fd;

	sparse_initialize(argc, argv, &files);
	unit->file = first_ptr_list((struct ptr_list *)files);
	if (!unit->file)
		return false;
	define_names();
	new_file_scope();
	base_filename = unit->file;
	fd = open(unit->file, O_RDONLY);
	/* Reading a folder would be an empty file to Sparse. */
	if (fd < 0 || read(fd, NULL, 0) < 0)
		die("%s: %s", unit->file, strerror(errno));
	unit->stream = input_stream_nr;
	token = tokenize(NULL, unit->file, fd, NULL, includepath);
	close(fd);
	find_names(unit, token);
	unit->is_relevant |= in_any_case;
	if (unit->is_relevant) {
		parse(unit, preprocess(token));
		read_tables(unit);
	}
	return true;
}

/* Questions */

static bool is_ident(const struct ident *ident, const char *text)
{
	return strlen(text) == ident->len && !memcmp(ident->name, text, ident->len);
}

struct dc_unit_function *dc_unit_function_at(const struct dc_unit *unit, unsigned int line)
{
	for (size_t i = 0; i < unit->nr_functions; i++)
		if (unit->functions[i].first <= line && line < unit->functions[i].last)
			return &unit->functions[i];
	return NULL;
}

const struct dc_unit_callback *dc_unit_callback_of(const struct dc_unit *unit, const char *function,
						   const char *member)
{
	for (size_t i = 0; i < unit->nr_callbacks; i++) {
		const struct dc_unit_callback *each = &unit->callbacks[i];

		if (is_ident(each->function, function) &&
		    (!member || is_ident(each->member, member)))
			return each;
	}
	return NULL;
}
