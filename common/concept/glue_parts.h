/* What glue.c (looking, finding), glue_small.c (small words) and glue_learn.c (the words of terms) share. */
#ifndef EVITAB_GLUE_PARTS_H
#define EVITAB_GLUE_PARTS_H

#include "concept/glue.h"
#include "concept/spelling.h"

enum {
	ACRONYM_LEAST = 3, /* bytes of an acronym that a small word is taken off */
	PAIRS = 32 * 32,
	FRONT = 1 << 18, /* bits */
	KNOWN = 1 << 20
};

enum side { BEFORE, AFTER, SIDES };

struct glue {
	struct table table;
	const struct watch *watch;
	struct spelling *spelling;
	LIST(struct small_word {
		struct span word;
		enum side side;
		bool phrase;
		uint32_t next; /* of the same side, and of the same first or last two letters: its number + 1, 0 at the end */
	})
	words;                        /* one for each row */
	uint32_t heads[SIDES][PAIRS]; /* of these chains: those before by their first two letters, those after by their last */
	struct joint {                /* how a word can be read that no term has so */
		uint64_t fold;            /* 0: free */
		uint64_t as;              /* the fold of a term's word that it is another spelling of; or 0, and two words of a term run together */
		uint32_t left;            /* bytes of the first of these */
	} * joints;                   /* open addressing; NULL before glue_learn() */
	size_t mask, njoints;
	uint64_t front[FRONT / 64];   /* bits of their folds: most words are none */
	uint64_t known[KNOWN / 64];   /* of both hashes of all words of terms */
	uint64_t spelled[KNOWN / 64]; /* of the folds of those whose other spellings were entered */
};

/* How the word of this fold can be read otherwise; NULL where it cannot. */
const struct joint *glue_joint(const struct glue *g, uint64_t fold);

/* Is it a word of a learnt term? Now and then it says so of another. */
bool glue_knows_token(const struct glue *g, const struct token *t);
bool glue_knows(const struct glue *g, struct span word, token_list *scratch);

/* Two letters, of either case, as a small number. */
static inline size_t pair(const char *p)
{
	return (size_t)(p[0] & 0x1f) << 5 | (p[1] & 0x1f);
}

/* The chain of a small word; of a word, the one whose small words it may carry on that side. */
static inline size_t chain(struct span word, enum side side)
{
	return pair(side == BEFORE ? word.p : word.p + word.n - 2);
}

/* What is left of the token without the small word. */
struct span glue_rest(const struct small_word *w, struct span token);

/* Of how many words must the term of the rest be at least? */
size_t glue_least(const struct small_word *w, struct span rest);

/* The length of the number that a heading's word begins with ("2.5Anxiety"), where it does; else 0. */
size_t glue_number(struct span token);

/* The next small word of a chain that the token carries, from *at on, which moves behind it; NULL at the end. */
const struct small_word *glue_next(const struct glue *g, struct span token, uint32_t *at);

/* The first one of a side. */
static inline const struct small_word *glue_first(const struct glue *g, struct span token, enum side side, uint32_t *at)
{
	*at = token.n > ACRONYM_LEAST ? g->heads[side][chain(token, side)] : 0;
	return *at ? glue_next(g, token, at) : NULL;
}

#endif
