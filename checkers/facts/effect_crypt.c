/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory encryption: set_memory_*(), and page tables that must agree with it. */
#include "effect.h"

static void forget_encryption(const struct dc_effect *call)
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
static bool is_result_read(const struct dc_effect *call)
{
	const struct dc_expr *target = &call->flow->facts->exprs[call->step->target];

	if (!call->step->result_used)
		return false;
	return target->kind != DC_EXPR_LOCAL ||
	       is_read_later(call->flow, call->step->next[0], target->value);
}

static void set_encryption(const struct dc_effect *call, uint16_t object,
			   enum dc_encryption encryption)
{
	if (!object) {
		forget_encryption(call);
		return;
	}
	dc_effect_state(call, object)->encryption = encryption;
	dc_effect_state(call, object)->encrypted = call->flow->step;
}

/* One page of an array is not the array, but there is a page now that is shared. */
static void set_element_encryption(const struct dc_effect *call, uint16_t object, bool shared)
{
	dc_effect_state(call, object)->encryption = DC_ENCRYPTION_UNKNOWN;
	dc_effect_state(call, object)->shared_elements = shared;
	dc_effect_state(call, object)->encrypted = call->flow->step;
}

/* Succeeds on the path that goes on, fails on the one that is returned. */
struct dc_state *dc_effect_crypt(const struct dc_effect *call, const struct dc_origin *origin)
{
	struct dc_flow *flow = call->flow;
	struct dc_value value = dc_effect_argument(call, origin->arg);
	uint16_t object = value.aspect == DC_ASPECT_ANY ? value.object : 0;
	struct dc_use use = dc_effect_use(call, DC_ROLE_CRYPT, object);
	struct dc_state *succeeded = flow->state, *failed = NULL;
	struct dc_value code = { .flags = DC_VALUE_NONZERO | DC_VALUE_NEGATIVE };

	use.result_used = is_result_read(call) ? DC_YES : DC_NO;
	dc_trial_use(flow, &use, object, call->step->spot);
	if (use.result_used == DC_YES) {
		failed = dc_state_copy(flow, succeeded);
		flow->state = failed;
		set_encryption(call, object, DC_ENCRYPTION_BROKEN);
		dc_effect_result(call, code);
		flow->state = succeeded;
	}
	if (value.object && !object)
		set_element_encryption(call, value.object, origin->what == DC_WHAT_SHARED);
	else
		set_encryption(call, object, origin->what == DC_WHAT_SHARED ? DC_ENCRYPTION_SHARED :
									     DC_ENCRYPTION_PRIVATE);
	dc_effect_result(call, dc_value_number(0));
	return failed;
}

static uint8_t protection_of(const struct dc_effect *call, const struct dc_origin *origin)
{
	const struct dc_flow *flow = call->flow;
	uint8_t given = DC_VALUE_PROT_PRIVATE | (flow->facts->is_mmap ? DC_VALUE_PROT_OWN : 0);
	const struct dc_place *place;
	uint32_t kept;

	if (origin->arg2 != DC_ARG_NONE)
		return dc_effect_argument(call, origin->arg2).flags;
	/* vm_map_ram() has no protection to choose; the others take the vma's. */
	if (origin->arg == 0)
		return DC_VALUE_PROT_PRIVATE | DC_VALUE_PROT_OWN;
	place = dc_effect_member(call, 0, "vm_page_prot");
	if (!place)
		return given;
	if (place->slot < 0)
		return 0;
	kept = flow->state->values[place->slot];
	return kept == DC_VALUE_INITIAL ? given : flow->values[kept].flags;
}

/* A page was decrypted as an element of the array, or before it was put there. */
static bool holds_shared_pages(const struct dc_effect *call, struct dc_value array)
{
	const struct dc_object_state *state = dc_effect_state(call, array.object);

	return state->shared_elements || (array.aspect == DC_ASPECT_PAGES &&
					  state->encryption == DC_ENCRYPTION_SHARED &&
					  state->earlier != DC_ELEMENTS_OTHER);
}

void dc_effect_page_table(const struct dc_effect *call, const struct dc_origin *origin)
{
	dc_index one = dc_effect_pointed(call, dc_effect_expr(call, origin->arg));
	/* `vmap(&page, 1, …)`: an array of one. */
	struct dc_value value = origin->what == DC_WHAT_PAGES && one
					? dc_evaluate(call->flow, one)
					: dc_effect_argument(call, origin->arg);
	uint8_t protection = protection_of(call, origin);
	struct dc_use use = dc_effect_use(call, DC_ROLE_PTE, value.object);

	if (origin->what == DC_WHAT_PAGES && !one)
		use.encryption = holds_shared_pages(call, value) ? DC_ENCRYPTION_SHARED
								 : DC_ENCRYPTION_UNKNOWN;

	use.prot_shared = protection & DC_VALUE_PROT_SHARED ? DC_YES :
			  protection & DC_VALUE_PROT_PRIVATE ? DC_NO : DC_UNKNOWN;
	use.prot_own = protection & DC_VALUE_PROT_OWN ? DC_YES : DC_UNKNOWN;
	if (value.object)
		dc_trial_use(call->flow, &use, value.object, call->step->spot);
	dc_effect_result(call, (struct dc_value){ 0 });
}

void dc_effect_protect(const struct dc_effect *call, const struct dc_origin *origin)
{
	struct dc_value value = { .flags = dc_effect_argument(call, origin->arg).flags };

	if (origin->what == DC_WHAT_SHARED)
		value.flags = DC_VALUE_PROT_SHARED;
	else if (origin->what == DC_WHAT_PRIVATE)
		value.flags = DC_VALUE_PROT_PRIVATE;
	dc_effect_result(call, value);
}
