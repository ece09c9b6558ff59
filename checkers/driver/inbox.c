/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads at most so much, of regular files and pipes alone. */
#include "inbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"
#include "say.h"

enum { MOST_BYTES = 64 << 20, MOST_FILES = 10000, PIECE = 1 << 16 };

static const char *read_descriptor(int fd, struct dc_bytes *bytes)
{
	char *piece = dc_memory_resize(NULL, PIECE);
	const char *reason = NULL;
	ssize_t length;

	while (!reason && (length = read(fd, piece, PIECE))) {
		if (length < 0 && errno == EINTR)
			continue;
		if (length < 0)
			reason = strerror(errno);
		else if (bytes->length + length > MOST_BYTES)
			reason = "larger than 64 MiB";
		else if (!dc_bytes_add(bytes, piece, length))
			reason = "out of memory";
	}
	free(piece);
	return reason;
}

static const char *read_file(const char *path, struct dc_bytes *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	const char *reason;
	struct stat st;

	if (fd < 0)
		return strerror(errno);
	if (fstat(fd, &st))
		reason = strerror(errno);
	else if (!S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode))
		reason = "not a file";
	else
		reason = read_descriptor(fd, bytes);
	close(fd);
	return reason;
}

static bool take(struct dc_letters *letters, const char *path)
{
	bool is_stdin = !strcmp(path, "-");
	struct dc_bytes bytes = { 0 };
	const char *reason = is_stdin ? read_descriptor(STDIN_FILENO, &bytes) :
					read_file(path, &bytes);

	if (reason)
		dc_say("%s: %s", path, reason);
	else
		dc_letters_read(letters, is_stdin ? "standard input" : path,
				bytes.data ? bytes.data : "", bytes.length);
	free(bytes.data);
	return !reason;
}

/* Folders */

struct names {
	char **items;
	size_t nr, capacity;
};

static int by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool is_regular(const char *path)
{
	struct stat st;

	return !lstat(path, &st) && S_ISREG(st.st_mode);
}

static bool has_suffix(const char *name)
{
	static const char *const suffixes[] = { ".patch", ".diff", ".eml", ".mbox", ".mbx" };
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (!strcmp(dot, suffixes[i]))
			return true;
	return false;
}

/* Regular files in `folder`, all of them or those that look like patches. */
static void list(struct names *names, const char *folder, bool is_maildir)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[PATH_MAX];

	while (dir && names->nr < MOST_FILES && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.' || (!is_maildir && !has_suffix(entry->d_name)) ||
		    snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) >= PATH_MAX ||
		    !is_regular(path))
			continue;
		dc_grow(names->items, names->nr, names->capacity);
		names->items[names->nr++] = strcpy(dc_memory_resize(NULL, strlen(path) + 1), path);
	}
	if (dir)
		closedir(dir);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static bool take_folder(struct dc_letters *letters, const char *path)
{
	char new[PATH_MAX], cur[PATH_MAX];
	bool is_maildir, ok = true;
	struct names names = { 0 };

	if (snprintf(new, sizeof(new), "%s/new", path) >= PATH_MAX ||
	    snprintf(cur, sizeof(cur), "%s/cur", path) >= PATH_MAX) {
		dc_say("%s: %s", path, strerror(ENAMETOOLONG));
		return false;
	}
	is_maildir = is_folder(new) || is_folder(cur);
	list(&names, is_maildir ? cur : path, is_maildir);
	if (is_maildir)
		list(&names, new, true);
	if (names.nr)
		qsort(names.items, names.nr, sizeof(*names.items), by_name);
	else
		dc_say("%s: no mail and no patch in it", path);
	for (size_t i = 0; i < names.nr; i++) {
		ok = take(letters, names.items[i]) && ok;
		free(names.items[i]);
	}
	ok = ok && names.nr;
	free(names.items);
	return ok;
}

bool dc_inbox_read(struct dc_letters *letters, const char *path)
{
	return is_folder(path) ? take_folder(letters, path) : take(letters, path);
}
