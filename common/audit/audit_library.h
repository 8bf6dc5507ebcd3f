/* References against libraries of known works and lists of retractions that the user has: found, contradicted, or unverified.
 *
 * A work is matched by its DOI, then by its title's key together with the first author or the year. A difference counts only where the
 * entry, wherever in it, does not hold what the library says: what was read wrongly is no contradiction. Nothing is called false: a
 * library that does not hold a work says nothing. */
#ifndef EVITAB_AUDIT_LIBRARY_H
#define EVITAB_AUDIT_LIBRARY_H

#include "audit/bibliography.h"
#include "library/journal.h"
#include "library/library.h"

struct known_works;

struct known_works *known_works_new(void);
void known_works_free(struct known_works *k);

/* Adds a library, or a list of retractions (library.h); `rules` is the folder of the tables. 0 or a code after a message. */
int known_works_add(struct known_works *k, const char *path, bool retractions, const char *rules, struct diag *d);

/* The findings about one entry, to the end of out; `r` is its record, `doc` the raw JSON id. `contradicted-reference` says what the
 * library has; `unverified-reference` (info) that none holds the work; `retracted-reference` that a list gives it as retracted. */
void audit_known(const struct known_works *k, const struct journals *journals, const struct bibliography *b, const struct entry *e,
				 const struct record *r, struct buf *out);

#endif
