/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the user wants of `dmacheck check`, and the options that say it.
 */
#ifndef DC_SETTINGS_H
#define DC_SETTINGS_H

#include "baseline.h"
#include "command.h"
#include "kernel.h"
#include "report.h"

enum dc_fix { DC_FIX_NONE, DC_FIX_WRITE, DC_FIX_DIFF };
enum dc_color { DC_COLOR_AUTO, DC_COLOR_ALWAYS, DC_COLOR_NEVER };

struct dc_settings {
	const struct dc_format *format;
	unsigned int engines;			/* enum dc_engine, joined */
	bool has_rules, rules[DC_NR_RULES];	/* only these, if any */
	bool has_level;				/* the user named one */
	enum dc_level level;			/* nothing below */
	bool has_kernel;
	struct dc_kernel kernel;		/* instead of what the tree says */
	const char *diff;			/* REV, A..B or A...B, NULL for none */
	bool is_staged;
	unsigned int changes;			/* to be told, 1 << enum dc_change_kind, joined */
	const char *config;			/* instead of the tree's own, NULL for that */
	bool no_config;
	const char *baseline;			/* file, NULL for none */
	enum dc_baseline_change baseline_change;
	unsigned int jobs;			/* threads, and worker processes */
	unsigned int timeout;			/* seconds for a file */
	const char *commands;			/* folder of compile_commands.json, NULL for none */
	const char *facts;			/* folder of saved units instead, NULL for none */
	unsigned int shard, nr_shards;		/* this part of so many, 0 for all */
	enum dc_fix fix;
	enum dc_color color;
	bool no_cache;
	bool require_complete, stats, quiet;
};

extern const struct dc_option dc_settings_options[];	/* for dc_command_parse() */

/* One of them, for a command that has some in common. */
bool dc_settings_take(const char *name, struct dc_settings *settings, const char *value);

struct dc_settings dc_settings_default(void);

/* Whether options go together; tells the user which do not. */
bool dc_settings_agree(const struct dc_settings *settings);

#endif
