/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names that stand for attributes: macros, enumerators and constants of a file and of the headers
 * that it includes.
 *
 * No preprocessor: a name is replaced when its text leads to something that a rule may be about, or
 * is a plain number; all others stay as they are written.
 */
#ifndef DC_MACRO_H
#define DC_MACRO_H

#include "split.h"

struct dc_macro {
	const char *name;
	uint32_t name_length;
	const char *parameters;		/* text between the parentheses, NULL when it has none */
	uint32_t parameters_length;
	const char *body;
	uint32_t body_length;
	const char *file;		/* path of the definition */
	const char *file_text;		/* the text it lies in, to count lines */
	bool relevant;			/* its own body names something of dc_name_is_relevant() */
};

struct dc_macros;

/*
 * Definitions of one file, in their order; later ones win.  The text must stay where it is as long
 * as the result.
 */
struct dc_macros *dc_macros_read(const char *path, const char *text, const struct dc_items *items);
void dc_macros_free(struct dc_macros *macros);

/* What a file can see: its own definitions and those of its headers. */
struct dc_scope {
	const struct dc_macros **tables;
	size_t nr, capacity;
	const struct dc_macro **used;	/* that were expanded; a token's `macro` counts here */
	size_t nr_used, used_capacity;
};

/*
 * Adds the file's own table and those of its headers: quoted ones beside the file, all of them
 * below `root`/include when `root` is given.  Headers are read once a process.
 */
void dc_scope_open(struct dc_scope *scope, const char *path, const char *root, const char *text,
		   const struct dc_items *items, const struct dc_macros *own);
void dc_scope_close(struct dc_scope *scope);

/* The texts of the headers that the file sees and that are about DMA. */
size_t dc_scope_nr_texts(const struct dc_scope *scope);
const char *dc_scope_text(const struct dc_scope *scope, size_t i, size_t *length);
const char *dc_scope_path(const struct dc_scope *scope, size_t i);

/* Whether the name stands for something that a rule may be about. */
bool dc_scope_is_relevant(const struct dc_scope *scope, const char *name, size_t length);

/* Whether any name does, so that dc_scope_is_relevant() need not be asked for each. */
bool dc_scope_has_relevant(const struct dc_scope *scope);

/*
 * Copies `in` to `out` with names replaced.  False when that grows beyond all measure (a macro that
 * doubles itself); `out` is incomplete then.
 */
bool dc_scope_expand(struct dc_scope *scope, const struct dc_tokens *in, struct dc_tokens *out);

/* Releases the headers that were read. */
void dc_scope_shutdown(void);

#endif
