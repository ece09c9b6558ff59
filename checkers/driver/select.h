/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From what was found to what is told: comments in the source, the tree's .dmacheck.toml, the
 * command line, and the baseline of what is known.
 */
#ifndef DC_SELECT_H
#define DC_SELECT_H

#include "baseline.h"
#include "config.h"
#include "settings.h"

struct dc_selection {
	const struct dc_settings *settings;
	struct dc_config *configs;		/* by tree */
	size_t nr_configs;
	struct dc_baseline baseline;
	const struct dc_finding **items;	/* what is told, in order */
	size_t nr;
};

/*
 * Reads what the user and the trees ask for, before anything is analysed.  False when it makes no
 * sense, which the user has been told.  Free in any case.
 */
bool dc_selection_open(struct dc_selection *selection, const struct dc_settings *settings,
		       const struct dc_targets *targets);

/* Takes away, changes and sorts the findings of each tree; false when memory is out, as below. */
bool dc_selection_settle(const struct dc_selection *selection, struct dc_targets *targets,
			 const struct dc_coverage *coverage);

/* Whether the user and the tree want to be told of a finding, whatever is known of it. */
bool dc_selection_wants(const struct dc_settings *settings, const struct dc_config *config,
			const struct dc_finding *finding);

/* Fills in what is told.  *failed: the baseline was to be written, and could not be. */
bool dc_selection_choose(struct dc_selection *selection, const struct dc_targets *targets,
			 const struct dc_coverage *coverage, bool *failed);

void dc_selection_free(struct dc_selection *selection);

#endif
