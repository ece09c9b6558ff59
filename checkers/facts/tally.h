/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How far the pairing reaches: what becomes of each call that acquires a resource, and which
 * attributes it is known to be given.
 */
#ifndef DC_TALLY_H
#define DC_TALLY_H

#include "end.h"

/* What becomes of what a call acquires; of several, the first. */
enum dc_outcome {
	DC_OUTCOME_MANAGED,	/* devres releases it */
	DC_OUTCOME_OWN,		/* its function releases it on every way out */
	DC_OUTCOME_PAIRED,	/* another function releases it */
	DC_OUTCOME_PASSED,	/* its function gives it to a caller */
	DC_OUTCOME_KEPT,	/* it is kept where no release of the tree finds it */
	DC_OUTCOME_TOLD,	/* a callee got it, or a place that has no name */
	DC_OUTCOME_LOST,	/* nobody has it */
	DC_NR_OUTCOMES
};

/* What is known of the attributes that a call is given; of several, the last. */
enum dc_knowledge {
	DC_KNOWLEDGE_NONE_GIVEN,	/* 0, or the function takes none */
	DC_KNOWLEDGE_FULL,		/* each bit, in each alternative */
	DC_KNOWLEDGE_NOT_FOUND,		/* they come from a place that nothing is seen to fill */
	DC_KNOWLEDGE_COMPUTED,		/* what they are made of is not followed */
	DC_NR_KNOWLEDGE
};

struct dc_tally {
	size_t nr[DC_NR_KNOWLEDGE][DC_NR_OUTCOMES];	/* acquiring calls */
};

/* For programs and for people. */
struct dc_tally_name {
	const char *id, *words;
};

extern const struct dc_tally_name dc_outcome_names[DC_NR_OUTCOMES];
extern const struct dc_tally_name dc_knowledge_names[DC_NR_KNOWLEDGE];

/* Adds the calls among the ends, which are linked.  False when memory is out. */
bool dc_tally_ends(const struct dc_ends *ends, struct dc_tally *tally);

/* The calls of some knowledge, all outcomes; of some outcome, all knowledge. */
size_t dc_tally_of_knowledge(const struct dc_tally *tally, enum dc_knowledge knowledge);
size_t dc_tally_of_outcome(const struct dc_tally *tally, enum dc_outcome outcome);

#endif
