#include "learn/learning_forms.h"

#include <stdlib.h>

/* A term of one word. */
struct word {
	uint64_t fold;
	struct span concept;
	size_t at, n; /* its fold, in a buffer */
};

struct search {
	struct buf folds;
	LIST(struct word) words;
	learning_form_list *forms;
	const struct word *word; /* at hand */
	struct learning_form *form;
	token_list tokens;
};

static int by_concept(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int c = span_cmp(x->concept, y->concept);
	return c ? c : (x->fold > y->fold) - (x->fold < y->fold);
}

static int by_fold(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	if (x->fold != y->fold)
		return x->fold < y->fold ? -1 : 1;
	return span_cmp(x->concept, y->concept);
}

static int by_form(const void *a, const void *b)
{
	return form_compare(&((const struct learning_form *)a)->form, &((const struct learning_form *)b)->form);
}

static struct span folded(struct search *s, struct span word)
{
	size_t at = s->folds.n;
	token_fold(word, &s->folds);
	return span_make(s->folds.p + at, s->folds.n - at);
}

static void hit(struct search *s, struct span a, struct span b)
{
	struct learning_form f = {.hits = 1};
	if (form_between(a, b, &f.form))
		list_push(s->forms, f);
}

static struct span bytes(const struct search *s, const struct word *w)
{
	return span_make(s->folds.p + w->at, w->n);
}

static void find_words(struct search *s, const struct learning *l)
{
	for (size_t i = 0; i < l->rows.n; i++) {
		const struct learning_row *r = &l->rows.v[i];
		if (r->plain || r->concept.n == 0 || r->exact)
			continue;
		tokens_scan(&s->tokens, r->term);
		if (s->tokens.n != 1)
			continue;
		struct word w = {s->tokens.v[0].fold, r->concept, s->folds.n, 0};
		token_fold(span_sub(r->term, s->tokens.v[0].start, s->tokens.v[0].end), &s->folds);
		w.n = s->folds.n - w.at;
		list_push(&s->words, w);
	}
}

/* What differs between words of one concept. */
static void find_hits(struct search *s)
{
	enum { MOST = 40 }; /* words of a concept that are compared with each other */
	if (s->words.n)
		qsort(s->words.v, s->words.n, sizeof *s->words.v, by_concept);
	for (size_t i = 0; i < s->words.n; i++)
		for (size_t k = i + 1; k < s->words.n && k < i + MOST && span_eq(s->words.v[i].concept, s->words.v[k].concept); k++)
			if (s->words.v[i].fold != s->words.v[k].fold)
				hit(s, bytes(s, &s->words.v[i]), bytes(s, &s->words.v[k]));
}

/* A form_sink: a word that is a term of other concepts alone. */
static void take_miss(void *ctx, struct span word)
{
	struct search *s = ctx;
	tokens_scan(&s->tokens, word);
	if (s->tokens.n != 1)
		return;
	uint64_t fold = s->tokens.v[0].fold;
	size_t from;
	list_bound(&s->words, from, s->words.v[from].fold < fold);
	bool any = false, same = false;
	for (size_t i = from; i < s->words.n && s->words.v[i].fold == fold; i++)
		any = true, same |= span_eq(s->words.v[i].concept, s->word->concept);
	s->form->misses += any && !same;
}

static void count(struct search *s)
{
	learning_form_list *v = s->forms;
	size_t n = 0;
	if (v->n)
		qsort(v->v, v->n, sizeof *v->v, by_form);
	for (size_t i = 0; i < v->n; i++) {
		if (n && form_compare(&v->v[n - 1].form, &v->v[i].form) == 0)
			v->v[n - 1].hits++;
		else
			v->v[n++] = v->v[i];
	}
	v->n = n;
}

/* Those that `least` pairs show and that have a grade. */
static void sift(learning_form_list *v, uint32_t least, unsigned grade)
{
	size_t n = 0;
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].hits >= least && naming_grade(v->v[i].hits, v->v[i].misses) >= grade)
			v->v[n++] = v->v[i];
	v->n = n;
}

void learning_forms(const struct learning *l, const learning_pair_list *pairs, learning_form_list *out)
{
	enum { LEAST = 3, LEAST_GRADE = 2 };
	struct search s = {.forms = out};
	find_words(&s, l);
	find_hits(&s);
	for (size_t i = 0; i < pairs->n; i++)
		if (pairs->v[i].b.n) {
			size_t at = s.folds.n;
			size_t n = folded(&s, pairs->v[i].a).n, m = folded(&s, pairs->v[i].b).n;
			hit(&s, span_make(s.folds.p + at, n), span_make(s.folds.p + at + n, m));
		}
	count(&s);
	sift(out, LEAST, 0);
	if (s.words.n)
		qsort(s.words.v, s.words.n, sizeof *s.words.v, by_fold);
	for (size_t i = 0; i < out->n; i++) {
		s.form = &out->v[i];
		for (size_t k = 0; k < s.words.n; k++) {
			s.word = &s.words.v[k];
			form_apply(&s.form->form, bytes(&s, s.word), take_miss, &s);
		}
		s.form->misses /= 2; /* from both sides */
	}
	sift(out, LEAST, LEAST_GRADE);
	list_free(&s.words);
	list_free(&s.tokens);
	buf_free(&s.folds);
}
