/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Wrappers that files other than their own call: what each file of a tree defines by which name.
 *
 * There is no linker here to say which of several functions of one name a call means.  One that
 * stands alone is meant; of several the one that stands beside the caller, or above or below it,
 * when it is the only one there; otherwise none.
 */
#ifndef DC_EXPORTED_H
#define DC_EXPORTED_H

#include "derive.h"

/* That a file defines a name otherwise than it was known. */
struct dc_change {
	uint32_t name;		/* dc_hash() of it */
	const char *file;
};

struct dc_changes {
	struct dc_change *items;
	size_t nr, capacity;
};

struct dc_definition {
	struct dc_derived *row;
	const char *file;	/* the caller's string */
	uint32_t name;		/* dc_hash() of it */
	uint32_t next;		/* 1 + the next definition of the same bucket, 0 for none */
};

struct dc_exported {
	struct dc_definition *items;
	size_t nr, capacity;
	uint32_t *buckets;	/* 1 + the first definition */
	size_t nr_buckets;
};

/* What `file` defines from now on; `file` must live as long.  Appends what that changes. */
void dc_exported_set(struct dc_exported *exported, const char *file,
		     const struct dc_derivations *rows, struct dc_changes *changes);

/* Sorts by name and file, so that order does not tell which file was read first. */
void dc_exported_sort(struct dc_exported *exported);

/* Whether some other file than `file` defines the name. */
bool dc_exported_has(const struct dc_exported *exported, const char *name, size_t length,
		     const char *file);

/* The row that a call in `file` means, NULL when none does or more than one might. */
const struct dc_derived *dc_exported_find(const struct dc_exported *exported, const char *name,
					  size_t length, const char *file);

/*
 * Where the function that a call in `file` means is defined, wrapper or not; NULL when that is
 * not known, or in one of several folders.
 */
const struct dc_definition *dc_exported_meant(const struct dc_exported *exported, const char *name,
					      size_t length, const char *file);

void dc_exported_free(struct dc_exported *exported);

#endif
