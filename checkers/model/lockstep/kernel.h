/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel's DMA core takes for granted of the rest of the kernel, beyond the headers that
 * the model has for drivers.  Included before each of its files; headers that nobody here has are
 * empty.
 *
 * Options of the configuration are the machine's properties, except where the kernel asks for them
 * by #ifdef: those are the build's (DC_LOCKSTEP_REMAP).
 */
#ifndef DC_LOCKSTEP_KERNEL_H
#define DC_LOCKSTEP_KERNEL_H

#include <linux/cc_platform.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/set_memory.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "inject.h"
#include "machine.h"

/* Options */

#undef IS_ENABLED
#define IS_ENABLED(option)	dc_is_##option
#define dc_is_CONFIG_ARCH_DMA_ADDR_T_64BIT	true
#define dc_is_CONFIG_ARCH_DMA_DEFAULT_COHERENT	false
#define dc_is_CONFIG_ARCH_HAS_DMA_ALLOC		false
#define dc_is_CONFIG_ARCH_HAS_DMA_CLEAR_UNCACHED dc_machine.set_uncached
#define dc_is_CONFIG_ARCH_HAS_DMA_SET_UNCACHED	dc_machine.set_uncached
#define dc_is_CONFIG_DMA_API_DEBUG		true
#define dc_is_CONFIG_DMA_BOUNCE_UNALIGNED_KMALLOC dc_machine.kmalloc_bounce
#define dc_is_CONFIG_DMA_COHERENT_POOL		true
#define dc_is_CONFIG_DMA_DIRECT_REMAP		dc_machine.remap
#define dc_is_CONFIG_DMA_GLOBAL_POOL		dc_machine.global_pool
#define dc_is_CONFIG_DMA_NONCOHERENT_MMAP	true
#define dc_is_CONFIG_DMA_OPS_BYPASS		false
#define dc_is_CONFIG_ZONE_DMA			true
#define dc_is_CONFIG_ZONE_DMA32			true

#define CONFIG_MMU				1
#define CONFIG_DMA_NEED_SYNC			1
#define CONFIG_ARCH_HAS_SYNC_DMA_FOR_DEVICE	1
#define CONFIG_ARCH_HAS_SYNC_DMA_FOR_CPU	1
#define CONFIG_ARCH_HAS_DMA_PREP_COHERENT	1
#define CONFIG_ARCH_HAS_FORCE_DMA_UNENCRYPTED	1
#define CONFIG_DMA_DECLARE_COHERENT		1
#define CONFIG_DMA_GLOBAL_POOL			1
#define CONFIG_DMA_RESTRICTED_POOL		1
#define CONFIG_SWIOTLB_DYNAMIC			1
#define CONFIG_SWIOTLB_DEFAULT_SIZE_MB		64
#ifdef DC_LOCKSTEP_REMAP
#define CONFIG_DMA_DIRECT_REMAP			1
#define CONFIG_ARCH_HAS_DMA_WRITE_COMBINE	1
#endif

/* Words */

#define __ro_after_init
#define __read_mostly
#define __cacheline_group_begin(group)
#define __cacheline_group_end(group)
#define ____cacheline_aligned_in_smp
#define __acquires(lock)
#define __releases(lock)
#define __always_inline		inline __attribute__((always_inline))
#define __section(name)
#define early_param(name, function)	static void *dc_used_##function __maybe_unused = function
#define __setup(name, function)		early_param(name, function)
#define DC_INITCALL(function) \
	__attribute__((unused)) static int (*const dc_initcall_##function)(void) = function
#define core_initcall(function)		DC_INITCALL(function);
#define core_initcall_sync(function)	DC_INITCALL(function);
#define postcore_initcall(function)	DC_INITCALL(function);
#define late_initcall(function)		DC_INITCALL(function);
#define EXPORT_SYMBOL(symbol)
#define EXPORT_SYMBOL_GPL(symbol)
#define CREATE_TRACE_POINTS

/* Numbers */

#define U32_MAX		(~0u)
#define ULONG_MAX	(~0UL)
#define SIZE_MAX	(~(size_t)0)
#define U64_MAX		(~0ULL)
#define SZ_64K		0x10000
#define SZ_128K		0x20000
#define SZ_1M		0x100000
#define SZ_1G		0x40000000
#define GENMASK_ULL(h, l) ((~0ULL << (l)) & (~0ULL >> (63 - (h))))
#define INVALID_PHYS_ADDR (~(phys_addr_t)0)
#define L1_CACHE_SHIFT	6
/* Mappings that share a cache line are not modelled: lines are larger than what is aligned for. */
#define L1_CACHE_BYTES	128
#define SMP_CACHE_BYTES	64
/* The largest piece of an atomic pool, for the little memory that there is. */
#define MAX_PAGE_ORDER	5
#define MAX_ORDER_NR_PAGES (1UL << MAX_PAGE_ORDER)
#define GFP_ZONEMASK	(__GFP_DMA | __GFP_HIGHMEM | __GFP_DMA32 | __GFP_MOVABLE)
#define ARCH_LOW_ADDRESS_LIMIT 0xffffffffULL
#define VM_DMA_COHERENT	0x10UL
#define min_not_zero(a, b) \
	({ __typeof__(a) dc_a = (a); __typeof__(b) dc_b = (b); \
	   !dc_a ? dc_b : !dc_b ? dc_a : min(dc_a, dc_b); })
#define roundup(x, y)	((((x) + (y) - 1) / (y)) * (y))
#define array_size(a, b) ((a) * (b))
#define is_power_of_2(n) ((n) && !((n) & ((n) - 1)))
#define __phys_to_pfn(phys) PHYS_PFN(phys)

static inline unsigned long roundup_pow_of_two(unsigned long n)
{
	unsigned long power = 1;

	while (power < n)
		power *= 2;
	return power;
}

static inline int fls64(u64 x)
{
	return x ? 64 - __builtin_clzll(x) : 0;
}

/* One CPU, no interrupts */

typedef int spinlock_t;
typedef int rwlock_t;
typedef struct { long counter; } atomic_long_t;
#define DEFINE_SPINLOCK(name)		spinlock_t name
#define DEFINE_RWLOCK(name)		rwlock_t name
#define __SPIN_LOCK_UNLOCKED(name)	0
#define spin_lock_init(lock)		((void)(lock))
#define spin_lock(lock)			((void)(lock))
#define spin_unlock(lock)		((void)(lock))
#define spin_lock_irqsave(lock, flags)		((void)(lock), (flags) = 0)
#define spin_unlock_irqrestore(lock, flags)	((void)(lock), (void)(flags))
#define read_lock_irqsave(lock, flags)		spin_lock_irqsave(lock, flags)
#define read_unlock_irqrestore(lock, flags)	spin_unlock_irqrestore(lock, flags)
#define write_lock_irqsave(lock, flags)		spin_lock_irqsave(lock, flags)
#define write_unlock_irqrestore(lock, flags)	spin_unlock_irqrestore(lock, flags)
#define local_irq_save(flags)		((flags) = 0)
#define local_irq_restore(flags)	((void)(flags))
#define rcu_read_lock()			((void)0)
#define rcu_read_unlock()		((void)0)
#define smp_mb()			barrier()
#define smp_rmb()			barrier()
#define irqs_disabled()			false
#define raw_smp_processor_id()		0
#define num_possible_cpus()		1
#define cond_resched()			((void)0)

/* Lists */

#define LIST_HEAD_INIT(name)	{ &(name), &(name) }
#define LIST_HEAD(name)		struct list_head name = LIST_HEAD_INIT(name)
#define INIT_LIST_HEAD_RCU(list) INIT_LIST_HEAD(list)
#define list_entry(ptr, type, member) container_of(ptr, type, member)
#define list_for_each_entry(at, list, member) \
	for (at = list_entry((list)->next, __typeof__(*at), member); &at->member != (list); \
	     at = list_entry(at->member.next, __typeof__(*at), member))
#define list_for_each_entry_rcu(at, list, member) list_for_each_entry(at, list, member)

static inline void INIT_LIST_HEAD(struct list_head *list)
{
	list->next = list->prev = list;
}

static inline void list_add(struct list_head *entry, struct list_head *list)
{
	entry->next = list->next;
	entry->prev = list;
	list->next->prev = entry;
	list->next = entry;
}

static inline void list_add_tail(struct list_head *entry, struct list_head *list)
{
	list_add(entry, list->prev);
}

static inline void list_del(struct list_head *entry)
{
	entry->next->prev = entry->prev;
	entry->prev->next = entry->next;
}

#define list_add_rcu(entry, list)	list_add(entry, list)
#define list_del_rcu(entry)		list_del(entry)

/* Work: glue.c runs it between two calls of the API */

struct work_struct {
	void (*function)(struct work_struct *work);
	bool is_pending;
};

struct rcu_work {
	struct work_struct work;
};

#define __WORK_INITIALIZER(name, f)	{ .function = (f) }
#define INIT_WORK(w, f)			(*(w) = (struct work_struct)__WORK_INITIALIZER(w, f))
#define INIT_RCU_WORK(w, f)		INIT_WORK(&(w)->work, f)
#define to_rcu_work(w)			container_of(w, struct rcu_work, work)
#define system_wq			0
#define queue_rcu_work(queue, w)	dc_queue_after_call(&(w)->work)

void schedule_work(struct work_struct *work);
void dc_queue_after_call(struct work_struct *work);

/* Memory */

extern unsigned long max_pfn, min_low_pfn;
extern void *high_memory;

#define ZONE_DMA	0
#define ZONE_DMA32	1
#define ZONE_NORMAL	2

struct vm_struct {
	unsigned long flags;
	struct page **pages;
	unsigned int nr_pages;
};

bool dc_is_highmem(phys_addr_t phys);
struct page *dc_buddy_alloc(gfp_t gfp, unsigned int order);
void dc_buddy_free(struct page *page, unsigned int order);
void *dc_heap_alloc(size_t size);
void *dc_pool_descriptor(size_t size);
void dc_heap_free(const void *object);
void dc_heap_free_pages(unsigned long address, unsigned int order);
bool has_managed_zone(int zone);
void *dc_view_of(struct page **pages, unsigned int nr, unsigned long flags, pgprot_t prot);
struct vm_struct *find_vm_area(const void *address);
struct vm_struct *task_stack_vm_area(const void *task);

/* The core's own memory is not that of drivers; what it keeps its books in is not counted. */
#define alloc_pages(gfp, order)			dc_buddy_alloc(gfp, order)
#undef alloc_pages_node
#define alloc_pages_node(node, gfp, order)	((void)(node), dc_buddy_alloc(gfp, order))
#define __free_pages(page, order)		dc_buddy_free(page, order)
#define __get_free_pages(gfp, order)		((unsigned long)dc_heap_alloc(PAGE_SIZE << (order)))
#define get_zeroed_page(gfp)			((unsigned long)dc_heap_alloc(PAGE_SIZE))
#define free_pages				dc_heap_free_pages
#undef kzalloc
/* Of a further pool of slots, of which the model has no more than that. */
#define kzalloc(size, gfp)			dc_pool_descriptor(size)
#undef kzalloc_obj
#define kzalloc_obj(object, ...) \
	((__typeof__(object) *)dc_heap_alloc(sizeof(object)))
#undef kzalloc_objs
#define kzalloc_objs(object, n, ...) \
	((__typeof__(object) *)dc_heap_alloc((n) * sizeof(object)))
#define kvmalloc_objs(object, n, ...)		kzalloc_objs(object, n)
#define kfree(object)				dc_heap_free(object)
#define kvfree(object)				dc_heap_free(object)
#define vmap(pages, nr, flags, prot)		dc_view_of(pages, nr, flags, prot)
#define memblock_alloc(size, align)		dc_heap_alloc(size)
#define memblock_alloc_low(size, align)		dc_heap_alloc(size)
#define memblock_free(object, size)		dc_heap_free(object)
#define memblock_phys_free(phys, size)		((void)(phys))
#define has_managed_dma()			has_managed_zone(ZONE_DMA)
#define totalram_pages()			0UL
#define PhysHighMem(phys)			dc_is_highmem(phys)
#define PageReserved(page)			is_zone_device_page(page)
#define kmalloc_size_roundup(size)		dc_kmalloc_bucket(size)
#define memcpy_from_page(to, page, offset, size) \
	memcpy(to, (char *)kmap_local_page(page) + (offset), size)
#define memcpy_to_page(page, offset, from, size) \
	memcpy((char *)kmap_local_page(page) + (offset), from, size)
#define walk_system_ram_range(start, nr, data, function) 0

/* mm/slab_common.c: kmalloc_size_roundup() (7.3), of the sizes that matter. */
static inline size_t dc_kmalloc_bucket(size_t size)
{
	if (size > 64 && size <= 96)
		return 96;
	if (size > 128 && size <= 192)
		return 192;
	return size <= 8 ? 8 : roundup_pow_of_two(size);
}

#define ARCH_HAS_DMA_MINALIGN
#undef ARCH_DMA_MINALIGN
#define ARCH_DMA_MINALIGN	64

/* Mappings of memory */

#define vma_start_pgoff(vma)	((vma)->vm_pgoff)
#define vma_end_pgoff(vma)	((vma)->vm_pgoff + vma_pages(vma))
#define dma_addr_encrypted(addr)	((addr) | dc_machine.enc_bit)
#define dma_addr_unencrypted(addr)	((addr) | dc_machine.unenc_bit)
#define dma_addr_canonical(addr)	((addr) & ~(dc_machine.enc_bit | dc_machine.unenc_bit))

/* Devices */

#define dev_name(dev)			((dev)->init_name)
#define dev_driver_string(dev)		"driver"
#define dev_WARN_ONCE(dev, condition, ...) ((void)(dev), WARN_ON(condition))
#define pr_err_once(...)		printk(__VA_ARGS__)
#define dev_dma_coherent(dev)		((void)(dev), dc_machine.coherent)
#define dev_dma_iommu(dev)		((void)(dev), dc_machine.iommu)
#define dev_dma_ops_bypass(dev)		((void)(dev), false)
#define dev_dma_skip_sync(dev)		((dev)->dma_skip_sync)
#define dev_clear_dma_skip_sync(dev)	((dev)->dma_skip_sync = false)
#define dev_set_dma_skip_sync(dev)	((dev)->dma_skip_sync = true)
#define dev_assign_dma_skip_sync(dev, v) ((dev)->dma_skip_sync = (v))

struct notifier_block {
	int (*notifier_call)(struct notifier_block *nb, unsigned long action, void *data);
};

#define BUS_NOTIFY_UNBOUND_DRIVER	1
#define bus_register_notifier(bus, nb)	((void)(bus), (void)(nb))

void *devres_alloc(void (*release)(struct device *, void *), size_t size, gfp_t gfp);
void devres_free(void *res);
void devres_add(struct device *dev, void *res);
int devres_destroy(struct device *dev, void (*release)(struct device *, void *),
		   int (*match)(struct device *, void *, void *), void *match_data);

struct reserved_mem;
struct reserved_mem_ops {
	int (*node_init)(unsigned long node, struct reserved_mem *rmem);
	int (*device_init)(struct reserved_mem *rmem, struct device *dev);
	void (*device_release)(struct reserved_mem *rmem, struct device *dev);
};

struct reserved_mem {
	const char *name;
	phys_addr_t base, size;
	void *priv;
};

#define RESERVEDMEM_OF_DECLARE(name, compatible, ops) \
	__attribute__((unused)) static const void *const dc_reserved_##name = ops
#define of_get_flat_dt_prop(node, name, size)	NULL

/* Peer-to-peer pages go through the host bridge here. */
enum pci_p2pdma_map_type {
	PCI_P2PDMA_MAP_UNKNOWN, PCI_P2PDMA_MAP_NOT_SUPPORTED, PCI_P2PDMA_MAP_BUS_ADDR,
	PCI_P2PDMA_MAP_THRU_HOST_BRIDGE, PCI_P2PDMA_MAP_NONE,
};

struct pci_p2pdma_map_state {
	void *mem;
};

#define pci_p2pdma_state(state, dev, page) \
	(is_zone_device_page(page) ? PCI_P2PDMA_MAP_THRU_HOST_BRIDGE : PCI_P2PDMA_MAP_NONE)
#define pci_p2pdma_bus_addr_map(mem, phys)	(phys)
#define sg_dma_is_bus_address(sg)		((sg)->dma_flags & SG_DMA_BUS_ADDRESS)
#define sg_dma_mark_bus_address(sg)		((sg)->dma_flags |= SG_DMA_BUS_ADDRESS)
#define sg_dma_unmark_bus_address(sg)		((sg)->dma_flags &= ~SG_DMA_BUS_ADDRESS)
#define iommu_is_span_boundary(index, nr, shift, size) \
	(((index) + (shift)) % (size) + (nr) > (size))

/* lib/genalloc.c: first fit, aligned to the order of the size, in the order of the pieces. */

struct gen_pool_chunk {
	phys_addr_t phys_addr;
	unsigned long start_addr, end_addr;	/* the last byte */
	u32 used;				/* one bit a page */
};

enum { DC_MAX_CHUNKS = 4 };

struct gen_pool {
	struct gen_pool_chunk chunks[DC_MAX_CHUNKS];
	unsigned int nr;
};

struct gen_pool *gen_pool_create(int order, int node);
void gen_pool_destroy(struct gen_pool *pool);
int gen_pool_add_virt(struct gen_pool *pool, unsigned long virt, phys_addr_t phys, size_t size,
		      int node);
unsigned long gen_pool_alloc(struct gen_pool *pool, size_t size);
void gen_pool_free(struct gen_pool *pool, unsigned long address, size_t size);
phys_addr_t gen_pool_virt_to_phys(struct gen_pool *pool, unsigned long address);
bool gen_pool_has_addr(struct gen_pool *pool, unsigned long start, size_t size);
size_t gen_pool_avail(struct gen_pool *pool);
size_t gen_pool_size(struct gen_pool *pool);
void gen_pool_for_each_chunk(struct gen_pool *pool,
			     void (*function)(struct gen_pool *, struct gen_pool_chunk *, void *),
			     void *data);

#define gen_pool_set_algo(pool, algorithm, data)	((void)(pool))

/* lib/radix-tree.c: of the cache lines that are mapped. */

#define RADIX_TREE_MAX_TAGS	3
struct dc_radix_tree;
#define RADIX_TREE(name, gfp)	struct dc_radix_tree *name __maybe_unused
#define radix_tree_insert(tree, i, item)	dc_radix_insert(i, item)
#define radix_tree_lookup(tree, i)		dc_radix_lookup(i)
#define radix_tree_delete(tree, i)		dc_radix_delete(i)
#define radix_tree_tag_get(tree, i, tag)	dc_radix_tag(i, tag, -1)
#define radix_tree_tag_set(tree, i, tag)	dc_radix_tag(i, tag, 1)
#define radix_tree_tag_clear(tree, i, tag)	dc_radix_tag(i, tag, 0)

int dc_radix_insert(phys_addr_t i, void *item);
void *dc_radix_lookup(phys_addr_t i);
void dc_radix_delete(phys_addr_t i);
int dc_radix_tag(phys_addr_t i, int tag, int set);

/* What is not looked at */

#define kmsan_handle_dma(...)		((void)0)
#define kmsan_handle_dma_sg(...)	((void)0)
#define kmsan_unpoison_memory(...)	((void)0)
#define debugfs_create_dir(...)		NULL
#define debugfs_create_ulong(...)	((void)0)
#define debugfs_create_bool(...)	((void)0)
#define debugfs_create_u32(...)		((void)0)
#define debugfs_create_file(...)	((void)0)
#define DEFINE_SHOW_ATTRIBUTE(name)	static const struct file_operations name##_fops
#define simple_strtoul(text, end, base)	strtoul(text, end, base)
#define memparse(text, end)		strtoul(text, end, 0)
#define copy_from_user(to, from, n)	0
#define simple_read_from_buffer(...)	0
#define scnprintf(...)			snprintf(__VA_ARGS__)
#define seq_printf(...)			((void)0)
#define get_option(text, number)	1
#define default_llseek			NULL
#define isdigit(c)			((c) >= '0' && (c) <= '9')
#define isalnum(c)			true
#define isspace(c)			((c) == ' ')
#define object_is_on_stack(address)	false
#define memory_intersects(...)		false
#define current				((struct { void *stack; } *)NULL)

struct seq_file;
struct dentry;
struct file_operations {
	ssize_t (*read)(struct file *, char *, size_t, loff_t *);
	ssize_t (*write)(struct file *, const char *, size_t, loff_t *);
	void *llseek;
};

int snprintf(char *buf, size_t size, const char *format, ...);
unsigned long strtoul(const char *text, char **end, int base);

#define trace_dma_map_phys(...)		((void)0)
#define trace_dma_unmap_phys(...)	((void)0)
#define trace_dma_map_sg(...)		((void)0)
#define trace_dma_map_sg_err(...)	((void)0)
#define trace_dma_unmap_sg(...)		((void)0)
#define trace_dma_alloc(...)		((void)0)
#define trace_dma_free(...)		((void)0)
#define trace_dma_alloc_pages(...)	((void)0)
#define trace_dma_free_pages(...)	((void)0)
#define trace_dma_alloc_sgt(...)	((void)0)
#define trace_dma_alloc_sgt_err(...)	((void)0)
#define trace_dma_free_sgt(...)		((void)0)
#define trace_dma_sync_single_for_cpu(...) ((void)0)
#define trace_dma_sync_single_for_device(...) ((void)0)
#define trace_dma_sync_sg_for_cpu(...)	((void)0)
#define trace_dma_sync_sg_for_device(...) ((void)0)
#define trace_swiotlb_bounced(...)	((void)0)

#endif
