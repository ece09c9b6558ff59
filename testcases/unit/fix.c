// SPDX-License-Identifier: GPL-2.0-only
/* Edits: what is certain is mended and nothing else of the text changes, what is not is left. */
#include "fix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct row {
	enum dc_rule_id rule;
	uint64_t bits, wanted;
	const char *before;	/* the finding is at the @, which is no part of the text */
	const char *after;	/* NULL where nobody can be sure */
};

#define RULE(id) DC_RULE_##id

static const struct row rows[] = {
	/* a term goes, with its `|`; the rest stays as it was written */
	{ RULE(alloc_cc_shared), DC_CC_SHARED, 0,
	  "p = @dma_alloc_attrs(d, s, &h, GFP_KERNEL, DMA_ATTR_CC_SHARED);",
	  "p = dma_alloc_attrs(d, s, &h, GFP_KERNEL, 0);" },
	{ RULE(alloc_cc_shared), DC_CC_SHARED, 0,
	  "@dma_alloc_attrs(d, s, &h, GFP_KERNEL,\n\tDMA_ATTR_NO_WARN |\n\tDMA_ATTR_CC_SHARED);",
	  "dma_alloc_attrs(d, s, &h, GFP_KERNEL,\n\tDMA_ATTR_NO_WARN);" },
	{ RULE(alloc_cc_shared), DC_CC_SHARED, 0,
	  "@dma_alloc_attrs(d, f(a, b), &h, GFP_KERNEL, DMA_ATTR_CC_SHARED | attrs | DMA_ATTR_NO_WARN)",
	  "dma_alloc_attrs(d, f(a, b), &h, GFP_KERNEL, attrs | DMA_ATTR_NO_WARN)" },
	{ RULE(alloc_map_attr), DC_MMIO | DC_SKIP_CPU_SYNC, 0,
	  "@dma_alloc_attrs(d, s, &h, GFP_KERNEL, DMA_ATTR_MMIO | A | DMA_ATTR_SKIP_CPU_SYNC)",
	  "dma_alloc_attrs(d, s, &h, GFP_KERNEL, A)" },
	{ RULE(noncontiguous_attr), DC_NO_WARN, 0,
	  "@dma_alloc_noncontiguous(d, s, DMA_TO_DEVICE, GFP_KERNEL, // why\n\tDMA_ATTR_NO_WARN)",
	  "dma_alloc_noncontiguous(d, s, DMA_TO_DEVICE, GFP_KERNEL, // why\n\t0)" },
	{ RULE(sg_mmio), DC_MMIO, 0, "@dma_map_sgtable (d, t, DMA_TO_DEVICE, DMA_ATTR_MMIO)",
	  "dma_map_sgtable (d, t, DMA_TO_DEVICE, 0)" },
	/* the value is chosen elsewhere, or on a condition */
	{ RULE(sg_mmio), DC_MMIO, 0, "@dma_map_sgtable(d, t, DMA_TO_DEVICE, attrs)", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0,
	  "@dma_map_sgtable(d, t, DMA_TO_DEVICE, x ? DMA_ATTR_MMIO : 0)", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0,
	  "@dma_map_sgtable(d, t, DMA_TO_DEVICE, DMA_ATTR_MMIO /* | 0 */ | a)", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0,
	  "@dma_map_sgtable(d, t, DMA_TO_DEVICE,\n#ifdef X\nDMA_ATTR_MMIO\n#endif\n)", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0, "@dma_map_sgtable(d, t, DMA_TO_DEVICE, a || DMA_ATTR_MMIO)",
	  NULL },
	/* no call of the tables, no call at all, not all of one */
	{ RULE(sg_mmio), DC_MMIO, 0, "@my_map(d, t, DMA_TO_DEVICE, DMA_ATTR_MMIO)", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0, "@dma_map_sgtable; f(DMA_ATTR_MMIO)", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0, "@dma_map_sgtable(d, t)", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0, "@dma_map_sgtable(d, t, DMA_TO_DEVICE, DMA_ATTR_MMIO", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0, "@dma_map_sgtable(d, t, , DMA_ATTR_MMIO)", NULL },
	{ RULE(sg_mmio), DC_MMIO, 0, "@dma_map_sgtable(d, \"", NULL },
	/* a private name alone */
	{ RULE(private_attr), 0, 0, "f(d, A | @__DMA_ATTR_ALLOC_CC_SHARED)", "f(d, A)" },
	{ RULE(private_attr), 0, 0, "f(d, @__DMA_ATTR_ALLOC_CC_SHARED | A)", "f(d, A)" },
	{ RULE(private_attr), 0, 0, "f(d, @__DMA_ATTR_ALLOC_CC_SHARED)", "f(d, 0)" },
	{ RULE(private_attr), 0, 0, "{ A, @__DMA_ATTR_ALLOC_CC_SHARED, B }", NULL },
	{ RULE(private_attr), 0, 0, "if (@__DMA_ATTR_ALLOC_CC_SHARED)", NULL },
	{ RULE(private_attr), 0, 0, "a |= @__DMA_ATTR_ALLOC_CC_SHARED;", NULL },
	{ RULE(private_attr), 0, 0, "if (a || @__DMA_ATTR_ALLOC_CC_SHARED)", NULL },
	{ RULE(private_attr), 0, 0, "if (a & @__DMA_ATTR_ALLOC_CC_SHARED)", NULL },
	{ RULE(private_attr), 0, 0, "@__DMA_ATTR_ALLOC_CC_SHARED", NULL },
	/* zones */
	{ RULE(alloc_gfp), 0, 0, "@dma_alloc_attrs(d, s, &h, GFP_KERNEL | __GFP_COMP, 0)",
	  "dma_alloc_attrs(d, s, &h, GFP_KERNEL, 0)" },
	{ RULE(alloc_gfp), 0, 0, "@dma_alloc_coherent(d, s, &h, GFP_DMA32 | GFP_KERNEL)",
	  "dma_alloc_coherent(d, s, &h, GFP_KERNEL)" },
	{ RULE(alloc_gfp), 0, 0, "@dma_alloc_coherent(d, s, &h, GFP_DMA)", NULL },
	{ RULE(alloc_gfp), 0, 0, "@dma_alloc_coherent(d, s, &h, GFP_DMA | __GFP_ZERO)", NULL },
	{ RULE(alloc_gfp), 0, 0, "@dma_alloc_coherent(d, s, &h, GFP_HIGHUSER)", NULL },
	/* constants in each other's place */
	{ RULE(attr_slot), 0, 0, "@dma_alloc_attrs(d, s, &h, DMA_ATTR_NO_WARN, GFP_KERNEL)",
	  "dma_alloc_attrs(d, s, &h, GFP_KERNEL, DMA_ATTR_NO_WARN)" },
	{ RULE(attr_slot), 0, 0, "@dma_alloc_attrs(d, s, &h, GFP_KERNEL | DMA_ATTR_NO_WARN, 0)",
	  "dma_alloc_attrs(d, s, &h, GFP_KERNEL, DMA_ATTR_NO_WARN)" },
	{ RULE(attr_slot), 0, 0, "@dma_alloc_attrs(d, s, &h, GFP_KERNEL, __GFP_ZERO | a)",
	  "dma_alloc_attrs(d, s, &h, GFP_KERNEL | __GFP_ZERO, a)" },
	{ RULE(attr_slot), 0, 0, "@dma_map_sgtable(d, t, DMA_ATTR_MMIO, DMA_TO_DEVICE)",
	  "dma_map_sgtable(d, t, DMA_TO_DEVICE, DMA_ATTR_MMIO)" },
	{ RULE(attr_slot), 0, 0, "@dma_map_sgtable(d, t, dir, DMA_TO_DEVICE)", NULL },
	{ RULE(attr_slot), 0, 0, "@dma_map_sgtable(d, t, DMA_TO_DEVICE, GFP_KERNEL)", NULL },
	{ RULE(attr_slot), 0, 0, "@dma_alloc_attrs(d, s, &h, DMA_ATTR_NO_WARN, 0)", NULL },
	/* what was acquired with */
	{ RULE(release_attrs), DC_CC_SHARED, DC_CC_SHARED,
	  "@dma_unmap_page_attrs(d, h, s, dir, 0);",
	  "dma_unmap_page_attrs(d, h, s, dir, DMA_ATTR_CC_SHARED);" },
	{ RULE(release_attrs), DC_CC_SHARED | DC_PRIVILEGED, DC_PRIVILEGED,
	  "@dma_unmap_phys(d, h, s, dir, DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_CC_SHARED);",
	  "dma_unmap_phys(d, h, s, dir, DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_PRIVILEGED);" },
	{ RULE(release_attrs), DC_CC_SHARED, 0,
	  "@dma_unmap_phys(d, h, s, dir, DMA_ATTR_CC_SHARED);", "dma_unmap_phys(d, h, s, dir, 0);" },
	{ RULE(release_attrs), DC_PRIVILEGED, DC_PRIVILEGED, "@dma_unmap_single(d, h, s, dir);",
	  "dma_unmap_single_attrs(d, h, s, dir, DMA_ATTR_PRIVILEGED);" },
	{ RULE(release_attrs), DC_FORCE_CONTIGUOUS, DC_FORCE_CONTIGUOUS,
	  "@dma_free_wc(d, s, p, h);",
	  "dma_free_attrs(d, s, p, h, DMA_ATTR_WRITE_COMBINE | DMA_ATTR_FORCE_CONTIGUOUS);" },
	{ RULE(mmap_attrs), DC_WRITE_COMBINE, DC_WRITE_COMBINE, "@dma_mmap_coherent(d, v, p, h, s);",
	  "dma_mmap_wc(d, v, p, h, s);" },
	{ RULE(release_attrs), DC_PRIVILEGED, DC_PRIVILEGED, "@ib_dma_unmap_page(d, h, s, dir);", NULL },
	{ RULE(release_attrs), DC_CC_SHARED, DC_CC_SHARED, "@dma_unmap_phys(d, h, s, dir, a);", NULL },
	{ RULE(release_attrs), 0, 0, "@dma_unmap_phys(d, h, s, dir, 0);", NULL },
	/* nobody knows */
	{ RULE(mmio_missing), DC_MMIO, 0, "@dma_map_phys(d, p, s, dir, 0);", NULL },
};

static void apply(const struct dc_edit *edits, size_t nr, char *text)
{
	while (nr--) {
		const struct dc_edit *edit = &edits[nr];
		char *at = text + edit->offset;

		memmove(at + strlen(edit->text), at + edit->length, strlen(at + edit->length) + 1);
		memcpy(at, edit->text, strlen(edit->text));
	}
}

static void try_row(const struct row *row)
{
	char text[4096] = "\n\nint x; ";
	struct dc_edit edits[DC_MAX_EDITS];
	size_t before = strcspn(row->before, "@"), start = strlen(text), nr;
	struct dc_finding finding = {
		.rule = row->rule, .line = 3, .column = strlen("int x; ") + before + 1,
		.bits = row->bits, .wanted = row->wanted,
	};

	/* the finding is on the line that the text begins in */
	assert_null(memchr(row->before, '\n', before));
	snprintf(text + start, sizeof(text) / 2, "%.*s%s", (int)before, row->before,
		 row->before + before + 1);
	nr = dc_fix_find(&finding, text, strlen(text), edits);
	if (!row->after) {
		if (nr)
			fail_msg("%s: mended", row->before);
		return;
	}
	for (size_t i = 1; i < nr; i++)
		assert_true(edits[i - 1].offset + edits[i - 1].length <= edits[i].offset);
	apply(edits, nr, text);
	assert_string_equal(text + start, row->after);
}

static void mends_what_is_certain(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		try_row(&rows[i]);
}

/* Whatever is cut off, and wherever the place is said to be. */
static void stays_in_the_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (size_t length = 0; length <= strlen(rows[i].before); length++) {
			char *text = malloc(length + 1);

			memcpy(text, rows[i].before, length);
			for (unsigned int column = 0; column <= length + 2; column++) {
				const struct dc_finding finding = {
					.rule = rows[i].rule, .line = 1, .column = column,
					.bits = rows[i].bits, .wanted = rows[i].wanted,
				};
				struct dc_edit edits[DC_MAX_EDITS];
				size_t nr = dc_fix_find(&finding, text, length, edits);

				for (size_t k = 0; k < nr; k++)
					assert_true(edits[k].offset + edits[k].length <= length);
			}
			free(text);
		}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(mends_what_is_certain),
		cmocka_unit_test(stays_in_the_text),
	};

	dc_table_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
