// SPDX-License-Identifier: GPL-2.0-only
/* What goes into a record comes out of it, and nothing comes out of a damaged one. */
#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* b() passes to a() what that passes to the API; and there is some other c(). */
static void add_rows(struct dc_derivations *rows)
{
	struct dc_derived a = { .name = { .text = "a", .length = 1 }, .root = &dc_apis[1],
				.api = dc_apis[1], .file = (char *)"a.c", .line = 4, .column = 9 };
	struct dc_derived b = a, c = { .name = { .text = "c", .length = 1 }, .is_opaque = true,
				       .file = (char *)"c.h" };

	b.name.text = "b";
	b.via = &a;
	b.is_kept = true;
	b.api.attrs = DC_ARG_NONE;
	b.api.implied = DC_MMIO;
	assert_true(dc_derivations_add(rows, &b));
	assert_true(dc_derivations_add(rows, &c));
}

static struct dc_bytes pack_sample(void)
{
	struct dc_result result = { .coverage = { .functions = 12, .functions_relevant = 3 } };
	struct dc_finding *finding = dc_findings_add(&result.findings);
	struct dc_bytes bytes = { 0 };

	assert_non_null(finding);
	finding->rule = DC_RULE_mmio_sync;
	finding->level = DC_LEVEL_WARNING;
	finding->engines = DC_ENGINE_SOURCE;
	finding->file = strdup("a.c");
	finding->line = 10;
	finding->column = 20;
	finding->function = strdup("");
	finding->message = strdup("message");
	finding->source_line = strdup("\tline");
	assert_true(dc_finding_note(finding, "a.h", 1, 2, "note"));
	assert_true(dc_finding_note(finding, "b.h", 3, 0, ""));
	assert_non_null(dc_findings_add(&result.findings));	/* all strings NULL */
	assert_true(dc_coverage_gap(&result.coverage, "a.c", "probe", 5, "parse error"));
	assert_true(dc_coverage_gap(&result.coverage, "a.c", NULL, 0, "half of it"));
	add_rows(&result.rows);
	assert_true(dc_record_pack(&bytes, 77, &result));
	dc_result_free(&result);
	return bytes;
}

static void comes_back_whole(void **state)
{
	struct dc_bytes bytes = pack_sample();
	struct dc_result result = { 0 };
	const struct dc_finding *finding = NULL;

	(void)state;
	assert_int_equal(dc_record_length(bytes.data, bytes.length), bytes.length);
	assert_int_equal(dc_record_job(bytes.data), 77);
	assert_true(dc_record_unpack(bytes.data, bytes.length, &result));
	assert_int_equal(result.findings.nr, 2);
	for (size_t i = 0; i < 2; i++)
		if (result.findings.items[i].line)
			finding = &result.findings.items[i];
		else
			assert_string_equal(result.findings.items[i].file, "");
	assert_non_null(finding);
	assert_int_equal(finding->rule, DC_RULE_mmio_sync);
	assert_int_equal(finding->level, DC_LEVEL_WARNING);
	assert_int_equal(finding->engines, DC_ENGINE_SOURCE);
	assert_string_equal(finding->file, "a.c");
	assert_int_equal(finding->line, 10);
	assert_int_equal(finding->column, 20);
	assert_string_equal(finding->function, "");
	assert_string_equal(finding->message, "message");
	assert_string_equal(finding->source_line, "\tline");
	assert_int_equal(finding->nr_notes, 2);
	assert_string_equal(finding->notes[0].file, "a.h");
	assert_int_equal(finding->notes[0].column, 2);
	assert_string_equal(finding->notes[1].message, "");
	assert_int_equal(result.coverage.functions, 12);
	assert_int_equal(result.coverage.functions_relevant, 3);
	assert_int_equal(result.coverage.nr_gaps, 2);
	assert_string_equal(result.coverage.gaps[0].function, "probe");
	assert_null(result.coverage.gaps[1].function);
	assert_int_equal(result.rows.nr, 2);
	assert_string_equal(result.rows.items[0]->api.name, "b");
	assert_int_equal(result.rows.items[0]->api.attrs, DC_ARG_NONE);
	assert_int_equal(result.rows.items[0]->api.implied, DC_MMIO);
	assert_true(result.rows.items[0]->is_kept);
	assert_string_equal(result.rows.items[0]->via->api.name, "a");
	assert_ptr_equal(result.rows.items[0]->via->root, &dc_apis[1]);
	assert_int_equal(result.rows.items[0]->via->column, 9);
	assert_true(result.rows.items[1]->is_opaque);
	assert_null(result.rows.items[1]->root);
	dc_result_free(&result);
	free(bytes.data);
}

static void length_tells_when_it_is_complete(void **state)
{
	struct dc_bytes bytes = pack_sample();
	size_t first = bytes.length;

	(void)state;
	for (size_t length = 0; length < first; length++)
		assert_int_equal(dc_record_length(bytes.data, length), 0);
	assert_true(dc_record_pack(&bytes, 78, &(struct dc_result){ 0 }));
	assert_int_equal(dc_record_length(bytes.data, bytes.length), first);
	assert_int_equal(dc_record_job(bytes.data + first), 78);
	assert_int_equal(dc_record_length(bytes.data + first, bytes.length - first),
			 bytes.length - first);
	free(bytes.data);
}

static bool unpacks(const char *data, size_t length)
{
	struct dc_result result = { 0 };
	bool ok = dc_record_unpack(data, length, &result);

	if (!ok)
		assert_int_equal(result.findings.nr + result.ends.nr + result.rows.nr +
				 result.coverage.functions + result.coverage.nr_gaps, 0);
	dc_result_free(&result);
	return ok;
}

static void cut_short_it_is_refused(void **state)
{
	struct dc_bytes bytes = pack_sample();

	(void)state;
	assert_true(unpacks(bytes.data, bytes.length));
	for (size_t length = 0; length < bytes.length; length++) {
		/* a copy of just that size, for the sanitizer to guard its end */
		char *copy = malloc(length + 1);

		assert_non_null(copy);
		memcpy(copy, bytes.data, length);
		assert_false(unpacks(copy, length));
		free(copy);
	}
	free(bytes.data);
}

/* Not every flipped bit is nonsense, but none may lead outside of the record. */
static void damage_is_survived(void **state)
{
	struct dc_bytes bytes = pack_sample();
	size_t nr_refused = 0;

	(void)state;
	for (size_t i = 2 * sizeof(size_t); i < bytes.length; i++) {
		for (int bit = 0; bit < 8; bit++) {
			bytes.data[i] ^= 1 << bit;
			nr_refused += !unpacks(bytes.data, bytes.length);
			bytes.data[i] ^= 1 << bit;
		}
	}
	assert_true(nr_refused > bytes.length);
	free(bytes.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_whole),
		cmocka_unit_test(length_tells_when_it_is_complete),
		cmocka_unit_test(cut_short_it_is_refused),
		cmocka_unit_test(damage_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
