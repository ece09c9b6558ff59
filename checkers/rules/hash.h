/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hash of our tables of names: FNV-1a, 32 bits.  Names come from source text, and what an
 * adversary could gain by colliding ones is a slower run; tables have a power of two as size.
 */
#ifndef DC_HASH_H
#define DC_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t dc_hash(const char *text, size_t length)
{
	uint32_t hash = 2166136261u;

	while (length--)
		hash = (hash ^ (unsigned char)*text++) * 16777619u;
	/* The low bits alone, which choose the slot, would depend on few bits of each byte. */
	return hash ^ hash >> 15;
}

#endif
