/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The crew: the parent forks workers, each takes the next task from a shared board, asks the engine
 * and sends one record a task through its pipe.  Who dies is replaced; the files that were on the
 * board for him become gaps.
 */
#include "crew.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine.h"
#include "read.h"
#include "record.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_SHADOW_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || \
	__has_feature(thread_sanitizer)
#define HAS_SHADOW_MEMORY 1
#endif
#endif

#define NO_JOB SIZE_MAX

enum { CHUNK = 64 * 1024, POLL_MS = 200 };

/* Shared by all processes. */
struct board {
	atomic_size_t next;		/* first job that nobody has taken */
	atomic_size_t current[];	/* first job of each worker's task, NO_JOB before */
};

struct seat {
	pid_t pid;
	struct dc_bytes received;
	long peak_kb;
};

struct room {
	struct dc_crew *crew;
	struct board *board;
	struct seat *seats;
	struct pollfd *pipes;		/* by seat; fd is -1 when the seat is empty */
	bool *done;			/* by job */
	size_t nr_done;
	bool failed;			/* memory is out */
};

/* A task begins at a job and goes as far as the engine and the job's tree do: both sides know it. */
static struct dc_task task_of(const struct dc_crew *crew, size_t first)
{
	const struct dc_job *jobs = &crew->jobs->items[first];
	size_t nr = 1, most = crew->jobs->nr - first;

	if (most > crew->engine->most_files)
		most = crew->engine->most_files;
	while (nr < most && jobs[nr].tree == jobs[0].tree)
		nr++;
	return (struct dc_task){ &crew->trees[jobs[0].tree], jobs, nr, crew->timeout,
				crew->commands };
}

/* The worker's side. */

/* First job of the task, NO_JOB when all are taken. */
static size_t take_task(const struct room *room)
{
	size_t first = atomic_load(&room->board->next), next;

	do {
		if (first >= room->crew->jobs->nr)
			return NO_JOB;
		next = first + task_of(room->crew, first).nr;
	} while (!atomic_compare_exchange_weak(&room->board->next, &first, next));
	return first;
}

static void limit_worker(void)
{
	sigset_t alarm_only;

	/* whoever started us may have left it blocked */
	sigemptyset(&alarm_only);
	sigaddset(&alarm_only, SIGALRM);
	sigprocmask(SIG_UNBLOCK, &alarm_only, NULL);
	signal(SIGALRM, SIG_DFL);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
#ifndef HAS_SHADOW_MEMORY	/* reserves terabytes of addresses */
	setrlimit(RLIMIT_AS, &(struct rlimit){ 2ul << 30, 2ul << 30 });
#endif
}

static void write_all(int fd, const struct dc_bytes *bytes)
{
	size_t sent = 0;

	while (sent < bytes->length) {
		ssize_t nr = write(fd, bytes->data + sent, bytes->length - sent);

		if (nr < 0 && errno != EINTR)
			_exit(EXIT_FAILURE);
		if (nr > 0)
			sent += nr;
	}
}

/* What the files ask not to be told of. */
static void read_ignores(const struct dc_task *task, struct dc_result *result)
{
	for (size_t i = 0; i < task->nr; i++) {
		const struct dc_job *job = &task->jobs[i];
		struct dc_bytes own = { 0 };
		const struct dc_bytes *text = job->text ? job->text : &own;

		if ((job->text || !dc_read_from(task->tree->files, job->path, &own)) && text->length)
			dc_ignores_read(&result->ignores, job->path, text->data, text->length);
		free(own.data);
	}
}

/* An engine that takes several files may have to begin anew for each, when one of them hangs. */
static unsigned int seconds_for(const struct dc_task *task)
{
	return task->timeout * task->nr * (task->nr > 1 ? 4 : 1);
}

static void do_task(const struct dc_crew *crew, size_t first, int pipe)
{
	const struct dc_task task = task_of(crew, first);
	struct dc_result result = { 0 };
	struct dc_bytes record = { 0 };

	alarm(seconds_for(&task));
	if (!crew->engine->check(&task, &result))
		_exit(EXIT_FAILURE);
	read_ignores(&task, &result);
	if (!dc_record_pack(&record, first, &result))
		_exit(EXIT_FAILURE);
	alarm(0);
	write_all(pipe, &record);
	free(record.data);
	dc_result_free(&result);
}

static _Noreturn void work(const struct room *room, size_t seat, int pipe)
{
	size_t first;

	limit_worker();
	while ((first = take_task(room)) != NO_JOB) {
		atomic_store(&room->board->current[seat], first);
		do_task(room->crew, first, pipe);
	}
	_exit(EXIT_SUCCESS);	/* which gives back all that the engine keeps */
}

/* The parent's side. */

/* Without the pipes of the others: a pipe must end with its worker. */
static _Noreturn void begin_work(const struct room *room, size_t seat, int pipe)
{
	for (size_t i = 0; i < room->crew->nr_workers; i++)
		if (room->pipes[i].fd >= 0)
			close(room->pipes[i].fd);
	work(room, seat, pipe);
}

static bool hire(struct room *room, size_t i)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return false;
	atomic_store(&room->board->current[i], NO_JOB);
	room->seats[i].pid = fork();
	if (!room->seats[i].pid) {
		close(ends[0]);
		begin_work(room, i, ends[1]);
	}
	close(ends[1]);
	if (room->seats[i].pid < 0) {
		close(ends[0]);
		return false;
	}
	room->pipes[i].fd = ends[0];
	return true;
}

static void set_done(struct room *room, size_t first)
{
	size_t nr = task_of(room->crew, first).nr;

	memset(&room->done[first], true, nr);
	room->nr_done += nr;
}

/* What others than the default engine failed at is no news of the file: they are named. */
static void give_up(struct room *room, size_t first, const char *reason)
{
	struct dc_crew *crew = room->crew;
	bool is_default = crew->engine->engine == DC_ENGINE_SOURCE;
	struct dc_task task = task_of(crew, first);
	char text[128];

	snprintf(text, sizeof(text), "%s%s%s", is_default ? "" : crew->engine->name,
		 is_default ? "" : ": ", reason);
	for (size_t i = 0; i < task.nr; i++) {
		struct dc_job *job = &crew->jobs->items[first + i];

		job->failed = true;
		if (!dc_coverage_gap(&job->result.coverage, job->path, NULL, 0, text))
			room->failed = true;
	}
	set_done(room, first);
}

static void accept_record(struct room *room, const char *record, size_t length)
{
	struct dc_crew *crew = room->crew;
	size_t job = dc_record_job(record);

	if (job >= crew->jobs->nr || room->done[job])
		return;
	if (dc_record_unpack(record, length, &crew->jobs->items[job].result))
		set_done(room, job);
	else
		give_up(room, job, "crashed: its result makes no sense");
}

/* False at the end of the pipe. */
static bool receive(struct room *room, size_t i)
{
	char chunk[CHUNK];
	struct dc_bytes *bytes = &room->seats[i].received;
	ssize_t nr = read(room->pipes[i].fd, chunk, sizeof(chunk));
	size_t used = 0, length;

	if (nr < 0 && errno == EINTR)
		return true;
	if (nr <= 0)
		return false;
	if (!dc_bytes_add(bytes, chunk, nr)) {
		room->failed = true;
		return false;
	}
	while ((length = dc_record_length(bytes->data + used, bytes->length - used))) {
		accept_record(room, bytes->data + used, length);
		used += length;
	}
	memmove(bytes->data, bytes->data + used, bytes->length - used);
	bytes->length -= used;
	return true;
}

static void describe_death(int status, struct dc_task task, char *reason, size_t size)
{
	if (!WIFSIGNALED(status))
		snprintf(reason, size, "crashed: exit status %d", WEXITSTATUS(status));
	else if (WTERMSIG(status) == SIGALRM)
		snprintf(reason, size, "took longer than %u s", task.timeout);
	else
		snprintf(reason, size, "crashed: SIG%s", sigabbrev_np(WTERMSIG(status)));
}

/* A worker that died before it took a job is not replaced: the next would do the same. */
static void dismiss(struct room *room, size_t i)
{
	struct seat *seat = &room->seats[i];
	size_t job = atomic_load(&room->board->current[i]);
	struct rusage usage = { 0 };
	char reason[64];
	int status;

	close(room->pipes[i].fd);
	room->pipes[i].fd = -1;
	while (wait4(seat->pid, &status, 0, &usage) < 0 && errno == EINTR)
		;
	seat->received.length = 0;
	if (usage.ru_maxrss > seat->peak_kb)
		seat->peak_kb = usage.ru_maxrss;
	if (job == NO_JOB || (WIFEXITED(status) && !WEXITSTATUS(status)))
		return;
	if (!room->done[job]) {
		describe_death(status, task_of(room->crew, job), reason, sizeof(reason));
		give_up(room, job, reason);
	}
	if (atomic_load(&room->board->next) < room->crew->jobs->nr)
		hire(room, i);
}

static bool is_empty(const struct room *room)
{
	for (size_t i = 0; i < room->crew->nr_workers; i++)
		if (room->pipes[i].fd >= 0)
			return false;
	return true;
}

static void serve(struct room *room)
{
	struct dc_crew *crew = room->crew;

	while (!is_empty(room)) {
		dc_progress_show(crew->progress, "checking", room->nr_done, crew->jobs->nr);
		if (poll(room->pipes, crew->nr_workers, POLL_MS) <= 0)
			continue;
		for (size_t i = 0; i < crew->nr_workers; i++)
			if (room->pipes[i].fd >= 0 && room->pipes[i].revents && !receive(room, i))
				dismiss(room, i);
	}
}

static bool open_room(struct room *room, size_t board_size)
{
	size_t nr = room->crew->nr_workers;

	room->seats = calloc(nr, sizeof(*room->seats));
	room->pipes = calloc(nr, sizeof(*room->pipes));
	room->done = calloc(room->crew->jobs->nr, sizeof(*room->done));
	room->board =
		mmap(NULL, board_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (size_t i = 0; room->pipes && i < nr; i++)
		room->pipes[i] = (struct pollfd){ -1, POLLIN, 0 };
	return room->seats && room->pipes && room->done && room->board != MAP_FAILED;
}

static void close_room(struct room *room, size_t board_size)
{
	for (size_t i = 0; room->seats && i < room->crew->nr_workers; i++) {
		room->crew->peak_kb += room->seats[i].peak_kb;
		free(room->seats[i].received.data);
	}
	if (room->board != MAP_FAILED)
		munmap(room->board, board_size);
	free(room->done);
	free(room->pipes);
	free(room->seats);
}

bool dc_crew_run(struct dc_crew *crew)
{
	struct room room = { .crew = crew };
	size_t board_size;

	crew->peak_kb = 0;
	if (!crew->jobs->nr)
		return true;
	if (crew->nr_workers > crew->jobs->nr)
		crew->nr_workers = crew->jobs->nr;
	board_size = sizeof(*room.board) + crew->nr_workers * sizeof(room.board->current[0]);
	if (open_room(&room, board_size)) {
		for (size_t i = 0; i < crew->nr_workers; i++)
			hire(&room, i);
		serve(&room);
		for (size_t i = 0; i < crew->jobs->nr; i++)
			if (!room.done[i])
				give_up(&room, i, "no worker was left for it");
	} else {
		room.failed = true;
	}
	close_room(&room, board_size);
	return !room.failed;
}
