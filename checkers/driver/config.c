/* SPDX-License-Identifier: GPL-2.0-only */
/* The keys of .dmacheck.toml, a row each. */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "kernel.h"
#include "say.h"
#include "toml.h"

static bool find_level(const char *name, enum dc_level *level)
{
	for (*level = DC_LEVEL_NOTE; *level <= DC_LEVEL_ERROR; ++*level)
		if (!strcmp(name, dc_level_name(*level)))
			return true;
	return false;
}

static const char *take_level(struct dc_config *config, const struct dc_toml *value)
{
	config->has_level = true;
	return find_level(value->strings[0], &config->level) ? NULL :
							       "not error, warning or note";
}

static const char *take_rules(struct dc_config *config, const struct dc_toml *value)
{
	config->has_rules = true;
	for (size_t i = 0; i < value->nr; i++) {
		enum dc_rule_id rule = dc_rule_find(value->strings[i]);

		if (rule == DC_NR_RULES)
			return "there is no such rule, 'dmacheck rules' lists them";
		config->rules[rule] = true;
	}
	return NULL;
}

/* Of the tree: nothing above it, and no second spelling of a place. */
static const char *take_exclude(struct dc_config *config, const struct dc_toml *value)
{
	config->excluded = calloc(value->nr + 1, sizeof(*config->excluded));
	for (size_t i = 0; config->excluded && i < value->nr; i++) {
		char *path = strdup(value->strings[i]);
		size_t length = path ? strlen(path) : 0;

		if (!path)
			return "out of memory";
		config->excluded[config->nr_excluded++] = path;
		if (length && path[length - 1] == '/')
			path[--length] = '\0';
		if (!length || path[0] == '/' || strstr(path, "//") || !strncmp(path, "./", 2) ||
		    !strncmp(path, "..", 2) || strstr(path, "/./") || strstr(path, "/../"))
			return "not a path below the tree's root";
	}
	return config->excluded ? NULL : "out of memory";
}

static const struct {
	const char *name;
	bool is_array;
	const char *(*take)(struct dc_config *config, const struct dc_toml *value);
} keys[] = {
	{ "level", false, take_level },
	{ "rules", true, take_rules },
	{ "exclude", true, take_exclude },
};

static const char *take_top(struct dc_config *config, const struct dc_toml *value)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		if (strcmp(value->key, keys[i].name))
			continue;
		if (config->seen >> i & 1)
			return "the key stands there twice";
		config->seen |= 1u << i;
		if (keys[i].is_array != value->is_array)
			return keys[i].is_array ? "not an array of strings" : "not a string";
		return keys[i].take(config, value);
	}
	return "no key of ours: level, rules and exclude are";
}

static const char *take_level_of(struct dc_config *config, const struct dc_toml *value)
{
	enum dc_rule_id rule = dc_rule_find(value->key);

	if (rule == DC_NR_RULES)
		return "there is no such rule, 'dmacheck rules' lists them";
	if (config->has_level_of[rule] || config->is_off[rule])
		return "the rule stands there twice";
	if (value->is_array)
		return "not a string";
	config->is_off[rule] = !strcmp(value->strings[0], "off");
	if (config->is_off[rule])
		return NULL;
	config->has_level_of[rule] = true;
	return find_level(value->strings[0], &config->level_of[rule]) ?
		       NULL : "not error, warning, note or off";
}

static const char *take(void *context, const struct dc_toml *value)
{
	if (!value->table[0])
		return take_top(context, value);
	if (!strcmp(value->table, "levels"))
		return take_level_of(context, value);
	return "no table of ours: levels is the only one";
}

bool dc_config_read(struct dc_config *config, const char *path, const struct dc_bytes *text)
{
	unsigned int line;
	const char *wrong = dc_toml_read(text->data ? text->data : "", text->length, take, config,
					 &line);

	if (wrong)
		dc_say("%s:%u: %s", path, line, wrong);
	return !wrong;
}

static bool is_excluded(const struct dc_config *config, const char *name)
{
	for (size_t i = 0; i < config->nr_excluded; i++) {
		size_t length = strlen(config->excluded[i]);

		if (!strncmp(name, config->excluded[i], length) &&
		    (!name[length] || name[length] == '/'))
			return true;
	}
	return false;
}

void dc_config_apply(const struct dc_config *config, const char *root,
		     struct dc_findings *findings)
{
	char buf[PATH_MAX];
	size_t nr = 0;

	for (size_t i = 0; i < findings->nr; i++) {
		struct dc_finding *finding = &findings->items[i];

		if (config->is_off[finding->rule] ||
		    is_excluded(config, dc_kernel_name(finding->file, root, buf))) {
			dc_finding_free(finding);
			continue;
		}
		if (config->has_level_of[finding->rule])
			finding->level = config->level_of[finding->rule];
		findings->items[nr++] = *finding;
	}
	findings->nr = nr;
}

void dc_config_free(struct dc_config *config)
{
	for (size_t i = 0; i < config->nr_excluded; i++)
		free(config->excluded[i]);
	free(config->excluded);
	*config = (struct dc_config){ 0 };
}
