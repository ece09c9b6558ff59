// SPDX-License-Identifier: GPL-2.0-only
/* Ends as an engine would list them. */
#include "ends.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kernel.h"
#include "link.h"
#include "pair.h"

int ends_setup(void **state)
{
	static struct ends_test test;

	dc_table_init();
	test = (struct ends_test){ 0 };
	*state = &test;
	return 0;
}

int ends_teardown(void **state)
{
	struct ends_test *test = *state;

	dc_ends_free(&test->ends);
	dc_findings_free(&test->findings);
	return 0;
}

uint16_t ends_row(const char *api)
{
	const struct dc_name *name = dc_name_find(api, strlen(api));

	assert_non_null(name);
	assert_int_equal(name->kind, DC_NAME_API);
	return name->api - dc_apis;
}

struct dc_end ends_end(enum dc_end_kind kind, unsigned int line)
{
	static char key[] = "drivers/net: struct ring.dma", file[] = "drivers/net/nic.c";
	static char function[] = "nic_map", none[] = "";

	return (struct dc_end){
		.kind = kind, .key = key, .symbol = none, .file = file, .function = function,
		.source_line = none, .guard = none, .line = line, .column = 1,
		.fates = kind == DC_END_ACQUIRE ? DC_FATE_HELD : 0, .engines = DC_ENGINE_SOURCE,
	};
}

void ends_add_call(struct ends_test *test, enum dc_end_kind kind, unsigned int line,
		   const char *api, uint64_t attrs)
{
	struct dc_end end = ends_end(kind, line);

	end.api = ends_row(api);
	end.set = attrs;
	end.clear = ~attrs;
	assert_true(dc_ends_add(&test->ends, &end));
}

void ends_judge(struct ends_test *test)
{
	struct dc_kernel kernel = dc_kernel_newest();

	assert_true(dc_link_ends(&test->ends, &kernel, &test->findings));
	assert_true(dc_pair_ends(&test->ends, &kernel, &test->findings));
}
