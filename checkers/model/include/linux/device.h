/* SPDX-License-Identifier: GPL-2.0-only */
/* A device: the masks it states, and memory that goes with it. */
#ifndef DC_LINUX_DEVICE_H
#define DC_LINUX_DEVICE_H

#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/slab.h>

struct device {
	const char *init_name;
	struct device *parent;
	void *driver_data;
	u64 *dma_mask;
	u64 coherent_dma_mask;
	u64 bus_dma_limit;
};

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

#define dev_err(dev, ...)	((void)(dev), printk(__VA_ARGS__))
#define dev_warn(dev, ...)	dev_err(dev, __VA_ARGS__)
#define dev_info(dev, ...)	dev_err(dev, __VA_ARGS__)
#define dev_dbg(dev, ...)	dev_err(dev, __VA_ARGS__)
#define dev_warn_ratelimited(dev, ...) dev_err(dev, __VA_ARGS__)
#define dev_err_probe(dev, err, ...) (dev_err(dev, __VA_ARGS__), (err))
#define dev_to_node(dev)	((void)(dev), NUMA_NO_NODE)

/* Memory that is freed when the device goes. */
void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp);
void *devm_kmemdup(struct device *dev, const void *src, size_t size, gfp_t gfp);
void devm_kfree(struct device *dev, const void *object);
unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp, unsigned int order);
void devm_free_pages(struct device *dev, unsigned long addr);

#define devm_kzalloc(dev, size, gfp)	devm_kmalloc(dev, size, (gfp) | __GFP_ZERO)
#define devm_kmalloc_array(dev, n, size, gfp) devm_kmalloc(dev, (n) * (size), gfp)
#define devm_kcalloc(dev, n, size, gfp)	devm_kmalloc(dev, (n) * (size), (gfp) | __GFP_ZERO)

#endif
