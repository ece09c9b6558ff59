/* SPDX-License-Identifier: GPL-2.0-only */
/* Bytes to valid UTF-8. */
#include "utf8.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"

/* Lead bytes by the length of what they begin, and the smallest character that needs as much. */
static const struct { unsigned char mask, lead; size_t length; uint32_t least; } forms[] = {
	{ 0x80, 0x00, 1, 0 },
	{ 0xe0, 0xc0, 2, 0x80 },
	{ 0xf0, 0xe0, 3, 0x800 },
	{ 0xf8, 0xf0, 4, 0x10000 },
};

static int is_character(uint32_t c, uint32_t least)
{
	return c >= least && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

/* Bytes of the character at `text`, 0 when there is none. */
static size_t character_length(const unsigned char *text)
{
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		uint32_t c = *text & (unsigned char)~forms[i].mask;

		if ((*text & forms[i].mask) != forms[i].lead)
			continue;
		for (size_t k = 1; k < forms[i].length; k++) {
			if ((text[k] & 0xc0) != 0x80)	/* the final NUL stops here too */
				return 0;
			c = c << 6 | (text[k] & 0x3f);
		}
		return is_character(c, forms[i].least) ? forms[i].length : 0;
	}
	return 0;
}

char *dc_utf8_clean(const char *text)
{
	static const char replacement[] = "\xef\xbf\xbd";
	char *clean = malloc(strlen(text) * (sizeof(replacement) - 1) + 1);
	char *end = clean;

	if (!clean)
		return NULL;
	while (*text) {
		size_t length = character_length((const unsigned char *)text);
		const char *from = length ? text : replacement;
		size_t size = length ? length : sizeof(replacement) - 1;

		memcpy(end, from, size);
		end += size;
		text += length ? length : 1;
	}
	*end = '\0';
	return clean;
}
