/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Engine `sparse`: one translation unit as the kernel's build compiles it.
 */
#ifndef DC_CHECK_H
#define DC_CHECK_H

#include "judge.h"
#include "result.h"

struct dc_check_input {
	int argc;		/* Sparse's arguments, the file among them */
	char **argv;
	const char *name;	/* of the file in findings, NULL for the one among the arguments */
	struct dc_result known;	/* its rows are wrappers of other files */
	bool has_kernel;
	struct dc_kernel kernel;	/* instead of what the file's tree says */
};

/*
 * Adds to the result, the file itself included.  Ends the process where Sparse does; standard error
 * must be a file, in which Sparse's last words are then.  False when the arguments name no file.
 */
bool dc_check(const struct dc_check_input *input, struct dc_result *result);

#endif
