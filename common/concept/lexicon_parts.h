/* What lexicon_build.c (making, mapping), lexicon.c (finding) and lexicon_verify.c share: the layout of the compiled terms. */
#ifndef EVITAB_LEXICON_PARTS_H
#define EVITAB_LEXICON_PARTS_H

#include "concept/lexicon.h"
#include "concept/pattern.h"

enum { ROW_NONE = UINT32_MAX };

enum way { FOLDED, EXACT, WAYS };

/* The bitmaps turn away most look-ups before the nodes are touched: first tokens of folded and of exact terms, longer prefixes. */
enum front { FRONT_FOLDED = FOLDED, FRONT_EXACT = EXACT, FRONT_PATH, FRONTS };

/* One prefix of one or more terms, in eight bytes. Its place tells the low bits of its path hash, `print` the high ones. */
struct node {
	uint32_t print;
	uint32_t what; /* twice the row's number + 1 of the term that ends here (0: none), plus 1 where a longer term goes on; 0: free */
};

/* The head of an image (lexicon_image); the bitmaps and the nodes follow it, so that it holds no pointer. */
struct head {
	uint32_t salt;
	uint32_t has;    /* bit 0: there are folded terms, bit 1: exact ones, bit 2: weights */
	uint64_t fronts; /* words of each bitmap, a power of two */
	uint64_t places; /* nodes, a power of two */
	uint64_t used;
	uint64_t patterns; /* rows that are not found by their words alone (pattern.h); their numbers follow the nodes */
};

enum { HAS_FOLDED = 1, HAS_EXACT = 2, HAS_WEIGHTS = 4 }; /* the first two: 1 << way */

struct lexicon {
	const struct table *table;
	int column;
	uint32_t salt, has;
	const uint64_t *front[FRONTS];
	size_t front_mask; /* of their words */
	const struct node *nodes;
	size_t mask;
	uint32_t idle;        /* its bit in token.idle: no term begins here; 0 where no watch was told of it */
	const uint32_t *rows; /* of patterns */
	size_t nrows;
	struct patterns *patterns; /* NULL where there are none */
	char *image;               /* NULL where it is borrowed */
	struct span bytes;
};

static inline uint64_t step(uint64_t path, const struct token *t, enum way way, bool first)
{
	uint64_t word = way == EXACT ? t->exact : t->fold;
	uint64_t h = (path ^ (first ? 0 : t->separator)) * UINT64_C(0xd6e8feb86659fd93) + word;
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	h ^= h >> 29;
	return h ? h : 1;
}

static inline uint64_t root(enum way way, uint32_t salt)
{
	return (way == EXACT ? UINT64_C(0x243f6a8885a308d3) : UINT64_C(0x13198a2e03707344)) + salt;
}

static inline uint64_t first_key(enum way way, const struct token *t)
{
	return way == EXACT ? t->exact : t->fold;
}

static inline bool front_has(const struct lexicon *x, enum front f, uint64_t key)
{
	return x->front[f][(key >> 6) & x->front_mask] >> (key & 63) & 1;
}

/* A message for each row that another one, of greater weight or before it, hides wherever it matches. */
void lexicon_check_shadows(const struct lexicon *x, struct diag *d);

/* Does the row's term stand at tokens first…last of the text, as their hashes say? */
bool lexicon_verified(const struct lexicon *x, struct span text, const token_list *tokens, size_t first, size_t last, uint32_t row,
					  enum way way);

/* Do two words agree, but for case, marks and the plural? Their hashes are the same already. */
bool lexicon_same_word(struct span a, struct span b);

#endif
