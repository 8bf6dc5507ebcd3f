/* Which words of a sentence can begin a term, or wake a pattern, of which of several lexicons: asked once of every word for all of them,
 * where each would ask for itself. Most words are nothing to any. */
#ifndef EVITAB_WATCH_H
#define EVITAB_WATCH_H

#include "concept/lexicon.h"

struct watch;

struct watch *watch_new(void);
void watch_free(struct watch *w);

/* From now on lexicon_find() passes over the words that watch_mark() calls idle for x, which is borrowed. A watch has room for eight
 * lexicons; further ones look at all words, as does one that is in no watch. */
void watch_add(struct watch *w, struct lexicon *x);

/* Marks a token of the text, for the lexicons of this watch and those of none. The marks depend on its bytes and its fold alone. */
void watch_mark(const struct watch *w, struct span text, struct token *t);

#endif
