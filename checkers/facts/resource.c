/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Resources of the DMA API on one path: a call acquires one, and the call that releases it is held
 * against what the first one was given.
 */
#include <string.h>

#include "carry.h"

enum { KEY_LIST = 2 };

const struct dc_api *dc_resource_api(const struct dc_flow *flow, dc_index step)
{
	const struct dc_step *call = &flow->facts->steps[step];
	const struct dc_name *name = flow->names[call->value];

	return name && name->kind == DC_NAME_API ? name->api : NULL;
}

/*
 * A list is known by what holds it: `&obj->table`, `table` and `table->sgl` lead to one object, and
 * so do two names of one table.
 */
uint16_t dc_resource_of_list(struct dc_flow *flow, dc_index expr)
{
	const struct dc_expr *exprs = flow->facts->exprs;
	struct dc_value value;

	while (exprs[expr].kind == DC_EXPR_CAST)
		expr = exprs[expr].a;
	if ((exprs[expr].kind == DC_EXPR_ARROW || exprs[expr].kind == DC_EXPR_FIELD) &&
	    !strcmp(dc_facts_string(flow->facts, exprs[expr].name), "sgl")) {
		if (exprs[expr].kind == DC_EXPR_ARROW)
			return dc_resource_of_list(flow, exprs[expr].a);
		expr = exprs[expr].a;
	} else if (exprs[expr].kind == DC_EXPR_ADDRESS) {
		expr = exprs[expr].a;
	} else {
		value = dc_evaluate(flow, expr);
		if (value.object)
			return value.object;
	}
	return dc_pool_text_object(flow, expr, KEY_LIST, DC_MEMORY_UNKNOWN);
}

/* The place that holds a list, itself or what a local stands for: what its key is made of. */
dc_index dc_resource_holder(struct dc_flow *flow, dc_index expr)
{
	const struct dc_expr *exprs = flow->facts->exprs;

	if (exprs[expr].kind == DC_EXPR_LOCAL && flow->meaning[exprs[expr].value])
		expr = flow->meaning[exprs[expr].value];
	while (exprs[expr].kind == DC_EXPR_CAST || exprs[expr].kind == DC_EXPR_ADDRESS)
		expr = exprs[expr].a;
	if ((exprs[expr].kind == DC_EXPR_ARROW || exprs[expr].kind == DC_EXPR_FIELD) &&
	    !strcmp(dc_facts_string(flow->facts, exprs[expr].name), "sgl"))
		return exprs[expr].a;
	return expr;
}

void dc_resource_drop(struct dc_flow *flow, uint16_t object)
{
	flow->state->objects[object].acquired = 0;
	flow->state->objects[object].attrs = 0;
}

void dc_resource_acquire(struct dc_flow *flow, uint16_t object, const struct dc_api *api,
			 struct dc_value attrs)
{
	struct dc_object_state *state = &flow->state->objects[object];
	const struct dc_derived *row =
		flow->in->derived ? dc_derivations_of(flow->in->derived, api) : NULL;

	if (!dc_resource_api(flow, flow->step))
		return;
	/* A wrapper that chooses its attributes is counted where it does. */
	if (!row || api->attrs != DC_ARG_NONE)
		dc_trial_site(flow, api, attrs);
	if (!object)
		return;
	/* Several links with different attributes in one IOVA state: which one is released? */
	if (api->family == DC_FAMILY_IOVA && state->acquired && state->acquired != flow->step) {
		dc_resource_drop(flow, object);
		return;
	}
	state->acquired = flow->step;
	state->attrs = dc_pool_value(flow, attrs);
	state->escaped = row && row->is_kept ? flow->step : 0;
	state->entered = state->skipped = false;
}

static bool is_release(enum dc_op op)
{
	return op == DC_OP_FREE || op == DC_OP_UNMAP || op == DC_OP_IOVA_DESTROY ||
	       op == DC_OP_IOVA_UNLINK;
}

/* An acquired resource as others find it at `place`; 0 for a function's result. */
static void tell_acquire(struct dc_flow *flow, const struct dc_object_state *state, dc_index place)
{
	dc_trial_end(flow, DC_END_ACQUIRE, place, dc_resource_api(flow, state->acquired),
		     flow->values[state->attrs], flow->facts->steps[state->acquired].spot);
}

/* `*handle` of a parameter. */
static bool is_for_caller(const struct dc_flow *flow, dc_index place)
{
	const struct dc_expr *expr = dc_path_expr(flow, place);
	const struct dc_expr *pointer = dc_path_expr(flow, expr->a);

	return expr->kind == DC_EXPR_DEREF && pointer->kind == DC_EXPR_LOCAL &&
	       flow->facts->locals[pointer->value].is_parameter;
}

/* A resource, or a handle from elsewhere, is put where other functions may find it. */
void dc_resource_keep(struct dc_flow *flow, struct dc_value value, dc_index place)
{
	const struct dc_object_state *state = &flow->state->objects[value.object];

	if (state->acquired) {
		tell_acquire(flow, state, place);
		if (is_for_caller(flow, place))
			dc_trial_fate(flow, flow->facts->steps[state->acquired].spot, NULL,
				      DC_FATE_PASSED);
	} else if (!dc_value_is_number(value) && dc_key_is_handle(flow, place)) {
		dc_trial_end(flow, DC_END_OTHER, place, NULL, (struct dc_value){ 0 },
			     flow->facts->steps[flow->step].spot);
	}
}

void dc_resource_release(struct dc_flow *flow, uint16_t object, const struct dc_api *api,
			 struct dc_value attrs, bool is_handle, dc_index place)
{
	struct dc_object_state *state = &flow->state->objects[object];
	struct dc_spot spot = flow->facts->steps[flow->step].spot;
	struct dc_value acquired = flow->values[state->attrs];

	if (!state->acquired) {
		/* The memory that went into the mapping instead of the handle that came out. */
		struct dc_use use = { .role = DC_ROLE_RELEASE };

		use.wrong_handle = is_handle && state->source ? DC_YES : DC_UNKNOWN;
		if (!flow->in->is_core)
			dc_trial_use(flow, &use, object, spot);
		dc_trial_end(flow, DC_END_RELEASE, place, api, attrs, spot);
		return;
	}
	if (!flow->in->is_core) {
		struct dc_pair pair = {
			.acquire = dc_resource_api(flow, state->acquired), .release = api,
			.acquire_set = acquired.set, .acquire_clear = acquired.clear,
			.release_set = attrs.set, .release_clear = attrs.clear,
		};

		dc_trial_pair(flow, &pair, acquired, attrs, object);
	}
	if (is_release(api->op))
		dc_resource_drop(flow, object);
}

/* Whether a step of the loop reads a place that holds the object. */
static bool is_used_in_loop(const struct dc_flow *flow, const struct dc_step *head, uint16_t object)
{
	const struct dc_facts *facts = flow->facts;

	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++) {
		if (flow->values[flow->state->values[slot]].object != object)
			continue;
		for (dc_index i = 1; i < facts->nr_steps; i++)
			if (dc_place_step_reads(&flow->places, facts, &facts->steps[i],
						flow->places.tracked[slot]) &&
			    dc_graph_leads(facts, head->next[0], i, flow->step))
				return true;
	}
	return false;
}

void dc_resource_loop(struct dc_flow *flow, const struct dc_step *head, bool enters)
{
	for (uint16_t i = 1; i < flow->nr_objects; i++) {
		struct dc_object_state *state = &flow->state->objects[i];

		if (!state->acquired || state->escaped || state->entered || state->skipped ||
		    dc_graph_leads(flow->facts, head->next[0], state->acquired, flow->step))
			continue;
		if (enters)
			state->entered = true;
		else
			state->skipped = is_used_in_loop(flow, head, i);
	}
}

struct dc_value dc_resource_given(struct dc_flow *flow, dc_index expr, struct dc_value value)
{
	uint16_t list;

	if (dc_path_expr(flow, expr)->kind != DC_EXPR_ADDRESS)
		return value;
	list = dc_resource_of_list(flow, expr);
	return flow->state->objects[list].acquired ? (struct dc_value){ .object = list } : value;
}

/* What the function still holds, and neither returns nor has told anybody, is lost. */
void dc_resource_return(struct dc_flow *flow, struct dc_value result)
{
	dc_wrapper_return(flow, result);
	dc_carry_return(flow, result);
	for (uint16_t i = 1; i < flow->nr_objects; i++) {
		const struct dc_object_state *state = &flow->state->objects[i];
		const struct dc_api *api =
			state->acquired ? dc_resource_api(flow, state->acquired) : NULL;
		struct dc_use use = { .role = DC_ROLE_RETURN };

		if (api && result.object == i)
			tell_acquire(flow, state, 0);
		if (api)
			dc_trial_fate(flow, flow->facts->steps[state->acquired].spot, NULL,
				      DC_FATE_HELD | (state->escaped ? DC_FATE_TOLD : 0) |
				      (result.object == i ? DC_FATE_PASSED : 0));
		if (!api || state->escaped || state->skipped || result.object == i ||
		    api->family == DC_FAMILY_MANAGED || api->family == DC_FAMILY_SG ||
		    api->family == DC_FAMILY_IOVA || api->family == DC_FAMILY_XSK)
			continue;
		use.held = DC_YES;
		if (!flow->in->is_core)
			dc_trial_use(flow, &use, i, flow->facts->steps[state->acquired].spot);
	}
}
