/* Weights of features, fitted so that the known mentions of sentences come out as the likeliest way to cut stretches from them.
 *
 * A sentence is cut into words outside and stretches of at most FEATURE_LONGEST words; a stretch scores the sum of its features, a word
 * outside 0. The weights maximize the likelihood of the known cuts (a semi-Markov random field: Sarawagi and Cohen 2004), by steps after
 * each sentence that grow smaller for features often seen (AdaGrad: Duchi et al. 2011), with a pull to zero. Same data, same order, same
 * arithmetic: same weights. */
#ifndef EVITAB_FIT_H
#define EVITAB_FIT_H

#include "learn/feature.h"

/* Slots of a token: the features of a stretch that begins there, ends there, runs over it, runs over it and the token before; then those of
 * the stretches that begin there, by length. A stretch without any is none. */
enum fit_slot { FIT_FIRST, FIT_LAST, FIT_INSIDE, FIT_JOINT, FIT_WHOLE, FIT_SLOTS = FIT_WHOLE + FEATURE_LONGEST };

struct fit_sentence {
	size_t slot, tokens;  /* its first slot */
	size_t known, nknown; /* its mentions in `known`, in order and without overlap */
	unsigned group;       /* the caller's: sentences can be left out by it */
};

typedef LIST(uint32_t) fit_feature_list;

struct fit_data {
	fit_feature_list features; /* numbers of features */
	LIST(size_t) ends;         /* of each slot in `features`; it begins where the slot before ends */
	LIST(struct feature_stretch) known;
	LIST(struct fit_sentence) sentences;
};
void fit_data_free(struct fit_data *d);

/* What a stretch that is none scores. */
static const double FIT_NONE = -1e30;

struct fit_options {
	unsigned rounds;
	double rate, pull;
	double loss;       /* added to the score of every stretch that is not known while weights are fitted; below 0: find more */
	double bias;       /* for every stretch when mentions are looked for, at the first look */
	double recall;     /* the same at the second look */
	unsigned left_out; /* the group of sentences that are not learnt from; UINT32_MAX for none */
};

/* weights[0..n) from zero. */
void fit_weights(const struct fit_data *d, const struct fit_options *o, double *weights, size_t n);

typedef LIST(double) fit_score_list;
/* The scores of all its stretches, by first token times FEATURE_LONGEST plus words - 1; the list is cleared first. `bias` is added to
 * each. */
void fit_scores(const struct fit_data *d, const struct fit_sentence *s, const double *weights, double bias, fit_score_list *out);

/* Things that are so or are not, each with its features. */
struct fit_example {
	size_t end; /* in `features`; it begins where the one before ends */
	bool right;
	double base; /* of the sum, whatever its features */
	unsigned group;
};
struct fit_examples {
	fit_feature_list features;
	LIST(struct fit_example) v;
};
void fit_examples_free(struct fit_examples *e);

/* weights[0..n) from zero: what an example's features and its base add up to is the logarithm of its odds to be right (logistic regression,
 * fitted as above). The pull to zero is for feature i as strong as pulls[i] examples, however many show it; that of the options does not
 * count. */
void fit_odds(const struct fit_examples *e, const struct fit_options *o, const double *pulls, double *weights, size_t n);
double fit_odds_of(const struct fit_examples *e, size_t i, const double *weights);

/* The mean of the weights behind each round of the second half: what is kept, since single steps go to and fro. */
struct fit_mean {
	double *sum;
	unsigned rounds; /* added up */
};
/* The weights[0…n) behind a round, from 0, of so many. `sum` is n numbers, 0 at first. */
void fit_mean_add(struct fit_mean *m, const double *weights, size_t n, unsigned round, unsigned rounds);
/* Puts the mean in their place. Frees the sum. */
void fit_mean_take(struct fit_mean *m, double *weights, size_t n);

/* The exponential function and the square root from additions and multiplications alone: the same on every machine. */
double fit_exponential(double x);
double fit_root(double x);
double fit_logarithm(double x); /* x > 0 */
/* The logarithm of the sum of two numbers, of which the logarithms are given. */
double fit_add_logs(double a, double b);

#endif
