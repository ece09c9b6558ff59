/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of engines, and whether their programs are installed. */
#include "engine.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "array.h"
#include "say.h"

const struct dc_engine_row dc_engines[] = {
	{ DC_ENGINE_SOURCE, "source", NULL, NULL, 1, dc_engine_source_check },
	{ DC_ENGINE_SPARSE, "sparse", "dmacheck-sparse", NULL, 1, dc_engine_sparse_check },
	{ DC_ENGINE_CLANG, "clang", "dmacheck-clang", NULL, 1, dc_engine_clang_check },
	{ DC_ENGINE_COCCI, "cocci", "spatch", "coccinelle", 128, dc_engine_cocci_check },
};

const size_t dc_nr_engines = ARRAY_SIZE(dc_engines);

const struct dc_engine_row *dc_engine_find(const char *name)
{
	for (size_t i = 0; i < dc_nr_engines; i++)
		if (!strcmp(dc_engines[i].name, name))
			return &dc_engines[i];
	return NULL;
}

/* In a folder of `length` bytes. */
static bool is_in(const char *folder, size_t length, const char *program, char *path, size_t size)
{
	return snprintf(path, size, "%.*s/%s", (int)length, folder, program) < (int)size &&
	       length && !access(path, X_OK);
}

bool dc_engine_program(const char *program, char *path, size_t size)
{
	const char *folders = getenv("PATH");
	char self[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self));

	while (length > 0 && self[length - 1] != '/')
		length--;
	if (length > 1 && is_in(self, length - 1, program, path, size))
		return true;
	while (folders && *folders) {
		size_t nr = strcspn(folders, ":");

		if (is_in(folders, nr, program, path, size))
			return true;
		folders += nr + (folders[nr] == ':');
	}
	return false;
}

bool dc_engine_is_here(const struct dc_engine_row *engine)
{
	char path[PATH_MAX];

	if (!engine->program || dc_engine_program(engine->program, path, sizeof(path)))
		return true;
	if (engine->package)
		dc_say("engine %s: there is no %s, Debian's package %s brings it", engine->name,
		       engine->program, engine->package);
	else
		dc_say("engine %s: there is no %s, this build has none", engine->name,
		       engine->program);
	return false;
}
