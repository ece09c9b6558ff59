/* SPDX-License-Identifier: GPL-2.0-only */
/* What a call does to memory and values, and what it tells the judge. */
#include <string.h>

#include "path.h"

/* A call under way. */
struct call {
	struct dc_flow *flow;
	const struct dc_step *step;
	const char *name;		/* of the callee, "" when it is computed */
	struct dc_value arguments[16];
	uint32_t nr;
};

static dc_index argument_expr(const struct call *call, int position)
{
	if (position < 0 || (uint32_t)position >= call->step->nr_arguments)
		return 0;
	return call->flow->facts->arguments[call->step->arguments + position];
}

static struct dc_value argument(const struct call *call, int position)
{
	if (position < 0 || (uint32_t)position >= call->nr)
		return (struct dc_value){ 0 };
	return call->arguments[position];
}

/* `msg->payload` of an array member is an address inside of `msg`. */
static struct dc_value address_argument(const struct call *call, int position)
{
	struct dc_flow *flow = call->flow;
	const struct dc_facts *facts = flow->facts;
	struct dc_value value = argument(call, position);
	const struct dc_expr *expr = &facts->exprs[argument_expr(call, position)], *base;

	while (expr->kind == DC_EXPR_CAST || (expr->kind == DC_EXPR_BINARY && expr->op == DC_BINARY_ADD))
		expr = &facts->exprs[expr->a];
	if (expr->kind == DC_EXPR_NAME &&
	    flow->in->is_array(flow->in->context, "", dc_facts_string(facts, expr->name)))
		return dc_path_address(flow, expr - facts->exprs);
	if (expr->kind != DC_EXPR_ARROW && expr->kind != DC_EXPR_FIELD)
		return value;
	base = &facts->exprs[expr->a];
	if (base->kind != DC_EXPR_LOCAL || !facts->locals[base->value].type ||
	    !flow->in->is_array(flow->in->context, dc_facts_string(facts, facts->locals[base->value].type),
				dc_facts_string(facts, expr->name)))
		return value;
	return expr->kind == DC_EXPR_ARROW ? dc_path_evaluate(flow, expr->a) : dc_path_address(flow, expr->a);
}

static struct dc_object_state *state_of(const struct call *call, uint16_t object)
{
	return &call->flow->state->objects[object];
}

static void set_target(const struct call *call, struct dc_value value)
{
	if (call->step->target)
		dc_path_assign(call->flow, call->step->target, value);
}

static bool is_in_array(const struct call *call, uint16_t object)
{
	const struct dc_flow *flow = call->flow;

	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++) {
		uint32_t value = flow->state->values[slot];

		if (value > DC_VALUE_INITIAL && flow->values[value].object == object &&
		    flow->values[value].aspect == DC_ASPECT_PAGES)
			return true;
	}
	return false;
}

static bool may_be_shared(enum dc_encryption encryption)
{
	return encryption == DC_ENCRYPTION_SHARED || encryption == DC_ENCRYPTION_BROKEN;
}

/* A new object for what this step returns: each time it runs it is new again. */
static uint16_t new_object(const struct call *call, enum dc_memory memory)
{
	uint16_t object = dc_path_object(call->flow, call->flow->step, DC_MEMORY_UNKNOWN);
	struct dc_object_state *state = state_of(call, object);
	uint8_t earlier = DC_ELEMENTS_NONE;

	if (!object)
		return 0;
	if (is_in_array(call, object))
		earlier = may_be_shared(state->encryption) && state->earlier != DC_ELEMENTS_OTHER ?
			  DC_ELEMENTS_SHARED : DC_ELEMENTS_OTHER;
	*state = (struct dc_object_state){ .memory = memory, .made = call->flow->step, .earlier = earlier };
	return object;
}

/* `&x` of a place, or 0. */
static dc_index pointed_place(const struct call *call, dc_index expr)
{
	const struct dc_expr *e = &call->flow->facts->exprs[expr];

	while (e->kind == DC_EXPR_CAST)
		e = &call->flow->facts->exprs[e->a];
	return e->kind == DC_EXPR_ADDRESS ? e->a : 0;
}

/* The DMA API */

static uint8_t constants_in(const struct call *call, int position)
{
	return argument(call, position).constants;
}

static enum dc_mistake mistake_in(struct dc_value attrs)
{
	if (attrs.mistake)
		return attrs.mistake;
	/* `!x` or `a == b` as attributes is 0 or 1. */
	if (attrs.flags & DC_VALUE_LOGICAL)
		return DC_MISTAKE_AND;
	return DC_MISTAKE_NONE;
}

/* What `table->sgl` was filled with. */
static struct dc_value list_of_table(const struct call *call, int position)
{
	struct dc_flow *flow = call->flow;
	dc_index expr = argument_expr(call, position), place = pointed_place(call, expr);
	char text[128];
	uint32_t list, kept;

	dc_facts_print(flow->facts, place ? place : expr, text, sizeof(text) - 8);
	strcat(text, place ? ".sgl" : "->sgl");
	list = dc_places_named(&flow->places, flow->facts, text);
	if (!list || flow->places.items[list].slot < 0)
		return argument(call, position);
	kept = flow->state->values[flow->places.items[list].slot];
	return kept == DC_VALUE_INITIAL ? (struct dc_value){ 0 } : flow->values[kept];
}

/* The memory behind the address argument; a list's is what was put into it. */
static uint16_t memory_behind(const struct call *call, const struct dc_api *api)
{
	struct dc_value address = api->form == DC_FORM_SGT ? list_of_table(call, api->addr) :
							     address_argument(call, api->addr);
	bool is_list = api->form == DC_FORM_SG || api->form == DC_FORM_SGT;

	if (api->op != DC_OP_MAP && api->op != DC_OP_IOVA_LINK && api->op != DC_OP_SYNC)
		return 0;
	if (is_list != (address.aspect == DC_ASPECT_LIST))
		return 0;
	if (api->form == DC_FORM_BVEC || api->form == DC_FORM_PAGES || api->form == DC_FORM_STATE)
		return 0;
	return address.aspect == DC_ASPECT_ANY || address.aspect == DC_ASPECT_LIST ||
	       address.aspect == DC_ASPECT_ELEMENT ? address.object : 0;
}

static void fill_attrs(const struct call *call, struct dc_call *fact, struct dc_value *attrs)
{
	const struct dc_api *api = fact->api;

	*attrs = argument(call, api->attrs);
	if (api->attrs == DC_ARG_NONE)
		*attrs = dc_value_number(0);
	fact->in_attrs = constants_in(call, api->attrs);
	fact->in_gfp = constants_in(call, api->gfp);
	fact->in_dir = constants_in(call, api->dir);
	if (fact->in_attrs & ~DC_CONSTANT_ATTR)
		return;		/* its bits mean something else */
	fact->set = attrs->set;
	fact->clear = attrs->clear;
	fact->names = attrs->names;
	fact->mistake = mistake_in(*attrs);
	fact->gfp = argument(call, api->gfp).gfp;
}

/* dma_alloc_coherent() and its kin return a cookie only when told so for certain. */
static void allocate(const struct call *call, const struct dc_call *fact, struct dc_value attrs)
{
	dc_index handle = pointed_place(call, argument_expr(call, fact->api->handle));
	uint16_t object = new_object(call, DC_MEMORY_UNKNOWN);
	struct dc_object_state *state = state_of(call, object);

	dc_resource_acquire(call->flow, object, fact->api, attrs);
	if (handle)
		dc_path_assign(call->flow, handle, (struct dc_value){ .object = object,
								      .aspect = DC_ASPECT_HANDLE });
	if (object && fact->api->family == DC_FAMILY_COHERENT)
		state->cookie = fact->set & DC_NO_KERNEL_MAPPING ? DC_YES :
				fact->clear & DC_NO_KERNEL_MAPPING ? DC_NO : DC_UNKNOWN;
	set_target(call, (struct dc_value){ .object = object });
}

/* Remembers that a range is mapped as MMIO, and finds cacheable views made before. */
static void note_mmio_range(const struct call *call, uint16_t object)
{
	struct dc_object_state *state = state_of(call, object);
	struct dc_use use = { .role = DC_ROLE_CACHED, .mmio = DC_YES };

	if (!object)
		return;
	state->mmio = DC_YES;
	state->mapped = call->flow->step;
	if (state->cached)
		dc_trial_use(call->flow, &use, object, call->flow->facts->steps[state->cached].spot);
}

/* dma_map_sg() returns how many entries, dma_map_sgtable() an error; the list is the resource. */
static void map_list(const struct call *call, const struct dc_call *fact, struct dc_value value)
{
	dc_index expr = argument_expr(call, fact->api->handle);
	uint16_t list = dc_resource_of_list(call->flow, expr);

	dc_resource_acquire(call->flow, list, fact->api, value);
	dc_resource_keep(call->flow, list, dc_resource_holder(call->flow, expr));
	set_target(call, (struct dc_value){ .object = list, .aspect = fact->api->form == DC_FORM_SG ?
					    DC_ASPECT_COUNT : DC_ASPECT_CODE });
}

static void map(const struct call *call, const struct dc_call *fact, uint16_t memory, struct dc_value value)
{
	uint64_t attrs = fact->set | fact->api->implied;
	uint16_t handle;

	if (attrs & DC_MMIO)
		note_mmio_range(call, memory);
	if (memory)
		state_of(call, memory)->source = call->flow->step;
	if (fact->api->family != DC_FAMILY_PHYS) {
		map_list(call, fact, value);
		return;
	}
	handle = new_object(call, DC_MEMORY_UNKNOWN);
	dc_resource_acquire(call->flow, handle, fact->api, value);
	if (handle) {
		state_of(call, handle)->mmio = attrs & DC_MMIO ? DC_YES :
					       fact->clear & DC_MMIO ? DC_NO : DC_UNKNOWN;
		state_of(call, handle)->mapped = call->flow->step;
	}
	set_target(call, (struct dc_value){ .object = handle });
}

/* Which range a handle stands for is not followed: none counts as mapped any more. */
static void unmap(const struct call *call)
{
	for (uint16_t i = 1; i < call->flow->nr_objects; i++)
		if (call->flow->state->objects[i].mmio == DC_YES)
			call->flow->state->objects[i].mmio = DC_UNKNOWN;
}

/* A buffer goes by its CPU address or page, a mapping by its handle, a list by itself. */
static void release(const struct call *call, const struct dc_api *api, struct dc_value attrs)
{
	bool is_list = api->family == DC_FAMILY_SG || api->family == DC_FAMILY_IOVA || api->family == DC_FAMILY_XSK;
	struct dc_value value = argument(call, api->addr);
	int call_position = api->addr;

	if (is_list) {
		value.object = dc_resource_of_list(call->flow, argument_expr(call, api->addr));
	} else if (!value.object || !state_of(call, value.object)->acquired) {
		call_position = api->handle;
		value = argument(call, api->handle);
	}
	if (value.object)
		dc_resource_release(call->flow, value.object, api, attrs,
				    !is_list && api->op == DC_OP_UNMAP && value.aspect == DC_ASPECT_ANY,
				    is_list ? dc_resource_holder(call->flow, argument_expr(call, api->addr)) :
				    argument_expr(call, call_position));
}

static void api_call(const struct call *call, const struct dc_api *api)
{
	struct dc_call fact = { .api = api };
	uint16_t memory = memory_behind(call, api);
	struct dc_value attrs;

	fill_attrs(call, &fact, &attrs);
	if (memory) {
		fact.memory = state_of(call, memory)->memory;
		fact.encryption = argument(call, api->addr).aspect == DC_ASPECT_ELEMENT ?
				  DC_ENCRYPTION_UNKNOWN : state_of(call, memory)->encryption;
		fact.mmio_handle = state_of(call, memory)->mmio;
	}
	if (!call->flow->in->is_core)
		dc_trial_call(call->flow, &fact, attrs, memory, call->step->spot);
	dc_wrapper_call(call->flow, call->step, api, attrs);
	switch (api->op) {
	case DC_OP_ALLOC:
		allocate(call, &fact, attrs);
		break;
	case DC_OP_MAP:
	case DC_OP_IOVA_LINK:
		map(call, &fact, memory, attrs);
		break;
	case DC_OP_UNMAP:
	case DC_OP_IOVA_UNLINK:
	case DC_OP_IOVA_DESTROY:
		unmap(call);
		release(call, api, attrs);
		break;
	case DC_OP_FREE:
	case DC_OP_MMAP:
	case DC_OP_SGTABLE:
		release(call, api, attrs);
		set_target(call, (struct dc_value){ 0 });
		break;
	case DC_OP_SYNC:
		set_target(call, (struct dc_value){ 0 });
	}
}

/* origins.def */

static struct dc_use use_of(const struct call *call, enum dc_role role, uint16_t object)
{
	const struct dc_object_state *state = state_of(call, object);

	return (struct dc_use){ .role = role, .encryption = state->encryption, .cookie = state->cookie,
				.mmio = state->mmio };
}

static void source(const struct call *call, const struct dc_origin *origin)
{
	static const enum dc_memory classes[] = {
		[DC_WHAT_RAM] = DC_MEMORY_RAM, [DC_WHAT_VMALLOC] = DC_MEMORY_VMALLOC,
		[DC_WHAT_USER] = DC_MEMORY_USER, [DC_WHAT_MMIO] = DC_MEMORY_MMIO,
		[DC_WHAT_BUS] = DC_MEMORY_UNKNOWN,
	};
	enum dc_memory memory = classes[origin->what];
	uint16_t object;

	/* A BAR is the same memory however often one asks where it starts. */
	if (memory == DC_MEMORY_MMIO) {
		char text[128] = "";
		uint64_t key = call->flow->step;

		if (call->step->nr_arguments >= 2) {
			dc_facts_print(call->flow->facts, argument_expr(call, 0), text, 64);
			strcat(text, "@");
			dc_facts_print(call->flow->facts, argument_expr(call, 1), text + strlen(text), 60);
			key = (uint64_t)dc_facts_intern(call->flow->facts, text, strlen(text)) << 32 | 1;
		}
		object = dc_path_object(call->flow, key, memory);
	} else {
		object = new_object(call, memory);
		if (object && (memory == DC_MEMORY_RAM || memory == DC_MEMORY_VMALLOC)) {
			call->flow->objects[object].is_sourced = true;
			state_of(call, object)->encryption = DC_ENCRYPTION_PRIVATE;
			state_of(call, object)->cookie = DC_NO;
		}
	}
	set_target(call, (struct dc_value){ .object = object });
}

/* platform_get_resource(pdev, IORESOURCE_MEM, n) */
static void source_resource(const struct call *call, const struct dc_origin *origin)
{
	const struct dc_facts *facts = call->flow->facts;
	const struct dc_expr *type = &facts->exprs[argument_expr(call, origin->arg)];
	bool is_memory = type->kind == DC_EXPR_NAME && !strcmp(dc_facts_string(facts, type->name), "IORESOURCE_MEM");
	struct dc_value value = { 0 };

	if (is_memory) {
		value.object = new_object(call, DC_MEMORY_MMIO);
		value.aspect = DC_ASPECT_RESOURCE;
	}
	set_target(call, value);
}

static void derive(const struct call *call, const struct dc_origin *origin)
{
	struct dc_value value = address_argument(call, origin->arg);
	struct dc_use use;

	if (value.object && value.aspect == DC_ASPECT_ANY) {
		use = use_of(call, DC_ROLE_DERIVE, value.object);
		use.what = origin->what;
		dc_trial_use(call->flow, &use, value.object, call->step->spot);
	}
	set_target(call, (struct dc_value){ .object = value.object, .aspect = value.aspect, .trail = value.trail });
}

/* ioremap(phys): what can be ioremapped is no RAM. */
static void derive_io(const struct call *call, struct dc_value value)
{
	if (value.object && state_of(call, value.object)->memory == DC_MEMORY_UNKNOWN)
		state_of(call, value.object)->memory = DC_MEMORY_MMIO;
	set_target(call, (struct dc_value){ .object = value.object });
}

static void derive_from_resource(const struct call *call, const struct dc_origin *origin)
{
	dc_index expr = argument_expr(call, origin->arg);
	struct dc_value value = argument(call, origin->arg);
	dc_index place = pointed_place(call, expr) ? pointed_place(call, expr) : expr;

	if (!value.object || value.aspect != DC_ASPECT_RESOURCE)
		value = (struct dc_value){ .object = dc_path_object(call->flow, dc_path_text_key(call->flow, place),
								    DC_MEMORY_MMIO) };
	value.aspect = DC_ASPECT_RESOURCE;
	if (value.object)
		state_of(call, value.object)->memory = DC_MEMORY_MMIO;
	dc_path_assign(call->flow, place, value);
	set_target(call, (struct dc_value){ .object = value.object });
}

static void fill(const struct call *call, const struct dc_origin *origin)
{
	dc_index expr = argument_expr(call, origin->arg), place = pointed_place(call, expr);
	bool is_resource = origin->what == DC_WHAT_MMIO;
	uint16_t object = new_object(call, is_resource ? DC_MEMORY_MMIO : DC_MEMORY_USER);

	if (place)
		dc_path_assign(call->flow, place, (struct dc_value){
			.object = object, .aspect = is_resource ? DC_ASPECT_RESOURCE : DC_ASPECT_ANY });
	else if (!is_resource && expr)
		dc_path_assign(call->flow, expr, (struct dc_value){ .object = object, .aspect = DC_ASPECT_PAGES });
	set_target(call, (struct dc_value){ .object = is_resource ? object : 0 });
}

static void free_memory(const struct call *call, const struct dc_origin *origin)
{
	struct dc_value value = argument(call, origin->arg);
	struct dc_use use;

	if (!value.object || (value.aspect != DC_ASPECT_ANY && value.aspect != DC_ASPECT_ELEMENT))
		return;
	/* Which element it is does not matter when all of them are shared. */
	if (value.aspect == DC_ASPECT_ELEMENT && (state_of(call, value.object)->earlier == DC_ELEMENTS_OTHER ||
						  !call->flow->objects[value.object].is_sourced))
		return;
	/* put_page() frees only what nobody else holds. */
	if (origin->what == DC_WHAT_PAGE && !call->flow->objects[value.object].is_sourced)
		return;
	use = use_of(call, DC_ROLE_FREE, value.object);
	dc_trial_use(call->flow, &use, value.object, call->step->spot);
	state_of(call, value.object)->encryption = DC_ENCRYPTION_UNKNOWN;
}

static void forget_encryption(const struct call *call)
{
	for (uint16_t i = 1; i < call->flow->nr_objects; i++) {
		call->flow->state->objects[i].encryption = DC_ENCRYPTION_UNKNOWN;
		call->flow->state->objects[i].shared_elements = false;
	}
}

static bool reads_local(const struct dc_facts *facts, dc_index expr, uint64_t local)
{
	for (; expr; expr = facts->exprs[expr].a) {
		if (facts->exprs[expr].kind == DC_EXPR_LOCAL && facts->exprs[expr].value == local)
			return true;
		if (facts->exprs[expr].b && reads_local(facts, facts->exprs[expr].b, local))
			return true;
	}
	return false;
}

static bool step_reads(const struct dc_facts *facts, const struct dc_step *step, uint64_t local)
{
	bool found = reads_local(facts, step->value, local);

	if (facts->exprs[step->target].kind != DC_EXPR_LOCAL)
		found |= reads_local(facts, step->target, local);
	for (uint32_t i = 0; !found && i < step->nr_arguments; i++)
		found = reads_local(facts, facts->arguments[step->arguments + i], local);
	return found;
}

/* Whether any step reads the local on some way from `from`, before it is assigned to again. */
static bool is_read_later(struct dc_flow *flow, dc_index from, uint64_t local)
{
	const struct dc_facts *facts = flow->facts;
	uint8_t *visited = dc_arena_alloc(&flow->arena, facts->nr_steps);
	dc_index *stack = dc_arena_alloc(&flow->arena, (facts->nr_steps + 2) * sizeof(*stack));
	uint32_t top = 0;

	stack[top++] = from;
	while (top) {
		dc_index at = stack[--top];
		const struct dc_step *step = &facts->steps[at];
		const struct dc_expr *target = &facts->exprs[step->target];

		if (!at || visited[at])
			continue;
		visited[at] = 1;
		if (step_reads(facts, step, local))
			return true;
		if (target->kind == DC_EXPR_LOCAL && target->value == local)
			continue;
		for (int i = 0; i < 2; i++)
			if (step->next[i] && !visited[step->next[i]] && top < facts->nr_steps)
				stack[top++] = step->next[i];
	}
	return false;
}

/* Whether anything reads the result: it is asked for, or kept in a place that is read. */
static bool is_result_read(const struct call *call)
{
	const struct dc_expr *target = &call->flow->facts->exprs[call->step->target];

	if (!call->step->result_used)
		return false;
	return target->kind != DC_EXPR_LOCAL ||
	       is_read_later(call->flow, call->step->next[0], target->value);
}

static void set_encryption(const struct call *call, uint16_t object, enum dc_encryption encryption)
{
	if (!object) {
		forget_encryption(call);
		return;
	}
	state_of(call, object)->encryption = encryption;
	state_of(call, object)->encrypted = call->flow->step;
}

/* One page of an array is not the array, but there is a page now that is shared. */
static void set_element_encryption(const struct call *call, uint16_t object, bool shared)
{
	state_of(call, object)->encryption = DC_ENCRYPTION_UNKNOWN;
	state_of(call, object)->shared_elements = shared;
	state_of(call, object)->encrypted = call->flow->step;
}

/* Succeeds on the path that goes on, fails on the one that is returned. */
static struct dc_state *crypt(const struct call *call, const struct dc_origin *origin)
{
	struct dc_flow *flow = call->flow;
	struct dc_value value = argument(call, origin->arg);
	uint16_t object = value.aspect == DC_ASPECT_ANY ? value.object : 0;
	struct dc_use use = use_of(call, DC_ROLE_CRYPT, object);
	struct dc_state *succeeded = flow->state, *failed = NULL;
	struct dc_value code = { .flags = DC_VALUE_NONZERO | DC_VALUE_NEGATIVE };

	use.result_used = is_result_read(call) ? DC_YES : DC_NO;
	dc_trial_use(flow, &use, object, call->step->spot);
	if (use.result_used == DC_YES) {
		failed = memcpy(dc_arena_alloc(&flow->arena, dc_path_state_size(flow)), succeeded,
				dc_path_state_size(flow));
		flow->state = failed;
		set_encryption(call, object, DC_ENCRYPTION_BROKEN);
		set_target(call, code);
		flow->state = succeeded;
	}
	if (value.object && !object)
		set_element_encryption(call, value.object, origin->what == DC_WHAT_SHARED);
	else
		set_encryption(call, object, origin->what == DC_WHAT_SHARED ? DC_ENCRYPTION_SHARED :
									     DC_ENCRYPTION_PRIVATE);
	set_target(call, dc_value_number(0));
	return failed;
}

static bool names(const struct dc_facts *facts, dc_index expr, const char *name)
{
	for (; expr; expr = facts->exprs[expr].a) {
		if (facts->exprs[expr].kind == DC_EXPR_NAME &&
		    !strcmp(dc_facts_string(facts, facts->exprs[expr].name), name))
			return true;
		if (facts->exprs[expr].b && names(facts, facts->exprs[expr].b, name))
			return true;
	}
	return false;
}

static void cached_view(const struct call *call, const struct dc_origin *origin)
{
	struct dc_value value = argument(call, origin->arg);
	bool cacheable = origin->arg2 == DC_ARG_NONE ||
			 names(call->flow->facts, argument_expr(call, origin->arg2), "MEMREMAP_WB");
	struct dc_use use;
	uint16_t view;

	if (!cacheable) {
		set_target(call, (struct dc_value){ .object = value.object });
		return;
	}
	if (value.object) {
		use = use_of(call, DC_ROLE_CACHED, value.object);
		dc_trial_use(call->flow, &use, value.object, call->step->spot);
		state_of(call, value.object)->cached = call->flow->step;
	}
	/* What memremap(MEMREMAP_WB) returns is memory, unless it is known to be a BAR. */
	view = new_object(call, state_of(call, value.object)->memory == DC_MEMORY_MMIO ? DC_MEMORY_UNKNOWN :
							       DC_MEMORY_RAM);
	set_target(call, (struct dc_value){ .object = view });
}

static uint8_t protection_of(const struct call *call, const struct dc_origin *origin)
{
	struct dc_flow *flow = call->flow;
	char text[128];
	uint32_t place;
	uint32_t kept;

	if (origin->arg2 != DC_ARG_NONE)
		return argument(call, origin->arg2).flags;
	/* vm_map_ram() has no protection to choose; the others take the vma's. */
	if (origin->arg == 0)
		return DC_VALUE_PROT_PRIVATE | DC_VALUE_PROT_OWN;
	dc_facts_print(flow->facts, argument_expr(call, 0), text, sizeof(text) - 20);
	strcat(text, "->vm_page_prot");
	place = dc_places_named(&flow->places, flow->facts, text);
	if (!place)
		return DC_VALUE_PROT_PRIVATE | (flow->facts->is_mmap ? DC_VALUE_PROT_OWN : 0);
	if (flow->places.items[place].slot < 0)
		return 0;
	kept = flow->state->values[flow->places.items[place].slot];
	if (kept == DC_VALUE_INITIAL)
		return DC_VALUE_PROT_PRIVATE | (flow->facts->is_mmap ? DC_VALUE_PROT_OWN : 0);
	return flow->values[kept].flags;
}

/* A page was decrypted as an element of the array, or before it was put there. */
static bool holds_shared_pages(const struct call *call, struct dc_value array)
{
	const struct dc_object_state *state = state_of(call, array.object);

	return state->shared_elements || (array.aspect == DC_ASPECT_PAGES &&
					  state->encryption == DC_ENCRYPTION_SHARED &&
					  state->earlier != DC_ELEMENTS_OTHER);
}

static void page_table(const struct call *call, const struct dc_origin *origin)
{
	dc_index one = pointed_place(call, argument_expr(call, origin->arg));
	/* `vmap(&page, 1, …)`: an array of one. */
	struct dc_value value = origin->what == DC_WHAT_PAGES && one ? dc_path_evaluate(call->flow, one) :
								       argument(call, origin->arg);
	uint8_t protection = protection_of(call, origin);
	struct dc_use use = use_of(call, DC_ROLE_PTE, value.object);

	if (origin->what == DC_WHAT_PAGES && !one)
		use.encryption = holds_shared_pages(call, value) ? DC_ENCRYPTION_SHARED : DC_ENCRYPTION_UNKNOWN;

	use.prot_shared = protection & DC_VALUE_PROT_SHARED ? DC_YES :
			  protection & DC_VALUE_PROT_PRIVATE ? DC_NO : DC_UNKNOWN;
	use.prot_own = protection & DC_VALUE_PROT_OWN ? DC_YES : DC_UNKNOWN;
	if (value.object)
		dc_trial_use(call->flow, &use, value.object, call->step->spot);
	set_target(call, (struct dc_value){ 0 });
}

static void protect(const struct call *call, const struct dc_origin *origin)
{
	struct dc_value value = { .flags = argument(call, origin->arg).flags };

	if (origin->what == DC_WHAT_SHARED)
		value.flags = DC_VALUE_PROT_SHARED;
	else if (origin->what == DC_WHAT_PRIVATE)
		value.flags = DC_VALUE_PROT_PRIVATE;
	set_target(call, value);
}

static void touch(const struct call *call, const struct dc_origin *origin)
{
	const int positions[] = { origin->arg, origin->arg2 };

	for (size_t i = 0; i < 2; i++) {
		struct dc_value value = argument(call, positions[i]);
		struct dc_use use;

		if (!value.object || value.aspect != DC_ASPECT_ANY)
			continue;
		use = use_of(call, origin->role, value.object);
		dc_trial_use(call->flow, &use, value.object, call->step->spot);
	}
	/* A list holds what was put into it. */
	if (!strncmp(call->name, "sg_", 3)) {
		dc_index expr = argument_expr(call, 0), place = pointed_place(call, expr);

		place = place ? place : expr;
		if (call->flow->facts->exprs[place].kind == DC_EXPR_INDEX)
			place = call->flow->facts->exprs[place].a;
		dc_path_assign(call->flow, place, (struct dc_value){
			.object = argument(call, origin->arg).object, .aspect = DC_ASPECT_LIST });
	}
	set_target(call, (struct dc_value){ 0 });
}

static void ask(const struct call *call, const struct dc_origin *origin)
{
	uint16_t object = argument(call, origin->arg).object;

	set_target(call, (struct dc_value){ .object = object, .aspect = object ? DC_ASPECT_CODE : DC_ASPECT_ANY });
}

/* Parts of a handle, or its text: who got them may know the handle. */
static void pure(const struct call *call)
{
	for (uint32_t i = 0; i < call->nr; i++)
		if (call->arguments[i].object)
			state_of(call, call->arguments[i].object)->escaped = call->flow->step;
	set_target(call, (struct dc_value){ 0 });
}

static struct dc_state *origin_call(const struct call *call, const struct dc_origin *origin)
{
	switch (origin->role) {
	case DC_ROLE_SOURCE:
		source(call, origin);
		break;
	case DC_ROLE_SOURCE_RES:
		source_resource(call, origin);
		break;
	case DC_ROLE_DERIVE:
		derive(call, origin);
		break;
	case DC_ROLE_DERIVE_IO:
		derive_io(call, argument(call, origin->arg));
		break;
	case DC_ROLE_DERIVE_RES:
		derive_from_resource(call, origin);
		break;
	case DC_ROLE_DERIVE_BAR:
		set_target(call, (struct dc_value){ .object = new_object(call, DC_MEMORY_MMIO),
						    .aspect = DC_ASPECT_RESOURCE });
		break;
	case DC_ROLE_FILL:
		fill(call, origin);
		break;
	case DC_ROLE_FREE:
		free_memory(call, origin);
		break;
	case DC_ROLE_CRYPT:
		return crypt(call, origin);
	case DC_ROLE_CACHED:
		cached_view(call, origin);
		break;
	case DC_ROLE_PTE:
		page_table(call, origin);
		break;
	case DC_ROLE_PROT:
		protect(call, origin);
		break;
	case DC_ROLE_TOUCH:
	case DC_ROLE_PAGEUSE:
		touch(call, origin);
		break;
	case DC_ROLE_ASK:
		ask(call, origin);
		break;
	case DC_ROLE_PURE:
		pure(call);
		break;
	case DC_ROLE_RELEASE:
	case DC_ROLE_RETURN:
		break;
	}
	return NULL;
}

/* Any other function: it may convert or keep what it is given, and write through its pointers. */

static bool is_made_up(const struct call *call)
{
	return !strncmp(call->name, "__each", 7) || !strncmp(call->name, "__clobber", 10);
}

static bool is_array(const struct call *call, dc_index expr)
{
	const struct dc_expr *e = &call->flow->facts->exprs[expr];

	return e->kind == DC_EXPR_LOCAL && call->flow->facts->locals[e->value].is_array;
}

static void forget_behind(const struct call *call, dc_index expr)
{
	struct dc_flow *flow = call->flow;
	const struct dc_places *places = &flow->places;
	uint32_t root = places->of_expr[expr];

	for (uint16_t slot = 0; root && slot < places->nr_tracked; slot++) {
		uint32_t which = places->tracked[slot];
		const struct dc_place *place = &places->items[which];
		struct dc_value held = { 0 };

		if (which == root || !(place->is_heap || is_array(call, expr)) ||
		    !dc_place_is_read(places, flow->facts, place->expr, root))
			continue;
		if (flow->state->values[slot] != DC_VALUE_INITIAL)
			held = flow->values[flow->state->values[slot]];
		flow->state->objects[held.object].encryption = DC_ENCRYPTION_UNKNOWN;
		dc_path_refresh(flow, slot);
	}
}

static void unknown_call(const struct call *call)
{
	for (uint32_t i = 0; i < call->step->nr_arguments; i++) {
		dc_index expr = argument_expr(call, i), place = pointed_place(call, expr);
		struct dc_value value = argument(call, i);

		if (value.object && !is_made_up(call)) {
			state_of(call, value.object)->escaped = call->flow->step;
			state_of(call, value.object)->encryption = DC_ENCRYPTION_UNKNOWN;
			state_of(call, value.object)->shared_elements = false;
		}
		if (place)
			dc_path_forget(call->flow, place);
		else if (is_made_up(call))
			dc_path_forget(call->flow, expr);
		else
			forget_behind(call, expr);
	}
	for (uint16_t slot = 0; slot < call->flow->places.nr_tracked; slot++) {
		const struct dc_place *place = &call->flow->places.items[call->flow->places.tracked[slot]];

		if (place->is_escaped)
			dc_path_forget(call->flow, place->expr);
	}
	state_of(call, 0)->encryption = DC_ENCRYPTION_UNKNOWN;
	set_target(call, (struct dc_value){ 0 });
}

/* The function's name: itself, or what a local pointer to it is set to, when that is the only one. */
static dc_index find_callee(const struct dc_facts *facts, dc_index callee)
{
	dc_index found = callee;
	unsigned int nr = 0;

	while (facts->exprs[callee].kind == DC_EXPR_DEREF)
		callee = facts->exprs[callee].a;
	if (facts->exprs[callee].kind != DC_EXPR_LOCAL)
		return found;
	for (dc_index i = 1; i < facts->nr_steps; i++) {
		const struct dc_step *step = &facts->steps[i];
		const struct dc_expr *target = &facts->exprs[step->target];

		if (!step->target || target->kind != DC_EXPR_LOCAL ||
		    target->value != facts->exprs[callee].value)
			continue;
		found = step->value;
		if (facts->exprs[found].kind == DC_EXPR_ADDRESS)
			found = facts->exprs[found].a;
		nr += step->kind == DC_STEP_ASSIGN ? 1 : 2;
	}
	return nr == 1 ? found : callee;
}

struct dc_state *dc_effect_call(struct dc_flow *flow, const struct dc_step *step)
{
	dc_index function = find_callee(flow->facts, step->value);
	const struct dc_expr *callee = &flow->facts->exprs[function];
	const struct dc_name *name = callee->kind == DC_EXPR_NAME ? flow->names[function] : NULL;
	struct call call = { .flow = flow, .step = step, .name = "" };

	if (callee->kind == DC_EXPR_NAME)
		call.name = dc_facts_string(flow->facts, callee->name);
	for (uint32_t i = 0; i < step->nr_arguments; i++) {
		struct dc_value value = dc_path_evaluate(flow, flow->facts->arguments[step->arguments + i]);

		if (i < sizeof(call.arguments) / sizeof(call.arguments[0]))
			call.arguments[call.nr++] = value;
	}
	if (name && name->kind == DC_NAME_API) {
		api_call(&call, name->api);
		return NULL;
	}
	if (name && name->kind == DC_NAME_ORIGIN)
		return origin_call(&call, name->origin);
	unknown_call(&call);
	return NULL;
}
