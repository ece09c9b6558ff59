/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of TOML as .dmacheck.toml needs: tables, keys, strings of one line and arrays of them.
 * Any other TOML is refused by its name, so that nothing means something else than it says.
 */
#ifndef DC_TOML_H
#define DC_TOML_H

#include <stdbool.h>
#include <stddef.h>

/* A `key = value`; strings have no NUL inside. */
struct dc_toml {
	const char *table;	/* "" above the first */
	const char *key;
	char *const *strings;
	size_t nr;
	bool is_array;		/* else there is one string */
	unsigned int line;
};

/*
 * Reads `length` bytes and gives each value to `take`, which returns what is wrong with it or NULL.
 * Returns the same of the text, and the line; NULL when all is well.  What it returns is static or
 * what `take` returned.
 */
const char *dc_toml_read(const char *text, size_t length,
			 const char *(*take)(void *context, const struct dc_toml *value),
			 void *context, unsigned int *line);

#endif
