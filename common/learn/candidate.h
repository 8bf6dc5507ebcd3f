/* Mentions by summed weights: where a rules folder has the table <category>-learnt.csv, not the longest terms of the concept table are the
 * mentions of a sentence, but the stretches of words whose features add up to more than nothing, chosen so that the sum is largest.
 *
 * Terms are features among others: that a stretch is one, ends with one, cuts one; how often known mentions were like it (column `weight`
 * of the concept table). A document is gone through twice: what the first look has shown of rivals, of the same words elsewhere and of
 * short forms counts at the second one (again.h). Both cost the length of the text. */
#ifndef EVITAB_CANDIDATE_H
#define EVITAB_CANDIDATE_H

#include "concept/category.h"
#include "learn/feature.h"

struct candidates;

/* *out stays NULL where DIR has no <name>-learnt.csv. 0 or a code after a message. */
int candidates_open(struct candidates **out, const char *dir, const char *name, const struct category *category, struct diag *d);
void candidates_close(struct candidates *c);

/* Forgets the document before. Then candidates_hear() each of its sentences that are looked at, then candidates_find() each of them in the
 * same order: their mentions, in order and without overlap, are appended to `out`. */
void candidates_begin(struct candidates *c);
void candidates_hear(struct candidates *c, struct span text, const token_list *tokens);
void candidates_find(struct candidates *c, struct span text, const token_list *tokens, hit_list *out);

/* The rule of a mention whose row is SIZE_MAX, one that no row of the concept table names: the table of weights, to the end of out. */
void candidates_rule(const struct candidates *c, struct buf *out);

#endif
