/* The reference entries of one document, made comparable: folded names, titles and identifiers. */
#ifndef EVITAB_BIBLIOGRAPHY_H
#define EVITAB_BIBLIOGRAPHY_H

#include "audit/name.h"
#include "base/arena.h"
#include "base/record.h"

struct entry {
	uint64_t n;        /* its number in the document */
	uint64_t label;    /* the number printed before it, or 0 */
	uint64_t sentence; /* number of its sentence record */
	struct extent place;
	size_t names, n_names; /* into bibliography.names: family keys */
	bool et_al;            /* the list of names is not complete */
	unsigned year;         /* 0 where none was read */
	unsigned other_year;   /* of a work printed anew, the year that stands beside it: 1917/1957; else 0 */
	char given;            /* capital that the first author's given name begins with, or 0 */
	char suffix;           /* the b of 2010b, or 0 */
	bool truncated;
	/* keys and words; n == 0 where there is none. They live in the bibliography's memory */
	struct span title, doi, pmid, pmcid, container, volume, year_text, first_name;
	struct span initials;  /* of the first name, see name_initials() */
	struct span head;      /* key of the entry's first words, for names that were not read as such */
	size_t years, n_years; /* into bibliography.years: of an entry whose year was not read, numbers in it that could be one */
	size_t cited;          /* how many citations lead here; counted by who links */
};

struct bibliography {
	LIST(struct entry) entries; /* in order of n */
	LIST(struct span) names;    /* live in memory */
	LIST(unsigned) years;
	LIST(uint32_t) numbers; /* for a printed label (or, in a list without labels, a number) the entry +1; 0 where none has it */
	struct arena memory;
	struct buf scratch, key, plain;
	bool alone;        /* set before the first entry: nothing can cite them, so only what tells works apart is kept */
	bool labelled;     /* entries carry printed numbers */
	bool cut;          /* the last entry is truncated: more may have followed */
	bool partial;      /* so many printed numbers are left out that the list is a selection */
	bool alphabetical; /* first names come in order */
};

void bibliography_clear(struct bibliography *b, bool alone);
void bibliography_free(struct bibliography *b);

/* Adds one `reference` record and the number printed before it (0: none); then, after the last, bibliography_seal() makes the list ready
 * for link.h, which a list that stands alone does not need. */
void bibliography_add(struct bibliography *b, const struct record *reference, uint64_t label);
void bibliography_seal(struct bibliography *b);

/* Does the entry, whose year was not read, hold these four digits, wherever in it? */
bool entry_holds_year(const struct bibliography *b, const struct entry *e, unsigned year);
/* The entry with that printed label (or, in a list without labels, with that number), or NULL. */
struct entry *bibliography_numbered(const struct bibliography *b, uint64_t number);

#endif
