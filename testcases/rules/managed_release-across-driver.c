// SPDX-License-Identifier: GPL-2.0-only
/* probe has devres free the ring, remove frees it as well. */
#include <linux/dma-mapping.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct sensor {
	void *ring;
	dma_addr_t dma;
};

static int sensor_probe(struct platform_device *pdev)
{
	struct sensor *sensor = devm_kzalloc(&pdev->dev, sizeof(*sensor), GFP_KERNEL);

	if (!sensor)
		return -ENOMEM;
	sensor->ring = dmam_alloc_coherent(&pdev->dev, PAGE_SIZE, &sensor->dma, GFP_KERNEL);
	if (!sensor->ring)
		return -ENOMEM;
	platform_set_drvdata(pdev, sensor);
	return 0;
}

static void sensor_remove(struct platform_device *pdev)
{
	struct sensor *sensor = platform_get_drvdata(pdev);

	dma_free_coherent(&pdev->dev, PAGE_SIZE, sensor->ring, // WARN: managed_release
			  sensor->dma);
}

struct platform_driver sensor_driver = {
	.probe = sensor_probe,
	.remove = sensor_remove,
	.driver = { .name = "sensor" },
};

struct codec {
	void *ring, *stats;
	dma_addr_t dma, stats_dma;
};

static int codec_probe(struct platform_device *pdev)
{
	struct codec *codec = devm_kzalloc(&pdev->dev, sizeof(*codec), GFP_KERNEL);

	if (!codec)
		return -ENOMEM;
	codec->ring = dmam_alloc_coherent(&pdev->dev, PAGE_SIZE, &codec->dma, GFP_KERNEL);
	if (!codec->ring)
		return -ENOMEM;
	codec->stats = dma_alloc_coherent(&pdev->dev, PAGE_SIZE, &codec->stats_dma, GFP_KERNEL);
	if (!codec->stats)
		return -ENOMEM;
	platform_set_drvdata(pdev, codec);
	return 0;
}

static void codec_remove(struct platform_device *pdev)
{
	struct codec *codec = platform_get_drvdata(pdev);

	dma_free_coherent(&pdev->dev, PAGE_SIZE, codec->stats, codec->stats_dma);
}

struct platform_driver codec_driver = {
	.probe = codec_probe,
	.remove = codec_remove,
	.driver = { .name = "codec" },
};
