/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a reader of kernel code knows of a name without looking it up.  No rule depends on it, but
 * every engine has to read the same into the same words.
 */
#ifndef DC_CUSTOM_H
#define DC_CUSTOM_H

#include "coverage.h"
#include "flow.h"

/* What a macro does that is no call: BIT(n), WRITE_ONCE(x, v), no_free_ptr(p), swap(a, b). */
enum dc_custom {
	DC_CUSTOM_NONE,
	DC_CUSTOM_SAME,		/* gives its first argument back: likely(x), WARN_ON(x) */
	DC_CUSTOM_SECOND,	/* gives its second one back: drm_WARN_ON(drm, x) */
	DC_CUSTOM_BIT,
	DC_CUSTOM_STORE,	/* of the second argument in the first */
	DC_CUSTOM_TAKE,		/* gives the first argument back, which is NULL then */
	DC_CUSTOM_SWAP,
};

struct dc_custom_row {
	const char *name;
	enum dc_custom what;
	size_t nr_arguments;
};

extern const struct dc_custom_row dc_customs[];
extern const size_t dc_nr_customs;

/* NONE as well when there are fewer arguments than it takes. */
enum dc_custom dc_custom_find(const char *name, size_t length, size_t nr_arguments);

/* Position of the argument that it gives back as it is, -1 for none. */
int dc_custom_same(enum dc_custom what);

/* Constants that mean something to us and are in no table. */
bool dc_custom_is_constant(const char *name, size_t length);
extern const char *const dc_custom_constants[];
extern const size_t dc_nr_custom_constants;

/*
 * A question that is answered alike whenever it is asked.  Of a function that nobody knows that is
 * assumed, lest a path is followed on which the same call says yes and then no; unless its name
 * says that it does something.
 */
bool dc_custom_is_question(const char *name);

/* Constants that say by their names what a number does not: GFP_KERNEL, MEMREMAP_WB. */
bool dc_custom_is_named(const char *name);

/* The DMA core implements attributes; it is not held to what its callers owe it. */
bool dc_custom_is_core(const char *path);

/* Names of the DMA core's own are wrong wherever they stand outside of it. */
void dc_custom_judge_name(struct dc_findings *findings, const struct dc_kernel *kernel,
			  enum dc_attr_id attr, const struct dc_location *location,
			  const char *function, unsigned int engine);

#endif
