/* SPDX-License-Identifier: GPL-2.0-only */
/* Calls: their arguments, and functions that are known by heart. */
#include "lowering.h"

#include <stdlib.h>

#include "custom.h"
#include "memory.h"
#include "table.h"

struct arguments {
	dc_index items[64];
	uint32_t nr;
};

const struct ident *dc_lower_callee(const struct expression *call)
{
	const struct expression *callee = dc_lower_bare(call->fn);

	return callee && callee->type == EXPR_SYMBOL ? callee->symbol_name : NULL;
}

static enum dc_custom find_custom(const struct expression *call)
{
	const struct ident *callee = dc_lower_callee(call);

	return callee ? dc_custom_find(callee->name, callee->len, expression_list_size(call->args)) :
			DC_CUSTOM_NONE;
}

struct expression *dc_lower_transparent(const struct expression *call)
{
	int position = dc_custom_same(find_custom(call));
	struct expression_list *arguments = call->args;
	struct expression *each;

	if (position < 0)
		return NULL;
	FOR_EACH_PTR(arguments, each) {
		if (!position--)
			return each;
	} END_FOR_EACH_PTR(each);
	return NULL;
}

static const struct dc_name *find_row(const struct dc_lowering *l, const struct expression *call)
{
	const struct ident *callee = dc_lower_callee(call);
	const struct dc_name *row = callee ? dc_name_find(callee->name, callee->len) : NULL;

	if (!callee || row)
		return row;
	return dc_derivations_find(l->in->derived, callee->name, callee->len);
}

/*
 * An element whose index is not known has many values: assigning it gives each a path of its own.
 */
static dc_index lower_argument(struct dc_lowering *l, struct expression *expr)
{
	dc_index value = dc_lower_expr(l, expr), element = value;
	const struct dc_expr *exprs = l->b.facts->exprs;

	while (exprs[element].kind == DC_EXPR_FIELD)
		element = exprs[element].a;
	if (exprs[element].kind != DC_EXPR_INDEX || !l->call.offset)
		return value;
	return dc_build_keep(&l->b, dc_lower_spot(expr->pos), value);
}

static void lower_arguments(struct dc_lowering *l, struct expression_list *list,
			    struct arguments *arguments)
{
	struct expression *each;

	arguments->nr = 0;
	FOR_EACH_PTR(list, each) {
		dc_index value = lower_argument(l, each);

		if (arguments->nr < ARRAY_SIZE(arguments->items))
			arguments->items[arguments->nr++] = value;
	} END_FOR_EACH_PTR(each);
}

/* A call whose arguments stand in `arguments` by now. */
static dc_index lower_called(struct dc_lowering *l, const struct expression *expr,
			     struct dc_step call, const struct arguments *arguments)
{
	enum dc_custom what = find_custom(expr);

	if (what != DC_CUSTOM_NONE)
		return dc_build_custom(&l->b, what, call.spot, arguments->items);
	call.value = dc_lower_expr(l, expr->fn);
	if (!call.target)
		call.target = dc_build_temporary(&l->b, call.spot);
	dc_build_call(&l->b, call, arguments->items, arguments->nr);
	return call.target;
}

dc_index dc_lower_call(struct dc_lowering *l, struct expression *expr, dc_index target,
		       bool result_used)
{
	const struct dc_name *row = find_row(l, expr);
	struct dc_step call = { .target = target, .result_used = result_used,
				.spot = dc_lower_spot(dc_lower_bare(expr->fn)->pos) };
	struct dc_spot outer = l->call;
	struct arguments *arguments;
	dc_index value;

	if (row && row->kind == DC_NAME_API)
		l->call = call.spot;
	l->has_crypt |= row && row->kind == DC_NAME_ORIGIN && row->origin->role == DC_ROLE_CRYPT;
	/* Calls within calls within calls: too much for the stack. */
	arguments = dc_memory_resize(NULL, sizeof(*arguments));
	lower_arguments(l, expr->args, arguments);
	l->call = outer;
	value = lower_called(l, expr, call, arguments);
	free(arguments);
	return value;
}
