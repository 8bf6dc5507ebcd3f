/* Does a cited title fit what the sentence says of it: its conditions, and its study design?
 *
 * Both are doubts, not contradictions, and are said only where the evidence is plain. `off-topic-citation`: a sentence with one
 * citation, of one work; the conditions of the sentence and of the title have nothing to do with each other (none is the other's, none
 * is broader, they share nothing broader than themselves), and the article speaks of the title's condition nowhere.
 * `study-type-mismatch`: configs/designs.csv. The tables are loaded when a document first needs them. */
#ifndef EVITAB_AUDIT_TOPIC_H
#define EVITAB_AUDIT_TOPIC_H

#include "audit/bibliography.h"
#include "audit/link.h"

struct topics;

/* `rules` is the folder of the tables; it must outlive the topics. */
struct topics *topics_new(const char *rules);
void topics_free(struct topics *t);

/* A document: its lines are looked at by topics_line() in order, with what link found for each citation; then topics_end() writes the
 * findings to the end of out. `r` borrows the document. */
void topics_begin(struct topics *t);
void topics_line(struct topics *t, const struct record *r, const struct link *link);
int topics_end(struct topics *t, const struct bibliography *b, struct buf *out, struct diag *d);

/* Faults of configs/designs.csv: unknown designs, rows that do not fire in their example or fire in their counterexample. */
int topics_check(const char *rules, struct diag *d);

#endif
