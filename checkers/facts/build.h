/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Writes the steps of a function one after the other: what an engine needs that walks a tree.
 *
 * There is always one step that the next one follows, or none after a jump; what is written then is
 * reached by a label alone.
 */
#ifndef DC_BUILD_H
#define DC_BUILD_H

#include "custom.h"
#include "facts.h"

struct dc_build {
	struct dc_facts *facts;
	dc_index current;	/* the step that the next one follows, 0 after a jump */
};

dc_index dc_build_step(struct dc_build *b, struct dc_step step);
/* A branch ends with both of its ways. */
void dc_build_branch(struct dc_build *b, struct dc_spot spot, dc_index value, dc_index yes,
		     dc_index no, bool is_loop);
/* `call` but for its kind and arguments. */
void dc_build_call(struct dc_build *b, struct dc_step call, const dc_index *arguments, uint32_t nr);
void dc_build_assign(struct dc_build *b, struct dc_spot spot, dc_index target, dc_index value);
/* A temporary that has the value as it is now. */
dc_index dc_build_keep(struct dc_build *b, struct dc_spot spot, dc_index value);

/* A label is a step that does nothing: it is placed here, and jumped to from anywhere. */
dc_index dc_build_label(struct dc_build *b);
void dc_build_place(struct dc_build *b, dc_index label);
void dc_build_jump(struct dc_build *b, dc_index label);

/* Expressions. */
dc_index dc_build_expr(struct dc_build *b, enum dc_expr_kind kind, struct dc_spot spot, dc_index a,
		       dc_index other);
dc_index dc_build_binary(struct dc_build *b, enum dc_binary op, struct dc_spot spot, dc_index a,
			 dc_index other);
dc_index dc_build_number(struct dc_build *b, struct dc_spot spot, uint64_t value);
dc_index dc_build_named(struct dc_build *b, enum dc_expr_kind kind, struct dc_spot spot, dc_index a,
			dc_index name);
dc_index dc_build_local(struct dc_build *b, struct dc_spot spot, uint32_t which);
dc_index dc_build_temporary(struct dc_build *b, struct dc_spot spot);

/* What a macro of ours stands for: the expression of its result; 0 for DC_CUSTOM_NONE. */
dc_index dc_build_custom(struct dc_build *b, enum dc_custom what, struct dc_spot spot,
			 const dc_index *arguments);

#endif
