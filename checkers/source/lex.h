/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * C text as tokens.
 *
 * Comments and white space vanish, a preprocessor line with its continuations is one token.  The
 * lexer accepts any bytes: what is no C becomes punctuation, an unclosed literal ends with its
 * line.
 */
#ifndef DC_LEX_H
#define DC_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum dc_token_kind {
	DC_TOKEN_END, DC_TOKEN_IDENTIFIER, DC_TOKEN_NUMBER, DC_TOKEN_STRING, DC_TOKEN_CHARACTER,
	DC_TOKEN_PUNCTUATION, DC_TOKEN_DIRECTIVE,
};

struct dc_token {
	const char *text;	/* `length` bytes of the source, of a macro's body, or constant */
	uint32_t length;
	uint32_t offset;	/* in the file that is analysed: where a reader has to look */
	uint8_t kind;
	bool column0;		/* first on its line, without indent */
	uint16_t macro;		/* 1 + index of the definition that it comes from, 0 for none */
};

struct dc_lexer {
	const char *text, *at, *end;
	bool inside;		/* of a directive: lines do not count, no # begins one */
};

static inline struct dc_lexer dc_lexer_start(const char *text, size_t length)
{
	return (struct dc_lexer){ text, text, text + length, false };
}

/* For the body of a macro. */
static inline struct dc_lexer dc_lexer_start_inside(const char *text, size_t length)
{
	return (struct dc_lexer){ text, text, text + length, true };
}

/* The next token; DC_TOKEN_END at the end and ever after. */
struct dc_token dc_lexer_next(struct dc_lexer *lexer);

static inline bool dc_token_is(const struct dc_token *token, const char *text)
{
	size_t length = strlen(text);

	return token->length == length && !memcmp(token->text, text, length);
}

/* For single characters, the common case. */
static inline bool dc_token_is_char(const struct dc_token *token, char c)
{
	return token->length == 1 && token->text[0] == c;
}

/* A growing array of tokens. */
struct dc_tokens {
	struct dc_token *items;
	size_t nr, capacity;
};

/* Appends; memory that is out ends the process of this file (see dc_source_check()). */
void dc_tokens_add(struct dc_tokens *tokens, struct dc_token token);

/* Appends every token of `text`, their offsets counted from `offset`. */
void dc_tokens_lex(struct dc_tokens *tokens, const char *text, size_t length, uint32_t offset);

/* The same for the body of a macro, without offsets. */
void dc_tokens_lex_inside(struct dc_tokens *tokens, const char *text, size_t length);

/*
 * The index of the bracket that closes the one at `open`, counting ( [ { alike; `nr` of the tokens
 * when there is none.
 */
size_t dc_tokens_close(const struct dc_tokens *tokens, size_t open);

#endif
