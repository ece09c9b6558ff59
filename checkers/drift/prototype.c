/* SPDX-License-Identifier: GPL-2.0-only */
/* Heads of functions, as tokens between commas. */
#include "prototype.h"

#include <stdlib.h>

bool dc_arguments_find(const struct dc_tokens *tokens, size_t open,
		       struct dc_parameter *arguments, unsigned int *nr)
{
	size_t close = dc_tokens_close(tokens, open), from = open + 1;
	unsigned int depth = 0;

	*nr = 0;
	if (close >= tokens->nr)
		return false;
	for (size_t i = from; i <= close; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (dc_token_is_char(token, '(') || dc_token_is_char(token, '{'))
			depth++;
		else if (depth && (dc_token_is_char(token, ')') || dc_token_is_char(token, '}')))
			depth--;
		else if (!depth && (dc_token_is_char(token, ',') || i == close)) {
			if (*nr == DC_MAX_PARAMETERS)
				return false;
			if (i > from)
				arguments[(*nr)++] = (struct dc_parameter){ from, i };
			from = i + 1;
		}
	}
	return true;
}

bool dc_prototype_read(struct dc_prototype *prototype, const char *text, size_t length,
		       const char *name, size_t name_length)
{
	struct dc_tokens *tokens = &prototype->tokens;
	size_t at = 0;

	*prototype = (struct dc_prototype){ .name = name, .name_length = name_length };
	dc_tokens_lex_inside(tokens, text, length);
	while (at < tokens->nr && tokens->items[at].text != name)
		at++;
	if (at + 1 >= tokens->nr || !dc_token_is_char(&tokens->items[at + 1], '(') ||
	    !dc_arguments_find(tokens, at + 1, prototype->parameters, &prototype->nr))
		return false;
	prototype->body = dc_tokens_close(tokens, at + 1) + 1;
	return true;
}

void dc_prototype_free(struct dc_prototype *prototype)
{
	free(prototype->tokens.items);
	prototype->tokens = (struct dc_tokens){ 0 };
}

bool dc_parameter_has(const struct dc_tokens *tokens, const struct dc_parameter *parameter,
		      const char *word)
{
	for (size_t i = parameter->from; i < parameter->to; i++)
		if (dc_token_is(&tokens->items[i], word))
			return true;
	return false;
}

int dc_prototype_find(const struct dc_prototype *prototype, const struct dc_token *name)
{
	for (unsigned int i = 0; i < prototype->nr; i++) {
		const struct dc_token *last =
			&prototype->tokens.items[prototype->parameters[i].to - 1];

		if (last->length == name->length && !memcmp(last->text, name->text, name->length))
			return (int)i;
	}
	return -1;
}
