/* SPDX-License-Identifier: GPL-2.0-only */
/* The rewrites: each one a way in which somebody might have written the same thing. */
#include "rewrite.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tokens.h"

/* Token numbers of a value that attributes are spelled in, and of the statement around it. */
struct value {
	const struct statement *statement;
	int first, last;
};

void strip_comments(char *text)
{
	char *to = text, *from = text, quote = '\0';

	while (*from) {
		if (!quote && from[0] == '/' && from[1] == '/') {
			from += strcspn(from, "\n");
		} else if (!quote && from[0] == '/' && from[1] == '*') {
			const char *end = strstr(from + 2, "*/");

			for (; *from && from != end; from++)
				if (*from == '\n')
					*to++ = '\n';
			from += end ? 2 : 0;
			*to++ = ' ';
		} else {
			if (quote && *from == '\\' && from[1])
				*to++ = *from++;
			else if (quote ? *from == quote : *from == '"' || *from == '\'')
				quote = quote ? '\0' : *from;
			*to++ = *from++;
		}
	}
	*to = '\0';
}

/* What a rewrite is given, and where it writes the new text. */
struct job {
	const struct source *source;
	uint32_t chance;
	unsigned int serial;	/* for names of its own */
	FILE *out;
};

static void put_text(const struct job *job, unsigned int start, unsigned int end)
{
	fwrite(job->source->text + start, 1, end - start, job->out);
}

static void put_tokens(const struct job *job, int first, int last)
{
	put_text(job, job->source->tokens[first].start, job->source->tokens[last].end);
}

static void put_before(const struct job *job, int token)
{
	put_text(job, 0, job->source->tokens[token].start);
}

static void put_behind(const struct job *job, int token)
{
	fputs(job->source->text + job->source->tokens[token].end, job->out);
}

static bool has_directive(const struct source *source, int first, int last)
{
	for (unsigned int at = source->tokens[first].start; at < source->tokens[last].end; at++)
		if (source->text[at] == '#')
			return true;
	return false;
}

/* No call, nothing assigned: it may be evaluated elsewhere in the statement, too. */
static bool is_plain(const struct source *source, int first, int last)
{
	static const char *const changes[] = { "=", "|=", "&=", "+=", "++", "--", "{", ";" };

	for (int i = first; i <= last; i++) {
		if (source->tokens[i].kind == TOKEN_NAME && is_token(source, i + 1, "("))
			return false;
		for (size_t n = 0; n < sizeof(changes) / sizeof(*changes); n++)
			if (is_token(source, i, changes[n]))
				return false;
	}
	return true;
}

static bool names_attr(const struct source *source, int first, int last)
{
	for (int i = first; i <= last; i++)
		if (token_begins(source, i, "DMA_ATTR_") || token_begins(source, i, "__DMA_ATTR_"))
			return true;
	return false;
}

/* The private attribute is a mistake of the function that names it: it has to stay there. */
static bool is_constant(const struct source *source, int first, int last)
{
	for (int i = first; i <= last; i++) {
		bool is_public = token_begins(source, i, "DMA_ATTR_") &&
				 !is_token(source, i, "DMA_ATTR_ALLOC_CC_SHARED");

		if (!is_public && !is_token(source, i, "|") && !is_token(source, i, "(") &&
		    !is_token(source, i, ")"))
			return false;
	}
	return true;
}

/* The first `word` outside of brackets, -1 for none. */
static int find_outside(const struct source *source, int first, int last, const char *word)
{
	for (int i = first; i <= last; i++) {
		if (is_token(source, i, word))
			return i;
		if (source->tokens[i].match > i)
			i = source->tokens[i].match;
	}
	return -1;
}

static bool is_or_of_bits(const struct source *source, int first, int last)
{
	return find_outside(source, first, last, "|") > 0 &&
	       find_outside(source, first, last, "?") < 0 &&
	       find_outside(source, first, last, "&&") < 0 &&
	       find_outside(source, first, last, "||") < 0;
}

static bool is_choice(const struct source *source, int first, int last)
{
	int question = find_outside(source, first, last, "?");

	return question > 0 && find_outside(source, question + 1, last, "?") < 0;
}

/* Whether a value or a statement is one that a rewrite can do something with. */
typedef bool value_test(const struct source *source, int first, int last);
typedef bool statement_test(const struct source *source, const struct statement *statement);

struct search {
	const struct source *source;
	value_test *test;
	const struct statement *statement;
	struct value *values;
	int nr;
};

static void consider(struct search *search, int first, int last)
{
	const struct source *source = search->source;

	if (first <= last && is_plain(source, first, last) && names_attr(source, first, last) &&
	    !has_directive(source, first, last) &&
	    (!search->test || search->test(source, first, last)))
		search->values[search->nr++] = (struct value){ search->statement, first, last };
}

/* What is between commas. */
static void consider_list(struct search *search, int first, int last)
{
	int comma;

	while ((comma = find_outside(search->source, first, last, ",")) > 0) {
		consider(search, first, comma - 1);
		first = comma + 1;
	}
	consider(search, first, last);
}

/* The last token of what stands behind an =: in a list in braces the value ends with the list. */
static int end_of_value(const struct source *source, int from)
{
	int i = from;

	while (i < source->nr_tokens && !is_token(source, i, ";") && !is_token(source, i, "}"))
		i = source->tokens[i].match > i ? source->tokens[i].match + 1 : i + 1;
	return i - 1;
}

/* Arguments of calls, and what is assigned. */
static void consider_tokens(struct search *search, int first, int last)
{
	const struct source *source = search->source;

	for (int i = first; i < last; i++)
		if (source->tokens[i].kind == TOKEN_NAME && is_token(source, i + 1, "("))
			consider_list(search, i + 2, source->tokens[i + 1].match - 1);
		else if (is_token(source, i, "=") || is_token(source, i, "|="))
			consider_list(search, i + 1, end_of_value(source, i + 1));
}

static bool pick(const struct job *job, struct search *search, struct value *value)
{
	if (search->nr)
		*value = search->values[job->chance % (uint32_t)search->nr];
	free(search->values);
	return search->nr;
}

static struct search search_for(const struct job *job, value_test *test)
{
	struct search search = { .source = job->source, .test = test };

	search.values = calloc((size_t)job->source->nr_tokens + 1, sizeof(*search.values));
	if (!search.values)
		abort();
	return search;
}

/* A value that passes the test, anywhere; false when there is none. */
static bool pick_value(const struct job *job, value_test *test, struct value *value)
{
	struct search search = search_for(job, test);

	for (int i = 0; i < job->source->nr_functions; i++)
		consider_tokens(&search, job->source->functions[i].open,
				job->source->functions[i].close);
	return pick(job, &search, value);
}

/* One in a statement that something can be said ahead of. */
static bool pick_value_of_statement(const struct job *job, value_test *test, struct value *value)
{
	struct search search = search_for(job, test);

	for (int i = 0; i < job->source->nr_statements; i++) {
		search.statement = &job->source->statements[i];
		if (search.statement->kind == STATEMENT_EXPRESSION)
			consider_tokens(&search, search.statement->first, search.statement->last);
	}
	return pick(job, &search, value);
}

/* The statement of a value, with a variable of ours in its place. */
static void put_with_variable(const struct job *job, const struct value *value, const char *member)
{
	const struct token *tokens = job->source->tokens;

	put_text(job, tokens[value->statement->first].start, tokens[value->first].start);
	fprintf(job->out, "metamorphic%u%s", job->serial, member);
	put_text(job, tokens[value->last].end, tokens[value->statement->last].end);
}

static bool use_variable(const struct job *job)
{
	struct value value;

	if (!pick_value_of_statement(job, NULL, &value))
		return false;
	put_before(job, value.statement->first);
	fprintf(job->out, "{ unsigned long metamorphic%u = ", job->serial);
	put_tokens(job, value.first, value.last);
	fputs("; ", job->out);
	put_with_variable(job, &value, "");
	fputs(" }", job->out);
	put_behind(job, value.statement->last);
	return true;
}

static bool use_member(const struct job *job)
{
	struct value value;

	if (!pick_value_of_statement(job, NULL, &value))
		return false;
	put_before(job, value.statement->first);
	fprintf(job->out, "{ struct { int unused; unsigned long attrs; } metamorphic%u; ",
		job->serial);
	fprintf(job->out, "metamorphic%u.attrs = ", job->serial);
	put_tokens(job, value.first, value.last);
	fputs("; ", job->out);
	put_with_variable(job, &value, ".attrs");
	fputs(" }", job->out);
	put_behind(job, value.statement->last);
	return true;
}

static bool or_step_by_step(const struct job *job)
{
	struct value value;
	int bar;

	if (!pick_value_of_statement(job, is_or_of_bits, &value))
		return false;
	bar = find_outside(job->source, value.first, value.last, "|");
	put_before(job, value.statement->first);
	fprintf(job->out, "{ unsigned long metamorphic%u = ", job->serial);
	put_tokens(job, value.first, bar - 1);
	fprintf(job->out, "; metamorphic%u |= ", job->serial);
	put_tokens(job, bar + 1, value.last);
	fputs("; ", job->out);
	put_with_variable(job, &value, "");
	fputs(" }", job->out);
	put_behind(job, value.statement->last);
	return true;
}

static bool choose_by_if(const struct job *job)
{
	struct value value;
	int question, colon;

	if (!pick_value_of_statement(job, is_choice, &value))
		return false;
	question = find_outside(job->source, value.first, value.last, "?");
	colon = find_outside(job->source, question, value.last, ":");
	put_before(job, value.statement->first);
	fprintf(job->out, "{ unsigned long metamorphic%u; if (", job->serial);
	put_tokens(job, value.first, question - 1);
	fprintf(job->out, ") metamorphic%u = ", job->serial);
	put_tokens(job, question + 1, colon - 1);
	fprintf(job->out, "; else metamorphic%u = ", job->serial);
	put_tokens(job, colon + 1, value.last);
	fputs("; ", job->out);
	put_with_variable(job, &value, "");
	fputs(" }", job->out);
	put_behind(job, value.statement->last);
	return true;
}

static bool choose_the_other_way(const struct job *job)
{
	struct value value;
	int question, colon;

	if (!pick_value(job, is_choice, &value))
		return false;
	question = find_outside(job->source, value.first, value.last, "?");
	colon = find_outside(job->source, question, value.last, ":");
	put_before(job, value.first);
	fputs("!(", job->out);
	put_tokens(job, value.first, question - 1);
	fputs(") ? (", job->out);
	put_tokens(job, colon + 1, value.last);
	fputs(") : (", job->out);
	put_tokens(job, question + 1, colon - 1);
	fputs(")", job->out);
	put_behind(job, value.last);
	return true;
}

static bool swap_operands(const struct job *job)
{
	struct value value;
	int bar;

	if (!pick_value(job, is_or_of_bits, &value))
		return false;
	bar = find_outside(job->source, value.first, value.last, "|");
	put_before(job, value.first);
	put_tokens(job, bar + 1, value.last);
	fputs(" | ", job->out);
	put_tokens(job, value.first, bar - 1);
	put_behind(job, value.last);
	return true;
}

static bool surround_value(const struct job *job, const char *before)
{
	struct value value;

	if (!pick_value(job, NULL, &value))
		return false;
	put_before(job, value.first);
	fputs(before, job->out);
	put_tokens(job, value.first, value.last);
	fputs(")", job->out);
	put_behind(job, value.last);
	return true;
}

static bool use_parentheses(const struct job *job)
{
	return surround_value(job, "(");
}

static bool use_cast(const struct job *job)
{
	return surround_value(job, "(unsigned long)(");
}

/* A constant gets a name at the head of the file: `before` it and `behind` its value. */
static bool name_constant(const struct job *job, const char *before, const char *behind)
{
	struct value value;

	if (!pick_value(job, is_constant, &value))
		return false;
	put_text(job, 0, job->source->after_includes);
	fprintf(job->out, "%sMETAMORPHIC%u%s", before, job->serial, behind);
	put_tokens(job, value.first, value.last);
	fputs(*behind == '=' ? " };\n" : ")\n", job->out);
	put_text(job, job->source->after_includes, job->source->tokens[value.first].start);
	fprintf(job->out, "METAMORPHIC%u", job->serial);
	put_behind(job, value.last);
	return true;
}

static bool use_macro(const struct job *job)
{
	return name_constant(job, "#define ", " (");
}

static bool use_enum(const struct job *job)
{
	return name_constant(job, "enum { ", "= ");
}

/* Picks a statement of a kind; false when there is none. */
static bool pick_statement(const struct job *job, enum statement_kind kind, statement_test *test,
			   struct statement *picked)
{
	const struct source *source = job->source;
	uint32_t nr = 0;

	for (int round = 0; round < 2; round++) {
		uint32_t left = nr ? job->chance % nr : 0;

		for (int n = 0; n < source->nr_statements; n++) {
			const struct statement *statement = &source->statements[n];

			if (statement->kind != kind ||
			    has_directive(source, statement->first, statement->last) ||
			    (test && !test(source, statement)))
				continue;
			if (round == 0) {
				nr++;
			} else if (left-- == 0) {
				*picked = *statement;
				return true;
			}
		}
		if (!nr)
			return false;
	}
	return false;
}

static bool surround_statement(const struct job *job, const char *before, const char *behind)
{
	struct statement statement;

	if (!pick_statement(job, STATEMENT_EXPRESSION, NULL, &statement))
		return false;
	put_before(job, statement.first);
	fputs(before, job->out);
	put_tokens(job, statement.first, statement.last);
	fputs(behind, job->out);
	put_behind(job, statement.last);
	return true;
}

static bool loop_once(const struct job *job)
{
	return surround_statement(job, "for (;;) { ", " break; }");
}

static bool do_once(const struct job *job)
{
	return surround_statement(job, "do { ", " } while (0);");
}

static bool add_statement_before(const struct job *job)
{
	return surround_statement(job, "{ int unrelated = 0; unrelated++; ", " }");
}

static bool add_directive_before(const struct job *job)
{
	return surround_statement(job, "{\n#ifdef CONFIG_METAMORPHIC\n"
				  "cond_resched();\n#endif\n", "\n}");
}

static bool swap_arms(const struct job *job)
{
	const struct source *source = job->source;
	struct statement statement;
	int open, close, end;

	if (!pick_statement(job, STATEMENT_IF, NULL, &statement))
		return false;
	open = statement.first + 1;
	close = source->tokens[open].match;
	end = statement_end(source, close + 1);
	put_before(job, statement.first);
	fputs("{ if (!(", job->out);
	put_tokens(job, open + 1, close - 1);
	fputs(")) ", job->out);
	if (end < statement.last)
		put_tokens(job, end + 2, statement.last);
	else
		fputs("{ }", job->out);
	fputs(" else ", job->out);
	put_tokens(job, close + 1, end);
	fputs(" }", job->out);
	put_behind(job, statement.last);
	return true;
}

/* One variable, set to something that may be assigned as well. */
static bool is_simple_declaration(const struct source *source, const struct statement *statement)
{
	int equals = find_outside(source, statement->first, statement->last, "=");

	return equals > 0 && !is_token(source, equals + 1, "{") &&
	       !is_token(source, equals - 1, "]") && !is_token(source, equals - 1, ")") &&
	       !is_token(source, statement->first, "static") &&
	       !is_token(source, statement->first, "const") &&
	       find_outside(source, statement->first, statement->last, ",") < 0;
}

static bool split_declaration(const struct job *job)
{
	struct statement statement;
	int equals;

	if (!pick_statement(job, STATEMENT_DECLARATION, is_simple_declaration, &statement))
		return false;
	equals = find_outside(job->source, statement.first, statement.last, "=");
	put_before(job, equals);
	fputs("; ", job->out);
	put_tokens(job, equals - 1, statement.last);
	put_behind(job, statement.last);
	return true;
}

static bool is_declared_choice(const struct source *source, const struct statement *statement)
{
	return is_simple_declaration(source, statement) &&
	       is_choice(source, statement->first, statement->last);
}

static bool split_choice(const struct job *job)
{
	const struct source *source = job->source;
	struct statement statement;
	int equals, question, colon;

	if (!pick_statement(job, STATEMENT_DECLARATION, is_declared_choice, &statement))
		return false;
	equals = find_outside(source, statement.first, statement.last, "=");
	question = find_outside(source, equals, statement.last, "?");
	colon = find_outside(source, question, statement.last, ":");
	put_before(job, equals);
	fputs("; if (", job->out);
	put_tokens(job, equals + 1, question - 1);
	fputs(") ", job->out);
	put_tokens(job, equals - 1, equals);
	put_tokens(job, question + 1, colon - 1);
	fputs("; else ", job->out);
	put_tokens(job, equals - 1, equals);
	put_tokens(job, colon + 1, statement.last);
	put_behind(job, statement.last);
	return true;
}

/* The first name that a declaration declares: the one before `=`, `,`, `;` or `[`. */
static int declared_name(const struct source *source, const struct statement *statement)
{
	for (int i = statement->first; i < statement->last; i++)
		if (source->tokens[i].kind == TOKEN_NAME &&
		    (is_token(source, i + 1, "=") || is_token(source, i + 1, ",") ||
		     is_token(source, i + 1, ";") || is_token(source, i + 1, "[")))
			return i;
	return -1;
}

static bool is_member(const struct source *source, int i)
{
	return is_token(source, i - 1, ".") || is_token(source, i - 1, "->");
}

static bool are_equal(const struct source *source, int a, int b)
{
	const struct token *x = &source->tokens[a], *y = &source->tokens[b];

	return x->end - x->start == y->end - y->start &&
	       !memcmp(source->text + x->start, source->text + y->start, x->end - x->start);
}

/* Macros may be given the name of a member: a variable of that name keeps it. */
static bool is_renamable(const struct source *source, const struct statement *statement)
{
	int name = declared_name(source, statement);

	if (name < 0)
		return false;
	for (int i = 0; i < source->nr_tokens; i++)
		if (is_member(source, i) && are_equal(source, i, name))
			return false;
	return true;
}

static bool rename_variable(const struct job *job)
{
	const struct source *source = job->source;
	struct statement statement;
	int name, last;

	if (!pick_statement(job, STATEMENT_DECLARATION, is_renamable, &statement))
		return false;
	name = declared_name(source, &statement);
	last = statement.first;
	put_before(job, last);
	for (int i = statement.first; i <= source->functions[statement.function].close; i++) {
		if (source->tokens[i].kind != TOKEN_NAME || !are_equal(source, i, name) ||
		    is_token(source, i - 1, "struct") || is_token(source, i - 1, "enum"))
			continue;
		put_text(job, source->tokens[last].start, source->tokens[i].start);
		fprintf(job->out, "metamorphic%u", job->serial);
		last = i + 1;
		put_text(job, source->tokens[i].end, source->tokens[last].start);
	}
	fputs(source->text + source->tokens[last].start, job->out);
	return true;
}

/* Functions that can be called through one of ours. */
static const struct wrapped {
	const char *name, *type, *parameters, *arguments;
} wrapped[] = {
	{ "dma_map_page_attrs", "dma_addr_t",
	  "struct device *dev, struct page *page, size_t offset, size_t size, "
	  "enum dma_data_direction dir, unsigned long attrs",
	  "dev, page, offset, size, dir, attrs" },
	{ "dma_map_single_attrs", "dma_addr_t",
	  "struct device *dev, void *ptr, size_t size, "
	  "enum dma_data_direction dir, unsigned long attrs",
	  "dev, ptr, size, dir, attrs" },
	{ "dma_map_phys", "dma_addr_t",
	  "struct device *dev, phys_addr_t phys, size_t size, "
	  "enum dma_data_direction dir, unsigned long attrs",
	  "dev, phys, size, dir, attrs" },
	{ "dma_unmap_page_attrs", "void",
	  "struct device *dev, dma_addr_t addr, size_t size, "
	  "enum dma_data_direction dir, unsigned long attrs",
	  "dev, addr, size, dir, attrs" },
	{ "dma_unmap_phys", "void",
	  "struct device *dev, dma_addr_t addr, size_t size, "
	  "enum dma_data_direction dir, unsigned long attrs",
	  "dev, addr, size, dir, attrs" },
	{ "dma_map_sgtable", "int",
	  "struct device *dev, struct sg_table *sgt, "
	  "enum dma_data_direction dir, unsigned long attrs",
	  "dev, sgt, dir, attrs" },
	{ "dma_unmap_sgtable", "void",
	  "struct device *dev, struct sg_table *sgt, "
	  "enum dma_data_direction dir, unsigned long attrs",
	  "dev, sgt, dir, attrs" },
	{ "dma_alloc_attrs", "void *",
	  "struct device *dev, size_t size, dma_addr_t *handle, gfp_t gfp, unsigned long attrs",
	  "dev, size, handle, gfp, attrs" },
	{ "dma_free_attrs", "void",
	  "struct device *dev, size_t size, void *cpu, dma_addr_t handle, unsigned long attrs",
	  "dev, size, cpu, handle, attrs" },
};

static const struct wrapped *wrapped_at(const struct source *source, int i)
{
	for (size_t n = 0; n < sizeof(wrapped) / sizeof(*wrapped); n++)
		if (is_token(source, i, wrapped[n].name) && is_token(source, i + 1, "("))
			return &wrapped[n];
	return NULL;
}

static void put_wrapper(const struct job *job, const struct wrapped *row)
{
	fprintf(job->out, "static %s metamorphic%u(%s)\n", row->type, job->serial, row->parameters);
	fprintf(job->out, "{\n\t%s%s(%s);\n}\n", strcmp(row->type, "void") ? "return " : "",
		row->name, row->arguments);
}

static bool use_wrapper(const struct job *job)
{
	const struct source *source = job->source;
	uint32_t nr = 0, left;
	int i;

	for (i = 0; i < source->nr_tokens; i++)
		nr += wrapped_at(source, i) != NULL;
	if (!nr)
		return false;
	left = job->chance % nr;
	for (i = 0; !wrapped_at(source, i) || left--; i++)
		;
	put_text(job, 0, source->after_includes);
	put_wrapper(job, wrapped_at(source, i));
	put_text(job, source->after_includes, source->tokens[i].start);
	fprintf(job->out, "metamorphic%u", job->serial);
	put_behind(job, i);
	return true;
}

static const struct {
	const char *name;
	bool (*apply)(const struct job *job);
} rewrites[] = {
	{ "variable", use_variable },
	{ "member", use_member },
	{ "or-steps", or_step_by_step },
	{ "or-swapped", swap_operands },
	{ "choice-if", choose_by_if },
	{ "choice-swapped", choose_the_other_way },
	{ "parentheses", use_parentheses },
	{ "cast", use_cast },
	{ "macro", use_macro },
	{ "enum", use_enum },
	{ "for-once", loop_once },
	{ "do-once", do_once },
	{ "unrelated", add_statement_before },
	{ "ifdef", add_directive_before },
	{ "if-swapped", swap_arms },
	{ "split", split_declaration },
	{ "split-choice", split_choice },
	{ "renamed", rename_variable },
	{ "wrapper", use_wrapper },
};

size_t rewrite_count(void)
{
	return sizeof(rewrites) / sizeof(*rewrites);
}

const char *rewrite_name(size_t i)
{
	return rewrites[i].name;
}

char *rewrite(size_t i, const char *text, uint32_t chance, unsigned int serial)
{
	struct job job = { .source = source_read(text), .chance = chance, .serial = serial };
	char *result = NULL;
	size_t size;
	bool done;

	job.out = open_memstream(&result, &size);
	if (!job.out)
		abort();
	done = rewrites[i].apply(&job);
	fclose(job.out);
	source_free((struct source *)job.source);
	if (!done) {
		free(result);
		return NULL;
	}
	return result;
}
