/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A finding: one mistake at one place, with the notes that lead to it.
 *
 * Strings are NUL-terminated and belong to the finding; a path is as the user gave it, joined with
 * what the walk found below.  Lines and columns count from 1, columns in bytes.
 */
#ifndef DC_FINDING_H
#define DC_FINDING_H

#include <stdio.h>

#include "table.h"

/* What became of a finding between two states of a tree, when two were compared. */
enum dc_change_kind {
	DC_CHANGE_NONE, DC_CHANGE_INTRODUCED, DC_CHANGE_TOUCHED, DC_CHANGE_PREEXISTING,
	DC_NR_CHANGES,
};

struct dc_note {
	char *file;
	unsigned int line, column;
	char *message;
};

struct dc_finding {
	enum dc_rule_id rule;
	enum dc_level level;
	unsigned int engines;	/* enum dc_engine that saw it, joined */
	char *file;
	unsigned int line, column;
	char *function;		/* "" outside of functions */
	char *message;
	char *source_line;	/* the text of the line, for the identity */
	uint64_t bits;		/* attributes that the call has to be given otherwise, 0: unknown */
	uint64_t wanted;	/* of these, the ones that it has to be given */
	char id[17];		/* 16 hexadecimal digits, from dc_finding_identify() */
	enum dc_change_kind change;
	struct dc_note *notes;
	size_t nr_notes;
};

struct dc_findings {
	struct dc_finding *items;
	size_t nr, capacity;
};

/*
 * Appends a copy of nothing but a zeroed finding and returns it for the caller to fill; NULL when
 * memory is out.  The pointer is good until the next call.
 */
struct dc_finding *dc_findings_add(struct dc_findings *findings);

/* Adds a note; takes its own copies.  Returns false when memory is out. */
bool dc_finding_note(struct dc_finding *finding, const char *file, unsigned int line,
		     unsigned int column, const char *message);

/*
 * Sorts by file, line, column, rule; merges findings of one rule at one place, and those of
 * different engines on one line, joining their engines and keeping the higher level and the longer
 * notes; fills in the identities.
 *
 * The identity is rule + `root`-relative file + function + the line's text with all white space
 * folded, never a line number; the n-th repetition of the same identity counts up.
 */
void dc_findings_settle(struct dc_findings *findings, const char *root);

/* What one finding owns. */
void dc_finding_free(struct dc_finding *finding);
void dc_findings_free(struct dc_findings *findings);

/* "introduced", "touched", "pre-existing"; "" for none. */
const char *dc_change_name(enum dc_change_kind change);

/*
 * `file:line:column: level: message [rule]`, then a line a note, as GCC prints them; the prefix, NULL
 * for none, stands before the level and tells who says so.
 */
void dc_finding_print(const struct dc_finding *finding, const char *prefix, FILE *out, bool color);

#endif
