/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages of verdicts, the same from whatever end of a check they come. */
#include "words.h"

#include <stdio.h>

static const char *slot_words(const struct dc_call *call)
{
	if (call->in_attrs & ~DC_CONSTANT_ATTR)
		return call->in_attrs & DC_CONSTANT_GFP ? "a gfp flag as attributes"
							: "a direction as attributes";
	if (call->in_gfp & ~DC_CONSTANT_GFP)
		return call->in_gfp & DC_CONSTANT_ATTR ? "an attribute as gfp flags"
						       : "a direction as gfp flags";
	return call->in_dir & DC_CONSTANT_ATTR ? "an attribute as direction"
					       : "a gfp flag as direction";
}

static const char *memory_words(const struct dc_call *call)
{
	static const char *const words[] = {
		[DC_MEMORY_UNKNOWN] = "memory",		[DC_MEMORY_RAM] = "RAM",
		[DC_MEMORY_VMALLOC] = "vmalloc memory", [DC_MEMORY_STACK] = "the stack",
		[DC_MEMORY_STATIC] = "static data",	[DC_MEMORY_USER] = "user memory",
		[DC_MEMORY_MMIO] = "an MMIO address",
	};

	return words[call->memory];
}

static void undefined_words(const struct dc_call *call, uint64_t bits, char *text, size_t size)
{
	char names[128];

	if (call->mistake == DC_MISTAKE_NAME)
		snprintf(text, size, "DMA_ATTR_ name that no kernel defines");
	else if (call->mistake != DC_MISTAKE_NONE)
		snprintf(text, size, "truth value as attributes, & may be meant");
	else if (bits)
		snprintf(text, size, "attribute bits that no kernel defines: %s",
			 dc_attrs_print(bits, names, sizeof(names)));
	else
		for (unsigned int i = 0; i < DC_NR_ATTRS; i++)
			if ((call->names >> i & 1) && dc_attrs[i].gone)
				snprintf(text, size, "%s is gone: %s", dc_attrs[i].name,
					 dc_attrs[i].summary);
}

void dc_words_call(const struct dc_call *call, const struct dc_verdict *verdict, char *text,
		   size_t size)
{
	const char *api = call->api->name;
	char names[256];

	dc_attrs_print(verdict->bits, names, sizeof(names));
	switch (verdict->rule) {
	case DC_RULE_alloc_cc_shared:
		snprintf(text, size, "%s given to %s()", names, api);
		break;
	case DC_RULE_private_attr:
		snprintf(text, size, "bit of the DMA core's private attribute given to %s(): %s",
			 api, names);
		break;
	case DC_RULE_alloc_map_attr:
		snprintf(text, size, "attribute of a mapping given to %s(): %s", api, names);
		break;
	case DC_RULE_noncontiguous_attr:
		snprintf(text, size, "%s() takes no attribute but ALLOC_SINGLE_PAGES: %s", api,
			 names);
		break;
	case DC_RULE_page_mmio:
	case DC_RULE_sg_mmio:
		snprintf(text, size, "%s given to %s()", names, api);
		break;
	case DC_RULE_mmio_missing:
		snprintf(text, size, "MMIO address given to %s() without MMIO", api);
		break;
	case DC_RULE_mmio_on_ram:
		snprintf(text, size, "%s mapped as MMIO by %s()", memory_words(call), api);
		break;
	case DC_RULE_cc_not_decrypted:
		snprintf(text, size, "memory mapped with CC_SHARED was not decrypted");
		break;
	case DC_RULE_coherent_kernel_memory:
		snprintf(text, size, "REQUIRE_COHERENT on kernel memory: %s", memory_words(call));
		break;
	case DC_RULE_attr_slot:
		snprintf(text, size, "%s of %s()", slot_words(call), api);
		break;
	case DC_RULE_attr_undefined:
		undefined_words(call, verdict->bits, text, size);
		break;
	case DC_RULE_alloc_gfp:
		snprintf(text, size, call->gfp & DC_GFP_COMP && verdict->level == DC_LEVEL_ERROR ?
			 "__GFP_COMP refused by %s()" : verdict->level == DC_LEVEL_ERROR ?
			 "zone flag refused by %s()" : "zone flag dropped by %s()", api);
		break;
	case DC_RULE_stream_alloc_attr:
		snprintf(text, size, "attribute of an allocation given to %s(): %s", api, names);
		break;
	default:
		snprintf(text, size, "%s", dc_rules[verdict->rule].summary);
	}
}

void dc_words_pair(const struct dc_pair *pair, const struct dc_verdict *verdict, char *text,
		   size_t size)
{
	uint64_t acquired = pair->acquire_set | pair->acquire->implied;
	bool is_free = pair->release->op == DC_OP_FREE;
	const char *change = acquired & verdict->bits ? "missing" : "added";
	char names[256];

	dc_attrs_print(verdict->bits, names, sizeof(names));
	switch (verdict->rule) {
	case DC_RULE_release_attrs:
	case DC_RULE_release_attrs_hint:
		snprintf(text, size, "%s with other attributes than it was %s with: %s %s",
			 is_free ? "freed" : "unmapped", is_free ? "allocated" : "mapped", names,
			 change);
		break;
	case DC_RULE_release_family:
		snprintf(text, size, "%s() releases what %s() acquired", pair->release->name,
			 pair->acquire->name);
		break;
	case DC_RULE_mmap_attrs:
		snprintf(text, size, "%s() with other attributes than the allocation: %s %s",
			 pair->release->name, names, change);
		break;
	default:
		if (verdict->bits)
			snprintf(text, size,
				 "%s() frees without attributes what %s() allocated with %s",
				 pair->release->name, pair->acquire->name, names);
		else
			snprintf(text, size, "%s() frees what devres will free again, from %s()",
				 pair->release->name, pair->acquire->name);
	}
}

const char *dc_words_use(const struct dc_use *use, enum dc_rule_id rule)
{
	switch (rule) {
	case DC_RULE_cc_unchecked:
		return "result ignored, the pages may be in an unknown state";
	case DC_RULE_cc_freed_shared:
		return use->encryption == DC_ENCRYPTION_BROKEN ?
		       "pages freed although their encryption could not be changed" :
		       "pages freed while still decrypted";
	case DC_RULE_cc_private_pte:
		return "decrypted memory mapped for the CPU without pgprot_decrypted()";
	case DC_RULE_cookie_used:
		return "result of an allocation with NO_KERNEL_MAPPING used as an address";
	case DC_RULE_mmio_cached:
		return "cacheable CPU mapping of a range that is mapped as MMIO";
	case DC_RULE_release_handle:
		return use->what == DC_WHAT_PHYS ?
		       "freed with a physical address in place of the handle" :
		       "unmapped by the address that was mapped, not by the handle";
	case DC_RULE_never_released:
		return "never released, and the handle is lost when the function returns";
	default:
		return dc_rules[rule].summary;
	}
}
