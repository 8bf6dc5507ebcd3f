/* The works that the documents of a run refer to, to find one that is given with other data in another document.
 *
 * A work is known by its title's key and its first author's. Memory grows with the number of distinct works, by some 150 bytes each. */
#ifndef EVITAB_WORKS_H
#define EVITAB_WORKS_H

#include "audit/bibliography.h"

struct works;

struct works *works_new(void);
void works_free(struct works *w);

/* Compares an entry with the first that was seen of the same work, if any, in another document; remembers it otherwise. Where year, journal
 * or volume contradict, a `conflicting-reference` finding is written to the end of out. `doc` is a raw JSON string. True where it was. */
bool works_compare(struct works *w, const struct bibliography *b, const struct entry *e, struct span doc, struct buf *out);

#endif
