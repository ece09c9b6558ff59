/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is remembered of a state: which files matter, what was told of each and what that followed
 * from, and the findings by what they come of, a file or a group of ends.  So of another state only
 * what differs has to be looked at; see renew.h.
 */
#ifndef DC_OUTLINE_H
#define DC_OUTLINE_H

#include "course.h"
#include "digest.h"
#include "refs.h"
#include "result.h"
#include "tally.h"

struct dc_outline_file {
	char *path;
	bool is_gone;		/* it mattered in a state before */
	struct dc_digest key;	/* of what was told of it, see kept.h */
};

/* What a file, or a group, adds to what is found: findings, coverage and comments. */
struct dc_outline_part {
	uint32_t of;
	struct dc_result told;
};

struct dc_outline_parts {
	struct dc_outline_part *items;
	size_t nr, capacity;
};

struct dc_outline {
	size_t files_seen;
	struct dc_outline_file *files;
	size_t nr_files, files_capacity;
	struct dc_refs inputs;		/* dc_hash() of a path that was looked for, and file */
	struct dc_refs ties;		/* see tie.h */
	struct dc_refs members;		/* group and file */
	struct dc_refs counts;		/* group, and a cell of the tally with how often */
	struct dc_outline_parts of_files, of_groups;
	struct dc_course course;
};

/* The part of that number, a new one if need be. */
struct dc_result *dc_outline_part(struct dc_outline_parts *parts, uint32_t of);

/* The file of a path, NULL for none. */
struct dc_outline_file *dc_outline_find(const struct dc_outline *outline, const char *path);

/* Adds to the counts what was counted in a group, and to a tally what is in the counts. */
void dc_outline_count(struct dc_outline *outline, uint32_t group, const struct dc_tally *tally);
void dc_outline_tally(const struct dc_outline *outline, struct dc_tally *tally);

/* Appends the bytes, and takes them back; false when memory is out, or they make no sense. */
bool dc_outline_pack(const struct dc_outline *outline, struct dc_bytes *bytes);
bool dc_outline_unpack(struct dc_outline *outline, const char *data, size_t length);

void dc_outline_free(struct dc_outline *outline);

#endif
