/* SPDX-License-Identifier: GPL-2.0-only */
/* States of a path: what makes two of them one, and what is left of them then. */
#include <string.h>

#include "path.h"

size_t dc_state_size(const struct dc_flow *flow)
{
	return sizeof(struct dc_state) + flow->places.nr_tracked * sizeof(uint32_t);
}

struct dc_state *dc_state_copy(struct dc_flow *flow, const struct dc_state *state)
{
	size_t size = dc_state_size(flow);

	return memcpy(dc_arena_alloc(&flow->arena, size), state, size);
}

void dc_state_drop(struct dc_state *state, size_t i)
{
	state->assumptions[i] = state->assumptions[--state->nr_assumptions];
	memset(&state->assumptions[state->nr_assumptions], 0, sizeof(state->assumptions[0]));
}

static bool same_assumption(const struct dc_assumption *a, const struct dc_assumption *b)
{
	return a->condition == b->condition && a->holds == b->holds;
}

static bool has_assumption(const struct dc_state *state, const struct dc_assumption *assumption)
{
	for (size_t i = 0; i < state->nr_assumptions; i++)
		if (same_assumption(&state->assumptions[i], assumption))
			return true;
	return false;
}

bool dc_state_is_anybodys(const struct dc_flow *flow, uint32_t kept)
{
	return kept == DC_VALUE_INITIAL || (flow->values[kept].flags & DC_VALUE_FRESH);
}

/* Contents that nobody knows tell no paths apart, whenever they became so. */
bool dc_state_same(const struct dc_flow *flow, const struct dc_state *a, const struct dc_state *b)
{
	if (memcmp(a->objects, b->objects, sizeof(a->objects)))
		return false;
	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++)
		if (a->values[slot] != b->values[slot] &&
		    !(dc_state_is_anybodys(flow, a->values[slot]) && dc_state_is_anybodys(flow, b->values[slot])))
			return false;
	return true;
}

static bool names_attrs(const struct dc_flow *flow, uint32_t kept)
{
	return flow->values[kept].constants & DC_CONSTANT_ATTR;
}

static bool is_acquired_alike(const struct dc_flow *flow, const struct dc_object_state *a,
			      const struct dc_object_state *b)
{
	const struct dc_value *x = &flow->values[a->attrs], *y = &flow->values[b->attrs];

	return !a->acquired || !b->acquired || (x->set == y->set && x->clear == y->clear);
}

bool dc_state_agrees(const struct dc_flow *flow, const struct dc_state *a, const struct dc_state *b)
{
	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++)
		if (a->values[slot] != b->values[slot] &&
		    (names_attrs(flow, a->values[slot]) || names_attrs(flow, b->values[slot])))
			return false;
	for (uint16_t i = 1; i < flow->nr_objects; i++)
		if (a->objects[i].cookie != b->objects[i].cookie ||
		    a->objects[i].encryption != b->objects[i].encryption ||
		    !is_acquired_alike(flow, &a->objects[i], &b->objects[i]))
			return false;
	return true;
}

/* Where the two differ there lies a new content from here on; tells whether they did. */
static bool share_contents(struct dc_flow *flow, struct dc_state *state,
			   const struct dc_state *other, dc_index step)
{
	struct dc_value fresh = { .flags = DC_VALUE_FRESH, .set = step };
	uint32_t kept = dc_pool_value(flow, fresh);
	bool changed = false;

	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++) {
		if (state->values[slot] == other->values[slot] || state->values[slot] == kept)
			continue;
		state->values[slot] = kept;
		changed = true;
	}
	return changed;
}

/* Keeps in `state` what both assume; tells whether it lost anything. */
static bool share_assumptions(struct dc_state *state, const struct dc_state *other)
{
	bool lost = false;

	for (size_t i = state->nr_assumptions; i-- > 0;) {
		if (!has_assumption(other, &state->assumptions[i])) {
			dc_state_drop(state, i);
			lost = true;
		}
	}
	return lost;
}

bool dc_state_share(struct dc_flow *flow, struct dc_state *state, const struct dc_state *other,
		    dc_index step)
{
	bool lost = share_assumptions(state, other);

	return share_contents(flow, state, other, step) || lost;
}

static uint32_t equal_or_zero(uint32_t a, uint32_t b)
{
	return a == b ? a : 0;
}

static void widen_object(struct dc_object_state *a, const struct dc_object_state *b)
{
	a->memory = equal_or_zero(a->memory, b->memory);
	a->encryption = equal_or_zero(a->encryption, b->encryption);
	a->cookie = equal_or_zero(a->cookie, b->cookie);
	a->mmio = equal_or_zero(a->mmio, b->mmio);
	a->shared_elements = a->shared_elements && b->shared_elements;
	a->earlier = a->earlier == b->earlier ? a->earlier : DC_ELEMENTS_OTHER;
	a->made = equal_or_zero(a->made, b->made);
	a->encrypted = equal_or_zero(a->encrypted, b->encrypted);
	a->mapped = equal_or_zero(a->mapped, b->mapped);
	a->cached = equal_or_zero(a->cached, b->cached);
	if (a->acquired != b->acquired || a->attrs != b->attrs)
		a->acquired = a->attrs = 0;
	a->escaped = a->escaped ? a->escaped : b->escaped;
}

static uint32_t widen_value(struct dc_flow *flow, uint32_t a, uint32_t b)
{
	if (a == b)
		return a;
	if (a == DC_VALUE_INITIAL || b == DC_VALUE_INITIAL)
		return DC_VALUE_UNKNOWN;
	return dc_pool_value(flow, dc_value_join(flow->values[a], flow->values[b]));
}

void dc_state_widen(struct dc_flow *flow, struct dc_state *state, const struct dc_state *other)
{
	for (uint16_t i = 0; i < flow->places.nr_tracked; i++)
		state->values[i] = widen_value(flow, state->values[i], other->values[i]);
	for (uint16_t i = 0; i < DC_MAX_OBJECTS; i++)
		widen_object(&state->objects[i], &other->objects[i]);
	share_assumptions(state, other);
}
