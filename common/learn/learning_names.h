/* Which concept a term names: what lists and mentions say of it, learnt as rows.
 *
 * Lists of another vocabulary than that of the mentions ("HP:0002896" where mentions have "MESH:D008113") give their terms to the concept
 * that their column xref names, else to the one that most of the terms they share stand for; where there is none they are evidence alone.
 * Pairs of words that stand for each other, and words that say nothing, are found by comparing terms that differ in one word: same concept,
 * or another? */
#ifndef EVITAB_LEARNING_NAMES_H
#define EVITAB_LEARNING_NAMES_H

#include "learn/learning.h"

struct learning_pair {
	struct span a, b;      /* b empty: the word a says nothing */
	uint32_t hits, misses; /* pairs of terms with the same concept, and with others */
};
typedef LIST(struct learning_pair) learning_pair_list;

/* After learning_mine(). */
void learning_bridge(struct learning *l);
/* The pairs that hold, best first. */
void learning_pairs(const struct learning *l, learning_pair_list *out);

#endif
