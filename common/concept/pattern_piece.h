/* The pieces of which a pattern is put together while it is read: words, brackets, sequences. After Glushkov: where a match of a piece
 * begins and ends, and which position may follow which. */
#ifndef EVITAB_PATTERN_PIECE_H
#define EVITAB_PATTERN_PIECE_H

#include "concept/pattern_parts.h"

/* Where a match of it begins and ends, whether it can be empty, and its best anchors (bits of positions). */
struct pattern_piece {
	uint64_t first, last, anchors;
	unsigned worth; /* of the anchors: the fewest bytes of one; 0: there are none */
	bool empty;
};
static const struct pattern_piece pattern_piece_nothing = {.empty = true};

static inline uint64_t pattern_piece_bit(unsigned i)
{
	return UINT64_C(1) << i;
}

/* Position number i of the pattern. */
struct position *pattern_piece_position(const struct patterns *p, const struct pattern *v, unsigned i);
/* Every position of `set` may be followed by those of `next`. */
void pattern_piece_link(struct patterns *p, const struct pattern *v, uint64_t set, uint64_t next);
/* b behind a, into a. */
void pattern_piece_append(struct patterns *p, const struct pattern *v, struct pattern_piece *a, const struct pattern_piece *b);
/* One of the two. */
struct pattern_piece pattern_piece_either(const struct pattern_piece *a, const struct pattern_piece *b);

#endif
