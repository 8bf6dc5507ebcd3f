/* Words by which a sentence tells where it has from what it tells, other than a citation: a person ("explains Dr Berg"), research of the
 * writer's own ("we found"), an earlier passage ("as mentioned above"). And words that only say what sort of drug something is ("an NMDA
 * receptor antagonist"), which every textbook does without a source. Rows of configs/sources.csv. */
#ifndef EVITAB_SOURCES_H
#define EVITAB_SOURCES_H

#include "concept/lexicon.h"

struct sources;

/* Loads DIR/sources.csv; NULL after a message. */
struct sources *sources_open(const char *dir, bool strict, struct diag *d);
void sources_close(struct sources *s);

/* Does the sentence name a person, tell of work of its own, or point back? `tokens` are those of the text. Linear. */
bool sources_named(const struct sources *s, struct span text, const token_list *tokens);

/* Is `mention`, some words of the text, wherever it stands there a part of the name of a sort of drug? Linear. */
bool sources_sort(const struct sources *s, struct span text, const token_list *tokens, struct span mention);

/* Runs the table's examples and counterexamples. 0, or a code after messages. */
int sources_check(const struct sources *s, struct diag *d);

#endif
