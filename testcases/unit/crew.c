// SPDX-License-Identifier: GPL-2.0-only
/*
 * The crew with an engine that does what the file tells it to: find something, crash, hang, leave.
 */
#include "crew.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch.h"
#include "source.h"

enum { MANY = 200, LARGE_NOTE = 300 * 1024 };

static bool is_told(const struct dc_source_file *file, const char *what)
{
	return file->length >= strlen(what) && !memcmp(file->text, what, strlen(what));
}

static void find_something(const struct dc_source_file *file, struct dc_findings *findings)
{
	struct dc_finding *finding = dc_findings_add(findings);

	if (!finding)
		abort();
	finding->file = strdup(file->path);
	finding->function = strdup("probe");
	finding->source_line = strdup("");
	finding->message = calloc(1, LARGE_NOTE + 1);
	memset(finding->message, 'x', is_told(file, "find much") ? LARGE_NOTE : 1);
	finding->line = file->length;
	finding->level =
		file->kernel->version == DC_VERSION(6, 12) ? DC_LEVEL_NOTE : DC_LEVEL_ERROR;
}

bool dc_source_check(const struct dc_source_file *file, struct dc_result *result)
{
	result->coverage.functions++;
	if (is_told(file, "die"))
		raise(SIGKILL);
	if (is_told(file, "abort"))
		abort();
	if (is_told(file, "leave"))
		_exit(7);
	if (is_told(file, "hang"))
		while (true)
			pause();
	if (is_told(file, "spin"))
		for (volatile unsigned int i = 0; true;)
			i++;
	if (is_told(file, "refuse"))
		return dc_coverage_gap(&result->coverage, file->path, NULL, 0, "refused") && false;
	if (is_told(file, "fail"))
		return false;
	if (is_told(file, "find"))
		find_something(file, &result->findings);
	return true;
}

/* Looks at several files at once, and tells how many in the line of what it finds in each. */
static bool check_group(const struct dc_task *task, struct dc_result *result)
{
	struct dc_findings *findings = &result->findings;

	result->coverage.functions++;
	for (size_t i = 0; i < task->nr; i++) {
		const char *path = task->jobs[i].path;
		struct dc_source_file file = { .path = path, .kernel = &task->tree->kernel };

		if (!strncmp(path, "bad", 3))
			raise(SIGKILL);
		find_something(&file, findings);
		findings->items[findings->nr - 1].line = task->nr;
	}
	return true;
}

static const struct dc_engine_row plain = {
	.engine = DC_ENGINE_SOURCE, .name = "source", .most_files = 1,
	.check = dc_engine_source_check,
};

static const struct dc_engine_row grouped = {
	.engine = DC_ENGINE_COCCI, .name = "cocci", .most_files = 3, .check = check_group,
};

struct room {
	const struct dc_engine_row *engine;	/* NULL: plain */
	unsigned int timeout;		/* 0: longer than any test takes */
	struct dc_jobs jobs;
	struct dc_tree trees[2];
	struct dc_coverage coverage;
};

static void add_job(struct room *room, const char *path, const char *text, size_t tree)
{
	if (text)
		scratch_write(path, text);
	room->jobs.items = realloc(room->jobs.items, (room->jobs.nr + 1) * sizeof(struct dc_job));
	assert_non_null(room->jobs.items);
	room->jobs.items[room->jobs.nr++] =
		(struct dc_job){ .path = strdup(path), .tree = tree };
}

static void run(struct room *room, unsigned int nr_workers)
{
	struct dc_progress progress = { 0 };
	struct dc_crew crew = {
		.engine = room->engine ? room->engine : &plain,
		.jobs = &room->jobs,
		.trees = room->trees,
		.progress = &progress,
		.nr_workers = nr_workers,
		.timeout = room->timeout ? room->timeout : 600,
	};

	room->trees[0].kernel = dc_kernel_newest();
	assert_true(dc_kernel_parse("6.12", &room->trees[1].kernel));
	assert_true(dc_crew_run(&crew));
	assert_true(!room->jobs.nr || crew.peak_kb > 0);
	for (size_t i = 0; i < room->jobs.nr; i++) {
		struct dc_job *job = &room->jobs.items[i];
		struct dc_tree *tree = &room->trees[job->tree];

		assert_true(!job->failed || job->result.coverage.nr_gaps);
		assert_true(dc_result_give(&job->result, &tree->findings, &tree->ends,
					   &room->coverage));
	}
}

static void leave(struct room *room)
{
	dc_jobs_free(&room->jobs);
	for (size_t i = 0; i < 2; i++)
		dc_findings_free(&room->trees[i].findings);
	dc_coverage_free(&room->coverage);
}

static void assert_gap(const struct room *room, const char *file, const char *reason)
{
	size_t nr = 0;

	for (size_t i = 0; i < room->coverage.nr_gaps; i++) {
		const struct dc_gap *gap = &room->coverage.gaps[i];

		if (strcmp(gap->file, file))
			continue;
		nr++;
		assert_null(gap->function);
		assert_string_equal(gap->reason, reason);
	}
	assert_int_equal(nr, 1);
}

static void each_file_is_checked_once(void **state)
{
	(void)state;
	for (unsigned int nr_workers = 1; nr_workers <= 4; nr_workers++) {
		struct room room = { 0 };
		unsigned int seen[MANY] = { 0 };
		char path[16];

		for (int i = 0; i < MANY; i++) {
			snprintf(path, sizeof(path), "%d.c", i);
			add_job(&room, path, "find", 0);
		}
		run(&room, nr_workers);
		assert_int_equal(room.trees[0].findings.nr, MANY);
		for (size_t i = 0; i < MANY; i++)
			seen[atoi(room.trees[0].findings.items[i].file)]++;
		for (size_t i = 0; i < MANY; i++)
			assert_int_equal(seen[i], 1);
		assert_int_equal(room.coverage.functions, MANY);
		assert_int_equal(room.coverage.nr_gaps, 0);
		leave(&room);
	}
}

static void findings_go_to_their_tree(void **state)
{
	struct room room = { 0 };

	(void)state;
	add_job(&room, "a.c", "find", 0);
	add_job(&room, "b.c", "find", 1);
	run(&room, 2);
	assert_int_equal(room.trees[0].findings.nr, 1);
	assert_int_equal(room.trees[1].findings.nr, 1);
	assert_string_equal(room.trees[1].findings.items[0].file, "b.c");
	/* told by the fake engine from the kernel that it was given */
	assert_int_equal(room.trees[1].findings.items[0].level, DC_LEVEL_NOTE);
	leave(&room);
}

static void a_crash_costs_one_file(void **state)
{
	static const struct { const char *text, *reason; } rows[] = {
		{ "die", "crashed: SIGKILL" },
		{ "abort", "crashed: SIGABRT" },
		{ "leave", "crashed: exit status 7" },
		{ "fail", "crashed: exit status 1" },
		{ "refuse", "refused" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (unsigned int nr_workers = 1; nr_workers <= 2; nr_workers++) {
			struct room room = { 0 };

			add_job(&room, "a.c", "find", 0);
			add_job(&room, "bad.c", rows[i].text, 0);
			add_job(&room, "c.c", "find", 0);
			add_job(&room, "d.c", "find", 0);
			run(&room, nr_workers);
			assert_int_equal(room.trees[0].findings.nr, 3);
			assert_int_equal(room.coverage.nr_gaps, 1);
			assert_gap(&room, "bad.c", rows[i].reason);
			leave(&room);
		}
	}
}

static void every_file_may_crash(void **state)
{
	struct room room = { 0 };

	(void)state;
	for (char name[] = "a.c"; *name <= 'z'; ++*name)
		add_job(&room, name, *name % 2 ? "die" : "abort", 0);
	run(&room, 3);
	assert_int_equal(room.coverage.nr_gaps, 26);
	assert_gap(&room, "a.c", "crashed: SIGKILL");
	assert_gap(&room, "z.c", "crashed: SIGABRT");
	leave(&room);
}

static void who_hangs_is_stopped(void **state)
{
	struct room room = { .timeout = 1 };

	(void)state;
	add_job(&room, "sleeps.c", "hang", 0);
	add_job(&room, "spins.c", "spin", 0);
	add_job(&room, "c.c", "find", 0);
	run(&room, 2);
	assert_int_equal(room.trees[0].findings.nr, 1);
	assert_int_equal(room.coverage.nr_gaps, 2);
	assert_gap(&room, "sleeps.c", "took longer than 1 s");
	assert_gap(&room, "spins.c", "took longer than 1 s");
	leave(&room);
}

/* Whoever starts us may have put the signal aside. */
static void alarm_rings_even_when_it_was_silenced(void **state)
{
	struct room room = { .timeout = 1 };
	sigset_t alarm_only, before;

	(void)state;
	sigemptyset(&alarm_only);
	sigaddset(&alarm_only, SIGALRM);
	assert_int_equal(sigprocmask(SIG_BLOCK, &alarm_only, &before), 0);
	signal(SIGALRM, SIG_IGN);
	add_job(&room, "a.c", "hang", 0);
	run(&room, 1);
	assert_gap(&room, "a.c", "took longer than 1 s");
	leave(&room);
	signal(SIGALRM, SIG_DFL);
	assert_int_equal(sigprocmask(SIG_SETMASK, &before, NULL), 0);
}

/* More than a pipe holds, from all workers at once. */
static void large_results_arrive(void **state)
{
	struct room room = { 0 };
	char path[16];

	(void)state;
	for (int i = 0; i < 20; i++) {
		snprintf(path, sizeof(path), "%d.c", i);
		add_job(&room, path, "find much", 0);
	}
	run(&room, 4);
	assert_int_equal(room.trees[0].findings.nr, 20);
	for (size_t i = 0; i < 20; i++)
		assert_int_equal(strlen(room.trees[0].findings.items[i].message), LARGE_NOTE);
	leave(&room);
}

static void files_that_cannot_be_read(void **state)
{
	struct room room = { 0 };

	(void)state;
	scratch_mkdir("dir.c");
	add_job(&room, "dir.c", NULL, 0);
	add_job(&room, "gone.c", NULL, 0);
	add_job(&room, "empty.c", "", 0);
	add_job(&room, "large.c", "find", 0);
	assert_int_equal(truncate("large.c", (32 << 20) + 1), 0);
	add_job(&room, "fits.c", "find", 0);
	assert_int_equal(truncate("fits.c", 32 << 20), 0);
	run(&room, 2);
	assert_int_equal(room.coverage.nr_gaps, 3);
	assert_gap(&room, "dir.c", "Is a directory");
	assert_gap(&room, "gone.c", "No such file or directory");
	assert_gap(&room, "large.c", "larger than 32 MiB");
	assert_int_equal(room.trees[0].findings.nr, 1);
	assert_int_equal(room.trees[0].findings.items[0].line, 32 << 20);
	assert_int_equal(room.coverage.functions, 2);
	leave(&room);
}

/* A pipe where a file was must not stop the worker. */
static void a_pipe_is_not_waited_for(void **state)
{
	struct room room = { 0 };

	(void)state;
	assert_int_equal(mkfifo("pipe.c", 0666), 0);
	add_job(&room, "pipe.c", NULL, 0);
	run(&room, 1);
	assert_int_equal(room.coverage.nr_gaps, 0);
	assert_int_equal(room.coverage.functions, 1);
	leave(&room);
}

static void a_task_ends_with_its_tree(void **state)
{
	static const struct { const char *path; unsigned int in_task; } rows[] = {
		{ "a.c", 3 }, { "b.c", 3 }, { "c.c", 3 }, { "d.c", 1 }, { "e.c", 2 }, { "f.c", 2 },
	};
	struct room room = { .engine = &grouped };

	(void)state;
	for (size_t i = 0; i < 6; i++)
		add_job(&room, rows[i].path, "", i >= 4);
	run(&room, 2);
	assert_int_equal(room.coverage.functions, 3);
	assert_int_equal(room.trees[0].findings.nr, 4);
	assert_int_equal(room.trees[1].findings.nr, 2);
	for (size_t i = 0; i < 6; i++) {
		const struct dc_findings *findings = &room.trees[i >= 4].findings;
		size_t k = 0;

		while (k < findings->nr && strcmp(findings->items[k].file, rows[i].path))
			k++;
		assert_true(k < findings->nr);
		assert_int_equal(findings->items[k].line, rows[i].in_task);
	}
	leave(&room);
}

/* Nobody can say which file of the task it was; and that it was not the default engine is told. */
static void a_crash_costs_its_task(void **state)
{
	struct room room = { .engine = &grouped };

	(void)state;
	add_job(&room, "a.c", "", 0);
	add_job(&room, "bad.c", "", 0);
	add_job(&room, "c.c", "", 0);
	add_job(&room, "d.c", "", 0);
	run(&room, 1);
	assert_int_equal(room.trees[0].findings.nr, 1);
	assert_string_equal(room.trees[0].findings.items[0].file, "d.c");
	assert_int_equal(room.coverage.nr_gaps, 3);
	assert_gap(&room, "a.c", "cocci: crashed: SIGKILL");
	assert_gap(&room, "bad.c", "cocci: crashed: SIGKILL");
	assert_gap(&room, "c.c", "cocci: crashed: SIGKILL");
	leave(&room);
}

static void no_files_no_workers(void **state)
{
	struct room room = { 0 };

	(void)state;
	run(&room, 4);
	assert_int_equal(room.coverage.functions, 0);
	leave(&room);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_file_is_checked_once),
		TEST(findings_go_to_their_tree),
		TEST(a_crash_costs_one_file),
		TEST(every_file_may_crash),
		TEST(who_hangs_is_stopped),
		TEST(alarm_rings_even_when_it_was_silenced),
		TEST(large_results_arrive),
		TEST(files_that_cannot_be_read),
		TEST(a_pipe_is_not_waited_for),
		TEST(a_task_ends_with_its_tree),
		TEST(a_crash_costs_its_task),
		TEST(no_files_no_workers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
