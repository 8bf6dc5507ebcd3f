/* What a careful reader would still find where no entry has a citation's names and year: an entry of that year without authors that names
 * them elsewhere, one whose journal is cited, one whose first author is spelt two letters otherwise or left out. */
#ifndef EVITAB_LINK_GUESS_H
#define EVITAB_LINK_GUESS_H

#include "audit/bibliography.h"

enum guess {
	GUESS_NONE,
	GUESS_INSIDE,    /* names or journal stand in the entry, which gives no such author */
	GUESS_SPELLING,  /* the first author, two letters off */
	GUESS_COAUTHORS, /* two names and more, all of them further authors of the entry, in their order; or all its authors behind another */
	GUESS_NAMELESS,  /* the one entry of that year that names nobody, for one or two names: no work but this can be meant */
	GUESS_COAUTHOR,  /* one name, a further author of the entry: it may be this one */
	GUESS_ANONYMOUS, /* the one entry of that year that names nobody, for many names: it may be this one */
};

/* A citation: family keys as in bibliography.h, and the four digits of its year. */
struct guess_question {
	const struct span *names;
	size_t n_names;
	bool et_al;
	unsigned year;
};

/* The guess and, unless it is none, its entry. Where two entries fit alike it is none. *spent counts entries and bytes that were looked at
 * and is to be 0 for each new list: a list of which nothing is found must not cost the square, so there is an end to guessing. */
enum guess guess_entry(const struct bibliography *b, const struct guess_question *q, size_t *spent, size_t *entry);

#endif
