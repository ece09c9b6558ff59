/* SPDX-License-Identifier: GPL-2.0-only */
/* Beside the file, so that taking its place is one step. */
#include "replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the old file's mode was, or that of any new file. */
static mode_t mode_of(const char *path)
{
	mode_t mask = umask(0);
	struct stat st;

	umask(mask);
	return stat(path, &st) ? 0666 & ~mask : st.st_mode & 07777;
}

static bool fill(int fd, const struct dc_bytes *text)
{
	FILE *out = fdopen(fd, "w");
	bool ok;

	if (!out) {
		close(fd);
		return false;
	}
	ok = fwrite(text->data, 1, text->length, out) == text->length && !fflush(out) &&
	     !fsync(fd);
	return !fclose(out) && ok;
}

const char *dc_replace_file(const char *path, const struct dc_bytes *text)
{
	char real[PATH_MAX], new[PATH_MAX];
	int fd, error;

	if (!realpath(path, real) &&
	    (errno != ENOENT || snprintf(real, sizeof(real), "%s", path) >= (int)sizeof(real)))
		return strerror(errno);
	if (snprintf(new, sizeof(new), "%s.XXXXXX", real) >= (int)sizeof(new))
		return strerror(ENAMETOOLONG);
	fd = mkostemp(new, O_CLOEXEC);
	if (fd < 0)
		return strerror(errno);
	if (!fchmod(fd, mode_of(real)) && fill(fd, text) && !rename(new, real))
		return NULL;
	error = errno;
	unlink(new);
	return strerror(error);
}
