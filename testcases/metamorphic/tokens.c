/* SPDX-License-Identifier: GPL-2.0-only */
/* Tokens, functions and statements of comment-free C text in kernel style. */
#include "tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const controls[] = { "if", "while", "for", "switch" };
static const char *const types[] = {
	"struct", "enum", "unsigned", "int", "long", "bool", "void", "char", "const", "static",
	"size_t",
};
static const char *const leaving[] = { "return", "goto", "break", "continue" };
static const char *const others[] = { "do", "else", ";", "{", "}" };
static const char *const pairs[] = {
	"->", "&&", "||", "==", "!=", "<=", ">=", "|=", "&=", "+=", "-=", "^=", "*=", "/=",
	"<<", ">>", "++", "--",
};

bool is_token(const struct source *source, int i, const char *word)
{
	size_t length = strlen(word);

	return i >= 0 && i < source->nr_tokens &&
	       source->tokens[i].end - source->tokens[i].start == length &&
	       !memcmp(source->text + source->tokens[i].start, word, length);
}

bool token_begins(const struct source *source, int i, const char *prefix)
{
	size_t length = strlen(prefix);

	return i >= 0 && i < source->nr_tokens &&
	       source->tokens[i].end - source->tokens[i].start >= length &&
	       !memcmp(source->text + source->tokens[i].start, prefix, length);
}

static bool is_one_of(const struct source *source, int i, const char *const *words, size_t nr)
{
	for (size_t n = 0; n < nr; n++)
		if (is_token(source, i, words[n]))
			return true;
	return false;
}

#define IS_ONE_OF(source, i, words) is_one_of(source, i, words, sizeof(words) / sizeof(*(words)))

static bool is_name(const struct source *source, int i)
{
	return i >= 0 && i < source->nr_tokens && source->tokens[i].kind == TOKEN_NAME;
}

/* Past a directive with its continued lines. */
static unsigned int skip_directive(const char *text, unsigned int at)
{
	while (text[at] && (text[at] != '\n' || text[at - 1] == '\\'))
		at++;
	return at;
}

static unsigned int skip_literal(const char *text, unsigned int at)
{
	char quote = text[at++];

	while (text[at] && text[at] != quote)
		at += text[at] == '\\' && text[at + 1] ? 2 : 1;
	return text[at] ? at + 1 : at;
}

static unsigned int skip_token(const char *text, unsigned int at)
{
	if (isalnum((unsigned char)text[at]) || text[at] == '_') {
		while (isalnum((unsigned char)text[at]) || text[at] == '_')
			at++;
		return at;
	}
	if (text[at] == '"' || text[at] == '\'')
		return skip_literal(text, at);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (!strncmp(text + at, pairs[i], 2))
			return at + 2;
	return at + 1;
}

static void add_token(struct source *source, unsigned int start, unsigned int end)
{
	char first = source->text[start];

	source->tokens[source->nr_tokens++] = (struct token){
		.kind = isalpha((unsigned char)first) || first == '_' ? TOKEN_NAME : TOKEN_OTHER,
		.start = start, .end = end, .match = -1,
	};
}

static void find_tokens(struct source *source)
{
	const char *text = source->text;
	bool starts_line = true;

	for (unsigned int at = 0, end; text[at]; at = end) {
		end = at + 1;
		if (text[at] == '\n') {
			starts_line = true;
		} else if (text[at] == '#' && starts_line) {
			end = skip_directive(text, at);
			if (!strncmp(text + at, "#include", 8))
				source->after_includes = end + (text[end] != '\0');
		} else if (!isspace((unsigned char)text[at])) {
			starts_line = false;
			end = skip_token(text, at);
			add_token(source, at, end);
		}
	}
}

static void match_brackets(struct source *source)
{
	int *open = calloc((size_t)source->nr_tokens + 1, sizeof(*open));
	int depth = 0;

	if (!open)
		abort();
	for (int i = 0; i < source->nr_tokens; i++) {
		char c = source->text[source->tokens[i].start];

		if (strchr("([{", c)) {
			open[depth++] = i;
		} else if (strchr(")]}", c) && depth) {
			source->tokens[i].match = open[--depth];
			source->tokens[open[depth]].match = i;
		}
	}
	free(open);
}

/* The token behind the parenthesis that follows token `i`, when one does. */
static int behind_head(const struct source *source, int i)
{
	return is_token(source, i + 1, "(") && source->tokens[i + 1].match > 0 ?
	       source->tokens[i + 1].match + 1 : i + 1;
}

/* for_each_sg(…) and scoped_guard(…): a statement follows, not a semicolon. */
static bool is_iterator(const struct source *source, int i)
{
	int next = behind_head(source, i);

	return is_name(source, i) && next > i + 1 &&
	       (is_name(source, next) || is_token(source, next, "{"));
}

static bool is_label(const struct source *source, int i)
{
	return is_name(source, i) && is_token(source, i + 1, ":");
}

static int behind_colon(const struct source *source, int i)
{
	while (i < source->nr_tokens && !is_token(source, i, ":"))
		i++;
	return i + 1;
}

int semicolon_of(const struct source *source, int i)
{
	while (i < source->nr_tokens - 1 && !is_token(source, i, ";"))
		i = source->tokens[i].match > i ? source->tokens[i].match : i + 1;
	return i;
}

int statement_end(const struct source *source, int i)
{
	int end;

	if (i >= source->nr_tokens)
		return source->nr_tokens - 1;
	if (is_token(source, i, "{"))
		return source->tokens[i].match;
	if (is_token(source, i, "case") || is_token(source, i, "default") || is_label(source, i))
		return statement_end(source, behind_colon(source, i));
	if (is_token(source, i, "if")) {
		end = statement_end(source, behind_head(source, i));
		return is_token(source, end + 1, "else") ? statement_end(source, end + 2) : end;
	}
	if (is_token(source, i, "do"))
		return semicolon_of(source, statement_end(source, i + 1) + 1);
	if (IS_ONE_OF(source, i, controls) || is_iterator(source, i))
		return statement_end(source, behind_head(source, i));
	return semicolon_of(source, i);
}

static bool is_declaration(const struct source *source, int i)
{
	int next = i + 1;

	if (IS_ONE_OF(source, i, types))
		return true;
	if (IS_ONE_OF(source, i, leaving))
		return false;
	while (is_token(source, next, "*"))
		next++;
	return is_name(source, i) && is_name(source, next) &&
	       (is_token(source, next + 1, "=") || is_token(source, next + 1, ";") ||
		is_token(source, next + 1, ",") || is_token(source, next + 1, "["));
}

static void add_statement(struct source *source, enum statement_kind kind, int first, int function)
{
	source->statements[source->nr_statements++] =
		(struct statement){ kind, first, statement_end(source, first), function };
}

/* Visits what begins with token `i`; returns where the next one begins. */
static int visit(struct source *source, int i, int function)
{
	if (is_token(source, i, "if")) {
		add_statement(source, STATEMENT_IF, i, function);
		return behind_head(source, i);
	}
	if (is_token(source, i, "case") || is_token(source, i, "default") || is_label(source, i))
		return behind_colon(source, i);
	if (IS_ONE_OF(source, i, controls) || is_iterator(source, i))
		return behind_head(source, i);
	if (IS_ONE_OF(source, i, others))
		return i + 1;
	if (is_declaration(source, i))
		add_statement(source, STATEMENT_DECLARATION, i, function);
	else if (!IS_ONE_OF(source, i, leaving))
		add_statement(source, STATEMENT_EXPRESSION, i, function);
	return semicolon_of(source, i) + 1;
}

static bool starts_line(const struct source *source, int i)
{
	unsigned int start = source->tokens[i].start;

	return start == 0 || source->text[start - 1] == '\n';
}

/* Kernel style: the braces of a function stand in the first column. */
static void find_functions(struct source *source)
{
	for (int i = 1; i < source->nr_tokens; i++) {
		int close = source->tokens[i].match;

		if (!is_token(source, i, "{") || !starts_line(source, i) || close < i ||
		    !is_token(source, i - 1, ")"))
			continue;
		source->functions[source->nr_functions++] =
			(struct function){ source->tokens[i - 1].match, i, close };
		for (int at = i + 1; at < close;)
			at = visit(source, at, source->nr_functions - 1);
		i = close;
	}
}

struct source *source_read(const char *text)
{
	struct source *source = calloc(1, sizeof(*source));
	size_t room = strlen(text) + 1;

	if (!source)
		abort();
	source->text = text;
	source->tokens = calloc(room, sizeof(*source->tokens));
	source->statements = calloc(room, sizeof(*source->statements));
	source->functions = calloc(room, sizeof(*source->functions));
	if (!source->tokens || !source->statements || !source->functions)
		abort();
	find_tokens(source);
	match_brackets(source);
	find_functions(source);
	return source;
}

void source_free(struct source *source)
{
	free(source->tokens);
	free(source->statements);
	free(source->functions);
	free(source);
}
