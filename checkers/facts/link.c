/* SPDX-License-Identifier: GPL-2.0-only */
/* Brings what is stored in a member to the calls that read it. */
#include "link.h"

#include <stdio.h>
#include <string.h>

#include "words.h"

enum { MAX_MESSAGE = 512 };

static bool note_store(struct dc_finding *finding, const struct dc_end *store, uint64_t bits)
{
	char text[MAX_MESSAGE], names[256];

	dc_attrs_print(bits & store->set, names, sizeof(names));
	snprintf(text, sizeof(text), "%s stored here in %s()%s", names, store->function,
		 store->guard);
	return dc_finding_note(finding, store->file, store->line, store->column, text);
}

/* A call is judged once more with what a store puts into the member that it reads. */
static bool judge_stored(const struct dc_end *call, const struct dc_end *store,
			 const struct dc_kernel *kernel, struct dc_findings *findings)
{
	struct dc_call fact = {
		.api = &dc_apis[call->api],
		.memory = call->memory,
		.encryption = call->encryption,
		.set = call->set | (store->set & ~call->clear),
		.clear = call->clear | (store->clear & ~call->set),
	};
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr = dc_judge_call(&fact, kernel, verdicts);

	for (size_t i = 0; i < nr; i++) {
		struct dc_finding *finding;
		char text[MAX_MESSAGE] = "";

		/* What the call does whatever is stored has been told already. */
		if (!(verdicts[i].bits & store->set & ~call->set) ||
		    verdicts[i].rule == DC_RULE_private_attr)
			continue;
		dc_words_call(&fact, &verdicts[i], text, sizeof(text));
		finding = dc_end_report(call, &verdicts[i], text, findings);
		if (!finding || !note_store(finding, store, verdicts[i].bits))
			return false;
	}
	return true;
}

/* All calls of a group with all its stores. */
static bool judge_group(const struct dc_end *ends, size_t nr, const struct dc_kernel *kernel,
			struct dc_findings *findings)
{
	for (size_t i = 0; i < nr; i++)
		for (size_t k = 0; ends[i].kind == DC_END_CALL && k < nr; k++)
			if (ends[k].kind == DC_END_STORE &&
			    !judge_stored(&ends[i], &ends[k], kernel, findings))
				return false;
	return true;
}

/* An acquire that reads its attributes from a member has an alternative for each store to it. */
static bool add_stored_alternatives(struct dc_ends *ends)
{
	size_t nr = ends->nr;

	for (size_t i = 0; i < nr; i++) {
		const struct dc_end *store;

		if (ends->items[i].kind != DC_END_ACQUIRE || !ends->items[i].symbol[0])
			continue;
		store = dc_ends_find(&(struct dc_ends){ .items = ends->items, .nr = nr },
				     ends->items[i].symbol);
		for (; store && store < ends->items + nr &&
		       !strcmp(store->key, ends->items[i].symbol);
		     store++) {
			struct dc_end alternative = ends->items[i];
			size_t at = store - ends->items;

			if (store->kind != DC_END_STORE)
				continue;
			alternative.set |= store->set & ~alternative.clear;
			alternative.clear |= store->clear & ~alternative.set;
			if (!dc_ends_add(ends, &alternative))
				return false;
			store = ends->items + at;
		}
	}
	return true;
}

bool dc_link_ends(struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings)
{
	bool ok = true;

	dc_ends_sort(ends);
	if (!add_stored_alternatives(ends))
		return false;
	dc_ends_sort(ends);
	for (size_t from = 0, to; ok && from < ends->nr; from = to) {
		for (to = from + 1;
		     to < ends->nr && !strcmp(ends->items[to].key, ends->items[from].key); to++)
			;
		ok = judge_group(ends->items + from, to - from, kernel, findings);
	}
	return ok;
}
