// SPDX-License-Identifier: GPL-2.0-only
/* Names of places that functions share, as the ends of resources carry them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "function.h"

/* The key under which a handle kept in `place` can be found by others; "" for none. */
static const char *key_of(struct function *f, dc_index place)
{
	dc_index handle = function_local(f, "handle", "dma_addr_t", false), one;

	one = function_number(f, 1);
	function_call(f, handle, "dma_map_phys", one, one, one, one, one, 0);
	function_assign(f, place, handle);
	assert_true(function_run(f));
	/* the call itself is told first */
	assert_in_range(f->ends.nr, 1, 2);
	return f->ends.nr == 2 ? f->ends.items[1].key : "";
}

static void struct_of_a_header_is_the_folders(void **state)
{
	struct function f;
	dc_index ring;

	(void)state;
	function_begin(&f, "nic_open");
	ring = function_local(&f, "ring", "struct ring *", true);
	assert_string_equal(key_of(&f, function_arrow(&f, ring, "attrs")),
			    "drivers/net: struct ring.attrs");
	function_end(&f);
}

static void own_struct_is_the_files(void **state)
{
	struct function f;
	dc_index nic;

	(void)state;
	function_begin(&f, "nic_open");
	nic = function_local(&f, "nic", "const struct nic *", true);
	assert_string_equal(key_of(&f, function_arrow(&f, nic, "attrs")),
			    "drivers/net/nic.c: struct nic.attrs");
	function_end(&f);
}

/* nic->ring.attrs is the ring's, whoever holds the ring. */
static void innermost_struct_counts(void **state)
{
	struct function f;
	dc_index nic, ring;

	(void)state;
	function_begin(&f, "nic_open");
	nic = function_local(&f, "nic", "struct nic *", true);
	ring = function_arrow(&f, nic, "ring");
	assert_string_equal(key_of(&f, function_field(&f, ring, "attrs")),
			    "drivers/net: struct ring.attrs");
	function_end(&f);
}

/* The type of nic->queue is not told: the way from the nic says where it is. */
static void unknown_member_is_named_by_its_way(void **state)
{
	struct function f;
	dc_index nic, queue;

	(void)state;
	function_begin(&f, "nic_open");
	nic = function_local(&f, "nic", "struct nic *", true);
	queue = function_arrow(&f, nic, "queue");
	assert_string_equal(key_of(&f, function_field(&f, queue, "attrs")),
			    "drivers/net/nic.c: struct nic.queue.attrs");
	function_end(&f);
}

static void no_type_no_key(void **state)
{
	struct function f;
	dc_index ring;

	(void)state;
	function_begin(&f, "nic_open");
	ring = function_local(&f, "ring", NULL, true);
	assert_string_equal(key_of(&f, function_arrow(&f, ring, "attrs")), "");
	function_end(&f);
}

static void variable_of_the_file(void **state)
{
	struct function f;

	(void)state;
	function_begin(&f, "nic_open");
	assert_string_equal(key_of(&f, function_name(&f, "nic_attrs")),
			    "drivers/net/nic.c: nic_attrs");
	function_end(&f);
}

/* A list that is a parameter is known by the function's name without its verb. */
static void list_is_known_by_the_functions_name(void **state)
{
	static const char *const names[] = { "nic_map_list", "nic_unmap_list", "nic_list" };
	static const char *const apis[] = { "dma_map_sg", "dma_unmap_sg", "dma_unmap_sg" };
	struct function f;

	(void)state;
	for (int i = 0; i < 3; i++) {
		dc_index list, one;

		function_begin(&f, names[i]);
		list = function_local(&f, "list", "struct scatterlist *", true);
		one = function_number(&f, 1);
		function_call(&f, 0, apis[i], list, list, one, one, 0);
		assert_true(function_run(&f));
		/* a call that acquires is told itself, too */
		assert_int_equal(f.ends.nr, 2 - i);
		if (f.ends.nr)
			assert_string_equal(f.ends.items[f.ends.nr - 1].key,
					    "drivers/net/nic.c: list of function nic_@0_list");
		function_end(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(struct_of_a_header_is_the_folders),
		cmocka_unit_test(own_struct_is_the_files),
		cmocka_unit_test(innermost_struct_counts),
		cmocka_unit_test(unknown_member_is_named_by_its_way),
		cmocka_unit_test(no_type_no_key),
		cmocka_unit_test(variable_of_the_file),
		cmocka_unit_test(list_is_known_by_the_functions_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
