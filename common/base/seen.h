/* A set of hashes, to tell whether a value was met before: 64 bits each, so that of a thousand million values two are taken for one with
 * a chance of 1 in 40. */
#ifndef EVITAB_SEEN_H
#define EVITAB_SEEN_H

#include "base/buf.h"

/* All zero is empty. */
struct seen {
	uint64_t *v; /* 0: free */
	size_t n, mask;
};

/* Takes the hash in; false where it is there already. */
bool seen_new(struct seen *s, uint64_t hash);
void seen_free(struct seen *s);

/* FNV-1a. */
uint64_t seen_hash(struct span s);

#endif
