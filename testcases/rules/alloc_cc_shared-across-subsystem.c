// SPDX-License-Identifier: GPL-2.0-only
/*
 * A subsystem allocates with the attributes that its drivers put into a queue.  Both know the queue
 * by the same header, wherever they stand.
 */
#include <linux/dma-mapping.h>
#include <linux/slab.h>

#include "alloc_cc_shared-across-subsystem.h"

struct frame_buffer {
	struct frame *frame;
	unsigned long attrs;
	void *cpu;
	dma_addr_t dma;
};

static int frame_buffer_alloc(struct frame_buffer *buf)
{
	buf->cpu = dma_alloc_attrs(buf->frame->queue->dev, PAGE_SIZE, // WARN: alloc_cc_shared
				   // MISS cocci: a member that another file sets
				   &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

int frame_alloc(struct frame *frame)
{
	struct frame_buffer *buf = kzalloc(sizeof(*buf), GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	buf->frame = frame;
	buf->attrs = frame->queue->attrs;
	return frame_buffer_alloc(buf);
}

struct private_buffer {
	struct frame *frame;
	unsigned long attrs;
	void *cpu;
	dma_addr_t dma;
};

static int private_buffer_alloc(struct private_buffer *buf)
{
	buf->cpu = dma_alloc_attrs(buf->frame->queue->dev, PAGE_SIZE, &buf->dma, GFP_KERNEL,
				   buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

int frame_alloc_private(struct frame *frame)
{
	struct private_buffer *buf = kzalloc(sizeof(*buf), GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	buf->frame = frame;
	buf->attrs = frame->queue->attrs & ~DMA_ATTR_CC_SHARED;
	return private_buffer_alloc(buf);
}
