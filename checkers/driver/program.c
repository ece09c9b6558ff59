/* SPDX-License-Identifier: GPL-2.0-only */
/* Files without names instead of pipes: nobody has to read two streams at once. */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void become(const char *const argv[], int out, int err)
{
	int null = open("/dev/null", O_RDONLY);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(err, STDERR_FILENO) < 0 || chdir("/") || setenv("HOME", "/", 1))
		_exit(126);
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

static bool read_all(int fd, struct dc_bytes *bytes)
{
	struct stat st;
	char *data;
	bool ok;

	if (fstat(fd, &st))
		return false;
	data = calloc(st.st_size + 1, 1);
	ok = data && pread(fd, data, st.st_size, 0) == st.st_size &&
	     dc_bytes_add(bytes, data, st.st_size + 1);
	free(data);
	return ok;
}

static off_t said(int out, int err)
{
	struct stat a, b;

	return fstat(out, &a) || fstat(err, &b) ? 0 : a.st_size + b.st_size;
}

/* Waits for its end; false when it has been silent for too long before. */
static bool ends(pid_t pid, unsigned int patience, int out, int err)
{
	struct pollfd end = { pidfd_open(pid, 0), POLLIN, 0 };
	off_t before = 0, now;
	unsigned int silent = 0;

	if (end.fd < 0)
		return true;	/* it cannot be watched, but it may well end */
	while (silent < patience && !poll(&end, 1, 1000)) {
		now = said(out, err);
		silent = now == before ? silent + 1 : 0;
		before = now;
	}
	close(end.fd);
	return silent < patience;
}

static const char *run(const char *const argv[], unsigned int patience, int out, int err,
		       struct dc_program *program)
{
	pid_t pid = fork();

	if (pid < 0)
		return strerror(errno);
	if (!pid)
		become(argv, out, err);
	program->hangs = patience && !ends(pid, patience, out, err);
	if (program->hangs)
		kill(pid, SIGKILL);
	while (waitpid(pid, &program->status, 0) < 0)
		if (errno != EINTR)
			return strerror(errno);
	if (!read_all(out, &program->out) || !read_all(err, &program->err))
		return "out of memory";
	return NULL;
}

const char *dc_program_run(const char *const argv[], unsigned int patience,
			   struct dc_program *program)
{
	int out = memfd_create("output", MFD_CLOEXEC), err = memfd_create("errors", MFD_CLOEXEC);
	const char *reason = out < 0 || err < 0 ? strerror(errno) : NULL;

	if (!reason)
		reason = run(argv, patience, out, err, program);
	if (out >= 0)
		close(out);
	if (err >= 0)
		close(err);
	return reason;
}

void dc_program_free(struct dc_program *program)
{
	free(program->out.data);
	free(program->err.data);
}

int dc_program_file(const struct dc_bytes *text)
{
	int fd = memfd_create("input", 0);

	if (fd >= 0 && write(fd, text->data, text->length) != (ssize_t)text->length) {
		close(fd);
		return -1;
	}
	return fd;
}
