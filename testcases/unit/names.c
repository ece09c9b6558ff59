// SPDX-License-Identifier: GPL-2.0-only
/* Which words are decoration, which belong to C, and which a rule is about. */
#include "names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "table.h"
#include "tokens.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* One letter for each question that is answered with yes. */
static const struct { const char *word, *answers; } rows[] = {
	{ "dma_map_sg", "r" }, { "ib_dma_map_sg", "r" }, { "set_memory_decrypted", "r" },
	{ "DMA_ATTR_MMIO", "r" }, { "DMA_ATTR_OF_SOMEBODY", "r" }, { "DMA_ATTR_", "r" },
	{ "__DMA_ATTR_ALLOC_CC_SHARED", "r" }, { "DMA_ATTR", "" }, { "kfree", "" },
	{ "dma_map_s", "" }, { "dma_map_sgs", "" }, { "GFP_KERNEL", "" }, { "DMA_TO_DEVICE", "" },
	{ "__iomem", "a" }, { "inline", "a" }, { "__iome", "" }, { "__iomemx", "" },
	{ "__aligned", "c" }, { "__attribute__", "c" }, { "__free", "c" },
	{ "scoped_guard", "s" }, { "guard", "" },
	{ "if", "k" }, { "sizeof", "k" }, { "typeof", "k" }, { "iff", "" },
	{ "int", "t" }, { "dma_addr_t", "t" }, { "struct", "t" }, { "page", "" },
	{ "x", "" }, { "\"int\"", "" }, { "123", "" }, { "+", "" },
};

static void all_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct dc_tokens tokens = tokens_of(rows[i].word);
		const struct dc_token *token = &tokens.items[0];
		char answers[8] = "";

		assert_int_equal(tokens.nr, 1);
		if (dc_name_is_relevant(token->text, token->length))
			strcat(answers, "r");
		if (dc_name_is_annotation(token))
			strcat(answers, "a");
		if (dc_name_is_annotation_call(token))
			strcat(answers, "c");
		if (dc_name_is_scope(token))
			strcat(answers, "s");
		if (dc_name_is_keyword(token))
			strcat(answers, "k");
		if (dc_name_is_type_word(token))
			strcat(answers, "t");
		if (strcmp(answers, rows[i].answers))
			fail_msg("%s: '%s', not '%s'", rows[i].word, answers, rows[i].answers);
		free(tokens.items);
	}
}

/* Every function of the API, every attribute, and what changes encryption; nothing else. */
static void all_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < dc_nr_apis; i++)
		assert_true(dc_name_is_relevant(dc_apis[i].name, strlen(dc_apis[i].name)));
	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		assert_true(dc_name_is_relevant(dc_attrs[i].name, strlen(dc_attrs[i].name)));
	for (size_t i = 0; i < dc_nr_origins; i++)
		assert_int_equal(dc_name_is_relevant(dc_origins[i].name, strlen(dc_origins[i].name)),
				 dc_origins[i].role == DC_ROLE_CRYPT);
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
		cmocka_unit_test(all_rows),
		cmocka_unit_test(all_names),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
