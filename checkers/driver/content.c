/* SPDX-License-Identifier: GPL-2.0-only */
/* A table of files by path, kept from run to run as one value of the cache. */
#include "content.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hash.h"

enum { CHUNK = 64 * 1024, MAX_FILES = 1 << 17 };

struct file {
	char *path;
	struct dc_content content;
	bool is_asked;		/* in this run */
	bool is_good;		/* read, and not while it changed */
};

struct dc_contents {
	struct dc_cache *cache;
	struct dc_digest key;
	struct file *files;
	size_t nr, capacity;
	uint32_t *table;	/* 1 + file, by path */
	size_t table_size;
	bool has_changed;
};

static uint32_t *slot_of(const struct dc_contents *contents, const char *path)
{
	for (size_t i = dc_hash(path, strlen(path));; i++) {
		uint32_t *slot = &contents->table[i & (contents->table_size - 1)];

		if (!*slot || !strcmp(contents->files[*slot - 1].path, path))
			return slot;
	}
}

static bool grow(struct dc_contents *contents)
{
	size_t capacity = contents->capacity ? 2 * contents->capacity : 1024;
	struct file *files = realloc(contents->files, capacity * sizeof(*files));
	uint32_t *table = files ? calloc(2 * capacity, sizeof(*table)) : NULL;

	if (files)
		contents->files = files;
	if (!table)
		return false;
	free(contents->table);
	contents->table = table;
	contents->table_size = 2 * capacity;
	contents->capacity = capacity;
	for (size_t i = 0; i < contents->nr; i++)
		*slot_of(contents, files[i].path) = i + 1;
	return true;
}

/* The file of that path, a new one if need be; NULL when memory is out. */
static struct file *file_of(struct dc_contents *contents, const char *path)
{
	uint32_t *slot;
	char *copy;

	if (contents->nr == contents->capacity && !grow(contents))
		return NULL;
	slot = slot_of(contents, path);
	if (*slot)
		return &contents->files[*slot - 1];
	copy = strdup(path);
	if (!copy)
		return NULL;
	contents->files[contents->nr] = (struct file){ .path = copy };
	*slot = ++contents->nr;
	return &contents->files[*slot - 1];
}

/* The remembered table: path and content of each. */
static void load(struct dc_contents *contents)
{
	struct dc_bytes value = { 0 };
	const char *at, *end;

	if (!dc_cache_get(contents->cache, contents->key, &value) || !value.length)
		return;
	at = value.data;
	end = at + value.length;
	while (at < end) {
		size_t size = strlen(at) + 1;
		struct file *file = file_of(contents, at);

		if (!file)
			break;
		memcpy(&file->content, at + size, sizeof(file->content));
		at += size + sizeof(file->content);
	}
	free(value.data);
}

struct dc_contents *dc_contents_open(struct dc_cache *cache)
{
	struct dc_contents *contents = calloc(1, sizeof(*contents));
	struct dc_digester digester = dc_cache_digest(cache, "contents");
	char *here = getcwd(NULL, 0);

	if (contents) {
		dc_digest_text(&digester, here ? here : "");
		contents->cache = cache;
		contents->key = dc_digest_end(&digester);
		load(contents);
	}
	free(here);
	return contents;
}

static bool digest_file(const struct dc_contents *contents, int fd, struct dc_digest *digest)
{
	struct dc_digester digester = dc_cache_digest(contents->cache, "content");
	char chunk[CHUNK];
	ssize_t nr;

	while ((nr = read(fd, chunk, sizeof(chunk)))) {
		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0)
			return false;
		dc_digest_add(&digester, chunk, nr);
	}
	*digest = dc_digest_end(&digester);
	return true;
}

static bool read_file(const struct dc_contents *contents, struct file *file)
{
	int64_t now = dc_stamp_now();
	int fd = open(file->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	bool ok = fd >= 0 && !fstat(fd, &st);

	if (ok) {
		file->content.stamp = dc_stamp_of(&st);
		ok = dc_stamp_is_settled(&file->content.stamp, now) && S_ISREG(st.st_mode) &&
		     digest_file(contents, fd, &file->content.digest);
	}
	if (fd >= 0)
		close(fd);
	return ok;
}

static void ask(struct dc_contents *contents, struct file *file)
{
	struct dc_stamp stamp = { 0 };
	struct stat st;
	bool is_there = !stat(file->path, &st);

	if (is_there)
		stamp = dc_stamp_of(&st);
	file->is_asked = true;
	file->is_good = is_there || errno == ENOENT || errno == ENOTDIR;
	if (!file->is_good || dc_stamp_same(&stamp, &file->content.stamp))
		return;
	contents->has_changed = true;
	file->content = (struct dc_content){ 0 };
	if (is_there && S_ISREG(st.st_mode))
		file->is_good = read_file(contents, file);
}

bool dc_contents_find(struct dc_contents *contents, const char *path, struct dc_content *content)
{
	struct file *file = file_of(contents, path);

	if (!file)
		return false;
	if (!file->is_asked)
		ask(contents, file);
	*content = file->content;
	return file->is_good;
}

void dc_contents_close(struct dc_contents *contents)
{
	struct dc_bytes value = { 0 };
	bool ok = contents->has_changed;

	for (size_t i = 0; ok && i < contents->nr && i < MAX_FILES; i++) {
		const struct file *file = &contents->files[i];

		if (file->is_asked ? file->is_good : file->content.stamp.inode)
			ok = dc_bytes_add(&value, file->path, strlen(file->path) + 1) &&
			     dc_bytes_add(&value, &file->content, sizeof(file->content));
	}
	if (ok)
		dc_cache_put(contents->cache, contents->key, &value);
	free(value.data);
	for (size_t i = 0; i < contents->nr; i++)
		free(contents->files[i].path);
	free(contents->files);
	free(contents->table);
	free(contents);
}
