// SPDX-License-Identifier: GPL-2.0-only
/* Places by their text: one where the text is one, none where no text can tell. */
#include "place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "function.h"

struct found {
	struct dc_places places;
	const struct dc_name **names;
};

static void find(struct found *found, struct function *f)
{
	struct dc_facts *facts = &f->facts;

	*found = (struct found){ 0 };
	found->names = calloc(facts->nr_exprs, sizeof(*found->names));
	assert_non_null(found->names);
	for (dc_index i = 0; i < facts->nr_exprs; i++) {
		const char *text = dc_facts_string(facts, facts->exprs[i].name);

		if (facts->exprs[i].kind == DC_EXPR_NAME)
			found->names[i] = dc_name_find(text, strlen(text));
	}
	dc_places_find(&found->places, facts, &(struct dc_known_names){ .rows = found->names });
}

static void drop(struct found *found, struct function *f)
{
	dc_places_free(&found->places);
	free(found->names);
	function_end(f);
}

static uint32_t place_of(const struct found *found, dc_index expr)
{
	return found->places.of_expr[expr];
}

static bool is_tracked(const struct found *found, dc_index expr)
{
	return found->places.items[place_of(found, expr)].slot >= 0;
}

static void same_text_is_one_place(void **state)
{
	struct found found;
	struct function f;
	dc_index p, q, a, b, c;

	(void)state;
	function_begin(&f, "nic_open");
	p = function_local(&f, "p", "struct nic *", true);
	q = function_local(&f, "q", "struct nic *", true);
	a = function_arrow(&f, p, "attrs");
	b = function_arrow(&f, p, "attrs");
	c = function_arrow(&f, q, "attrs");
	function_return(&f, 0);
	find(&found, &f);
	assert_int_not_equal(place_of(&found, a), 0);
	assert_int_equal(place_of(&found, a), place_of(&found, b));
	assert_int_not_equal(place_of(&found, a), place_of(&found, c));
	drop(&found, &f);
}

static void what_no_text_tells_is_shared_with_nothing(void **state)
{
	char name[2][DC_MAX_TEXT + 8];
	struct found found;
	struct function f;
	dc_index base, exprs[6];

	(void)state;
	for (int i = 0; i < 2; i++) {
		memset(name[i], 'm', sizeof(name[i]));
		strcpy(name[i] + DC_MAX_TEXT, i ? "one" : "two");
	}
	function_begin(&f, "nic_open");
	base = function_local(&f, "p", NULL, true);
	exprs[0] = function_arrow(&f, base, name[0]);		/* too long */
	exprs[1] = function_arrow(&f, base, name[1]);
	exprs[2] = function_arrow(&f, function_unknown(&f), "attrs");	/* of whom? */
	exprs[3] = function_arrow(&f, function_unknown(&f), "attrs");
	for (int i = 4; i < 6; i++) {				/* too deep */
		exprs[i] = base;
		for (int depth = 0; depth < 40; depth++)
			exprs[i] = function_arrow(&f, exprs[i], i == 4 && !depth ? "a" : "n");
	}
	for (int i = 0; i < 6; i++)
		function_call(&f, 0, "dma_map_phys", base, base, base, base, exprs[i], 0);
	function_return(&f, 0);
	find(&found, &f);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(found.places.items[place_of(&found, exprs[i])].key, 0);
		assert_false(is_tracked(&found, exprs[i]));
	}
	for (int i = 0; i < 6; i += 2)
		assert_int_not_equal(place_of(&found, exprs[i]), place_of(&found, exprs[i + 1]));
	drop(&found, &f);
}

static void tracks_what_reaches_a_call(void **state)
{
	struct found found;
	struct function f;
	dc_index attrs, start, other, dev;

	(void)state;
	function_begin(&f, "nic_open");
	dev = function_local(&f, "dev", "struct device *", true);
	start = function_local(&f, "start", NULL, false);
	attrs = function_local(&f, "attrs", NULL, false);
	other = function_local(&f, "other", NULL, false);
	function_assign(&f, attrs, start);
	function_assign(&f, other, function_number(&f, 1));
	function_call(&f, 0, "dma_map_phys", dev, dev, dev, dev, attrs, 0);
	function_return(&f, 0);
	find(&found, &f);
	assert_true(is_tracked(&found, attrs));
	assert_true(is_tracked(&found, start));
	assert_false(is_tracked(&found, other));
	drop(&found, &f);
}

static void counterparts_of_copies_and_addresses(void **state)
{
	struct found found;
	struct function f;
	dc_index a, b, p, ax, bx, px, address;

	(void)state;
	function_begin(&f, "nic_open");
	a = function_local(&f, "a", NULL, false);
	b = function_local(&f, "b", NULL, false);
	p = function_local(&f, "p", NULL, false);
	ax = function_field(&f, a, "x");
	bx = function_field(&f, b, "x");
	px = function_arrow(&f, p, "x");
	address = function_address(&f, b);
	function_return(&f, 0);
	find(&found, &f);
	assert_int_equal(dc_place_counterpart(&found.places, &f.facts, place_of(&found, ax), a, b),
			 place_of(&found, bx));
	assert_int_equal(dc_place_counterpart(&found.places, &f.facts, place_of(&found, px), p,
					      address), place_of(&found, bx));
	assert_int_equal(dc_place_counterpart(&found.places, &f.facts, place_of(&found, bx), a, b),
			 0);
	assert_int_equal(dc_place_counterpart(&found.places, &f.facts, place_of(&found, ax), a,
					      address), 0);
	drop(&found, &f);
}

static void members_by_name(void **state)
{
	struct found found;
	struct function f;
	dc_index table, list;

	(void)state;
	function_begin(&f, "nic_open");
	table = function_local(&f, "table", NULL, true);
	list = function_arrow(&f, table, "sgl");
	function_return(&f, 0);
	find(&found, &f);
	assert_int_equal(dc_places_member(&found.places, &f.facts, table, "->", "sgl"),
			 place_of(&found, list));
	assert_int_equal(dc_places_member(&found.places, &f.facts, table, ".", "sgl"), 0);
	drop(&found, &f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_text_is_one_place),
		cmocka_unit_test(what_no_text_tells_is_shared_with_nothing),
		cmocka_unit_test(tracks_what_reaches_a_call),
		cmocka_unit_test(counterparts_of_copies_and_addresses),
		cmocka_unit_test(members_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
