/* What the files of the tagger share. */
#ifndef EVITAB_TAGGER_PARTS_H
#define EVITAB_TAGGER_PARTS_H

#include "concept/tagger.h"

/* A sentence's concepts into t->hits: from the table, as the document defines them, with the parts of coordinations; by t->overlaps those
 * inside or across them, too. Masked ones are among them. */
void tagger_find(struct tagger *t, struct tagger_sentence *s);

/* What the sentence defines, into t->glossary. */
void tagger_learn(struct tagger *t, struct tagger_sentence *s);

/* What is said of the hits. */
void tagger_judge(struct tagger *t, struct tagger_sentence *s);

/* ---- tagger_sentence.c: each is worked out when it is first asked for ---- */

/* A text that is no record. */
void tagger_sentence_set(struct tagger_sentence *s, struct span text);
token_list *sentence_tokens(struct tagger_sentence *s);
const abbreviation_list *sentence_abbreviations(struct tagger_sentence *s);
const cue_list *sentence_cues(struct tagger_sentence *s);
const struct alignment *sentence_alignment(struct tagger_sentence *s);

/* Adds to the hits, which do not overlap, what t->overlaps asks for; in order of their starts, the longer first. */
void tagger_overlap(struct tagger *t, struct span text, const token_list *tokens);

/* The mentions of other categories (t->others), from places in the source to places in the sentence; then those that are there already, all
 * in their order. */
void tagger_place_others(struct tagger *t, const struct alignment *from);
/* Drops mentions that lie inside a longer one of a category that this one yields to ("serotonin" in "serotonin syndrome"). */
void tagger_yield(struct tagger *t);

#endif
