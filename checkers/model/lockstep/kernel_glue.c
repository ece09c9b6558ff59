/* SPDX-License-Identifier: GPL-2.0-only */
/* The rest of the kernel for its DMA core: on the model's memory, with the model's IOMMU. */
#include <linux/dma-direct.h>
#include <linux/dma-map-ops.h>
#include <linux/iommu-dma.h>

#include "coherent.h"
#include "direct.h"
#include "harm.h"
#include "iommu.h"
#include "kernel_side.h"
#include "memory.h"
#include "physics.h"

#undef kfree

enum { HEAP_SIZE = 8 << 20, MAX_MANAGED = 64, MAX_WAITING = 16, NR_LINES = 1024 };

struct device dc_kernel_device;
unsigned long max_pfn = DC_HIGHMEM_BASE >> PAGE_SHIFT, min_low_pfn;
void *high_memory;

/* Memory that is not counted. */

static char heap[HEAP_SIZE] __attribute__((aligned(4096)));
static size_t heap_used;

void *dc_heap_alloc(size_t size)
{
	char *object = heap + heap_used;

	size = PAGE_ALIGN(size) == size ? size : ALIGN(size, 64);
	if (heap_used + size > HEAP_SIZE)
		return NULL;
	heap_used += size;
	return memset(object, 0, size);
}

void dc_heap_free(const void *object)
{
	const char *byte = object;

	if (byte < heap || byte >= heap + HEAP_SIZE)
		kfree(object);
}

void dc_heap_free_pages(unsigned long address, unsigned int order)
{
	(void)address, (void)order;
}

/* Pages */

struct page *dc_buddy_alloc(gfp_t gfp, unsigned int order)
{
	return dc_pages_of_zone(gfp, 1u << order, DC_OWNER_CORE);
}

void dc_buddy_free(struct page *page, unsigned int order)
{
	dc_pages_put(page, 1u << order);
}

bool dc_is_highmem(phys_addr_t phys)
{
	struct page *page = dc_phys_page(phys);

	return page && PageHighMem(page);
}

bool has_managed_zone(int zone)
{
	return !(zone == ZONE_DMA && dc_machine.no_zone_dma) &&
	       !(zone == ZONE_DMA32 && dc_machine.no_zone_dma32);
}

void *dc_view_of(struct page **pages, unsigned int nr, unsigned long flags, pgprot_t prot)
{
	(void)flags;
	return dc_view_map_early(pages, nr, prot);
}

struct vm_struct *find_vm_area(const void *address)
{
	static struct vm_struct area = { .flags = VM_DMA_COHERENT };

	return dc_view_has(address) ? &area : NULL;
}

struct vm_struct *task_stack_vm_area(const void *task)
{
	(void)task;
	return NULL;
}

/* Architecture: arch/arm64/mm/dma-mapping.c (7.3), and that of the model's machine. */

bool force_dma_unencrypted(struct device *dev)
{
	return dc_force_unencrypted((struct device *)dev);
}

static bool has_cache_lines(phys_addr_t phys)
{
	return !dc_phys_is_mmio(phys) || !dc_phys_page(phys);
}

void arch_sync_dma_for_device(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	(void)dir;
	if (has_cache_lines(phys))
		dc_cache_clean(phys, size);
}

void arch_sync_dma_for_cpu(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	if (dir != DMA_TO_DEVICE && has_cache_lines(phys))
		dc_cache_invalidate(phys, size);
}

void arch_dma_prep_coherent(struct page *page, size_t size)
{
	dc_cache_clean(page_to_phys(page), size);
}

static void *view_of_linear(void *cpu, size_t size, pgprot_t prot)
{
	struct page *page = virt_to_page(cpu), *pages[64];

	for (unsigned int i = 0; i < PFN_UP(size); i++)
		pages[i] = page + i;
	return dc_view_map_early(pages, PFN_UP(size), prot);
}

void *arch_dma_set_uncached(void *cpu, size_t size)
{
	void *view = NULL;

	if (!dc_inject(DC_INJECT_UNCACHED))
		view = view_of_linear(cpu, size, pgprot_dmacoherent(PAGE_KERNEL));
	return view ? view : ERR_PTR(-ENOMEM);
}

/* dma_direct_free() has unmapped what lies in vmalloc space, as such a view does here. */
void arch_dma_clear_uncached(void *cpu, size_t size)
{
	(void)cpu, (void)size;
}

/* Memory set aside at boot: the model's. */

int dma_alloc_from_dev_coherent(struct device *dev, ssize_t size, dma_addr_t *handle, void **cpu)
{
	(void)dev;
	return dc_coherent_alloc(size, handle, cpu);
}

int dma_release_from_dev_coherent(struct device *dev, int order, void *cpu)
{
	(void)dev;
	return dc_coherent_free(cpu, PAGE_SIZE << order);
}

int dma_mmap_from_dev_coherent(struct device *dev, struct vm_area_struct *vma, void *cpu,
			       size_t size, int *ret)
{
	(void)dev;
	if (!dc_machine.device_memory || !dc_coherent_owns(cpu))
		return 0;
	*ret = dc_coherent_mmap(vma, cpu, size);
	return 1;
}

void *dma_alloc_from_global_coherent(struct device *dev, ssize_t size, dma_addr_t *handle)
{
	(void)dev;
	return dc_global_alloc(size, handle);
}

int dma_release_from_global_coherent(int order, void *cpu)
{
	return dc_global_free(cpu, PAGE_SIZE << order);
}

int dma_mmap_from_global_coherent(struct vm_area_struct *vma, void *cpu, size_t size, int *ret)
{
	if (!dc_machine.global_pool || !dc_coherent_owns(cpu))
		return 0;
	*ret = dc_coherent_mmap(vma, cpu, size);
	return 1;
}

/* lib/genalloc.c (7.3) */

struct gen_pool *gen_pool_create(int order, int node)
{
	(void)order, (void)node;
	return dc_heap_alloc(sizeof(struct gen_pool));
}

void gen_pool_destroy(struct gen_pool *pool)
{
	(void)pool;
}

int gen_pool_add_virt(struct gen_pool *pool, unsigned long virt, phys_addr_t phys, size_t size,
		      int node)
{
	(void)node;
	if (dc_inject(DC_INJECT_POOL_ADD) || pool->nr == DC_MAX_CHUNKS)
		return -ENOMEM;
	/* The list's head is where the newest goes; allocation begins there. */
	memmove(&pool->chunks[1], &pool->chunks[0], pool->nr * sizeof(pool->chunks[0]));
	pool->nr++;
	pool->chunks[0] = (struct gen_pool_chunk){ phys, virt, virt + size - 1, 0 };
	return 0;
}

static unsigned int pages_of(const struct gen_pool_chunk *chunk)
{
	return (chunk->end_addr + 1 - chunk->start_addr) / PAGE_SIZE;
}

static u32 bits_of(unsigned int first, unsigned int nr)
{
	return (u32)(((1ULL << nr) - 1) << first);
}

unsigned long gen_pool_alloc(struct gen_pool *pool, size_t size)
{
	unsigned int nr = PFN_UP(size), step = 1u << get_order(size);

	for (unsigned int i = 0; i < pool->nr; i++) {
		struct gen_pool_chunk *chunk = &pool->chunks[i];

		for (unsigned int first = 0; first + nr <= pages_of(chunk); first += step) {
			if (chunk->used & bits_of(first, nr))
				continue;
			chunk->used |= bits_of(first, nr);
			return chunk->start_addr + first * PAGE_SIZE;
		}
	}
	return 0;
}

static struct gen_pool_chunk *chunk_of(struct gen_pool *pool, unsigned long address)
{
	for (unsigned int i = 0; i < pool->nr; i++)
		if (address >= pool->chunks[i].start_addr && address <= pool->chunks[i].end_addr)
			return &pool->chunks[i];
	return NULL;
}

void gen_pool_free(struct gen_pool *pool, unsigned long address, size_t size)
{
	struct gen_pool_chunk *chunk = chunk_of(pool, address);

	BUG_ON(!chunk);
	chunk->used &= ~bits_of((address - chunk->start_addr) / PAGE_SIZE, PFN_UP(size));
}

phys_addr_t gen_pool_virt_to_phys(struct gen_pool *pool, unsigned long address)
{
	struct gen_pool_chunk *chunk = chunk_of(pool, address);

	return chunk ? chunk->phys_addr + (address - chunk->start_addr) : INVALID_PHYS_ADDR;
}

bool gen_pool_has_addr(struct gen_pool *pool, unsigned long start, size_t size)
{
	struct gen_pool_chunk *chunk = chunk_of(pool, start);

	return chunk && start + size - 1 <= chunk->end_addr;
}

size_t gen_pool_size(struct gen_pool *pool)
{
	size_t nr = 0;

	for (unsigned int i = 0; i < pool->nr; i++)
		nr += pages_of(&pool->chunks[i]);
	return nr * PAGE_SIZE;
}

size_t gen_pool_avail(struct gen_pool *pool)
{
	size_t nr = 0;

	for (unsigned int i = 0; i < pool->nr; i++)
		nr += pages_of(&pool->chunks[i]) - __builtin_popcount(pool->chunks[i].used);
	return nr * PAGE_SIZE;
}

void gen_pool_for_each_chunk(struct gen_pool *pool,
			     void (*function)(struct gen_pool *, struct gen_pool_chunk *, void *),
			     void *data)
{
	for (unsigned int i = 0; i < pool->nr; i++)
		function(pool, &pool->chunks[i], data);
}

/* lib/radix-tree.c (7.3), of few cache lines */

static struct { phys_addr_t i; void *item; u8 tags; } lines[NR_LINES];
static unsigned int nr_lines;

void dc_radix_reset(void)
{
	nr_lines = 0;
}

static int line_at(phys_addr_t i)
{
	for (unsigned int n = 0; n < nr_lines; n++)
		if (lines[n].i == i)
			return (int)n;
	return -1;
}

int dc_radix_insert(phys_addr_t i, void *item)
{
	if (line_at(i) >= 0)
		return -EEXIST;
	if (nr_lines == NR_LINES)
		return -ENOMEM;
	lines[nr_lines].i = i;
	lines[nr_lines].item = item;
	lines[nr_lines++].tags = 0;
	return 0;
}

void *dc_radix_lookup(phys_addr_t i)
{
	int n = line_at(i);

	return n < 0 ? NULL : lines[n].item;
}

void dc_radix_delete(phys_addr_t i)
{
	int n = line_at(i);

	if (n >= 0)
		lines[n] = lines[--nr_lines];
}

/* `set`: 1 sets, 0 clears, -1 asks. */
int dc_radix_tag(phys_addr_t i, int tag, int set)
{
	int n = line_at(i);

	if (n < 0)
		return 0;
	if (set >= 0)
		lines[n].tags = (lines[n].tags & ~(1u << tag)) | set << tag;
	return lines[n].tags >> tag & 1;
}

/* Work */

static struct work_struct *waiting[MAX_WAITING];
static unsigned int nr_waiting;

void schedule_work(struct work_struct *work)
{
	work->is_pending = true;
}

void dc_run_work(struct work_struct *work)
{
	if (work->is_pending) {
		work->is_pending = false;
		work->function(work);
	}
}

void dc_queue_after_call(struct work_struct *work)
{
	BUG_ON(nr_waiting == MAX_WAITING);
	waiting[nr_waiting++] = work;
}

void dc_after_call(void)
{
	while (nr_waiting) {
		struct work_struct *work = waiting[--nr_waiting];

		work->function(work);
	}
}

/* drivers/base/devres.c (7.3) */

static struct managed {
	void (*release)(struct device *dev, void *data);
	void *data;
} resources[MAX_MANAGED];
static unsigned int nr_resources;

void *devres_alloc(void (*release)(struct device *, void *), size_t size, gfp_t gfp)
{
	void *data = nr_resources < MAX_MANAGED ? dc_heap_alloc(size) : NULL;

	(void)gfp;
	resources[nr_resources] = (struct managed){ release, data };
	return data;
}

void devres_free(void *data)
{
	(void)data;
}

void devres_add(struct device *dev, void *data)
{
	(void)dev, (void)data;
	nr_resources++;
}

int devres_destroy(struct device *dev, void (*release)(struct device *, void *),
		   int (*match)(struct device *, void *, void *), void *match_data)
{
	for (unsigned int i = nr_resources; i--; ) {
		if (resources[i].release != release || !match(dev, resources[i].data, match_data))
			continue;
		nr_resources--;
		memmove(&resources[i], &resources[i + 1],
			(nr_resources - i) * sizeof(resources[0]));
		return 0;
	}
	return -ENOENT;
}

/* devres_release_all() (7.3): the last first. */
void dc_mapping_release_managed(void)
{
	while (nr_resources) {
		struct managed *it = &resources[--nr_resources];

		it->release(&dc_kernel_device, it->data);
	}
}

/* The machine is set up: what is new of the device. */
void dc_mapping_reset(void)
{
	static struct device_dma_parameters parms;

	parms.min_align_mask = dc_machine.min_align_mask;
	dc_kernel_device = (struct device){
		.init_name = "model", .dma_mask = dc_device->dma_mask,
		.coherent_dma_mask = dc_device->coherent_dma_mask,
		.bus_dma_limit = dc_device->bus_dma_limit,
		.dma_skip_sync = dc_machine.coherent, .dma_parms = &parms,
	};
	nr_resources = nr_waiting = 0;
}

/* Before that, dma-debug takes memory. */
void dc_traffic_reset(void)
{
}

void dc_heap_reset(void)
{
	heap_used = 0;
}

/* drivers/iommu/dma-iommu.c: the model's, which bounces through the kernel's slots here. */

dma_addr_t iommu_dma_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	return dc_iommu_map_phys(dev, phys, size, dir, attrs);
}

void iommu_dma_unmap_phys(struct device *dev, dma_addr_t handle, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	dc_iommu_unmap_phys(handle, size, dir, attrs);
}

int iommu_dma_map_sg(struct device *dev, struct scatterlist *sg, int nents,
		     enum dma_data_direction dir, unsigned long attrs)
{
	return dc_iommu_map_sg(dev, sg, nents, dir, attrs);
}

void iommu_dma_unmap_sg(struct device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction dir, unsigned long attrs)
{
	dc_iommu_unmap_sg(sg, nents, dir, attrs);
}

void *iommu_dma_alloc(struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp,
		      unsigned long attrs)
{
	return dc_iommu_alloc(dev, size, handle, gfp, attrs);
}

void iommu_dma_free(struct device *dev, size_t size, void *cpu, dma_addr_t handle,
		    unsigned long attrs)
{
	dc_iommu_free(size, cpu, handle);
}

void iommu_dma_sync_single_for_cpu(struct device *dev, dma_addr_t handle, size_t size,
				   enum dma_data_direction dir)
{
	dc_iommu_sync(handle, size, dir, false);
}

void iommu_dma_sync_single_for_device(struct device *dev, dma_addr_t handle, size_t size,
				      enum dma_data_direction dir)
{
	dc_iommu_sync(handle, size, dir, true);
}

void iommu_dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sg, int nents,
			       enum dma_data_direction dir)
{
	for (int i = 0; i < nents; i++)
		dc_iommu_sync(sg[i].dma_address, sg[i].length, dir, false);
}

void iommu_dma_sync_sg_for_device(struct device *dev, struct scatterlist *sg, int nents,
				  enum dma_data_direction dir)
{
	for (int i = 0; i < nents; i++)
		dc_iommu_sync(sg[i].dma_address, sg[i].length, dir, true);
}

/* Nothing of these is compared: side.c does not call them with an IOMMU. */

int iommu_dma_mmap(struct device *dev, struct vm_area_struct *vma, void *cpu, dma_addr_t handle,
		   size_t size, unsigned long attrs)
{
	return -ENXIO;
}

int iommu_dma_get_sgtable(struct device *dev, struct sg_table *sgt, void *cpu, dma_addr_t handle,
			  size_t size, unsigned long attrs)
{
	return -ENXIO;
}

struct sg_table *iommu_dma_alloc_noncontiguous(struct device *dev, size_t size,
					       enum dma_data_direction dir, gfp_t gfp,
					       unsigned long attrs)
{
	return NULL;
}

void iommu_dma_free_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt,
				  enum dma_data_direction dir)
{
}

void *iommu_dma_vmap_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt)
{
	return NULL;
}

int iommu_dma_mmap_noncontiguous(struct device *dev, struct vm_area_struct *vma, size_t size,
				 struct sg_table *sgt)
{
	return -ENXIO;
}

unsigned long iommu_dma_get_merge_boundary(struct device *dev)
{
	return 0;
}

size_t iommu_dma_opt_mapping_size(void)
{
	return SIZE_MAX;
}

size_t iommu_dma_max_mapping_size(struct device *dev)
{
	return SIZE_MAX;
}

/* What the model's IOMMU asks of the core. */

phys_addr_t dc_swiotlb_tbl_map_single(struct device *dev, phys_addr_t orig, size_t size,
				      size_t align_mask, unsigned long *attrs)
{
	/* The direction makes no difference at map. */
	return swiotlb_tbl_map_single(&dc_kernel_device, orig, size, align_mask, DMA_BIDIRECTIONAL,
				      attrs);
}

void dc_swiotlb_tbl_unmap_single(phys_addr_t phys, size_t size, enum dma_data_direction dir,
				 unsigned long attrs)
{
	swiotlb_tbl_unmap_single(&dc_kernel_device, phys, size, dir, attrs);
}

void dc_swiotlb_sync_for_device(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	swiotlb_sync_single_for_device(&dc_kernel_device, phys, size, dir);
}

void dc_swiotlb_sync_for_cpu(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	swiotlb_sync_single_for_cpu(&dc_kernel_device, phys, size, dir);
}

struct page *dc_pool_alloc(struct device *dev, size_t size, void **cpu, gfp_t gfp,
			   unsigned long attrs)
{
	return dma_alloc_from_pool(&dc_kernel_device, size, cpu, gfp, attrs, NULL);
}

bool dc_pool_free(void *cpu, size_t size)
{
	return dma_free_from_pool(&dc_kernel_device, cpu, size);
}

bool dc_kmalloc_needs_bounce(size_t size, enum dma_data_direction dir)
{
	return dma_kmalloc_needs_bounce(&dc_kernel_device, size, dir);
}

void dc_sync_for_device(phys_addr_t phys, size_t size)
{
	arch_sync_dma_for_device(phys, size, DMA_BIDIRECTIONAL);
}

void dc_sync_for_cpu(phys_addr_t phys, size_t size, enum dma_data_direction dir)
{
	arch_sync_dma_for_cpu(phys, size, dir);
}

pgprot_t dc_pgprot(pgprot_t prot, unsigned long attrs)
{
	return dma_pgprot(&dc_kernel_device, prot, attrs);
}

void *dc_remap(struct page *page, unsigned int nr, pgprot_t prot)
{
	return dma_common_contiguous_remap(page, nr * PAGE_SIZE, prot, NULL);
}
