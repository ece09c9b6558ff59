/* SPDX-License-Identifier: GPL-2.0-only */
/* A pipe to a child process, and what it has to be told. */
#include "outside.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory.h"
#include "record.h"

void dc_command_line_add(struct dc_command_line *line, const char *word)
{
	dc_grow(line->items, line->nr, line->capacity);
	line->items[line->nr++] = word;
}

static bool calls(const struct dc_job *job, uint32_t name)
{
	for (size_t i = 0; i < job->nr_calls; i++)
		if (job->calls[i] == name)
			return true;
	return false;
}

static void add_known(struct dc_derivations *rows, const struct dc_exported *exported,
		      const struct dc_definition *definition, const struct dc_job *job)
{
	const struct dc_name *name = &definition->row->name;
	struct dc_derived none = { .name = *name, .file = job->path, .is_opaque = true };
	const struct dc_definition *meant;
	const struct dc_derived *row;

	if (!calls(job, definition->name) ||
	    !dc_exported_has(exported, name->text, name->length, job->path))
		return;
	row = dc_exported_find(exported, name->text, name->length, job->path);
	meant = row ? NULL : dc_exported_meant(exported, name->text, name->length, job->path);
	dc_derivations_add(rows, row ? row : meant ? meant->row : &none);
}

static int write_file(const struct dc_bytes *record)
{
	int fd = memfd_create("known", 0);

	if (fd >= 0 && write(fd, record->data, record->length) == (ssize_t)record->length)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

int dc_outside_known(const struct dc_exported *exported, const struct dc_job *job)
{
	struct dc_result result = { 0 };
	struct dc_bytes record = { 0 };
	int fd = -1;

	for (size_t i = 0; i < exported->nr; i++)
		add_known(&result.rows, exported, &exported->items[i], job);
	if (result.rows.nr && dc_record_pack(&record, 0, &result))
		fd = write_file(&record);
	free(record.data);
	dc_result_free(&result);
	return fd;
}

const char *dc_outside_kernel(const struct dc_kernel *kernel, const char *path, char *buf,
			      size_t size)
{
	struct dc_kernel found;
	char *root = NULL;
	bool is_same = dc_kernel_find(path, &root, &found) && found.version == kernel->version;

	free(root);
	snprintf(buf, size, "%u.%u", kernel->version >> 8, kernel->version & 0xff);
	return is_same ? NULL : buf;
}

/* The worker may be killed at any time: its child goes with it. */
static _Noreturn void become(const struct dc_command_line *line, const char *directory, int out,
			     pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == parent && dup2(out, STDOUT_FILENO) >= 0 &&
	    (!directory || !chdir(directory)))
		execv(line->items[0], (char *const *)line->items);
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

bool dc_outside_run(struct dc_command_line *line, const char *directory, struct dc_result *result)
{
	struct dc_bytes record = { 0 };
	pid_t parent = getpid(), pid;
	int ends[2], status = -1;
	bool ok;

	dc_command_line_add(line, NULL);
	if (pipe(ends))
		return false;
	pid = fork();
	if (!pid) {
		close(ends[0]);
		become(line, directory, ends[1], parent);
	}
	close(ends[1]);
	ok = pid > 0 && receive(ends[0], &record);
	close(ends[0]);
	if (pid > 0)
		waitpid(pid, &status, 0);
	ok = ok && !status && dc_record_length(record.data, record.length) &&
	     dc_record_unpack(record.data, record.length, result);
	free(record.data);
	return ok;
}
