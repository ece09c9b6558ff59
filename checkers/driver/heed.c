/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Looks at lines that come and go, not at what they mean: who is told looks for himself, with
 * `dmacheck kernel` on the patched tree.
 */
#include "heed.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ignore.h"
#include "memory.h"

static const char dma_header[] = "include/linux/dma-mapping.h";

#define UPDATE ": the tables may need an update"

enum { MOST_REMARKS = 20, MOST_NAME = 80 };

static bool remark(struct dc_reviewed *patch, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool remark(struct dc_reviewed *patch, const char *format, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	va_end(args);
	for (size_t i = 0; text && i < patch->nr_remarks; i++)
		if (!strcmp(patch->remarks[i], text)) {
			free(text);
			return true;
		}
	if (text && patch->nr_remarks < MOST_REMARKS) {
		dc_grow(patch->remarks, patch->nr_remarks, patch->remarks_capacity);
		patch->remarks[patch->nr_remarks++] = text;
		return true;
	}
	free(text);
	return text;
}

/* Names in a piece of text */

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The next name from *at on; false behind the last. */
static bool next_name(const char **at, const char *end, char name[MOST_NAME])
{
	const char *from = *at;

	while (from < end && !is_name_char(*from))
		from++;
	*at = from;
	while (*at < end && is_name_char(**at))
		(*at)++;
	snprintf(name, MOST_NAME, "%.*s", (int)(*at - from), from);
	return *at > from;
}

static bool has_name(const char *from, const char *end, const char *wanted, size_t length)
{
	const char *at = from;

	while ((at = memmem(at, end - at, wanted, length))) {
		if ((at == from || !is_name_char(at[-1])) &&
		    (at + length == end || !is_name_char(at[length])))
			return true;
		at += length;
	}
	return false;
}

/* New and changed names of the DMA API's header */

static bool is_attribute(const char *name)
{
	return !strncmp(name, "DMA_ATTR_", 9) || !strncmp(name, "__DMA_ATTR_", 11);
}

static const struct dc_api *find_api(const char *name)
{
	const struct dc_name *known = dc_name_find(name, strlen(name));

	return known && known->kind == DC_NAME_API ? known->api : NULL;
}

static bool is_known(const char *name)
{
	return dc_name_find(name, strlen(name)) != NULL;
}

/* `#define DMA_ATTR_NAME` that comes or goes. */
static bool heed_define(struct dc_reviewed *patch, const struct dc_hunk_line *line)
{
	const char *at = line->text, *end = at + line->length;
	char word[MOST_NAME];

	if (!next_name(&at, end, word) || strcmp(word, "define") != 0 ||
	    !next_name(&at, end, word) || !is_attribute(word))
		return true;
	return remark(patch, is_known(word) ? "the patch touches the definition of %s" UPDATE :
					      "%s is an attribute that the tables do not know" UPDATE,
		      word);
}

/* `dma_…(` at the level of declarations: what a declaration's first line has. */
static bool heed_declaration(struct dc_reviewed *patch, const struct dc_hunk_line *line)
{
	const char *at = line->text, *end = at + line->length;
	char name[MOST_NAME];

	if (at == end || isspace((unsigned char)*at) || *at == '*' || *at == '/')
		return true;
	while (next_name(&at, end, name)) {
		if (at == end || *at != '(')
			continue;
		if (find_api(name))
			return remark(patch, "the patch touches the declaration of %s()" UPDATE, name);
		if (!strncmp(name, "dma_", 4) || !strncmp(name, "dmam_", 5))
			return line->kind != '+' || is_known(name) ||
			       remark(patch, "%s() is a function that the tables do not know" UPDATE,
				      name);
		return true;
	}
	return true;
}

static bool heed_header(struct dc_reviewed *patch, const struct dc_hunk *hunk)
{
	struct dc_hunk_line line;
	const char *at = NULL;
	bool ok = true;

	while (ok && dc_hunk_next(hunk, &at, &line))
		if (line.kind != ' ')
			ok = heed_define(patch, &line) && heed_declaration(patch, &line);
	return ok;
}

/* Witnesses of rules: `FILE: symbol, symbol; FILE: symbol (7.3)` */

/* Around it, in a line that changes, or where the hunk shows its definition begin. */
static bool changes_symbol(const struct dc_hunk *hunk, const char *symbol, size_t length)
{
	struct dc_hunk_line line;
	const char *at = NULL;

	if (has_name(hunk->header, hunk->header_end, symbol, length))
		return true;
	while (dc_hunk_next(hunk, &at, &line)) {
		bool begins = line.length && isalpha((unsigned char)*line.text);

		if ((line.kind != ' ' || begins) &&
		    has_name(line.text, line.text + line.length, symbol, length))
			return true;
	}
	return false;
}

static bool heed_symbols(struct dc_reviewed *patch, const struct dc_rule *rule,
			 const struct dc_hunk *hunk, const char *symbols)
{
	const char *end = symbols + strcspn(symbols, ";(");

	while (symbols < end) {
		size_t length;

		while (symbols < end && !is_name_char(*symbols))
			symbols++;
		for (length = 0; symbols + length < end && is_name_char(symbols[length]);)
			length++;
		if (length && changes_symbol(hunk, symbols, length))
			return remark(patch, "the patch touches what rule %s rests on, %.*s" UPDATE,
				      rule->id, (int)length, symbols);
		symbols += length;
	}
	return true;
}

static bool heed_rule(struct dc_reviewed *patch, const struct dc_rule *rule,
		      const struct dc_patch_file *file, const struct dc_hunk *hunk)
{
	size_t length = strlen(file->old_path);
	const char *at = rule->witness;

	while ((at = strstr(at, file->old_path))) {
		at += length;
		if (*at == ':' && !heed_symbols(patch, rule, hunk, at + 1))
			return false;
	}
	return true;
}

/* The mask of what must match at release stands beside no witness of its own. */
static bool heed_mask(struct dc_reviewed *patch, const struct dc_hunk *hunk)
{
	static const char mask[] = "DMA_ATTR_UNMAP_VALID";

	return !changes_symbol(hunk, mask, strlen(mask)) ||
	       remark(patch, "the patch touches %s, which attributes must match at release" UPDATE,
		      mask);
}

/* Who is not to be trusted may still ask for silence; it is told that he does. */
static bool heed_ignores(struct dc_reviewed *patch, const struct dc_patch_file *file,
			 const struct dc_hunk *hunk)
{
	struct dc_ignores ignores = { 0 };
	struct dc_bytes added = { 0 };
	struct dc_hunk_line line;
	const char *at = NULL;
	bool ok = true;

	while (ok && dc_hunk_next(hunk, &at, &line))
		if (line.kind == '+')
			ok = dc_bytes_add(&added, line.text, line.length);
	if (ok && added.length)
		dc_ignores_read(&ignores, file->new_path, added.data, added.length);
	for (size_t i = 0; ok && i < ignores.nr; i++)
		ok = remark(patch, "%s: the patch asks that %s be not told", file->new_path,
			    ignores.items[i].name);
	dc_ignores_free(&ignores);
	free(added.data);
	return ok;
}

bool dc_heed(struct dc_reviewed *patch)
{
	bool ok = true;

	for (size_t i = 0; ok && i < patch->patch.nr; i++) {
		const struct dc_patch_file *file = &patch->patch.files[i];

		for (size_t k = 0; ok && k < file->nr_hunks; k++) {
			const struct dc_hunk *hunk = &file->hunks[k];

			ok = heed_ignores(patch, file, hunk);
			if (ok && !strcmp(file->new_path, dma_header))
				ok = heed_header(patch, hunk);
			if (!strcmp(file->new_path, "kernel/dma/debug.c"))
				ok = ok && heed_mask(patch, hunk);
			for (int r = 0; ok && r < DC_NR_RULES; r++)
				ok = heed_rule(patch, &dc_rules[r], file, hunk);
		}
	}
	return ok;
}
