/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A part of a check, for machines that share the work; `dmacheck merge` puts the parts together.
 */
#ifndef DC_SHARD_H
#define DC_SHARD_H

#include "settings.h"

/* Analyses the files of one part and writes what was learned to standard output; a dc_exit. */
int dc_shard_make(const struct dc_settings *settings, char *const *paths, size_t nr);

#endif
