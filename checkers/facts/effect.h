/* SPDX-License-Identifier: GPL-2.0-only */
/* A call under way, shared by those who know what it does. */
#ifndef DC_EFFECT_H
#define DC_EFFECT_H

#include "path.h"

struct dc_effect {
	struct dc_flow *flow;
	const struct dc_step *step;
	const char *name;		/* of the callee, "" when it is computed */
	struct dc_value arguments[16];
	uint32_t nr;
};

/*
 * effect_part.c: what a call is made of.  An argument as written, and as evaluated; nothing and
 * unknown where the call has none.
 */
dc_index dc_effect_expr(const struct dc_effect *call, int position);
struct dc_value dc_effect_argument(const struct dc_effect *call, int position);
/* `msg->payload` of an array member is an address inside of `msg`. */
struct dc_value dc_effect_address(const struct dc_effect *call, int position);

/* The place of `&x`, or 0. */
dc_index dc_effect_pointed(const struct dc_effect *call, dc_index expr);
/* The place of an argument's member, with . or -> as the argument wants it; NULL for none. */
const struct dc_place *dc_effect_member(const struct dc_effect *call, int position,
					const char *member);

/* A new object for what this step returns: each time it runs it is new again. */
uint16_t dc_effect_object(const struct dc_effect *call, enum dc_memory memory);
struct dc_object_state *dc_effect_state(const struct dc_effect *call, uint16_t object);
struct dc_use dc_effect_use(const struct dc_effect *call, enum dc_role role, uint16_t object);
void dc_effect_result(const struct dc_effect *call, struct dc_value value);

/* effect_api.c */
void dc_effect_api(const struct dc_effect *call, const struct dc_api *api);

/* effect_memory.c: returns a second state where the call may fail, NULL otherwise. */
struct dc_state *dc_effect_origin(const struct dc_effect *call, const struct dc_origin *origin);

/* effect_crypt.c */
struct dc_state *dc_effect_crypt(const struct dc_effect *call, const struct dc_origin *origin);
void dc_effect_page_table(const struct dc_effect *call, const struct dc_origin *origin);
void dc_effect_protect(const struct dc_effect *call, const struct dc_origin *origin);

#endif
