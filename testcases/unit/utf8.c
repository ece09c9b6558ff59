// SPDX-License-Identifier: GPL-2.0-only
/* What is UTF-8 stays, what is not becomes U+FFFD byte by byte. */
#include "utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define BAD "\xef\xbf\xbd"

static const struct { const char *text, *clean; } rows[] = {
	{ "", "" },
	{ "plain\t\n\x01\x7f", "plain\t\n\x01\x7f" },
	{ "\xc2\x80 \xdf\xbf", "\xc2\x80 \xdf\xbf" },			/* two bytes: first, last */
	{ "\xe0\xa0\x80 \xef\xbf\xbf", "\xe0\xa0\x80 \xef\xbf\xbf" },	/* three */
	{ "\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf", "\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf" },	/* four */
	{ "\xed\x9f\xbf \xee\x80\x80", "\xed\x9f\xbf \xee\x80\x80" },	/* around the surrogates */
	{ "\xff", BAD },
	{ "a\x80z", "a" BAD "z" },
	{ "\xc3", BAD },						/* cut by the end */
	{ "\xe2\x82", BAD BAD },
	{ "\xf0\x9f\x98", BAD BAD BAD },
	{ "\xc3(", BAD "(" },
	{ "\xe2\x82(", BAD BAD "(" },
	{ "\xe2(\xac", BAD "(" BAD },
	{ "\xc0\xaf", BAD BAD },					/* longer than it need be */
	{ "\xc1\xbf", BAD BAD },
	{ "\xe0\x9f\xbf", BAD BAD BAD },
	{ "\xf0\x8f\xbf\xbf", BAD BAD BAD BAD },
	{ "\xed\xa0\x80", BAD BAD BAD },				/* surrogates */
	{ "\xed\xbf\xbf", BAD BAD BAD },
	{ "\xf4\x90\x80\x80", BAD BAD BAD BAD },			/* above U+10FFFF */
	{ "\xf8\x88\x80\x80\x80", BAD BAD BAD BAD BAD },		/* five bytes */
	{ "M\xfcller \xc3\xa9", "M" BAD "ller \xc3\xa9" },		/* Latin 1 beside UTF-8 */
};

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *clean = dc_utf8_clean(rows[i].text);

		assert_non_null(clean);
		assert_string_equal(clean, rows[i].clean);
		free(clean);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(table) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
