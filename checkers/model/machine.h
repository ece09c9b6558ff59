/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Machines as data: encryption, coherence, what the one device can reach, what lies between it and
 * memory.  Everything may be changed before dc_machine_boot(); a test makes the machine it needs.
 */
#ifndef DC_MODEL_MACHINE_H
#define DC_MODEL_MACHINE_H

#include <linux/cc_platform.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

struct dc_machine {
	const char *name;
	/* Encryption.  Guest and host exclude each other. */
	bool enc_guest, enc_host;
	u64 enc_bit, unenc_bit; /* set in the encrypted, the unencrypted form of an address */
	bool trusted;			/* a guest's device may reach its private memory */
	/* Caches. */
	bool coherent;
	bool remap;			/* CONFIG_DMA_DIRECT_REMAP */
	bool set_uncached;		/* CONFIG_ARCH_HAS_DMA_SET_UNCACHED */
	bool global_pool;		/* CONFIG_DMA_GLOBAL_POOL */
	bool write_combine;		/* CONFIG_ARCH_HAS_DMA_WRITE_COMBINE */
	bool kmalloc_bounce;		/* CONFIG_DMA_BOUNCE_UNALIGNED_KMALLOC */
	/* The device; a mask of 0 is all ones, a limit of 0 none. */
	u64 dma_mask, coherent_dma_mask, bus_limit;
	bool no_dma_mask;		/* dev->dma_mask is NULL */
	/*
	 * Low bits of an address that bounce buffers keep: dma_set_min_align_mask().  Behind an IOMMU
	 * those within a granule if it says nothing, without which dma_iova_link() cannot bounce.
	 */
	u32 min_align_mask;
	u64 bus_offset;			/* what the bus subtracts from a physical address */
	u64 bus_end; /* first physical address beyond the bus's range, 0 for none */
	bool iommu;			/* translated by dma-iommu */
	bool untrusted;			/* IOMMU: partial granules bounce */
	bool device_memory;		/* has coherent memory of its own */
	/* Bounce buffers. */
	unsigned int slots;		/* of the device's pool, 0 for none */
	bool force_bounce, for_alloc;	/* swiotlb=force has the one, a restricted pool both */
	bool can_grow;
	bool pool_private; /* guest: the pool was left encrypted; nobody does that today */
	/* Atomic pools: pages of each at first, 0 for the default. */
	unsigned int atomic_pages;
	bool no_zone_dma, no_zone_dma32;
	bool highmem_area;		/* the contiguous area lies in highmem */
};

/* The machines that everything is tried on. */
extern const struct dc_machine dc_machines[];
extern const unsigned int dc_nr_machines;

/* NULL when there is none of that name. */
const struct dc_machine *dc_machine_find(const char *name);

/* The running machine and its device, which PCI, platform and RDMA drivers share. */
extern struct dc_machine dc_machine;
extern struct pci_dev dc_pci;
extern struct platform_device dc_platform;
#define dc_device (&dc_pci.dev)

/* Sets up everything from scratch but injection, which may hit the set-up itself. */
void dc_machine_boot(const struct dc_machine *machine);

bool dc_enc_any(void);
bool dc_force_unencrypted(const struct device *dev);
u64 dc_reach(u64 mask, u64 limit);

dma_addr_t dc_phys_to_dma(phys_addr_t phys, bool unencrypted);
phys_addr_t dc_dma_to_phys(dma_addr_t addr);

#endif
