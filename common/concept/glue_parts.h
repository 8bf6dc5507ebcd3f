/* What glue.c (looking, finding) and glue_learn.c (the words of terms) share. */
#ifndef EVITAB_GLUE_PARTS_H
#define EVITAB_GLUE_PARTS_H

#include "concept/glue.h"
#include "concept/spelling.h"

enum {
	PAIRS = 32 * 32,
	FRONT = 1 << 18 /* bits */
};

enum side { BEFORE, AFTER, SIDES };

struct glue {
	struct table table;
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
	uint64_t known[FRONT / 64];   /* of both hashes of all words of terms */
	uint64_t spelled[FRONT / 64]; /* of the folds of those whose other spellings were entered */
};

/* How the word of this fold can be read otherwise; NULL where it cannot. */
const struct joint *glue_joint(const struct glue *g, uint64_t fold);

/* Is it a word of a learnt term? Now and then it says so of another. */
bool glue_knows(const struct glue *g, struct span word, token_list *scratch);

#endif
