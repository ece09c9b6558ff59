/* SPDX-License-Identifier: GPL-2.0-only */
/* Values that page_mmio-header.c takes from a header beside it, as drivers do. */
#ifndef PAGE_MMIO_HEADER_H
#define PAGE_MMIO_HEADER_H

#define BAR_ATTRS	(DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED)
#define BUFFER_ATTRS	(DMA_ATTR_WEAK_ORDERING | DMA_ATTR_NO_WARN)

#endif
