/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck model`: hands the rules' claims to the model, which knows no rules. */
#include "command.h"
#include "say.h"
#include "specimen.h"
#include "table.h"

static const struct dc_option options[] = { { NULL, '\0', NULL, NULL, NULL } };

static int run_model(int argc, char **argv)
{
	struct dc_model_claim claims[DC_NR_RULES + 1] = { 0 };
	int status;

	if (!dc_command_parse(&dc_command_model, &argc, &argv, NULL, &status))
		return status;
	if (!argc) {
		dc_say("model needs a file, such as a specimen of testcases/rules");
		return DC_EXIT_BROKEN;
	}
	for (size_t i = 0; i < DC_NR_RULES; i++)
		claims[i] = (struct dc_model_claim){ dc_rules[i].id, dc_rules[i].harm };
	return dc_model_command(argc, argv, claims);
}

const struct dc_command dc_command_model = {
	.name = "model",
	.operands = "FILE...",
	.summary = "Run specimens on a DMA core in user space and print the harm they come to.",
	.options = options,
	.details = "Compiles each file with $CC, else cc, against kernel-shaped headers, and runs its\n"
		   "bad_ and ok_ functions on every machine of the model.\n\n"
		   "Exit status: 0 every function came to what its annotations and the rules say,\n"
		   "1 one did not, 2 it cannot be run.\n",
	.run = run_model,
};
