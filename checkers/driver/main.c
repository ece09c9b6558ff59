/* SPDX-License-Identifier: GPL-2.0-only */
/* The program dmacheck: picks a subcommand, and sees to it that what was printed arrived. */
#include <stdio.h>
#include <string.h>

#include "array.h"
#include "command.h"
#include "say.h"
#include "table.h"

static const struct dc_command *const commands[] = {
	&dc_command_check, &dc_command_coccicheck, &dc_command_explain, &dc_command_install_cocci,
	&dc_command_kernel, &dc_command_lsp, &dc_command_merge, &dc_command_model,
	&dc_command_prepare, &dc_command_review, &dc_command_rules,
};

enum { NR_COMMANDS = ARRAY_SIZE(commands) };

static const struct dc_command *find_command(const char *name)
{
	for (size_t i = 0; i < NR_COMMANDS; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static void print_usage(FILE *out)
{
	fputs("Usage: dmacheck COMMAND [OPTIONS] [ARGUMENTS]\n\n"
	      "Checks Linux drivers for misuse of DMA attributes.\n\nCommands:\n", out);
	for (size_t i = 0; i < NR_COMMANDS; i++)
		fprintf(out, "  %-13s %.*s\n", commands[i]->name,
			(int)strcspn(commands[i]->summary, "."), commands[i]->summary);
	fputs("\n'dmacheck COMMAND --help' tells more, 'dmacheck --version' the version.\n", out);
}

static int run(int argc, char **argv)
{
	const struct dc_command *command;

	if (argc < 2) {
		print_usage(stderr);
		return DC_EXIT_BROKEN;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		print_usage(stdout);
		return DC_EXIT_CLEAN;
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("dmacheck " DMACHECK_VERSION);
		return DC_EXIT_CLEAN;
	}
	command = find_command(argv[1]);
	if (!command) {
		dc_say("there is no command '%s', 'dmacheck --help' lists them", argv[1]);
		return DC_EXIT_BROKEN;
	}
	return command->run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
	int status;

	dc_table_init();
	status = run(argc, argv);
	return dc_say_flush() ? status : DC_EXIT_BROKEN;
}
