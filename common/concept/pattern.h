/* Rows of a rule table that are more than their words: `prefix` and `suffix` (of the last word of the term), and `pattern`, a small
 * language of words, alternatives, optional words, gaps and classes. docs/rules.md explains it to those who write it.
 *
 * A row becomes an automaton without cycles (Glushkov 1961): at most 64 positions, each of which takes a word, or a term of a class; sets
 * of positions are bits of a number, so nothing is ever tried back and forth. It is run only around its anchors, words that no match can do
 * without, which are looked up once for each word of the text. One run looks at 64 words at most, and of one sentence a row is run at
 * most once from each word: words × positions × 64 at the very worst, and hardly anything where no anchor stands. */
#ifndef EVITAB_PATTERN_H
#define EVITAB_PATTERN_H

#include "concept/lexicon.h"

struct patterns;

/* Compiles the rows rows[0..n) of the table, in which `term` and `match` are columns. Tables that they name as classes are read from the
 * table's own folder. `strict`: a row that says the same as one before it is a fault. The table outlives the result; NULL after messages.
 */
struct patterns *patterns_build(const struct table *t, const uint32_t *rows, size_t n, bool strict, struct diag *d);
void patterns_free(struct patterns *p);

/* Appends, for each token at which rows match, the hit that wins there (the longest; lexicon_wins()), in order of the text. Hits may
 * overlap. */
void patterns_find(const struct patterns *p, struct span text, const token_list *tokens, hit_list *out);

/* Appends every match of every row that begins at token i, each once. */
void patterns_at(const struct patterns *p, struct span text, const token_list *tokens, size_t i, hit_list *out);

/* Does the token wake a pattern? */
bool patterns_wakes(const struct patterns *p, struct span text, const struct token *t);

/* By the marks of a watch: can one of the tokens from…to-1 be a word of their own? */
bool patterns_may_wake(const struct patterns *p, const token_list *tokens, size_t from, size_t to);

#endif
