/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The prefilter. Nearly all text of a kernel is not about DMA, so the search is for short pieces
 * that every relevant name contains, sixteen bytes at a time; only a hit is looked at as a name.
 */
#include "names.h"
#include "source.h"

enum { LANES = 16, PIECE = 4 };

typedef uint8_t lanes __attribute__((vector_size(LANES)));

/* At least one of these lies in every name of dc_name_is_relevant(); a unit test holds that. */
static const char pieces[][PIECE + 1] = { "dma_", "dmam", "dmac", "DMA_", "memo", "virt" };

/* Comments that speak to us, see ignore.h. */
static const char own_name[] = "dmacheck";

static inline lanes load(const char *at)
{
	lanes v;

	memcpy(&v, at, sizeof(v));
	return v;
}

static inline lanes equals(lanes v, char c)
{
	return (lanes)(v == (uint8_t)c);
}

/* Whether one of LANES positions from `at` may start a piece: its first three bytes agree. */
static inline bool may_start(const char *at)
{
	lanes a = load(at), b = load(at + 1), c = load(at + 2);
	lanes hit = (equals(a, 'd') & equals(b, 'm') & equals(c, 'a')) |
		    (equals(a, 'D') & equals(b, 'M') & equals(c, 'A')) |
		    (equals(a, 'm') & equals(b, 'e') & equals(c, 'm')) |
		    (equals(a, 'v') & equals(b, 'i') & equals(c, 'r'));
	uint64_t halves[2];

	memcpy(halves, &hit, sizeof(halves));
	return halves[0] | halves[1];
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* The identifier around `at`; true when it is a relevant one. */
static bool is_name_at(const char *text, size_t length, size_t at)
{
	size_t from = at, to = at;

	while (from && at - from < DC_SOURCE_MAX_NAME && is_word(text[from - 1]))
		from--;
	while (to < length && to - at < DC_SOURCE_MAX_NAME && is_word(text[to]))
		to++;
	return dc_name_is_relevant(text + from, to - from) ||
	       (to - from == sizeof(own_name) - 1 && !memcmp(text + from, own_name, to - from));
}

static bool is_piece_at(const char *at)
{
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		if (!memcmp(at, pieces[i], PIECE))
			return true;
	return false;
}

bool dc_source_is_relevant(const char *text, size_t length)
{
	size_t at = 0;

	while (at + PIECE <= length) {
		size_t end;

		if (at + LANES + 2 <= length && !may_start(text + at)) {
			at += LANES;
			continue;
		}
		for (end = at + LANES; at < end && at + PIECE <= length; at++)
			if (is_piece_at(text + at) && is_name_at(text, length, at))
				return true;
	}
	return false;
}
