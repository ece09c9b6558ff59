/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values, trails and objects of a function, each kept once: a state is small then, and equal states
 * are equal bytes.
 */
#include <string.h>

#include "path.h"

enum { MAX_VALUES = 1 << 16 };

uint32_t dc_pool_value(struct dc_flow *flow, struct dc_value value)
{
	static const struct dc_value unknown;

	if (!memcmp(&value, &unknown, sizeof(value)) || flow->nr_values == MAX_VALUES)
		return DC_VALUE_UNKNOWN;
	for (uint32_t i = flow->nr_values; i-- > DC_VALUE_INITIAL + 1;)
		if (!memcmp(&flow->values[i], &value, sizeof(value)))
			return i;
	dc_grow(flow->values, flow->nr_values, flow->values_capacity);
	flow->values[flow->nr_values] = value;
	return flow->nr_values++;
}

static bool is_same_trail(const struct dc_trail *a, const struct dc_trail *b)
{
	return a->kind == b->kind && a->spot.offset == b->spot.offset && a->from == b->from &&
	       a->other == b->other && a->bits == b->bits && a->place == b->place &&
	       a->guard == b->guard && a->guard_holds == b->guard_holds;
}

uint32_t dc_pool_trail(struct dc_flow *flow, struct dc_trail trail)
{
	for (uint32_t i = 1; i < flow->nr_trails; i++)
		if (is_same_trail(&flow->trails[i], &trail))
			return i;
	if (flow->nr_trails == MAX_VALUES)
		return 0;
	dc_grow(flow->trails, flow->nr_trails, flow->trails_capacity);
	flow->trails[flow->nr_trails] = trail;
	return flow->nr_trails++;
}

uint64_t dc_pool_key(dc_index text, uint32_t what)
{
	return (uint64_t)text << 32 | what;
}

uint64_t dc_pool_fresh_key(const struct dc_place *place, dc_index step)
{
	return dc_pool_key(place->key, DC_KEY_FRESH | step);
}

uint16_t dc_pool_find(const struct dc_flow *flow, uint64_t key)
{
	for (uint16_t i = 1; i < flow->nr_objects; i++)
		if (flow->objects[i].key == key)
			return i;
	return 0;
}

/* The object of a key; a new one is of class `memory` in this state and all that follow. */
uint16_t dc_pool_object(struct dc_flow *flow, uint64_t key, enum dc_memory memory)
{
	uint16_t i = dc_pool_find(flow, key);

	if (!i && flow->nr_objects == DC_MAX_OBJECTS)
		return 0;
	if (!i) {
		i = flow->nr_objects++;
		flow->objects[i] = (struct dc_object){ .key = key };
	}
	if (memory != DC_MEMORY_UNKNOWN)
		flow->state->objects[i].memory = memory;
	return i;
}

uint16_t dc_pool_text_object(struct dc_flow *flow, dc_index expr, uint32_t what,
			     enum dc_memory memory)
{
	dc_index text = dc_facts_text(flow->facts, expr);

	return text ? dc_pool_object(flow, dc_pool_key(text, what), memory) : 0;
}
