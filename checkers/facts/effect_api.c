/* SPDX-License-Identifier: GPL-2.0-only */
/* Calls of the DMA API: what they are given goes to the judge, what they return is a resource. */
#include "carry.h"
#include "effect.h"

static uint8_t constants_in(const struct dc_effect *call, int position)
{
	return dc_effect_argument(call, position).constants;
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
static struct dc_value list_of_table(const struct dc_effect *call, int position)
{
	const struct dc_flow *flow = call->flow;
	const struct dc_place *list = dc_effect_member(call, position, "sgl");
	uint32_t kept;

	if (!list || list->slot < 0)
		return dc_effect_argument(call, position);
	kept = flow->state->values[list->slot];
	return kept == DC_VALUE_INITIAL ? (struct dc_value){ 0 } : flow->values[kept];
}

/* The memory behind the address argument; a list's is what was put into it. */
static uint16_t memory_behind(const struct dc_effect *call, const struct dc_api *api)
{
	struct dc_value address = api->form == DC_FORM_SGT ? list_of_table(call, api->addr) :
							     dc_effect_address(call, api->addr);
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

static void fill_attrs(const struct dc_effect *call, struct dc_call *fact, struct dc_value *attrs)
{
	const struct dc_api *api = fact->api;

	*attrs = dc_effect_argument(call, api->attrs);
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
	fact->gfp = dc_effect_argument(call, api->gfp).gfp;
}

/* dma_alloc_coherent() and its kin return a cookie only when told so for certain. */
static enum dc_known returns_cookie(const struct dc_call *fact)
{
	if (fact->api->family != DC_FAMILY_COHERENT && fact->api->family != DC_FAMILY_MANAGED)
		return DC_UNKNOWN;
	return (fact->set | fact->api->implied) & DC_NO_KERNEL_MAPPING ? DC_YES :
	       fact->clear & DC_NO_KERNEL_MAPPING ? DC_NO : DC_UNKNOWN;
}

/* A wrapper that keeps what it got to itself, or stores it, returns something else. */
static bool returns_resource(const struct dc_api *api)
{
	return (api->op == DC_OP_ALLOC ? api->addr : api->handle) == DC_ARG_RESULT;
}

static void allocate(const struct dc_effect *call, const struct dc_call *fact,
		     struct dc_value attrs)
{
	dc_index handle = dc_effect_pointed(call, dc_effect_expr(call, fact->api->handle));
	uint16_t object = 0;

	if (returns_resource(fact->api)) {
		object = dc_effect_object(call, DC_MEMORY_UNKNOWN);
		dc_resource_acquire(call->flow, object, fact->api, attrs);
		dc_effect_state(call, object)->cookie = object ? returns_cookie(fact) : DC_UNKNOWN;
	}
	if (handle)
		dc_assign(call->flow, handle, (struct dc_value){ .object = object,
								 .aspect = DC_ASPECT_HANDLE });
	dc_effect_result(call, (struct dc_value){ .object = object });
}

/* RAM stays RAM: that it is mapped as MMIO is the mistake, and not what is done with it then. */
static bool is_ram(const struct dc_effect *call, uint16_t object)
{
	enum dc_memory memory = object ? dc_effect_state(call, object)->memory : DC_MEMORY_UNKNOWN;

	return memory != DC_MEMORY_UNKNOWN && memory != DC_MEMORY_MMIO &&
	       memory != DC_MEMORY_USER;
}

/*
 * Remembers that a range is mapped as MMIO, or with attributes that others chose, and finds
 * cacheable views made before.
 */
static void note_range(const struct dc_effect *call, uint16_t object, enum dc_known mmio,
		       struct dc_value attrs)
{
	struct dc_object_state *state = dc_effect_state(call, object);
	struct dc_use use = { .role = DC_ROLE_CACHED, .mmio = mmio };

	if (!object || mmio == DC_NO)
		return;
	if (state->mmio != DC_YES)
		state->mmio = mmio;
	state->mapped = call->flow->step;
	if (!state->acquired)
		state->attrs = dc_pool_value(call->flow, attrs);
	if (state->cached)
		dc_trial_use(call->flow, &use, object,
			     call->flow->facts->steps[state->cached].spot);
}

/* dma_map_sg() returns how many entries, dma_map_sgtable() an error; the list is the resource. */
static void map_list(const struct dc_effect *call, const struct dc_call *fact,
		     struct dc_value value)
{
	dc_index expr = dc_effect_expr(call, fact->api->handle);
	uint16_t list = dc_resource_of_list(call->flow, expr);

	dc_resource_acquire(call->flow, list, fact->api, value);
	dc_resource_keep(call->flow, (struct dc_value){ .object = list },
			 dc_resource_holder(call->flow, expr));
	dc_effect_result(call, (struct dc_value){ .object = list,
						  .aspect = fact->api->form == DC_FORM_SG
								    ? DC_ASPECT_COUNT
								    : DC_ASPECT_CODE });
}

static void map(const struct dc_effect *call, const struct dc_call *fact, uint16_t memory,
		struct dc_value value)
{
	enum dc_known mmio = (fact->set | fact->api->implied) & DC_MMIO ? DC_YES :
			     fact->clear & DC_MMIO ? DC_NO : DC_UNKNOWN;
	uint16_t handle;

	if (is_ram(call, memory))
		mmio = mmio == DC_YES ? DC_UNKNOWN : mmio;
	else
		note_range(call, memory, mmio, value);
	if (memory)
		dc_effect_state(call, memory)->source = call->flow->step;
	if (fact->api->family == DC_FAMILY_PHYS && fact->api->form == DC_FORM_PHYS)
		dc_trial_end(call->flow, DC_END_SOURCE, dc_effect_expr(call, fact->api->addr),
			     fact->api, value, call->step->spot);
	if (fact->api->family != DC_FAMILY_PHYS) {
		map_list(call, fact, value);
		return;
	}
	if (!returns_resource(fact->api)) {
		dc_effect_result(call, (struct dc_value){ 0 });
		return;
	}
	handle = dc_effect_object(call, DC_MEMORY_UNKNOWN);
	dc_resource_acquire(call->flow, handle, fact->api, value);
	if (handle) {
		dc_effect_state(call, handle)->mmio = mmio;
		dc_effect_state(call, handle)->mapped = call->flow->step;
	}
	dc_effect_result(call, (struct dc_value){ .object = handle });
}

/* Which range a handle stands for is not followed: none counts as mapped any more. */
static void unmap(const struct dc_effect *call)
{
	for (uint16_t i = 1; i < call->flow->nr_objects; i++) {
		struct dc_object_state *state = &call->flow->state->objects[i];

		if (state->mmio == DC_YES)
			state->mmio = DC_UNKNOWN;
		if (!state->acquired)
			state->attrs = 0;
	}
}

/* Lists are released as themselves. */
static void release_list(const struct dc_effect *call, const struct dc_api *api,
			 struct dc_value attrs)
{
	dc_index list = dc_effect_expr(call, api->addr);
	uint16_t object = dc_resource_of_list(call->flow, list);

	dc_resource_release(call->flow, object, api, attrs, false,
			    dc_resource_holder(call->flow, list));
}

/*
 * What virt_to_phys() makes of a buffer is no handle of it. Of a mapping it may be, where the driver
 * made sure that the two are one number, as IOMMU drivers do for the tables that their device reads.
 */
static void judge_handle(const struct dc_effect *call, const struct dc_api *api)
{
	const struct dc_use use = { .role = DC_ROLE_RELEASE, .what = DC_WHAT_PHYS,
				    .wrong_handle = DC_YES };

	if (api->op == DC_OP_FREE && !call->flow->in->is_core &&
	    dc_effect_argument(call, api->handle).is_phys)
		dc_trial_use(call->flow, &use, 0, call->step->spot);
}

/* A buffer goes by its CPU address or page, a mapping by its handle. */
static void release(const struct dc_effect *call, const struct dc_api *api, struct dc_value attrs)
{
	int position = api->addr;
	struct dc_value value = dc_effect_argument(call, position);

	judge_handle(call, api);
	if (api->family == DC_FAMILY_SG || api->family == DC_FAMILY_IOVA ||
	    api->family == DC_FAMILY_XSK) {
		release_list(call, api, attrs);
		return;
	}
	if (!value.object || !dc_effect_state(call, value.object)->acquired) {
		position = api->handle;
		value = dc_effect_argument(call, position);
	}
	dc_resource_release(call->flow, value.object, api, attrs,
			    api->op == DC_OP_UNMAP && value.aspect == DC_ASPECT_ANY,
			    dc_effect_expr(call, position));
}

/* Wrappers hand their parameter on, whatever becomes of the resource. */
static void carry(const struct dc_effect *call, const struct dc_api *api, struct dc_value attrs)
{
	bool is_acquire = api->op == DC_OP_ALLOC || api->op == DC_OP_MAP ||
			  api->op == DC_OP_IOVA_LINK;

	if (api->attrs == DC_ARG_NONE)
		return;
	if (is_acquire)
		dc_carry_acquired(call->flow, api->name, api->attrs, attrs);
	else if (dc_derivations_of(call->flow->in->derived, api))
		dc_carry_wrapped(call->flow, call->name, api->attrs, attrs);
}

void dc_effect_api(const struct dc_effect *call, const struct dc_api *api)
{
	struct dc_call fact = { .api = api };
	uint16_t memory = memory_behind(call, api);
	struct dc_value attrs;

	fill_attrs(call, &fact, &attrs);
	if (memory) {
		fact.memory = dc_effect_state(call, memory)->memory;
		fact.encryption = dc_effect_argument(call, api->addr).aspect == DC_ASPECT_ELEMENT ?
				  DC_ENCRYPTION_UNKNOWN : dc_effect_state(call, memory)->encryption;
		fact.mmio_handle = dc_effect_state(call, memory)->mmio;
	}
	if (!call->flow->in->is_core)
		dc_trial_call(call->flow, &fact, attrs, memory, call->step->spot);
	dc_wrapper_call(call->flow, call->step, api, attrs);
	carry(call, api, attrs);
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
		dc_effect_result(call, (struct dc_value){ 0 });
		break;
	case DC_OP_SYNC:
		dc_effect_result(call, (struct dc_value){ 0 });
	}
}
