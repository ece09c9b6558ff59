/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What carries attributes from one function to another, each under a key that both know: a member
 * of a struct, a variable, a parameter, a parameter's target, a result.
 *
 * A resource's key is narrow, see key.h, since drivers that share a struct must not be mixed.  What
 * a member is given goes to all that read it: its key names the file that defines the struct.
 */
#ifndef DC_CARRY_H
#define DC_CARRY_H

#include "key.h"
#include "path.h"

/* The key of what the unknown bits of a value were read from; false for nothing others can set. */
bool dc_carrier(struct dc_flow *flow, struct dc_value value, char key[DC_MAX_KEY]);

/* The same of a call that is counted, not judged: whoever comes there gives one of the values. */
bool dc_carrier_any_way(struct dc_flow *flow, struct dc_value value, char key[DC_MAX_KEY]);

/* Tells what else the place may be known by that such a value was read from. */
void dc_carry_names(struct dc_flow *flow, struct dc_value value);

/*
 * Tells that a call at `spot`, or one of a function of the file whose calls ask for attributes, is
 * one of two ways between which something chose that others set: who set the attributes may not
 * come here.
 */
void dc_carry_guard(struct dc_flow *flow, struct dc_spot spot);
void dc_carry_call(struct dc_flow *flow, const char *callee);

/*
 * The conditions on members under which the path came to its step, where the other way leads there
 * as well: `\nfile: struct ring.flags & SHARED=1\n`, one after the other.
 */
void dc_carry_conditions(struct dc_flow *flow, char *text, size_t size);

/* Tells the others what a place, a callee's parameters, or the function's own caller is given. */
void dc_carry_store(struct dc_flow *flow, dc_index place, struct dc_value value);
void dc_carry_argument(struct dc_flow *flow, const char *callee, unsigned int position,
		       struct dc_value value);
/* What a wrapper that releases is given, for its own release when somebody asks for that. */
void dc_carry_wrapped(struct dc_flow *flow, const char *callee, unsigned int position,
		      struct dc_value value);
/* What a wrapper that acquires is given; the DMA API's own calls are nobody's to read. */
void dc_carry_acquired(struct dc_flow *flow, const char *callee, unsigned int position,
		       struct dc_value value);
/* The key of a parameter of a function of that file, or folder when it is not static. */
void dc_carry_parameter_key(const char *scope, const char *function, unsigned int position,
			    char key[DC_MAX_KEY]);
/* Whether the path to here was chosen by nothing that others may have set, but for the object. */
bool dc_carry_is_free(struct dc_flow *flow, uint16_t object);
void dc_carry_return(struct dc_flow *flow, struct dc_value value);

#endif
