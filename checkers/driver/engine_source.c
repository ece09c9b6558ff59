/* SPDX-License-Identifier: GPL-2.0-only */
/* The engine `source`, built in: reads a file whole and hands it over. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "record.h"
#include "source.h"

enum { CHUNK = 64 * 1024, MAX_BYTES = 32 << 20 };

/* Hand-written source stays below by two orders of magnitude. */
static const char too_large[] = "larger than 32 MiB";

/* NULL on success, else why not. */
static const char *read_file(const char *path, struct dc_bytes *text)
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

static bool check_file(const struct dc_tree *tree, const char *path, struct dc_result *result)
{
	struct dc_bytes text = { 0 };
	const char *reason = read_file(path, &text);
	struct dc_source_file file = {
		.path = path,
		.text = text.data ? text.data : "",
		.length = text.length,
		.root = tree->root,
		.kernel = &tree->kernel,
		.known = tree->exported.nr ? &tree->exported : NULL,
	};
	bool ok = reason ? dc_coverage_gap(&result->coverage, path, NULL, 0, reason) :
			   dc_source_check(&file, result) || result->coverage.nr_gaps;

	result->by_chance |= reason != NULL;

	free(text.data);
	return ok;
}

bool dc_engine_source_check(const struct dc_task *task, struct dc_result *result)
{
	for (size_t i = 0; i < task->nr; i++)
		if (!check_file(task->tree, task->jobs[i].path, result))
			return false;
	return true;
}
