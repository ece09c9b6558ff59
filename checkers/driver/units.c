/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads a folder of saved units. */
#include "units.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result.h"
#include "saved.h"
#include "say.h"

struct loading {
	const char *folder;
	struct dc_tree *tree;
	struct dc_coverage *coverage;
	bool has_kernel;	/* of the user, or of the units so far */
	bool keep_kernel;
	size_t nr;
};

static int is_unit(const struct dirent *entry)
{
	return dc_saved_is_name(entry->d_name);
}

static void add_gap(struct loading *loading, const char *path, const char *reason)
{
	if (!dc_coverage_gap(loading->coverage, path, NULL, 0, reason))
		abort();
}

/* False when its release is another than the others'. */
static bool take_kernel(struct loading *loading, const struct dc_kernel *kernel)
{
	struct dc_kernel *known = &loading->tree->kernel;

	if (loading->keep_kernel)
		return true;
	if (!loading->has_kernel)
		*known = *kernel;
	loading->has_kernel = true;
	return known->version == kernel->version;
}

static bool load(struct loading *loading, const char *name)
{
	struct dc_result result = { 0 };
	struct dc_kernel kernel;
	char path[PATH_MAX];
	bool ok = true;

	snprintf(path, sizeof(path), "%s/%s", loading->folder, name);
	switch (dc_saved_read(path, &kernel, &result)) {
	case DC_SAVED_UNREADABLE:
		add_gap(loading, path, strerror(errno));
		break;
	case DC_SAVED_FOREIGN:
		add_gap(loading, path, "another build of dmacheck wrote it");
		break;
	case DC_SAVED_OK:
		ok = take_kernel(loading, &kernel);
		loading->nr++;
		if (ok && !dc_result_give(&result, &loading->tree->findings, &loading->tree->ends,
					  loading->coverage))
			abort();
		for (size_t i = 0; i < result.ignores.nr; i++)
			dc_ignores_add(&loading->tree->ignores, &result.ignores.items[i]);
	}
	dc_result_free(&result);
	if (!ok)
		dc_say("%s: facts of several releases, --kernel says which counts",
		       loading->folder);
	return ok;
}

bool dc_units_load(const char *folder, bool keep_kernel, struct dc_tree *tree,
		   struct dc_coverage *coverage)
{
	struct loading loading = {
		.folder = folder, .tree = tree, .coverage = coverage, .keep_kernel = keep_kernel,
	};
	struct dirent **entries = NULL;
	int nr = scandir(folder, &entries, is_unit, alphasort);
	bool ok = true;

	if (nr <= 0)
		dc_say("%s: %s", folder, nr ? strerror(errno) : "no facts in it");
	for (int i = 0; i < nr; i++) {
		ok = ok && load(&loading, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	coverage->files_seen += nr > 0 ? nr : 0;
	coverage->files_relevant += loading.nr;
	return ok && nr > 0;
}
