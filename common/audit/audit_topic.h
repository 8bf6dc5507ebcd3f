/* Does a cited title fit what the sentence says of it: its conditions, and its study design?
 *
 * Both are doubts, not contradictions, and are said only where the evidence is plain. `off-topic-citation`: a sentence with one
 * citation, of one work; the concepts (conditions, as the tables are) of the sentence and of the title have nothing to do with each other
 * (none is the other's, none is broader, they share nothing broader than themselves, their names no word), and neither does the article
 * speak of the title's concept or of a drug, therapy or mechanism that the title names, nor does another title of its list name the
 * concept. `study-type-mismatch`: configs/designs.csv. The tables are loaded when a document first needs them. */
#ifndef EVITAB_AUDIT_TOPIC_H
#define EVITAB_AUDIT_TOPIC_H

#include "audit/designs.h"
#include "audit/link.h"
#include "concept/categories.h"

struct topics;

/* Everything is borrowed; `rules` is the folder of the tables. The categories with a `topic` are compared. */
struct topics *topics_new(const char *rules, const struct categories *categories, struct designs *designs);
void topics_free(struct topics *t);

/* A document: its citations, with what link found for each, are given to topics_citation() in their order, its mentions to
 * topics_mention(); then topics_end() writes the findings to the end of out. `r` borrows the document; `references` are the lines of the
 * entries, by their indexes. 0, or a code after a message where a table is wrong. */
void topics_begin(struct topics *t);
void topics_citation(struct topics *t, const struct record *r, const struct link *link);
void topics_mention(struct topics *t, const struct record *mention);
int topics_end(struct topics *t, const struct bibliography *b, const struct span *references, struct buf *out, struct diag *d);

#endif
