/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a tree asks of every run on it: .dmacheck.toml at its root.  What the user says on the
 * command line counts more.
 *
 *	level = "error"				# as --level
 *	rules = ["release_attrs"]		# as --rule
 *	exclude = ["drivers/staging", "tools"]	# nothing is told of files there
 *
 *	[levels]
 *	release_handle = "warning"		# error, warning, note or off
 */
#ifndef DC_CONFIG_H
#define DC_CONFIG_H

#include "finding.h"
#include "record.h"

struct dc_config {
	unsigned int seen;			/* keys, a bit each */
	bool has_level, has_rules;
	enum dc_level level;
	bool rules[DC_NR_RULES];
	bool has_level_of[DC_NR_RULES], is_off[DC_NR_RULES];
	enum dc_level level_of[DC_NR_RULES];
	char **excluded;			/* without slash at the end */
	size_t nr_excluded;
};

/* Fills in an empty one; tells what is wrong with the text, in `path`, and returns false then. */
bool dc_config_read(struct dc_config *config, const char *path, const struct dc_bytes *text);

/* Gives findings the levels that the file wants, and takes those away that it does not want. */
void dc_config_apply(const struct dc_config *config, const char *root,
		     struct dc_findings *findings);

void dc_config_free(struct dc_config *config);

#endif
