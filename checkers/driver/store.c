/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A shard: a line that says what it is, the digest of the program, numbers and texts, entries, and
 * at last a digest of all that.
 */
#include "store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SHARDS = 100000 };

static const char magic[] = "dmacheck shard\n";
static const struct dc_digest no_key;

/* The store */

void dc_store_put(struct dc_store *store, struct dc_digest key, struct dc_bytes *value)
{
	if (store->is_read)
		return;
	if (store->nr == store->capacity) {
		size_t capacity = store->capacity ? 2 * store->capacity : 256;
		struct dc_store_entry *items =
			realloc(store->items, capacity * sizeof(*items));

		if (!items) {
			store->failed = true;
			return;
		}
		store->items = items;
		store->capacity = capacity;
	}
	store->items[store->nr++] = (struct dc_store_entry){ key, *value };
	*value = (struct dc_bytes){ 0 };
}

static int by_key(const void *left, const void *right)
{
	const struct dc_digest *a = left, *b = right;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return (a->b > b->b) - (a->b < b->b);
}

bool dc_store_get(const struct dc_store *store, struct dc_digest key, struct dc_bytes *value)
{
	const struct dc_store_entry *entry =
		store->nr ? bsearch(&key, store->items, store->nr, sizeof(*store->items), by_key) :
			    NULL;

	return entry && dc_bytes_add(value, entry->value.data, entry->value.length);
}

void dc_store_free(struct dc_store *store)
{
	for (size_t i = 0; i < store->nr; i++)
		free(store->items[i].value.data);
	free(store->items);
}

void dc_shard_free(struct dc_shard *shard)
{
	for (size_t i = 0; i < shard->nr_paths; i++)
		free(shard->paths[i]);
	free(shard->paths);
	free(shard->commands);
}

/* What the bytes mean is known to the program that wrote them, and to no other. */
static bool digest_program(const char *path, struct dc_digest *digest)
{
	struct dc_digester digester = dc_digest_start(&no_key);
	FILE *program = fopen(path ? path : "/proc/self/exe", "re");
	char chunk[1 << 16];
	size_t nr;
	bool ok;

	if (!program)
		return false;
	while ((nr = fread(chunk, 1, sizeof(chunk), program)))
		dc_digest_add(&digester, chunk, nr);
	ok = !ferror(program);
	fclose(program);
	*digest = dc_digest_end(&digester);
	return ok;
}

/* Writing */

static bool put(struct dc_bytes *bytes, const void *data, size_t length)
{
	return dc_bytes_add(bytes, &length, sizeof(length)) && dc_bytes_add(bytes, data, length);
}

static bool put_shard(struct dc_bytes *bytes, const struct dc_shard *shard)
{
	const unsigned int numbers[] = {
		shard->number, shard->of, shard->engines, shard->has_kernel,
	};
	bool ok = put(bytes, numbers, sizeof(numbers)) &&
		  put(bytes, &shard->kernel, sizeof(shard->kernel)) &&
		  put(bytes, shard->commands, strlen(shard->commands)) &&
		  put(bytes, &shard->nr_paths, sizeof(shard->nr_paths));

	for (size_t i = 0; ok && i < shard->nr_paths; i++)
		ok = put(bytes, shard->paths[i], strlen(shard->paths[i]));
	return ok;
}

bool dc_store_write(const struct dc_store *store, const struct dc_shard *shard)
{
	struct dc_digester digester = dc_digest_start(&no_key);
	struct dc_digest program, seal;
	struct dc_bytes bytes = { 0 };
	bool ok = !store->failed && digest_program(NULL, &program) &&
		  dc_bytes_add(&bytes, magic, strlen(magic)) &&
		  dc_bytes_add(&bytes, &program, sizeof(program)) && put_shard(&bytes, shard);

	for (size_t i = 0; ok && i < store->nr; i++)
		ok = dc_bytes_add(&bytes, &store->items[i].key, sizeof(struct dc_digest)) &&
		     put(&bytes, store->items[i].value.data, store->items[i].value.length);
	if (ok) {
		dc_digest_add(&digester, bytes.data, bytes.length);
		seal = dc_digest_end(&digester);
		fwrite(bytes.data, 1, bytes.length, stdout);
		fwrite(&seal, 1, sizeof(seal), stdout);
	}
	free(bytes.data);
	return ok;
}

/* Reading */

struct rest {
	const char *data;
	size_t length;
};

static bool take_raw(struct rest *rest, void *data, size_t length)
{
	if (rest->length < length)
		return false;
	memcpy(data, rest->data, length);
	rest->data += length;
	rest->length -= length;
	return true;
}

static bool take(struct rest *rest, struct rest *part)
{
	if (!take_raw(rest, &part->length, sizeof(part->length)) || part->length > rest->length)
		return false;
	part->data = rest->data;
	rest->data += part->length;
	rest->length -= part->length;
	return true;
}

static bool take_exact(struct rest *rest, void *data, size_t length)
{
	struct rest part;

	return take(rest, &part) && part.length == length && take_raw(&part, data, length);
}

static char *take_text(struct rest *rest)
{
	struct rest part;

	return take(rest, &part) ? strndup(part.data, part.length) : NULL;
}

static bool take_shard(struct rest *rest, struct dc_shard *shard)
{
	unsigned int numbers[4];
	size_t nr;

	if (!take_exact(rest, numbers, sizeof(numbers)) ||
	    !take_exact(rest, &shard->kernel, sizeof(shard->kernel)))
		return false;
	shard->number = numbers[0];
	shard->of = numbers[1];
	shard->engines = numbers[2];
	shard->has_kernel = numbers[3];
	shard->commands = take_text(rest);
	if (!shard->commands || !take_exact(rest, &nr, sizeof(nr)) || nr > rest->length)
		return false;
	shard->paths = calloc(nr + 1, sizeof(*shard->paths));
	for (; shard->paths && shard->nr_paths < nr; shard->nr_paths++) {
		shard->paths[shard->nr_paths] = take_text(rest);
		if (!shard->paths[shard->nr_paths])
			return false;
	}
	return shard->paths && shard->of && shard->of <= MAX_SHARDS && shard->number &&
	       shard->number <= shard->of;
}

static bool take_entries(struct rest *rest, struct dc_store *store)
{
	while (rest->length) {
		struct dc_bytes value = { 0 };
		struct dc_digest key;
		struct rest part;

		if (!take_raw(rest, &key, sizeof(key)) || !take(rest, &part) ||
		    !dc_bytes_add(&value, part.data, part.length))
			return false;
		dc_store_put(store, key, &value);
		free(value.data);
	}
	return !store->failed;
}

/* Shards may be larger than any source. */
static const char *read_all(const char *path, struct dc_bytes *bytes)
{
	FILE *in = fopen(path, "re");
	const char *reason = in ? NULL : strerror(errno);
	char chunk[1 << 16];
	size_t nr;

	while (!reason && (nr = fread(chunk, 1, sizeof(chunk), in)))
		if (!dc_bytes_add(bytes, chunk, nr))
			reason = "out of memory";
	if (in && ferror(in))
		reason = strerror(errno);
	if (in)
		fclose(in);
	return reason;
}

static const char *unpack(struct rest rest, const char *by, struct dc_store *store,
			  struct dc_shard *shard)
{
	struct dc_digester digester = dc_digest_start(&no_key);
	struct dc_digest program, own, seal, found;
	char text[sizeof(magic)] = "";

	if (rest.length < strlen(magic) + 2 * sizeof(seal) ||
	    memcmp(rest.data, magic, strlen(magic)) != 0)
		return "not a shard that 'dmacheck check --shard' wrote";
	rest.length -= sizeof(seal);
	memcpy(&seal, rest.data + rest.length, sizeof(seal));
	dc_digest_add(&digester, rest.data, rest.length);
	found = dc_digest_end(&digester);
	if (!dc_digest_same(found, seal))
		return "damaged, or not written to its end";
	take_raw(&rest, text, strlen(magic));
	take_raw(&rest, &program, sizeof(program));
	if (!digest_program(by, &own) || !dc_digest_same(own, program))
		return "another build of dmacheck wrote it";
	return take_shard(&rest, shard) && take_entries(&rest, store) ? NULL :
									 "it makes no sense";
}

const char *dc_store_read(struct dc_store *store, const char *path, const char *program,
			  struct dc_shard *shard)
{
	struct dc_bytes bytes = { 0 };
	const char *reason = read_all(path, &bytes);

	if (!reason)
		reason = unpack((struct rest){ bytes.data, bytes.length }, program, store, shard);
	free(bytes.data);
	/* whoever asks does so when all are read */
	if (store->nr)
		qsort(store->items, store->nr, sizeof(*store->items), by_key);
	return reason;
}
