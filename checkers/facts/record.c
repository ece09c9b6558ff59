/* SPDX-License-Identifier: GPL-2.0-only */
/* One file's findings and coverage, packed and unpacked. */
#include "record.h"

#include <stdlib.h>
#include <string.h>

enum { NR_POSITIONS = 7, MAX_POSITION = 63, MAX_VIA = 16 };

struct head {
	size_t length;		/* of the whole record */
	size_t job;
};

bool dc_bytes_add(struct dc_bytes *bytes, const void *data, size_t length)
{
	if (bytes->capacity - bytes->length < length) {
		size_t capacity = 2 * (bytes->length + length);
		char *grown = realloc(bytes->data, capacity);

		if (!grown)
			return false;
		bytes->data = grown;
		bytes->capacity = capacity;
	}
	if (length)
		memcpy(bytes->data + bytes->length, data, length);
	bytes->length += length;
	return true;
}

static bool put_number(struct dc_bytes *bytes, size_t number)
{
	return dc_bytes_add(bytes, &number, sizeof(number));
}

/* With its NUL; a missing text is an empty one to the reader. */
static bool put_text(struct dc_bytes *bytes, const char *text)
{
	size_t size = strlen(text ? text : "") + 1;

	return put_number(bytes, size) && dc_bytes_add(bytes, text ? text : "", size);
}

static bool put_finding(struct dc_bytes *bytes, const struct dc_finding *finding)
{
	bool ok = put_number(bytes, finding->rule) && put_number(bytes, finding->level) &&
		  put_number(bytes, finding->engines) && put_number(bytes, finding->line) &&
		  put_number(bytes, finding->column) && put_number(bytes, finding->bits) &&
		  put_number(bytes, finding->wanted) && put_text(bytes, finding->file) &&
		  put_text(bytes, finding->function) && put_text(bytes, finding->message) &&
		  put_text(bytes, finding->source_line) && put_number(bytes, finding->nr_notes);

	for (size_t i = 0; ok && i < finding->nr_notes; i++) {
		const struct dc_note *note = &finding->notes[i];

		ok = put_text(bytes, note->file) && put_number(bytes, note->line) &&
		     put_number(bytes, note->column) && put_text(bytes, note->message);
	}
	return ok;
}

static bool put_coverage(struct dc_bytes *bytes, const struct dc_coverage *coverage)
{
	bool ok = put_number(bytes, coverage->functions) &&
		  put_number(bytes, coverage->functions_relevant) &&
		  put_number(bytes, coverage->nr_gaps);

	for (size_t i = 0; ok && i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		ok = put_text(bytes, gap->file) && put_number(bytes, gap->function != NULL) &&
		     put_text(bytes, gap->function) && put_number(bytes, gap->line) &&
		     put_text(bytes, gap->reason);
	}
	return ok;
}

static bool put_ends(struct dc_bytes *bytes, const struct dc_ends *ends)
{
	bool ok = put_number(bytes, ends->nr);

	for (size_t i = 0; ok && i < ends->nr; i++) {
		const struct dc_end *end = &ends->items[i];

		ok = put_text(bytes, end->key) && put_number(bytes, end->kind) &&
		     put_number(bytes, end->api) && put_number(bytes, end->set) &&
		     put_number(bytes, end->clear) && put_text(bytes, end->symbol) &&
		     put_text(bytes, end->file) && put_text(bytes, end->function) &&
		     put_text(bytes, end->source_line) && put_number(bytes, end->line) &&
		     put_number(bytes, end->column) && put_text(bytes, end->guard) &&
		     put_text(bytes, end->condition) &&
		     put_number(bytes, end->engines) &&
		     put_number(bytes, end->memory) && put_number(bytes, end->encryption) &&
		     put_number(bytes, end->fates);
	}
	return ok;
}

bool dc_record_row(struct dc_bytes *bytes, const struct dc_derived *row)
{
	const struct dc_api *api = &row->api;
	const signed char positions[NR_POSITIONS] = {
		api->dev, api->addr, api->size, api->handle, api->gfp, api->dir, api->attrs,
	};

	return put_text(bytes, row->name.text) && put_text(bytes, row->file) &&
	       put_number(bytes, row->line) && put_number(bytes, row->column) &&
	       put_number(bytes, row->is_opaque) && put_number(bytes, row->is_kept) && put_number(bytes, row->asks) &&
	       put_number(bytes, row->root ? row->root - dc_apis : 0) &&
	       dc_bytes_add(bytes, positions, sizeof(positions)) &&
	       put_number(bytes, api->implied) && put_number(bytes, row->via != NULL) &&
	       (!row->via || dc_record_row(bytes, row->via));
}

static bool put_rows(struct dc_bytes *bytes, const struct dc_derivations *rows)
{
	bool ok = put_number(bytes, rows->nr);

	for (size_t i = 0; ok && i < rows->nr; i++)
		ok = dc_record_row(bytes, rows->items[i]);
	return ok;
}

static bool put_inputs(struct dc_bytes *bytes, const struct dc_result *result)
{
	bool ok = put_number(bytes, result->by_chance) && put_number(bytes, result->inputs.nr);

	for (size_t i = 0; ok && i < result->inputs.nr; i++)
		ok = put_text(bytes, result->inputs.items[i].path) &&
		     dc_bytes_add(bytes, &result->inputs.items[i].stamp, sizeof(struct dc_stamp));
	return ok;
}

static bool put_ignores(struct dc_bytes *bytes, const struct dc_ignores *ignores)
{
	bool ok = put_number(bytes, ignores->nr);

	for (size_t i = 0; ok && i < ignores->nr; i++) {
		const struct dc_ignore *ignore = &ignores->items[i];

		ok = put_text(bytes, ignore->file) && put_number(bytes, ignore->line) &&
		     put_number(bytes, ignore->column) && put_number(bytes, ignore->first) &&
		     put_number(bytes, ignore->last) && put_text(bytes, ignore->name) &&
		     put_text(bytes, ignore->source_line) &&
		     put_number(bytes, ignore->has_reason);
	}
	return ok;
}

bool dc_record_pack(struct dc_bytes *bytes, size_t job, const struct dc_result *result)
{
	size_t start = bytes->length;
	struct head head = { 0, job };
	bool ok = dc_bytes_add(bytes, &head, sizeof(head)) &&
		  put_number(bytes, result->findings.nr);

	for (size_t i = 0; ok && i < result->findings.nr; i++)
		ok = put_finding(bytes, &result->findings.items[i]);
	if (!ok || !put_ends(bytes, &result->ends) || !put_coverage(bytes, &result->coverage) ||
	    !put_rows(bytes, &result->rows) || !put_inputs(bytes, result) ||
	    !put_ignores(bytes, &result->ignores))
		return false;
	head.length = bytes->length - start;
	memcpy(bytes->data + start, &head, sizeof(head));
	return true;
}

static struct head head_of(const char *record)
{
	struct head head;

	memcpy(&head, record, sizeof(head));
	return head;
}

size_t dc_record_length(const char *data, size_t length)
{
	size_t record;

	if (length < sizeof(struct head))
		return 0;
	record = head_of(data).length;
	return record <= length ? record : 0;
}

size_t dc_record_job(const char *record)
{
	return head_of(record).job;
}

/* What is left to be read. */
struct rest {
	const char *data;
	size_t length;
};

static bool take_number(struct rest *rest, size_t *number)
{
	if (rest->length < sizeof(*number))
		return false;
	memcpy(number, rest->data, sizeof(*number));
	rest->data += sizeof(*number);
	rest->length -= sizeof(*number);
	return true;
}

/* A number that counts or enumerates; `limit` is one too many. */
static bool take_below(struct rest *rest, size_t limit, size_t *number)
{
	return take_number(rest, number) && *number < limit;
}

static bool take_uint(struct rest *rest, unsigned int *number)
{
	size_t value;

	if (!take_below(rest, (size_t)UINT32_MAX + 1, &value))
		return false;
	*number = value;
	return true;
}

/* Points into the record. */
static bool take_text(struct rest *rest, const char **text)
{
	size_t size;

	if (!take_number(rest, &size) || !size || size > rest->length || rest->data[size - 1])
		return false;
	*text = rest->data;
	rest->data += size;
	rest->length -= size;
	return true;
}

static bool take_copy(struct rest *rest, char **copy)
{
	const char *text;

	*copy = take_text(rest, &text) ? strdup(text) : NULL;
	return *copy;
}

static bool take_note(struct rest *rest, struct dc_finding *finding)
{
	const char *file, *message;
	unsigned int line, column;

	return take_text(rest, &file) && take_uint(rest, &line) && take_uint(rest, &column) &&
	       take_text(rest, &message) && dc_finding_note(finding, file, line, column, message);
}

static bool take_finding(struct rest *rest, struct dc_findings *findings)
{
	struct dc_finding *finding = dc_findings_add(findings);
	size_t rule, level, bits, wanted, nr_notes;

	if (!finding || !take_below(rest, DC_NR_RULES, &rule) ||
	    !take_below(rest, DC_LEVEL_ERROR + 1, &level) || !take_uint(rest, &finding->engines) ||
	    !take_uint(rest, &finding->line) || !take_uint(rest, &finding->column) ||
	    !take_number(rest, &bits) || !take_number(rest, &wanted) ||
	    !take_copy(rest, &finding->file) || !take_copy(rest, &finding->function) ||
	    !take_copy(rest, &finding->message) || !take_copy(rest, &finding->source_line) ||
	    !take_number(rest, &nr_notes))
		return false;
	finding->rule = rule;
	finding->level = level;
	finding->bits = bits;
	finding->wanted = wanted;
	while (nr_notes--)
		if (!take_note(rest, finding))
			return false;
	return true;
}

static bool take_end(struct rest *rest, struct dc_ends *ends)
{
	const char *key, *symbol, *file, *function, *source_line, *guard, *condition;
	struct dc_end end = { 0 };
	size_t kind, api, set, clear, memory, encryption, fates;

	if (!take_text(rest, &key) || !take_below(rest, DC_NR_END_KINDS, &kind) ||
	    !take_below(rest, dc_nr_apis, &api) || !take_number(rest, &set) ||
	    !take_number(rest, &clear) || !take_text(rest, &symbol) || !take_text(rest, &file) ||
	    !take_text(rest, &function) || !take_text(rest, &source_line) ||
	    !take_uint(rest, &end.line) || !take_uint(rest, &end.column) ||
	    !take_text(rest, &guard) || !take_text(rest, &condition) ||
	    !take_uint(rest, &end.engines) ||
	    !take_below(rest, DC_MEMORY_MMIO + 1, &memory) ||
	    !take_below(rest, DC_ENCRYPTION_BROKEN + 1, &encryption) ||
	    !take_below(rest, DC_ALL_FATES + 1, &fates))
		return false;
	end.fates = fates;
	end.key = (char *)key;
	end.kind = kind;
	end.memory = memory;
	end.encryption = encryption;
	end.api = api;
	end.set = set;
	end.clear = clear;
	end.symbol = (char *)symbol;
	end.file = (char *)file;
	end.function = (char *)function;
	end.source_line = (char *)source_line;
	end.guard = (char *)guard;
	end.condition = (char *)condition;
	return dc_ends_add(ends, &end);
}

static bool take_gap(struct rest *rest, struct dc_coverage *coverage)
{
	const char *file, *function, *reason;
	size_t has_function;
	unsigned int line;

	return take_text(rest, &file) && take_below(rest, 2, &has_function) &&
	       take_text(rest, &function) && take_uint(rest, &line) && take_text(rest, &reason) &&
	       dc_coverage_gap(coverage, file, has_function ? function : NULL, line, reason);
}

static bool take_positions(struct rest *rest, struct dc_api *api)
{
	signed char positions[NR_POSITIONS];

	if (rest->length < sizeof(positions))
		return false;
	memcpy(positions, rest->data, sizeof(positions));
	rest->data += sizeof(positions);
	rest->length -= sizeof(positions);
	for (size_t i = 0; i < NR_POSITIONS; i++)
		if (positions[i] < DC_ARG_RESULT || positions[i] > MAX_POSITION)
			return false;
	api->dev = positions[0];
	api->addr = positions[1];
	api->size = positions[2];
	api->handle = positions[3];
	api->gfp = positions[4];
	api->dir = positions[5];
	api->attrs = positions[6];
	return true;
}

/* A row, its strings still the record's, and what it calls through; the latter is to be freed. */
static bool take_row(struct rest *rest, struct dc_derived *row, unsigned int depth)
{
	size_t root, is_opaque, is_kept, has_via;
	struct dc_derived via = { 0 };
	const char *file;
	bool ok;

	if (depth > MAX_VIA || !take_text(rest, &row->name.text) || !take_text(rest, &file) ||
	    !take_uint(rest, &row->line) || !take_uint(rest, &row->column) ||
	    !take_below(rest, 2, &is_opaque) || !take_below(rest, 2, &is_kept) ||
	    !take_uint(rest, &row->asks) || !take_below(rest, dc_nr_apis, &root))
		return false;
	row->name.length = strlen(row->name.text);
	row->file = (char *)file;
	row->is_opaque = is_opaque;
	row->is_kept = is_kept;
	row->root = is_opaque ? NULL : &dc_apis[root];
	row->api = dc_apis[root];
	if (!take_positions(rest, &row->api) || !take_uint(rest, &row->api.implied) ||
	    !take_below(rest, 2, &has_via))
		return false;
	if (!has_via)
		return true;
	ok = take_row(rest, &via, depth + 1);
	row->via = ok ? dc_derived_copy(&via) : NULL;
	dc_derived_free(via.via);
	return ok;
}

static bool take_rows(struct rest *rest, struct dc_derivations *rows)
{
	size_t nr;

	if (!take_number(rest, &nr))
		return false;
	while (nr--) {
		struct dc_derived row = { 0 };
		bool ok = take_row(rest, &row, 0) && dc_derivations_add(rows, &row);

		dc_derived_free(row.via);
		if (!ok)
			return false;
	}
	return true;
}

static bool take_coverage(struct rest *rest, struct dc_coverage *coverage)
{
	size_t nr;

	if (!take_number(rest, &coverage->functions) ||
	    !take_number(rest, &coverage->functions_relevant) || !take_number(rest, &nr))
		return false;
	while (nr--)
		if (!take_gap(rest, coverage))
			return false;
	return true;
}

static bool take_inputs(struct rest *rest, struct dc_result *result)
{
	struct dc_stamp stamp;
	const char *path;
	size_t by_chance, nr;

	if (!take_below(rest, 2, &by_chance) || !take_number(rest, &nr))
		return false;
	result->by_chance = by_chance;
	while (nr--) {
		if (!take_text(rest, &path) || rest->length < sizeof(stamp))
			return false;
		memcpy(&stamp, rest->data, sizeof(stamp));
		rest->data += sizeof(stamp);
		rest->length -= sizeof(stamp);
		dc_inputs_add(&result->inputs, path, &stamp);
	}
	return true;
}

static bool take_ignores(struct rest *rest, struct dc_ignores *ignores)
{
	const char *file, *name, *source_line;
	struct dc_ignore ignore = { 0 };
	size_t nr, has_reason;

	if (!take_number(rest, &nr))
		return false;
	while (nr--) {
		if (!take_text(rest, &file) || !take_uint(rest, &ignore.line) ||
		    !take_uint(rest, &ignore.column) || !take_uint(rest, &ignore.first) ||
		    !take_uint(rest, &ignore.last) || !take_text(rest, &name) ||
		    !take_text(rest, &source_line) || !take_below(rest, 2, &has_reason))
			return false;
		ignore.file = (char *)file;
		ignore.name = (char *)name;
		ignore.source_line = (char *)source_line;
		ignore.has_reason = has_reason;
		dc_ignores_add(ignores, &ignore);
	}
	return true;
}

static bool take_all(struct rest *rest, struct dc_result *result)
{
	size_t nr;

	if (!take_number(rest, &nr))
		return false;
	while (nr--)
		if (!take_finding(rest, &result->findings))
			return false;
	if (!take_number(rest, &nr))
		return false;
	while (nr--)
		if (!take_end(rest, &result->ends))
			return false;
	return take_coverage(rest, &result->coverage) && take_rows(rest, &result->rows) &&
	       take_inputs(rest, result) && take_ignores(rest, &result->ignores) && !rest->length;
}

bool dc_record_unpack(const char *record, size_t length, struct dc_result *result)
{
	struct rest rest = { record + sizeof(struct head), length - sizeof(struct head) };

	if (length >= sizeof(struct head) && take_all(&rest, result))
		return true;
	dc_result_free(result);
	return false;
}
