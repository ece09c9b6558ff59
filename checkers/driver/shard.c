/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `dmacheck check --shard K/N`, and `dmacheck merge`.
 *
 * A shard holds what engines told of its files.  Merging is a check of the whole that finds these
 * results made: what lies in files of several shards is linked as ever, callers of a wrapper from
 * another shard are read again, and a file that is not what it was is analysed anew.
 */
#include "shard.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "engine.h"
#include "run.h"
#include "say.h"
#include "store.h"

static const char *problem_of(const struct dc_run *run)
{
	for (size_t i = 0; i < run->targets.nr; i++)
		if (dc_target_problem(&run->targets.items[i]))
			return dc_target_problem(&run->targets.items[i]);
	return NULL;
}

static bool make(struct dc_run *run, char *const *paths, size_t nr)
{
	const struct dc_settings *settings = run->settings;
	const struct dc_shard shard = {
		.number = settings->shard,
		.of = settings->nr_shards,
		.engines = settings->engines,
		.has_kernel = settings->has_kernel,
		.kernel = settings->kernel,
		.commands = (char *)(settings->commands ? settings->commands : ""),
		.paths = (char **)paths,
		.nr_paths = nr,
	};

	return dc_run_open(run, paths, nr) && dc_run_analyse(run) &&
	       dc_store_write(run->store, &shard);
}

int dc_shard_make(const struct dc_settings *settings, char *const *paths, size_t nr)
{
	struct dc_store store = { 0 };
	struct dc_run run = {
		.settings = settings, .store = &store,
		.cache = settings->no_cache ? NULL : dc_cache_open(settings->quiet),
	};
	bool broken = true;

	if (isatty(STDOUT_FILENO)) {
		dc_say("--shard: a shard is no text, send it to a file");
	} else if (!make(&run, paths, nr)) {
		dc_say("out of memory");
	} else {
		/* whoever merges is told the same again */
		broken = run.failed || run.targets.incomplete || problem_of(&run);
		for (size_t i = 0; i < run.targets.nr; i++)
			if (dc_target_problem(&run.targets.items[i]))
				dc_say("%s: %s", run.targets.items[i].path,
				       dc_target_problem(&run.targets.items[i]));
	}
	dc_run_close(&run);
	dc_store_free(&store);
	return broken ? DC_EXIT_BROKEN : DC_EXIT_CLEAN;
}

/* Merging */

static bool is_same_text(const struct dc_shard *a, const struct dc_shard *b)
{
	bool is_same = a->nr_paths == b->nr_paths && !strcmp(a->commands, b->commands);

	for (size_t i = 0; is_same && i < a->nr_paths; i++)
		is_same = !strcmp(a->paths[i], b->paths[i]);
	return is_same;
}

static bool is_same_run(const struct dc_shard *a, const struct dc_shard *b)
{
	return a->of == b->of && a->engines == b->engines && a->has_kernel == b->has_kernel &&
	       a->kernel.version == b->kernel.version && is_same_text(a, b);
}

/* All shards of one run, and nothing else; else tells what is wrong. */
static bool are_complete(const struct dc_shard *shards, char *const *files, size_t nr)
{
	bool *seen = calloc(shards->of + 1, sizeof(*seen));
	bool ok = seen;

	for (size_t i = 0; ok && i < nr; i++) {
		ok = is_same_run(shards, &shards[i]);
		if (!ok)
			dc_say("%s: of another run than %s", files[i], files[0]);
		else
			seen[shards[i].number] = true;
	}
	for (unsigned int number = 1; ok && number <= shards->of; number++)
		if (!seen[number]) {
			dc_say("shard %u/%u is missing", number, shards->of);
			ok = false;
		}
	free(seen);
	return ok;
}

static bool read_all(struct dc_store *store, struct dc_shard *shards, char *const *files, size_t nr)
{
	bool ok = true;

	for (size_t i = 0; i < nr; i++) {
		const char *reason = dc_store_read(store, files[i], NULL, &shards[i]);

		if (reason)
			dc_say("%s: %s", files[i], reason);
		ok = ok && !reason;
	}
	store->is_read = true;
	return ok;
}

/* What the shards were asked for cannot be asked of them again. */
static bool is_left_to_shards(const struct dc_settings *settings)
{
	if (!settings->has_kernel && !settings->commands && !settings->facts &&
	    !settings->nr_shards && settings->engines == dc_settings_default().engines)
		return true;
	dc_say("engines, kernel and files are those that the shards were made with");
	return false;
}

static int merge(struct dc_settings *settings, struct dc_store *store, struct dc_shard *shards,
		 char *const *files, size_t nr)
{
	if (!read_all(store, shards, files, nr) || !are_complete(shards, files, nr))
		return DC_EXIT_BROKEN;
	settings->engines = shards->engines;
	settings->has_kernel = shards->has_kernel;
	settings->kernel = shards->kernel;
	settings->commands = *shards->commands ? shards->commands : NULL;
	return dc_check(settings, store, shards->paths, shards->nr_paths);
}

static int run_merge(int argc, char **argv)
{
	struct dc_settings settings = dc_settings_default();
	struct dc_store store = { 0 };
	struct dc_shard *shards;
	int status;

	if (!dc_command_parse(&dc_command_merge, &argc, &argv, &settings, &status))
		return status;
	if (!argc)
		dc_say("which shards?");
	if (!argc || !dc_settings_agree(&settings) || !is_left_to_shards(&settings))
		return DC_EXIT_BROKEN;
	shards = calloc(argc, sizeof(*shards));
	status = shards ? merge(&settings, &store, shards, argv, argc) : DC_EXIT_BROKEN;
	for (int i = 0; shards && i < argc; i++)
		dc_shard_free(&shards[i]);
	free(shards);
	dc_store_free(&store);
	return status;
}

const struct dc_command dc_command_merge = {
	.name = "merge",
	.operands = "SHARD...",
	.summary =
		"Put the shards of a check together.  Each is what 'dmacheck check\n"
		"--shard K/N' wrote, with the same arguments and the same build of\n"
		"dmacheck, on a machine that has the same files at the same place.  The\n"
		"result is that of a check without shards, and takes the same options.",
	.options = dc_settings_options,
	.details =
		"Exit status: as of 'dmacheck check'; 2 also when a shard is missing,\n"
		"damaged or of another run.\n",
	.run = run_merge,
};
