/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lockstep [STEPS [SEED [MODEL]]]: random programs on the model and on the kernel's own code, step
 * by step.  MODEL is another shared object than the one that was built.
 *
 * The first step that they do not agree on is printed with what either side saw, after steps that
 * it happens without have been left out.
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lockstep.h"

enum { MAX_STEPS = 64, NR_MACHINES = 32 };

struct program {
	struct dc_machine machine;
	unsigned int failing;		/* of the conversions at boot, one bit each */
	unsigned int nr;
	struct dc_step steps[MAX_STEPS];
};

static const struct dc_side *model, *kernel, *kernel_remap;
static const struct dc_side *volatile running;

/* An access that no page table allows: the side's own world ends. */
static void on_fault(int number)
{
	(void)number;
	if (!running)
		_Exit(2);
	running->fault();
}

static void catch_faults(void)
{
	struct sigaction action = { .sa_handler = on_fault, .sa_flags = SA_NODEFER };

	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}

static const struct dc_side *load(const char *path)
{
	void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const struct dc_side *side = object ? dlsym(object, "dc_side") : NULL;

	if (!side) {
		fprintf(stderr, "lockstep: %s\n", dlerror());
		exit(2);
	}
	return side;
}

/* CONFIG_DMA_DIRECT_REMAP is compiled in or not. */
static const struct dc_side *kernel_for(const struct dc_machine *machine)
{
	return machine->remap ? kernel_remap : kernel;
}

/* Comparing */

/* The name of what differs, NULL when nothing does. */
static const char *difference(const struct dc_seen *a, const struct dc_seen *b)
{
	unsigned int nr = a->nr < b->nr ? a->nr : b->nr;

	for (unsigned int i = 0; i < nr; i++)
		if (strcmp(a->items[i].name, b->items[i].name) ||
		    a->items[i].value != b->items[i].value)
			return a->items[i].name;
	return a->nr == b->nr ? NULL : "the number of things seen";
}

static bool take_step(const struct dc_side *side, const struct dc_step *step, struct dc_seen *seen)
{
	bool goes_on;

	running = side;
	goes_on = side->step(step, seen);
	running = NULL;
	return goes_on;
}

struct outcome {
	const char *what;		/* NULL: they agreed */
	unsigned int step;		/* MAX_STEPS: on booting */
	struct dc_seen model, kernel;
};

static void run(const struct program *program, struct outcome *out)
{
	const struct dc_side *other = kernel_for(&program->machine);
	bool goes_on = true;

	model->boot(&program->machine, program->failing, &out->model);
	other->boot(&program->machine, program->failing, &out->kernel);
	out->step = MAX_STEPS;
	out->what = difference(&out->model, &out->kernel);
	for (unsigned int i = 0; i < program->nr && !out->what && goes_on; i++) {
		goes_on = take_step(model, &program->steps[i], &out->model);
		goes_on &= take_step(other, &program->steps[i], &out->kernel);
		out->step = i;
		out->what = difference(&out->model, &out->kernel);
	}
}

/* Programs */

static unsigned long long seed;

static unsigned int roll(unsigned int sides)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 32) % sides;
}

/* One of the machines, often with a part exchanged. */
static struct dc_machine some_machine(const struct dc_machine *machines, unsigned int nr)
{
	struct dc_machine machine = machines[roll(nr)];

	if (!roll(3))
		machine.slots = 4 << roll(5);
	/*
	 * Bounce buffers that an atomic pool lent to a device that is not coherent are written
	 * through an uncached view: the model's caches do not know which alias of a line is dirty.
	 */
	if (!roll(4) && !machine.for_alloc && (machine.coherent || !machine.enc_guest))
		machine.can_grow = true;
	if (!roll(6))
		machine.atomic_pages = 1 + roll(6);
	if (!roll(8))
		machine.dma_mask = DC_MASK(roll(2) ? 31 : 36);
	if (!roll(8))
		machine.coherent_dma_mask = DC_MASK(roll(2) ? 30 : 36);
	if (!roll(16))
		machine.bus_limit = DC_MASK(32 + roll(2));
	if (!roll(6))
		machine.trusted = machine.enc_guest;
	if (!roll(8))
		machine.pool_private = machine.trusted && !machine.for_alloc;
	if (!roll(16))
		machine.no_zone_dma = true;
	if (!roll(16))
		machine.no_zone_dma32 = true;
	if (!roll(12))
		machine.force_bounce = true;
	if (!roll(6))
		machine.min_align_mask = (512u << roll(4)) - 1;
	if (!roll(24))
		machine.no_dma_mask = true;
	if (!roll(8) && !machine.enc_guest && !machine.enc_host)
		machine.device_memory = true;
	else if (!roll(8) && !machine.coherent && !machine.enc_guest && !machine.iommu)
		machine.global_pool = true;
	if (!roll(8) && machine.remap && !machine.enc_guest && !machine.iommu) {
		machine.remap = machine.write_combine = false;
		machine.set_uncached = true;
	}
	return machine;
}

static void make_program(struct program *program)
{
	program->machine = some_machine(model->machines, model->nr_machines);
	/* A restricted pool that cannot be set up leaves its device to the default one. */
	program->failing = roll(12) || program->machine.for_alloc ? 0 : roll(16);
	program->nr = 1 + roll(MAX_STEPS);
	for (unsigned int i = 0; i < program->nr; i++)
		program->steps[i] = (struct dc_step){
			.op = roll(DC_NR_OPS), .which = roll(240), .how = roll(1u << 16),
			.much = roll(~0u),
		};
}

/* Telling */

/* Steps that it differs without are left out, one after the other, until none can go. */
static void shrink(struct program *program, struct outcome *out)
{
	program->nr = out->step == MAX_STEPS ? 0 : out->step + 1;
	for (unsigned int i = 0; i < program->nr; ) {
		static struct program less;
		static struct outcome result;

		less = *program;
		less.nr--;
		memmove(&less.steps[i], &less.steps[i + 1],
			(less.nr - i) * sizeof(less.steps[0]));
		run(&less, &result);
		if (result.what) {
			*program = less;
			i = 0;
		} else {
			i++;
		}
	}
	run(program, out);
}

static void print_machine(const struct dc_machine *m)
{
	const struct { bool is_set; const char *name; } flags[] = {
		{ m->remap, "remap" }, { m->coherent, "coherent" }, { m->trusted, "trusted" },
		{ m->force_bounce, "force_bounce" }, { m->for_alloc, "for_alloc" },
		{ m->can_grow, "can_grow" }, { m->pool_private, "pool_private" },
		{ m->no_zone_dma, "no_zone_dma" }, { m->no_zone_dma32, "no_zone_dma32" },
		{ m->no_dma_mask, "no_dma_mask" }, { m->device_memory, "device_memory" },
		{ m->global_pool, "global_pool" }, { m->set_uncached, "set_uncached" },
	};

	printf("machine %s: %u slots, %u atomic pages, masks %#llx %#llx %#llx, keeps %#x",
	       m->name, m->slots, m->atomic_pages, m->dma_mask, m->coherent_dma_mask,
	       m->bus_limit, m->min_align_mask);
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (flags[i].is_set)
			printf(", %s", flags[i].name);
	putchar('\n');
}

/* Whether the other side saw the same under the same name, as often. */
static bool has_same(const struct dc_seen *seen, unsigned int i, const struct dc_seen *other)
{
	unsigned int nth = 0, n = 0;

	for (unsigned int k = 0; k < i; k++)
		nth += !strcmp(seen->items[k].name, seen->items[i].name);
	for (unsigned int k = 0; k < other->nr; k++)
		if (!strcmp(other->items[k].name, seen->items[i].name) && n++ == nth)
			return other->items[k].value == seen->items[i].value;
	return false;
}

static void print_seen(const char *name, const struct dc_seen *seen, const struct dc_seen *other)
{
	for (unsigned int i = 0; i < seen->nr; i++)
		if (!has_same(seen, i, other))
			printf("\t%-6s  %-20s %#llx\n", name, seen->items[i].name,
			       seen->items[i].value);
}

static void print_difference(struct program *program, struct outcome *out)
{
	shrink(program, out);
	print_machine(&program->machine);
	if (program->failing)
		printf("\t/* conversions %#x fail at boot */\n", program->failing);
	model->tell(true);
	run(program, out);
	model->tell(false);
	printf("differ in %s:\n", out->what);
	print_seen("model", &out->model, &out->kernel);
	print_seen("kernel", &out->kernel, &out->model);
}

int main(int argc, char **argv)
{
	unsigned long long wanted = argc > 1 ? strtoull(argv[1], NULL, 0) : 200000;
	unsigned long long start = argc > 2 ? strtoull(argv[2], NULL, 0) : 1;
	unsigned long long done = 0, programs = 0;
	static struct program program;
	static struct outcome outcome;

	model = load(argc > 3 ? argv[3] : DC_LOCKSTEP_MODEL);
	kernel = load(DC_LOCKSTEP_KERNEL);
	kernel_remap = load(DC_LOCKSTEP_KERNEL_REMAP);
	catch_faults();
	for (; done < wanted; programs++) {
		seed = (start + programs) * 0x9e3779b97f4a7c15ULL | 1;
		roll(1);
		make_program(&program);
		run(&program, &outcome);
		done += outcome.step < MAX_STEPS ? outcome.step + 1 : 0;
		if (outcome.what) {
			printf("seed %llu, ", start + programs);
			print_difference(&program, &outcome);
			return 1;
		}
	}
	printf("%llu steps of %llu programs, no difference\n", done, programs);
	return 0;
}
