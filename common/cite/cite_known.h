/* The names of a reference list: a set of words, without regard to case (ASCII), each kept as its hash alone. */
#ifndef EVITAB_CITE_KNOWN_H
#define EVITAB_CITE_KNOWN_H

#include "cite/cite_internal.h"

struct cite_known {
	LIST(uint64_t) names;  /* hashes, as they came */
	LIST(uint64_t) places; /* the same as a table, made by cite_known_seal: a power of two of places, 0 is free */
};

void cite_known_add(struct cite_known *k, struct span name);
void cite_known_seal(struct cite_known *k); /* after the last one, before any is looked for */
/* May say yes wrongly, where two hashes are alike; never no. */
bool cite_known_has(const struct cite_known *k, struct span name);
void cite_known_clear(struct cite_known *k); /* keeps its memory */
void cite_known_free(struct cite_known *k);

#endif
