/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of a tree told each other of their wrappers, round by round, so that some of the
 * files can be read again as if all were.
 */
#ifndef DC_COURSE_H
#define DC_COURSE_H

#include "exported.h"
#include "job.h"

enum { DC_MAX_ROUNDS = 4 };

/* What a file that was read in a round defines from then on. */
struct dc_told {
	char *file;
	struct dc_derivations rows;
};

struct dc_round {
	struct dc_told *items;
	size_t nr, capacity;
};

struct dc_course {
	struct dc_round rounds[DC_MAX_ROUNDS];	/* the first is of what was told in it, and so on */
	size_t nr;
	bool is_followed;	/* the files that are read are some of those that once were */
	bool is_left;		/* followed, and one of them tells something else than it did */
};

/* Adds what a file tells in the last round. */
void dc_course_note(struct dc_course *course, const char *file, const struct dc_derivations *rows);

/* Has a round begin: all that was told in round `nr` becomes known, with what that changes. */
void dc_course_follow(const struct dc_course *course, size_t nr, struct dc_exported *exported,
		      struct dc_changes *changes);

/* Whether what the file tells is what `exported` has of it, after the course was followed. */
bool dc_course_is_kept(const struct dc_exported *exported, const char *file,
		       const struct dc_derivations *rows);

void dc_course_free(struct dc_course *course);

#endif
