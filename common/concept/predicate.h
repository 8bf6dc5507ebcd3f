/* Does a sentence say something, or does it only name: has it a finite verb?
 *
 * The verbs are rows of configs/verbs.csv; words that are as often nouns are `weak` and count in what is
 * written as a whole sentence alone, so that "changes in mood" is no predicate. Leans to yes: a participle counts, as the past tense
 * that it looks like does. */
#ifndef EVITAB_PREDICATE_H
#define EVITAB_PREDICATE_H

#include "concept/lexicon.h"

struct predicates;

/* Loads DIR/verbs.csv; NULL after a message. */
struct predicates *predicates_open(const char *dir, bool strict, struct diag *d);
void predicates_close(struct predicates *p);

/* Is a verb among these tokens of the text? Linear. */
bool predicates_any(const struct predicates *p, struct span text, const token_list *tokens);

/* Runs the table's examples and counterexamples. */
int predicates_check(const struct predicates *p, struct diag *d);

#endif
