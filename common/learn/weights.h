/* The weights of features from the table <category>-learnt.csv, and their sums for words, pairs of words and what is between them: sums for
 * what comes again are kept. Weights are whole numbers, hundredths of what was fitted. */
#ifndef EVITAB_WEIGHTS_H
#define EVITAB_WEIGHTS_H

#include "concept/category.h"
#include "learn/feature.h"
#include "learn/naming.h"

struct weights {
	struct feature_lists lists;
	struct terms *terms;  /* of the concept table and of <category>-evidence.csv */
	struct naming *names; /* of the concept table's terms */
	int32_t naming[NAMING_FEATURES];
	struct weights_entry *v;
	size_t mask, used;
	struct weights_word *words; /* sums, one place for many words: the last stays */
	struct weights_pair *pairs;
	uint64_t *front;       /* a bit for each feature that has a weight, and for some others */
	uint64_t *pairs_front; /* a bit for each pair of words that has a weight anywhere, and for some others */
	struct weights_gap *gaps;
	struct weights_mask *masks;
	int32_t lengths[FEATURE_LONGEST + 1];
	int32_t blank[3]; /* of a gap that is a blank: before the first word, after the last, within */
};

struct weights_word {
	uint64_t key;
	int32_t sum[FEATURE_ONE];
	int32_t lone[2]; /* as a whole, unknown to every list and known */
};

/* 0 or a code after a message. */
int weights_open(struct weights *w, const char *dir, const char *name, const struct category *category, struct diag *d);
void weights_close(struct weights *w);

/* Says that token i is going to be asked for. */
void weights_await(const struct weights *w, const token_list *tokens, size_t i);
/* Sums for token i; places in the order of enum feature_place. Alive until the next call. */
const struct weights_word *weights_word(struct weights *w, struct span text, const token_list *tokens, size_t i);
const struct weights_word *weights_edge(struct weights *w); /* of the word that is none */
/* Sums for tokens i and i + 1, either of which may be no token of the text; places from FEATURE_ONE on. */
const int32_t *weights_pair(struct weights *w, struct span text, const token_list *tokens, size_t i);
int32_t weights_between(struct weights *w, struct span text, const token_list *tokens, size_t i, uint16_t cut, enum feature_place place);
/* Of lists as such: they have the whole, a longest end of it, a longest beginning. */
struct weights_mask {
	uint32_t key;
	int32_t lists, head, lead;
};
const struct weights_mask *weights_mask(struct weights *w, uint16_t lists);
/* A feature_sink: adds the feature's weight up. */
struct weights_sum {
	struct weights *weights;
	int32_t sum;
};
void weights_add(void *ctx, const struct feature *f);

#endif
