// SPDX-License-Identifier: GPL-2.0-only
/* Tables of what each model of a device needs. */
#include <linux/dma-mapping.h>

struct model {
	const char *name;
	unsigned long attrs;
};

static const struct model models[] = {
	{ .name = "one", .attrs = DMA_ATTR_FORCE_CONTIGUOUS },
	{ .name = "two", .attrs = DMA_ATTR_FORCE_CONTIGUOUS | DMA_ATTR_NO_WARN },
};

struct device_data {
	const struct model *model;
	void *ring, *stats;
	dma_addr_t ring_dma, stats_dma;
};

void data_init(struct device_data *data, unsigned int id)
{
	data->model = &models[id];
}

int data_alloc(struct device *dev, struct device_data *data)
{
	data->ring = dma_alloc_attrs(dev, PAGE_SIZE, &data->ring_dma, GFP_KERNEL,
				     data->model->attrs);
	if (!data->ring)
		return -ENOMEM;
	data->stats = dma_alloc_attrs(dev, PAGE_SIZE, &data->stats_dma, GFP_KERNEL,
				      data->model->attrs);
	return data->stats ? 0 : -ENOMEM;
}

void data_free_ring(struct device *dev, struct device_data *data)
{
	dma_free_coherent(dev, PAGE_SIZE, data->ring, data->ring_dma); // WARN: release_attrs
	// MISS cocci: attributes out of a table
}

void data_free_stats(struct device *dev, struct device_data *data)
{
	dma_free_attrs(dev, PAGE_SIZE, data->stats, data->stats_dma, data->model->attrs);
}

static const struct model only_model = {
	.name = "only",
	.attrs = DMA_ATTR_FORCE_CONTIGUOUS,
};

int bad_table_at_one_end(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, only_model.attrs);
	if (!buf)
		return -ENOMEM;
	dma_free_coherent(dev, PAGE_SIZE, buf, handle); // WARN: release_attrs
	// MISS cocci: attributes out of a table
	return 0;
}

int ok_table_at_both_ends(struct device *dev)
{
	dma_addr_t handle;
	void *buf;

	buf = dma_alloc_attrs(dev, PAGE_SIZE, &handle, GFP_KERNEL, only_model.attrs);
	if (!buf)
		return -ENOMEM;
	dma_free_attrs(dev, PAGE_SIZE, buf, handle, only_model.attrs);
	return 0;
}
