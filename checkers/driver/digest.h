/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Digests of 128 bits, SipHash-2-4 with a key that nobody else knows: who writes a file to be
 * checked cannot make it pass for another one.
 */
#ifndef DC_DIGEST_H
#define DC_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dc_digest {
	uint64_t a, b;
};

/* A digest on the way. */
struct dc_digester {
	uint64_t v[4];
	unsigned char rest[8];
	size_t length;
};

struct dc_digester dc_digest_start(const struct dc_digest *key);
void dc_digest_add(struct dc_digester *digester, const void *data, size_t length);
/* With its NUL, so that two texts are not one. */
void dc_digest_text(struct dc_digester *digester, const char *text);
struct dc_digest dc_digest_end(struct dc_digester *digester);

static inline bool dc_digest_same(struct dc_digest x, struct dc_digest y)
{
	return x.a == y.a && x.b == y.b;
}

#endif
