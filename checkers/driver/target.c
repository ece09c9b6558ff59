/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths of the command line: which are there, which say the same, which kernel they belong to. */
#include "target.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "say.h"

bool dc_target_is_c_name(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && name[length - 2] == '.' &&
	       (name[length - 1] == 'c' || name[length - 1] == 'h');
}

/* Slash before everything else: what lies below a directory follows it without a gap. */
static int compare_paths(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return (*a == '/' ? 1 : (unsigned char)*a) - (*b == '/' ? 1 : (unsigned char)*b);
}

static int by_real_path(const void *left, const void *right)
{
	const struct dc_target *a = left, *b = right;
	int order = compare_paths(a->real, b->real);

	return order ? order : strcmp(a->path, b->path);
}

/* Whether the walk through `a` comes to `b` by itself. */
static bool covers(const struct dc_target *a, const struct dc_target *b)
{
	size_t length = strlen(a->real);
	const char *below = b->real + length;

	if (strncmp(a->real, b->real, length))
		return false;
	if (!*below)
		return true;
	if (!a->is_directory || (*below != '/' && strcmp(a->real, "/")))
		return false;
	return !strstr(*below == '/' ? below : below - 1, "/.") &&
	       (b->is_directory || dc_target_is_c_name(b->real));
}

static void clear(struct dc_target *target)
{
	free(target->path);
	free(target->real);
}

static void drop_covered(struct dc_targets *targets)
{
	size_t nr = 0;

	for (size_t i = 0; i < targets->nr; i++) {
		if (nr && covers(&targets->items[nr - 1], &targets->items[i]))
			clear(&targets->items[i]);
		else
			targets->items[nr++] = targets->items[i];
	}
	targets->nr = nr;
}

/* Index of the tree of `root`, which it owns from now on; nr_trees when memory is out. */
static size_t tree_of(struct dc_targets *targets, char *root, const struct dc_kernel *kernel)
{
	struct dc_tree *trees;
	size_t i;

	for (i = targets->nr_trees; i-- > 0;) {
		const char *known = targets->trees[i].root;

		if (known == root || (known && root && !strcmp(known, root))) {
			free(root);
			return i;
		}
	}
	trees = realloc(targets->trees, (targets->nr_trees + 1) * sizeof(*trees));
	if (!trees) {
		free(root);
		return targets->nr_trees;
	}
	targets->trees = trees;
	trees[targets->nr_trees] = (struct dc_tree){ .root = root, .kernel = *kernel };
	return targets->nr_trees++;
}

static bool find_tree(struct dc_targets *targets, struct dc_target *target,
		      const struct dc_kernel *kernel)
{
	struct dc_kernel found = dc_kernel_newest();
	char *root = NULL;

	dc_kernel_find(target->real, &root, &found);
	target->tree = tree_of(targets, root, kernel ? kernel : &found);
	return target->tree < targets->nr_trees;
}

static bool add(struct dc_targets *targets, const char *path)
{
	struct dc_target *target = &targets->items[targets->nr];
	struct stat st;

	if (stat(path, &st)) {
		dc_say("%s: %s", path, strerror(errno));
		targets->incomplete = true;
		return true;
	}
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) {
		dc_say("%s: neither a file nor a directory", path);
		targets->incomplete = true;
		return true;
	}
	*target = (struct dc_target){
		.path = strdup(path),
		.real = realpath(path, NULL),
		.is_directory = S_ISDIR(st.st_mode),
	};
	targets->nr++;
	if (target->path && !target->real)	/* gone since, or its path is too long */
		target->real = strdup(path);
	return target->path && target->real;
}

bool dc_targets_find(struct dc_targets *targets, char *const *paths, size_t nr,
		     const struct dc_kernel *kernel)
{
	*targets = (struct dc_targets){ .items = calloc(nr, sizeof(*targets->items)) };
	if (!targets->items)
		return false;
	for (size_t i = 0; i < nr; i++)
		if (!add(targets, paths[i]))
			return false;
	qsort(targets->items, targets->nr, sizeof(*targets->items), by_real_path);
	drop_covered(targets);
	for (size_t i = 0; i < targets->nr; i++)
		if (!find_tree(targets, &targets->items[i], kernel))
			return false;
	return true;
}

void dc_targets_free(struct dc_targets *targets)
{
	for (size_t i = 0; i < targets->nr; i++)
		clear(&targets->items[i]);
	for (size_t i = 0; i < targets->nr_trees; i++) {
		free(targets->trees[i].root);
		dc_findings_free(&targets->trees[i].findings);
		dc_ignores_free(&targets->trees[i].ignores);
		dc_ends_free(&targets->trees[i].ends);
		dc_exported_free(&targets->trees[i].exported);
	}
	free(targets->items);
	free(targets->trees);
}

const char *dc_target_problem(const struct dc_target *target)
{
	if (target->error)
		return strerror(target->error);
	return target->is_directory && !target->nr_files ? "no C file below it" : NULL;
}
