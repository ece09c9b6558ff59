/* SPDX-License-Identifier: GPL-2.0-only */
/* What a call does to memory and values: who is called, with what, and what anybody may do. */
#include "effect.h"

#include <string.h>

#include "array.h"

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

static bool is_made_up(const struct dc_effect *call)
{
	return !strncmp(call->name, "__each", 7) || !strncmp(call->name, "__clobber", 10);
}

static bool is_array(const struct dc_effect *call, dc_index expr)
{
	const struct dc_expr *e = &call->flow->facts->exprs[expr];

	return e->kind == DC_EXPR_LOCAL && call->flow->facts->locals[e->value].is_array;
}

static void forget_behind(const struct dc_effect *call, dc_index expr)
{
	struct dc_flow *flow = call->flow;
	const struct dc_places *places = &flow->places;
	uint32_t root = places->of_expr[expr];

	for (uint16_t slot = 0; root && slot < places->nr_tracked; slot++) {
		uint32_t which = places->tracked[slot];
		const struct dc_place *place = &places->items[which];
		struct dc_value held = { 0 };

		if (which == root || !(place->is_heap || is_array(call, expr)) ||
		    !dc_place_is_read(places, flow->facts, place->expr, root))
			continue;
		if (flow->state->values[slot] != DC_VALUE_INITIAL)
			held = flow->values[flow->state->values[slot]];
		flow->state->objects[held.object].encryption = DC_ENCRYPTION_UNKNOWN;
		dc_assign_fresh(flow, slot);
	}
}

static void unknown_call(const struct dc_effect *call)
{
	for (uint32_t i = 0; i < call->step->nr_arguments; i++) {
		dc_index expr = dc_effect_expr(call, i), place = dc_effect_pointed(call, expr);
		struct dc_value value = dc_effect_argument(call, i);

		if (value.object && !is_made_up(call)) {
			dc_effect_state(call, value.object)->escaped = call->flow->step;
			dc_effect_state(call, value.object)->encryption = DC_ENCRYPTION_UNKNOWN;
			dc_effect_state(call, value.object)->shared_elements = false;
		}
		if (place)
			dc_assign_forget(call->flow, place);
		else if (is_made_up(call))
			dc_assign_forget(call->flow, expr);
		else
			forget_behind(call, expr);
	}
	for (uint16_t slot = 0; slot < call->flow->places.nr_tracked; slot++) {
		const struct dc_place *place =
			dc_path_tracked(call->flow, slot);

		if (place->is_escaped)
			dc_assign_forget(call->flow, place->expr);
	}
	dc_effect_state(call, 0)->encryption = DC_ENCRYPTION_UNKNOWN;
	dc_effect_result(call, (struct dc_value){ 0 });
}

/* The function's name: itself, or the only one that a local pointer is ever set to. */
static dc_index find_callee(const struct dc_facts *facts, dc_index callee)
{
	dc_index found = callee;
	unsigned int nr = 0;

	while (facts->exprs[callee].kind == DC_EXPR_DEREF)
		callee = facts->exprs[callee].a;
	if (facts->exprs[callee].kind != DC_EXPR_LOCAL)
		return found;
	for (dc_index i = 1; i < facts->nr_steps; i++) {
		const struct dc_step *step = &facts->steps[i];
		const struct dc_expr *target = &facts->exprs[step->target];

		if (!step->target || target->kind != DC_EXPR_LOCAL ||
		    target->value != facts->exprs[callee].value)
			continue;
		found = step->value;
		if (facts->exprs[found].kind == DC_EXPR_ADDRESS)
			found = facts->exprs[found].a;
		nr += step->kind == DC_STEP_ASSIGN ? 1 : 2;
	}
	return nr == 1 ? found : callee;
}

struct dc_state *dc_effect_call(struct dc_flow *flow, const struct dc_step *step)
{
	dc_index function = find_callee(flow->facts, step->value);
	const struct dc_expr *callee = &flow->facts->exprs[function];
	const struct dc_name *name = callee->kind == DC_EXPR_NAME ? flow->names[function] : NULL;
	struct dc_effect call = { .flow = flow, .step = step, .name = "" };

	if (callee->kind == DC_EXPR_NAME)
		call.name = dc_facts_string(flow->facts, callee->name);
	for (uint32_t i = 0; i < step->nr_arguments; i++) {
		struct dc_value value =
			dc_evaluate(flow, flow->facts->arguments[step->arguments + i]);

		if (i < ARRAY_SIZE(call.arguments))
			call.arguments[call.nr++] = value;
	}
	if (name && name->kind == DC_NAME_API) {
		dc_effect_api(&call, name->api);
		return NULL;
	}
	if (name && name->kind == DC_NAME_ORIGIN)
		return dc_effect_origin(&call, name->origin);
	unknown_call(&call);
	return NULL;
}
