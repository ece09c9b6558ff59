/* SPDX-License-Identifier: GPL-2.0-only */
/* The .def files as arrays, and one hash from an identifier to its row. */
#include "table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "array.h"
#include "hash.h"

const struct dc_attr dc_attrs[DC_NR_ATTRS] = {
#define ATTR(id, name, bit, since, gone, kind, match, honoured, summary) \
	{ name, bit, since, gone, DC_KIND_##kind, DC_MATCH_##match, honoured, summary },
#include "attrs.def"
#undef ATTR
};

enum { X = DC_ARG_NONE, R = DC_ARG_RESULT };

const struct dc_api dc_apis[] = {
#define API(name, op, family, form, dev, addr, size, handle, gfp, dir, attrs, implied, since) \
	{ #name, DC_OP_##op, DC_FAMILY_##family, DC_FORM_##form, \
	  dev, addr, size, handle, gfp, dir, attrs, implied, since },
#include "apis.def"
#undef API
};
const size_t dc_nr_apis = ARRAY_SIZE(dc_apis);

const struct dc_origin dc_origins[] = {
#define ORIGIN(name, role, arg, arg2, what) \
	{ #name, DC_ROLE_##role, arg, arg2, DC_WHAT_##what },
#include "origins.def"
#undef ORIGIN
};
const size_t dc_nr_origins = ARRAY_SIZE(dc_origins);

#define ERROR	DC_LEVEL_ERROR
#define WARNING	DC_LEVEL_WARNING
#define NOTE	DC_LEVEL_NOTE
#define IGNORED	DC_HARM_IGNORED
#define REFUSED	DC_HARM_REFUSED
#define SPLAT	DC_HARM_SPLAT
#define LEAK	DC_HARM_LEAK
#define EXPOSED	DC_HARM_EXPOSED
#define CORRUPT	DC_HARM_CORRUPT
#define FAULT	DC_HARM_FAULT
#define SOURCE	DC_ENGINE_SOURCE
#define SPARSE	DC_ENGINE_SPARSE
#define CLANG	DC_ENGINE_CLANG
#define COCCI	DC_ENGINE_COCCI
#define ALL	DC_ENGINE_ALL
const struct dc_rule dc_rules[DC_NR_RULES] = {
#define RULE(id, level, harm, reach, since, gone, summary, why, witness) \
	{ #id, level, harm, reach, since, gone, summary, why, witness },
#include "rules.def"
#undef RULE
};

/*
 * gfp_t constants by what a DMA allocation minds of them (include/linux/gfp_types.h), 0 for the
 * rest, which are listed to be told from attributes and directions.
 */
static const struct { const char *name; unsigned int flags; } gfp_names[] = {
	{ "__GFP_COMP", DC_GFP_COMP },
	{ "__GFP_DMA", DC_GFP_DMA }, { "GFP_DMA", DC_GFP_DMA },
	{ "__GFP_DMA32", DC_GFP_DMA32 }, { "GFP_DMA32", DC_GFP_DMA32 },
	{ "__GFP_HIGHMEM", DC_GFP_HIGHMEM }, { "GFP_HIGHUSER", DC_GFP_HIGHMEM },
	{ "GFP_HIGHUSER_MOVABLE", DC_GFP_HIGHMEM },
	{ "GFP_TRANSHUGE", DC_GFP_HIGHMEM | DC_GFP_COMP },
	{ "GFP_TRANSHUGE_LIGHT", DC_GFP_HIGHMEM | DC_GFP_COMP },
	{ "GFP_KERNEL", 0 }, { "GFP_ATOMIC", 0 }, { "GFP_NOWAIT", 0 }, { "GFP_NOIO", 0 },
	{ "GFP_NOFS", 0 }, { "GFP_USER", 0 }, { "GFP_KERNEL_ACCOUNT", 0 },
	{ "__GFP_ZERO", 0 }, { "__GFP_NOWARN", 0 }, { "__GFP_NORETRY", 0 },
	{ "__GFP_RETRY_MAYFAIL", 0 }, { "__GFP_NOFAIL", 0 }, { "__GFP_HIGH", 0 },
	{ "__GFP_RECLAIM", 0 }, { "__GFP_DIRECT_RECLAIM", 0 }, { "__GFP_KSWAPD_RECLAIM", 0 },
	{ "__GFP_IO", 0 }, { "__GFP_FS", 0 }, { "__GFP_THISNODE", 0 }, { "__GFP_ACCOUNT", 0 },
	{ "__GFP_MEMALLOC", 0 }, { "__GFP_NOMEMALLOC", 0 }, { "__GFP_MOVABLE", 0 },
	{ "__GFP_RECLAIMABLE", 0 }, { "__GFP_HARDWALL", 0 }, { "__GFP_WRITE", 0 },
};

/* include/linux/dma-direction.h, and PCI's names for the same until 5.17. */
static const struct { const char *name; int value; } dir_names[] = {
	{ "DMA_BIDIRECTIONAL", 0 }, { "DMA_TO_DEVICE", 1 }, { "DMA_FROM_DEVICE", 2 }, { "DMA_NONE", 3 },
	{ "PCI_DMA_BIDIRECTIONAL", 0 }, { "PCI_DMA_TODEVICE", 1 }, { "PCI_DMA_FROMDEVICE", 2 },
	{ "PCI_DMA_NONE", 3 },
};

/* A power of two above twice the number of names keeps the probes short. */
static struct dc_name names[1024];

static struct dc_name *slot_of(const char *text, size_t length)
{
	size_t i = dc_hash(text, length);

	for (;; i++) {
		struct dc_name *name = &names[i & (ARRAY_SIZE(names) - 1)];

		if (name->kind == DC_NAME_NONE ||
		    (name->length == length && !memcmp(name->text, text, length)))
			return name;
	}
}

static struct dc_name *add(const char *text, enum dc_name_kind kind)
{
	struct dc_name *name = slot_of(text, strlen(text));

	name->text = text;
	name->length = strlen(text);
	name->kind = kind;
	return name;
}

_Static_assert(ARRAY_SIZE(dc_apis) + ARRAY_SIZE(dc_origins) + DC_NR_ATTRS + ARRAY_SIZE(gfp_names) +
	       ARRAY_SIZE(dir_names) < ARRAY_SIZE(names) / 2, "names[] is too small");

void dc_table_init(void)
{
	size_t i;

	for (i = 0; i < dc_nr_apis; i++)
		add(dc_apis[i].name, DC_NAME_API)->api = &dc_apis[i];
	for (i = 0; i < dc_nr_origins; i++)
		add(dc_origins[i].name, DC_NAME_ORIGIN)->origin = &dc_origins[i];
	for (i = 0; i < DC_NR_ATTRS; i++)
		add(dc_attrs[i].name, DC_NAME_ATTR)->attr = i;
	for (i = 0; i < ARRAY_SIZE(gfp_names); i++)
		add(gfp_names[i].name, DC_NAME_GFP)->gfp = gfp_names[i].flags;
	for (i = 0; i < ARRAY_SIZE(dir_names); i++)
		add(dir_names[i].name, DC_NAME_DIR)->dir = dir_names[i].value;
}

const struct dc_name *dc_name_find(const char *text, size_t length)
{
	const struct dc_name *name = slot_of(text, length);

	return name->kind == DC_NAME_NONE ? NULL : name;
}

const struct dc_name *dc_name_next(const struct dc_name *name)
{
	for (name = name ? name + 1 : names; name < names + ARRAY_SIZE(names); name++)
		if (name->kind != DC_NAME_NONE)
			return name;
	return NULL;
}

enum dc_rule_id dc_rule_find(const char *id)
{
	enum dc_rule_id rule = 0;

	while (rule < DC_NR_RULES && strcmp(dc_rules[rule].id, id))
		rule++;
	return rule;
}

const char *dc_level_name(enum dc_level level)
{
	static const char *const level_names[] = { "note", "warning", "error" };

	return level_names[level];
}

uint32_t dc_attrs_defined(void)
{
	uint32_t mask = 0;

	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (!dc_attrs[i].gone)
			mask |= 1u << dc_attrs[i].bit;
	return mask;
}

static const char *short_name(int bit)
{
	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (dc_attrs[i].bit == bit && !dc_attrs[i].gone)
			return strstr(dc_attrs[i].name, "ATTR_") + strlen("ATTR_");
	return NULL;
}

const char *dc_attrs_print(uint64_t mask, char *buf, size_t size)
{
	size_t used = 0;

	buf[0] = '\0';
	for (int bit = 0; bit < 64 && used < size; bit++) {
		const char *name = short_name(bit);

		if (!(mask >> bit & 1))
			continue;
		if (name)
			used += snprintf(buf + used, size - used, "%s%s", used ? "|" : "", name);
		else
			used += snprintf(buf + used, size - used, "%s0x%" PRIx64, used ? "|" : "",
					 UINT64_C(1) << bit);
	}
	return buf;
}
