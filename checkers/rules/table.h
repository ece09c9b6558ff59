/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables as C sees them: one enumerator and one row for each line of a .def file.
 *
 * Everything here is constant after the program has started; nothing is owned by the caller.
 */
#ifndef DC_TABLE_H
#define DC_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A kernel release as one comparable number: 7.3 is 0x0703. */
#define DC_VERSION(major, minor)	(((major) << 8) | (minor))

enum dc_attr_id {
#define ATTR(id, ...) DC_ATTR_##id,
#include "attrs.def"
#undef ATTR
	DC_NR_ATTRS
};

/* One bit a row of attrs.def; names of the past share the bit that they had. */
#define V(major, minor)	DC_VERSION(major, minor)
#define BIT_OF(bit)	((bit) < 0 ? 0u : 1u << ((bit) & 31))
enum dc_attr_mask {
#define ATTR(id, name, bit, ...) DC_##id = BIT_OF(bit),
#include "attrs.def"
#undef ATTR
};

enum dc_attr_kind { DC_KIND_HINT, DC_KIND_CONTRACT, DC_KIND_DEBUG, DC_KIND_PRIVATE };
enum dc_attr_match { DC_MATCH_FREE, DC_MATCH_SHOULD, DC_MATCH_MUST };

struct dc_attr {
	const char *name;
	int bit;
	unsigned int since;
	unsigned int gone;
	enum dc_attr_kind kind;
	enum dc_attr_match match;
	const char *honoured;
	const char *summary;
};

enum dc_op {
	DC_OP_ALLOC, DC_OP_FREE, DC_OP_MAP, DC_OP_UNMAP, DC_OP_MMAP, DC_OP_SGTABLE, DC_OP_SYNC,
	DC_OP_IOVA_LINK, DC_OP_IOVA_UNLINK, DC_OP_IOVA_DESTROY,
};

enum dc_family {
	DC_FAMILY_PHYS, DC_FAMILY_SG, DC_FAMILY_COHERENT, DC_FAMILY_MANAGED,
	DC_FAMILY_NONCONTIGUOUS, DC_FAMILY_PAGES, DC_FAMILY_NONCOHERENT, DC_FAMILY_IOVA,
	DC_FAMILY_XSK,
};

/* By what name a function knows memory. */
enum dc_form {
	DC_FORM_CPU, DC_FORM_PAGE, DC_FORM_BVEC, DC_FORM_PHYS, DC_FORM_SG, DC_FORM_SGT,
	DC_FORM_STATE, DC_FORM_PAGES, DC_FORM_HANDLE,
};

/* Argument positions are 0-based; these two stand for none and for the returned value. */
enum { DC_ARG_NONE = -1, DC_ARG_RESULT = -2 };

struct dc_api {
	const char *name;
	enum dc_op op;
	enum dc_family family;
	enum dc_form form;
	signed char dev, addr, size, handle, gfp, dir, attrs;
	uint32_t implied;
	unsigned int since;
};

/* Roles and classes of origins.def. */
enum dc_role {
	DC_ROLE_SOURCE, DC_ROLE_SOURCE_RES, DC_ROLE_DERIVE, DC_ROLE_DERIVE_IO, DC_ROLE_DERIVE_RES,
	DC_ROLE_DERIVE_BAR, DC_ROLE_FILL, DC_ROLE_FREE, DC_ROLE_CRYPT, DC_ROLE_CACHED, DC_ROLE_PTE,
	DC_ROLE_TOUCH, DC_ROLE_PAGEUSE, DC_ROLE_PURE, DC_ROLE_PROT, DC_ROLE_ASK,
	DC_ROLE_ORDER,
	/* no rows: a release of the DMA API, and the end of a function */
	DC_ROLE_RELEASE, DC_ROLE_RETURN,
};

enum dc_what {
	DC_WHAT_NONE, DC_WHAT_RAM, DC_WHAT_VMALLOC, DC_WHAT_USER, DC_WHAT_MMIO, DC_WHAT_BUS,
	DC_WHAT_VIRT, DC_WHAT_PAGE, DC_WHAT_PAGES, DC_WHAT_PHYS, DC_WHAT_PFN, DC_WHAT_IO,
	DC_WHAT_SHARED, DC_WHAT_PRIVATE, DC_WHAT_SAME,
};

struct dc_origin {
	const char *name;
	enum dc_role role;
	signed char arg, arg2;
	enum dc_what what;
};

/* Whether the function says something of memory, or does something to it. */
static inline bool dc_origin_is_of_memory(const struct dc_origin *origin)
{
	return origin->role != DC_ROLE_PURE && origin->role != DC_ROLE_ORDER;
}

enum dc_rule_id {
#define RULE(id, ...) DC_RULE_##id,
#include "rules.def"
#undef RULE
	DC_NR_RULES
};

enum dc_level { DC_LEVEL_NOTE, DC_LEVEL_WARNING, DC_LEVEL_ERROR };

enum dc_harm {
	DC_HARM_IGNORED = 1, DC_HARM_REFUSED = 2, DC_HARM_SPLAT = 4, DC_HARM_LEAK = 8,
	DC_HARM_EXPOSED = 16, DC_HARM_CORRUPT = 32, DC_HARM_FAULT = 64,
};

enum dc_engine {
	DC_ENGINE_SOURCE = 1, DC_ENGINE_SPARSE = 2, DC_ENGINE_CLANG = 4, DC_ENGINE_COCCI = 8,
	DC_ENGINE_ALL = 15,
};

struct dc_rule {
	const char *id;
	enum dc_level level;
	unsigned int harm;	/* enum dc_harm, joined */
	unsigned int reach;	/* enum dc_engine, joined */
	unsigned int since, gone;
	const char *summary, *why, *witness;
};

extern const struct dc_attr dc_attrs[DC_NR_ATTRS];
extern const struct dc_rule dc_rules[DC_NR_RULES];
extern const struct dc_api dc_apis[];
extern const size_t dc_nr_apis;
extern const struct dc_origin dc_origins[];
extern const size_t dc_nr_origins;

/* gfp flags that a DMA allocation minds: one bit a zone or flag, joined in struct dc_gfp. */
enum dc_gfp_flag { DC_GFP_COMP = 1, DC_GFP_DMA = 2, DC_GFP_DMA32 = 4, DC_GFP_HIGHMEM = 8 };
#define DC_GFP_ZONES (DC_GFP_DMA | DC_GFP_DMA32 | DC_GFP_HIGHMEM)

/* The three kinds of named constant that calls mix up. */
enum dc_constant { DC_CONSTANT_ATTR = 1, DC_CONSTANT_GFP = 2, DC_CONSTANT_DIR = 4 };

/*
 * What an identifier means to us.  One lookup answers for all tables; `kind` says which pointer
 * or number counts.
 */
enum dc_name_kind {
	DC_NAME_NONE, DC_NAME_API, DC_NAME_ORIGIN, DC_NAME_ATTR, DC_NAME_GFP, DC_NAME_DIR,
};

struct dc_name {
	const char *text;
	size_t length;
	enum dc_name_kind kind;
	union {
		const struct dc_api *api;
		const struct dc_origin *origin;
		enum dc_attr_id attr;
		unsigned int gfp;	/* enum dc_gfp_flag, joined */
		int dir;
	};
};

/*
 * dc_name_find(): the entry of an identifier of `length` bytes, NULL when no table has it.
 * dc_table_init() fills the hash behind it; call it once before any thread starts.
 */
void dc_table_init(void);
const struct dc_name *dc_name_find(const char *text, size_t length);

/* All entries in some order: the first after NULL, NULL after the last. */
const struct dc_name *dc_name_next(const struct dc_name *name);

/* A rule by its id, DC_NR_RULES when there is none. */
enum dc_rule_id dc_rule_find(const char *id);

const char *dc_level_name(enum dc_level level);

/* Live attributes of the newest release: every bit that means something. */
uint32_t dc_attrs_defined(void);

/*
 * The names of the attributes in `mask`, without their DMA_ATTR_ prefix, joined by "|", undefined
 * bits as numbers.  Writes at most `size` bytes with the final NUL; returns `buf`.
 */
const char *dc_attrs_print(uint64_t mask, char *buf, size_t size);

#endif
