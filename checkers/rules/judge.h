/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verdicts on single facts.
 *
 * An engine tells what happens at one place on one path: a call of the DMA API (struct dc_call) or
 * something done to memory (struct dc_use).  The judge says which rules that breaks.  It is pure:
 * no I/O, no allocation, no globals but the constant tables.
 *
 * Unknown is not guilty: a field left zero means "not known" and convicts nobody.
 */
#ifndef DC_JUDGE_H
#define DC_JUDGE_H

#include "table.h"

/* What is known of the memory behind an address. */
enum dc_memory {
	DC_MEMORY_UNKNOWN,
	DC_MEMORY_RAM,		/* linear map, struct pages: slab and page allocator */
	DC_MEMORY_VMALLOC,	/* kernel memory outside the linear map */
	DC_MEMORY_STACK,
	DC_MEMORY_STATIC,	/* the kernel's or a module's image */
	DC_MEMORY_USER,
	DC_MEMORY_MMIO,		/* device memory without struct page, by physical address or cookie */
};

/* What is known of the encryption of its pages, on the path to this place. */
enum dc_encryption {
	DC_ENCRYPTION_UNKNOWN,
	DC_ENCRYPTION_PRIVATE,	/* as it came from the allocator, or encrypted again */
	DC_ENCRYPTION_SHARED,	/* set_memory_decrypted() succeeded */
	DC_ENCRYPTION_BROKEN,	/* set_memory_decrypted() or _encrypted() failed: either, page by page */
};

/* Three-valued knowledge. */
enum dc_known { DC_UNKNOWN, DC_NO, DC_YES };

/* An attribute expression that cannot yield what its author meant. */
enum dc_mistake {
	DC_MISTAKE_NONE,
	DC_MISTAKE_NOT,		/* !attrs */
	DC_MISTAKE_AND,		/* a && B, a || B */
	DC_MISTAKE_NAME,	/* a DMA_ATTR_ name that no kernel defines */
};

/* What a call of the DMA API is given on one path. */
struct dc_call {
	const struct dc_api *api;
	uint64_t set;		/* attribute bits known to be set by the caller, implied ones excluded */
	uint64_t clear;		/* attribute bits known to be clear */
	uint32_t names;		/* rows of attrs.def spelled in the value, one bit a row */
	enum dc_mistake mistake;
	unsigned int gfp;	/* enum dc_gfp_flag known to be set */
	/* enum dc_constant found in each argument, joined */
	uint8_t in_attrs, in_gfp, in_dir;
	enum dc_memory memory;
	enum dc_encryption encryption;
	enum dc_known mmio_handle;	/* SYNC: what the handle came from was mapped as MMIO */
};

/* What is done to memory outside the DMA API, on one path. */
struct dc_use {
	enum dc_role role;		/* FREE CRYPT CACHED PTE TOUCH PAGEUSE RELEASE RETURN; DERIVE for a
					   new name */
	enum dc_what what;		/* DERIVE: the new name's kind */
	enum dc_encryption encryption;
	enum dc_known cookie;		/* result of an allocation with NO_KERNEL_MAPPING */
	enum dc_known mmio;		/* range is mapped with DMA_ATTR_MMIO */
	enum dc_known prot_shared;	/* PTE: protection went through pgprot_decrypted() */
	enum dc_known prot_own;		/* PTE: nobody but this function can have chosen it */
	enum dc_known result_used;	/* CRYPT */
	enum dc_known wrong_handle;	/* RELEASE: given the memory that was mapped, not its handle */
	enum dc_known held;		/* RETURN: nobody can release it any more */
};

/* A comment that asks not to be told of a rule. */
struct dc_plea {
	enum dc_known knows_rule;	/* it names one that there is */
	enum dc_known has_reason;
	enum dc_known has_effect;	/* there is something that it keeps from being told */
};

/* The kernel that is judged: rules and attributes that it does not have stay silent. */
struct dc_kernel {
	unsigned int version;	/* DC_VERSION() */
	uint32_t attrs;		/* rows of attrs.def that its headers define, one bit a row */
};

/* A resource that is acquired in one place and released, or mapped for user space, in another. */
struct dc_pair {
	const struct dc_api *acquire, *release;
	/* as in struct dc_call, implied attributes excluded */
	uint64_t acquire_set, acquire_clear;
	uint64_t release_set, release_clear;
};

struct dc_verdict {
	enum dc_rule_id rule;
	enum dc_level level;
	uint64_t bits;		/* attribute bits that it is about, 0 for none */
};

enum { DC_MAX_VERDICTS = 8 };

/*
 * dc_judge_call(), dc_judge_use(), dc_judge_pair(), dc_judge_plea(): write at most DC_MAX_VERDICTS verdicts, in the
 * order of rules.def, and return how many.
 *
 * dc_judge_name(): whether naming attribute row `attr` anywhere outside the DMA core is a mistake
 * by itself; returns 0 or 1 verdicts.
 */
size_t dc_judge_call(const struct dc_call *call, const struct dc_kernel *kernel,
		     struct dc_verdict verdicts[DC_MAX_VERDICTS]);
size_t dc_judge_use(const struct dc_use *use, const struct dc_kernel *kernel,
		    struct dc_verdict verdicts[DC_MAX_VERDICTS]);
size_t dc_judge_pair(const struct dc_pair *pair, const struct dc_kernel *kernel,
		     struct dc_verdict verdicts[DC_MAX_VERDICTS]);
size_t dc_judge_name(enum dc_attr_id attr, const struct dc_kernel *kernel,
		     struct dc_verdict verdicts[DC_MAX_VERDICTS]);

size_t dc_judge_plea(const struct dc_plea *plea, const struct dc_kernel *kernel,
		     struct dc_verdict verdicts[DC_MAX_VERDICTS]);

/* Whether the kernel has the rule at all. */
bool dc_rule_applies(enum dc_rule_id rule, const struct dc_kernel *kernel);

#endif
