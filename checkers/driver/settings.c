/* SPDX-License-Identifier: GPL-2.0-only */
/* Options of `dmacheck check`: their table, and a function for each that says what is wrong. */
#include "settings.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "engine.h"
#include "say.h"

enum { MAX_JOBS = 256, MAX_TIMEOUT = 86400, MAX_FORMATS = 16 };

/* Index of `value` in `words`, or -1 with a message that lists them. */
static int choose(const char *option, const char *value, const char *const *words, size_t nr)
{
	char list[128] = "";

	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(value, words[i]))
			return (int)i;
		strcat(strcat(list, i ? ", " : ""), words[i]);
	}
	dc_say("--%s: '%s' is none of %s", option, value, list);
	return -1;
}

static bool take_format(void *settings, const char *value)
{
	const char *words[MAX_FORMATS];
	int i;

	for (size_t k = 0; k < dc_nr_formats; k++)
		words[k] = dc_formats[k].name;
	i = choose("format", value, words, dc_nr_formats);
	if (i >= 0)
		((struct dc_settings *)settings)->format = &dc_formats[i];
	return i >= 0;
}

static bool take_level(void *settings, const char *value)
{
	const char *const words[] = {
		dc_level_name(DC_LEVEL_NOTE), dc_level_name(DC_LEVEL_WARNING),
		dc_level_name(DC_LEVEL_ERROR),
	};
	int i = choose("level", value, words, ARRAY_SIZE(words));

	((struct dc_settings *)settings)->level = i;
	((struct dc_settings *)settings)->has_level = true;
	return i >= 0;
}

static bool take_color(void *settings, const char *value)
{
	static const char *const words[] = {
		[DC_COLOR_AUTO] = "auto", [DC_COLOR_ALWAYS] = "always", [DC_COLOR_NEVER] = "never",
	};
	int i = choose("color", value, words, ARRAY_SIZE(words));

	((struct dc_settings *)settings)->color = i;
	return i >= 0;
}

static bool take_rules(void *settings, const char *value)
{
	struct dc_settings *s = settings;
	size_t length;

	s->has_rules = true;
	for (;; value += length + 1) {
		char id[64];
		enum dc_rule_id rule;

		length = strcspn(value, ",");
		snprintf(id, sizeof(id), "%.*s", (int)length, value);
		rule = dc_rule_find(id);
		if (rule == DC_NR_RULES) {
			dc_say("--rule: there is no rule '%s', 'dmacheck rules' lists them", id);
			return false;
		}
		s->rules[rule] = true;
		if (!value[length])
			return true;
	}
}

/* One name, or "all"; 0 with a message when it is neither. */
static unsigned int engines_of(const char *name)
{
	const struct dc_engine_row *engine = dc_engine_find(name);
	char list[64] = "all";
	unsigned int all = 0;

	for (size_t i = 0; i < dc_nr_engines; i++) {
		all |= dc_engines[i].engine;
		strcat(strcat(list, ", "), dc_engines[i].name);
	}
	if (engine)
		return engine->engine;
	if (!strcmp(name, "all"))
		return all;
	dc_say("--engine: '%s' is none of %s", name, list);
	return 0;
}

static bool take_commands(void *settings, const char *value)
{
	((struct dc_settings *)settings)->commands = value;
	return true;
}

static bool take_facts(void *settings, const char *value)
{
	((struct dc_settings *)settings)->facts = value;
	return true;
}

static bool take_engines(void *settings, const char *value)
{
	unsigned int *engines = &((struct dc_settings *)settings)->engines;

	for (*engines = 0;; value++) {
		size_t length = strcspn(value, ",");
		char name[32];
		unsigned int chosen;

		snprintf(name, sizeof(name), "%.*s", (int)length, value);
		chosen = engines_of(name);
		*engines |= chosen;
		value += length;
		if (!chosen || !*value)
			return chosen;
	}
}

static bool take_number(const char *option, const char *value, unsigned int most,
			unsigned int *number)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(value, &end, 10);
	if (errno || end == value || *end || n < 1 || n > (long)most) {
		dc_say("--%s: '%s' is not a number from 1 to %u", option, value, most);
		return false;
	}
	*number = n;
	return true;
}

static bool take_jobs(void *settings, const char *value)
{
	return take_number("jobs", value, MAX_JOBS, &((struct dc_settings *)settings)->jobs);
}

static bool take_timeout(void *settings, const char *value)
{
	return take_number("timeout", value, MAX_TIMEOUT,
			   &((struct dc_settings *)settings)->timeout);
}

static bool take_fix(void *settings, const char *value)
{
	static const char *const words[] = { "diff" };

	((struct dc_settings *)settings)->fix = value ? DC_FIX_DIFF : DC_FIX_WRITE;
	return !value || choose("fix", value, words, ARRAY_SIZE(words)) >= 0;
}

static bool take_shard(void *settings, const char *value)
{
	struct dc_settings *s = settings;
	char end;

	if (sscanf(value, "%5u/%5u%c", &s->shard, &s->nr_shards, &end) == 2 && s->shard &&
	    s->shard <= s->nr_shards)
		return true;
	dc_say("--shard: '%s' is not K/N, K from 1 to N", value);
	return false;
}

static bool take_kernel(void *settings, const char *value)
{
	struct dc_settings *s = settings;

	s->has_kernel = dc_kernel_parse(value, &s->kernel);
	if (!s->has_kernel)
		dc_say("--kernel: '%s' is not a release like 7.3", value);
	return s->has_kernel;
}

static bool take_diff(void *settings, const char *value)
{
	((struct dc_settings *)settings)->diff = value;
	return true;
}

static bool take_staged(void *settings, const char *value)
{
	(void)value;
	return ((struct dc_settings *)settings)->is_staged = true;
}

static bool take_changes(void *settings, const char *value)
{
	unsigned int *changes = &((struct dc_settings *)settings)->changes;
	const char *words[DC_NR_CHANGES];

	for (int i = DC_CHANGE_INTRODUCED; i < DC_NR_CHANGES; i++)
		words[i - 1] = dc_change_name(i);
	for (*changes = 0;; value++) {
		size_t length = strcspn(value, ",");
		char name[32];
		int i;

		snprintf(name, sizeof(name), "%.*s", (int)length, value);
		i = choose("show", name, words, DC_NR_CHANGES - 1);
		if (i < 0)
			return false;
		*changes |= 1u << (i + 1);
		value += length;
		if (!*value)
			return true;
	}
}

static bool take_config(void *settings, const char *value)
{
	((struct dc_settings *)settings)->config = value;
	return true;
}

static bool take_no_config(void *settings, const char *value)
{
	(void)value;
	return ((struct dc_settings *)settings)->no_config = true;
}

static bool take_baseline(void *settings, const char *value)
{
	((struct dc_settings *)settings)->baseline = value;
	return true;
}

static bool take_update_baseline(void *settings, const char *value)
{
	(void)value;
	((struct dc_settings *)settings)->baseline_change = DC_BASELINE_UPDATE;
	return true;
}

static bool take_prune_baseline(void *settings, const char *value)
{
	(void)value;
	((struct dc_settings *)settings)->baseline_change = DC_BASELINE_PRUNE;
	return true;
}

static bool take_no_cache(void *settings, const char *value)
{
	(void)value;
	return ((struct dc_settings *)settings)->no_cache = true;
}

static bool take_quiet(void *settings, const char *value)
{
	(void)value;
	return ((struct dc_settings *)settings)->quiet = true;
}

static bool take_stats(void *settings, const char *value)
{
	(void)value;
	return ((struct dc_settings *)settings)->stats = true;
}

static bool take_require_complete(void *settings, const char *value)
{
	(void)value;
	return ((struct dc_settings *)settings)->require_complete = true;
}

const struct dc_option dc_settings_options[] = {
	{ "engine", 'e', "NAME[,NAME]", "who looks at the files: source (the default,\n"
	  "built in), sparse, clang, cocci, or all", take_engines },
	{ "commands", '\0', "FOLDER", "where clang and sparse find\n"
	  "compile_commands.json, see dmacheck prepare;\nelse around each file", take_commands },
	{ "facts", '\0', "FOLDER", "take what a build's checker wrote there, look\n"
	  "at no file; PATH is the tree", take_facts },
	{ "format", 'f', "FORM", "text (as compilers print), json, sarif,\n"
	  "github, gitlab, checkstyle or html", take_format },
	{ "rule", 'r', "ID[,ID]", "only these rules, at every level; repeatable", take_rules },
	{ "level", 'l', "LEVEL", "error, warning (errors and warnings, the\n"
	  "default), or note (everything)", take_level },
	{ "kernel", 'k', "X.Y", "judge by this release, not the tree's own", take_kernel },
	{ "diff", 'd', "RANGE", "what a change brought: REV (up to the files on\n"
	  "disk), A..B or A...B", take_diff },
	{ "staged", '\0', NULL, "what the staged change brings", take_staged },
	{ "show", '\0', "KIND[,KIND]", "of a change: introduced (the default), touched\n"
	  "(there before in another form), pre-existing", take_changes },
	{ "baseline", '\0', "FILE", "nothing of what the file lists as known", take_baseline },
	{ "update-baseline", '\0', NULL, "write all that is found now into it", take_update_baseline },
	{ "prune-baseline", '\0', NULL, "take out of it what is found no more", take_prune_baseline },
	{ "config", '\0', "FILE", "instead of .dmacheck.toml at the tree's root", take_config },
	{ "no-config", '\0', NULL, "whatever .dmacheck.toml says", take_no_config },
	{ "fix", '\0', "[=diff]", "mend what can be mended without doubt, once the fixed\n"
	  "text was judged; =diff shows it and writes nothing", take_fix },
	{ "jobs", 'j', "N", "threads and worker processes (default: one a\n"
	  "processor)", take_jobs },
	{ "timeout", '\0', "SECONDS", "give up on a file after so long (default: 60)",
	  take_timeout },
	{ "shard", '\0', "K/N", "analyse one part of the files of N; a shard goes to\n"
	  "standard output, see dmacheck merge", take_shard },
	{ "color", '\0', "WHEN", "auto (on a terminal), always or never", take_color },
	{ "no-cache", '\0', NULL, "look at every file anew, and remember nothing", take_no_cache },
	{ "require-complete", '\0', NULL, "exit with 3 when anything was not analysed",
	  take_require_complete },
	{ "stats", 's', NULL, "tell figures, and each function not analysed", take_stats },
	{ "quiet", 'q', NULL, "nothing beside findings and failures", take_quiet },
	{ NULL, '\0', NULL, NULL, NULL },
};

bool dc_settings_take(const char *name, struct dc_settings *settings, const char *value)
{
	const struct dc_option *option = dc_settings_options;

	while (strcmp(option->name, name) != 0)
		option++;
	return option->take(settings, value);
}

static unsigned int nr_processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set))
		return 1;
	return CPU_COUNT(&set) < MAX_JOBS ? CPU_COUNT(&set) : MAX_JOBS;
}

struct dc_settings dc_settings_default(void)
{
	return (struct dc_settings){
		.format = dc_formats,
		.engines = DC_ENGINE_SOURCE,
		.level = DC_LEVEL_WARNING,
		.changes = 1u << DC_CHANGE_INTRODUCED,
		.jobs = nr_processors(),
		.timeout = 60,
	};
}

bool dc_settings_agree(const struct dc_settings *settings)
{
	bool is_change = settings->diff || settings->is_staged;

	if (settings->baseline_change != DC_BASELINE_KEEP && !settings->baseline)
		dc_say("--update-baseline and --prune-baseline need --baseline FILE");
	else if (settings->fix && (settings->facts || !(settings->engines & DC_ENGINE_SOURCE)))
		dc_say("--fix takes the engine source, which judges the fixed text");
	else if (settings->nr_shards && (settings->baseline || settings->facts || settings->fix))
		dc_say("--shard finds nothing yet, 'dmacheck merge' takes such options");
	else if (settings->baseline_change != DC_BASELINE_KEEP && is_change)
		dc_say("a baseline is of a tree, not of a change");
	else if (settings->diff && settings->is_staged)
		dc_say("--diff and --staged do not go together");
	else if (is_change && (settings->engines != DC_ENGINE_SOURCE || settings->facts))
		dc_say("--diff and --staged are for the engine source alone: the others need files");
	else if (is_change && (settings->fix || settings->nr_shards))
		dc_say("--fix and --shard are of files, not of a change");
	else
		return true;
	return false;
}
