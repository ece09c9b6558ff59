// SPDX-License-Identifier: GPL-2.0-only
/* Any bytes, taken as .dmacheck.toml, and as a file with comments that speak to us. */
#include <string.h>

#include "fuzz.h"
#include "ignore.h"
#include "toml.h"

struct seen {
	unsigned int nr_lines, last;
};

static const char *take(void *context, const struct dc_toml *value)
{
	struct seen *seen = context;

	hold(value->table && value->key, "a value has a table and a key");
	hold(value->is_array || value->nr == 1, "what is no array is one string");
	hold(value->line >= seen->last && value->line <= seen->nr_lines, "lines go forward");
	for (size_t i = 0; i < value->nr; i++)
		hold(!strchr(value->strings[i], '\n'), "a string is of one line");
	seen->last = value->line;
	return strcmp(value->key, "wrong") ? NULL : "wrong";
}

static void hold_ignores(const char *text, size_t length, unsigned int nr_lines)
{
	struct dc_ignores ignores = { 0 };

	dc_ignores_read(&ignores, "a.c", text, length);
	for (size_t i = 0; i < ignores.nr; i++) {
		const struct dc_ignore *ignore = &ignores.items[i];

		hold(ignore->line && ignore->column, "places count from 1");
		hold(ignore->line <= ignore->first && ignore->first <= ignore->last &&
		     ignore->last <= nr_lines, "an extent lies in the file, from the comment on");
	}
	dc_ignores_free(&ignores);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *wrong;
	struct seen seen = { .nr_lines = 1 };
	unsigned int line;

	for (size_t i = 0; i < size; i++)
		seen.nr_lines += text[i] == '\n';
	wrong = dc_toml_read(text, size, take, &seen, &line);
	hold(!wrong || (line && line <= seen.nr_lines), "what is wrong has a line");
	hold_ignores(text, size, seen.nr_lines);
	return 0;
}
