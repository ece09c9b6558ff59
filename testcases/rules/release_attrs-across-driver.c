// SPDX-License-Identifier: GPL-2.0-only
/* probe and remove: the driver's data is between them. */
#include <linux/dma-mapping.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct camera {
	void *ring, *stats;
	dma_addr_t ring_dma, stats_dma;
};

static int camera_probe(struct platform_device *pdev)
{
	struct camera *camera = devm_kzalloc(&pdev->dev, sizeof(*camera), GFP_KERNEL);

	if (!camera)
		return -ENOMEM;
	camera->ring = dma_alloc_attrs(&pdev->dev, PAGE_SIZE, &camera->ring_dma, GFP_KERNEL,
				       DMA_ATTR_FORCE_CONTIGUOUS);
	if (!camera->ring)
		return -ENOMEM;
	camera->stats = dma_alloc_attrs(&pdev->dev, PAGE_SIZE, &camera->stats_dma, GFP_KERNEL,
					DMA_ATTR_FORCE_CONTIGUOUS);
	if (!camera->stats) {
		dma_free_attrs(&pdev->dev, PAGE_SIZE, camera->ring, camera->ring_dma,
			       DMA_ATTR_FORCE_CONTIGUOUS);
		return -ENOMEM;
	}
	platform_set_drvdata(pdev, camera);
	return 0;
}

static void camera_remove(struct platform_device *pdev)
{
	struct camera *camera = platform_get_drvdata(pdev);

	dma_free_attrs(&pdev->dev, PAGE_SIZE, camera->stats, camera->stats_dma,
		       DMA_ATTR_FORCE_CONTIGUOUS);
	dma_free_coherent(&pdev->dev, PAGE_SIZE, camera->ring, // WARN: release_attrs
			  camera->ring_dma);
}

static struct platform_driver camera_driver = {
	.probe = camera_probe,
	.remove = camera_remove,
	.driver = { .name = "camera" },
};

struct display {
	void *frame;
	dma_addr_t dma;
};

static int display_probe(struct platform_device *pdev)
{
	struct display *display = devm_kzalloc(&pdev->dev, sizeof(*display), GFP_KERNEL);

	if (!display)
		return -ENOMEM;
	display->frame = dma_alloc_attrs(&pdev->dev, PAGE_SIZE, &display->dma, GFP_KERNEL,
					 DMA_ATTR_FORCE_CONTIGUOUS);
	if (!display->frame)
		return -ENOMEM;
	platform_set_drvdata(pdev, display);
	return 0;
}

static void display_remove(struct platform_device *pdev)
{
	struct display *display = platform_get_drvdata(pdev);

	dma_free_attrs(&pdev->dev, PAGE_SIZE, display->frame, display->dma,
		       DMA_ATTR_FORCE_CONTIGUOUS);
}

static struct platform_driver display_driver = {
	.probe = display_probe,
	.remove = display_remove,
	.driver = { .name = "display" },
};

int camera_init(void)
{
	int ret = platform_driver_register(&camera_driver);

	return ret ? ret : platform_driver_register(&display_driver);
}
