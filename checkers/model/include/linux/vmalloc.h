/* SPDX-License-Identifier: GPL-2.0-only */
/* Kernel memory outside the linear map. */
#ifndef DC_LINUX_VMALLOC_H
#define DC_LINUX_VMALLOC_H

#include <linux/mm.h>

#define VM_MAP		0x4UL
#define VM_ALLOC	0x2UL

void *vmalloc(size_t size);
void vfree(const void *address);
void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot);
void vunmap(const void *address);
void *vm_map_ram(struct page **pages, unsigned int count, int node);
void vm_unmap_ram(const void *address, unsigned int count);
void kvfree(const void *address);

#define vzalloc(size)			vmalloc(size)
#define vmalloc_node(size, node)	((void)(node), vmalloc(size))
#define vzalloc_node(size, node)	vmalloc_node(size, node)
#define vmalloc_user(size)		vmalloc(size)
#define vmalloc_32(size)		vmalloc(size)
#define kvmalloc(size, gfp)		((void)(gfp), vmalloc(size))
#define kvzalloc(size, gfp)		kvmalloc(size, gfp)
#define kvmalloc_node(size, gfp, node)	((void)(node), kvmalloc(size, gfp))
#define kvzalloc_node(size, gfp, node)	kvmalloc_node(size, gfp, node)
#define kvmalloc_array(n, size, gfp)	kvmalloc((n) * (size), gfp)
#define kvcalloc(n, size, gfp)		kvmalloc((n) * (size), gfp)

#endif
