// SPDX-License-Identifier: GPL-2.0-only
/* The digest against values of its authors, however the text is cut. */
#include "digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Of the bytes 0, 1, 2 … with the key 0, 1, 2 … 15, as numbers of little-endian machines. */
static const struct {
	size_t length;
	struct dc_digest digest;
} vectors[] = {
	{ 0, { 0xe6a825ba047f81a3, 0x930255c71472f66d } },
	{ 1, { 0x44af996bd8c187da, 0x45fc229b11597634 } },
	{ 7, { 0x53c1dbd8beebf1a1, 0x3982f01fa64ab8c0 } },
	{ 8, { 0x61f55862baa9623b, 0xb49714f364e2830f } },
	{ 15, { 0x11a8b03399e99354, 0xd9c3cf970fec087e } },
	{ 63, { 0x4a83502f77d15051, 0x7cbd3f979a063e50 } },
};

static struct dc_digest key;

static struct dc_digest digest(const unsigned char *text, size_t length, size_t cut)
{
	struct dc_digester digester = dc_digest_start(&key);

	dc_digest_add(&digester, text, cut);
	dc_digest_add(&digester, text + cut, length - cut);
	return dc_digest_end(&digester);
}

static void is_siphash(void **state)
{
	unsigned char text[64];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i;
	memcpy(&key, text, sizeof(key));
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
		for (size_t cut = 0; cut <= vectors[i].length; cut++)
			assert_true(dc_digest_same(digest(text, vectors[i].length, cut),
						   vectors[i].digest));
}

static void texts_have_ends(void **state)
{
	struct dc_digester a = dc_digest_start(&key), b = dc_digest_start(&key);

	(void)state;
	dc_digest_text(&a, "ab");
	dc_digest_text(&a, "c");
	dc_digest_text(&b, "a");
	dc_digest_text(&b, "bc");
	assert_false(dc_digest_same(dc_digest_end(&a), dc_digest_end(&b)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_siphash),
		cmocka_unit_test(texts_have_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
