/* SPDX-License-Identifier: GPL-2.0-only */
/* The engine `sparse`: runs dmacheck-sparse on each file as it is compiled; takes its record. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "array.h"
#include "engine.h"
#include "flags.h"
#include "kernel.h"
#include "memory.h"
#include "record.h"

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

struct command {
	const char **items;
	size_t nr, capacity;
};

static void add(struct command *command, const char *word)
{
	dc_grow(command->items, command->nr, command->capacity);
	command->items[command->nr++] = word;
}

static bool calls(const struct dc_job *job, uint32_t name)
{
	for (size_t i = 0; i < job->nr_calls; i++)
		if (job->calls[i] == name)
			return true;
	return false;
}

static const char *arch_of(const struct dc_flags *flags)
{
	for (size_t i = 0; i < flags->nr; i++)
		for (size_t k = 0; k < ARRAY_SIZE(machines); k++)
			if (!strncmp(flags->items[i], machines[k].target,
				     strlen(machines[k].target)))
				return machines[k].arch;
	return NULL;
}

/* Wrappers of other files that this one may call, as a file in memory; -1 when there are none. */
static int write_known(const struct dc_exported *exported, const struct dc_job *job)
{
	struct dc_result result = { 0 };
	struct dc_bytes record = { 0 };
	int fd = -1;

	for (size_t i = 0; i < exported->nr; i++) {
		const struct dc_name *name = &exported->items[i].row->name;
		const struct dc_derived *row;
		struct dc_derived none = { .name = *name, .file = job->path, .is_opaque = true };

		if (!calls(job, exported->items[i].name) ||
		    !dc_exported_has(exported, name->text, name->length, job->path))
			continue;
		row = dc_exported_find(exported, name->text, name->length, job->path);
		dc_derivations_add(&result.rows, row ? row : &none);
	}
	if (result.rows.nr && dc_record_pack(&record, 0, &result)) {
		fd = memfd_create("known", 0);
		if (fd >= 0 && write(fd, record.data, record.length) != (ssize_t)record.length) {
			close(fd);
			fd = -1;
		}
	}
	free(record.data);
	dc_result_free(&result);
	return fd;
}

static struct command make_command(const struct dc_flags *flags, const char *program,
				   const char *kernel, const char *name, const char *file,
				   const char *known)
{
	struct command command = { 0 };
	const char *arch = arch_of(flags);

	add(&command, program);
	if (known) {
		add(&command, "--known");
		add(&command, known);
	}
	add(&command, "--record");
	add(&command, "-");
	if (kernel) {
		add(&command, "--kernel");
		add(&command, kernel);
	}
	add(&command, "--name");
	add(&command, name);
	for (size_t i = 0; i < ARRAY_SIZE(platform); i++)
		add(&command, platform[i]);
	if (arch)
		add(&command, arch);
	for (size_t i = 0; i < flags->nr; i++)
		add(&command, flags->items[i]);
	add(&command, file);
	add(&command, NULL);
	return command;
}

/* The worker may be killed at any time: its child goes with it. */
static _Noreturn void become(const struct command *command, const char *directory, int out,
			     pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == parent && dup2(out, STDOUT_FILENO) >= 0 && !chdir(directory))
		execv(command->items[0], (char *const *)command->items);
	_exit(127);
}

static bool receive(int in, struct dc_bytes *record)
{
	char chunk[1 << 16];
	ssize_t nr;

	while ((nr = read(in, chunk, sizeof(chunk)))) {
		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0 || !dc_bytes_add(record, chunk, nr))
			return false;
	}
	return true;
}

/* False when there is no whole record. */
static bool run(const struct command *command, const char *directory, struct dc_bytes *record)
{
	pid_t parent = getpid(), pid;
	int ends[2], status = -1;
	bool ok;

	if (pipe(ends))
		return false;
	pid = fork();
	if (!pid) {
		close(ends[0]);
		become(command, directory, ends[1], parent);
	}
	close(ends[1]);
	ok = pid > 0 && receive(ends[0], record);
	close(ends[0]);
	if (pid > 0)
		waitpid(pid, &status, 0);
	return ok && !status && dc_record_length(record->data, record->length);
}

/* What the program has to be told of the kernel: NULL when it will find the same in the tree. */
static const char *print_kernel(const struct dc_kernel *kernel, const char *path, char *buf,
				size_t size)
{
	struct dc_kernel found;
	char *root = NULL;
	bool same = dc_kernel_find(path, &root, &found) && found.version == kernel->version;

	free(root);
	snprintf(buf, size, "%u.%u", kernel->version >> 8, kernel->version & 0xff);
	return same ? NULL : buf;
}

static bool check_file(const struct dc_task *task, const char *program, const struct dc_job *job,
		       struct dc_result *result)
{
	struct dc_flags flags = { 0 };
	struct dc_bytes record = { 0 };
	struct command command;
	char real[PATH_MAX], version[24], known[32];
	const char *reason = dc_flags_find(job->path, &flags), *kernel;
	bool ok;
	int fd;

	if (reason)
		return dc_coverage_gap(&result->coverage, job->path, NULL, 0, reason);
	fd = write_known(&task->tree->exported, job);
	snprintf(known, sizeof(known), "/dev/fd/%d", fd);
	kernel = print_kernel(&task->tree->kernel, job->path, version, sizeof(version));
	command = make_command(&flags, program, kernel, job->path,
			       realpath(job->path, real) ? real : job->path,
			       fd < 0 ? NULL : known);
	ok = run(&command, flags.directory, &record) &&
	     dc_record_unpack(record.data, record.length, result);
	if (!ok)
		ok = dc_coverage_gap(&result->coverage, job->path, NULL, 0,
				     "dmacheck-sparse failed");
	if (fd >= 0)
		close(fd);
	free(command.items);
	free(record.data);
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
