/* SPDX-License-Identifier: GPL-2.0-only */
/* Calls: their arguments, functions that are known by heart, and cleanups at the end of a scope. */
#include <stdlib.h>

#include "custom.h"
#include "lowering.h"
#include "memory.h"
#include "table.h"

struct arguments {
	dc_index items[64];
	uint32_t nr;
};

/*
 * An element whose index is not known has many values: assigning it gives each a path of its own.
 */
static dc_index lower_argument(struct dc_lowering *l, TSNode node)
{
	dc_index value = dc_lower_expr(l, node);

	while (dc_tree_kind(node) == DC_NODE_field_expression)
		node = dc_tree_child(node, DC_FIELD_argument);
	if (dc_tree_kind(node) != DC_NODE_subscript_expression || !l->call.offset)
		return value;
	return dc_build_keep(&l->b, dc_lower_spot(l, node), value);
}

static void lower_arguments(struct dc_lowering *l, TSNode list, struct arguments *arguments)
{
	struct dc_children children = dc_tree_children(list);
	TSNode each;

	arguments->nr = 0;
	while (dc_tree_next(&children, &each)) {
		dc_index value = lower_argument(l, each);

		if (arguments->nr < ARRAY_SIZE(arguments->items))
			arguments->items[arguments->nr++] = value;
	}
}

static enum dc_custom find_custom(const struct dc_lowering *l, TSNode callee, size_t nr_arguments)
{
	return dc_custom_find(dc_tree_text(l->tree, callee), dc_tree_length(callee), nr_arguments);
}

int dc_lower_transparent(const struct dc_lowering *l, TSNode callee)
{
	return dc_custom_same(find_custom(l, callee, 2));
}

/* Member `node` of `base`, which node names in full: `dma`, `u.dma`, `dma[i]`. */
static dc_index lower_member(struct dc_lowering *l, dc_index base, TSNode node)
{
	struct dc_spot spot = dc_lower_spot(l, node);
	dc_index outer;

	if (dc_tree_kind(node) == DC_NODE_identifier)
		return dc_build_named(&l->b, DC_EXPR_ARROW, spot, base, dc_lower_text(l, node));
	if (!dc_lower_enter(l, node))
		return base;
	outer = lower_member(l, base, dc_tree_child(node, DC_FIELD_argument));
	l->depth--;
	if (dc_tree_kind(node) == DC_NODE_field_expression)
		return dc_build_named(&l->b, DC_EXPR_FIELD, spot, outer,
				      dc_lower_text(l, dc_tree_child(node, DC_FIELD_field)));
	if (dc_tree_kind(node) == DC_NODE_subscript_expression)
		return dc_build_expr(&l->b, DC_EXPR_INDEX, spot, outer,
				     dc_lower_expr(l, dc_tree_child(node, DC_FIELD_index)));
	dc_lower_fail(l, node, DC_LOWER_SYNTAX);
	return base;
}

/*
 * dma_unmap_addr(p, member), dma_unmap_addr_set(p, member, value): members of drivers' structs.
 * sg_dma_address(sg): a list's own.
 */
static bool is_member_macro(const struct dc_lowering *l, TSNode callee, uint32_t nr)
{
	static const char *const get[] = { "dma_unmap_addr", "dma_unmap_len" };
	static const char *const set[] = { "dma_unmap_addr_set", "dma_unmap_len_set" };

	for (size_t i = 0; i < ARRAY_SIZE(get); i++)
		if ((nr == 2 && dc_tree_is(l->tree, callee, get[i])) ||
		    (nr == 3 && dc_tree_is(l->tree, callee, set[i])))
			return true;
	return nr == 1 && dc_tree_is(l->tree, callee, "sg_dma_address");
}

static dc_index lower_member_macro(struct dc_lowering *l, TSNode list)
{
	TSNode given = dc_tree_nth(list, 2);
	dc_index base = dc_lower_expr(l, dc_tree_nth(list, 0)), member;

	if (dc_tree_count(list) == 1)
		return dc_build_named(
			&l->b, DC_EXPR_ARROW, dc_lower_spot(l, list), base,
			dc_facts_intern(l->b.facts, "dma_address", strlen("dma_address")));
	member = lower_member(l, base, dc_tree_nth(list, 1));
	if (!ts_node_is_null(given))
		dc_lower_assign_node(l, dc_lower_spot(l, given), member, given);
	return member;
}

static bool is_api(const struct dc_lowering *l, TSNode callee)
{
	const char *text = dc_tree_text(l->tree, callee);
	size_t length = dc_tree_length(callee);
	const struct dc_name *name = dc_name_find(text, length);

	if (!name && l->derived)
		name = dc_derivations_find(l->derived, text, length);
	return name && name->kind == DC_NAME_API;
}

/* `(u32)` of `(u32)(x)`, which reads like a call of u32. */
bool dc_lower_is_cast(TSNode node)
{
	return dc_tree_kind(node) == DC_NODE_parenthesized_expression &&
	       dc_tree_count(node) == 1 &&
	       dc_tree_kind(dc_tree_nth(node, 0)) == DC_NODE_identifier;
}

/* A call whose arguments stand in `arguments` by now. */
static dc_index lower_called(struct dc_lowering *l, TSNode callee, struct dc_step call,
			     const struct arguments *arguments)
{
	enum dc_custom what = find_custom(l, callee, arguments->nr);

	if (what != DC_CUSTOM_NONE)
		return dc_build_custom(&l->b, what, call.spot, arguments->items);
	call.value = dc_lower_expr(l, callee);
	if (!call.target)
		call.target = dc_build_temporary(&l->b, call.spot);
	dc_build_call(&l->b, call, arguments->items, arguments->nr);
	return call.target;
}

dc_index dc_lower_call(struct dc_lowering *l, TSNode node, dc_index target, bool result_used)
{
	TSNode callee = dc_tree_child(node, DC_FIELD_function);
	TSNode list = dc_tree_child(node, DC_FIELD_arguments), named = callee;
	struct dc_step call = { .target = target, .result_used = result_used };
	struct dc_spot outer = l->call;
	struct arguments *arguments;
	dc_index value;

	if (dc_lower_is_cast(callee) && dc_tree_count(list) == 1)
		return dc_lower_expr(l, dc_tree_nth(list, 0));
	if (is_member_macro(l, callee, dc_tree_count(list)))
		return lower_member_macro(l, list);
	if (dc_tree_kind(callee) == DC_NODE_field_expression)
		named = dc_tree_child(callee, DC_FIELD_field);
	call.spot = dc_lower_spot(l, named);
	if (is_api(l, callee))
		l->call = call.spot;
	/* Calls within calls within calls: too much for the stack. */
	arguments = dc_memory_resize(NULL, sizeof(*arguments));
	lower_arguments(l, list, arguments);
	l->call = outer;
	value = lower_called(l, callee, call, arguments);
	free(arguments);
	return value;
}

/* Cleanups */

void dc_lower_cleanup(struct dc_lowering *l, TSNode list)
{
	TSNode variable = dc_tree_nth(list, 0), function = dc_tree_nth(list, 1);
	struct dc_cleanup cleanup = { .function = dc_lower_text(l, function), .scope = l->scope };

	if (!dc_lower_find_local(l, dc_lower_text(l, variable), &cleanup.local))
		return;
	dc_grow(l->cleanups, l->nr_cleanups, l->cleanups_capacity);
	l->cleanups[l->nr_cleanups++] = cleanup;
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
