/* SPDX-License-Identifier: GPL-2.0-only */
/* Lists of memory ranges; without chaining. */
#ifndef DC_LINUX_SCATTERLIST_H
#define DC_LINUX_SCATTERLIST_H

#include <linux/mm.h>

struct scatterlist {
	struct page *page;
	unsigned int offset, length;
	dma_addr_t dma_address;
	unsigned int dma_length, dma_flags;
	bool is_last;
};

struct sg_table {
	struct scatterlist *sgl;
	unsigned int nents, orig_nents;
};

#define SG_DMA_BUS_ADDRESS	1
#define sg_dma_address(sg)	((sg)->dma_address)
#define sg_dma_len(sg)		((sg)->dma_length)

static inline struct scatterlist *sg_next(struct scatterlist *sg)
{
	return sg->is_last ? NULL : sg + 1;
}

#define for_each_sg(list, sg, nr, i) \
	for (i = 0, sg = (list); i < (nr); i++, sg = sg_next(sg))
#define for_each_sgtable_sg(sgt, sg, i)		for_each_sg((sgt)->sgl, sg, (sgt)->orig_nents, i)
#define for_each_sgtable_dma_sg(sgt, sg, i)	for_each_sg((sgt)->sgl, sg, (sgt)->nents, i)

void sg_init_table(struct scatterlist *sgl, unsigned int nents);
void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int length);
int sg_alloc_table(struct sg_table *sgt, unsigned int nents, gfp_t gfp);
void sg_free_table(struct sg_table *sgt);
int sg_alloc_table_from_pages(struct sg_table *sgt, struct page **pages, unsigned int nr_pages,
			      unsigned int offset, unsigned long size, gfp_t gfp);

static inline void sg_set_page(struct scatterlist *sg, struct page *page, unsigned int length,
			       unsigned int offset)
{
	sg->page = page;
	sg->offset = offset;
	sg->length = length;
}

static inline void sg_set_buf(struct scatterlist *sg, const void *buf, unsigned int length)
{
	sg_set_page(sg, virt_to_page(buf), length, offset_in_page(buf));
}

static inline struct page *sg_page(const struct scatterlist *sg)
{
	return sg->page;
}

static inline phys_addr_t sg_phys(const struct scatterlist *sg)
{
	return page_to_phys(sg->page) + sg->offset;
}

static inline void *sg_virt(const struct scatterlist *sg)
{
	return (char *)page_address(sg->page) + sg->offset;
}

#endif
