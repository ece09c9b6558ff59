/* SPDX-License-Identifier: GPL-2.0-only */
/* Sets of semantic patches, and their texts put together line by line. */
#include "cocci.h"

#include <stdio.h>
#include <string.h>

#include "keywords.h"

uint64_t dc_cocci_wanted(const struct dc_bytes *text, const struct dc_kernel *kernel)
{
	uint64_t set = dc_keywords_met(text);

	for (size_t i = 0; i < dc_nr_cocci; i++)
		if (!dc_rule_applies(dc_rule_find(dc_cocci[i].name), kernel))
			set &= ~(UINT64_C(1) << i);
	return set;
}

uint64_t dc_cocci_in_mode(const char *mode)
{
	char line[32];
	int length = snprintf(line, sizeof(line), "\nvirtual %s\n", mode);
	uint64_t set = 0;

	for (size_t i = 0; i < dc_nr_cocci; i++)
		if (memmem(dc_cocci[i].text, dc_cocci[i].length, line, length))
			set |= UINT64_C(1) << i;
	return set;
}

const char *dc_cocci_release(const struct dc_kernel *kernel)
{
	return kernel->version < DC_VERSION(6, 2) ? "before_6_2" : NULL;
}

static bool add_lines(const struct dc_cocci *cocci, struct dc_bytes *joined)
{
	const char *text = (const char *)cocci->text, *all = text + cocci->length, *end;
	bool ok = true;

	for (; ok && text < all; text = end) {
		end = memchr(text, '\n', all - text);
		end = end ? end + 1 : all;
		if (strncmp(text, "virtual ", 8))
			ok = dc_bytes_add(joined, text, end - text);
	}
	return ok;
}

bool dc_cocci_join(uint64_t set, struct dc_bytes *joined)
{
	static const char virtuals[] = "virtual patch\nvirtual context\nvirtual org\n"
				       "virtual report\nvirtual before_6_2\n";
	bool ok = dc_bytes_add(joined, virtuals, sizeof(virtuals) - 1);

	for (size_t i = 0; ok && i < dc_nr_cocci; i++)
		if (set >> i & 1)
			ok = add_lines(&dc_cocci[i], joined);
	return ok;
}
