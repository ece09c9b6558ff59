/* SPDX-License-Identifier: GPL-2.0-only */
/* Finds places by their text. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

bool dc_place_is_constant(const char *name)
{
	while (*name && !(*name >= 'a' && *name <= 'z'))
		name++;
	return !*name;
}

static bool is_place(const struct dc_facts *facts, dc_index index)
{
	const struct dc_expr *expr = &facts->exprs[index];

	switch (expr->kind) {
	case DC_EXPR_LOCAL:
		return true;
	case DC_EXPR_NAME:
		return !dc_place_is_constant(dc_facts_string(facts, expr->name));
	case DC_EXPR_FIELD:
	case DC_EXPR_ARROW:
	case DC_EXPR_DEREF:
	case DC_EXPR_INDEX:
		return true;
	default:
		return false;
	}
}

/* Fills in where a place starts and whether a pointer lies on the way. */
static void trace_root(const struct dc_facts *facts, struct dc_place *place)
{
	dc_index at = place->expr;

	place->root = -1;
	for (;;) {
		const struct dc_expr *expr = &facts->exprs[at];

		switch (expr->kind) {
		case DC_EXPR_LOCAL:
			place->root = expr->value < INT16_MAX ? (int16_t)expr->value : -1;
			return;
		case DC_EXPR_ARROW:
		case DC_EXPR_DEREF:
			place->is_heap = true;
			break;
		case DC_EXPR_INDEX:
			place->is_heap |= facts->exprs[expr->a].kind != DC_EXPR_LOCAL ||
					  !facts->locals[facts->exprs[expr->a].value].is_array;
			break;
		case DC_EXPR_FIELD:
		case DC_EXPR_CAST:
			break;
		default:
			return;
		}
		at = expr->a;
	}
}

static void grow_strings(struct dc_places *places, dc_index string)
{
	uint32_t old = places->strings_capacity;

	if (string < old)
		return;
	places->strings_capacity = 2 * string + 256;
	places->of_string = dc_memory_resize(places->of_string,
					     places->strings_capacity * sizeof(uint32_t));
	memset(places->of_string + old, 0, (places->strings_capacity - old) * sizeof(uint32_t));
}

/* One place a text; what no text tells from others is a place for each time that it is written. */
static uint32_t intern_place(struct dc_places *places, struct dc_facts *facts, dc_index index)
{
	struct dc_place place = { .expr = index, .slot = -1, .key = dc_facts_text(facts, index) };

	grow_strings(places, place.key);
	if (place.key && places->of_string[place.key])
		return places->of_string[place.key];
	if (facts->exprs[index].kind == DC_EXPR_FIELD ||
	    facts->exprs[index].kind == DC_EXPR_ARROW)
		place.field = facts->exprs[index].name;
	trace_root(facts, &place);
	dc_grow(places->items, places->nr, places->capacity);
	places->items[places->nr] = place;
	if (place.key)
		places->of_string[place.key] = places->nr;
	return places->nr++;
}

/* The local that `expr` is or lies in, without a pointer between; -1 for none. */
static int32_t enclosing_local(const struct dc_facts *facts, dc_index expr)
{
	for (;;) {
		const struct dc_expr *e = &facts->exprs[expr];

		if (e->kind == DC_EXPR_LOCAL)
			return e->value;
		if (e->kind != DC_EXPR_FIELD && e->kind != DC_EXPR_INDEX)
			return -1;
		expr = e->a;
	}
}

/* `cfg.hdr = &hdr;` and `p = array;`: what is stored there is written to from elsewhere. */
static void find_escapes(struct dc_places *places, const struct dc_facts *facts)
{
	uint8_t *escaped = dc_memory_resize(NULL, facts->nr_locals + 1);

	memset(escaped, 0, facts->nr_locals + 1);
	for (dc_index i = 1; i < facts->nr_steps; i++) {
		dc_index value = facts->steps[i].value;
		int32_t local = -1;

		if (facts->steps[i].kind != DC_STEP_ASSIGN)
			continue;
		while (facts->exprs[value].kind == DC_EXPR_CAST ||
		       facts->exprs[value].kind == DC_EXPR_BINARY)
			value = facts->exprs[value].a;
		if (facts->exprs[value].kind == DC_EXPR_ADDRESS)
			local = enclosing_local(facts, facts->exprs[value].a);
		else if (facts->exprs[value].kind == DC_EXPR_LOCAL &&
			 facts->locals[facts->exprs[value].value].is_array)
			local = facts->exprs[value].value;
		if (local >= 0)
			escaped[local] = true;
	}
	for (uint32_t i = 1; i < places->nr; i++) {
		struct dc_place *place = &places->items[i];

		place->is_escaped = place->root >= 0 && !place->is_heap && escaped[place->root];
	}
	free(escaped);
}

void dc_places_find(struct dc_places *places, struct dc_facts *facts,
		    const struct dc_known_names *names)
{
	if (facts->nr_exprs > places->exprs_capacity) {
		places->exprs_capacity = 2 * facts->nr_exprs;
		places->of_expr = dc_memory_resize(places->of_expr,
						   places->exprs_capacity * sizeof(uint32_t));
	}
	memset(places->of_expr, 0, facts->nr_exprs * sizeof(uint32_t));
	if (places->of_string)
		memset(places->of_string, 0, places->strings_capacity * sizeof(uint32_t));
	places->nr = places->nr_tracked = 0;
	dc_grow(places->items, places->nr, places->capacity);
	places->items[places->nr++] = (struct dc_place){ .slot = -1 };
	for (dc_index i = 1; i < facts->nr_exprs; i++)
		if (is_place(facts, i))
			places->of_expr[i] = intern_place(places, facts, i);
	find_escapes(places, facts);
	dc_places_track(places, facts, names);
}

void dc_places_free(struct dc_places *places)
{
	free(places->items);
	free(places->of_expr);
	free(places->of_string);
	*places = (struct dc_places){ 0 };
}

bool dc_place_is_number(const struct dc_facts *facts, dc_index index)
{
	const struct dc_expr *expr = &facts->exprs[index];

	return expr->kind == DC_EXPR_NUMBER ||
	       (expr->kind == DC_EXPR_NAME && dc_place_is_constant(dc_facts_string(facts, expr->name)));
}

bool dc_place_is_element(const struct dc_places *places, const struct dc_facts *facts,
			 uint32_t place, dc_index access)
{
	const struct dc_expr *element = &facts->exprs[places->items[place].expr];
	const struct dc_expr *any = &facts->exprs[access];

	/* `map[2].attrs`, `map[i].attrs` */
	while (element->kind == DC_EXPR_FIELD && any->kind == DC_EXPR_FIELD &&
	       element->name == any->name) {
		element = &facts->exprs[element->a];
		any = &facts->exprs[any->a];
	}
	return any->kind == DC_EXPR_INDEX && element->kind == DC_EXPR_INDEX &&
	       dc_place_is_number(facts, element->b) &&
	       places->of_expr[element->a] &&
	       places->of_expr[element->a] == places->of_expr[any->a];
}

/* The string of what can be a place or hold one; 0 for other expressions. */
static dc_index text_of(const struct dc_places *places, const struct dc_facts *facts, dc_index expr)
{
	while (facts->exprs[expr].kind == DC_EXPR_CAST)
		expr = facts->exprs[expr].a;
	if (facts->exprs[expr].kind == DC_EXPR_NAME)
		return facts->exprs[expr].name;
	return places->items[places->of_expr[expr]].key;
}

/* The place of three texts put together; 0 for none. */
static uint32_t find_joined(const struct dc_places *places, const struct dc_facts *facts,
			    const char *a, const char *b, const char *c)
{
	char text[DC_MAX_TEXT];
	int length = snprintf(text, sizeof(text), "%s%s%s", a, b, c);
	dc_index string;

	if ((size_t)length >= sizeof(text))
		return 0;
	string = dc_facts_find(facts, text, length);
	return string < places->strings_capacity ? places->of_string[string] : 0;
}

uint32_t dc_place_counterpart(const struct dc_places *places, const struct dc_facts *facts,
			      uint32_t place, dc_index target, dc_index value)
{
	bool is_address = facts->exprs[value].kind == DC_EXPR_ADDRESS;
	dc_index from = text_of(places, facts, is_address ? facts->exprs[value].a : value);
	dc_index to = text_of(places, facts, target);
	const char *key = dc_facts_string(facts, places->items[place].key), *rest;
	const char *old = dc_facts_string(facts, to), *new = dc_facts_string(facts, from);
	size_t length = strlen(old);

	if (!from || !to)
		return 0;
	if (is_address && key[0] == '*' && !strcmp(key + 1, old))
		return find_joined(places, facts, new, "", "");
	if (strncmp(key, old, length))
		return 0;
	rest = key + length;
	if (is_address)
		return strncmp(rest, "->", 2) ? 0 : find_joined(places, facts, new, ".", rest + 2);
	if (*rest != '.' && *rest != '[' && strncmp(rest, "->", 2))
		return 0;
	return find_joined(places, facts, new, rest, "");
}

bool dc_place_is_read(const struct dc_places *places, const struct dc_facts *facts, dc_index expr,
		      uint32_t place)
{
	for (; expr; expr = facts->exprs[expr].a) {
		if (places->of_expr[expr] == place)
			return true;
		if (facts->exprs[expr].b &&
		    dc_place_is_read(places, facts, facts->exprs[expr].b, place))
			return true;
	}
	return false;
}

bool dc_place_step_reads(const struct dc_places *places, const struct dc_facts *facts,
			 const struct dc_step *step, uint32_t place)
{
	const struct dc_expr *target = &facts->exprs[step->target];
	bool reads = dc_place_is_read(places, facts, step->value, place) ||
		     (step->target && (dc_place_is_read(places, facts, target->a, place) ||
				       dc_place_is_read(places, facts, target->b, place)));

	for (uint32_t i = 0; i < step->nr_arguments && !reads; i++)
		reads = dc_place_is_read(places, facts, facts->arguments[step->arguments + i],
					 place);
	return reads;
}

uint32_t dc_places_member(const struct dc_places *places, const struct dc_facts *facts,
			  dc_index expr, const char *dot, const char *member)
{
	dc_index holder = text_of(places, facts, expr);

	return holder ? find_joined(places, facts, dc_facts_string(facts, holder), dot, member) : 0;
}
