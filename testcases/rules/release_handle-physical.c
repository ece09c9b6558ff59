// SPDX-License-Identifier: GPL-2.0-only
/*
 * A buffer's physical address is not its handle, though it may be the same number: behind an IOMMU,
 * or where memory lies elsewhere on the device's bus, the core takes another range apart.
 */
#include <linux/dma-mapping.h>
#include <linux/io.h>

int bad_freed_by_physical_address(struct device *dev)
{
	dma_addr_t handle;
	void *cpu = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);
	phys_addr_t phys;

	if (!cpu)
		return -ENOMEM;
	phys = virt_to_phys(cpu);
	dma_free_coherent(dev, PAGE_SIZE, cpu, phys); // WARN: release_handle
	// MISS cocci: what virt_to_phys() makes of a buffer, in a variable
	return 0;
}

int ok_freed_by_handle(struct device *dev)
{
	dma_addr_t handle;
	void *cpu = dma_alloc_coherent(dev, PAGE_SIZE, &handle, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, cpu, handle);
	return 0;
}
