// SPDX-License-Identifier: GPL-2.0-only
/* What every target begins with, and ends with when a promise is broken. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "table.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	dc_table_init();
	return 0;
}

void hold(bool holds, const char *promise)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz: broken promise: %s\n", promise);
	abort();
}
