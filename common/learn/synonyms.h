/* Terms that say the same in other words: by words that stand for each other ("renal" and "kidney"), words that may be left out, and any
 * order.
 *
 * Words are compared by the hash of their folds. A term's key is the same for all terms that are one under these rules. */
#ifndef EVITAB_SYNONYMS_H
#define EVITAB_SYNONYMS_H

#include "base/token.h"

struct synonyms;

struct synonyms *synonyms_new(void);
void synonyms_free(struct synonyms *s);

/* Two words stand for each other; a word may be left out. */
void synonyms_same(struct synonyms *s, uint64_t a, uint64_t b);
void synonyms_skip(struct synonyms *s, uint64_t word);

/* The key of tokens first…last. 0 where no word is left. */
uint64_t synonyms_key(const struct synonyms *s, const token_list *tokens, size_t first, size_t last);

/* The key of a term that must not be taken for longer ones that it ends. */
static inline uint64_t synonyms_barred(uint64_t key)
{
	return key ^ UINT64_C(0x5bd1e9955bd1e995);
}
/* Terms by key: the first row that is added for a key stays. */
void synonyms_add(struct synonyms *s, uint64_t key, uint32_t row);
/* UINT32_MAX where there is none. */
uint32_t synonyms_row(const struct synonyms *s, uint64_t key);

#endif
