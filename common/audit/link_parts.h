/* What the files of link.h share. */
#ifndef EVITAB_LINK_PARTS_H
#define EVITAB_LINK_PARTS_H

#include "audit/link.h"

enum { NAMES = 8, LONG_NAME = 16 }; /* names of a citation that are compared; bytes of a name that is a body's and hardly another's */

/* An author–year citation, made comparable. */
struct wanted {
	struct span names[NAMES]; /* family keys */
	size_t n_names;
	struct span initials;      /* of the first name's capitals */
	struct span last;          /* key of the last word of a first name of several: "Jonathan Holm" */
	bool et_al, acronym;       /* acronym: the first name is capitals alone */
	unsigned year, other_year; /* 1917/1957 */
	struct span year_text;     /* "in press" */
	char suffix, given;        /* given: the initial of "B. Tomkins", or 0 */
};

/* Reads a citation record. The keys borrow l. */
void wanted_read(const struct record *c, struct link *l, struct wanted *w);
/* How well the names of an entry are those of the citation: the first must agree; 0 where it does not. The further names of the citation
 * count, and whether "et al." fits the number of names. */
int wanted_names_fit(const struct bibliography *b, const struct entry *e, const struct wanted *w, enum agreement least);
/* Has the entry the year, or one of the two of a work printed anew; or none, as the citation? */
bool wanted_year_fits(const struct bibliography *b, const struct entry *e, const struct wanted *w);
/* Has the entry as many names as the citation says: where the year is another, no less will do. One that gives no authors must open with
 * the name: what stands further in may be its publisher. */
bool wanted_counts_fit(const struct entry *e, const struct wanted *w);

#endif
