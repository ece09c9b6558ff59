// SPDX-License-Identifier: GPL-2.0-only
/* A buffer of an open file: allocated by one of its functions, mapped for the user by another. */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/mm.h>

struct wc_buffer {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
};

int wc_open(struct wc_buffer *buf)
{
	buf->cpu = dma_alloc_wc(buf->dev, PAGE_SIZE, &buf->dma, GFP_KERNEL);
	return buf->cpu ? 0 : -ENOMEM;
}

void wc_release(struct wc_buffer *buf)
{
	dma_free_wc(buf->dev, PAGE_SIZE, buf->cpu, buf->dma);
}

int wc_mmap_coherent(struct file *file, struct vm_area_struct *vma)
{
	struct wc_buffer *buf = file->private_data;

	return dma_mmap_coherent(buf->dev, vma, buf->cpu, buf->dma, PAGE_SIZE); // WARN: mmap_attrs
}

int wc_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct wc_buffer *buf = file->private_data;

	return dma_mmap_wc(buf->dev, vma, buf->cpu, buf->dma, PAGE_SIZE);
}

struct choice_buffer {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
	unsigned long attrs;
};

int choice_open(struct choice_buffer *buf, bool wc)
{
	buf->attrs = wc ? DMA_ATTR_WRITE_COMBINE : 0;
	buf->cpu = dma_alloc_attrs(buf->dev, PAGE_SIZE, &buf->dma, GFP_KERNEL, buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

int choice_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct choice_buffer *buf = file->private_data;

	return dma_mmap_attrs(buf->dev, vma, buf->cpu, buf->dma, PAGE_SIZE, buf->attrs);
}

void choice_release(struct choice_buffer *buf)
{
	dma_free_attrs(buf->dev, PAGE_SIZE, buf->cpu, buf->dma, buf->attrs);
}
