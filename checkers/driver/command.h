/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Subcommands and their options, as tables: getopt_long() and --help both live on them.
 */
#ifndef DC_COMMAND_H
#define DC_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/* What the program exits with. */
enum dc_exit {
	DC_EXIT_CLEAN = 0,
	DC_EXIT_FINDINGS = 1,
	DC_EXIT_BROKEN = 2,	/* wrong usage, a path that is no use, a failed write */
	DC_EXIT_INCOMPLETE = 3,	/* something was not analysed, and --require-complete asked */
};

struct dc_option {
	const char *name;
	char letter;		/* '\0' for none */
	const char *argument;	/* what --help calls it, [=SO] if it may be left out, NULL: none */
	const char *help;	/* lines after the first are indented by --help */
	/* Stores the option; tells what is wrong and returns false when it cannot. */
	bool (*take)(void *settings, const char *value);
};

struct dc_command {
	const char *name, *operands, *summary;
	const struct dc_option *options;	/* up to one without a name; without --help */
	const char *details;			/* below the options, may be NULL */
	int (*run)(int argc, char **argv);	/* returns an enum dc_exit */
};

extern const struct dc_command dc_command_check, dc_command_coccicheck, dc_command_explain,
	dc_command_install_cocci, dc_command_kernel, dc_command_lsp, dc_command_merge,
	dc_command_model, dc_command_prepare, dc_command_review, dc_command_rules;

/*
 * Reads the options of `command` into `settings` and leaves the operands in `argc` and `argv`.
 * False when there is nothing left to do: `status` is what to exit with.
 */
bool dc_command_parse(const struct dc_command *command, int *argc, char ***argv, void *settings,
		      int *status);

#endif
