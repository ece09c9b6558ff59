// SPDX-License-Identifier: GPL-2.0-only
/* From struct to struct: a queue's attributes become a buffer's, a configuration is copied whole. */
#include <linux/dma-mapping.h>

struct shared_queue {
	struct device *dev;
	unsigned long dma_attrs;
};

struct shared_buffer {
	struct shared_queue *queue;
	unsigned long attrs;
	void *cpu;
	dma_addr_t dma;
};

void shared_queue_init(struct shared_queue *queue)
{
	queue->dma_attrs = DMA_ATTR_CC_SHARED;
}

int shared_buffer_alloc(struct shared_buffer *buf)
{
	buf->cpu = dma_alloc_attrs(buf->queue->dev, PAGE_SIZE, // WARN: alloc_cc_shared
				   // MISS cocci: a value copied from one struct to another
				   &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

int shared_buffer_init(struct shared_buffer *buf, struct shared_queue *queue)
{
	buf->queue = queue;
	buf->attrs = queue->dma_attrs;
	return shared_buffer_alloc(buf);
}

struct quiet_queue {
	struct device *dev;
	unsigned long dma_attrs;
};

struct quiet_buffer {
	struct quiet_queue *queue;
	unsigned long attrs;
	void *cpu;
	dma_addr_t dma;
};

/* The device's buffers are not to be shared: what the queue has for others is masked. */
void quiet_queue_init(struct quiet_queue *queue)
{
	queue->dma_attrs = DMA_ATTR_CC_SHARED | DMA_ATTR_NO_WARN;
}

int quiet_buffer_init(struct quiet_buffer *buf, struct quiet_queue *queue)
{
	buf->queue = queue;
	buf->attrs = queue->dma_attrs & ~DMA_ATTR_CC_SHARED;
	buf->cpu = dma_alloc_attrs(buf->queue->dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

int quiet_buffer_again(struct quiet_buffer *buf)
{
	buf->cpu = dma_alloc_attrs(buf->queue->dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

struct shared_config {
	size_t size;
	unsigned long attrs;
};

struct configured {
	struct shared_config config;
	void *cpu;
	dma_addr_t dma;
};

void configured_init(struct configured *c, const struct shared_config *config)
{
	c->config = *config;
}

int configured_alloc(struct device *dev, struct configured *c)
{
	c->cpu = dma_alloc_attrs(dev, c->config.size, &c->dma, GFP_KERNEL, // WARN: alloc_cc_shared
				 // MISS cocci: a value copied from one struct to another
				 c->config.attrs);
	return c->cpu ? 0 : -ENOMEM;
}

int configured_open(struct device *dev, struct configured *c)
{
	struct shared_config config = { .size = PAGE_SIZE, .attrs = DMA_ATTR_CC_SHARED };

	configured_init(c, &config);
	return configured_alloc(dev, c);
}
