/* SPDX-License-Identifier: GPL-2.0-only */
/* Finds places by their text, and which of them matter. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { MAX_ROUNDS = 32 };

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

struct marking {
	struct dc_places *places;
	const struct dc_facts *facts;
	const struct dc_name *const *names;
	bool changed;
};

static void track(struct marking *m, uint32_t which)
{
	struct dc_place *place = &m->places->items[which];

	if (place->slot >= 0 || !place->key || m->places->nr_tracked == DC_MAX_TRACKED)
		return;
	place->slot = m->places->nr_tracked;
	m->places->tracked[m->places->nr_tracked++] = which;
	m->changed = true;
}

/* `modes[n]` may be any of `modes[0]`, `modes[1]` … */
static void track_elements(struct marking *m, dc_index index)
{
	for (uint32_t i = 1; i < m->places->nr; i++)
		if (dc_place_is_element(m->places, m->facts, i, index))
			track(m, i);
}

/* Every place that the expression reads. */
static void track_reads(struct marking *m, dc_index index)
{
	for (; index; index = m->facts->exprs[index].a) {
		const struct dc_expr *expr = &m->facts->exprs[index];

		if (m->places->of_expr[index])
			track(m, m->places->of_expr[index]);
		if (expr->kind == DC_EXPR_INDEX && m->facts->exprs[expr->b].kind != DC_EXPR_NUMBER)
			track_elements(m, index);
		if (expr->b)
			track_reads(m, expr->b);
	}
}

/* A call that a rule looks at, or one that makes memory that a rule may look at. */
static bool is_seed(const struct dc_name *callee)
{
	return callee && (callee->kind == DC_NAME_API ||
			  (callee->kind == DC_NAME_ORIGIN && callee->origin->role != DC_ROLE_PURE));
}

static bool names_attr(const struct marking *m, dc_index index)
{
	for (; index; index = m->facts->exprs[index].a) {
		if (m->names[index] && m->names[index]->kind == DC_NAME_ATTR)
			return true;
		if (m->facts->exprs[index].b && names_attr(m, m->facts->exprs[index].b))
			return true;
	}
	return false;
}

static void track_calls(struct marking *m)
{
	for (dc_index i = 1; i < m->facts->nr_steps; i++) {
		const struct dc_step *step = &m->facts->steps[i];

		if (step->kind == DC_STEP_ASSIGN && m->places->of_expr[step->target] &&
		    names_attr(m, step->value))
			track(m, m->places->of_expr[step->target]);
		if (step->kind != DC_STEP_CALL || !is_seed(m->names[step->value]))
			continue;
		track_reads(m, step->target);
		for (uint32_t k = 0; k < step->nr_arguments; k++)
			track_reads(m, m->facts->arguments[step->arguments + k]);
	}
}

/* After `a = b` what `a.x` is comes from `b.x`. */
static void track_counterparts(struct marking *m, const struct dc_step *step)
{
	for (uint16_t slot = 0; slot < m->places->nr_tracked; slot++) {
		uint32_t place = m->places->tracked[slot];
		uint32_t source = dc_place_counterpart(m->places, m->facts, place, step->target,
						       step->value);

		if (source)
			track(m, source);
	}
}

/* What is assigned to a tracked place matters too. */
static void track_sources(struct marking *m)
{
	for (unsigned int round = 0; round < MAX_ROUNDS && m->changed; round++) {
		m->changed = false;
		for (dc_index i = 1; i < m->facts->nr_steps; i++) {
			const struct dc_step *step = &m->facts->steps[i];
			uint32_t place = step->target ? m->places->of_expr[step->target] : 0;

			if (step->kind != DC_STEP_ASSIGN || !place)
				continue;
			if (m->places->items[place].slot >= 0)
				track_reads(m, step->value);
			track_counterparts(m, step);
		}
	}
}

/* Whether the expression is calculated from a tracked place. */
static bool is_made_of_tracked(const struct marking *m, dc_index expr)
{
	const struct dc_expr *e = &m->facts->exprs[expr];

	if (e->kind == DC_EXPR_CAST)
		return is_made_of_tracked(m, e->a);
	if (e->kind == DC_EXPR_BINARY && e->op < DC_BINARY_EQ)
		return is_made_of_tracked(m, e->a) || is_made_of_tracked(m, e->b);
	return m->places->of_expr[expr] && m->places->items[m->places->of_expr[expr]].slot >= 0;
}

/*
 * `bytes = (u8 *)p + 4` of a result that may be a cookie: what is done with `bytes` counts too.  So
 * does where `handle >> PAGE_SHIFT` is kept.
 */
static void track_aliases(struct marking *m)
{
	const struct dc_facts *facts = m->facts;

	for (unsigned int round = 0; round < MAX_ROUNDS && m->changed; round++) {
		m->changed = false;
		for (dc_index i = 1; i < facts->nr_steps; i++) {
			const struct dc_step *step = &facts->steps[i];
			uint32_t target = step->target ? m->places->of_expr[step->target] : 0;

			if (step->kind == DC_STEP_ASSIGN && target &&
			    is_made_of_tracked(m, step->value))
				track(m, target);
		}
	}
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

/* A local that is only ever given numbers and that a branch asks for: a flag. */
static void track_flags(struct marking *m)
{
	const struct dc_facts *facts = m->facts;
	uint8_t *state = dc_memory_resize(NULL, facts->nr_locals + 1);
	enum { NUMBERS = 1, OTHER = 2, ASKED = 4 };

	memset(state, 0, facts->nr_locals + 1);
	for (dc_index i = 1; i < facts->nr_steps; i++) {
		const struct dc_step *step = &facts->steps[i];
		const struct dc_expr *target = &facts->exprs[step->target];
		const struct dc_expr *value = &facts->exprs[step->value];

		if (step->kind == DC_STEP_BRANCH) {
			while (value->kind == DC_EXPR_NOT || value->kind == DC_EXPR_BINARY)
				value = &facts->exprs[value->a];
			if (value->kind == DC_EXPR_LOCAL)
				state[value->value] |= ASKED;
		} else if (step->target && target->kind == DC_EXPR_LOCAL) {
			bool is_number = step->kind == DC_STEP_ASSIGN &&
				(value->kind == DC_EXPR_NUMBER || value->kind == DC_EXPR_NEGATE);

			state[target->value] |= is_number ? NUMBERS : OTHER;
		}
	}
	for (uint32_t i = 1; i < m->places->nr; i++) {
		const struct dc_expr *expr = &facts->exprs[m->places->items[i].expr];

		if (expr->kind == DC_EXPR_LOCAL && state[expr->value] == (NUMBERS | ASKED))
			track(m, i);
	}
	free(state);
}

void dc_places_find(struct dc_places *places, struct dc_facts *facts,
		    const struct dc_name *const *names)
{
	struct marking m = { .places = places, .facts = facts, .names = names };

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
	track_calls(&m);
	m.changed = true;
	track_sources(&m);
	track_flags(&m);
	m.changed = true;
	track_aliases(&m);
}

void dc_places_free(struct dc_places *places)
{
	free(places->items);
	free(places->of_expr);
	free(places->of_string);
	*places = (struct dc_places){ 0 };
}

bool dc_place_is_element(const struct dc_places *places, const struct dc_facts *facts,
			 uint32_t place, dc_index access)
{
	const struct dc_expr *element = &facts->exprs[places->items[place].expr];
	const struct dc_expr *any = &facts->exprs[access];

	return element->kind == DC_EXPR_INDEX && facts->exprs[element->b].kind == DC_EXPR_NUMBER &&
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

uint32_t dc_places_member(const struct dc_places *places, const struct dc_facts *facts,
			  dc_index expr, const char *dot, const char *member)
{
	dc_index holder = text_of(places, facts, expr);

	return holder ? find_joined(places, facts, dc_facts_string(facts, holder), dot, member) : 0;
}
