#include "learn/naming.h"

#include <stdlib.h>

enum {
	LEAST_PLACES = 1 << 8,
	PARTNERS = 8,     /* words that stand for a word, the surest ones */
	FORMS = 8,        /* words that are a word with another ending */
	LONGEST = 8,      /* words of a stretch that is changed word by word */
	TERM_LONGEST = 7, /* words of a term that may have one more than the stretch */
};

/* key 0 marks a free place. */
struct entry {
	uint64_t key;
	uint32_t row, grade;
	int32_t weight;
};
struct entries {
	struct entry *v; /* a power of two of places, open addressing */
	size_t mask, used;
};

struct partner {
	uint64_t word, other; /* other 0: the word may be left out */
	unsigned grade;
};

struct graded_form {
	struct form form;
	unsigned grade;
};

struct naming {
	LIST(struct graded_form) forms;
	struct entries known;          /* words of terms */
	struct entries joins;          /* words between names */
	LIST(struct partner) partners; /* sorted by word, then grade, once a term is there */
	struct entries words;          /* a word to its first partner */
	struct entries terms[2];       /* learnt, others */
	struct entries more;           /* terms without a word that may be left out */
	bool sorted;
};

static struct entry *place(const struct entries *e, uint64_t key)
{
	size_t i = (key ^ key >> 32) & e->mask;
	while (e->v[i].key != key && e->v[i].key != 0)
		i = (i + 1) & e->mask;
	return &e->v[i];
}

static const struct entry *get(const struct entries *e, uint64_t key)
{
	const struct entry *at = e->v && key ? place(e, key) : NULL;
	return at && at->key ? at : NULL;
}

/* The first one of a key stays. */
static void put(struct entries *e, struct entry new)
{
	if (2 * e->used >= e->mask) {
		struct entry *old = e->v;
		size_t n = old ? e->mask + 1 : 0, room = n ? 2 * n : LEAST_PLACES;
		e->v = mem_alloc(room * sizeof *e->v);
		memset(e->v, 0, room * sizeof *e->v);
		e->mask = room - 1;
		for (size_t i = 0; i < n; i++)
			if (old[i].key)
				*place(e, old[i].key) = old[i];
		free(old);
	}
	struct entry *at = place(e, new.key);
	if (at->key == 0) {
		*at = new;
		e->used++;
	}
}

struct naming *naming_new(void)
{
	return mem_zeroed(sizeof(struct naming));
}

void naming_free(struct naming *n)
{
	if (n == NULL)
		return;
	list_free(&n->partners);
	free(n->words.v);
	free(n->terms[0].v);
	free(n->terms[1].v);
	free(n->more.v);
	free(n->known.v);
	free(n->joins.v);
	list_free(&n->forms);
	free(n);
}

unsigned naming_grade(uint32_t hits, uint32_t misses)
{
	return (unsigned)((uint64_t)NAMING_GRADES * hits / ((uint64_t)hits + misses + 1));
}

static void add_partner(struct naming *n, uint64_t word, uint64_t other, unsigned grade)
{
	struct partner p = {word, other, grade};
	list_push(&n->partners, p);
}

void naming_same(struct naming *n, uint64_t a, uint64_t b, unsigned grade)
{
	add_partner(n, a, b, grade);
	add_partner(n, b, a, grade);
}

void naming_less(struct naming *n, uint64_t word, unsigned grade)
{
	add_partner(n, word, 0, grade);
}

void naming_form(struct naming *n, const struct form *f, unsigned grade)
{
	struct graded_form g = {*f, grade};
	list_push(&n->forms, g);
}

void naming_join(struct naming *n, uint64_t word)
{
	struct entry e = {word | 1, 0, 0, 0};
	put(&n->joins, e);
}

bool naming_joins(const struct naming *n, uint64_t word)
{
	return get(&n->joins, word | 1) != NULL;
}

static int by_word(const void *a, const void *b)
{
	const struct partner *x = a, *y = b;
	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	if (x->grade != y->grade)
		return x->grade > y->grade ? -1 : 1;
	return (x->other > y->other) - (x->other < y->other);
}

static void sort(struct naming *n)
{
	if (n->sorted)
		return;
	n->sorted = true;
	if (n->partners.n)
		qsort(n->partners.v, n->partners.n, sizeof *n->partners.v, by_word);
	for (size_t i = 0; i < n->partners.n; i++) {
		struct entry e = {n->partners.v[i].word, (uint32_t)i, 0, 0};
		put(&n->words, e);
	}
}

/* The partners of a word: *count of them. */
static const struct partner *partners(const struct naming *n, uint64_t word, size_t *count)
{
	const struct entry *e = get(&n->words, word);
	*count = 0;
	if (e == NULL)
		return NULL;
	for (size_t i = e->row; i < n->partners.n && n->partners.v[i].word == word && *count < PARTNERS; i++)
		++*count;
	return n->partners.v + e->row;
}

static uint64_t spread(uint64_t w)
{
	w = (w ^ w >> 32) * UINT64_C(0xd6e8feb86659fd93);
	return (w ^ w >> 29) * UINT64_C(0x9e3779b97f4a7c15) | 1;
}

uint64_t naming_key(const token_list *tokens, size_t first, size_t last, bool exact)
{
	uint64_t sum = 0;
	if (exact && first == last)
		return spread(tokens->v[first].exact ^ UINT64_C(0x5bd1e9955bd1e995));
	for (size_t i = first; i <= last; i++)
		sum += spread(tokens->v[i].fold);
	return sum;
}

void naming_term(struct naming *n, const token_list *tokens, bool exact, bool learnt, uint32_t row, int32_t weight)
{
	if (tokens->n == 0)
		return;
	sort(n);
	struct entry e = {naming_key(tokens, 0, tokens->n - 1, exact), row, 0, weight};
	put(&n->terms[!learnt], e);
	for (size_t i = 0; i < tokens->n; i++) {
		struct entry word = {tokens->v[i].fold | 1, 0, 0, 0};
		put(&n->known, word);
	}
	for (size_t i = 0; i < tokens->n && tokens->n > 1 && tokens->n <= TERM_LONGEST; i++) {
		size_t count;
		const struct partner *p = partners(n, tokens->v[i].fold, &count);
		for (size_t k = 0; k < count; k++)
			if (p[k].other == 0) {
				struct entry less = {e.key - spread(tokens->v[i].fold), row, p[k].grade, weight};
				put(&n->more, less);
			}
	}
}

/* ---- ways ---- */

/* What may stand for a word. */
struct variant {
	uint64_t fold; /* 0: nothing, the word is left out */
	enum naming_step kind;
	unsigned grade;
};

struct walk {
	const struct naming *n;
	struct span text;
	const token_list *tokens;
	size_t first, last;
	naming_sink *sink;
	void *ctx;
	struct naming_way way;
	bool any, ready;
	token_list scratch;
	struct variant variants[LONGEST][PARTNERS + FORMS];
	size_t nvariants[LONGEST];
	unsigned grade; /* of the form at hand */
	size_t at;      /* its word */
};

/* A form_sink. */
static void take_form(void *ctx, struct span word)
{
	struct walk *w = ctx;
	tokens_scan(&w->scratch, word);
	uint64_t fold = w->scratch.n == 1 ? w->scratch.v[0].fold : 0;
	size_t *n = &w->nvariants[w->at];
	if (fold == 0 || *n == PARTNERS + FORMS || get(&w->n->known, fold | 1) == NULL || fold == w->tokens->v[w->first + w->at].fold)
		return;
	for (size_t i = 0; i < *n; i++)
		if (w->variants[w->at][i].fold == fold)
			return;
	w->variants[w->at][(*n)++] = (struct variant){fold, NAMING_FORM, w->grade};
}

/* The variants of all words. */
static void vary(struct walk *w)
{
	struct buf word = {0};
	w->ready = true;
	for (w->at = 0; w->at < LONGEST && w->first + w->at <= w->last; w->at++) {
		const struct token *t = &w->tokens->v[w->first + w->at];
		size_t count;
		const struct partner *p = partners(w->n, t->fold, &count);
		w->nvariants[w->at] = count;
		for (size_t k = 0; k < count; k++)
			w->variants[w->at][k] = (struct variant){p[k].other, p[k].other ? NAMING_SAME : NAMING_LESS, p[k].grade};
		buf_clear(&word);
		token_fold(span_sub(w->text, t->start, t->end), &word);
		for (size_t k = 0; k < w->n->forms.n; k++) {
			w->grade = w->n->forms.v[k].grade;
			form_apply(&w->n->forms.v[k].form, buf_span(&word), take_form, w);
		}
	}
	buf_free(&word);
}

static void step(struct walk *w, enum naming_step kind, unsigned grade)
{
	w->way.step[w->way.nstep].kind = kind;
	w->way.step[w->way.nstep].grade = grade;
	w->way.nstep++;
}

static void found(struct walk *w, const struct entry *e)
{
	w->way.row = e->row, w->way.weight = e->weight;
	w->any |= w->sink(w->ctx, &w->way);
}

static void arrive(struct walk *w, uint64_t key)
{
	for (int k = 0; k < 2; k++) {
		const struct entry *e = get(&w->n->terms[k], key);
		if (e)
			found(w, e);
	}
}

/* At a term that has one word more. */
static void arrive_more(struct walk *w, uint64_t key)
{
	const struct entry *e = w->way.nstep < NAMING_STEPS ? get(&w->n->more, key) : NULL;
	if (e == NULL)
		return;
	step(w, NAMING_MORE, e->grade);
	found(w, e);
	w->way.nstep--;
}

/* From token `at` to `last`, one step at each token at most, `left` steps in all. */
static void go_on(struct walk *w, size_t at, size_t last, uint64_t key, unsigned left)
{
	const struct token *t = w->tokens->v;
	for (size_t i = at; i <= last; i++) {
		const struct variant *v = w->variants[i - w->first];
		for (size_t k = 0; k < w->nvariants[i - w->first]; k++) {
			uint64_t next = key - spread(t[i].fold) + (v[k].fold ? spread(v[k].fold) : 0);
			step(w, v[k].kind, v[k].grade);
			arrive(w, next);
			arrive_more(w, next);
			if (left > 1)
				go_on(w, i + 1, last, next, left - 1);
			w->way.nstep--;
		}
	}
}

static void look_for(struct walk *w, size_t from, size_t to)
{
	uint64_t key = naming_key(w->tokens, from, to, false);
	w->way.dropped = (unsigned)(from - w->first);
	w->way.cut = (unsigned)(w->last - to);
	w->way.lone = from == to && w->first < w->last;
	arrive(w, key);
	if (w->any)
		return;
	arrive_more(w, key);
	if (to - from >= LONGEST || w->last - w->first >= LONGEST)
		return;
	if (!w->ready)
		vary(w);
	go_on(w, from, to, key, NAMING_STEPS);
}

void naming_ways(const struct naming *n, struct span text, const token_list *tokens, size_t first, size_t last, naming_sink *sink,
				 void *ctx)
{
	struct walk w = {.n = n, .text = text, .tokens = tokens, .first = first, .last = last, .sink = sink, .ctx = ctx};
	if (first == last)
		arrive(&w, naming_key(tokens, first, last, true));
	for (size_t from = first; from <= last && from - first <= NAMING_DROPPED && !w.any; from++)
		look_for(&w, from, last);
	for (size_t to = last; to > first && last - to < NAMING_CUT && !w.any; to--)
		look_for(&w, first, to - 1);
	list_free(&w.scratch);
}
