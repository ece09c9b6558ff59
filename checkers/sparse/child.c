/* SPDX-License-Identifier: GPL-2.0-only */
/* The child sends a record, or ends; the parent makes something of either. */
#include "child.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SHADOW_MEMORY 1	/* terabytes of addresses */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SHADOW_MEMORY 1
#endif
#endif

enum { MAX_SECONDS = 120 };

/* Exit status of the child that was given no file. */
enum { NO_FILE = 2 };

bool dc_child_receive(int fd, struct dc_bytes *bytes)
{
	char chunk[1 << 16];
	ssize_t nr;

	while ((nr = read(fd, chunk, sizeof(chunk)))) {
		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0 || !dc_bytes_add(bytes, chunk, nr))
			return false;
	}
	return true;
}

/* The child's side */

static void write_all(int fd, const struct dc_bytes *bytes)
{
	size_t sent = 0;

	while (sent < bytes->length) {
		ssize_t nr = write(fd, bytes->data + sent, bytes->length - sent);

		if (nr < 0 && errno != EINTR)
			_exit(EXIT_FAILURE);
		if (nr > 0)
			sent += nr;
	}
}

/* Nobody is interested in what Sparse has not freed. */
static void leave(void)
{
	_exit(EXIT_FAILURE);
}

void dc_child_leave_at_exit(void)
{
	atexit(leave);
}

/* A unit of the kernel takes a tenth of it; one that includes itself takes all there is. */
static void limit(void)
{
	alarm(MAX_SECONDS);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
#ifndef HAS_SHADOW_MEMORY
	setrlimit(RLIMIT_AS, &(struct rlimit){ 2ul << 30, 2ul << 30 });
#endif
}

static _Noreturn void read_unit(const struct dc_check_input *input, int pipe, int words)
{
	struct dc_result result = { 0 };
	struct dc_bytes record = { 0 };

	dup2(words, STDERR_FILENO);
	dc_child_leave_at_exit();
	limit();
	if (!dc_check(input, &result))
		_exit(NO_FILE);
	if (!dc_record_pack(&record, 0, &result))
		_exit(EXIT_FAILURE);
	write_all(pipe, &record);
	_exit(EXIT_SUCCESS);
}

/* The parent's side */

/* The wait status, -1 when there is none. */
static int run(const struct dc_check_input *input, int words, struct dc_bytes *record)
{
	int ends[2], status = -1;
	pid_t pid;

	if (words < 0 || pipe(ends))
		return -1;
	pid = fork();
	if (!pid) {
		close(ends[0]);
		read_unit(input, ends[1], words);
	}
	close(ends[1]);
	if (pid > 0) {
		bool ok = dc_child_receive(ends[0], record);

		if (waitpid(pid, &status, 0) < 0 || !ok)
			status = -1;
	}
	close(ends[0]);
	return status;
}

/* The last line that Sparse said, without its end. */
static void last_words(int words, char *buf, size_t size)
{
	off_t length = lseek(words, 0, SEEK_END);
	off_t from = length > (off_t)size - 1 ? length - (off_t)size + 1 : 0;
	ssize_t nr = pread(words, buf, size - 1, from);
	char *newline;

	buf[nr > 0 ? nr : 0] = '\0';
	while ((newline = strrchr(buf, '\n'))) {
		if (newline[1])
			memmove(buf, newline + 1, strlen(newline + 1) + 1);
		else
			*newline = '\0';
	}
}

static void describe_death(int status, int words, char *reason, size_t size)
{
	char said[512];

	last_words(words, said, sizeof(said));
	if (status < 0)
		snprintf(reason, size, "no memory");
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		snprintf(reason, size, "took longer than %d s", MAX_SECONDS);
	else if (WIFSIGNALED(status))
		snprintf(reason, size, "crashed: %s", strsignal(WTERMSIG(status)));
	else
		snprintf(reason, size, "Sparse gave up: %s", said[0] ? said : "without a word");
}

bool dc_child_check(const struct dc_check_input *input, const char *file, struct dc_result *result)
{
	int words = memfd_create("words", MFD_CLOEXEC);
	struct dc_bytes record = { 0 };
	int status = run(input, words, &record);
	bool has_file = status < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != NO_FILE;
	char reason[600];

	if (has_file && (status || !dc_record_length(record.data, record.length) ||
			 !dc_record_unpack(record.data, record.length, result))) {
		describe_death(status, words, reason, sizeof(reason));
		if (!dc_coverage_gap(&result->coverage, file, NULL, 0, reason))
			abort();
	}
	if (words >= 0)
		close(words);
	free(record.data);
	return has_file;
}
