/* SPDX-License-Identifier: GPL-2.0-only */
/* What a call is made of: arguments, what they point to, and the result. */
#include "effect.h"

dc_index dc_effect_expr(const struct dc_effect *call, int position)
{
	if (position < 0 || (uint32_t)position >= call->step->nr_arguments)
		return 0;
	return call->flow->facts->arguments[call->step->arguments + position];
}

struct dc_value dc_effect_argument(const struct dc_effect *call, int position)
{
	if (position < 0 || (uint32_t)position >= call->nr)
		return (struct dc_value){ 0 };
	return call->arguments[position];
}

struct dc_value dc_effect_address(const struct dc_effect *call, int position)
{
	struct dc_flow *flow = call->flow;
	const struct dc_facts *facts = flow->facts;
	struct dc_value value = dc_effect_argument(call, position);
	const struct dc_expr *expr = &facts->exprs[dc_effect_expr(call, position)], *base;

	while (expr->kind == DC_EXPR_CAST ||
	       (expr->kind == DC_EXPR_BINARY && expr->op == DC_BINARY_ADD))
		expr = &facts->exprs[expr->a];
	if (expr->kind == DC_EXPR_NAME &&
	    flow->in->is_array(flow->in->context, "", dc_facts_string(facts, expr->name)))
		return dc_evaluate_address(flow, expr - facts->exprs);
	if (expr->kind != DC_EXPR_ARROW && expr->kind != DC_EXPR_FIELD)
		return value;
	base = &facts->exprs[expr->a];
	if (base->kind != DC_EXPR_LOCAL || !facts->locals[base->value].type ||
	    !flow->in->is_array(flow->in->context,
				dc_facts_string(facts, facts->locals[base->value].type),
				dc_facts_string(facts, expr->name)))
		return value;
	return expr->kind == DC_EXPR_ARROW ? dc_evaluate(flow, expr->a)
					   : dc_evaluate_address(flow, expr->a);
}

struct dc_object_state *dc_effect_state(const struct dc_effect *call, uint16_t object)
{
	return &call->flow->state->objects[object];
}

void dc_effect_result(const struct dc_effect *call, struct dc_value value)
{
	if (call->step->target)
		dc_assign(call->flow, call->step->target, value);
}

static bool is_in_array(const struct dc_effect *call, uint16_t object)
{
	const struct dc_flow *flow = call->flow;

	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++) {
		uint32_t value = flow->state->values[slot];

		if (value > DC_VALUE_INITIAL && flow->values[value].object == object &&
		    flow->values[value].aspect == DC_ASPECT_PAGES)
			return true;
	}
	return false;
}

static bool may_be_shared(enum dc_encryption encryption)
{
	return encryption == DC_ENCRYPTION_SHARED || encryption == DC_ENCRYPTION_BROKEN;
}

uint16_t dc_effect_object(const struct dc_effect *call, enum dc_memory memory)
{
	uint16_t object = dc_pool_object(call->flow, call->flow->step, DC_MEMORY_UNKNOWN);
	struct dc_object_state *state = dc_effect_state(call, object);
	uint8_t earlier = DC_ELEMENTS_NONE;

	if (!object)
		return 0;
	if (is_in_array(call, object))
		earlier = may_be_shared(state->encryption) && state->earlier != DC_ELEMENTS_OTHER ?
			  DC_ELEMENTS_SHARED : DC_ELEMENTS_OTHER;
	*state = (struct dc_object_state){ .memory = memory,
					   .made = call->flow->step,
					   .earlier = earlier };
	return object;
}

dc_index dc_effect_pointed(const struct dc_effect *call, dc_index expr)
{
	const struct dc_expr *e = &call->flow->facts->exprs[expr];

	while (e->kind == DC_EXPR_CAST)
		e = &call->flow->facts->exprs[e->a];
	return e->kind == DC_EXPR_ADDRESS ? e->a : 0;
}

const struct dc_place *dc_effect_member(const struct dc_effect *call, int position,
					const char *member)
{
	const struct dc_flow *flow = call->flow;
	dc_index expr = dc_effect_expr(call, position), place = dc_effect_pointed(call, expr);
	uint32_t which = dc_places_member(&flow->places, flow->facts, place ? place : expr,
					  place ? "." : "->", member);

	return which ? &flow->places.items[which] : NULL;
}

struct dc_use dc_effect_use(const struct dc_effect *call, enum dc_role role, uint16_t object)
{
	const struct dc_object_state *state = dc_effect_state(call, object);

	return (struct dc_use){ .role = role,
				.encryption = state->encryption,
				.cookie = state->cookie,
				.mmio = state->mmio };
}
