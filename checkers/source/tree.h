/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A function's body as tree-sitter sees it.
 *
 * The text that is parsed is not the file's: it is made of tokens, so that macros may be expanded
 * and odd code mended before.  A node leads back to its token, and that to its place in the file.
 */
#ifndef DC_TREE_H
#define DC_TREE_H

#include <tree_sitter/api.h>

#include "lower.h"

/* Node types that the walk tells apart; all others are DC_NODE_other. */
#define DC_NODES(N) \
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
	N(offsetof_expression) N(type_definition) N(enum_specifier)

enum dc_node {
	DC_NODE_other,
#define N(name) DC_NODE_##name,
	DC_NODES(N)
#undef N
	DC_NR_NODES
};

#define DC_FIELDS(F) \
	F(left) F(right) F(operator) F(argument) F(arguments) F(function) F(condition) \
	F(consequence) F(alternative) F(body) F(initializer) F(update) F(value) F(declarator) \
	F(type) F(label) F(field) F(index) F(designator) F(size) F(name)

enum dc_field {
#define F(name) DC_FIELD_##name,
	DC_FIELDS(F)
#undef F
	DC_NR_FIELDS
};

struct dc_tree {
	TSTree *tree;
	const struct dc_tokens *tokens;
	char *text;		/* every token with a blank behind it */
	size_t length;
	uint32_t *starts;	/* where each token starts in `text` */
};

/*
 * Parses; statements around errors that no rule is about are given up, in `tokens` as well.  On
 * anything but DC_LOWER_OK `*where` is the offset in the file, and there is no tree to drop.
 */
enum dc_lower_result dc_tree_parse(struct dc_tree *tree, struct dc_tokens *tokens, uint32_t *where);
void dc_tree_drop(struct dc_tree *tree);

/* Releases the parser, which is kept from one function to the next. */
void dc_tree_shutdown(void);

/*
 * Nodes.  What is missing is a null node, and every question may be asked of that too: its kind is
 * DC_NODE_other, it has no text and no children.
 */
enum dc_node dc_tree_kind(TSNode node);
TSNode dc_tree_child(TSNode node, enum dc_field field);
TSNode dc_tree_nth(TSNode node, uint32_t i);	/* of its named children */
uint32_t dc_tree_count(TSNode node);		/* its named children */

/* Whether it is (x), x no ({ … }). */
bool dc_tree_is_parenthesis(TSNode node);

/* The token that a node begins with. */
const struct dc_token *dc_tree_token(const struct dc_tree *tree, TSNode node);

static inline const char *dc_tree_text(const struct dc_tree *tree, TSNode node)
{
	return tree->text + ts_node_start_byte(node);
}

static inline size_t dc_tree_length(TSNode node)
{
	return ts_node_is_null(node) ? 0 : ts_node_end_byte(node) - ts_node_start_byte(node);
}

bool dc_tree_is(const struct dc_tree *tree, TSNode node, const char *text);

/* The named children of a node.  Must be asked until there is no next one: that releases it. */
struct dc_children {
	TSTreeCursor cursor;
	bool more;
	TSFieldId field;	/* of the child that was given last */
};

struct dc_children dc_tree_children(TSNode node);
bool dc_tree_next(struct dc_children *children, TSNode *child);
bool dc_tree_is_field(const struct dc_children *children, enum dc_field field);

#endif
