/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The semantic patches of cocci/, one a rule, built into the program; which of them a file asks for,
 * and several of them as one, so that Coccinelle reads a file once.
 */
#ifndef DC_COCCI_H
#define DC_COCCI_H

#include "kernel.h"
#include "record.h"

struct dc_cocci {
	const char *name;		/* of the rule */
	const unsigned char *text;
	size_t length;
};

extern const struct dc_cocci dc_cocci[];	/* by name */
extern const size_t dc_nr_cocci;

/*
 * A set of semantic patches: the bit is the index in dc_cocci[].  Those whose rule the kernel has
 * and whose Keywords (keywords.h) the text meets.
 */
uint64_t dc_cocci_wanted(const struct dc_bytes *text, const struct dc_kernel *kernel);

/* Those that have something to do in a mode of coccicheck. */
uint64_t dc_cocci_in_mode(const char *mode);

/* What the kernel makes true that semantic patches ask for beside the mode; NULL for nothing. */
const char *dc_cocci_release(const struct dc_kernel *kernel);

/*
 * The semantic patches of a set as one.  Their rules keep apart, since the name of each begins with
 * that of the file; `virtual` is said once.  False when memory is out.
 */
bool dc_cocci_join(uint64_t set, struct dc_bytes *joined);

#endif
