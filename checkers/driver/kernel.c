/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck kernel`: the tables held to a kernel tree. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "drift.h"
#include "say.h"

struct settings {
	bool all;
};

static bool take_all(void *settings, const char *value)
{
	(void)value;
	return ((struct settings *)settings)->all = true;
}

static const struct dc_option options[] = {
	{ "all", 'a', NULL, "every row, not only differences", take_all },
	{ NULL, '\0', NULL, NULL, NULL },
};

/* FILE:LINE: STATE: WHAT, as compilers print. */
static void print_row(const struct dc_drift_row *row)
{
	if (row->line)
		printf("%s:%u: ", row->file, row->line);
	else
		printf("%s: ", row->file);
	printf("%s: %s\n", dc_drift_state_name(row->state), row->what);
}

static enum dc_exit report(const struct dc_drift *drift, bool all)
{
	size_t nr_differences = 0;

	for (size_t i = 0; i < drift->nr_rows; i++) {
		const struct dc_drift_row *row = &drift->rows[i];

		nr_differences += dc_drift_matters(row);
		if (all || row->state != DC_DRIFT_SAME)
			print_row(row);
	}
	dc_say("Linux %u.%u: %zu rows compared, %zu differ", drift->kernel.version >> 8,
	       drift->kernel.version & 255, drift->nr_rows, nr_differences);
	return nr_differences ? DC_EXIT_FINDINGS : DC_EXIT_CLEAN;
}

static int run_kernel(int argc, char **argv)
{
	struct settings settings = { 0 };
	struct dc_kernel kernel;
	struct dc_drift drift;
	char *root;
	int status;

	if (!dc_command_parse(&dc_command_kernel, &argc, &argv, &settings, &status))
		return status;
	if (argc != 1) {
		dc_say("kernel takes one kernel tree");
		return DC_EXIT_BROKEN;
	}
	if (!dc_kernel_find(argv[0], &root, &kernel)) {
		dc_say("%s: not a kernel tree", argv[0]);
		return DC_EXIT_BROKEN;
	}
	dc_drift_find(&drift, root, &kernel);
	status = report(&drift, settings.all);
	dc_drift_free(&drift);
	free(root);
	return status;
}

const struct dc_command dc_command_kernel = {
	.name = "kernel",
	.operands = "TREE",
	.summary =
		"Compare the tables of attributes and functions with a kernel tree.  Prints a\n"
		"line for each row that is new in the tree, gone from it or changed.",
	.options = options,
	.details = "A row is early when the tree has it as the table does, but before its time.\n\n"
		   "Exit status: 0 nothing differs that matters for this kernel, 1 something does,\n"
		   "2 it is not a kernel tree.\n",
	.run = run_kernel,
};
