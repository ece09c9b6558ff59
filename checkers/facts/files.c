/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths without detours. */
#include "files.h"

#include <string.h>

/* Takes the last name away; false when there is none. */
static bool go_up(char *clean, size_t *length)
{
	if (!*length)
		return false;
	while (*length && clean[*length - 1] != '/')
		--*length;
	if (*length)
		--*length;
	return true;
}

bool dc_files_clean(const char *path, char clean[PATH_MAX])
{
	size_t length = 0;

	while (*path) {
		size_t size = strcspn(path, "/");

		if (size == 2 && !memcmp(path, "..", 2)) {
			if (!go_up(clean, &length))
				return false;
		} else if (size && (size != 1 || *path != '.')) {
			if (length + 1 + size >= PATH_MAX)
				return false;
			if (length)
				clean[length++] = '/';
			memcpy(clean + length, path, size);
			length += size;
		}
		path += size + (path[size] == '/');
	}
	clean[length] = '\0';
	return length;
}
