/* SPDX-License-Identifier: GPL-2.0-only */
/* Every name, and every two values with every operator, for `frama-c -eva`: see eva.sh. */
#include "__fc_builtin.h"
#include "attrset.h"

static struct dc_value any_value(void)
{
	struct dc_value value;

	value.set = Frama_C_unsigned_long_interval(0, ~0UL);
	value.clear = Frama_C_unsigned_long_interval(0, ~0UL);
	value.names = Frama_C_unsigned_int_interval(0, ~0U);
	value.trail = Frama_C_unsigned_int_interval(0, ~0U);
	value.object = Frama_C_unsigned_int_interval(0, 0xffff);
	value.aspect = Frama_C_unsigned_int_interval(0, 0xff);
	value.constants = Frama_C_unsigned_int_interval(0, 0xff);
	value.gfp = Frama_C_unsigned_int_interval(0, 0xff);
	value.mistake = Frama_C_unsigned_int_interval(0, 0xff);
	value.flags = Frama_C_unsigned_int_interval(0, 0xff);
	value.is_phys = Frama_C_unsigned_int_interval(0, 1);
	return value;
}

/* The names of every kind that the tables know. */
static void make_names(void)
{
	struct dc_name name = { .kind = DC_NAME_ATTR, .attr = Frama_C_interval(0, DC_NR_ATTRS - 1) };
	struct dc_value value;

	value = dc_value_name(&name);
	/*@ check value.constants == DC_CONSTANT_ATTR; */
	name.kind = DC_NAME_GFP;
	name.gfp = Frama_C_unsigned_int_interval(0, ~0U);
	value = dc_value_name(&name);
	/*@ check value.constants == DC_CONSTANT_GFP; */
	name.kind = DC_NAME_DIR;
	name.dir = Frama_C_interval(-2147483647 - 1, 2147483647);
	value = dc_value_name(&name);
	/*@ check value.constants == DC_CONSTANT_DIR; */
	name.kind = DC_NAME_NONE;
	value = dc_value_name(&name);
	/*@ check value.constants == 0 && value.set == 0 && value.clear == 0; */
}

int main(void)
{
	uint8_t op = Frama_C_unsigned_int_interval(0, 0xff);
	struct dc_value a = any_value(), b = any_value(), r;
	enum dc_known known;

	make_names();
	r = dc_value_number(a.set);
	r = dc_value_or(a, b);
	/*@ check r.is_phys <= 1; */
	r = dc_value_and(a, b);
	/*@ check r.is_phys <= 1; */
	r = dc_value_complement(a);
	/*@ check r.gfp <= 15 && r.object == 0; */
	r = dc_value_arithmetic(op, a, b);
	/*@ check r.is_phys == 0 && r.mistake == 0; */
	r = dc_value_compare(op, a, b);
	/*@ check r.object == 0 && r.flags == DC_VALUE_LOGICAL; */
	r = dc_value_join(a, b);
	/*@ check r.is_phys == 0; */
	known = dc_value_truth(a);
	/*@ check known <= DC_YES; */
	return known + r.is_phys;
}
