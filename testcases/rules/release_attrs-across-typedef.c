// SPDX-License-Identifier: GPL-2.0-only
/* probe and remove: the data between them has a typedef's name, as in drivers of old. */
#include <linux/dma-mapping.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

typedef struct _tape {
	void *ring;
	dma_addr_t dma;
} tape_t, *tape_p;

static int tape_probe(struct platform_device *pdev)
{
	struct _tape *tape = devm_kzalloc(&pdev->dev, sizeof(*tape), GFP_KERNEL);

	if (!tape)
		return -ENOMEM;
	tape->ring = dma_alloc_attrs(&pdev->dev, PAGE_SIZE, &tape->dma, GFP_KERNEL,
				     DMA_ATTR_FORCE_CONTIGUOUS);
	if (!tape->ring)
		return -ENOMEM;
	platform_set_drvdata(pdev, tape);
	return 0;
}

static void tape_remove(struct platform_device *pdev)
{
	tape_p tape = platform_get_drvdata(pdev);

	dma_free_coherent(&pdev->dev, PAGE_SIZE, tape->ring, tape->dma); // WARN: release_attrs
	// MISS cocci: the types have different names
}

static struct platform_driver tape_driver = {
	.probe = tape_probe,
	.remove = tape_remove,
	.driver = { .name = "tape" },
};

typedef struct {
	void *ring;
	dma_addr_t dma;
} disk_t;

typedef struct {
	disk_t *disk;
} disk_box_t;

static int disk_probe(struct platform_device *pdev)
{
	disk_box_t *box = devm_kzalloc(&pdev->dev, sizeof(*box), GFP_KERNEL);

	if (!box)
		return -ENOMEM;
	box->disk = devm_kzalloc(&pdev->dev, sizeof(*box->disk), GFP_KERNEL);
	if (!box->disk)
		return -ENOMEM;
	box->disk->ring = dma_alloc_attrs(&pdev->dev, PAGE_SIZE, &box->disk->dma, GFP_KERNEL,
					  DMA_ATTR_FORCE_CONTIGUOUS);
	if (!box->disk->ring)
		return -ENOMEM;
	platform_set_drvdata(pdev, box);
	return 0;
}

static void disk_remove(struct platform_device *pdev)
{
	disk_t *disk = ((disk_box_t *)platform_get_drvdata(pdev))->disk;

	dma_free_coherent(&pdev->dev, PAGE_SIZE, disk->ring, disk->dma); // WARN: release_attrs
	// MISS cocci: a struct without a tag
	// MISS sparse: a struct without a tag
	// MISS clang: a struct without a tag
}

static struct platform_driver disk_driver = {
	.probe = disk_probe,
	.remove = disk_remove,
	.driver = { .name = "disk" },
};

typedef struct _drum {
	void *ring;
	dma_addr_t dma;
} drum_t;

static int drum_probe(struct platform_device *pdev)
{
	drum_t *drum = devm_kzalloc(&pdev->dev, sizeof(*drum), GFP_KERNEL);

	if (!drum)
		return -ENOMEM;
	drum->ring = dma_alloc_attrs(&pdev->dev, PAGE_SIZE, &drum->dma, GFP_KERNEL,
				     DMA_ATTR_FORCE_CONTIGUOUS);
	if (!drum->ring)
		return -ENOMEM;
	platform_set_drvdata(pdev, drum);
	return 0;
}

static void drum_remove(struct platform_device *pdev)
{
	struct _drum *drum = platform_get_drvdata(pdev);

	dma_free_attrs(&pdev->dev, PAGE_SIZE, drum->ring, drum->dma, DMA_ATTR_FORCE_CONTIGUOUS);
}

static struct platform_driver drum_driver = {
	.probe = drum_probe,
	.remove = drum_remove,
	.driver = { .name = "drum" },
};
