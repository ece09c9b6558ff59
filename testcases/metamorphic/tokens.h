/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a rewrite needs to know of C text: tokens, functions and statements.
 *
 * It has a lexer of its own, since the one that is tested must not say what is tested.
 */
#ifndef DC_METAMORPHIC_TOKENS_H
#define DC_METAMORPHIC_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

enum token_kind { TOKEN_NAME, TOKEN_OTHER };

struct token {
	enum token_kind kind;
	unsigned int start, end;	/* offsets in the text */
	int match;			/* the other end of a bracket, -1 for none */
};

enum statement_kind { STATEMENT_EXPRESSION, STATEMENT_DECLARATION, STATEMENT_IF };

/* Token numbers, both inclusive; an IF reaches to the end of its last arm. */
struct statement {
	enum statement_kind kind;
	int first, last;
	int function;
};

struct function {
	int head, open, close;	/* its name's parenthesis and the braces of its body */
};

struct source {
	const char *text;
	struct token *tokens;
	int nr_tokens;
	struct statement *statements;
	int nr_statements;
	struct function *functions;
	int nr_functions;
	unsigned int after_includes;	/* offset of the first line behind the last #include */
};

struct source *source_read(const char *text);
void source_free(struct source *source);

/* Whether token `i` is spelled `word`. */
bool is_token(const struct source *source, int i, const char *word);
bool token_begins(const struct source *source, int i, const char *prefix);

/* The last token of the statement that begins with token `i`. */
int statement_end(const struct source *source, int i);

/* The next semicolon outside of brackets. */
int semicolon_of(const struct source *source, int i);

#endif
