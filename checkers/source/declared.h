/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the declarations at a file's top level say: structs with their members, arrays, and tables
 * of callbacks.
 *
 * Found once a file; the text must stay where it is as long as the result.
 */
#ifndef DC_DECLARED_H
#define DC_DECLARED_H

#include "split.h"

/* Part of the text; `text` is NULL for none. */
struct dc_words {
	const char *text;
	size_t length;
};

struct dc_struct {
	struct dc_words name, members;	/* members with their braces */
};

/* `typedef struct ring {…} ring_t, *ring_p;`; a struct without a tag has the first name for one. */
struct dc_typedef {
	struct dc_words name, tag;
};

/* `.member = function` in the table that starts at `offset`. */
struct dc_callback {
	struct dc_words function, member;
	uint32_t offset;
};

struct dc_declared {
	bool is_known;
	struct dc_struct *structs;
	size_t nr_structs, structs_capacity;
	struct dc_typedef *typedefs;
	size_t nr_typedefs, typedefs_capacity;
	struct dc_callback *callbacks;
	size_t nr_callbacks, callbacks_capacity;
	struct dc_words *arrays;	/* names */
	size_t nr_arrays, arrays_capacity;
};

/* Does nothing when it is known already. */
void dc_declared_read(struct dc_declared *declared, const char *text, const struct dc_items *items);
void dc_declared_free(struct dc_declared *declared);

/* The definition of a struct, NULL when there is none. */
const struct dc_struct *dc_declared_struct(const struct dc_declared *declared, const char *name,
					   size_t length);

/* The tag of the struct that a typedef's name stands for, NULL when it stands for none. */
const struct dc_words *dc_declared_typedef(const struct dc_declared *declared, const char *name,
					   size_t length);
/*
 * Reads a typedef of a struct: calls `found` for each of its names.  `body` are the members with
 * their braces, NULL text where the struct is only named.  False when the tokens are no such
 * typedef.
 */
typedef void dc_found_typedef(void *context, struct dc_typedef what, struct dc_words body);
bool dc_typedef_read(const struct dc_tokens *tokens, dc_found_typedef *found, void *context);

/* Where a function is stored, NULL for nowhere; `member` may be NULL for any. */
const struct dc_callback *dc_declared_callback(const struct dc_declared *declared,
					       const char *function, const char *member);
bool dc_declared_is_array(const struct dc_declared *declared, const char *name);

/* A member of a struct: `struct ring *tx, *rx[4];`.  False when it has none of that name. */
struct dc_member {
	struct dc_words tag;		/* "ring" */
	struct dc_words type;		/* the first word of the declaration: "ring_t" */
	bool is_array;
	bool is_handle;			/* a dma_addr_t */
	bool is_address;		/* a phys_addr_t, by any of its names */
};

/* The name of a struct's member by its position; false when that cannot be told. */
bool dc_struct_name_at(const struct dc_struct *in, size_t position, struct dc_words *name);
/* `path` may go through structs and unions without a name: "buf.dummy". */
bool dc_struct_member(const struct dc_struct *in, const char *path, struct dc_member *member);

#endif
