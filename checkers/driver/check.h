/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What `dmacheck check` does once it knows what is asked for.
 */
#ifndef DC_CHECK_H
#define DC_CHECK_H

#include "settings.h"
#include "store.h"

/* An enum dc_exit.  What `store` knows is not analysed again; NULL for none. */
int dc_check(const struct dc_settings *settings, struct dc_store *store, char *const *paths,
	     size_t nr);

#endif
