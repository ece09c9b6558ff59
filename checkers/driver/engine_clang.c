/* SPDX-License-Identifier: GPL-2.0-only */
/* The engine `clang`: runs dmacheck-clang, which finds out by itself how a file is compiled. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "outside.h"

/* What a header says is read with the files that include it, as the compiler does. */
static bool is_header(const char *path)
{
	size_t length = strlen(path);

	return length > 2 && !strcmp(path + length - 2, ".h");
}

static bool check_file(const struct dc_task *task, const char *program, const struct dc_job *job,
		       struct dc_result *result)
{
	int fd = dc_outside_known(&task->tree->exported, job);
	struct dc_command_line line = { 0 };
	char version[24], known[32];
	const char *kernel =
		dc_outside_kernel(&task->tree->kernel, job->path, version, sizeof(version));
	bool ok;

	snprintf(known, sizeof(known), "/dev/fd/%d", fd);
	dc_command_line_add(&line, program);
	dc_command_line_add(&line, "--record");
	if (task->commands) {
		dc_command_line_add(&line, "-p");
		dc_command_line_add(&line, task->commands);
	}
	if (kernel) {
		dc_command_line_add(&line, "--kernel");
		dc_command_line_add(&line, kernel);
	}
	if (fd >= 0) {
		dc_command_line_add(&line, "--known");
		dc_command_line_add(&line, known);
	}
	dc_command_line_add(&line, job->path);
	ok = dc_outside_run(&line, NULL, result) ||
	     dc_coverage_gap(&result->coverage, job->path, NULL, 0, "dmacheck-clang failed");
	if (fd >= 0)
		close(fd);
	free(line.items);
	return ok;
}

bool dc_engine_clang_check(const struct dc_task *task, struct dc_result *result)
{
	char program[PATH_MAX];

	if (!dc_engine_program("dmacheck-clang", program, sizeof(program)))
		return false;
	for (size_t i = 0; i < task->nr; i++)
		if (!is_header(task->jobs[i].path) &&
		    !check_file(task, program, &task->jobs[i], result))
			return false;
	return true;
}
