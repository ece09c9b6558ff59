/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where judge and model differ, and why.  Part of agreement.c, which knows the scene.
 *
 * A row applies to a verdict that the model does not bear out, or, without a verdict, to harm that
 * the judge does not see.  A row that never applies is stale.
 */

/* Harm on every machine whatever the attributes. */
static bool is_hopeless(const struct dc_verdict *verdict, unsigned long attrs, unsigned int harm)
{
	(void)verdict, (void)attrs, (void)harm;
	for (unsigned int m = 0; m < dc_nr_machines; m++)
		if (!(scene.baseline[m] & DC_HURT_REFUSED))
			return false;
	return true;
}

static bool is_hidden(const struct dc_verdict *verdict, unsigned long attrs, unsigned int harm)
{
	return verdict && !harm &&
	       (suffered_anywhere(alone_of(verdict, attrs), true) & dc_rules[verdict->rule].harm);
}

static bool is_plain_mapping_of_shared(const struct dc_verdict *verdict, unsigned long attrs,
				       unsigned int harm)
{
	return !verdict && scene.kind == DECRYPTED && !(attrs & DMA_ATTR_CC_SHARED) &&
	       !(harm & ~(DC_HURT_CORRUPT | DC_HURT_IGNORED));
}

static bool is_peer(const struct dc_verdict *verdict, unsigned long attrs, unsigned int harm)
{
	(void)verdict, (void)attrs, (void)harm;
	return scene.kind == P2P;
}

static bool is_user_mmio(const struct dc_verdict *verdict, unsigned long attrs, unsigned int harm)
{
	(void)harm;
	return !verdict && scene.kind == USER && ((attrs | scene.api->implied) & DMA_ATTR_MMIO);
}

static bool is_debug_of_allocation(const struct dc_verdict *verdict, unsigned long attrs,
				   unsigned int harm)
{
	return !verdict && !takes_memory(scene.api) && harm == DC_HURT_IGNORED &&
	       (attrs & DMA_ATTR_DEBUGGING_IGNORE_CACHELINES);
}

static bool is_about(const struct dc_verdict *verdict, enum dc_rule_id rule)
{
	return verdict && verdict->rule == rule;
}

static bool is_shared_iova(const struct dc_verdict *verdict, unsigned long attrs, unsigned int harm)
{
	(void)attrs, (void)harm;
	return is_about(verdict, DC_RULE_cc_not_decrypted) && scene.api->op == DC_OP_IOVA_LINK;
}

static struct exception exceptions[] = {
	{ "hopeless",
	  "the function cannot map such memory with any attributes; a wrong pointer, which "
	  "no rule about attributes sees",
	  is_hopeless, 0 },
	{ "hidden", "an attribute is wrong, and another one that is there too keeps its harm away",
	  is_hidden, 0 },
	{ "shared memory mapped as private",
	  "legal, and bounced in a guest; on a host with memory "
	  "encryption the device reads ciphertext",
	  is_plain_mapping_of_shared, 0 },
	{ "peer's page",
	  "whether a page belongs to a peer is known to p2pdma alone, so the judge is "
	  "told nothing of the memory",
	  is_peer, 0 },
	{ "user memory as MMIO", "pinned pages may be a peer's, which only p2pdma tells",
	  is_user_mmio, 0 },
	{ "debugging wish at an allocation",
	  "dma-debug looks for shared cache lines of mappings alone; "
	  "no rule says so",
	  is_debug_of_allocation, 0 },
	{ "shared memory behind an IOMMU",
	  "dma_iova_link() ignores CC_SHARED, and no guest has an IOMMU "
	  "that it drives: the promise is false all the same",
	  is_shared_iova, 0 },
};
