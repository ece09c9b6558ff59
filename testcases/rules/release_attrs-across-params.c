// SPDX-License-Identifier: GPL-2.0-only
/*
 * A stream's callbacks: a buffer comes with the parameters, .hw_params, and goes with .hw_free.
 *
 * The names do not stand against each other word by word; the stream's own data is between them.
 */
#include <linux/dma-mapping.h>

struct stream {
	struct device *dev;
	void *private_data;
};

struct stream_ops {
	int (*hw_params)(struct stream *stream, size_t size);
	int (*hw_free)(struct stream *stream);
};

struct forgetful_runtime {
	void *area;
	dma_addr_t addr;
	size_t bytes;
};

static int forgetful_hw_params(struct stream *stream, size_t size)
{
	struct forgetful_runtime *runtime = stream->private_data;

	runtime->area = dma_alloc_attrs(stream->dev, size, &runtime->addr, GFP_KERNEL,
					DMA_ATTR_FORCE_CONTIGUOUS);
	if (!runtime->area)
		return -ENOMEM;
	runtime->bytes = size;
	return 0;
}

static int forgetful_hw_free(struct stream *stream)
{
	struct forgetful_runtime *runtime = stream->private_data;

	dma_free_coherent(stream->dev, runtime->bytes, // WARN: release_attrs
			  runtime->area, runtime->addr);
	return 0;
}

const struct stream_ops forgetful_ops = {
	.hw_params = forgetful_hw_params,
	.hw_free = forgetful_hw_free,
};

struct careful_runtime {
	void *area;
	dma_addr_t addr;
	size_t bytes;
};

static int careful_hw_params(struct stream *stream, size_t size)
{
	struct careful_runtime *runtime = stream->private_data;

	runtime->area = dma_alloc_attrs(stream->dev, size, &runtime->addr, GFP_KERNEL,
					DMA_ATTR_FORCE_CONTIGUOUS);
	if (!runtime->area)
		return -ENOMEM;
	runtime->bytes = size;
	return 0;
}

static int careful_hw_free(struct stream *stream)
{
	struct careful_runtime *runtime = stream->private_data;

	dma_free_attrs(stream->dev, runtime->bytes, runtime->area, runtime->addr,
		       DMA_ATTR_FORCE_CONTIGUOUS);
	return 0;
}

const struct stream_ops careful_ops = {
	.hw_params = careful_hw_params,
	.hw_free = careful_hw_free,
};
