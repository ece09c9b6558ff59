// SPDX-License-Identifier: GPL-2.0-only
/* Order, doubles, identities and the printed form of findings. */
#include "finding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch.h"

static struct dc_finding *add(struct dc_findings *findings, const char *file, unsigned int line,
			      unsigned int column, const char *source_line)
{
	struct dc_finding *finding = dc_findings_add(findings);

	assert_non_null(finding);
	finding->rule = DC_RULE_sg_mmio;
	finding->level = DC_LEVEL_ERROR;
	finding->engines = DC_ENGINE_SOURCE;
	finding->file = strdup(file);
	finding->line = line;
	finding->column = column;
	finding->function = strdup("probe");
	finding->message = strdup("message");
	finding->source_line = strdup(source_line);
	return finding;
}

static void set(char **text, const char *value)
{
	free(*text);
	*text = strdup(value);
}

/* The identity of a single finding in a file below no tree. */
static void identity(char id[17], const char *file, unsigned int line, const char *function,
		     const char *source_line)
{
	struct dc_findings findings = { 0 };

	set(&add(&findings, file, line, 1, source_line)->function, function);
	dc_findings_settle(&findings, NULL);
	memcpy(id, findings.items[0].id, 17);
	dc_findings_free(&findings);
}

static void sorted_by_place_and_rule(void **state)
{
	struct dc_findings findings = { 0 };
	static const struct { const char *file; unsigned int line, column; } order[] = {
		{ "a.c", 2, 9 }, { "a.c", 10, 1 }, { "a.c", 10, 2 }, { "b.c", 1, 1 },
	};

	(void)state;
	add(&findings, "b.c", 1, 1, "");
	add(&findings, "a.c", 10, 2, "");
	add(&findings, "a.c", 10, 1, "")->rule = DC_RULE_mmio_sync;
	add(&findings, "a.c", 10, 1, "")->rule = DC_RULE_sg_mmio;
	add(&findings, "a.c", 2, 9, "");
	dc_findings_settle(&findings, NULL);
	assert_int_equal(findings.nr, 5);
	assert_int_equal(findings.items[1].rule, DC_RULE_sg_mmio);
	assert_int_equal(findings.items[2].rule, DC_RULE_mmio_sync);
	for (size_t i = 0, k = 0; i < 5; i += i == 1 ? 2 : 1, k++) {
		assert_string_equal(findings.items[i].file, order[k].file);
		assert_int_equal(findings.items[i].line, order[k].line);
		assert_int_equal(findings.items[i].column, order[k].column);
	}
	dc_findings_free(&findings);
}

/* Whoever comes first: the same one stays. */
static void doubles_merge(bool weak_first)
{
	struct dc_findings findings = { 0 };

	for (int i = 0; i < 2; i++) {
		bool weak = weak_first == (i == 0);
		struct dc_finding *finding = add(&findings, "a.c", 3, 4, "x");

		finding->level = weak ? DC_LEVEL_WARNING : DC_LEVEL_ERROR;
		finding->engines = weak ? DC_ENGINE_SPARSE : DC_ENGINE_SOURCE;
		set(&finding->message, weak ? "perhaps" : "surely");
		assert_true(dc_finding_note(finding, "a.c", 1, 1, "way"));
		if (weak)
			assert_true(dc_finding_note(finding, "a.c", 2, 1, "longer way"));
	}
	add(&findings, "a.c", 3, 5, "x");
	dc_findings_settle(&findings, NULL);
	assert_int_equal(findings.nr, 2);
	assert_int_equal(findings.items[0].level, DC_LEVEL_ERROR);
	assert_string_equal(findings.items[0].message, "surely");
	assert_int_equal(findings.items[0].engines, DC_ENGINE_SOURCE | DC_ENGINE_SPARSE);
	assert_int_equal(findings.items[0].nr_notes, 2);
	assert_string_equal(findings.items[0].notes[1].message, "longer way");
	assert_int_equal(findings.items[1].engines, DC_ENGINE_SOURCE);
	dc_findings_free(&findings);
}

static void doubles_merge_whatever_their_order(void **state)
{
	(void)state;
	doubles_merge(true);
	doubles_merge(false);
}

/* Engines count columns in their own way, but one engine that tells two columns means two. */
static void engines_merge_on_a_line(void **state)
{
	struct dc_findings findings = { 0 };

	(void)state;
	add(&findings, "a.c", 3, 9, "x")->engines = DC_ENGINE_SOURCE;
	add(&findings, "a.c", 3, 20, "x")->engines = DC_ENGINE_SOURCE;
	add(&findings, "a.c", 3, 2, "x")->engines = DC_ENGINE_COCCI;
	add(&findings, "a.c", 3, 20, "x")->engines = DC_ENGINE_CLANG;
	add(&findings, "a.c", 4, 2, "x")->engines = DC_ENGINE_COCCI;
	add(&findings, "b.c", 3, 2, "x")->engines = DC_ENGINE_COCCI;
	add(&findings, "a.c", 4, 3, "x")->rule = DC_RULE_mmio_sync;
	dc_findings_settle(&findings, NULL);
	assert_int_equal(findings.nr, 5);
	assert_int_equal(findings.items[0].column, 9);
	assert_int_equal(findings.items[0].engines, DC_ENGINE_SOURCE | DC_ENGINE_COCCI);
	assert_int_equal(findings.items[1].column, 20);
	assert_int_equal(findings.items[1].engines, DC_ENGINE_SOURCE | DC_ENGINE_CLANG);
	for (size_t i = 2; i < 5; i++)
		assert_int_equal(findings.items[i].engines,
				 i == 3 ? DC_ENGINE_SOURCE : DC_ENGINE_COCCI);
	dc_findings_free(&findings);
}

static void identity_is_of_what_stays(void **state)
{
	char id[17], other[17];

	(void)state;
	identity(id, "a.c", 3, "probe", "\tdma_map_sg(dev,  sg, 1);");
	assert_int_equal(strspn(id, "0123456789abcdef"), 16);
	identity(other, "a.c", 300, "probe", "    dma_map_sg(dev, sg,\t1); ");
	assert_string_equal(id, other);
	identity(other, "./a.c", 3, "probe", "dma_map_sg(dev, sg, 1);");
	assert_string_equal(id, other);
	identity(other, "b.c", 3, "probe", "dma_map_sg(dev, sg, 1);");
	assert_string_not_equal(id, other);
	identity(other, "a.c", 3, "remove", "dma_map_sg(dev, sg, 1);");
	assert_string_not_equal(id, other);
	identity(other, "a.c", 3, "probe", "dma_map_sg(dev, sg, 2);");
	assert_string_not_equal(id, other);
	/* where white space parts words, its absence does not */
	identity(other, "a.c", 3, "probe", "dma_map_sg(dev,sg,1);");
	assert_string_not_equal(id, other);
	/* function and line are two strings, not one */
	identity(id, "a.c", 3, "ab", "c");
	identity(other, "a.c", 3, "a", "bc");
	assert_string_not_equal(id, other);
}

/* Baselines live on it: an accidental change shows here. */
static void identity_does_not_change_between_versions(void **state)
{
	char id[17];

	(void)state;
	identity(id, "drivers/a.c", 3, "probe", "dma_map_sg(dev, sg, 1);");
	assert_string_equal(id, "13e8cf2d99bd6832");
}

static void repetitions_count_up(void **state)
{
	struct dc_findings findings = { 0 };
	char alone[17];

	(void)state;
	identity(alone, "a.c", 1, "probe", "same");
	for (unsigned int line = 1000; line > 0; line--)
		add(&findings, "a.c", line, 1, "same");
	dc_findings_settle(&findings, NULL);
	assert_int_equal(findings.nr, 1000);
	assert_string_equal(findings.items[0].id, alone);
	for (unsigned int i = 0; i < 1000; i++) {
		assert_int_equal(findings.items[i].line, i + 1);
		for (unsigned int k = 0; k < i; k++)
			assert_string_not_equal(findings.items[i].id, findings.items[k].id);
	}
	dc_findings_free(&findings);
}

/* The same file of a tree, named from the top, from inside, and by its absolute path. */
static void identity_is_relative_to_the_tree(void **state)
{
	static const char *const names[] = { "tree/drivers/a.c", "./tree/drivers/../drivers/a.c" };
	char root[4096], id[17] = "";

	(void)state;
	scratch_write("tree/drivers/a.c", "");
	scratch_write("trees/a.c", "");
	assert_non_null(realpath("tree", root));
	for (size_t i = 0; i < 2; i++) {
		struct dc_findings findings = { 0 };

		add(&findings, names[i], 1, 1, "x");
		dc_findings_settle(&findings, root);
		if (i)
			assert_string_equal(findings.items[0].id, id);
		memcpy(id, findings.items[0].id, sizeof(id));
		dc_findings_free(&findings);
	}
	identity(root, "drivers/a.c", 1, "probe", "x");
	assert_string_equal(id, root);
}

/* root "…/tree" is not the root of "…/trees/a.c", and what is gone keeps its name. */
static void outside_of_the_tree_the_name_counts(void **state)
{
	static const char *const names[] = { "trees/a.c", "tree/gone.c" };
	char root[4096], id[17];

	(void)state;
	scratch_write("trees/a.c", "");
	scratch_mkdir("tree");
	assert_non_null(realpath("tree", root));
	for (size_t i = 0; i < 2; i++) {
		struct dc_findings findings = { 0 };

		add(&findings, names[i], 1, 1, "x");
		dc_findings_settle(&findings, root);
		identity(id, names[i], 1, "probe", "x");
		assert_string_equal(findings.items[0].id, id);
		dc_findings_free(&findings);
	}
}

static void settle_of_nothing(void **state)
{
	struct dc_findings findings = { 0 };

	(void)state;
	dc_findings_settle(&findings, NULL);
	assert_int_equal(findings.nr, 0);
	dc_findings_free(&findings);
}

static void assert_printed(const struct dc_finding *finding, bool color, const char *expected)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	dc_finding_print(finding, NULL, out, color);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, expected);
	free(text);
}

static void printed_as_compilers_do(void **state)
{
	struct dc_findings findings = { 0 };
	struct dc_finding *finding = add(&findings, "drivers/a.c", 118, 2, "x");

	(void)state;
	assert_true(dc_finding_note(finding, "drivers/a.h", 96, 8, "set here"));
	assert_true(dc_finding_note(finding, "drivers/b.h", 7, 0, "without a column"));
	assert_printed(finding, false,
		       "drivers/a.c:118:2: error: message [sg_mmio]\n"
		       "drivers/a.h:96:8: note: set here\n"
		       "drivers/b.h:7: note: without a column\n");
	assert_printed(finding, true,
		       "\33[1mdrivers/a.c:118:2:\33[0m \33[1;31merror:\33[0m message [sg_mmio]\n"
		       "\33[1mdrivers/a.h:96:8:\33[0m \33[1;36mnote:\33[0m set here\n"
		       "\33[1mdrivers/b.h:7:\33[0m \33[1;36mnote:\33[0m without a column\n");
	finding->level = DC_LEVEL_WARNING;
	finding->nr_notes = 0;
	assert_printed(
		finding, true,
		"\33[1mdrivers/a.c:118:2:\33[0m \33[1;35mwarning:\33[0m message [sg_mmio]\n");
	finding->nr_notes = 2;
	dc_findings_free(&findings);
}

static void terminal_is_not_steered(void **state)
{
	struct dc_findings findings = { 0 };
	struct dc_finding *finding = add(&findings, "a\33[2J\n.c", 1, 1, "x");

	(void)state;
	set(&finding->message, "b\r\177\xff");
	assert_printed(finding, false, "a?[2J?.c:1:1: error: b??\xff [sg_mmio]\n");
	dc_findings_free(&findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorted_by_place_and_rule),
		cmocka_unit_test(doubles_merge_whatever_their_order),
		cmocka_unit_test(engines_merge_on_a_line),
		cmocka_unit_test(identity_is_of_what_stays),
		cmocka_unit_test(identity_does_not_change_between_versions),
		cmocka_unit_test(repetitions_count_up),
		cmocka_unit_test_setup_teardown(identity_is_relative_to_the_tree, scratch_enter,
						scratch_leave),
		cmocka_unit_test_setup_teardown(outside_of_the_tree_the_name_counts, scratch_enter,
						scratch_leave),
		cmocka_unit_test(settle_of_nothing),
		cmocka_unit_test(printed_as_compilers_do),
		cmocka_unit_test(terminal_is_not_steered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
