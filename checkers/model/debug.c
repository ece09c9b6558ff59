/* SPDX-License-Identifier: GPL-2.0-only */
/* The pairing check, kernel/dma/debug.c (7.3). */
#include "debug.h"

#include "harm.h"
#include "physics.h"

enum { MAX_ENTRIES = 512 };

static struct dc_debug_entry entries[MAX_ENTRIES];
static int nr_mapped[MAX_ENTRIES];	/* of a list, how many segments it became */
static unsigned int nr_entries;

void dc_debug_reset(void)
{
	nr_entries = 0;
}

unsigned int dc_debug_count(void)
{
	return nr_entries;
}

static void complain(const char *what)
{
	dc_hurt(DC_HURT_SPLAT, what);
}

/* debug_dma_map_phys(), debug_dma_alloc_coherent() (7.3).  A full table says nothing. */
void dc_debug_add(const struct dc_debug_entry *entry, phys_addr_t phys)
{
	if (entry->addr == DMA_MAPPING_ERROR || nr_entries == MAX_ENTRIES)
		return;
	if (entry->type == DC_DEBUG_PHYS && (entry->attrs & DMA_ATTR_MMIO) && dc_phys_is_ram(phys))
		complain("RAM mapped as MMIO");
	nr_mapped[nr_entries] = 1;
	entries[nr_entries++] = *entry;
}

/* hash_match_exact() (7.3): of several at one address the one that has most in common. */
static int likeness(const struct dc_debug_entry *a, const struct dc_debug_entry *b)
{
	return (a->size == b->size) + (a->type == b->type) + (a->dir == b->dir) +
	       (a->nents == b->nents);
}

static int find(const struct dc_debug_entry *ref)
{
	int best = -1;

	for (unsigned int i = 0; i < nr_entries; i++)
		if (entries[i].addr == ref->addr &&
		    (best < 0 || likeness(&entries[i], ref) > likeness(&entries[best], ref)))
			best = i;
	return best;
}

static void compare(const struct dc_debug_entry *entry, const struct dc_debug_entry *ref)
{
	if (ref->size != entry->size)
		complain("released with another size");
	if (ref->type != entry->type)
		complain("released by another family");
	else if (ref->cpu != entry->cpu)
		complain("released with another CPU address");
	if (ref->type == DC_DEBUG_SG && ref->nents && ref->nents != entry->nents)
		complain("list released with another number of entries");
	if (ref->dir != entry->dir)
		complain("released with another direction");
	if ((ref->attrs & DC_UNMAP_VALID) != (entry->attrs & DC_UNMAP_VALID))
		complain("released with other attributes");
}

/* check_unmap() (7.3). */
void dc_debug_remove(const struct dc_debug_entry *ref)
{
	int i = find(ref);

	if (i < 0) {
		complain("released what is not mapped");
		return;
	}
	compare(&entries[i], ref);
	nr_entries--;
	entries[i] = entries[nr_entries];
	nr_mapped[i] = nr_mapped[nr_entries];
}

/* debug_dma_alloc_coherent() (7.3). */
bool dc_debug_knows(const void *cpu)
{
	return is_vmalloc_addr(cpu) || virt_addr_valid(cpu);
}

static struct dc_debug_entry segment(const struct scatterlist *sg, int nents,
				     enum dma_data_direction dir, unsigned long attrs)
{
	return (struct dc_debug_entry){
		.type = DC_DEBUG_SG, .addr = sg->dma_address, .size = sg->dma_length,
		.dir = dir, .attrs = attrs, .nents = nents,
	};
}

/* debug_dma_map_sg() (7.3). */
void dc_debug_add_sg(struct scatterlist *sg, int nents, int mapped, enum dma_data_direction dir,
		     unsigned long attrs)
{
	for (int i = 0; i < mapped; i++) {
		struct dc_debug_entry entry = segment(&sg[i], nents, dir, attrs);

		if (nr_entries == MAX_ENTRIES)
			return;
		dc_debug_add(&entry, 0);
		nr_mapped[nr_entries - 1] = mapped;
	}
}

/* debug_dma_unmap_sg() (7.3): only the first entry is held to the caller's count. */
void dc_debug_remove_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir,
			unsigned long attrs)
{
	int mapped = 1;

	for (int i = 0; i < nents && i < mapped; i++) {
		struct dc_debug_entry ref = segment(&sg[i], nents, dir, attrs);
		int found = find(&ref);

		if (!i && found >= 0)
			mapped = nr_mapped[found];
		dc_debug_remove(&ref);
	}
}
