/* What claim.c (what a sentence says) and claim_doubt.c (whether a source of it is wanting) share. */
#ifndef EVITAB_CLAIM_PARTS_H
#define EVITAB_CLAIM_PARTS_H

#include "audit/claim.h"

/* Does the sentence at hand hold an address or words that lead to another site? Sentences come in order, as the links do. */
bool claim_linked(struct claims *c);

/* The sentence at hand ends: does it speak for claims that are doubted, or for the list that it leads in? */
void claim_hear(struct claims *c);
/* A claim without support: it is a finding, unless a source of the sentences before speaks for it, or the article owes none. `text`: its
 * words, whose tokens are c->tokens. */
void claim_doubt(struct claims *c, const struct record *sentence, struct span text);
/* The sentence of this number names a source: the claims that it speaks for are the last ones that were doubted. */
void claim_sourced(struct claims *c, uint64_t sentence);
/* A paragraph ends: what no source spoke for is found. */
void claim_end_doubts(struct claims *c);

/* A study without a citation: is it for the article to name its source? "The same study" is one that the sentence before cited. */
void claim_doubt_study(struct claims *c, const struct record *study);
/* A sentence ends: a study of one that cites a work, or links to another site, is most often that work … */
void claim_end_studies(struct claims *c);
/* … and so is one of the sentences shortly before ("A 2015 study tried naps. Mood rose by half [3]."). */
void claim_cited(struct claims *c, uint64_t sentence);

#endif
