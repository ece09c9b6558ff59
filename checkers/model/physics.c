/* SPDX-License-Identifier: GPL-2.0-only */
/* The physical world: frames of memory, keys, caches, views. */
#include "physics.h"

#include <linux/highmem.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "coherent.h"
#include "harm.h"
#include "inject.h"
#include "iommu.h"
#include "machine.h"

static const struct zone { phys_addr_t base; unsigned int first, nr; } zones[DC_NR_ZONES] = {
	[DC_DMA] = { DC_ZONE_DMA_BASE, 0, 32 },
	[DC_DMA32] = { DC_ZONE_DMA32_BASE, 32, 192 },
	[DC_NORMAL] = { DC_ZONE_NORMAL_BASE, 224, 192 },
	[DC_HIGHMEM] = { DC_HIGHMEM_BASE, 416, 16 },
	[DC_P2P] = { DC_P2P_BASE, 432, 16 },
};

enum { NR_FRAMES = 448, NR_MMIO_PAGES = 64, NR_VIEW_PAGES = 2048, NR_VIEWS = 256, MAX_VIEW = 64 };

struct frame {
	u8 owner, zone;
	bool decrypted, asked;
	u16 nr;			/* pages of the allocation that starts here, 0 inside of one */
	u32 kmalloc_size;
};

struct view {
	bool used, wrong, device;
	u16 slot, nr;
	pgprot_t prot;
	u16 frames[MAX_VIEW];
};

static struct frame frames[NR_FRAMES];
static unsigned int next_fit[DC_NR_ZONES];
static struct view views[NR_VIEWS];
static bool slot_used[NR_VIEW_PAGES];
static unsigned int next_slot, nr_views;

static int memory_fd;
static u8 *ram;			/* what the CPU sees through the linear map */
static u8 *dram;		/* what a device sees that does not snoop */
static struct page *mem_map;	/* never touched: an address stands for the page */
static u8 *view_space;

static void *reserve(size_t size)
{
	void *space =
		mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (space == MAP_FAILED)
		abort();
	return space;
}

static void set_up_memory(void)
{
	size_t size = 2 * NR_FRAMES * PAGE_SIZE;

	memory_fd = memfd_create("memory", MFD_CLOEXEC);
	if (memory_fd < 0 || ftruncate(memory_fd, size))
		abort();
	ram = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory_fd, 0);
	if (ram == MAP_FAILED)
		abort();
	dram = ram + NR_FRAMES * PAGE_SIZE;
	mem_map = reserve(NR_FRAMES * sizeof(struct page));
	view_space = reserve(NR_VIEW_PAGES * PAGE_SIZE);
}

void dc_physics_reset(void)
{
	if (!ram)
		set_up_memory();
	for (unsigned int i = 0; nr_views && i < NR_VIEWS; i++)
		if (views[i].used)
			dc_view_unmap(view_space + views[i].slot * PAGE_SIZE);
	memset(frames, 0, sizeof(frames));
	for (unsigned int zone = 0; zone < DC_NR_ZONES; zone++) {
		next_fit[zone] = 0;
		for (unsigned int i = 0; i < zones[zone].nr; i++)
			frames[zones[zone].first + i] = (struct frame){
				.zone = zone,
				.owner = zone == DC_P2P ? DC_OWNER_DEVICE : DC_OWNER_NONE,
			};
	}
}

static unsigned int frame_of(const struct page *page)
{
	size_t offset = (const u8 *)page - (const u8 *)mem_map;

	if ((const u8 *)page < (const u8 *)mem_map || offset >= NR_FRAMES * sizeof(*page) ||
	    offset % sizeof(*page))
		dc_harm_fault("not a struct page");
	return offset / sizeof(*page);
}

static int frame_at(phys_addr_t phys)
{
	for (unsigned int zone = 0; zone < DC_NR_ZONES; zone++) {
		u64 i = (phys - zones[zone].base) >> PAGE_SHIFT;

		if (phys >= zones[zone].base && i < zones[zone].nr)
			return zones[zone].first + i;
	}
	return -1;
}

static unsigned int ram_frame(phys_addr_t phys)
{
	int frame = frame_at(phys);

	if (frame < 0 || frames[frame].zone == DC_P2P)
		dc_harm_fault("no memory behind a physical address");
	return frame;
}

static u8 peer;			/* a register, the same everywhere */

/* What has been in use since the last time. */
static bool is_dirty[NR_FRAMES];

void dc_physics_clear(void)
{
	for (unsigned int i = 0; i < NR_FRAMES; i++) {
		if (!is_dirty[i])
			continue;
		memset(ram + i * PAGE_SIZE, 0, PAGE_SIZE);
		memset(dram + i * PAGE_SIZE, 0, PAGE_SIZE);
		is_dirty[i] = false;
	}
	peer = 0;
}

static u8 key_of_machine(void)
{
	return dc_enc_any() ? 0xa5 : 0;
}

/* Pages. */

static bool is_free(unsigned int first, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		if (frames[first + i].owner != DC_OWNER_NONE)
			return false;
	return true;
}

static struct page *take(unsigned int first, unsigned int nr, enum dc_owner owner)
{
	for (unsigned int i = 0; i < nr; i++) {
		is_dirty[first + i] = true;
		frames[first + i].owner = owner;
		frames[first + i].nr = 0;
		frames[first + i].kmalloc_size = 0;
		frames[first + i].asked = frames[first + i].decrypted;
	}
	frames[first].nr = nr;
	return &mem_map[first];
}

struct page *dc_pages_get(enum dc_zone zone, unsigned int nr, enum dc_owner owner)
{
	const struct zone *z = &zones[zone];
	unsigned int step = 1u << get_order(nr * PAGE_SIZE);

	if (nr > z->nr || dc_inject(DC_INJECT_PAGES))
		return NULL;
	for (unsigned int tried = 0; tried < z->nr; tried += step) {
		unsigned int i = next_fit[zone] & ~(step - 1);

		next_fit[zone] = i + step < z->nr ? i + step : 0;
		if (i + nr <= z->nr && is_free(z->first + i, nr))
			return take(z->first + i, nr, owner);
	}
	return NULL;
}

void dc_pages_put(struct page *page, unsigned int nr)
{
	unsigned int first = frame_of(page);

	for (unsigned int i = 0; i < nr; i++) {
		struct frame *frame = &frames[frame_of(page + i)];

		if (frame->owner == DC_OWNER_NONE)
			dc_harm_fault("page freed twice");
		if (frame->decrypted)
			dc_hurt(DC_HURT_EXPOSED, "shared page given to its next owner");
		frame->owner = DC_OWNER_NONE;
	}
	frames[first].nr = 0;
}

void dc_pages_lose(struct page *page, unsigned int nr)
{
	take(frame_of(page), nr, DC_OWNER_LOST);
}

enum dc_owner dc_page_owner(const struct page *page)
{
	return frames[frame_of(page)].owner;
}

enum dc_zone dc_page_zone(const struct page *page)
{
	return frames[frame_of(page)].zone;
}

bool dc_page_decrypted(const struct page *page)
{
	return frames[frame_of(page)].decrypted;
}

unsigned int dc_pages_of(const struct page *page)
{
	return frames[frame_of(page)].nr;
}

unsigned int dc_pages_count(enum dc_owner owner)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < NR_FRAMES; i++)
		nr += frames[i].owner == owner;
	return nr;
}

unsigned int dc_pages_exposed(void)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < NR_FRAMES; i++)
		nr += frames[i].owner == DC_OWNER_NONE && frames[i].decrypted;
	return nr;
}

void dc_kmalloc_note(struct page *page, size_t size)
{
	frames[frame_of(page)].kmalloc_size = size;
}

size_t dc_kmalloc_size(phys_addr_t phys)
{
	int frame = frame_at(phys);

	return frame < 0 ? 0 : frames[frame].kmalloc_size;
}

void dc_pages_convert(struct page *page, unsigned int nr, bool decrypted)
{
	u8 key = key_of_machine();

	for (unsigned int i = 0; i < nr && key; i++) {
		unsigned int frame = frame_of(page + i);

		if (frames[frame].decrypted == decrypted)
			continue;
		frames[frame].decrypted = decrypted;
		/* The first bytes stand for all: who looks at old data finds garbage. */
		for (size_t at = frame * PAGE_SIZE; at < frame * PAGE_SIZE + 64; at++) {
			ram[at] ^= key;
			dram[at] ^= key;
		}
	}
}

void dc_pages_ask(struct page *page, unsigned int nr, bool decrypted)
{
	for (unsigned int i = 0; i < nr && dc_enc_any(); i++)
		frames[frame_of(page + i)].asked = decrypted;
}

bool dc_page_differs(const struct page *page)
{
	const struct frame *frame = &frames[frame_of(page)];

	return frame->asked != frame->decrypted;
}

/* Names of memory: include/linux/mm.h, arch/x86/include/asm/page.h (7.3). */

struct page *dc_phys_page(phys_addr_t phys)
{
	int frame = frame_at(phys);

	return frame < 0 ? NULL : &mem_map[frame];
}

bool dc_phys_is_ram(phys_addr_t phys)
{
	int frame = frame_at(phys);

	return frame >= 0 && frames[frame].zone != DC_P2P;
}

bool dc_phys_is_mmio(phys_addr_t phys)
{
	int frame = frame_at(phys);

	if (frame >= 0)
		return frames[frame].zone == DC_P2P;
	return phys >= DC_MMIO_BASE && phys < DC_MMIO_BASE + NR_MMIO_PAGES * PAGE_SIZE;
}

phys_addr_t page_to_phys(const struct page *page)
{
	unsigned int frame = frame_of(page);
	const struct zone *zone = &zones[frames[frame].zone];

	return zone->base + (frame - zone->first) * PAGE_SIZE;
}

struct page *phys_to_page(phys_addr_t phys)
{
	struct page *page = dc_phys_page(phys);

	if (!page)
		dc_harm_fault("no struct page for a physical address");
	return page;
}

bool pfn_valid(unsigned long pfn)
{
	return dc_phys_page(PFN_PHYS(pfn));
}

bool is_zone_device_page(const struct page *page)
{
	return dc_page_zone(page) == DC_P2P;
}

bool PageHighMem(const struct page *page)
{
	return dc_page_zone(page) == DC_HIGHMEM;
}

void *page_address(const struct page *page)
{
	unsigned int frame = frame_of(page);

	return frames[frame].zone == DC_HIGHMEM ? NULL : ram + frame * PAGE_SIZE;
}

bool virt_addr_valid(const void *address)
{
	const u8 *byte = address;

	return byte >= ram && byte < ram + NR_FRAMES * PAGE_SIZE &&
	       frames[(byte - ram) / PAGE_SIZE].zone != DC_HIGHMEM;
}

phys_addr_t virt_to_phys(const volatile void *address)
{
	const u8 *byte = (const u8 *)address;

	if (!virt_addr_valid(byte))
		dc_harm_fault("not an address of the linear map");
	return page_to_phys(&mem_map[(byte - ram) / PAGE_SIZE]) + (byte - ram) % PAGE_SIZE;
}

struct page *virt_to_page(const void *address)
{
	return phys_to_page(virt_to_phys(address));
}

/* Device memory has no place in the linear map: the pointer leads nowhere, or is a cached alias. */
void *phys_to_virt(phys_addr_t phys)
{
	struct page *page = dc_phys_page(phys);

	if (dc_phys_is_mmio(phys))
		dc_hurt(DC_HURT_CORRUPT, "cacheable view of device memory");
	if (!page || PageHighMem(page))
		return (u8 *)mem_map + (phys & ~PAGE_MASK);
	return (u8 *)page_address(page) + (phys & ~PAGE_MASK);
}

/* kernel/mm/highmem.c: kmap_local_page() (7.3). */
void *kmap_local_page(struct page *page)
{
	if (is_zone_device_page(page))
		dc_hurt(DC_HURT_CORRUPT, "cacheable view of device memory");
	return ram + frame_of(page) * PAGE_SIZE;
}

void kunmap_local(const void *address)
{
	(void)address;
}

/* Caches. */

static void copy_pages(u8 *to, const u8 *from, phys_addr_t phys, size_t size)
{
	while (size) {
		size_t offset = phys & ~PAGE_MASK, n = min(size, PAGE_SIZE - offset);
		size_t at = ram_frame(phys) * PAGE_SIZE + offset;

		memcpy(to + at, from + at, n);
		phys += n;
		size -= n;
	}
}

void dc_cache_clean(phys_addr_t phys, size_t size)
{
	copy_pages(dram, ram, phys, size);
}

void dc_cache_invalidate(phys_addr_t phys, size_t size)
{
	copy_pages(ram, dram, phys, size);
}

/* The CPU. */

void dc_cpu_copy(phys_addr_t to, phys_addr_t from, size_t size)
{
	while (size) {
		size_t n = min(size, PAGE_SIZE - max(to & ~PAGE_MASK, from & ~PAGE_MASK));

		memmove(ram + ram_frame(to) * PAGE_SIZE + (to & ~PAGE_MASK),
			ram + ram_frame(from) * PAGE_SIZE + (from & ~PAGE_MASK), n);
		to += n;
		from += n;
		size -= n;
	}
}

u8 dc_cpu_read(phys_addr_t phys)
{
	return ram[ram_frame(phys) * PAGE_SIZE + (phys & ~PAGE_MASK)];
}

void dc_cpu_write(phys_addr_t phys, u8 value)
{
	ram[ram_frame(phys) * PAGE_SIZE + (phys & ~PAGE_MASK)] = value;
}

/* The device and the host. */

/* What a device that sees no plain private memory reads, or one that has the key. */
static bool reads_private(dma_addr_t addr, phys_addr_t phys)
{
	int frame = frame_at(phys);

	if (dc_machine.enc_guest && !dc_machine.trusted)
		return false;
	if (dc_machine.enc_bit)
		return addr & dc_machine.enc_bit;
	if (dc_machine.unenc_bit)
		return !(addr & dc_machine.unenc_bit);
	return frame >= 0 && !frames[frame].decrypted;
}

bool dc_device_resolves(dma_addr_t addr, phys_addr_t *phys, bool *private)
{
	u64 reach = max(dc_machine.dma_mask, dc_machine.coherent_dma_mask);

	*private = true;
	if (addr > dc_reach(reach, dc_machine.bus_limit))
		return false;
	*phys = dc_dma_to_phys(addr);
	/* Memory of the device's own is not behind the IOMMU. */
	if (dc_machine.iommu && !dc_coherent_holds(*phys))
		return dc_iommu_translate(addr, phys);
	*private = reads_private(addr, *phys);
	return true;
}

/* The byte where the device finds it, and the key between that byte and what it reads. */
static u8 *device_byte(phys_addr_t phys, bool private, u8 *key)
{
	int frame = frame_at(phys);

	*key = 0;
	if (dc_phys_is_mmio(phys))
		return &peer;
	if (frame < 0)
		return NULL;
	if (frames[frame].decrypted == private)
		*key = key_of_machine();
	return (dc_machine.coherent ? ram : dram) + frame * PAGE_SIZE + (phys & ~PAGE_MASK);
}

bool dc_device_read(dma_addr_t addr, u8 *value)
{
	phys_addr_t phys;
	bool private;
	u8 *byte, key;

	if (!dc_device_resolves(addr, &phys, &private))
		return false;
	byte = device_byte(phys, private, &key);
	if (byte)
		*value = *byte ^ key;
	return byte;
}

bool dc_device_write(dma_addr_t addr, u8 value)
{
	phys_addr_t phys;
	bool private;
	u8 *byte, key;

	if (!dc_device_resolves(addr, &phys, &private))
		return false;
	byte = device_byte(phys, private, &key);
	if (byte)
		*byte = value ^ key;
	return byte;
}

u8 dc_host_read(phys_addr_t phys)
{
	return dc_cpu_read(phys) ^ (frames[ram_frame(phys)].decrypted ? 0 : key_of_machine());
}

/* Views. */

static bool is_wrong(unsigned int frame, pgprot_t prot)
{
	bool encrypted = pgprot_val(prot) & DC_PROT_ENCRYPTED;

	return dc_enc_any() && frames[frame].zone != DC_P2P && encrypted == frames[frame].decrypted;
}

static void check_frame(unsigned int frame, pgprot_t prot)
{
	if (is_wrong(frame, prot))
		dc_hurt(DC_HURT_CORRUPT, "CPU view with the wrong encryption");
	if (frames[frame].zone == DC_P2P && !(pgprot_val(prot) & DC_PROT_UNCACHED))
		dc_hurt(DC_HURT_CORRUPT, "cacheable view of device memory");
}

void dc_view_check(struct page *page, pgprot_t prot)
{
	check_frame(frame_of(page), prot);
}

static int find_slots(unsigned int nr)
{
	for (unsigned int tried = 0; tried < NR_VIEW_PAGES; tried++) {
		unsigned int i = 0;

		/* A page stays empty behind each view: running over its end is noticed. */
		if (next_slot + nr + 1 > NR_VIEW_PAGES)
			next_slot = 0;
		while (i <= nr && !slot_used[next_slot + i])
			i++;
		if (i > nr)
			return next_slot;
		next_slot++;
	}
	return -1;
}

static struct view *new_view(unsigned int nr)
{
	int slot = nr <= MAX_VIEW ? find_slots(nr) : -1;

	if (slot < 0 || dc_inject(DC_INJECT_VMAP))
		return NULL;
	for (unsigned int i = 0; i < NR_VIEWS; i++) {
		struct view *view = &views[i];

		if (view->used)
			continue;
		*view = (struct view){ .used = true, .slot = slot, .nr = nr };
		memset(&slot_used[slot], true, nr);
		next_slot = slot + nr + 1;
		nr_views++;
		return view;
	}
	return NULL;
}

/* One system call for each run of frames that lie side by side. */
static void enter_frames(const struct view *view, size_t half)
{
	u8 *at = view_space + view->slot * PAGE_SIZE;

	for (unsigned int i = 0, n; i < view->nr; i += n) {
		for (n = 1; i + n < view->nr && view->frames[i + n] == view->frames[i] + n; n++)
			;
		if (mmap(at + i * PAGE_SIZE, n * PAGE_SIZE, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_FIXED, memory_fd,
			 half + view->frames[i] * PAGE_SIZE) == MAP_FAILED)
			abort();
	}
}

static struct view *view_of_pages(struct page **pages, unsigned int nr, pgprot_t prot)
{
	struct view *view = new_view(nr);

	if (!view)
		return NULL;
	view->prot = prot;
	for (unsigned int i = 0; i < nr; i++)
		view->frames[i] = frame_of(pages[i]);
	return view;
}

static void *open_view(const struct view *view)
{
	bool uncached = !dc_machine.coherent && (pgprot_val(view->prot) & DC_PROT_UNCACHED);

	if (!view->wrong)
		enter_frames(view, uncached ? NR_FRAMES * PAGE_SIZE : 0);
	return view_space + view->slot * PAGE_SIZE;
}

void *dc_view_map_early(struct page **pages, unsigned int nr, pgprot_t prot)
{
	struct view *view = view_of_pages(pages, nr, prot);

	return view ? open_view(view) : NULL;
}

void *dc_view_map(struct page **pages, unsigned int nr, pgprot_t prot)
{
	struct view *view = view_of_pages(pages, nr, prot);

	if (!view)
		return NULL;
	for (unsigned int i = 0; i < nr; i++) {
		view->wrong |= is_wrong(view->frames[i], prot);
		check_frame(view->frames[i], prot);
	}
	return open_view(view);
}

/* Registers: bytes of their own. */
void *dc_view_map_device(unsigned int nr)
{
	struct view *view = new_view(nr);
	u8 *at;

	if (!view)
		return NULL;
	view->device = true;
	at = view_space + view->slot * PAGE_SIZE;
	if (mprotect(at, nr * PAGE_SIZE, PROT_READ | PROT_WRITE))
		abort();
	return at;
}

static struct view *find_view(const void *address)
{
	u64 slot = ((const u8 *)address - view_space) / PAGE_SIZE;

	if ((const u8 *)address < view_space || slot >= NR_VIEW_PAGES)
		return NULL;
	for (unsigned int i = 0; i < NR_VIEWS; i++)
		if (views[i].used && slot >= views[i].slot && slot < views[i].slot + views[i].nr)
			return &views[i];
	return NULL;
}

void dc_view_unmap(const void *address)
{
	struct view *view = find_view(address);
	u8 *at;

	if (!view)
		dc_harm_fault("no view at that address");
	at = view_space + view->slot * PAGE_SIZE;
	if (mmap(at, view->nr * PAGE_SIZE, PROT_NONE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) == MAP_FAILED)
		abort();
	memset(&slot_used[view->slot], false, view->nr);
	view->used = false;
	nr_views--;
}

void dc_views_check(void)
{
	for (unsigned int i = 0; i < NR_VIEWS; i++)
		for (unsigned int n = 0; views[i].used && !views[i].device && n < views[i].nr; n++)
			check_frame(views[i].frames[n], views[i].prot);
}

unsigned int dc_views_count(void)
{
	return nr_views;
}

bool dc_view_is_wrong(const void *address)
{
	const struct view *view = find_view(address);

	return view && view->wrong;
}

bool dc_view_has(const void *address)
{
	return find_view(address);
}

pgprot_t dc_view_prot(const void *address)
{
	const struct view *view = find_view(address);

	if (!view)
		dc_harm_fault("no view at that address");
	return view->prot;
}

/* include/linux/mm.h, mm/vmalloc.c (7.3). */
bool is_vmalloc_addr(const void *address)
{
	const u8 *byte = address;

	return byte >= view_space && byte < view_space + NR_VIEW_PAGES * PAGE_SIZE;
}

struct page *vmalloc_to_page(const void *address)
{
	const struct view *view = find_view(address);
	u64 slot = ((const u8 *)address - view_space) / PAGE_SIZE;

	if (!view || view->device)
		dc_harm_fault("not an address of vmalloc space");
	return &mem_map[view->frames[slot - view->slot]];
}
