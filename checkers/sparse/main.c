/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The program dmacheck-sparse: takes what Kbuild gives to a checker, and prints findings.
 *
 * Sparse ends the process where it gives up, so a child reads the unit and sends a record; what it
 * had to say last becomes the reason why there is none.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "array.h"
#include "check.h"
#include "kernel.h"
#include "link.h"
#include "pair.h"
#include "record.h"

/* Of the stock checker, which is linked under another name. */
int sparse_main(int argc, char **argv);

enum status { STATUS_CLEAN, STATUS_FINDINGS, STATUS_BROKEN, STATUS_INCOMPLETE };

enum { MAX_SECONDS = 300 };

static const char usage[] =
	"Usage: dmacheck-sparse [OPTIONS] FILE.c\n\n"
	"Checks one file for misuse of DMA attributes, as `make C=1 CHECK=dmacheck-sparse`\n"
	"calls it.  Findings go to standard error.  Options are Sparse's, and of them\n"
	"  -Wsparse-all        let Sparse say what it says itself, too\n"
	"  -Wno-sparse-error   exit status 0 in spite of findings, for builds that go on\n"
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
	const char *record;
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

static bool receive(int pipe, struct dc_bytes *record)
{
	char chunk[1 << 16];
	ssize_t nr;

	while ((nr = read(pipe, chunk, sizeof(chunk)))) {
		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0 || !dc_bytes_add(record, chunk, nr))
			return false;
	}
	return true;
}

static bool read_known(const char *path, struct dc_result *known)
{
	struct dc_bytes record = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && !lseek(fd, 0, SEEK_SET) && receive(fd, &record) &&
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
	*(strcmp(name, "--name") ? &s->record : &s->input.name) = value;
	return true;
}

static bool is_own_option(const char *argument)
{
	static const char *const names[] = { "--level", "--kernel", "--known", "--name",
					     "--record" };

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
		s->wants_sparse |= !strcmp(argv[i], "-Wsparse-all");
		s->keeps_silent |= !strcmp(argv[i], "-Wno-sparse-error");
		s->all[s->nr_all++] = args[s->input.argc++] = argv[i];
	}
	s->all[s->nr_all++] = needed[0];
	for (size_t i = 0; i < nr_needed; i++)
		args[s->input.argc++] = needed[i];
	return true;
}

/* The child's side */

static void write_all(int fd, const struct dc_bytes *bytes)
{
	size_t sent = 0;

	while (sent < bytes->length) {
		ssize_t nr = write(fd, bytes->data + sent, bytes->length - sent);

		if (nr < 0 && errno != EINTR)
			_exit(EXIT_FAILURE);
		if (nr > 0)
			sent += nr;
	}
}

/* Sparse exits where it gives up, and nobody is interested in what it has not freed. */
static void leave(void)
{
	_exit(EXIT_FAILURE);
}

static _Noreturn void read_unit(const struct settings *s, int pipe, int words)
{
	struct dc_result result = { 0 };
	struct dc_bytes record = { 0 };

	dup2(words, STDERR_FILENO);
	atexit(leave);
	alarm(MAX_SECONDS);
	if (!dc_check(&s->input, &result))
		_exit(STATUS_BROKEN);
	if (!dc_record_pack(&record, 0, &result))
		_exit(EXIT_FAILURE);
	write_all(pipe, &record);
	_exit(EXIT_SUCCESS);
}

/* The parent's side */

/* Reads the unit in a child of its own; the wait status, -1 when there is none. */
static int run_child(const struct settings *s, int words, struct dc_bytes *record)
{
	int ends[2], status = -1;
	pid_t pid;

	if (pipe(ends))
		return -1;
	pid = fork();
	if (!pid) {
		close(ends[0]);
		read_unit(s, ends[1], words);
	}
	close(ends[1]);
	if (pid > 0) {
		bool ok = receive(ends[0], record);

		if (waitpid(pid, &status, 0) < 0 || !ok)
			status = -1;
	}
	close(ends[0]);
	return status;
}

/* The last line that Sparse said, without its end. */
static void last_words(int words, char *buf, size_t size)
{
	off_t length = lseek(words, 0, SEEK_END);
	off_t from = length > (off_t)size - 1 ? length - (off_t)size + 1 : 0;
	ssize_t nr = pread(words, buf, size - 1, from);
	char *newline;

	buf[nr > 0 ? nr : 0] = '\0';
	while ((newline = strrchr(buf, '\n'))) {
		if (newline[1])
			memmove(buf, newline + 1, strlen(newline + 1) + 1);
		else
			*newline = '\0';
	}
}

static void describe_death(int status, int words, char *reason, size_t size)
{
	char said[512];

	last_words(words, said, sizeof(said));
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		snprintf(reason, size, "took longer than %d s", MAX_SECONDS);
	else if (WIFSIGNALED(status))
		snprintf(reason, size, "crashed: %s", strsignal(WTERMSIG(status)));
	else
		snprintf(reason, size, "Sparse gave up: %s", said[0] ? said : "without a word");
}

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

static void print_gaps(const struct dc_coverage *coverage)
{
	for (size_t i = 0; i < coverage->nr_gaps; i++) {
		const struct dc_gap *gap = &coverage->gaps[i];

		if (gap->function)
			fprintf(stderr, "%s:%u: note: %s() not analysed: %s\n", gap->file,
				gap->line, gap->function, gap->reason);
		else
			fprintf(stderr, "%s: note: not analysed: %s\n", gap->file, gap->reason);
	}
}

/* The unit stands for itself: its ends are held against each other here. */
static enum status judge(const struct settings *s, struct dc_result *result)
{
	const struct dc_coverage *coverage = &result->coverage;
	struct dc_findings *findings = &result->findings;
	const char *file = find_file(s);
	struct dc_kernel kernel = dc_kernel_newest();
	enum status status = STATUS_CLEAN;
	char *root = NULL;

	dc_kernel_find(file, &root, &kernel);
	if (s->input.has_kernel)
		kernel = s->input.kernel;
	if (!dc_link_ends(&result->ends, &kernel, findings) ||
	    !dc_pair_ends(&result->ends, &kernel, findings))
		abort();
	dc_findings_settle(findings, root);
	free(root);
	if (coverage->nr_gaps)
		status = STATUS_INCOMPLETE;
	print_gaps(coverage);
	for (size_t i = 0; i < findings->nr; i++) {
		if (findings->items[i].level < s->level)
			continue;
		dc_finding_print(&findings->items[i], stderr, false);
		status = STATUS_FINDINGS;
	}
	return s->keeps_silent ? STATUS_CLEAN : status;
}

static enum status check(const struct settings *s)
{
	struct dc_result result = { 0 };
	struct dc_bytes record = { 0 };
	int words = memfd_create("words", MFD_CLOEXEC);
	int died = words < 0 ? -1 : run_child(s, words, &record);
	char reason[600] = "no memory";
	enum status status;

	if (died >= 0 && WIFEXITED(died) && WEXITSTATUS(died) == STATUS_BROKEN) {
		fputs(usage, stderr);
		return STATUS_BROKEN;
	}
	if (died || !dc_record_length(record.data, record.length) ||
	    !dc_record_unpack(record.data, record.length, &result)) {
		if (died >= 0)
			describe_death(died, words, reason, sizeof(reason));
		if (!dc_coverage_gap(&result.coverage, find_file(s), NULL, 0, reason))
			abort();
	}
	if (s->record)
		status = write_record(s, &result) ? STATUS_CLEAN : STATUS_BROKEN;
	else
		status = judge(s, &result);
	free(record.data);
	dc_result_free(&result);
	return status;
}

/* Sparse's own words, from a process of its own: it exits when it likes. */
static void let_sparse_speak(const struct settings *s)
{
	pid_t pid = fork();

	if (!pid) {
		atexit(leave);
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
