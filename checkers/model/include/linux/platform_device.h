/* SPDX-License-Identifier: GPL-2.0-only */
/* A platform device with one range of device memory. */
#ifndef DC_LINUX_PLATFORM_DEVICE_H
#define DC_LINUX_PLATFORM_DEVICE_H

#include <linux/device.h>
#include <linux/io.h>

struct platform_device {
	const char *name;
	struct device dev;
	struct resource resource[1];
};

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	void (*remove)(struct platform_device *pdev);
	struct device_driver { const char *name; } driver;
};

int platform_driver_register(struct platform_driver *driver);

#define to_platform_device(d)	container_of(d, struct platform_device, dev)
#define platform_get_drvdata(pdev)	dev_get_drvdata(&(pdev)->dev)
#define platform_set_drvdata(pdev, data) dev_set_drvdata(&(pdev)->dev, data)

static inline struct resource *platform_get_resource(struct platform_device *pdev,
						     unsigned int type, unsigned int num)
{
	return type == IORESOURCE_MEM && num == 0 ? &pdev->resource[0] : NULL;
}

static inline struct resource *platform_get_resource_byname(struct platform_device *pdev,
							    unsigned int type, const char *name)
{
	(void)name;
	return platform_get_resource(pdev, type, 0);
}

static inline void *devm_platform_get_and_ioremap_resource(struct platform_device *pdev,
							   unsigned int num, struct resource **res)
{
	struct resource *found = platform_get_resource(pdev, IORESOURCE_MEM, num);

	if (res)
		*res = found;
	return found ? ioremap(found->start, resource_size(found)) : ERR_PTR(-EINVAL);
}

#define devm_platform_ioremap_resource(pdev, num) \
	devm_platform_get_and_ioremap_resource(pdev, num, NULL)
#define devm_platform_ioremap_resource_byname(pdev, name) \
	((void)(name), devm_platform_ioremap_resource(pdev, 0))

#endif
