/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The call at a finding's place is cut into arguments, and an argument into the terms that `|`
 * joins.  A fix takes terms out, adds some, or moves them; everything else stays as it was written.
 */
#include "fix.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "array.h"

enum { MAX_ARGS = 8, MAX_TERMS = 16 };

/* How findings of a rule are mended. */
enum remedy {
	REMEDY_NONE,
	REMEDY_DROP,		/* take the attributes out of the call */
	REMEDY_NAME,		/* take out the name at this place */
	REMEDY_REPEAT,		/* give the attributes that the acquiring call was given */
	REMEDY_GFP,		/* take out zones and __GFP_COMP */
	REMEDY_SLOTS,		/* put each constant into the argument of its kind */
};

static const enum remedy remedies[DC_NR_RULES] = {
	[DC_RULE_alloc_cc_shared] = REMEDY_DROP,
	[DC_RULE_alloc_map_attr] = REMEDY_DROP,
	[DC_RULE_noncontiguous_attr] = REMEDY_DROP,
	[DC_RULE_sg_mmio] = REMEDY_DROP,
	[DC_RULE_private_attr] = REMEDY_NAME,
	[DC_RULE_alloc_gfp] = REMEDY_GFP,
	[DC_RULE_attr_slot] = REMEDY_SLOTS,
	[DC_RULE_release_attrs] = REMEDY_REPEAT,
	[DC_RULE_release_attrs_hint] = REMEDY_REPEAT,
	[DC_RULE_mmap_attrs] = REMEDY_REPEAT,
};

static const char *const words[] = {
	[REMEDY_NONE] = "",
	[REMEDY_DROP] = "drop the attribute",
	[REMEDY_NAME] = "drop the attribute",
	[REMEDY_REPEAT] = "give the attributes that it was acquired with",
	[REMEDY_GFP] = "drop the flag",
	[REMEDY_SLOTS] = "put each constant into the argument of its kind",
};

const char *dc_fix_words(enum dc_rule_id rule)
{
	return words[remedies[rule]];
}

struct span {
	const char *from, *to;
};

struct argument {
	struct span span;		/* without white space and comments around it */
	struct span terms[MAX_TERMS];
	size_t nr_terms;		/* 0 when it is not made of terms alone */
};

struct call {
	struct span name;
	const struct dc_api *api;
	struct argument args[MAX_ARGS];
	size_t nr_args;
	const char *end;		/* the closing parenthesis */
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static struct span trim(struct span span)
{
	while (span.from < span.to && isspace((unsigned char)*span.from))
		span.from++;
	while (span.from < span.to && isspace((unsigned char)span.to[-1]))
		span.to--;
	return span;
}

static bool is_text(struct span span, const char *text)
{
	return (size_t)(span.to - span.from) == strlen(text) &&
	       !memcmp(span.from, text, strlen(text));
}

static const struct dc_name *name_of(struct span term)
{
	return dc_name_find(term.from, term.to - term.from);
}

static bool is_kind(struct span term, enum dc_name_kind kind)
{
	const struct dc_name *name = name_of(term);

	return name && name->kind == kind;
}

static bool is_zero(struct span term)
{
	return is_text(term, "0") || is_text(term, "0UL") || is_text(term, "0ul");
}

/* Behind the string, character or comment that begins at `at`; `at` itself when none does. */
static const char *skip_opaque(const char *at, const char *end)
{
	const char *close;

	if (*at == '"' || *at == '\'') {
		for (close = at + 1; close < end && *close != *at; close++)
			close += *close == '\\';
		return close < end ? close + 1 : end;
	}
	if (end - at < 2 || *at != '/')
		return at;
	if (at[1] == '/') {
		close = memchr(at, '\n', end - at);
		return close ? close + 1 : end;
	}
	if (at[1] != '*')
		return at;
	close = memmem(at + 2, end - at - 2, "*/", 2);
	return close ? close + 2 : end;
}

/* Without the comments in front, which belong to what is before. */
static struct span trim_comments(struct span span)
{
	for (;;) {
		const char *behind;

		span = trim(span);
		behind = span.from < span.to && *span.from == '/' ?
				 skip_opaque(span.from, span.to) : span.from;
		if (behind == span.from)
			return span;
		span.from = behind;
	}
}

/* Operators that bind less than `|`, and whatever keeps a term from being one. */
static bool is_foreign(const char *at, const char *end)
{
	return strchr("?:=#\\\"'", *at) || skip_opaque(at, end) != at ||
	       (at + 1 < end && (*at == '|' || *at == '&') && at[1] == *at);
}

static void add_term(struct argument *arg, const char *from, const char *to)
{
	struct span term = trim((struct span){ from, to });

	if (arg->nr_terms < MAX_TERMS && term.from < term.to)
		arg->terms[arg->nr_terms++] = term;
}

static void find_terms(struct argument *arg)
{
	const char *from = arg->span.from, *end = arg->span.to;
	int depth = 0;

	for (const char *at = from; at < end; at++) {
		depth += (*at == '(') - (*at == ')');
		if (is_foreign(at, end)) {
			arg->nr_terms = 0;
			return;
		}
		if (*at != '|' || depth)
			continue;
		add_term(arg, from, at);
		from = at + 1;
	}
	add_term(arg, from, end);
	if (arg->nr_terms == MAX_TERMS)
		arg->nr_terms = 0;
}

static bool add_argument(struct call *call, const char *from, const char *to)
{
	struct argument *arg = &call->args[call->nr_args];

	if (call->nr_args == MAX_ARGS)
		return false;
	call->nr_args++;
	arg->span = trim_comments((struct span){ from, to });
	find_terms(arg);
	return arg->span.from < arg->span.to;
}

/* The arguments from behind the opening parenthesis. */
static bool find_arguments(struct call *call, const char *at, const char *end)
{
	const char *from = at;
	int depth = 0;

	while (at < end) {
		const char *behind = skip_opaque(at, end);

		if (behind != at) {
			at = behind;
			continue;
		}
		if (*at == ';' || *at == '{' || *at == '#')
			return false;	/* no call, or one that the preprocessor decides on */
		if ((*at == ',' || *at == ')') && !depth) {
			if (!add_argument(call, from, at))
				return false;
			from = at + 1;
			call->end = at;
			if (*at == ')')
				return true;
		}
		depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
		at++;
	}
	return false;
}

static unsigned int nr_arguments(const struct dc_api *api)
{
	const signed char positions[] = {
		api->dev, api->addr, api->size, api->handle, api->gfp, api->dir, api->attrs,
	};
	int last = 0;

	for (size_t i = 0; i < ARRAY_SIZE(positions); i++)
		if (positions[i] > last)
			last = positions[i];
	return last + 1;
}

/* Functions of the tables alone: what a wrapper does with its arguments is not written here. */
static bool find_call(struct call *call, const char *at, const char *end)
{
	const struct dc_name *name;

	call->name = (struct span){ at, at };
	while (call->name.to < end && is_word(*call->name.to))
		call->name.to++;
	name = name_of(call->name);
	if (!name || name->kind != DC_NAME_API)
		return false;
	call->api = name->api;
	for (at = call->name.to; at < end && isspace((unsigned char)*at); at++)
		;
	return at < end && *at == '(' && find_arguments(call, at + 1, end) &&
	       call->nr_args >= nr_arguments(call->api);
}

/* Where line and column are, NULL when they are nowhere. */
static const char *find_place(const struct dc_finding *finding, const char *text, size_t length)
{
	const char *at = text, *end = text + length;

	for (unsigned int line = 1; at && line < finding->line; line++) {
		at = memchr(at, '\n', end - at);
		at = at ? at + 1 : NULL;
	}
	if (!at || !finding->column || (size_t)(end - at) <= finding->column - 1 ||
	    memchr(at, '\n', finding->column - 1))
		return NULL;
	return at + finding->column - 1;
}

/* An edit in the making. */
struct draft {
	struct dc_edit *edit;
	size_t used;
	bool failed;		/* it does not fit */
};

static void put(struct draft *draft, const char *text, size_t length)
{
	if (draft->used + length >= DC_MAX_FIX) {
		draft->failed = true;
		return;
	}
	memcpy(draft->edit->text + draft->used, text, length);
	draft->used += length;
	draft->edit->text[draft->used] = '\0';
}

static struct draft begin_edit(struct dc_edit *edit, const char *text, struct span span)
{
	edit->offset = span.from - text;
	edit->length = span.to - span.from;
	edit->text[0] = '\0';
	return (struct draft){ .edit = edit };
}

static void put_term(struct draft *draft, const char *text, size_t length)
{
	if (draft->used)
		put(draft, " | ", strlen(" | "));
	put(draft, text, length);
}

/* The terms that stay, each with what is written between it and the term before. */
static void put_kept(struct draft *draft, const struct argument *arg, uint32_t drop)
{
	for (size_t i = 0; i < arg->nr_terms; i++) {
		const struct span *term = &arg->terms[i];

		if (drop >> i & 1)
			continue;
		if (draft->used)
			put(draft, term[-1].to, term->to - term[-1].to);
		else
			put(draft, term->from, term->to - term->from);
	}
}

static void put_names(struct draft *draft, uint64_t bits)
{
	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (!dc_attrs[i].gone && (bits >> dc_attrs[i].bit & 1))
			put_term(draft, dc_attrs[i].name, strlen(dc_attrs[i].name));
}

/* Terms by number that name one of `bits`. */
static uint32_t terms_of_bits(const struct argument *arg, uint64_t bits)
{
	uint32_t terms = 0;

	for (size_t i = 0; i < arg->nr_terms; i++) {
		const struct dc_name *name = name_of(arg->terms[i]);

		if (name && name->kind == DC_NAME_ATTR && dc_attrs[name->attr].bit >= 0 &&
		    (bits >> dc_attrs[name->attr].bit & 1))
			terms |= 1u << i;
	}
	return terms;
}

static uint32_t zeros_of(const struct argument *arg)
{
	uint32_t terms = 0;

	for (size_t i = 0; i < arg->nr_terms; i++)
		if (is_zero(arg->terms[i]))
			terms |= 1u << i;
	return terms;
}

static size_t drop_attrs(const struct call *call, uint64_t bits, const char *text,
			 struct dc_edit *edits)
{
	const struct argument *arg = &call->args[call->api->attrs];
	uint32_t drop = terms_of_bits(arg, bits);
	struct draft draft = begin_edit(edits, text, arg->span);

	if (!drop)
		return 0;
	put_kept(&draft, arg, drop);
	if (!draft.used)
		put(&draft, "0", 1);
	return !draft.failed;
}

/* Zones that mean nothing else, and __GFP_COMP; GFP_HIGHUSER and its like say more. */
static uint32_t refused_gfp(const struct argument *arg)
{
	uint32_t terms = 0;

	for (size_t i = 0; i < arg->nr_terms; i++) {
		const struct dc_name *name = name_of(arg->terms[i]);

		if (name && name->kind == DC_NAME_GFP && name->gfp &&
		    (!strncmp(name->text, "__GFP", strlen("__GFP")) ||
		     !strncmp(name->text, "GFP_DMA", strlen("GFP_DMA"))))
			terms |= 1u << i;
	}
	return terms;
}

/* Whether more than modifiers is left: how to allocate is for its author to say. */
static bool says_how(const struct argument *arg, uint32_t drop)
{
	for (size_t i = 0; i < arg->nr_terms; i++)
		if (!(drop >> i & 1) && strncmp(arg->terms[i].from, "__", 2) != 0)
			return true;
	return false;
}

static size_t drop_gfp(const struct call *call, const char *text, struct dc_edit *edits)
{
	const struct argument *arg = &call->args[call->api->gfp];
	uint32_t drop = refused_gfp(arg);
	struct draft draft = begin_edit(edits, text, arg->span);

	if (!drop || !says_how(arg, drop))
		return 0;
	put_kept(&draft, arg, drop);
	return !draft.failed;
}

/* The function that does the same, with these attributes or any; NULL when there is none. */
static const struct dc_api *find_like(const struct dc_api *api, bool takes_attrs, uint32_t implied)
{
	for (size_t i = 0; i < dc_nr_apis; i++) {
		const struct dc_api *other = &dc_apis[i];
		size_t prefix = strcspn(api->name, "_");

		if (other->op == api->op && other->family == api->family &&
		    other->form == api->form && other->addr == api->addr &&
		    other->size == api->size && other->handle == api->handle &&
		    other->dir == api->dir && other->implied == implied &&
		    (other->attrs >= 0) == takes_attrs &&
		    !strncmp(other->name, api->name, prefix + 1))
			return other;
	}
	return NULL;
}

/* Replaces the function: by one that implies the attributes, or name and last argument. */
static size_t call_with_attrs(const struct call *call, uint64_t bits, const char *text,
			      struct dc_edit *edits)
{
	uint32_t implied = bits | call->api->implied;
	const struct dc_api *same = find_like(call->api, false, implied);
	const struct dc_api *other = same ? same : find_like(call->api, true, 0);
	struct draft name = begin_edit(&edits[0], text, call->name);
	struct draft attrs = begin_edit(&edits[1], text, (struct span){ call->end, call->end });
	struct dc_edit list;
	struct draft names = begin_edit(&list, text, call->name);

	if (!other)
		return 0;
	put(&name, other->name, strlen(other->name));
	if (same)
		return 1;
	put_names(&names, implied);
	put(&attrs, ", ", 2);
	put(&attrs, list.text, names.used);
	return (size_t)other->attrs == call->nr_args && names.used && !attrs.failed ? 2 : 0;
}

static bool is_known(const struct argument *arg)
{
	for (size_t i = 0; i < arg->nr_terms; i++)
		if (!is_zero(arg->terms[i]) && !is_kind(arg->terms[i], DC_NAME_ATTR))
			return false;
	return arg->nr_terms;
}

static size_t repeat_attrs(const struct call *call, const struct dc_finding *finding,
			   const char *text, struct dc_edit *edits)
{
	uint64_t add = finding->bits & finding->wanted, drop = finding->bits & ~finding->wanted;
	const struct argument *arg;
	struct draft draft;

	if (call->api->attrs == DC_ARG_NONE)
		return drop ? 0 : call_with_attrs(call, add, text, edits);
	arg = &call->args[call->api->attrs];
	if (!is_known(arg))
		return 0;
	draft = begin_edit(edits, text, arg->span);
	put_kept(&draft, arg, zeros_of(arg) | terms_of_bits(arg, drop));
	put_names(&draft, add);
	if (!draft.used)
		put(&draft, "0", 1);
	return !draft.failed;
}

/* An argument that takes constants of one kind. */
struct slot {
	signed char position;
	enum dc_name_kind kind;
};

/* Whether a term stands in an argument of another kind. */
static bool is_misplaced(struct span term, enum dc_name_kind kind)
{
	const struct dc_name *name = name_of(term);

	return name && name->kind != kind && (name->kind == DC_NAME_ATTR ||
		name->kind == DC_NAME_GFP || name->kind == DC_NAME_DIR);
}

static void put_slot(struct draft *draft, const struct call *call, const struct slot *slots,
		     size_t nr, const struct slot *slot)
{
	const struct argument *arg = &call->args[slot->position];

	for (size_t i = 0; i < arg->nr_terms; i++)
		if (!is_misplaced(arg->terms[i], slot->kind) && !is_zero(arg->terms[i]))
			put_term(draft, arg->terms[i].from,
				 arg->terms[i].to - arg->terms[i].from);
	for (size_t k = 0; k < nr; k++) {
		const struct argument *other = &call->args[slots[k].position];

		for (size_t i = 0; other != arg && i < other->nr_terms; i++)
			if (is_kind(other->terms[i], slot->kind))
				put_term(draft, other->terms[i].from,
					 other->terms[i].to - other->terms[i].from);
	}
}

/* Whether the slots of the call can take all that stands in others of them. */
static bool have_room(const struct call *call, const struct slot *slots, size_t nr)
{
	unsigned int kinds = 0;

	for (size_t k = 0; k < nr; k++)
		kinds |= 1u << slots[k].kind;
	for (size_t k = 0; k < nr; k++) {
		const struct argument *arg = &call->args[slots[k].position];

		for (size_t i = 0; i < arg->nr_terms; i++)
			if (is_misplaced(arg->terms[i], slots[k].kind) &&
			    !(kinds >> name_of(arg->terms[i])->kind & 1))
				return false;
	}
	return true;
}

/* In the order of the call's arguments. */
static size_t find_slots(const struct call *call, struct slot slots[DC_MAX_EDITS])
{
	const struct dc_api *api = call->api;
	size_t nr = 0;

	for (size_t i = 0; i < call->nr_args; i++) {
		enum dc_name_kind kind = (int)i == api->attrs ? DC_NAME_ATTR :
					 (int)i == api->gfp   ? DC_NAME_GFP :
					 (int)i == api->dir   ? DC_NAME_DIR : DC_NAME_NONE;

		if (kind != DC_NAME_NONE)
			slots[nr++] = (struct slot){ i, kind };
	}
	return nr;
}

static size_t sort_slots(const struct call *call, const char *text, struct dc_edit *edits)
{
	struct slot slots[DC_MAX_EDITS];
	size_t nr = find_slots(call, slots), nr_edits = 0;

	if (!have_room(call, slots, nr))
		return 0;
	for (size_t i = 0; i < nr; i++) {
		const struct argument *arg = &call->args[slots[i].position];
		struct draft draft = begin_edit(&edits[nr_edits], text, arg->span);

		put_slot(&draft, call, slots, nr, &slots[i]);
		if (!draft.used && slots[i].kind == DC_NAME_ATTR)
			put(&draft, "0", 1);
		/* one direction, some way to allocate: nobody knows which */
		if (!draft.used || draft.failed || !arg->nr_terms ||
		    (slots[i].kind == DC_NAME_DIR && strstr(draft.edit->text, "|")))
			return 0;
		nr_edits += !is_text(arg->span, draft.edit->text);
	}
	return nr_edits;
}

/* A name that stands alone becomes 0, one that others are joined with goes with its `|`. */
static size_t drop_name(const char *at, const char *text, const char *end, struct dc_edit *edits)
{
	struct span span = { at, at };
	const char *before = at, *behind, *alone = "";
	struct draft draft;

	while (span.to < end && is_word(*span.to))
		span.to++;
	if (!is_kind(span, DC_NAME_ATTR))
		return 0;
	while (before > text && isspace((unsigned char)before[-1]))
		before--;
	for (behind = span.to; behind < end && isspace((unsigned char)*behind); behind++)
		;
	if (before == text || behind == end || (before - text > 1 && before[-2] == '|'))
		return 0;
	if (before[-1] == '|')
		span.from = trim((struct span){ text, before - 1 }).to;
	else if (*behind == '|' && behind + 1 < end && behind[1] != '|' && behind[1] != '=')
		span.to = trim((struct span){ behind + 1, end }).from;
	else if (before[-1] != ',' || *behind != ')')
		return 0;	/* the last argument is that of attributes */
	else
		alone = "0";
	draft = begin_edit(edits, text, span);
	put(&draft, alone, strlen(alone));
	return 1;
}

size_t dc_fix_find(const struct dc_finding *finding, const char *text, size_t length,
		   struct dc_edit edits[DC_MAX_EDITS])
{
	const char *at = find_place(finding, text, length), *end = text + length;
	struct call call = { 0 };

	if (!at || remedies[finding->rule] == REMEDY_NONE)
		return 0;
	if (remedies[finding->rule] == REMEDY_NAME)
		return drop_name(at, text, end, edits);
	if (!find_call(&call, at, end))
		return 0;
	switch (remedies[finding->rule]) {
	case REMEDY_DROP:
		return call.api->attrs == DC_ARG_NONE ? 0 :
			drop_attrs(&call, finding->bits, text, edits);
	case REMEDY_GFP:
		return call.api->gfp == DC_ARG_NONE ? 0 : drop_gfp(&call, text, edits);
	case REMEDY_REPEAT:
		return finding->bits ? repeat_attrs(&call, finding, text, edits) : 0;
	case REMEDY_SLOTS:
		return sort_slots(&call, text, edits);
	default:
		return 0;
	}
}
