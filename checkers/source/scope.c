/* SPDX-License-Identifier: GPL-2.0-only */
/* Finds the headers of a file, and keeps them. */
#include "scope.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hash.h"
#include "lookup.h"
#include "source.h"

enum {
	MAX_HEADER = 4 << 20,
	MAX_INCLUDE_DEPTH = 4,
	NR_BUCKETS = 4096,
};

static struct dc_header *headers[NR_BUCKETS];	/* by path */
static const struct dc_files *from;		/* where they are read, NULL for the disk */

/* At most `size` bytes of a file; how many, or -1. */
static ssize_t read_bytes(int fd, char *text, size_t size)
{
	size_t used = 0;
	ssize_t n;

	do {
		n = read(fd, text + used, size - used);
		used += n > 0 ? n : 0;
	} while (n > 0 && used < size);
	return n < 0 ? -1 : (ssize_t)used;
}

static char *read_disk(const char *path, size_t *length, struct dc_stamp *stamp)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;
	char *text = NULL;
	ssize_t n = -1;

	if (fd < 0)
		return NULL;
	if (!fstat(fd, &status))
		*stamp = dc_stamp_of(&status);
	/* What a FIFO or a device has to say does not end. */
	if (stamp->inode && status.st_size < MAX_HEADER) {
		text = dc_memory_resize(NULL, status.st_size + 1);
		n = read_bytes(fd, text, status.st_size);
	}
	close(fd);
	if (n < 0) {
		free(text);
		return NULL;
	}
	*length = n;
	return text;
}

void dc_scope_read_from(const struct dc_files *files)
{
	if (files != from) {
		dc_scope_shutdown();
		dc_lookup_shutdown();
	}
	from = files;
}

/* Of such files it is not the stamp that tells one from another. */
static char *read_elsewhere(const char *path, size_t *length)
{
	struct dc_bytes text = { 0 };

	if (!from->read(from, path, &text) && text.length < MAX_HEADER) {
		*length = text.length;
		return text.data ? text.data : dc_memory_resize(NULL, 1);
	}
	free(text.data);
	return NULL;
}

char *dc_scope_read(const char *path, size_t *length, struct dc_stamp *stamp)
{
	return from ? read_elsewhere(path, length) : read_disk(path, length, stamp);
}

/* The text of a header that is about DMA, or leads to others beside it; NULL otherwise. */
static char *read_relevant(const char *path, size_t *length, struct dc_stamp *stamp)
{
	char *text = dc_scope_read(path, length, stamp);

	if (text && (dc_source_is_relevant(text, *length) ||
		     memmem(text, *length, "#include \"", 10)))
		return text;
	free(text);
	return NULL;
}

static struct dc_header *header_at(const char *path)
{
	size_t length = strlen(path);
	struct dc_header **bucket = &headers[dc_hash(path, length) % NR_BUCKETS];
	struct dc_header *header;

	for (header = *bucket; header; header = header->next)
		if (!strcmp(header->path, path))
			return header;
	header = dc_memory_resize(NULL, sizeof(*header) + length + 1);
	*header = (struct dc_header){ .next = *bucket };
	memcpy(header->path, path, length + 1);
	*bucket = header;
	header->text = read_relevant(path, &header->length, &header->stamp);
	if (header->text) {
		dc_split(header->text, header->length, &header->items);
		header->macros = dc_macros_read(header->path, header->text, &header->items);
	}
	return header;
}

void dc_scope_shutdown(void)
{
	for (size_t i = 0; i < NR_BUCKETS; i++) {
		while (headers[i]) {
			struct dc_header *header = headers[i];

			headers[i] = header->next;
			dc_macros_free(header->macros);
			dc_declared_free(&header->declared);
			dc_derivations_free(&header->rows);
			dc_inputs_free(&header->inputs);
			free(header->text);
			free(header->items.items);
			free(header);
		}
	}
}

const char *dc_scope_included(const char *text, size_t length, size_t *name_length, bool *quoted)
{
	const char *end = text + length, *at = text, *close;

	while (at < end && *at != '"' && *at != '<')
		at++;
	if (at == end)
		return NULL;
	*quoted = *at++ == '"';
	close = memchr(at, *quoted ? '"' : '>', end - at);
	if (!close)
		return NULL;
	*name_length = close - at;
	return at;
}

static void add_headers(struct dc_scope *scope, const char *path, const char *root,
			const char *text, const struct dc_items *items, unsigned int depth);

static bool has_header(const struct dc_scope *scope, const struct dc_header *header)
{
	for (size_t i = 0; i < scope->nr_headers; i++)
		if (scope->headers[i] == header)
			return true;
	return false;
}

static void add_header(struct dc_scope *scope, const char *path, const char *root,
		       unsigned int depth)
{
	struct dc_header *header = header_at(path);

	if (scope->inputs && header->looked_for != scope->number)
		dc_inputs_add(scope->inputs, path, &header->stamp);
	header->looked_for = scope->number;
	if (!header->text || has_header(scope, header))
		return;
	dc_grow(scope->headers, scope->nr_headers, scope->headers_capacity);
	scope->headers[scope->nr_headers++] = header;
	add_headers(scope, header->path, root, header->text, &header->items, depth + 1);
}

static void add_headers(struct dc_scope *scope, const char *path, const char *root,
			const char *text, const struct dc_items *items, unsigned int depth)
{
	const char *slash = strrchr(path, '/');
	int directory = slash ? slash - path + 1 : 0;

	for (size_t i = 0; i < items->nr && depth < MAX_INCLUDE_DEPTH; i++) {
		const struct dc_item *item = &items->items[i];
		char header[4096];
		const char *name;
		size_t length;
		bool quoted;

		if (item->kind != DC_ITEM_INCLUDE)
			continue;
		name = dc_scope_included(text + item->start, item->end - item->start, &length,
					 &quoted);
		if (!name || length > 1024)
			continue;
		if (quoted) {
			snprintf(header, sizeof(header), "%.*s%.*s", directory, path, (int)length,
				 name);
			add_header(scope, header, root, depth);
		}
		if (root) {
			snprintf(header, sizeof(header), "%s/include/%.*s", root, (int)length,
				 name);
			add_header(scope, header, root, depth);
		}
	}
}

void dc_scope_open(struct dc_scope *scope, const char *path, const char *root, const char *text,
		   const struct dc_items *items, struct dc_macros *own, struct dc_inputs *inputs)
{
	static uint32_t nr_scopes;

	*scope = (struct dc_scope){ .number = ++nr_scopes, .own = own, .inputs = inputs };
	add_headers(scope, path, root, text, items, 0);
	scope->inputs = NULL;
}

void dc_scope_depend(const struct dc_scope *scope, const struct dc_header *header,
		     struct dc_inputs *inputs)
{
	for (size_t i = 0; i < header->inputs.nr; i++) {
		struct dc_header *other = header_at(header->inputs.items[i].path);

		if (other->looked_for != scope->number)
			dc_inputs_add(inputs, other->path, &other->stamp);
		other->looked_for = scope->number;
	}
}

void dc_scope_close(struct dc_scope *scope)
{
	dc_arena_reset(&scope->pasted);
	free(scope->headers);
	free(scope->used);
	*scope = (struct dc_scope){ 0 };
}
