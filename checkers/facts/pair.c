/* SPDX-License-Identifier: GPL-2.0-only */
/* Holds the ends of resources against each other, key by key. */
#include "pair.h"

#include <stdio.h>
#include <string.h>

#include "link.h"
#include "words.h"

enum { MAX_MESSAGE = 512 };

static bool is_release(const struct dc_end *end)
{
	enum dc_op op = dc_apis[end->api].op;

	return op == DC_OP_FREE || op == DC_OP_UNMAP || op == DC_OP_IOVA_UNLINK ||
	       op == DC_OP_IOVA_DESTROY;
}

static struct dc_pair pair_of(const struct dc_end *acquire, const struct dc_end *release)
{
	struct dc_pair pair = {
		.acquire = &dc_apis[acquire->api], .release = &dc_apis[release->api],
		.acquire_set = acquire->set, .acquire_clear = acquire->clear,
		.release_set = release->set, .release_clear = release->clear,
	};

	return pair;
}

/* How bad the worst verdict is; -1 for none. */
static int judge(const struct dc_end *acquire, const struct dc_end *release,
		 const struct dc_kernel *kernel, struct dc_verdict verdicts[DC_MAX_VERDICTS],
		 size_t *nr)
{
	struct dc_pair pair = pair_of(acquire, release);
	int worst = -1;

	*nr = dc_judge_pair(&pair, kernel, verdicts);
	for (size_t i = 0; i < *nr; i++)
		if ((int)verdicts[i].level > worst)
			worst = verdicts[i].level;
	return worst;
}

/* Bits that both ends read from one member are the same whatever they are. */
static bool fits(const struct dc_end *acquire, const struct dc_end *release,
		 const struct dc_kernel *kernel)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr;

	return judge(acquire, release, kernel, verdicts, &nr) < 0;
}

static bool report_pair(const struct dc_end *acquire, const struct dc_end *release,
			const struct dc_verdict *verdict, struct dc_findings *findings)
{
	struct dc_pair pair = pair_of(acquire, release);
	struct dc_finding *finding;
	char text[MAX_MESSAGE], names[256];

	dc_words_pair(&pair, verdict, text, sizeof(text));
	finding = dc_end_report(release, verdict, text, findings);
	if (!finding)
		return false;
	dc_attrs_print(acquire->set & verdict->bits, names, sizeof(names));
	snprintf(text, sizeof(text), "%s by %s() in %s()%s%s%s",
		 pair.acquire->op == DC_OP_ALLOC ? "allocated" : "mapped", pair.acquire->name,
		 acquire->function, names[0] ? " with " : "", names, acquire->guard);
	return dc_link_note(finding, acquire->way, verdict->bits) &&
	       dc_finding_note(finding, acquire->file, acquire->line, acquire->column, text);
}

static bool is_same_call(const struct dc_end *a, const struct dc_end *b)
{
	return a->line == b->line && a->column == b->column && !strcmp(a->file, b->file);
}

/* Whether the release may belong to some other call than `except`; NULL excepts none. */
static bool has_acquire(const struct dc_end *ends, size_t nr, const struct dc_end *release,
			const struct dc_end *except, const struct dc_kernel *kernel)
{
	for (size_t i = 0; i < nr; i++)
		if (ends[i].kind == DC_END_ACQUIRE && fits(&ends[i], release, kernel) &&
		    !(except && is_same_call(&ends[i], except)))
			return true;
	return false;
}

static bool has_release(const struct dc_end *ends, size_t nr, const struct dc_end *acquire,
			const struct dc_kernel *kernel)
{
	bool any = false;

	for (size_t i = 0; i < nr; i++) {
		if (ends[i].kind != DC_END_RELEASE || !is_release(&ends[i]))
			continue;
		any = true;
		if (fits(acquire, &ends[i], kernel))
			return true;
	}
	return !any;
}

static enum dc_family family_of(const struct dc_end *end)
{
	return dc_apis[end->api].family;
}

/* Of two families only when neither has a partner of its own: else the member serves both. */
static bool are_related(const struct dc_end *ends, size_t nr, const struct dc_end *acquire,
			const struct dc_end *release)
{
	if (family_of(acquire) == family_of(release))
		return true;
	for (size_t i = 0; i < nr; i++)
		if ((ends[i].kind == DC_END_ACQUIRE && family_of(&ends[i]) == family_of(release)) ||
		    (ends[i].kind == DC_END_RELEASE && family_of(&ends[i]) == family_of(acquire)))
			return false;
	return true;
}

/* Every release that can be no other call's. */
static bool convict_releases(const struct dc_end *ends, size_t nr, const struct dc_end *acquire,
			     const struct dc_kernel *kernel, struct dc_findings *findings)
{
	for (size_t i = 0; i < nr; i++) {
		struct dc_verdict verdicts[DC_MAX_VERDICTS];
		size_t nr_verdicts;

		if (ends[i].kind != DC_END_RELEASE || !is_release(&ends[i]) ||
		    !are_related(ends, nr, acquire, &ends[i]) ||
		    has_acquire(ends, nr, &ends[i], acquire, kernel))
			continue;
		judge(acquire, &ends[i], kernel, verdicts, &nr_verdicts);
		for (size_t k = 0; k < nr_verdicts; k++)
			if (!report_pair(acquire, &ends[i], &verdicts[k], findings))
				return false;
	}
	return true;
}

/* A mapping for user space needs one allocation that it fits. */
static bool convict_mmap(const struct dc_end *ends, size_t nr, const struct dc_end *mmap,
			 const struct dc_kernel *kernel, struct dc_findings *findings)
{
	for (size_t i = 0; i < nr; i++) {
		struct dc_verdict verdicts[DC_MAX_VERDICTS];
		size_t nr_verdicts;

		if (ends[i].kind != DC_END_ACQUIRE || has_acquire(ends, nr, mmap, NULL, kernel))
			continue;
		judge(&ends[i], mmap, kernel, verdicts, &nr_verdicts);
		for (size_t k = 0; k < nr_verdicts; k++)
			if (!report_pair(&ends[i], mmap, &verdicts[k], findings))
				return false;
		return true;
	}
	return true;
}

static bool pair_group(const struct dc_end *ends, size_t nr, const struct dc_kernel *kernel,
		       struct dc_findings *findings)
{
	bool ok = true;

	for (size_t i = 0; ok && i < nr; i++) {
		if (ends[i].kind == DC_END_ACQUIRE && !has_release(ends, nr, &ends[i], kernel))
			ok = convict_releases(ends, nr, &ends[i], kernel, findings);
		else if (ends[i].kind == DC_END_RELEASE && !is_release(&ends[i]))
			ok = convict_mmap(ends, nr, &ends[i], kernel, findings);
	}
	return ok;
}

bool dc_pair_ends(const struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings)
{
	bool ok = true;

	for (size_t from = 0, to; ok && from < ends->nr; from = to) {
		for (to = from + 1;
		     to < ends->nr && !strcmp(ends->items[to].key, ends->items[from].key); to++)
			;
		ok = pair_group(ends->items + from, to - from, kernel, findings);
	}
	return ok;
}
