/* From a citation to the entries that it leads to. */
#ifndef EVITAB_LINK_H
#define EVITAB_LINK_H

#include "audit/link_index.h"

enum link_status {
	LINK_NONE, /* no citation of a work by its form (a study, an attribution), or there is no list */
	LINK_FOUND,
	LINK_ITSELF,    /* no entry, and none is owed: it names its work (by an identifier, its place in print), or who cites it is named */
	LINK_AMBIGUOUS, /* several entries fit equally */
	LINK_YEAR,      /* found by the names alone: the year differs */
	LINK_NAME,      /* found by the year and all but one or two letters of the name */
	LINK_OTHERS,    /* found by the year and further authors: the first one is another */
	LINK_MISSING,   /* nothing fits */
	LINK_CUT,       /* nothing fits, but the list is cut: the entry may have stood in the missing part */
};

struct link {
	enum link_status status;
	LIST(size_t) entries;    /* indexes into bibliography.entries, in order */
	LIST(uint64_t) absent;   /* numbers of a numeric citation that no entry has */
	size_t doubt;            /* of LINK_MISSING: the entry that it may yet be, though names or year are not there; else SIZE_MAX */
	bool unsure;             /* of numbers: of a list that prints none, so that they are counted */
	size_t spent;            /* see guess_entry() */
	struct link_index index; /* of the list at hand */
	struct buf memory, initials, text; /* of the citation at hand */
};

enum { LINK_MOST = 32 }; /* entries that one author–year citation leads to; more fit equally in no article */

/* To be called for each list, when it was sealed and before its first citation. */
void link_begin(struct link *l);
/* The citation record against the list. `out` is reused: cleared first. */
void link_citation(const struct bibliography *b, const struct record *citation, struct link *out);
void link_free(struct link *l);

#endif
