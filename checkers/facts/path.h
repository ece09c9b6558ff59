/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of one path, and those who move it: flow.c takes it from step to step and asks the
 * others, each for one thing.
 */
#ifndef DC_PATH_H
#define DC_PATH_H

#include "attrset.h"
#include "flow.h"
#include "memory.h"
#include "place.h"

enum { DC_MAX_OBJECTS = 64, DC_MAX_ASSUMPTIONS = 24 };

/* A piece of memory, by what made it: an expression's text or a step. */
struct dc_object {
	uint64_t key;
	bool is_sourced;	/* this function allocated it */
};

/* Pages that one statement made in earlier rounds of a loop, and an array holds. */
enum dc_elements { DC_ELEMENTS_NONE, DC_ELEMENTS_SHARED, DC_ELEMENTS_OTHER };

/* What a path knows of an object. */
struct dc_object_state {
	uint8_t memory;		/* enum dc_memory */
	uint8_t encryption;	/* enum dc_encryption */
	uint8_t cookie;		/* enum dc_known: result with NO_KERNEL_MAPPING */
	uint8_t mmio; /* enum dc_known: mapped with MMIO; of a handle: so is what it stands for */
	bool shared_elements;	/* array: a page that was read from it was decrypted */
	uint8_t earlier;	/* enum dc_elements: what this was when an array took it before */
	bool entered;		/* resource: the path has gone into a loop since */
	bool skipped;		/* or past one that puts it somewhere, had it a round; no padding */
	dc_index made, encrypted, mapped, cached;	/* steps that did it, 0 for none */
	dc_index source;	/* step that mapped this memory */
	dc_index acquired; /* step of the DMA call that this is the result of, until released */
	uint32_t attrs;		/* of that call: index of a value */
	dc_index escaped;	/* step at which somebody else learned of it */
};

struct dc_assumption {
	dc_index condition;	/* string of the condition's text */
	dc_index branch;	/* step */
	bool holds;
};

struct dc_state {
	struct dc_state *next;	/* of those waiting at a step */
	uint16_t nr_assumptions;
	struct dc_assumption assumptions[DC_MAX_ASSUMPTIONS];
	struct dc_object_state objects[DC_MAX_OBJECTS];	/* [0] is none */
	uint32_t values[];	/* of tracked places: index of a value */
};

/* How a value came to be. */
enum dc_trail_kind { DC_TRAIL_NAMED, DC_TRAIL_ASSIGNED, DC_TRAIL_JOINED };

struct dc_trail {
	uint8_t kind;
	struct dc_spot spot;
	uint64_t bits;		/* NAMED */
	uint32_t from, other;	/* earlier trails */
	dc_index place;		/* ASSIGNED: expression of the target */
	dc_index guard;		/* ASSIGNED: branch step that chose it, 0 for none */
	bool guard_holds;
};

/* The one call of the DMA API that a wrapper makes. */
struct dc_inner {
	dc_index step;		/* 0 before one was met */
	bool is_wrapper;	/* nothing has been met that a row cannot say */
	bool is_returned;	/* what it acquires is what the function returns */
	bool is_kept;		/* and somebody else knows of it */
	struct dc_api api;	/* positions are the function's own */
	const struct dc_api *called;
};

struct dc_flow {
	struct dc_inner inner;
	const struct dc_flow_input *in;
	struct dc_facts *facts;
	struct dc_places places;

	struct dc_value *values;
	uint32_t nr_values, values_capacity;
	struct dc_trail *trails;
	uint32_t nr_trails, trails_capacity;
	struct dc_object objects[DC_MAX_OBJECTS];
	uint16_t nr_objects;
	dc_index *meaning;	/* of each local that is set once, to what; 0 for the others */
	uint32_t meaning_capacity;
	const struct dc_name **names;	/* of each NAME expression, NULL for none */
	uint32_t names_capacity;

	struct dc_state *state;	/* the path that moves */
	dc_index step;		/* the step that it is at */
	struct dc_arena arena;
	size_t first_finding;	/* of this function */
};

/* Two values that no table holds: index 0 is unknown, 1 stands for what a place held at entry. */
enum { DC_VALUE_UNKNOWN, DC_VALUE_INITIAL };

static inline const struct dc_expr *dc_path_expr(const struct dc_flow *flow, dc_index expr)
{
	return &flow->facts->exprs[expr];
}

static inline const struct dc_place *dc_path_place(const struct dc_flow *flow, dc_index expr)
{
	return &flow->places.items[flow->places.of_expr[expr]];
}

static inline const struct dc_place *dc_path_tracked(const struct dc_flow *flow, uint16_t slot)
{
	return &flow->places.items[flow->places.tracked[slot]];
}

/* pool.c: values, trails and objects, each kept once. */

/* Objects have one of these in the lower half of their keys, or a step. */
enum { DC_KEY_FRESH = 1 << 30 };
#define DC_KEY_PLACE	UINT32_MAX	/* what a place held at entry, or a name stands for */

uint32_t dc_pool_value(struct dc_flow *flow, struct dc_value value);	/* index of an equal one */
uint32_t dc_pool_trail(struct dc_flow *flow, struct dc_trail trail);
uint64_t dc_pool_key(dc_index text, uint32_t what);
uint64_t dc_pool_fresh_key(const struct dc_place *place, dc_index step);
uint16_t dc_pool_find(const struct dc_flow *flow, uint64_t key);	/* 0 for none */
uint16_t dc_pool_object(struct dc_flow *flow, uint64_t key, enum dc_memory memory);
/* The object that the text of `expr` names, as a `what`; 0 when no text does. */
uint16_t dc_pool_text_object(struct dc_flow *flow, dc_index expr, uint32_t what,
			     enum dc_memory memory);

/* graph.c: the order of a function's steps, and what is read from each of them on. */
struct dc_slots {
	uint64_t words[(DC_MAX_TRACKED + 63) / 64];
};

struct dc_graph {
	dc_index *steps;		/* in reverse postorder, from `first` on */
	uint32_t *order;		/* of each step */
	uint32_t first, nr;
	uint8_t *entries;		/* how many ways lead to each step, 2 for many */
	struct dc_slots *live;		/* what is read from each step on */
};

/* Lies in the flow's arena. */
void dc_graph_find(struct dc_flow *flow, struct dc_graph *graph);
bool dc_graph_is_live(const struct dc_graph *graph, dc_index step, uint16_t slot);
/* Whether a way leads from one step to another that does not pass the third. */
bool dc_graph_passes(const struct dc_facts *facts, dc_index branch, dc_index goal);	/* both ways */
bool dc_graph_meets(const struct dc_facts *facts, dc_index a, dc_index b);	/* do ways from both */
bool dc_graph_leads(const struct dc_facts *facts, dc_index from, dc_index to, dc_index without);

/* state.c: copies, equality, joining. */
size_t dc_state_size(const struct dc_flow *flow);
/* Whether a kept value is a content that nobody knows. */
bool dc_state_is_anybodys(const struct dc_flow *flow, uint32_t kept);
struct dc_state *dc_state_copy(struct dc_flow *flow, const struct dc_state *state);
void dc_state_drop(struct dc_state *state, size_t assumption);
bool dc_state_same(const struct dc_flow *flow, const struct dc_state *a, const struct dc_state *b);
/*
 * For two that are the same: keeps in `state` what both assume, and gives places in which they
 * differ a new content since `step`; tells whether that changed anything.
 */
bool dc_state_share(struct dc_flow *flow, struct dc_state *state, const struct dc_state *other,
		    dc_index step);
/* Whether they differ in nothing that a rule speaks of: attributes, cookies, encryption. */
bool dc_state_agrees(const struct dc_flow *flow, const struct dc_state *a,
		     const struct dc_state *b);
/* Forgets in `state` all in which `other` differs. */
void dc_state_widen(struct dc_flow *flow, struct dc_state *state, const struct dc_state *other);

/* evaluate.c: reading. */
struct dc_value dc_evaluate(struct dc_flow *flow, dc_index expr);
struct dc_value dc_evaluate_address(struct dc_flow *flow, dc_index expr);	/* of &expr */
/* A constant that stands for attributes alone: nobody asks for its truth. */
bool dc_evaluate_is_attrs(const struct dc_flow *flow, dc_index expr);

/* assign.c: writing. */
void dc_assign(struct dc_flow *flow, dc_index target, struct dc_value value);
void dc_assign_fresh(struct dc_flow *flow, uint16_t slot);	/* its content is new and unknown */
void dc_assign_forget(struct dc_flow *flow, dc_index expr);
void dc_assign_members(struct dc_flow *flow, const struct dc_step *step);

/* condition.c: branches. */
struct dc_question {
	dc_index meaning;	/* the same, names of conditions replaced by what they stand for */
	dc_index subject;	/* expression that is asked for */
	dc_index key;		/* string of the condition without its negations, 0 for none */
	bool negated;
	bool is_opposite;	/* `plain = !shared`: the subject is true when its meaning is not */
};

struct dc_question dc_condition_ask(struct dc_flow *flow, dc_index expr);
enum dc_known dc_condition_assumed(struct dc_flow *flow, const struct dc_question *question);
struct dc_value dc_condition_adopt(struct dc_flow *flow, dc_index expr, struct dc_value value);
void dc_condition_assume(struct dc_flow *flow, const struct dc_question *question, bool holds);
/* Whether this path is for some contents of a place alone, and which of them no bits tell. */
bool dc_condition_chooses(struct dc_flow *flow, uint16_t object);
void dc_condition_learn(struct dc_flow *flow, const struct dc_question *question, bool holds);

/* effect.c: what a call does.  Returns a second state where the call may fail, NULL otherwise. */
struct dc_state *dc_effect_call(struct dc_flow *flow, const struct dc_step *step);

/* resource.c: which acquire a release belongs to, within the function. */
void dc_resource_acquire(struct dc_flow *flow, uint16_t object, const struct dc_api *api,
			 struct dc_value attrs);
void dc_resource_release(struct dc_flow *flow, uint16_t object, const struct dc_api *api,
			 struct dc_value attrs, bool is_handle, dc_index place);
void dc_resource_drop(struct dc_flow *flow, uint16_t object);	/* nobody holds it */
/* `&obj->table`, which is `value`, as the list that it holds when that was acquired. */
struct dc_value dc_resource_given(struct dc_flow *flow, dc_index expr, struct dc_value value);
/* The path enters a loop, or goes past it. */
void dc_resource_loop(struct dc_flow *flow, const struct dc_step *head, bool enters);
void dc_resource_return(struct dc_flow *flow, struct dc_value result);
void dc_resource_keep(struct dc_flow *flow, struct dc_value value, dc_index place);
dc_index dc_resource_holder(struct dc_flow *flow, dc_index expr);
uint16_t dc_resource_of_list(struct dc_flow *flow, dc_index expr);
const struct dc_api *dc_resource_api(const struct dc_flow *flow, dc_index step);

/* wrapper.c: whether the function is a row of its own. */
void dc_wrapper_call(struct dc_flow *flow, const struct dc_step *step, const struct dc_api *api,
		     struct dc_value attrs);
void dc_wrapper_return(struct dc_flow *flow, struct dc_value result);
void dc_wrapper_end(struct dc_flow *flow);

/* trial.c: facts to the judge, verdicts into findings. */
void dc_trial_pair(struct dc_flow *flow, const struct dc_pair *pair, struct dc_value acquire,
		   struct dc_value release, uint16_t object);
void dc_trial_call(struct dc_flow *flow, const struct dc_call *call, struct dc_value attrs,
		   uint16_t object, struct dc_spot spot);
void dc_trial_end(struct dc_flow *flow, enum dc_end_kind kind, dc_index place,
		  const struct dc_api *api, struct dc_value attrs, struct dc_spot spot);
void dc_trial_name(struct dc_flow *flow, enum dc_end_kind kind, const char *key,
		   const char *symbol);
void dc_trial_tell(struct dc_flow *flow, enum dc_end_kind kind, const char *key,
		   const struct dc_api *api, struct dc_value attrs, uint16_t memory,
		   struct dc_spot spot);
/* This step is a call that acquires. */
void dc_trial_site(struct dc_flow *flow, const struct dc_api *api, struct dc_value attrs);
/* What may become of what was acquired at `spot`: enum dc_fate; under `key`, NULL for all. */
void dc_trial_fate(struct dc_flow *flow, struct dc_spot spot, const char *key, unsigned int fates);
void dc_trial_use(struct dc_flow *flow, const struct dc_use *use, uint16_t object,
		  struct dc_spot spot);
void dc_trial_mistake(struct dc_flow *flow, enum dc_mistake mistake, struct dc_spot spot);

#endif
