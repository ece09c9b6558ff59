// SPDX-License-Identifier: GPL-2.0-only
/* Linked into an IOVA range, through an entry of a structure. */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct queue {
	void *ring;
	struct dma_iova_state state;
};

int bad_link(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct queue queue = {};
	int ret = -EOPNOTSUPP;

	queue.ring = kzalloc(PAGE_SIZE, GFP_KERNEL);
	if (!queue.ring)
		return -ENOMEM;
	if (!dma_iova_try_alloc(dev, &queue.state, 0, PAGE_SIZE))
		goto free;
	ret = dma_iova_link(dev, &queue.state, virt_to_phys(queue.ring), // WARN: mmio_on_ram
			    // MISS cocci: dma_iova_link()
			    0, PAGE_SIZE, DMA_TO_DEVICE, attrs);
	if (!ret)
		ret = dma_iova_sync(dev, &queue.state, 0, PAGE_SIZE);
	dma_iova_destroy(dev, &queue.state, PAGE_SIZE, DMA_TO_DEVICE, attrs);
free:
	kfree(queue.ring);
	return ret;
}

int ok_link(struct device *dev)
{
	unsigned long attrs = DMA_ATTR_NO_WARN;
	struct queue queue = {};
	int ret = -EOPNOTSUPP;

	queue.ring = kzalloc(PAGE_SIZE, GFP_KERNEL);
	if (!queue.ring)
		return -ENOMEM;
	if (!dma_iova_try_alloc(dev, &queue.state, 0, PAGE_SIZE))
		goto free;
	ret = dma_iova_link(dev, &queue.state, virt_to_phys(queue.ring), 0, PAGE_SIZE,
			    DMA_TO_DEVICE, attrs);
	if (!ret)
		ret = dma_iova_sync(dev, &queue.state, 0, PAGE_SIZE);
	dma_iova_destroy(dev, &queue.state, PAGE_SIZE, DMA_TO_DEVICE, attrs);
free:
	kfree(queue.ring);
	return ret;
}
