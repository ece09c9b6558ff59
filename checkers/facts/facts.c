/* SPDX-License-Identifier: GPL-2.0-only */
/* The arrays behind one function's facts, its strings, and expressions as text. */
#include "facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "memory.h"
#include "place.h"

enum { FIRST_TABLE_SIZE = 256, MAX_SHADOWS = 16, MAX_PRINT_DEPTH = 24 };

void dc_facts_reset(struct dc_facts *facts)
{
	facts->function = "";
	facts->is_mmap = false;
	if (facts->nr_texts)
		memset(facts->texts, 0, facts->nr_texts * sizeof(*facts->texts));
	facts->nr_exprs = facts->nr_steps = facts->nr_locals = facts->nr_arguments = 0;
	facts->nr_strings = facts->nr_interned = 0;
	facts->entry = 0;
	if (facts->string_table)
		memset(facts->string_table, 0, facts->string_table_size * sizeof(uint32_t));
	/* Index 0 is "none" everywhere. */
	dc_facts_expr(facts, (struct dc_expr){ 0 });
	dc_facts_step(facts, (struct dc_step){ 0 });
	dc_facts_intern(facts, "", 0);
}

void dc_facts_free(struct dc_facts *facts)
{
	free(facts->exprs);
	free(facts->steps);
	free(facts->locals);
	free(facts->arguments);
	free(facts->strings);
	free(facts->string_table);
	free(facts->texts);
	*facts = (struct dc_facts){ 0 };
}

/* Slots hold 1 + offset of the string. */
static uint32_t *slot_of(const struct dc_facts *facts, const char *text, size_t length)
{
	for (uint32_t i = dc_hash(text, length);; i++) {
		uint32_t *slot = &facts->string_table[i & (facts->string_table_size - 1)];
		const char *string = *slot ? facts->strings + *slot - 1 : NULL;

		if (!string || (!strncmp(string, text, length) && !string[length]))
			return slot;
	}
}

static void grow_table(struct dc_facts *facts)
{
	uint32_t size = facts->string_table_size ? 2 * facts->string_table_size : FIRST_TABLE_SIZE;

	facts->string_table = dc_memory_resize(facts->string_table, size * sizeof(uint32_t));
	facts->string_table_size = size;
	memset(facts->string_table, 0, size * sizeof(uint32_t));
	for (uint32_t at = 0; at < facts->nr_strings;) {
		size_t length = strlen(facts->strings + at);

		*slot_of(facts, facts->strings + at, length) = at + 1;
		at += length + 1;
	}
}

dc_index dc_facts_find(const struct dc_facts *facts, const char *text, size_t length)
{
	uint32_t slot = facts->string_table ? *slot_of(facts, text, length) : 0;

	return slot ? slot - 1 : 0;
}

dc_index dc_facts_intern(struct dc_facts *facts, const char *text, size_t length)
{
	const char *nul = memchr(text, '\0', length);
	uint32_t *slot;

	if (nul)
		length = nul - text;
	if (2 * (facts->nr_interned + 1) > facts->string_table_size)
		grow_table(facts);
	slot = slot_of(facts, text, length);
	if (*slot)
		return *slot - 1;
	while (facts->nr_strings + length + 1 > facts->strings_capacity) {
		facts->strings_capacity =
			facts->strings_capacity ? 2 * facts->strings_capacity : 4096;
		facts->strings = dc_memory_resize(facts->strings, facts->strings_capacity);
	}
	*slot = facts->nr_strings + 1;
	memcpy(facts->strings + facts->nr_strings, text, length);
	facts->strings[facts->nr_strings + length] = '\0';
	facts->nr_strings += length + 1;
	facts->nr_interned++;
	return *slot - 1;
}

static bool is_fixed(const struct dc_facts *facts, dc_index expr)
{
	const struct dc_expr *e = &facts->exprs[expr];

	return e->kind == DC_EXPR_NUMBER ||
	       (e->kind == DC_EXPR_NAME && dc_place_is_constant(dc_facts_string(facts, e->name)));
}

/* `NULL == p` asks what `p == NULL` asks: constants stand on the right. */
static void turn_comparison(struct dc_expr *expr)
{
	static const uint8_t mirrored[] = {
		[DC_BINARY_EQ] = DC_BINARY_EQ, [DC_BINARY_NE] = DC_BINARY_NE,
		[DC_BINARY_LT] = DC_BINARY_GT, [DC_BINARY_LE] = DC_BINARY_GE,
		[DC_BINARY_GT] = DC_BINARY_LT, [DC_BINARY_GE] = DC_BINARY_LE,
	};
	dc_index a = expr->a;

	expr->a = expr->b;
	expr->b = a;
	expr->op = mirrored[expr->op];
}

dc_index dc_facts_expr(struct dc_facts *facts, struct dc_expr expr)
{
	if (expr.kind == DC_EXPR_BINARY && expr.op >= DC_BINARY_EQ && is_fixed(facts, expr.a) &&
	    !is_fixed(facts, expr.b))
		turn_comparison(&expr);
	dc_grow(facts->exprs, facts->nr_exprs, facts->exprs_capacity);
	facts->exprs[facts->nr_exprs] = expr;
	return facts->nr_exprs++;
}

dc_index dc_facts_step(struct dc_facts *facts, struct dc_step step)
{
	dc_grow(facts->steps, facts->nr_steps, facts->steps_capacity);
	facts->steps[facts->nr_steps] = step;
	return facts->nr_steps++;
}

uint32_t dc_facts_arguments(struct dc_facts *facts, const dc_index *arguments, uint32_t nr)
{
	uint32_t first = facts->nr_arguments;

	for (uint32_t i = 0; i < nr; i++) {
		dc_grow(facts->arguments, facts->nr_arguments, facts->arguments_capacity);
		facts->arguments[facts->nr_arguments++] = arguments[i];
	}
	return first;
}

uint32_t dc_facts_local(struct dc_facts *facts, struct dc_local local)
{
	for (uint32_t i = facts->nr_locals; local.name && i-- > 0;) {
		if (facts->locals[i].name == local.name && facts->locals[i].shadows < MAX_SHADOWS) {
			local.shadows = facts->locals[i].shadows + 1;
			break;
		}
	}
	dc_grow(facts->locals, facts->nr_locals, facts->locals_capacity);
	facts->locals[facts->nr_locals] = local;
	return facts->nr_locals++;
}

struct printer {
	const struct dc_facts *facts;
	char *at, *end;
	bool is_whole;		/* nothing was left out */
	bool by_name;		/* numbers that have one */
};

static void put(struct printer *p, const char *text)
{
	while (*text && p->at < p->end)
		*p->at++ = *text++;
	p->is_whole &= !*text;
}

static void print(struct printer *p, dc_index index, unsigned int depth);

static void put_around(struct printer *p, const char *before, dc_index a, const char *after,
		       unsigned int depth)
{
	put(p, before);
	print(p, a, depth + 1);
	put(p, after);
}

static bool is_simple(const struct dc_expr *expr)
{
	return expr->kind != DC_EXPR_BINARY && expr->kind != DC_EXPR_CAST;
}

static void print_operand(struct printer *p, dc_index index, unsigned int depth)
{
	bool simple = is_simple(&p->facts->exprs[index]);

	put_around(p, simple ? "" : "(", index, simple ? "" : ")", depth);
}

static void print_local(struct printer *p, const struct dc_expr *expr)
{
	const struct dc_local *local = &p->facts->locals[expr->value];
	char number[24];

	if (local->name) {
		put(p, dc_facts_string(p->facts, local->name));
		/* another variable, so another text: attrs' */
		for (unsigned int i = 0; i < local->shadows; i++)
			put(p, "'");
		return;
	}
	snprintf(number, sizeof(number), "$%" PRIu64, expr->value);
	put(p, number);
}

static void print(struct printer *p, dc_index index, unsigned int depth)
{
	static const char *const binaries[] = { " | ", " & ",  " ^ ",  " + ",  " - ",  " * ",
						" / ", " % ",  " << ", " >> ", " == ", " != ",
						" < ", " <= ", " > ",  " >= " };
	const struct dc_expr *expr = &p->facts->exprs[index];
	char number[24];

	if (depth > MAX_PRINT_DEPTH) {
		put(p, "...");
		p->is_whole = false;
		return;
	}
	switch ((enum dc_expr_kind)expr->kind) {
	case DC_EXPR_UNKNOWN:
		put(p, expr->name ? dc_facts_string(p->facts, expr->name) : "?");
		p->is_whole &= expr->name != 0;
		break;
	case DC_EXPR_NUMBER:
		snprintf(number, sizeof(number), "%" PRIu64, expr->value);
		put(p, p->by_name && expr->name ? dc_facts_string(p->facts, expr->name) : number);
		break;
	case DC_EXPR_NAME:
	case DC_EXPR_STRING:
		put(p, dc_facts_string(p->facts, expr->name));
		break;
	case DC_EXPR_LOCAL:
		print_local(p, expr);
		break;
	case DC_EXPR_FIELD:
	case DC_EXPR_ARROW:
		print_operand(p, expr->a, depth);
		put(p, expr->kind == DC_EXPR_FIELD ? "." : "->");
		put(p, dc_facts_string(p->facts, expr->name));
		break;
	case DC_EXPR_INDEX:
		print_operand(p, expr->a, depth);
		put_around(p, "[", expr->b, "]", depth);
		break;
	case DC_EXPR_DEREF:
		put(p, "*");
		print_operand(p, expr->a, depth);
		break;
	case DC_EXPR_ADDRESS:
		put(p, "&");
		print_operand(p, expr->a, depth);
		break;
	case DC_EXPR_NOT:
		put(p, "!");
		print_operand(p, expr->a, depth);
		break;
	case DC_EXPR_COMPLEMENT:
		put(p, "~");
		print_operand(p, expr->a, depth);
		break;
	case DC_EXPR_NEGATE:
		put(p, "-");
		print_operand(p, expr->a, depth);
		break;
	case DC_EXPR_BINARY:
		print_operand(p, expr->a, depth);
		put(p, binaries[expr->op]);
		print_operand(p, expr->b, depth);
		break;
	case DC_EXPR_CAST:
		print(p, expr->a, depth + 1);
		break;
	}
}

const char *dc_facts_print(const struct dc_facts *facts, dc_index expr, char *buf, size_t size)
{
	struct printer p = { facts, buf, buf + size - 1, true, true };

	print(&p, expr, 0);
	*p.at = '\0';
	return buf;
}

static dc_index find_text(struct dc_facts *facts, dc_index expr)
{
	char text[DC_MAX_TEXT];
	struct printer p = { facts, text, text + sizeof(text) - 1, true, false };

	print(&p, expr, 0);
	return p.is_whole ? dc_facts_intern(facts, text, p.at - text) : 0;
}

/* A function's expressions do not change, and each path asks for the same ones. */
dc_index dc_facts_text(struct dc_facts *facts, dc_index expr)
{
	if (expr >= facts->nr_texts) {
		uint32_t nr = facts->exprs_capacity;

		facts->texts = dc_memory_resize(facts->texts, nr * sizeof(*facts->texts));
		memset(facts->texts + facts->nr_texts, 0,
		       (nr - facts->nr_texts) * sizeof(*facts->texts));
		facts->nr_texts = nr;
	}
	if (!facts->texts[expr])
		facts->texts[expr] = 1 + find_text(facts, expr);
	return facts->texts[expr] - 1;
}
