/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What there is to be reviewed: files, standard input, a maildir, or a folder of patches.
 */
#ifndef DC_INBOX_H
#define DC_INBOX_H

#include "letter.h"

/*
 * Adds the letters of `path`, - for standard input.  False when it cannot be read, which the user
 * has been told.
 */
bool dc_inbox_read(struct dc_letters *letters, const char *path);

#endif
