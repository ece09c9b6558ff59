/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tables know of a name, as Markdown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lsp.h"
#include "words.h"

enum { MOST_TEXT = 1024 };

static void put_attribute(FILE *out, const struct dc_attr *attr)
{
	static const char *const kinds[] = {
		[DC_KIND_HINT] = "a hint, which the core may ignore",
		[DC_KIND_CONTRACT] = "a contract between the caller and the core",
		[DC_KIND_DEBUG] = "for dma-debug alone",
		[DC_KIND_PRIVATE] = "private to the DMA core",
	};
	static const char *const matches[] = {
		[DC_MATCH_FREE] = "may differ at release",
		[DC_MATCH_SHOULD] = "should be the same at release",
		[DC_MATCH_MUST] = "must be the same at release, dma-debug compares it",
	};
	char release[DC_RELEASE_SIZE];

	fprintf(out, "**%s**", attr->name);
	if (attr->bit >= 0)
		fprintf(out, ", bit %d", attr->bit);
	fprintf(out, "\n\n%s\n\n* %s\n* %s\n", attr->summary, kinds[attr->kind],
		matches[attr->match]);
	if (attr->since != attr->gone)
		fprintf(out, "* since %s\n", dc_words_release(attr->since, release));
	if (attr->gone)
		fprintf(out, "* gone in %s\n", dc_words_release(attr->gone, release));
}

static void put_argument(FILE *out, const char *what, int argument)
{
	if (argument >= 0)
		fprintf(out, "* argument %d: %s\n", argument + 1, what);
}

static void put_function(FILE *out, const struct dc_api *api)
{
	static const char *const operations[] = {
		[DC_OP_ALLOC] = "allocates", [DC_OP_FREE] = "frees", [DC_OP_MAP] = "maps",
		[DC_OP_UNMAP] = "unmaps", [DC_OP_MMAP] = "maps for user space",
		[DC_OP_SGTABLE] = "describes as a scatterlist", [DC_OP_SYNC] = "synchronises",
		[DC_OP_IOVA_LINK] = "links into an IOVA", [DC_OP_IOVA_UNLINK] = "unlinks from an IOVA",
		[DC_OP_IOVA_DESTROY] = "unlinks and frees an IOVA",
	};
	static const char *const families[] = {
		[DC_FAMILY_PHYS] = "one range", [DC_FAMILY_SG] = "a scatterlist",
		[DC_FAMILY_COHERENT] = "coherent memory",
		[DC_FAMILY_MANAGED] = "coherent memory that the device frees",
		[DC_FAMILY_NONCONTIGUOUS] = "memory that need not be contiguous",
		[DC_FAMILY_PAGES] = "pages", [DC_FAMILY_NONCOHERENT] = "non-coherent memory",
		[DC_FAMILY_IOVA] = "a range of IOVAs", [DC_FAMILY_XSK] = "a pool of XDP sockets",
	};
	char text[MOST_TEXT], release[DC_RELEASE_SIZE];

	fprintf(out, "**%s()** %s: %s\n\n", api->name, operations[api->op], families[api->family]);
	put_argument(out, "attributes", api->attrs);
	put_argument(out, "direction", api->dir);
	put_argument(out, "gfp flags", api->gfp);
	if (api->attrs < 0)
		fputs("* takes no attributes\n", out);
	if (api->implied)
		fprintf(out, "* adds %s\n", dc_attrs_print(api->implied, text, sizeof(text)));
	fprintf(out, "* known since %s\n", dc_words_release(api->since, release));
}

static bool put_name(FILE *out, const char *text, size_t length)
{
	const struct dc_name *name = dc_name_find(text, length);

	if (name && name->kind == DC_NAME_ATTR)
		put_attribute(out, &dc_attrs[name->attr]);
	else if (name && name->kind == DC_NAME_API)
		put_function(out, name->api);
	else
		return false;
	return true;
}

json_t *dc_lsp_hover(const struct dc_document *document, json_t *position)
{
	const char *text = document->text.data ? document->text.data : "";
	size_t at = dc_lsp_offset(text, document->text.length, position), from, to, length;
	json_t *hover = json_null();
	char *words = NULL;
	FILE *out = open_memstream(&words, &length);

	if (!out)
		return hover;
	if (dc_lsp_word(text, document->text.length, at, &from, &to) &&
	    put_name(out, text + from, to - from)) {
		fflush(out);
		hover = json_pack("{s:{s:s, s:s}}", "contents", "kind", "markdown", "value", words);
	}
	fclose(out);
	free(words);
	return hover;
}
