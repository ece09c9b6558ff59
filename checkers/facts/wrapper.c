/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finds out whether a function only passes its parameters on to one call of the DMA API. Such a
 * function gets a row: the call's own, with the positions of the parameters.
 */
#include <string.h>

#include "path.h"

static dc_index argument_of(const struct dc_flow *flow, const struct dc_step *step, int position)
{
	if (position < 0 || (uint32_t)position >= step->nr_arguments)
		return 0;
	return flow->facts->arguments[step->arguments + position];
}

/* The parameter that an expression is, untouched since the function was entered; -1 for none. */
static int parameter_in(const struct dc_flow *flow, dc_index expr)
{
	const struct dc_facts *facts = flow->facts;
	const struct dc_place *place;
	int position = 0;

	while (facts->exprs[expr].kind == DC_EXPR_CAST)
		expr = facts->exprs[expr].a;
	if (facts->exprs[expr].kind != DC_EXPR_LOCAL ||
	    !facts->locals[facts->exprs[expr].value].is_parameter)
		return DC_ARG_NONE;
	place = &flow->places.items[flow->places.of_expr[expr]];
	if (place->slot < 0 || flow->state->values[place->slot] != DC_VALUE_INITIAL)
		return DC_ARG_NONE;
	for (uint64_t i = 0; i < facts->exprs[expr].value; i++)
		position += facts->locals[i].is_parameter;
	return position;
}

/* The parameter that a value was made from by setting bits alone; -1 for none. */
static int parameter_behind(const struct dc_flow *flow, struct dc_value value)
{
	if (!value.object || value.clear)
		return DC_ARG_NONE;
	for (uint32_t i = 1; i < flow->places.nr; i++) {
		const struct dc_place *place = &flow->places.items[i];
		const struct dc_expr *expr = &flow->facts->exprs[place->expr];
		int position = 0;

		if (expr->kind != DC_EXPR_LOCAL || !flow->facts->locals[expr->value].is_parameter ||
		    flow->objects[value.object].key != dc_pool_key(place->key, DC_KEY_PLACE))
			continue;
		for (uint64_t k = 0; k < expr->value; k++)
			position += flow->facts->locals[k].is_parameter;
		return position;
	}
	return DC_ARG_NONE;
}

static signed char map_position(const struct dc_flow *flow, const struct dc_step *step,
				signed char position)
{
	return position < 0 ? position : parameter_in(flow, argument_of(flow, step, position));
}

void dc_wrapper_call(struct dc_flow *flow, const struct dc_step *step, const struct dc_api *api,
		     struct dc_value attrs)
{
	struct dc_inner *inner = &flow->inner;
	struct dc_api row = *api;

	if (api->op == DC_OP_SYNC)
		return;
	row.dev = map_position(flow, step, api->dev);
	row.addr = map_position(flow, step, api->addr);
	row.size = map_position(flow, step, api->size);
	row.handle = map_position(flow, step, api->handle);
	row.gfp = map_position(flow, step, api->gfp);
	row.dir = map_position(flow, step, api->dir);
	row.attrs = DC_ARG_NONE;
	if (api->attrs != DC_ARG_NONE) {
		row.attrs = parameter_behind(flow, attrs);
		if (row.attrs == DC_ARG_NONE && (attrs.set | attrs.clear) != UINT64_MAX)
			inner->is_wrapper = false;
		row.implied |= (uint32_t)attrs.set;
	}
	if (!inner->step) {
		inner->step = flow->step;
		inner->api = row;
		inner->called = api;
	} else if (inner->step != flow->step || memcmp(&inner->api, &row, sizeof(row))) {
		inner->is_wrapper = false;
	}
}

void dc_wrapper_return(struct dc_flow *flow, struct dc_value result)
{
	const struct dc_object_state *state = &flow->state->objects[result.object];

	if (!result.object || !flow->inner.step || state->acquired != flow->inner.step ||
	    result.aspect != DC_ASPECT_ANY)
		return;
	flow->inner.is_returned = true;
	flow->inner.is_kept |= state->escaped;
}

/* A row is worth having when a caller can go wrong with it. */
static bool is_useful(const struct dc_api *row)
{
	return row->attrs != DC_ARG_NONE || row->addr >= 0 || row->handle >= 0 ||
	       row->handle == DC_ARG_RESULT || row->addr == DC_ARG_RESULT || row->gfp >= 0;
}

void dc_wrapper_end(struct dc_flow *flow)
{
	struct dc_inner *inner = &flow->inner;
	struct dc_derived row = { .api = inner->api, .is_static = flow->in->is_static };
	struct dc_location location;

	if (!inner->step || !inner->is_wrapper || !flow->in->derived)
		return;
	row.via = (struct dc_derived *)dc_derivations_of(flow->in->derived, inner->called);
	row.root = row.via ? row.via->root : inner->called;
	if (row.api.addr == DC_ARG_RESULT && !inner->is_returned)
		row.api.addr = DC_ARG_NONE;
	if (row.api.handle == DC_ARG_RESULT && !inner->is_returned)
		row.api.handle = DC_ARG_NONE;
	row.is_kept = inner->is_kept || (row.via && row.via->is_kept);
	if (!is_useful(&row.api))
		return;
	flow->in->locate(flow->in->context, flow->facts->steps[inner->step].spot, &location);
	row.name.text = flow->facts->function;
	row.name.length = strlen(flow->facts->function);
	row.file = (char *)location.file;
	row.line = location.line;
	row.column = location.column;
	dc_derivations_add(flow->in->derived, &row);
}
