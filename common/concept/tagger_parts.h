/* What the files of the tagger share. */
#ifndef EVITAB_TAGGER_PARTS_H
#define EVITAB_TAGGER_PARTS_H

#include "concept/tagger.h"

/* A sentence's concepts into t->hits: from the table, as the document defines them, with the parts of coordinations; by t->overlaps those
 * inside or across them, too. Masked ones are among them. */
void tagger_find(struct tagger *t, struct span text, token_list *tokens);

/* What the text defines, into t->glossary. */
void tagger_learn(struct tagger *t, struct span text);

/* What is said of the hits. */
void tagger_judge(struct tagger *t, struct span text, const token_list *tokens);

/* Adds to the hits, which do not overlap, what t->overlaps asks for; in order of their starts, the longer first. */
void tagger_overlap(struct tagger *t, struct span text, const token_list *tokens);

#endif
