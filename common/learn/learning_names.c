#include "learn/learning_names.h"

#include <stdlib.h>

/* ---- vocabularies ---- */

static struct span vocabulary(struct span id)
{
	const char *colon = memchr(id.p, ':', id.n);
	return colon ? span_sub(id, 0, (size_t)(colon - id.p)) : span_sub(id, 0, 0);
}

enum { VOCABULARIES = 16 };

/* Is it of a vocabulary that mentions use? */
static bool is_native(struct span id, const struct span *known, size_t nknown)
{
	struct span v = vocabulary(id);
	for (size_t i = 0; i < nknown; i++)
		if (span_eq(known[i], v))
			return true;
	return false;
}

/* Those that mentions use, the one of most terms first. */
static size_t vocabularies(const struct learning *l, struct span *known)
{
	size_t n = 0, terms[VOCABULARIES] = {0};
	for (size_t i = l->first_learnt; i < l->rows.n; i++) {
		struct span v = vocabulary(l->rows.v[i].concept);
		size_t k = 0;
		while (k < n && !span_eq(known[k], v))
			k++;
		if (v.n == 0 || k == VOCABULARIES)
			continue;
		if (k == n)
			known[n++] = v;
		terms[k]++;
		for (; k > 0 && terms[k] > terms[k - 1]; k--) {
			size_t t = terms[k];
			struct span s = known[k];
			terms[k] = terms[k - 1], known[k] = known[k - 1];
			terms[k - 1] = t, known[k - 1] = s;
		}
	}
	return n;
}

static int by_concept(const void *a, const void *b)
{
	const struct learning_row *const *x = a, *const *y = b;
	int c = span_cmp((*x)->concept, (*y)->concept);
	return c ? c : (*x > *y) - (*x < *y);
}

/* The native concept of most of the terms v[0..n), or an empty span. */
static struct span shared(const struct span *native, const struct learning *l, struct learning_row *const *v, size_t n)
{
	struct span best = {NULL, 0};
	size_t most = 0;
	for (size_t i = 0; i < n && n < 400; i++) {
		struct span own = v[i]->found ? native[v[i]->found - terms_first(l->terms)] : best;
		size_t count = 0;
		for (size_t k = 0; k < n && own.n; k++)
			count += v[k]->found && span_eq(native[v[k]->found - terms_first(l->terms)], own);
		if (count > most)
			most = count, best = own;
	}
	return best;
}

/* Of the ids in a cell `xref` the first of the vocabulary that mentions use most, or an empty span. */
static struct span referred(struct span xref, const struct span *known, size_t nknown)
{
	for (size_t k = 0; k < nknown; k++)
		for (size_t at = 0, end; at < xref.n; at = end + 1) {
			const char *bar = memchr(xref.p + at, '|', xref.n - at);
			end = bar ? (size_t)(bar - xref.p) : xref.n;
			if (span_eq(vocabulary(span_sub(xref, at, end)), known[k]))
				return span_sub(xref, at, end);
		}
	return span_make("", 0);
}

void learning_bridge(struct learning *l)
{
	struct span known[VOCABULARIES];
	size_t nknown = vocabularies(l, known), places = terms_places(l->terms);
	struct learning_row **v = mem_alloc((l->rows.n + 1) * sizeof *v);
	struct span *native = mem_alloc((places + 1) * sizeof *native); /* of each term: the first native concept */
	size_t n = 0;
	memset(native, 0, (places + 1) * sizeof *native);
	for (size_t i = l->rows.n; i-- > 0;) {
		struct learning_row *r = &l->rows.v[i];
		if (r->plain || r->concept.n == 0 || r->found == NULL)
			continue;
		if (!is_native(r->concept, known, nknown))
			v[n++] = r;
		else if (i < l->first_learnt || native[r->found - terms_first(l->terms)].n == 0 || r->hits > 1)
		native[r->found - terms_first(l->terms)] = r->concept;
	}
	if (n && nknown)
		qsort(v, n, sizeof *v, by_concept);
	for (size_t i = 0, next; i < n && nknown; i = next) {
		for (next = i; next < n && span_eq(v[next]->concept, v[i]->concept); next++)
			;
		struct span to = referred(v[i]->xref, known, nknown);
		if (to.n == 0)
			to = shared(native, l, v + i, next - i);
		for (size_t k = i; k < next; k++) {
			if (to.n)
			v[k]->concept = to, v[k]->label = span_make("", 0);
			else v[k]->plain = true;
		}
	}
	free(v);
	free(native);
}

/* ---- words that stand for each other ---- */

/* A term without one of its words. */
struct gap {
	uint64_t rest; /* key of the other words */
	struct span concept;
	struct span word; /* empty: the whole term */
	uint64_t fold;
};

static int by_rest(const void *a, const void *b)
{
	const struct gap *x = a, *y = b;
	if (x->rest != y->rest)
		return x->rest < y->rest ? -1 : 1;
	if (x->fold != y->fold)
		return x->fold < y->fold ? -1 : 1;
	return span_cmp(x->concept, y->concept);
}

struct pairing {
	uint64_t a, b; /* folds; b 0: a may be left out */
	struct span word_a, word_b;
	bool hit;
};

static int by_pair(const void *a, const void *b)
{
	const struct pairing *x = a, *y = b;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static int by_hits(const void *a, const void *b)
{
	const struct learning_pair *x = a, *y = b;
	if (x->hits != y->hits)
		return x->hits > y->hits ? -1 : 1;
	int c = span_cmp(x->a, y->a);
	return c ? c : span_cmp(x->b, y->b);
}

typedef LIST(struct gap) gap_list;
typedef LIST(struct pairing) pairing_list;

static void find_gaps(const struct learning *l, gap_list *out)
{
	enum { WORDS = 7 };
	token_list tokens = {0};
	for (size_t i = 0; i < l->rows.n; i++) {
		const struct learning_row *r = &l->rows.v[i];
		if (r->plain || r->concept.n == 0)
			continue;
		tokens_scan(&tokens, r->term);
		if (tokens.n < 1 || tokens.n > WORDS)
			continue;
		uint64_t all = naming_key(&tokens, 0, tokens.n - 1, false);
		struct gap whole = {all, r->concept, {NULL, 0}, 0};
		list_push(out, whole);
		for (size_t k = 0; k < tokens.n && tokens.n > 1; k++) {
			struct gap g = {all - naming_key(&tokens, k, k, false), r->concept, span_sub(r->term, tokens.v[k].start, tokens.v[k].end),
							tokens.v[k].fold};
			list_push(out, g);
		}
	}
	list_free(&tokens);
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, by_rest);
}

static void pair_group(const struct gap *v, size_t n, pairing_list *out)
{
	enum { MOST = 300 }; /* terms that differ in one word from the same others: beyond, a sample */
	for (size_t i = 0; i < n && i < MOST; i++) {
		if (i > 0 && v[i].fold == v[i - 1].fold && span_eq(v[i].concept, v[i - 1].concept))
			continue;
		for (size_t k = i + 1; k < n && k < MOST; k++) {
			if (v[k].fold == v[i].fold || (v[k].fold == v[k - 1].fold && k - 1 > i && span_eq(v[k].concept, v[k - 1].concept)))
				continue;
			/* the whole term has fold 0 and comes first */
			struct pairing p = {v[k].fold, v[i].fold, v[k].word, v[i].word, span_eq(v[i].concept, v[k].concept)};
			list_push(out, p);
		}
	}
}

void learning_pairs(const struct learning *l, learning_pair_list *out)
{
	enum { LEAST = 2, LEAST_GRADE = 3 };
	gap_list gaps = {0};
	pairing_list pairs = {0};
	find_gaps(l, &gaps);
	for (size_t i = 0, next; i < gaps.n; i = next) {
		for (next = i; next < gaps.n && gaps.v[next].rest == gaps.v[i].rest; next++)
			;
		pair_group(gaps.v + i, next - i, &pairs);
	}
	list_free(&gaps);
	if (pairs.n)
		qsort(pairs.v, pairs.n, sizeof *pairs.v, by_pair);
	for (size_t i = 0, next; i < pairs.n; i = next) {
		struct learning_pair p = {pairs.v[i].word_a, pairs.v[i].word_b, 0, 0};
		for (next = i; next < pairs.n && pairs.v[next].a == pairs.v[i].a && pairs.v[next].b == pairs.v[i].b; next++)
			pairs.v[next].hit ? p.hits++ : p.misses++;
		if (p.hits >= LEAST && naming_grade(p.hits, p.misses) >= LEAST_GRADE)
			list_push(out, p);
	}
	list_free(&pairs);
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, by_hits);
}
