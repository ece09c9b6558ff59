// SPDX-License-Identifier: GPL-2.0-only
/*
 * The wrapper stands in another file, and what it passes on comes to the DMA API through one more:
 * nothing here names the API. A function of the same name that is this file's own is another one.
 */
#include <linux/device.h>
#include <linux/gfp.h>

#include "alloc_cc_shared-across-files.h"

int bad_shared_through_two_files(struct device *dev)
{
	struct shared_ring ring;

	ring.cpu = shared_ring_alloc(dev, &ring.handle, // WARN: alloc_cc_shared
				     // MISS cocci: a wrapper in another file
				     DMA_ATTR_CC_SHARED);
	if (!ring.cpu)
		return -ENOMEM;
	shared_ring_free(dev, ring.cpu, ring.handle, DMA_ATTR_CC_SHARED); // WARN: alloc_cc_shared
	// MISS cocci: a wrapper in another file
	return 0;
}

int ok_private_through_two_files(struct device *dev)
{
	struct shared_ring ring;

	ring.cpu = shared_ring_alloc(dev, &ring.handle, DMA_ATTR_NO_WARN);
	if (!ring.cpu)
		return -ENOMEM;
	shared_ring_free(dev, ring.cpu, ring.handle, 0);
	return 0;
}
