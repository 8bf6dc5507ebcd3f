/* The audit: what in an article's citations and references does not fit. A finding is an accusation, so it says what contradicts
 * what, and where the evidence is not there it says "possible" or nothing. */
#ifndef EVITAB_AUDIT_H
#define EVITAB_AUDIT_H

#include "audit/link.h"
#include "library/journal.h"

/* Of a citation record that was linked: the finding about it, if any, to the end of out. `doc` is the raw JSON id. */
void audit_citation(const struct bibliography *b, const struct record *citation, const struct link *link, struct buf *out);

/* What is known of the article that the entries stand in. */
struct article {
	struct span doc; /* raw JSON id */
	unsigned year;   /* of its date, see article_year(); 0 where it gives none */
	bool any_cited;  /* it cites entries of its list at all; else the list is a bibliography, and nothing in it is "uncited" */
};

/* The year in a `document` record's `date`, or in its meta.date: four digits that stand alone. 0 where there is none. */
unsigned article_year(struct span document);

/* Of the entries from number `from` on by themselves, after all citations. */
void audit_entries(const struct bibliography *b, size_t from, const struct journals *journals, const struct article *article,
				   struct buf *out);
/* Of the whole list: entries that are the same work or have the same DOI; its end. */
void audit_list(const struct bibliography *b, struct span doc, struct buf *out);

/* One finding about an entry, with its number as related. */
void audit_entry(const struct entry *e, struct span doc, const char *code, const char *severity, struct span message, struct buf *out);

/* One finding about a record's words, with the number of an entry as related. */
void audit_record(const struct record *r, const char *code, const char *severity, struct span message, uint64_t entry, struct buf *out);

/* Of the record of a sentence that makes a claim without support: what an intervention does, said without reserve and without a source. */
void audit_claim(const struct record *sentence, struct buf *out);

/* A study that is named and not cited. */
void audit_study(const struct record *study, struct buf *out);

#endif
