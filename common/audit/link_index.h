/* The entries of a long list by what a citation knows of them, so that a citation looks at few of them and not at all.
 *
 * An index gives candidates: every entry whose first name could agree with a name (name_agreement()), whose initials it could be, or that
 * opens with it; and some others. Who asks compares them as if they were the whole list. */
#ifndef EVITAB_LINK_INDEX_H
#define EVITAB_LINK_INDEX_H

#include "audit/bibliography.h"

struct posting {
	uint64_t hash; /* of a key and of what kind it is */
	uint32_t entry;
	uint32_t next; /* posting of the same place, +1; 0 ends the chain */
};

/* Zeroed before its first use; owns its memory. */
struct link_index {
	bool built, near; /* `near`: spellings one letter off are in it */
	LIST(struct posting) postings;
	LIST(uint32_t) heads; /* a power of two of them: first posting +1 */
	LIST(uint32_t) seen;  /* for each entry the number of the last question that found it */
	LIST(uint32_t) found; /* the answer: entries, in order */
	uint32_t asked;
	size_t looked; /* candidates and bytes looked at since it was built: a list of which all entries are alike must not cost the square */
	size_t searched;
};

void link_index_clear(struct link_index *x);
void link_index_free(struct link_index *x);

/* A question: keys as in bibliography.h. */
struct link_question {
	struct span name, initials;
	bool inside; /* the name may stand further in within the entry's first words */
	bool near;   /* one letter may be off */
};

/* Leaves the candidates in x->found. Costs about the length of the name and the number of candidates; more than a few thousand candidates
 * are cut off. */
void link_index_find(struct link_index *x, const struct bibliography *b, const struct link_question *q);

#endif
