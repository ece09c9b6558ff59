/* SPDX-License-Identifier: GPL-2.0-only */
/* The engine `sparse`: runs dmacheck-sparse on each file as it is compiled; takes its record. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "array.h"
#include "flags.h"
#include "outside.h"

/* Kbuild tells Sparse what the compiler knows by itself. */
static const char *const platform[] = {
	"-D__linux__", "-Dlinux", "-D__STDC__", "-Dunix", "-D__unix__",
};

/* Clang's name of a machine, and Sparse's. */
static const struct {
	const char *target, *arch;
} machines[] = {
	{ "--target=aarch64", "--arch=arm64" }, { "--target=arm-", "--arch=arm" },
	{ "--target=riscv64", "--arch=riscv64" }, { "--target=s390x", "--arch=s390x" },
	{ "--target=powerpc64", "--arch=ppc64" }, { "--target=mips", "--arch=mips" },
	{ "--target=x86_64", "--arch=x86_64" },
};

static const char *arch_of(const struct dc_flags *flags)
{
	for (size_t i = 0; i < flags->nr; i++)
		for (size_t k = 0; k < ARRAY_SIZE(machines); k++)
			if (!strncmp(flags->items[i], machines[k].target,
				     strlen(machines[k].target)))
				return machines[k].arch;
	return NULL;
}

static struct dc_command_line make_command(const struct dc_flags *flags, const char *program,
					   const char *kernel, const char *name,
					   const char *file, const char *known)
{
	struct dc_command_line command = { 0 };
	const char *arch = arch_of(flags);

	dc_command_line_add(&command, program);
	if (known) {
		dc_command_line_add(&command, "--known");
		dc_command_line_add(&command, known);
	}
	dc_command_line_add(&command, "--record");
	dc_command_line_add(&command, "-");
	if (kernel) {
		dc_command_line_add(&command, "--kernel");
		dc_command_line_add(&command, kernel);
	}
	dc_command_line_add(&command, "--name");
	dc_command_line_add(&command, name);
	for (size_t i = 0; i < ARRAY_SIZE(platform); i++)
		dc_command_line_add(&command, platform[i]);
	if (arch)
		dc_command_line_add(&command, arch);
	for (size_t i = 0; i < flags->nr; i++)
		dc_command_line_add(&command, flags->items[i]);
	dc_command_line_add(&command, file);
	return command;
}

static bool check_file(const struct dc_task *task, const char *program, const struct dc_job *job,
		       struct dc_result *result)
{
	struct dc_flags flags = { 0 };
	struct dc_command_line command;
	char real[PATH_MAX], version[24], known[32];
	const char *reason = dc_flags_find(job->path, task->commands, &flags), *kernel;
	bool ok;
	int fd;

	if (reason)
		return dc_coverage_gap(&result->coverage, job->path, NULL, 0, reason);
	fd = dc_outside_known(&task->tree->exported, job);
	snprintf(known, sizeof(known), "/dev/fd/%d", fd);
	kernel = dc_outside_kernel(&task->tree->kernel, job->path, version, sizeof(version));
	command = make_command(&flags, program, kernel, job->path,
			       realpath(job->path, real) ? real : job->path,
			       fd < 0 ? NULL : known);
	ok = dc_outside_run(&command, flags.directory, result) ||
	     dc_coverage_gap(&result->coverage, job->path, NULL, 0, "dmacheck-sparse failed");
	if (fd >= 0)
		close(fd);
	free(command.items);
	dc_flags_free(&flags);
	return ok;
}

bool dc_engine_sparse_check(const struct dc_task *task, struct dc_result *result)
{
	char program[PATH_MAX];

	if (!dc_engine_program("dmacheck-sparse", program, sizeof(program)))
		return false;
	for (size_t i = 0; i < task->nr; i++)
		if (!check_file(task, program, &task->jobs[i], result))
			return false;
	return true;
}
