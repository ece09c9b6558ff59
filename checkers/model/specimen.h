/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `dmacheck model FILE.c...`: runs specimens and says what their functions came to.
 *
 * A specimen is compiled against include/ by the system's compiler ($CC, else cc) and linked with
 * the model.  Each bad_ function must come to harm that the rules of its annotations claim, on some
 * machine; each ok_ function to none on all.
 */
#ifndef DC_MODEL_SPECIMEN_H
#define DC_MODEL_SPECIMEN_H

/* What a rule claims, from whoever knows the rules: the model does not.  The last has no rule. */
struct dc_model_claim {
	const char *rule;
	unsigned int harm;	/* enum dc_hurt, joined */
};

/*
 * Operands only: `argv` holds `argc` paths.  Returns 0 when all came to what they should, 1 when
 * one did not, 2 when one cannot be run.
 */
int dc_model_command(int argc, char **argv, const struct dc_model_claim *claims);

#endif
