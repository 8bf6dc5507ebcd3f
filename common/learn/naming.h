/* Which term a stretch of words says, where it is none itself: other words for the same ("renal" and "kidney"), words with another
 * ending or spelling, words left out or added, any order, or a term that ends or begins it.
 *
 * Words are compared by the hash of their folds; a term's key is the sum over its words, so that order counts for nothing. The pairs of
 * words and the words that may be left out come from the tables, each with a grade: of ten pairs of terms that differ in it, as many as
 * 2 * grade have the same concept. At most two steps are taken, and a bounded number of ways is looked at. */
#ifndef EVITAB_NAMING_H
#define EVITAB_NAMING_H

#include "learn/naming_forms.h"

enum { NAMING_GRADES = 5, NAMING_STEPS = 2, NAMING_DROPPED = 4, NAMING_CUT = 2, NAMING_SUMS = 9, NAMING_OFTEN = 4, NAMING_PRIORS = 5 };

/* One word for another; a word of the stretch that the term has not; a word of the term that the stretch has not; the same word with
 * another ending or spelling (naming_forms.h). */
enum naming_step { NAMING_SAME, NAMING_LESS, NAMING_MORE, NAMING_FORM, NAMING_KINDS };

/* How a term was reached. */
struct naming_way {
	uint32_t row;
	int32_t weight;   /* of the term, as it was added */
	unsigned dropped; /* words before the term's */
	unsigned cut;     /* words after them */
	bool lone;        /* of several words one is left */
	unsigned nstep;
	struct {
		enum naming_step kind;
		unsigned grade;
	} step[NAMING_STEPS];
};
/* Does the term count? Where it does not, it is as if it were not there. */
typedef bool naming_sink(void *ctx, const struct naming_way *way);

struct naming;

/* Is the way the term itself, its words in any order? */
static inline bool naming_is_term(const struct naming_way *way)
{
	return way->nstep == 0 && way->dropped == 0 && way->cut == 0;
}

struct naming *naming_new(void);
void naming_free(struct naming *n);

/* The grade of hits among hits + misses pairs. */
unsigned naming_grade(uint32_t hits, uint32_t misses);

/* Before any term: two words stand for each other; a word may be left out. */
void naming_same(struct naming *n, uint64_t a, uint64_t b, unsigned grade);
void naming_less(struct naming *n, uint64_t word, unsigned grade);
/* Words that differ by this stand for each other. */
void naming_form(struct naming *n, const struct form *f, unsigned grade);
/* A word that joins the names of a mention that has several (composite.h). */
void naming_join(struct naming *n, uint64_t word);
bool naming_joins(const struct naming *n, uint64_t word);
/* Of terms with the same words the first learnt and the first other one stay. exact: compared by its bytes, one token. */
void naming_term(struct naming *n, const token_list *tokens, bool exact, bool learnt, uint32_t row, int32_t weight);

/* The key of tokens first…last under any order; of one that is compared by its bytes. */
uint64_t naming_key(const token_list *tokens, size_t first, size_t last, bool exact);

/* The ways from tokens first…last to a term. Fewer words dropped go before more, no step before some: once a term counts, no
 * later ones are tried. The surest way is for the caller to choose. */
void naming_ways(const struct naming *n, struct span text, const token_list *tokens, size_t first, size_t last, naming_sink *sink,
				 void *ctx);

/* What speaks for a name and against it, each a number below NAMING_FEATURES: the steps, the words dropped, the sum for which the stretch
 * was taken for a mention, how often mentions had the term with this concept, or else the list that has it. */
enum {
	NAMING_STEP,
	NAMING_HEAD = NAMING_STEP + NAMING_KINDS * NAMING_GRADES,
	NAMING_TAIL = NAMING_HEAD + NAMING_DROPPED,
	NAMING_LONE = NAMING_TAIL + NAMING_CUT,
	NAMING_SUM,
	NAMING_LEARNT = NAMING_SUM + NAMING_SUMS,
	NAMING_PRIOR = NAMING_LEARNT + 5 * NAMING_OFTEN,
	NAMING_LIST = NAMING_PRIOR + NAMING_PRIORS,
	NAMING_FEATURES = NAMING_LIST + 16
};
enum { NAMING_WAY_FEATURES = NAMING_STEPS + 3 };
/* Of a way: how many there are. */
unsigned naming_features(const struct naming_way *way, unsigned out[NAMING_WAY_FEATURES]);
/* Of the sum of a stretch, in hundredths. */
unsigned naming_sum(int32_t hundredths);
/* Of a term that mentions had `all` > 0 times with a concept, `hits` > 0 times with this one. */
unsigned naming_learnt(uint32_t hits, uint32_t all);
/* Of a concept that so many > 0 documents have. */
unsigned naming_prior(uint32_t documents);
/* How a feature below NAMING_LEARNT stands in the table ("same 3", "head 1"), to the end of out. */
void naming_write(unsigned i, struct buf *out);
/* The feature that stands there so, or NAMING_FEATURES. */
unsigned naming_read(struct span value);

#endif
