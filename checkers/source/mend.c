/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rewrites token sequences that no C grammar takes. Each rule is a function that looks at one
 * place and either leaves it alone (0) or consumes tokens and writes their replacement.
 */
#include "mend.h"

#include <stdlib.h>

#include "array.h"
#include "memory.h"
#include "names.h"
#include "table.h"

struct mender {
	const struct dc_tokens *in;
	struct dc_tokens *out;
	size_t parens;		/* open ( in `out` since the last { or } */
};

static const struct dc_token *token_at(const struct mender *m, size_t i)
{
	static const struct dc_token none = { .text = "", .kind = DC_TOKEN_END };

	return i < m->in->nr ? &m->in->items[i] : &none;
}

static const struct dc_token *last_out(const struct mender *m)
{
	static const struct dc_token none = {
		.text = "{", .length = 1, .kind = DC_TOKEN_PUNCTUATION,
	};

	return m->out->nr ? &m->out->items[m->out->nr - 1] : &none;
}

/* A token of our own at the place of `like`. */
static void put(struct mender *m, const struct dc_token *like, const char *text,
		enum dc_token_kind kind)
{
	struct dc_token token = *like;

	token.text = text;
	token.length = strlen(text);
	token.kind = kind;
	dc_tokens_add(m->out, token);
}

static void put_name(struct mender *m, const struct dc_token *like, const char *name)
{
	put(m, like, name, DC_TOKEN_IDENTIFIER);
}

static void put_mark(struct mender *m, const struct dc_token *like, const char *mark)
{
	put(m, like, mark, DC_TOKEN_PUNCTUATION);
}

static bool is_open(const struct dc_token *token)
{
	return dc_token_is_char(token, '(');
}

static size_t close_of(const struct mender *m, size_t open)
{
	return dc_tokens_close(m->in, open);
}

static bool is_any(const struct dc_token *token, const char *const words[], size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (dc_token_is(token, words[i]))
			return true;
	return false;
}

/* The last ( in `out` that is still open; 0 when there is none. */
static size_t last_open(const struct mender *m)
{
	size_t depth = 0;

	for (size_t i = m->out->nr; i-- > 0;) {
		const struct dc_token *token = &m->out->items[i];

		if (dc_token_is_char(token, ')'))
			depth++;
		else if (is_open(token) && depth-- == 0)
			return i;
	}
	return 0;
}

/* After these a statement begins. */
static bool begins_statement(const struct mender *m)
{
	static const char *const ends[] = { ";", "{", "}", ":", "else", "do" };
	static const char *const controls[] = { "if", "for", "while", "switch" };
	struct dc_tokens inside = *m->out;
	struct mender here = { m->in, &inside, 0 };
	size_t open;

	if (!dc_token_is_char(last_out(m), ')'))
		return is_any(last_out(m), ends, ARRAY_SIZE(ends));
	/* `if (x) MACRO(y)`: the parenthesis of a control statement. */
	inside.nr--;
	open = last_open(&here);
	return open && is_any(&inside.items[open - 1], controls, ARRAY_SIZE(controls));
}

/* What a rule may be about is never replaced: better no reading than one without it. */
static bool names_something(const struct mender *m, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (dc_name_find(token_at(m, i)->text, token_at(m, i)->length))
			return true;
	return false;
}

/* Annotations, with __free(f) kept as a call of its own kind behind the declaration. */
static size_t annotation(struct mender *m, size_t i)
{
	const struct dc_token *token = token_at(m, i);

	if (dc_name_is_annotation(token))
		return 1;
	if (!dc_name_is_annotation_call(token) || !is_open(token + 1))
		return 0;
	return close_of(m, i + 1) - i + 1;
}

/* `auto x = …`, `auto *p = …`: C23's, that takes the type of the value. */
static bool is_auto_type(const struct mender *m, size_t i)
{
	size_t name = i + 1;

	while (dc_token_is_char(token_at(m, name), '*') || dc_token_is(token_at(m, name), "const"))
		name++;
	return dc_token_is(token_at(m, i), "auto") &&
	       token_at(m, name)->kind == DC_TOKEN_IDENTIFIER &&
	       dc_token_is_char(token_at(m, name + 1), '=');
}

/* typeof(x), in any spelling, is some type. */
static size_t type_of(struct mender *m, size_t i)
{
	static const char *const words[] = { "typeof", "__typeof__", "__typeof", "typeof_member",
					     "typeof_unqual", "__typeof_unqual__" };
	const struct dc_token *token = token_at(m, i);

	if (dc_token_is(token, "__auto_type") || is_auto_type(m, i)) {
		put_name(m, token, "int");
		return 1;
	}
	if (!is_any(token, words, ARRAY_SIZE(words)) || !is_open(token_at(m, i + 1)))
		return 0;
	put_name(m, token, "int");
	return close_of(m, i + 1) - i + 1;
}

static size_t offset_of(struct mender *m, size_t i)
{
	static const char *const words[] = { "offsetof", "__builtin_offsetof", "offsetofend",
					     "sizeof_field" };
	const struct dc_token *token = token_at(m, i);

	if (!is_any(token, words, ARRAY_SIZE(words)) || !is_open(token_at(m, i + 1)))
		return 0;
	put_name(m, token, "sizeof");
	put_mark(m, token, "(");
	put_name(m, token, "int");
	put_mark(m, token, ")");
	return close_of(m, i + 1) - i + 1;
}

static bool is_member(const struct mender *m, size_t i)
{
	return dc_token_is_char(token_at(m, i - 1), '.') || dc_token_is(token_at(m, i - 1), "->");
}

/* A name that is no variable: of the language or of a type. */
static bool is_reserved(const struct dc_token *token)
{
	return dc_name_is_keyword(token) || dc_name_is_type_word(token);
}

/* Everything in a range that may be a variable. */
static void put_clobber(struct mender *m, const struct dc_token *like, size_t from, size_t to)
{
	bool first = true;

	put_name(m, like, DC_CLOBBER);
	put_mark(m, like, "(");
	for (size_t i = from; i < to; i++) {
		const struct dc_token *token = token_at(m, i);

		if (token->kind != DC_TOKEN_IDENTIFIER || is_open(token_at(m, i + 1)) ||
		    is_reserved(token) || is_member(m, i))
			continue;
		if (!first)
			put_mark(m, token, ",");
		dc_tokens_add(m->out, *token);
		first = false;
	}
	put_mark(m, like, ")");
}

static size_t inline_assembly(struct mender *m, size_t i)
{
	static const char *const words[] = { "asm", "__asm__", "__asm" };
	const struct dc_token *token = token_at(m, i);
	size_t open = i + 1, close;

	if (!is_any(token, words, ARRAY_SIZE(words)))
		return 0;
	while (open < m->in->nr && !is_open(token_at(m, open)))
		open++;
	close = close_of(m, open);
	if (close >= m->in->nr || names_something(m, open, close))
		return 0;
	put_clobber(m, token, open + 1, close);
	return close - i + 1;
}

/* `case A ... B:` */
static size_t case_range(struct mender *m, size_t i)
{
	static const char *const lists[] = { ",", "(", "[" };
	size_t end = i + 1;

	if (!dc_token_is(token_at(m, i), "...") || is_any(last_out(m), lists, ARRAY_SIZE(lists)))
		return 0;
	while (end < m->in->nr && end < i + 12 && !dc_token_is_char(token_at(m, end), ':'))
		end++;
	return dc_token_is_char(token_at(m, end), ':') ? end - i : 0;
}

/* `goto *label;` leaves the function as far as we can tell. */
static size_t computed_goto(struct mender *m, size_t i)
{
	if (!dc_token_is(token_at(m, i), "goto") || !dc_token_is_char(token_at(m, i + 1), '*'))
		return 0;
	put_name(m, token_at(m, i), "return");
	return 2;
}

/* `__label__ x;` */
static size_t local_label(struct mender *m, size_t i)
{
	size_t end = i;

	if (!dc_token_is(token_at(m, i), "__label__"))
		return 0;
	while (end < m->in->nr && !dc_token_is_char(token_at(m, end), ';'))
		end++;
	return end - i + 1;
}

/* `label: }` */
static size_t empty_label(struct mender *m, size_t i)
{
	if (!dc_token_is_char(token_at(m, i), '}') || !dc_token_is_char(last_out(m), ':'))
		return 0;
	put_mark(m, token_at(m, i), ";");
	put_mark(m, token_at(m, i), "}");
	return 1;
}

static bool starts_statement(const struct dc_token *token)
{
	return token->kind == DC_TOKEN_IDENTIFIER || dc_token_is_char(token, '}') ||
	       dc_token_is(token, "++") || dc_token_is(token, "--");
}

static bool contains(const struct dc_token *token, const char *part)
{
	return memmem(token->text, token->length, part, strlen(part)) != NULL;
}

static bool is_iterator(const struct dc_token *token)
{
	return contains(token, "for_each") || contains(token, "foreach") ||
	       contains(token, "_each_") || contains(token, "FOR_EACH") || contains(token, "_for_");
}

/*
 * MACRO(…) at the start of a statement, without an operator or semicolon behind it: a scope or a
 * loop.
 */
static size_t statement_macro(struct mender *m, size_t i)
{
	const struct dc_token *token = token_at(m, i), *behind;
	size_t close;

	if (token->kind != DC_TOKEN_IDENTIFIER || !is_open(token_at(m, i + 1)) ||
	    is_reserved(token) || !begins_statement(m))
		return 0;
	close = close_of(m, i + 1);
	behind = token_at(m, close + 1);
	if (dc_name_is_scope(token) && !names_something(m, i, close))
		return close - i + 1;
	if (dc_token_is_char(behind, '{') || (starts_statement(behind) && is_iterator(token))) {
		put_name(m, token, "while");
		put_mark(m, token, "(");
		put_name(m, token, DC_EACH);
		return 1;	/* the arguments follow; balance_loop() closes */
	}
	return 0;
}

/* Marks the end of `while (__each (…` by a second parenthesis. */
static size_t balance_loop(struct mender *m, size_t i)
{
	const struct dc_token *token = token_at(m, i), *next = token_at(m, i + 1);
	size_t open;

	if (!dc_token_is_char(token, ')') ||
	    !(dc_token_is_char(next, '{') || starts_statement(next)))
		return 0;
	open = last_open(m);
	if (!open || !dc_token_is(&m->out->items[open - 1], DC_EACH))
		return 0;
	put_mark(m, token, ")");
	put_mark(m, token, ")");
	return 1;
}

/* `MACRO` and `dma_map_page(…);` on the next line. */
static size_t bare_macro(struct mender *m, size_t i)
{
	const struct dc_token *token = token_at(m, i), *next = token_at(m, i + 1);

	if (token->kind != DC_TOKEN_IDENTIFIER || next->kind != DC_TOKEN_IDENTIFIER ||
	    is_reserved(token) || !is_open(token_at(m, i + 2)) ||
	    !dc_name_find(next->text, next->length) || !begins_statement(m))
		return 0;
	dc_tokens_add(m->out, *token);
	put_mark(m, token, ";");
	return 1;
}

/* `MACRO(x)` and a new statement on the next line. */
static size_t hidden_semicolon(struct mender *m, size_t i)
{
	const struct dc_token *token = token_at(m, i), *next = token_at(m, i + 1), *name;
	struct dc_tokens before = *m->out;
	struct mender there = { m->in, &before, 0 };
	size_t open;

	if (!dc_token_is_char(token, ')') ||
	    (next->kind != DC_TOKEN_IDENTIFIER && !dc_token_is_char(next, '}')))
		return 0;
	open = last_open(m);
	if (!open)
		return 0;
	name = &m->out->items[open - 1];
	before.nr = open - 1;
	if (name->kind != DC_TOKEN_IDENTIFIER || is_reserved(name) || dc_token_is(name, DC_EACH) ||
	    !begins_statement(&there))
		return 0;
	put_mark(m, token, ")");
	put_mark(m, token, ";");
	return 1;
}

/* `IF_DEBUG(printk("…");)`: a statement as argument. */
static size_t statement_argument(struct mender *m, size_t i)
{
	const struct dc_token *name;
	size_t open;

	if (!dc_token_is_char(token_at(m, i), ';') || !m->parens)
		return 0;
	open = last_open(m);
	if (!open)
		return 0;
	name = &m->out->items[open - 1];
	if (name->kind != DC_TOKEN_IDENTIFIER || dc_name_is_keyword(name))
		return 0;
	put_mark(m, token_at(m, i), ",");
	return 1;
}

/* The end of an argument: the comma or parenthesis after it. */
static size_t argument_end(const struct mender *m, size_t i)
{
	static const char *const ends[] = { ",", ")", ";", "}" };
	static const char *const opens[] = { "(", "[", "{" };

	while (i < m->in->nr) {
		if (is_any(token_at(m, i), ends, ARRAY_SIZE(ends)))
			return i;
		if (is_any(token_at(m, i), opens, ARRAY_SIZE(opens)))
			i = close_of(m, i);
		i++;
	}
	return i;
}

/* Whether an argument list of a call begins or goes on before token `i`. */
static bool at_argument(const struct mender *m)
{
	const struct dc_token *last = last_out(m), *callee = last - 1;

	if (dc_token_is_char(last, ','))
		return m->parens > 0;
	return is_open(last) && m->out->nr > 1 && callee->kind == DC_TOKEN_IDENTIFIER &&
	       !is_reserved(callee);
}

static bool is_type(const struct mender *m, size_t from, size_t to)
{
	bool named = false;

	for (size_t i = from; i < to; i++) {
		const struct dc_token *token = token_at(m, i);

		if (dc_name_is_type_word(token)) {
			named = true;
		} else if (dc_token_is_char(token, '*')) {
			if (!named && i + 1 < to && !dc_token_is_char(token + 1, '*'))
				return false;
		} else if (token->kind != DC_TOKEN_IDENTIFIER) {
			return false;
		}
	}
	/* `type *` of a typedef: a star with nothing behind it. */
	return from < to && (named || dc_token_is_char(token_at(m, to - 1), '*'));
}

static bool is_jump(const struct dc_token *token)
{
	static const char *const words[] = { "return", "goto", "break", "continue" };

	return is_any(token, words, ARRAY_SIZE(words));
}

/* A type, an operator, a designator, a statement or nothing at all as argument of a macro. */
static size_t odd_argument(struct mender *m, size_t i)
{
	const struct dc_token *token = token_at(m, i);
	size_t end;

	if (!at_argument(m))
		return 0;
	if (dc_token_is_char(token, ',') && !is_open(last_out(m) - 1)) {
		put_name(m, token, "__none");
		put_mark(m, token, ",");
		return 1;
	}
	if (dc_token_is_char(token, ')') && dc_token_is_char(last_out(m), ',')) {
		put_name(m, token, "__none");
		put_mark(m, token, ")");
		return 1;
	}
	end = argument_end(m, i);
	if (end == i || end >= m->in->nr || names_something(m, i, end))
		return 0;
	if (is_type(m, i, end) && !(end == i + 1 && !dc_name_is_type_word(token))) {
		put_name(m, token, "__type");
		return end - i;
	}
	if ((end == i + 1 && token->kind == DC_TOKEN_PUNCTUATION) || is_jump(token) ||
	    dc_token_is_char(token, '.')) {
		put_name(m, token, "__odd");
		return end - i;
	}
	return 0;
}

/* `p __free(kfree) = …;`: the declaration, then a mark that lower_call.c understands. */
static size_t cleanup(struct mender *m, size_t i)
{
	const struct dc_token *token = token_at(m, i), *name = last_out(m);
	struct dc_token variable = *name;
	size_t end = i;

	if (!dc_token_is(token, "__free") || !is_open(token_at(m, i + 1)) ||
	    name->kind != DC_TOKEN_IDENTIFIER || close_of(m, i + 1) != i + 3)
		return 0;
	for (end = i + 4; end < m->in->nr && !dc_token_is_char(token_at(m, end), ';'); end++)
		if (is_open(token_at(m, end)) || dc_token_is_char(token_at(m, end), '{'))
			end = close_of(m, end);
	if (end >= m->in->nr)
		return 0;
	{
		struct dc_tokens rest = { .items = m->in->items + i + 4, .nr = end - i - 4 };

		dc_mend(&rest, m->out);
	}
	put_mark(m, &variable, ";");
	put_name(m, &variable, DC_CLEANUP);
	put_mark(m, &variable, "(");
	dc_tokens_add(m->out, variable);
	put_mark(m, &variable, ",");
	dc_tokens_add(m->out, *token_at(m, i + 2));
	put_mark(m, &variable, ")");
	put_mark(m, &variable, ";");
	return end - i + 1;
}

/* `KERN_DEBUG PFX "text"`: a string may have other names in front of it than one. */
static size_t string_prefix(struct mender *m, size_t i)
{
	size_t end = i;

	while (token_at(m, end)->kind == DC_TOKEN_IDENTIFIER && end < i + 4)
		end++;
	return end > i + 1 && token_at(m, end)->kind == DC_TOKEN_STRING ? end - i - 1 : 0;
}

/* `tg3_flag(tp, 5701_DMA_BUG)`: half of a name that the macro pastes together. */
static size_t pasted_name(struct mender *m, size_t i)
{
	const struct dc_token *token = token_at(m, i);
	bool hexadecimal = token->length > 2 && (token->text[1] == 'x' || token->text[1] == 'X');

	if (token->kind != DC_TOKEN_NUMBER || hexadecimal)
		return 0;
	for (uint32_t k = 0; k < token->length; k++) {
		if (!memchr("0123456789.uUlLeEfFbB", token->text[k], 21)) {
			put_name(m, token, "__odd");
			return 1;
		}
	}
	return 0;
}

static size_t (*const rules[])(struct mender *m, size_t i) = {
	cleanup, annotation, type_of, offset_of, inline_assembly, case_range, computed_goto,
	local_label, empty_label, statement_macro, balance_loop, bare_macro, hidden_semicolon,
	statement_argument, odd_argument, string_prefix, pasted_name,
};

void dc_mend(const struct dc_tokens *in, struct dc_tokens *out)
{
	struct mender m = { .in = in, .out = out };

	for (size_t i = 0; i < in->nr;) {
		const struct dc_token *token = &in->items[i];
		size_t taken = 0;

		for (size_t r = 0; !taken && r < ARRAY_SIZE(rules); r++)
			taken = rules[r](&m, i);
		if (!taken) {
			dc_tokens_add(out, *token);
			taken = 1;
		}
		for (size_t k = i; k < i + taken && k < in->nr; k++) {
			token = &in->items[k];
			if (is_open(token))
				m.parens++;
			else if (dc_token_is_char(token, ')') && m.parens)
				m.parens--;
			else if (dc_token_is_char(token, '{') || dc_token_is_char(token, ';'))
				m.parens = dc_token_is_char(token, '{') ? 0 : m.parens;
		}
		i += taken;
	}
}

/* The statement around `at`: from behind the last ; { } to the next ; at its own depth. */
static bool find_statement(const struct dc_tokens *tokens, size_t at, size_t *from, size_t *to)
{
	size_t depth = 0;

	for (*from = at; *from > 0; --*from) {
		const struct dc_token *token = &tokens->items[*from - 1];

		if (dc_token_is_char(token, ')') || dc_token_is_char(token, ']'))
			depth++;
		else if ((dc_token_is_char(token, '(') || dc_token_is_char(token, '[')) && depth)
			depth--;
		else if (dc_token_is_char(token, ';') || dc_token_is_char(token, '{') ||
			 dc_token_is_char(token, '}'))
			break;
	}
	for (*to = *from; *to < tokens->nr; ++*to) {
		const struct dc_token *token = &tokens->items[*to];

		if (dc_token_is_char(token, '(') || dc_token_is_char(token, '['))
			*to = dc_tokens_close(tokens, *to);
		else if (dc_token_is_char(token, '{') || dc_token_is_char(token, '}'))
			return false;
		else if (dc_token_is_char(token, ';'))
			return *to >= at && *to > *from;
	}
	return false;
}

bool dc_mend_statement(struct dc_tokens *tokens, size_t at)
{
	struct dc_tokens out = { 0 }, whole = *tokens;
	struct mender m = { &whole, &out, 0 };
	size_t from, to;

	if (!find_statement(tokens, at, &from, &to))
		return false;
	if (dc_token_is(&tokens->items[from], DC_CLOBBER) ||
	    dc_name_is_keyword(&tokens->items[from]))
		return false;
	for (size_t i = from; i < to; i++)
		if (tokens->items[i].kind == DC_TOKEN_IDENTIFIER &&
		    dc_name_is_relevant(tokens->items[i].text, tokens->items[i].length))
			return false;
	for (size_t i = 0; i < from; i++)
		dc_tokens_add(&out, tokens->items[i]);
	put_clobber(&m, &tokens->items[from], from, to);
	for (size_t i = to; i < whole.nr; i++)
		dc_tokens_add(&out, whole.items[i]);
	free(tokens->items);
	*tokens = out;
	return true;
}
