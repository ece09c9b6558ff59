// SPDX-License-Identifier: GPL-2.0-only
/* Freed although the conversion failed, on the way there and on the way back. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/set_memory.h>

int bad_decryption_failed(struct device *dev)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 1);

	if (!addr)
		return -ENOMEM;
	if (set_memory_decrypted(addr, 2)) {
		free_pages(addr, 1); // WARN: cc_freed_shared
		return -EIO;
	}
	if (set_memory_encrypted(addr, 2))
		return -EIO;
	free_pages(addr, 1);
	return 0;
}

int ok_decryption_failed(struct device *dev)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 1);

	if (!addr)
		return -ENOMEM;
	if (set_memory_decrypted(addr, 2)) {
		if (!set_memory_encrypted(addr, 2))
			free_pages(addr, 1);
		return -EIO;
	}
	if (set_memory_encrypted(addr, 2))
		return -EIO;
	free_pages(addr, 1);
	return 0;
}

int bad_encryption_failed(struct device *dev)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 1);

	if (!addr)
		return -ENOMEM;
	if (set_memory_decrypted(addr, 2))
		return -EIO;
	if (set_memory_encrypted(addr, 2))
		dev_warn(dev, "cannot encrypt again\n");
	free_pages(addr, 1); // WARN: cc_freed_shared
	return 0;
}

int ok_encryption_failed(struct device *dev)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 1);

	if (!addr)
		return -ENOMEM;
	if (set_memory_decrypted(addr, 2))
		return -EIO;
	if (set_memory_encrypted(addr, 2)) {
		dev_warn(dev, "cannot encrypt again\n");
		return -EIO;
	}
	free_pages(addr, 1);
	return 0;
}
