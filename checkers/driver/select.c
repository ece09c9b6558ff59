/* SPDX-License-Identifier: GPL-2.0-only */
/* Asks everybody who has a say in what is told. */
#include "select.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "read.h"
#include "say.h"

static const char config_name[] = ".dmacheck.toml";

static bool read_config(struct dc_config *config, const char *path)
{
	struct dc_bytes text = { 0 };
	const char *reason = dc_read_file(path, &text);
	bool ok = !reason;

	if (reason)
		dc_say("%s: %s", path, reason);
	else
		ok = dc_config_read(config, path, &text);
	free(text.data);
	return ok;
}

static bool read_config_of_state(struct dc_config *config, const struct dc_files *files)
{
	struct dc_bytes text = { 0 };
	bool ok = files->read(files, config_name, &text) ||
		  dc_config_read(config, config_name, &text);

	free(text.data);
	return ok;
}

/* The tree's own, which need not be there. */
static bool read_own_config(struct dc_config *config, const struct dc_tree *tree)
{
	const char *root = tree->root;
	char path[PATH_MAX];
	struct stat st;

	if (tree->files)
		return read_config_of_state(config, tree->files);
	if (!root || snprintf(path, sizeof(path), "%s/%s", root, config_name) >= PATH_MAX ||
	    lstat(path, &st))
		return true;
	return read_config(config, path);
}

bool dc_selection_open(struct dc_selection *selection, const struct dc_settings *settings,
		       const struct dc_targets *targets)
{
	bool ok = true;

	*selection = (struct dc_selection){
		.settings = settings, .nr_configs = targets->nr_trees,
		.configs = calloc(targets->nr_trees + 1, sizeof(*selection->configs)),
	};
	if (!selection->configs) {
		dc_say("out of memory");
		return false;
	}
	for (size_t i = 0; ok && !settings->no_config && i < targets->nr_trees; i++)
		ok = settings->config ?
			     read_config(&selection->configs[i], settings->config) :
			     read_own_config(&selection->configs[i], &targets->trees[i]);
	return ok && (!settings->baseline ||
		      dc_baseline_read(&selection->baseline, settings->baseline,
				       settings->baseline_change == DC_BASELINE_UPDATE));
}

/* The name of a tree of git's: from where it begins. */
static const char *naming_root(const struct dc_tree *tree)
{
	return tree->files ? NULL : tree->root;
}

/* Whether all of a tree was asked for, so that what is not found is not there. */
static bool is_whole(const struct dc_targets *targets, size_t tree)
{
	const char *root = targets->trees[tree].root;

	if (targets->trees[tree].files)
		return !strcmp(targets->items[0].path, ".");
	for (size_t i = 0; root && i < targets->nr; i++)
		if (targets->items[i].tree == tree && !strcmp(targets->items[i].real, root))
			return true;
	return !root;
}

bool dc_selection_settle(const struct dc_selection *selection, struct dc_targets *targets,
			 const struct dc_coverage *coverage)
{
	for (size_t i = 0; i < targets->nr_trees; i++) {
		struct dc_tree *tree = &targets->trees[i];

		dc_ignores_apply(&tree->ignores, &tree->findings);
		if (!dc_ignores_report(&tree->ignores, &tree->kernel, coverage,
				       selection->settings->engines, is_whole(targets, i),
				       &tree->findings))
			return false;
		dc_findings_settle(&tree->findings, naming_root(tree));
		dc_config_apply(&selection->configs[i], naming_root(tree), &tree->findings);
	}
	return true;
}

bool dc_selection_wants(const struct dc_settings *settings, const struct dc_config *config,
			const struct dc_finding *finding)
{
	bool has_rules = settings->has_rules || config->has_rules;
	bool has_level = settings->has_level || config->has_level;
	const bool *rules = settings->has_rules ? settings->rules : config->rules;

	if (has_rules && !rules[finding->rule])
		return false;
	if (finding->change && !(settings->changes >> finding->change & 1))
		return false;
	/* who names a rule wants to see it, be it a note */
	return (has_rules && !has_level) ||
	       finding->level >= (settings->has_level || !config->has_level ? settings->level :
									      config->level);
}

/* Writes down what is found, or drops what is not; false when memory is out. */
static bool change_baseline(struct dc_selection *selection, const struct dc_targets *targets,
			    const struct dc_coverage *coverage, const size_t *trees, bool *failed)
{
	enum dc_baseline_change change = selection->settings->baseline_change;

	for (size_t i = 0; change == DC_BASELINE_UPDATE && i < selection->nr; i++)
		if (!dc_baseline_add(&selection->baseline, selection->items[i],
				     targets->trees[trees[i]].root))
			return false;
	if (change == DC_BASELINE_UPDATE)
		selection->nr = 0;
	dc_baseline_settle(&selection->baseline, targets, coverage, change,
			   selection->settings->quiet);
	*failed = change != DC_BASELINE_KEEP && !dc_baseline_write(&selection->baseline);
	return true;
}

bool dc_selection_choose(struct dc_selection *selection, const struct dc_targets *targets,
			 const struct dc_coverage *coverage, bool *failed)
{
	size_t total = 0, *trees;
	bool ok = true;

	*failed = false;
	for (size_t i = 0; i < targets->nr_trees; i++)
		total += targets->trees[i].findings.nr;
	selection->items = malloc((total + 1) * sizeof(*selection->items));
	trees = malloc((total + 1) * sizeof(*trees));
	for (size_t i = 0; selection->items && trees && i < targets->nr_trees; i++)
		for (size_t k = 0; k < targets->trees[i].findings.nr; k++) {
			const struct dc_finding *finding = &targets->trees[i].findings.items[k];
			bool is_known = dc_baseline_has(&selection->baseline, finding);

			if (is_known ||
			    !dc_selection_wants(selection->settings, &selection->configs[i],
						finding))
				continue;
			trees[selection->nr] = i;
			selection->items[selection->nr++] = finding;
		}
	if (!selection->items || !trees)
		ok = false;
	else if (selection->settings->baseline)
		ok = change_baseline(selection, targets, coverage, trees, failed);
	free(trees);
	return ok;
}

void dc_selection_free(struct dc_selection *selection)
{
	for (size_t i = 0; selection->configs && i < selection->nr_configs; i++)
		dc_config_free(&selection->configs[i]);
	free(selection->configs);
	dc_baseline_free(&selection->baseline);
	free(selection->items);
}
