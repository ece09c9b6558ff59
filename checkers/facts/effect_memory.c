/* SPDX-License-Identifier: GPL-2.0-only */
/* The functions of origins.def: where memory comes from, and what is done to it. */
#include "effect.h"

#include <stdio.h>
#include <string.h>

enum { KEY_BAR = 1 };

/* A BAR is the same memory however often one asks where it starts. */
static uint16_t bar(const struct dc_effect *call)
{
	struct dc_facts *facts = call->flow->facts;
	dc_index device = dc_facts_text(facts, dc_effect_expr(call, 0));
	dc_index number = dc_facts_text(facts, dc_effect_expr(call, 1));
	uint64_t key = call->flow->step;
	char text[2 * DC_MAX_TEXT];

	if (call->step->nr_arguments >= 2 && device && number) {
		snprintf(text, sizeof(text), "%s@%s", dc_facts_string(facts, device),
			 dc_facts_string(facts, number));
		key = dc_pool_key(dc_facts_intern(facts, text, strlen(text)), KEY_BAR);
	}
	return dc_pool_object(call->flow, key, DC_MEMORY_MMIO);
}

static void source(const struct dc_effect *call, const struct dc_origin *origin)
{
	static const enum dc_memory classes[] = {
		[DC_WHAT_RAM] = DC_MEMORY_RAM, [DC_WHAT_VMALLOC] = DC_MEMORY_VMALLOC,
		[DC_WHAT_USER] = DC_MEMORY_USER, [DC_WHAT_MMIO] = DC_MEMORY_MMIO,
		[DC_WHAT_BUS] = DC_MEMORY_UNKNOWN,
	};
	enum dc_memory memory = classes[origin->what];
	uint16_t object = memory == DC_MEMORY_MMIO ? bar(call) : dc_effect_object(call, memory);

	if (object && (memory == DC_MEMORY_RAM || memory == DC_MEMORY_VMALLOC)) {
		call->flow->objects[object].is_sourced = true;
		dc_effect_state(call, object)->encryption = DC_ENCRYPTION_PRIVATE;
		dc_effect_state(call, object)->cookie = DC_NO;
	}
	dc_effect_result(call, (struct dc_value){ .object = object });
}

/* platform_get_resource(pdev, IORESOURCE_MEM, n) */
static void source_resource(const struct dc_effect *call, const struct dc_origin *origin)
{
	const struct dc_facts *facts = call->flow->facts;
	const struct dc_expr *type = &facts->exprs[dc_effect_expr(call, origin->arg)];
	bool is_memory = type->kind == DC_EXPR_NAME &&
			 !strcmp(dc_facts_string(facts, type->name), "IORESOURCE_MEM");
	struct dc_value value = { 0 };

	if (is_memory) {
		value.object = dc_effect_object(call, DC_MEMORY_MMIO);
		value.aspect = DC_ASPECT_RESOURCE;
	}
	dc_effect_result(call, value);
}

static void derive(const struct dc_effect *call, const struct dc_origin *origin)
{
	struct dc_value value = dc_effect_address(call, origin->arg);
	struct dc_use use;

	if (value.object && value.aspect == DC_ASPECT_ANY) {
		use = dc_effect_use(call, DC_ROLE_DERIVE, value.object);
		use.what = origin->what;
		dc_trial_use(call->flow, &use, value.object, call->step->spot);
	}
	dc_effect_result(call, (struct dc_value){ .object = value.object,
						  .aspect = value.aspect,
						  .trail = value.trail,
						  .is_phys = origin->what == DC_WHAT_PHYS });
}

/* ioremap(phys): what can be ioremapped is no RAM. */
static void derive_io(const struct dc_effect *call, struct dc_value value)
{
	if (value.object && dc_effect_state(call, value.object)->memory == DC_MEMORY_UNKNOWN)
		dc_effect_state(call, value.object)->memory = DC_MEMORY_MMIO;
	dc_effect_result(call, (struct dc_value){ .object = value.object });
}

static void derive_from_resource(const struct dc_effect *call, const struct dc_origin *origin)
{
	struct dc_flow *flow = call->flow;
	dc_index expr = dc_effect_expr(call, origin->arg), place = dc_effect_pointed(call, expr);
	struct dc_value value = dc_effect_argument(call, origin->arg);

	place = place ? place : expr;
	if (!value.object || value.aspect != DC_ASPECT_RESOURCE)
		value = (struct dc_value){ .object = dc_pool_text_object(flow, place, DC_KEY_PLACE,
									 DC_MEMORY_MMIO) };
	value.aspect = DC_ASPECT_RESOURCE;
	if (value.object)
		dc_effect_state(call, value.object)->memory = DC_MEMORY_MMIO;
	dc_assign(flow, place, value);
	dc_effect_result(call, (struct dc_value){ .object = value.object });
}

static void derive_bar(const struct dc_effect *call)
{
	uint16_t object = dc_effect_object(call, DC_MEMORY_MMIO);

	dc_effect_result(call, (struct dc_value){ .object = object, .aspect = DC_ASPECT_RESOURCE });
}

static void fill(const struct dc_effect *call, const struct dc_origin *origin)
{
	dc_index expr = dc_effect_expr(call, origin->arg), place = dc_effect_pointed(call, expr);
	bool is_resource = origin->what == DC_WHAT_MMIO;
	uint16_t object = dc_effect_object(call, is_resource ? DC_MEMORY_MMIO : DC_MEMORY_USER);

	if (place)
		dc_assign(call->flow, place,
			  (struct dc_value){ .object = object,
					     .aspect = is_resource ? DC_ASPECT_RESOURCE
								   : DC_ASPECT_ANY });
	else if (!is_resource && expr)
		dc_assign(call->flow, expr,
			  (struct dc_value){ .object = object, .aspect = DC_ASPECT_PAGES });
	dc_effect_result(call, (struct dc_value){ .object = is_resource ? object : 0 });
}

static void free_memory(const struct dc_effect *call, const struct dc_origin *origin)
{
	struct dc_value value = dc_effect_argument(call, origin->arg);
	struct dc_use use;

	if (!value.object || (value.aspect != DC_ASPECT_ANY && value.aspect != DC_ASPECT_ELEMENT))
		return;
	/* Which element it is does not matter when all of them are shared. */
	if (value.aspect == DC_ASPECT_ELEMENT &&
	    (dc_effect_state(call, value.object)->earlier == DC_ELEMENTS_OTHER ||
	     !call->flow->objects[value.object].is_sourced))
		return;
	/* put_page() frees only what nobody else holds. */
	if (origin->what == DC_WHAT_PAGE && !call->flow->objects[value.object].is_sourced)
		return;
	use = dc_effect_use(call, DC_ROLE_FREE, value.object);
	dc_trial_use(call->flow, &use, value.object, call->step->spot);
	dc_effect_state(call, value.object)->encryption = DC_ENCRYPTION_UNKNOWN;
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

static void cached_view(const struct dc_effect *call, const struct dc_origin *origin)
{
	struct dc_value value = dc_effect_argument(call, origin->arg);
	bool cacheable =
		origin->arg2 == DC_ARG_NONE ||
		names(call->flow->facts, dc_effect_expr(call, origin->arg2), "MEMREMAP_WB");
	struct dc_use use;
	uint16_t view;

	if (!cacheable) {
		dc_effect_result(call, (struct dc_value){ .object = value.object });
		return;
	}
	if (value.object) {
		use = dc_effect_use(call, DC_ROLE_CACHED, value.object);
		dc_trial_use(call->flow, &use, value.object, call->step->spot);
		dc_effect_state(call, value.object)->cached = call->flow->step;
	}
	/* What memremap(MEMREMAP_WB) returns is memory, unless it is known to be a BAR. */
	view = dc_effect_object(call, dc_effect_state(call, value.object)->memory == DC_MEMORY_MMIO
					      ? DC_MEMORY_UNKNOWN
					      : DC_MEMORY_RAM);
	dc_effect_result(call, (struct dc_value){ .object = view });
}

static void touch(const struct dc_effect *call, const struct dc_origin *origin)
{
	const int positions[] = { origin->arg, origin->arg2 };

	for (size_t i = 0; i < 2; i++) {
		struct dc_value value = dc_effect_argument(call, positions[i]);
		struct dc_use use;

		if (!value.object || value.aspect != DC_ASPECT_ANY)
			continue;
		use = dc_effect_use(call, origin->role, value.object);
		dc_trial_use(call->flow, &use, value.object, call->step->spot);
	}
	/* A list holds what was put into it. */
	if (!strncmp(call->name, "sg_", 3)) {
		dc_index expr = dc_effect_expr(call, 0), place = dc_effect_pointed(call, expr);

		place = place ? place : expr;
		if (call->flow->facts->exprs[place].kind == DC_EXPR_INDEX)
			place = call->flow->facts->exprs[place].a;
		dc_assign(call->flow, place,
			  (struct dc_value){ .object = dc_effect_argument(call, origin->arg).object,
					     .aspect = DC_ASPECT_LIST });
	}
	dc_effect_result(call, (struct dc_value){ 0 });
}

/* dma_need_unmap(): where it says no, handles may be forgotten. */
static void ask_for_all(const struct dc_effect *call)
{
	for (uint16_t i = 1; i < call->flow->nr_objects; i++)
		if (dc_effect_state(call, i)->acquired)
			dc_effect_state(call, i)->escaped = call->flow->step;
	dc_effect_result(call, (struct dc_value){ 0 });
}

static void ask(const struct dc_effect *call, const struct dc_origin *origin)
{
	uint16_t object = dc_effect_argument(call, origin->arg).object;

	dc_effect_result(call,
			 (struct dc_value){ .object = object,
					    .aspect = object ? DC_ASPECT_CODE : DC_ASPECT_ANY });
}

/* Parts of a handle, or its text: who got them may know the handle. */
static void pure(const struct dc_effect *call)
{
	for (uint32_t i = 0; i < call->nr; i++)
		if (call->arguments[i].object)
			dc_effect_state(call, call->arguments[i].object)->escaped =
				call->flow->step;
	dc_effect_result(call, (struct dc_value){ 0 });
}

/* The same handle, or address, as a device reads it. */
static void reorder(const struct dc_effect *call, const struct dc_origin *origin)
{
	struct dc_value value = dc_effect_argument(call, origin->arg);

	dc_effect_result(call, (struct dc_value){ .object = value.object,
						  .aspect = value.aspect });
}

struct dc_state *dc_effect_origin(const struct dc_effect *call, const struct dc_origin *origin)
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
		derive_io(call, dc_effect_argument(call, origin->arg));
		break;
	case DC_ROLE_DERIVE_RES:
		derive_from_resource(call, origin);
		break;
	case DC_ROLE_DERIVE_BAR:
		derive_bar(call);
		break;
	case DC_ROLE_FILL:
		fill(call, origin);
		break;
	case DC_ROLE_FREE:
		free_memory(call, origin);
		break;
	case DC_ROLE_CRYPT:
		return dc_effect_crypt(call, origin);
	case DC_ROLE_CACHED:
		cached_view(call, origin);
		break;
	case DC_ROLE_PTE:
		dc_effect_page_table(call, origin);
		break;
	case DC_ROLE_PROT:
		dc_effect_protect(call, origin);
		break;
	case DC_ROLE_TOUCH:
	case DC_ROLE_PAGEUSE:
		touch(call, origin);
		break;
	case DC_ROLE_ASK:
		if (origin->arg == DC_ARG_NONE)
			ask_for_all(call);
		else
			ask(call, origin);
		break;
	case DC_ROLE_ORDER:
		reorder(call, origin);
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
