/* SPDX-License-Identifier: GPL-2.0-only */
/* What the forms of reports that are JSON have in common. */
#include "json.h"

#include <stdio.h>
#include <stdlib.h>

#include "utf8.h"

json_t *dc_json_text(const char *bytes)
{
	char *clean = dc_utf8_clean(bytes);
	json_t *json = clean ? json_string(clean) : NULL;

	free(clean);
	return json;
}

json_t *dc_json_list(const void *from, size_t nr, json_t *(*item)(const void *from, size_t i))
{
	json_t *array = json_array();

	for (size_t i = 0; i < nr; i++)
		if (json_array_append_new(array, item(from, i))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

bool dc_json_print(json_t *json)
{
	if (!json)
		return false;
	json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
	putchar('\n');
	json_decref(json);
	return true;
}
