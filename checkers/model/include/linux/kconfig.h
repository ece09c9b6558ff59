/* SPDX-License-Identifier: GPL-2.0-only */
/* How the model's kernel is configured. */
#ifndef DC_LINUX_KCONFIG_H
#define DC_LINUX_KCONFIG_H

#define CONFIG_64BIT		1
#define CONFIG_HAS_DMA		1
#define CONFIG_ZONE_DMA		1
#define CONFIG_ARCH_HAS_CC_PLATFORM 1
#define CONFIG_ARCH_HAS_MEM_ENCRYPT 1
#define CONFIG_ZONE_DMA32	1
#define CONFIG_HIGHMEM		1
#define CONFIG_IOMMU_DMA	1
#define CONFIG_SWIOTLB		1
#define CONFIG_DMA_API_DEBUG	1
#define CONFIG_PCI		1
#define CONFIG_PCI_P2PDMA	1

/* 1 for an option that is defined as 1, 0 for one that is not defined. */
#define DC_COMMA_1		0,
#define DC_SECOND(a, b, ...)	b
#define DC_IS_1(comma)		DC_SECOND(comma 1, 0, 0)
#define DC_IS_SET(value)	DC_IS_SET_(value)
#define DC_IS_SET_(value)	DC_IS_1(DC_COMMA_##value)
#define IS_ENABLED(option)	DC_IS_SET(option)
#define IS_BUILTIN(option)	IS_ENABLED(option)
#define IS_REACHABLE(option)	IS_ENABLED(option)

#endif
