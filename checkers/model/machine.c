/* SPDX-License-Identifier: GPL-2.0-only */
/* The machines, and how an address looks from the bus. */
#include "machine.h"

#include <linux/dma-mapping.h>
#include <string.h>

#include "coherent.h"
#include "debug.h"
#include "harm.h"
#include "inject.h"
#include "iommu.h"
#include "mapping.h"
#include "memory.h"
#include "physics.h"
#include "pool.h"
#include "swiotlb.h"
#include "traffic.h"

#define C_BIT		(1ULL << 47)
#define NS_SHARED	(1ULL << 46)

const struct dc_machine dc_machines[] = {
	{ .name = "pc", .coherent = true, .slots = 64 },
	{ .name = "phone", .remap = true, .write_combine = true, .kmalloc_bounce = true,
	  .slots = 64 },
	{ .name = "dma32", .coherent = true, .dma_mask = DMA_BIT_MASK(32),
	  .coherent_dma_mask = DMA_BIT_MASK(32), .slots = 64 },
	{ .name = "guest", .coherent = true, .enc_guest = true, .enc_bit = C_BIT, .slots = 64 },
	{ .name = "guest-trusted", .coherent = true, .enc_guest = true, .enc_bit = C_BIT,
	  .trusted = true, .slots = 64 },
	{ .name = "guest-restricted", .coherent = true, .enc_guest = true, .enc_bit = C_BIT,
	  .slots = 64, .force_bounce = true, .for_alloc = true },
	{ .name = "realm", .remap = true, .write_combine = true, .enc_guest = true,
	  .unenc_bit = NS_SHARED, .slots = 64 },
	{ .name = "sme", .coherent = true, .enc_host = true, .enc_bit = C_BIT, .slots = 64 },
	{ .name = "restricted", .coherent = true, .slots = 64, .force_bounce = true,
	  .for_alloc = true },
	{ .name = "iommu", .coherent = true, .iommu = true, .slots = 64 },
	{ .name = "smmu", .remap = true, .write_combine = true, .iommu = true, .slots = 64 },
	{ .name = "iommu-untrusted", .coherent = true, .iommu = true, .untrusted = true,
	  .slots = 64 },
};
const unsigned int dc_nr_machines = ARRAY_SIZE(dc_machines);

struct dc_machine dc_machine;
struct pci_dev dc_pci;
struct platform_device dc_platform;
static u64 device_mask;

const struct dc_machine *dc_machine_find(const char *name)
{
	for (unsigned int i = 0; i < dc_nr_machines; i++)
		if (!strcmp(dc_machines[i].name, name))
			return &dc_machines[i];
	return NULL;
}

static struct resource range_at(phys_addr_t start)
{
	return (struct resource){ .start = start, .end = start + 4 * PAGE_SIZE - 1,
				  .flags = IORESOURCE_MEM };
}

static void set_up_devices(void)
{
	device_mask = dc_machine.dma_mask;
	dc_pci = (struct pci_dev){
		.dev = {
			.init_name = "model",
			.dma_mask = dc_machine.no_dma_mask ? NULL : &device_mask,
			.coherent_dma_mask = dc_machine.coherent_dma_mask,
			.bus_dma_limit = dc_machine.bus_limit,
		},
	};
	for (int bar = 0; bar < PCI_NUM_RESOURCES; bar++)
		dc_pci.resource[bar] = range_at(DC_MMIO_BASE + 4 * PAGE_SIZE * bar);
	dc_pci.resource[4] = range_at(DC_P2P_BASE);
	dc_platform = (struct platform_device){ .name = "model", .dev = dc_pci.dev };
	dc_platform.resource[0] = range_at(DC_MMIO_BASE);
}

void dc_machine_boot(const struct dc_machine *machine)
{
	dc_machine = *machine;
	if (!dc_machine.dma_mask)
		dc_machine.dma_mask = ~0ULL;
	if (!dc_machine.coherent_dma_mask)
		dc_machine.coherent_dma_mask = ~0ULL;
	if (dc_machine.iommu && !dc_machine.min_align_mask)
		dc_machine.min_align_mask = PAGE_SIZE - 1;
	dc_harm_reset();
	dc_physics_reset();
	set_up_devices();
	dc_debug_reset();
	dc_traffic_reset();
	dc_iommu_reset();
	dc_mapping_reset();
	dc_memory_reset();
	dc_coherent_reset();
	dc_swiotlb_init();
	dc_pools_init();
}

bool dc_enc_any(void)
{
	return dc_machine.enc_guest || dc_machine.enc_host;
}

/* cc_platform_has(): arch/x86/coco/core.c, arch/arm64/mm/init.c (7.3). */
bool cc_platform_has(enum cc_attr attr)
{
	switch (attr) {
	case CC_ATTR_GUEST_MEM_ENCRYPT:
		return dc_machine.enc_guest;
	case CC_ATTR_HOST_MEM_ENCRYPT:
		return dc_machine.enc_host;
	default:
		return dc_enc_any();
	}
}

/* The smaller of a mask and a limit, of which 0 says nothing. */
u64 dc_reach(u64 mask, u64 limit)
{
	if (!mask || !limit)
		return mask ? mask : limit;
	return min(mask, limit);
}

/*
 * force_dma_unencrypted(): arch/x86/mm/mem_encrypt.c, arch/arm64/include/asm/mem_encrypt.h (7.3).
 * On an SME host it is the device that cannot express the C-bit.
 */
bool dc_force_unencrypted(const struct device *dev)
{
	if (dc_machine.enc_guest)
		return !dc_machine.trusted;
	if (!dc_machine.enc_host || dc_machine.iommu)
		return false;
	return dc_reach(dev->coherent_dma_mask, dev->bus_dma_limit) <= dc_machine.enc_bit - 1;
}

/* phys_to_dma(), phys_to_dma_unencrypted(): include/linux/dma-direct.h (7.3). */
dma_addr_t dc_phys_to_dma(phys_addr_t phys, bool unencrypted)
{
	if (dc_machine.bus_end && phys >= dc_machine.bus_end)
		return DMA_MAPPING_ERROR;
	return (phys - dc_machine.bus_offset) |
	       (unencrypted ? dc_machine.unenc_bit : dc_machine.enc_bit);
}

/* dma_to_phys(): include/linux/dma-direct.h (7.3). */
phys_addr_t dc_dma_to_phys(dma_addr_t addr)
{
	return (addr & ~(dc_machine.enc_bit | dc_machine.unenc_bit)) + dc_machine.bus_offset;
}

/*
 * dma_set_mask() and friends: kernel/dma/mapping.c (7.3).  What the device reaches is the machine's
 * affair: a driver that asks for less does not lose the bits that stand for encryption.
 */
int dma_set_mask(struct device *dev, u64 mask)
{
	(void)mask;
	return dev->dma_mask ? 0 : -EIO;
}

int dma_set_coherent_mask(struct device *dev, u64 mask)
{
	(void)dev, (void)mask;
	return 0;
}

int dma_set_mask_and_coherent(struct device *dev, u64 mask)
{
	int ret = dma_set_mask(dev, mask);

	return ret ? ret : dma_set_coherent_mask(dev, mask);
}
