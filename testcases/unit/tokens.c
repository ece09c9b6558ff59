/* SPDX-License-Identifier: GPL-2.0-only */
/* Between text and tokens, there and back. */
#include "tokens.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct dc_tokens tokens_of(const char *text)
{
	struct dc_tokens tokens = { 0 };

	dc_tokens_lex(&tokens, text, strlen(text), 0);
	return tokens;
}

const char *tokens_join(const struct dc_tokens *tokens)
{
	static char text[8192];
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		assert_true(used + token->length + 2 < sizeof(text));
		if (used)
			text[used++] = ' ';
		memcpy(text + used, token->text, token->length);
		used += token->length;
		text[used] = '\0';
	}
	return text;
}
