/* SPDX-License-Identifier: GPL-2.0-only */
/* Declarations: the names that a function knows, and what they start with. */
#include "lowering.h"
#include "memory.h"
#include "names.h"
#include "table.h"

enum {
	MAX_DECLARATOR = 16,		/* layers of one */
	MAX_SPECIFIERS = 8,
};

bool dc_lower_find_local(const struct dc_lowering *l, dc_index name, uint32_t *which)
{
	for (size_t i = l->nr_visible; i-- > 0;) {
		if (l->visible[i].name == name) {
			*which = l->visible[i].local;
			return true;
		}
	}
	return false;
}

static uint32_t declare(struct dc_lowering *l, struct dc_local what)
{
	uint32_t which = dc_facts_local(l->b.facts, what);

	dc_grow(l->visible, l->nr_visible, l->visible_capacity);
	l->visible[l->nr_visible++] = (struct dc_visible){ what.name, which };
	return which;
}

/* Parameters */

/* The last ( of the head that is no annotation's; the number of tokens when there is none. */
static size_t find_parameters(const struct dc_tokens *head)
{
	size_t open = head->nr;

	for (size_t i = 0; i + 1 < head->nr; i++) {
		const struct dc_token *token = &head->items[i];

		if (!dc_token_is_char(token + 1, '('))
			continue;
		if (token->kind == DC_TOKEN_IDENTIFIER && !dc_name_is_annotation_call(token) &&
		    !dc_name_is_keyword(token))
			open = i + 1;
		i = dc_tokens_close(head, i + 1);
	}
	return open;
}

/*
 * `struct page *page`, `int (*fn)(void)`, `u8 mac[6]`: the name is the last identifier of its kind;
 * `to` when there is none.
 */
static size_t find_name(const struct dc_tokens *head, size_t from, size_t to)
{
	size_t name = to;

	for (size_t i = from; i < to; i++) {
		const struct dc_token *token = &head->items[i];

		if (dc_token_is_char(token, '['))
			break;
		if (dc_token_is_char(token, '(') && i > from && dc_token_is_char(token - 1, ')'))
			break;
		if (token->kind == DC_TOKEN_IDENTIFIER && !dc_name_is_annotation(token) &&
		    !dc_name_is_type_word(token))
			name = i;
	}
	return name;
}

static void declare_parameter(struct dc_lowering *l, const struct dc_tokens *head, size_t from,
			      size_t to)
{
	size_t at = find_name(head, from, to);
	const struct dc_token *first = &head->items[from], *name = &head->items[at];
	struct dc_local parameter = { .is_parameter = true };

	if (at == to)
		return;
	/* A macro's text may lie anywhere. */
	parameter.type = dc_facts_intern(l->b.facts, first->text,
					 name->text > first->text ? name->text - first->text : 0);
	parameter.name = dc_facts_intern(l->b.facts, name->text, name->length);
	declare(l, parameter);
}

void dc_lower_parameters(struct dc_lowering *l, const struct dc_tokens *head)
{
	size_t open = find_parameters(head), close, from;

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

/* Initializers */

void dc_lower_assign_node(struct dc_lowering *l, struct dc_spot spot, dc_index target, TSNode value)
{
	dc_index result;

	while (dc_tree_is_parenthesis(value))
		value = dc_tree_nth(value, 0);
	switch (dc_tree_kind(value)) {
	case DC_NODE_initializer_list:
		dc_lower_initializer(l, target, value);
		return;
	case DC_NODE_compound_literal_expression:
		dc_lower_initializer(l, target, dc_tree_child(value, DC_FIELD_value));
		return;
	case DC_NODE_call_expression:
		result = dc_lower_call(l, value, target, true);
		break;
	default:
		result = dc_lower_expr(l, value);
	}
	if (result != target)
		dc_build_assign(&l->b, spot, target, result);
}

/* Elements without a designator go on where the last index stood. */
struct counter {
	dc_index from;		/* that index, 0 for the list's begin */
	uint64_t nr;		/* elements since */
};

static dc_index index_of(struct dc_lowering *l, struct dc_spot spot, const struct counter *counter)
{
	const struct dc_expr *from = &l->b.facts->exprs[counter->from];
	bool is_number = !counter->from || from->kind == DC_EXPR_NUMBER;
	uint64_t first = counter->from && is_number ? from->value : 0;

	if (is_number)
		return dc_build_number(&l->b, spot, first + counter->nr);
	return dc_build_binary(&l->b, DC_BINARY_ADD, spot, counter->from,
			       dc_build_number(&l->b, spot, counter->nr));
}

/* What `.name`, `[index]` or nothing in front of an element says. */
static dc_index lower_designator(struct dc_lowering *l, dc_index target, TSNode element,
				 struct counter *counter)
{
	struct dc_spot spot = dc_lower_spot(l, element);
	TSNode designator, inner;

	if (dc_tree_kind(element) != DC_NODE_initializer_pair)
		return dc_build_expr(&l->b, DC_EXPR_INDEX, spot, target,
				     index_of(l, spot, counter));
	designator = dc_tree_child(element, DC_FIELD_designator);
	inner = dc_tree_nth(designator, 0);
	switch (dc_tree_kind(designator)) {
	case DC_NODE_field_designator:
		return dc_build_named(&l->b, DC_EXPR_FIELD, spot, target, dc_lower_text(l, inner));
	case DC_NODE_subscript_designator:
		*counter = (struct counter){ .from = dc_lower_expr(l, inner) };
		return dc_build_expr(&l->b, DC_EXPR_INDEX, spot, target, counter->from);
	default:
		return dc_build_expr(&l->b, DC_EXPR_UNKNOWN, spot, target, 0);
	}
}

static void lower_element(struct dc_lowering *l, dc_index target, TSNode element,
			  struct counter *counter)
{
	dc_index part = lower_designator(l, target, element, counter);
	bool is_pair = dc_tree_kind(element) == DC_NODE_initializer_pair;

	counter->nr++;
	dc_lower_assign_node(l, dc_lower_spot(l, element), part,
			     is_pair ? dc_tree_child(element, DC_FIELD_value) : element);
}

void dc_lower_initializer(struct dc_lowering *l, dc_index target, TSNode list)
{
	struct dc_spot spot = dc_lower_spot(l, list);
	struct counter counter = { 0 };
	struct dc_children children;
	TSNode each;

	if (!dc_lower_enter(l, list))
		return;
	/* What no element names is zero. */
	dc_build_assign(&l->b, spot, target, dc_build_number(&l->b, spot, 0));
	children = dc_tree_children(list);
	while (dc_tree_next(&children, &each))
		lower_element(l, target, each, &counter);
	l->depth--;
}

/* Declarations */

struct declarator {
	dc_index name;
	bool is_pointer, is_array, is_function;
};

/* Takes one layer off a declarator; a null node when it has none. */
static TSNode unwrap_declarator(struct dc_lowering *l, TSNode node, struct declarator *found)
{
	TSNode size, none = { 0 };

	switch (dc_tree_kind(node)) {
	case DC_NODE_pointer_declarator:
		found->is_pointer = true;
		break;
	case DC_NODE_array_declarator:
		found->is_array = true;
		size = dc_tree_child(node, DC_FIELD_size);
		if (!ts_node_is_null(size))
			dc_lower_expr(l, size);
		break;
	case DC_NODE_function_declarator:
		found->is_function = true;
		break;
	case DC_NODE_init_declarator:
		break;
	case DC_NODE_parenthesized_declarator:
		/* A pointer to a function or to an array is no function and no array. */
		found->is_function = found->is_array = false;
		return dc_tree_nth(node, 0);
	case DC_NODE_attributed_declarator:
		return dc_tree_nth(node, 0);
	default:
		return none;
	}
	return dc_tree_child(node, DC_FIELD_declarator);
}

static struct declarator read_declarator(struct dc_lowering *l, TSNode node)
{
	struct declarator found = { 0 };

	for (unsigned int i = 0; i < MAX_DECLARATOR && !ts_node_is_null(node); i++) {
		if (dc_tree_kind(node) == DC_NODE_identifier) {
			found.name = dc_lower_text(l, node);
			break;
		}
		node = unwrap_declarator(l, node, &found);
	}
	return found;
}

/* Whether a declaration starts with a word like static or const. */
static bool has_specifier(struct dc_lowering *l, TSNode declaration, const char *word)
{
	uint32_t nr = ts_node_child_count(declaration);

	for (uint32_t i = 0; i < nr && i < MAX_SPECIFIERS; i++)
		if (dc_tree_is(l->tree, ts_node_child(declaration, i), word))
			return true;
	return false;
}

static bool is_known(const struct dc_lowering *l, dc_index name)
{
	const char *text = dc_facts_string(l->b.facts, name);

	return dc_name_find(text, strlen(text));
}

static void lower_declarator(struct dc_lowering *l, TSNode declaration, TSNode node)
{
	TSNode type = dc_tree_child(declaration, DC_FIELD_type);
	enum dc_node kind = dc_tree_kind(type);
	bool is_aggregate = kind == DC_NODE_struct_specifier || kind == DC_NODE_union_specifier;
	bool is_static = has_specifier(l, declaration, "static");
	struct declarator what = read_declarator(l, node);
	struct dc_spot spot = dc_lower_spot(l, node);
	uint32_t which;

	/* `MACRO dma_map_page(…);` is no prototype. */
	if (what.name && what.is_function && is_known(l, what.name))
		dc_lower_fail(l, node, DC_LOWER_SYNTAX);
	if (!what.name || what.is_function)
		return;
	which = declare(l, (struct dc_local){
		.name = what.name, .type = dc_lower_text(l, type), .is_static = is_static,
		.is_array = what.is_array || (is_aggregate && !what.is_pointer),
	});
	if (dc_tree_kind(node) != DC_NODE_init_declarator)
		return;
	/* What a static variable starts with it does not have when it is met again. */
	if (is_static && !has_specifier(l, declaration, "const"))
		return;
	dc_lower_assign_node(l, spot, dc_build_local(&l->b, spot, which),
			     dc_tree_child(node, DC_FIELD_value));
}

/* `enum { A = 1, B };`: names with values, for as long as the block lasts. */
void dc_lower_enumeration(struct dc_lowering *l, TSNode node)
{
	struct dc_children children = dc_tree_children(dc_tree_child(node, DC_FIELD_body));
	dc_index last = 0;
	TSNode each;

	while (dc_tree_next(&children, &each)) {
		struct dc_local name = {
			.name = dc_lower_text(l, dc_tree_child(each, DC_FIELD_name)),
		};
		TSNode given = dc_tree_child(each, DC_FIELD_value);
		struct dc_spot spot = dc_lower_spot(l, each);
		dc_index value;

		if (!ts_node_is_null(given))
			value = dc_lower_expr(l, given);
		else if (last)
			value = dc_build_binary(&l->b, DC_BINARY_ADD, spot, last,
						dc_build_number(&l->b, spot, 1));
		else
			value = dc_build_number(&l->b, spot, 0);
		last = dc_build_local(&l->b, spot, declare(l, name));
		dc_build_assign(&l->b, spot, last, value);
	}
}

void dc_lower_declaration(struct dc_lowering *l, TSNode node)
{
	struct dc_children children = dc_tree_children(node);
	TSNode type = dc_tree_child(node, DC_FIELD_type), each;

	if (dc_tree_kind(type) == DC_NODE_enum_specifier)
		dc_lower_enumeration(l, type);
	while (dc_tree_next(&children, &each))
		if (dc_tree_is_field(&children, DC_FIELD_declarator))
			lower_declarator(l, node, each);
}
