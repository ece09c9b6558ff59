/* SPDX-License-Identifier: GPL-2.0-only */
/* Two states, one after the other, and the findings of one held against those of the other. */
#include "gate.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diff.h"
#include "say.h"
#include "survey.h"

struct dc_gate {
	struct dc_files files;	/* first: the newer state's, by names that lead there from here */
	struct dc_repository repository;
	struct dc_state old, new;
	struct dc_sights sights;
	char *root;		/* on disk, with a slash at the end */
	char **asked;		/* each path, below the working tree */
	size_t nr_asked;
};

/* What was asked for, below the root. */
static const char *folder_of(const struct dc_gate *gate)
{
	size_t length = strlen(gate->new.below);

	return strlen(gate->repository.asked) < length ? "" : gate->repository.asked + length;
}

/* On disk, with a slash at the end; "" for a bare repository. */
static char *root_of(const struct dc_gate *gate)
{
	char *root = NULL;

	if (!gate->repository.top)
		return strdup("");
	return asprintf(&root, "%s%s", gate->repository.top, gate->new.below) < 0 ? NULL : root;
}

/* Where a finding is, or all of its file, was not analysed. */
static const struct dc_gap *gap_of(const struct dc_coverage *coverage,
				   const struct dc_finding *finding)
{
	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		if (!strcmp(gap->file, finding->file) &&
		    (!gap->function || !strcmp(gap->function, finding->function)))
			return gap;
	}
	return NULL;
}

/* What may have been there before was not introduced for sure. */
static bool doubt(const struct dc_coverage *old, struct dc_findings *findings,
		  struct dc_coverage *doubts)
{
	for (size_t i = 0; i < findings->nr; i++) {
		struct dc_finding *finding = &findings->items[i];
		const struct dc_gap *gap = gap_of(old, finding);
		char reason[256];

		if (finding->change != DC_CHANGE_INTRODUCED || !gap)
			continue;
		finding->change = DC_CHANGE_TOUCHED;
		snprintf(reason, sizeof(reason), "in the older state: %s", gap->reason);
		if (!dc_coverage_gap(doubts, gap->file, gap->function, gap->line, reason))
			return false;
	}
	return true;
}

static bool is_analysed(const struct dc_side *side)
{
	return side->run->targets.nr_trees;
}

static bool settle(const struct dc_side *side, const struct dc_selection *selection)
{
	return dc_selection_settle(selection, &side->run->targets, &side->run->coverage);
}

int dc_gate_compare(const struct dc_side *old, const struct dc_side *new, const char *folder,
		    struct dc_sights *sights, struct dc_selection *selection,
		    struct dc_coverage *doubts)
{
	bool is_old_due = !is_analysed(old), is_new_due = !is_analysed(new);
	struct dc_findings *was, *is;

	if (is_old_due && !dc_survey(old->run, old->state, NULL, folder, sights))
		return -1;
	/* what the one state's files told is there for the other's */
	dc_cache_flush(old->run->cache);
	if (is_new_due && !dc_survey(new->run, new->state, old->state, folder, sights))
		return -1;
	if (old->run->failed || new->run->failed ||
	    (!selection->configs &&
	     !dc_selection_open(selection, new->run->settings, &new->run->targets)))
		return DC_EXIT_BROKEN;
	if ((is_old_due && !settle(old, selection)) || (is_new_due && !settle(new, selection)))
		return -1;
	was = &old->run->targets.trees[0].findings;
	is = &new->run->targets.trees[0].findings;
	return dc_diff_findings(was, &old->state->files, is, &new->state->files) &&
	       doubt(&old->run->coverage, is, doubts) ? 0 : -1;
}

/* Makes a folder one that the other path lies in as well. */
static void widen(char *folder, const char *path)
{
	size_t i = 0, last = 0;

	for (; folder[i] && folder[i] == path[i]; i++)
		if (folder[i] == '/')
			last = i;
	if (!folder[i] && (!i || !path[i] || path[i] == '/'))
		return;
	folder[!path[i] && folder[i] == '/' ? i : last] = '\0';
}

static bool ask(struct dc_gate *gate, char *const *paths, size_t nr)
{
	gate->asked = calloc(nr, sizeof(*gate->asked));
	for (; gate->asked && gate->nr_asked < nr; gate->nr_asked++) {
		char *asked = dc_repository_locate(&gate->repository, paths[gate->nr_asked]);

		if (!asked)
			return false;
		gate->asked[gate->nr_asked] = asked;
		widen(gate->repository.asked, asked);
	}
	return gate->asked;
}

static bool is_asked(const struct dc_gate *gate, const char *file)
{
	size_t length = strlen(gate->new.below);

	for (size_t i = 0; i < gate->nr_asked; i++)
		if (strlen(gate->asked[i]) < length ||
		    dc_state_is_in(file, gate->asked[i] + length))
			return true;
	return false;
}

static void drop_others(const struct dc_gate *gate, struct dc_findings *findings)
{
	size_t nr = 0;

	for (size_t i = 0; i < findings->nr; i++)
		if (is_asked(gate, findings->items[i].file))
			findings->items[nr++] = findings->items[i];
		else
			dc_finding_free(&findings->items[i]);
	findings->nr = nr;
}

/* What a change does to another repository is not looked into. */
static bool tell_submodules(const struct dc_gate *gate, struct dc_coverage *coverage)
{
	struct dc_state_files list = { 0 };
	bool ok = dc_state_compare_submodules(&gate->old, &gate->new, &list);

	for (size_t i = 0; ok && i < list.nr; i++)
		ok = !is_asked(gate, list.items[i].path) ||
		     dc_coverage_gap(coverage, list.items[i].path, NULL, 0,
				     "a submodule, to be checked in itself");
	dc_state_files_free(&list);
	return ok;
}

/* As dc_gate_name_files() names it. */
static const char *read_named(const struct dc_files *files, const char *path,
			      struct dc_bytes *text)
{
	const struct dc_gate *gate = (const struct dc_gate *)files;
	const struct dc_files *state = &gate->new.files;
	char here[PATH_MAX] = "", full[2 * PATH_MAX + 2], clean[PATH_MAX], root[PATH_MAX];
	size_t length;

	if (!gate->root || !*gate->root)
		return state->read(state, path, text);
	if (*path != '/' && !getcwd(here, sizeof(here)))
		return strerror(errno);
	snprintf(full, sizeof(full), "%s/%s", here, path);
	dc_files_clean(gate->root, root);
	length = strlen(root);
	if (!dc_files_clean(full, clean) || strncmp(clean, root, length) != 0 ||
	    (length && clean[length] != '/'))
		return strerror(ENOENT);
	return state->read(state, clean + length + (length > 0), text);
}

void dc_gate_close(struct dc_gate *gate)
{
	if (!gate)
		return;
	dc_sights_close(&gate->sights);
	dc_state_close(&gate->old);
	dc_state_close(&gate->new);
	dc_repository_close(&gate->repository);
	for (size_t i = 0; i < gate->nr_asked; i++)
		free(gate->asked[i]);
	free(gate->asked);
	free(gate->root);
	free(gate);
}

/* What is kept is told by the names of the disk. */
static bool keep(struct dc_gate *gate, struct dc_run *run)
{
	struct dc_tree *tree = &run->targets.trees[0];

	drop_others(gate, &tree->findings);
	gate->root = root_of(gate);
	tree->root = gate->root ? strdup(gate->root) : NULL;
	run->shown = &gate->files;
	return tree->root && tell_submodules(gate, &run->coverage);
}

int dc_gate_run(struct dc_gate **opened, struct dc_run *run, struct dc_selection *selection,
		char *const *paths, size_t nr)
{
	const struct dc_settings *settings = run->settings;
	struct dc_gate *gate = *opened = calloc(1, sizeof(*gate));
	struct dc_run old = { .settings = settings, .cache = run->cache };
	const struct dc_side sides[] = { { &gate->old, &old }, { &gate->new, run } };
	int status = DC_EXIT_BROKEN;

	if (!gate)
		return -1;
	gate->files.read = read_named;
	if (dc_repository_open(&gate->repository, paths[0]) && ask(gate, paths, nr) &&
	    dc_states_open(&gate->repository, settings->is_staged ? NULL : settings->diff,
			   settings->jobs, &gate->old, &gate->new)) {
		dc_sights_open(&gate->sights, run->cache,
			       git_repository_path(gate->repository.git));
		status = dc_gate_compare(&sides[0], &sides[1], folder_of(gate), &gate->sights,
					 selection, &run->coverage);
	}
	if (!status && !keep(gate, run))
		status = -1;
	/* which has the cache in common with the other one */
	old.cache = NULL;
	dc_run_close(&old);
	if (run->targets.nr_trees)
		run->targets.trees[0].files = NULL;
	return status;
}

/* Names */

/* How far both paths go together, up to and with a slash. */
static size_t common_length(const char *a, const char *b)
{
	size_t length = 0;

	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			length = i + 1;
	return length;
}

/* Takes `path`, below `root`, over; `here` and `root` end with slashes.  NULL when memory is out. */
static char *seen_from(const char *here, const char *root, char *path)
{
	char *full = NULL, *shown;
	size_t length, nr = 0;

	if (!path || !*root)
		return path;
	if (asprintf(&full, "%s%s", root, path) < 0)
		full = NULL;
	free(path);
	if (!full)
		return NULL;
	length = common_length(here, full);
	for (const char *at = here + length; *at; at++)
		nr += *at == '/';
	/* What shares nothing with the current folder is better told in full. */
	if (length <= 1)
		return full;
	shown = malloc(3 * nr + strlen(full + length) + 1);
	if (shown) {
		*shown = '\0';
		while (nr--)
			strcat(shown, "../");
		strcat(shown, full + length);
	}
	free(full);
	return shown;
}

static bool name_finding(struct dc_finding *finding, const char *here, const char *root)
{
	bool ok;

	finding->file = seen_from(here, root, finding->file);
	ok = finding->file;
	for (size_t i = 0; i < finding->nr_notes; i++) {
		finding->notes[i].file = seen_from(here, root, finding->notes[i].file);
		ok = ok && finding->notes[i].file;
	}
	return ok;
}

bool dc_gate_name_files(struct dc_run *run, const char *path)
{
	struct dc_tree *tree = &run->targets.trees[0];
	struct dc_coverage *coverage = &run->coverage;
	char here[PATH_MAX + 1];
	bool ok = true;
	size_t length;

	free(run->targets.items[0].path);
	run->targets.items[0].path = strdup(path);
	if (!run->targets.items[0].path)
		return false;
	if (!getcwd(here, PATH_MAX))
		return true;
	if (strcmp(here, "/"))
		strcat(here, "/");
	for (size_t i = 0; i < tree->findings.nr; i++)
		ok = name_finding(&tree->findings.items[i], here, tree->root) && ok;
	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		coverage->gaps[i].file = seen_from(here, tree->root, coverage->gaps[i].file);
		ok = ok && coverage->gaps[i].file;
	}
	/* As a kernel's root is written elsewhere. */
	length = strlen(tree->root);
	if (length > 1)
		tree->root[length - 1] = '\0';
	return ok;
}
