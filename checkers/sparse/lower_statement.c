/* SPDX-License-Identifier: GPL-2.0-only */
/* Statements: blocks, choices, loops, switches and jumps. */
#include "lowering.h"

/* Where a label of the source, a break or a continue leads. */
static dc_index label_step(struct dc_lowering *l, struct symbol *label)
{
	dc_index step = dc_lower_marked(l, label);

	if (!step) {
		step = dc_build_label(&l->b);
		dc_lower_mark(l, label, step);
	}
	return step;
}

static void lower_if(struct dc_lowering *l, struct statement *statement)
{
	dc_index yes = dc_build_label(&l->b), no = dc_build_label(&l->b);
	dc_index end = dc_build_label(&l->b);

	dc_lower_condition(l, statement->if_conditional, yes, no, false);
	dc_build_place(&l->b, yes);
	dc_lower_statement(l, statement->if_true);
	dc_build_jump(&l->b, end);
	dc_build_place(&l->b, no);
	dc_lower_statement(l, statement->if_false);
	dc_build_place(&l->b, end);
}

/* Loops */

/* `do { } while (0)`, which makes a statement of a macro. */
static bool is_once(const struct expression *condition)
{
	return condition->type == EXPR_VALUE && !condition->value;
}

static void lower_do(struct dc_lowering *l, struct statement *loop)
{
	dc_index body = dc_build_label(&l->b);

	dc_build_place(&l->b, body);
	dc_lower_statement(l, loop->iterator_statement);
	dc_build_place(&l->b, label_step(l, loop->iterator_continue));
	if (!is_once(loop->iterator_post_condition))
		dc_lower_condition(l, loop->iterator_post_condition, body,
				   label_step(l, loop->iterator_break), true);
	dc_build_place(&l->b, label_step(l, loop->iterator_break));
}

/*
 * `for` and `while`.  A loop that converts the pages of a buffer runs at least once: that a buffer
 * has no page is no path worth judging.
 */
static void lower_for(struct dc_lowering *l, struct statement *loop)
{
	struct expression *condition = loop->iterator_pre_condition;
	dc_index first = dc_build_label(&l->b), head = dc_build_label(&l->b);
	dc_index body = dc_build_label(&l->b), end = label_step(l, loop->iterator_break);
	bool had_crypt = l->has_crypt;
	struct symbol *each;

	FOR_EACH_PTR(loop->iterator_syms, each) {
		dc_lower_declare(l, each);
	} END_FOR_EACH_PTR(each);
	dc_lower_statement(l, loop->iterator_pre_statement);
	l->has_crypt = false;
	dc_build_jump(&l->b, first);
	dc_build_place(&l->b, body);
	dc_lower_statement(l, loop->iterator_statement);
	dc_build_place(&l->b, label_step(l, loop->iterator_continue));
	dc_lower_statement(l, loop->iterator_post_statement);
	dc_build_place(&l->b, head);
	dc_lower_condition(l, condition, body, end, true);
	dc_build_place(&l->b, first);
	if (l->has_crypt)
		dc_lower_condition(l, condition, body, body, true);
	else
		dc_build_jump(&l->b, head);
	dc_build_place(&l->b, end);
	l->has_crypt |= had_crypt;
}

/* Switches: all values are asked first, in their order, then the body is entered at its labels. */

static void lower_test(struct dc_lowering *l, dc_index value, struct statement *label)
{
	struct dc_spot spot = dc_lower_spot(label->case_expression->pos);
	dc_index step = label_step(l, label->case_label), next = dc_build_label(&l->b), limit;

	if (label->case_to) {
		dc_index middle = dc_build_label(&l->b);

		limit = dc_lower_expr(l, label->case_to);
		dc_build_branch(&l->b, spot, dc_build_binary(&l->b, DC_BINARY_LE, spot, value, limit),
				middle, next, false);
		dc_build_place(&l->b, middle);
	}
	limit = dc_lower_expr(l, label->case_expression);
	dc_build_branch(&l->b, spot,
			dc_build_binary(&l->b, label->case_to ? DC_BINARY_GE : DC_BINARY_EQ, spot,
					value, limit), step, next, false);
	dc_build_place(&l->b, next);
}

static void lower_switch(struct dc_lowering *l, struct statement *statement)
{
	dc_index end = label_step(l, statement->switch_break), other = end;
	dc_index value = dc_lower_expr(l, statement->switch_expression);
	struct symbol *each;

	if (l->b.facts->exprs[value].kind == DC_EXPR_UNKNOWN)
		value = dc_build_keep(&l->b, dc_lower_spot(statement->pos), value);
	FOR_EACH_PTR(statement->switch_case->symbol_list, each) {
		if (each->stmt->case_expression)
			lower_test(l, value, each->stmt);
		else
			other = label_step(l, each);
	} END_FOR_EACH_PTR(each);
	dc_build_jump(&l->b, other);
	dc_lower_statement(l, statement->switch_statement);
	dc_build_place(&l->b, end);
}

/* Leaving the function */

static void lower_return(struct dc_lowering *l, struct statement *statement)
{
	struct dc_spot spot = dc_lower_spot(statement->pos);
	dc_index value = statement->ret_value ? dc_lower_expr(l, statement->ret_value) : 0;

	if (value && l->nr_cleanups)
		value = dc_build_keep(&l->b, spot, value);
	dc_lower_run_cleanups(l, 0, spot);
	dc_build_step(&l->b, (struct dc_step){ .kind = DC_STEP_RETURN, .spot = spot,
					       .value = value });
	l->b.current = 0;
}

static void lower_goto(struct dc_lowering *l, const struct statement *statement)
{
	if (statement->goto_label)
		dc_build_jump(&l->b, label_step(l, statement->goto_label));
	else
		l->b.current = 0;	/* computed: nobody knows where to */
}

/* Inline assembly sets what it names as output. */
static void lower_asm(struct dc_lowering *l, struct statement *statement)
{
	struct dc_spot spot = dc_lower_spot(statement->pos);
	struct asm_operand *each;

	FOR_EACH_PTR(statement->asm_outputs, each) {
		if (each->expr)
			dc_build_assign(&l->b, spot, dc_lower_expr(l, each->expr),
					dc_build_expr(&l->b, DC_EXPR_UNKNOWN, spot, 0, 0));
	} END_FOR_EACH_PTR(each);
}

/* Blocks */

/* The value of a call that stands for itself is looked at by nobody; WARN_ON(f()) does. */
static void lower_expression_statement(struct dc_lowering *l, struct expression *expr)
{
	struct expression *bare = dc_lower_bare(expr);

	if (!bare)
		return;
	if (bare->type != EXPR_CALL) {
		dc_lower_expr(l, bare);
	} else if (dc_lower_transparent(bare)) {
		dc_index value = dc_lower_call(l, bare, 0, true);

		dc_build_step(&l->b, (struct dc_step){ .kind = DC_STEP_EVALUATE, .value = value,
						       .spot = dc_lower_spot(bare->pos) });
	} else {
		dc_lower_call(l, bare, 0, false);
	}
}

static void lower_in_block(struct dc_lowering *l, struct statement *statement, dc_index *value)
{
	/* Inside of a statement expression a call's value may be the result. */
	if (value && statement->type == STMT_EXPRESSION)
		*value = statement->expression ? dc_lower_expr(l, statement->expression) : 0;
	else
		dc_lower_statement(l, statement);
}

void dc_lower_block(struct dc_lowering *l, struct statement *block, dc_index *value)
{
	size_t nr_cleanups = l->nr_cleanups;
	struct statement *each;

	l->scope++;
	FOR_EACH_PTR(block->stmts, each) {
		lower_in_block(l, each, value);
	} END_FOR_EACH_PTR(each);
	l->scope--;
	if (l->nr_cleanups > nr_cleanups && l->b.current)
		dc_lower_run_cleanups(l, l->scope, dc_lower_spot(block->pos));
	l->nr_cleanups = nr_cleanups;
}

static void lower_declarations(struct dc_lowering *l, struct symbol_list *list)
{
	struct symbol *each;

	FOR_EACH_PTR(list, each) {
		dc_lower_declare(l, each);
	} END_FOR_EACH_PTR(each);
}

static void dispatch_statement(struct dc_lowering *l, struct statement *statement)
{
	switch (statement->type) {
	case STMT_DECLARATION:
		lower_declarations(l, statement->declaration);
		break;
	case STMT_EXPRESSION:
		lower_expression_statement(l, statement->expression);
		break;
	case STMT_COMPOUND:
		dc_lower_block(l, statement, NULL);
		break;
	case STMT_IF:
		lower_if(l, statement);
		break;
	case STMT_RETURN:
		lower_return(l, statement);
		break;
	case STMT_CASE:
		dc_build_place(&l->b, label_step(l, statement->case_label));
		dc_lower_statement(l, statement->case_statement);
		break;
	case STMT_SWITCH:
		lower_switch(l, statement);
		break;
	case STMT_ITERATOR:
		if (statement->iterator_post_condition)
			lower_do(l, statement);
		else
			lower_for(l, statement);
		break;
	case STMT_LABEL:
		dc_build_place(&l->b, label_step(l, statement->label_identifier));
		dc_lower_statement(l, statement->label_statement);
		break;
	case STMT_GOTO:
		lower_goto(l, statement);
		break;
	case STMT_ASM:
		lower_asm(l, statement);
		break;
	case STMT_NONE:
	case STMT_CONTEXT:
	case STMT_RANGE:
		break;
	}
}

void dc_lower_statement(struct dc_lowering *l, struct statement *statement)
{
	if (!statement || !dc_lower_enter(l))
		return;
	dispatch_statement(l, statement);
	l->depth--;
}
