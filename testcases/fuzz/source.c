// SPDX-License-Identifier: GPL-2.0-only
/* Any bytes, taken as a C file. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	hold_modules((const char *)data, size);
	hold_engine((const char *)data, size);
	return 0;
}
