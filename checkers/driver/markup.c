/* SPDX-License-Identifier: GPL-2.0-only */
/* Sources and paths are hostile; what steers a page or a terminal does not pass. */
#include "markup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

static const char replacement[] = "\xef\xbf\xbd";

/* U+FFFE and U+FFFF, which UTF-8 can say and XML cannot. */
static int is_no_character(const char *text)
{
	return !strncmp(text, "\xef\xbf\xbe", 3) || !strncmp(text, "\xef\xbf\xbf", 3);
}

static void put(unsigned char c)
{
	switch (c) {
	case '&':
		fputs("&amp;", stdout);
		break;
	case '<':
		fputs("&lt;", stdout);
		break;
	case '>':
		fputs("&gt;", stdout);
		break;
	case '"':
		fputs("&quot;", stdout);
		break;
	case '\'':
		fputs("&#39;", stdout);
		break;
	default:
		if ((c < ' ' && c != '\t' && c != '\n') || c == '\177')
			fputs(replacement, stdout);
		else
			putchar(c);
	}
}

void dc_markup_put(const char *text)
{
	char *clean = dc_utf8_clean(text);

	for (const char *at = clean; at && *at; at++) {
		if (is_no_character(at)) {
			fputs(replacement, stdout);
			at += 2;
		} else {
			put(*at);
		}
	}
	free(clean);
}

void dc_markup_put_bytes(const char *text, size_t length)
{
	char *copy = malloc(length + 1);

	if (!copy)
		return;
	for (size_t i = 0; i < length; i++)
		copy[i] = text[i] ? text[i] : '\1';	/* a NUL is no character either */
	copy[length] = '\0';
	dc_markup_put(copy);
	free(copy);
}
