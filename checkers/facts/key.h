/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of places that functions share: `struct ring.dma`, whoever holds the ring.
 */
#ifndef DC_KEY_H
#define DC_KEY_H

#include "path.h"

enum { DC_MAX_KEY = 384, DC_MAX_TYPE = 96 };

/*
 * The key of a place: the type of the struct that the member lies in and the member, in front of
 * them the file when it defines the struct, else the directory, since other drivers have structs of
 * that name.  For a file's own variable the file and its name.  An element is not what holds it.
 * False for a place that no other function can know, or whose type is not told.
 */
bool dc_key(struct dc_flow *flow, dc_index place, char key[DC_MAX_KEY]);

/* The folder of a file: what a function that other files call lies in. */
void dc_key_folder(const char *file, char *folder, size_t size);

/* The struct that an expression is or points to, as far as declarations tell. */
bool dc_key_type(struct dc_flow *flow, dc_index expr, char type[DC_MAX_TYPE]);

/* The type of the struct that a member lies in, and the member with a dot in front. */
bool dc_key_member(struct dc_flow *flow, dc_index place, char type[DC_MAX_TYPE],
		   char path[DC_MAX_KEY / 2]);

/* Whether the place is a member that is declared as dma_addr_t, or an element of one. */
bool dc_key_is_handle(struct dc_flow *flow, dc_index place);

/*
 * Whether it is declared to hold physical addresses, which no release takes; or lies in a struct of
 * the file, whose functions tell what it holds.
 */
bool dc_key_is_address(struct dc_flow *flow, dc_index place);

/*
 * For what a function is given or returns, `place` being a parameter or what it points to, or 0 for
 * the result: the kind of resource and the function's name with its verb taken out, so that foo_map()
 * and foo_unmap(), or two callbacks of one table, share a key.  False when the name has no such verb.
 */
bool dc_stem(struct dc_flow *flow, dc_index place, const struct dc_api *api, char key[DC_MAX_KEY]);

#endif
