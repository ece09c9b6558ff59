/* SPDX-License-Identifier: GPL-2.0-only */
/* Moves states over the steps of a function, forks them at branches and joins equal ones. */
#include "flow.h"

#include <stdlib.h>
#include <string.h>

#include "path.h"

enum {
	MAX_STATES_AT_STEP = 24,	/* then those are joined that a rule may not tell apart */
	MAX_ALTERNATIVES = 96,		/* then any are, at the price of knowledge */
	MAX_MOVES = 150000,		/* steps taken in one function, over all paths */
	MAX_ELEMENTS = 8,
};

struct waiting {
	struct dc_state *first;
};

struct exploration {
	struct dc_flow *flow;
	struct dc_graph graph;
	struct waiting *waiting;	/* states that have yet to take each step */
	struct dc_state **seen;		/* states that have taken it; kept for joins only */
	uint16_t *nr_seen;
	uint32_t lowest;		/* nothing waits before this one, in the graph's order */
	unsigned int moves;
};

/* Made by a step, or the content of a place since a step. */
static bool is_of_step(const struct dc_object *object)
{
	uint32_t low = object->key;

	return object->key <= UINT32_MAX || ((low & DC_KEY_FRESH) && low != DC_KEY_PLACE);
}

/* The object that a place's content names; 0 for none. */
static uint16_t named_object(const struct dc_flow *flow, const struct dc_state *state,
			     uint16_t slot)
{
	const struct dc_value *value = &flow->values[state->values[slot]];

	if (!(value->flags & DC_VALUE_FRESH))
		return value->object;
	return dc_pool_find(flow, dc_pool_fresh_key(dc_path_tracked(flow, slot), value->set));
}

/* A step's new object that no live place names is gone; one that stands for a place is not. */
static void drop_dead(struct exploration *x, dc_index step, struct dc_state *state)
{
	struct dc_flow *flow = x->flow;
	bool named[DC_MAX_OBJECTS] = { false };

	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++) {
		if (!dc_graph_is_live(&x->graph, step, slot))
			state->values[slot] = DC_VALUE_UNKNOWN;
		named[named_object(flow, state, slot)] = true;
	}
	for (uint16_t i = 1; i < flow->nr_objects; i++)
		if (!named[i] && !state->objects[i].acquired && is_of_step(&flow->objects[i]))
			state->objects[i] = (struct dc_object_state){ 0 };
}

/* Lets `state` be one with a state that waits at `step`; false when there is none like it. */
static bool join_waiting(struct exploration *x, dc_index step, const struct dc_state *state)
{
	for (struct dc_state *other = x->waiting[step].first; other; other = other->next) {
		if (dc_state_same(x->flow, other, state)) {
			dc_state_share(x->flow, other, state, step);
			return true;
		}
	}
	return false;
}

/* The same for a state that took the step: true when that one knew no more than they share. */
static bool join_seen(struct exploration *x, dc_index step, struct dc_state *state)
{
	for (struct dc_state *other = x->seen[step]; other; other = other->next) {
		if (!dc_state_same(x->flow, other, state))
			continue;
		if (!dc_state_share(x->flow, other, state, step))
			return true;
		dc_state_share(x->flow, state, other, step);
		return false;
	}
	return false;
}

/* A state that took the step and differs from `state` in counters and flags at most. */
static struct dc_state *find_partner(const struct exploration *x, dc_index step,
				     const struct dc_state *state)
{
	struct dc_state *seen = x->seen[step];

	while (seen && !dc_state_agrees(x->flow, seen, state))
		seen = seen->next;
	return seen;
}

/*
 * Too many states took the step: one of them gives up what tells it from `state`.  Returns what has
 * to take the step now, NULL for nothing.
 */
static struct dc_state *join_widened(struct exploration *x, dc_index step, struct dc_state *state)
{
	struct dc_state *wide = find_partner(x, step, state), *before;

	if (!wide && x->nr_seen[step] < MAX_ALTERNATIVES)
		return state;
	if (!wide)
		wide = x->seen[step];
	before = dc_state_copy(x->flow, wide);
	dc_state_widen(x->flow, wide, state);
	if (dc_state_same(x->flow, wide, before) && wide->nr_assumptions == before->nr_assumptions)
		return NULL;
	return dc_state_copy(x->flow, wide);
}

/* Lets `state` wait at `step`, joined with what waits there or was there. */
static void send(struct exploration *x, dc_index step, struct dc_state *state)
{
	if (!step)
		return;
	if (x->graph.entries[step] > 1) {
		drop_dead(x, step, state);
		if (join_waiting(x, step, state) || join_seen(x, step, state))
			return;
		if (x->nr_seen[step] >= MAX_STATES_AT_STEP)
			state = join_widened(x, step, state);
		if (!state)
			return;
	}
	state->next = x->waiting[step].first;
	x->waiting[step].first = state;
	if (x->graph.order[step] < x->lowest)
		x->lowest = x->graph.order[step];
}

/* What would be joined anyhow need not be kept: its partner is. */
static void remember(struct exploration *x, dc_index step, const struct dc_state *state)
{
	struct dc_state *kept;

	if (x->graph.entries[step] < 2 || x->nr_seen[step] >= MAX_ALTERNATIVES ||
	    (x->nr_seen[step] >= MAX_STATES_AT_STEP && find_partner(x, step, state)))
		return;
	kept = dc_state_copy(x->flow, state);
	kept->next = x->seen[step];
	x->seen[step] = kept;
	x->nr_seen[step]++;
}

static void take_branch(struct exploration *x, const struct dc_step *step)
{
	struct dc_flow *flow = x->flow;
	struct dc_question q = dc_condition_ask(flow, step->value);
	enum dc_known truth = dc_value_truth(dc_evaluate(flow, step->value)), before;
	struct dc_state *other;

	if (dc_evaluate_is_attrs(flow, step->value))
		dc_trial_mistake(flow, DC_MISTAKE_AND, step->spot);
	if (truth == DC_UNKNOWN && !step->is_loop) {
		before = dc_condition_assumed(flow, &q);
		if (before != DC_UNKNOWN)
			truth = (before == DC_YES) != q.negated ? DC_YES : DC_NO;
	}
	if (truth != DC_UNKNOWN) {
		if (step->is_loop)
			dc_resource_loop(flow, step, truth == DC_YES);
		send(x, step->next[truth == DC_NO], flow->state);
		return;
	}
	other = dc_state_copy(flow, flow->state);
	for (int arm = 0; arm < 2; arm++) {
		bool holds = (arm == 0) != q.negated;

		if (step->is_loop)
			dc_resource_loop(flow, step, arm == 0);
		if (!step->is_loop)
			dc_condition_assume(flow, &q, holds);
		dc_condition_learn(flow, &q, holds);
		send(x, step->next[arm], flow->state);
		flow->state = other;
	}
}

/* The index of `map[i]`, `map[i].attrs` when it may be any; 0 for none. */
static dc_index open_index(const struct dc_flow *flow, const struct dc_expr *access)
{
	while (access->kind == DC_EXPR_FIELD)
		access = dc_path_expr(flow, access->a);
	return access->kind == DC_EXPR_INDEX && !dc_place_is_number(flow->facts, access->b) ?
		       access->b : 0;
}

/* Each element that an unknown index may choose gets a path of its own; the rest goes on here. */
static void take_elements(struct exploration *x, const struct dc_step *step)
{
	struct dc_flow *flow = x->flow;
	const struct dc_places *places = &flow->places;
	struct dc_state *state = flow->state;
	int16_t chosen = dc_path_place(flow, step->value)->slot;
	unsigned int nr = 0;

	if (!step->target || !open_index(flow, dc_path_expr(flow, step->value)))
		return;
	/* This path has chosen before, and the index is still the same. */
	if (chosen >= 0 && !dc_state_is_anybodys(flow, state->values[chosen]) &&
	    state->values[chosen] != DC_VALUE_UNKNOWN)
		return;
	for (uint16_t slot = 0; slot < places->nr_tracked && nr < MAX_ELEMENTS; slot++) {
		uint32_t value = state->values[slot];

		if (value <= DC_VALUE_INITIAL ||
		    !dc_place_is_element(places, flow->facts, places->tracked[slot], step->value))
			continue;
		flow->state = dc_state_copy(flow, state);
		dc_assign(flow, step->target, flow->values[value]);
		if (chosen >= 0)
			flow->state->values[chosen] = value;
		send(x, step->next[0], flow->state);
		nr++;
	}
	flow->state = state;
}

/* Writing through a pointer is a use of it. */
static void touch_target(struct dc_flow *flow, dc_index target)
{
	if (target && dc_path_expr(flow, target)->kind != DC_EXPR_LOCAL)
		dc_evaluate(flow, target);
}

/* `i++`: a counter's numbers would make each round a path of its own. */
static struct dc_value forget_count(struct dc_flow *flow, const struct dc_step *step,
				    struct dc_value value)
{
	const struct dc_expr *expr = dc_path_expr(flow, step->value);

	if (expr->kind == DC_EXPR_BINARY && expr->op >= DC_BINARY_ADD &&
	    expr->op <= DC_BINARY_SHR && dc_value_is_number(value) && !value.constants &&
	    flow->places.of_expr[step->target] &&
	    dc_place_is_read(&flow->places, flow->facts, step->value,
			     flow->places.of_expr[step->target]))
		return (struct dc_value){ 0 };
	return value;
}

static void assign_step(struct exploration *x, const struct dc_step *step)
{
	struct dc_flow *flow = x->flow;
	struct dc_value value;

	touch_target(flow, step->target);
	take_elements(x, step);
	value = dc_condition_adopt(flow, step->value, dc_evaluate(flow, step->value));
	dc_assign(flow, step->target, forget_count(flow, step, value));
	dc_assign_members(flow, step);
}

/* Takes one step.  True when the path goes on at next[0]. */
static bool take_step(struct exploration *x, const struct dc_step *step)
{
	struct dc_flow *flow = x->flow;
	struct dc_value value = { 0 };
	struct dc_state *failed;

	switch ((enum dc_step_kind)step->kind) {
	case DC_STEP_ASSIGN:
		assign_step(x, step);
		return true;
	case DC_STEP_CALL:
		touch_target(flow, step->target);
		failed = dc_effect_call(flow, step);
		if (failed)
			send(x, step->next[0], failed);
		return true;
	case DC_STEP_BRANCH:
		take_branch(x, step);
		return false;
	case DC_STEP_RETURN:
		if (step->value)
			value = dc_evaluate(flow, step->value);
		dc_resource_return(flow, dc_resource_given(flow, step->value, value));
		return false;
	case DC_STEP_EVALUATE:
		if (step->value)
			dc_evaluate(flow, step->value);
		return true;
	}
	return false;
}

/* Moves the state from step to step until it branches, ends, or has to wait at a join. */
static bool move(struct exploration *x, dc_index at, struct dc_state *state)
{
	struct dc_flow *flow = x->flow;

	flow->state = state;
	while (at) {
		const struct dc_step step = flow->facts->steps[at];

		if (++x->moves > MAX_MOVES)
			return false;
		flow->step = at;
		remember(x, at, flow->state);
		if (!take_step(x, &step))
			return true;
		at = step.next[0];
		if (x->graph.entries[at] > 1 || flow->facts->steps[at].kind == DC_STEP_BRANCH) {
			send(x, at, flow->state);
			return true;
		}
	}
	return true;
}

static bool explore(struct exploration *x)
{
	while (x->lowest < x->graph.nr) {
		dc_index at = x->graph.steps[x->lowest];
		struct dc_state *state = x->waiting[at].first;

		if (!state) {
			x->lowest++;
			continue;
		}
		x->waiting[at].first = state->next;
		state->next = NULL;
		if (!move(x, at, state))
			return false;
	}
	return true;
}

/* A row of the tables, or one of the file's own; never the function itself. */
static const struct dc_name *find_name(const struct dc_flow *flow, const char *text)
{
	size_t length = strlen(text);
	const struct dc_name *name = dc_name_find(text, length);

	if (!name && flow->in->derived && strcmp(text, flow->facts->function))
		name = dc_derivations_find(flow->in->derived, text, length);
	return name;
}

static void find_names(struct dc_flow *flow)
{
	const struct dc_facts *facts = flow->facts;

	if (facts->nr_exprs > flow->names_capacity) {
		flow->names_capacity = 2 * facts->nr_exprs;
		flow->names = dc_memory_resize(flow->names,
					       flow->names_capacity * sizeof(*flow->names));
	}
	for (dc_index i = 0; i < facts->nr_exprs; i++)
		flow->names[i] = facts->exprs[i].kind == DC_EXPR_NAME ?
			find_name(flow, dc_facts_string(facts, facts->exprs[i].name)) : NULL;
}

/* Locals that one assignment names. */
static void find_meanings(struct dc_flow *flow)
{
	const struct dc_facts *facts = flow->facts;
	uint32_t nr = facts->nr_locals + 1;

	if (nr > flow->meaning_capacity) {
		flow->meaning_capacity = 2 * nr;
		flow->meaning = dc_memory_resize(flow->meaning, 2 * nr * sizeof(*flow->meaning));
	}
	memset(flow->meaning, 0, nr * sizeof(*flow->meaning));
	for (dc_index i = 1; i < facts->nr_steps; i++) {
		const struct dc_step *step = &facts->steps[i];
		const struct dc_expr *target = &facts->exprs[step->target];
		dc_index *meaning = &flow->meaning[target->value];

		if (!step->target || target->kind != DC_EXPR_LOCAL)
			continue;
		*meaning = *meaning || step->kind != DC_STEP_ASSIGN ? UINT32_MAX : step->value;
	}
	for (uint32_t i = 0; i < nr; i++)
		if (flow->meaning[i] == UINT32_MAX ||
		    (i < facts->nr_locals && facts->locals[i].is_parameter))
			flow->meaning[i] = 0;
}

static void prepare(struct dc_flow *flow)
{
	find_meanings(flow);
	find_names(flow);
	dc_places_find(&flow->places, flow->facts, &(struct dc_known_names){
		flow->names, flow->in->is_asked, flow->in->context });
	flow->inner = (struct dc_inner){ .is_wrapper = true };
	flow->nr_values = 0;
	for (int i = DC_VALUE_UNKNOWN; i <= DC_VALUE_INITIAL; i++) {
		dc_grow(flow->values, flow->nr_values, flow->values_capacity);
		flow->values[flow->nr_values++] = (struct dc_value){ 0 };
	}
	flow->nr_trails = 0;
	dc_grow(flow->trails, flow->nr_trails, flow->trails_capacity);
	flow->trails[flow->nr_trails++] = (struct dc_trail){ 0 };
	flow->nr_objects = 1;
}

/* Parameters and what lies behind pointers have a content at entry; other locals have none. */
static struct dc_state *first_state(struct dc_flow *flow)
{
	struct dc_state *state = dc_arena_alloc(&flow->arena, dc_state_size(flow));

	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++) {
		const struct dc_place *place = dc_path_tracked(flow, slot);
		const struct dc_local *root =
			place->root < 0 ? NULL : &flow->facts->locals[place->root];
		bool given = !root || place->is_heap || root->is_parameter || root->is_static;

		state->values[slot] = given ? DC_VALUE_INITIAL : DC_VALUE_UNKNOWN;
	}
	return state;
}

static struct dc_flow flow;

bool dc_flow_run(const struct dc_flow_input *input)
{
	struct exploration x = { .flow = &flow };
	uint32_t nr = input->facts->nr_steps;
	bool complete;

	flow.in = input;
	flow.facts = input->facts;
	flow.first_finding = input->findings->nr;
	prepare(&flow);
	x.waiting = dc_arena_alloc(&flow.arena, nr * sizeof(*x.waiting));
	x.seen = dc_arena_alloc(&flow.arena, nr * sizeof(*x.seen));
	x.nr_seen = dc_arena_alloc(&flow.arena, nr * sizeof(*x.nr_seen));
	dc_graph_find(&flow, &x.graph);
	x.lowest = x.graph.nr;
	send(&x, input->facts->entry, first_state(&flow));
	complete = explore(&x);
	dc_wrapper_end(&flow);
	dc_arena_reset(&flow.arena);
	return complete;
}

void dc_flow_shutdown(void)
{
	dc_places_free(&flow.places);
	free(flow.values);
	free(flow.trails);
	free(flow.names);
	free(flow.meaning);
	flow = (struct dc_flow){ 0 };
}
