/* SPDX-License-Identifier: GPL-2.0-only */
/* What Sparse's symbols say of types. */
#include "types.h"

#include <stdio.h>
#include <string.h>

#include <expression.h>
#include <token.h>

enum { MAX_LAYERS = 16, MAX_NAME = 128 };

/* typeof(x), of which only the evaluated expression knows what it is. */
static const struct symbol *resolve(const struct symbol *type)
{
	return type && type->type == SYM_TYPEOF ? examine_symbol_type((struct symbol *)type) : type;
}

/* Takes names off: what is left is a struct, pointer, array, number. */
static const struct symbol *bare(const struct symbol *type)
{
	type = resolve(type);
	for (unsigned int i = 0; type && type->type == SYM_NODE && i < MAX_LAYERS; i++)
		type = resolve(type->ctype.base_type);
	return type;
}

/* A typedef lends its name to a struct without a tag. */
static bool has_tag(const struct symbol *type)
{
	return type->ident && lookup_symbol(type->ident, NS_STRUCT) == type;
}

const struct symbol *dc_type_struct(const struct symbol *type)
{
	type = bare(type);
	for (unsigned int i = 0; i < MAX_LAYERS && type; i++) {
		if (type->type != SYM_PTR && type->type != SYM_ARRAY)
			break;
		type = bare(type->ctype.base_type);
	}
	return type && type->type == SYM_STRUCT && has_tag(type) ? type : NULL;
}

bool dc_type_is_array(const struct symbol *type)
{
	type = bare(type);
	return type && type->type == SYM_ARRAY;
}

/* A struct with a tag on x86, without on other architectures. */
static bool is_protection(const struct symbol *type)
{
	const struct symbol *protection = lookup_symbol(built_in_ident("pgprot_t"), NS_TYPEDEF);

	return protection && bare(protection) == type;
}

bool dc_type_is_aggregate(const struct symbol *type)
{
	type = bare(type);
	if (!type || is_protection(type))
		return false;
	return type->type == SYM_ARRAY ||
	       ((type->type == SYM_STRUCT || type->type == SYM_UNION) && has_tag(type));
}

/* Whether a type, or what it is an array or, with `pointers`, a pointer of, has the modifier. */
static bool has_modifier(const struct symbol *type, unsigned long modifier, bool pointers)
{
	for (unsigned int i = 0; type && i < MAX_LAYERS; i++) {
		if (type->ctype.modifiers & modifier)
			return true;
		if (type->type != SYM_NODE && type->type != SYM_ARRAY &&
		    !(pointers && type->type == SYM_PTR))
			break;
		type = resolve(type->ctype.base_type);
	}
	return false;
}

bool dc_type_is_const(const struct symbol *type)
{
	return has_modifier(type, MOD_CONST, false);
}

const char *dc_type_address(const struct symbol *type)
{
	if (has_modifier(type, DC_MOD_HANDLE, true))
		return "dma_addr_t";
	return has_modifier(type, DC_MOD_PHYS, true) ? "phys_addr_t" : NULL;
}

const struct symbol *dc_type_find(const char *tag)
{
	const struct symbol *found = lookup_symbol(built_in_ident(tag), NS_STRUCT);

	return found && found->type == SYM_STRUCT && found->symbol_list ? found : NULL;
}

static const struct symbol *find_member(struct symbol_list *members, const struct ident *name,
					unsigned int depth)
{
	struct symbol *each;

	FOR_EACH_PTR(members, each) {
		const struct symbol *type = bare(each), *found;

		if (each->ident == name)
			return each;
		if (each->ident || !type || depth > MAX_LAYERS ||
		    (type->type != SYM_STRUCT && type->type != SYM_UNION))
			continue;
		found = find_member(type->symbol_list, name, depth + 1);
		if (found)
			return found;
	} END_FOR_EACH_PTR(each);
	return NULL;
}

const struct symbol *dc_type_member(const struct symbol *in, const char *path)
{
	size_t length = strcspn(path, ".");
	char name[MAX_NAME];
	const struct symbol *found;

	snprintf(name, sizeof(name), "%.*s", (int)length, path);
	found = find_member(in->symbol_list, built_in_ident(name), 0);
	if (!path[length])
		return found;
	in = found ? bare(found) : NULL;
	return in && in->symbol_list ? dc_type_member(in, path + length + 1) : NULL;
}

static const struct symbol *member_at(struct symbol_list *members, size_t position)
{
	struct symbol *each;

	FOR_EACH_PTR(members, each) {
		/* An anonymous struct may take several elements. */
		if (!each->ident || !position--)
			return each->ident ? each : NULL;
	} END_FOR_EACH_PTR(each);
	return NULL;
}

const struct symbol *dc_type_element(const struct symbol *type, const struct ident *name,
				     size_t position)
{
	type = bare(type);
	if (type && type->type == SYM_ARRAY)
		return name ? NULL : type->ctype.base_type;
	if (!type || (type->type != SYM_STRUCT && type->type != SYM_UNION))
		return NULL;
	return name ? find_member(type->symbol_list, name, 0) :
		      member_at(type->symbol_list, position);
}

static uint32_t position_in(struct symbol_list *members, const struct ident *name)
{
	struct symbol *each;
	uint32_t position = 0;

	FOR_EACH_PTR(members, each) {
		if (each->ident == name)
			return position;
		/* An anonymous struct may take several elements. */
		if (!each->ident)
			break;
		position++;
	} END_FOR_EACH_PTR(each);
	return UINT32_MAX;
}

uint32_t dc_type_position(const struct symbol *type, const struct ident *name)
{
	type = bare(type);
	if (!type || (type->type != SYM_STRUCT && type->type != SYM_UNION))
		return UINT32_MAX;
	return position_in(type->symbol_list, name);
}
