/* SPDX-License-Identifier: GPL-2.0-only */
/* Keys of what functions hand to each other, and the ends that tell of it. */
#include "carry.h"

#include <stdio.h>
#include <string.h>

enum { MAX_SCOPE = 200, MAX_NAME = 96, MAX_DEPTH = 12 };

/* `scope: text`; the end of a long scope tells more than its start. */
static void print_key(char key[DC_MAX_KEY], const char *scope, const char *text)
{
	size_t length = strlen(scope);

	snprintf(key, DC_MAX_KEY, "%.*s: %.180s", MAX_SCOPE,
		 length > MAX_SCOPE ? scope + length - MAX_SCOPE : scope, text);
}

static const char *file_of(struct dc_flow *flow)
{
	struct dc_location here;

	flow->in->locate(flow->in->context, flow->facts->steps[flow->step].spot, &here);
	return here.file;
}

static void print_function_key(char key[DC_MAX_KEY], const char *scope, const char *function,
			       const char *what, unsigned int position)
{
	char text[DC_MAX_KEY / 2];

	snprintf(text, sizeof(text), "%.*s() %s %u", MAX_NAME, function, what, position);
	print_key(key, scope, text);
}

static void function_key(struct dc_flow *flow, const char *function, const char *what,
			 unsigned int position, char key[DC_MAX_KEY])
{
	const struct dc_name *known = dc_name_find(function, strlen(function));
	char scope[DC_MAX_KEY];

	/* Who calls a wrapper of the table means the only one of the tree. */
	if (known && known->kind == DC_NAME_API)
		scope[0] = '\0';
	else
		flow->in->function_scope(flow->in->context, function, scope, sizeof(scope));
	print_function_key(key, scope, function, what, position);
}

void dc_carry_parameter_key(const char *scope, const char *function, unsigned int position,
			    char key[DC_MAX_KEY])
{
	print_function_key(key, scope, function, "parameter", position);
}

/* How many parameters stand before a local. */
static unsigned int position_of(const struct dc_facts *facts, uint64_t local)
{
	unsigned int position = 0;

	for (uint64_t i = 0; i < local; i++)
		position += facts->locals[i].is_parameter;
	return position;
}

/*
 * `cfg.attrs`, `attrs_of[2]` of a variable of the file: its name and the way from there.  An index
 * that is no constant may be any: it is left out.
 */
static bool variable_path(struct dc_flow *flow, dc_index index, bool with_index,
			  char path[DC_MAX_KEY / 2], unsigned int depth)
{
	const struct dc_facts *facts = flow->facts;
	const struct dc_expr *expr = &facts->exprs[index];
	char number[MAX_NAME];
	size_t used;

	if (depth > MAX_DEPTH)
		return false;
	if (expr->kind == DC_EXPR_NAME ||
	    (expr->kind == DC_EXPR_LOCAL && !facts->function[0])) {
		dc_index name = expr->kind == DC_EXPR_NAME ? expr->name :
				facts->locals[expr->value].name;

		snprintf(path, DC_MAX_KEY / 2, "%.*s", MAX_NAME, dc_facts_string(facts, name));
		return path[0];
	}
	if (expr->kind != DC_EXPR_FIELD && expr->kind != DC_EXPR_INDEX)
		return false;
	if (!variable_path(flow, expr->a, with_index, path, depth + 1))
		return false;
	used = strlen(path);
	if (expr->kind == DC_EXPR_FIELD)
		snprintf(path + used, DC_MAX_KEY / 2 - used, ".%s",
			 dc_facts_string(facts, expr->name));
	else if (with_index)
		snprintf(path + used, DC_MAX_KEY / 2 - used, "[%s]",
			 dc_facts_print(facts, expr->b, number, sizeof(number)));
	return true;
}

/* `*attrs` of a parameter, untouched: what the caller's variable holds. */
static bool is_target(const struct dc_facts *facts, dc_index place, uint64_t *local)
{
	const struct dc_expr *expr = &facts->exprs[place];

	if (expr->kind != DC_EXPR_DEREF || facts->exprs[expr->a].kind != DC_EXPR_LOCAL)
		return false;
	*local = facts->exprs[expr->a].value;
	return facts->locals[*local].is_parameter;
}

static bool member_key(struct dc_flow *flow, dc_index place, char key[DC_MAX_KEY])
{
	char type[DC_MAX_TYPE], path[DC_MAX_KEY / 2], text[DC_MAX_KEY], scope[DC_MAX_KEY];

	if (!dc_key_member(flow, place, type, path))
		return false;
	snprintf(text, sizeof(text), "struct %s%s", type, path);
	flow->in->struct_scope(flow->in->context, type, scope, sizeof(scope));
	print_key(key, scope, text);
	return true;
}

/* Whether every index on the way is a constant. */
static bool has_constant_index(const struct dc_facts *facts, dc_index place)
{
	bool any = false;

	for (; place; place = facts->exprs[place].a) {
		const struct dc_expr *expr = &facts->exprs[place];
		const struct dc_expr *index = &facts->exprs[expr->b];

		if (expr->kind != DC_EXPR_INDEX)
			continue;
		if (index->kind != DC_EXPR_NUMBER && index->kind != DC_EXPR_NAME)
			return false;
		any = true;
	}
	return any;
}

static bool variable_key(struct dc_flow *flow, dc_index place, bool with_index,
			 char key[DC_MAX_KEY])
{
	char path[DC_MAX_KEY / 2];

	if (!variable_path(flow, place, with_index, path, 0))
		return false;
	print_key(key, file_of(flow), path);
	return true;
}

/* `ring->rx.attrs`: the member as part of what it lies in, not as one of any such struct. */
static bool part_key(struct dc_flow *flow, dc_index place, char key[DC_MAX_KEY])
{
	const struct dc_facts *facts = flow->facts;
	char type[DC_MAX_TYPE], text[DC_MAX_KEY], scope[DC_MAX_KEY], path[DC_MAX_KEY / 2] = "";
	const struct dc_expr *expr = &facts->exprs[place];
	unsigned int nr = 0;

	while (expr->kind == DC_EXPR_FIELD || expr->kind == DC_EXPR_INDEX ||
	       expr->kind == DC_EXPR_ARROW) {
		char rest[DC_MAX_KEY / 2];
		bool is_pointer = expr->kind == DC_EXPR_ARROW;

		if (expr->kind != DC_EXPR_INDEX) {
			strcpy(rest, path);
			snprintf(path, sizeof(path), ".%.*s%.*s", MAX_NAME,
				 dc_facts_string(facts, expr->name), MAX_NAME - 2, rest);
			nr++;
		}
		place = expr->a;
		expr = &facts->exprs[place];
		if (is_pointer)
			break;
	}
	if (nr < 2 || !dc_key_type(flow, place, type))
		return false;
	snprintf(text, sizeof(text), "struct %s%s", type, path);
	flow->in->struct_scope(flow->in->context, type, scope, sizeof(scope));
	print_key(key, scope, text);
	return true;
}

static bool place_key(struct dc_flow *flow, dc_index place, char key[DC_MAX_KEY])
{
	const struct dc_facts *facts = flow->facts;
	uint64_t local;

	while (facts->exprs[place].kind == DC_EXPR_CAST ||
	       facts->exprs[place].kind == DC_EXPR_ADDRESS)
		place = facts->exprs[place].a;
	if (is_target(facts, place, &local)) {
		function_key(flow, facts->function, "target", position_of(facts, local), key);
		return true;
	}
	return variable_key(flow, place, has_constant_index(facts, place), key) ||
	       part_key(flow, place, key) || member_key(flow, place, key);
}

/* Whether an expression reads what the caller gave, and not what the function put there itself. */
static bool is_given(const struct dc_flow *flow, dc_index expr)
{
	const struct dc_place *place = dc_path_place(flow, expr);

	if (!expr)
		return false;
	if (flow->places.of_expr[expr]) {
		bool is_parameters =
			place->root >= 0 && flow->facts->locals[place->root].is_parameter;

		return is_parameters && (place->slot < 0 ||
					 flow->state->values[place->slot] == DC_VALUE_INITIAL);
	}
	return is_given(flow, flow->facts->exprs[expr].a) ||
	       is_given(flow, flow->facts->exprs[expr].b);
}

/* `return -EINVAL`, `return NULL`, before anything is decided. */
static bool is_refusal(const struct dc_facts *facts, dc_index at)
{
	for (unsigned int nr = 0; at && nr < MAX_DEPTH; nr++, at = facts->steps[at].next[0]) {
		const struct dc_step *step = &facts->steps[at];
		const struct dc_expr *value = &facts->exprs[step->value];

		if (step->kind == DC_STEP_BRANCH)
			return false;
		if (step->kind == DC_STEP_RETURN)
			return value->kind == DC_EXPR_NEGATE ||
			       (value->kind == DC_EXPR_NAME &&
				!strcmp(dc_facts_string(facts, value->name), "NULL"));
	}
	return false;
}

/* `if (!buf) return;` */
static bool is_nothing(const struct dc_facts *facts, const struct dc_step *branch, dc_index arm)
{
	const struct dc_expr *asked = &facts->exprs[branch->value];
	const struct dc_local *local;

	while (asked->kind == DC_EXPR_NOT)
		asked = &facts->exprs[asked->a];
	local = asked->kind == DC_EXPR_LOCAL ? &facts->locals[asked->value] : NULL;
	return local && local->is_parameter && local->type &&
	       strchr(dc_facts_string(facts, local->type), '*') &&
	       facts->steps[arm].kind == DC_STEP_RETURN && !facts->steps[arm].value;
}

/* Whether nothing but `attrs |= X` is done to a parameter. */
static bool only_grows(const struct dc_facts *facts, uint64_t local)
{
	for (dc_index i = 1; i < facts->nr_exprs; i++) {
		const struct dc_expr *of = &facts->exprs[facts->exprs[i].a];

		if (facts->exprs[i].kind == DC_EXPR_ADDRESS && of->kind == DC_EXPR_LOCAL &&
		    of->value == local)
			return false;
	}
	for (dc_index i = 1; i < facts->nr_steps; i++) {
		const struct dc_step *step = &facts->steps[i];
		const struct dc_expr *target = &facts->exprs[step->target];
		const struct dc_expr *value = &facts->exprs[step->value];

		if (!step->target || target->kind != DC_EXPR_LOCAL || target->value != local)
			continue;
		if (step->kind != DC_STEP_ASSIGN || value->kind != DC_EXPR_BINARY ||
		    value->op != DC_BINARY_OR ||
		    facts->exprs[value->a].kind != DC_EXPR_LOCAL ||
		    facts->exprs[value->a].value != local)
			return false;
	}
	return true;
}

/* Whether the call that the path is at gets the parameter itself. */
static bool is_handed_on(const struct dc_flow *flow, uint64_t local)
{
	const struct dc_facts *facts = flow->facts;
	const struct dc_step *call = &facts->steps[flow->step];

	for (uint32_t i = 0; call->kind == DC_STEP_CALL && i < call->nr_arguments; i++) {
		const struct dc_expr *argument =
			&facts->exprs[facts->arguments[call->arguments + i]];

		while (argument->kind == DC_EXPR_CAST ||
		       (argument->kind == DC_EXPR_BINARY && argument->op == DC_BINARY_OR))
			argument = &facts->exprs[argument->a];
		if (argument->kind == DC_EXPR_LOCAL && argument->value == local)
			return true;
	}
	return false;
}

/* Whether who passes a parameter comes here whatever else he gives, or did not mean to. */
static bool comes_anyway(const struct dc_flow *flow, dc_index branch, uint64_t local)
{
	const struct dc_facts *facts = flow->facts;
	const dc_index *next = facts->steps[branch].next;
	bool first = dc_graph_leads(facts, next[0], flow->step, branch);
	bool second = dc_graph_leads(facts, next[1], flow->step, branch);

	if (first != second)
		return is_refusal(facts, next[first]) ||
		       is_nothing(facts, &facts->steps[branch], next[first]);
	return first && is_handed_on(flow, local) && only_grows(facts, local);
}

/*
 * Whether the path was chosen by what the caller gave besides the parameter: who passes these
 * attributes may not come here at all.
 */
static bool is_chosen_by_caller(const struct dc_flow *flow, uint64_t local)
{
	const struct dc_facts *facts = flow->facts;

	for (uint16_t i = 0; i < flow->state->nr_assumptions; i++) {
		dc_index branch = flow->state->assumptions[i].branch;

		if (is_given(flow, facts->steps[branch].value) &&
		    !comes_anyway(flow, branch, local))
			return true;
	}
	return false;
}

/* Whether an expression reads what other functions may have set. */
static bool is_shared(const struct dc_flow *flow, dc_index expr)
{
	const struct dc_place *place = dc_path_place(flow, expr);

	if (!expr)
		return false;
	if (flow->places.of_expr[expr])
		return place->is_heap || place->root < 0 ||
		       flow->facts->locals[place->root].is_parameter;
	return is_shared(flow, flow->facts->exprs[expr].a) ||
	       is_shared(flow, flow->facts->exprs[expr].b);
}

/* `if (buf->cached) here(); else there();`: no error path, that ends the function. */
static bool is_one_of_two(const struct dc_flow *flow, dc_index branch)
{
	const dc_index *next = flow->facts->steps[branch].next;
	bool first = dc_graph_leads(flow->facts, next[0], flow->step, branch);
	bool second = dc_graph_leads(flow->facts, next[1], flow->step, branch);

	return first != second && dc_graph_meets(flow->facts, next[first], flow->step);
}

static bool is_guarded(const struct dc_flow *flow)
{
	for (uint16_t i = 0; i < flow->state->nr_assumptions; i++) {
		dc_index branch = flow->state->assumptions[i].branch;

		if (is_shared(flow, flow->facts->steps[branch].value) &&
		    is_one_of_two(flow, branch))
			return true;
	}
	return false;
}

/* `!buf->p`, `buf->p == NULL`: whether there is one. */
static bool asks_for(struct dc_flow *flow, dc_index condition, uint16_t object)
{
	const struct dc_expr *expr = &flow->facts->exprs[condition];

	while (expr->kind == DC_EXPR_NOT) {
		condition = expr->a;
		expr = &flow->facts->exprs[condition];
	}
	if (expr->kind == DC_EXPR_BINARY)
		condition = expr->a;
	return dc_evaluate(flow, condition).object == object;
}

bool dc_carry_is_free(struct dc_flow *flow, uint16_t object)
{
	for (uint16_t i = 0; i < flow->state->nr_assumptions; i++) {
		dc_index value = flow->facts->steps[flow->state->assumptions[i].branch].value;

		if (is_shared(flow, value) && !asks_for(flow, value, object))
			return false;
	}
	return true;
}

/* What `place` holds since a call: its result, or what it left in a variable. */
static bool call_key(struct dc_flow *flow, dc_index place, const struct dc_step *call,
		     char key[DC_MAX_KEY])
{
	const struct dc_facts *facts = flow->facts;
	const struct dc_expr *callee = &facts->exprs[call->value];
	const uint32_t *of_expr = flow->places.of_expr;

	if (callee->kind != DC_EXPR_NAME)
		return false;
	if (call->target && of_expr[call->target] == of_expr[place]) {
		function_key(flow, dc_facts_string(facts, callee->name), "result", 0, key);
		return true;
	}
	for (uint32_t i = 0; i < call->nr_arguments; i++) {
		const struct dc_expr *argument =
			&facts->exprs[facts->arguments[call->arguments + i]];

		if (argument->kind != DC_EXPR_ADDRESS || of_expr[argument->a] != of_expr[place])
			continue;
		function_key(flow, dc_facts_string(facts, callee->name), "target", i, key);
		return true;
	}
	return false;
}

/* The place that the unknown bits of a value were read from; 0 for none. */
static uint32_t place_behind(const struct dc_flow *flow, struct dc_value value)
{
	dc_index text = flow->objects[value.object].key >> 32;

	if (!value.object || dc_value_is_number(value) || (value.flags & DC_VALUE_MIXED) ||
	    !text || text >= flow->places.strings_capacity)
		return 0;
	return flow->places.of_string[text];
}

/* A variable by value that no call has been given: what it holds came from this function. */
static bool is_own(const struct dc_flow *flow, dc_index expr, uint32_t since)
{
	const struct dc_place *place = dc_path_place(flow, expr);
	bool by_call = since != DC_KEY_PLACE && (since & DC_KEY_FRESH) &&
		       flow->facts->steps[since & ~(uint32_t)DC_KEY_FRESH].kind == DC_STEP_CALL;

	return place->root >= 0 && !place->is_heap && flow->facts->function[0] &&
	       !flow->facts->locals[place->root].is_parameter && !by_call;
}

/* `any_way`: also when the path was chosen by what the caller gave besides. */
static bool find_carrier(struct dc_flow *flow, struct dc_value value, bool any_way,
			 char key[DC_MAX_KEY])
{
	const struct dc_facts *facts = flow->facts;
	uint32_t since = flow->objects[value.object].key, which = place_behind(flow, value);
	dc_index place = flow->places.items[which].expr;

	if (!which)
		return false;
	if (dc_condition_chooses(flow, value.object))
		return false;
	if (since != DC_KEY_PLACE && (since & DC_KEY_FRESH)) {
		const struct dc_step *step = &facts->steps[since & ~(uint32_t)DC_KEY_FRESH];

		if (step->kind == DC_STEP_CALL && call_key(flow, place, step, key))
			return true;
	}
	if (facts->exprs[place].kind != DC_EXPR_LOCAL)
		return !is_own(flow, place, since) && place_key(flow, place, key);
	if (!facts->locals[facts->exprs[place].value].is_parameter || since != DC_KEY_PLACE ||
	    (!any_way && is_chosen_by_caller(flow, facts->exprs[place].value)))
		return false;
	function_key(flow, facts->function, "parameter",
		     position_of(facts, facts->exprs[place].value), key);
	return true;
}

bool dc_carrier(struct dc_flow *flow, struct dc_value value, char key[DC_MAX_KEY])
{
	return find_carrier(flow, value, false, key);
}

bool dc_carrier_any_way(struct dc_flow *flow, struct dc_value value, char key[DC_MAX_KEY])
{
	return find_carrier(flow, value, true, key);
}

void dc_carry_guard(struct dc_flow *flow, struct dc_spot spot)
{
	char key[DC_MAX_KEY], text[DC_MAX_KEY / 2];
	struct dc_location here;

	if (!flow->in->ends || !is_guarded(flow))
		return;
	flow->in->locate(flow->in->context, spot, &here);
	snprintf(text, sizeof(text), "call at %u:%u", here.line, here.column);
	print_key(key, here.file, text);
	dc_trial_name(flow, DC_END_GUARDED, key, "");
}

void dc_carry_call(struct dc_flow *flow, const char *callee)
{
	const struct dc_ends *ends = flow->in->ends;
	char key[DC_MAX_KEY], text[DC_MAX_KEY / 2];

	for (size_t i = 0; ends && i < ends->nr; i++) {
		if (ends->items[i].kind != DC_END_CALL || strcmp(ends->items[i].function, callee))
			continue;
		if (is_guarded(flow)) {
			snprintf(text, sizeof(text), "calls of %.*s()", MAX_NAME, callee);
			print_key(key, file_of(flow), text);
			dc_trial_name(flow, DC_END_GUARDED, key, "");
		}
		return;
	}
}

/* A member that the function itself sets says nothing of what others find there. */
static bool is_set_here(const struct dc_facts *facts, dc_index member)
{
	for (dc_index i = 1; i < facts->nr_steps; i++) {
		const struct dc_expr *target = &facts->exprs[facts->steps[i].target];

		if (facts->steps[i].target && target->name == facts->exprs[member].name &&
		    (target->kind == DC_EXPR_ARROW || target->kind == DC_EXPR_FIELD))
			return true;
	}
	return false;
}

/* `ring->shared`, `ring->flags & SHARED`, `ring->kind == SHARED`, by the member's key. */
static bool condition_key(struct dc_flow *flow, dc_index branch, char key[DC_MAX_KEY])
{
	const struct dc_facts *facts = flow->facts;
	struct dc_question q = dc_condition_ask(flow, facts->steps[branch].value);
	const struct dc_expr *asked = &facts->exprs[q.meaning];
	dc_index place = asked->kind == DC_EXPR_BINARY ? asked->a : q.meaning;
	size_t used;

	if (asked->kind == DC_EXPR_BINARY &&
	    ((asked->op != DC_BINARY_AND && asked->op != DC_BINARY_EQ &&
	      asked->op != DC_BINARY_NE) || !dc_place_is_number(facts, asked->b)))
		return false;
	if ((facts->exprs[place].kind != DC_EXPR_ARROW &&
	     facts->exprs[place].kind != DC_EXPR_FIELD) ||
	    !dc_path_place(flow, place)->is_heap || is_set_here(facts, place) ||
	    !member_key(flow, place, key))
		return false;
	used = strlen(key);
	if (asked->kind == DC_EXPR_BINARY && used < DC_MAX_KEY - 4) {
		strcpy(key + used, asked->op == DC_BINARY_AND ? " & " : " == ");
		dc_facts_print(facts, asked->b, key + used + strlen(key + used),
			       DC_MAX_KEY - used - 4);
	}
	return true;
}

void dc_carry_conditions(struct dc_flow *flow, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (uint16_t i = 0; i < flow->state->nr_assumptions; i++) {
		const struct dc_assumption *assumption = &flow->state->assumptions[i];
		char key[DC_MAX_KEY];

		if (!dc_graph_passes(flow->facts, assumption->branch, flow->step) ||
		    !condition_key(flow, assumption->branch, key) ||
		    strlen(key) + 5 > size - used)
			continue;
		used += snprintf(text + used, size - used, "\n%s=%d\n", key, assumption->holds);
	}
}

/* Whether a value is worth telling: attributes, or what may be some. */
static bool is_worth_telling(struct dc_flow *flow, struct dc_value value)
{
	char key[DC_MAX_KEY];

	return (value.constants & DC_CONSTANT_ATTR) || dc_carrier(flow, value, key);
}

static bool is_wanted(const struct dc_flow *flow, const char *key)
{
	return flow->in->is_wanted && flow->in->is_wanted(flow->in->context, key);
}

static void tell(struct dc_flow *flow, enum dc_end_kind kind, const char *key,
		 struct dc_value value)
{
	dc_trial_tell(flow, kind, key, NULL, value, 0, flow->facts->steps[flow->step].spot);
}

/* Whether somebody asks for a member or variable of that name, or for what the function gives. */
static bool may_be_wanted(const struct dc_flow *flow, dc_index place)
{
	const struct dc_facts *facts = flow->facts;
	dc_index name = dc_path_place(flow, place)->field;
	uint64_t local;

	if (!flow->in->is_asked)
		return false;
	if (!facts->function[0])
		return true;
	if (is_target(facts, place, &local))
		return flow->in->is_asked(flow->in->context, facts->function);
	while (facts->exprs[place].kind == DC_EXPR_INDEX)
		place = facts->exprs[place].a;
	if (!name && facts->exprs[place].kind == DC_EXPR_NAME)
		name = facts->exprs[place].name;
	return name && flow->in->is_asked(flow->in->context, dc_facts_string(facts, name));
}

/* What is no attribute for sure counts where somebody asks for it. */
static void tell_store(struct dc_flow *flow, const char *key, struct dc_value value, bool is_worth)
{
	if (is_worth || is_wanted(flow, key))
		tell(flow, DC_END_STORE, key, value);
}

/* A list clears what it fills first, and that is not what its elements hold. */
static bool is_filled_next(const struct dc_flow *flow, dc_index place)
{
	const struct dc_facts *facts = flow->facts;
	const struct dc_step *next = &facts->steps[facts->steps[flow->step].next[0]];
	dc_index part = next->kind == DC_STEP_ASSIGN ? next->target : 0;

	while (facts->exprs[part].kind == DC_EXPR_INDEX || facts->exprs[part].kind == DC_EXPR_FIELD) {
		part = facts->exprs[part].a;
		if (part == place)
			return true;
	}
	return false;
}

void dc_carry_store(struct dc_flow *flow, dc_index place, struct dc_value value)
{
	char key[DC_MAX_KEY];
	bool is_local = flow->facts->exprs[place].kind == DC_EXPR_LOCAL && flow->facts->function[0];
	bool is_worth;

	if (!flow->in->ends || is_local)
		return;
	is_worth = is_worth_telling(flow, value);
	if (!is_worth && (!may_be_wanted(flow, place) || is_filled_next(flow, place)))
		return;
	if (member_key(flow, place, key))
		tell_store(flow, key, value, is_worth);
	if (place_key(flow, place, key))
		tell_store(flow, key, value, is_worth);
	/* Who chooses the element later reads any, and who holds a pointer the member. */
	if (has_constant_index(flow->facts, place) && variable_key(flow, place, false, key))
		tell_store(flow, key, value, is_worth);
	if (part_key(flow, place, key))
		tell_store(flow, key, value, is_worth);
}

void dc_carry_names(struct dc_flow *flow, struct dc_value value)
{
	dc_index place = flow->places.items[place_behind(flow, value)].expr;
	char key[DC_MAX_KEY], member[DC_MAX_KEY];

	if (place && part_key(flow, place, key) && member_key(flow, place, member))
		dc_trial_name(flow, DC_END_MEMBER, key, member);
}

void dc_carry_argument(struct dc_flow *flow, const char *callee, unsigned int position,
		       struct dc_value value)
{
	char key[DC_MAX_KEY];
	bool is_worth;

	if (!flow->in->ends || !callee[0])
		return;
	is_worth = is_worth_telling(flow, value);
	if (!is_worth && !(flow->in->is_asked && flow->in->is_asked(flow->in->context, callee)))
		return;
	function_key(flow, callee, "parameter", position, key);
	if (is_worth || is_wanted(flow, key))
		tell(flow, DC_END_PASS, key, value);
}

void dc_carry_wrapped(struct dc_flow *flow, const char *callee, unsigned int position,
		      struct dc_value value)
{
	char key[DC_MAX_KEY];

	if (!flow->in->ends || !flow->in->is_asked ||
	    !flow->in->is_asked(flow->in->context, callee))
		return;
	function_key(flow, callee, "parameter", position, key);
	if (is_wanted(flow, key))
		tell(flow, DC_END_WRAPPED, key, value);
}

void dc_carry_acquired(struct dc_flow *flow, const char *callee, unsigned int position,
		       struct dc_value value)
{
	char key[DC_MAX_KEY];

	if (!flow->in->ends || !strncmp(callee, "dma", strlen("dma")))
		return;
	function_key(flow, callee, "parameter", position, key);
	tell(flow, DC_END_WRAPPED, key, value);
}

void dc_carry_return(struct dc_flow *flow, struct dc_value value)
{
	char key[DC_MAX_KEY];

	if (!flow->in->ends || !flow->facts->function[0])
		return;
	function_key(flow, flow->facts->function, "result", 0, key);
	if (is_worth_telling(flow, value) || is_wanted(flow, key))
		tell(flow, DC_END_RETURN, key, value);
}
