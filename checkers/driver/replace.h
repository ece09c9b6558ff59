/* SPDX-License-Identifier: GPL-2.0-only */
/* A file's new text in the place of its old one, whole or not at all. */
#ifndef DC_REPLACE_H
#define DC_REPLACE_H

#include "record.h"

/* The file may be missing; where it is a link, what it leads to is replaced.  NULL, or why not. */
const char *dc_replace_file(const char *path, const struct dc_bytes *text);

#endif
