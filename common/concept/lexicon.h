/* The matching engine: the terms of a rule table as paths of token hashes, found leftmost-longest in a text.
 *
 * A term is a sequence of tokens and the separators between them (token.h). Every prefix of every term is one entry of a
 * hash table, so a look-up walks from token to token, costs the length of the match and does not depend on how many terms
 * there are. The path hash has 64 bits; a hit is verified against the term's own tokens.
 * Word boundaries come with the tokens. Ways to match (column `match`): empty or `term` compares folds, `exact` bytes; `prefix`, `suffix`
 * and `pattern` are of pattern.h, and cost nothing where no row is one. */
#ifndef EVITAB_LEXICON_H
#define EVITAB_LEXICON_H

#include "base/table.h"
#include "base/token.h"

struct lexicon;

struct hit {
	size_t first, last;  /* tokens, last included */
	uint32_t start, end; /* bytes in the text */
	size_t row;          /* of the table that the lexicon was built from */
};

typedef LIST(struct hit) hit_list;

/* Compiles the column `term` (and `match` and `weight`, where there are any) of a table, which must outlive the lexicon. The first of two
 * rows with the same term wins; the second, and any that can never win, is reported as a fault only where `strict` is set. NULL after a
 * message. */
struct lexicon *lexicon_build(const struct table *t, bool strict, struct diag *d);
void lexicon_free(struct lexicon *x);

/* The two halves of lexicon_build(): the rows that are words (`term`, `exact`), then all others. False after messages. */
struct lexicon *lexicon_build_words(const struct table *t, bool strict, struct diag *d);
bool lexicon_complete(struct lexicon *x, bool strict, struct diag *d);

/* The compiled terms as bytes without pointers, of this machine's byte order; alive as long as the lexicon. */
struct span lexicon_image(const struct lexicon *x);

/* A lexicon of such bytes, which begin at a multiple of eight and outlive it, as the table does: nothing is copied. The table has the rows
 * of the one that the image was made from. Rows that are no words are found after lexicon_complete(). NULL where sizes or rows are wrong;
 * damaged bytes can lose hits, and make none up. */
struct lexicon *lexicon_map(const struct table *t, struct span image);

/* Of two hits that begin at one token, does a win? The longer one does; of equal ones that of the greater weight (none is 0), then the more
 * literal (exact; term; all others), then that of the earlier row. */
bool lexicon_wins(const struct table *t, const struct hit *a, const struct hit *b);
/* Why a hit won over another that begins at the same token, for people; where by these rules it should not have, a document's definition
 * made it. */
const char *lexicon_reason(const struct table *t, const struct hit *winner, const struct hit *loser);

/* The table that it was made of. */
const struct table *lexicon_table(const struct lexicon *x);

/* Is the row one of words (`term`, `exact`)? */
bool lexicon_literal(const struct table *t, size_t row);

/* Appends the hits, leftmost-longest and without overlap, in order of the text. */
void lexicon_find(const struct lexicon *x, struct span text, const token_list *tokens, hit_list *out);

/* The hit that wins at token i; false where there is none. */
bool lexicon_at(const struct lexicon *x, struct span text, const token_list *tokens, size_t i, struct hit *out);

/* Does any term begin with this token? By the hashes alone. */
bool lexicon_begins(const struct lexicon *x, const struct token *t);

/* By the marks of a watch (watch.h), without looking: can a term begin with this token? Can a pattern's hit hold tokens from…to-1? */
bool lexicon_may_begin(const struct lexicon *x, const struct token *t);
bool lexicon_may_wake(const struct lexicon *x, const token_list *tokens, size_t from, size_t to);

/* Appends every term that begins at token i, of whatever length and by whatever row: what lexicon_at() chooses from. */
void lexicon_candidates(const struct lexicon *x, struct span text, const token_list *tokens, size_t i, hit_list *out);

/* Is the row among the hits in the sentence of a cell with an example? (example.h: example_fires) */
bool lexicon_fires(const void *lexicon, size_t row, const char *cell);

#endif
