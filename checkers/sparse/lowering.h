/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The walk over a function's tree, shared by its parts: lower.c (the frame, declarations),
 * lower_call.c, lower_expr.c, lower_condition.c, lower_statement.c.
 */
#ifndef DC_LOWERING_H
#define DC_LOWERING_H

#include "build.h"
#include "lower.h"

#include <expression.h>
#include <parse.h>

/* What runs at the end of a variable's scope. */
struct dc_cleanup {
	dc_index function;
	uint32_t local;
	size_t scope;		/* number of blocks open around it */
};

struct dc_lowering {
	struct dc_build b;
	const struct dc_lower_input *in;
	struct dc_callees *callees;
	uint32_t number;	/* no other walk has it: tells its marks on symbols from old ones */
	struct dc_spot call;	/* the DMA call in whose arguments we are; offset 0: in none */
	unsigned int depth;	/* of the walk's recursion */
	bool is_too_deep;
	bool has_crypt;		/* set_memory_decrypted() and its like was called */
	size_t scope;
	struct dc_cleanup *cleanups;
	size_t nr_cleanups, cleanups_capacity;
};

/*
 * lower.c.  Every function that calls itself for children asks dc_lower_enter() first, and takes
 * one off `depth` when it is done.  A symbol's mark is a local or a label of this walk, 0 for none.
 */
bool dc_lower_enter(struct dc_lowering *l);
void dc_lower_mark(const struct dc_lowering *l, struct symbol *symbol, uint32_t mark);
uint32_t dc_lower_marked(const struct dc_lowering *l, const struct symbol *symbol);
dc_index dc_lower_ident(struct dc_lowering *l, const struct ident *ident);
void dc_lower_declare(struct dc_lowering *l, struct symbol *symbol);
void dc_lower_run_cleanups(struct dc_lowering *l, size_t scope, struct dc_spot spot);

/* lower_expr.c */
dc_index dc_lower_expr(struct dc_lowering *l, struct expression *expr);
/* `value` may be a list in braces; `type` is that of the target, or NULL. */
void dc_lower_store(struct dc_lowering *l, struct dc_spot spot, dc_index target,
		    const struct symbol *type, struct expression *value);
/* What `(a)` and `(int)(a)` are about. */
struct expression *dc_lower_bare(struct expression *expr);

/* lower_call.c: `target` is where the result shall go, 0 for a temporary; returns the result. */
dc_index dc_lower_call(struct dc_lowering *l, struct expression *call, dc_index target,
		       bool result_used);
const struct ident *dc_lower_callee(const struct expression *call);	/* NULL for a pointer */
/* The argument that WARN_ON(x) and its like give back, NULL for other calls. */
struct expression *dc_lower_transparent(const struct expression *call);

/* lower_condition.c */
void dc_lower_condition(struct dc_lowering *l, struct expression *expr, dc_index yes, dc_index no,
			bool is_loop);
dc_index dc_lower_truth(struct dc_lowering *l, struct expression *expr);
bool dc_lower_is_logical(const struct expression *expr);

/* lower_statement.c: `value`, when given, becomes that of the last expression statement. */
void dc_lower_statement(struct dc_lowering *l, struct statement *statement);
void dc_lower_block(struct dc_lowering *l, struct statement *block, dc_index *value);

/* words.c: an expression as a person would write it, the same for the same. */
dc_index dc_lower_words(struct dc_lowering *l, const struct expression *expr);

#endif
