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

static int likeness(const struct dc_debug_entry *a, const struct dc_debug_entry *b)
{
	return (a->size == b->size) + (a->type == b->type) + (a->dir == b->dir) +
	       (a->nents == b->nents);
}

static bool is_at(const struct dc_debug_entry *entry, const struct dc_debug_entry *ref)
{
	return entry->addr == ref->addr;
}

static bool holds(const struct dc_debug_entry *entry, const struct dc_debug_entry *ref)
{
	return entry->addr <= ref->addr && entry->addr + entry->size >= ref->addr + ref->size;
}

/* hash_fn() (7.3). */
static u64 bucket_of(dma_addr_t addr)
{
	return addr >> 13 & 16383;
}

/*
 * __hash_bucket_find() (7.3): one that is like the other in all that counts, else the only one.  Of
 * several that are not, none is the right one.
 */
static int find_in(u64 bucket, const struct dc_debug_entry *ref,
		   bool (*match)(const struct dc_debug_entry *, const struct dc_debug_entry *))
{
	int found = -1;
	unsigned int nr = 0;

	for (unsigned int i = 0; i < nr_entries; i++) {
		if (bucket_of(entries[i].addr) != bucket || !match(&entries[i], ref))
			continue;
		if (likeness(&entries[i], ref) == 4)
			return (int)i;
		found = (int)i;
		nr++;
	}
	return nr == 1 ? found : -1;
}

static int find(const struct dc_debug_entry *ref)
{
	return find_in(bucket_of(ref->addr), ref, is_at);
}

/* bucket_find_contain() (7.3): goes back from bucket to bucket, as far as there is anything. */
static int find_holding(const struct dc_debug_entry *ref)
{
	u64 back = 0;

	for (unsigned int i = 0; i < nr_entries; i++)
		if (holds(&entries[i], ref))
			back = max(back, (ref->addr >> 13) - (entries[i].addr >> 13));
	for (u64 n = 0; n <= back; n++) {
		int found = find_in(bucket_of(ref->addr - (n << 13)), ref, holds);

		if (found >= 0)
			return found;
	}
	return -1;
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
	memmove(&entries[i], &entries[i + 1], (nr_entries - i) * sizeof(entries[0]));
	memmove(&nr_mapped[i], &nr_mapped[i + 1], (nr_entries - i) * sizeof(nr_mapped[0]));
}

static unsigned int nr_holding(const struct dc_debug_entry *ref)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < nr_entries; i++)
		nr += holds(&entries[i], ref);
	return nr;
}

/* check_sync() (7.3). */
static void check_sync(const struct dc_debug_entry *ref)
{
	int i = find_holding(ref);

	if (i < 0) {
		/* Told, and yet no mistake of the caller's: one of several mappings holds it. */
		if (nr_holding(ref))
			dc_hurt_excused(DC_HURT_SPLAT, "one of several mappings synced");
		else
			complain("synced what is not mapped");
		return;
	}
	if (entries[i].dir == DMA_BIDIRECTIONAL)
		return;
	if (ref->dir != entries[i].dir)
		complain("synced in another direction");
	if (ref->type == DC_DEBUG_SG && ref->nents != entries[i].nents)
		complain("list synced with another number of entries");
}

/*
 * debug_dma_sync_single_for_cpu(), debug_dma_sync_single_for_device() (7.3): they look for a type
 * that no mapping has any more, so that of two mappings around the range neither is found.
 */
void dc_debug_sync(dma_addr_t addr, size_t size, enum dma_data_direction dir)
{
	struct dc_debug_entry ref = {
		.type = DC_DEBUG_SINGLE, .addr = addr, .size = size, .dir = dir,
	};

	check_sync(&ref);
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

/* get_nr_mapped_entries() (7.3): 0 when the first segment is not known. */
static int mapped_as(const struct scatterlist *sg, int nents, enum dma_data_direction dir)
{
	struct dc_debug_entry ref = segment(sg, nents, dir, 0);
	int found = find(&ref);

	return found < 0 ? 0 : nr_mapped[found];
}

/* debug_dma_unmap_sg() (7.3): only the first entry is held to the caller's count. */
void dc_debug_remove_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir,
			unsigned long attrs)
{
	int mapped = mapped_as(sg, nents, dir);

	for (int i = 0; i < nents && (!mapped || i < mapped); i++) {
		struct dc_debug_entry ref = segment(&sg[i], nents, dir, attrs);

		dc_debug_remove(&ref);
	}
}

/* debug_dma_sync_sg_for_cpu(), debug_dma_sync_sg_for_device() (7.3). */
void dc_debug_sync_sg(struct scatterlist *sg, int nents, enum dma_data_direction dir)
{
	int mapped = mapped_as(sg, nents, dir);

	for (int i = 0; i < nents && i < mapped; i++) {
		struct dc_debug_entry ref = segment(&sg[i], nents, dir, 0);

		check_sync(&ref);
	}
}
