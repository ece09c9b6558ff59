/* SPDX-License-Identifier: GPL-2.0-only */
/* Sharing pages with the host, and taking them back. */
#ifndef DC_LINUX_SET_MEMORY_H
#define DC_LINUX_SET_MEMORY_H

#include <linux/mm_types.h>

int set_memory_decrypted(unsigned long addr, int numpages);
int set_memory_encrypted(unsigned long addr, int numpages);

#endif
