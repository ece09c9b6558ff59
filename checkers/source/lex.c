/* SPDX-License-Identifier: GPL-2.0-only */
/* C text as tokens: one pass, a table by first byte, no allocation but the array's. */
#include "lex.h"

#include "memory.h"

enum byte_class { OTHER, LETTER, DIGIT, SPACE, NEWLINE, QUOTE, SLASH, HASH };

static const uint8_t classes[256] = {
	['a' ... 'z'] = LETTER, ['A' ... 'Z'] = LETTER, ['_'] = LETTER, ['$'] = LETTER,
	[0x80 ... 0xff] = LETTER, ['0' ... '9'] = DIGIT,
	[' '] = SPACE, ['\t'] = SPACE, ['\v'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE,
	['\\'] = SPACE, [0] = SPACE, ['\n'] = NEWLINE, ['"'] = QUOTE, ['\''] = QUOTE,
	['/'] = SLASH, ['#'] = HASH,
};

static inline enum byte_class class_of(char c)
{
	return classes[(unsigned char)c];
}

static const char *after_block_comment(const char *at, const char *end)
{
	for (at += 2; at < end; at++) {
		at = memchr(at, '*', end - at);
		if (!at)
			return end;
		if (at + 1 < end && at[1] == '/')
			return at + 2;
	}
	return end;
}

/* The newline that ends the line, backslashes before newlines taken into account. */
static const char *line_end(const char *at, const char *end)
{
	while (at < end) {
		const char *newline = memchr(at, '\n', end - at);

		if (!newline)
			return end;
		if (newline > at && newline[-1] == '\\')
			at = newline + 1;
		else if (newline > at + 1 && newline[-1] == '\r' && newline[-2] == '\\')
			at = newline + 1;
		else
			return newline;
	}
	return end;
}

static const char *literal_end(const char *at, const char *end)
{
	char quote = *at++;

	while (at < end && *at != quote && *at != '\n') {
		if (*at == '\\' && at + 1 < end)
			at++;
		at++;
	}
	return at < end && *at == quote ? at + 1 : at < end ? at : end;
}

/* Behind the literal that starts at `at`; an apostrophe in the text of an #error starts none. */
static const char *skip_literal(const char *at, const char *end)
{
	const char *stop = literal_end(at, end);

	return stop > at + 1 && stop[-1] == *at ? stop : at + 1;
}

/* A directive ends with its line, but a comment that starts on it may go on. */
static const char *directive_end(const char *at, const char *end)
{
	const char *stop = line_end(at, end);

	while (at < stop) {
		if (class_of(*at) == QUOTE) {
			at = skip_literal(at, stop);
		} else if (*at != '/' || at + 1 == stop) {
			at++;
		} else if (at[1] == '/') {
			break;
		} else if (at[1] == '*') {
			at = after_block_comment(at, end);
			if (at >= stop)
				return line_end(at, end);
		} else {
			at++;
		}
	}
	return stop;
}

static const char *word_end(const char *at, const char *end)
{
	while (at < end && (class_of(*at) == LETTER || class_of(*at) == DIGIT))
		at++;
	return at;
}

/* 0x1p+3 is one number; in 0x1e+3 and 1e+3 the e may be a digit, so a sign ends those. */
static const char *number_end(const char *at, const char *end)
{
	for (; at < end; at++) {
		if ((*at == '+' || *at == '-') && (at[-1] == 'p' || at[-1] == 'P'))
			continue;
		if (class_of(*at) != LETTER && class_of(*at) != DIGIT && *at != '.')
			break;
	}
	return at;
}

static size_t punctuation_length(const char *at, const char *end)
{
	static const char *const three[] = { "...", "<<=", ">>=" };
	static const char *const two[] = {
		"->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=",
		"/=", "%=", "&=", "|=", "^=", "##",
	};

	for (size_t i = 0; i < sizeof(three) / sizeof(three[0]); i++)
		if (end - at >= 3 && !memcmp(at, three[i], 3))
			return 3;
	for (size_t i = 0; i < sizeof(two) / sizeof(two[0]); i++)
		if (end - at >= 2 && at[0] == two[i][0] && at[1] == two[i][1])
			return 2;
	return 1;
}

/* Skips white space and comments; tells whether a line begins there, and where. */
static const char *skip_space(struct dc_lexer *lexer, const char **line)
{
	const char *at = lexer->at, *end = lexer->end;

	*line = at == lexer->text ? at : NULL;
	while (at < end) {
		enum byte_class class = class_of(*at);

		if (class == NEWLINE) {
			*line = ++at;
		} else if (class == SPACE) {
			at++;
		} else if (class == SLASH && at + 1 < end && at[1] == '*') {
			at = after_block_comment(at, end);
		} else if (class == SLASH && at + 1 < end && at[1] == '/') {
			at = line_end(at, end);
		} else {
			break;
		}
	}
	return at;
}

struct dc_token dc_lexer_next(struct dc_lexer *lexer)
{
	const char *line;
	const char *at = skip_space(lexer, &line);
	const char *end = lexer->end, *stop;
	struct dc_token token = { .text = at, .offset = at - lexer->text, .column0 = line == at };

	lexer->at = at;
	if (at >= end)
		return token;
	switch (class_of(*at)) {
	case LETTER:
		token.kind = DC_TOKEN_IDENTIFIER;
		stop = word_end(at, end);
		break;
	case DIGIT:
		token.kind = DC_TOKEN_NUMBER;
		stop = number_end(at, end);
		break;
	case QUOTE:
		token.kind = *at == '"' ? DC_TOKEN_STRING : DC_TOKEN_CHARACTER;
		stop = literal_end(at, end);
		break;
	case HASH:
		if (line && !lexer->inside) {
			token.kind = DC_TOKEN_DIRECTIVE;
			stop = directive_end(at, end);
			break;
		}
		/* fall through */
	default:
		token.kind = DC_TOKEN_PUNCTUATION;
		stop = at + punctuation_length(at, end);
	}
	token.length = stop - at;
	lexer->at = stop;
	return token;
}

void dc_tokens_add(struct dc_tokens *tokens, struct dc_token token)
{
	dc_grow(tokens->items, tokens->nr, tokens->capacity);
	tokens->items[tokens->nr++] = token;
}

static void add_all(struct dc_tokens *tokens, struct dc_lexer lexer, uint32_t offset)
{
	for (;;) {
		struct dc_token token = dc_lexer_next(&lexer);

		if (token.kind == DC_TOKEN_END)
			return;
		token.offset += offset;
		dc_tokens_add(tokens, token);
	}
}

void dc_tokens_lex(struct dc_tokens *tokens, const char *text, size_t length, uint32_t offset)
{
	add_all(tokens, dc_lexer_start(text, length), offset);
}

void dc_tokens_lex_inside(struct dc_tokens *tokens, const char *text, size_t length)
{
	add_all(tokens, dc_lexer_start_inside(text, length), 0);
}

size_t dc_tokens_close(const struct dc_tokens *tokens, size_t open)
{
	size_t depth = 0;

	for (size_t i = open; i < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (token->kind != DC_TOKEN_PUNCTUATION || token->length != 1)
			continue;
		switch (token->text[0]) {
		case '(': case '[': case '{':
			depth++;
			break;
		case ')': case ']': case '}':
			if (depth-- <= 1)
				return i;
		}
	}
	return tokens->nr;
}
