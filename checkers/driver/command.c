/* SPDX-License-Identifier: GPL-2.0-only */
/* Options out of a table, and the help that follows from the same table. */
#include "command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum {
	MAX_OPTIONS = 32,
	HELP = 256,		/* above every letter; the option with index i is HELP + 1 + i */
	HELP_COLUMN = 26,
};

static const struct dc_option help_option = { "help", 'h', NULL, "print this help", NULL };

static size_t count(const struct dc_option *options)
{
	size_t nr = 0;

	while (options[nr].name)
		nr++;
	return nr;
}

/* An argument that may be left out is written [=SO]. */
static bool is_optional(const struct dc_option *option)
{
	return option->argument && *option->argument == '[';
}

static void print_option(const struct dc_option *option)
{
	int width = option->letter ? printf("  -%c, --%s", option->letter, option->name) :
				     printf("      --%s", option->name);

	if (option->argument)
		width += printf(is_optional(option) ? "%s" : " %s", option->argument);
	if (width > HELP_COLUMN - 2) {
		putchar('\n');
		width = 0;
	}
	printf("%*s", HELP_COLUMN - width, "");
	for (const char *c = option->help; *c; c++) {
		putchar(*c);
		if (*c == '\n')
			printf("%*s", HELP_COLUMN, "");
	}
	putchar('\n');
}

static void print_help(const struct dc_command *command)
{
	printf("Usage: dmacheck %s [OPTIONS]%s%s\n\n%s\n\nOptions:\n", command->name,
	       *command->operands ? " " : "", command->operands, command->summary);
	for (const struct dc_option *option = command->options; option->name; option++)
		print_option(option);
	print_option(&help_option);
	if (command->details)
		printf("\n%s", command->details);
}

static void fill_getopt(const struct dc_option *options, size_t nr, struct option *longs,
			char *shorts)
{
	for (size_t i = 0; i <= nr; i++) {
		const struct dc_option *option = i < nr ? &options[i] : &help_option;

		longs[i] = (struct option){
			.name = option->name,
			.has_arg = is_optional(option) ? optional_argument :
				   option->argument    ? required_argument : no_argument,
			.val = i < nr ? HELP + 1 + (int)i : HELP,
		};
		if (!option->letter)
			continue;
		*shorts++ = option->letter;
		if (option->argument)
			*shorts++ = ':';
	}
	longs[nr + 1] = (struct option){ 0 };
	*shorts = '\0';
}

static const struct dc_option *chosen(const struct dc_option *options, int value)
{
	if (value > HELP)
		return &options[value - HELP - 1];
	for (; options->name; options++)
		if (options->letter == value)
			return options;
	return NULL;
}

static bool wrong_usage(const struct dc_command *command, int *status)
{
	fprintf(stderr, "Try 'dmacheck %s --help'.\n", command->name);
	*status = DC_EXIT_BROKEN;
	return false;
}

bool dc_command_parse(const struct dc_command *command, int *argc, char ***argv, void *settings,
		      int *status)
{
	size_t nr = count(command->options);
	struct option longs[MAX_OPTIONS + 2];
	char shorts[2 * MAX_OPTIONS + 3];
	char name[64];
	int value;

	fill_getopt(command->options, nr, longs, shorts);
	snprintf(name, sizeof(name), "dmacheck %s", command->name);
	(*argv)[0] = name;	/* getopt_long() opens its messages with it */
	while ((value = getopt_long(*argc, *argv, shorts, longs, NULL)) != -1) {
		const struct dc_option *option = chosen(command->options, value);

		if (value == HELP || value == help_option.letter) {
			print_help(command);
			*status = DC_EXIT_CLEAN;
			return false;
		}
		if (!option || !option->take(settings, optarg))
			return wrong_usage(command, status);
	}
	*argc -= optind;
	*argv += optind;
	return true;
}
