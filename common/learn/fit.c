#include "learn/fit.h"

#include <stdlib.h>

void fit_data_free(struct fit_data *d)
{
	list_free(&d->features);
	list_free(&d->ends);
	list_free(&d->known);
	list_free(&d->sentences);
}

/* ---- exponential and logarithm from additions and multiplications alone, so that every machine fits the same weights ---- */

static double power_of_two(int n)
{
	uint64_t bits = (uint64_t)(n + 1023) << 52;
	double d;
	memcpy(&d, &bits, sizeof d);
	return d;
}

double fit_exponential(double x)
{
	if (x < -700)
		return 0;
	if (x > 700)
		x = 700;
	/* of the rest, at most half the logarithm of 2, the powers up to the twelfth over their factorials */
	static const double over[] = {1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
								  1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2,     1};
	int n = (int)(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
	double r = x - n * 0.6931471805599453, sum = over[0];
	for (int k = 1; k < 12; k++)
		sum = sum * r + over[k];
	sum = sum * r + 1;
	return sum * power_of_two(n);
}

double fit_logarithm(double x) /* x > 0 */
{
	uint64_t bits;
	memcpy(&bits, &x, sizeof bits);
	int n = (int)(bits >> 52 & 0x7ff) - 1023;
	double m = x * power_of_two(-n);
	if (m > 1.4142135623730951)
		m /= 2, n++;
	static const double over[] = {1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1};
	double z = (m - 1) / (m + 1), zz = z * z, sum = 0;
	for (int k = 0; k < 11; k++)
		sum = sum * zz + over[k];
	return n * 0.6931471805599453 + 2 * z * sum;
}

double fit_root(double x) /* Newton, from half the exponent */
{
	uint64_t bits;
	double y;
	if (x <= 0)
		return 0;
	memcpy(&bits, &x, sizeof bits);
	bits = (bits >> 1) + (UINT64_C(1023) << 51);
	memcpy(&y, &bits, sizeof y);
	for (int i = 0; i < 4; i++)
		y = (y + x / y) / 2;
	return y;
}

double fit_add_logs(double a, double b)
{
	double hi = a > b ? a : b, lo = a > b ? b : a;
	return lo - hi < -40 ? hi : hi + fit_logarithm(1 + fit_exponential(lo - hi));
}

/* ---- one sentence ---- */

struct work {
	const struct fit_data *d;
	const struct fit_sentence *s;
	double *inside, *joint; /* sums over the tokens before */
	double *score;          /* of stretches, by first token times FEATURE_LONGEST plus words - 1 */
	double *forth, *back;
	double *push[FIT_WHOLE]; /* what is expected less what is known, by token */
	uint32_t *from;
	size_t room;
};

static void work_room(struct work *w, size_t n)
{
	if (n + 1 <= w->room)
		return;
	w->room = n + 64;
	double **all[] = {&w->inside, &w->joint, &w->forth, &w->back, &w->push[0], &w->push[1], &w->push[2], &w->push[3]};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		*all[i] = mem_resize(*all[i], (w->room + 1) * sizeof(double));
	w->score = mem_resize(w->score, w->room * FEATURE_LONGEST * sizeof *w->score);
	w->from = mem_resize(w->from, (w->room + 1) * sizeof *w->from);
}

static void work_free(struct work *w)
{
	double *all[] = {w->inside, w->joint, w->forth, w->back, w->push[0], w->push[1], w->push[2], w->push[3], w->score};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free(all[i]);
	free(w->from);
}

/* The features of a slot: *n of them. */
static const uint32_t *slot_features(const struct fit_data *d, size_t slot, size_t *n)
{
	size_t from = slot ? d->ends.v[slot - 1] : 0;
	*n = d->ends.v[slot] - from;
	return *n ? d->features.v + from : NULL;
}

static double slot_sum(const struct work *w, size_t token, unsigned slot, const double *weights)
{
	size_t n;
	const uint32_t *f = slot_features(w->d, w->s->slot + token * FIT_SLOTS + slot, &n);
	double sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += weights[f[i]];
	return sum;
}

static bool is_stretch(const struct work *w, size_t first, size_t words)
{
	size_t n = 0;
	if (first + words <= w->s->tokens)
		slot_features(w->d, w->s->slot + first * FIT_SLOTS + FIT_WHOLE + words - 1, &n);
	return n > 0;
}

static void score(struct work *w, const double *weights, double bias)
{
	size_t n = w->s->tokens;
	work_room(w, n);
	w->inside[0] = w->joint[0] = 0;
	for (size_t k = 0; k < n; k++) {
		w->inside[k + 1] = w->inside[k] + slot_sum(w, k, FIT_INSIDE, weights);
		w->joint[k + 1] = w->joint[k] + slot_sum(w, k, FIT_JOINT, weights);
		w->back[k] = slot_sum(w, k, FIT_LAST, weights);
	}
	for (size_t i = 0; i < n; i++) {
		double first = slot_sum(w, i, FIT_FIRST, weights) + bias;
		for (size_t words = 1; words <= FEATURE_LONGEST; words++)
			w->score[i * FEATURE_LONGEST + words - 1] =
				!is_stretch(w, i, words) ? FIT_NONE
										 : first + w->back[i + words - 1] + w->inside[i + words] - w->inside[i] + w->joint[i + words] -
											   w->joint[i + 1] + slot_sum(w, i, FIT_WHOLE + (unsigned)words - 1, weights);
	}
}

/* ---- fitting ---- */

static double total(struct work *w)
{
	size_t n = w->s->tokens;
	w->forth[0] = w->back[n] = 0;
	for (size_t j = 1; j <= n; j++) {
		w->forth[j] = w->forth[j - 1];
		for (size_t words = 1; words <= FEATURE_LONGEST && words <= j; words++) {
			double s = w->score[(j - words) * FEATURE_LONGEST + words - 1];
			if (s > FIT_NONE)
				w->forth[j] = fit_add_logs(w->forth[j], w->forth[j - words] + s);
		}
	}
	for (size_t i = n; i-- > 0;) {
		w->back[i] = w->back[i + 1];
		for (size_t words = 1; words <= FEATURE_LONGEST && i + words <= n; words++) {
			double s = w->score[i * FEATURE_LONGEST + words - 1];
			if (s > FIT_NONE)
				w->back[i] = fit_add_logs(w->back[i], s + w->back[i + words]);
		}
	}
	return w->forth[n];
}

struct fitting {
	double *weights, *seen; /* seen: squares of the steps so far */
	double rate, pull;
};

static void push_slot(struct work *w, struct fitting *f, size_t token, unsigned slot, double by)
{
	size_t n;
	const uint32_t *v = slot_features(w->d, w->s->slot + token * FIT_SLOTS + slot, &n);
	if (by < 1e-6 && by > -1e-6)
		return;
	for (size_t i = 0; i < n; i++) {
		double g = by + f->pull * f->weights[v[i]];
		f->seen[v[i]] += g * g;
		f->weights[v[i]] -= f->rate * g / fit_root(f->seen[v[i]] + 1e-8);
	}
}

static void push_stretch(struct work *w, struct fitting *f, size_t first, size_t words, double by)
{
	w->push[FIT_FIRST][first] += by;
	w->push[FIT_LAST][first + words - 1] += by;
	for (size_t k = 0; k < words; k++) {
		w->push[FIT_INSIDE][first + k] += by;
		if (k)
			w->push[FIT_JOINT][first + k] += by;
	}
	push_slot(w, f, first, FIT_WHOLE + (unsigned)words - 1, by);
}

static bool is_known(const struct work *w, size_t first, size_t words)
{
	for (size_t i = 0; i < w->s->nknown; i++) {
		const struct feature_stretch *k = &w->d->known.v[w->s->known + i];
		if (k->first == first && k->last == first + words - 1)
			return true;
	}
	return false;
}

static void learn(struct work *w, struct fitting *f, double loss)
{
	size_t n = w->s->tokens;
	score(w, f->weights, 0);
	for (size_t i = 0; loss != 0 && i < n * FEATURE_LONGEST; i++)
		if (w->score[i] > FIT_NONE)
			w->score[i] += is_known(w, i / FEATURE_LONGEST, i % FEATURE_LONGEST + 1) ? 0 : loss;
	double all = total(w);
	for (unsigned slot = 0; slot < FIT_WHOLE; slot++)
		memset(w->push[slot], 0, (n + 1) * sizeof(double));
	for (size_t i = 0; i < n; i++)
		for (size_t words = 1; words <= FEATURE_LONGEST && i + words <= n; words++) {
			double s = w->score[i * FEATURE_LONGEST + words - 1];
			if (s <= FIT_NONE)
				continue;
			double by = fit_exponential(w->forth[i] + s + w->back[i + words] - all) - is_known(w, i, words);
			if (by > 1e-6 || by < -1e-6)
				push_stretch(w, f, i, words, by);
		}
	for (size_t k = 0; k < n; k++)
		for (unsigned slot = 0; slot < FIT_WHOLE; slot++)
			push_slot(w, f, k, slot, w->push[slot][k]);
}

/* The same shuffle on every machine. */
static void shuffle(size_t *order, size_t n, uint64_t *state)
{
	for (size_t i = n; i > 1; i--) {
		*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		size_t k = (size_t)((*state >> 33) % i), t = order[i - 1];
		order[i - 1] = order[k];
		order[k] = t;
	}
}

void fit_mean_add(struct fit_mean *m, const double *weights, size_t n, unsigned round, unsigned rounds)
{
	if (2 * round + 2 < rounds)
		return;
	m->rounds++;
	for (size_t i = 0; i < n; i++)
		m->sum[i] += weights[i];
}

void fit_mean_take(struct fit_mean *m, double *weights, size_t n)
{
	for (size_t i = 0; i < n && m->rounds; i++)
		weights[i] = m->sum[i] / m->rounds;
	free(m->sum);
}

void fit_weights(const struct fit_data *d, const struct fit_options *o, double *weights, size_t n)
{
	struct work w = {.d = d};
	struct fitting f = {weights, mem_alloc((n + 1) * sizeof(double)), o->rate, o->pull};
	struct fit_mean mean = {.sum = mem_zeroed((n + 1) * sizeof *mean.sum)};
	size_t *order = mem_alloc((d->sentences.n + 1) * sizeof *order);
	uint64_t state = 1;
	memset(weights, 0, n * sizeof *weights);
	memset(f.seen, 0, (n + 1) * sizeof *f.seen);
	for (size_t i = 0; i < d->sentences.n; i++)
		order[i] = i;
	for (unsigned round = 0; round < o->rounds; round++) {
		shuffle(order, d->sentences.n, &state);
		for (size_t i = 0; i < d->sentences.n; i++) {
			w.s = &d->sentences.v[order[i]];
			if (w.s->group != o->left_out && w.s->tokens)
				learn(&w, &f, o->loss);
		}
		fit_mean_add(&mean, weights, n, round, o->rounds);
	}
	fit_mean_take(&mean, weights, n);
	free(f.seen);
	free(order);
	work_free(&w);
}

void fit_scores(const struct fit_data *d, const struct fit_sentence *s, const double *weights, double bias, fit_score_list *out)
{
	struct work w = {.d = d, .s = s};
	out->n = 0;
	score(&w, weights, bias);
	for (size_t i = 0; i < s->tokens * FEATURE_LONGEST; i++)
		list_push(out, w.score[i]);
	work_free(&w);
}
