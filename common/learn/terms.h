/* Terms of several lists in one tree of token hashes: all matches that begin at a token, the longest and those inside it.
 *
 * Where lexicon.h answers "which row stands here", this answers "what do the lists know of these words": a bit for each list that
 * has the term, the row that gives its concept, and how often documents with known mentions had it as a mention and as none.
 * It also counts, for each word, in how many terms of each list it stands and how many it ends. A match is told by a hash of 64 bits. */
#ifndef EVITAB_TERMS_H
#define EVITAB_TERMS_H

#include "base/token.h"

enum { TERM_LISTS = 16, TERM_LEARNT = 1 }; /* list 0, bit TERM_LEARNT: what was learnt from documents */

static const uint32_t TERM_NO_ROW = UINT32_MAX;

struct term {
	uint64_t key;                  /* of the path of hashes; 0: a free place */
	uint32_t row;                  /* of the concept table; TERM_NO_ROW */
	uint16_t lists;                /* a bit for each list; 0 where no term ends here */
	bool more;                     /* does a longer term go on? */
	int32_t weight;                /* of the row */
	uint32_t hits, misses;         /* in documents: as a mention, and as none */
	uint32_t own_hits, own_misses; /* those of them that the document at hand has itself */
};

struct term_word {
	uint64_t fold;
	uint16_t holds[TERM_LISTS], ends[TERM_LISTS]; /* terms that hold it, terms that it ends; at most 65535 */
};

struct terms;

struct term_match {
	size_t first, last;   /* tokens, last included */
	struct term *term[2]; /* compared by folds, by bytes; NULL */
};
typedef LIST(struct term_match) term_match_list;

struct terms *terms_new(void);
void terms_free(struct terms *t);

/* The term of all these tokens, made where it is new; it moves when further ones are made. `list`: its list, whose words are counted. */
struct term *terms_add(struct terms *t, const token_list *tokens, bool exact, unsigned list);
/* The term at tokens first…last, or NULL. */
struct term *terms_get(const struct terms *t, const token_list *tokens, size_t first, size_t last, bool exact);
/* Appends all matches in a text, ordered by first, then last token. */
void terms_find(const struct terms *t, const token_list *tokens, term_match_list *out);
/* What is known of a word, or NULL. */
const struct term_word *terms_word(const struct terms *t, uint64_t fold);

/* Terms lie in places counted from the first one, until another is made. */
struct term *terms_first(const struct terms *t);
size_t terms_places(const struct terms *t);

#endif
