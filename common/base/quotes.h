/* Where the quotes of a line stand: 64 bytes are looked at at once, since most strings of the stream are too short for a call each. */
#ifndef EVITAB_QUOTES_H
#define EVITAB_QUOTES_H

#include <stdint.h>

#include "base/span.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { QUOTES_BLOCK = 64 };

/* A walk over a span from its beginning to its end; {0} at first. */
struct quotes {
	size_t to;      /* the block that was looked at ends before it */
	uint64_t marks; /* of that block: the lowest bit is its first byte */
};

/* A bit for each of the 16 bytes at p that is a quote, and for each of 64. */
static inline uint64_t quotes_of_16(const char *p)
{
#ifdef __SSE2__
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')));
#else
	uint64_t marks = 0;
	for (int i = 0; i < 16; i++)
		marks |= (uint64_t)(p[i] == '"') << i;
	return marks;
#endif
}
static inline uint64_t quotes_of_64(const char *p)
{
	return quotes_of_16(p) | quotes_of_16(p + 16) << 16 | quotes_of_16(p + 32) << 32 | quotes_of_16(p + 48) << 48;
}

/* The same of the less than 64 bytes that are left of s from i on. */
static __attribute__((noinline)) uint64_t quotes_left(struct span s, size_t i)
{
	char rest[QUOTES_BLOCK] = {0};
	if (s.n >= QUOTES_BLOCK)
		return quotes_of_64(s.p + s.n - QUOTES_BLOCK) >> (i + QUOTES_BLOCK - s.n);
	memcpy(rest, s.p + i, s.n - i);
	return quotes_of_64(rest);
}

/* The next quote of s at or after i, or s.n. i lies behind the quote that was found last. */
static inline __attribute__((always_inline)) size_t quotes_next(struct quotes *q, struct span s, size_t i)
{
	for (;;) {
		if (i < q->to) {
			uint64_t marks = q->marks >> (i + QUOTES_BLOCK - q->to);
			if (marks)
				return i + (size_t)__builtin_ctzll(marks);
			i = q->to;
		}
		if (i >= s.n)
			return s.n;
		q->to = i + QUOTES_BLOCK;
		q->marks = q->to <= s.n ? quotes_of_64(s.p + i) : quotes_left(s, i);
	}
}

#endif
