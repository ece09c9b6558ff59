/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Other people's programs, run to their end, with what they said.
 */
#ifndef DC_PROGRAM_H
#define DC_PROGRAM_H

#include "record.h"

struct dc_program {
	struct dc_bytes out, err;	/* standard output and error, with a final NUL */
	int status;			/* as of waitpid() */
	bool hangs;			/* and was killed */
};

/*
 * Runs argv[0], found in PATH, in the root directory and without a home, so that no settings of the
 * user's or the tree's find their way to it.  It dies when we do, or when it says nothing for
 * `patience` seconds; 0 is for ever.  NULL on success, whatever its status, else why it could not
 * be run.  Free in any case.
 */
const char *dc_program_run(const char *const argv[], unsigned int patience,
			   struct dc_program *program);

void dc_program_free(struct dc_program *program);

/* A file without a name that holds `text`; the program opens it as /dev/fd/N.  -1 on failure. */
int dc_program_file(const struct dc_bytes *text);

#endif
