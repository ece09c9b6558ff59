/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs random drivers on the model: each with all that its flags may be, on all machines, with one
 * thing after the other failing.  What it came to is printed, a line each: driver, whether it was
 * suffered or excused, what happened; and where that was first.  One that can succeed is said to
 * start.
 *
 * drivers.py makes the table of programs.  A run that goes wrong altogether costs one driver.
 */
#include "drivers.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debug.h"
#include "harm.h"
#include "inject.h"
#include "mapping.h"
#include "memory.h"
#include "physics.h"

enum { MAX_TOLD = 64, PATIENCE = 20 };

static unsigned int flags, reached[DC_NR_INJECT_POINTS];

/* What fails: the n-th call of one kind, and conversions by half or not at all. */
static const struct failing {
	const char *name;
	enum dc_inject_point point;
	unsigned int time;
	bool half_done;
} failings[] = {
	{ "memory", DC_INJECT_PAGES, 0, false }, { "memory, later", DC_INJECT_PAGES, 1, false },
	{ "slots", DC_INJECT_SLOTS, 0, false }, { "bus addresses", DC_INJECT_IOVA, 0, false },
	{ "slots, later", DC_INJECT_SLOTS, 1, false },
	{ "bus addresses, later", DC_INJECT_IOVA, 1, false },
	{ "decryption", DC_INJECT_DECRYPT, 0, false },
	{ "decryption by half", DC_INJECT_DECRYPT, 0, true },
	{ "encryption", DC_INJECT_ENCRYPT, 0, false },
	{ "encryption by half", DC_INJECT_ENCRYPT, 0, true },
};

/* What was told before of this driver; texts are the model's own, and so are their addresses. */
static struct { const char *what; bool is_excused; } told[MAX_TOLD];
static unsigned int nr_told;
static const struct program *program;
static const char *machine, *failing_name;
static bool has_started;

static void tell(enum dc_hurt hurt, const char *what, bool is_excused)
{
	/* Things that fail are refused, and that is nobody's mistake. */
	if (*failing_name && hurt == DC_HURT_REFUSED)
		return;
	for (unsigned int i = 0; i < nr_told; i++)
		if (told[i].what == what && told[i].is_excused == is_excused)
			return;
	if (nr_told == MAX_TOLD)
		return;
	told[nr_told].what = what;
	told[nr_told++].is_excused = is_excused;
	printf("%s\t%s\t%s\t%s, flags %#x%s%s\n", program->name, is_excused ? "excused" : "suffered",
	       what, machine, flags, *failing_name ? ", fails: " : "", failing_name);
}

/* What drivers ask. */

bool chosen(unsigned int i)
{
	return flags >> i & 1;
}

bool board_has(struct device *dev, int feature)
{
	(void)dev;
	return chosen(feature);
}

int board_start(struct device *dev, int feature)
{
	(void)dev;
	return chosen(feature) ? -EBUSY : 0;
}

/* Runs. */

static unsigned int held(void)
{
	return dc_debug_count() + dc_pages_count(DC_OWNER_CORE);
}

static void live(void)
{
	unsigned int before = held();

	if (!program->start()) {
		if (!has_started)
			printf("%s\tstarts\t\t%s, flags %#x\n", program->name, machine, flags);
		has_started = true;
		program->stop();
	}
	for (int i = 0; i < DC_NR_INJECT_POINTS; i++)
		reached[i] = dc_inject_reached(i);
	dc_inject_reset();
	dc_mapping_release_managed();
	dc_memory_release_managed();
	dc_views_check();
	if (held() > before)
		dc_hurt(DC_HURT_LEAK, "never released");
}

static void run_once(const struct dc_machine *on, const struct failing *failing)
{
	sigjmp_buf here;

	dc_inject_reset();
	dc_hurt_listener = NULL;
	dc_machine_boot(on);
	dc_inject_reset();
	if (failing)
		dc_inject_fail(failing->point, 1ULL << failing->time);
	dc_inject_half_done = failing && failing->half_done;
	machine = on->name;
	failing_name = failing ? failing->name : "";
	dc_hurt_listener = tell;
	dc_harm_resume = &here;
	if (!sigsetjmp(here, 0))
		live();
	dc_harm_resume = NULL;
	dc_hurt_listener = NULL;
}

/* A thing that was not reached when all went well cannot fail. */
static void run_on(const struct dc_machine *on)
{
	unsigned int normally[DC_NR_INJECT_POINTS];

	memset(reached, 0xff, sizeof(reached));
	run_once(on, NULL);
	memcpy(normally, reached, sizeof(normally));
	for (size_t i = 0; i < ARRAY_SIZE(failings); i++)
		if (failings[i].time < normally[failings[i].point])
			run_once(on, &failings[i]);
}

static void run_program(void)
{
	dc_run_catch_faults();
	alarm(PATIENCE);
	for (flags = 0; flags < 1u << program->nr_flags; flags++)
		for (unsigned int m = 0; m < dc_nr_machines; m++)
			run_on(&dc_machines[m]);
}

int main(void)
{
	for (unsigned int i = 0; i < nr_programs; i++) {
		pid_t child;
		int ended;

		program = &programs[i];
		fflush(stdout);
		child = fork();
		if (child < 0)
			return 2;
		if (!child) {
			run_program();
			exit(0);
		}
		if (waitpid(child, &ended, 0) < 0 || !WIFEXITED(ended) || WEXITSTATUS(ended))
			printf("%s\tsuffered\tdid not come to an end\t\n", program->name);
	}
	return 0;
}
