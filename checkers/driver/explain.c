/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck explain`: one rule in full, with the source that shows it. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "say.h"
#include "specimens.h"
#include "table.h"
#include "words.h"

enum { WIDTH = 78, INDENT = 10 };

static const struct dc_option options[] = { { NULL, '\0', NULL, NULL, NULL } };

/* A label in its column; returns the column that it leaves off at. */
static int print_label(const char *label)
{
	return printf("%-*s", INDENT, label);
}

/* A word after others, or below them where it does not fit. */
static int print_word(int column, const char *word, int length)
{
	if (column + 1 + length > WIDTH)
		column = printf("\n%*s", INDENT, "") - 1;
	return column + printf(" %.*s", length, word);
}

static void print_field(const char *label, const char *text)
{
	int column = print_label(label);

	for (int length; *text; text += length + (text[length] == ' ')) {
		length = (int)strcspn(text, " ");
		column = print_word(column, text, length);
	}
	putchar('\n');
}

static bool belongs_to(const struct dc_specimen *specimen, const char *rule)
{
	size_t length = strlen(rule);

	return !strncmp(specimen->name, rule, length) &&
	       (!specimen->name[length] || specimen->name[length] == '-');
}

static void print_specimens(const char *rule)
{
	int column = print_label("specimens");

	for (size_t i = 0; i < dc_nr_specimens; i++)
		if (belongs_to(&dc_specimens[i], rule))
			column = print_word(column, dc_specimens[i].name,
					    (int)strlen(dc_specimens[i].name));
	putchar('\n');
}

static void print_rule(const struct dc_rule *rule)
{
	char words[DC_WORDS_SIZE];

	print_field("rule", rule->id);
	print_field("level", dc_level_name(rule->level));
	print_field("mistake", rule->summary);
	print_field("why", rule->why);
	print_field("harm", dc_words_join(rule->harm, dc_harm_name, words));
	print_field("witness", rule->witness);
	print_field("since", dc_words_release(rule->since, words));
	if (rule->gone)
		print_field("until", dc_words_release(rule->gone, words));
	print_field("engines", dc_words_join(rule->reach, dc_engine_name, words));
	print_specimens(rule->id);
}

static const struct dc_specimen *find_specimen(const char *name)
{
	for (size_t i = 0; i < dc_nr_specimens; i++)
		if (!strcmp(dc_specimens[i].name, name))
			return &dc_specimens[i];
	return NULL;
}

static int run_explain(int argc, char **argv)
{
	const struct dc_specimen *specimen;
	enum dc_rule_id rule;
	int status;

	if (!dc_command_parse(&dc_command_explain, &argc, &argv, NULL, &status))
		return status;
	if (argc != 1) {
		dc_say("explain takes one rule or specimen");
		return DC_EXIT_BROKEN;
	}
	rule = dc_rule_find(argv[0]);
	specimen = find_specimen(argv[0]);
	if (rule == DC_NR_RULES && !specimen) {
		dc_say("there is no rule '%s', 'dmacheck rules' lists them", argv[0]);
		return DC_EXIT_BROKEN;
	}
	if (rule != DC_NR_RULES)
		print_rule(&dc_rules[rule]);
	if (rule != DC_NR_RULES && specimen)
		putchar('\n');
	if (specimen)
		fwrite(specimen->text, 1, specimen->length, stdout);
	return DC_EXIT_CLEAN;
}

const struct dc_command dc_command_explain = {
	.name = "explain",
	.operands = "RULE",
	.summary =
		"Tell what a rule is about, why it is one, and show it in source.  With\n"
		"the name of one of its other specimens instead, show that one.",
	.options = options,
	.run = run_explain,
};
