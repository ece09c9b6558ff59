/* SPDX-License-Identifier: GPL-2.0-only */
/* What a call does to memory and values: who is called, with what, and what anybody may do. */
#include "effect.h"

#include <string.h>

#include "array.h"
#include "carry.h"

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

/* Nobody knows what it is, but it stays the same until it is written again. */
static void unknown_result(const struct dc_effect *call)
{
	int16_t slot = call->step->target ?
		       dc_path_place(call->flow, call->step->target)->slot : -1;

	dc_effect_result(call, (struct dc_value){ 0 });
	if (slot >= 0 && !is_made_up(call))
		dc_assign_fresh(call->flow, slot);
}

/* Somebody else knows of it now. */
static void let_go(const struct dc_effect *call, uint16_t object)
{
	struct dc_object_state *state = dc_effect_state(call, object);

	if (!object)
		return;
	state->escaped = call->flow->step;
	state->encryption = DC_ENCRYPTION_UNKNOWN;
	state->shared_elements = false;
}

/* What a place holds, which nobody reads here. */
static uint16_t held_at(const struct dc_flow *flow, dc_index place)
{
	int16_t slot = dc_path_place(flow, place)->slot;

	return slot >= 0 ? flow->values[flow->state->values[slot]].object : 0;
}

static void unknown_call(const struct dc_effect *call)
{
	dc_carry_call(call->flow, call->name);
	for (uint32_t i = 0; i < call->step->nr_arguments; i++) {
		dc_index expr = dc_effect_expr(call, i), place = dc_effect_pointed(call, expr);
		struct dc_value value = dc_effect_argument(call, i);

		if (!is_made_up(call))
			dc_carry_argument(call->flow, call->name, i, value);
		if (!is_made_up(call)) {
			let_go(call, value.object);
			if (place)
				let_go(call, held_at(call->flow, place));
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
	unknown_result(call);
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
	struct dc_effect call;

	/* Not the arguments: `nr` tells how many there are. */
	call.flow = flow;
	call.step = step;
	call.name = "";
	call.nr = 0;
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
