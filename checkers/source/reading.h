/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file that is being read: what source.c has found of it so far.
 *
 * source.c opens it; order.c chooses which function comes next; function.c reads one; answer.c
 * tells what the flow asks about the rest of the file; export.c leaves what other files may call.
 */
#ifndef DC_READING_H
#define DC_READING_H

#include "asked.h"
#include "declared.h"
#include "exported.h"
#include "flow.h"
#include "scope.h"
#include "source.h"
#include "split.h"

/* What a type is, as it was found the last time: the same few are asked for again and again. */
struct dc_answer {
	char question[80];		/* "ring.dma", "ring_t", "" for none yet */
	char type[48];
	bool is_known;
};

/* Where a function is defined that the file calls, the same way. */
struct dc_defined_in {
	char function[48];		/* "" for none yet */
	const char *path;
	bool is_folder;
};

enum { DC_NR_ANSWERS = 64 };

struct dc_reading {
	const struct dc_source_file *file;
	struct dc_result *result;
	struct dc_items items;
	struct dc_scope scope;
	struct dc_declared declared;
	struct dc_derivations derived;	/* wrappers of the DMA API, the file's and its headers' */
	struct dc_asked asked;		/* what the functions read so far want to know */
	struct dc_macros *own;
	uint32_t *lines;		/* offset of each line */
	size_t nr_lines, lines_capacity;
	uint32_t *buckets;		/* 1 + item of a function, by name */
	size_t nr_buckets;
	bool *is_visited;		/* of each item */
	bool *is_read;
	struct dc_answer answers[DC_NR_ANSWERS];	/* by hash of the question */
	struct dc_defined_in defined_in[DC_NR_ANSWERS];
	bool ask_scope;			/* some macro leads to a rule */
	bool is_core;
};

/* answer.c */
void dc_reading_find_lines(struct dc_reading *r);
size_t dc_reading_line(const struct dc_reading *r, uint32_t offset);	/* from 0 */
void dc_reading_locate(void *context, struct dc_spot spot, struct dc_location *location);
/* A struct by its name, in the file and any header; `*path` is where. */
const struct dc_struct *dc_reading_struct(const struct dc_reading *r, const char *name,
					  const char **path);
/* Whether a function that the text defines is for that file alone. */
bool dc_reading_is_static(const char *text, const struct dc_item *item);
/* Where the function is defined that the file means by a name it has no function of. */
const struct dc_definition *dc_reading_elsewhere(const struct dc_reading *r, const char *name,
						 size_t length);
/* Fills in the callbacks. */
void dc_reading_answer(struct dc_reading *r, struct dc_flow_input *flow);

/* function.c */
char *dc_reading_name(const struct dc_reading *r, const struct dc_item *item);	/* to be freed */
/* A function is not analysed; said once. */
void dc_reading_gap(struct dc_reading *r, const struct dc_item *item, uint32_t offset,
		    const char *reason);
/* `tokens` are those of the item: a function, or variables that start with a value. */
void dc_reading_function(struct dc_reading *r, const struct dc_item *item,
			 const struct dc_tokens *tokens);
void dc_reading_shutdown(void);

/* order.c */
void dc_reading_index(struct dc_reading *r);
/* Where 1 + the item of a function of that name is, or 0 when there is none. */
uint32_t *dc_reading_bucket(const struct dc_reading *r, const char *name, size_t length);
/* Where a function is declared; NULL where it is only defined. */
const struct dc_item *dc_reading_declaration(const struct dc_reading *r, const char *name,
					     size_t length);
void dc_reading_functions(struct dc_reading *r);	/* those that matter */
void dc_reading_initializers(struct dc_reading *r);	/* tables of attributes */
void dc_reading_asked(struct dc_reading *r);		/* what those read want to know */

/* export.c */
bool dc_reading_is_header(const char *path);
void dc_reading_export(struct dc_reading *r);

#endif
