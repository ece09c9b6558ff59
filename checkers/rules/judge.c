/* SPDX-License-Identifier: GPL-2.0-only */
/* Verdicts on DMA calls and on what happens to memory. Pure: no I/O, no allocation. */
#include "judge.h"

enum {
	ALLOC_ONLY = DC_FORCE_CONTIGUOUS | DC_ALLOC_SINGLE_PAGES | DC_NO_KERNEL_MAPPING | DC_WRITE_COMBINE,
	MAP_ONLY = DC_MMIO | DC_REQUIRE_COHERENT | DC_SKIP_CPU_SYNC,
};

struct bench {
	const struct dc_kernel *kernel;
	struct dc_verdict *verdicts;
	size_t nr;
};

bool dc_rule_applies(enum dc_rule_id rule, const struct dc_kernel *kernel)
{
	const struct dc_rule *row = &dc_rules[rule];

	return kernel->version >= row->since && (!row->gone || kernel->version < row->gone);
}

static void convict(struct bench *bench, enum dc_rule_id rule, enum dc_level level, uint64_t bits)
{
	if (bench->nr == DC_MAX_VERDICTS || !dc_rule_applies(rule, bench->kernel))
		return;
	bench->verdicts[bench->nr++] = (struct dc_verdict){ rule, level, bits };
}

#define CONVICT(bench, rule, bits) \
	convict(bench, DC_RULE_##rule, dc_rules[DC_RULE_##rule].level, bits)

static bool is_kernel_memory(enum dc_memory memory)
{
	return memory == DC_MEMORY_RAM || memory == DC_MEMORY_VMALLOC ||
	       memory == DC_MEMORY_STACK || memory == DC_MEMORY_STATIC;
}

/* MANAGED wraps COHERENT; NONCONTIGUOUS is the one other allocation that takes attributes. */
static bool is_attrs_memory(const struct dc_api *api)
{
	return api->family == DC_FAMILY_COHERENT || api->family == DC_FAMILY_MANAGED ||
	       api->family == DC_FAMILY_NONCONTIGUOUS;
}

/* Calls that name memory by its page: the core refuses MMIO there. */
static bool is_page_form(const struct dc_api *api)
{
	return api->form == DC_FORM_CPU || api->form == DC_FORM_PAGE || api->form == DC_FORM_BVEC ||
	       api->form == DC_FORM_PAGES;
}

static bool is_mapping(const struct dc_api *api)
{
	return api->op == DC_OP_MAP || api->op == DC_OP_IOVA_LINK;
}

/* Bits that mean nothing, neither today nor in this kernel. */
static uint64_t undefined_bits(uint64_t set, const struct dc_kernel *kernel)
{
	set &= ~(uint64_t)dc_attrs_defined();
	for (unsigned int i = 0; i < DC_NR_ATTRS; i++)
		if ((kernel->attrs >> i & 1) && dc_attrs[i].bit >= 0)
			set &= ~(UINT64_C(1) << dc_attrs[i].bit);
	return set;
}

static bool has_gone_name(uint32_t names, const struct dc_kernel *kernel)
{
	for (unsigned int i = 0; i < DC_NR_ATTRS; i++) {
		const struct dc_attr *attr = &dc_attrs[i];

		if ((names >> i & 1) && attr->gone && attr->kind != DC_KIND_PRIVATE &&
		    kernel->version >= attr->gone && !(kernel->attrs >> i & 1))
			return true;
	}
	return false;
}

static bool has_private_name(uint32_t names)
{
	return names & (1u << DC_ATTR_ALLOC_CC_SHARED | 1u << DC_ATTR_V6_ALLOC_CC_SHARED);
}

static void judge_allocation(struct bench *bench, const struct dc_call *call)
{
	const struct dc_api *api = call->api;

	if (is_attrs_memory(api) && (call->set & DC_CC_SHARED))
		CONVICT(bench, alloc_cc_shared, DC_CC_SHARED);
	if (api->op != DC_OP_ALLOC)
		return;
	if (is_attrs_memory(api) && (call->set & MAP_ONLY))
		CONVICT(bench, alloc_map_attr, call->set & MAP_ONLY);
	if (api->family == DC_FAMILY_NONCONTIGUOUS && (call->set & ~(uint64_t)DC_ALLOC_SINGLE_PAGES))
		CONVICT(bench, noncontiguous_attr, call->set & ~(uint64_t)DC_ALLOC_SINGLE_PAGES);
}

static void judge_mmio(struct bench *bench, const struct dc_call *call)
{
	const struct dc_api *api = call->api;
	uint64_t attrs = call->set | api->implied;
	bool is_iova = api->family == DC_FAMILY_IOVA;

	if (api->family == DC_FAMILY_SG && (call->set & DC_MMIO))
		CONVICT(bench, sg_mmio, DC_MMIO);
	if (api->family != DC_FAMILY_PHYS && api->family != DC_FAMILY_XSK && !is_iova)
		return;
	if (is_page_form(api) && (call->set & DC_MMIO))
		CONVICT(bench, page_mmio, DC_MMIO);
	if (!is_mapping(api))
		return;
	if (call->memory == DC_MEMORY_MMIO && !(attrs & DC_MMIO) &&
	    ((call->clear & DC_MMIO) || api->attrs == DC_ARG_NONE))
		CONVICT(bench, mmio_missing, DC_MMIO);
	if (is_kernel_memory(call->memory) && (attrs & DC_MMIO) && !is_page_form(api))
		CONVICT(bench, mmio_on_ram, DC_MMIO);
}

static void judge_mapping(struct bench *bench, const struct dc_call *call)
{
	uint64_t attrs = call->set | call->api->implied;

	if (!is_mapping(call->api))
		return;
	if ((attrs & DC_CC_SHARED) && !(attrs & DC_MMIO) &&
	    (call->encryption == DC_ENCRYPTION_PRIVATE || call->encryption == DC_ENCRYPTION_BROKEN))
		CONVICT(bench, cc_not_decrypted, DC_CC_SHARED);
	if ((attrs & DC_REQUIRE_COHERENT) && is_kernel_memory(call->memory))
		CONVICT(bench, coherent_kernel_memory, DC_REQUIRE_COHERENT);
}

static void judge_slots(struct bench *bench, const struct dc_call *call)
{
	if ((call->in_attrs & ~DC_CONSTANT_ATTR) || (call->in_gfp & ~DC_CONSTANT_GFP) ||
	    (call->in_dir & ~DC_CONSTANT_DIR))
		CONVICT(bench, attr_slot, 0);
}

/* A constant of another kind in the attribute slot is attr_slot's, not undefined bits. */
static void judge_value(struct bench *bench, const struct dc_call *call)
{
	uint64_t undefined = undefined_bits(call->set, bench->kernel);

	if (call->in_attrs & ~DC_CONSTANT_ATTR)
		return;
	if (call->mistake != DC_MISTAKE_NONE || undefined || has_gone_name(call->names, bench->kernel))
		CONVICT(bench, attr_undefined, undefined);
}

static void judge_gfp(struct bench *bench, const struct dc_call *call)
{
	enum dc_family family = call->api->family;
	bool refuses = family == DC_FAMILY_PAGES || family == DC_FAMILY_NONCOHERENT;

	if (call->api->op != DC_OP_ALLOC || (call->in_gfp & ~DC_CONSTANT_GFP))
		return;
	if ((call->gfp & DC_GFP_COMP) && bench->kernel->version >= DC_VERSION(6, 2))
		convict(bench, DC_RULE_alloc_gfp, DC_LEVEL_ERROR, 0);
	else if (call->gfp & DC_GFP_ZONES)
		convict(bench, DC_RULE_alloc_gfp, refuses ? DC_LEVEL_ERROR : DC_LEVEL_WARNING, 0);
}

static void judge_notes(struct bench *bench, const struct dc_call *call)
{
	uint64_t attrs = call->set | call->api->implied;

	if (is_mapping(call->api) && (attrs & DC_MMIO) && (call->clear & DC_CC_SHARED) &&
	    call->api->form == DC_FORM_PHYS)
		CONVICT(bench, mmio_private, DC_MMIO);
	if (is_mapping(call->api) && (call->set & ALLOC_ONLY))
		CONVICT(bench, stream_alloc_attr, call->set & ALLOC_ONLY);
}

size_t dc_judge_call(const struct dc_call *call, const struct dc_kernel *kernel,
		     struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	struct bench bench = { kernel, verdicts, 0 };

	judge_allocation(&bench, call);
	/* The name alone is convicted where it stands; a number has no name. */
	if ((call->set & DC_ALLOC_CC_SHARED) && !has_private_name(call->names))
		CONVICT(&bench, private_attr, DC_ALLOC_CC_SHARED);
	judge_mmio(&bench, call);
	judge_mapping(&bench, call);
	judge_slots(&bench, call);
	judge_value(&bench, call);
	judge_gfp(&bench, call);
	if (call->api->op == DC_OP_SYNC && call->api->family != DC_FAMILY_IOVA &&
	    call->mmio_handle == DC_YES)
		CONVICT(&bench, mmio_sync, DC_MMIO);
	judge_notes(&bench, call);
	return bench.nr;
}

static bool is_cookie_misuse(const struct dc_use *use)
{
	return use->cookie == DC_YES &&
	       (use->role == DC_ROLE_TOUCH || use->role == DC_ROLE_PAGEUSE ||
		use->role == DC_ROLE_DERIVE || use->role == DC_ROLE_PTE || use->role == DC_ROLE_FREE ||
		use->role == DC_ROLE_CRYPT);
}

static bool is_cacheable_view(const struct dc_use *use)
{
	return use->role == DC_ROLE_CACHED ||
	       (use->role == DC_ROLE_DERIVE && use->what == DC_WHAT_VIRT);
}

size_t dc_judge_use(const struct dc_use *use, const struct dc_kernel *kernel,
		    struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	struct bench bench = { kernel, verdicts, 0 };

	if (use->role == DC_ROLE_RELEASE && use->wrong_handle == DC_YES)
		CONVICT(&bench, release_handle, 0);
	if (use->role == DC_ROLE_RETURN && use->held == DC_YES)
		CONVICT(&bench, never_released, 0);
	if (use->role == DC_ROLE_CRYPT && use->result_used == DC_NO)
		CONVICT(&bench, cc_unchecked, 0);
	if (use->role == DC_ROLE_FREE && (use->encryption == DC_ENCRYPTION_SHARED ||
					  use->encryption == DC_ENCRYPTION_BROKEN))
		CONVICT(&bench, cc_freed_shared, 0);
	if (use->role == DC_ROLE_PTE && use->encryption == DC_ENCRYPTION_SHARED &&
	    use->prot_shared == DC_NO)
		convict(&bench, DC_RULE_cc_private_pte,
			use->prot_own == DC_YES ? DC_LEVEL_ERROR : DC_LEVEL_WARNING, 0);
	if (is_cookie_misuse(use))
		CONVICT(&bench, cookie_used, DC_NO_KERNEL_MAPPING);
	if (is_cacheable_view(use) && use->mmio == DC_YES)
		CONVICT(&bench, mmio_cached, DC_MMIO);
	return bench.nr;
}

/* What an API is given at an end: the caller's bits and the implied ones. */
static void add_implied(const struct dc_api *api, uint64_t *set, uint64_t *clear)
{
	if (api->attrs == DC_ARG_NONE)
		*clear = UINT64_MAX;
	*set |= api->implied;
	*clear &= ~(uint64_t)api->implied;
}

static uint32_t bits_that(enum dc_attr_match match)
{
	uint32_t bits = 0;

	for (unsigned int i = 0; i < DC_NR_ATTRS; i++)
		if (dc_attrs[i].match == match && !dc_attrs[i].gone)
			bits |= 1u << dc_attrs[i].bit;
	return bits;
}

/* These release without attributes, and nothing is compared with theirs. */
static bool compares_attrs(const struct dc_api *release)
{
	return release->family == DC_FAMILY_PHYS || release->family == DC_FAMILY_SG ||
	       release->family == DC_FAMILY_COHERENT || release->family == DC_FAMILY_XSK ||
	       (release->family == DC_FAMILY_IOVA && release->op != DC_OP_FREE);
}

static bool is_release(enum dc_op op)
{
	return op == DC_OP_FREE || op == DC_OP_UNMAP || op == DC_OP_IOVA_UNLINK ||
	       op == DC_OP_IOVA_DESTROY;
}

/* dma_alloc_noncoherent() is dma_alloc_pages() with an address. */
static bool are_same_pages(enum dc_family a, enum dc_family b)
{
	return (a == DC_FAMILY_PAGES || a == DC_FAMILY_NONCOHERENT) &&
	       (b == DC_FAMILY_PAGES || b == DC_FAMILY_NONCOHERENT);
}

static void judge_families(struct bench *bench, const struct dc_pair *pair)
{
	enum dc_family acquired = pair->acquire->family, released = pair->release->family;

	if (acquired == DC_FAMILY_MANAGED && released == DC_FAMILY_COHERENT &&
	    pair->release->op == DC_OP_FREE)
		CONVICT(bench, managed_release, 0);
	else if (is_release(pair->release->op))
		convict(bench, DC_RULE_release_family, are_same_pages(acquired, released) ?
			DC_LEVEL_WARNING : DC_LEVEL_ERROR, 0);
}

size_t dc_judge_pair(const struct dc_pair *pair, const struct dc_kernel *kernel,
		     struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	struct bench bench = { kernel, verdicts, 0 };
	uint64_t acquire_set = pair->acquire_set, acquire_clear = pair->acquire_clear;
	uint64_t release_set = pair->release_set, release_clear = pair->release_clear;
	uint64_t differ, must, should;

	add_implied(pair->acquire, &acquire_set, &acquire_clear);
	add_implied(pair->release, &release_set, &release_clear);
	differ = (acquire_set & release_clear) | (acquire_clear & release_set);
	must = differ & bits_that(DC_MATCH_MUST);
	should = differ & bits_that(DC_MATCH_SHOULD);
	if (pair->acquire->family != pair->release->family) {
		/* mmap of a managed buffer is one of coherent memory */
		if (pair->acquire->family != DC_FAMILY_MANAGED || is_release(pair->release->op)) {
			judge_families(&bench, pair);
			return bench.nr;
		}
	}
	if (pair->release->op == DC_OP_MMAP || pair->release->op == DC_OP_SGTABLE) {
		if (pair->release->family == DC_FAMILY_COHERENT && (must | should))
			CONVICT(&bench, mmap_attrs, must | should);
	} else if (pair->acquire->family == DC_FAMILY_MANAGED) {
		if (acquire_set & bits_that(DC_MATCH_MUST))
			convict(&bench, DC_RULE_managed_release, DC_LEVEL_WARNING,
				acquire_set & bits_that(DC_MATCH_MUST));
	} else if (compares_attrs(pair->release)) {
		if (must)
			CONVICT(&bench, release_attrs, must);
		if (should)
			CONVICT(&bench, release_attrs_hint, should);
	}
	return bench.nr;
}

size_t dc_judge_name(enum dc_attr_id attr, const struct dc_kernel *kernel,
		     struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	struct bench bench = { kernel, verdicts, 0 };

	if (dc_attrs[attr].kind == DC_KIND_PRIVATE)
		CONVICT(&bench, private_attr, DC_ALLOC_CC_SHARED);
	return bench.nr;
}

size_t dc_judge_plea(const struct dc_plea *plea, const struct dc_kernel *kernel,
		     struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	struct bench bench = { kernel, verdicts, 0 };

	if (plea->knows_rule == DC_NO || plea->has_reason == DC_NO || plea->has_effect == DC_NO)
		CONVICT(&bench, bad_ignore, 0);
	return bench.nr;
}
