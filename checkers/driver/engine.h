/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The engines that `dmacheck check --engine` offers, a row each.  A worker of the crew asks one for
 * what it finds in some files; nobody else knows one from another.
 */
#ifndef DC_ENGINE_H
#define DC_ENGINE_H

#include "result.h"
#include "walk.h"

/* Files of one tree to be looked at in one go. */
struct dc_task {
	const struct dc_tree *tree;
	const struct dc_job *jobs;
	size_t nr;
	unsigned int timeout;	/* seconds for a file */
	const char *commands;	/* folder of compile_commands.json, NULL: around each file */
};

struct dc_engine_row {
	enum dc_engine engine;
	const char *name;
	const char *program;	/* see dc_engine_program(), NULL when it is built in */
	const char *package;	/* of Debian, that brings the program; NULL when it is ours */
	size_t most_files;	/* in a task */
	/*
	 * Runs in a worker process, which may crash and is stopped when it takes too long.  Adds what
	 * it finds, and a gap for what it could not analyse.  False when memory is out.
	 */
	bool (*check)(const struct dc_task *task, struct dc_result *result);
};

extern const struct dc_engine_row dc_engines[];
extern const size_t dc_nr_engines;

/* The row of a name, NULL when there is none. */
const struct dc_engine_row *dc_engine_find(const char *name);

/* Whether the engine's program is there; else tells what to install. */
bool dc_engine_is_here(const struct dc_engine_row *engine);

/* Where a program is: beside ours, or in PATH.  False when it is nowhere. */
bool dc_engine_program(const char *program, char *path, size_t size);

/* Of the rows. */
bool dc_engine_source_check(const struct dc_task *task, struct dc_result *result);
bool dc_engine_sparse_check(const struct dc_task *task, struct dc_result *result);
bool dc_engine_clang_check(const struct dc_task *task, struct dc_result *result);
bool dc_engine_cocci_check(const struct dc_task *task, struct dc_result *result);

#endif
