/* SPDX-License-Identifier: GPL-2.0-only */
/* An outline as bytes: heads, files, pairs of numbers, and records of what was told. */
#include "outline.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "record.h"

enum { CELL_BITS = 8 };

struct dc_result *dc_outline_part(struct dc_outline_parts *parts, uint32_t of)
{
	for (size_t i = parts->nr; i-- > 0;)
		if (parts->items[i].of == of)
			return &parts->items[i].told;
	dc_grow(parts->items, parts->nr, parts->capacity);
	parts->items[parts->nr] = (struct dc_outline_part){ .of = of };
	return &parts->items[parts->nr++].told;
}

struct dc_outline_file *dc_outline_find(const struct dc_outline *outline, const char *path)
{
	for (size_t i = 0; i < outline->nr_files; i++)
		if (!strcmp(outline->files[i].path, path))
			return &outline->files[i];
	return NULL;
}

void dc_outline_count(struct dc_outline *outline, uint32_t group, const struct dc_tally *tally)
{
	const size_t *cells = &tally->nr[0][0];

	for (uint32_t i = 0; i < DC_NR_KNOWLEDGE * DC_NR_OUTCOMES; i++)
		if (cells[i])
			dc_refs_add(&outline->counts, group, cells[i] << CELL_BITS | i);
}

void dc_outline_tally(const struct dc_outline *outline, struct dc_tally *tally)
{
	size_t *cells = &tally->nr[0][0];

	for (size_t i = 0; i < outline->counts.nr; i++) {
		uint32_t count = outline->counts.items[i].to;

		cells[count & ((1 << CELL_BITS) - 1)] += count >> CELL_BITS;
	}
}

/* Packing */

static bool put_refs(struct dc_bytes *bytes, const struct dc_refs *refs)
{
	return dc_bytes_add(bytes, &refs->nr, sizeof(refs->nr)) &&
	       dc_bytes_add(bytes, refs->items, refs->nr * sizeof(*refs->items));
}

static bool put_files(struct dc_bytes *bytes, const struct dc_outline *outline)
{
	bool ok = dc_bytes_add(bytes, &outline->nr_files, sizeof(outline->nr_files));

	for (size_t i = 0; ok && i < outline->nr_files; i++) {
		const struct dc_outline_file *file = &outline->files[i];

		ok = dc_bytes_add(bytes, file->path, strlen(file->path) + 1) &&
		     dc_bytes_add(bytes, &file->is_gone, sizeof(file->is_gone)) &&
		     dc_bytes_add(bytes, &file->key, sizeof(file->key));
	}
	return ok;
}

static bool put_parts(struct dc_bytes *bytes, const struct dc_outline_parts *parts)
{
	bool ok = dc_bytes_add(bytes, &parts->nr, sizeof(parts->nr));

	for (size_t i = 0; ok && i < parts->nr; i++)
		ok = dc_record_pack(bytes, parts->items[i].of, &parts->items[i].told);
	return ok;
}

/* The file's name stands where the reader of a record does not look for it. */
static bool put_course(struct dc_bytes *bytes, const struct dc_course *course)
{
	bool ok = dc_bytes_add(bytes, &course->nr, sizeof(course->nr));

	for (size_t i = 0; ok && i < course->nr; i++) {
		const struct dc_round *round = &course->rounds[i];

		ok = dc_bytes_add(bytes, &round->nr, sizeof(round->nr));
		for (size_t k = 0; ok && k < round->nr; k++) {
			const struct dc_told *told = &round->items[k];
			const struct dc_result result = { .rows = told->rows };

			ok = dc_bytes_add(bytes, told->file, strlen(told->file) + 1) &&
			     dc_record_pack(bytes, 0, &result);
		}
	}
	return ok;
}

bool dc_outline_pack(const struct dc_outline *outline, struct dc_bytes *bytes)
{
	return dc_bytes_add(bytes, &outline->files_seen, sizeof(outline->files_seen)) &&
	       put_files(bytes, outline) && put_refs(bytes, &outline->inputs) &&
	       put_refs(bytes, &outline->ties) && put_refs(bytes, &outline->members) &&
	       put_refs(bytes, &outline->counts) && put_parts(bytes, &outline->of_files) &&
	       put_parts(bytes, &outline->of_groups) && put_course(bytes, &outline->course);
}

/* Unpacking */

struct rest {
	const char *at, *end;
};

static bool take(struct rest *rest, void *data, size_t size)
{
	if ((size_t)(rest->end - rest->at) < size)
		return false;
	memcpy(data, rest->at, size);
	rest->at += size;
	return true;
}

static bool take_text(struct rest *rest, const char **text)
{
	const char *end = memchr(rest->at, '\0', rest->end - rest->at);

	*text = rest->at;
	rest->at = end ? end + 1 : rest->end;
	return end;
}

static bool take_refs(struct rest *rest, struct dc_refs *refs)
{
	size_t nr;

	if (!take(rest, &nr, sizeof(nr)) ||
	    nr > (size_t)(rest->end - rest->at) / sizeof(*refs->items))
		return false;
	refs->items = dc_memory_resize(NULL, (nr + 1) * sizeof(*refs->items));
	refs->nr = nr;
	refs->capacity = nr + 1;
	return take(rest, refs->items, nr * sizeof(*refs->items));
}

static bool take_files(struct rest *rest, struct dc_outline *outline)
{
	size_t nr;

	if (!take(rest, &nr, sizeof(nr)))
		return false;
	while (nr--) {
		struct dc_outline_file *file;
		const char *path;

		if (!take_text(rest, &path))
			return false;
		dc_grow(outline->files, outline->nr_files, outline->files_capacity);
		file = &outline->files[outline->nr_files++];
		*file = (struct dc_outline_file){ .path = dc_memory_text(path) };
		if (!take(rest, &file->is_gone, sizeof(file->is_gone)) ||
		    !take(rest, &file->key, sizeof(file->key)))
			return false;
	}
	return true;
}

static bool take_record(struct rest *rest, struct dc_result *result, uint32_t *of)
{
	size_t length = dc_record_length(rest->at, rest->end - rest->at);

	if (!length || !dc_record_unpack(rest->at, length, result))
		return false;
	*of = dc_record_job(rest->at);
	rest->at += length;
	return true;
}

static bool take_parts(struct rest *rest, struct dc_outline_parts *parts)
{
	size_t nr;

	if (!take(rest, &nr, sizeof(nr)))
		return false;
	while (nr--) {
		struct dc_outline_part part = { 0 };

		if (!take_record(rest, &part.told, &part.of))
			return false;
		dc_grow(parts->items, parts->nr, parts->capacity);
		parts->items[parts->nr++] = part;
	}
	return true;
}

static bool take_round(struct rest *rest, struct dc_course *course)
{
	size_t nr;

	if (!take(rest, &nr, sizeof(nr)))
		return false;
	while (nr--) {
		struct dc_result result = { 0 };
		const char *file;
		uint32_t of;

		if (!take_text(rest, &file) || !take_record(rest, &result, &of))
			return false;
		dc_course_note(course, file, &result.rows);
		dc_result_free(&result);
	}
	return true;
}

static bool take_course(struct rest *rest, struct dc_course *course)
{
	size_t nr;

	if (!take(rest, &nr, sizeof(nr)) || nr > DC_MAX_ROUNDS)
		return false;
	for (course->nr = 1; course->nr <= nr; course->nr++)
		if (!take_round(rest, course))
			return false;
	course->nr = nr;
	return true;
}

bool dc_outline_unpack(struct dc_outline *outline, const char *data, size_t length)
{
	struct rest rest = { data, data + length };

	*outline = (struct dc_outline){ 0 };
	if (take(&rest, &outline->files_seen, sizeof(outline->files_seen)) &&
	    take_files(&rest, outline) && take_refs(&rest, &outline->inputs) &&
	    take_refs(&rest, &outline->ties) && take_refs(&rest, &outline->members) &&
	    take_refs(&rest, &outline->counts) && take_parts(&rest, &outline->of_files) &&
	    take_parts(&rest, &outline->of_groups) && take_course(&rest, &outline->course) &&
	    rest.at == rest.end)
		return true;
	dc_outline_free(outline);
	return false;
}

static void free_parts(struct dc_outline_parts *parts)
{
	for (size_t i = 0; i < parts->nr; i++)
		dc_result_free(&parts->items[i].told);
	free(parts->items);
}

void dc_outline_free(struct dc_outline *outline)
{
	for (size_t i = 0; i < outline->nr_files; i++)
		free(outline->files[i].path);
	free(outline->files);
	dc_refs_free(&outline->inputs);
	dc_refs_free(&outline->ties);
	dc_refs_free(&outline->members);
	dc_refs_free(&outline->counts);
	free_parts(&outline->of_files);
	free_parts(&outline->of_groups);
	dc_course_free(&outline->course);
	*outline = (struct dc_outline){ 0 };
}
