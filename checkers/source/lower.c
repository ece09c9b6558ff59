/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Walks tree-sitter's tree of a function body and writes steps. Calls, assignments and choices
 * leave the expressions; what remains is pure.
 */
#include "lower.h"

#include <ctype.h>
#include <stdlib.h>
#include <tree_sitter/api.h>

#include "memory.h"
#include "mend.h"
#include "names.h"
#include "table.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum {
	MAX_DEPTH = 400,		/* of the walk's recursion */
	MAX_MENDS = 12,			/* statements given up in one function */
	PARSE_MICROSECONDS = 5000000,
};

const TSLanguage *tree_sitter_c(void);

/* Node types that the walk tells apart. */
#define NODES(N) \
	N(identifier) N(number_literal) N(string_literal) N(concatenated_string) N(char_literal) \
	N(true) N(false) N(null) N(parenthesized_expression) N(comma_expression) \
	N(assignment_expression) N(update_expression) N(binary_expression) N(unary_expression) \
	N(pointer_expression) N(cast_expression) N(sizeof_expression) N(call_expression) \
	N(field_expression) N(subscript_expression) N(conditional_expression) \
	N(compound_literal_expression) N(initializer_list) N(initializer_pair) \
	N(gnu_asm_expression) N(compound_statement) N(expression_statement) N(declaration) \
	N(init_declarator) N(pointer_declarator) N(array_declarator) N(function_declarator) \
	N(parenthesized_declarator) N(attributed_declarator) \
	N(if_statement) N(else_clause) N(while_statement) N(do_statement) N(for_statement) \
	N(switch_statement) N(case_statement) N(labeled_statement) N(goto_statement) \
	N(break_statement) N(continue_statement) N(return_statement) N(attributed_statement) \
	N(struct_specifier) N(union_specifier) N(field_designator) \
	N(subscript_designator) N(comment) N(generic_expression) N(alignof_expression) \
	N(offsetof_expression) N(type_definition) N(enum_specifier) N(type_identifier)

enum node { NODE_other,
#define N(name) NODE_##name,
	NODES(N)
#undef N
};

#define FIELDS(F) \
	F(left) F(right) F(operator) F(argument) F(arguments) F(function) F(condition) \
	F(consequence) F(alternative) F(body) F(initializer) F(update) F(value) F(declarator) \
	F(type) F(label) F(field) F(index) F(designator) F(size)

enum field { FIELD_none,
#define F(name) FIELD_##name,
	FIELDS(F)
#undef F
	NR_FIELDS
};

enum { MAX_SYMBOLS = 512 };

static struct {
	TSParser *parser;
	uint8_t nodes[MAX_SYMBOLS];
	TSFieldId fields[NR_FIELDS];
} ts;

static void start_parser(void)
{
	const TSLanguage *c = tree_sitter_c();
	static const char *const nodes[] = { "",
#define N(name) #name,
		NODES(N)
#undef N
	};
	static const char *const fields[] = { "",
#define F(name) #name,
		FIELDS(F)
#undef F
	};

	ts.parser = ts_parser_new();
	ts_parser_set_language(ts.parser, c);
	ts_parser_set_timeout_micros(ts.parser, PARSE_MICROSECONDS);
	for (TSSymbol symbol = 0; symbol < ts_language_symbol_count(c) && symbol < MAX_SYMBOLS; symbol++)
		for (size_t i = 1; i < ARRAY_SIZE(nodes); i++)
			if (!strcmp(ts_language_symbol_name(c, symbol), nodes[i]) &&
			    ts_language_symbol_type(c, symbol) == TSSymbolTypeRegular)
				ts.nodes[symbol] = i;
	for (size_t i = 1; i < NR_FIELDS; i++)
		ts.fields[i] = ts_language_field_id_for_name(c, fields[i], strlen(fields[i]));
}

void dc_lower_shutdown(void)
{
	ts_parser_delete(ts.parser);
	ts.parser = NULL;
}

/* The text that is parsed: tokens with a blank between, and where each of them starts. */
struct rendering {
	char *text;
	size_t length;
	uint32_t *starts;
};

static struct rendering render(const struct dc_tokens *tokens)
{
	struct rendering r = { 0 };
	size_t size = 1;

	for (size_t i = 0; i < tokens->nr; i++)
		size += tokens->items[i].length + 1;
	r.text = dc_memory_resize(NULL, size);
	r.starts = dc_memory_resize(NULL, (tokens->nr + 1) * sizeof(*r.starts));
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		r.starts[i] = r.length;
		memcpy(r.text + r.length, token->text, token->length);
		r.length += token->length;
		r.text[r.length++] = ' ';
	}
	return r;
}

static void drop(struct rendering *r)
{
	free(r->text);
	free(r->starts);
	*r = (struct rendering){ 0 };
}

/* Index of the token in which byte `at` of the rendering lies. */
static size_t token_at(const struct rendering *r, const struct dc_tokens *tokens, uint32_t at)
{
	size_t low = 0, high = tokens->nr;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (r->starts[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct label {
	dc_index name;
	dc_index step;
};

struct visible {
	dc_index name;
	uint32_t local;
};

struct cleanup {
	dc_index function;
	uint32_t local;
	size_t scope;		/* number of blocks open around it */
};

struct case_label {
	const void *node;
	dc_index step;
};

struct lowering {
	struct dc_facts *facts;
	const struct dc_tokens *tokens;
	const struct rendering *text;
	dc_index current;	/* the step that the next one follows, 0 after a jump */
	dc_index on_break, on_continue;
	struct dc_spot call;	/* of the DMA call in whose arguments we are; offset 0 when in none */
	unsigned int depth;
	size_t scope;
	bool failed, too_deep;
	uint32_t where;

	struct label *labels;
	size_t nr_labels, labels_capacity;
	struct visible *visible;
	size_t nr_visible, visible_capacity;
	struct cleanup *cleanups;
	size_t nr_cleanups, cleanups_capacity;
	struct case_label *cases;
	size_t nr_cases, cases_capacity;
};

/* Tree access */

static enum node kind_of(TSNode node)
{
	TSSymbol symbol = ts_node_symbol(node);

	return symbol < MAX_SYMBOLS ? ts.nodes[symbol] : NODE_other;
}

static TSNode child(TSNode node, enum field field)
{
	return ts_node_child_by_field_id(node, ts.fields[field]);
}

static const struct dc_token *first_token(const struct lowering *l, TSNode node)
{
	return &l->tokens->items[token_at(l->text, l->tokens, ts_node_start_byte(node))];
}

static struct dc_spot spot_of(const struct lowering *l, TSNode node)
{
	const struct dc_token *token = first_token(l, node);

	return (struct dc_spot){ token->offset, token->macro };
}

static dc_index text_of(struct lowering *l, TSNode node)
{
	uint32_t start = ts_node_start_byte(node), end = ts_node_end_byte(node);

	return dc_facts_intern(l->facts, l->text->text + start, end - start);
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* An expression as a person would write it: the rendering has a blank after every token. */
static dc_index words_of(struct lowering *l, TSNode node)
{
	const char *at = l->text->text + ts_node_start_byte(node);
	const char *end = l->text->text + ts_node_end_byte(node);
	char text[256];
	size_t used = 0;

	for (; at < end && used < sizeof(text) - 1; at++)
		if (*at != ' ' || (used && text[used - 1] == ',') || (used && is_word(text[used - 1]) && is_word(at[1])))
			text[used++] = *at;
	return dc_facts_intern(l->facts, text, used);
}

static bool text_is(const struct lowering *l, TSNode node, const char *text)
{
	size_t length = ts_node_end_byte(node) - ts_node_start_byte(node);

	return length == strlen(text) && !memcmp(l->text->text + ts_node_start_byte(node), text, length);
}

static char first_char(const struct lowering *l, TSNode node)
{
	return l->text->text[ts_node_start_byte(node)];
}

static bool is_error(TSNode node)
{
	return ts_node_symbol(node) == (TSSymbol)-1;
}

static void fail_at(struct lowering *l, TSNode node)
{
	if (!l->failed)
		l->where = first_token(l, node)->offset;
	l->failed = true;
}

/* Bounds the recursion; every function that calls itself for children asks here first. */
static bool enter(struct lowering *l, TSNode node)
{
	if (l->depth >= MAX_DEPTH) {
		l->too_deep = true;
		fail_at(l, node);
		return false;
	}
	l->depth++;
	return true;
}

/* Steps */

static void link_to(struct lowering *l, dc_index step)
{
	if (l->current)
		l->facts->steps[l->current].next[0] = step;
}

static dc_index emit(struct lowering *l, struct dc_step step)
{
	dc_index index = dc_facts_step(l->facts, step);

	link_to(l, index);
	l->current = index;
	return index;
}

static dc_index new_label(struct lowering *l)
{
	return dc_facts_step(l->facts, (struct dc_step){ .kind = DC_STEP_EVALUATE });
}

static void place(struct lowering *l, dc_index label)
{
	link_to(l, label);
	l->current = label;
}

static void jump(struct lowering *l, dc_index label)
{
	link_to(l, label);
	l->current = 0;
}

/* Expressions without a tree behind them */

static dc_index make(struct lowering *l, enum dc_expr_kind kind, struct dc_spot spot, dc_index a, dc_index b)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = kind, .spot = spot, .a = a, .b = b });
}

static dc_index number(struct lowering *l, struct dc_spot spot, uint64_t value)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = DC_EXPR_NUMBER, .spot = spot, .value = value });
}

static dc_index local(struct lowering *l, struct dc_spot spot, uint32_t which)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = DC_EXPR_LOCAL, .spot = spot, .value = which });
}

static dc_index temporary(struct lowering *l, struct dc_spot spot)
{
	return local(l, spot, dc_facts_local(l->facts, (struct dc_local){ 0 }));
}

static dc_index named(struct lowering *l, enum dc_expr_kind kind, struct dc_spot spot, dc_index a, dc_index name)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = kind, .spot = spot, .a = a, .name = name });
}

static dc_index binary(struct lowering *l, enum dc_binary op, struct dc_spot spot, dc_index a, dc_index b)
{
	return dc_facts_expr(l->facts, (struct dc_expr){ .kind = DC_EXPR_BINARY, .op = op, .spot = spot,
							 .a = a, .b = b });
}

static void assign(struct lowering *l, struct dc_spot spot, dc_index target, dc_index value)
{
	emit(l, (struct dc_step){ .kind = DC_STEP_ASSIGN, .spot = spot, .target = target, .value = value });
}

/* Names */

static bool find_visible(const struct lowering *l, dc_index name, uint32_t *which)
{
	for (size_t i = l->nr_visible; i-- > 0;) {
		if (l->visible[i].name == name) {
			*which = l->visible[i].local;
			return true;
		}
	}
	return false;
}

static uint32_t declare(struct lowering *l, struct dc_local what)
{
	uint32_t which = dc_facts_local(l->facts, what);

	dc_grow(l->visible, l->nr_visible, l->visible_capacity);
	l->visible[l->nr_visible++] = (struct visible){ what.name, which };
	return which;
}

static dc_index lower_identifier(struct lowering *l, TSNode node)
{
	dc_index name = text_of(l, node);
	struct dc_spot spot = spot_of(l, node);
	uint32_t which;

	if (find_visible(l, name, &which))
		return local(l, spot, which);
	if (text_is(l, node, "NULL") || text_is(l, node, "false"))
		return number(l, spot, 0);
	if (text_is(l, node, "true"))
		return number(l, spot, 1);
	return named(l, DC_EXPR_NAME, spot, 0, name);
}

static dc_index lower_number(struct lowering *l, TSNode node)
{
	struct dc_spot spot = spot_of(l, node);
	const char *text = l->text->text + ts_node_start_byte(node);
	char *end;
	uint64_t value = strtoull(text, &end, 0);

	while (*end == 'u' || *end == 'U' || *end == 'l' || *end == 'L')
		end++;
	if (end != l->text->text + ts_node_end_byte(node))
		return make(l, DC_EXPR_UNKNOWN, spot, 0, 0);
	return number(l, spot, value);
}

static dc_index lower_expr(struct lowering *l, TSNode node);
static void lower_condition(struct lowering *l, TSNode node, dc_index yes, dc_index no, bool is_loop);
static void lower_statement(struct lowering *l, TSNode node);
static void lower_block(struct lowering *l, TSNode node, dc_index *value);

/* Calls f for each named child. */
static void each_child(struct lowering *l, TSNode node, void (*f)(struct lowering *l, TSNode child))
{
	TSTreeCursor cursor = ts_tree_cursor_new(node);

	if (ts_tree_cursor_goto_first_child(&cursor)) {
		do {
			TSNode each = ts_tree_cursor_current_node(&cursor);

			if (ts_node_is_named(each) && kind_of(each) != NODE_comment)
				f(l, each);
		} while (ts_tree_cursor_goto_next_sibling(&cursor));
	}
	ts_tree_cursor_delete(&cursor);
}

/* Calls */

struct arguments {
	dc_index items[64];
	uint32_t nr;
};

/* An element whose index is not known has many values: assigning it gives each a path of its own. */
static dc_index lower_argument(struct lowering *l, TSNode node)
{
	dc_index value = lower_expr(l, node), kept;

	if (kind_of(node) != NODE_subscript_expression || !l->call.offset)
		return value;
	kept = temporary(l, spot_of(l, node));
	assign(l, spot_of(l, node), kept, value);
	return kept;
}

static void lower_arguments(struct lowering *l, TSNode list, struct arguments *arguments)
{
	TSTreeCursor cursor = ts_tree_cursor_new(list);

	arguments->nr = 0;
	if (ts_tree_cursor_goto_first_child(&cursor)) {
		do {
			TSNode each = ts_tree_cursor_current_node(&cursor);
			dc_index value;

			if (!ts_node_is_named(each) || kind_of(each) == NODE_comment)
				continue;
			value = lower_argument(l, each);
			if (arguments->nr < ARRAY_SIZE(arguments->items))
				arguments->items[arguments->nr++] = value;
		} while (ts_tree_cursor_goto_next_sibling(&cursor));
	}
	ts_tree_cursor_delete(&cursor);
}

static dc_index emit_call(struct lowering *l, struct dc_spot spot, dc_index callee,
			  const struct arguments *arguments, dc_index target, bool result_used)
{
	struct dc_facts *facts = l->facts;
	uint32_t first = facts->nr_arguments;

	for (uint32_t i = 0; i < arguments->nr; i++) {
		dc_grow(facts->arguments, facts->nr_arguments, facts->arguments_capacity);
		facts->arguments[facts->nr_arguments++] = arguments->items[i];
	}
	emit(l, (struct dc_step){ .kind = DC_STEP_CALL, .spot = spot, .target = target, .value = callee,
				  .arguments = first, .nr_arguments = arguments->nr,
				  .result_used = result_used });
	return target;
}

/* Macros and helpers that give their first argument back. */
static bool is_transparent(const struct lowering *l, TSNode callee)
{
	static const char *const words[] = {
		"likely", "unlikely", "WARN_ON", "WARN_ON_ONCE", "WARN", "WARN_ONCE", "READ_ONCE",
		"ACCESS_ONCE", "__builtin_expect", "drm_WARN_ON", "data_race", "ALIGN", "PAGE_ALIGN",
		"DRM_WARN_ON",
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (text_is(l, callee, words[i]))
			return true;
	return false;
}

/* A question that is answered alike whenever it is asked. */
static bool is_predicate(const char *name)
{
	static const char *const parts[] = { "is_", "IS_", "has_", "use_", "need", "can_", "enabled",
					     "supports", "supported", "capable", "coherent" };

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (strstr(name, parts[i]))
			return true;
	return false;
}

/* `BIT(n)`; `WRITE_ONCE(x, v)`; `no_free_ptr(p)`; `swap(a, b)`: true when one of these was met. */
static bool lower_builtin(struct lowering *l, TSNode callee, struct dc_spot spot,
			  const struct arguments *arguments, dc_index *value)
{
	dc_index first = arguments->nr > 0 ? arguments->items[0] : 0;
	dc_index second = arguments->nr > 1 ? arguments->items[1] : 0;

	if (first && (text_is(l, callee, "BIT") || text_is(l, callee, "BIT_ULL") || text_is(l, callee, "_BITUL"))) {
		*value = binary(l, DC_BINARY_SHL, spot, number(l, spot, 1), first);
	} else if (second && (text_is(l, callee, "WRITE_ONCE") || text_is(l, callee, "smp_store_release") ||
			      text_is(l, callee, "rcu_assign_pointer"))) {
		assign(l, spot, first, second);
		*value = second;
	} else if (first && (text_is(l, callee, "no_free_ptr") || text_is(l, callee, "retain_and_null_ptr"))) {
		*value = temporary(l, spot);
		assign(l, spot, *value, first);
		assign(l, spot, first, number(l, spot, 0));
	} else if (second && text_is(l, callee, "swap")) {
		*value = temporary(l, spot);
		assign(l, spot, *value, first);
		assign(l, spot, first, second);
		assign(l, spot, second, *value);
	} else {
		return false;
	}
	return true;
}

static bool is_api(const struct lowering *l, TSNode callee)
{
	uint32_t start = ts_node_start_byte(callee);
	const struct dc_name *name = dc_name_find(l->text->text + start, ts_node_end_byte(callee) - start);

	return name && name->kind == DC_NAME_API;
}

static bool is_type_in_parentheses(const struct lowering *l, TSNode callee)
{
	return kind_of(callee) == NODE_parenthesized_expression && ts_node_named_child_count(callee) == 1 &&
	       kind_of(ts_node_named_child(callee, 0)) == NODE_identifier && l;
}

/* `target` is where the result shall go, 0 for a temporary; returns the result's expression. */
static dc_index lower_call(struct lowering *l, TSNode node, dc_index target, bool result_used)
{
	TSNode callee = child(node, FIELD_function), list = child(node, FIELD_arguments);
	struct dc_spot spot = spot_of(l, callee), outer = l->call;
	bool api = is_api(l, callee);
	struct arguments *arguments;
	dc_index value = 0, function;

	if (kind_of(callee) == NODE_field_expression)
		spot = spot_of(l, child(callee, FIELD_field));
	/* `(u32)(x)` reads like a call of u32. */
	if (is_type_in_parentheses(l, callee) && ts_node_named_child_count(list) == 1)
		return lower_expr(l, ts_node_named_child(list, 0));
	if (api)
		l->call = spot;
	arguments = dc_memory_resize(NULL, sizeof(*arguments));
	lower_arguments(l, list, arguments);
	l->call = outer;
	if (is_transparent(l, callee) && arguments->nr) {
		value = arguments->items[0];
		goto out;
	}
	if (lower_builtin(l, callee, spot, arguments, &value))
		goto out;
	function = lower_expr(l, callee);
	value = target ? target : temporary(l, spot);
	emit_call(l, spot, function, arguments, value, result_used);
out:
	free(arguments);
	return value;
}

static void lower_cleanup(struct lowering *l, TSNode list)
{
	TSNode variable = ts_node_named_child(list, 0), function = ts_node_named_child(list, 1);
	uint32_t which;

	if (!find_visible(l, text_of(l, variable), &which))
		return;
	dc_grow(l->cleanups, l->nr_cleanups, l->cleanups_capacity);
	l->cleanups[l->nr_cleanups++] = (struct cleanup){ text_of(l, function), which, l->scope };
}

/* Runs the cleanups of scopes deeper than `scope`, last first; they stay registered. */
static void run_cleanups(struct lowering *l, size_t scope, struct dc_spot spot)
{
	for (size_t i = l->nr_cleanups; i-- > 0 && l->cleanups[i].scope > scope;) {
		struct arguments one = { .nr = 1 };

		one.items[0] = local(l, spot, l->cleanups[i].local);
		emit_call(l, spot, named(l, DC_EXPR_NAME, spot, 0, l->cleanups[i].function), &one,
			  temporary(l, spot), false);
	}
}

/* Operators */

static bool find_operator(const struct lowering *l, TSNode node, enum dc_binary *op)
{
	static const char *const operators[] = { "|", "&", "^", "+", "-", "*", "/", "%", "<<", ">>",
						 "==", "!=", "<", "<=", ">", ">=" };

	for (size_t i = 0; i < ARRAY_SIZE(operators); i++) {
		if (text_is(l, node, operators[i])) {
			*op = i;
			return true;
		}
	}
	return false;
}

static bool is_logical(const struct lowering *l, TSNode node)
{
	TSNode operator;

	if (kind_of(node) != NODE_binary_expression)
		return false;
	operator = child(node, FIELD_operator);
	return text_is(l, operator, "&&") || text_is(l, operator, "||");
}

/* 1 or 0 by a condition. */
static dc_index lower_truth(struct lowering *l, TSNode node)
{
	struct dc_spot spot = spot_of(l, node);
	dc_index result = temporary(l, spot);
	dc_index yes = new_label(l), no = new_label(l), end = new_label(l);

	lower_condition(l, node, yes, no, false);
	place(l, yes);
	assign(l, spot, result, number(l, spot, 1));
	jump(l, end);
	place(l, no);
	assign(l, spot, result, number(l, spot, 0));
	place(l, end);
	return result;
}

static dc_index lower_binary(struct lowering *l, TSNode node)
{
	TSNode left = child(node, FIELD_left), right = child(node, FIELD_right);
	struct dc_spot spot = spot_of(l, node);
	enum dc_binary op;
	dc_index a, b;

	if (is_logical(l, node))
		return lower_truth(l, node);
	/* `(type_t)*p`, `(type_t)&x`, `(type_t)-1` read like operations on a type. */
	if (is_type_in_parentheses(l, left)) {
		dc_index name = text_of(l, ts_node_named_child(left, 0));
		const char *text = dc_facts_string(l->facts, name);
		size_t length = strlen(text);
		uint32_t which;

		if (!find_visible(l, name, &which) && length > 2 &&
		    (!strcmp(text + length - 2, "_t") || text_is(l, child(node, FIELD_operator), "*") ||
		     text_is(l, child(node, FIELD_operator), "&")) &&
		    !dc_name_find(text, length) && strpbrk(text, "abcdefghijklmnopqrstuvwxyz")) {
			a = lower_expr(l, right);
			if (text_is(l, child(node, FIELD_operator), "*"))
				return make(l, DC_EXPR_DEREF, spot, a, 0);
			if (text_is(l, child(node, FIELD_operator), "&"))
				return make(l, DC_EXPR_ADDRESS, spot, a, 0);
			return make(l, DC_EXPR_UNKNOWN, spot, a, 0);
		}
	}
	a = lower_expr(l, left);
	b = lower_expr(l, right);
	if (!find_operator(l, child(node, FIELD_operator), &op))
		return make(l, DC_EXPR_UNKNOWN, spot, a, b);
	return binary(l, op, spot, a, b);
}

static dc_index lower_conditional(struct lowering *l, TSNode node)
{
	TSNode condition = child(node, FIELD_condition), consequence = child(node, FIELD_consequence);
	struct dc_spot spot = spot_of(l, node);
	dc_index result = temporary(l, spot);
	dc_index yes = new_label(l), no = new_label(l), end = new_label(l);

	if (ts_node_is_null(consequence)) {
		/* `a ?: b` */
		dc_index value = lower_expr(l, condition);

		assign(l, spot, result, value);
		emit(l, (struct dc_step){ .kind = DC_STEP_BRANCH, .spot = spot, .value = value,
					  .next = { yes, no } });
		l->current = 0;
		place(l, yes);
	} else {
		lower_condition(l, condition, yes, no, false);
		place(l, yes);
		assign(l, spot_of(l, consequence), result, lower_expr(l, consequence));
	}
	jump(l, end);
	place(l, no);
	assign(l, spot_of(l, child(node, FIELD_alternative)), result,
	       lower_expr(l, child(node, FIELD_alternative)));
	place(l, end);
	return result;
}

static void lower_initializer(struct lowering *l, dc_index target, TSNode list);

/* `target = value`, where value may be a list in braces. */
static void assign_node(struct lowering *l, struct dc_spot spot, dc_index target, TSNode value)
{
	while (kind_of(value) == NODE_parenthesized_expression && ts_node_named_child_count(value) == 1 &&
	       kind_of(ts_node_named_child(value, 0)) != NODE_compound_statement)
		value = ts_node_named_child(value, 0);
	switch (kind_of(value)) {
	case NODE_initializer_list:
		lower_initializer(l, target, value);
		return;
	case NODE_compound_literal_expression:
		lower_initializer(l, target, child(value, FIELD_value));
		return;
	case NODE_call_expression: {
		dc_index result = lower_call(l, value, target, true);

		if (result != target)
			assign(l, spot, target, result);
		return;
	}
	default:
		assign(l, spot, target, lower_expr(l, value));
	}
}

static dc_index lower_assignment(struct lowering *l, TSNode node)
{
	TSNode operator = child(node, FIELD_operator);
	dc_index target = lower_expr(l, child(node, FIELD_left)), value;
	struct dc_spot spot = spot_of(l, node);
	enum dc_binary op;

	if (text_is(l, operator, "=")) {
		assign_node(l, spot, target, child(node, FIELD_right));
		return target;
	}
	value = lower_expr(l, child(node, FIELD_right));
	for (op = DC_BINARY_OR; op <= DC_BINARY_SHR; op++) {
		static const char *const operators[] = { "|=", "&=", "^=", "+=", "-=", "*=", "/=", "%=",
							 "<<=", ">>=" };

		if (text_is(l, operator, operators[op]))
			break;
	}
	assign(l, spot, target, op <= DC_BINARY_SHR ? binary(l, op, spot, target, value) :
						      make(l, DC_EXPR_UNKNOWN, spot, target, value));
	return target;
}

static dc_index lower_update(struct lowering *l, TSNode node)
{
	dc_index target = lower_expr(l, child(node, FIELD_argument));
	struct dc_spot spot = spot_of(l, node);
	bool up = text_is(l, child(node, FIELD_operator), "++");
	bool prefix = first_char(l, node) == (up ? '+' : '-');
	dc_index before = 0;

	if (!prefix) {
		before = temporary(l, spot);
		assign(l, spot, before, target);
	}
	assign(l, spot, target, binary(l, up ? DC_BINARY_ADD : DC_BINARY_SUB, spot, target, number(l, spot, 1)));
	return prefix ? target : before;
}

static dc_index lower_unary(struct lowering *l, TSNode node)
{
	TSNode operand = child(node, FIELD_argument);
	struct dc_spot spot = spot_of(l, node);

	switch (first_char(l, node)) {
	case '!':
		return make(l, DC_EXPR_NOT, spot, lower_expr(l, operand), 0);
	case '~':
		return make(l, DC_EXPR_COMPLEMENT, spot, lower_expr(l, operand), 0);
	case '-':
		return make(l, DC_EXPR_NEGATE, spot, lower_expr(l, operand), 0);
	default:
		return lower_expr(l, operand);
	}
}

static dc_index lower_field(struct lowering *l, TSNode node)
{
	bool arrow = text_is(l, child(node, FIELD_operator), "->");
	dc_index base = lower_expr(l, child(node, FIELD_argument));

	return named(l, arrow ? DC_EXPR_ARROW : DC_EXPR_FIELD, spot_of(l, node), base,
		     text_of(l, child(node, FIELD_field)));
}

static void discard(struct lowering *l, TSNode node)
{
	lower_expr(l, node);
}

static dc_index lower_compound_literal(struct lowering *l, TSNode node)
{
	dc_index result = temporary(l, spot_of(l, node));

	l->facts->locals[l->facts->exprs[result].value].is_array = true;
	lower_initializer(l, result, child(node, FIELD_value));
	return result;
}

static dc_index lower_parenthesized(struct lowering *l, TSNode node)
{
	TSNode inner = ts_node_named_child(node, 0);
	dc_index value = 0;

	if (ts_node_is_null(inner))
		return make(l, DC_EXPR_UNKNOWN, spot_of(l, node), 0, 0);
	if (kind_of(inner) != NODE_compound_statement)
		return lower_expr(l, inner);
	lower_block(l, inner, &value);
	return value ? value : make(l, DC_EXPR_UNKNOWN, spot_of(l, node), 0, 0);
}

static dc_index dispatch_expr(struct lowering *l, TSNode node)
{
	struct dc_spot spot = spot_of(l, node);

	switch (kind_of(node)) {
	case NODE_identifier:
	case NODE_true:
	case NODE_false:
	case NODE_null:
		return lower_identifier(l, node);
	case NODE_number_literal:
		return lower_number(l, node);
	case NODE_string_literal:
	case NODE_concatenated_string:
		return named(l, DC_EXPR_STRING, spot, 0, dc_facts_intern(l->facts, "\"\"", 2));
	case NODE_parenthesized_expression:
		return lower_parenthesized(l, node);
	case NODE_comma_expression:
		lower_expr(l, child(node, FIELD_left));
		return lower_expr(l, child(node, FIELD_right));
	case NODE_assignment_expression:
		return lower_assignment(l, node);
	case NODE_update_expression:
		return lower_update(l, node);
	case NODE_binary_expression:
		return lower_binary(l, node);
	case NODE_unary_expression:
		return lower_unary(l, node);
	case NODE_pointer_expression:
		return make(l, first_char(l, node) == '*' ? DC_EXPR_DEREF : DC_EXPR_ADDRESS, spot,
			    lower_expr(l, child(node, FIELD_argument)), 0);
	case NODE_cast_expression:
		return named(l, DC_EXPR_CAST, spot, lower_expr(l, child(node, FIELD_value)),
			     text_of(l, child(node, FIELD_type)));
	case NODE_call_expression:
		return lower_call(l, node, 0, true);
	case NODE_field_expression:
		return lower_field(l, node);
	case NODE_subscript_expression: {
		dc_index base = lower_expr(l, child(node, FIELD_argument));

		return make(l, DC_EXPR_INDEX, spot, base, lower_expr(l, child(node, FIELD_index)));
	}
	case NODE_conditional_expression:
		return lower_conditional(l, node);
	case NODE_compound_literal_expression:
		return lower_compound_literal(l, node);
	case NODE_initializer_list:
		each_child(l, node, discard);
		return make(l, DC_EXPR_UNKNOWN, spot, 0, 0);
	case NODE_initializer_pair:
		return lower_expr(l, child(node, FIELD_value));
	case NODE_compound_statement:
		lower_block(l, node, NULL);
		return make(l, DC_EXPR_UNKNOWN, spot, 0, 0);
	case NODE_sizeof_expression:
	case NODE_char_literal:
	case NODE_alignof_expression:
	case NODE_offsetof_expression:
	case NODE_generic_expression:
	case NODE_gnu_asm_expression:
		return named(l, DC_EXPR_UNKNOWN, spot, 0, words_of(l, node));
	default:
		if (is_error(node))
			fail_at(l, node);
		return make(l, DC_EXPR_UNKNOWN, spot, 0, 0);
	}
}

static dc_index lower_expr(struct lowering *l, TSNode node)
{
	dc_index value;

	if (!enter(l, node))
		return make(l, DC_EXPR_UNKNOWN, (struct dc_spot){ 0 }, 0, 0);
	value = dispatch_expr(l, node);
	l->depth--;
	return value;
}

/* The number of an element in an initializer without designators. */
static void lower_element(struct lowering *l, dc_index target, TSNode element, uint64_t position)
{
	struct dc_spot spot = spot_of(l, element);
	TSNode designator, value;
	dc_index part;

	if (kind_of(element) != NODE_initializer_pair) {
		part = make(l, DC_EXPR_INDEX, spot, target, number(l, spot, position));
		assign_node(l, spot, part, element);
		return;
	}
	designator = child(element, FIELD_designator);
	value = child(element, FIELD_value);
	if (kind_of(designator) == NODE_field_designator)
		part = named(l, DC_EXPR_FIELD, spot, target, text_of(l, ts_node_named_child(designator, 0)));
	else if (kind_of(designator) == NODE_subscript_designator)
		part = make(l, DC_EXPR_INDEX, spot, target, lower_expr(l, ts_node_named_child(designator, 0)));
	else
		part = make(l, DC_EXPR_UNKNOWN, spot, target, 0);
	assign_node(l, spot, part, value);
}

static void lower_initializer(struct lowering *l, dc_index target, TSNode list)
{
	TSTreeCursor cursor;
	uint64_t position = 0;

	if (!enter(l, list))
		return;
	/* What no element names is zero. */
	assign(l, spot_of(l, list), target, number(l, spot_of(l, list), 0));
	cursor = ts_tree_cursor_new(list);
	if (ts_tree_cursor_goto_first_child(&cursor)) {
		do {
			TSNode each = ts_tree_cursor_current_node(&cursor);

			if (ts_node_is_named(each) && kind_of(each) != NODE_comment)
				lower_element(l, target, each, position++);
		} while (ts_tree_cursor_goto_next_sibling(&cursor));
	}
	ts_tree_cursor_delete(&cursor);
	l->depth--;
}

/* Conditions */

static void branch(struct lowering *l, struct dc_spot spot, dc_index value, dc_index yes, dc_index no, bool is_loop)
{
	emit(l, (struct dc_step){ .kind = DC_STEP_BRANCH, .spot = l->call.offset ? l->call : spot,
				  .value = value, .next = { yes, no }, .is_loop = is_loop });
	l->current = 0;
}

/* A call as the whole condition: it is asked by its text, so that the same question agrees. */
static bool lower_predicate(struct lowering *l, TSNode node, dc_index yes, dc_index no, bool is_loop)
{
	TSNode callee = child(node, FIELD_function);
	struct dc_spot spot = spot_of(l, node);
	dc_index name = text_of(l, callee), asked;

	if (kind_of(callee) != NODE_identifier || is_transparent(l, callee) ||
	    !is_predicate(dc_facts_string(l->facts, name)) ||
	    dc_name_find(dc_facts_string(l->facts, name), strlen(dc_facts_string(l->facts, name))))
		return false;
	lower_call(l, node, 0, true);
	asked = named(l, DC_EXPR_UNKNOWN, spot, 0, words_of(l, node));
	branch(l, spot, asked, yes, no, is_loop);
	return true;
}

static void dispatch_condition(struct lowering *l, TSNode node, dc_index yes, dc_index no, bool is_loop)
{
	switch (kind_of(node)) {
	case NODE_parenthesized_expression: {
		TSNode inner = ts_node_named_child(node, 0);

		if (ts_node_named_child_count(node) == 1 && kind_of(inner) != NODE_compound_statement) {
			lower_condition(l, inner, yes, no, is_loop);
			return;
		}
		break;
	}
	case NODE_unary_expression:
		if (first_char(l, node) == '!') {
			lower_condition(l, child(node, FIELD_argument), no, yes, is_loop);
			return;
		}
		break;
	case NODE_comma_expression:
		lower_expr(l, child(node, FIELD_left));
		lower_condition(l, child(node, FIELD_right), yes, no, is_loop);
		return;
	case NODE_binary_expression:
		if (is_logical(l, node)) {
			bool both = text_is(l, child(node, FIELD_operator), "&&");
			dc_index middle = new_label(l);

			lower_condition(l, child(node, FIELD_left), both ? middle : yes,
					both ? no : middle, is_loop);
			place(l, middle);
			lower_condition(l, child(node, FIELD_right), yes, no, is_loop);
			return;
		}
		break;
	case NODE_call_expression: {
		TSNode callee = child(node, FIELD_function), list = child(node, FIELD_arguments);

		if (is_transparent(l, callee) && ts_node_named_child_count(list)) {
			lower_condition(l, ts_node_named_child(list, 0), yes, no, is_loop);
			return;
		}
		if (lower_predicate(l, node, yes, no, is_loop))
			return;
		break;
	}
	default:
		break;
	}
	branch(l, spot_of(l, node), lower_expr(l, node), yes, no, is_loop);
}

static void lower_condition(struct lowering *l, TSNode node, dc_index yes, dc_index no, bool is_loop)
{
	if (!enter(l, node))
		return;
	dispatch_condition(l, node, yes, no, is_loop);
	l->depth--;
}

/* Declarations */

struct declarator {
	dc_index name;
	bool is_pointer, is_array, is_function;
};

static struct declarator read_declarator(struct lowering *l, TSNode node)
{
	struct declarator found = { 0 };

	for (unsigned int i = 0; i < 16 && !ts_node_is_null(node); i++) {
		switch (kind_of(node)) {
		case NODE_identifier:
			found.name = text_of(l, node);
			return found;
		case NODE_pointer_declarator:
			found.is_pointer = true;
			node = child(node, FIELD_declarator);
			break;
		case NODE_array_declarator: {
			TSNode size = child(node, FIELD_size);

			found.is_array = true;
			if (!ts_node_is_null(size))
				lower_expr(l, size);
			node = child(node, FIELD_declarator);
			break;
		}
		case NODE_function_declarator:
			found.is_function = true;
			node = child(node, FIELD_declarator);
			break;
		case NODE_parenthesized_declarator:
			/* A pointer to a function or to an array is no function and no array. */
			found.is_function = found.is_array = false;
			node = ts_node_named_child(node, 0);
			break;
		case NODE_init_declarator:
			node = child(node, FIELD_declarator);
			break;
		case NODE_attributed_declarator:
			node = ts_node_named_child(node, 0);
			break;
		default:
			return found;
		}
	}
	return found;
}

/* Whether a declaration starts with a word like static or const. */
static bool has_specifier(struct lowering *l, TSNode declaration, const char *word)
{
	for (uint32_t i = 0; i < ts_node_child_count(declaration) && i < 8; i++)
		if (text_is(l, ts_node_child(declaration, i), word))
			return true;
	return false;
}

static void lower_declarator(struct lowering *l, TSNode declaration, TSNode node)
{
	TSNode type = child(declaration, FIELD_type);
	enum node type_kind = kind_of(type);
	struct declarator what = read_declarator(l, node);
	bool statically = has_specifier(l, declaration, "static");
	bool aggregate = type_kind == NODE_struct_specifier || type_kind == NODE_union_specifier;
	struct dc_spot spot = spot_of(l, node);
	uint32_t which;
	dc_index target;

	if (!what.name || what.is_function)
		return;
	which = declare(l, (struct dc_local){
		.name = what.name, .type = text_of(l, type), .is_static = statically,
		.is_array = what.is_array || (aggregate && !what.is_pointer),
	});
	/* What a static variable starts with it does not have when it is met again. */
	if (kind_of(node) != NODE_init_declarator || (statically && !has_specifier(l, declaration, "const")))
		return;
	target = local(l, spot, which);
	assign_node(l, spot, target, child(node, FIELD_value));
}

static void lower_declaration(struct lowering *l, TSNode node)
{
	TSTreeCursor cursor = ts_tree_cursor_new(node);

	if (ts_tree_cursor_goto_first_child(&cursor)) {
		do {
			if (ts_tree_cursor_current_field_id(&cursor) == ts.fields[FIELD_declarator])
				lower_declarator(l, node, ts_tree_cursor_current_node(&cursor));
		} while (ts_tree_cursor_goto_next_sibling(&cursor));
	}
	ts_tree_cursor_delete(&cursor);
}

/* Statements */

static dc_index label_step(struct lowering *l, dc_index name)
{
	for (size_t i = 0; i < l->nr_labels; i++)
		if (l->labels[i].name == name)
			return l->labels[i].step;
	dc_grow(l->labels, l->nr_labels, l->labels_capacity);
	l->labels[l->nr_labels] = (struct label){ name, new_label(l) };
	return l->labels[l->nr_labels++].step;
}

static void lower_if(struct lowering *l, TSNode node)
{
	TSNode alternative = child(node, FIELD_alternative);
	dc_index yes = new_label(l), no = new_label(l), end = new_label(l);

	lower_condition(l, child(node, FIELD_condition), yes, no, false);
	place(l, yes);
	lower_statement(l, child(node, FIELD_consequence));
	jump(l, end);
	place(l, no);
	if (!ts_node_is_null(alternative))
		lower_statement(l, ts_node_named_child(alternative, 0));
	place(l, end);
}

static void lower_loop(struct lowering *l, TSNode body, dc_index on_continue, dc_index on_break)
{
	dc_index outer_continue = l->on_continue, outer_break = l->on_break;

	l->on_continue = on_continue;
	l->on_break = on_break;
	lower_statement(l, body);
	l->on_continue = outer_continue;
	l->on_break = outer_break;
}

/*
 * A loop that converts the pages of a buffer: that a buffer has no page is no path worth judging, so
 * it runs at least once.
 */
static bool runs_once(const struct lowering *l, TSNode body)
{
	static const char piece[] = "set_memory_";
	uint32_t start = ts_node_start_byte(body), end = ts_node_end_byte(body);

	return memmem(l->text->text + start, end - start, piece, sizeof(piece) - 1);
}

static void lower_while(struct lowering *l, TSNode node)
{
	TSNode condition = child(node, FIELD_condition), inside = child(node, FIELD_body);
	dc_index head = new_label(l), body = new_label(l), end = new_label(l);

	if (runs_once(l, inside))
		lower_condition(l, condition, body, body, true);
	else
		jump(l, head);
	place(l, body);
	lower_loop(l, inside, head, end);
	place(l, head);
	lower_condition(l, condition, body, end, true);
	place(l, end);
}

static void lower_do(struct lowering *l, TSNode node)
{
	dc_index body = new_label(l), next = new_label(l), end = new_label(l);

	place(l, body);
	lower_loop(l, child(node, FIELD_body), next, end);
	place(l, next);
	lower_condition(l, child(node, FIELD_condition), body, end, true);
	place(l, end);
}

static void lower_for(struct lowering *l, TSNode node)
{
	TSNode start = child(node, FIELD_initializer), condition = child(node, FIELD_condition);
	TSNode update = child(node, FIELD_update), inside = child(node, FIELD_body);
	dc_index head = new_label(l), body = new_label(l), next = new_label(l), end = new_label(l);
	size_t nr_visible = l->nr_visible;

	if (!ts_node_is_null(start)) {
		if (kind_of(start) == NODE_declaration)
			lower_declaration(l, start);
		else
			lower_expr(l, start);
	}
	if (ts_node_is_null(condition))
		jump(l, body);
	else if (runs_once(l, inside))
		lower_condition(l, condition, body, body, true);
	else
		jump(l, head);
	place(l, body);
	lower_loop(l, inside, next, end);
	place(l, next);
	if (!ts_node_is_null(update))
		lower_expr(l, update);
	place(l, head);
	if (!ts_node_is_null(condition))
		lower_condition(l, condition, body, end, true);
	else
		jump(l, body);
	place(l, end);
	l->nr_visible = nr_visible;
}

static dc_index case_step(const struct lowering *l, TSNode node)
{
	for (size_t i = 0; i < l->nr_cases; i++)
		if (l->cases[i].node == node.id)
			return l->cases[i].step;
	return 0;
}

struct switching {
	dc_index value;
	dc_index other;		/* the default label */
};

/* Emits the tests of all cases below `node`, nested switches excluded. */
static void collect_cases(struct lowering *l, TSNode node, struct switching *s)
{
	TSTreeCursor cursor;

	if (!enter(l, node))
		return;
	cursor = ts_tree_cursor_new(node);
	if (ts_tree_cursor_goto_first_child(&cursor)) {
		do {
			TSNode each = ts_tree_cursor_current_node(&cursor);
			enum node kind = kind_of(each);

			if (kind == NODE_case_statement) {
				TSNode value = child(each, FIELD_value);
				dc_index label = new_label(l);

				dc_grow(l->cases, l->nr_cases, l->cases_capacity);
				l->cases[l->nr_cases++] = (struct case_label){ each.id, label };
				if (ts_node_is_null(value)) {
					s->other = label;
				} else {
					struct dc_spot spot = spot_of(l, value);
					dc_index next = new_label(l);

					branch(l, spot, binary(l, DC_BINARY_EQ, spot, s->value,
							       lower_expr(l, value)), label, next, false);
					place(l, next);
				}
				collect_cases(l, each, s);
			} else if (kind == NODE_compound_statement || kind == NODE_labeled_statement ||
				   kind == NODE_if_statement || kind == NODE_else_clause ||
				   kind == NODE_while_statement || kind == NODE_do_statement ||
				   kind == NODE_for_statement) {
				collect_cases(l, each, s);
			}
		} while (ts_tree_cursor_goto_next_sibling(&cursor));
	}
	ts_tree_cursor_delete(&cursor);
	l->depth--;
}

static void lower_switch(struct lowering *l, TSNode node)
{
	struct switching s = { 0 };
	dc_index end = new_label(l);
	struct dc_spot spot = spot_of(l, node);
	dc_index subject = lower_expr(l, child(node, FIELD_condition));

	s.value = subject;
	if (l->facts->exprs[subject].kind == DC_EXPR_UNKNOWN) {
		s.value = temporary(l, spot);
		assign(l, spot, s.value, subject);
	}
	collect_cases(l, child(node, FIELD_body), &s);
	jump(l, s.other ? s.other : end);
	{
		dc_index outer = l->on_break;

		l->on_break = end;
		lower_statement(l, child(node, FIELD_body));
		l->on_break = outer;
	}
	place(l, end);
}

static void lower_case(struct lowering *l, TSNode node)
{
	TSNode value = child(node, FIELD_value);
	dc_index label = case_step(l, node);
	TSTreeCursor cursor;

	if (label)
		place(l, label);
	cursor = ts_tree_cursor_new(node);
	if (ts_tree_cursor_goto_first_child(&cursor)) {
		do {
			TSNode each = ts_tree_cursor_current_node(&cursor);

			if (ts_node_is_named(each) && (ts_node_is_null(value) || !ts_node_eq(each, value)))
				lower_statement(l, each);
		} while (ts_tree_cursor_goto_next_sibling(&cursor));
	}
	ts_tree_cursor_delete(&cursor);
}

static void lower_return(struct lowering *l, TSNode node)
{
	TSNode what = ts_node_named_child(node, 0);
	struct dc_spot spot = spot_of(l, node);
	dc_index value = 0;

	if (!ts_node_is_null(what)) {
		value = lower_expr(l, what);
		if (l->nr_cleanups) {
			dc_index kept = temporary(l, spot);

			assign(l, spot, kept, value);
			value = kept;
		}
	}
	run_cleanups(l, 0, spot);
	emit(l, (struct dc_step){ .kind = DC_STEP_RETURN, .spot = spot, .value = value });
	l->current = 0;
}

static void lower_labeled(struct lowering *l, TSNode node)
{
	TSTreeCursor cursor = ts_tree_cursor_new(node);
	TSNode label = child(node, FIELD_label);

	place(l, label_step(l, text_of(l, label)));
	if (ts_tree_cursor_goto_first_child(&cursor)) {
		do {
			TSNode each = ts_tree_cursor_current_node(&cursor);

			if (ts_node_is_named(each) && !ts_node_eq(each, label))
				lower_statement(l, each);
		} while (ts_tree_cursor_goto_next_sibling(&cursor));
	}
	ts_tree_cursor_delete(&cursor);
}

/* `return_ptr(p);` */
static bool lower_return_ptr(struct lowering *l, TSNode call)
{
	struct dc_spot spot = spot_of(l, call);
	dc_index pointer, kept;

	if (!text_is(l, child(call, FIELD_function), "return_ptr"))
		return false;
	pointer = lower_expr(l, ts_node_named_child(child(call, FIELD_arguments), 0));
	kept = temporary(l, spot);
	assign(l, spot, kept, pointer);
	assign(l, spot, pointer, number(l, spot, 0));
	run_cleanups(l, 0, spot);
	emit(l, (struct dc_step){ .kind = DC_STEP_RETURN, .spot = spot, .value = kept });
	l->current = 0;
	return true;
}

static void lower_expression_statement(struct lowering *l, TSNode node)
{
	TSNode what = ts_node_named_child(node, 0);

	while (!ts_node_is_null(what) && kind_of(what) == NODE_cast_expression &&
	       text_is(l, child(what, FIELD_type), "void"))
		what = child(what, FIELD_value);
	if (ts_node_is_null(what))
		return;
	if (kind_of(what) == NODE_call_expression) {
		TSNode callee = child(what, FIELD_function);

		if (text_is(l, callee, DC_CLEANUP)) {
			lower_cleanup(l, child(what, FIELD_arguments));
			return;
		}
		if (lower_return_ptr(l, what))
			return;
		if (!is_transparent(l, callee)) {
			lower_call(l, what, 0, false);
			return;
		}
		/* WARN_ON(f()) looks at the result. */
		emit(l, (struct dc_step){ .kind = DC_STEP_EVALUATE, .spot = spot_of(l, what),
					  .value = lower_call(l, what, 0, true) });
		return;
	}
	lower_expr(l, what);
}

/* `value`, when given, becomes that of the last expression statement. */
static void lower_block(struct lowering *l, TSNode node, dc_index *value)
{
	size_t nr_visible = l->nr_visible, nr_cleanups = l->nr_cleanups;
	TSTreeCursor cursor = ts_tree_cursor_new(node);

	l->scope++;
	if (ts_tree_cursor_goto_first_child(&cursor)) {
		do {
			TSNode each = ts_tree_cursor_current_node(&cursor);

			if (!ts_node_is_named(each))
				continue;
			if (value && kind_of(each) == NODE_expression_statement) {
				/* Inside of a statement expression a call's value may be the result. */
				TSNode what = ts_node_named_child(each, 0);

				*value = ts_node_is_null(what) ? 0 : lower_expr(l, what);
			} else {
				lower_statement(l, each);
			}
		} while (ts_tree_cursor_goto_next_sibling(&cursor));
	}
	ts_tree_cursor_delete(&cursor);
	l->scope--;
	if (l->nr_cleanups > nr_cleanups && l->current)
		run_cleanups(l, l->scope, spot_of(l, node));
	l->nr_visible = nr_visible;
	l->nr_cleanups = nr_cleanups;
}

static void dispatch_statement(struct lowering *l, TSNode node)
{
	switch (kind_of(node)) {
	case NODE_compound_statement:
		lower_block(l, node, NULL);
		break;
	case NODE_expression_statement:
		lower_expression_statement(l, node);
		break;
	case NODE_declaration:
		lower_declaration(l, node);
		break;
	case NODE_if_statement:
		lower_if(l, node);
		break;
	case NODE_while_statement:
		lower_while(l, node);
		break;
	case NODE_do_statement:
		lower_do(l, node);
		break;
	case NODE_for_statement:
		lower_for(l, node);
		break;
	case NODE_switch_statement:
		lower_switch(l, node);
		break;
	case NODE_case_statement:
		lower_case(l, node);
		break;
	case NODE_labeled_statement:
		lower_labeled(l, node);
		break;
	case NODE_goto_statement:
		jump(l, label_step(l, text_of(l, child(node, FIELD_label))));
		break;
	case NODE_break_statement:
		if (l->on_break)
			jump(l, l->on_break);
		break;
	case NODE_continue_statement:
		if (l->on_continue)
			jump(l, l->on_continue);
		break;
	case NODE_return_statement:
		lower_return(l, node);
		break;
	case NODE_attributed_statement:
		lower_statement(l, ts_node_named_child(node, ts_node_named_child_count(node) - 1));
		break;
	case NODE_else_clause:
		lower_statement(l, ts_node_named_child(node, 0));
		break;
	case NODE_comment:
	case NODE_type_definition:
	case NODE_struct_specifier:
	case NODE_union_specifier:
	case NODE_enum_specifier:
		break;
	default:
		if (is_error(node))
			fail_at(l, node);
		else
			lower_expr(l, node);
	}
}

static void lower_statement(struct lowering *l, TSNode node)
{
	if (ts_node_is_null(node) || !enter(l, node))
		return;
	dispatch_statement(l, node);
	l->depth--;
}

/* Parameters: the last parenthesis group of the head that is no annotation. */

static size_t parameters_open(const struct dc_tokens *head)
{
	size_t open = head->nr;

	for (size_t i = 0; i + 1 < head->nr; i++) {
		const struct dc_token *token = &head->items[i];

		if (!dc_token_is_char(token + 1, '(')) {
			continue;
		} else if (token->kind == DC_TOKEN_IDENTIFIER && !dc_name_is_annotation_call(token) &&
			   !dc_name_is_keyword(token)) {
			open = i + 1;
		}
		i = dc_tokens_close(head, i + 1);
	}
	return open;
}

/* `struct page *page`, `int (*fn)(void)`, `u8 mac[6]`: the name is the last identifier of its kind. */
static void declare_parameter(struct lowering *l, const struct dc_tokens *head, size_t from, size_t to)
{
	size_t name = to;
	dc_index type;

	for (size_t i = from; i < to; i++) {
		const struct dc_token *token = &head->items[i];

		if (dc_token_is_char(token, '[') || (dc_token_is_char(token, '(') && i > from &&
						      dc_token_is_char(token - 1, ')')))
			break;
		if (token->kind == DC_TOKEN_IDENTIFIER && !dc_name_is_annotation(token) &&
		    !dc_name_is_type_word(token))
			name = i;
	}
	if (name == to)
		return;
	type = dc_facts_intern(l->facts, head->items[from].text,
			       head->items[name].text > head->items[from].text ?
			       (size_t)(head->items[name].text - head->items[from].text) : 0);
	declare(l, (struct dc_local){
		.name = dc_facts_intern(l->facts, head->items[name].text, head->items[name].length),
		.type = type, .is_parameter = true,
	});
}

static void declare_parameters(struct lowering *l, const struct dc_tokens *head)
{
	size_t open = parameters_open(head), close, from;

	if (open >= head->nr)
		return;
	close = dc_tokens_close(head, open);
	from = open + 1;
	for (size_t i = open + 1; i <= close && i < head->nr; i++) {
		const struct dc_token *token = &head->items[i];

		if (i == close || dc_token_is_char(token, ',')) {
			declare_parameter(l, head, from, i);
			from = i + 1;
		} else if (dc_token_is_char(token, '(') && i > from) {
			size_t inner = dc_tokens_close(head, i);

			/* (*name)(…): the name stands inside the first group. */
			if (inner + 1 < head->nr && dc_token_is_char(&head->items[inner + 1], '('))
				continue;
			i = inner;
		}
	}
}

/* The first error node, MISSING tokens included; null when there is none. */
static TSNode find_error(TSNode node)
{
	TSTreeCursor cursor = ts_tree_cursor_new(node);
	TSNode found = { 0 };

	for (;;) {
		TSNode at = ts_tree_cursor_current_node(&cursor);

		if (is_error(at) || ts_node_is_missing(at)) {
			found = at;
			break;
		}
		if (ts_node_has_error(at) && ts_tree_cursor_goto_first_child(&cursor))
			continue;
		while (!ts_tree_cursor_goto_next_sibling(&cursor))
			if (!ts_tree_cursor_goto_parent(&cursor))
				goto out;
	}
out:
	ts_tree_cursor_delete(&cursor);
	return found;
}

/* Parses; gives up statements around errors that no rule is about. NULL when errors remain. */
static TSTree *parse(struct dc_tokens *tokens, struct rendering *text, enum dc_lower_result *result,
		     uint32_t *where)
{
	for (unsigned int mends = 0;; mends++) {
		TSTree *tree;
		TSNode error;
		size_t at;

		*text = render(tokens);
		tree = ts_parser_parse_string(ts.parser, NULL, text->text, text->length);
		if (!tree) {
			ts_parser_reset(ts.parser);
			*where = tokens->nr ? tokens->items[0].offset : 0;
			*result = DC_LOWER_SLOW;
			drop(text);
			return NULL;
		}
		error = find_error(ts_tree_root_node(tree));
		if (!error.id) {
			*result = DC_LOWER_OK;
			return tree;
		}
		at = token_at(text, tokens, ts_node_start_byte(error));
		*where = tokens->items[at].offset;
		ts_tree_delete(tree);
		drop(text);
		if (mends == MAX_MENDS || !dc_mend_statement(tokens, at)) {
			*result = DC_LOWER_SYNTAX;
			return NULL;
		}
	}
}

static void free_lowering(struct lowering *l)
{
	free(l->labels);
	free(l->visible);
	free(l->cleanups);
	free(l->cases);
}

enum dc_lower_result dc_lower(const struct dc_lower_input *input, struct dc_facts *facts, uint32_t *where)
{
	struct rendering text;
	struct lowering l = { .facts = facts, .tokens = input->body, .text = &text };
	enum dc_lower_result result;
	const char *function = facts->function;
	bool is_mmap = facts->is_mmap;
	TSTree *tree;

	if (!ts.parser)
		start_parser();
	dc_facts_reset(facts);
	facts->function = function;
	facts->is_mmap = is_mmap;
	tree = parse(input->body, &text, &result, where);
	if (!tree)
		return result;
	facts->entry = emit(&l, (struct dc_step){ .kind = DC_STEP_EVALUATE });
	declare_parameters(&l, input->head);
	each_child(&l, ts_tree_root_node(tree), lower_statement);
	if (l.current)
		emit(&l, (struct dc_step){ .kind = DC_STEP_RETURN });
	ts_tree_delete(tree);
	drop(&text);
	free_lowering(&l);
	*where = l.where;
	return l.too_deep ? DC_LOWER_DEEP : l.failed ? DC_LOWER_SYNTAX : DC_LOWER_OK;
}
