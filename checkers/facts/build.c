/* SPDX-License-Identifier: GPL-2.0-only */
/* Steps and expressions in the order in which a walk comes by them. */
#include "build.h"

static void link_to(struct dc_build *b, dc_index step)
{
	if (b->current)
		b->facts->steps[b->current].next[0] = step;
}

dc_index dc_build_step(struct dc_build *b, struct dc_step step)
{
	dc_index index = dc_facts_step(b->facts, step);

	link_to(b, index);
	b->current = index;
	return index;
}

void dc_build_branch(struct dc_build *b, struct dc_spot spot, dc_index value, dc_index yes,
		     dc_index no, bool is_loop)
{
	dc_build_step(b, (struct dc_step){ .kind = DC_STEP_BRANCH, .value = value, .spot = spot,
					   .next = { yes, no }, .is_loop = is_loop });
	b->current = 0;
}

void dc_build_call(struct dc_build *b, struct dc_step call, const dc_index *arguments, uint32_t nr)
{
	call.kind = DC_STEP_CALL;
	call.arguments = dc_facts_arguments(b->facts, arguments, nr);
	call.nr_arguments = nr;
	dc_build_step(b, call);
}

void dc_build_assign(struct dc_build *b, struct dc_spot spot, dc_index target, dc_index value)
{
	dc_build_step(b, (struct dc_step){ .kind = DC_STEP_ASSIGN, .spot = spot, .target = target,
					   .value = value });
}

dc_index dc_build_keep(struct dc_build *b, struct dc_spot spot, dc_index value)
{
	dc_index kept = dc_build_temporary(b, spot);

	dc_build_assign(b, spot, kept, value);
	return kept;
}

dc_index dc_build_label(struct dc_build *b)
{
	return dc_facts_step(b->facts, (struct dc_step){ .kind = DC_STEP_EVALUATE });
}

void dc_build_place(struct dc_build *b, dc_index label)
{
	link_to(b, label);
	b->current = label;
}

void dc_build_jump(struct dc_build *b, dc_index label)
{
	link_to(b, label);
	b->current = 0;
}

dc_index dc_build_expr(struct dc_build *b, enum dc_expr_kind kind, struct dc_spot spot, dc_index a,
		       dc_index other)
{
	return dc_facts_expr(b->facts, (struct dc_expr){ .kind = kind, .spot = spot, .a = a,
							 .b = other });
}

dc_index dc_build_binary(struct dc_build *b, enum dc_binary op, struct dc_spot spot, dc_index a,
			 dc_index other)
{
	return dc_facts_expr(b->facts, (struct dc_expr){ .kind = DC_EXPR_BINARY, .op = op,
							 .spot = spot, .a = a, .b = other });
}

dc_index dc_build_number(struct dc_build *b, struct dc_spot spot, uint64_t value)
{
	return dc_facts_expr(b->facts, (struct dc_expr){ .kind = DC_EXPR_NUMBER, .spot = spot,
							 .value = value });
}

dc_index dc_build_named(struct dc_build *b, enum dc_expr_kind kind, struct dc_spot spot, dc_index a,
			dc_index name)
{
	return dc_facts_expr(b->facts, (struct dc_expr){ .kind = kind, .spot = spot, .a = a,
							 .name = name });
}

dc_index dc_build_local(struct dc_build *b, struct dc_spot spot, uint32_t which)
{
	return dc_facts_expr(b->facts, (struct dc_expr){ .kind = DC_EXPR_LOCAL, .spot = spot,
							 .value = which });
}

dc_index dc_build_temporary(struct dc_build *b, struct dc_spot spot)
{
	return dc_build_local(b, spot, dc_facts_local(b->facts, (struct dc_local){ 0 }));
}

dc_index dc_build_custom(struct dc_build *b, enum dc_custom what, struct dc_spot spot,
			 const dc_index *arguments)
{
	dc_index before;

	switch (what) {
	case DC_CUSTOM_NONE:
		break;
	case DC_CUSTOM_SAME:
	case DC_CUSTOM_SECOND:
		return arguments[dc_custom_same(what)];
	case DC_CUSTOM_BIT:
		return dc_build_binary(b, DC_BINARY_SHL, spot, dc_build_number(b, spot, 1),
				       arguments[0]);
	case DC_CUSTOM_STORE:
		dc_build_assign(b, spot, arguments[0], arguments[1]);
		return arguments[1];
	case DC_CUSTOM_TAKE:
		before = dc_build_keep(b, spot, arguments[0]);
		dc_build_assign(b, spot, arguments[0], dc_build_number(b, spot, 0));
		return before;
	case DC_CUSTOM_SWAP:
		before = dc_build_keep(b, spot, arguments[0]);
		dc_build_assign(b, spot, arguments[0], arguments[1]);
		dc_build_assign(b, spot, arguments[1], before);
		return before;
	}
	return 0;
}
