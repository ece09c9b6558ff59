/* SPDX-License-Identifier: GPL-2.0-only */
/* Types of expressions as far as declarations tell, and the keys that follow from them. */
#include "key.h"

#include <stdio.h>
#include <string.h>

#include "array.h"

enum { MAX_DEPTH = 12 };

void dc_key_folder(const char *file, char *folder, size_t size)
{
	const char *slash = strrchr(file, '/');

	snprintf(folder, size, "%.*s", slash ? (int)(slash - file) : 0, file);
}

static bool copy_word(const char *at, char word[DC_MAX_TYPE])
{
	size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz"
			       "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	if (!length || length >= DC_MAX_TYPE)
		return false;
	memcpy(word, at, length);
	word[length] = '\0';
	return true;
}

/* "const struct foo *" to "foo", "foo_t *" to what foo_t is; false for what is no struct. */
static bool struct_name(struct dc_flow *flow, const char *type, char name[DC_MAX_TYPE])
{
	static const char *const qualifiers[] = { "const ", "volatile " };
	const char *at = strstr(type, "struct ");
	char word[DC_MAX_TYPE], meant[DC_MAX_TYPE];

	if (at)
		return copy_word(at + strlen("struct "), name);
	for (size_t i = 0; i < ARRAY_SIZE(qualifiers); i++)
		if (!strncmp(type, qualifiers[i], strlen(qualifiers[i])))
			type += strlen(qualifiers[i]);
	return flow->in->typedef_struct && copy_word(type, word) &&
	       flow->in->typedef_struct(flow->in->context, word, meant, sizeof(meant)) &&
	       copy_word(meant + strlen("struct "), name);
}

static bool print_path(struct dc_flow *flow, dc_index index, char type[DC_MAX_TYPE],
		       char path[DC_MAX_KEY / 2], unsigned int depth);

/* The type of a member; of what has no name the struct around it knows. */
static bool member_type(struct dc_flow *flow, dc_index index, char type[DC_MAX_TYPE],
			unsigned int depth)
{
	char base[DC_MAX_TYPE], path[DC_MAX_KEY / 2];

	return print_path(flow, index, base, path, depth) &&
	       flow->in->member_type(flow->in->context, base, path + 1, type, DC_MAX_TYPE);
}

static bool type_of(struct dc_flow *flow, dc_index index, char name[DC_MAX_TYPE], unsigned int depth)
{
	const struct dc_expr *expr = &flow->facts->exprs[index];
	char type[DC_MAX_TYPE];

	if (depth > MAX_DEPTH)
		return false;
	switch (expr->kind) {
	case DC_EXPR_LOCAL: {
		const struct dc_local *local = &flow->facts->locals[expr->value];

		return local->type &&
		       struct_name(flow, dc_facts_string(flow->facts, local->type), name);
	}
	case DC_EXPR_CAST:
		return struct_name(flow, dc_facts_string(flow->facts, expr->name), name) ||
		       type_of(flow, expr->a, name, depth + 1);
	case DC_EXPR_FIELD:
	case DC_EXPR_ARROW:
		return member_type(flow, index, type, depth + 1) && struct_name(flow, type, name);
	case DC_EXPR_INDEX:
	case DC_EXPR_DEREF:
	case DC_EXPR_ADDRESS:
		return type_of(flow, expr->a, name, depth + 1);
	default:
		return false;
	}
}

static bool print_path(struct dc_flow *flow, dc_index index, char type[DC_MAX_TYPE],
		       char path[DC_MAX_KEY / 2], unsigned int depth)
{
	const struct dc_expr *expr = &flow->facts->exprs[index];
	size_t used;

	if (depth > MAX_DEPTH)
		return false;
	/* `handles[i]` after `handles = ring->handles` */
	if (depth && expr->kind == DC_EXPR_LOCAL && flow->meaning[expr->value])
		return print_path(flow, flow->meaning[expr->value], type, path, depth + 1);
	if (expr->kind == DC_EXPR_INDEX || expr->kind == DC_EXPR_DEREF ||
	    expr->kind == DC_EXPR_CAST)
		return print_path(flow, expr->a, type, path, depth + 1);
	if (expr->kind != DC_EXPR_FIELD && expr->kind != DC_EXPR_ARROW)
		return false;
	path[0] = '\0';
	if (!type_of(flow, expr->a, type, depth + 1) &&
	    !print_path(flow, expr->a, type, path, depth + 1))
		return false;
	used = strlen(path);
	snprintf(path + used, DC_MAX_KEY / 2 - used, ".%s",
		 dc_facts_string(flow->facts, expr->name));
	return true;
}

bool dc_key_type(struct dc_flow *flow, dc_index expr, char type[DC_MAX_TYPE])
{
	return type_of(flow, expr, type, 0);
}

bool dc_key_member(struct dc_flow *flow, dc_index place, char type[DC_MAX_TYPE],
		   char path[DC_MAX_KEY / 2])
{
	return print_path(flow, place, type, path, 0);
}

static bool is_element(const struct dc_expr *expr)
{
	return expr->kind == DC_EXPR_INDEX || expr->kind == DC_EXPR_DEREF;
}

/* The type that a member, or an element of one, is declared with. */
static bool declared_type(struct dc_flow *flow, dc_index place, char type[DC_MAX_TYPE])
{
	const struct dc_expr *expr = &flow->facts->exprs[place];

	while (is_element(expr)) {
		place = expr->a;
		expr = &flow->facts->exprs[place];
	}
	return (expr->kind == DC_EXPR_FIELD || expr->kind == DC_EXPR_ARROW) &&
	       member_type(flow, place, type, 0);
}

bool dc_key_is_handle(struct dc_flow *flow, dc_index place)
{
	char type[DC_MAX_TYPE];

	return declared_type(flow, place, type) && !strcmp(type, "dma_addr_t");
}

/* Whether a member lies in a struct that the file itself defines. */
static bool is_private(struct dc_flow *flow, dc_index place)
{
	char type[DC_MAX_TYPE], path[DC_MAX_KEY / 2], scope[DC_MAX_KEY];
	struct dc_location here;

	if (!print_path(flow, place, type, path, 0))
		return false;
	flow->in->locate(flow->in->context, flow->facts->steps[flow->step].spot, &here);
	flow->in->struct_scope(flow->in->context, type, scope, sizeof(scope));
	return !strcmp(scope, here.file);
}

bool dc_key_is_address(struct dc_flow *flow, dc_index place)
{
	char type[DC_MAX_TYPE];

	return declared_type(flow, place, type) &&
	       (!strcmp(type, "phys_addr_t") || is_private(flow, place));
}

bool dc_key(struct dc_flow *flow, dc_index place, char key[DC_MAX_KEY])
{
	char type[DC_MAX_TYPE], path[DC_MAX_KEY / 2];
	const struct dc_expr *expr = &flow->facts->exprs[place];
	struct dc_location here;
	const char *slash;
	int scope;

	flow->in->locate(flow->in->context, flow->facts->steps[flow->step].spot, &here);
	while (expr->kind == DC_EXPR_CAST || expr->kind == DC_EXPR_ADDRESS) {
		place = expr->a;
		expr = &flow->facts->exprs[place];
	}
	if (expr->kind == DC_EXPR_NAME) {
		snprintf(key, DC_MAX_KEY, "%.200s: %.96s", here.file,
			 dc_facts_string(flow->facts, expr->name));
		return true;
	}
	if (!print_path(flow, place, type, path, 0))
		return false;
	slash = strrchr(here.file, '/');
	scope = flow->in->is_own_struct(flow->in->context, type) ? (int)strlen(here.file) :
		slash ? (int)(slash - here.file) : 0;
	snprintf(key, DC_MAX_KEY, "%.*s: struct %s%s%s", scope > 200 ? 200 : scope,
		 scope > 200 ? here.file + scope - 200 : here.file, type, path,
		 is_element(expr) ? "[]" : "");
	return true;
}

/* Words that stand against each other in names of functions and callbacks. */
static const char *const verbs[][4] = {
	{ "map", "unmap" },
	{ "get", "put" },
	{ "alloc", "free" },
	{ "prepare", "finish", "unprepare", "cleanup" },
	{ "init", "exit", "fini", "uninit" },
	{ "setup", "teardown" },
	{ "probe", "remove" },
	{ "open", "release", "close" },
	{ "create", "destroy" },
	{ "start", "stop" },
	{ "attach", "detach" },
	{ "acquire", "drop" },
	{ "enable", "disable" },
	{ "pin", "unpin" },
};

static bool is_word(const char *word, size_t length, const char *verb)
{
	return verb && strlen(verb) == length && !memcmp(word, verb, length);
}

static bool find_verb(const char *word, size_t length, size_t *which)
{
	for (*which = 0; *which < ARRAY_SIZE(verbs); ++*which)
		for (size_t i = 0; i < 4; i++)
			if (is_word(word, length, verbs[*which][i]))
				return true;
	return false;
}

/* foo_unmap_dma_buf to foo_@0_dma_buf: the first verb counts. */
static bool take_verb_out(const char *name, char *stem, size_t size)
{
	for (const char *at = name; *at; at += strcspn(at, "_"), at += strspn(at, "_")) {
		size_t length = strcspn(at, "_"), which;

		if (!find_verb(at, length, &which))
			continue;
		snprintf(stem, size, "%.*s@%zu%s", (int)(at - name), name, which, at + length);
		return true;
	}
	return false;
}

/* What passes from function to function. */
static const char *kind_of(const struct dc_api *api)
{
	switch (api->family) {
	case DC_FAMILY_PHYS:
		return "mapping";
	case DC_FAMILY_SG:
		return "list";
	case DC_FAMILY_IOVA:
		return "state";
	case DC_FAMILY_XSK:
		return "pool";
	default:
		return "buffer";
	}
}

/* Lists and pools are known by locals as well: they came from a parameter somehow. */
static bool is_passed(const struct dc_flow *flow, dc_index place, const struct dc_api *api)
{
	const struct dc_expr *expr = &flow->facts->exprs[place];

	if (expr->kind == DC_EXPR_DEREF)
		expr = &flow->facts->exprs[expr->a];
	return !place || (expr->kind == DC_EXPR_LOCAL &&
			  (api->family == DC_FAMILY_SG || api->family == DC_FAMILY_XSK ||
			   flow->facts->locals[expr->value].is_parameter));
}

bool dc_stem(struct dc_flow *flow, dc_index place, const struct dc_api *api, char key[DC_MAX_KEY])
{
	char member[96], stem[DC_MAX_KEY / 3];
	struct dc_location here;
	bool is_callback;

	if (!api || !is_passed(flow, place, api))
		return false;
	flow->in->locate(flow->in->context, flow->facts->steps[flow->step].spot, &here);
	is_callback = flow->in->callback(flow->in->context, flow->facts->function, member,
					 sizeof(member));
	if (!take_verb_out(is_callback ? member : flow->facts->function, stem, sizeof(stem)))
		return false;
	snprintf(key, DC_MAX_KEY, "%.200s: %s%s%s", here.file, kind_of(api),
		 is_callback ? DC_KEY_OF_CALLBACKS : DC_KEY_OF_FUNCTIONS, stem);
	return true;
}
