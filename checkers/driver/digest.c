/* SPDX-License-Identifier: GPL-2.0-only */
/* SipHash as its authors describe it, with two and four rounds and a result of 128 bits. */
#include "digest.h"

#include <endian.h>
#include <string.h>

enum { WORD = 8, ROUNDS = 2, FINAL_ROUNDS = 4 };

static uint64_t rotate(uint64_t x, unsigned int bits)
{
	return x << bits | x >> (64 - bits);
}

static void mix(uint64_t v[4], unsigned int rounds)
{
	while (rounds--) {
		v[0] += v[1];
		v[2] += v[3];
		v[1] = rotate(v[1], 13) ^ v[0];
		v[3] = rotate(v[3], 16) ^ v[2];
		v[0] = rotate(v[0], 32);
		v[2] += v[1];
		v[0] += v[3];
		v[1] = rotate(v[1], 17) ^ v[2];
		v[3] = rotate(v[3], 21) ^ v[0];
		v[2] = rotate(v[2], 32);
	}
}

static void take(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	mix(v, ROUNDS);
	v[0] ^= word;
}

static uint64_t word_at(const unsigned char *at)
{
	uint64_t word;

	memcpy(&word, at, WORD);
	return le64toh(word);
}

struct dc_digester dc_digest_start(const struct dc_digest *key)
{
	return (struct dc_digester){ .v = {
		key->a ^ 0x736f6d6570736575, key->b ^ 0x646f72616e646f6d ^ 0xee,
		key->a ^ 0x6c7967656e657261, key->b ^ 0x7465646279746573,
	} };
}

void dc_digest_add(struct dc_digester *digester, const void *data, size_t length)
{
	const unsigned char *at = data, *end;
	size_t used = digester->length % WORD;

	if (!length)
		return;
	end = at + length;
	digester->length += length;
	while (used && at < end) {
		digester->rest[used++] = *at++;
		if (used == WORD) {
			take(digester->v, word_at(digester->rest));
			used = 0;
		}
	}
	for (; end - at >= WORD; at += WORD)
		take(digester->v, word_at(at));
	while (at < end)
		digester->rest[used++] = *at++;
}

void dc_digest_text(struct dc_digester *digester, const char *text)
{
	dc_digest_add(digester, text, strlen(text) + 1);
}

struct dc_digest dc_digest_end(struct dc_digester *digester)
{
	uint64_t *v = digester->v, last = (uint64_t)digester->length << 56;
	struct dc_digest digest;

	for (size_t i = 0; i < digester->length % WORD; i++)
		last |= (uint64_t)digester->rest[i] << 8 * i;
	take(v, last);
	v[2] ^= 0xee;
	mix(v, FINAL_ROUNDS);
	digest.a = v[0] ^ v[1] ^ v[2] ^ v[3];
	v[1] ^= 0xdd;
	mix(v, FINAL_ROUNDS);
	digest.b = v[0] ^ v[1] ^ v[2] ^ v[3];
	return digest;
}
