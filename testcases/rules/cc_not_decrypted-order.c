// SPDX-License-Identifier: GPL-2.0-only
/* Too early and too late: the order of the calls. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/set_memory.h>

int bad_too_early(struct device *dev)
{
	unsigned long addr = __get_free_page(GFP_KERNEL);
	dma_addr_t handle;
	int ret;

	if (!addr)
		return -ENOMEM;
	handle = dma_map_phys(dev, virt_to_phys((void *)addr), PAGE_SIZE, // WARN: cc_not_decrypted
			      DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	ret = set_memory_decrypted(addr, 1);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!ret && !set_memory_encrypted(addr, 1))
		free_page(addr);
	return ret;
}

int ok_in_time(struct device *dev)
{
	unsigned long addr = __get_free_page(GFP_KERNEL);
	dma_addr_t handle;
	int ret;

	if (!addr)
		return -ENOMEM;
	ret = set_memory_decrypted(addr, 1);
	if (ret)
		return ret;
	handle = dma_map_phys(dev, virt_to_phys((void *)addr), PAGE_SIZE,
			      DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!set_memory_encrypted(addr, 1))
		free_page(addr);
	return 0;
}

int bad_encrypted_again(struct device *dev)
{
	unsigned long addr = __get_free_page(GFP_KERNEL);
	dma_addr_t handle;

	if (!addr)
		return -ENOMEM;
	if (set_memory_decrypted(addr, 1) || set_memory_encrypted(addr, 1))
		return -EIO;
	handle = dma_map_phys(dev, virt_to_phys((void *)addr), PAGE_SIZE, // WARN: cc_not_decrypted
			      // MISS cocci: a decryption excuses the call, whatever comes after it
			      DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_phys(dev, handle, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	free_page(addr);
	return 0;
}
