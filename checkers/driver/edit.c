/* SPDX-License-Identifier: GPL-2.0-only */
#include "edit.h"

#include <string.h>

bool dc_edit_text(const struct dc_bytes *before, const struct dc_edit *edits, size_t nr,
		  struct dc_bytes *after)
{
	size_t at = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < nr; i++) {
		ok = dc_bytes_add(after, before->data + at, edits[i].offset - at) &&
		     dc_bytes_add(after, edits[i].text, strlen(edits[i].text));
		at = edits[i].offset + edits[i].length;
	}
	return ok && dc_bytes_add(after, before->data + at, before->length - at);
}
