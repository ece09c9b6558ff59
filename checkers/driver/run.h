/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run of engines over what the user named: from paths to findings that are not settled yet.
 */
#ifndef DC_RUN_H
#define DC_RUN_H

#include "engine.h"
#include "course.h"
#include "kept.h"
#include "progress.h"
#include "settings.h"
#include "tally.h"

/* Text that stands for a file's, so that it can be judged before it is written. */
struct dc_replacement {
	const char *path;		/* as in a finding */
	const struct dc_bytes *text;
};

struct dc_run {
	const struct dc_settings *settings;
	struct dc_cache *cache;		/* NULL for none */
	struct dc_store *store;		/* of shards, NULL for none */
	const struct dc_replacement *replacements;
	size_t nr_replacements;

	struct dc_targets targets;	/* with the findings */
	struct dc_jobs jobs;		/* files that matter, and those that may come to */
	struct dc_jobs others;
	struct dc_coverage coverage;	/* gaps in order */
	struct dc_tally tally;
	bool failed;			/* an engine or facts; the user has been told */
	bool is_by_chance;		/* another look at the same files may tell otherwise */
	size_t nr_foreign;		/* files that the store does not know as they are here */
	const struct dc_files *shown;	/* have what findings name, NULL for the disk */
	double seconds;
	long peak_kb;			/* memory of all processes together, at most */
};

/* Looks for the paths; what is above is for the caller to set.  False: memory is out, as below. */
bool dc_run_open(struct dc_run *run, char *const *paths, size_t nr);

bool dc_run_analyse(struct dc_run *run);

/* For who finds the files otherwise: one engine over the jobs, and then what they have in common. */
bool dc_run_ask(struct dc_run *run, const struct dc_engine_row *engine,
		struct dc_progress *progress);

/*
 * The same without the latter: one engine over the jobs, which have their results then, see
 * rounds.h; and what is done at the end.
 */
bool dc_run_read(struct dc_run *run, const struct dc_engine_row *engine, struct dc_kept *kept,
		 struct dc_course *course, struct dc_progress *progress);
void dc_run_finish(struct dc_run *run);

void dc_run_close(struct dc_run *run);

#endif
