/* SPDX-License-Identifier: GPL-2.0-only */
/* Renders tokens, parses them, and tells nodes apart by number instead of name. */
#include "tree.h"

#include <stdlib.h>

#include "memory.h"
#include "mend.h"

enum {
	MAX_MENDS = 12,			/* statements given up in one function */
	MAX_SYMBOLS = 512,		/* of the grammar */
	PARSE_MICROSECONDS = 5000000,
};

const TSLanguage *tree_sitter_c(void);

static struct {
	TSParser *parser;
	uint8_t nodes[MAX_SYMBOLS];
	TSFieldId fields[DC_NR_FIELDS];
} ts;

static void number_symbol(const TSLanguage *c, TSSymbol symbol)
{
	static const char *const nodes[] = { "",
#define N(name) #name,
		DC_NODES(N)
#undef N
	};

	if (ts_language_symbol_type(c, symbol) != TSSymbolTypeRegular)
		return;
	for (size_t i = 1; i < DC_NR_NODES; i++)
		if (!strcmp(ts_language_symbol_name(c, symbol), nodes[i]))
			ts.nodes[symbol] = i;
}

static void start_parser(void)
{
	static const char *const fields[] = {
#define F(name) #name,
		DC_FIELDS(F)
#undef F
	};
	const TSLanguage *c = tree_sitter_c();
	uint32_t nr = ts_language_symbol_count(c);

	ts.parser = ts_parser_new();
	ts_parser_set_language(ts.parser, c);
	ts_parser_set_timeout_micros(ts.parser, PARSE_MICROSECONDS);
	for (TSSymbol symbol = 0; symbol < nr && symbol < MAX_SYMBOLS; symbol++)
		number_symbol(c, symbol);
	for (size_t i = 0; i < DC_NR_FIELDS; i++)
		ts.fields[i] = ts_language_field_id_for_name(c, fields[i], strlen(fields[i]));
}

void dc_tree_shutdown(void)
{
	ts_parser_delete(ts.parser);
	ts.parser = NULL;
}

static void render(struct dc_tree *tree, const struct dc_tokens *tokens)
{
	size_t size = 1;

	for (size_t i = 0; i < tokens->nr; i++)
		size += tokens->items[i].length + 1;
	*tree = (struct dc_tree){ .tokens = tokens };
	tree->text = dc_memory_resize(NULL, size);
	tree->starts = dc_memory_resize(NULL, (tokens->nr + 1) * sizeof(*tree->starts));
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		tree->starts[i] = tree->length;
		memcpy(tree->text + tree->length, token->text, token->length);
		tree->length += token->length;
		tree->text[tree->length++] = ' ';
	}
}

void dc_tree_drop(struct dc_tree *tree)
{
	ts_tree_delete(tree->tree);
	free(tree->text);
	free(tree->starts);
	*tree = (struct dc_tree){ 0 };
}

/* Index of the token that a node begins with. */
static size_t token_of(const struct dc_tree *tree, TSNode node)
{
	uint32_t at = ts_node_start_byte(node);
	size_t low = 0, high = tree->tokens->nr;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (tree->starts[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool is_error(TSNode node)
{
	return ts_node_symbol(node) == (TSSymbol)-1 || ts_node_is_missing(node);
}

/* On to the next node that is not below this one. */
static bool go_past(TSTreeCursor *cursor)
{
	while (!ts_tree_cursor_goto_next_sibling(cursor))
		if (!ts_tree_cursor_goto_parent(cursor))
			return false;
	return true;
}

/* The first error, a null node when there is none. */
static TSNode find_error(TSNode root)
{
	TSTreeCursor cursor = ts_tree_cursor_new(root);
	TSNode found = { 0 };
	bool more = true;

	while (more && !found.id) {
		TSNode at = ts_tree_cursor_current_node(&cursor);

		if (is_error(at))
			found = at;
		else if (!ts_node_has_error(at) || !ts_tree_cursor_goto_first_child(&cursor))
			more = go_past(&cursor);
	}
	ts_tree_cursor_delete(&cursor);
	return found;
}

/* Parses once.  On DC_LOWER_SYNTAX `*at` is the token with the error. */
static enum dc_lower_result parse(struct dc_tree *tree, const struct dc_tokens *tokens, size_t *at)
{
	TSNode error;

	*at = 0;
	render(tree, tokens);
	tree->tree = ts_parser_parse_string(ts.parser, NULL, tree->text, tree->length);
	if (!tree->tree) {
		ts_parser_reset(ts.parser);
		return DC_LOWER_SLOW;
	}
	error = find_error(ts_tree_root_node(tree->tree));
	if (ts_node_is_null(error))
		return DC_LOWER_OK;
	*at = token_of(tree, error);
	return DC_LOWER_SYNTAX;
}

enum dc_lower_result dc_tree_parse(struct dc_tree *tree, struct dc_tokens *tokens, uint32_t *where)
{
	if (!ts.parser)
		start_parser();
	for (unsigned int mends = 0;; mends++) {
		size_t at;
		enum dc_lower_result result = parse(tree, tokens, &at);

		if (result == DC_LOWER_OK)
			return DC_LOWER_OK;
		dc_tree_drop(tree);
		if (result == DC_LOWER_SYNTAX && mends < MAX_MENDS && dc_mend_statement(tokens, at))
			continue;
		*where = tokens->nr ? tokens->items[at].offset : 0;
		return result;
	}
}

enum dc_node dc_tree_kind(TSNode node)
{
	TSSymbol symbol = ts_node_is_null(node) ? MAX_SYMBOLS : ts_node_symbol(node);

	return symbol < MAX_SYMBOLS ? ts.nodes[symbol] : DC_NODE_other;
}

TSNode dc_tree_child(TSNode node, enum dc_field field)
{
	return ts_node_is_null(node) ? node : ts_node_child_by_field_id(node, ts.fields[field]);
}

TSNode dc_tree_nth(TSNode node, uint32_t i)
{
	return ts_node_is_null(node) ? node : ts_node_named_child(node, i);
}

uint32_t dc_tree_count(TSNode node)
{
	return ts_node_is_null(node) ? 0 : ts_node_named_child_count(node);
}

bool dc_tree_is_parenthesis(TSNode node)
{
	return dc_tree_kind(node) == DC_NODE_parenthesized_expression &&
	       dc_tree_count(node) == 1 &&
	       dc_tree_kind(dc_tree_nth(node, 0)) != DC_NODE_compound_statement;
}

const struct dc_token *dc_tree_token(const struct dc_tree *tree, TSNode node)
{
	return &tree->tokens->items[token_of(tree, node)];
}

bool dc_tree_is(const struct dc_tree *tree, TSNode node, const char *text)
{
	size_t length = strlen(text);

	return dc_tree_length(node) == length && !memcmp(dc_tree_text(tree, node), text, length);
}

struct dc_children dc_tree_children(TSNode node)
{
	struct dc_children children = { .cursor = ts_tree_cursor_new(node) };

	children.more = !ts_node_is_null(node) && ts_tree_cursor_goto_first_child(&children.cursor);
	return children;
}

bool dc_tree_next(struct dc_children *children, TSNode *child)
{
	while (children->more) {
		*child = ts_tree_cursor_current_node(&children->cursor);
		children->field = ts_tree_cursor_current_field_id(&children->cursor);
		children->more = ts_tree_cursor_goto_next_sibling(&children->cursor);
		if (ts_node_is_named(*child) && dc_tree_kind(*child) != DC_NODE_comment)
			return true;
	}
	ts_tree_cursor_delete(&children->cursor);
	return false;
}

bool dc_tree_is_field(const struct dc_children *children, enum dc_field field)
{
	return children->field == ts.fields[field];
}
