/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Coccinelle in the modes that make no findings, for `dmacheck coccicheck`.
 */
#ifndef DC_ENGINE_COCCI_H
#define DC_ENGINE_COCCI_H

#include "engine.h"

/* Prints what spatch makes of the files in `mode`: context, org or patch.  As dc_engine_row's. */
bool dc_engine_cocci_show(const struct dc_task *task, const char *mode, struct dc_result *result);

#endif
