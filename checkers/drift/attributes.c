/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * attrs.def against the header that defines the attributes, the document that explains them, and
 * the set that dma-debug compares.
 */
#include <ctype.h>
#include <stdlib.h>

#include "compare.h"

static const char header[] = "include/linux/dma-mapping.h";
static const char document[] = "Documentation/core-api/dma-attributes.rst";
static const char debug[] = "kernel/dma/debug.c";

enum { UNMAP_VALID_SINCE = DC_VERSION(7, 2) };

static bool is_alive(const struct dc_attr *attr, unsigned int version)
{
	return attr->since <= version && (!attr->gone || attr->gone > version);
}

/* Before `__`, as drivers may write it. */
static bool is_attr_name(const char *name, size_t length)
{
	static const char prefix[] = "DMA_ATTR_";

	while (length && *name == '_') {
		name++;
		length--;
	}
	return length > sizeof(prefix) - 1 && !memcmp(name, prefix, sizeof(prefix) - 1);
}

/* The row of a name: the one that is alive, else any. */
static const struct dc_attr *find_attr(const char *name, size_t length, unsigned int version)
{
	const struct dc_attr *found = NULL;

	for (size_t i = 0; i < DC_NR_ATTRS; i++) {
		const struct dc_attr *attr = &dc_attrs[i];

		if (strlen(attr->name) != length || memcmp(attr->name, name, length))
			continue;
		if (is_alive(attr, version))
			return attr;
		found = attr;
	}
	return found;
}

static bool number_of(const struct dc_token *token, unsigned long long *value)
{
	char text[32], *end;

	if (token->kind != DC_TOKEN_NUMBER || token->length >= sizeof(text))
		return false;
	memcpy(text, token->text, token->length);
	text[token->length] = '\0';
	*value = strtoull(text, &end, 0);
	return end != text && end[strspn(end, "uUlL")] == '\0';
}

/* The bit of `(1UL << 13)`, `BIT(13)` or `0x2000`; -1 for anything else. */
static int bit_of(const char *body, size_t length)
{
	struct dc_tokens tokens = { 0 };
	unsigned long long numbers[2];
	size_t nr = 0;
	bool shifts = false, is_bit = false, is_odd = false;
	int bit = -1;

	dc_tokens_lex_inside(&tokens, body, length);
	for (size_t i = 0; i < tokens.nr; i++) {
		const struct dc_token *token = &tokens.items[i];

		if (dc_token_is(token, "<<"))
			shifts = true;
		else if (dc_token_is(token, "BIT") || dc_token_is(token, "BIT_ULL"))
			is_bit = true;
		else if (nr < 2 && number_of(token, &numbers[nr]))
			nr++;
		else if (token->kind != DC_TOKEN_END && !dc_token_is_char(token, '(') &&
			 !dc_token_is_char(token, ')'))
			is_odd = true;
	}
	free(tokens.items);
	if (is_odd)
		return -1;
	if (nr == 2 && shifts && numbers[0] == 1 && numbers[1] < 64)
		bit = (int)numbers[1];
	else if (nr == 1 && is_bit && numbers[0] < 64)
		bit = (int)numbers[0];
	else if (nr == 1 && numbers[0] && !(numbers[0] & (numbers[0] - 1)))
		bit = __builtin_ctzll(numbers[0]);
	return bit;
}

static void compare_bit(struct dc_drift *drift, const struct dc_tree_file *file,
			const struct dc_macro *macro)
{
	const struct dc_attr *attr =
		find_attr(macro->name, macro->name_length, drift->kernel.version);
	int bit = bit_of(macro->body, macro->body_length), length = (int)macro->name_length;

	if (bit < 0)
		dc_drift_say(drift, file, macro->name, DC_DRIFT_CHANGED,
			     "%.*s is not written as one bit", length, macro->name);
	else if (!attr)
		dc_drift_say(drift, file, macro->name, DC_DRIFT_NEW, "%.*s, bit %d", length,
			     macro->name, bit);
	else if (bit != attr->bit)
		dc_drift_say(drift, file, macro->name, DC_DRIFT_CHANGED,
			     "%s is bit %d, the table has %d", attr->name, bit, attr->bit);
	else if (is_alive(attr, drift->kernel.version))
		dc_drift_say(drift, file, macro->name, DC_DRIFT_SAME, "%s, bit %d", attr->name, bit);
	else
		dc_drift_say(drift, file, macro->name,
			     attr->gone ? DC_DRIFT_CHANGED : DC_DRIFT_EARLY,
			     attr->gone ? "%s, which is gone according to the table" :
			     "%s, which is of %u.%u according to the table", attr->name,
			     attr->since >> 8, attr->since & 255);
}

static void compare_header(struct dc_drift *drift)
{
	struct dc_tree_file file;
	bool seen[DC_NR_ATTRS] = { false };

	if (!dc_tree_file_open(drift, &file, header)) {
		dc_drift_missing(drift, header);
		return;
	}
	for (size_t i = 0; i < file.items.nr; i++) {
		const struct dc_item *item = &file.items.items[i];
		const struct dc_attr *attr;
		struct dc_macro macro;

		if (item->kind != DC_ITEM_DEFINE ||
		    !dc_macro_read(&macro, file.text + item->start, item->end - item->start) ||
		    !is_attr_name(macro.name, macro.name_length))
			continue;
		attr = find_attr(macro.name, macro.name_length, drift->kernel.version);
		if (attr)
			seen[attr - dc_attrs] = true;
		compare_bit(drift, &file, &macro);
	}
	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (is_alive(&dc_attrs[i], drift->kernel.version) && !seen[i])
			dc_drift_say(drift, &file, NULL, DC_DRIFT_GONE, "%s", dc_attrs[i].name);
	dc_tree_file_close(&file);
}

/* A line of nothing but an attribute's name is a title. */
static size_t title_length(const char *line, const char *end)
{
	size_t length = 0;

	while (line + length < end && (isalnum((unsigned char)line[length]) || line[length] == '_'))
		length++;
	if (line + length < end && line[length] != '\n' && line[length] != '\r')
		return 0;
	return is_attr_name(line, length) ? length : 0;
}

static void compare_document(struct dc_drift *drift)
{
	bool seen[DC_NR_ATTRS] = { false };
	struct dc_tree_file file;
	const char *end;

	if (!dc_tree_file_open(drift, &file, document)) {
		dc_drift_missing(drift, document);
		return;
	}
	end = file.text + file.length;
	for (const char *line = file.text, *newline; line < end; line = newline + 1) {
		size_t length = title_length(line, end);
		const struct dc_attr *attr = find_attr(line, length, drift->kernel.version);

		newline = memchr(line, '\n', end - line);
		newline = newline ? newline : end;
		if (!length)
			continue;
		if (attr)
			seen[attr - dc_attrs] = true;
		dc_drift_say(drift, &file, line, attr ? DC_DRIFT_SAME : DC_DRIFT_NEW,
			     "%.*s is explained", (int)length, line);
	}
	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (is_alive(&dc_attrs[i], drift->kernel.version) && !seen[i])
			dc_drift_say(drift, &file, NULL, DC_DRIFT_GONE, "%s is not explained",
				     dc_attrs[i].name);
	dc_tree_file_close(&file);
}

static uint32_t must_match(const struct dc_kernel *kernel)
{
	uint32_t mask = 0;

	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (dc_attrs[i].match == DC_MATCH_MUST && is_alive(&dc_attrs[i], kernel->version))
			mask |= 1u << dc_attrs[i].bit;
	return mask;
}

/* The body of the macro, where it stands inside a function as well; NULL for none. */
static const char *find_define(const struct dc_tree_file *file, const char *name, size_t *length)
{
	struct dc_lexer lexer = dc_lexer_start(file->text, file->length);
	struct dc_token token;

	while ((token = dc_lexer_next(&lexer)).kind != DC_TOKEN_END) {
		struct dc_lexer line = dc_lexer_start_inside(token.text + 1, token.length - 1);
		struct dc_token first, second;

		if (token.kind != DC_TOKEN_DIRECTIVE)
			continue;
		first = dc_lexer_next(&line);
		second = dc_lexer_next(&line);
		if (!dc_token_is(&first, "define") || !dc_token_is(&second, name))
			continue;
		*length = token.text + token.length - line.at;
		return line.at;
	}
	return NULL;
}

/* Attributes that the table does not know are a matter of the header. */
static void compare_match(struct dc_drift *drift)
{
	uint32_t want = must_match(&drift->kernel), found;
	struct dc_tokens tokens = { 0 };
	struct dc_tree_file file;
	const char *body;
	size_t length;

	if (!dc_tree_file_open(drift, &file, debug)) {
		dc_drift_missing(drift, debug);
		return;
	}
	body = find_define(&file, "DMA_ATTR_UNMAP_VALID", &length);
	if (body) {
		dc_tokens_lex_inside(&tokens, body, length);
		found = dc_attrs_among(&tokens, 0, tokens.nr);
		if (found == want)
			dc_drift_say(drift, &file, body, DC_DRIFT_SAME, "must match at release: %s",
				     dc_drift_attrs(drift, found));
		else
			dc_drift_say(drift, &file, body, DC_DRIFT_CHANGED,
				     "must match at release: %s, the table has %s",
				     dc_drift_attrs(drift, found), dc_drift_attrs(drift, want));
	} else if (drift->kernel.version >= UNMAP_VALID_SINCE) {
		dc_drift_say(drift, &file, NULL, DC_DRIFT_GONE,
			     "DMA_ATTR_UNMAP_VALID, the attributes that must match at release");
	}
	free(tokens.items);
	dc_tree_file_close(&file);
}

void dc_drift_attributes(struct dc_drift *drift)
{
	compare_header(drift);
	compare_document(drift);
	compare_match(drift);
}
