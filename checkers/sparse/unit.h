/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One translation unit as Sparse's preprocessor and parser leave it: its functions as trees, and
 * the names of our tables in its text.
 *
 * The trees are those of the parser, not yet evaluated nor linearized: there the names that the
 * tables know still stand, and with them what was written, in the function where it was written.
 * Names of the tables that are macros are kept from being expanded.
 *
 * libsparse keeps global state, never frees, and ends the process where it gives up; so one process
 * reads one unit.  Only this folder knows it.
 */
#ifndef DC_UNIT_H
#define DC_UNIT_H

#include "array.h"
#include "table.h"

#include <lib.h>
#include <symbol.h>

/* An identifier in the file's own text that means something to us. */
struct dc_unit_name {
	struct position pos;
	const struct ident *ident;
	const struct dc_name *name;	/* its entry in the tables, NULL for none */
};

struct dc_unit_function {
	struct symbol *symbol;		/* NULL for text that the parser found no function in */
	unsigned int first, last;	/* lines; the last is where the next thing begins */
	char *error;			/* what the parser did not understand, NULL for nothing */
	bool is_visited, is_read;
};

/* `.member = function` in a variable that is defined on `line`. */
struct dc_unit_callback {
	const struct ident *function, *member;
	unsigned int line;
};

struct dc_unit {
	char *file;
	int stream;			/* Sparse's number of the file */
	bool is_relevant;		/* something in it is about DMA; else nothing more is known */
	struct dc_unit_name *names;	/* by position */
	size_t nr_names, names_capacity;
	struct dc_unit_function *functions;
	size_t nr_functions, functions_capacity;
	struct dc_unit_callback *callbacks;
	size_t nr_callbacks, callbacks_capacity;
};

/*
 * Reads the file that Sparse's arguments name; false when they name none.  With `in_any_case` also
 * one that names nothing of DMA.  Standard error is
 * Sparse's until then, and errors that it has to say in functions of the file are kept.
 */
bool dc_unit_read(struct dc_unit *unit, int argc, char **argv, bool in_any_case);

/* What stands at a position of the file, NULL for nothing that means something. */
const struct dc_unit_name *dc_unit_name_at(const struct dc_unit *unit, struct position pos);

/* The function around a line of the file, NULL for none. */
struct dc_unit_function *dc_unit_function_at(const struct dc_unit *unit, unsigned int line);

/* Where a function is stored, NULL for nowhere; `member` may be NULL for any. */
const struct dc_unit_callback *dc_unit_callback_of(const struct dc_unit *unit, const char *function,
						   const char *member);

#endif
