/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck model` by itself: the claims come from the rules, as the program hands them over. */
#include "specimen.h"
#include "table.h"

int main(int argc, char **argv)
{
	struct dc_model_claim claims[DC_NR_RULES + 1] = { 0 };

	for (int i = 0; i < DC_NR_RULES; i++)
		claims[i] = (struct dc_model_claim){ dc_rules[i].id, dc_rules[i].harm };
	return dc_model_command(argc - 1, argv + 1, claims);
}
