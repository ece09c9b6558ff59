/* SPDX-License-Identifier: GPL-2.0-only */
/* Three-valued bits and what the operators of C make of them. */
#include "attrset.h"

#include "facts.h"

enum { GFP_ALL = DC_GFP_COMP | DC_GFP_ZONES };


struct dc_value dc_value_number(uint64_t number)
{
	return (struct dc_value){ .set = number, .clear = ~number };
}

struct dc_value dc_value_name(const struct dc_name *name)
{
	struct dc_value value = { 0 };
	int bit;

	switch (name->kind) {
	case DC_NAME_ATTR:
		bit = dc_attrs[name->attr].bit;
		if (bit >= 0)
			value = dc_value_number(UINT64_C(1) << bit);
		value.names = UINT32_C(1) << name->attr;
		value.constants = DC_CONSTANT_ATTR;
		break;
	case DC_NAME_GFP:
		value.constants = DC_CONSTANT_GFP;
		value.gfp = name->gfp;
		value.flags = DC_VALUE_NONZERO;
		break;
	case DC_NAME_DIR:
		value = dc_value_number(name->dir);
		value.constants = DC_CONSTANT_DIR;
		break;
	default:
		break;
	}
	return value;
}

/* Rows whose bit the value cannot have are no longer part of it. */
static uint32_t live_names(uint32_t names, uint64_t clear)
{
	for (unsigned int i = 0; i < DC_NR_ATTRS; i++)
		if ((names >> i & 1) && dc_attrs[i].bit >= 0 && (clear >> dc_attrs[i].bit & 1))
			names &= ~(UINT32_C(1) << i);
	return names;
}

static uint8_t worse(uint8_t a, uint8_t b)
{
	return a ? a : b;
}

/* Of a value whose unknown bits may come from either operand. */
static uint8_t mixed(struct dc_value a, struct dc_value b)
{
	if (!dc_value_is_number(a) && !dc_value_is_number(b))
		return DC_VALUE_MIXED;
	return (a.flags | b.flags) & DC_VALUE_MIXED;
}

struct dc_value dc_value_or(struct dc_value a, struct dc_value b)
{
	struct dc_value r = a.object || !b.object ? a : b;

	r.set = a.set | b.set;
	r.clear = a.clear & b.clear;
	r.names = a.names | b.names;
	r.constants = a.constants | b.constants;
	r.gfp = a.gfp | b.gfp;
	r.mistake = worse(a.mistake, b.mistake);
	r.flags = ((a.flags | b.flags) & (DC_VALUE_NONZERO | DC_VALUE_NEGATIVE)) |
		  (a.flags & b.flags & DC_VALUE_LOGICAL) | mixed(a, b);
	return r;
}

struct dc_value dc_value_and(struct dc_value a, struct dc_value b)
{
	struct dc_value r = a.object || !b.object ? a : b;

	r.set = a.set & b.set;
	r.clear = a.clear | b.clear;
	r.names = live_names(a.names | b.names, r.clear);
	r.constants = a.constants | b.constants;
	r.gfp = a.gfp & b.gfp;
	r.mistake = worse(a.mistake, b.mistake);
	r.flags = ((a.flags | b.flags) & DC_VALUE_LOGICAL) | mixed(a, b);
	if (r.set)
		r.flags |= DC_VALUE_NONZERO;
	return r;
}

struct dc_value dc_value_complement(struct dc_value a)
{
	struct dc_value r = a;

	r.set = a.clear;
	r.clear = a.set;
	r.names = 0;
	r.trail = 0;
	r.gfp = ~a.gfp & GFP_ALL;
	r.flags = 0;
	r.object = 0;
	return r;
}

static uint64_t compute(uint8_t op, uint64_t a, uint64_t b)
{
	switch (op) {
	case DC_BINARY_XOR: return a ^ b;
	case DC_BINARY_ADD: return a + b;
	case DC_BINARY_SUB: return a - b;
	case DC_BINARY_MUL: return a * b;
	case DC_BINARY_DIV: return b ? a / b : 0;
	case DC_BINARY_MOD: return b ? a % b : 0;
	case DC_BINARY_SHL: return b < 64 ? a << b : 0;
	case DC_BINARY_SHR: return b < 64 ? a >> b : 0;
	default: return 0;
	}
}

struct dc_value dc_value_arithmetic(uint8_t op, struct dc_value a, struct dc_value b)
{
	struct dc_value r = { 0 };

	if (dc_value_is_number(a) && dc_value_is_number(b) &&
	    !((op == DC_BINARY_DIV || op == DC_BINARY_MOD) && !b.set))
		r = dc_value_number(compute(op, a.set, b.set));
	r.constants = a.constants | b.constants;
	/* DMA_ATTR_A + DMA_ATTR_B is a way to spell |. */
	if (op == DC_BINARY_ADD) {
		r.names = a.names | b.names;
		r.trail = a.trail ? a.trail : b.trail;
		r.gfp = a.gfp | b.gfp;
	}
	if (op == DC_BINARY_ADD || op == DC_BINARY_SUB || op == DC_BINARY_SHL ||
	    op == DC_BINARY_SHR) {
		const struct dc_value *pointer = a.object ? &a : &b;

		/* The difference of two addresses is none. */
		if (pointer->object && !(a.object && b.object)) {
			r.object = pointer->object;
			r.flags = DC_VALUE_MIXED;
			r.aspect = pointer->aspect;
			r.trail = pointer->trail;
		}
	}
	return r;
}

static struct dc_value logical(enum dc_known truth)
{
	struct dc_value r = { .clear = ~UINT64_C(1), .flags = DC_VALUE_LOGICAL };

	if (truth != DC_UNKNOWN) {
		r = dc_value_number(truth == DC_YES);
		r.flags = DC_VALUE_LOGICAL;
	}
	return r;
}

static enum dc_known yes_if(bool yes)
{
	return yes ? DC_YES : DC_NO;
}

static enum dc_known is_equal(struct dc_value a, struct dc_value b)
{
	/* A bit that differs for certain. */
	if ((a.set & b.clear) || (a.clear & b.set))
		return DC_NO;
	if (dc_value_is_number(a) && dc_value_is_number(b))
		return DC_YES;
	if (((a.flags & DC_VALUE_NONZERO) && b.clear == UINT64_MAX) ||
	    ((b.flags & DC_VALUE_NONZERO) && a.clear == UINT64_MAX))
		return DC_NO;
	return DC_UNKNOWN;
}

static enum dc_known opposite(enum dc_known known)
{
	return known == DC_UNKNOWN ? DC_UNKNOWN : yes_if(known == DC_NO);
}

static enum dc_known is_less(struct dc_value a, struct dc_value b)
{
	if (dc_value_is_number(a) && dc_value_is_number(b))
		return yes_if((int64_t)a.set < (int64_t)b.set);
	if ((a.flags & DC_VALUE_NEGATIVE) && b.clear == UINT64_MAX)
		return DC_YES;
	if ((b.flags & DC_VALUE_NEGATIVE) && a.clear == UINT64_MAX)
		return DC_NO;
	return DC_UNKNOWN;
}

struct dc_value dc_value_compare(uint8_t op, struct dc_value a, struct dc_value b)
{
	switch (op) {
	case DC_BINARY_EQ: return logical(is_equal(a, b));
	case DC_BINARY_NE: return logical(opposite(is_equal(a, b)));
	case DC_BINARY_LT: return logical(is_less(a, b));
	case DC_BINARY_GE: return logical(opposite(is_less(a, b)));
	case DC_BINARY_GT: return logical(is_less(b, a));
	default: return logical(opposite(is_less(b, a)));
	}
}

enum dc_known dc_value_truth(struct dc_value a)
{
	if (a.set || (a.flags & (DC_VALUE_NONZERO | DC_VALUE_NEGATIVE)))
		return DC_YES;
	return a.clear == UINT64_MAX ? DC_NO : DC_UNKNOWN;
}

struct dc_value dc_value_join(struct dc_value a, struct dc_value b)
{
	struct dc_value r = { .set = a.set & b.set, .clear = a.clear & b.clear };

	r.flags = a.flags & b.flags;
	if (a.object == b.object && a.aspect == b.aspect) {
		r.object = a.object;
		r.aspect = a.aspect;
	}
	if (a.set != b.set || a.clear != b.clear)
		r.flags |= DC_VALUE_MIXED;
	if (r.set) {
		r.names = a.names & b.names;
		r.trail = a.trail;
	}
	r.gfp = a.gfp & b.gfp;
	r.constants = a.constants & b.constants;
	return r;
}
