/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading: what an expression is worth on a path, and what reading it does to memory. */
#include <string.h>

#include "array.h"
#include "path.h"

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
		value.flags =
			DC_VALUE_PROT_PRIVATE | (flow->in->facts->is_mmap ? DC_VALUE_PROT_OWN : 0);
		return value;
	}
	value.object =
		dc_pool_object(flow, dc_pool_key(place->key, DC_KEY_PLACE), DC_MEMORY_UNKNOWN);
	return value;
}

static bool read_tracked(struct dc_flow *flow, dc_index expr, struct dc_value *value)
{
	const struct dc_place *place = dc_path_place(flow, expr);
	uint32_t kept;

	if (place->slot < 0)
		return false;
	kept = flow->state->values[place->slot];
	if (kept == DC_VALUE_INITIAL)
		*value = initial_value(flow, place);
	else
		*value = flow->values[kept];
	if (value->flags & DC_VALUE_FRESH)
		*value = of_object(dc_pool_object(flow, dc_pool_fresh_key(place, value->set),
						  DC_MEMORY_UNKNOWN));
	return true;
}

/* An array or aggregate on the stack, or a static one. */
static struct dc_value stack_memory(struct dc_flow *flow, dc_index expr)
{
	const struct dc_local *local = &flow->facts->locals[dc_path_expr(flow, expr)->value];

	return of_object(dc_pool_text_object(flow, expr, DC_KEY_PLACE, local->is_static ?
					     DC_MEMORY_STATIC : DC_MEMORY_STACK));
}

/* Constants of type pgprot_t; none of them is decrypted. */
static bool is_protection(const char *name)
{
	static const char *const starts[] = { "PAGE_KERNEL", "PAGE_SHARED", "PAGE_READONLY",
					      "PAGE_COPY" };

	for (size_t i = 0; i < ARRAY_SIZE(starts); i++)
		if (!strncmp(name, starts[i], strlen(starts[i])))
			return true;
	return false;
}

static struct dc_value read_name(struct dc_flow *flow, dc_index expr)
{
	const struct dc_name *name = flow->names[expr];
	const char *text = dc_facts_string(flow->facts, dc_path_expr(flow, expr)->name);
	struct dc_value value = { 0 };

	if (name) {
		struct dc_trail named = { .kind = DC_TRAIL_NAMED };

		value = dc_value_name(name);
		named.spot = dc_path_expr(flow, expr)->spot;
		named.bits = value.set;
		if (value.names)
			value.trail = dc_pool_trail(flow, named);
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
static bool read_resource(struct dc_flow *flow, dc_index expr, struct dc_value base,
			  struct dc_value *value)
{
	const struct dc_expr *field = dc_path_expr(flow, expr);
	const char *name = dc_facts_string(flow->facts, field->name);

	if (strcmp(name, "start") || base.aspect != DC_ASPECT_RESOURCE)
		return false;
	*value = of_object(base.object);
	return true;
}

static struct dc_value read_element(struct dc_flow *flow, const struct dc_expr *expr,
				    struct dc_value base)
{
	dc_evaluate(flow, expr->b);
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
	int16_t slot = dc_path_place(flow, expr)->slot;
	uint32_t kept = slot < 0 ? DC_VALUE_UNKNOWN : flow->state->values[slot];

	return kept > DC_VALUE_INITIAL && !(flow->values[kept].flags & DC_VALUE_FRESH);
}

/* `attrs_of[2]` of a file's own table: one element, not any. */
static bool is_element_of_table(const struct dc_flow *flow, const struct dc_expr *expr)
{
	return dc_path_expr(flow, expr->a)->kind == DC_EXPR_NAME &&
	       dc_place_is_number(flow->facts, expr->b);
}

static struct dc_value read_access(struct dc_flow *flow, dc_index index)
{
	const struct dc_expr expr = *dc_path_expr(flow, index);
	struct dc_value base = dc_evaluate(flow, expr.a), value = { 0 };

	if (expr.kind == DC_EXPR_INDEX) {
		struct dc_value element = read_element(flow, &expr, base);

		return (is_written(flow, index) || is_element_of_table(flow, &expr)) &&
			       read_tracked(flow, index, &value) ? value :
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
struct dc_value dc_evaluate_address(struct dc_flow *flow, dc_index index)
{
	const struct dc_expr expr = *dc_path_expr(flow, index);
	struct dc_value value = { 0 };

	switch (expr.kind) {
	case DC_EXPR_LOCAL:
		if (read_tracked(flow, index, &value) && (value.aspect == DC_ASPECT_LIST ||
							  value.aspect == DC_ASPECT_RESOURCE))
			return value;
		return stack_memory(flow, index);
	case DC_EXPR_FIELD:
		return dc_evaluate_address(flow, expr.a);
	case DC_EXPR_ARROW:
	case DC_EXPR_DEREF:
	case DC_EXPR_INDEX:
		if (expr.kind == DC_EXPR_INDEX)
			dc_evaluate(flow, expr.b);
		value = dc_evaluate(flow, expr.a);
		return value.aspect == DC_ASPECT_ANY || value.aspect == DC_ASPECT_LIST ? value :
		       (struct dc_value){ 0 };
	case DC_EXPR_NAME:
		if (flow->names[index] ||
		    dc_place_is_constant(dc_facts_string(flow->facts, expr.name)))
			return value;
		return of_object(dc_pool_text_object(flow, index, DC_KEY_PLACE, DC_MEMORY_STATIC));
	default:
		return value;
	}
}

static struct dc_value read_local(struct dc_flow *flow, dc_index index)
{
	const struct dc_local *local = &flow->facts->locals[dc_path_expr(flow, index)->value];
	struct dc_value value = { 0 };
	bool tracked = read_tracked(flow, index, &value);

	if (tracked && (value.aspect != DC_ASPECT_ANY || !local->is_array))
		return value;
	return local->is_array ? stack_memory(flow, index) : value;
}

bool dc_evaluate_is_attrs(const struct dc_flow *flow, dc_index expr)
{
	const struct dc_expr *e = dc_path_expr(flow, expr);

	if (e->kind == DC_EXPR_BINARY && e->op == DC_BINARY_OR)
		return dc_evaluate_is_attrs(flow, e->a) && dc_evaluate_is_attrs(flow, e->b);
	return e->kind == DC_EXPR_NAME && flow->names[expr] &&
	       flow->names[expr]->kind == DC_NAME_ATTR;
}

/* `start + offset`: only one of the two is an address, and it is the one that is known as such. */
static void tell_base_from_offset(struct dc_flow *flow, struct dc_value *a, struct dc_value *b)
{
	const struct dc_object_state *objects = flow->state->objects;

	if (!a->object || !b->object)
		return;
	if (objects[a->object].memory == DC_MEMORY_UNKNOWN &&
	    objects[b->object].memory != DC_MEMORY_UNKNOWN)
		a->object = 0;
	else
		b->object = 0;
}

/* `a | b` where b adds nothing: it is a, with a's story; else each round would make a new one. */
static bool adds_nothing(struct dc_value a, struct dc_value b)
{
	return dc_value_is_number(a) && dc_value_is_number(b) && !(b.set & ~a.set) &&
	       !(b.names & ~a.names) && !(b.constants & ~a.constants) && !b.mistake;
}

/*
 * `handle != virt_to_phys(p)`, where p was mapped: who relies on their being one number can always
 * find the handle again.
 */
static void note_same_number(struct dc_flow *flow, struct dc_value a, struct dc_value b)
{
	struct dc_object_state *handle = &flow->state->objects[a.object];
	const struct dc_object_state *memory = &flow->state->objects[b.object];

	if (handle->acquired && memory->source == handle->acquired)
		handle->escaped = flow->step;
}

static struct dc_value read_binary(struct dc_flow *flow, const struct dc_expr *expr)
{
	struct dc_value a = dc_evaluate(flow, expr->a), b = dc_evaluate(flow, expr->b), r;

	if (expr->op == DC_BINARY_EQ || expr->op == DC_BINARY_NE) {
		note_same_number(flow, a, b);
		note_same_number(flow, b, a);
	}
	if (expr->op >= DC_BINARY_EQ)
		return dc_value_compare(expr->op, a, b);
	/* `!attrs & DMA_ATTR_X`: the ! binds tighter than was meant. */
	if (expr->op == DC_BINARY_AND && ((dc_path_expr(flow, expr->a)->kind == DC_EXPR_NOT &&
					   dc_evaluate_is_attrs(flow, expr->b)) ||
					  (dc_path_expr(flow, expr->b)->kind == DC_EXPR_NOT &&
					   dc_evaluate_is_attrs(flow, expr->a))))
		dc_trial_mistake(flow, DC_MISTAKE_NOT, expr->spot);
	if (expr->op == DC_BINARY_OR && adds_nothing(a, b))
		return a;
	if (expr->op == DC_BINARY_ADD)
		tell_base_from_offset(flow, &a, &b);
	if (expr->op != DC_BINARY_OR && expr->op != DC_BINARY_AND) {
		r = dc_value_arithmetic(expr->op, a, b);
	} else {
		r = expr->op == DC_BINARY_OR ? dc_value_or(a, b) : dc_value_and(a, b);
		r.trail = a.trail ? a.trail : b.trail;
		if (expr->op == DC_BINARY_OR && a.trail && b.trail && a.trail != b.trail)
			r.trail = dc_pool_trail(flow, (struct dc_trail){
				.kind = DC_TRAIL_JOINED, .from = a.trail, .other = b.trail });
	}
	return r;
}

/* -ENOMEM is negative whatever its number. */
static struct dc_value negate(const struct dc_flow *flow, dc_index operand, struct dc_value value)
{
	const struct dc_expr *expr = dc_path_expr(flow, operand);
	struct dc_value r = { 0 };

	if (dc_value_is_number(value) && !value.constants) {
		r = dc_value_number(-value.set);
		r.flags = value.set ? DC_VALUE_NEGATIVE | DC_VALUE_NONZERO : 0;
	} else if (expr->kind == DC_EXPR_NAME &&
		   dc_facts_string(flow->facts, expr->name)[0] == 'E') {
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

struct dc_value dc_evaluate(struct dc_flow *flow, dc_index index)
{
	const struct dc_expr expr = *dc_path_expr(flow, index);
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
		return dc_evaluate_address(flow, expr.a);
	case DC_EXPR_NOT:
		value = dc_evaluate(flow, expr.a);
		if (dc_evaluate_is_attrs(flow, expr.a))
			dc_trial_mistake(flow, DC_MISTAKE_NOT, expr.spot);
		return logical_not(value);
	case DC_EXPR_COMPLEMENT:
		return dc_value_complement(dc_evaluate(flow, expr.a));
	case DC_EXPR_NEGATE:
		return negate(flow, expr.a, dc_evaluate(flow, expr.a));
	case DC_EXPR_BINARY:
		return read_binary(flow, &expr);
	case DC_EXPR_CAST:
		return dc_evaluate(flow, expr.a);
	case DC_EXPR_UNKNOWN:
		if (expr.a)
			dc_evaluate(flow, expr.a);
		if (expr.b)
			dc_evaluate(flow, expr.b);
		return value;
	case DC_EXPR_STRING:
		return value;
	}
	return value;
}
