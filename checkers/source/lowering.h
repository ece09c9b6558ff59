/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The walk over a function's tree, shared by its parts: lower.c (what is written), lower_call.c,
 * lower_expr.c, lower_condition.c, lower_declaration.c, lower_statement.c (what is read).
 */
#ifndef DC_LOWERING_H
#define DC_LOWERING_H

#include "build.h"
#include "tree.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* A label of the source, and the step where it stands. */
struct dc_label {
	dc_index name;
	dc_index step;
};

/* A case or default of a switch. */
struct dc_case {
	const void *node;
	dc_index step;
};

struct dc_visible {
	dc_index name;
	uint32_t local;
};

/* What runs at the end of a variable's scope. */
struct dc_cleanup {
	dc_index function;
	uint32_t local;
	size_t scope;		/* number of blocks open around it */
};

struct dc_lowering {
	struct dc_build b;
	const struct dc_tree *tree;
	const struct dc_derivations *derived;
	dc_index on_break, on_continue;
	struct dc_spot call;	/* the DMA call in whose arguments we are; offset 0: in none */
	unsigned int depth;	/* of the walk's recursion */
	size_t scope;
	enum dc_lower_result result;
	uint32_t where;		/* of what could not be read: offset in the file */

	struct dc_label *labels;
	size_t nr_labels, labels_capacity;
	struct dc_visible *visible;
	size_t nr_visible, visible_capacity;
	struct dc_cleanup *cleanups;
	size_t nr_cleanups, cleanups_capacity;
	struct dc_case *cases;
	size_t nr_cases, cases_capacity;
};

/*
 * lower.c.  dc_lower_fail() notes that a node could not be read; the first one counts.
 * dc_lower_enter() bounds the recursion: every function that calls itself for children asks first,
 * and takes one off `depth` when it is done.
 */
void dc_lower_fail(struct dc_lowering *l, TSNode node, enum dc_lower_result why);
bool dc_lower_enter(struct dc_lowering *l, TSNode node);

struct dc_spot dc_lower_spot(const struct dc_lowering *l, TSNode node);
dc_index dc_lower_text(struct dc_lowering *l, TSNode node);	/* as it was parsed */
dc_index dc_lower_words(struct dc_lowering *l, TSNode node);	/* as a person would write it */

/* lower_call.c: `target` is where the result shall go, 0 for a temporary; returns the result. */
dc_index dc_lower_call(struct dc_lowering *l, TSNode node, dc_index target, bool result_used);
/* Position of the argument that WARN_ON(x) and its like give back, -1 for other calls. */
int dc_lower_transparent(const struct dc_lowering *l, TSNode callee);
bool dc_lower_is_cast(TSNode node);
void dc_lower_cleanup(struct dc_lowering *l, TSNode list);
void dc_lower_run_cleanups(struct dc_lowering *l, size_t scope, struct dc_spot spot);

/* lower_expr.c */
dc_index dc_lower_expr(struct dc_lowering *l, TSNode node);

/* lower_condition.c: a branch to `yes` or `no`. */
void dc_lower_condition(struct dc_lowering *l, TSNode node, dc_index yes, dc_index no,
			bool is_loop);
void dc_lower_branch(struct dc_lowering *l, struct dc_spot spot, dc_index value, dc_index yes,
		     dc_index no, bool is_loop);
bool dc_lower_is_logical(const struct dc_lowering *l, TSNode node);
dc_index dc_lower_truth(struct dc_lowering *l, TSNode node);	/* 1 or 0 by a condition */

/* lower_declaration.c */
bool dc_lower_find_local(const struct dc_lowering *l, dc_index name, uint32_t *which);
void dc_lower_parameters(struct dc_lowering *l, const struct dc_tokens *head);
void dc_lower_declaration(struct dc_lowering *l, TSNode node);
void dc_lower_enumeration(struct dc_lowering *l, TSNode node);
void dc_lower_assign_node(struct dc_lowering *l, struct dc_spot spot, dc_index target,
			  TSNode value);	/* a list in braces, too */
void dc_lower_initializer(struct dc_lowering *l, dc_index target, TSNode list);

/* lower_statement.c: `value`, when given, becomes that of the last expression statement. */
void dc_lower_statement(struct dc_lowering *l, TSNode node);
void dc_lower_block(struct dc_lowering *l, TSNode node, dc_index *value);

#endif
