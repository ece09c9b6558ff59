/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing: what a place holds from here on, and what is known no longer. */
#include <string.h>

#include "carry.h"

/* A place has a content that nobody knows, but that stays the same until it is written again. */
void dc_assign_fresh(struct dc_flow *flow, uint16_t slot)
{
	const struct dc_place *place = dc_path_tracked(flow, slot);
	struct dc_value fresh = { .flags = DC_VALUE_FRESH, .set = flow->step };
	uint64_t key = dc_pool_fresh_key(place, flow->step);

	flow->state->objects[dc_pool_find(flow, key)] = (struct dc_object_state){ 0 };
	flow->state->values[slot] = dc_pool_value(flow, fresh);
}

/* Whatever was assumed or kept of things that lie in or behind `place` holds no longer. */
static void invalidate(struct dc_flow *flow, uint32_t place, bool with_itself)
{
	struct dc_state *state = flow->state;
	const struct dc_places *places = &flow->places;

	for (uint16_t slot = 0; slot < places->nr_tracked; slot++) {
		const struct dc_place *other = dc_path_tracked(flow, slot);

		if (places->tracked[slot] == place ? with_itself :
		    dc_place_is_read(places, flow->facts, other->expr, place))
			dc_assign_fresh(flow, slot);
	}
	for (size_t i = state->nr_assumptions; i-- > 0;) {
		dc_index condition = flow->facts->steps[state->assumptions[i].branch].value;

		if (dc_place_is_read(places, flow->facts, condition, place))
			dc_state_drop(state, i);
	}
}

/* `a->attrs = x` may be `b->attrs` too, `*p = x` a local whose address was taken. */
static void invalidate_aliases(struct dc_flow *flow, const struct dc_place *place)
{
	const struct dc_places *places = &flow->places;

	if (!place->is_heap)
		return;
	for (uint16_t slot = 0; slot < places->nr_tracked; slot++) {
		const struct dc_place *other = dc_path_tracked(flow, slot);

		if (other != place && other->field == place->field &&
		    (other->is_escaped || (other->is_heap && place->field)))
			dc_assign_fresh(flow, slot);
	}
}

/* The condition of the innermost choice that led here, for the trail. */
static void add_guard(const struct dc_flow *flow, struct dc_trail *trail)
{
	const struct dc_assumption *latest = NULL;

	for (size_t i = 0; i < flow->state->nr_assumptions; i++)
		if (!latest || flow->state->assumptions[i].branch > latest->branch)
			latest = &flow->state->assumptions[i];
	if (latest) {
		trail->guard = latest->branch;
		trail->guard_holds = latest->holds;
	}
}

/* Whether an array is one of pages or buffers, and not a buffer that a number is written to. */
static bool may_hold_pages(const struct dc_flow *flow, dc_index array, const struct dc_place *place,
			   uint16_t object)
{
	const struct dc_expr *expr = dc_path_expr(flow, array);
	const struct dc_local *local =
		expr->kind == DC_EXPR_LOCAL ? &flow->facts->locals[expr->value] : NULL;
	uint32_t held = flow->state->values[place->slot];

	if (local && local->type && strstr(dc_facts_string(flow->facts, local->type), "page"))
		return true;
	if (!flow->objects[object].is_sourced && !flow->state->objects[object].encryption &&
	    !flow->state->objects[object].acquired)
		return false;
	return held <= DC_VALUE_INITIAL || flow->values[held].aspect == DC_ASPECT_PAGES ||
	       (flow->values[held].flags & DC_VALUE_FRESH);
}

/* `pages[i] = page`: the array holds pages of that memory now. */
static void fill_array(struct dc_flow *flow, dc_index target, struct dc_value value)
{
	const struct dc_expr *expr = dc_path_expr(flow, target);
	const struct dc_place *array;

	if (expr->kind != DC_EXPR_INDEX || !value.object)
		return;
	array = dc_path_place(flow, expr->a);
	if (array->slot < 0 || !may_hold_pages(flow, expr->a, array, value.object))
		return;
	flow->state->values[array->slot] = dc_pool_value(flow, (struct dc_value){
		.object = value.object, .aspect = DC_ASPECT_PAGES });
}

void dc_assign(struct dc_flow *flow, dc_index target, struct dc_value value)
{
	uint32_t which = flow->places.of_expr[target];
	const struct dc_place *place = &flow->places.items[which];
	uint32_t before = place->slot < 0 ? DC_VALUE_UNKNOWN : flow->state->values[place->slot];

	if (!which)
		return;
	/* What is stored anywhere but in a local can be found by others. */
	if (dc_path_expr(flow, target)->kind != DC_EXPR_LOCAL) {
		if (value.object)
			flow->state->objects[value.object].escaped = flow->step;
		dc_resource_keep(flow, value, target);
	}
	dc_carry_store(flow, target, value);
	invalidate(flow, which, true);
	invalidate_aliases(flow, place);
	fill_array(flow, target, value);
	if (place->slot < 0)
		return;
	/* What it holds already has come the way that it came first. */
	if (value.trail && dc_pool_value(flow, value) != before) {
		struct dc_trail trail = { .kind = DC_TRAIL_ASSIGNED,
					  .spot = flow->facts->steps[flow->step].spot,
					  .from = value.trail,
					  .place = target };

		add_guard(flow, &trail);
		value.trail = dc_pool_trail(flow, trail);
	}
	flow->state->values[place->slot] = dc_pool_value(flow, value);
}

/* Somebody else may have written to `expr`, or behind it. */
void dc_assign_forget(struct dc_flow *flow, dc_index expr)
{
	uint32_t which = flow->places.of_expr[expr];

	if (!which)
		return;
	if (dc_key_is_handle(flow, expr))
		dc_trial_end(flow, DC_END_OTHER, expr, NULL, (struct dc_value){ 0 },
			     flow->facts->steps[flow->step].spot);
	invalidate(flow, which, true);
	invalidate_aliases(flow, &flow->places.items[which]);
}

/* A copy of a whole struct, or another name for one. */
void dc_assign_members(struct dc_flow *flow, const struct dc_step *step)
{
	const struct dc_places *places = &flow->places;
	uint32_t values[DC_MAX_TRACKED];

	memcpy(values, flow->state->values, places->nr_tracked * sizeof(*values));
	for (uint16_t slot = 0; slot < places->nr_tracked; slot++) {
		uint32_t source = dc_place_counterpart(places, flow->facts, places->tracked[slot],
						       step->target, step->value);

		if (source && places->items[source].slot >= 0 &&
		    values[places->items[source].slot] != DC_VALUE_INITIAL)
			flow->state->values[slot] = values[places->items[source].slot];
	}
}
