/* SPDX-License-Identifier: GPL-2.0-only */
/* A directory of the test's own. */
#include "scratch.h"

#include <fts.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char place[PATH_MAX], came_from[PATH_MAX];

int scratch_enter(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char made[PATH_MAX];

	(void)state;
	snprintf(made, sizeof(made), "%s/dmacheck-XXXXXX", tmp ? tmp : "/tmp");
	/* /tmp may be a symbolic link; paths are compared */
	return !getcwd(came_from, sizeof(came_from)) || !mkdtemp(made) || !realpath(made, place) ||
	       chdir(place);
}

/* fts goes from directory to directory: some tests dig deeper than a path can name. */
static int remove_all(char *path)
{
	char *const paths[] = { path, NULL };
	FTS *fts = fts_open(paths, FTS_PHYSICAL, NULL);
	FTSENT *entry;
	int failed = !fts;

	while (fts && (entry = fts_read(fts)))
		if (entry->fts_info != FTS_D)
			failed |= remove(entry->fts_accpath);
	if (fts)
		fts_close(fts);
	return failed;
}

int scratch_leave(void **state)
{
	(void)state;
	return chdir(came_from) || remove_all(place);
}

void scratch_mkdir(const char *path)
{
	char copy[PATH_MAX];

	assert_true(strlen(path) < sizeof(copy));
	strcpy(copy, path);
	for (char *slash = copy; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		mkdir(copy, 0777);
	}
	mkdir(copy, 0777);
	assert_int_equal(access(path, X_OK), 0);
}

void scratch_write(const char *path, const char *text)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];
	FILE *file;

	if (slash) {
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
		scratch_mkdir(folder);
	}
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}
