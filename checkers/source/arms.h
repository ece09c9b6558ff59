/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * #if inside of a function.
 *
 * No configuration is known, so every arm counts.  A function is read in as many variants as it
 * takes to see each arm once; within a variant equal conditions are decided alike.  An #if without
 * #else has an empty last arm.  Other directives vanish.
 */
#ifndef DC_ARMS_H
#define DC_ARMS_H

#include "lex.h"

enum { DC_MAX_GROUPS = 64, DC_MAX_VARIANTS = 8 };

struct dc_arms {
	struct dc_arm *items;		/* in the text's order, an #if's together */
	size_t nr, capacity;
	struct dc_group *groups;	/* an #if each */
	size_t nr_groups, groups_capacity;
	struct dc_condition *conditions;
	size_t nr_conditions, conditions_capacity;
	unsigned int variants;		/* that were given */
	bool too_many;			/* arms were left out: more #ifs or variants than that */
};

/* Finds the arms of `in`, which must stay as long as they do. */
void dc_arms_find(struct dc_arms *arms, const struct dc_tokens *in);
void dc_arms_free(struct dc_arms *arms);

/*
 * Appends the next variant of `in` to `out`.  False, with `out` untouched, when there is none:
 * every arm has been in one, or `too_many` is set.  Without that the first call gives a variant.
 */
bool dc_arms_next(struct dc_arms *arms, const struct dc_tokens *in, struct dc_tokens *out);

#endif
