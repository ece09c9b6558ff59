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

static struct dc_bytes pack_sample(void)
{
	struct dc_findings findings = { 0 };
	struct dc_ends ends = { 0 };
	struct dc_coverage coverage = { .functions = 12, .functions_relevant = 3 };
	struct dc_finding *finding = dc_findings_add(&findings);
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
	assert_non_null(dc_findings_add(&findings));	/* all strings NULL */
	assert_true(dc_coverage_gap(&coverage, "a.c", "probe", 5, "parse error"));
	assert_true(dc_coverage_gap(&coverage, "a.c", NULL, 0, "half of it"));
	assert_true(dc_record_pack(&bytes, 77, &findings, &ends, &coverage));
	dc_findings_free(&findings);
	dc_coverage_free(&coverage);
	return bytes;
}

static void comes_back_whole(void **state)
{
	struct dc_bytes bytes = pack_sample();
	struct dc_findings findings = { 0 };
	struct dc_ends ends = { 0 };
	struct dc_coverage coverage = { .functions = 100 };
	const struct dc_finding *finding = NULL;

	(void)state;
	assert_int_equal(dc_record_length(bytes.data, bytes.length), bytes.length);
	assert_int_equal(dc_record_job(bytes.data), 77);
	assert_true(dc_record_unpack(bytes.data, bytes.length, &findings, &ends, &coverage));
	assert_int_equal(findings.nr, 2);
	for (size_t i = 0; i < 2; i++)
		if (findings.items[i].line)
			finding = &findings.items[i];
		else
			assert_string_equal(findings.items[i].file, "");
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
	assert_int_equal(coverage.functions, 112);
	assert_int_equal(coverage.functions_relevant, 3);
	assert_int_equal(coverage.nr_gaps, 2);
	assert_string_equal(coverage.gaps[0].function, "probe");
	assert_null(coverage.gaps[1].function);
	dc_findings_free(&findings);
	dc_coverage_free(&coverage);
	free(bytes.data);
}

static void length_tells_when_it_is_complete(void **state)
{
	struct dc_bytes bytes = pack_sample();
	size_t first = bytes.length;

	(void)state;
	for (size_t length = 0; length < first; length++)
		assert_int_equal(dc_record_length(bytes.data, length), 0);
	assert_true(dc_record_pack(&bytes, 78, &(struct dc_findings){ 0 }, &(struct dc_ends){ 0 },
				   &(struct dc_coverage){ 0 }));
	assert_int_equal(dc_record_length(bytes.data, bytes.length), first);
	assert_int_equal(dc_record_job(bytes.data + first), 78);
	assert_int_equal(dc_record_length(bytes.data + first, bytes.length - first),
			 bytes.length - first);
	free(bytes.data);
}

static bool unpacks(const char *data, size_t length)
{
	struct dc_findings findings = { 0 };
	struct dc_ends ends = { 0 };
	struct dc_coverage coverage = { 0 };
	bool ok = dc_record_unpack(data, length, &findings, &ends, &coverage);

	if (!ok) {
		assert_int_equal(findings.nr, 0);
		assert_int_equal(coverage.functions + coverage.nr_gaps, 0);
	}
	dc_findings_free(&findings);
	dc_coverage_free(&coverage);
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
