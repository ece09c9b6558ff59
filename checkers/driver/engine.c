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
};

const size_t dc_nr_engines = ARRAY_SIZE(dc_engines);

const struct dc_engine_row *dc_engine_find(const char *name)
{
	for (size_t i = 0; i < dc_nr_engines; i++)
		if (!strcmp(dc_engines[i].name, name))
			return &dc_engines[i];
	return NULL;
}

static bool is_in_path(const char *program)
{
	const char *path = getenv("PATH");
	char name[PATH_MAX];

	while (path && *path) {
		size_t length = strcspn(path, ":");

		snprintf(name, sizeof(name), "%.*s/%s", (int)length, path, program);
		if (length && !access(name, X_OK))
			return true;
		path += length + (path[length] == ':');
	}
	return false;
}

bool dc_engine_is_here(const struct dc_engine_row *engine)
{
	if (!engine->program || is_in_path(engine->program))
		return true;
	dc_say("engine %s: there is no %s, Debian's package %s brings it", engine->name,
	       engine->program, engine->package);
	return false;
}
