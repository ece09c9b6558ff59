/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One SQLite database for each build of the program, in a folder that is the user's alone.  Each
 * value carries a digest of itself and its key, so that no damage passes for a value.
 */
#include "cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "say.h"
#include "stamp.h"

enum {
	MAX_SIZE = 256 << 20,		/* bytes of a database */
	MAX_DATABASES = 3,
	BUSY_MS = 200,			/* to wait for another run */
	DAY = 24 * 60 * 60,
	SEAL = sizeof(struct dc_digest),
};

struct entry {
	struct dc_digest key;
	struct dc_bytes value;
};

struct dc_cache {
	pthread_mutex_t lock;		/* for all below but the key */
	struct dc_digest key;		/* of digests */
	sqlite3 *database;		/* NULL when it failed */
	sqlite3_stmt *get;
	struct entry *put;		/* to be written */
	size_t nr_put, put_capacity, put_bytes;
	struct dc_digest *old;		/* read today, for the first time since another day */
	size_t nr_old, old_capacity;
	char path[PATH_MAX];
	bool quiet;
};

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, day INTEGER, value BLOB);"
	"CREATE TABLE IF NOT EXISTS secret (value BLOB);";

/* Where it lies. */

/* Appends a folder to the path and makes it. */
static bool enter(char path[PATH_MAX], const char *name)
{
	strcat(path, name);
	return !mkdir(path, 0700) || errno == EEXIST;
}

/* Nobody but the user has any of these permissions, or could lead us elsewhere. */
static bool is_own(const char *folder, mode_t others)
{
	struct stat st;

	return !lstat(folder, &st) && S_ISDIR(st.st_mode) && st.st_uid == geteuid() &&
	       !(st.st_mode & others);
}

/*
 * $XDG_CACHE_HOME counts when it is absolute, as the specification says.  False when there is no
 * folder to be had, and, with the reason, when others have a say there or could read it.
 */
static bool find_folder(char path[PATH_MAX], const char **reason)
{
	const char *home = getenv("XDG_CACHE_HOME");
	const char *below = "";
	struct stat st;

	if (!home || *home != '/') {
		home = getenv("HOME");
		below = "/.cache";
	}
	if (!home || *home != '/' || stat(home, &st) ||
	    snprintf(path, PATH_MAX, "%s", home) >= PATH_MAX - 64)
		return false;
	if ((*below && !enter(path, below)) || !enter(path, "/dmacheck"))
		return false;
	if (!is_own(path, S_IWGRP | S_IWOTH)) {
		*reason = "others may write there";
		return false;
	}
	if (!enter(path, "/facts"))
		return false;
	if (!is_own(path, S_IRWXG | S_IRWXO)) {
		*reason = "others may write or read there";
		return false;
	}
	return true;
}

/* The order of what is added does not matter: it is that of addresses, which differ each time. */
static void add_object(struct dc_digest *id, const char *path)
{
	static const struct dc_digest no_key;
	struct dc_digester digester = dc_digest_start(&no_key);
	struct dc_digest digest;
	struct dc_stamp stamp;
	struct stat st;

	if (stat(path, &st))
		return;
	stamp = dc_stamp_of(&st);
	dc_digest_text(&digester, path);
	dc_digest_add(&digester, &stamp, sizeof(stamp));
	digest = dc_digest_end(&digester);
	id->a += digest.a;
	id->b += digest.b;
}

/*
 * Of this build: the program and its libraries, by their stamps.  False when the system does not
 * tell which they are.
 */
static bool find_program(struct dc_digest *id)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char *line = NULL;
	size_t size = 0;

	*id = (struct dc_digest){ 0 };
	while (maps && getline(&line, &size, maps) > 0) {
		char *path = strchr(line, '/');

		/* each file once: where its begin is mapped */
		if (!path || !strstr(line, "p 00000000 "))
			continue;
		path[strcspn(path, "\n")] = '\0';
		add_object(id, path);
	}
	free(line);
	if (maps)
		fclose(maps);
	return id->a;
}

static bool is_database(const char *name)
{
	size_t length = strlen(name);

	return length > 3 && !strcmp(name + length - 3, ".db");
}

/* Those of other builds, the oldest first, until few are left. */
static void remove_old_databases(const char *folder)
{
	for (;;) {
		DIR *dir = opendir(folder);
		char oldest[NAME_MAX + 1] = "", path[PATH_MAX + NAME_MAX + 2];
		struct dirent *entry;
		time_t time = 0;
		size_t nr = 0;

		while (dir && (entry = readdir(dir))) {
			struct stat st;

			if (!is_database(entry->d_name) ||
			    fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
				continue;
			if (!nr++ || st.st_mtime < time) {
				time = st.st_mtime;
				strcpy(oldest, entry->d_name);
			}
		}
		if (dir)
			closedir(dir);
		snprintf(path, sizeof(path), "%s/%s", folder, oldest);
		if (nr < MAX_DATABASES || unlink(path))
			return;
	}
}

/* Trouble */

__attribute__((format(printf, 2, 3)))
static void tell(const struct dc_cache *cache, const char *format, ...)
{
	char text[256];
	va_list arguments;

	if (cache->quiet)
		return;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	dc_say("%s: %s, going without", cache->path, text);
}

static void close_database(struct dc_cache *cache)
{
	sqlite3_finalize(cache->get);
	sqlite3_close_v2(cache->database);
	cache->get = NULL;
	cache->database = NULL;
}

/* After what SQLite or a seal says: a damaged database goes, and a new one is made another time. */
static void give_up(struct dc_cache *cache, bool is_damaged)
{
	if (!cache->database)
		return;
	close_database(cache);
	if (is_damaged) {
		tell(cache, "damaged and removed");
		unlink(cache->path);
	}
}

/* Whether the statement went well; another run's lock is no failure of the database. */
static bool went_well(struct dc_cache *cache, int result)
{
	if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW)
		return true;
	if (result != SQLITE_BUSY && result != SQLITE_LOCKED)
		give_up(cache, result == SQLITE_CORRUPT || result == SQLITE_NOTADB ||
			       result == SQLITE_ERROR);
	return false;
}

static bool run(struct dc_cache *cache, const char *sql)
{
	return cache->database &&
	       went_well(cache, sqlite3_exec(cache->database, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *prepare(struct dc_cache *cache, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (cache->database)
		went_well(cache, sqlite3_prepare_v2(cache->database, sql, -1, &statement, NULL));
	return statement;
}

/* Opening */

/* The first run makes up the key; of two at once, one does, and both read what it was. */
static bool read_key(struct dc_cache *cache)
{
	struct dc_digest key;
	sqlite3_stmt *statement;
	bool ok = getrandom(&key, sizeof(key), 0) == sizeof(key);

	statement = prepare(cache, "INSERT INTO secret SELECT ?"
				   " WHERE NOT EXISTS (SELECT * FROM secret)");
	if (!statement || !ok)
		return false;
	sqlite3_bind_blob(statement, 1, &key, sizeof(key), SQLITE_STATIC);
	ok = went_well(cache, sqlite3_step(statement));
	sqlite3_finalize(statement);
	statement = ok ? prepare(cache, "SELECT value FROM secret") : NULL;
	ok = statement && sqlite3_step(statement) == SQLITE_ROW &&
	     sqlite3_column_bytes(statement, 0) == sizeof(key);
	if (ok)
		memcpy(&cache->key, sqlite3_column_blob(statement, 0), sizeof(key));
	sqlite3_finalize(statement);
	return ok;
}

static bool open_database(struct dc_cache *cache)
{
	int fd = open(cache->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	struct stat st;
	bool ok = fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_uid == geteuid();

	if (fd >= 0)
		close(fd);
	if (!ok || sqlite3_open_v2(cache->path, &cache->database,
				   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL))
		return false;
	sqlite3_busy_timeout(cache->database, BUSY_MS);
	/* Seals find what a lost power supply leaves; a killed run leaves a journal. */
	if (!run(cache, "PRAGMA synchronous=OFF") || !run(cache, schema) || !read_key(cache))
		return false;
	cache->get = prepare(cache, "SELECT value, day FROM entry WHERE key = ?");
	return cache->get;
}

struct dc_cache *dc_cache_open(bool quiet)
{
	struct dc_cache *cache = calloc(1, sizeof(*cache));
	const char *reason = NULL;
	struct dc_digest id;

	if (!cache)
		return NULL;
	cache->quiet = quiet;
	pthread_mutex_init(&cache->lock, NULL);
	if (find_folder(cache->path, &reason) && find_program(&id)) {
		char *end = cache->path + strlen(cache->path);

		sprintf(end, "/%016" PRIx64 ".db", id.a);
		if (access(cache->path, F_OK)) {
			*end = '\0';
			remove_old_databases(cache->path);
			*end = '/';
		}
		if (open_database(cache))
			return cache;
	}
	if (reason)
		tell(cache, "%s", reason);
	close_database(cache);
	pthread_mutex_destroy(&cache->lock);
	free(cache);
	return NULL;
}

/* Use */

struct dc_digester dc_cache_digest(const struct dc_cache *cache, const char *kind)
{
	static const struct dc_digest no_key;
	struct dc_digester digester = dc_digest_start(cache ? &cache->key : &no_key);

	dc_digest_text(&digester, kind);
	return digester;
}

static struct dc_digest seal_of(const struct dc_cache *cache, struct dc_digest key,
				const void *value, size_t length)
{
	struct dc_digester digester = dc_cache_digest(cache, "seal");

	dc_digest_add(&digester, &key, sizeof(key));
	dc_digest_add(&digester, value, length);
	return dc_digest_end(&digester);
}

static int today(void)
{
	return time(NULL) / DAY;
}

static void note_use(struct dc_cache *cache, struct dc_digest key, int day)
{
	struct dc_digest *old = cache->old;

	if (day == today())
		return;
	if (cache->nr_old == cache->old_capacity) {
		size_t capacity = cache->old_capacity ? 2 * cache->old_capacity : 256;

		old = realloc(old, capacity * sizeof(*old));
		if (!old)
			return;
		cache->old = old;
		cache->old_capacity = capacity;
	}
	old[cache->nr_old++] = key;
}

/* Called with the lock held. */
static bool get(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value)
{
	struct dc_digest seal;
	const char *blob;
	size_t length;

	sqlite3_bind_blob(cache->get, 1, &key, sizeof(key), SQLITE_STATIC);
	if (sqlite3_step(cache->get) != SQLITE_ROW)
		return false;
	blob = sqlite3_column_blob(cache->get, 0);
	length = sqlite3_column_bytes(cache->get, 0);
	if (length < SEAL)
		return false;
	length -= SEAL;
	memcpy(&seal, blob + length, SEAL);
	if (!dc_digest_same(seal, seal_of(cache, key, blob, length)))
		return false;
	note_use(cache, key, sqlite3_column_int(cache->get, 1));
	return dc_bytes_add(value, blob, length);
}

bool dc_cache_get(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value)
{
	bool found = false;

	if (!cache)
		return false;
	pthread_mutex_lock(&cache->lock);
	if (cache->get) {
		found = get(cache, key, value);
		went_well(cache, sqlite3_reset(cache->get));
	}
	pthread_mutex_unlock(&cache->lock);
	return found;
}

/* Called with the lock held. */
static bool keep(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value)
{
	struct dc_digest seal = seal_of(cache, key, value->data, value->length);

	if (!cache->database || cache->put_bytes + value->length > MAX_SIZE / 2 ||
	    !dc_bytes_add(value, &seal, SEAL))
		return false;
	if (cache->nr_put == cache->put_capacity) {
		size_t capacity = cache->put_capacity ? 2 * cache->put_capacity : 256;
		struct entry *put = realloc(cache->put, capacity * sizeof(*put));

		if (!put)
			return false;
		cache->put = put;
		cache->put_capacity = capacity;
	}
	cache->put[cache->nr_put++] = (struct entry){ key, *value };
	cache->put_bytes += value->length;
	return true;
}

void dc_cache_put(struct dc_cache *cache, struct dc_digest key, struct dc_bytes *value)
{
	bool kept = false;

	if (cache) {
		pthread_mutex_lock(&cache->lock);
		kept = keep(cache, key, value);
		pthread_mutex_unlock(&cache->lock);
	}
	if (!kept)
		free(value->data);
	*value = (struct dc_bytes){ 0 };
}

/* Closing */

static long number(struct dc_cache *cache, const char *sql)
{
	sqlite3_stmt *statement = prepare(cache, sql);
	long value = 0;

	if (statement && sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

/* What was not used for longest goes first; its pages are used again. */
static void make_room(struct dc_cache *cache)
{
	long size = number(cache, "PRAGMA page_size");
	long used = number(cache, "PRAGMA page_count") - number(cache, "PRAGMA freelist_count");

	if (size * used + (long)cache->put_bytes > MAX_SIZE)
		run(cache, "DELETE FROM entry WHERE rowid IN (SELECT rowid FROM entry"
			   " ORDER BY day, rowid LIMIT (SELECT count(*) / 2 + 1 FROM entry))");
}

static bool write_entry(sqlite3_stmt *insert, const struct entry *entry)
{
	bool ok;

	sqlite3_bind_blob(insert, 1, &entry->key, sizeof(entry->key), SQLITE_STATIC);
	sqlite3_bind_int(insert, 2, today());
	sqlite3_bind_blob(insert, 3, entry->value.data, entry->value.length, SQLITE_STATIC);
	ok = sqlite3_step(insert) == SQLITE_DONE;
	sqlite3_reset(insert);
	return ok;
}

static bool write_entries(struct dc_cache *cache)
{
	sqlite3_stmt *insert = prepare(cache, "INSERT OR REPLACE INTO entry VALUES (?, ?, ?)");
	bool ok = insert;

	for (size_t i = 0; ok && i < cache->nr_put; i++)
		ok = write_entry(insert, &cache->put[i]);
	sqlite3_finalize(insert);
	return ok;
}

static bool write_uses(struct dc_cache *cache)
{
	sqlite3_stmt *update = prepare(cache, "UPDATE entry SET day = ? WHERE key = ?");
	bool ok = update;

	for (size_t i = 0; ok && i < cache->nr_old; i++) {
		sqlite3_bind_int(update, 1, today());
		sqlite3_bind_blob(update, 2, &cache->old[i], sizeof(cache->old[i]), SQLITE_STATIC);
		ok = sqlite3_step(update) == SQLITE_DONE;
		sqlite3_reset(update);
	}
	sqlite3_finalize(update);
	return ok;
}

static void write_all(struct dc_cache *cache)
{
	if (!cache->nr_put && !cache->nr_old)
		return;
	if (!run(cache, "BEGIN IMMEDIATE"))
		return;
	make_room(cache);
	run(cache, write_entries(cache) && write_uses(cache) ? "COMMIT" : "ROLLBACK");
}

void dc_cache_flush(struct dc_cache *cache)
{
	if (!cache)
		return;
	if (cache->get)
		sqlite3_reset(cache->get);
	write_all(cache);
	for (size_t i = 0; i < cache->nr_put; i++)
		free(cache->put[i].value.data);
	cache->nr_put = cache->put_bytes = cache->nr_old = 0;
}

void dc_cache_close(struct dc_cache *cache)
{
	if (!cache)
		return;
	dc_cache_flush(cache);
	close_database(cache);
	free(cache->put);
	free(cache->old);
	pthread_mutex_destroy(&cache->lock);
	free(cache);
}
