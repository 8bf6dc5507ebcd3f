#include <stdlib.h>

#include "learn/fit.h"

void fit_examples_free(struct fit_examples *e)
{
	list_free(&e->features);
	list_free(&e->v);
}

static const uint32_t *features(const struct fit_examples *e, size_t i, size_t *n)
{
	size_t from = i ? e->v.v[i - 1].end : 0;
	*n = e->v.v[i].end - from;
	return e->features.v + from;
}

double fit_odds_of(const struct fit_examples *e, size_t i, const double *weights)
{
	size_t n;
	const uint32_t *f = features(e, i, &n);
	double sum = e->v.v[i].base;
	for (size_t k = 0; k < n; k++)
		sum += weights[f[k]];
	return sum;
}

struct fitting {
	const struct fit_options *options;
	double *weights, *seen; /* seen: squares of the steps so far */
	double *pull;           /* of each feature, at each example that shows it */
};

static void learn(struct fitting *f, const struct fit_examples *e, size_t i)
{
	size_t n;
	const uint32_t *v = features(e, i, &n);
	double by = 1 / (1 + fit_exponential(-fit_odds_of(e, i, f->weights))) - e->v.v[i].right;
	for (size_t k = 0; k < n; k++) {
		double g = by + f->pull[v[k]] * f->weights[v[k]];
		f->seen[v[k]] += g * g;
		f->weights[v[k]] -= f->options->rate * g / fit_root(f->seen[v[k]] + 1e-8);
	}
}

/* How many examples show each feature. */
static void count(const struct fit_examples *e, unsigned left_out, double *shown)
{
	for (size_t i = 0; i < e->v.n; i++) {
		size_t n;
		const uint32_t *v = features(e, i, &n);
		for (size_t k = 0; k < n && e->v.v[i].group != left_out; k++)
			shown[v[k]]++;
	}
}

void fit_odds(const struct fit_examples *e, const struct fit_options *o, const double *pulls, double *weights, size_t n)
{
	size_t bytes = (n + 1) * sizeof *weights;
	struct fitting f = {o, weights, mem_zeroed(bytes), mem_zeroed(bytes)};
	struct fit_mean mean = {.sum = mem_zeroed(bytes)};
	memset(weights, 0, n * sizeof *weights);
	count(e, o->left_out, f.pull);
	for (size_t i = 0; i < n; i++)
		f.pull[i] = f.pull[i] > 0 ? pulls[i] / f.pull[i] : 0;
	for (unsigned round = 0; round < o->rounds; round++) {
		for (size_t i = 0; i < e->v.n; i++) {
			size_t at = (i + (size_t)round * e->v.n / o->rounds) % e->v.n; /* every round begins elsewhere */
			if (e->v.v[at].group != o->left_out)
				learn(&f, e, at);
		}
		fit_mean_add(&mean, weights, n, round, o->rounds);
	}
	fit_mean_take(&mean, weights, n);
	free(f.seen);
	free(f.pull);
}
