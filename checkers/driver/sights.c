/* SPDX-License-Identifier: GPL-2.0-only */
/* A table by identity; threads fill in what is missing. */
#include "sights.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "memory.h"
#include "source.h"

enum { PROGRESS_EVERY = 64 };

static uint32_t *slot_of(const struct dc_sights *sights, const struct dc_file_id *id)
{
	uint32_t hash;

	memcpy(&hash, id, sizeof(hash));
	for (size_t i = hash;; i++) {
		uint32_t *slot = &sights->table[i & (sights->table_size - 1)];

		if (!*slot || dc_file_id_same(&sights->items[*slot - 1].id, id))
			return slot;
	}
}

static void make_table(struct dc_sights *sights, size_t nr)
{
	size_t size = 1024;

	while (size < 2 * nr)
		size *= 2;
	sights->table_size = size;
	sights->table = dc_memory_resize(sights->table, size * sizeof(*sights->table));
	memset(sights->table, 0, size * sizeof(*sights->table));
	for (size_t i = 0; i < sights->nr; i++)
		*slot_of(sights, &sights->items[i].id) = i + 1;
}

/* A value is the number of items, the items, and their calls. */
static void load(struct dc_sights *sights)
{
	struct dc_bytes value = { 0 };
	uint64_t nr;
	size_t size;

	if (!dc_cache_get(sights->cache, sights->key, &value) || value.length < sizeof(nr)) {
		free(value.data);
		return;
	}
	memcpy(&nr, value.data, sizeof(nr));
	size = nr * sizeof(*sights->items);
	sights->items = dc_memory_resize(NULL, size + 1);
	memcpy(sights->items, value.data + sizeof(nr), size);
	sights->nr = sights->capacity = nr;
	sights->nr_calls = (value.length - sizeof(nr) - size) / sizeof(*sights->calls);
	sights->calls_capacity = sights->nr_calls;
	sights->calls = dc_memory_resize(NULL, sights->nr_calls * sizeof(*sights->calls) + 1);
	memcpy(sights->calls, value.data + sizeof(nr) + size,
	       sights->nr_calls * sizeof(*sights->calls));
	free(value.data);
}

void dc_sights_open(struct dc_sights *sights, struct dc_cache *cache, const char *repository)
{
	struct dc_digester digester = dc_cache_digest(cache, "sights");

	dc_digest_text(&digester, repository);
	*sights = (struct dc_sights){ .cache = cache, .key = dc_digest_end(&digester) };
}

struct dc_known_sight *dc_sights_find(struct dc_sights *sights, const struct dc_file_id *id)
{
	uint32_t at = *slot_of(sights, id);

	if (!at)
		return NULL;
	sights->items[at - 1].is_used = true;
	return &sights->items[at - 1];
}

/* Takes the calls over. */
static void add(struct dc_sights *sights, struct dc_known_sight sight, const uint32_t *calls)
{
	if (2 * (sights->nr + 1) > sights->table_size)
		make_table(sights, sights->nr + 1);
	sight.first = sights->nr_calls;
	for (size_t i = 0; i < sight.nr_calls; i++) {
		dc_grow(sights->calls, sights->nr_calls, sights->calls_capacity);
		sights->calls[sights->nr_calls++] = calls[i];
	}
	dc_grow(sights->items, sights->nr, sights->capacity);
	sights->items[sights->nr++] = sight;
	*slot_of(sights, &sight.id) = sights->nr;
	sights->has_changed = true;
}

/* What threads share while they look. */
struct looking {
	pthread_mutex_t lock;		/* for all below but the lists */
	struct dc_sights *sights;
	const struct dc_state *state;
	const struct dc_state_file **files;
	size_t nr, next;
	struct dc_progress *progress;
};

static void look(struct looking *looking, const struct dc_state_file *file, struct dc_calls *calls)
{
	struct dc_bytes text = { 0 };
	const struct dc_files *files = &looking->state->files;
	struct dc_known_sight sight = { .id = file->id, .is_used = true };

	if (files->read(files, file->path, &text)) {
		free(text.data);
		return;
	}
	dc_calls_clear(calls);
	if (text.length) {
		sight.is_relevant = dc_source_is_relevant(text.data, text.length);
		dc_calls_find(calls, text.data, 0, text.length);
	}
	sight.size = text.length;
	sight.nr_calls = calls->nr;
	free(text.data);
	pthread_mutex_lock(&looking->lock);
	if (!*slot_of(looking->sights, &sight.id))
		add(looking->sights, sight, calls->items);
	pthread_mutex_unlock(&looking->lock);
}

static void *look_at_files(void *data)
{
	struct looking *looking = data;
	struct dc_calls calls = { 0 };
	size_t at;

	for (;;) {
		pthread_mutex_lock(&looking->lock);
		at = looking->next < looking->nr ? looking->next++ : looking->nr;
		if (at % PROGRESS_EVERY == 0)
			dc_progress_show(looking->progress, "searching", at, looking->nr);
		pthread_mutex_unlock(&looking->lock);
		if (at == looking->nr)
			break;
		look(looking, looking->files[at], &calls);
	}
	dc_calls_free(&calls);
	return NULL;
}

static bool run_threads(struct looking *looking, unsigned int nr_threads)
{
	pthread_t *threads = calloc(nr_threads, sizeof(*threads));
	unsigned int nr = 0;

	while (threads && nr < nr_threads &&
	       !pthread_create(&threads[nr], NULL, look_at_files, looking))
		nr++;
	for (unsigned int i = 0; i < nr; i++)
		pthread_join(threads[i], NULL);
	free(threads);
	return nr > 0;
}

bool dc_sights_learn(struct dc_sights *sights, const struct dc_state *state,
		     const struct dc_state_files *list, unsigned int nr_threads,
		     struct dc_progress *progress)
{
	struct looking looking = {
		.lock = PTHREAD_MUTEX_INITIALIZER, .sights = sights, .state = state,
		.files = malloc((list->nr + 1) * sizeof(*looking.files)), .progress = progress,
	};
	bool ok = looking.files;

	if (!sights->is_loaded) {
		load(sights);
		make_table(sights, sights->nr);
		sights->is_loaded = true;
	}
	for (size_t i = 0; ok && i < list->nr; i++)
		if (!dc_sights_find(sights, &list->items[i].id))
			looking.files[looking.nr++] = &list->items[i];
	if (looking.nr)
		ok = run_threads(&looking, looking.nr < nr_threads ? looking.nr : nr_threads);
	free(looking.files);
	return ok;
}

static bool put(const struct dc_sights *sights, struct dc_bytes *value)
{
	uint64_t nr = 0;
	uint32_t first = 0;
	bool ok;

	for (size_t i = 0; i < sights->nr; i++)
		nr += sights->items[i].is_used;
	ok = dc_bytes_add(value, &nr, sizeof(nr));
	for (size_t i = 0; ok && i < sights->nr; i++) {
		struct dc_known_sight sight = sights->items[i];

		if (!sight.is_used)
			continue;
		sight.is_used = false;
		sight.first = first;
		first += sight.nr_calls;
		ok = dc_bytes_add(value, &sight, sizeof(sight));
	}
	for (size_t i = 0; ok && i < sights->nr; i++)
		if (sights->items[i].is_used && sights->items[i].nr_calls)
			ok = dc_bytes_add(value, &sights->calls[sights->items[i].first],
					  sights->items[i].nr_calls * sizeof(*sights->calls));
	return ok;
}

void dc_sights_close(struct dc_sights *sights)
{
	struct dc_bytes value = { 0 };

	if (sights->has_changed && sights->cache && put(sights, &value))
		dc_cache_put(sights->cache, sights->key, &value);
	free(value.data);
	free(sights->items);
	free(sights->calls);
	free(sights->table);
}
