/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an engine tells about a function, in one form for all engines: a control flow graph of small
 * steps over pure expressions.
 *
 * Every call is a step of its own, && || ?: are branches; so evaluating an expression never changes
 * anything and never chooses.  Names are kept as the source spells them.  Everything lies in flat
 * arrays and is named by its index, 0 being "none" for expressions and steps.
 */
#ifndef DC_FACTS_H
#define DC_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Index of an expression, a step, a string; 0 for none. */
typedef uint32_t dc_index;

enum dc_expr_kind {
	DC_EXPR_UNKNOWN,    /* some value; `a` and `b`, when given, are read for it */
	DC_EXPR_NUMBER,	    /* `value`; `name` is what the source calls it, 0 for nothing */
	DC_EXPR_NAME,	    /* `name`: an identifier that is no local: constant, global, function */
	DC_EXPR_LOCAL,	    /* local number `value` of the function, also parameters, temporaries */
	DC_EXPR_FIELD,	    /* a.name */
	DC_EXPR_ARROW,	    /* a->name */
	DC_EXPR_INDEX,	    /* a[b] */
	DC_EXPR_DEREF,	    /* *a */
	DC_EXPR_ADDRESS,    /* &a */
	DC_EXPR_NOT,	    /* !a */
	DC_EXPR_COMPLEMENT, /* ~a */
	DC_EXPR_NEGATE,	    /* -a */
	DC_EXPR_BINARY,	    /* a `op` b */
	DC_EXPR_CAST,	    /* (type)a, `name` is the type's text */
	DC_EXPR_STRING,
};

enum dc_binary {
	DC_BINARY_OR, DC_BINARY_AND, DC_BINARY_XOR, DC_BINARY_ADD, DC_BINARY_SUB, DC_BINARY_MUL,
	DC_BINARY_DIV, DC_BINARY_MOD, DC_BINARY_SHL, DC_BINARY_SHR, DC_BINARY_EQ, DC_BINARY_NE,
	DC_BINARY_LT, DC_BINARY_LE, DC_BINARY_GT, DC_BINARY_GE,
};

/* Where something stands.  `macro` names the definition it was expanded from, 0 for none. */
struct dc_spot {
	uint32_t offset;
	uint16_t macro;
};

struct dc_expr {
	uint8_t kind;		/* enum dc_expr_kind */
	uint8_t op;		/* enum dc_binary */
	struct dc_spot spot;
	dc_index a, b;
	dc_index name;
	uint64_t value;
};

enum dc_step_kind {
	DC_STEP_ASSIGN,		/* target = value */
	DC_STEP_CALL,		/* target = value(arguments); target may be none */
	DC_STEP_BRANCH,		/* value ? next[0] : next[1] */
	DC_STEP_RETURN,		/* value may be none; no successor */
	DC_STEP_EVALUATE,	/* value is read; also a join without value */
};

struct dc_step {
	uint8_t kind;		/* enum dc_step_kind */
	bool result_used;	/* CALL */
	bool is_loop;		/* BRANCH: asked anew in each round */
	struct dc_spot spot;
	dc_index target, value;
	uint32_t arguments, nr_arguments;	/* CALL: range of dc_facts.arguments */
	dc_index next[2];
};

struct dc_local {
	dc_index name;		/* 0 for a temporary */
	dc_index type;		/* text of the declaration's type, 0 when unknown */
	uint8_t shadows;	/* how many locals of the same name were declared before it */
	bool is_parameter;
	bool is_array;		/* or a struct or union by value: it lies on the stack */
	bool is_static;
};

/* One function.  Reset and filled again for the next. */
struct dc_facts {
	const char *function;	/* NUL-terminated */
	bool is_mmap;		/* known to be an .mmap callback */

	struct dc_expr *exprs;
	uint32_t nr_exprs, exprs_capacity;
	struct dc_step *steps;
	uint32_t nr_steps, steps_capacity;
	struct dc_local *locals;
	uint32_t nr_locals, locals_capacity;
	dc_index *arguments;
	uint32_t nr_arguments, arguments_capacity;
	char *strings;
	uint32_t nr_strings, strings_capacity;
	uint32_t *string_table;
	uint32_t string_table_size, nr_interned;
	dc_index *texts;	/* 1 + dc_facts_text() of each expression, 0 before it is asked */
	uint32_t nr_texts;
	dc_index entry;
};

void dc_facts_reset(struct dc_facts *facts);
void dc_facts_free(struct dc_facts *facts);

/* The index of a string, the same for equal strings. */
dc_index dc_facts_intern(struct dc_facts *facts, const char *text, size_t length);

/* The index of a string that was interned before, 0 for none. */
dc_index dc_facts_find(const struct dc_facts *facts, const char *text, size_t length);

static inline const char *dc_facts_string(const struct dc_facts *facts, dc_index string)
{
	return facts->strings + string;
}

dc_index dc_facts_expr(struct dc_facts *facts, struct dc_expr expr);
dc_index dc_facts_step(struct dc_facts *facts, struct dc_step step);
uint32_t dc_facts_local(struct dc_facts *facts, struct dc_local local);

/* Arguments for a call's step; returns where they begin. */
uint32_t dc_facts_arguments(struct dc_facts *facts, const dc_index *arguments, uint32_t nr);

enum { DC_MAX_TEXT = 256 };

/*
 * The string of the expression in C, the same for the same expression: the key of a place or a
 * condition.  0 when no text of less than DC_MAX_TEXT bytes tells it from all others, since it is
 * too long, nests too deep, or has a part that has no name.
 */
dc_index dc_facts_text(struct dc_facts *facts, dc_index expr);

/*
 * The expression for the words of a note, as far as it fits: writes at most `size` bytes with the
 * final NUL; returns `buf`.
 */
const char *dc_facts_print(const struct dc_facts *facts, dc_index expr, char *buf, size_t size);

#endif
