/* SPDX-License-Identifier: GPL-2.0-only */
/* A head that tells who wrote it, and a record. */
#include "saved.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hash.h"
#include "record.h"

#define SUFFIX ".dmacheck"

struct head {
	char magic[8];
	uint32_t layout, tables;	/* of this build */
	struct dc_kernel kernel;
};

static uint32_t add_name(uint32_t sum, const char *name)
{
	return sum * 31 + dc_hash(name, strlen(name));
}

/* Numbers in a record are indexes of the tables, and of what the structs were then. */
static struct head own_head(const struct dc_kernel *kernel)
{
	static const size_t sizes[] = {
		sizeof(struct dc_finding), sizeof(struct dc_end), sizeof(struct dc_derived),
		sizeof(struct dc_coverage), sizeof(struct dc_result), DC_NR_END_KINDS,
	};
	struct head head = { .magic = "dmafacts", .tables = dc_attrs_defined() };

	head.layout = dc_hash((const char *)sizes, sizeof(sizes));
	head.kernel = *kernel;
	for (size_t i = 0; i < DC_NR_RULES; i++)
		head.tables = add_name(head.tables, dc_rules[i].id);
	for (size_t i = 0; i < dc_nr_apis; i++)
		head.tables = add_name(head.tables, dc_apis[i].name);
	return head;
}

static bool is_own(const struct head *head)
{
	struct head own = own_head(&head->kernel);

	return !memcmp(head, &own, offsetof(struct head, kernel));
}

/* Writing */

/* Unlike names of units, hashes have no slashes; two units of one hash are one too many. */
static bool name_file(const char *folder, const char *unit, char path[PATH_MAX])
{
	char real[PATH_MAX];
	const char *name = realpath(unit, real) ? real : unit;
	const char *slash = strrchr(name, '/');
	int length = snprintf(path, PATH_MAX, "%s/%s-%08x" SUFFIX, folder, slash ? slash + 1 : name,
			      dc_hash(name, strlen(name)));

	return length < PATH_MAX;
}

/* Nobody sees half of it: it gets its name when it is whole. */
static bool write_file(const char *path, const struct head *head, const struct dc_bytes *record)
{
	char work[PATH_MAX + 16];
	FILE *out;
	bool ok;
	int fd;

	snprintf(work, sizeof(work), "%s.XXXXXX", path);
	fd = mkstemp(work);
	out = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (!out)
		return false;
	ok = fwrite(head, sizeof(*head), 1, out) == 1 &&
	     fwrite(record->data, record->length, 1, out) == 1 && !fchmod(fd, 0644);
	ok = !fclose(out) && ok && !rename(work, path);
	if (!ok)
		unlink(work);
	return ok;
}

/* What is left of it is from a time when there was something to tell. */
static bool is_empty(const struct dc_result *result)
{
	return !result->findings.nr && !result->ends.nr && !result->rows.nr &&
	       !result->coverage.nr_gaps && !result->coverage.functions_relevant;
}

bool dc_saved_write(const char *folder, const char *unit, const struct dc_kernel *kernel,
		    const struct dc_result *result)
{
	struct head head = own_head(kernel);
	struct dc_bytes record = { 0 };
	char path[PATH_MAX];
	bool ok;

	errno = ENAMETOOLONG;
	if (!name_file(folder, unit, path))
		return false;
	if (is_empty(result))
		return !unlink(path) || errno == ENOENT;
	ok = (!mkdir(folder, 0777) || errno == EEXIST) && dc_record_pack(&record, 0, result) &&
	     write_file(path, &head, &record);
	free(record.data);
	return ok;
}

/* Reading */

bool dc_saved_is_name(const char *name)
{
	size_t length = strlen(name);

	return length > strlen(SUFFIX) && !strcmp(name + length - strlen(SUFFIX), SUFFIX);
}

static bool read_all(FILE *in, struct dc_bytes *bytes)
{
	char chunk[1 << 16];
	size_t nr;

	while ((nr = fread(chunk, 1, sizeof(chunk), in)))
		if (!dc_bytes_add(bytes, chunk, nr))
			return false;
	return !ferror(in);
}

/* The head, and behind it a record of just that length. */
static bool unpack(const struct dc_bytes *bytes, struct dc_kernel *kernel, struct dc_result *result)
{
	struct head head;
	const char *record;
	size_t length;

	if (bytes->length <= sizeof(head))
		return false;
	memcpy(&head, bytes->data, sizeof(head));
	record = bytes->data + sizeof(head);
	length = bytes->length - sizeof(head);
	*kernel = head.kernel;
	return is_own(&head) && dc_record_length(record, length) == length &&
	       dc_record_unpack(record, length, result);
}

enum dc_saved dc_saved_read(const char *path, struct dc_kernel *kernel, struct dc_result *result)
{
	struct dc_bytes bytes = { 0 };
	enum dc_saved status = DC_SAVED_UNREADABLE;
	FILE *in = fopen(path, "re");

	if (in && read_all(in, &bytes))
		status = unpack(&bytes, kernel, result) ? DC_SAVED_OK : DC_SAVED_FOREIGN;
	if (in)
		fclose(in);
	free(bytes.data);
	return status;
}
