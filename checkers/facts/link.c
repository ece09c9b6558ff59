/* SPDX-License-Identifier: GPL-2.0-only */
/* Brings what is stored, passed and returned to the calls that read it. */
#include "link.h"

#include <stdio.h>
#include <string.h>

#include "words.h"

enum { MAX_MESSAGE = 512, MAX_VALUES = 16, MAX_STEPS = 8 };

/* Places whose values are being looked for, so that nobody asks for his own. */
struct asked {
	const char *key;
	unsigned int depth;
	const struct asked *before;
};

struct link {
	struct dc_ends *ends;		/* sorted */
	const struct dc_kernel *kernel;
	struct dc_findings *findings;
	bool with_wrapped;		/* what wrappers are given, whose calls are judged, too */
};

/* The values found for a place. */
struct values {
	struct dc_way *first;
	unsigned int nr;
};

static bool is_source(const struct dc_end *end)
{
	return end->kind == DC_END_STORE || end->kind == DC_END_PASS ||
	       end->kind == DC_END_RETURN;
}

static bool is_asked(const struct asked *asked, const char *key)
{
	for (; asked; asked = asked->before)
		if (!strcmp(asked->key, key))
			return true;
	return false;
}

/* `attrs |= x`: what others put there stays. */
static bool adds_to_itself(const struct dc_end *source)
{
	return !strcmp(source->key, source->symbol);
}

/* Whether `later` may have changed what `source` put there before anybody read it. */
static bool may_follow(const struct dc_end *later, const struct dc_end *source)
{
	return adds_to_itself(later) ||
	       (later->kind == DC_END_STORE && later->line > source->line &&
		!strcmp(later->function, source->function) && !strcmp(later->file, source->file));
}

/* What is certain of a value when others may add to it afterwards. */
static void leave_to_others(struct dc_way *way, const struct dc_end *sources,
			    const struct dc_end *end)
{
	for (const struct dc_end *later = sources; later < end; later++) {
		if (!is_source(later) || !may_follow(later, &way->end))
			continue;
		way->clear &= ~later->set;
		if (adds_to_itself(later))
			way->set &= ~later->clear;
	}
}

/* A value that tells something and is not there yet. */
static void add_value(struct link *link, struct values *values, struct dc_way way)
{
	struct dc_way *copy;

	for (const struct dc_way *old = values->first; old; old = old->next)
		if (old->set == way.set && old->clear == way.clear)
			return;
	if (!(way.set | way.clear) || values->nr == MAX_VALUES)
		return;
	copy = dc_arena_alloc(&link->ends->ways, sizeof(*copy));
	*copy = way;
	copy->next = values->first;
	values->first = copy;
	values->nr++;
}

/* What `source` gives when its unknown bits are those of `from`, NULL when nobody knows them. */
static struct dc_way make_way(const struct dc_end *source, const struct dc_way *from)
{
	struct dc_way way = { source->set, source->clear, *source, from, NULL };

	if (from) {
		way.set |= from->set & ~source->clear;
		way.clear |= from->clear & ~source->set;
	}
	return way;
}

static struct values find_values(struct link *link, const char *key, const struct asked *before);

static void add_source(struct link *link, const struct dc_end *source, const struct asked *asked,
		       struct values *values, const struct dc_end *all, const struct dc_end *end)
{
	struct values inner = find_values(link, source->symbol, asked);
	const struct dc_way *from = inner.first;

	do {
		struct dc_way way = make_way(source, from);

		leave_to_others(&way, all, end);
		add_value(link, values, way);
		from = from ? from->next : NULL;
	} while (from);
}

static void add_additions(struct link *link, const struct dc_end *source, struct values *values)
{
	const struct dc_way *from = values->first;

	do {
		add_value(link, values, make_way(source, from));
		from = from ? from->next : NULL;
	} while (from);
}

/* Every known value that a place may hold; none when `key` is empty or asked for already. */
static struct values find_values(struct link *link, const char *key, const struct asked *before)
{
	struct asked asked = { key, before ? before->depth + 1 : 0, before };
	struct values values = { 0 };
	const struct dc_end *first, *end;

	if (!key[0] || asked.depth > MAX_STEPS || is_asked(before, key))
		return values;
	first = end = dc_ends_find(link->ends, key);
	while (end && end < link->ends->items + link->ends->nr && !strcmp(end->key, key))
		end++;
	for (const struct dc_end *source = first; source < end; source++)
		if ((is_source(source) || (link->with_wrapped && source->kind == DC_END_WRAPPED)) &&
		    !adds_to_itself(source))
			add_source(link, source, &asked, &values, first, end);
	for (const struct dc_end *source = first; source < end; source++)
		if (is_source(source) && adds_to_itself(source))
			add_additions(link, source, &values);
	for (const struct dc_end *name = first; name < end && !values.nr; name++)
		if (name->kind == DC_END_MEMBER)
			values = find_values(link, name->symbol, &asked);
	return values;
}

/* The way from where `bits` were named to the call. */
bool dc_link_note(struct dc_finding *finding, const struct dc_way *way, uint64_t bits)
{
	char text[MAX_MESSAGE], names[256];
	const struct dc_end *end;

	if (!way || !(bits & way->set))
		return true;
	if (!dc_link_note(finding, way->from, bits))
		return false;
	end = &way->end;
	dc_attrs_print(bits & way->set, names, sizeof(names));
	snprintf(text, sizeof(text), "%s %s here%s%s%s%s", names,
		 end->kind == DC_END_PASS ? "passed" :
		 end->kind == DC_END_RETURN ? "returned" : "stored",
		 end->function[0] ? " in " : "", end->function, end->function[0] ? "()" : "",
		 end->guard);
	return dc_finding_note(finding, end->file, end->line, end->column, text);
}

/* What all values of a place have in common; all bits both ways when there is no value yet. */
struct common {
	uint64_t set, clear;
};

static bool is_closed(const struct link *link, const char *key)
{
	const struct dc_end *end = dc_ends_find(link->ends, key);

	for (; end && end < link->ends->items + link->ends->nr && !strcmp(end->key, key); end++)
		if (end->kind == DC_END_CLOSED)
			return true;
	return false;
}

static struct common find_common(struct link *link, const char *key, const struct asked *before);

static void add_common(struct link *link, const struct dc_end *source, const struct asked *asked,
		       struct common *all)
{
	struct common from = { 0 };

	if (source->symbol[0])
		from = find_common(link, source->symbol, asked);
	all->set &= source->set | (from.set & ~source->clear);
	all->clear &= source->clear | (from.clear & ~source->set);
}

/* What is certain of a place whichever of its values it holds; nothing unless all are known. */
static struct common find_common(struct link *link, const char *key, const struct asked *before)
{
	struct asked asked = { key, before ? before->depth + 1 : 0, before };
	struct common all = { UINT64_MAX, UINT64_MAX };
	const struct dc_end *end = dc_ends_find(link->ends, key);

	if (asked.depth > MAX_STEPS || !is_closed(link, key))
		return (struct common){ 0 };
	/* What comes from itself adds no value. */
	if (is_asked(before, key))
		return all;
	for (; end < link->ends->items + link->ends->nr && !strcmp(end->key, key); end++)
		if (is_source(end) || end->kind == DC_END_WRAPPED || end->kind == DC_END_CLOSED)
			add_common(link, end, &asked, &all);
	return all;
}

/* A call with a value of the place that it reads; how many verdicts are about these bits of it. */
static size_t judge_bits(const struct link *link, const struct dc_end *call,
			 const struct dc_way *way, uint64_t bits, struct dc_call *fact,
			 struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	size_t nr = 0;

	*fact = (struct dc_call){
		.api = &dc_apis[call->api],
		.memory = call->memory,
		.encryption = call->encryption,
		.set = call->set | (way->set & ~call->clear),
		.clear = call->clear | (way->clear & ~call->set),
	};
	/* What the call does whatever is stored has been told already. */
	for (size_t i = 0, all = dc_judge_call(fact, link->kernel, verdicts); i < all; i++)
		if ((verdicts[i].bits & bits & ~(call->set | call->clear)) &&
		    verdicts[i].rule != DC_RULE_private_attr)
			verdicts[nr++] = verdicts[i];
	return nr;
}

static size_t judge(const struct link *link, const struct dc_end *call, const struct dc_way *way,
		    struct dc_call *fact, struct dc_verdict verdicts[DC_MAX_VERDICTS])
{
	return judge_bits(link, call, way, way->set, fact, verdicts);
}

static bool report_verdict(const struct link *link, const struct dc_end *call,
			   const struct dc_way *way, const struct dc_call *fact,
			   const struct dc_verdict *verdict)
{
	struct dc_finding *finding;
	char text[MAX_MESSAGE] = "";

	dc_words_call(fact, verdict, text, sizeof(text));
	finding = dc_end_report(call, verdict, text, link->findings);
	return finding && dc_link_note(finding, way, verdict->bits);
}

static bool report_call(const struct link *link, const struct dc_end *call,
			const struct dc_way *way)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	struct dc_call fact;
	size_t nr = judge(link, call, way, &fact, verdicts);

	for (size_t i = 0; i < nr; i++)
		if (!report_verdict(link, call, way, &fact, &verdicts[i]))
			return false;
	return true;
}

static bool is_guard(const struct link *link, const char *key)
{
	const struct dc_end *end = dc_ends_find(link->ends, key);

	return end && end->kind == DC_END_GUARDED;
}

void dc_link_guards(const struct dc_end *call, char here[DC_LINK_KEY], char function[DC_LINK_KEY])
{
	snprintf(here, DC_LINK_KEY, "%.200s: call at %u:%u", call->file, call->line, call->column);
	snprintf(function, DC_LINK_KEY, "%.200s: calls of %.96s()", call->file, call->function);
}

/* Whether the call, or the function that makes it, is one of two ways; see dc_carry_guard(). */
static bool is_guarded(const struct link *link, const struct dc_end *call)
{
	char here[DC_LINK_KEY], function[DC_LINK_KEY];

	dc_link_guards(call, here, function);
	return is_guard(link, here) || is_guard(link, function);
}

static bool acquires(const struct dc_end *call)
{
	enum dc_op op = dc_apis[call->api].op;

	return op == DC_OP_ALLOC || op == DC_OP_MAP || op == DC_OP_IOVA_LINK;
}

/* Whether a value is wrong whichever of the calls that acquire with it is reached. */
static bool is_wrong_everywhere(const struct link *link, const char *key, const struct dc_way *way)
{
	const struct dc_end *end = link->ends->items + link->ends->nr;
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	struct dc_call fact;

	for (const struct dc_end *call = dc_ends_find(link->ends, key);
	     call < end && !strcmp(call->key, key); call++)
		if (call->kind == DC_END_CALL && acquires(call) &&
		    !judge(link, call, way, &fact, verdicts))
			return false;
	return true;
}

/* What no value of a place that is closed has, the call lacks. */
static bool judge_lack(struct link *link, const struct dc_end *call)
{
	struct common all = find_common(link, call->key, NULL);
	struct dc_way none = { .clear = all.clear };
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	struct dc_call fact;

	if (all.set & all.clear)
		return true;
	for (size_t i = 0, nr = judge_bits(link, call, &none, none.clear, &fact, verdicts); i < nr; i++)
		if (!report_verdict(link, call, &none, &fact, &verdicts[i]))
			return false;
	return true;
}

static bool judge_calls(struct link *link)
{
	for (size_t i = 0; i < link->ends->nr; i++) {
		const struct dc_end *call = &link->ends->items[i];
		const struct dc_way *way;

		if (call->kind != DC_END_CALL)
			continue;
		for (way = find_values(link, call->key, NULL).first; way; way = way->next) {
			/* Who passes attributes comes here; who stores them may not. */
			if (way->end.kind == DC_END_STORE && is_guarded(link, call) &&
			    !is_wrong_everywhere(link, call->key, way))
				continue;
			if (!report_call(link, call, way))
				return false;
		}
		if (!judge_lack(link, call))
			return false;
	}
	return true;
}

/* What makes the use of memory wrong: how it was allocated, or how it is mapped at the time. */
static uint64_t bit_that_decides(const struct dc_end *touch)
{
	return dc_apis[touch->api].op == DC_OP_ALLOC ? DC_NO_KERNEL_MAPPING : DC_MMIO;
}

static bool report_touch(const struct link *link, const struct dc_end *touch,
			 const struct dc_way *way)
{
	bool is_cookie = bit_that_decides(touch) == DC_NO_KERNEL_MAPPING;
	const struct dc_use use = {
		.role = is_cookie ? DC_ROLE_TOUCH : DC_ROLE_CACHED,
		.cookie = is_cookie ? DC_YES : DC_NO, .mmio = is_cookie ? DC_NO : DC_YES,
	};
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	struct dc_finding *finding;

	if (!dc_judge_use(&use, link->kernel, verdicts))
		return true;
	finding = dc_end_report(touch, verdicts, dc_words_use(&use, verdicts->rule),
				link->findings);
	return finding && dc_link_note(finding, way, bit_that_decides(touch));
}

/* Memory is used as it must not be when each value that its attributes come from says so. */
static bool judge_touches(struct link *link)
{
	for (size_t i = 0; i < link->ends->nr; i++) {
		const struct dc_end *touch = &link->ends->items[i];
		const struct dc_way *first, *way;

		if (touch->kind != DC_END_TOUCH ||
		    ((touch->set | touch->clear) & bit_that_decides(touch)))
			continue;
		first = find_values(link, touch->key, NULL).first;
		for (way = first; way && (way->set & bit_that_decides(touch)); way = way->next)
			;
		if (first && !way && !report_touch(link, touch, first))
			return false;
	}
	return true;
}

/* An acquire that reads its attributes elsewhere has an alternative for each value there. */
static bool add_alternatives(struct link *link)
{
	struct dc_ends added = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < link->ends->nr; i++) {
		const struct dc_end *acquire = &link->ends->items[i];
		const struct dc_way *way;

		if (acquire->kind != DC_END_ACQUIRE && acquire->kind != DC_END_SITE)
			continue;
		/* What a wrapper gives to its callers is judged as theirs. */
		link->with_wrapped = acquire->kind == DC_END_SITE ||
				     !(acquire->fates & DC_FATE_PASSED);
		for (way = find_values(link, acquire->symbol, NULL).first; ok && way;
		     way = way->next) {
			struct dc_end alternative = *acquire;

			alternative.set |= way->set & ~acquire->clear;
			alternative.clear |= way->clear & ~acquire->set;
			alternative.way = way;
			ok = dc_ends_add(&added, &alternative);
		}
	}
	if (ok)
		ok = dc_ends_merge(link->ends, &added);
	dc_ends_free(&added);
	return ok;
}

/* A release that reads its attributes elsewhere is known by what all values there agree in. */
static void settle_releases(struct link *link)
{
	for (size_t i = 0; i < link->ends->nr; i++) {
		struct dc_end *release = &link->ends->items[i];
		struct common all;

		if (release->kind != DC_END_RELEASE || !release->symbol[0])
			continue;
		all = find_common(link, release->symbol, NULL);
		if (all.set & all.clear)
			continue;
		release->set |= all.set & ~release->clear;
		release->clear |= all.clear & ~release->set;
	}
}

bool dc_link_ends(struct dc_ends *ends, const struct dc_kernel *kernel,
		  struct dc_findings *findings)
{
	struct link link = { ends, kernel, findings, false };
	bool ok;

	dc_ends_sort(ends);
	settle_releases(&link);
	ok = judge_calls(&link) && judge_touches(&link) && add_alternatives(&link);
	dc_ends_sort(ends);
	return ok;
}
