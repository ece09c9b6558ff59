/* SPDX-License-Identifier: GPL-2.0-only */
/* Sets and numbers of the tables in words. */
#include "words.h"

#include <stdio.h>
#include <string.h>

#include "array.h"

const char *dc_engine_name(unsigned int bit_number)
{
	static const char *const engines[] = { "source", "sparse", "clang", "cocci" };

	return bit_number < ARRAY_SIZE(engines) ? engines[bit_number] : NULL;
}

const char *dc_harm_name(unsigned int bit_number)
{
	static const char *const harms[] = {
		"ignored", "refused", "splat", "leak", "exposed", "corrupt", "fault",
	};

	return bit_number < ARRAY_SIZE(harms) ? harms[bit_number] : NULL;
}

const char *dc_words_join(unsigned int mask, const char *(*name)(unsigned int), char *buf)
{
	buf[0] = '\0';
	for (unsigned int i = 0; name(i); i++) {
		if (!(mask >> i & 1))
			continue;
		if (buf[0])
			strcat(buf, ", ");
		strcat(buf, name(i));
	}
	return buf;
}

const char *dc_words_release(unsigned int version, char *buf)
{
	snprintf(buf, DC_RELEASE_SIZE, "%u.%u", version >> 8, version & 255);
	return buf;
}
