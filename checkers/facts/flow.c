/* SPDX-License-Identifier: GPL-2.0-only */
/* Moves states over the steps of a function, forks them at branches and joins equal ones. */
#include "flow.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "path.h"

enum {
	MAX_STATES_AT_STEP = 24,	/* then they are joined, at the price of knowledge */
	MAX_MOVES = 40000,		/* steps taken in one function, over all paths */
	MAX_VALUES = 1 << 16,
	MAX_TEXT = 256,
	MAX_ELEMENTS = 8,
	FRESH_KEY = 1 << 30,
};

/* Values and trails are kept once each, so that a state is small and equal states are equal bytes. */

uint32_t dc_path_keep(struct dc_flow *flow, struct dc_value value)
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

uint32_t dc_path_trail(struct dc_flow *flow, struct dc_trail trail)
{
	for (uint32_t i = 1; i < flow->nr_trails; i++) {
		const struct dc_trail *old = &flow->trails[i];

		if (old->kind == trail.kind && old->spot.offset == trail.spot.offset && old->from == trail.from &&
		    old->other == trail.other && old->bits == trail.bits && old->place == trail.place &&
		    old->guard == trail.guard && old->guard_holds == trail.guard_holds)
			return i;
	}
	if (flow->nr_trails == MAX_VALUES)
		return 0;
	dc_grow(flow->trails, flow->nr_trails, flow->trails_capacity);
	flow->trails[flow->nr_trails] = trail;
	return flow->nr_trails++;
}

size_t dc_path_state_size(const struct dc_flow *flow)
{
	return sizeof(struct dc_state) + flow->places.nr_tracked * sizeof(uint32_t);
}

static struct dc_state *copy_state(struct dc_flow *flow, const struct dc_state *state)
{
	size_t size = dc_path_state_size(flow);

	return memcpy(dc_arena_alloc(&flow->arena, size), state, size);
}

/* Objects */

uint64_t dc_path_text_key(struct dc_flow *flow, dc_index expr)
{
	char text[MAX_TEXT];

	dc_facts_print(flow->facts, expr, text, sizeof(text));
	return (uint64_t)dc_facts_intern(flow->facts, text, strlen(text)) << 32 | UINT32_MAX;
}

/* The object of a key; a new one is of class `memory` in this state and all that follow. */
uint16_t dc_path_object(struct dc_flow *flow, uint64_t key, enum dc_memory memory)
{
	uint16_t i;

	for (i = 1; i < flow->nr_objects; i++)
		if (flow->objects[i].key == key)
			break;
	if (i == DC_MAX_OBJECTS)
		return 0;
	if (i == flow->nr_objects)
		flow->objects[flow->nr_objects++] = (struct dc_object){ .key = key };
	if (memory != DC_MEMORY_UNKNOWN)
		flow->state->objects[i].memory = memory;
	return i;
}

/* Reading */

static const struct dc_expr *expr_at(const struct dc_flow *flow, dc_index expr)
{
	return &flow->facts->exprs[expr];
}

static const struct dc_place *place_of(const struct dc_flow *flow, dc_index expr)
{
	return &flow->places.items[flow->places.of_expr[expr]];
}

static struct dc_value of_object(uint16_t object)
{
	return (struct dc_value){ .object = object };
}

/* A place's content at the function's entry names some memory, always the same. */
static struct dc_value initial_value(struct dc_flow *flow, const struct dc_place *place)
{
	struct dc_value value = { 0 };
	const char *field = dc_facts_string(flow->facts, place->field);

	if (!strcmp(field, "vm_page_prot")) {
		value.flags = DC_VALUE_PROT_PRIVATE | (flow->in->facts->is_mmap ? DC_VALUE_PROT_OWN : 0);
		return value;
	}
	value.object = dc_path_object(flow, (uint64_t)place->key << 32 | UINT32_MAX, DC_MEMORY_UNKNOWN);
	return value;
}

static uint64_t fresh_key(const struct dc_place *place, dc_index step)
{
	return (uint64_t)place->key << 32 | FRESH_KEY | step;
}

static bool read_tracked(struct dc_flow *flow, dc_index expr, struct dc_value *value)
{
	const struct dc_place *place = place_of(flow, expr);
	uint32_t kept;

	if (place->slot < 0)
		return false;
	kept = flow->state->values[place->slot];
	if (kept == DC_VALUE_INITIAL)
		*value = initial_value(flow, place);
	else
		*value = flow->values[kept];
	if (value->flags & DC_VALUE_FRESH)
		*value = of_object(dc_path_object(flow, fresh_key(place, value->set), DC_MEMORY_UNKNOWN));
	return true;
}

/* An array or aggregate on the stack, or a static one. */
static struct dc_value stack_memory(struct dc_flow *flow, dc_index expr)
{
	const struct dc_local *local = &flow->facts->locals[expr_at(flow, expr)->value];

	return of_object(dc_path_object(flow, dc_path_text_key(flow, expr),
					local->is_static ? DC_MEMORY_STATIC : DC_MEMORY_STACK));
}

static bool is_screaming(const char *name)
{
	for (; *name; name++)
		if (islower((unsigned char)*name))
			return false;
	return true;
}

/* Constants of type pgprot_t; none of them is decrypted. */
static bool is_protection(const char *name)
{
	static const char *const starts[] = { "PAGE_KERNEL", "PAGE_SHARED", "PAGE_READONLY", "PAGE_COPY" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (!strncmp(name, starts[i], strlen(starts[i])))
			return true;
	return false;
}

static struct dc_value read_name(struct dc_flow *flow, dc_index expr)
{
	const struct dc_name *name = flow->names[expr];
	const char *text = dc_facts_string(flow->facts, expr_at(flow, expr)->name);
	struct dc_value value = { 0 };

	if (name) {
		value = dc_value_name(name);
		if (value.names)
			value.trail = dc_path_trail(flow, (struct dc_trail){
				.kind = DC_TRAIL_NAMED, .spot = expr_at(flow, expr)->spot, .bits = value.set });
		return value;
	}
	if (!strncmp(text, "DMA_ATTR_", 9) || !strncmp(text, "__DMA_ATTR_", 11)) {
		value.constants = DC_CONSTANT_ATTR;
		value.mistake = DC_MISTAKE_NAME;
	} else if (is_protection(text)) {
		value.flags = DC_VALUE_PROT_PRIVATE | DC_VALUE_PROT_OWN;
	} else if (!strncmp(text, "GFP_", 4) || !strncmp(text, "__GFP_", 6)) {
		value.constants = DC_CONSTANT_GFP;
	}
	return value;
}

/* The CPU reads or writes through a pointer. */
static void touch(struct dc_flow *flow, struct dc_value pointer, struct dc_spot spot)
{
	struct dc_use use = { .role = DC_ROLE_TOUCH };

	if (!pointer.object || pointer.aspect != DC_ASPECT_ANY)
		return;
	use.cookie = flow->state->objects[pointer.object].cookie;
	dc_trial_use(flow, &use, pointer.object, spot);
}

/* `res->start` of a resource, `pdev->resource[n].start`. */
static bool read_resource(struct dc_flow *flow, dc_index expr, struct dc_value base, struct dc_value *value)
{
	const struct dc_expr *field = expr_at(flow, expr);
	const char *name = dc_facts_string(flow->facts, field->name);

	if (strcmp(name, "start") || base.aspect != DC_ASPECT_RESOURCE)
		return false;
	*value = of_object(base.object);
	return true;
}

static struct dc_value read_element(struct dc_flow *flow, const struct dc_expr *expr, struct dc_value base)
{
	dc_path_evaluate(flow, expr->b);
	if (base.aspect == DC_ASPECT_PAGES) {
		base.aspect = DC_ASPECT_ELEMENT;
		return base;
	}
	touch(flow, base, expr->spot);
	return (struct dc_value){ .object = base.aspect == DC_ASPECT_ANY ? base.object : 0,
				  .aspect = DC_ASPECT_LOADED };
}

/* Whether this path has assigned to the place since its content was anybody's. */
static bool is_written(const struct dc_flow *flow, dc_index expr)
{
	int16_t slot = place_of(flow, expr)->slot;
	uint32_t kept = slot < 0 ? DC_VALUE_UNKNOWN : flow->state->values[slot];

	return kept > DC_VALUE_INITIAL && !(flow->values[kept].flags & DC_VALUE_FRESH);
}

static struct dc_value read_access(struct dc_flow *flow, dc_index index)
{
	const struct dc_expr expr = *expr_at(flow, index);
	struct dc_value base = dc_path_evaluate(flow, expr.a), value = { 0 };

	if (expr.kind == DC_EXPR_INDEX) {
		struct dc_value element = read_element(flow, &expr, base);

		return is_written(flow, index) && read_tracked(flow, index, &value) ? value :
		       element.object || !read_tracked(flow, index, &value) ? element : value;
	}
	if (expr.kind != DC_EXPR_FIELD)
		touch(flow, base, expr.spot);
	if (expr.kind != DC_EXPR_DEREF && read_resource(flow, index, base, &value))
		return value;
	read_tracked(flow, index, &value);
	return value;
}

/* &x: memory of x's own, or the inside of what a pointer names. */
static struct dc_value take_address(struct dc_flow *flow, dc_index index)
{
	const struct dc_expr expr = *expr_at(flow, index);
	struct dc_value value = { 0 };

	switch (expr.kind) {
	case DC_EXPR_LOCAL:
		if (read_tracked(flow, index, &value) && (value.aspect == DC_ASPECT_LIST ||
							  value.aspect == DC_ASPECT_RESOURCE))
			return value;
		return stack_memory(flow, index);
	case DC_EXPR_FIELD:
		return take_address(flow, expr.a);
	case DC_EXPR_ARROW:
	case DC_EXPR_DEREF:
	case DC_EXPR_INDEX:
		if (expr.kind == DC_EXPR_INDEX)
			dc_path_evaluate(flow, expr.b);
		value = dc_path_evaluate(flow, expr.a);
		return value.aspect == DC_ASPECT_ANY || value.aspect == DC_ASPECT_LIST ? value :
		       (struct dc_value){ 0 };
	case DC_EXPR_NAME:
		if (flow->names[index] || is_screaming(dc_facts_string(flow->facts, expr.name)))
			return value;
		return of_object(dc_path_object(flow, dc_path_text_key(flow, index), DC_MEMORY_STATIC));
	default:
		return value;
	}
}

struct dc_value dc_path_address(struct dc_flow *flow, dc_index expr)
{
	return take_address(flow, expr);
}

static struct dc_value read_local(struct dc_flow *flow, dc_index index)
{
	const struct dc_local *local = &flow->facts->locals[expr_at(flow, index)->value];
	struct dc_value value = { 0 };
	bool tracked = read_tracked(flow, index, &value);

	if (tracked && (value.aspect != DC_ASPECT_ANY || !local->is_array))
		return value;
	return local->is_array ? stack_memory(flow, index) : value;
}

/* A constant that stands for attributes alone: nobody asks for its truth. */
static bool is_attr_constant(const struct dc_flow *flow, dc_index expr)
{
	const struct dc_expr *e = expr_at(flow, expr);

	if (e->kind == DC_EXPR_BINARY && e->op == DC_BINARY_OR)
		return is_attr_constant(flow, e->a) && is_attr_constant(flow, e->b);
	return e->kind == DC_EXPR_NAME && flow->names[expr] && flow->names[expr]->kind == DC_NAME_ATTR;
}

/* `start + offset`: only one of the two is an address, and it is the one that is known as such. */
static void tell_base_from_offset(struct dc_flow *flow, struct dc_value *a, struct dc_value *b)
{
	const struct dc_object_state *objects = flow->state->objects;

	if (!a->object || !b->object)
		return;
	if (objects[a->object].memory == DC_MEMORY_UNKNOWN && objects[b->object].memory != DC_MEMORY_UNKNOWN)
		a->object = 0;
	else
		b->object = 0;
}

static struct dc_value read_binary(struct dc_flow *flow, const struct dc_expr *expr)
{
	struct dc_value a = dc_path_evaluate(flow, expr->a), b = dc_path_evaluate(flow, expr->b), r;

	if (expr->op >= DC_BINARY_EQ)
		return dc_value_compare(expr->op, a, b);
	/* `!attrs & DMA_ATTR_X`: the ! binds tighter than was meant. */
	if (expr->op == DC_BINARY_AND &&
	    ((expr_at(flow, expr->a)->kind == DC_EXPR_NOT && is_attr_constant(flow, expr->b)) ||
	     (expr_at(flow, expr->b)->kind == DC_EXPR_NOT && is_attr_constant(flow, expr->a))))
		dc_trial_mistake(flow, DC_MISTAKE_NOT, expr->spot);
	if (expr->op == DC_BINARY_ADD)
		tell_base_from_offset(flow, &a, &b);
	if (expr->op != DC_BINARY_OR && expr->op != DC_BINARY_AND) {
		r = dc_value_arithmetic(expr->op, a, b);
	} else {
		r = expr->op == DC_BINARY_OR ? dc_value_or(a, b) : dc_value_and(a, b);
		r.trail = a.trail ? a.trail : b.trail;
		if (expr->op == DC_BINARY_OR && a.trail && b.trail && a.trail != b.trail)
			r.trail = dc_path_trail(flow, (struct dc_trail){
				.kind = DC_TRAIL_JOINED, .from = a.trail, .other = b.trail });
	}
	return r;
}

/* -ENOMEM is negative whatever its number. */
static struct dc_value negate(const struct dc_flow *flow, dc_index operand, struct dc_value value)
{
	const struct dc_expr *expr = expr_at(flow, operand);
	struct dc_value r = { 0 };

	if (dc_value_is_number(value) && !value.constants) {
		r = dc_value_number(-value.set);
		r.flags = value.set ? DC_VALUE_NEGATIVE | DC_VALUE_NONZERO : 0;
	} else if (expr->kind == DC_EXPR_NAME && dc_facts_string(flow->facts, expr->name)[0] == 'E') {
		r.flags = DC_VALUE_NEGATIVE | DC_VALUE_NONZERO;
	}
	return r;
}

static struct dc_value logical_not(struct dc_value a)
{
	enum dc_known truth = dc_value_truth(a);
	struct dc_value r = { .clear = ~UINT64_C(1) };

	if (truth != DC_UNKNOWN)
		r = dc_value_number(truth == DC_NO);
	r.flags = DC_VALUE_LOGICAL;
	return r;
}

struct dc_value dc_path_evaluate(struct dc_flow *flow, dc_index index)
{
	const struct dc_expr expr = *expr_at(flow, index);
	struct dc_value value = { 0 };

	switch ((enum dc_expr_kind)expr.kind) {
	case DC_EXPR_NUMBER:
		return dc_value_number(expr.value);
	case DC_EXPR_NAME:
		return read_tracked(flow, index, &value) ? value : read_name(flow, index);
	case DC_EXPR_LOCAL:
		return read_local(flow, index);
	case DC_EXPR_FIELD:
	case DC_EXPR_ARROW:
	case DC_EXPR_INDEX:
	case DC_EXPR_DEREF:
		return read_access(flow, index);
	case DC_EXPR_ADDRESS:
		return take_address(flow, expr.a);
	case DC_EXPR_NOT:
		value = dc_path_evaluate(flow, expr.a);
		if (is_attr_constant(flow, expr.a))
			dc_trial_mistake(flow, DC_MISTAKE_NOT, expr.spot);
		return logical_not(value);
	case DC_EXPR_COMPLEMENT:
		return dc_value_complement(dc_path_evaluate(flow, expr.a));
	case DC_EXPR_NEGATE:
		return negate(flow, expr.a, dc_path_evaluate(flow, expr.a));
	case DC_EXPR_BINARY:
		return read_binary(flow, &expr);
	case DC_EXPR_CAST:
		return dc_path_evaluate(flow, expr.a);
	case DC_EXPR_UNKNOWN:
		if (expr.a)
			dc_path_evaluate(flow, expr.a);
		if (expr.b)
			dc_path_evaluate(flow, expr.b);
		return value;
	case DC_EXPR_STRING:
		return value;
	}
	return value;
}

/* Writing */

static void drop_assumption(struct dc_state *state, size_t i)
{
	state->assumptions[i] = state->assumptions[--state->nr_assumptions];
	memset(&state->assumptions[state->nr_assumptions], 0, sizeof(state->assumptions[0]));
}

/* A place has a content that nobody knows, but that stays the same until it is written again. */
static void refresh(struct dc_flow *flow, uint16_t slot)
{
	const struct dc_place *place = &flow->places.items[flow->places.tracked[slot]];
	struct dc_value fresh = { .flags = DC_VALUE_FRESH, .set = flow->step };
	uint64_t key = fresh_key(place, flow->step);

	for (uint16_t i = 1; i < flow->nr_objects; i++)
		if (flow->objects[i].key == key)
			flow->state->objects[i] = (struct dc_object_state){ 0 };
	flow->state->values[slot] = dc_path_keep(flow, fresh);
}

void dc_path_refresh(struct dc_flow *flow, uint16_t slot)
{
	refresh(flow, slot);
}

/* Whatever was assumed or kept of things that lie in or behind `place` holds no longer. */
static void invalidate(struct dc_flow *flow, uint32_t place, bool with_itself)
{
	struct dc_state *state = flow->state;
	const struct dc_places *places = &flow->places;

	for (uint16_t slot = 0; slot < places->nr_tracked; slot++) {
		const struct dc_place *other = &places->items[places->tracked[slot]];

		if (places->tracked[slot] == place ? with_itself :
		    dc_place_is_read(places, flow->facts, other->expr, place))
			refresh(flow, slot);
	}
	for (size_t i = state->nr_assumptions; i-- > 0;) {
		dc_index condition = flow->facts->steps[state->assumptions[i].branch].value;

		if (dc_place_is_read(places, flow->facts, condition, place))
			drop_assumption(state, i);
	}
}

/* `a->attrs = x` may be `b->attrs` too, `*p = x` a local whose address was taken. */
static void invalidate_aliases(struct dc_flow *flow, const struct dc_place *place)
{
	const struct dc_places *places = &flow->places;

	if (!place->is_heap)
		return;
	for (uint16_t slot = 0; slot < places->nr_tracked; slot++) {
		const struct dc_place *other = &places->items[places->tracked[slot]];

		if (other != place && other->field == place->field &&
		    (other->is_escaped || (other->is_heap && place->field)))
			refresh(flow, slot);
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
	const struct dc_expr *expr = expr_at(flow, array);
	const struct dc_local *local = expr->kind == DC_EXPR_LOCAL ? &flow->facts->locals[expr->value] : NULL;
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
	const struct dc_expr *expr = expr_at(flow, target);
	const struct dc_place *array;

	if (expr->kind != DC_EXPR_INDEX || !value.object)
		return;
	array = place_of(flow, expr->a);
	if (array->slot < 0 || !may_hold_pages(flow, expr->a, array, value.object))
		return;
	flow->state->values[array->slot] = dc_path_keep(flow, (struct dc_value){
		.object = value.object, .aspect = DC_ASPECT_PAGES });
}

void dc_path_assign(struct dc_flow *flow, dc_index target, struct dc_value value)
{
	uint32_t which = flow->places.of_expr[target];
	const struct dc_place *place = &flow->places.items[which];

	if (!which)
		return;
	/* What is stored anywhere but in a local can be found by others. */
	if (value.object && expr_at(flow, target)->kind != DC_EXPR_LOCAL) {
		flow->state->objects[value.object].escaped = flow->step;
		dc_resource_keep(flow, value.object, target);
	}
	if ((value.constants & DC_CONSTANT_ATTR) && expr_at(flow, target)->kind != DC_EXPR_LOCAL)
		dc_trial_end(flow, DC_END_STORE, target, NULL, value, 0, flow->facts->steps[flow->step].spot);
	invalidate(flow, which, true);
	invalidate_aliases(flow, place);
	fill_array(flow, target, value);
	if (place->slot < 0)
		return;
	if (value.trail && flow->facts->locals && expr_at(flow, target)->kind) {
		struct dc_trail trail = { .kind = DC_TRAIL_ASSIGNED, .spot = flow->facts->steps[flow->step].spot,
					  .from = value.trail, .place = target };

		add_guard(flow, &trail);
		value.trail = dc_path_trail(flow, trail);
	}
	flow->state->values[place->slot] = dc_path_keep(flow, value);
}

/* Somebody else may have written to `expr`, or behind it. */
void dc_path_forget(struct dc_flow *flow, dc_index expr)
{
	uint32_t which = flow->places.of_expr[expr];

	if (!which)
		return;
	invalidate(flow, which, true);
	invalidate_aliases(flow, &flow->places.items[which]);
}

/* Branches */

struct question {
	dc_index subject;	/* expression that is asked for */
	dc_index key;		/* string of the condition without its negations */
	bool negated;
};

static bool is_zero(const struct dc_flow *flow, dc_index expr)
{
	return expr_at(flow, expr)->kind == DC_EXPR_NUMBER && !expr_at(flow, expr)->value;
}

/* !x, x == 0, x != 0, x != y, x >= y: reduced to x, x == y, x < y and whether it is negated. */
static struct question ask(struct dc_flow *flow, dc_index index)
{
	struct question q = { .subject = index };
	char text[MAX_TEXT];

	for (;;) {
		const struct dc_expr *expr = expr_at(flow, q.subject);

		if (expr->kind == DC_EXPR_CAST) {
			q.subject = expr->a;
		} else if (expr->kind == DC_EXPR_NOT) {
			q.negated = !q.negated;
			q.subject = expr->a;
		} else if (expr->kind == DC_EXPR_BINARY && (expr->op == DC_BINARY_EQ || expr->op == DC_BINARY_NE) &&
			   is_zero(flow, expr->b)) {
			q.negated ^= expr->op == DC_BINARY_EQ;
			q.subject = expr->a;
		} else {
			break;
		}
	}
	dc_facts_print(flow->facts, q.subject, text, sizeof(text));
	if (expr_at(flow, q.subject)->kind == DC_EXPR_BINARY) {
		static const struct { const char *negative, *positive; enum dc_binary op; } opposites[] = {
			{ " != ", " == ", DC_BINARY_NE }, { " >= ", " < ", DC_BINARY_GE },
			{ " <= ", " > ", DC_BINARY_LE },
		};

		for (size_t i = 0; i < sizeof(opposites) / sizeof(opposites[0]); i++) {
			char *at = strstr(text, opposites[i].negative);
			size_t cut = strlen(opposites[i].negative) - strlen(opposites[i].positive);

			if (expr_at(flow, q.subject)->op != opposites[i].op || !at)
				continue;
			q.negated = !q.negated;
			memcpy(at, opposites[i].positive, strlen(opposites[i].positive));
			memmove(at + strlen(opposites[i].positive),
				at + strlen(opposites[i].positive) + cut,
				strlen(at + strlen(opposites[i].positive) + cut) + 1);
		}
	}
	q.key = dc_facts_intern(flow->facts, text, strlen(text));
	return q;
}

static bool is_constant(const struct dc_flow *flow, dc_index expr)
{
	const struct dc_expr *e = expr_at(flow, expr);

	return e->kind == DC_EXPR_NUMBER ||
	       (e->kind == DC_EXPR_NAME && is_screaming(dc_facts_string(flow->facts, e->name)));
}

/* x == A holds, so x == B does not. */
static bool excludes(const struct dc_flow *flow, const struct dc_assumption *assumption, const struct question *q)
{
	const struct dc_expr *mine = expr_at(flow, q->subject);
	const struct dc_expr *held = expr_at(flow, flow->facts->steps[assumption->branch].value);
	char a[MAX_TEXT], b[MAX_TEXT];

	if (!assumption->holds || assumption->condition == q->key || mine->kind != DC_EXPR_BINARY ||
	    held->kind != DC_EXPR_BINARY || held->op != DC_BINARY_EQ || mine->op != DC_BINARY_EQ ||
	    !is_constant(flow, mine->b) || !is_constant(flow, held->b))
		return false;
	return !strcmp(dc_facts_print(flow->facts, mine->a, a, sizeof(a)),
		       dc_facts_print(flow->facts, held->a, b, sizeof(b)));
}

static enum dc_known assumed(const struct dc_flow *flow, const struct question *q)
{
	for (size_t i = 0; i < flow->state->nr_assumptions; i++) {
		const struct dc_assumption *assumption = &flow->state->assumptions[i];

		if (assumption->condition == q->key)
			return assumption->holds ? DC_YES : DC_NO;
		if (excludes(flow, assumption, q))
			return DC_NO;
	}
	return DC_UNKNOWN;
}

/* `dma_mapping_error(dev, handle)` is true: there is no mapping. */
static void learn_of_failure(struct dc_flow *flow, const struct question *q, bool holds)
{
	struct dc_value asked = dc_path_evaluate(flow, q->subject);

	if (holds && asked.aspect == DC_ASPECT_CODE)
		flow->state->objects[asked.object].acquired = 0;
	/* dma_map_sg() returned no entry; dma_map_sgtable() an error. */
	if (asked.aspect == DC_ASPECT_COUNT && !holds)
		flow->state->objects[asked.object].acquired = 0;
}

static void assume(struct dc_flow *flow, const struct question *q, bool holds)
{
	struct dc_state *state = flow->state;

	if (state->nr_assumptions == DC_MAX_ASSUMPTIONS)
		return;
	state->assumptions[state->nr_assumptions++] =
		(struct dc_assumption){ .condition = q->key, .branch = flow->step, .holds = holds };
}

/* A pointer that is NULL here: what it would have named was never made. */
static void forget_object(struct dc_flow *flow, const struct dc_value *pointer)
{
	uint16_t object = pointer->object;

	if (pointer->aspect != DC_ASPECT_ANY)
		return;
	if (flow->objects[object].is_sourced || flow->state->objects[object].acquired)
		flow->state->objects[object] = (struct dc_object_state){ 0 };
}

/* On the path where x is not true, x is 0, and `x & BIT` has the bit clear. */
static void refine(struct dc_flow *flow, const struct question *q, bool holds)
{
	const struct dc_expr *expr = expr_at(flow, q->subject);
	const struct dc_place *place = place_of(flow, q->subject);
	struct dc_value value;

	if (holds)
		return;
	if (place->slot >= 0) {
		/* What came from outside is not worth a path of its own for being NULL. */
		if (flow->state->values[place->slot] > DC_VALUE_INITIAL) {
			forget_object(flow, &flow->values[flow->state->values[place->slot]]);
			flow->state->values[place->slot] = dc_path_keep(flow, dc_value_number(0));
		}
		return;
	}
	if (expr->kind != DC_EXPR_BINARY || expr->op != DC_BINARY_AND)
		return;
	place = place_of(flow, expr->a);
	value = dc_path_evaluate(flow, expr->b);
	if (place->slot < 0 || !dc_value_is_number(value))
		return;
	value = dc_value_and(dc_path_evaluate(flow, expr->a), dc_value_complement(value));
	flow->state->values[place->slot] = dc_path_keep(flow, value);
}

/* Liveness: what no step ahead reads cannot tell paths apart. */

struct slots {
	uint64_t words[(DC_MAX_TRACKED + 63) / 64];
};

static void add_slot(struct slots *slots, int16_t slot)
{
	if (slot >= 0)
		slots->words[slot / 64] |= UINT64_C(1) << slot % 64;
}

static bool has_slot(const struct slots *slots, uint16_t slot)
{
	return slots->words[slot / 64] >> slot % 64 & 1;
}

static void add_reads(const struct dc_flow *flow, struct slots *slots, dc_index index)
{
	for (; index; index = expr_at(flow, index)->a) {
		add_slot(slots, place_of(flow, index)->slot);
		if (expr_at(flow, index)->b)
			add_reads(flow, slots, expr_at(flow, index)->b);
	}
}

/* Some calls look at members of what they are given: vma->vm_page_prot, table->sgl. */
static bool is_read_unnamed(const struct dc_flow *flow, const struct dc_place *place)
{
	const char *field = dc_facts_string(flow->facts, place->field);

	return !strcmp(field, "vm_page_prot") || !strcmp(field, "sgl");
}

static void step_reads(const struct dc_flow *flow, const struct dc_step *step, struct slots *reads)
{
	const struct dc_expr *target = expr_at(flow, step->target);

	add_reads(flow, reads, step->value);
	for (uint32_t i = 0; i < step->nr_arguments; i++)
		add_reads(flow, reads, flow->facts->arguments[step->arguments + i]);
	add_reads(flow, reads, target->a);
	add_reads(flow, reads, target->b);
	for (uint16_t slot = 0; step->kind == DC_STEP_CALL && slot < flow->places.nr_tracked; slot++)
		if (is_read_unnamed(flow, &flow->places.items[flow->places.tracked[slot]]))
			add_slot(reads, slot);
}

/* Exploration */

struct waiting {
	struct dc_state *first;
};

struct exploration {
	struct dc_flow *flow;
	struct waiting *waiting;	/* states that have yet to take each step */
	struct dc_state **seen;		/* states that have taken it; kept for joins only */
	uint16_t *nr_seen;
	uint32_t *order;		/* of each step in reverse postorder */
	dc_index *by_order;
	uint32_t nr_ordered;
	uint8_t *entries;		/* how many ways lead to each step, 2 for many */
	struct slots *live;		/* what is read from each step on */
	uint32_t lowest;		/* nothing waits before this one */
};

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

static bool is_anybodys(const struct dc_flow *flow, uint32_t kept)
{
	return kept == DC_VALUE_INITIAL || (flow->values[kept].flags & DC_VALUE_FRESH);
}

/* Contents that nobody knows tell no paths apart, whenever they became so. */
static bool same_knowledge(const struct dc_flow *flow, const struct dc_state *a, const struct dc_state *b)
{
	if (memcmp(a->objects, b->objects, sizeof(a->objects)))
		return false;
	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++)
		if (a->values[slot] != b->values[slot] &&
		    !(is_anybodys(flow, a->values[slot]) && is_anybodys(flow, b->values[slot])))
			return false;
	return true;
}

/* Where `state` and `other` differ there lies a new content from here on; tells whether they did. */
static bool share_contents(struct dc_flow *flow, struct dc_state *state, const struct dc_state *other,
			   dc_index step)
{
	struct dc_value fresh = { .flags = DC_VALUE_FRESH, .set = step };
	uint32_t kept = dc_path_keep(flow, fresh);
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
			drop_assumption(state, i);
			lost = true;
		}
	}
	return lost;
}

static uint8_t equal_or_zero(uint8_t a, uint8_t b)
{
	return a == b ? a : 0;
}

/* Forgets in `state` all in which `other` differs. */
static void widen(struct dc_flow *flow, struct dc_state *state, const struct dc_state *other)
{
	for (uint16_t i = 0; i < flow->places.nr_tracked; i++) {
		uint32_t a = state->values[i], b = other->values[i];

		if (a == b)
			continue;
		state->values[i] = a == DC_VALUE_INITIAL || b == DC_VALUE_INITIAL ? DC_VALUE_UNKNOWN :
			dc_path_keep(flow, dc_value_join(flow->values[a], flow->values[b]));
	}
	for (uint16_t i = 0; i < DC_MAX_OBJECTS; i++) {
		struct dc_object_state *a = &state->objects[i];
		const struct dc_object_state *b = &other->objects[i];

		a->memory = equal_or_zero(a->memory, b->memory);
		a->encryption = equal_or_zero(a->encryption, b->encryption);
		a->cookie = equal_or_zero(a->cookie, b->cookie);
		a->mmio = equal_or_zero(a->mmio, b->mmio);
		a->shared_elements = a->shared_elements && b->shared_elements;
		a->earlier = a->earlier == b->earlier ? a->earlier : DC_ELEMENTS_OTHER;
		a->made = a->made == b->made ? a->made : 0;
		a->encrypted = a->encrypted == b->encrypted ? a->encrypted : 0;
		a->mapped = a->mapped == b->mapped ? a->mapped : 0;
		a->cached = a->cached == b->cached ? a->cached : 0;
		if (a->acquired != b->acquired || a->attrs != b->attrs)
			a->acquired = a->attrs = 0;
		a->escaped = a->escaped ? a->escaped : b->escaped;
	}
	share_assumptions(state, other);
}

static uint16_t find_object(const struct dc_flow *flow, uint64_t key)
{
	for (uint16_t i = 1; i < flow->nr_objects; i++)
		if (flow->objects[i].key == key)
			return i;
	return 0;
}

/* Made by a step, or the content of a place since a step. */
static bool is_of_step(const struct dc_object *object)
{
	uint32_t low = object->key;

	return object->key <= UINT32_MAX || ((low & FRESH_KEY) && low != UINT32_MAX);
}

/* A step's new object that no live place names is gone; one that stands for a place is not. */
static void drop_dead(struct exploration *x, dc_index step, struct dc_state *state)
{
	struct dc_flow *flow = x->flow;
	bool named[DC_MAX_OBJECTS] = { false };

	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++) {
		uint32_t value = state->values[slot];

		if (!has_slot(&x->live[step], slot))
			state->values[slot] = DC_VALUE_UNKNOWN;
		else if (value > DC_VALUE_INITIAL && (flow->values[value].flags & DC_VALUE_FRESH))
			named[find_object(flow, fresh_key(&flow->places.items[flow->places.tracked[slot]],
							  flow->values[value].set))] = true;
		else if (value > DC_VALUE_INITIAL)
			named[flow->values[value].object] = true;
	}
	for (uint16_t i = 1; i < flow->nr_objects; i++)
		if (!named[i] && !state->objects[i].acquired && is_of_step(&flow->objects[i]))
			state->objects[i] = (struct dc_object_state){ 0 };
}

/* Lets `state` wait at `step`, joined with what waits there or was there. */
static void send(struct exploration *x, dc_index step, struct dc_state *state)
{
	struct dc_state *other;

	if (!step)
		return;
	if (x->entries[step] > 1) {
		drop_dead(x, step, state);
		for (other = x->waiting[step].first; other; other = other->next) {
			if (same_knowledge(x->flow, other, state)) {
				share_assumptions(other, state);
				share_contents(x->flow, other, state, step);
				return;
			}
		}
		for (other = x->seen[step]; other; other = other->next) {
			if (!same_knowledge(x->flow, other, state))
				continue;
			if (!(share_assumptions(other, state) | share_contents(x->flow, other, state, step)))
				return;		/* been here, knowing no more */
			share_assumptions(state, other);
			share_contents(x->flow, state, other, step);
			break;
		}
		if (x->nr_seen[step] >= MAX_STATES_AT_STEP) {
			struct dc_state *wide = x->seen[step];
			struct dc_state *before = copy_state(x->flow, wide);

			widen(x->flow, wide, state);
			if (same_knowledge(x->flow, wide, before) &&
			    wide->nr_assumptions == before->nr_assumptions)
				return;
			state = copy_state(x->flow, wide);
		}
	}
	state->next = x->waiting[step].first;
	x->waiting[step].first = state;
	if (x->order[step] < x->lowest)
		x->lowest = x->order[step];
}

static void remember(struct exploration *x, dc_index step, const struct dc_state *state)
{
	struct dc_state *kept;

	if (x->entries[step] < 2 || x->nr_seen[step] > MAX_STATES_AT_STEP)
		return;
	kept = copy_state(x->flow, state);
	kept->next = x->seen[step];
	x->seen[step] = kept;
	x->nr_seen[step]++;
}

static void take_branch(struct exploration *x, const struct dc_step *step)
{
	struct dc_flow *flow = x->flow;
	struct question q = ask(flow, step->value);
	enum dc_known truth = dc_value_truth(dc_path_evaluate(flow, step->value)), before;
	struct dc_state *other;

	if (is_attr_constant(flow, step->value))
		dc_trial_mistake(flow, DC_MISTAKE_AND, step->spot);
	if (truth == DC_UNKNOWN && !step->is_loop) {
		before = assumed(flow, &q);
		if (before != DC_UNKNOWN)
			truth = (before == DC_YES) != q.negated ? DC_YES : DC_NO;
	}
	if (truth != DC_UNKNOWN) {
		send(x, step->next[truth == DC_NO], flow->state);
		return;
	}
	other = copy_state(flow, flow->state);
	for (int arm = 0; arm < 2; arm++) {
		bool holds = (arm == 0) != q.negated;

		if (!step->is_loop)
			assume(flow, &q, holds);
		learn_of_failure(flow, &q, holds);
		refine(flow, &q, holds);
		send(x, step->next[arm], flow->state);
		flow->state = other;
	}
}

/* A copy of a whole struct, or another name for one. */
static void copy_members(struct dc_flow *flow, const struct dc_step *step)
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

/* Gives each element that an unknown index may choose a path of its own; the last one goes on here. */
static void take_elements(struct exploration *x, const struct dc_step *step)
{
	struct dc_flow *flow = x->flow;
	const struct dc_places *places = &flow->places;
	const struct dc_expr *access = expr_at(flow, step->value);
	struct dc_state *state = flow->state;
	unsigned int nr = 0;

	if (access->kind != DC_EXPR_INDEX || expr_at(flow, access->b)->kind == DC_EXPR_NUMBER || !step->target)
		return;
	for (uint16_t slot = 0; slot < places->nr_tracked && nr < MAX_ELEMENTS; slot++) {
		uint32_t value = state->values[slot];

		if (value <= DC_VALUE_INITIAL ||
		    !dc_place_is_element(places, flow->facts, places->tracked[slot], step->value))
			continue;
		flow->state = copy_state(flow, state);
		dc_path_assign(flow, step->target, flow->values[value]);
		send(x, step->next[0], flow->state);
		nr++;
	}
	flow->state = state;
}

/* Writing through a pointer is a use of it. */
static void touch_target(struct dc_flow *flow, dc_index target)
{
	if (target && expr_at(flow, target)->kind != DC_EXPR_LOCAL)
		dc_path_evaluate(flow, target);
}

/* `flag = condition;` on a path that has decided the condition. */
static struct dc_value adopt_assumption(struct dc_flow *flow, dc_index expr, struct dc_value value)
{
	struct question q;
	enum dc_known known;

	if (dc_value_truth(value) != DC_UNKNOWN || value.constants)
		return value;
	q = ask(flow, expr);
	known = assumed(flow, &q);
	if (known == DC_UNKNOWN)
		return value;
	if ((known == DC_YES) == q.negated)
		return dc_value_number(0);
	value.flags |= DC_VALUE_NONZERO;
	return value;
}

/* `i++`: a counter's numbers would make each round a path of its own. */
static struct dc_value forget_count(struct dc_flow *flow, const struct dc_step *step, struct dc_value value)
{
	const struct dc_expr *expr = expr_at(flow, step->value);

	if (expr->kind == DC_EXPR_BINARY && expr->op >= DC_BINARY_ADD && expr->op <= DC_BINARY_SHR &&
	    dc_value_is_number(value) && !value.constants && flow->places.of_expr[step->target] &&
	    dc_place_is_read(&flow->places, flow->facts, step->value, flow->places.of_expr[step->target]))
		return (struct dc_value){ 0 };
	return value;
}

static void assign_step(struct exploration *x, const struct dc_step *step)
{
	struct dc_flow *flow = x->flow;
	struct dc_value value;

	touch_target(flow, step->target);
	take_elements(x, step);
	value = adopt_assumption(flow, step->value, dc_path_evaluate(flow, step->value));
	dc_path_assign(flow, step->target, forget_count(flow, step, value));
	copy_members(flow, step);
}

/* Moves the state from step to step until it branches, ends, or has to wait at a join. */
static bool move(struct exploration *x, dc_index at, struct dc_state *state, unsigned int *moves)
{
	struct dc_flow *flow = x->flow;

	flow->state = state;
	for (;;) {
		const struct dc_step step = flow->facts->steps[at];
		struct dc_state *failed;

		if (++*moves > MAX_MOVES)
			return false;
		flow->step = at;
		remember(x, at, flow->state);
		switch ((enum dc_step_kind)step.kind) {
		case DC_STEP_ASSIGN:
			assign_step(x, &step);
			break;
		case DC_STEP_CALL:
			touch_target(flow, step.target);
			failed = dc_effect_call(flow, &step);
			if (failed)
				send(x, step.next[0], failed);
			break;
		case DC_STEP_BRANCH:
			take_branch(x, &step);
			return true;
		case DC_STEP_RETURN:
			dc_resource_return(flow, step.value ? dc_path_evaluate(flow, step.value) :
							      (struct dc_value){ 0 });
			return true;
		case DC_STEP_EVALUATE:
			if (step.value)
				dc_path_evaluate(flow, step.value);
			break;
		}
		at = step.next[0];
		if (!at)
			return true;
		if (x->entries[at] > 1 || flow->facts->steps[at].kind == DC_STEP_BRANCH) {
			send(x, at, flow->state);
			return true;
		}
	}
}

/* Reverse postorder by an explicit stack: functions may have many thousand steps. */
static void put_in_order(struct exploration *x)
{
	const struct dc_facts *facts = x->flow->facts;
	uint32_t nr = facts->nr_steps, top = 0, place = nr;
	dc_index *stack = dc_memory_resize(NULL, (nr + 1) * sizeof(*stack));
	uint8_t *visited = dc_memory_resize(NULL, nr);

	memset(visited, 0, nr);
	stack[top++] = facts->entry;
	visited[facts->entry] = 1;
	while (top) {
		dc_index at = stack[top - 1];
		const struct dc_step *step = &facts->steps[at];
		uint8_t arm = visited[at] - 1;

		if (arm < 2) {
			/* The second arm first, so that the first one gets the lower numbers. */
			dc_index next = step->next[1 - arm];

			visited[at]++;
			if (next && x->entries[next] < 2)
				x->entries[next]++;
			if (next && !visited[next]) {
				visited[next] = 1;
				stack[top++] = next;
			}
		} else {
			x->by_order[--place] = at;
			x->order[at] = place;
			top--;
		}
	}
	x->lowest = place;
	x->nr_ordered = nr;
	free(stack);
	free(visited);
}

/* Backwards over the order until nothing changes: once for code without loops. */
static void find_live(struct exploration *x)
{
	const struct dc_flow *flow = x->flow;
	bool changed = true;

	while (changed) {
		changed = false;
		for (uint32_t i = x->nr_ordered; i-- > x->lowest;) {
			dc_index at = x->by_order[i];
			const struct dc_step *step = &flow->facts->steps[at];
			struct slots live = { { 0 } };
			int16_t written = step->target ? place_of(flow, step->target)->slot : -1;

			for (int arm = 0; arm < 2; arm++)
				for (size_t w = 0; step->next[arm] && w < sizeof(live.words) / sizeof(uint64_t); w++)
					live.words[w] |= x->live[step->next[arm]].words[w];
			if (written >= 0)
				live.words[written / 64] &= ~(UINT64_C(1) << written % 64);
			step_reads(flow, step, &live);
			if (memcmp(&live, &x->live[at], sizeof(live))) {
				x->live[at] = live;
				changed = true;
			}
		}
	}
}

static bool explore(struct exploration *x)
{
	unsigned int moves = 0;

	while (x->lowest < x->nr_ordered) {
		dc_index at = x->by_order[x->lowest];
		struct dc_state *state = x->waiting[at].first;

		if (!state) {
			x->lowest++;
			continue;
		}
		x->waiting[at].first = state->next;
		state->next = NULL;
		if (!move(x, at, state, &moves))
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

static void prepare(struct dc_flow *flow)
{
	struct dc_facts *facts = flow->facts;

	if (facts->nr_exprs > flow->names_capacity) {
		flow->names_capacity = 2 * facts->nr_exprs;
		flow->names = dc_memory_resize(flow->names, flow->names_capacity * sizeof(*flow->names));
	}
	for (dc_index i = 0; i < facts->nr_exprs; i++) {
		const struct dc_expr *expr = &facts->exprs[i];
		const char *name = dc_facts_string(facts, expr->name);

		flow->names[i] = expr->kind == DC_EXPR_NAME ? find_name(flow, name) : NULL;
	}
	dc_places_find(&flow->places, facts, flow->names);
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
	struct dc_state *state = dc_arena_alloc(&flow->arena, dc_path_state_size(flow));

	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++) {
		const struct dc_place *place = &flow->places.items[flow->places.tracked[slot]];
		const struct dc_local *root = place->root < 0 ? NULL : &flow->facts->locals[place->root];
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
	x.order = dc_arena_alloc(&flow.arena, nr * sizeof(*x.order));
	x.by_order = dc_arena_alloc(&flow.arena, nr * sizeof(*x.by_order));
	x.entries = dc_arena_alloc(&flow.arena, nr);
	x.live = dc_arena_alloc(&flow.arena, nr * sizeof(*x.live));
	put_in_order(&x);
	find_live(&x);
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
	flow = (struct dc_flow){ 0 };
}
