// SPDX-License-Identifier: GPL-2.0-only
/* Facts of small functions, for the tests of those who read facts. */
#include "function.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kernel.h"
#include "memory.h"

static const struct dc_kernel *newest(void)
{
	static struct dc_kernel kernel;

	kernel = dc_kernel_newest();
	return &kernel;
}

void function_begin(struct function *f, const char *name)
{
	*f = (struct function){ 0 };
	dc_table_init();
	dc_facts_reset(&f->facts);
	f->facts.function = name;
}

void function_end(struct function *f)
{
	dc_facts_free(&f->facts);
	dc_findings_free(&f->findings);
	dc_ends_free(&f->ends);
	dc_derivations_free(&f->derived);
	dc_flow_shutdown();
}

static dc_index intern(struct function *f, const char *text)
{
	return dc_facts_intern(&f->facts, text, strlen(text));
}

dc_index function_local(struct function *f, const char *name, const char *type, bool is_parameter)
{
	struct dc_local local = { .name = intern(f, name), .is_parameter = is_parameter };

	if (type)
		local.type = intern(f, type);
	return dc_facts_expr(&f->facts, (struct dc_expr){
		.kind = DC_EXPR_LOCAL, .value = dc_facts_local(&f->facts, local) });
}

dc_index function_name(struct function *f, const char *name)
{
	return dc_facts_expr(&f->facts, (struct dc_expr){ .kind = DC_EXPR_NAME,
							  .name = intern(f, name) });
}

dc_index function_number(struct function *f, uint64_t number)
{
	return dc_facts_expr(&f->facts, (struct dc_expr){ .kind = DC_EXPR_NUMBER,
							  .value = number });
}

dc_index function_arrow(struct function *f, dc_index base, const char *member)
{
	return dc_facts_expr(&f->facts, (struct dc_expr){ .kind = DC_EXPR_ARROW, .a = base,
							  .name = intern(f, member) });
}

dc_index function_field(struct function *f, dc_index base, const char *member)
{
	return dc_facts_expr(&f->facts, (struct dc_expr){ .kind = DC_EXPR_FIELD, .a = base,
							  .name = intern(f, member) });
}

dc_index function_address(struct function *f, dc_index of)
{
	return dc_facts_expr(&f->facts, (struct dc_expr){ .kind = DC_EXPR_ADDRESS, .a = of });
}

dc_index function_binary(struct function *f, enum dc_binary op, dc_index a, dc_index b)
{
	return dc_facts_expr(&f->facts, (struct dc_expr){ .kind = DC_EXPR_BINARY, .op = op,
							  .a = a, .b = b });
}

dc_index function_unknown(struct function *f)
{
	return dc_facts_expr(&f->facts, (struct dc_expr){ .kind = DC_EXPR_UNKNOWN });
}

static dc_index add(struct function *f, struct dc_step step)
{
	dc_index at;

	step.spot.offset = f->facts.nr_steps;
	at = dc_facts_step(&f->facts, step);
	if (f->last)
		f->facts.steps[f->last].next[0] = at;
	if (!f->facts.entry)
		f->facts.entry = at;
	f->last = at;
	return at;
}

dc_index function_assign(struct function *f, dc_index target, dc_index value)
{
	return add(f, (struct dc_step){ .kind = DC_STEP_ASSIGN, .target = target, .value = value });
}

dc_index function_call(struct function *f, dc_index target, const char *callee, ...)
{
	struct dc_step step = { .kind = DC_STEP_CALL, .target = target,
				.result_used = target != 0 };
	dc_index argument;
	va_list list;

	step.value = function_name(f, callee);
	step.arguments = f->facts.nr_arguments;
	va_start(list, callee);
	while ((argument = va_arg(list, dc_index))) {
		dc_grow(f->facts.arguments, f->facts.nr_arguments, f->facts.arguments_capacity);
		f->facts.arguments[f->facts.nr_arguments++] = argument;
		step.nr_arguments++;
	}
	va_end(list);
	return add(f, step);
}

dc_index function_return(struct function *f, dc_index value)
{
	dc_index at = add(f, (struct dc_step){ .kind = DC_STEP_RETURN, .value = value });

	f->last = 0;
	return at;
}

dc_index function_branch(struct function *f, dc_index condition)
{
	return add(f, (struct dc_step){ .kind = DC_STEP_BRANCH, .value = condition });
}

dc_index function_otherwise(struct function *f, dc_index branch)
{
	dc_index end = f->last;

	f->last = 0;
	f->facts.steps[branch].next[1] = f->facts.nr_steps;
	return end;
}

dc_index function_join(struct function *f, dc_index first, dc_index second)
{
	dc_index at;

	f->last = 0;
	at = add(f, (struct dc_step){ .kind = DC_STEP_EVALUATE });
	if (first)
		f->facts.steps[first].next[0] = at;
	if (second)
		f->facts.steps[second].next[0] = at;
	return at;
}

static void locate(void *context, struct dc_spot spot, struct dc_location *location)
{
	(void)context;
	*location = (struct dc_location){ .file = "drivers/net/nic.c", .line = spot.offset,
					  .column = 1, .text = "" };
}

static bool locate_macro(void *context, struct dc_spot spot, struct dc_location *location,
			 const char **name, int *name_length)
{
	(void)context, (void)spot, (void)location, (void)name, (void)name_length;
	return false;
}

static bool is_array(void *context, const char *type, const char *field)
{
	(void)context, (void)type, (void)field;
	return false;
}

/* struct nic holds a struct ring, and nothing else holds a struct. */
static bool member_type(void *context, const char *type, const char *field, char *buf, size_t size)
{
	(void)context;
	if (strcmp(type, "nic") || strcmp(field, "ring"))
		return false;
	snprintf(buf, size, "struct ring");
	return true;
}

static bool is_own_struct(void *context, const char *type)
{
	(void)context;
	return !strcmp(type, "nic");
}

static bool callback(void *context, const char *function, char *buf, size_t size)
{
	(void)context, (void)function, (void)buf, (void)size;
	return false;
}

static void struct_scope(void *context, const char *type, char *buf, size_t size)
{
	(void)context;
	snprintf(buf, size, "%s", strcmp(type, "ring") ? "drivers/net/nic.c" :
							 "include/linux/ring.h");
}

static void function_scope(void *context, const char *function, char *buf, size_t size)
{
	(void)context;
	snprintf(buf, size, "%s", strncmp(function, "nic_", 4) ? "drivers/net" :
								 "drivers/net/nic.c");
}

struct dc_flow_input function_input(struct function *f)
{
	return (struct dc_flow_input){
		.facts = &f->facts, .kernel = newest(), .findings = &f->findings,
		.engine = DC_ENGINE_SOURCE, .locate = locate, .locate_macro = locate_macro,
		.is_array = is_array, .member_type = member_type, .is_own_struct = is_own_struct,
		.struct_scope = struct_scope, .function_scope = function_scope,
		.callback = callback, .ends = &f->ends, .derived = &f->derived,
	};
}

bool function_run(struct function *f)
{
	struct dc_flow_input input;

	if (f->last)
		function_return(f, 0);
	input = function_input(f);
	return dc_flow_run(&input);
}

bool function_is_found(const struct function *f, enum dc_rule_id rule, dc_index step)
{
	for (size_t i = 0; i < f->findings.nr; i++)
		if (f->findings.items[i].rule == rule && f->findings.items[i].line == step)
			return true;
	return false;
}
