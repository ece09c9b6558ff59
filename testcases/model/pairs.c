/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Judge and model on every pair: each acquire with each release that may differ from it.
 *
 * A pair that the judge convicts must come to the harm that its rule claims on every machine where
 * it is released at all.  One that it acquits must do no harm that a release with the very same
 * attributes would not do.
 *
 * Quick: releases that differ in at most two of the groups of bits below.
 */
#include <linux/dma-mapping.h>
#include <linux/set_memory.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debug.h"
#include "harm.h"
#include "inject.h"
#include "judge.h"
#include "kernel.h"
#include "machine.h"
#include "memory.h"
#include "physics.h"
#include "swiotlb.h"
#include "table.h"
#include "traffic.h"

enum { SIZE = 512, NR_BITS = 8, NR_SETS = 1 << NR_BITS, MAX_MACHINES = 16 };

/* Those that must match one by one, then SKIP_CPU_SYNC, and all others as one. */
static const unsigned long hints = DMA_ATTR_WEAK_ORDERING | DMA_ATTR_WRITE_COMBINE |
	DMA_ATTR_ALLOC_SINGLE_PAGES | DMA_ATTR_NO_WARN | DMA_ATTR_DEBUGGING_IGNORE_CACHELINES;
static const unsigned long bits[NR_BITS] = {
	DMA_ATTR_NO_KERNEL_MAPPING, DMA_ATTR_FORCE_CONTIGUOUS, DMA_ATTR_PRIVILEGED, DMA_ATTR_MMIO,
	DMA_ATTR_REQUIRE_COHERENT, DMA_ATTR_CC_SHARED, DMA_ATTR_SKIP_CPU_SYNC, hints,
};

static unsigned long set_of(unsigned int index)
{
	unsigned long set = 0;

	for (int i = 0; i < NR_BITS; i++)
		set |= index >> i & 1 ? bits[i] : 0;
	return set;
}

enum family { PHYS, SG, COHERENT, IOVA, NR_FAMILIES };
enum kind { LOWMEM, DECRYPTED, USER, DEVICE, NR_KINDS };

static const char *const kind_names[] = { "lowmem", "decrypted", "user", "device" };

static struct page *pages[NR_KINDS];
static struct dc_kernel kernel;

static const struct { const char *acquire, *release; } names_of[] = {
	[PHYS] = { "dma_map_phys", "dma_unmap_phys" },
	[SG] = { "dma_map_sg_attrs", "dma_unmap_sg_attrs" },
	[COHERENT] = { "dma_alloc_attrs", "dma_free_attrs" },
	[IOVA] = { "dma_iova_link", "dma_iova_destroy" },
};

static const struct dc_api *find_api(const char *name)
{
	const struct dc_api *api = dc_apis;

	while (strcmp(api->name, name))
		api++;
	return api;
}

static size_t judge(enum family family, unsigned long acquire, unsigned long release,
		    struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	struct dc_pair pair = {
		.acquire = find_api(names_of[family].acquire), .acquire_set = acquire,
		.acquire_clear = ~(uint64_t)acquire,
		.release = find_api(names_of[family].release), .release_set = release,
		.release_clear = ~(uint64_t)release,
	};

	return dc_judge_pair(&pair, &kernel, verdicts);
}

static void boot(const struct dc_machine *machine)
{
	dc_inject_reset();
	dc_machine_boot(machine);
	pages[LOWMEM] = alloc_pages(GFP_KERNEL, 0);
	pages[DECRYPTED] = alloc_pages(GFP_KERNEL, 0);
	pages[USER] = dc_user_page();
	if (set_memory_decrypted((unsigned long)page_address(pages[DECRYPTED]), 1))
		abort();
}

/* Each returns false when there was nothing to release. */

static bool pair_phys(phys_addr_t phys, unsigned long acquire, unsigned long release)
{
	dma_addr_t addr = dma_map_phys(dc_device, phys, SIZE, DMA_BIDIRECTIONAL, acquire);

	dc_harm_reset();
	if (addr == DMA_MAPPING_ERROR)
		return false;
	dma_unmap_phys(dc_device, addr, SIZE, DMA_BIDIRECTIONAL, release);
	return true;
}

static bool pair_sg(phys_addr_t phys, unsigned long acquire, unsigned long release)
{
	struct scatterlist list;
	bool ok;

	sg_init_table(&list, 1);
	sg_set_page(&list, phys_to_page(phys), SIZE, 0);
	ok = dma_map_sg_attrs(dc_device, &list, 1, DMA_BIDIRECTIONAL, acquire);
	dc_harm_reset();
	if (ok)
		dma_unmap_sg_attrs(dc_device, &list, 1, DMA_BIDIRECTIONAL, release);
	return ok;
}

static bool pair_coherent(phys_addr_t phys, unsigned long acquire, unsigned long release)
{
	dma_addr_t handle;
	void *cpu = dma_alloc_attrs(dc_device, SIZE, &handle, GFP_KERNEL, acquire);

	(void)phys;
	dc_harm_reset();
	if (cpu)
		dma_free_attrs(dc_device, SIZE, cpu, handle, release);
	return cpu;
}

static bool pair_iova(phys_addr_t phys, unsigned long acquire, unsigned long release)
{
	struct dma_iova_state state;

	if (!dma_iova_try_alloc(dc_device, &state, phys, SIZE))
		return false;
	if (dma_iova_link(dc_device, &state, phys, 0, SIZE, DMA_BIDIRECTIONAL, acquire)) {
		dma_iova_free(dc_device, &state);
		return false;
	}
	dc_harm_reset();
	dma_iova_destroy(dc_device, &state, SIZE, DMA_BIDIRECTIONAL, release);
	return true;
}

static bool (*const pair_of[])(phys_addr_t, unsigned long, unsigned long) = {
	[PHYS] = pair_phys, [SG] = pair_sg, [COHERENT] = pair_coherent, [IOVA] = pair_iova,
};

static u64 nr_pairs, nr_released, nr_wrong;

static bool is_soiled(void)
{
	return dc_hurts.suffered || dc_traffic_live() || dc_debug_count();
}

/* The harm of the release; 0 also when nothing was acquired, which `*released` tells. */
static unsigned int run(const struct dc_machine *machine, enum family family, enum kind kind,
			unsigned long acquire, unsigned long release, bool *released)
{
	phys_addr_t phys = kind == DEVICE ? DC_MMIO_BASE : page_to_phys(pages[kind]);
	sigjmp_buf here;
	unsigned int harm;

	dc_harm_reset();
	dc_harm_resume = &here;
	*released = false;
	if (!sigsetjmp(here, 0))
		*released = pair_of[family](phys, acquire, release);
	dc_harm_resume = NULL;
	harm = *released || (dc_hurts.suffered & DC_HURT_FAULT) ? dc_hurts.suffered : 0;
	if (is_soiled())
		boot(machine);
	return harm;
}

/* Why a pair that is convicted comes to none of the harm that is claimed. */
enum excuse { UNTRACKED, COOKIE, NO_MORE_THAN_A_HINT, NR_EXCUSES };

static const struct { const char *name, *why;
} excuses[NR_EXCUSES] = {
	[UNTRACKED] = { "untracked",
			"dma-debug does not know dma_iova_*: the harm shows only where "
			"caches are maintained or slots are held" },
	[COOKIE] = { "cookie",
		     "dma-debug does not know the result of NO_KERNEL_MAPPING, and only an "
		     "architecture that sets memory uncached in place looks at it" },
	[NO_MORE_THAN_A_HINT] = { "hint",
				  "nothing compares WEAK_ORDERING and WRITE_COMBINE at a release; "
				  "the rule is about good manners" },
};
static u64 nr_excused[NR_EXCUSES];

static bool is_excused(enum family family, unsigned long acquire, enum dc_rule_id rule)
{
	enum excuse excuse = NR_EXCUSES;

	if (rule == DC_RULE_release_attrs_hint)
		excuse = NO_MORE_THAN_A_HINT;
	else if (family == IOVA)
		excuse = UNTRACKED;
	else if (family == COHERENT && (acquire & DMA_ATTR_NO_KERNEL_MAPPING))
		excuse = COOKIE;
	if (excuse < NR_EXCUSES)
		nr_excused[excuse]++;
	return excuse < NR_EXCUSES;
}

static bool agrees(enum family family, unsigned long acquire, unsigned long release,
		   unsigned int harm, unsigned int same)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr = judge(family, acquire, release, verdicts);
	bool ok = true;

	if (!nr)
		return !(harm & ~same);
	for (size_t i = 0; i < nr; i++)
		if (!(harm & dc_rules[verdicts[i].rule].harm) &&
		    !is_excused(family, acquire, verdicts[i].rule))
			ok = false;
	return ok;
}

static bool is_quick;

static bool is_left_out(unsigned int acquire, unsigned int release)
{
	return is_quick && __builtin_popcount(acquire ^ release) > 2;
}

static void check(const struct dc_machine *machine, enum family family, enum kind kind,
		  unsigned int index)
{
	unsigned long acquire = set_of(index);
	bool released;
	/* Whether a wrong acquire shows is a matter of looking, and not the pair's. */
	unsigned int same =
		run(machine, family, kind, acquire, acquire | DMA_ATTR_SKIP_CPU_SYNC, &released) |
		run(machine, family, kind, acquire, acquire & ~DMA_ATTR_SKIP_CPU_SYNC, &released);

	for (unsigned int i = 0; i < NR_SETS; i++) {
		unsigned long release = set_of(i);
		unsigned int harm;
		char names[2][120], harms[80];

		if (is_left_out(index, i))
			continue;
		harm = run(machine, family, kind, acquire, release, &released);
		nr_pairs++;
		nr_released += released;
		if ((!released && !harm) || agrees(family, acquire, release, harm, same))
			continue;
		if (nr_wrong++ < 20)
			printf("%s, %s memory on %s: %s released with %s: %s\n",
			       names_of[family].acquire, kind_names[kind], machine->name,
			       dc_attrs_print(acquire, names[0], sizeof(names[0])),
			       dc_attrs_print(release, names[1], sizeof(names[1])),
			       dc_harm_print(harm, harms, sizeof(harms)));
	}
}

int main(int argc, char **argv)
{
	is_quick = argc > 1 && !strcmp(argv[1], "quick");
	kernel = dc_kernel_newest();
	for (unsigned int m = 0; m < dc_nr_machines; m++) {
		boot(&dc_machines[m]);
		for (enum family family = 0; family < NR_FAMILIES; family++)
			for (enum kind kind = 0; kind < NR_KINDS; kind++) {
				if ((family == COHERENT && kind) ||
				    (family == SG && kind == DEVICE))
					continue;
				for (unsigned int i = 0; i < NR_SETS; i++)
					check(&dc_machines[m], family, kind, i);
			}
	}
	printf("%llu pairs, %llu released, %llu unexplained\n", nr_pairs, nr_released, nr_wrong);
	for (unsigned int i = 0; i < NR_EXCUSES; i++) {
		printf("exception %s: %llu times: %s\n", excuses[i].name, nr_excused[i],
		       excuses[i].why);
		nr_wrong += !nr_excused[i];
	}
	return nr_wrong != 0;
}
