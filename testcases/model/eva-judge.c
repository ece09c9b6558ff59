/* SPDX-License-Identifier: GPL-2.0-only */
/* Every call, use and pair that there can be, for `frama-c -eva`: see eva.sh. */
#include "__fc_builtin.h"
#include "judge.h"

static const struct dc_api *any_api(void)
{
	return &dc_apis[Frama_C_interval(0, NR_APIS - 1)];
}

int main(void)
{
	struct dc_verdict v[DC_MAX_VERDICTS];
	struct dc_kernel kernel;
	struct dc_call call;
	struct dc_use use;
	struct dc_pair pair;
	size_t n;

	kernel.version = Frama_C_unsigned_int_interval(0, 0xffff);
	kernel.attrs = Frama_C_unsigned_int_interval(0, 0xffffffff);

	call.api = any_api();
	call.set = Frama_C_unsigned_long_interval(0, ~0UL);
	call.clear = Frama_C_unsigned_long_interval(0, ~0UL);
	call.names = Frama_C_unsigned_int_interval(0, ~0U);
	call.mistake = Frama_C_interval(0, 3);
	call.gfp = Frama_C_unsigned_int_interval(0, ~0U);
	call.in_attrs = Frama_C_interval(0, 7);
	call.in_gfp = Frama_C_interval(0, 7);
	call.in_dir = Frama_C_interval(0, 7);
	call.memory = Frama_C_interval(0, 6);
	call.encryption = Frama_C_interval(0, 3);
	call.mmio_handle = Frama_C_interval(0, 2);
	n = dc_judge_call(&call, &kernel, v);
	/*@ check n <= 8; */

	use.role = Frama_C_interval(0, 16);
	use.what = Frama_C_interval(0, 14);
	use.encryption = Frama_C_interval(0, 3);
	use.cookie = Frama_C_interval(0, 2);
	use.mmio = Frama_C_interval(0, 2);
	use.prot_shared = Frama_C_interval(0, 2);
	use.prot_own = Frama_C_interval(0, 2);
	use.result_used = Frama_C_interval(0, 2);
	use.wrong_handle = Frama_C_interval(0, 2);
	use.held = Frama_C_interval(0, 2);
	n = dc_judge_use(&use, &kernel, v);
	/*@ check n <= 8; */

	pair.acquire = any_api();
	pair.release = any_api();
	pair.acquire_set = Frama_C_unsigned_long_interval(0, ~0UL);
	pair.acquire_clear = Frama_C_unsigned_long_interval(0, ~0UL);
	pair.release_set = Frama_C_unsigned_long_interval(0, ~0UL);
	pair.release_clear = Frama_C_unsigned_long_interval(0, ~0UL);
	n = dc_judge_pair(&pair, &kernel, v);
	/*@ check n <= 8; */

	n = dc_judge_name(Frama_C_interval(0, DC_NR_ATTRS - 1), &kernel, v);
	/*@ check n <= 1; */
	return dc_rule_applies(Frama_C_interval(0, DC_NR_RULES - 1), &kernel);
}
