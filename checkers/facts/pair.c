/* SPDX-License-Identifier: GPL-2.0-only */
/* Holds the ends of resources against each other, key by key. */
#include "pair.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "link.h"
#include "words.h"

enum { MAX_MESSAGE = 512 };

/* What one key has, and where the verdicts on it go. */
struct group {
	const struct dc_end *ends;
	size_t nr;
	const struct dc_kernel *kernel;
	struct dc_findings *findings;
};

/* How sure it is that a release belongs to an acquire, and why. */
enum tie {
	TIE_NONE,
	TIE_SHARED,		/* others fit the release, but nothing fits the acquire */
	TIE_TWINS,		/* these others stand beside the acquire, and the release is alone */
	TIE_CALL,		/* it fits only what the same call is given on other paths */
	TIE_ALL,		/* it fits no acquire */
};

static bool is_release(const struct dc_end *end)
{
	enum dc_op op = dc_apis[end->api].op;

	return end->kind == DC_END_RELEASE &&
	       (op == DC_OP_FREE || op == DC_OP_UNMAP || op == DC_OP_IOVA_UNLINK ||
		op == DC_OP_IOVA_DESTROY);
}

/* dma_iova_free() releases a space in which nothing is linked. */
static bool may_release(const struct dc_end *acquire, const struct dc_end *release)
{
	return is_release(release) && !(dc_apis[acquire->api].op == DC_OP_IOVA_LINK &&
					dc_apis[release->api].op == DC_OP_FREE);
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

/* Whether one end is for a member that is set and the other for the same member when it is not. */
static bool exclude(const struct dc_end *acquire, const struct dc_end *release)
{
	const char *at = acquire->condition, *end;
	char other[2 * MAX_MESSAGE];

	for (; at && *at && (end = strchr(at + 1, '\n')); at = end + 1) {
		size_t length = end + 1 - at;

		if (length >= sizeof(other))
			continue;
		memcpy(other, at, length);
		other[length] = '\0';
		other[length - 2] ^= '0' ^ '1';
		if (release->condition && strstr(release->condition, other))
			return true;
	}
	return false;
}

/* Bits that both ends read from one member are the same whatever they are. */
static bool fits(const struct group *group, const struct dc_end *acquire,
		 const struct dc_end *release)
{
	struct dc_pair pair = pair_of(acquire, release);
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	return !dc_judge_pair(&pair, group->kernel, verdicts);
}

static bool is_same_call(const struct dc_end *a, const struct dc_end *b)
{
	return a->line == b->line && a->column == b->column && !strcmp(a->file, b->file);
}

static bool is_same_function(const struct dc_end *a, const struct dc_end *b)
{
	return !strcmp(a->file, b->file) && !strcmp(a->function, b->function);
}

/* Whether the release may belong to some other call than `except`; NULL excepts none. */
static bool has_acquire(const struct group *group, const struct dc_end *release,
			const struct dc_end *except)
{
	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++)
		if (end->kind == DC_END_ACQUIRE && fits(group, end, release) &&
		    !exclude(end, release) &&
		    !(except && is_same_call(end, except)))
			return true;
	return false;
}

static bool has_release(const struct group *group, const struct dc_end *acquire)
{
	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++)
		if (may_release(acquire, end) && fits(group, acquire, end) &&
		    !exclude(acquire, end))
			return true;
	return false;
}

/* Whether the release may be of a handle from elsewhere, or is right on other paths. */
static bool may_be_others(const struct group *group, const struct dc_end *release)
{
	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++)
		if (end->kind == DC_END_OTHER ||
		    (is_release(end) && is_same_call(end, release) && has_acquire(group, end, NULL)))
			return true;
	return false;
}

static enum dc_family family_of(const struct dc_end *end)
{
	return dc_apis[end->api].family;
}

/* Of two families only when neither has a partner of its own: else the member serves both. */
static bool are_related(const struct group *group, const struct dc_end *acquire,
			const struct dc_end *release)
{
	enum dc_family acquired = family_of(acquire), released = family_of(release);

	if (acquired == released)
		return true;
	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++)
		if ((end->kind == DC_END_ACQUIRE && family_of(end) == released) ||
		    (is_release(end) && family_of(end) == acquired))
			return false;
	return true;
}

/* Whether all that fits the release is acquired beside `acquire`, and no other call releases. */
static bool are_twins(const struct group *group, const struct dc_end *acquire,
		      const struct dc_end *release)
{
	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++)
		if (end->kind == DC_END_ACQUIRE ?
		    fits(group, end, release) && !is_same_function(end, acquire) :
		    is_release(end) && !is_same_call(end, release))
			return false;
	return true;
}

/* How alike the names of their functions are; what is in another file is not alike at all. */
static size_t likeness(const struct dc_end *a, const struct dc_end *b)
{
	size_t nr = 0;

	if (strcmp(a->file, b->file) != 0)
		return 0;
	while (a->function[nr] && a->function[nr] == b->function[nr])
		nr++;
	return a->function[nr] || b->function[nr] ? nr + 1 : SIZE_MAX;
}

/* Of several calls that cannot release what was acquired the likeliest stands for all. */
static bool is_likeliest(const struct group *group, const struct dc_end *acquire,
			 const struct dc_end *release)
{
	const struct dc_end *best = release;

	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++)
		if (may_release(acquire, end) && are_related(group, acquire, end) &&
		    (likeness(acquire, end) > likeness(acquire, best) ||
		     (likeness(acquire, end) == likeness(acquire, best) && end < best)))
			best = end;
	return is_same_call(best, release);
}

static enum tie tie_of(const struct group *group, const struct dc_end *acquire,
		       const struct dc_end *release)
{
	if (acquire->kind != DC_END_ACQUIRE || !(acquire->fates & DC_FATE_HELD) ||
	    !may_release(acquire, release) || !are_related(group, acquire, release) ||
	    fits(group, acquire, release) || exclude(acquire, release))
		return TIE_NONE;
	if (!has_acquire(group, release, NULL))
		return has_release(group, acquire) && may_be_others(group, release) ?
		       TIE_NONE : TIE_ALL;
	if (has_release(group, acquire))
		return TIE_NONE;
	if (!has_acquire(group, release, acquire))
		return TIE_CALL;
	if (!is_likeliest(group, acquire, release))
		return TIE_NONE;
	return are_twins(group, acquire, release) ? TIE_TWINS : TIE_SHARED;
}

static bool note_acquire(struct dc_finding *finding, const struct dc_end *acquire, uint64_t bits)
{
	const struct dc_api *api = &dc_apis[acquire->api];
	char text[MAX_MESSAGE], names[256];

	dc_attrs_print(acquire->set & bits, names, sizeof(names));
	snprintf(text, sizeof(text), "%s by %s() in %s()%s%s%s",
		 api->op == DC_OP_ALLOC ? "allocated" : "mapped", api->name, acquire->function,
		 names[0] ? " with " : "", names, acquire->guard);
	return dc_finding_note(finding, acquire->file, acquire->line, acquire->column, text);
}

/* What the ends of a key have in common, see dc_key() and dc_stem(); a function's own pair names it. */
static void describe_key(const char *key, char *text, size_t size)
{
	const char *name = strstr(key, ": ");

	if (strstr(key, DC_KEY_OF_CALLBACKS))
		snprintf(text, size, "callbacks of one table");
	else if (strstr(key, DC_KEY_OF_FUNCTIONS))
		snprintf(text, size, "functions by their names");
	else if (strstr(key, "() "))
		snprintf(text, size, "calls of one function");
	else
		snprintf(text, size, "ends of %s", name ? name + strlen(": ") : key);
}

/* Says how sure it is that the two belong together, and why. */
static bool note_tie(struct dc_finding *finding, const struct dc_end *acquire, enum tie tie)
{
	static const char *const words[] = {
		[TIE_SHARED] = "likely: no release fits this, though others fit that one",
		[TIE_TWINS] = "certain: the only release fits what else this function acquires",
		[TIE_CALL] = "certain: the release fits nothing but this call on other paths",
		[TIE_ALL] = "certain: the release fits nothing that is acquired",
	};
	char text[MAX_MESSAGE], subject[MAX_MESSAGE / 2];

	describe_key(acquire->key, subject, sizeof(subject));
	snprintf(text, sizeof(text), "paired as %s, %s", subject, words[tie]);
	return dc_finding_note(finding, acquire->file, acquire->line, acquire->column, text);
}

/* What the release has to be given, where that is beyond doubt. */
static void set_wanted(struct dc_finding *finding, const struct dc_pair *pair,
		       const struct dc_end *acquire, enum tie tie)
{
	finding->wanted = finding->bits & (pair->acquire_set | pair->acquire->implied);
	if (tie == TIE_SHARED || acquire->guard[0])
		finding->bits = finding->wanted = 0;
}

static bool report_pair(const struct group *group, const struct dc_end *acquire,
			const struct dc_end *release, enum tie tie)
{
	struct dc_pair pair = pair_of(acquire, release);
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr = dc_judge_pair(&pair, group->kernel, verdicts);

	for (size_t i = 0; i < nr; i++) {
		struct dc_finding *finding;
		char text[MAX_MESSAGE];

		if (tie == TIE_SHARED && verdicts[i].level > DC_LEVEL_WARNING)
			verdicts[i].level = DC_LEVEL_WARNING;
		dc_words_pair(&pair, &verdicts[i], text, sizeof(text));
		finding = dc_end_report(release, &verdicts[i], text, group->findings);
		if (finding)
			set_wanted(finding, &pair, acquire, tie);
		if (!finding || !dc_link_note(finding, acquire->way, verdicts[i].bits) ||
		    !note_acquire(finding, acquire, verdicts[i].bits) ||
		    !note_tie(finding, acquire, tie))
			return false;
	}
	return true;
}

/* How much is wrong when the two belong together. */
static enum dc_level guilt(const struct group *group, const struct dc_end *acquire,
			   const struct dc_end *release)
{
	struct dc_pair pair = pair_of(acquire, release);
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	enum dc_level level = DC_LEVEL_NOTE;

	for (size_t i = dc_judge_pair(&pair, group->kernel, verdicts); i--; )
		level = verdicts[i].level > level ? verdicts[i].level : level;
	return level;
}

/* Of one call on different paths the one that the release fits better tells what is wrong. */
static bool is_better(const struct group *group, const struct dc_end *acquire,
		      const struct dc_end *accuser, const struct dc_end *release)
{
	return accuser && is_same_call(acquire, accuser) &&
	       guilt(group, acquire, release) < guilt(group, accuser, release);
}

/* A release is convicted by the acquire that is tied to it most closely. */
static bool convict_release(const struct group *group, const struct dc_end *release)
{
	const struct dc_end *accuser = NULL;
	enum tie best = TIE_NONE;

	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++) {
		enum tie tie = tie_of(group, end, release);

		if (tie > best || (tie == best && is_better(group, end, accuser, release))) {
			best = tie;
			accuser = end;
		}
	}
	return !accuser || report_pair(group, accuser, release, best);
}

/* Where only what goes into mappings is kept no handle can be. */
static bool convict_handle(const struct group *group, const struct dc_end *release)
{
	const struct dc_use use = { .role = DC_ROLE_RELEASE, .wrong_handle = DC_YES };
	const struct dc_end *source = NULL;
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	struct dc_finding *finding;

	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++) {
		if (end->kind == DC_END_SOURCE)
			source = end;
		else if (end->kind == DC_END_ACQUIRE || end->kind == DC_END_OTHER)
			return true;
	}
	if (!source || dc_apis[release->api].op != DC_OP_UNMAP ||
	    !dc_judge_use(&use, group->kernel, verdicts))
		return true;
	finding = dc_end_report(release, verdicts, dc_words_use(&use, verdicts->rule),
				group->findings);
	return finding && dc_finding_note(finding, source->file, source->line, source->column,
					  "mapped here, which gives another address");
}

/* Whether an allocation fits, other than this one before its attributes were known. */
static bool has_other(const struct group *group, const struct dc_end *mmap,
		      const struct dc_end *acquire)
{
	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++)
		if (end->kind == DC_END_ACQUIRE && fits(group, end, mmap) && !exclude(end, mmap) &&
		    (!acquire->way || end->way || !is_same_call(end, acquire)))
			return true;
	return false;
}

/* A mapping for user space needs one allocation that it fits. */
static bool convict_mmap(const struct group *group, const struct dc_end *mmap)
{
	for (const struct dc_end *end = group->ends; end < group->ends + group->nr; end++)
		if (end->kind == DC_END_ACQUIRE && !fits(group, end, mmap) &&
		    !exclude(end, mmap) && !has_other(group, mmap, end))
			return report_pair(group, end, mmap, TIE_ALL);
	return true;
}

static bool pair_group(const struct group *group)
{
	bool ok = true;

	for (const struct dc_end *end = group->ends; ok && end < group->ends + group->nr; end++)
		if (end->kind == DC_END_RELEASE)
			ok = is_release(end) ? convict_release(group, end) &&
						       convict_handle(group, end) :
					       convict_mmap(group, end);
	return ok;
}

bool dc_pair_ends(const struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings)
{
	struct group group = { .kernel = kernel, .findings = findings };
	bool ok = true;

	for (size_t from = 0, to; ok && from < ends->nr; from = to) {
		for (to = from + 1;
		     to < ends->nr && !strcmp(ends->items[to].key, ends->items[from].key); to++)
			;
		group.ends = ends->items + from;
		group.nr = to - from;
		ok = pair_group(&group);
	}
	return ok;
}
