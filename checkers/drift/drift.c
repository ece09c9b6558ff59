/* SPDX-License-Identifier: GPL-2.0-only */
/* Rows, and files of the tree. */
#include "drift.h"

#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compare.h"

enum { MAX_FILE = 8 << 20, MAX_WHAT = 512 };

static bool read_all(int fd, char *text, size_t size)
{
	size_t used = 0;

	while (used < size) {
		ssize_t n = read(fd, text + used, size - used);

		if (n <= 0)
			return false;
		used += n;
	}
	return true;
}

bool dc_tree_file_open(const struct dc_drift *drift, struct dc_tree_file *file, const char *name)
{
	char path[PATH_MAX];
	struct stat status;
	bool is_read = false;
	int fd;

	*file = (struct dc_tree_file){ .name = name };
	if (snprintf(path, sizeof(path), "%s/%s", drift->root, name) >= (int)sizeof(path))
		return false;
	/* A FIFO would wait for its writer. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	if (!fstat(fd, &status) && S_ISREG(status.st_mode) && status.st_size < MAX_FILE) {
		file->length = status.st_size;
		file->text = dc_memory_resize(NULL, file->length + 1);
		file->text[file->length] = '\0';
		is_read = read_all(fd, file->text, file->length);
	}
	close(fd);
	if (is_read)
		dc_split(file->text, file->length, &file->items);
	else
		free(file->text);
	return is_read;
}

void dc_tree_file_close(struct dc_tree_file *file)
{
	free(file->text);
	free(file->items.items);
	*file = (struct dc_tree_file){ 0 };
}

static unsigned int line_of(const struct dc_tree_file *file, const char *at)
{
	unsigned int line = 1;

	for (const char *c = file->text; c < at; c++)
		line += *c == '\n';
	return line;
}

/* A tree's name may steer a terminal. */
static void make_harmless(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == '\177')
			*text = '?';
}

void dc_drift_say(struct dc_drift *drift, const struct dc_tree_file *file, const char *at,
		  enum dc_drift_state state, const char *format, ...)
{
	struct dc_drift_row *row;
	char what[MAX_WHAT];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	make_harmless(what);
	dc_grow(drift->rows, drift->nr_rows, drift->rows_capacity);
	row = &drift->rows[drift->nr_rows++];
	*row = (struct dc_drift_row){
		.state = state, .line = at ? line_of(file, at) : 0,
		.file = dc_arena_copy(&drift->arena, file->name, strlen(file->name)),
		.what = dc_arena_copy(&drift->arena, what, strlen(what)),
	};
	make_harmless((char *)row->file);
}

void dc_drift_missing(struct dc_drift *drift, const char *name)
{
	dc_drift_say(drift, &(struct dc_tree_file){ .name = name }, NULL, DC_DRIFT_GONE,
		     "the file, or it cannot be read");
}

uint32_t dc_attr_of_token(const struct dc_token *token)
{
	const struct dc_name *name;

	if (token->kind != DC_TOKEN_IDENTIFIER)
		return 0;
	name = dc_name_find(token->text, token->length);
	if (!name || name->kind != DC_NAME_ATTR || dc_attrs[name->attr].gone)
		return 0;
	return 1u << dc_attrs[name->attr].bit;
}

uint32_t dc_attrs_among(const struct dc_tokens *tokens, size_t from, size_t to)
{
	uint32_t mask = 0;

	for (size_t i = from; i < to && i < tokens->nr; i++)
		mask |= dc_attr_of_token(&tokens->items[i]);
	return mask;
}

const char *dc_drift_attrs(struct dc_drift *drift, uint32_t mask)
{
	char text[MAX_WHAT];

	if (!mask)
		return "none";
	dc_attrs_print(mask, text, sizeof(text));
	return dc_arena_copy(&drift->arena, text, strlen(text));
}

const char *dc_drift_state_name(enum dc_drift_state state)
{
	static const char *const names[] = { "same", "early", "new", "gone", "changed" };

	return names[state];
}

bool dc_drift_matters(const struct dc_drift_row *row)
{
	return row->state != DC_DRIFT_SAME && row->state != DC_DRIFT_EARLY;
}

void dc_drift_find(struct dc_drift *drift, const char *root, const struct dc_kernel *kernel)
{
	*drift = (struct dc_drift){ .root = root, .kernel = *kernel };
	dc_drift_attributes(drift);
	dc_drift_calls(drift);
	dc_drift_refusals(drift);
}

void dc_drift_free(struct dc_drift *drift)
{
	free(drift->rows);
	dc_arena_reset(&drift->arena);
	*drift = (struct dc_drift){ 0 };
}
