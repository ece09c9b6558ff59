/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Follows values and memory along the paths of one function, and has every DMA call judged.
 *
 * A path is a state: values of places, what happened to memory, and the conditions it took.  Paths
 * that agree in values and memory are one path from there on, and keep only the conditions that
 * they share; so what is left at a call are the guards that matter.
 */
#ifndef DC_FLOW_H
#define DC_FLOW_H

#include "derive.h"
#include "end.h"
#include "facts.h"
#include "finding.h"
#include "judge.h"

/* Where a spot is, for the user. */
struct dc_location {
	const char *file;
	unsigned int line, column;
	const char *text;	/* of the line, without its end */
	size_t length;
};

struct dc_flow_input {
	struct dc_facts *facts;
	const struct dc_kernel *kernel;
	bool is_core;		/* a file of the DMA core: it implements attributes */
	struct dc_findings *findings;
	unsigned int engine;	/* enum dc_engine */
	/* The place of a spot, and, when the spot has a macro, of that macro's definition. */
	void (*locate)(void *context, struct dc_spot spot, struct dc_location *location);
	bool (*locate_macro)(void *context, struct dc_spot spot, struct dc_location *location,
			     const char **name, int *name_length);
	/* Whether member `field` of a `type`, as its declaration spells it, is an array. */
	bool (*is_array)(void *context, const char *type, const char *field);
	/*
	 * The type of that member, `struct name`, `dma_addr_t` or, also for a resource_size_t,
	 * `phys_addr_t`; false when it is another or nobody knows.  Of
	 * `buf.dma` the struct of `buf` has no name.
	 */
	bool (*member_type)(void *context, const char *type, const char *field, char *buf,
			    size_t size);
	/* `struct name` that a typedef stands for; NULL where types have their typedefs taken off. */
	bool (*typedef_struct)(void *context, const char *name, char *buf, size_t size);
	/* Whether the file itself defines struct `type`. */
	bool (*is_own_struct)(void *context, const char *type);
	/*
	 * The file that defines struct `type`, when that is not known this one; what all that call
	 * or define `function` have in common: the file of a static one, else a directory.
	 */
	void (*struct_scope)(void *context, const char *type, char *buf, size_t size);
	void (*function_scope)(void *context, const char *function, char *buf, size_t size);
	/* Whether attributes are known to come from a member, variable or function of that name. */
	bool (*is_asked)(void *context, const char *name);
	/* Whether somebody asks for what is put there: no matter what it is, it must be told. */
	bool (*is_wanted)(void *context, const char *key);
	/*
	 * The member of a table of callbacks that the function is stored in, with the table's
	 * place in front so that tables are told apart; false when it is in none.
	 */
	bool (*callback)(void *context, const char *function, char *buf, size_t size);
	void *context;
	struct dc_ends *ends; /* of resources that outlive the function; NULL when not wanted */
	/* The file's wrappers so far; the function is added when it is one. */
	struct dc_derivations *derived;
	bool is_static;
};

/*
 * Appends findings.  False when the function has more paths than can be followed even joined;
 * findings up to there stand.
 */
bool dc_flow_run(const struct dc_flow_input *input);

void dc_flow_shutdown(void);

#endif
