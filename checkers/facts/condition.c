/* SPDX-License-Identifier: GPL-2.0-only */
/* Branches: what is asked, what a path has assumed of it, and what follows from the answer. */
#include <string.h>

#include "array.h"
#include "path.h"

enum { MAX_MEANINGS = 4 };

static bool is_zero(const struct dc_flow *flow, dc_index expr)
{
	return dc_path_expr(flow, expr)->kind == DC_EXPR_NUMBER && !dc_path_expr(flow, expr)->value;
}

/* `bool big = n > 4096;`: who asks for `big` asks for the comparison. */
static dc_index meaning_of(const struct dc_flow *flow, dc_index expr)
{
	const struct dc_expr *e = dc_path_expr(flow, expr);
	dc_index meaning = e->kind == DC_EXPR_LOCAL ? flow->meaning[e->value] : 0;
	uint8_t kind = dc_path_expr(flow, meaning)->kind;

	return kind == DC_EXPR_LOCAL || kind == DC_EXPR_ARROW || kind == DC_EXPR_FIELD ||
	       kind == DC_EXPR_NOT || kind == DC_EXPR_BINARY ? meaning : 0;
}

/* !x, x == 0, x != 0: reduced to x and whether it is negated. */
static dc_index strip_negations(const struct dc_flow *flow, dc_index subject, bool *negated)
{
	for (;;) {
		const struct dc_expr *expr = dc_path_expr(flow, subject);

		if (expr->kind == DC_EXPR_NOT)
			*negated = !*negated;
		else if (expr->kind == DC_EXPR_BINARY && is_zero(flow, expr->b) &&
			 (expr->op == DC_BINARY_EQ || expr->op == DC_BINARY_NE))
			*negated ^= expr->op == DC_BINARY_EQ;
		else if (expr->kind != DC_EXPR_CAST)
			return subject;
		subject = expr->a;
	}
}

/* What a question is about when names of conditions are replaced by what they stand for. */
static dc_index find_meaning(const struct dc_flow *flow, dc_index subject, bool *is_opposite)
{
	for (unsigned int round = 0; round < MAX_MEANINGS; round++) {
		dc_index meaning = meaning_of(flow, subject);

		if (!meaning)
			break;
		subject = strip_negations(flow, meaning, is_opposite);
	}
	return subject;
}

/* x != y, x >= y, x <= y: x == y, x < y, x > y in the text; tells whether it was one of them. */
static bool turn_round(enum dc_binary op, char *text)
{
	static const struct { const char *negative, *positive; enum dc_binary op; } opposites[] = {
		{ " != ", " == ", DC_BINARY_NE }, { " >= ", " < ", DC_BINARY_GE },
		{ " <= ", " > ", DC_BINARY_LE },
	};

	for (size_t i = 0; i < ARRAY_SIZE(opposites); i++) {
		size_t from = strlen(opposites[i].negative), to = strlen(opposites[i].positive);
		char *at = strstr(text, opposites[i].negative);

		if (op != opposites[i].op || !at)
			continue;
		memcpy(at, opposites[i].positive, to);
		memmove(at + to, at + from, strlen(at + from) + 1);
		return true;
	}
	return false;
}

struct dc_question dc_condition_ask(struct dc_flow *flow, dc_index expr)
{
	struct dc_question q = { 0 };
	const struct dc_expr *subject;
	char text[DC_MAX_TEXT];

	q.subject = strip_negations(flow, expr, &q.negated);
	q.meaning = find_meaning(flow, q.subject, &q.is_opposite);
	q.negated ^= q.is_opposite;
	subject = dc_path_expr(flow, q.meaning);
	q.key = dc_facts_text(flow->facts, q.meaning);
	if (!q.key || subject->kind != DC_EXPR_BINARY)
		return q;
	strcpy(text, dc_facts_string(flow->facts, q.key));
	if (turn_round(subject->op, text)) {
		q.negated = !q.negated;
		q.key = dc_facts_intern(flow->facts, text, strlen(text));
	}
	return q;
}

/* Two names of constants are two numbers: x == A holds, so x == B does not. */
static bool excludes(const struct dc_flow *flow, const struct dc_expr *held,
		     const struct dc_expr *mine)
{
	return held->kind == DC_EXPR_BINARY && mine->kind == DC_EXPR_BINARY &&
	       held->op == DC_BINARY_EQ && mine->op == DC_BINARY_EQ &&
	       dc_place_is_number(flow->facts, mine->b) &&
	       dc_place_is_number(flow->facts, held->b) &&
	       dc_facts_text(flow->facts, mine->b) != dc_facts_text(flow->facts, held->b);
}

/* Numbers from `low` to `high`, for which a comparison holds. */
struct range {
	dc_index of;		/* string of what is compared, 0 when it is no such comparison */
	int64_t low, high;
};

/* x == 3, x < 3, x > 3, or that it does not hold; x alone means x != 0. */
static struct range range_of(const struct dc_flow *flow, dc_index subject, bool holds)
{
	const struct dc_expr *expr = dc_path_expr(flow, subject);
	struct range all = { .of = 0, .low = INT64_MIN, .high = INT64_MAX };
	int64_t number = dc_path_expr(flow, expr->b)->value;

	if (expr->kind != DC_EXPR_BINARY || expr->op < DC_BINARY_EQ) {
		if (!holds)
			all = (struct range){ dc_facts_text(flow->facts, subject), 0, 0 };
		return all;
	}
	if (dc_path_expr(flow, expr->b)->kind != DC_EXPR_NUMBER || number < INT32_MIN ||
	    number > INT32_MAX)
		return all;
	all.of = dc_facts_text(flow->facts, expr->a);
	switch (expr->op) {
	case DC_BINARY_EQ:
	case DC_BINARY_NE:
		return holds ? (struct range){ all.of, number, number } : (struct range){ 0 };
	case DC_BINARY_LT:
	case DC_BINARY_GE:
		if (holds)
			all.high = number - 1;
		else
			all.low = number;
		return all;
	default:
		if (holds)
			all.low = number + 1;
		else
			all.high = number;
		return all;
	}
}

/* What a range of numbers that x lies in says about the question. */
static enum dc_known compare_ranges(const struct range *held, const struct range *yes,
				    const struct range *no)
{
	if (yes->of && yes->of == held->of && (held->high < yes->low || held->low > yes->high))
		return DC_NO;
	if (no->of && no->of == held->of && (held->high < no->low || held->low > no->high))
		return DC_YES;
	return DC_UNKNOWN;
}

/* What one assumption says about another condition. */
static enum dc_known infer(struct dc_flow *flow, const struct dc_assumption *assumption,
			   const struct dc_question *q)
{
	struct dc_question held = dc_condition_ask(flow, flow->facts->steps[assumption->branch].value);
	const struct dc_expr *a = dc_path_expr(flow, held.meaning), *b = dc_path_expr(flow, q->meaning);
	struct range range, yes, no;

	if (assumption->condition != held.key)
		return DC_UNKNOWN;
	if (assumption->holds && excludes(flow, a, b) && a->a &&
	    dc_facts_text(flow->facts, a->a) == dc_facts_text(flow->facts, b->a))
		return DC_NO;
	range = range_of(flow, held.meaning, assumption->holds);
	yes = range_of(flow, q->meaning, true);
	no = range_of(flow, q->meaning, false);
	return range.of ? compare_ranges(&range, &yes, &no) : DC_UNKNOWN;
}

enum dc_known dc_condition_assumed(struct dc_flow *flow, const struct dc_question *q)
{
	enum dc_known known = DC_UNKNOWN;

	if (!q->key)
		return DC_UNKNOWN;
	for (size_t i = 0; i < flow->state->nr_assumptions; i++) {
		const struct dc_assumption *assumption = &flow->state->assumptions[i];

		if (assumption->condition == q->key)
			return assumption->holds ? DC_YES : DC_NO;
		if (known == DC_UNKNOWN)
			known = infer(flow, assumption, q);
	}
	return known;
}

/* `flag = condition;` on a path that has decided the condition. */
struct dc_value dc_condition_adopt(struct dc_flow *flow, dc_index expr, struct dc_value value)
{
	struct dc_question q;
	enum dc_known known;

	if (dc_value_truth(value) != DC_UNKNOWN || value.constants)
		return value;
	q = dc_condition_ask(flow, expr);
	known = dc_condition_assumed(flow, &q);
	if (known == DC_UNKNOWN)
		return value;
	if ((known == DC_YES) == q.negated)
		return dc_value_number(0);
	value.flags |= DC_VALUE_NONZERO;
	return value;
}

static void assume(struct dc_flow *flow, dc_index key, bool holds)
{
	struct dc_state *state = flow->state;

	if (!key || state->nr_assumptions == DC_MAX_ASSUMPTIONS)
		return;
	state->assumptions[state->nr_assumptions++] = (struct dc_assumption){
		.condition = key, .branch = flow->step, .holds = holds };
}

/* x < 0 and x > 0, of which x >= 0 and x <= 0 are the negations: either tells that x is not 0. */
static bool excludes_zero(const struct dc_flow *flow, const struct dc_expr *subject)
{
	return subject->kind == DC_EXPR_BINARY && subject->op >= DC_BINARY_LT &&
	       is_zero(flow, subject->b);
}

void dc_condition_assume(struct dc_flow *flow, const struct dc_question *question, bool holds)
{
	const struct dc_expr *subject = dc_path_expr(flow, question->subject);
	struct dc_question operand;

	assume(flow, question->key, holds);
	if (!holds || !excludes_zero(flow, subject))
		return;
	operand = dc_condition_ask(flow, subject->a);
	if (dc_condition_assumed(flow, &operand) == DC_UNKNOWN)
		assume(flow, operand.key, !operand.negated);
}

/* `dma_mapping_error(dev, handle)` is true: there is no mapping. */
static void learn_of_failure(struct dc_flow *flow, const struct dc_question *q, bool holds)
{
	struct dc_value asked = dc_evaluate(flow, q->subject);

	if (holds && asked.aspect == DC_ASPECT_CODE)
		dc_resource_drop(flow, asked.object);
	/* dma_map_sg() returned no entry; dma_map_sgtable() an error. */
	if (asked.aspect == DC_ASPECT_COUNT && !holds)
		dc_resource_drop(flow, asked.object);
}

/* A pointer that is NULL here: what it would have named was never made. */
static void forget_object(struct dc_flow *flow, const struct dc_value *pointer)
{
	uint16_t object = pointer->object;

	if (pointer->aspect != DC_ASPECT_ANY)
		return;
	if (flow->objects[object].is_sourced || flow->state->objects[object].acquired)
		flow->state->objects[object] = (struct dc_object_state){ 0 };
}

/* `attrs == DMA_ATTR_X` holds, so that is what lies there. */
static void refine_equal(struct dc_flow *flow, const struct dc_expr *expr)
{
	const struct dc_place *place;
	struct dc_value value;

	if (expr->kind != DC_EXPR_BINARY ||
	    (expr->op != DC_BINARY_EQ && expr->op != DC_BINARY_NE))
		return;
	place = dc_path_place(flow, expr->a);
	value = dc_evaluate(flow, expr->b);
	if (place->slot >= 0 && (value.constants & DC_CONSTANT_ATTR) && dc_value_is_number(value))
		flow->state->values[place->slot] = dc_pool_value(flow, value);
}

/* On the path where x is not true, x is 0, and `x & BIT` has the bit clear. */
static void refine(struct dc_flow *flow, const struct dc_question *q, bool holds)
{
	const struct dc_expr *expr = dc_path_expr(flow, q->subject);
	const struct dc_place *place = dc_path_place(flow, q->subject);
	struct dc_value value;

	if (holds) {
		refine_equal(flow, expr);
		return;
	}
	if (place->slot >= 0) {
		/* What came from outside is not worth a path of its own for being NULL. */
		if (flow->state->values[place->slot] > DC_VALUE_INITIAL) {
			forget_object(flow, &flow->values[flow->state->values[place->slot]]);
			flow->state->values[place->slot] = dc_pool_value(flow, dc_value_number(0));
		}
		return;
	}
	if (expr->kind != DC_EXPR_BINARY || expr->op != DC_BINARY_AND)
		return;
	place = dc_path_place(flow, expr->a);
	value = dc_evaluate(flow, expr->b);
	if (place->slot < 0 || !dc_value_is_number(value))
		return;
	value = dc_value_and(dc_evaluate(flow, expr->a), dc_value_complement(value));
	flow->state->values[place->slot] = dc_pool_value(flow, value);
}

/* A handle that is equal to something else can be found by that. */
static void learn_of_equal(struct dc_flow *flow, const struct dc_question *q, bool holds)
{
	const struct dc_expr *subject = dc_path_expr(flow, q->subject);
	dc_index a = subject->a, b = subject->b;

	if (!holds || subject->kind != DC_EXPR_BINARY || dc_place_is_number(flow->facts, a) ||
	    dc_place_is_number(flow->facts, b) ||
	    (subject->op != DC_BINARY_EQ && subject->op != DC_BINARY_NE))
		return;
	flow->state->objects[dc_evaluate(flow, a).object].escaped = flow->step;
	flow->state->objects[dc_evaluate(flow, b).object].escaped = flow->step;
	flow->state->objects[0].escaped = 0;	/* that one is none */
}

void dc_condition_learn(struct dc_flow *flow, const struct dc_question *q, bool holds)
{
	holds ^= q->is_opposite;
	learn_of_equal(flow, q, holds);
	learn_of_failure(flow, q, holds);
	refine(flow, q, holds);
}

/* Whether a condition reads a place that holds the same content. */
static bool reads_content(const struct dc_flow *flow, dc_index condition, uint16_t object)
{
	const struct dc_places *places = &flow->places;

	for (uint16_t slot = 0; slot < places->nr_tracked; slot++) {
		uint32_t kept = flow->state->values[slot];
		uint64_t key = dc_pool_key(dc_path_tracked(flow, slot)->key, DC_KEY_PLACE);
		bool holds_it = kept == DC_VALUE_INITIAL ? flow->objects[object].key == key :
							   flow->values[kept].object == object;

		if (holds_it && dc_place_is_read(places, flow->facts, condition,
						 places->tracked[slot]))
			return true;
	}
	return false;
}

/* `x`, `!x`, `x & BIT`: what they say of x is in its bits. */
static bool is_bit_test(struct dc_flow *flow, dc_index condition)
{
	const struct dc_expr *expr =
		dc_path_expr(flow, dc_condition_ask(flow, condition).subject);

	return expr->kind != DC_EXPR_BINARY ||
	       (expr->op == DC_BINARY_AND && dc_value_is_number(dc_evaluate(flow, expr->b)));
}

bool dc_condition_chooses(struct dc_flow *flow, uint16_t object)
{
	for (size_t i = 0; i < flow->state->nr_assumptions; i++) {
		dc_index branch = flow->state->assumptions[i].branch;
		dc_index condition = flow->facts->steps[branch].value;

		if (reads_content(flow, condition, object) && !is_bit_test(flow, condition))
			return true;
	}
	return false;
}
