/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which files to give to one start of spatch: its semantic patches walk over all of them, also
 * those that do not ask for them, and each start reads them anew.
 */
#ifndef DC_BATCH_H
#define DC_BATCH_H

#include <stddef.h>
#include <stdint.h>

/* Files that go together, and the semantic patches that any of them asks for, as in cocci.h. */
struct dc_batch {
	uint64_t set;
	size_t bytes;
};

/*
 * Joins batches where one start is cheaper than two.  They are `nr`, of a file each; `batch_of[i]`
 * becomes the index of that which the file of the i-th is in now, the others have no set.
 */
void dc_batches_join(struct dc_batch *batches, size_t *batch_of, size_t nr);

#endif
