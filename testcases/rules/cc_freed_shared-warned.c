// SPDX-License-Identifier: GPL-2.0-only
/* Macros that warn of a device take the condition second, and give it back. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/set_memory.h>

#ifndef drm_WARN_ON
#define drm_WARN_ON(drm, condition) ((void)(drm), (condition))
#endif

int bad_warned(struct device *dev)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 1);

	if (!addr)
		return -ENOMEM;
	if (drm_WARN_ON(dev, set_memory_decrypted(addr, 2))) {
		free_pages(addr, 1); // WARN: cc_freed_shared
		return -EIO;
	}
	if (set_memory_encrypted(addr, 2))
		return -EIO;
	free_pages(addr, 1);
	return 0;
}

int ok_warned(struct device *dev)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 1);

	if (!addr)
		return -ENOMEM;
	if (drm_WARN_ON(dev, set_memory_decrypted(addr, 2)))
		return -EIO;
	if (drm_WARN_ON(dev, set_memory_encrypted(addr, 2)))
		return -EIO;
	free_pages(addr, 1);
	return 0;
}
