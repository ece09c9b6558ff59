/* SPDX-License-Identifier: GPL-2.0-only */
/* Who calls the wrappers that a round of reading found. */
#include "rounds.h"

#include <stdlib.h>
#include <string.h>

enum { FILTER_BITS = 1 << 16 };

/* What changed in a tree, with one bit for the lower half of each name: most calls are others. */
struct news {
	struct dc_changes changes;
	uint8_t filter[FILTER_BITS / 8];
};

static void add_to_filter(struct news *news, uint32_t name)
{
	name %= FILTER_BITS;
	news->filter[name / 8] |= 1 << name % 8;
}

static bool is_in_filter(const struct news *news, uint32_t name)
{
	name %= FILTER_BITS;
	return news->filter[name / 8] >> name % 8 & 1;
}

/* What a file that was just read defines. */
static void take_rows(struct news *news, struct dc_targets *targets, const struct dc_job *job,
		      struct dc_course *course)
{
	struct dc_changes *changes = &news[job->tree].changes;
	size_t nr = changes->nr;

	dc_exported_set(&targets->trees[job->tree].exported, job->path, &job->result.rows, changes);
	if (course && changes->nr > nr)
		dc_course_note(course, job->path, &job->result.rows);
}

/* What became known in the round before. */
static void collect(struct news *news, struct dc_targets *targets, const struct dc_jobs *read,
		    struct dc_course *course, unsigned int round)
{
	if (course && course->is_followed) {
		dc_course_follow(course, round - 1, &targets->trees->exported, &news->changes);
	} else {
		if (course)
			course->nr = round;
		for (size_t i = 0; i < read->nr; i++)
			take_rows(news, targets, &read->items[i], course);
	}
	for (size_t i = 0; i < targets->nr_trees; i++) {
		dc_exported_sort(&targets->trees[i].exported);
		for (size_t k = 0; k < news[i].changes.nr; k++)
			add_to_filter(&news[i], news[i].changes.items[k].name);
	}
}

/* Whether the file may call something that changed elsewhere. */
static bool is_concerned(const struct news *news, const struct dc_job *job)
{
	for (size_t i = 0; i < job->nr_calls; i++) {
		if (!is_in_filter(news, job->calls[i]))
			continue;
		for (size_t k = 0; k < news->changes.nr; k++)
			if (news->changes.items[k].name == job->calls[i] &&
			    strcmp(news->changes.items[k].file, job->path))
				return true;
	}
	return false;
}

/* Moves the files that are concerned to `due`, without what was known of them. */
static bool take_concerned(const struct news *news, struct dc_jobs *from, struct dc_jobs *due)
{
	size_t kept = 0;
	bool ok = true;

	for (size_t i = 0; i < from->nr; i++) {
		struct dc_job *job = &from->items[i];

		if (!ok || !is_concerned(&news[job->tree], job)) {
			from->items[kept++] = *job;
			continue;
		}
		dc_result_free(&job->result);
		job->failed = false;
		ok = dc_jobs_add(due, job);
		if (!ok)
			from->items[kept++] = *job;
	}
	from->nr = kept;
	return ok;
}

static bool give_back(struct dc_jobs *due, struct dc_jobs *jobs)
{
	while (due->nr) {
		if (!dc_jobs_add(jobs, &due->items[due->nr - 1]))
			return false;
		due->nr--;
	}
	return true;
}

/* Puts those first that earlier runs do not tell of; how many. */
static size_t find_kept(struct dc_kept *kept, const struct dc_tree *trees, struct dc_jobs *jobs)
{
	size_t nr = 0;

	for (size_t i = 0; i < jobs->nr; i++) {
		struct dc_job job = jobs->items[i];

		if (dc_kept_find(kept, &trees[job.tree], &job)) {
			jobs->items[i] = job;
			continue;
		}
		jobs->items[i] = jobs->items[nr];
		jobs->items[nr++] = job;
	}
	return nr;
}

/* One round over `jobs`. */
static bool run(struct dc_crew *crew, struct dc_kept *kept, struct dc_jobs *jobs)
{
	struct dc_jobs unknown = { .items = jobs->items };
	struct dc_crew round = *crew;
	bool ok;

	dc_jobs_sort(jobs);
	unknown.nr = find_kept(kept, crew->trees, jobs);
	dc_jobs_sort(&unknown);
	round.jobs = &unknown;
	ok = dc_crew_run(&round);
	if (round.peak_kb > crew->peak_kb)
		crew->peak_kb = round.peak_kb;
	for (size_t i = 0; ok && i < unknown.nr; i++)
		dc_kept_add(kept, &crew->trees[unknown.items[i].tree], &unknown.items[i]);
	return ok;
}

/* Whether all files that are read told what they once did. */
static bool is_followed(const struct dc_exported *exported, const struct dc_jobs *jobs)
{
	for (size_t i = 0; i < jobs->nr; i++)
		if (!dc_course_is_kept(exported, jobs->items[i].path, &jobs->items[i].result.rows))
			return false;
	return true;
}

/* Fills `due` with what the next round has to read. */
static bool find_due(struct news *news, struct dc_targets *targets, struct dc_jobs *jobs,
		     struct dc_jobs *others, struct dc_jobs *due, struct dc_course *course,
		     unsigned int round)
{
	memset(news, 0, targets->nr_trees * sizeof(*news));
	collect(news, targets, due->nr ? due : jobs, course, round);
	if (!give_back(due, jobs))
		return false;
	if (course && course->is_followed) {
		course->is_left = !is_followed(&targets->trees->exported, jobs) ||
				  !is_followed(&targets->trees->exported, others);
		if (course->is_left)
			return true;
	}
	return take_concerned(news, jobs, due) && take_concerned(news, others, due);
}

/* Whether something may come to be known though nothing is read. */
static bool goes_on(const struct dc_course *course, unsigned int round)
{
	return course && course->is_followed && !course->is_left && round < course->nr;
}

bool dc_rounds_run(struct dc_crew *crew, struct dc_kept *kept, struct dc_targets *targets,
		   struct dc_jobs *jobs, struct dc_jobs *others, struct dc_course *course)
{
	struct news *news = calloc(targets->nr_trees + 1, sizeof(*news));
	struct dc_jobs due = { 0 };
	bool ok = news && run(crew, kept, jobs);

	for (unsigned int round = 1; ok && round < DC_MAX_ROUNDS; round++) {
		ok = find_due(news, targets, jobs, others, &due, course, round);
		for (size_t i = 0; i < targets->nr_trees; i++)
			free(news[i].changes.items);
		if (!due.nr && !goes_on(course, round))
			break;
		ok = ok && (!due.nr || run(crew, kept, &due));
	}
	ok = give_back(&due, jobs) && ok;
	dc_jobs_free(&due);
	free(news);
	return ok;
}
