/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading files that may be anything: large, gone, a pipe. */
#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, MAX_BYTES = 32 << 20 };

/* Hand-written source stays below by two orders of magnitude. */
static const char too_large[] = "larger than 32 MiB";

const char *dc_read_file(const char *path, struct dc_bytes *text)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	const char *reason = NULL;
	char chunk[CHUNK];
	ssize_t nr;

	if (fd < 0)
		return strerror(errno);
	while (!reason && (nr = read(fd, chunk, sizeof(chunk)))) {
		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0)
			reason = strerror(errno);
		else if (text->length + nr > MAX_BYTES)
			reason = too_large;
		else if (!dc_bytes_add(text, chunk, nr))
			reason = "out of memory";
	}
	close(fd);
	return reason;
}

const char *dc_read_from(const struct dc_files *files, const char *path, struct dc_bytes *text)
{
	return files ? files->read(files, path, text) : dc_read_file(path, text);
}
