/* What mojibake.c (the repair) and mojibake_odd.c (what is odd) share. Not for others. */
#ifndef EVITAB_MOJIBAKE_PARTS_H
#define EVITAB_MOJIBAKE_PARTS_H

#include <stdint.h>

#include "base/span.h"

/* Kinds of characters, after the heuristic of ftfy 6 ("badness"), reduced to what tables produce. */
enum kind {
	K_C1 = 1,
	K_BAD = 2, /* seldom anywhere */
	K_LAW = 4,
	K_CURRENCY = 8,
	K_START = 16, /* stands before words */
	K_END = 32,   /* stands after words */
	K_NUMERIC = 64,
	K_UPPER = 128, /* accented Latin capitals */
	K_LOWER = 256,
	K_UPPER_COMMON = 512, /* capitals of other alphabets */
	K_LOWER_COMMON = 1024,
	K_BOX = 2048,
	K_KAOMOJI = 4096,
	K_COMMON = 8192, /* dashes, quotes, no-break space */
	K_ASCII_LOWER = 16384,
	K_ASCII_UPPER = 32768,
	K_SPACE = 65536,
};

/* A text as code points. */
struct points {
	uint32_t *c; /* owned, one block with the rest */
	uint32_t *k; /* kinds */
	size_t *at;  /* byte where each begins; at[n] is the end */
	size_t n;
};

struct points points_of(struct span s);
void points_free(struct points *p);

/* Whether point i is "Â" right behind a word, at the end of a line or before a bracket: a no-break space of which somebody trimmed
 * the other half. */
bool points_trimmed_blank(const struct points *p, size_t i);

/* Whether among the points [from, to) some stand side by side that hardly ever do in any text. */
bool points_odd(const struct points *p, size_t from, size_t to);

#endif
