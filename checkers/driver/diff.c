/* SPDX-License-Identifier: GPL-2.0-only */
/* Matches findings of two states, the surest way first. */
#include "diff.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_STATEMENT = 4096 };

/* A finding that the other state has not, with its statement. */
struct loose {
	const struct dc_finding *finding;
	char *statement;	/* without white space */
	bool is_matched;
};

struct loose_list {
	struct loose *items;
	size_t nr;
};

static const struct dc_finding *find_id(const struct dc_findings *findings, const char *id)
{
	for (size_t i = 0; i < findings->nr; i++)
		if (!strcmp(findings->items[i].id, id))
			return &findings->items[i];
	return NULL;
}

static const char *find_line(const struct dc_bytes *text, unsigned int line)
{
	const char *at = text->data, *end = at + text->length;

	for (; at && line > 1; line--) {
		at = memchr(at, '\n', end - at);
		at = at ? at + 1 : NULL;
	}
	return at;
}

/* From the place on, up to a semicolon or brace outside of parentheses. */
static char *fold_statement(const char *at, const char *end)
{
	char *statement = malloc(MAX_STATEMENT + 1);
	size_t length = 0;
	int depth = 0;

	for (; statement && at < end && length < MAX_STATEMENT; at++) {
		depth += (*at == '(') - (*at == ')');
		if (depth <= 0 && (*at == ';' || *at == '{' || *at == '}'))
			break;
		if (*at != ' ' && *at != '\t' && *at != '\n' && *at != '\r' && *at != '\\')
			statement[length++] = *at;
	}
	if (statement)
		statement[length] = '\0';
	return statement;
}

/* Of the finding's line when its file cannot be read. */
static char *statement_of(const struct dc_finding *finding, const struct dc_files *files)
{
	const char *line = finding->source_line, *at;
	struct dc_bytes text = { 0 };
	char *statement;

	at = !files->read(files, finding->file, &text) && text.data ?
	     find_line(&text, finding->line) : NULL;
	if (at && finding->column <= (size_t)(text.data + text.length - at))
		statement = fold_statement(at + finding->column - 1, text.data + text.length);
	else
		statement = fold_statement(line, line + strlen(line));
	free(text.data);
	return statement;
}

static bool add(struct loose_list *list, const struct dc_finding *finding,
		const struct dc_files *files)
{
	struct loose *items = realloc(list->items, (list->nr + 1) * sizeof(*items));
	char *statement = items ? statement_of(finding, files) : NULL;

	if (items)
		list->items = items;
	if (!statement)
		return false;
	items[list->nr++] = (struct loose){ finding, statement, false };
	return true;
}

static bool is_same_statement(const struct loose *a, const struct loose *b)
{
	return *a->statement && !strcmp(a->statement, b->statement);
}

/* Moved to another file, or reformatted. */
static bool was_moved(const struct loose *a, const struct loose *b)
{
	return is_same_statement(a, b) && !strcmp(a->finding->function, b->finding->function);
}

/* Its function has another name. */
static bool was_renamed(const struct loose *a, const struct loose *b)
{
	return is_same_statement(a, b) && !strcmp(a->finding->file, b->finding->file);
}

/* The statement itself was edited, and the mistake is the same. */
static bool was_edited(const struct loose *a, const struct loose *b)
{
	return !strcmp(a->finding->file, b->finding->file) && a->finding->function[0] &&
	       !strcmp(a->finding->function, b->finding->function) &&
	       !strcmp(a->finding->message, b->finding->message);
}

static void match(struct loose_list *old, struct loose_list *new,
		  bool (*is_same)(const struct loose *a, const struct loose *b))
{
	for (size_t i = 0; i < new->nr; i++)
		for (size_t k = 0; k < old->nr && !new->items[i].is_matched; k++) {
			struct loose *a = &old->items[k], *b = &new->items[i];

			if (a->is_matched || a->finding->rule != b->finding->rule ||
			    a->finding->level < b->finding->level || !is_same(a, b))
				continue;
			a->is_matched = b->is_matched = true;
		}
}

static void free_list(struct loose_list *list)
{
	for (size_t i = 0; i < list->nr; i++)
		free(list->items[i].statement);
	free(list->items);
}

/* What became worse is new. */
static bool was_there(const struct dc_findings *old, const struct dc_finding *finding)
{
	const struct dc_finding *same = find_id(old, finding->id);

	return same && same->level >= finding->level;
}

bool dc_diff_findings(const struct dc_findings *old, const struct dc_files *old_files,
		      struct dc_findings *new, const struct dc_files *new_files)
{
	struct loose_list vanished = { 0 }, came = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < new->nr; i++) {
		new->items[i].change = DC_CHANGE_PREEXISTING;
		if (!was_there(old, &new->items[i]))
			ok = add(&came, &new->items[i], new_files);
	}
	for (size_t i = 0; ok && came.nr && i < old->nr; i++)
		if (!find_id(new, old->items[i].id))
			ok = add(&vanished, &old->items[i], old_files);
	match(&vanished, &came, was_moved);
	match(&vanished, &came, was_renamed);
	match(&vanished, &came, was_edited);
	for (size_t i = 0; i < came.nr; i++)
		((struct dc_finding *)came.items[i].finding)->change =
			came.items[i].is_matched ? DC_CHANGE_TOUCHED : DC_CHANGE_INTRODUCED;
	free_list(&vanished);
	free_list(&came);
	return ok;
}
