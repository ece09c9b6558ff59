/* SPDX-License-Identifier: GPL-2.0-only */
/* Every function in every world on every machine; each function in a process of its own. */
#include "run.h"

#include <linux/blkdev.h>
#include <linux/virtio.h>
#include <rdma/ib_verbs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debug.h"
#include "harm.h"
#include "inject.h"
#include "machine.h"
#include "mapping.h"
#include "memory.h"
#include "physics.h"

enum { MAX_MACHINES = 16, MAX_HANDED = 16, MAX_OWN_FLAGS = 8, PATIENCE = 60 };

enum kind { MMIO, MEMORY, SHARED, PEER, USER };

/* What the caller hands over: as its first physical address, as further ones, by any other name. */
static const struct world { enum kind first, others, pages; } worlds[] = {
	{ MMIO, MMIO, MEMORY },
	{ MEMORY, MEMORY, MEMORY },
	{ MMIO, MEMORY, MEMORY },
	{ MEMORY, MMIO, MEMORY },
	{ SHARED, SHARED, SHARED },
	{ MMIO, MMIO, SHARED },
	{ PEER, PEER, PEER },
	{ USER, USER, USER },
};

static const struct world *world;
static bool calls_elsewhere;
static unsigned int flags;	/* of this round, one bit each */
static unsigned int numbers;	/* base 3 */

/* What fails: the n-th call of one kind, and conversions by half or not at all. */
static const struct failing {
	enum dc_inject_point point;
	u64 times;
	bool half_done;
} failings[] = {
	{ DC_INJECT_PAGES, 0, false },
	{ DC_INJECT_PAGES, 1, false }, { DC_INJECT_PAGES, 2, false },
	{ DC_INJECT_SLOTS, 1, false }, { DC_INJECT_IOVA, 1, false },
	{ DC_INJECT_DECRYPT, 1, false }, { DC_INJECT_DECRYPT, 1, true },
	{ DC_INJECT_DECRYPT, 2, false }, { DC_INJECT_DECRYPT, 2, true },
	{ DC_INJECT_ENCRYPT, 1, false }, { DC_INJECT_ENCRYPT, 1, true },
	{ DC_INJECT_ENCRYPT, 2, false }, { DC_INJECT_ENCRYPT, 2, true },
};
static const struct failing *failing;

/* When things fail, being refused is nobody's mistake, and a right function may have to warn. */
static const unsigned int counts_when_failing[] = {
	[false] = DC_HURT_EXPOSED | DC_HURT_CORRUPT | DC_HURT_FAULT,
	[true] = ~DC_HURT_REFUSED,
};

/* What is mapped or allocated before the function runs. */
static unsigned int held_before;

static unsigned int held(void)
{
	return dc_debug_count() + dc_pages_count(DC_OWNER_CORE);
}

void dc_run_begin(void)
{
	dc_harm_reset();
	held_before = held();
	dc_inject_fail(failing->point, failing->times);
	dc_inject_half_done = failing->half_done;
}

/* Arguments. */

bool dc_give_flag(unsigned int i)
{
	return flags >> i & 1;
}

int dc_give_number(unsigned int i)
{
	unsigned int n = numbers;

	while (i--)
		n /= 3;
	return n % 3;
}

unsigned long dc_give_attrs(void)
{
	switch (world->pages) {
	case SHARED:
		return DMA_ATTR_CC_SHARED;
	case PEER:
		return DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED;
	default:
		return world->first == MEMORY ? DMA_ATTR_SKIP_CPU_SYNC : 0;
	}
}

static struct page *handed[MAX_HANDED];
static unsigned int nr_handed;

static struct page *page_of(enum kind kind, unsigned int i)
{
	struct page *page;

	if (kind == PEER)
		return phys_to_page(DC_P2P_BASE + i * PAGE_SIZE);
	page = kind == USER ? dc_user_page() : alloc_pages(GFP_KERNEL, 0);
	if (kind == SHARED) {
		dc_pages_convert(page, 1, true);
		dc_pages_ask(page, 1, true);
	}
	if (nr_handed < MAX_HANDED)
		handed[nr_handed++] = page;
	return page;
}

static void go_on(struct page *page)
{
	if (dc_page_owner(page) != DC_OWNER_DRIVER || !dc_page_differs(page))
		return;
	if (dc_page_decrypted(page))
		dc_pages_put(page, 1);
	else
		dma_map_page_attrs(dc_device, page, 0, PAGE_SIZE, DMA_TO_DEVICE,
				   DMA_ATTR_CC_SHARED);
}

/* A warning tells too. */
void dc_run_end(bool is_well)
{
	while (is_well && nr_handed && !(dc_hurts.suffered & DC_HURT_SPLAT))
		go_on(handed[--nr_handed]);
}

struct page *dc_give_page(unsigned int i)
{
	return page_of(world->pages, i);
}

struct page **dc_give_pages(void)
{
	static struct page *pages[DC_GIVEN_PAGES];

	for (unsigned int i = 0; i < DC_GIVEN_PAGES; i++)
		pages[i] = dc_give_page(i);
	return pages;
}

phys_addr_t dc_give_phys(unsigned int i)
{
	enum kind kind = i ? world->others : world->first;

	return kind == MMIO ? DC_MMIO_BASE + i * PAGE_SIZE : page_to_phys(page_of(kind, i));
}

void *dc_give_pointer(unsigned int i)
{
	(void)i;
	if (world->pages == USER || world->pages == SHARED)
		return page_address(page_of(world->pages, 0));
	return kmalloc(PAGE_SIZE, GFP_KERNEL);
}

void *dc_give_object(size_t size)
{
	return kzalloc(size, GFP_KERNEL);
}

struct scatterlist *dc_give_list(void)
{
	static struct scatterlist list[DC_GIVEN_ENTRIES];

	sg_init_table(list, DC_GIVEN_ENTRIES);
	for (unsigned int i = 0; i < DC_GIVEN_ENTRIES; i++)
		sg_set_page(&list[i], dc_give_page(i), PAGE_SIZE, 0);
	return list;
}

struct sg_table *dc_give_sgtable(void)
{
	static struct sg_table sgt;

	sgt = (struct sg_table){ dc_give_list(), DC_GIVEN_ENTRIES, DC_GIVEN_ENTRIES };
	return &sgt;
}

struct vm_area_struct *dc_give_vma(void)
{
	static struct vm_area_struct vma;

	vma = (struct vm_area_struct){
		.vm_start = 0x10000, .vm_end = 0x10000 + PAGE_SIZE, .vm_page_prot = PAGE_SHARED,
		.vm_flags = VM_READ | VM_WRITE | VM_SHARED,
	};
	return &vma;
}

struct bio_vec *dc_give_bvec(void)
{
	static struct bio_vec bvec;

	bvec = (struct bio_vec){ dc_give_page(0), PAGE_SIZE, 0 };
	return &bvec;
}

struct ib_device *dc_give_ib_device(void)
{
	static struct ib_device ib;

	ib.dma_device = dc_device;
	return &ib;
}

struct virtqueue *dc_give_virtqueue(void)
{
	static struct virtqueue vq;

	vq.dma_dev = dc_device;
	return &vq;
}

/* One ring, whichever of the two is asked for first. */
static struct { void *cpu; dma_addr_t handle; } ring;

static void need_ring(void)
{
	if (!ring.cpu)
		ring.cpu = dma_alloc_coherent(dc_device, PAGE_SIZE, &ring.handle, GFP_KERNEL);
}

void *dc_give_ring(void)
{
	need_ring();
	return ring.cpu;
}

dma_addr_t dc_give_ring_handle(void)
{
	need_ring();
	return ring.handle;
}

dma_addr_t dc_give_handle(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);

	return dma_map_page(dc_device, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
}

int dc_run_elsewhere(void)
{
	return dc_give_flag(MAX_OWN_FLAGS) ? -EIO : 0;
}

/* Runs. */

/* An access that the page tables do not allow: ciphertext through a wrong view, or nothing. */
static void on_fault(int number, siginfo_t *info, void *context)
{
	(void)number, (void)context;
	if (!dc_harm_resume)
		_exit(2);
	if (!dc_view_is_wrong(info->si_addr))
		dc_harm_fault("access to nothing");
	dc_hurt(DC_HURT_CORRUPT, "access through a view with the wrong encryption");
	siglongjmp(*dc_harm_resume, 1);
}

void dc_run_catch_faults(void)
{
	struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER };

	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}

static bool is_wrong(const struct dc_run_function *function)
{
	return !strncmp(function->name, "bad_", 4);
}

/* What the function leaves behind is looked at once more: views, and what goes with the device. */
static void run_once(const struct dc_run_function *function, const struct dc_machine *machine)
{
	bool is_bad = is_wrong(function);
	sigjmp_buf here;

	dc_inject_reset();
	dc_machine_boot(machine);
	ring.cpu = NULL;
	nr_handed = 0;
	dev_set_drvdata(dc_device, dc_give_pointer(0));
	dc_harm_resume = &here;
	if (!sigsetjmp(here, 0)) {
		function->call();
		dc_inject_reset();
		dc_mapping_release_managed();
		dc_memory_release_managed();
		dc_views_check();
	}
	dc_harm_resume = NULL;
	/* A right function has told its caller what it still holds. */
	if (is_bad && held() > held_before)
		dc_hurt(DC_HURT_LEAK, "never released");
	if (failing->times)
		dc_hurts.suffered &= counts_when_failing[is_bad];
}

struct outcome { unsigned int suffered[MAX_MACHINES], excused[MAX_MACHINES]; };

static struct outcome run_world(const struct dc_run_function *function)
{
	struct outcome outcome = { 0 };

	for (unsigned int m = 0; m < dc_nr_machines; m++)
		for (unsigned int i = 0; i < ARRAY_SIZE(failings); i++) {
			failing = &failings[i];
			run_once(function, &dc_machines[m]);
			outcome.suffered[m] |= dc_hurts.suffered;
			outcome.excused[m] |= dc_hurts.excused;
		}
	return outcome;
}

static void join(struct outcome *to, const struct outcome *from)
{
	for (unsigned int m = 0; m < dc_nr_machines; m++) {
		to->suffered[m] |= from->suffered[m];
		to->excused[m] |= from->excused[m];
	}
}

static unsigned int badness(const struct outcome *outcome)
{
	unsigned int n = 0;

	for (unsigned int m = 0; m < dc_nr_machines; m++)
		n += __builtin_popcount(outcome->suffered[m]);
	return n;
}

/*
 * A wrong function is one that some caller comes to harm with; a right one is one that some caller,
 * who hands it the memory that it is made for, never does.
 */
static struct outcome run_worlds(const struct dc_run_function *function)
{
	bool is_bad = is_wrong(function);
	struct outcome all = { 0 }, best = { 0 };

	for (unsigned int i = 0; i < ARRAY_SIZE(worlds); i++) {
		struct outcome outcome;

		world = &worlds[i];
		outcome = run_world(function);
		join(&all, &outcome);
		if (!i || badness(&outcome) < badness(&best))
			best = outcome;
		if (!is_bad && !badness(&best))
			break;
	}
	return is_bad ? all : best;
}

static void run_function(const struct dc_run_function *function)
{
	struct outcome outcome = { 0 };
	unsigned int nr_numbers = 1;

	dc_run_catch_faults();
	alarm(PATIENCE);
	for (unsigned int i = 0; i < function->nr_numbers; i++)
		nr_numbers *= 3;
	for (unsigned int i = 0; i < 2u << function->nr_flags; i++) {
		/* The last flag is that of dc_run_elsewhere(). */
		flags = i >> 1 | (i & 1) << MAX_OWN_FLAGS;
		for (numbers = 0; numbers < nr_numbers && (!(i & 1) || calls_elsewhere);
		     numbers++) {
			struct outcome round = run_worlds(function);

			join(&outcome, &round);
		}
	}
	for (unsigned int m = 0; m < dc_nr_machines; m++)
		printf("%s %s %u %u\n", function->name, dc_machines[m].name, outcome.suffered[m],
		       outcome.excused[m]);
}

int dc_run(const struct dc_run_function *functions, unsigned int nr, bool elsewhere)
{
	int status = 0;

	calls_elsewhere = elsewhere;

	for (unsigned int i = 0; i < nr; i++) {
		pid_t child;
		int ended;

		fflush(stdout);
		child = fork();
		if (child < 0)
			return 2;
		if (!child) {
			run_function(&functions[i]);
			exit(0);
		}
		if (waitpid(child, &ended, 0) < 0 || !WIFEXITED(ended) || WEXITSTATUS(ended)) {
			fprintf(stderr, "%s: did not come to an end\n", functions[i].name);
			status = 2;
		}
	}
	return status;
}
