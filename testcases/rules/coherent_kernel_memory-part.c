// SPDX-License-Identifier: GPL-2.0-only
/* A member of a structure, an offset into a buffer: parts of kernel memory. */
#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct message {
	u32 length;
	u8 payload[256] __aligned(ARCH_DMA_MINALIGN);
};

int bad_member(struct device *dev)
{
	struct message *msg = kzalloc(sizeof(*msg), GFP_KERNEL);
	dma_addr_t handle;

	if (!msg)
		return -ENOMEM;
	handle = dma_map_single_attrs(dev, msg->payload, // WARN: coherent_kernel_memory
				      // MISS cocci: a member that may be an array or a pointer
				      sizeof(msg->payload), DMA_TO_DEVICE,
				      DMA_ATTR_REQUIRE_COHERENT);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single_attrs(dev, handle, sizeof(msg->payload), DMA_TO_DEVICE,
				       DMA_ATTR_REQUIRE_COHERENT);
	kfree(msg);
	return 0;
}

int ok_member(struct device *dev)
{
	struct message *msg = kzalloc(sizeof(*msg), GFP_KERNEL);
	dma_addr_t handle;

	if (!msg)
		return -ENOMEM;
	handle = dma_map_single_attrs(dev, msg->payload, sizeof(msg->payload), DMA_TO_DEVICE,
				      DMA_ATTR_NO_WARN);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single_attrs(dev, handle, sizeof(msg->payload), DMA_TO_DEVICE,
				       DMA_ATTR_NO_WARN);
	kfree(msg);
	return 0;
}

int bad_offset(struct device *dev)
{
	u8 *buf = devm_kzalloc(dev, PAGE_SIZE, GFP_KERNEL);
	dma_addr_t handle;

	if (!buf)
		return -ENOMEM;
	handle = dma_map_single_attrs(dev, buf + 512, 512, // WARN: coherent_kernel_memory
				      DMA_TO_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_single_attrs(dev, handle, 512, DMA_TO_DEVICE, DMA_ATTR_REQUIRE_COHERENT);
	return 0;
}

int ok_memory_behind_a_pointer(struct device *dev)
{
	struct { void *user; } *request = kzalloc(sizeof(*request), GFP_KERNEL);
	dma_addr_t handle;

	if (!request)
		return -ENOMEM;
	request->user = dev_get_drvdata(dev);
	handle = dma_map_single_attrs(dev, request->user, PAGE_SIZE, DMA_TO_DEVICE,
				      DMA_ATTR_REQUIRE_COHERENT);
	if (!dma_mapping_error(dev, handle))
		dma_unmap_single_attrs(dev, handle, PAGE_SIZE, DMA_TO_DEVICE,
				       DMA_ATTR_REQUIRE_COHERENT);
	kfree(request);
	return 0;
}
