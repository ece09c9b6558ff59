/* SPDX-License-Identifier: GPL-2.0-only */
/* Adds up what a function came to. */
#include "harm.h"

#include <stdio.h>
#include <stdlib.h>

struct dc_hurts dc_hurts;
sigjmp_buf *dc_harm_resume;
void (*dc_hurt_listener)(enum dc_hurt hurt, const char *what, bool is_excused);

void dc_harm_reset(void)
{
	dc_hurts = (struct dc_hurts){ 0 };
}

void dc_hurt(enum dc_hurt hurt, const char *what)
{
	dc_hurts.suffered |= hurt;
	dc_hurts.refusals += hurt == DC_HURT_REFUSED;
	dc_hurts.last = what;
	if (dc_hurt_listener)
		dc_hurt_listener(hurt, what, false);
}

void dc_hurt_excused(enum dc_hurt hurt, const char *what)
{
	dc_hurts.excused |= hurt;
	dc_hurts.refusals += hurt == DC_HURT_REFUSED;
	dc_hurts.last = what;
	if (dc_hurt_listener)
		dc_hurt_listener(hurt, what, true);
}

void dc_harm_fault(const char *what)
{
	dc_hurt(DC_HURT_FAULT, what);
	if (!dc_harm_resume)
		abort();
	siglongjmp(*dc_harm_resume, 1);
}

/* WARN(), include/asm-generic/bug.h (7.3). */
void dc_harm_warn(const char *what)
{
	dc_hurt(DC_HURT_SPLAT, what);
}

/* BUG(), include/asm-generic/bug.h (7.3): the thread does not go on. */
void dc_harm_bug(const char *what)
{
	dc_hurt(DC_HURT_SPLAT, what);
	dc_harm_fault(what);
}

const char *dc_harm_print(unsigned int hurts, char *buf, size_t size)
{
	static const char *const names[] = {
		"ignored", "refused", "splat", "leak", "exposed", "corrupt", "fault",
	};
	size_t used = 0;

	snprintf(buf, size, "none");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && used < size; i++)
		if (hurts >> i & 1)
			used += snprintf(buf + used, size - used, "%s%s", used ? "," : "",
					 names[i]);
	return buf;
}
