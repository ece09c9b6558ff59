/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two sides do the same steps: the model, and the kernel's own code on the model's memory.  Each is
 * a shared object of its own, with a world of its own, that exports `dc_side`.
 */
#ifndef DC_LOCKSTEP_H
#define DC_LOCKSTEP_H

#include "machine.h"

#define DC_MASK(n)	((1ULL << (n)) - 1)

enum dc_op {
	DC_GET, DC_PUT, DC_DECRYPT, DC_ENCRYPT, DC_MAP, DC_MAP_AGAIN, DC_UNMAP, DC_SYNC,
	DC_MAP_LIST, DC_UNMAP_LIST, DC_SYNC_LIST, DC_ALLOC, DC_ALLOC_AGAIN, DC_FREE, DC_MMAP,
	DC_SGTABLE, DC_UNBIND, DC_INJECT, DC_WORK, DC_NR_OPS,
};

struct dc_step {
	unsigned char op, which;	/* of a few objects of each kind */
	unsigned short how;
	unsigned int much;
};

/* What a step came to, by name. */
enum { DC_MAX_SEEN = 48 };

struct dc_seen {
	unsigned int nr;
	struct { const char *name; unsigned long long value; } items[DC_MAX_SEEN];
};

struct dc_side {
	const struct dc_machine *machines;
	unsigned int nr_machines;
	/* The n-th conversion that booting asks for fails when bit n of `failing` is set. */
	void (*boot)(const struct dc_machine *machine, unsigned int failing,
		     struct dc_seen *seen);
	/* False when the world has come to its end: a fault, a BUG(). */
	bool (*step)(const struct dc_step *step, struct dc_seen *seen);
	/* For a signal's handler: goes back to the step, which ends the world. */
	void (*fault)(void);
	/* The next steps are told as C, to standard output. */
	void (*tell)(bool on);
};

#endif
