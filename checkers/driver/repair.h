/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mends what can be mended without doubt.
 */
#ifndef DC_REPAIR_H
#define DC_REPAIR_H

#include "run.h"
#include "select.h"

/*
 * Looks for edits that mend findings of the selection and has the fixed text judged in the place of
 * the old: what does not take its finding away, or brings another, is not done.  The rest is
 * written, each file whole or not at all, and its findings leave the selection; or it is printed as
 * a diff.  `run` has told its findings, of these `paths`.
 *
 * *failed: something was not written, which the user has been told.  False when memory is out.
 */
bool dc_repair(struct dc_run *run, struct dc_selection *selection, char *const *paths, size_t nr,
	       bool *failed);

/*
 * Which findings of the selection had better not be mended by what dc_fix_find() says: true in their
 * places, where edits would do harm, or cannot be judged.  False when memory is out.
 */
bool dc_repair_doubt(struct dc_run *run, struct dc_selection *selection, char *const *paths,
		     size_t nr, bool *doubtful);

#endif
