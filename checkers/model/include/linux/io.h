/* SPDX-License-Identifier: GPL-2.0-only */
/* CPU views of device memory. */
#ifndef DC_LINUX_IO_H
#define DC_LINUX_IO_H

#include <linux/device.h>
#include <linux/err.h>
#include <linux/ioport.h>
#include <linux/mm.h>

enum { MEMREMAP_WB = 1, MEMREMAP_WT = 2, MEMREMAP_WC = 4 };

void *memremap(resource_size_t offset, size_t size, unsigned long flags);
void *devm_memremap(struct device *dev, resource_size_t offset, size_t size, unsigned long flags);
void memunmap(void *address);
void *ioremap(resource_size_t offset, size_t size);
void *ioremap_cache(resource_size_t offset, size_t size);
void iounmap(volatile void *address);
void memcpy_fromio(void *to, const volatile void *from, size_t count);
void memcpy_toio(volatile void *to, const void *from, size_t count);
u32 readl(const volatile void *address);
void writel(u32 value, volatile void *address);

#define ioremap_wc(offset, size)		ioremap(offset, size)
#define ioremap_uc(offset, size)		ioremap(offset, size)
#define ioremap_np(offset, size)		ioremap(offset, size)
#define devm_ioremap(dev, offset, size)		((void)(dev), ioremap(offset, size))
#define devm_ioremap_wc(dev, offset, size)	devm_ioremap(dev, offset, size)
#define devm_ioremap_uc(dev, offset, size)	devm_ioremap(dev, offset, size)
#define devm_ioremap_resource(dev, res)	devm_ioremap(dev, (res)->start, resource_size(res))
#define devm_ioremap_resource_wc(dev, res)	devm_ioremap_resource(dev, res)
#define devm_memunmap(dev, address)		((void)(dev), memunmap(address))

#endif
