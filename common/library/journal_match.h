/* Do two printed names mean one journal? Lenient: what may be one is taken for one, since the answer "no" accuses. */
#ifndef EVITAB_JOURNAL_MATCH_H
#define EVITAB_JOURNAL_MATCH_H

#include "library/journal.h"

/* By configs/journals.csv where both are known there; else each word of the name with fewer words must abbreviate a word of the other,
 * in order ("Am J Psychiatry", "Proc Natl Acad Sci U S A"), or one is made of the other's initials ("JAMA"). An empty name agrees with
 * any. */
bool journal_match(const struct journals *j, struct span a, struct span b);

#endif
