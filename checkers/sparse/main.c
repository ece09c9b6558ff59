/* SPDX-License-Identifier: GPL-2.0-only */
/* The program dmacheck-sparse: takes what Kbuild gives to a checker, and prints findings. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "array.h"
#include "check.h"
#include "child.h"
#include "kernel.h"
#include "link.h"
#include "pair.h"
#include "record.h"
#include "saved.h"

/* Of the stock checker, which is linked under another name. */
int sparse_main(int argc, char **argv);

enum status { STATUS_CLEAN, STATUS_FINDINGS, STATUS_BROKEN, STATUS_INCOMPLETE };

static const char usage[] =
	"Usage: dmacheck-sparse [OPTIONS] FILE.c\n\n"
	"Checks one file for misuse of DMA attributes, as `make C=1 CHECK=dmacheck-sparse`\n"
	"calls it.  Findings go to standard error.  Options are Sparse's, and of them\n"
	"  -Wsparse-all        let Sparse say what it says itself, too\n"
	"  -Wno-sparse-error   exit status 0 in spite of findings, for builds that go on\n"
	"  -fdiagnostic-prefix[=WHO]\n"
	"                      \"dmacheck: \" or \"WHO: \" before each level\n"
	"  --facts FOLDER      save what `dmacheck check --facts FOLDER` finds in several\n"
	"                      units\n"
	"  --level LEVEL       nothing below note, warning (default) or error\n"
	"  --kernel VERSION    judge as of this release instead of the tree's\n"
	"  --known FILE        a record of wrappers in other files\n"
	"  --name NAME         what the file is called in findings\n"
	"  --record FILE       write findings and ends for `dmacheck check`, - for standard\n"
	"                      output, and print nothing\n\n"
	"Exit status: 0 nothing found, 1 findings, 2 wrong usage, 3 not analysed.\n";

struct settings {
	struct dc_check_input input;
	char **all;			/* arguments for the stock checker */
	int nr_all;
	enum dc_level level;
	const char *record, *facts;
	const char *prefix;		/* of what is said of a place, NULL for none */
	bool wants_sparse, keeps_silent;
};

static void say(const char *what, const char *wrong)
{
	fprintf(stderr, "dmacheck-sparse: %s: %s\n", what, wrong);
}

/* Arguments */

static bool read_level(const char *text, enum dc_level *level)
{
	for (*level = DC_LEVEL_NOTE; *level <= DC_LEVEL_ERROR; ++*level)
		if (!strcmp(text, dc_level_name(*level)))
			return true;
	return false;
}

static bool read_known(const char *path, struct dc_result *known)
{
	struct dc_bytes record = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && !lseek(fd, 0, SEEK_SET) && dc_child_receive(fd, &record) &&
		  dc_record_length(record.data, record.length) == record.length &&
		  dc_record_unpack(record.data, record.length, known);

	if (fd >= 0)
		close(fd);
	free(record.data);
	return ok;
}

/* One of our options with its value; false when the value makes no sense. */
static bool take_option(struct settings *s, const char *name, const char *value)
{
	if (!strcmp(name, "--level"))
		return read_level(value, &s->level);
	if (!strcmp(name, "--kernel"))
		return s->input.has_kernel = dc_kernel_parse(value, &s->input.kernel);
	if (!strcmp(name, "--known"))
		return read_known(value, &s->input.known);
	*(!strcmp(name, "--name") ? &s->input.name :
	  !strcmp(name, "--facts") ? &s->facts : &s->record) = value;
	return *value;
}

static bool is_own_option(const char *argument)
{
	static const char *const names[] = { "--level", "--kernel", "--known", "--name",
					     "--facts", "--record" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(argument, names[i]))
			return true;
	return false;
}

/* What this engine needs of Sparse, whatever else it is told. */
static char *const needed[] = {
	(char[]){ "-D__typeof_unqual__=__typeof__" }, (char[]){ "-ftabstop=1" },
	(char[]){ "-fmax-errors=unlimited" }, (char[]){ "-Waddress-space" },
};

/* Of those that are Sparse's, and mean something to us. */
static void look_at_option(struct settings *s, const char *argument)
{
	static const char prefix[] = "-fdiagnostic-prefix";

	s->wants_sparse |= !strcmp(argument, "-Wsparse-all");
	s->keeps_silent |= !strcmp(argument, "-Wno-sparse-error");
	if (!strcmp(argument, prefix))
		s->prefix = "dmacheck";
	else if (!strncmp(argument, prefix, strlen(prefix)) && argument[strlen(prefix)] == '=')
		s->prefix = argument + sizeof(prefix);
}

static bool read_arguments(struct settings *s, int argc, char **argv)
{
	size_t nr_needed = ARRAY_SIZE(needed);
	char **args = calloc(argc + nr_needed + 1, sizeof(*args));

	s->all = calloc(argc + 2, sizeof(*args));
	s->input.argv = args;
	if (!args || !s->all)
		return false;
	s->level = DC_LEVEL_WARNING;
	for (int i = 0; i < argc; i++) {
		if (i && is_own_option(argv[i])) {
			if (i + 1 == argc || !take_option(s, argv[i], argv[i + 1])) {
				say(argv[i], "no such value");
				return false;
			}
			i++;
			continue;
		}
		/* Sparse would open the output and leave it empty. */
		if (i && !strcmp(argv[i], "-o")) {
			i++;
			continue;
		}
		look_at_option(s, argv[i]);
		s->all[s->nr_all++] = args[s->input.argc++] = argv[i];
	}
	if (s->facts && s->record) {
		say("--facts", "a record is written instead");
		return false;
	}
	s->all[s->nr_all++] = needed[0];
	for (size_t i = 0; i < nr_needed; i++)
		args[s->input.argc++] = needed[i];
	return true;
}

/* What comes of it */

/* The file among the arguments, for when Sparse did not live to tell. */
static const char *find_file(const struct settings *s)
{
	const char *file = s->input.argv[0];

	if (s->input.name)
		return s->input.name;
	for (int i = 1; i < s->input.argc; i++)
		if (s->input.argv[i][0] != '-' && strstr(s->input.argv[i], ".c"))
			file = s->input.argv[i];
	return file;
}

static bool write_record(const struct settings *s, const struct dc_result *result)
{
	struct dc_bytes record = { 0 };
	FILE *out = strcmp(s->record, "-") ? fopen(s->record, "w") : stdout;
	bool ok = out && dc_record_pack(&record, 0, result) &&
		  fwrite(record.data, 1, record.length, out) == record.length && !fflush(out);

	if (!ok)
		say(s->record, "cannot write the record");
	if (out && out != stdout)
		fclose(out);
	free(record.data);
	return ok;
}

static void print_gaps(const struct dc_coverage *coverage, const char *prefix)
{
	const char *who = prefix ? prefix : "", *colon = prefix ? ": " : "";

	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		if (gap->function)
			fprintf(stderr, "%s:%u: %s%snote: %s() not analysed: %s\n", gap->file,
				gap->line, who, colon, gap->function, gap->reason);
		else
			fprintf(stderr, "%s: %s%snote: not analysed: %s\n", gap->file, who, colon,
				gap->reason);
	}
}

/* The unit stands for itself: its ends are held against each other here. */
static void settle(struct dc_result *result, const struct dc_kernel *kernel, const char *root)
{
	struct dc_findings *findings = &result->findings;

	if (!dc_link_ends(&result->ends, kernel, findings) ||
	    !dc_pair_ends(&result->ends, kernel, findings))
		abort();
	dc_ignores_apply(&result->ignores, findings);
	dc_findings_settle(findings, root);
}

static enum status print(const struct settings *s, const struct dc_result *result)
{
	const struct dc_findings *findings = &result->findings;
	enum status status = result->coverage.nr_gaps ? STATUS_INCOMPLETE : STATUS_CLEAN;

	print_gaps(&result->coverage, s->prefix);
	for (size_t i = 0; i < findings->nr; i++) {
		if (findings->items[i].level < s->level)
			continue;
		dc_finding_print(&findings->items[i], s->prefix, stderr, false);
		status = STATUS_FINDINGS;
	}
	return s->keeps_silent ? STATUS_CLEAN : status;
}

static enum status judge(const struct settings *s, const char *file, struct dc_result *result)
{
	struct dc_kernel kernel = dc_kernel_newest();
	enum status status = STATUS_BROKEN;
	char *root = NULL;

	dc_kernel_find(file, &root, &kernel);
	if (s->input.has_kernel)
		kernel = s->input.kernel;
	if (s->facts && !dc_saved_write(s->facts, file, &kernel, result)) {
		say(s->facts, strerror(errno));
	} else {
		settle(result, &kernel, root);
		status = print(s, result);
	}
	free(root);
	return status;
}

static enum status check(const struct settings *s)
{
	const char *file = find_file(s);
	struct dc_result result = { 0 };
	enum status status = STATUS_BROKEN;

	if (!dc_child_check(&s->input, file, &result))
		fputs(usage, stderr);
	else if (!s->record)
		status = judge(s, file, &result);
	else if (write_record(s, &result))
		status = STATUS_CLEAN;
	dc_result_free(&result);
	return status;
}

/* Sparse's own words, from a process of its own: it exits when it likes. */
static void let_sparse_speak(const struct settings *s)
{
	pid_t pid = fork();

	if (!pid) {
		dc_child_leave_at_exit();
		exit(sparse_main(s->nr_all, s->all));
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

int main(int argc, char **argv)
{
	struct settings settings = { 0 };
	enum status status = STATUS_BROKEN;

	if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		fputs(usage, stdout);
		return STATUS_CLEAN;
	}
	if (argc == 2 && !strcmp(argv[1], "--version")) {
		puts("dmacheck-sparse " DMACHECK_VERSION);
		return STATUS_CLEAN;
	}
	dc_table_init();
	if (read_arguments(&settings, argc, argv)) {
		if (settings.wants_sparse)
			let_sparse_speak(&settings);
		status = check(&settings);
	}
	dc_result_free(&settings.input.known);
	free(settings.input.argv);
	free(settings.all);
	return status;
}
