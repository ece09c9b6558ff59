/* SPDX-License-Identifier: GPL-2.0-only */
/* Which places matter: what reaches a call that a rule looks at, and what steers towards one. */
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "place.h"

enum { MAX_ROUNDS = 32 };

struct marking {
	struct dc_places *places;
	const struct dc_facts *facts;
	const struct dc_known_names *names;
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
		if (expr->kind == DC_EXPR_FIELD ||
		    (expr->kind == DC_EXPR_INDEX &&
		     !dc_place_is_number(m->facts, expr->b)))
			track_elements(m, index);
		if (expr->b)
			track_reads(m, expr->b);
	}
}

/* A call that a rule looks at, or one that makes memory that a rule may look at. */
static bool is_seed(const struct dc_name *callee)
{
	return callee && (callee->kind == DC_NAME_API ||
			  (callee->kind == DC_NAME_ORIGIN && dc_origin_is_of_memory(callee->origin)));
}

/* What the step gives to its target as it is: `b` of `a = b` and of `a = cpu_to_le32(b)`; or 0. */
static dc_index given_by(const struct marking *m, const struct dc_step *step)
{
	const struct dc_name *callee = m->names->rows[step->value];

	if (step->kind == DC_STEP_ASSIGN)
		return step->value;
	if (step->kind != DC_STEP_CALL || !step->nr_arguments || !callee ||
	    callee->kind != DC_NAME_ORIGIN || callee->origin->role != DC_ROLE_ORDER)
		return 0;
	return m->facts->arguments[step->arguments];
}

static bool names_attr(const struct marking *m, dc_index index)
{
	for (; index; index = m->facts->exprs[index].a) {
		if (m->names->rows[index] && m->names->rows[index]->kind == DC_NAME_ATTR)
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
		if (step->kind != DC_STEP_CALL || !is_seed(m->names->rows[step->value]))
			continue;
		track_reads(m, step->target);
		for (uint32_t k = 0; k < step->nr_arguments; k++)
			track_reads(m, m->facts->arguments[step->arguments + k]);
	}
}

static bool is_asked(const struct marking *m, dc_index name)
{
	return name && m->names->is_asked &&
	       m->names->is_asked(m->names->context, dc_facts_string(m->facts, name));
}

/* The name that others know what an expression stands for by; 0 for none. */
static dc_index public_name(const struct dc_facts *facts, dc_index expr)
{
	const struct dc_expr *e = &facts->exprs[expr];

	while (e->kind == DC_EXPR_INDEX)
		e = &facts->exprs[e->a];
	return e->kind == DC_EXPR_FIELD || e->kind == DC_EXPR_ARROW || e->kind == DC_EXPR_NAME ?
	       e->name : 0;
}

/* What is handed to others who give it to a call: by a store, as an argument, as the result. */
static void track_answers(struct marking *m)
{
	bool is_own_asked = m->names->is_asked &&
			    m->names->is_asked(m->names->context, m->facts->function);

	for (dc_index i = 1; i < m->facts->nr_steps; i++) {
		const struct dc_step *step = &m->facts->steps[i];
		bool is_target = m->facts->exprs[step->target].kind == DC_EXPR_DEREF;

		if (step->kind == DC_STEP_RETURN && is_own_asked)
			track_reads(m, step->value);
		if (step->kind == DC_STEP_ASSIGN &&
		    ((is_target && is_own_asked) ||
		     is_asked(m, public_name(m->facts, step->target))))
			track_reads(m, step->target);
		if (step->kind != DC_STEP_CALL ||
		    !is_asked(m, public_name(m->facts, step->value)))
			continue;
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

			if (!place || !given_by(m, step))
				continue;
			if (m->places->items[place].slot >= 0)
				track_reads(m, given_by(m, step));
			if (step->kind == DC_STEP_ASSIGN)
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

			if (target && given_by(m, step) &&
			    is_made_of_tracked(m, given_by(m, step)))
				track(m, target);
		}
	}
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

void dc_places_track(struct dc_places *places, const struct dc_facts *facts,
		     const struct dc_known_names *names)
{
	struct marking m = { .places = places, .facts = facts, .names = names };

	track_calls(&m);
	track_answers(&m);
	m.changed = true;
	track_sources(&m);
	track_flags(&m);
	m.changed = true;
	track_aliases(&m);
}
