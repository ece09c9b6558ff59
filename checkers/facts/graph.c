/* SPDX-License-Identifier: GPL-2.0-only */
/* The order of a function's steps, and which places are read from each of them on. */
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "path.h"

static void add_slot(struct dc_slots *slots, int16_t slot)
{
	if (slot >= 0)
		slots->words[slot / 64] |= UINT64_C(1) << slot % 64;
}

static void add_reads(const struct dc_flow *flow, struct dc_slots *slots, dc_index index)
{
	for (; index; index = dc_path_expr(flow, index)->a) {
		add_slot(slots, dc_path_place(flow, index)->slot);
		if (dc_path_expr(flow, index)->b)
			add_reads(flow, slots, dc_path_expr(flow, index)->b);
	}
}

/* Some calls look at members of what they are given: vma->vm_page_prot, table->sgl. */
static bool is_read_unnamed(const struct dc_flow *flow, const struct dc_place *place)
{
	const char *field = dc_facts_string(flow->facts, place->field);

	return !strcmp(field, "vm_page_prot") || !strcmp(field, "sgl");
}

/* `modes[i]` may be any of `modes[0]`, `modes[1]` … */
static bool may_be_chosen(const struct dc_flow *flow, dc_index access, uint16_t slot)
{
	return dc_place_is_element(&flow->places, flow->facts, flow->places.tracked[slot], access);
}

static void step_reads(const struct dc_flow *flow, const struct dc_step *step,
		       struct dc_slots *reads)
{
	const struct dc_expr *target = dc_path_expr(flow, step->target);

	add_reads(flow, reads, step->value);
	for (uint32_t i = 0; i < step->nr_arguments; i++)
		add_reads(flow, reads, flow->facts->arguments[step->arguments + i]);
	add_reads(flow, reads, target->a);
	add_reads(flow, reads, target->b);
	for (uint16_t slot = 0; slot < flow->places.nr_tracked; slot++)
		if (step->kind == DC_STEP_CALL ?
			    is_read_unnamed(flow, dc_path_tracked(flow, slot)) :
			    may_be_chosen(flow, step->value, slot))
			add_slot(reads, slot);
}

/* Reverse postorder by an explicit stack: functions may have many thousand steps. */
static void put_in_order(struct dc_flow *flow, struct dc_graph *graph)
{
	const struct dc_facts *facts = flow->facts;
	dc_index *stack = dc_arena_alloc(&flow->arena, (facts->nr_steps + 1) * sizeof(*stack));
	uint8_t *visited = dc_arena_alloc(&flow->arena, facts->nr_steps);
	uint32_t top = 0;

	graph->first = graph->nr = facts->nr_steps;
	stack[top++] = facts->entry;
	visited[facts->entry] = 1;
	while (top) {
		dc_index at = stack[top - 1], next;
		uint8_t arm = visited[at] - 1;

		if (arm == 2) {
			graph->steps[--graph->first] = at;
			graph->order[at] = graph->first;
			top--;
			continue;
		}
		/* The second arm first, so that the first one gets the lower numbers. */
		next = facts->steps[at].next[1 - arm];
		visited[at]++;
		if (next && graph->entries[next] < 2)
			graph->entries[next]++;
		if (next && !visited[next]) {
			visited[next] = 1;
			stack[top++] = next;
		}
	}
}

static struct dc_slots live_at(const struct dc_flow *flow, const struct dc_graph *graph,
			       dc_index at)
{
	const struct dc_step *step = &flow->facts->steps[at];
	int16_t written = step->target ? dc_path_place(flow, step->target)->slot : -1;
	struct dc_slots live = { { 0 } };

	for (int arm = 0; arm < 2; arm++)
		for (size_t i = 0; step->next[arm] && i < ARRAY_SIZE(live.words); i++)
			live.words[i] |= graph->live[step->next[arm]].words[i];
	if (written >= 0)
		live.words[written / 64] &= ~(UINT64_C(1) << written % 64);
	step_reads(flow, step, &live);
	return live;
}

/* Backwards over the order until nothing changes: once for code without loops. */
static void find_live(const struct dc_flow *flow, struct dc_graph *graph)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (uint32_t i = graph->nr; i-- > graph->first;) {
			dc_index at = graph->steps[i];
			struct dc_slots live = live_at(flow, graph, at);

			changed |= memcmp(&live, &graph->live[at], sizeof(live)) != 0;
			graph->live[at] = live;
		}
	}
}

void dc_graph_find(struct dc_flow *flow, struct dc_graph *graph)
{
	uint32_t nr = flow->facts->nr_steps;

	graph->order = dc_arena_alloc(&flow->arena, nr * sizeof(*graph->order));
	graph->steps = dc_arena_alloc(&flow->arena, nr * sizeof(*graph->steps));
	graph->entries = dc_arena_alloc(&flow->arena, nr);
	graph->live = dc_arena_alloc(&flow->arena, nr * sizeof(*graph->live));
	put_in_order(flow, graph);
	find_live(flow, graph);
}

bool dc_graph_is_live(const struct dc_graph *graph, dc_index step, uint16_t slot)
{
	return graph->live[step].words[slot / 64] >> slot % 64 & 1;
}

bool dc_graph_leads(const struct dc_facts *facts, dc_index from, dc_index to, dc_index without)
{
	uint8_t *visited = dc_memory_resize(NULL, facts->nr_steps);
	dc_index *stack = dc_memory_resize(NULL, 2 * facts->nr_steps * sizeof(*stack));
	uint32_t top = 0;
	bool found = false;

	memset(visited, 0, facts->nr_steps);
	visited[0] = visited[without] = 1;	/* step 0 is none */
	stack[top++] = from;
	while (top && !found) {
		dc_index at = stack[--top];

		if (visited[at])
			continue;
		visited[at] = 1;
		found = at == to;
		for (int arm = 0; arm < 2; arm++)
			stack[top++] = facts->steps[at].next[arm];
	}
	free(visited);
	free(stack);
	return found;
}

/* Marks every step that a way leads to. */
static void mark(const struct dc_facts *facts, dc_index from, uint8_t *marks)
{
	dc_index *waiting = dc_memory_resize(NULL, (2 * facts->nr_steps + 1) * sizeof(*waiting));
	uint32_t nr = 0;

	waiting[nr++] = from;
	while (nr) {
		dc_index step = waiting[--nr];

		if (!step || marks[step])
			continue;
		marks[step] = true;
		waiting[nr++] = facts->steps[step].next[0];
		waiting[nr++] = facts->steps[step].next[1];
	}
	free(waiting);
}

bool dc_graph_passes(const struct dc_facts *facts, dc_index branch, dc_index goal)
{
	const dc_index *next = facts->steps[branch].next;

	return dc_graph_leads(facts, next[0], goal, branch) &&
	       dc_graph_leads(facts, next[1], goal, branch);
}

bool dc_graph_meets(const struct dc_facts *facts, dc_index a, dc_index b)
{
	uint8_t *marks = dc_memory_resize(NULL, 2 * (size_t)facts->nr_steps);
	bool found = false;

	memset(marks, 0, 2 * (size_t)facts->nr_steps);
	mark(facts, a, marks);
	mark(facts, b, marks + facts->nr_steps);
	for (uint32_t i = 1; i < facts->nr_steps && !found; i++)
		found = marks[i] && marks[facts->nr_steps + i];
	free(marks);
	return found;
}
