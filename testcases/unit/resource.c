// SPDX-License-Identifier: GPL-2.0-only
/* Acquires and releases along the paths of one function. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "function.h"

struct nic {
	struct function f;
	dc_index dev, buf, size, dir, handle;
};

static void begin(struct nic *nic, const char *name)
{
	function_begin(&nic->f, name);
	nic->dev = function_local(&nic->f, "dev", "struct device *", true);
	nic->buf = function_local(&nic->f, "buf", "void *", true);
	nic->size = function_number(&nic->f, 4096);
	nic->dir = function_number(&nic->f, 1);
	nic->handle = function_local(&nic->f, "handle", "dma_addr_t", false);
}

static dc_index map(struct nic *nic, const char *attrs)
{
	return function_call(&nic->f, nic->handle, "dma_map_phys", nic->dev, nic->buf, nic->size,
			     nic->dir, function_name(&nic->f, attrs), 0);
}

static dc_index unmap(struct nic *nic, dc_index handle, const char *attrs)
{
	return function_call(&nic->f, 0, "dma_unmap_phys", nic->dev, handle, nic->size, nic->dir,
			     function_name(&nic->f, attrs), 0);
}

static void released_as_acquired(void **state)
{
	struct nic nic;

	(void)state;
	begin(&nic, "nic_send");
	map(&nic, "DMA_ATTR_PRIVILEGED");
	unmap(&nic, nic.handle, "DMA_ATTR_PRIVILEGED");
	assert_true(function_run(&nic.f));
	assert_int_equal(nic.f.findings.nr, 0);
	function_end(&nic.f);
}

static void released_with_other_attributes(void **state)
{
	struct nic nic;
	dc_index release;

	(void)state;
	begin(&nic, "nic_send");
	map(&nic, "DMA_ATTR_PRIVILEGED");
	release = unmap(&nic, nic.handle, "DMA_ATTR_SKIP_CPU_SYNC");
	assert_true(function_run(&nic.f));
	assert_true(function_is_found(&nic.f, DC_RULE_release_attrs, release));
	assert_int_equal(nic.f.findings.nr, 1);
	function_end(&nic.f);
}

static void forgotten(void **state)
{
	struct nic nic;
	dc_index acquire;

	(void)state;
	begin(&nic, "nic_send");
	acquire = map(&nic, "DMA_ATTR_PRIVILEGED");
	assert_true(function_run(&nic.f));
	assert_true(function_is_found(&nic.f, DC_RULE_never_released, acquire));
	function_end(&nic.f);
}

static void told_somebody(void **state)
{
	struct nic nic;
	dc_index acquire;

	(void)state;
	begin(&nic, "nic_send");
	acquire = map(&nic, "DMA_ATTR_PRIVILEGED");
	function_call(&nic.f, 0, "nic_write_ring", nic.dev, nic.handle, 0);
	assert_true(function_run(&nic.f));
	assert_false(function_is_found(&nic.f, DC_RULE_never_released, acquire));
	function_end(&nic.f);

	begin(&nic, "nic_send");
	acquire = map(&nic, "DMA_ATTR_PRIVILEGED");
	function_return(&nic.f, nic.handle);
	assert_true(function_run(&nic.f));
	assert_false(function_is_found(&nic.f, DC_RULE_never_released, acquire));
	function_end(&nic.f);
}

/* if (size > 0) handle = map(…); if (size) tell(handle): one question in two words. */
static void told_when_not_zero(void **state)
{
	struct nic nic;
	struct function *f = &nic.f;
	dc_index size, acquire, branch, end;

	(void)state;
	begin(&nic, "nic_send");
	size = function_local(f, "size", "int", true);
	branch = function_branch(f, function_binary(f, DC_BINARY_GT, size, function_number(f, 0)));
	acquire = map(&nic, "DMA_ATTR_PRIVILEGED");
	end = function_otherwise(f, branch);
	function_join(f, end, 0);
	branch = function_branch(f, size);
	function_call(f, 0, "nic_write_ring", nic.dev, nic.handle, 0);
	end = function_otherwise(f, branch);
	function_join(f, end, 0);
	assert_true(function_run(f));
	assert_false(function_is_found(f, DC_RULE_never_released, acquire));
	function_end(f);
}

/* entry = handle >> 12; ring->entry = entry: the handle can be got back from there. */
static void kept_as_a_number(void **state)
{
	struct nic nic;
	struct function *f = &nic.f;
	dc_index ring, entry, acquire;

	(void)state;
	begin(&nic, "nic_open");
	ring = function_local(f, "ring", "struct ring *", true);
	entry = function_local(f, "entry", "u32", false);
	acquire = map(&nic, "DMA_ATTR_PRIVILEGED");
	function_assign(f, entry, function_binary(f, DC_BINARY_SHR, nic.handle,
						  function_number(f, 12)));
	function_assign(f, function_arrow(f, ring, "entry"), entry);
	assert_true(function_run(f));
	assert_false(function_is_found(f, DC_RULE_never_released, acquire));
	function_end(f);
}

/* if (handle != phys) { unmap; return; }: elsewhere the handle is known as phys. */
static void known_by_something_equal(void **state)
{
	struct nic nic;
	struct function *f = &nic.f;
	dc_index phys, acquire, branch, end;

	(void)state;
	begin(&nic, "nic_open");
	phys = function_local(f, "phys", "phys_addr_t", true);
	acquire = map(&nic, "DMA_ATTR_PRIVILEGED");
	branch = function_branch(f, function_binary(f, DC_BINARY_NE, nic.handle, phys));
	unmap(&nic, nic.handle, "DMA_ATTR_PRIVILEGED");
	end = function_otherwise(f, branch);
	function_join(f, end, 0);
	assert_true(function_run(f));
	assert_false(function_is_found(f, DC_RULE_never_released, acquire));
	function_end(f);
}

/* nic_map() stores the handle and returns a code: its callers hold nothing that they could lose. */
static void wrapper_that_keeps_the_handle(void **state)
{
	struct nic nic;
	struct dc_flow_input input;
	struct dc_derivations derived;
	dc_index ring, call;

	(void)state;
	begin(&nic, "nic_map");
	ring = function_local(&nic.f, "ring", "struct ring *", true);
	map(&nic, "DMA_ATTR_PRIVILEGED");
	function_assign(&nic.f, function_arrow(&nic.f, ring, "dma"), nic.handle);
	function_return(&nic.f, function_number(&nic.f, 0));
	assert_true(function_run(&nic.f));
	assert_int_equal(nic.f.derived.nr, 1);
	derived = nic.f.derived;
	nic.f.derived = (struct dc_derivations){ 0 };
	function_end(&nic.f);

	begin(&nic, "nic_send");
	call = function_call(&nic.f, nic.handle, "nic_map", nic.dev, nic.buf, 0);
	function_return(&nic.f, 0);
	input = function_input(&nic.f);
	input.derived = &derived;
	assert_true(dc_flow_run(&input));
	assert_false(function_is_found(&nic.f, DC_RULE_never_released, call));
	dc_derivations_free(&derived);
	function_end(&nic.f);
}

/* The other end of what a member holds is looked for in other functions. */
static void kept_in_a_member(void **state)
{
	struct nic nic;
	dc_index ring;

	(void)state;
	begin(&nic, "nic_open");
	ring = function_local(&nic.f, "ring", "struct ring *", true);
	map(&nic, "DMA_ATTR_PRIVILEGED");
	function_assign(&nic.f, function_arrow(&nic.f, ring, "dma"), nic.handle);
	assert_true(function_run(&nic.f));
	assert_int_equal(nic.f.findings.nr, 0);
	assert_int_equal(nic.f.ends.nr, 2);
	assert_int_equal(nic.f.ends.items[0].kind, DC_END_SITE);
	assert_int_equal(nic.f.ends.items[0].fates, DC_FATE_HELD | DC_FATE_TOLD);
	assert_int_equal(nic.f.ends.items[1].kind, DC_END_ACQUIRE);
	assert_string_equal(nic.f.ends.items[1].key, "drivers/net: struct ring.dma");
	assert_int_equal(nic.f.ends.items[1].set, DC_PRIVILEGED);
	function_end(&nic.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(released_as_acquired),
		cmocka_unit_test(released_with_other_attributes),
		cmocka_unit_test(forgotten),
		cmocka_unit_test(told_somebody),
		cmocka_unit_test(told_when_not_zero),
		cmocka_unit_test(kept_as_a_number),
		cmocka_unit_test(known_by_something_equal),
		cmocka_unit_test(wrapper_that_keeps_the_handle),
		cmocka_unit_test(kept_in_a_member),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
