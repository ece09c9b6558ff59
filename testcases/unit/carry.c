// SPDX-License-Identifier: GPL-2.0-only
/* Keys of what functions hand to each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "function.h"

/* The end of a kind, NULL when there is none. */
static const struct dc_end *find_end(const struct function *f, enum dc_end_kind kind)
{
	for (size_t i = 0; i < f->ends.nr; i++)
		if (f->ends.items[i].kind == kind)
			return &f->ends.items[i];
	return NULL;
}

/* The key of what `attrs` is read from by an allocation; "" for nothing. */
static const char *source_of(struct function *f, dc_index attrs)
{
	dc_index cpu = function_local(f, "cpu", "void *", false), one = function_number(f, 1);
	const struct dc_end *call;

	function_call(f, cpu, "dma_alloc_attrs", one, one, one, one, attrs, 0);
	assert_true(function_run(f));
	call = find_end(f, DC_END_CALL);
	return call ? call->key : "";
}

static void member_is_the_headers(void **state)
{
	struct function f;
	dc_index ring;

	(void)state;
	function_begin(&f, "nic_open");
	ring = function_local(&f, "ring", "struct ring *", true);
	assert_string_equal(source_of(&f, function_arrow(&f, ring, "attrs")),
			    "include/linux/ring.h: struct ring.attrs");
	function_end(&f);
}

/* nic->ring.attrs is told from any other ring's, and says what it is besides. */
static void part_of_a_struct_is_its_own(void **state)
{
	struct function f;
	const struct dc_end *name;
	dc_index nic;

	(void)state;
	function_begin(&f, "nic_open");
	nic = function_local(&f, "nic", "struct nic *", true);
	assert_string_equal(source_of(&f, function_field(&f, function_arrow(&f, nic, "ring"),
							 "attrs")),
			    "drivers/net/nic.c: struct nic.ring.attrs");
	name = find_end(&f, DC_END_MEMBER);
	assert_non_null(name);
	assert_string_equal(name->key, "drivers/net/nic.c: struct nic.ring.attrs");
	assert_string_equal(name->symbol, "include/linux/ring.h: struct ring.attrs");
	function_end(&f);
}

static void variable_is_the_files(void **state)
{
	struct function f;

	(void)state;
	function_begin(&f, "nic_open");
	assert_string_equal(source_of(&f, function_field(&f, function_name(&f, "config"),
							 "attrs")),
			    "drivers/net/nic.c: config.attrs");
	function_end(&f);
}

static void parameter_is_the_functions(void **state)
{
	struct function f;
	dc_index attrs;

	(void)state;
	function_begin(&f, "nic_open");
	function_local(&f, "dev", "struct device *", true);
	attrs = function_local(&f, "attrs", "unsigned long", true);
	assert_string_equal(source_of(&f, attrs), "drivers/net/nic.c: nic_open() parameter 1");
	function_end(&f);
}

/* Who passes the attributes may not be one of those that come here. */
static void parameter_behind_anothers_condition_is_nobodys(void **state)
{
	struct function f;
	dc_index attrs, allocate, branch, first;

	(void)state;
	function_begin(&f, "nic_open");
	attrs = function_local(&f, "attrs", "unsigned long", true);
	allocate = function_local(&f, "allocate", "bool", true);
	branch = function_branch(&f, allocate);
	first = function_return(&f, 0);
	assert_int_not_equal(first, 0);
	function_otherwise(&f, branch);
	assert_string_equal(source_of(&f, attrs), "");
	function_end(&f);
}

static void result_is_the_callees(void **state)
{
	struct function f;
	dc_index attrs;

	(void)state;
	function_begin(&f, "nic_open");
	attrs = function_local(&f, "attrs", "unsigned long", false);
	function_call(&f, attrs, "ring_attrs", function_number(&f, 1), 0);
	assert_string_equal(source_of(&f, attrs), "drivers/net: ring_attrs() result 0");
	function_end(&f);
}

static void variable_that_a_callee_fills_is_its_target(void **state)
{
	struct function f;
	dc_index attrs;

	(void)state;
	function_begin(&f, "nic_open");
	attrs = function_local(&f, "attrs", "unsigned long", false);
	function_assign(&f, attrs, function_number(&f, 0));
	function_call(&f, 0, "ring_attrs", function_number(&f, 1), function_address(&f, attrs), 0);
	assert_string_equal(source_of(&f, attrs), "drivers/net: ring_attrs() target 1");
	function_end(&f);
}

/* Two unknown values in one: neither tells what a bit is. */
static void mixture_is_nobodys(void **state)
{
	struct function f;
	dc_index ring, nic;

	(void)state;
	function_begin(&f, "nic_open");
	ring = function_arrow(&f, function_local(&f, "ring", "struct ring *", true), "attrs");
	nic = function_arrow(&f, function_local(&f, "nic", "struct nic *", true), "attrs");
	assert_string_equal(source_of(&f, function_binary(&f, DC_BINARY_OR, ring, nic)), "");
	function_end(&f);
}

static void arguments_and_results_are_told(void **state)
{
	struct function f;
	const struct dc_end *end;
	dc_index mmio;

	(void)state;
	function_begin(&f, "nic_open");
	mmio = function_name(&f, "DMA_ATTR_MMIO");
	function_call(&f, 0, "ring_open", function_number(&f, 1), mmio, 0);
	function_return(&f, mmio);
	f.last = 0;
	assert_true(function_run(&f));
	end = find_end(&f, DC_END_PASS);
	assert_non_null(end);
	assert_string_equal(end->key, "drivers/net: ring_open() parameter 1");
	assert_int_equal(end->set, DC_MMIO);
	end = find_end(&f, DC_END_RETURN);
	assert_non_null(end);
	assert_string_equal(end->key, "drivers/net/nic.c: nic_open() result 0");
	assert_int_equal(end->set, DC_MMIO);
	function_end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(member_is_the_headers),
		cmocka_unit_test(part_of_a_struct_is_its_own),
		cmocka_unit_test(variable_is_the_files),
		cmocka_unit_test(parameter_is_the_functions),
		cmocka_unit_test(parameter_behind_anothers_condition_is_nobodys),
		cmocka_unit_test(result_is_the_callees),
		cmocka_unit_test(variable_that_a_callee_fills_is_its_target),
		cmocka_unit_test(mixture_is_nobodys),
		cmocka_unit_test(arguments_and_results_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
