/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Structs of any header that a file includes, whether it is about DMA or not.
 *
 * The scope leaves out headers that name nothing of DMA; but a member that drivers put attributes
 * into may be declared in one.  Headers are read when somebody asks, once a process, and searched
 * as text.
 */
#ifndef DC_LOOKUP_H
#define DC_LOOKUP_H

#include "declared.h"
#include "result.h"

/*
 * The definition of a struct in what `text`, the file at `path`, includes; `*header` is where.
 * NULL when there is none.  `file` is a number that no other file of the process has, not 0; `root`
 * may be NULL: then there is no include/.  Adds to `inputs`, unless that is NULL, each header that
 * could have told otherwise, there or not: those that are as near as the one it was found in, or all.
 */
const struct dc_struct *dc_lookup_struct(uint32_t file, const char *path, const char *root,
					 const char *text, size_t length, const char *name,
					 const char **header, struct dc_inputs *inputs);

/* The same for the tag of the struct that a typedef stands for. */
const struct dc_words *dc_lookup_typedef(uint32_t file, const char *path, const char *root,
					 const char *text, size_t length, struct dc_words name,
					 struct dc_inputs *inputs);

/* Releases the headers that were read. */
void dc_lookup_shutdown(void);

#endif
