/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings brought into one order, without doubles, each with an identity that survives edits
 * elsewhere in its file.
 */
#include "finding.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"

const char *dc_change_name(enum dc_change_kind change)
{
	static const char *const names[DC_NR_CHANGES] = {
		[DC_CHANGE_NONE] = "",
		[DC_CHANGE_INTRODUCED] = "introduced",
		[DC_CHANGE_TOUCHED] = "touched",
		[DC_CHANGE_PREEXISTING] = "pre-existing",
	};

	return names[change];
}

struct dc_finding *dc_findings_add(struct dc_findings *findings)
{
	struct dc_finding *finding;

	if (findings->nr == findings->capacity) {
		size_t capacity = findings->capacity ? 2 * findings->capacity : 16;
		struct dc_finding *items = realloc(findings->items, capacity * sizeof(*items));

		if (!items)
			return NULL;
		findings->items = items;
		findings->capacity = capacity;
	}
	finding = &findings->items[findings->nr++];
	memset(finding, 0, sizeof(*finding));
	return finding;
}

bool dc_finding_note(struct dc_finding *finding, const char *file, unsigned int line,
		     unsigned int column, const char *message)
{
	struct dc_note *notes = realloc(finding->notes, (finding->nr_notes + 1) * sizeof(*notes));
	struct dc_note note = { strdup(file), line, column, strdup(message) };

	if (notes)
		finding->notes = notes;
	if (!notes || !note.file || !note.message) {
		free(note.file);
		free(note.message);
		return false;
	}
	notes[finding->nr_notes++] = note;
	return true;
}

void dc_finding_free(struct dc_finding *finding)
{
	for (size_t i = 0; i < finding->nr_notes; i++) {
		free(finding->notes[i].file);
		free(finding->notes[i].message);
	}
	free(finding->notes);
	free(finding->file);
	free(finding->function);
	free(finding->message);
	free(finding->source_line);
}

void dc_findings_free(struct dc_findings *findings)
{
	for (size_t i = 0; i < findings->nr; i++)
		dc_finding_free(&findings->items[i]);
	free(findings->items);
	*findings = (struct dc_findings){ 0 };
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_place(const struct dc_finding *a, const struct dc_finding *b)
{
	int order = strcmp(a->file, b->file);

	if (!order)
		order = compare_numbers(a->line, b->line);
	if (!order)
		order = compare_numbers(a->column, b->column);
	if (!order)
		order = compare_numbers(a->rule, b->rule);
	return order;
}

/* The rest decides which of several doubles stays: it must not depend on who came first. */
static int by_place(const void *left, const void *right)
{
	const struct dc_finding *a = left, *b = right;
	int order = compare_place(a, b);

	if (!order)
		order = compare_numbers(b->level, a->level);
	if (!order)
		order = compare_numbers(b->nr_notes, a->nr_notes);
	if (!order)
		order = strcmp(a->message, b->message);
	return order;
}

static int by_identity(const void *left, const void *right)
{
	const struct dc_finding *a = left, *b = right;
	int order = strcmp(a->id, b->id);

	return order ? order : by_place(left, right);
}

static void sort(struct dc_findings *findings, int (*order)(const void *, const void *))
{
	if (findings->nr > 1)
		qsort(findings->items, findings->nr, sizeof(*findings->items), order);
}

static void absorb(struct dc_finding *kept, struct dc_finding *twin)
{
	kept->engines |= twin->engines;
	if (!kept->bits) {
		kept->bits = twin->bits;
		kept->wanted = twin->wanted;
	} else if (twin->bits && (twin->bits != kept->bits || twin->wanted != kept->wanted)) {
		kept->bits = 0;		/* what one path asks for the other does not */
	}
	if (twin->level > kept->level)
		kept->level = twin->level;
	if (twin->nr_notes > kept->nr_notes) {
		struct dc_note *notes = kept->notes;
		size_t nr_notes = kept->nr_notes;

		kept->notes = twin->notes;
		kept->nr_notes = twin->nr_notes;
		twin->notes = notes;
		twin->nr_notes = nr_notes;
	}
	dc_finding_free(twin);
}

static void merge_doubles(struct dc_findings *findings)
{
	size_t nr = 0;

	for (size_t i = 0; i < findings->nr; i++) {
		struct dc_finding *finding = &findings->items[i];

		if (nr && !compare_place(&findings->items[nr - 1], finding))
			absorb(&findings->items[nr - 1], finding);
		else
			findings->items[nr++] = *finding;
	}
	findings->nr = nr;
}

static bool is_same_line(const struct dc_finding *a, const struct dc_finding *b)
{
	return a->line == b->line && !strcmp(a->file, b->file);
}

/* Lowest bit first: the engine that reads the most tells the place. */
static int by_engine(const void *left, const void *right)
{
	const struct dc_finding *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	if (!order)
		order = compare_numbers(a->line, b->line);
	if (!order)
		order = compare_numbers(a->rule, b->rule);
	if (!order)
		order = compare_numbers(a->engines & -a->engines, b->engines & -b->engines);
	return order ? order : by_place(left, right);
}

/* The same mistake of a line, of which another engine says that it begins in another column. */
static struct dc_finding *find_twin(struct dc_finding *first, const struct dc_finding *finding)
{
	for (struct dc_finding *twin = first; twin < finding; twin++)
		if (is_same_line(twin, finding) && twin->rule == finding->rule &&
		    !(twin->engines & finding->engines))
			return twin;
	return NULL;
}

static void merge_engines(struct dc_findings *findings)
{
	size_t nr = 0, first = 0;

	sort(findings, by_engine);
	for (size_t i = 0; i < findings->nr; i++) {
		struct dc_finding finding = findings->items[i], *twin;

		if (nr && !is_same_line(&findings->items[nr - 1], &finding))
			first = nr;
		findings->items[nr] = finding;
		twin = find_twin(&findings->items[first], &findings->items[nr]);
		if (twin)
			absorb(twin, &finding);
		else
			nr++;
	}
	findings->nr = nr;
}

/* FNV-1a, 64 bits: no adversary, and the same on every machine. */
static uint64_t hash_byte(uint64_t hash, unsigned char byte)
{
	return (hash ^ byte) * UINT64_C(1099511628211);
}

/* With the final NUL, so that no two lists of strings run into the same bytes. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
	do
		hash = hash_byte(hash, *text);
	while (*text++);
	return hash;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Re-indenting a line leaves it the line it was. */
static uint64_t hash_folded(uint64_t hash, const char *text)
{
	bool gap = false, begun = false;

	for (; *text; text++) {
		if (is_space(*text)) {
			gap = begun;
			continue;
		}
		if (gap)
			hash = hash_byte(hash, ' ');
		hash = hash_byte(hash, *text);
		gap = false;
		begun = true;
	}
	return hash_byte(hash, '\0');
}

static uint64_t identity(const struct dc_finding *finding, const char *name)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	hash = hash_text(hash, dc_rules[finding->rule].id);
	hash = hash_text(hash, name);
	hash = hash_text(hash, finding->function);
	return hash_folded(hash, finding->source_line);
}

static void set_id(struct dc_finding *finding, uint64_t hash)
{
	snprintf(finding->id, sizeof(finding->id), "%016" PRIx64, hash);
}

/* Expects the findings of a file in a row. */
static void identify(struct dc_findings *findings, const char *root)
{
	const char *file = NULL, *name = NULL;
	char buf[PATH_MAX];

	for (size_t i = 0; i < findings->nr; i++) {
		struct dc_finding *finding = &findings->items[i];

		if (!file || strcmp(file, finding->file)) {
			file = finding->file;
			name = dc_kernel_name(file, root, buf);
		}
		set_id(finding, identity(finding, name));
	}
}

static uint64_t identity_of_repetition(const char *first, unsigned int repetition)
{
	uint64_t hash = strtoull(first, NULL, 16);

	for (; repetition; repetition >>= 8)
		hash = hash_byte(hash, repetition);
	return hash;
}

/* The first of several equal lines keeps the plain identity: one that is added after it is new. */
static void tell_repetitions_apart(struct dc_findings *findings)
{
	char first[sizeof(findings->items->id)] = "";
	unsigned int repetition = 0;

	for (size_t i = 0; i < findings->nr; i++) {
		struct dc_finding *finding = &findings->items[i];

		if (strcmp(first, finding->id)) {
			memcpy(first, finding->id, sizeof(first));
			repetition = 0;
			continue;
		}
		set_id(finding, identity_of_repetition(first, ++repetition));
	}
}

void dc_findings_settle(struct dc_findings *findings, const char *root)
{
	sort(findings, by_place);
	merge_doubles(findings);
	merge_engines(findings);
	identify(findings, root);
	sort(findings, by_identity);
	tell_repetitions_apart(findings);
	sort(findings, by_place);
}

/* A path or a line of source may hold anything; a terminal must not obey it. */
static void put_plain(const char *text, FILE *out)
{
	for (; *text; text++)
		putc((unsigned char)*text < ' ' || *text == '\177' ? '?' : *text, out);
}

/* How a finding is printed. */
struct style {
	const char *prefix;	/* NULL for none */
	bool color;
	FILE *out;
};

static void put_line(const char *file, unsigned int line, unsigned int column, enum dc_level level,
		     const char *message, const struct style *style)
{
	/* as GCC paints them */
	static const char *const paints[] = {
		[DC_LEVEL_NOTE] = "36", [DC_LEVEL_WARNING] = "35", [DC_LEVEL_ERROR] = "31",
	};
	const char *paint = style->color ? paints[level] : NULL;
	FILE *out = style->out;

	if (paint)
		fputs("\33[1m", out);
	put_plain(file, out);
	if (line)
		fprintf(out, ":%u", line);
	if (line && column)
		fprintf(out, ":%u", column);
	fputs(paint ? ":\33[0m " : ": ", out);
	if (style->prefix)
		fprintf(out, "%s: ", style->prefix);
	if (paint)
		fprintf(out, "\33[1;%sm%s:\33[0m ", paint, dc_level_name(level));
	else
		fprintf(out, "%s: ", dc_level_name(level));
	put_plain(message, out);
}

void dc_finding_print(const struct dc_finding *finding, const char *prefix, FILE *out, bool color)
{
	const struct style style = { .prefix = prefix, .color = color, .out = out };

	put_line(finding->file, finding->line, finding->column, finding->level, finding->message,
		 &style);
	/* what is introduced is what one looks for */
	fprintf(out, " [%s%s%s]\n", dc_rules[finding->rule].id,
		finding->change > DC_CHANGE_INTRODUCED ? ", " : "",
		finding->change > DC_CHANGE_INTRODUCED ? dc_change_name(finding->change) : "");
	for (size_t i = 0; i < finding->nr_notes; i++) {
		const struct dc_note *note = &finding->notes[i];

		put_line(note->file, note->line, note->column, DC_LEVEL_NOTE, note->message, &style);
		putc('\n', out);
	}
}
