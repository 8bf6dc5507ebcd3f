/* The works that the documents of a run refer to, to find one that is given with other data in another document.
 *
 * A work is known by its title's key and its first author's. Memory grows with the number of distinct works, by some 120 bytes each. */
#ifndef EVITAB_WORKS_H
#define EVITAB_WORKS_H

#include "audit/bibliography.h"

/* What an entry says of its work, as far as it is compared. */
struct work_said {
	uint64_t key;       /* hash of title and first author; never 0 */
	uint64_t container; /* hash of the journal's or book's key; 0 where there is none */
	uint64_t n;         /* number of the entry in its document */
	unsigned year;      /* 0: none */
	struct span volume; /* as printed; borrowed */
};

/* Of whom a work was first heard. */
struct work_heard {
	struct work_said said;
	struct span doc; /* raw JSON string */
};

struct works;

struct works *works_new(void);
void works_free(struct works *w);

/* False where an entry says too little to know its work by. */
bool work_said(const struct bibliography *b, const struct entry *e, struct work_said *out);

/* Remembers a work that is new. True where another document was heard before with data (year, journal, volume) that contradict; *first is
 * then what was heard, borrowed until the next call. `doc` is a raw JSON string. */
bool works_contradict(struct works *w, const struct work_said *said, struct span doc, struct work_heard *first);

#endif
