// SPDX-License-Identifier: GPL-2.0-only
/* The tables hold together, and every name is found by the one lookup. */
#include "table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct dc_name *find(const char *name)
{
	return dc_name_find(name, strlen(name));
}

static void every_row_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < dc_nr_apis; i++) {
		assert_non_null(find(dc_apis[i].name));
		assert_int_equal(find(dc_apis[i].name)->kind, DC_NAME_API);
		assert_ptr_equal(find(dc_apis[i].name)->api, &dc_apis[i]);
	}
	for (size_t i = 0; i < dc_nr_origins; i++) {
		assert_non_null(find(dc_origins[i].name));
		assert_int_equal(find(dc_origins[i].name)->kind, DC_NAME_ORIGIN);
		assert_ptr_equal(find(dc_origins[i].name)->origin, &dc_origins[i]);
	}
	for (size_t i = 0; i < DC_NR_ATTRS; i++) {
		assert_non_null(find(dc_attrs[i].name));
		assert_int_equal(find(dc_attrs[i].name)->kind, DC_NAME_ATTR);
		assert_int_equal(find(dc_attrs[i].name)->attr, i);
	}
}

static void constants_of_other_kinds(void **state)
{
	static const struct { const char *name; unsigned int flags; } gfps[] = {
		{ "GFP_KERNEL", 0 }, { "GFP_DMA32", DC_GFP_DMA32 }, { "__GFP_COMP", DC_GFP_COMP },
		{ "GFP_TRANSHUGE", DC_GFP_HIGHMEM | DC_GFP_COMP },
	};
	static const char *const directions[] = {
		"DMA_BIDIRECTIONAL", "DMA_TO_DEVICE", "DMA_FROM_DEVICE", "DMA_NONE",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(gfps) / sizeof(gfps[0]); i++) {
		assert_int_equal(find(gfps[i].name)->kind, DC_NAME_GFP);
		assert_int_equal(find(gfps[i].name)->gfp, gfps[i].flags);
	}
	for (int i = 0; i < 4; i++) {
		assert_int_equal(find(directions[i])->kind, DC_NAME_DIR);
		assert_int_equal(find(directions[i])->dir, i);
	}
	assert_int_equal(find("PCI_DMA_TODEVICE")->dir, 1);
}

/* Length counts, not the NUL: an engine looks up tokens in the middle of text. */
static void whole_names_only(void **state)
{
	static const char text[] = "dma_map_single_attrs(dev";

	(void)state;
	assert_string_equal(dc_name_find(text, 20)->api->name, "dma_map_single_attrs");
	assert_string_equal(dc_name_find(text, 14)->api->name, "dma_map_single");
	assert_null(dc_name_find(text, 13));
	assert_null(dc_name_find(text, 21));
	assert_null(dc_name_find(text, 0));
	assert_null(find("dma_attr_mmio"));
	assert_null(find("DMA_ATTR_"));
}

static void attributes_are_sound(void **state)
{
	uint32_t live = 0;

	(void)state;
	for (size_t i = 0; i < DC_NR_ATTRS; i++) {
		const struct dc_attr *attr = &dc_attrs[i];

		assert_in_range(attr->bit, 0, 31);
		assert_non_null(strstr(attr->name, "DMA_ATTR_"));
		assert_int_equal(strspn(attr->honoured, "AMC"), strlen(attr->honoured));
		if (attr->gone) {
			assert_true(attr->gone >= attr->since);
			continue;
		}
		assert_false(live & 1u << attr->bit);
		live |= 1u << attr->bit;
	}
	assert_int_equal(dc_attrs_defined(), live);
	/* include/linux/dma-mapping.h of 7.3: bits 1, 2 and 4 to 14 */
	assert_int_equal(live, 0x7ff6);
}

/* kernel/dma/debug.c compares these at release: DMA_ATTR_UNMAP_VALID. */
static void attributes_that_must_match(void **state)
{
	uint32_t must = 0;

	(void)state;
	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (dc_attrs[i].match == DC_MATCH_MUST)
			must |= 1u << dc_attrs[i].bit;
	assert_int_equal(must, 0x3650);
}

/* No function has two things in one argument, but for the memory that names itself. */
static void arguments_do_not_collide(void **state)
{
	(void)state;
	for (size_t i = 0; i < dc_nr_apis; i++) {
		const struct dc_api *api = &dc_apis[i];
		const signed char args[] = {
			api->dev, api->size, api->handle, api->gfp, api->dir, api->attrs,
		};
		unsigned int taken = 0;

		for (size_t k = 0; k < sizeof(args); k++) {
			if (args[k] < 0)
				continue;
			if (args[k] > 7 || taken & 1u << args[k])
				fail_msg("%s: argument %d", api->name, args[k]);
			taken |= 1u << args[k];
		}
		if (api->addr >= 0 && api->addr != api->handle && taken & 1u << api->addr)
			fail_msg("%s: address in argument %d", api->name, api->addr);
	}
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* A function called *_attrs takes some, as its last argument. */
static void names_keep_their_promise(void **state)
{
	(void)state;
	for (size_t i = 0; i < dc_nr_apis; i++) {
		const struct dc_api *api = &dc_apis[i];
		int last = larger(larger(api->addr, api->size), larger(api->handle, api->gfp));

		if (!strcmp(strrchr(api->name, '_'), "_attrs") &&
		    api->attrs <= larger(last, api->dir))
			fail_msg("%s: attributes in argument %d", api->name, api->attrs);
	}
}

static void rules_are_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < DC_NR_RULES; i++) {
		const struct dc_rule *rule = &dc_rules[i];
		size_t length = strlen(rule->id);

		assert_int_equal(dc_rule_find(rule->id), i);
		assert_int_equal(strspn(rule->id, "abcdefghijklmnopqrstuvwxyz_"), length);
		assert_true(rule->harm && rule->reach);
		assert_true(!rule->gone || rule->gone > rule->since);
		assert_true(strlen(rule->summary) < 80);
		assert_null(strchr(rule->summary, '\n'));
		assert_true(strlen(rule->why) > 40);
		assert_non_null(strchr(rule->witness, '/'));
	}
	assert_int_equal(dc_rule_find("no_such_rule"), DC_NR_RULES);
	assert_int_equal(dc_rule_find(""), DC_NR_RULES);
}

static void levels_have_names(void **state)
{
	(void)state;
	assert_string_equal(dc_level_name(DC_LEVEL_NOTE), "note");
	assert_string_equal(dc_level_name(DC_LEVEL_WARNING), "warning");
	assert_string_equal(dc_level_name(DC_LEVEL_ERROR), "error");
}

static void sets_of_attributes_are_printed(void **state)
{
	static const struct { uint64_t mask; const char *text; } rows[] = {
		{ 0, "" },
		{ DC_MMIO, "MMIO" },
		{ DC_MMIO | DC_CC_SHARED, "MMIO|CC_SHARED" },
		{ DC_ALLOC_CC_SHARED, "ALLOC_CC_SHARED" },
		{ DC_NON_CONSISTENT | DC_NO_WARN, "0x8|NO_WARN" },
		{ 1, "0x1" },
		{ UINT64_C(1) << 63, "0x8000000000000000" },
	};
	char buf[64];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(dc_attrs_print(rows[i].mask, buf, sizeof(buf)), rows[i].text);
}

static void a_small_buffer_is_kept(void **state)
{
	char buf[32];

	(void)state;
	for (size_t size = 1; size < sizeof(buf); size++) {
		memset(buf, '#', sizeof(buf));
		dc_attrs_print(UINT64_MAX, buf, size);
		assert_true(strlen(buf) < size);
		assert_int_equal(buf[size], '#');
	}
}

static int init(void **state)
{
	(void)state;
	dc_table_init();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_found),
		cmocka_unit_test(constants_of_other_kinds),
		cmocka_unit_test(whole_names_only),
		cmocka_unit_test(attributes_are_sound),
		cmocka_unit_test(attributes_that_must_match),
		cmocka_unit_test(arguments_do_not_collide),
		cmocka_unit_test(names_keep_their_promise),
		cmocka_unit_test(rules_are_sound),
		cmocka_unit_test(levels_have_names),
		cmocka_unit_test(sets_of_attributes_are_printed),
		cmocka_unit_test(a_small_buffer_is_kept),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
