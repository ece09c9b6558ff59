/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The walk.  A kernel has 65,000 files and 1.5 GB, of which one in forty matters: nothing is
 * allocated, kept or asked of the system for a file but to open, read and close it.
 */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "calls.h"
#include "folder.h"
#include "source.h"

/* Small enough to stay in a core's cache between read() and search, large enough for most files. */
enum { WINDOW = 256 * 1024, PROGRESS_MS = 100 };

/* A directory that waits for a thread. */
struct folder {
	struct folder *next;
	struct dc_target *target;
	char path[];
};

struct walk {
	pthread_mutex_t lock;		/* for all below */
	pthread_cond_t changed;		/* folders or busy */
	struct folder *folders;
	unsigned int busy;		/* threads inside a folder */
	bool failed;			/* memory is out */
	struct dc_jobs *jobs, *others;
	struct dc_cache *cache;
	struct dc_coverage *coverage;
};

/* One thread's view. */
struct walker {
	struct walk *walk;
	struct dc_target *target;
	char *window;			/* DC_SOURCE_MAX_NAME bytes of the last one, then WINDOW */
	struct dc_calls calls;		/* of the file that it looks at */
	struct dc_cache *cache;		/* NULL for none */
	struct dc_folder folder;	/* the one that it is in */
};

static char *join(const char *folder, const char *name)
{
	size_t length = strlen(folder);
	char *path = NULL;

	if (!strcmp(folder, "."))
		return strdup(name);
	if (asprintf(&path, "%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", name) < 0)
		return NULL;
	return path;
}

static void fail(struct walk *walk)
{
	pthread_mutex_lock(&walk->lock);
	walk->failed = true;
	pthread_mutex_unlock(&walk->lock);
}

static void push_folder(struct walk *walk, struct dc_target *target, char *path)
{
	struct folder *folder = path ? malloc(sizeof(*folder) + strlen(path) + 1) : NULL;

	if (!folder) {
		fail(walk);
		return;
	}
	folder->target = target;
	strcpy(folder->path, path);
	pthread_mutex_lock(&walk->lock);
	folder->next = walk->folders;
	walk->folders = folder;
	pthread_cond_signal(&walk->changed);
	pthread_mutex_unlock(&walk->lock);
}

static void add_gap(struct walk *walk, const char *path, int error)
{
	pthread_mutex_lock(&walk->lock);
	if (!path || !dc_coverage_gap(walk->coverage, path, NULL, 0, strerror(error)))
		walk->failed = true;
	pthread_mutex_unlock(&walk->lock);
}

/* Takes `path` over. */
static void add_file(struct walker *walker, char *path, const struct dc_sight *sight)
{
	struct walk *walk = walker->walk;
	struct dc_jobs *jobs = sight->is_relevant ? walk->jobs : walk->others;
	struct dc_job job = {
		.path = path, .tree = walker->target->tree, .size = sight->stamp.size,
		.nr_calls = sight->nr_calls,
		.calls = malloc(sight->nr_calls * sizeof(*sight->calls) + 1),
	};

	if (job.calls && sight->nr_calls)
		memcpy(job.calls, sight->calls, sight->nr_calls * sizeof(*sight->calls));
	pthread_mutex_lock(&walk->lock);
	if (!path || !job.calls || !dc_jobs_add(jobs, &job)) {
		walk->failed = true;
		free(job.calls);
		free(path);
	}
	pthread_mutex_unlock(&walk->lock);
}

/*
 * 1, 0, or -1 with errno; the walker's `calls` are the file's then.  A name that the window cuts is
 * whole in the next one, thanks to what is kept of this; what a cut makes look like a name costs a
 * needless parse and no more.
 */
static int search(struct walker *walker, int fd)
{
	char *window = walker->window;
	bool found = false;
	size_t kept = 0;

	dc_calls_clear(&walker->calls);
	for (;;) {
		ssize_t nr = read(fd, window + kept, WINDOW);
		size_t length = kept + nr;

		if (nr < 0 && errno == EINTR)
			continue;
		if (nr <= 0)
			return nr < 0 ? -1 : found;
		found = found || dc_source_is_relevant(window, length);
		dc_calls_find(&walker->calls, window, kept, length);
		kept = length < DC_SOURCE_MAX_NAME ? length : DC_SOURCE_MAX_NAME;
		memmove(window, window + length - kept, kept);
	}
}

/*
 * Looks into `name`, relative to directory `dirfd`.  Returns 0 or errno.  O_NONBLOCK: what was a
 * file a moment ago may be a pipe now.  The calls of the sight are the walker's.
 */
static int look(struct walker *walker, int dirfd, const char *name, int flags,
		struct dc_sight *sight)
{
	int fd = openat(dirfd, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags);
	struct stat st;
	int found, error = 0;

	if (fd < 0)
		return errno;
	found = fstat(fd, &st) ? -1 : search(walker, fd);
	if (found < 0)
		error = errno;
	else
		*sight = (struct dc_sight){
			.stamp = dc_stamp_of(&st), .is_relevant = found,
			.nr_calls = walker->calls.nr, .calls = walker->calls.items,
		};
	close(fd);
	return error;
}

/* A file named by the user. */
static int look_at_target(struct walker *walker)
{
	const char *path = walker->target->path;
	struct dc_sight sight;
	int error = look(walker, AT_FDCWD, path, 0, &sight);

	atomic_fetch_add_explicit(&walker->target->nr_files, 1, memory_order_relaxed);
	if (!error)
		add_file(walker, strdup(path), &sight);
	return error;
}

/* A file of the walker's folder, which it may know from an earlier run.  Returns 0 or errno. */
static int look_at_entry(struct walker *walker, int dirfd, const char *folder, const char *name)
{
	struct dc_stamp stamp = { 0 };
	int64_t now = walker->cache ? dc_stamp_now() : 0;
	struct dc_sight sight;
	struct stat st;
	int error;

	atomic_fetch_add_explicit(&walker->target->nr_files, 1, memory_order_relaxed);
	if (walker->cache && !fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW))
		stamp = dc_stamp_of(&st);
	if (!stamp.inode || !dc_folder_find(&walker->folder, name, &stamp, &sight)) {
		error = look(walker, dirfd, name, O_NOFOLLOW, &sight);
		if (error)
			return error;
	}
	add_file(walker, join(folder, name), &sight);
	if (walker->cache && dc_stamp_is_settled(&sight.stamp, now))
		dc_folder_add(&walker->folder, name, &sight);
	return 0;
}

static unsigned char type_of(int dirfd, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(dirfd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
		return DT_REG;	/* opening it will tell why */
	return IFTODT(st.st_mode);
}

static void visit_entry(struct walker *walker, int dirfd, const char *folder,
			const struct dirent *entry)
{
	const char *name = entry->d_name;
	unsigned char type;
	char *path;
	int error;

	if (name[0] == '.' || (entry->d_type == DT_REG && !dc_target_is_c_name(name)))
		return;
	type = type_of(dirfd, entry);
	if (type == DT_DIR) {
		path = join(folder, name);
		push_folder(walker->walk, walker->target, path);
		free(path);
	} else if (type == DT_REG && dc_target_is_c_name(name)) {
		error = look_at_entry(walker, dirfd, folder, name);
		if (!error)
			return;
		path = join(folder, name);
		add_gap(walker->walk, path, error);
		free(path);
	}
}

/* By its real path: what the user wrote may mean another folder another time. */
static void open_folder(struct walker *walker, const char *path)
{
	const struct dc_target *target = walker->target;
	const char *below = strcmp(target->path, ".") ? path + strlen(target->path) : path;
	char *real = NULL;

	if (!walker->cache || asprintf(&real, "%s/%s", target->real, below) < 0)
		real = NULL;
	dc_folder_open(&walker->folder, real ? walker->cache : NULL, real ? real : "");
	free(real);
}

static int read_folder(struct walker *walker, const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int error;

	if (!dir) {
		error = errno;
		if (fd >= 0)
			close(fd);
		return error;
	}
	open_folder(walker, path);
	while (errno = 0, (entry = readdir(dir)))
		visit_entry(walker, fd, path, entry);
	error = errno;
	dc_folder_close(&walker->folder);
	closedir(dir);
	return error;
}

static void visit(struct walker *walker, struct folder *folder)
{
	struct dc_target *target = folder->target;
	bool is_target = !strcmp(folder->path, target->path);
	int error;

	walker->target = target;
	if (is_target && !target->is_directory)
		error = look_at_target(walker);
	else
		error = read_folder(walker, folder->path, is_target ? 0 : O_NOFOLLOW);
	if (error && is_target)
		target->error = error;
	else if (error)
		add_gap(walker->walk, folder->path, error);
	free(folder);
}

/* Called with the lock held; NULL when the walk is over. */
static struct folder *next_folder(struct walk *walk)
{
	struct folder *folder;

	while (!walk->folders && walk->busy)
		pthread_cond_wait(&walk->changed, &walk->lock);
	folder = walk->folders;
	if (folder)
		walk->folders = folder->next;
	return folder;
}

static void *walk_folders(void *data)
{
	struct walk *walk = data;
	struct walker walker = {
		.walk = walk, .cache = walk->cache, .window = malloc(DC_SOURCE_MAX_NAME + WINDOW),
	};
	struct folder *folder;

	if (!walker.window) {
		fail(walk);
		return NULL;
	}
	pthread_mutex_lock(&walk->lock);
	while ((folder = next_folder(walk))) {
		walk->busy++;
		pthread_mutex_unlock(&walk->lock);
		visit(&walker, folder);
		pthread_mutex_lock(&walk->lock);
		walk->busy--;
	}
	pthread_cond_broadcast(&walk->changed);
	pthread_mutex_unlock(&walk->lock);
	dc_calls_free(&walker.calls);
	free(walker.window);
	return NULL;
}

static size_t nr_files(struct dc_targets *targets)
{
	size_t nr = 0;

	for (size_t i = 0; i < targets->nr; i++)
		nr += atomic_load_explicit(&targets->items[i].nr_files, memory_order_relaxed);
	return nr;
}

/* pthread_timedjoin_np() has no relative form. */
static void join_thread(pthread_t thread, struct dc_targets *targets, struct dc_progress *progress)
{
	struct timespec until;

	do {
		dc_progress_show(progress, "searching", nr_files(targets), 0);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += PROGRESS_MS * 1000000L;
		if (until.tv_nsec >= 1000000000) {
			until.tv_sec++;
			until.tv_nsec -= 1000000000;
		}
	} while (pthread_timedjoin_np(thread, NULL, &until) == ETIMEDOUT);
}

static bool run_threads(struct walk *walk, struct dc_targets *targets, unsigned int nr_threads,
			struct dc_progress *progress)
{
	pthread_t *threads = calloc(nr_threads, sizeof(*threads));
	unsigned int nr = 0;

	while (threads && nr < nr_threads &&
	       !pthread_create(&threads[nr], NULL, walk_folders, walk))
		nr++;
	for (unsigned int i = 0; i < nr; i++)
		join_thread(threads[i], targets, progress);
	free(threads);
	return nr > 0;
}

bool dc_walk(struct dc_targets *targets, unsigned int nr_threads, struct dc_jobs *jobs,
	     struct dc_jobs *others, struct dc_coverage *coverage, struct dc_cache *cache,
	     struct dc_progress *progress)
{
	struct walk walk = {
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER,
		.jobs = jobs,
		.others = others,
		.cache = cache,
		.coverage = coverage,
	};

	for (size_t i = targets->nr; i-- > 0;)
		push_folder(&walk, &targets->items[i], targets->items[i].path);
	if (!run_threads(&walk, targets, nr_threads, progress))
		return false;
	coverage->files_seen += nr_files(targets);
	dc_jobs_sort(jobs);
	return !walk.failed;
}
