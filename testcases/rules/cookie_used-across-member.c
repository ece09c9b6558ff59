// SPDX-License-Identifier: GPL-2.0-only
/* Whether a buffer has a kernel address is chosen elsewhere. */
#include <linux/dma-mapping.h>
#include <linux/string.h>

struct opaque_pool {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
	unsigned long attrs;
};

void opaque_init(struct opaque_pool *pool, struct device *dev)
{
	pool->dev = dev;
	pool->attrs = DMA_ATTR_NO_KERNEL_MAPPING;
}

int opaque_start(struct opaque_pool *pool)
{
	pool->cpu = dma_alloc_attrs(pool->dev, PAGE_SIZE, &pool->dma, GFP_KERNEL, pool->attrs);
	if (!pool->cpu)
		return -ENOMEM;
	memset(pool->cpu, 0, PAGE_SIZE); // WARN: cookie_used MISS cocci: attributes from a member
	return 0;
}

void opaque_stop(struct opaque_pool *pool)
{
	dma_free_attrs(pool->dev, PAGE_SIZE, pool->cpu, pool->dma, pool->attrs);
}

static unsigned long opaque_attrs(void)
{
	return DMA_ATTR_NO_KERNEL_MAPPING | DMA_ATTR_NO_WARN;
}

int opaque_once(struct device *dev)
{
	unsigned long attrs = opaque_attrs();
	dma_addr_t dma;
	char *cpu;

	cpu = dma_alloc_attrs(dev, PAGE_SIZE, &dma, GFP_KERNEL, attrs);
	if (!cpu)
		return -ENOMEM;
	cpu[0] = 1; // WARN: cookie_used MISS cocci: attributes from a function
	dma_free_attrs(dev, PAGE_SIZE, cpu, dma, attrs);
	return 0;
}

/* Two kinds: who uses the address has asked which. */
struct twofold_pool {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
	unsigned long attrs;
	bool is_mapped;
};

void twofold_init(struct twofold_pool *pool, struct device *dev, bool is_mapped)
{
	pool->dev = dev;
	pool->is_mapped = is_mapped;
	if (!is_mapped)
		pool->attrs |= DMA_ATTR_NO_KERNEL_MAPPING;
}

int twofold_start(struct twofold_pool *pool)
{
	pool->cpu = dma_alloc_attrs(pool->dev, PAGE_SIZE, &pool->dma, GFP_KERNEL, pool->attrs);
	if (!pool->cpu)
		return -ENOMEM;
	if (!pool->is_mapped)
		return 0;
	memset(pool->cpu, 0, PAGE_SIZE);
	return 0;
}

int twofold_restart(struct twofold_pool *pool)
{
	pool->cpu = dma_alloc_attrs(pool->dev, PAGE_SIZE, &pool->dma, GFP_KERNEL, pool->attrs);
	if (!pool->cpu)
		return -ENOMEM;
	if (!(pool->attrs & DMA_ATTR_NO_KERNEL_MAPPING))
		memset(pool->cpu, 0, PAGE_SIZE);
	return 0;
}

void twofold_stop(struct twofold_pool *pool)
{
	dma_free_attrs(pool->dev, PAGE_SIZE, pool->cpu, pool->dma, pool->attrs);
}

/* Of several kinds none is without an address. */
struct either_pool {
	struct device *dev;
	unsigned long attrs;
};

void either_init(struct either_pool *pool, struct device *dev, bool is_quiet)
{
	pool->dev = dev;
	pool->attrs = is_quiet ? DMA_ATTR_NO_WARN : DMA_ATTR_WRITE_COMBINE;
}

int either_once(struct either_pool *pool)
{
	dma_addr_t dma;
	void *cpu;

	cpu = dma_alloc_attrs(pool->dev, PAGE_SIZE, &dma, GFP_KERNEL, pool->attrs);
	if (!cpu)
		return -ENOMEM;
	memset(cpu, 0, PAGE_SIZE);
	dma_free_attrs(pool->dev, PAGE_SIZE, cpu, dma, pool->attrs);
	return 0;
}
