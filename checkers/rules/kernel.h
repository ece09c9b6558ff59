/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which kernel is it?  Read from the tree itself: VERSION and PATCHLEVEL of the top Makefile, and
 * the DMA_ATTR_* that include/linux/dma-mapping.h defines.
 */
#ifndef DC_KERNEL_H
#define DC_KERNEL_H

#include "judge.h"

/* The newest kernel that the tables know. */
struct dc_kernel dc_kernel_newest(void);

/* "7.3" to a kernel with the attributes of that release; false when `text` is no version. */
bool dc_kernel_parse(const char *text, struct dc_kernel *kernel);

/*
 * Looks for a kernel tree at or above `path` (file or directory).  On success stores its root
 * (absolute, to be freed by the caller) and reads the kernel.  False, with nothing stored, when
 * there is none.
 */
bool dc_kernel_find(const char *path, char **root, struct dc_kernel *kernel);

/* The same of the texts of Makefile and include/linux/dma-mapping.h; false for no kernel's. */
bool dc_kernel_read(const char *makefile, size_t makefile_length, const char *header,
		    size_t header_length, struct dc_kernel *kernel);

/*
 * What `file` is called below `root`, as dc_kernel_find() stored it: drivers/iommu/dma-iommu.c,
 * from wherever the user points at it.  Without a root, outside of it, or when the file is gone:
 * the name that it was given.  The result is in `file` or in `buf`, which holds PATH_MAX bytes.
 */
const char *dc_kernel_name(const char *file, const char *root, char *buf);

#endif
