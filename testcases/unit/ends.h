/* SPDX-License-Identifier: GPL-2.0-only */
/* Ends put together by hand, and what linking and pairing make of them. */
#ifndef ENDS_H
#define ENDS_H

#include "end.h"

struct ends_test {
	struct dc_ends ends;
	struct dc_findings findings;
};

/* For cmocka: a fresh struct ends_test in *state. */
int ends_setup(void **state);
int ends_teardown(void **state);

uint16_t ends_row(const char *api);

/* An end in nic_map() at a line, for `struct ring.dma`; unknown attributes, no symbol, held. */
struct dc_end ends_end(enum dc_end_kind kind, unsigned int line);

/* A call whose attributes are all known. */
void ends_add_call(struct ends_test *test, enum dc_end_kind kind, unsigned int line,
		   const char *api, uint64_t attrs);

/* Links and pairs them for the newest kernel. */
void ends_judge(struct ends_test *test);

#endif
