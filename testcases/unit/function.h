/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A function's facts put together by hand, and what the rules say of it.
 *
 * Steps follow each other in the order in which they are made; a step's number is the line that a
 * finding stands on.  A branch waits for its second arm: see function_otherwise().
 */
#ifndef FUNCTION_H
#define FUNCTION_H

#include "flow.h"

struct function {
	struct dc_facts facts;
	struct dc_findings findings;
	struct dc_ends ends;
	struct dc_derivations derived;
	dc_index last;		/* the step that the next one follows, 0 for none */
};

void function_begin(struct function *f, const char *name);
void function_end(struct function *f);

/* Expressions */
dc_index function_local(struct function *f, const char *name, const char *type, bool is_parameter);
dc_index function_name(struct function *f, const char *name);
dc_index function_number(struct function *f, uint64_t number);
dc_index function_arrow(struct function *f, dc_index base, const char *member);
dc_index function_field(struct function *f, dc_index base, const char *member);
dc_index function_address(struct function *f, dc_index of);
dc_index function_binary(struct function *f, enum dc_binary op, dc_index a, dc_index b);
dc_index function_unknown(struct function *f);

/* Steps; a call's arguments end with 0. */
dc_index function_assign(struct function *f, dc_index target, dc_index value);
dc_index function_call(struct function *f, dc_index target, const char *callee, ...);
dc_index function_return(struct function *f, dc_index value);
dc_index function_branch(struct function *f, dc_index condition);
/* What follows is the branch's second arm; returns the first one's end. */
dc_index function_otherwise(struct function *f, dc_index branch);
/* The step that both arms lead to; an arm that has returned is 0. */
dc_index function_join(struct function *f, dc_index first, dc_index second);

/* Runs it as drivers/net/nic.c of the newest kernel; false when it has too many paths. */
bool function_run(struct function *f);
struct dc_flow_input function_input(struct function *f);

/* Whether a rule speaks at a step, of all that it says there. */
bool function_is_found(const struct function *f, enum dc_rule_id rule, dc_index step);

#endif
