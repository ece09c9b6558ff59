/* SPDX-License-Identifier: GPL-2.0-only */
/* Sampled bytes at the start, in the middle and at the end of each mapping. */
#include "traffic.h"

#include "harm.h"
#include "iommu.h"
#include "machine.h"
#include "physics.h"
#include "swiotlb.h"

enum { MAX_LIVE = 256, NR_SAMPLES = 3 };

struct live {
	dma_addr_t handle;
	phys_addr_t phys, target;	/* the buffer, and where the device is led instead */
	size_t size;
	enum dma_data_direction dir;
	bool bounced;
	u8 wrote;			/* what the device wrote last, 0 for nothing to look at */
};

static struct live live[MAX_LIVE];
static unsigned int nr_live;
static u8 stamp;

void dc_traffic_reset(void)
{
	nr_live = 0;
}

unsigned int dc_traffic_live(void)
{
	return nr_live;
}

static size_t sample(size_t size, int i)
{
	return i == 0 ? 0 : i == 1 ? size / 2 : size - 1;
}

/* Never the same twice in a row, and never what was zeroed. */
static u8 next_stamp(void)
{
	stamp = stamp % 251 + 1;
	return stamp;
}

static void cpu_fills(phys_addr_t phys, size_t size)
{
	next_stamp();
	for (int i = 0; i < NR_SAMPLES; i++)
		dc_cpu_write(phys + sample(size, i), stamp);
}

static u8 device_fills(dma_addr_t handle, size_t size)
{
	next_stamp();
	for (int i = 0; i < NR_SAMPLES; i++)
		if (!dc_device_write(handle + sample(size, i), stamp))
			dc_hurt(DC_HURT_FAULT, "the device writes where nothing answers");
	return stamp;
}

static void device_looks(dma_addr_t handle, phys_addr_t phys, size_t size)
{
	for (int i = 0; i < NR_SAMPLES; i++) {
		u8 seen = 0;

		if (!dc_device_read(handle + sample(size, i), &seen))
			dc_hurt(DC_HURT_FAULT, "the device reads where nothing answers");
		else if (seen != dc_cpu_read(phys + sample(size, i)))
			dc_hurt(DC_HURT_CORRUPT, "the device reads other bytes than the CPU wrote");
	}
}

static void cpu_looks(phys_addr_t phys, size_t size, u8 wrote)
{
	for (int i = 0; i < NR_SAMPLES; i++)
		if (dc_cpu_read(phys + sample(size, i)) != wrote)
			dc_hurt(DC_HURT_CORRUPT, "the CPU reads other bytes than the device wrote");
}

void dc_traffic_prepare(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	if (size && dir != DMA_FROM_DEVICE && dc_phys_is_ram(phys) &&
	    dc_phys_is_ram(phys + size - 1))
		cpu_fills(phys, size);
}

static bool is_memory(const struct live *it)
{
	return dc_phys_is_ram(it->phys);
}

/*
 * A device that only writes is tried too: what it leaves in the place that it is led to must be
 * what the CPU would find there.  The cache does not matter for that.
 */
static void check_view(const struct live *it)
{
	phys_addr_t phys;
	bool private;

	if (!dc_device_resolves(it->handle, &phys, &private))
		dc_hurt(DC_HURT_FAULT, "the device cannot reach what it is led to");
	else if (dc_enc_any() && dc_phys_is_ram(phys) &&
		 private == dc_page_decrypted(dc_phys_page(phys)))
		dc_hurt(DC_HURT_CORRUPT, "the device sees the wrong encryption");
}

void dc_traffic_mapped(dma_addr_t handle, phys_addr_t phys, size_t size,
		       enum dma_data_direction dir, unsigned long attrs)
{
	struct live *it;
	bool private;

	if (!size || nr_live == MAX_LIVE)
		return;
	it = &live[nr_live++];
	*it = (struct live){ .handle = handle, .phys = phys, .size = size, .dir = dir };
	if (dc_device_resolves(handle, &it->target, &private))
		it->bounced = dc_swiotlb_slot_used(it->target) && it->target != phys;
	check_view(it);
	if (!is_memory(it) || (attrs & DMA_ATTR_SKIP_CPU_SYNC))
		return;
	if (dir != DMA_FROM_DEVICE)
		device_looks(handle, phys, size);
	/* Who asks for coherence looks without asking again. */
	if (dir != DMA_TO_DEVICE && (attrs & DMA_ATTR_REQUIRE_COHERENT)) {
		cpu_looks(phys, size, device_fills(handle, size));
	}
}

/* Memory may be mapped several times: the mapping of this range, or the latest that holds it. */
static struct live *find(dma_addr_t handle, size_t size)
{
	struct live *found = NULL;

	for (unsigned int i = nr_live; i--; ) {
		struct live *it = &live[i];

		if (handle == it->handle && size == it->size)
			return it;
		if (!found && handle >= it->handle && handle + size <= it->handle + it->size)
			found = it;
	}
	return found;
}

void dc_traffic_before_sync(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			    bool for_device)
{
	struct live *it = find(handle, size);

	if (!it || !size || !is_memory(it))
		return;
	if (for_device && dir != DMA_FROM_DEVICE)
		cpu_fills(it->phys + (handle - it->handle), size);
	if (!for_device && dir != DMA_TO_DEVICE)
		it->wrote = device_fills(handle, size);
}

void dc_traffic_after_sync(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			   bool for_device)
{
	struct live *it = find(handle, size);
	phys_addr_t phys;

	if (!it || !size || !is_memory(it))
		return;
	phys = it->phys + (handle - it->handle);
	if (for_device && dir != DMA_FROM_DEVICE)
		device_looks(handle, phys, size);
	if (!for_device && dir != DMA_TO_DEVICE)
		cpu_looks(phys, size, it->wrote);
}

/* A release with SKIP_CPU_SYNC is one of a transfer that never was, or that was synced before. */
void dc_traffic_before_unmap(dma_addr_t handle, size_t size, enum dma_data_direction dir,
			     unsigned long attrs)
{
	struct live *it = find(handle, size);

	if (!it || !size)
		return;
	it->wrote = 0;
	if (!is_memory(it) || (attrs & DMA_ATTR_SKIP_CPU_SYNC) || dir == DMA_TO_DEVICE)
		return;
	it->wrote = device_fills(handle, size);
}

void dc_traffic_after_unmap(dma_addr_t handle, size_t size)
{
	struct live *it = find(handle, size);

	if (!it)
		return;
	if (it->wrote)
		cpu_looks(it->phys + (handle - it->handle), size, it->wrote);
	if (it->bounced && dc_swiotlb_slot_used(it->target))
		dc_hurt(DC_HURT_LEAK, "bounce slots held for ever");
	if (dc_machine.iommu && dc_iommu_maps(handle))
		dc_hurt(DC_HURT_LEAK, "bus addresses held for ever");
	*it = live[--nr_live];
}

void dc_traffic_forgotten(dma_addr_t handle, size_t size)
{
	struct live *it = find(handle, size);

	if (!it)
		return;
	dc_hurt(DC_HURT_LEAK, "released, and still mapped");
	*it = live[--nr_live];
}

void dc_traffic_allocated(void *cpu, dma_addr_t handle, size_t size)
{
	volatile u8 *bytes = cpu;
	struct live it = { .handle = handle };

	check_view(&it);
	for (int i = 0; cpu && i < NR_SAMPLES; i++) {
		size_t at = sample(size, i);
		u8 seen = 0, value = next_stamp(), answer = value + 128;

		bytes[at] = value;
		if (!dc_device_read(handle + at, &seen) || seen != value)
			dc_hurt(DC_HURT_CORRUPT, "coherent memory is not what the device sees");
		dc_device_write(handle + at, answer);
		if (bytes[at] != answer)
			dc_hurt(DC_HURT_CORRUPT, "coherent memory is not what the device writes");
		bytes[at] = 0;
	}
}
