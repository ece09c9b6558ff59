/* SPDX-License-Identifier: GPL-2.0-only */
/* Has facts judged and words verdicts as findings, with the notes that lead to them. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carry.h"
#include "path.h"
#include "words.h"

enum { MAX_MESSAGE = 512, MAX_NOTES = 6, MAX_TRAIL = 32 };

static struct dc_location locate(const struct dc_flow *flow, struct dc_spot spot)
{
	struct dc_location location = { .file = "", .text = "" };

	flow->in->locate(flow->in->context, spot, &location);
	return location;
}

static bool is_known(const struct dc_flow *flow, enum dc_rule_id rule,
		     const struct dc_location *location)
{
	for (size_t i = flow->first_finding; i < flow->in->findings->nr; i++) {
		const struct dc_finding *old = &flow->in->findings->items[i];

		if (old->rule == rule && old->line == location->line &&
		    old->column == location->column)
			return true;
	}
	return false;
}

__attribute__((format(printf, 3, 4))) static struct dc_finding *
report(struct dc_flow *flow, const struct dc_location *location, const char *format, ...)
{
	struct dc_finding *finding = dc_findings_add(flow->in->findings);
	char message[MAX_MESSAGE];
	va_list arguments;

	if (!finding)
		abort();
	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	finding->engines = flow->in->engine;
	finding->file = strdup(location->file);
	finding->line = location->line;
	finding->column = location->column;
	finding->function = strdup(flow->facts->function);
	finding->message = strdup(message);
	finding->source_line = strndup(location->text, location->length);
	if (!finding->file || !finding->function || !finding->message || !finding->source_line)
		abort();
	return finding;
}

/* A loop or a join may lead past the same place twice. */
static void add_note(struct dc_finding *finding, const struct dc_location *location,
		     const char *message)
{
	for (size_t i = 0; i < finding->nr_notes; i++)
		if (finding->notes[i].line == location->line &&
		    !strcmp(finding->notes[i].message, message))
			return;
	if (finding->nr_notes < MAX_NOTES &&
	    !dc_finding_note(finding, location->file, location->line, location->column, message))
		abort();
}

__attribute__((format(printf, 4, 5))) static void note(const struct dc_flow *flow,
						       struct dc_finding *finding,
						       struct dc_spot spot, const char *format, ...)
{
	struct dc_location location = locate(flow, spot);
	char message[MAX_MESSAGE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	add_note(finding, &location, message);
}

/* `MY_ATTRS` in the text was #defined elsewhere. */
static void note_macro(const struct dc_flow *flow, struct dc_finding *finding, struct dc_spot spot)
{
	struct dc_location location;
	char message[MAX_MESSAGE];
	const char *name;
	int length;

	if (!spot.macro ||
	    !flow->in->locate_macro(flow->in->context, spot, &location, &name, &length))
		return;
	snprintf(message, sizeof(message), "%.*s defined here", length, name);
	add_note(finding, &location, message);
}

static void describe_guard(const struct dc_flow *flow, const struct dc_trail *trail, char *text,
			   size_t size)
{
	const struct dc_step *branch = &flow->facts->steps[trail->guard];
	const struct dc_expr *condition = &flow->facts->exprs[branch->value];
	bool holds = trail->guard_holds;
	char words[MAX_MESSAGE / 2];

	text[0] = '\0';
	/* Only when the call is reached whichever way the branch goes is that a guard. */
	if (!trail->guard || !dc_graph_passes(flow->facts, trail->guard, flow->step))
		return;
	while (condition->kind == DC_EXPR_NOT)
		condition = &flow->facts->exprs[condition->a];
	dc_facts_print(flow->facts, condition - flow->facts->exprs, words, sizeof(words));
	if (!strchr(words, '$'))
		snprintf(text, size, holds ? " when %s" : " unless %s", words);
}

/* Finds the way from where one of `bits` was named to the end of the trail. */
static size_t find_way(const struct dc_flow *flow, uint32_t trail, uint64_t bits,
		       uint32_t way[MAX_TRAIL], size_t depth)
{
	const struct dc_trail *at = &flow->trails[trail];
	size_t nr;

	if (!trail || depth >= MAX_TRAIL)
		return 0;
	way[depth] = trail;
	if (at->kind == DC_TRAIL_NAMED)
		return at->bits & bits ? depth + 1 : 0;
	nr = find_way(flow, at->from, bits, way, depth + 1);
	if (!nr && at->other)
		nr = find_way(flow, at->other, bits, way, depth + 1);
	return nr;
}

static bool is_temporary(const struct dc_flow *flow, dc_index place)
{
	const struct dc_expr *expr = &flow->facts->exprs[place];

	return expr->kind == DC_EXPR_LOCAL && !flow->facts->locals[expr->value].name;
}

static void note_way(const struct dc_flow *flow, struct dc_finding *finding, uint32_t trail,
		     uint64_t bits)
{
	uint32_t way[MAX_TRAIL];
	size_t nr = find_way(flow, trail, bits, way, 0);
	unsigned int last_line = finding->line;
	char names[256], guard[MAX_MESSAGE / 2];

	for (size_t i = nr; i-- > 0;) {
		const struct dc_trail *at = &flow->trails[way[i]];
		struct dc_location location = locate(flow, at->spot);

		if (at->kind == DC_TRAIL_NAMED) {
			if (at->spot.macro)
				note_macro(flow, finding, at->spot);
			continue;
		}
		if (at->kind != DC_TRAIL_ASSIGNED)
			continue;
		describe_guard(flow, at, guard, sizeof(guard));
		if ((location.line == last_line || is_temporary(flow, at->place)) && !guard[0])
			continue;
		last_line = location.line;
		note(flow, finding, at->spot, "%s set here%s",
		     dc_attrs_print(bits, names, sizeof(names)), guard);
	}
}

static void note_step(const struct dc_flow *flow, struct dc_finding *finding, dc_index step,
		      const char *message)
{
	if (step)
		note(flow, finding, flow->facts->steps[step].spot, "%s", message);
}

static void add_details(const struct dc_flow *flow, struct dc_finding *finding, uint16_t object)
{
	const struct dc_object_state *state = &flow->state->objects[object];

	switch (finding->rule) {
	case DC_RULE_cc_not_decrypted:
		note_step(flow, finding, state->made, "allocated here");
		if (state->encryption == DC_ENCRYPTION_BROKEN)
			note_step(flow, finding, state->encrypted, "decryption failed here");
		break;
	case DC_RULE_cc_freed_shared:
		note_step(flow, finding, state->encrypted,
			  state->encryption == DC_ENCRYPTION_BROKEN
				  ? "this failed, and the pages are in an unknown state"
				  : "decrypted here");
		break;
	case DC_RULE_cc_private_pte:
		note_step(flow, finding, state->encrypted, "decrypted here");
		break;
	case DC_RULE_cookie_used:
		note_step(flow, finding, state->made, "allocated without kernel mapping here");
		break;
	case DC_RULE_mmio_sync:
	case DC_RULE_mmio_cached:
		note_step(flow, finding, state->mapped, "mapped as MMIO here");
		break;
	case DC_RULE_release_handle:
		note_step(flow, finding, state->source, "mapped here");
		break;
	case DC_RULE_mmio_on_ram:
	case DC_RULE_coherent_kernel_memory:
		note_step(flow, finding, state->made, "allocated here");
		break;
	default:
		break;
	}
}

/* The mistake is the caller's, the API call is the wrapper's. */
static void note_wrapper(const struct dc_flow *flow, struct dc_finding *finding,
			 const struct dc_api *api)
{
	const struct dc_derived *row =
		flow->in->derived ? dc_derivations_of(flow->in->derived, api) : NULL;

	for (; row; row = row->via) {
		struct dc_location location = { .file = row->file,
						.line = row->line,
						.column = row->column };
		char message[MAX_MESSAGE];

		snprintf(message, sizeof(message), "%s() passes it to %s() here", row->api.name,
			 row->via ? row->via->api.name : row->root->name);
		add_note(finding, &location, message);
	}
}

/* Whether the wrapper is guilty of it whatever it is given: then it is told there. */
static bool is_wrappers_own(const struct dc_flow *flow, const struct dc_api *api,
			    enum dc_rule_id rule)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	const struct dc_call nothing = { .api = api, .clear = UINT64_MAX };
	size_t nr;

	if (!flow->in->derived || !dc_derivations_of(flow->in->derived, api))
		return false;
	nr = dc_judge_call(&nothing, flow->in->kernel, verdicts);
	for (size_t i = 0; i < nr; i++)
		if (verdicts[i].rule == rule)
			return true;
	return false;
}

void dc_trial_call(struct dc_flow *flow, const struct dc_call *call, struct dc_value attrs,
		   uint16_t object, struct dc_spot spot)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr = dc_judge_call(call, flow->in->kernel, verdicts);
	struct dc_location location;
	char key[DC_MAX_KEY];

	if (call->api->attrs != DC_ARG_NONE && dc_carrier(flow, attrs, key)) {
		dc_carry_guard(flow, spot);
		dc_trial_tell(flow, DC_END_CALL, key, call->api, attrs, object, spot);
	}
	if (!nr)
		return;
	location = locate(flow, spot);
	for (size_t i = 0; i < nr; i++) {
		char text[MAX_MESSAGE] = "";
		struct dc_finding *finding;

		if (is_known(flow, verdicts[i].rule, &location) ||
		    is_wrappers_own(flow, call->api, verdicts[i].rule))
			continue;
		dc_words_call(call, &verdicts[i], text, sizeof(text));
		finding = report(flow, &location, "%s", text);
		finding->rule = verdicts[i].rule;
		finding->level = verdicts[i].level;
		finding->bits = verdicts[i].bits;
		if (spot.macro)
			note_macro(flow, finding, spot);
		if (verdicts[i].bits & attrs.set)
			note_way(flow, finding, attrs.trail, verdicts[i].bits);
		add_details(flow, finding, object);
		note_wrapper(flow, finding, call->api);
	}
}

/* Attributes that others chose: what they are is known when all files are read. */
static void tell_pair(struct dc_flow *flow, const struct dc_pair *pair, struct dc_value acquire,
		      struct dc_value release, struct dc_spot acquired)
{
	struct dc_location location = locate(flow, acquired);
	char key[DC_MAX_KEY];

	if (!dc_carrier(flow, acquire, key))
		return;
	snprintf(key, sizeof(key), "%.200s: %.96s() %u:%u", location.file, flow->facts->function,
		 location.line, location.column);
	dc_trial_tell(flow, DC_END_ACQUIRE, key, pair->acquire, acquire, 0, acquired);
	dc_trial_fate(flow, acquired, key, DC_FATE_HELD);
	dc_trial_tell(flow, DC_END_RELEASE, key, pair->release, release, 0,
		      flow->facts->steps[flow->step].spot);
}

void dc_trial_pair(struct dc_flow *flow, const struct dc_pair *pair, struct dc_value acquire,
		   struct dc_value release, uint16_t object)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr = dc_judge_pair(pair, flow->in->kernel, verdicts);
	const struct dc_step *acquired = &flow->facts->steps[flow->state->objects[object].acquired];
	const struct dc_spot spot = flow->facts->steps[flow->step].spot;

	for (size_t i = 0; i < nr; i++) {
		struct dc_location location = locate(flow, spot);
		char text[MAX_MESSAGE], names[256];
		struct dc_finding *finding;

		if (is_known(flow, verdicts[i].rule, &location))
			continue;
		dc_words_pair(pair, &verdicts[i], text, sizeof(text));
		finding = report(flow, &location, "%s", text);
		finding->rule = verdicts[i].rule;
		finding->level = verdicts[i].level;
		finding->bits = verdicts[i].bits;
		finding->wanted = verdicts[i].bits & (pair->acquire_set | pair->acquire->implied);
		dc_attrs_print(pair->acquire_set & verdicts[i].bits, names, sizeof(names));
		note_way(flow, finding, acquire.trail, verdicts[i].bits);
		note(flow, finding, acquired->spot, "%s by %s()%s%s",
		     pair->acquire->op == DC_OP_ALLOC ? "allocated" : "mapped", pair->acquire->name,
		     names[0] ? " with " : "", names);
		note_way(flow, finding, release.trail, verdicts[i].bits);
		note_wrapper(flow, finding, pair->acquire);
		note_wrapper(flow, finding, pair->release);
	}
	tell_pair(flow, pair, acquire, release, acquired->spot);
}

/* Whether a use would be wrong, were the memory allocated or mapped with the bit that decides. */
static bool may_be_wrong(const struct dc_flow *flow, const struct dc_use *use, bool is_allocated)
{
	struct dc_use as = *use;
	struct dc_verdict verdicts[DC_MAX_VERDICTS];

	if ((is_allocated ? use->cookie : use->mmio) != DC_UNKNOWN)
		return false;
	as.cookie = is_allocated ? DC_YES : DC_NO;
	as.mmio = is_allocated ? DC_NO : DC_YES;
	return dc_judge_use(&as, flow->in->kernel, verdicts) &&
	       verdicts->rule == (is_allocated ? DC_RULE_cookie_used : DC_RULE_mmio_cached);
}

/* Where the attributes are chosen by others, what they are is known when all files are read. */
static void tell_touch(struct dc_flow *flow, const struct dc_use *use, uint16_t object,
		       struct dc_spot spot)
{
	const struct dc_object_state *state = &flow->state->objects[object];
	struct dc_value attrs = flow->values[state->attrs];
	dc_index made = state->acquired ? state->acquired : state->mapped;
	const struct dc_api *api;
	char key[DC_MAX_KEY];

	if (!object || !made || !flow->in->ends)
		return;
	api = dc_resource_api(flow, made);
	if (api->family != (state->acquired ? DC_FAMILY_COHERENT : DC_FAMILY_PHYS) ||
	    !may_be_wrong(flow, use, state->acquired) || !dc_carrier(flow, attrs, key) ||
	    !dc_carry_is_free(flow, object))
		return;
	dc_trial_tell(flow, DC_END_TOUCH, key, api, attrs, 0, spot);
}

void dc_trial_use(struct dc_flow *flow, const struct dc_use *use, uint16_t object,
		  struct dc_spot spot)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	size_t nr = dc_judge_use(use, flow->in->kernel, verdicts);

	for (size_t i = 0; i < nr; i++) {
		struct dc_location location = locate(flow, spot);
		struct dc_finding *finding;

		if (is_known(flow, verdicts[i].rule, &location))
			continue;
		finding = report(flow, &location, "%s", dc_words_use(use, verdicts[i].rule));
		finding->rule = verdicts[i].rule;
		finding->level = verdicts[i].level;
		add_details(flow, finding, object);
	}
	tell_touch(flow, use, object, spot);
}

void dc_trial_mistake(struct dc_flow *flow, enum dc_mistake mistake, struct dc_spot spot)
{
	struct dc_location location = locate(flow, spot);
	struct dc_finding *finding;

	if (flow->in->is_core || is_known(flow, DC_RULE_attr_undefined, &location))
		return;
	finding = report(flow, &location, mistake == DC_MISTAKE_NOT ?
			 "truth of an attribute: ! binds tighter than &" :
			 "truth of an attribute: && or || where & or | is meant");
	finding->rule = DC_RULE_attr_undefined;
	finding->level = dc_rules[DC_RULE_attr_undefined].level;
}

/* The place whose content at entry, or since a step, a value is made of; 0 for none. */
static dc_index place_behind(const struct dc_flow *flow, struct dc_value value)
{
	uint32_t text = flow->objects[value.object].key >> 32;

	if (!value.object || !text || text >= flow->places.strings_capacity ||
	    !flow->places.of_string[text])
		return 0;
	return flow->places.items[flow->places.of_string[text]].expr;
}

/* `buf->dma - buf->headroom`: the handle comes first. */
static bool is_shifted(const struct dc_expr *expr)
{
	return expr->kind == DC_EXPR_BINARY &&
	       (expr->op == DC_BINARY_ADD || expr->op == DC_BINARY_SUB);
}

/* `handle` of `handle = buf->dma` is known by where it came from. */
static dc_index origin_of(struct dc_flow *flow, dc_index place)
{
	const struct dc_expr *expr = &flow->facts->exprs[place];
	struct dc_value value;
	dc_index from;

	for (int depth = 0; depth < MAX_TRAIL; depth++) {
		if (expr->kind == DC_EXPR_CAST || is_shifted(expr))
			place = expr->a;
		else if (expr->kind == DC_EXPR_LOCAL && flow->meaning[expr->value])
			place = flow->meaning[expr->value];
		else
			break;
		expr = &flow->facts->exprs[place];
	}
	if (expr->kind != DC_EXPR_LOCAL)
		return place;
	value = dc_evaluate(flow, place);
	from = value.aspect == DC_ASPECT_ANY ? place_behind(flow, value) : 0;
	return from ? from : place;
}

void dc_trial_tell(struct dc_flow *flow, enum dc_end_kind kind, const char *key,
		   const struct dc_api *api, struct dc_value attrs, uint16_t memory,
		   struct dc_spot spot)
{
	struct dc_location location = locate(flow, spot);
	char symbol[DC_MAX_KEY], guard[MAX_MESSAGE / 2] = "", line[MAX_MESSAGE];
	char condition[2 * DC_MAX_KEY] = "";
	const struct dc_derived *row;
	struct dc_end end = { .kind = kind, .set = attrs.set, .clear = attrs.clear };

	if (!flow->in->ends || flow->in->is_core)
		return;
	if (!(kind == DC_END_SITE ? dc_carrier_any_way : dc_carrier)(flow, attrs, symbol))
		symbol[0] = '\0';
	dc_carry_names(flow, attrs);
	if (memory) {
		end.memory = flow->state->objects[memory].memory;
		end.encryption = flow->state->objects[memory].encryption;
	}
	row = api ? dc_derivations_of(flow->in->derived, api) : NULL;
	if (row) {
		end.set |= api->implied;
		end.clear &= ~(uint64_t)api->implied;
		api = row->root;
	}
	if (attrs.trail)
		describe_guard(flow, &flow->trails[attrs.trail], guard, sizeof(guard));
	snprintf(line, sizeof(line), "%.*s",
		 (int)(location.length < MAX_MESSAGE ? location.length : MAX_MESSAGE - 1),
		 location.text);
	end.key = (char *)key;
	end.symbol = symbol;
	end.api = api ? api - dc_apis : 0;
	end.file = (char *)location.file;
	end.line = location.line;
	end.column = location.column;
	end.function = (char *)flow->facts->function;
	end.source_line = line;
	end.guard = guard;
	if (kind == DC_END_ACQUIRE || kind == DC_END_RELEASE)
		dc_carry_conditions(flow, condition, sizeof(condition));
	end.condition = condition;
	end.engines = flow->in->engine;
	if (!dc_ends_add(flow->in->ends, &end))
		abort();
}

/* An end that says something of a key, and nothing of attributes. */
void dc_trial_name(struct dc_flow *flow, enum dc_end_kind kind, const char *key,
		   const char *symbol)
{
	struct dc_location location = locate(flow, flow->facts->steps[flow->step].spot);
	static char none[] = "";
	struct dc_end end = {
		.kind = kind, .key = (char *)key, .symbol = (char *)symbol,
		.file = (char *)location.file, .line = location.line, .column = location.column,
		.function = (char *)flow->facts->function, .source_line = none, .guard = none,
	};

	if (!dc_ends_add(flow->in->ends, &end))
		abort();
}

void dc_trial_end(struct dc_flow *flow, enum dc_end_kind kind, dc_index place,
		  const struct dc_api *api, struct dc_value attrs, struct dc_spot spot)
{
	char key[DC_MAX_KEY];

	if (kind == DC_END_RELEASE || kind == DC_END_ACQUIRE || kind == DC_END_SOURCE)
		place = origin_of(flow, place);
	if (kind == DC_END_SOURCE && !dc_key_is_address(flow, place))
		return;
	if (flow->in->ends && (dc_key(flow, place, key) ||
			       (kind != DC_END_SOURCE && dc_stem(flow, place, api, key))))
		dc_trial_tell(flow, kind, key, api, attrs, 0, spot);
}

/* The call has a key of its own: each counts, wherever the resource goes. */
void dc_trial_site(struct dc_flow *flow, const struct dc_api *api, struct dc_value attrs)
{
	struct dc_spot spot = flow->facts->steps[flow->step].spot;
	struct dc_location location = locate(flow, spot);
	char key[DC_MAX_KEY];

	snprintf(key, sizeof(key), "%.200s: call %u:%u", location.file, location.line,
		 location.column);
	dc_trial_tell(flow, DC_END_SITE, key, api, attrs, 0, spot);
}

void dc_trial_fate(struct dc_flow *flow, struct dc_spot spot, const char *key, unsigned int fates)
{
	struct dc_location location = locate(flow, spot);
	struct dc_ends *ends = flow->in->ends;

	for (size_t i = 0; ends && i < ends->nr; i++) {
		struct dc_end *end = &ends->items[i];

		if ((end->kind == DC_END_ACQUIRE || end->kind == DC_END_SITE) &&
		    end->line == location.line && end->column == location.column &&
		    (!key || !strcmp(end->key, key)))
			end->fates |= fates;
	}
}
