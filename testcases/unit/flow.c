// SPDX-License-Identifier: GPL-2.0-only
/* Values along the paths of a function, up to the calls that are judged. */
#include "flow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "function.h"

/* dma_map_page_attrs(dev, page, 0, 4096, 0, attrs): MMIO there is a mistake on any path. */
static dc_index map_page(struct function *f, dc_index attrs)
{
	dc_index zero = function_number(f, 0), size = function_number(f, 4096);
	dc_index dev = function_local(f, "dev", "struct device *", true);
	dc_index page = function_local(f, "page", "struct page *", true);

	return function_call(f, 0, "dma_map_page_attrs", dev, page, zero, size, zero, attrs, 0);
}

static void value_of_a_local(void **state)
{
	struct function f;
	dc_index attrs, call;

	(void)state;
	function_begin(&f, "nic_map");
	attrs = function_local(&f, "attrs", "unsigned long", false);
	function_assign(&f, attrs, function_name(&f, "DMA_ATTR_MMIO"));
	call = map_page(&f, attrs);
	assert_true(function_run(&f));
	assert_true(function_is_found(&f, DC_RULE_page_mmio, call));
	function_end(&f);
}

static void unknown_is_not_guilty(void **state)
{
	struct function f;
	dc_index call;

	(void)state;
	function_begin(&f, "nic_map");
	call = map_page(&f, function_local(&f, "attrs", "unsigned long", true));
	assert_true(function_run(&f));
	assert_false(function_is_found(&f, DC_RULE_page_mmio, call));
	function_end(&f);
}

/* attrs = 0; if (condition) attrs = MMIO; if (again) map(attrs): returns the call. */
static dc_index set_and_use(struct function *f, dc_index condition, dc_index again, bool inverse)
{
	dc_index attrs = function_local(f, "attrs", "unsigned long", false), branch, end, call;

	function_assign(f, attrs, function_number(f, 0));
	branch = function_branch(f, condition);
	function_assign(f, attrs, function_name(f, "DMA_ATTR_MMIO"));
	end = function_otherwise(f, branch);
	function_join(f, end, 0);
	branch = function_branch(f, again);
	if (inverse) {
		function_return(f, 0);
		function_otherwise(f, branch);
		call = map_page(f, attrs);
		return call;
	}
	call = map_page(f, attrs);
	function_return(f, 0);
	function_otherwise(f, branch);
	function_return(f, 0);
	return call;
}

static void one_condition_is_decided_once(void **state)
{
	struct function f;
	dc_index flag, call;

	(void)state;
	function_begin(&f, "nic_map");
	flag = function_local(&f, "shared", "bool", true);
	call = set_and_use(&f, flag, flag, true);
	assert_true(function_run(&f));
	assert_false(function_is_found(&f, DC_RULE_page_mmio, call));
	function_end(&f);

	function_begin(&f, "nic_map");
	flag = function_local(&f, "shared", "bool", true);
	call = set_and_use(&f, flag, flag, false);
	assert_true(function_run(&f));
	assert_true(function_is_found(&f, DC_RULE_page_mmio, call));
	function_end(&f);
}

/* A name that tells itself from others only where a text is cut; two at a time. */
static const char *long_name(const char *end)
{
	static char names[2][DC_MAX_TEXT + 8];
	char *name = names[!strcmp(end, "two")];

	memset(name, 'm', DC_MAX_TEXT);
	strcpy(name + DC_MAX_TEXT, end);
	return name;
}

/* Two questions whose texts agree as far as they fit: neither answers the other. */
static void cut_condition_is_no_assumption(void **state)
{
	struct function f;
	dc_index nic, call;

	(void)state;
	function_begin(&f, "nic_map");
	nic = function_local(&f, "nic", "struct nic *", true);
	call = set_and_use(&f, function_arrow(&f, nic, long_name("one")),
			   function_arrow(&f, nic, long_name("two")), true);
	assert_true(function_run(&f));
	assert_true(function_is_found(&f, DC_RULE_page_mmio, call));
	function_end(&f);
}

static void cut_text_is_no_place(void **state)
{
	struct function f;
	dc_index nic, call;

	(void)state;
	function_begin(&f, "nic_map");
	nic = function_local(&f, "nic", "struct nic *", true);
	function_assign(&f, function_arrow(&f, nic, long_name("one")),
			function_name(&f, "DMA_ATTR_MMIO"));
	call = map_page(&f, function_arrow(&f, nic, long_name("two")));
	assert_true(function_run(&f));
	assert_false(function_is_found(&f, DC_RULE_page_mmio, call));
	function_end(&f);
}

/* `?->attrs` may be anybody's: what is known of nic->attrs is known no longer. */
static void write_to_nobody_knows_whom(void **state)
{
	struct function f;
	dc_index nic, call;

	(void)state;
	function_begin(&f, "nic_map");
	nic = function_local(&f, "nic", "struct nic *", true);
	function_assign(&f, function_arrow(&f, nic, "attrs"), function_name(&f, "DMA_ATTR_MMIO"));
	function_assign(&f, function_arrow(&f, function_unknown(&f), "attrs"),
			function_number(&f, 0));
	call = map_page(&f, function_arrow(&f, nic, "attrs"));
	assert_true(function_run(&f));
	assert_false(function_is_found(&f, DC_RULE_page_mmio, call));
	function_end(&f);
}

/* if (?) target = value; */
static void may_assign(struct function *f, dc_index condition, dc_index target, dc_index value)
{
	dc_index branch = function_branch(f, condition), end;

	function_assign(f, target, value);
	end = function_otherwise(f, branch);
	function_join(f, end, 0);
}

/*
 * Flags that each round of a loop may set make many states, and only the second round sets the
 * attribute: it must not be lost among them.
 */
static void attributes_outlive_flags(void **state)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f" };
	struct function f;
	dc_index attrs, round, flags[6], head, zero, one, call;

	(void)state;
	function_begin(&f, "nic_map");
	zero = function_number(&f, 0);
	one = function_number(&f, 1);
	attrs = function_local(&f, "attrs", "unsigned long", false);
	round = function_local(&f, "second_round", "bool", false);
	function_assign(&f, attrs, zero);
	function_assign(&f, round, zero);
	for (int i = 0; i < 6; i++) {
		flags[i] = function_local(&f, names[i], "bool", false);
		function_assign(&f, flags[i], zero);
	}
	function_join(&f, f.last, 0);
	head = function_branch(&f, function_unknown(&f));
	f.facts.steps[head].is_loop = true;
	may_assign(&f, round, attrs, function_name(&f, "DMA_ATTR_MMIO"));
	for (int i = 0; i < 6; i++)
		may_assign(&f, function_unknown(&f), flags[i], one);
	function_assign(&f, round, one);
	f.facts.steps[f.last].next[0] = head;
	function_otherwise(&f, head);
	call = map_page(&f, attrs);
	for (int i = 0; i < 6; i++)
		may_assign(&f, flags[i], attrs, zero);
	assert_true(function_run(&f));
	assert_true(function_is_found(&f, DC_RULE_page_mmio, call));
	function_end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(value_of_a_local),
		cmocka_unit_test(unknown_is_not_guilty),
		cmocka_unit_test(one_condition_is_decided_once),
		cmocka_unit_test(cut_condition_is_no_assumption),
		cmocka_unit_test(cut_text_is_no_place),
		cmocka_unit_test(write_to_nobody_knows_whom),
		cmocka_unit_test(attributes_outlive_flags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
