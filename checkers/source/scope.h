/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a file can see: its own definitions and those of the headers that it includes, as far as
 * they are about DMA.
 *
 * No preprocessor: quoted headers are looked for beside the file, all of them below include/ of the
 * kernel.  A header is read once a process.
 */
#ifndef DC_SCOPE_H
#define DC_SCOPE_H

#include "declared.h"
#include "derive.h"
#include "files.h"
#include "macro.h"
#include "memory.h"
#include "result.h"

struct dc_header {
	struct dc_header *next;		/* of its bucket */
	char *text;			/* NULL when it is not about DMA, nor leads to such */
	size_t length;
	struct dc_items items;
	struct dc_macros *macros;
	struct dc_declared declared;	/* once somebody asks */
	struct dc_stamp stamp;		/* of when it was read */
	uint32_t looked_for;		/* number of the last scope that did */
	struct dc_derivations rows;	/* of its wrappers, the caller's to fill */
	struct dc_inputs inputs;	/* what they depend on */
	bool has_rows;			/* that is done */
	char path[];
};

struct dc_scope {
	uint32_t number;		/* no other scope of this process had it */
	struct dc_macros *own;
	struct dc_header **headers;
	size_t nr_headers, headers_capacity;
	unsigned int choice;		/* which of a name's alternatives is taken */
	unsigned int nr_choices;	/* that the names expanded so far have */
	const struct dc_macro **used;	/* that were expanded; a token's `macro` counts here */
	size_t nr_used, used_capacity;
	struct dc_inputs *inputs;	/* while it opens */
	struct dc_arena pasted;		/* names that ## made */
};

/*
 * `root` may be NULL: then there is no include/.  Adds each place to `inputs` where a header was
 * looked for, unless that is NULL.
 */
void dc_scope_open(struct dc_scope *scope, const char *path, const char *root, const char *text,
		   const struct dc_items *items, struct dc_macros *own, struct dc_inputs *inputs);
void dc_scope_close(struct dc_scope *scope);

/* Adds to `inputs` what one of the scope's headers depends on, unless it is there already. */
void dc_scope_depend(const struct dc_scope *scope, const struct dc_header *header,
		     struct dc_inputs *inputs);

/*
 * The text of a header, the caller's to free; NULL when there is none that can be read.  `stamp`,
 * zero before, is what the system says of it.
 */
char *dc_scope_read(const char *path, size_t *length, struct dc_stamp *stamp);

/* Where headers are read from henceforth, NULL for the disk; forgets those of elsewhere. */
void dc_scope_read_from(const struct dc_files *files);

/* "x.h" or <x.h> of an #include line: where the name starts, its length, and which of the two. */
const char *dc_scope_included(const char *text, size_t length, size_t *name_length, bool *quoted);

/* Releases the headers that were read. */
void dc_scope_shutdown(void);

#endif
