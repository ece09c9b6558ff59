/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file's text, for whoever analyses it.
 */
#ifndef DC_READ_H
#define DC_READ_H

#include "files.h"

/* Appends the file to `text`.  NULL on success, else why not, in words. */
const char *dc_read_file(const char *path, struct dc_bytes *text);

/* The same from `files`, NULL for the disk. */
const char *dc_read_from(const struct dc_files *files, const char *path, struct dc_bytes *text);

#endif
