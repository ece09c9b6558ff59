/* SPDX-License-Identifier: GPL-2.0-only */
/* Finds out what names lead to, and puts bodies of macros in their place. */
#include "expand.h"

#include <stdlib.h>

#include "hash.h"
#include "names.h"
#include "table.h"

enum {
	MAX_DEPTH = 16,			/* of expansion within expansion */
	MAX_TOKENS = 1 << 18,		/* of one expanded function */
	MAX_ARGUMENTS = 32,
};

/* What a name leads to, through however many others. */
enum rank { RANK_NONE, RANK_MEMORY, RANK_RULE };

/* Definitions */

/* All definitions of the first table that has any, the last one first. */
static struct dc_macro *find_all(const struct dc_scope *scope, const char *name, size_t length,
				 const struct dc_macros **table)
{
	uint32_t hash = dc_hash(name, length);
	struct dc_macro *macro;

	*table = scope->own;
	macro = dc_macros_find(scope->own, name, length, hash);
	for (size_t i = 0; !macro && i < scope->nr_headers; i++) {
		*table = scope->headers[i]->macros;
		macro = dc_macros_find(*table, name, length, hash);
	}
	return macro;
}

static struct dc_macro *other_of(const struct dc_macros *table, const struct dc_macro *macro)
{
	return macro->other ? &table->items[macro->other - 1] : NULL;
}

/*
 * Whether a place in the file can mean this definition: one of its own stands before it and has not
 * ended, one of a header has not ended at all.
 */
static bool is_visible(const struct dc_scope *scope, const struct dc_macros *table,
		       const struct dc_macro *macro, uint32_t offset)
{
	if (table != scope->own)
		return macro->until == UINT32_MAX;
	return (size_t)(macro->name - macro->file_text) < offset && offset < macro->until;
}

/* The alternative to take; `nr` of them there are. */
static struct dc_macro *find(const struct dc_scope *scope, const struct dc_token *name,
			     unsigned int *nr)
{
	const struct dc_macros *table;
	struct dc_macro *macro = find_all(scope, name->text, name->length, &table);
	struct dc_macro *chosen = NULL;

	*nr = 0;
	for (; macro; macro = other_of(table, macro)) {
		if (!is_visible(scope, table, macro, name->offset))
			continue;
		if (!chosen || *nr == scope->choice)
			chosen = macro;
		++*nr;
	}
	return chosen;
}

/* What names lead to */

static bool is_memory(const struct dc_token *token)
{
	const struct dc_name *name = dc_name_find(token->text, token->length);

	return name && name->kind == DC_NAME_ORIGIN && dc_origin_is_of_memory(name->origin);
}

struct search {
	struct dc_scope *scope;
	uint32_t number;		/* no other search of this process had it */
	struct visit { struct dc_macro *macro; const struct dc_macros *table; } *visits;
	size_t nr, capacity;
	enum rank rank;
};

static void visit(struct search *s, const char *name, size_t length)
{
	const struct dc_macros *table;
	struct dc_macro *macro = find_all(s->scope, name, length, &table);

	if (!macro || macro->search == s->number)
		return;
	macro->search = s->number;
	if (macro->rank_scope == s->scope->number) {
		s->rank = macro->rank > s->rank ? macro->rank : s->rank;
		return;
	}
	dc_grow(s->visits, s->nr, s->capacity);
	s->visits[s->nr++] = (struct visit){ macro, table };
}

static void visit_body(struct search *s, const struct dc_macro *macro)
{
	struct dc_lexer lexer = dc_lexer_start_inside(macro->body, macro->body_length);

	if (macro->relevant)
		s->rank = RANK_RULE;
	while (s->rank != RANK_RULE) {
		struct dc_token token = dc_lexer_next(&lexer);

		if (token.kind == DC_TOKEN_END)
			break;
		if (token.kind != DC_TOKEN_IDENTIFIER)
			continue;
		if (s->rank == RANK_NONE && is_memory(&token))
			s->rank = RANK_MEMORY;
		visit(s, token.text, token.length);
	}
}

static void answer(struct search *s, struct dc_macro *macro)
{
	macro->rank_scope = s->scope->number;
	macro->rank = s->rank;
}

/*
 * A search over all names that lie behind this one, each once: names may lead in circles, and to
 * the same place on many ways.  Where nothing is found, none of them leads to anything.
 */
static enum rank rank_of(struct dc_scope *scope, const char *name, size_t length)
{
	static uint32_t nr_searches;
	struct search s = { .scope = scope, .number = ++nr_searches };

	visit(&s, name, length);
	for (size_t i = 0; i < s.nr && s.rank != RANK_RULE; i++) {
		struct visit at = s.visits[i];

		for (; at.macro; at.macro = other_of(at.table, at.macro))
			visit_body(&s, at.macro);
	}
	for (size_t i = 0; i < s.nr && (!i || s.rank == RANK_NONE); i++)
		answer(&s, s.visits[i].macro);
	free(s.visits);
	return s.rank;
}

bool dc_expand_is_relevant(struct dc_scope *scope, const char *name, size_t length)
{
	return rank_of(scope, name, length) == RANK_RULE;
}

bool dc_expand_has_relevant(const struct dc_scope *scope)
{
	bool has = scope->own->has_relevant;

	for (size_t i = 0; !has && i < scope->nr_headers; i++)
		has = scope->headers[i]->macros->has_relevant;
	return has;
}

/* The number of the parameter, from 0, or -1.  __VA_ARGS__ and the last of a… take the rest. */
static int parameter_of(const struct dc_macro *macro, const struct dc_token *token, bool *rest)
{
	struct dc_lexer lexer;
	int i = 0;

	*rest = false;
	if (token->kind != DC_TOKEN_IDENTIFIER || !macro->parameters)
		return -1;
	lexer = dc_lexer_start(macro->parameters, macro->parameters_length);
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

static bool is_number(struct dc_scope *scope, struct dc_macro *macro, uint32_t offset,
		      unsigned int depth);

static bool is_constant(struct dc_scope *scope, const struct dc_token *token, unsigned int depth)
{
	const struct dc_name *name = dc_name_find(token->text, token->length);
	struct dc_macro *macro;
	unsigned int nr;

	if (name)
		return name->kind != DC_NAME_API && name->kind != DC_NAME_ORIGIN;
	if (dc_token_is(token, "BIT") || dc_token_is(token, "BIT_ULL"))
		return true;
	macro = find(scope, token, &nr);
	return macro && is_number(scope, macro, token->offset, depth + 1);
}

/* Numbers, operators and names of constants alone, and each parameter once at most. */
static bool is_constant_text(struct dc_scope *scope, const struct dc_macro *macro, uint32_t offset,
			     unsigned int depth)
{
	struct dc_lexer lexer = dc_lexer_start_inside(macro->body, macro->body_length);
	uint64_t parameters = 0;

	for (size_t nr = 0;; nr++) {
		struct dc_token token = dc_lexer_next(&lexer);
		bool rest;
		int parameter = parameter_of(macro, &token, &rest);

		token.offset = offset;
		if (token.kind == DC_TOKEN_END)
			return nr > 0;
		if (parameter >= 0) {
			if (parameter >= MAX_ARGUMENTS || rest || parameters >> parameter & 1)
				return false;
			parameters |= 1ull << parameter;
		} else if (token.kind == DC_TOKEN_PUNCTUATION) {
			if (!memchr("()|&~<>+-", token.text[0], 9))
				return false;
		} else if (token.kind != DC_TOKEN_NUMBER &&
			   (token.kind != DC_TOKEN_IDENTIFIER ||
			    !is_constant(scope, &token, depth))) {
			return false;
		}
	}
}

/* A name that is asked for while it is being answered leads in a circle, and is none. */
static bool is_number(struct dc_scope *scope, struct dc_macro *macro, uint32_t offset,
		      unsigned int depth)
{
	if (depth == MAX_DEPTH)
		return false;
	if (macro->number_scope != scope->number) {
		macro->number_scope = scope->number;
		macro->is_number = false;
		macro->is_number = is_constant_text(scope, macro, offset, depth);
	}
	return macro->is_number;
}

/* Replacement */

struct expansion {
	struct dc_scope *scope;
	struct dc_tokens *out;
	const struct dc_macro *active[MAX_DEPTH];
	unsigned int depth;
	const char *failure;		/* the first, in words; NULL for none */
};

struct argument {
	size_t from, to;
};

struct call {
	const struct dc_macro *macro;
	const struct dc_tokens *in;	/* that the arguments lie in */
	struct argument arguments[MAX_ARGUMENTS];
	size_t nr;
	uint32_t offset;
};

static void expand_range(struct expansion *e, const struct dc_tokens *in, size_t from, size_t to);

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

/* Splits `(a, b)` at its top-level commas; false when there are more arguments than we take. */
static bool split_arguments(struct call *call, size_t open, size_t close)
{
	size_t from = open + 1;

	for (size_t i = open + 1; i <= close && open + 1 < close; i++) {
		const struct dc_token *token = &call->in->items[i];

		if (i == close || dc_token_is_char(token, ',')) {
			if (call->nr == MAX_ARGUMENTS)
				return false;
			call->arguments[call->nr++] = (struct argument){ from, i };
			from = i + 1;
		} else if (token->kind == DC_TOKEN_PUNCTUATION && token->length == 1 &&
			   memchr("([{", token->text[0], 3)) {
			i = dc_tokens_close(call->in, i);
		}
	}
	return true;
}

/* The tokens that stand for a token of the body when it is a parameter; false when it is none. */
static bool find_argument(const struct call *call, const struct dc_token *token,
			  struct argument *argument)
{
	bool rest;
	int parameter = parameter_of(call->macro, token, &rest);

	*argument = (struct argument){ 0, 0 };
	if (parameter < 0)
		return false;
	if ((size_t)parameter < call->nr)
		*argument = (struct argument){
			call->arguments[parameter].from,
			call->arguments[rest ? call->nr - 1 : (size_t)parameter].to,
		};
	return true;
}

/* `a ## b`: the last token and this one are one. */
static void paste(struct expansion *e, struct dc_tokens *out, struct dc_token right)
{
	struct dc_token *left = &out->items[out->nr - 1];
	size_t length = left->length + right.length;
	char *text = dc_arena_alloc(&e->scope->pasted, length + 1);
	struct dc_lexer lexer = dc_lexer_start_inside(text, length);
	struct dc_token whole;

	memcpy(text, left->text, left->length);
	memcpy(text + left->length, right.text, right.length);
	whole = dc_lexer_next(&lexer);
	if (whole.length != length) {
		dc_tokens_add(out, right);
		return;
	}
	left->text = text;
	left->length = length;
	left->kind = whole.kind;
}

/* Behind `, ##` an empty list of arguments takes the comma away. */
static bool is_comma_list(const struct call *call, const struct dc_tokens *body, size_t i,
			  const struct dc_tokens *out)
{
	bool rest;

	return out->nr && dc_token_is_char(&out->items[out->nr - 1], ',') && i >= 2 &&
	       dc_token_is_char(&body->items[i - 2], ',') &&
	       parameter_of(call->macro, &body->items[i], &rest) >= 0 && rest;
}

static bool is_name_of(const struct dc_token *token, const struct dc_macro *macro)
{
	return token->kind == DC_TOKEN_IDENTIFIER && token->length == macro->name_length &&
	       !memcmp(token->text, macro->name, token->length);
}

/*
 * `X(X(1))`: the inner one is replaced first, for it is left alone once the outer one is.  All
 * other names of an argument have their turn then.
 */
static void add_argument(struct expansion *e, const struct call *call,
			 const struct argument *argument, struct dc_tokens *out)
{
	struct dc_tokens *outer = e->out;
	bool again = false;

	for (size_t i = argument->from; i < argument->to; i++)
		again |= is_name_of(&call->in->items[i], call->macro);
	if (again && e->depth < MAX_DEPTH) {
		e->active[e->depth++] = NULL;
		e->out = out;
		expand_range(e, call->in, argument->from, argument->to);
		e->out = outer;
		e->depth--;
		return;
	}
	for (size_t i = argument->from; i < argument->to; i++)
		dc_tokens_add(out, call->in->items[i]);
}

/* Token `i` of the body, or what stands for it. */
static void substitute_token(struct expansion *e, const struct call *call,
			     const struct dc_tokens *body, size_t i, struct dc_tokens *out)
{
	const struct dc_token *token = &body->items[i];
	bool pasted = i && dc_token_is(token - 1, "##") && out->nr;
	struct argument argument;

	if (!find_argument(call, token, &argument)) {
		if (pasted)
			paste(e, out, *token);
		else
			dc_tokens_add(out, *token);
		return;
	}
	if (pasted && is_comma_list(call, body, i, out)) {
		out->nr -= argument.from == argument.to;
		pasted = false;
	}
	if (pasted && argument.from < argument.to)
		paste(e, out, call->in->items[argument.from++]);
	add_argument(e, call, &argument, out);
}

/* The body with arguments put in, as tokens at the place of the call. */
static void substitute(struct expansion *e, const struct call *call, struct dc_tokens *out)
{
	const struct dc_macro *macro = call->macro;
	uint16_t index = used_index(e->scope, macro);
	struct dc_tokens body = { 0 };

	dc_tokens_lex_inside(&body, macro->body, macro->body_length);
	for (size_t i = 0; i < body.nr; i++) {
		body.items[i].offset = call->offset;
		body.items[i].macro = index;
		body.items[i].column0 = false;
	}
	for (size_t i = 0; i < body.nr && out->nr < MAX_TOKENS; i++) {
		struct dc_token *token = &body.items[i];

		if (dc_token_is(token, "##"))
			continue;
		if (macro->parameters && dc_token_is_char(token, '#') && i + 1 < body.nr) {
			/* What it says does not matter. */
			token->text = "\"\"";
			token->length = 2;
			token->kind = DC_TOKEN_STRING;
			dc_tokens_add(out, *token);
			i++;
			continue;
		}
		substitute_token(e, call, &body, i, out);
	}
	free(body.items);
}

static void fail(struct expansion *e, const char *why)
{
	if (!e->failure)
		e->failure = why;
}

/* What to put in the place of a name, NULL to leave it alone. */
static const struct dc_macro *expandable(struct expansion *e, const struct dc_token *token)
{
	struct dc_macro *macro;
	unsigned int nr;
	enum rank rank;

	if (token->kind != DC_TOKEN_IDENTIFIER)
		return NULL;
	macro = find(e->scope, token, &nr);
	if (!macro)
		return NULL;
	for (unsigned int i = 0; i < e->depth; i++)
		if (e->active[i] == macro)
			return NULL;
	rank = rank_of(e->scope, token->text, token->length);
	if (rank == RANK_NONE && !is_number(e->scope, macro, token->offset, 0))
		return NULL;
	if (e->depth == MAX_DEPTH) {
		if (rank == RANK_RULE)
			fail(e, "macros within macros too deep");
		return NULL;
	}
	if (nr > DC_MAX_CHOICES && rank == RANK_RULE)
		fail(e, "too many definitions of one macro");
	if (nr > e->scope->nr_choices)
		e->scope->nr_choices = nr < DC_MAX_CHOICES ? nr : DC_MAX_CHOICES;
	return macro;
}

static void expand_call(struct expansion *e, const struct call *call)
{
	struct dc_tokens body = { 0 };

	substitute(e, call, &body);
	e->active[e->depth++] = call->macro;
	expand_range(e, &body, 0, body.nr);
	e->depth--;
	free(body.items);
}

/* A member or label of the same name is not the macro. */
static bool is_member(const struct dc_token *token)
{
	return dc_token_is_char(token - 1, '.') || dc_token_is(token - 1, "->");
}

static void expand_range(struct expansion *e, const struct dc_tokens *in, size_t from, size_t to)
{
	for (size_t i = from; i < to && !e->failure; i++) {
		const struct dc_token *token = &in->items[i];
		struct call call = { .in = in, .offset = token->offset };
		size_t close = i;

		if (e->out->nr >= MAX_TOKENS)
			fail(e, "macros expand to too much text");
		call.macro = i > from && is_member(token) ? NULL : expandable(e, token);
		if (call.macro && call.macro->parameters) {
			bool called = i + 1 < to && dc_token_is_char(token + 1, '(');

			close = called ? dc_tokens_close(in, i + 1) : i;
			if (!called || close >= to)
				call.macro = NULL;
			else if (!split_arguments(&call, i + 1, close))
				fail(e, "a macro has too many arguments");
		}
		if (!call.macro) {
			dc_tokens_add(e->out, *token);
			continue;
		}
		expand_call(e, &call);
		i = close;
	}
}

const char *dc_expand(struct dc_scope *scope, const struct dc_tokens *in, struct dc_tokens *out)
{
	struct expansion e = { .scope = scope, .out = out };

	expand_range(&e, in, 0, in->nr);
	return e.failure;
}
