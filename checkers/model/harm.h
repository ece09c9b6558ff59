/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a function came to.  Harms add up; a fault ends the thread.
 *
 * Excused is what looks like harm and is what the caller asked for or what the machine cannot give:
 * a REQUIRE_COHERENT mapping that is refused because it would have to bounce, private device memory
 * that the device cannot reach.
 */
#ifndef DC_MODEL_HARM_H
#define DC_MODEL_HARM_H

#include <setjmp.h>

#include <linux/bug.h>

/* The bits are those of `enum dc_harm`; testcases/model holds the two together. */
enum dc_hurt {
	DC_HURT_IGNORED = 1,	/* a wish that nothing looks at */
	DC_HURT_REFUSED = 2,	/* NULL, DMA_MAPPING_ERROR, an error code */
	DC_HURT_SPLAT = 4,	/* a warning with a backtrace */
	DC_HURT_LEAK = 8,	/* memory, slots or bus addresses held for ever */
	DC_HURT_EXPOSED = 16,	/* the host reads what it should not */
	DC_HURT_CORRUPT = 32,	/* somebody reads other bytes than were written */
	DC_HURT_FAULT = 64,	/* the CPU or the device touches what is not there */
};

struct dc_hurts {
	unsigned int suffered, excused;	/* enum dc_hurt, joined */
	unsigned int refusals;		/* of either kind, counted */
	const char *last;		/* what happened last, in words */
};

extern struct dc_hurts dc_hurts;

/* Who wants to know of each harm as it happens; NULL for nobody. */
extern void (*dc_hurt_listener)(enum dc_hurt hurt, const char *what, bool is_excused);

/* Where a fault or a BUG() goes on; the model aborts the program when none is set. */
extern sigjmp_buf *dc_harm_resume;

void dc_harm_reset(void);
void dc_hurt(enum dc_hurt hurt, const char *what);
void dc_hurt_excused(enum dc_hurt hurt, const char *what);
void dc_harm_fault(const char *what) __attribute__((noreturn));

/* The names of the joined `hurts`, by comma, "none" for none.  At most `size` bytes. */
const char *dc_harm_print(unsigned int hurts, char *buf, size_t size);

#endif
