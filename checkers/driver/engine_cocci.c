/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The engine `cocci`: files of a task go to spatch in batches, each file in a group of its own,
 * with the semantic patches that they ask for, and what it prints becomes findings and gaps.
 */
#include "engine_cocci.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "cocci.h"
#include "program.h"
#include "read.h"

/* Instead of a line for people: what a finding consists of. */
static const char teller[] =
	"@initialize:python@\n"
	"@@\n"
	"def dmacheck_tell(p, message):\n"
	"    print(p.line, p.column, p.current_element, message, p.file, sep='\\t', flush=True)\n"
	"coccilib.report.print_report = dmacheck_tell\n";

/* spatch drops a function with one of these, and says nothing. */
static const char macros[] =
	"#define scoped_guard YACFE_ITERATOR\n"
	"#define scoped_cond_guard YACFE_ITERATOR\n";

struct file {
	const struct dc_job *job;
	struct dc_bytes text;
	char *real;		/* what spatch calls it, NULL when it is not to see it */
	uint64_t set;		/* semantic patches that it asks for, as in cocci.h */
	bool given;		/* to the spatch that runs */
};

struct work {
	const struct dc_task *task;
	const char *mode;
	struct dc_result *result;
	struct file *files;	/* as many as the task has */
	uint64_t set;		/* semantic patches that those given ask for */
};

static bool gap(struct work *work, const struct file *file, const char *function,
		unsigned int line, const char *reason)
{
	char text[128];

	snprintf(text, sizeof(text), "cocci: %s", reason);
	return dc_coverage_gap(&work->result->coverage, file->job->path, function, line, text);
}

/* Every file that was given to spatch. */
static bool fail(struct work *work, const char *reason)
{
	bool ok = true;

	for (size_t i = 0; ok && i < work->task->nr; i++)
		if (work->files[i].given)
			ok = gap(work, &work->files[i], NULL, 0, reason);
	return ok;
}

/* The file that spatch means. */
static const struct file *file_of(const struct work *work, const char *real)
{
	for (size_t i = 0; i < work->task->nr; i++)
		if (work->files[i].real && !strcmp(work->files[i].real, real))
			return &work->files[i];
	return NULL;
}

static char *line_of(const struct file *file, unsigned long line)
{
	const char *text = file->text.data, *all = text + file->text.length, *end;

	while (line > 1 && (end = memchr(text, '\n', all - text))) {
		text = end + 1;
		line--;
	}
	end = memchr(text, '\n', all - text);
	return strndup(text, (end ? end : all) - text);
}

/* "ERROR: message [rule]" */
static bool read_message(char *text, struct dc_finding *finding)
{
	static const struct { const char *word; enum dc_level level; } levels[] = {
		{ "ERROR: ", DC_LEVEL_ERROR }, { "WARNING: ", DC_LEVEL_WARNING },
		{ "NOTE: ", DC_LEVEL_NOTE },
	};
	char *rule = strrchr(text, '['), *end = rule ? strchr(rule, ']') : NULL;

	if (!end || rule == text)
		return false;
	*end = '\0';
	rule[-1] = '\0';
	finding->rule = dc_rule_find(rule + 1);
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		size_t length = strlen(levels[i].word);

		if (strncmp(text, levels[i].word, length))
			continue;
		finding->level = levels[i].level;
		finding->message = strdup(text + length);
	}
	return finding->rule != DC_NR_RULES && finding->message;
}

/* False when memory is out or the line makes no sense, which is as bad. */
static bool take_finding(struct work *work, char *line)
{
	enum { LINE, COLUMN, FUNCTION, MESSAGE, NR_FIELDS };
	char *field[NR_FIELDS] = { NULL };
	const struct file *file;
	struct dc_finding *finding;

	/* what is left is the file's name, tabs and all */
	for (size_t i = 0; i < NR_FIELDS && line; i++)
		field[i] = strsep(&line, "\t");
	file = line ? file_of(work, line) : NULL;
	finding = file ? dc_findings_add(&work->result->findings) : NULL;
	if (!finding || !read_message(field[MESSAGE], finding))
		return false;
	finding->engines = DC_ENGINE_COCCI;
	finding->line = strtoul(field[LINE], NULL, 10);
	finding->column = strtoul(field[COLUMN], NULL, 10) + 1;
	finding->file = strdup(file->job->path);
	finding->function =
		strdup(strcmp(field[FUNCTION], "something_else") ? field[FUNCTION] : "");
	finding->source_line = line_of(file, finding->line);
	return finding->file && finding->function && finding->source_line;
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The name that a line in the first column may define; its length, 0 for none. */
static size_t head_name(const char *line, const char **name)
{
	const char *paren = strchr(line, '('), *start = paren;

	if (!paren || !is_word_byte(*line) || strchr(line, ';'))
		return 0;
	while (start > line && is_word_byte(start[-1]))
		start--;
	*name = start;
	return paren - start;
}

/* Whether a call of the DMA API, an attribute or a change of encryption stands on the line. */
static bool is_relevant(const char *line)
{
	while (*line) {
		const struct dc_name *name;
		size_t length = 0;

		while (is_word_byte(line[length]))
			length++;
		name = length ? dc_name_find(line, length) : NULL;
		if (name && (name->kind == DC_NAME_API || name->kind == DC_NAME_ATTR ||
			     (name->kind == DC_NAME_ORIGIN &&
			      name->origin->role == DC_ROLE_CRYPT)))
			return true;
		line += length ? length : 1;
	}
	return false;
}

/* What --verbose-parsing tells: where a parse error is, and the lines that it cost. */
struct lost {
	const struct file *file;
	unsigned int line;
	char function[128];	/* the head seen last */
	unsigned int head;	/* its line */
	bool told;
};

static unsigned int lines_before_error(char *next)
{
	unsigned int nr = 0;

	for (; next && !strncmp(next, "bad: ", 5); nr++) {
		next = strchr(next, '\n');
		next = next ? next + 1 : NULL;
	}
	return nr;
}

static bool lose_line(struct work *work, struct lost *lost, const char *line)
{
	const char *name;
	size_t length = head_name(line, &name);

	if (length) {
		snprintf(lost->function, sizeof(lost->function), "%.*s", (int)length, name);
		lost->head = lost->line;
		lost->told = false;
	}
	if (!lost->file || lost->told || !is_relevant(line))
		return true;
	lost->told = true;
	return gap(work, lost->file, lost->function, lost->head, "spatch cannot parse it");
}

/* ' = File "name", line 1, ...', where quotes in the name stand as they are. */
static bool read_place(const struct work *work, const char *line, struct lost *lost)
{
	static const char head[] = " = File \"", tail[] = "\", line ";
	const char *name = strstr(line, head), *end = name, *next;
	unsigned int at;
	char *copy;

	if (!name)
		return false;
	name += sizeof(head) - 1;
	for (next = name; (next = strstr(next, tail)); next++)
		end = next;
	if (end < name || sscanf(end + sizeof(tail) - 1, "%u", &at) != 1)
		return false;
	copy = strndup(name, end - name);
	*lost = (struct lost){ .file = copy ? file_of(work, copy) : NULL, .line = at, .head = at };
	free(copy);
	return true;
}

static bool take_lost(struct work *work, struct lost *lost, char *line, char *next)
{
	bool ok = true;

	if (read_place(work, line, lost))
		return true;
	if (!strncmp(line, "badcount: ", 10)) {
		lost->line -= lines_before_error(next);
		return true;
	}
	if (strncmp(line, "bad: ", 5) && strncmp(line, "BAD:!!!!! ", 10))
		return true;
	ok = lose_line(work, lost, line + (line[0] == 'b' ? 5 : 10));
	lost->line++;
	return ok;
}

/* "EXN: what in FILE": spatch gave the file up.  Both may have an " in " of their own. */
static bool take_exception(struct work *work, const char *line)
{
	const struct file *file = NULL;
	char reason[64];

	for (const char *in = line; !file && (in = strstr(in, " in ")); in++)
		file = file_of(work, in + 4);
	if (!file)
		return fail(work, "spatch gave a file up that it does not name");
	snprintf(reason, sizeof(reason), strstr(line, "Timeout") ? "took longer than %u s" :
		 "spatch gave it up", work->task->timeout);
	return gap(work, file, NULL, 0, reason);
}

static bool take_errors(struct work *work, char *text)
{
	struct lost lost = { 0 };
	bool ok = true;

	while (ok && text) {
		char *line = strsep(&text, "\n");

		if (!strncmp(line, "EXN: ", 5))
			ok = take_exception(work, line);
		else
			ok = take_lost(work, &lost, line, text);
	}
	return ok;
}

static bool take_findings(struct work *work, char *text)
{
	bool ok = true;

	while (ok && text) {
		char *line = strsep(&text, "\n");

		if (strchr(line, '\t'))
			ok = take_finding(work, line);
	}
	return ok;
}

static bool succeeded(const struct dc_program *program)
{
	return WIFEXITED(program->status) && !WEXITSTATUS(program->status);
}

static bool take_all(struct work *work, struct dc_program *program)
{
	bool finds = !strcmp(work->mode, "report");
	char reason[64];

	if (succeeded(program)) {
		if (!finds)
			fputs(program->out.data, stdout);
		return take_errors(work, program->err.data) &&
		       (!finds || take_findings(work, program->out.data));
	}
	if (program->hangs) {
		snprintf(reason, sizeof(reason), "took longer than %u s", work->task->timeout);
		return fail(work, reason);
	}
	snprintf(reason, sizeof(reason), WIFEXITED(program->status) ?
		 "spatch failed with exit status %d" : "spatch was killed by signal %d",
		 WIFEXITED(program->status) ? WEXITSTATUS(program->status) :
		 WTERMSIG(program->status));
	return fail(work, reason);
}

static bool shows_diff(const char *mode)
{
	return !strcmp(mode, "context") || !strcmp(mode, "patch");
}

/* It names each file that it begins with, and gives it up by itself unless it hangs: some more. */
static unsigned int patience(const struct work *work)
{
	return work->task->timeout + work->task->timeout / 4 + 1;
}

static const char *run_spatch(struct work *work, int patch, int macro, int groups,
			      struct dc_program *program)
{
	char patch_name[32], macro_name[32], groups_name[32], seconds[16];
	const char *release = dc_cocci_release(&work->task->tree->kernel);
	const char *const argv[] = {
		"spatch", "--quiet", "--verbose-parsing", "--no-includes", "-D", work->mode,
		"-D", release ? release : work->mode,
		shows_diff(work->mode) ? "--show-diff" : "--no-show-diff",
		"--timeout", seconds, "--cocci-file", patch_name, "--macro-file", macro_name,
		"--file-groups", groups_name, NULL,
	};

	if (patch < 0 || macro < 0 || groups < 0)
		return "no temporary file for spatch";
	snprintf(patch_name, sizeof(patch_name), "/dev/fd/%d", patch);
	snprintf(macro_name, sizeof(macro_name), "/dev/fd/%d", macro);
	snprintf(groups_name, sizeof(groups_name), "/dev/fd/%d", groups);
	snprintf(seconds, sizeof(seconds), "%u", work->task->timeout);
	return dc_program_run(argv, patience(work), program);
}

/* A blank line between files: each is matched for itself. */
static bool list_files(const struct work *work, struct dc_bytes *groups)
{
	bool ok = true;

	for (size_t i = 0; ok && i < work->task->nr; i++) {
		const struct file *file = &work->files[i];

		if (file->given)
			ok = dc_bytes_add(groups, file->real, strlen(file->real)) &&
			     dc_bytes_add(groups, "\n\n", 2);
	}
	return ok;
}

static const char *give_to_spatch(struct work *work, struct dc_bytes *patch,
				  struct dc_bytes *groups, struct dc_program *program)
{
	struct dc_bytes macro = { (char *)macros, sizeof(macros) - 1, 0 };
	int fds[] = { dc_program_file(patch), dc_program_file(&macro), dc_program_file(groups) };
	const char *reason = run_spatch(work, fds[0], fds[1], fds[2], program);

	for (size_t i = 0; i < 3; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return reason;
}

static bool check_given(struct work *work, bool again);

/* One of them makes spatch crash or hang, and must not cost the others. */
static bool check_each(struct work *work)
{
	size_t nr = work->task->nr;
	bool *given = calloc(nr, sizeof(*given)), ok = given;

	for (size_t i = 0; ok && i < nr; i++) {
		given[i] = work->files[i].given;
		work->files[i].given = false;
	}
	for (size_t i = 0; ok && i < nr; i++) {
		work->files[i].given = given[i];
		work->set = work->files[i].set;
		ok = !given[i] || check_given(work, true);
		work->files[i].given = false;
	}
	free(given);
	return ok;
}

static bool check_given(struct work *work, bool again)
{
	struct dc_bytes patch = { 0 }, groups = { 0 };
	struct dc_program program = { 0 };
	bool ok = dc_cocci_join(work->set, &patch) && list_files(work, &groups);
	const char *reason;

	if (ok && !strcmp(work->mode, "report"))
		ok = dc_bytes_add(&patch, teller, sizeof(teller) - 1);
	if (ok) {
		reason = give_to_spatch(work, &patch, &groups, &program);
		if (!reason && !succeeded(&program) && !again)
			ok = check_each(work);
		else
			ok = reason ? fail(work, reason) : take_all(work, &program);
	}
	free(patch.data);
	free(groups.data);
	dc_program_free(&program);
	return ok;
}

static bool check_batches(struct work *work, struct dc_batch *batches, size_t *batch_of)
{
	size_t nr = work->task->nr;
	bool ok = true;

	for (size_t i = 0; i < nr; i++)
		if (work->files[i].real)
			batches[i] = (struct dc_batch){ work->files[i].set,
							work->files[i].text.length };
	dc_batches_join(batches, batch_of, nr);
	for (size_t i = 0; ok && i < nr; i++) {
		work->set = batches[i].set;
		for (size_t j = 0; j < nr; j++)
			work->files[j].given = batch_of[j] == i;
		ok = !work->set || check_given(work, false);
	}
	return ok;
}

static bool check_files(struct work *work)
{
	struct dc_batch *batches = calloc(work->task->nr, sizeof(*batches));
	size_t *batch_of = calloc(work->task->nr, sizeof(*batch_of));
	bool ok = batches && batch_of && check_batches(work, batches, batch_of);

	free(batches);
	free(batch_of);
	return ok;
}

/* A list of files has lines, and a diff is a command of the shell with the name in it as it is. */
static bool can_be_told(const char *name, const char *mode)
{
	static const char harmless[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789_./+,=@%:-";

	return shows_diff(mode) ? !name[strspn(name, harmless)] : !strchr(name, '\n');
}

static bool open_file(struct work *work, struct file *file)
{
	const char *reason = dc_read_file(file->job->path, &file->text);

	file->set = reason ? 0 : dc_cocci_wanted(&file->text, &work->task->tree->kernel) &
				 dc_cocci_in_mode(work->mode);
	if (!file->set)
		return !reason || gap(work, file, NULL, 0, reason);
	file->real = realpath(file->job->path, NULL);
	if (!file->real || !can_be_told(file->real, work->mode)) {
		free(file->real);
		file->real = NULL;
		return gap(work, file, NULL, 0, "spatch cannot be told its name");
	}
	return true;
}

static bool check_all(struct work *work)
{
	bool ok = true;

	for (size_t i = 0; ok && i < work->task->nr; i++) {
		work->files[i].job = &work->task->jobs[i];
		ok = open_file(work, &work->files[i]);
	}
	return ok && check_files(work);
}

bool dc_engine_cocci_show(const struct dc_task *task, const char *mode, struct dc_result *result)
{
	struct work work = {
		.task = task,
		.mode = mode,
		.result = result,
		.files = calloc(task->nr, sizeof(*work.files)),
	};
	bool ok = work.files && check_all(&work);

	for (size_t i = 0; work.files && i < task->nr; i++) {
		free(work.files[i].text.data);
		free(work.files[i].real);
	}
	free(work.files);
	return ok;
}

bool dc_engine_cocci_check(const struct dc_task *task, struct dc_result *result)
{
	return dc_engine_cocci_show(task, "report", result);
}
