// SPDX-License-Identifier: GPL-2.0-only
/* A driver of the subsystem. */
#include <linux/dma-mapping.h>

#include "alloc_cc_shared-across-subsystem.h"

void camera_queue_init(struct frame_queue *queue, struct device *dev)
{
	queue->dev = dev;
	queue->attrs = DMA_ATTR_CC_SHARED | DMA_ATTR_NO_WARN;
}
