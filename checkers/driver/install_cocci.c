/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck install-cocci`: the semantic patches where a plain `make coccicheck` finds them. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cocci.h"
#include "command.h"
#include "read.h"
#include "say.h"

/* Told apart from what others may have put there by this line. */
static const char ours[] = "\n// Copyright: (C) 2026 the dmacheck authors\n";

struct settings {
	bool remove;
};

static bool take_remove(void *settings, const char *value)
{
	(void)value;
	return ((struct settings *)settings)->remove = true;
}

static const struct dc_option options[] = {
	{ "remove", '\0', NULL, "take them out again", take_remove },
	{ NULL, '\0', NULL, NULL, NULL },
};

/* Whether there is no file, or one that is ours. */
static bool is_free(const char *path)
{
	struct dc_bytes text = { 0 };
	struct stat st;
	const char *reason = lstat(path, &st) ? NULL : dc_read_file(path, &text);
	bool ok = !reason && (!text.length ||
			      memmem(text.data, text.length, ours, sizeof(ours) - 1));

	free(text.data);
	if (!ok)
		dc_say("%s: %s", path, reason ? reason : "is not ours, and stays as it is");
	return ok;
}

static bool remove_file(const char *path)
{
	if (!unlink(path) || errno == ENOENT)
		return true;
	dc_say("%s: %s", path, strerror(errno));
	return false;
}

/* A file of its own: the one that was there may be known by other names, in another tree. */
static bool write_file(const char *path, const struct dc_cocci *cocci)
{
	FILE *out;
	bool ok;

	if (!remove_file(path))
		return false;
	out = fopen(path, "wxe");
	ok = out && fwrite(cocci->text, cocci->length, 1, out) == 1;
	if (out && fclose(out))
		ok = false;
	if (!ok)
		dc_say("%s: %s", path, strerror(errno));
	return ok;
}

/* Not a link, which may lead out of the tree. */
static bool make_folder(const char *folder)
{
	struct stat st;

	if (!mkdir(folder, 0777) || (errno == EEXIST && !lstat(folder, &st) && S_ISDIR(st.st_mode)))
		return true;
	dc_say("%s: %s", folder, strerror(errno));
	return false;
}

static bool do_all(const char *folder, bool removes)
{
	bool ok = true;

	if (!removes && !make_folder(folder))
		return false;
	for (size_t i = 0; i < dc_nr_cocci; i++) {
		char path[PATH_MAX + 64];

		snprintf(path, sizeof(path), "%s/%s.cocci", folder, dc_cocci[i].name);
		ok &= is_free(path) &&
		      (removes ? remove_file(path) : write_file(path, &dc_cocci[i]));
	}
	if (removes)
		rmdir(folder);	/* unless somebody has something in it */
	return ok;
}

static int run_install_cocci(int argc, char **argv)
{
	struct settings settings = { 0 };
	char folder[PATH_MAX];
	int status;

	if (!dc_command_parse(&dc_command_install_cocci, &argc, &argv, &settings, &status))
		return status;
	if (argc != 1) {
		dc_say("install-cocci takes one kernel tree");
		return DC_EXIT_BROKEN;
	}
	snprintf(folder, sizeof(folder), "%s/scripts/coccinelle", argv[0]);
	if (access(folder, F_OK)) {
		dc_say("%s: not a kernel tree with scripts/coccinelle", argv[0]);
		return DC_EXIT_BROKEN;
	}
	snprintf(folder, sizeof(folder), "%s/scripts/coccinelle/dma", argv[0]);
	return do_all(folder, settings.remove) ? DC_EXIT_CLEAN : DC_EXIT_BROKEN;
}

const struct dc_command dc_command_install_cocci = {
	.name = "install-cocci",
	.operands = "TREE",
	.summary =
		"Put the semantic patches into a kernel tree.  A plain make coccicheck finds\n"
		"them in scripts/coccinelle/dma from then on.",
	.options = options,
	.details =
		"A file of the same name that is not ours stays as it is.\n\n"
		"Exit status: 0, or 2 when something could not be written or removed.\n",
	.run = run_install_cocci,
};
