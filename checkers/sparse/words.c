/* SPDX-License-Identifier: GPL-2.0-only */
/* Expressions printed from their trees: the text of a question, or of what has no value to us. */
#include "lowering.h"

#include <stdio.h>
#include <string.h>

#include <token.h>

#include "types.h"

enum { MAX_WORDS_DEPTH = 12 };

struct words {
	char text[DC_MAX_TEXT];
	size_t used;
	bool is_whole;
};

static void put(struct words *w, const char *text, size_t length)
{
	if (w->used + length >= sizeof(w->text)) {
		w->is_whole = false;
		return;
	}
	memcpy(w->text + w->used, text, length);
	w->used += length;
}

static void put_string(struct words *w, const char *text)
{
	put(w, text, strlen(text));
}

static void put_ident(struct words *w, const struct ident *ident)
{
	if (ident)
		put(w, ident->name, ident->len);
	else
		w->is_whole = false;
}

static void print(struct words *w, const struct expression *expr, unsigned int depth);

static void print_list(struct words *w, struct expression_list *list, unsigned int depth)
{
	struct expression *each;
	const char *comma = "";

	FOR_EACH_PTR(list, each) {
		put_string(w, comma);
		print(w, each, depth);
		comma = ", ";
	} END_FOR_EACH_PTR(each);
}

static void print_member(struct words *w, const struct expression *expr, unsigned int depth)
{
	const struct expression *base = expr->deref;
	bool arrow = base->type == EXPR_PREOP && base->op == '*';

	print(w, arrow ? base->unop : base, depth);
	put_string(w, arrow ? "->" : ".");
	put_ident(w, expr->member);
}

static void print_size(struct words *w, const struct expression *expr, unsigned int depth)
{
	const struct symbol *type = expr->cast_type ? dc_type_struct(expr->cast_type) : NULL;

	put_string(w, expr->type == EXPR_SIZEOF ? "sizeof(" : "alignof(");
	if (type) {
		put_string(w, "struct ");
		put_ident(w, type->ident);
	} else {
		print(w, expr->cast_expression, depth);
	}
	put_string(w, ")");
}

static void print(struct words *w, const struct expression *expr, unsigned int depth)
{
	char number[24];

	if (!expr || depth > MAX_WORDS_DEPTH) {
		w->is_whole = false;
		return;
	}
	depth++;
	switch (expr->type) {
	case EXPR_SYMBOL:
		put_ident(w, expr->symbol_name);
		break;
	case EXPR_VALUE:
		snprintf(number, sizeof(number), "%llu", expr->value);
		put_string(w, number);
		break;
	case EXPR_STRING:
		put_string(w, "\"\"");
		break;
	case EXPR_CALL:
		print(w, expr->fn, depth);
		put_string(w, "(");
		print_list(w, expr->args, depth);
		put_string(w, ")");
		break;
	case EXPR_DEREF:
		print_member(w, expr, depth);
		break;
	case EXPR_PREOP:
		put_string(w, show_special(expr->op));
		print(w, expr->unop, depth);
		if (expr->op == '(')
			put_string(w, ")");
		break;
	case EXPR_BINOP:
	case EXPR_COMPARE:
	case EXPR_LOGICAL:
		print(w, expr->left, depth);
		put_string(w, " ");
		put_string(w, show_special(expr->op));
		put_string(w, " ");
		print(w, expr->right, depth);
		break;
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
		print(w, expr->cast_expression, depth);
		break;
	case EXPR_SIZEOF:
	case EXPR_ALIGNOF:
		print_size(w, expr, depth);
		break;
	default:
		w->is_whole = false;
	}
}

dc_index dc_lower_words(struct dc_lowering *l, const struct expression *expr)
{
	struct words w = { .is_whole = true };

	print(&w, expr, 0);
	return w.is_whole ? dc_facts_intern(l->b.facts, w.text, w.used) : 0;
}
