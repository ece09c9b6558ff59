/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A folder as bytes: for each file a head, its name with NUL, room to make numbers lie where they
 * should, and the calls.
 */
#include "folder.h"

#include <stdlib.h>
#include <string.h>

struct head {
	struct dc_stamp stamp;
	uint32_t is_relevant;
	uint32_t nr_calls;
	uint32_t name_size;	/* a multiple of four */
	uint32_t spare;
};

static size_t size_of(const struct head *head)
{
	return sizeof(*head) + head->name_size + head->nr_calls * sizeof(uint32_t);
}

static size_t count(const struct dc_bytes *bytes)
{
	struct head head;
	size_t nr = 0;

	for (size_t at = 0; at < bytes->length; at += size_of(&head), nr++)
		memcpy(&head, bytes->data + at, sizeof(head));
	return nr;
}

void dc_folder_open(struct dc_folder *folder, struct dc_cache *cache, const char *path)
{
	struct dc_digester digester = dc_cache_digest(cache, "folder");

	dc_digest_text(&digester, path);
	*folder = (struct dc_folder){ .cache = cache, .key = dc_digest_end(&digester) };
	if (dc_cache_get(cache, folder->key, &folder->old))
		folder->nr_old = count(&folder->old);
}

/* Most folders are listed in the order of the last time. */
bool dc_folder_find(struct dc_folder *folder, const char *name, const struct dc_stamp *stamp,
		    struct dc_sight *sight)
{
	for (size_t i = 0; i < folder->nr_old; i++) {
		char *at = folder->old.data + folder->at;
		struct head head;

		memcpy(&head, at, sizeof(head));
		folder->at += size_of(&head);
		if (folder->at >= folder->old.length)
			folder->at = 0;
		if (strcmp(at + sizeof(head), name))
			continue;
		*sight = (struct dc_sight){
			.stamp = head.stamp, .is_relevant = head.is_relevant,
			.nr_calls = head.nr_calls,
			.calls = (uint32_t *)(at + sizeof(head) + head.name_size),
		};
		return dc_stamp_same(&head.stamp, stamp);
	}
	return false;
}

void dc_folder_add(struct dc_folder *folder, const char *name, const struct dc_sight *sight)
{
	static const char padding[4];
	size_t size = strlen(name) + 1;
	struct head head = {
		.stamp = sight->stamp, .is_relevant = sight->is_relevant,
		.nr_calls = sight->nr_calls, .name_size = (size + 3) / 4 * 4,
	};

	if (!folder->cache)
		return;
	folder->failed = folder->failed || !dc_bytes_add(&folder->new, &head, sizeof(head)) ||
			 !dc_bytes_add(&folder->new, name, size) ||
			 !dc_bytes_add(&folder->new, padding, head.name_size - size) ||
			 !dc_bytes_add(&folder->new, sight->calls,
				       sight->nr_calls * sizeof(*sight->calls));
}

/* What is the same need not be written again. */
static bool is_news(const struct dc_folder *folder)
{
	return folder->new.length != folder->old.length ||
	       (folder->new.length &&
		memcmp(folder->new.data, folder->old.data, folder->new.length));
}

void dc_folder_close(struct dc_folder *folder)
{
	if (!folder->failed && is_news(folder))
		dc_cache_put(folder->cache, folder->key, &folder->new);
	free(folder->new.data);
	free(folder->old.data);
}
