// SPDX-License-Identifier: GPL-2.0-only
/* The callers, who name nothing of the API. */
#include <linux/types.h>

#include "release_attrs-across-given.h"

int table_start(struct table *table, phys_addr_t phys)
{
	return table_map(table, phys, 0);
}

int plane_start(struct plane *plane, phys_addr_t phys)
{
	return plane_map(plane, phys, 0);
}
