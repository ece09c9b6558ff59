/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Walks Sparse's tree of a function and writes steps.  Calls, assignments and choices leave the
 * expressions; what remains is pure.
 *
 * Here is the walk's frame, and what it knows of variables.
 */
#include "lower.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lowering.h"
#include "memory.h"
#include "types.h"

enum { MAX_DEPTH = 400 };

bool dc_lower_enter(struct dc_lowering *l)
{
	l->is_too_deep |= l->depth >= MAX_DEPTH;
	if (l->is_too_deep)
		return false;
	l->depth++;
	return true;
}

/* Sparse leaves `aux` to whoever comes after the parser. */

void dc_lower_mark(const struct dc_lowering *l, struct symbol *symbol, uint32_t mark)
{
	symbol->aux = (void *)((uintptr_t)l->number << 32 | mark);
}

uint32_t dc_lower_marked(const struct dc_lowering *l, const struct symbol *symbol)
{
	uintptr_t mark = (uintptr_t)symbol->aux;

	return mark >> 32 == l->number ? (uint32_t)mark : 0;
}

dc_index dc_lower_ident(struct dc_lowering *l, const struct ident *ident)
{
	return ident ? dc_facts_intern(l->b.facts, ident->name, ident->len) : 0;
}

/* Variables */

static dc_index type_words(struct dc_lowering *l, const struct symbol *symbol)
{
	const struct symbol *type = dc_type_struct(symbol);
	char words[DC_MAX_TEXT];
	int length;

	if (!type)
		return 0;
	length = snprintf(words, sizeof(words), "struct %.*s *", type->ident->len,
			  type->ident->name);
	return dc_facts_intern(l->b.facts, words, length);
}

static void declare_local(struct dc_lowering *l, struct symbol *symbol, struct dc_local local)
{
	local.name = dc_lower_ident(l, symbol->ident);
	local.type = type_words(l, symbol);
	dc_lower_mark(l, symbol, dc_facts_local(l->b.facts, local) + 1);
}

/* `__free(f)`, which the unit made an address space of. */
static void declare_cleanup(struct dc_lowering *l, const struct symbol *symbol)
{
	static const char prefix[] = "__free_";
	const struct ident *as = symbol->ctype.as;
	size_t skip = sizeof(prefix) - 1;

	if (!as || as->len <= skip || memcmp(as->name, prefix, skip) != 0)
		return;
	dc_grow(l->cleanups, l->nr_cleanups, l->cleanups_capacity);
	l->cleanups[l->nr_cleanups++] = (struct dc_cleanup){
		.function = dc_facts_intern(l->b.facts, as->name + skip, as->len - skip),
		.local = dc_lower_marked(l, symbol) - 1,
		.scope = l->scope,
	};
}

static void lower_initializer(struct dc_lowering *l, const struct symbol *symbol)
{
	struct dc_spot spot = dc_lower_spot(symbol->pos);
	dc_index variable = dc_build_local(&l->b, spot, dc_lower_marked(l, symbol) - 1);

	dc_lower_store(l, spot, variable, symbol, symbol->initializer);
}

void dc_lower_declare(struct dc_lowering *l, struct symbol *symbol)
{
	bool is_static = symbol->ctype.modifiers & MOD_STATIC;
	const struct symbol *type = symbol->ctype.base_type;

	if (!symbol->ident || symbol->namespace != NS_SYMBOL || (type && type->type == SYM_FN) ||
	    (symbol->ctype.modifiers & MOD_EXTERN))
		return;
	declare_local(l, symbol, (struct dc_local){
		.is_static = is_static, .is_array = dc_type_is_aggregate(symbol) });
	/* What a static variable starts with it does not have when it is met again. */
	if (symbol->initializer && (!is_static || dc_type_is_const(symbol)))
		lower_initializer(l, symbol);
	declare_cleanup(l, symbol);
}

/* Of scopes deeper than `scope`, last first; they stay registered. */
void dc_lower_run_cleanups(struct dc_lowering *l, size_t scope, struct dc_spot spot)
{
	for (size_t i = l->nr_cleanups; i-- > 0 && l->cleanups[i].scope > scope;) {
		const struct dc_cleanup *cleanup = &l->cleanups[i];
		dc_index variable = dc_build_local(&l->b, spot, cleanup->local);
		struct dc_step call = { .spot = spot };

		call.value = dc_build_named(&l->b, DC_EXPR_NAME, spot, 0, cleanup->function);
		call.target = dc_build_temporary(&l->b, spot);
		dc_build_call(&l->b, call, &variable, 1);
	}
}

/* The function */

static struct statement *body_of(const struct symbol *type)
{
	return type->stmt ? type->stmt : type->inline_stmt;
}

static void lower_function(struct dc_lowering *l, const struct symbol *function)
{
	struct symbol *type = function->ctype.base_type, *each;

	FOR_EACH_PTR(type->arguments, each) {
		if (each->ident)
			declare_local(l, each, (struct dc_local){ .is_parameter = true });
	} END_FOR_EACH_PTR(each);
	dc_lower_block(l, body_of(type), NULL);
}

/* What a variable starts with, as if a function without name had nothing else to do. */
static void lower_variable(struct dc_lowering *l, struct symbol *variable)
{
	declare_local(l, variable,
		      (struct dc_local){ .is_array = dc_type_is_aggregate(variable) });
	lower_initializer(l, variable);
}

bool dc_lower(const struct dc_lower_input *input, struct symbol *symbol, struct dc_facts *facts,
	      struct dc_callees *callees)
{
	static uint32_t number;
	struct dc_lowering l = { .b = { .facts = facts }, .in = input, .callees = callees,
				 .number = ++number };
	const char *name = facts->function;
	bool is_mmap = facts->is_mmap;

	dc_facts_reset(facts);
	facts->function = name;
	facts->is_mmap = is_mmap;
	facts->entry = dc_build_step(&l.b, (struct dc_step){ .kind = DC_STEP_EVALUATE });
	if (symbol->ctype.base_type->type == SYM_FN)
		lower_function(&l, symbol);
	else
		lower_variable(&l, symbol);
	if (l.b.current)
		dc_build_step(&l.b, (struct dc_step){ .kind = DC_STEP_RETURN });
	free(l.cleanups);
	return !l.is_too_deep;
}
