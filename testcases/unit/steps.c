// SPDX-License-Identifier: GPL-2.0-only
/* Numbers the steps of a function as they are met, and prints them. */
#include "steps.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MAX_DUMP = 2048, MAX_STEPS = 256 };

struct dump {
	const struct dc_facts *facts;
	dc_index order[MAX_STEPS];	/* of steps that do something, as they are met */
	size_t nr;
	char *text;
};

/* Joins do nothing: on to what follows them. */
static dc_index follow(const struct dc_facts *facts, dc_index step)
{
	for (int i = 0; i < MAX_STEPS && step; i++) {
		if (facts->steps[step].kind != DC_STEP_EVALUATE)
			return step;
		step = facts->steps[step].next[0];
	}
	return 0;
}

static size_t number_of(const struct dump *d, dc_index step)
{
	for (size_t i = 0; i < d->nr; i++)
		if (d->order[i] == step)
			return i + 1;
	return 0;
}

static void find_order(struct dump *d, dc_index step)
{
	step = follow(d->facts, step);
	if (!step || number_of(d, step))
		return;
	assert(d->nr < MAX_STEPS);
	d->order[d->nr++] = step;
	find_order(d, d->facts->steps[step].next[0]);
	find_order(d, d->facts->steps[step].next[1]);
}

static void put_expr(struct dump *d, dc_index expr)
{
	size_t used = strlen(d->text);

	dc_facts_print(d->facts, expr, d->text + used, MAX_DUMP - used);
}

static void put(struct dump *d, const char *text)
{
	strncat(d->text, text, MAX_DUMP - strlen(d->text) - 1);
}

static void put_call(struct dump *d, const struct dc_step *step)
{
	if (step->result_used) {
		put_expr(d, step->target);
		put(d, " = ");
	}
	put_expr(d, step->value);
	put(d, "(");
	for (uint32_t i = 0; i < step->nr_arguments; i++) {
		put(d, i ? ", " : "");
		put_expr(d, d->facts->arguments[step->arguments + i]);
	}
	put(d, ")");
}

static void put_step(struct dump *d, const struct dc_step *step)
{
	size_t used;

	switch (step->kind) {
	case DC_STEP_ASSIGN:
		put_expr(d, step->target);
		put(d, " = ");
		put_expr(d, step->value);
		break;
	case DC_STEP_CALL:
		put_call(d, step);
		break;
	case DC_STEP_BRANCH:
		put_expr(d, step->value);
		used = strlen(d->text);
		snprintf(d->text + used, MAX_DUMP - used, " ? %zu : %zu",
			 number_of(d, follow(d->facts, step->next[0])),
			 number_of(d, follow(d->facts, step->next[1])));
		break;
	case DC_STEP_RETURN:
		put(d, step->value ? "return " : ".");
		if (step->value)
			put_expr(d, step->value);
	}
}

const char *steps_print(const struct dc_facts *facts)
{
	static char text[MAX_DUMP];
	struct dump d = { .facts = facts, .text = text };

	text[0] = '\0';
	find_order(&d, facts->entry);
	for (size_t i = 0; i < d.nr; i++) {
		const struct dc_step *step = &facts->steps[d.order[i]];
		dc_index next = follow(facts, step->next[0]);
		size_t used;

		put(&d, i ? "; " : "");
		put_step(&d, step);
		used = strlen(text);
		if (step->kind != DC_STEP_BRANCH && next &&
		    (i + 1 == d.nr || d.order[i + 1] != next))
			snprintf(text + used, MAX_DUMP - used, "; -> %zu", number_of(&d, next));
	}
	return text;
}
