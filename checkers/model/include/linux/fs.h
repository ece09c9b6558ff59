/* SPDX-License-Identifier: GPL-2.0-only */
/* An open file, as far as a driver's buffer hangs on it. */
#ifndef DC_LINUX_FS_H
#define DC_LINUX_FS_H

#include <linux/mm_types.h>

struct file {
	void *private_data;
};

struct file_operations {
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
};

#endif
