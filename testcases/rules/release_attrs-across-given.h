/* SPDX-License-Identifier: GPL-2.0-only */
/* A table of several levels, of which each is mapped. */
#ifndef RELEASE_ATTRS_ACROSS_GIVEN_H
#define RELEASE_ATTRS_ACROSS_GIVEN_H

#define TABLE_LEVELS 4

struct table {
	struct device *dev;
	dma_addr_t level[TABLE_LEVELS];
};

struct plane {
	struct device *dev;
	dma_addr_t level[TABLE_LEVELS];
};

int table_map(struct table *table, phys_addr_t phys, unsigned long attrs);
int plane_map(struct plane *plane, phys_addr_t phys, unsigned long attrs);

#endif
