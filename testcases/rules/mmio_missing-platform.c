// SPDX-License-Identifier: GPL-2.0-only
/* The FIFO of a platform device, by the start of its resource. */
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/platform_device.h>

int bad_resource_start(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct resource *res;
	dma_addr_t handle;

	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	if (!res)
		return -ENODEV;
	handle = dma_map_phys(dev, res->start, resource_size(res), // WARN: mmio_missing
			      DMA_TO_DEVICE, 0);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, resource_size(res), DMA_TO_DEVICE, 0);
	return 0;
}

int ok_resource_start(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct resource *res;
	dma_addr_t handle;

	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	if (!res)
		return -ENODEV;
	handle = dma_map_resource(dev, res->start, resource_size(res), DMA_TO_DEVICE,
				  DMA_ATTR_CC_SHARED);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_resource(dev, handle, resource_size(res), DMA_TO_DEVICE, DMA_ATTR_CC_SHARED);
	return 0;
}

int bad_ioremapped(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct resource *res;
	void __iomem *regs;
	dma_addr_t handle;

	regs = devm_platform_get_and_ioremap_resource(pdev, 0, &res);
	if (IS_ERR(regs))
		return PTR_ERR(regs);
	handle = dma_map_phys(dev, res->start + 0x40, 4, DMA_TO_DEVICE, 0); // WARN: mmio_missing
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, 4, DMA_TO_DEVICE, 0);
	return 0;
}

int ok_ioremapped(struct platform_device *pdev)
{
	unsigned long attrs = DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	struct device *dev = &pdev->dev;
	struct resource *res;
	void __iomem *regs;
	dma_addr_t handle;

	regs = devm_platform_get_and_ioremap_resource(pdev, 0, &res);
	if (IS_ERR(regs))
		return PTR_ERR(regs);
	handle = dma_map_phys(dev, res->start + 0x40, 4, DMA_TO_DEVICE, attrs);
	if (dma_mapping_error(dev, handle))
		return -EIO;
	dma_unmap_phys(dev, handle, 4, DMA_TO_DEVICE, attrs);
	return 0;
}
