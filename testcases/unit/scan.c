// SPDX-License-Identifier: GPL-2.0-only
/* The prefilter misses no name, wherever it stands, and takes nothing else for one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "names.h"
#include "source.h"
#include "table.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum { MARGIN = 40, NR_ALIGNMENTS = 32 };

/* In memory of its exact size, so that a sanitizer sees a byte read too many. */
static bool is_found(const char *text, size_t length)
{
	char *copy = malloc(length ? length : 1);
	bool found;

	assert_non_null(copy);
	memcpy(copy, text, length);
	found = dc_source_is_relevant(copy, length);
	free(copy);
	return found;
}

/* Behind up to 31 bytes, at the start, at the end, and between others. */
static void assert_found_everywhere(const char *name)
{
	size_t length = strlen(name);
	char text[2 * MARGIN + DC_SOURCE_MAX_NAME];

	for (size_t before = 0; before < NR_ALIGNMENTS; before++) {
		for (size_t behind = 0; behind < NR_ALIGNMENTS; behind += before % 4 ? 31 : 1) {
			size_t size = before + length + behind;

			memset(text, '\n', sizeof(text));
			memcpy(text + before, name, length);
			if (!is_found(text, size))
				fail_msg("%s behind %zu and before %zu bytes", name, before, behind);
			/* A longer word is another name. */
			if (before && strncmp(name, "DMA_ATTR_", 9)) {
				text[before - 1] = 'x';
				assert_int_equal(is_found(text, size),
						 dc_name_is_relevant(text + before - 1, length + 1));
			}
		}
	}
}

static void every_name(void **state)
{
	size_t nr = 0;

	(void)state;
	for (size_t i = 0; i < dc_nr_apis; i++, nr++)
		assert_found_everywhere(dc_apis[i].name);
	for (size_t i = 0; i < DC_NR_ATTRS; i++, nr++)
		assert_found_everywhere(dc_attrs[i].name);
	for (size_t i = 0; i < dc_nr_origins; i++) {
		const char *name = dc_origins[i].name;

		if (dc_name_is_relevant(name, strlen(name)))
			assert_found_everywhere(name);
		else
			assert_false(is_found(name, strlen(name)));
	}
	assert_found_everywhere("DMA_ATTR_OF_SOMEBODY");
	assert_found_everywhere("DMA_ATTR_");
	assert_found_everywhere("__DMA_ATTR_");
	assert_true(nr > 80);
}

static void nothing_else(void **state)
{
	static const char *const texts[] = {
		"", "dma_", "DMA_ATTR", "dma", "d", "my_dma_map_sg", "dma_map_sgs", "xDMA_ATTR_MMIO",
		"memory", "virtual", "dmam", "dma_map_sg_attrs2", "ib_dma_",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		assert_false(is_found(texts[i], strlen(texts[i])));
}

/* Bytes that are no text do not end the search, and words of any length do not stop it. */
static void odd_bytes(void **state)
{
	enum { NR = 100000 };
	static const unsigned char bytes[] = { 0, 0xff, 'd', 'D', 'm', '_', 'v', ' ', '/', '"' };
	char *text = malloc(NR + 16);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < ARRAY_SIZE(bytes); i++) {
		memset(text, bytes[i], NR);
		assert_false(dc_source_is_relevant(text, NR));
		memcpy(text + NR, "\ndma_map_sg\n", 12);
		assert_true(dc_source_is_relevant(text, NR + 12));
	}
	free(text);
}

static int init(void **state)
{
	(void)state;
	dc_table_init();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name),
		cmocka_unit_test(nothing_else),
		cmocka_unit_test(odd_bytes),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
