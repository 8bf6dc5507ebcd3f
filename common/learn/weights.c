#include "learn/weights_parts.h"

#include <stdlib.h>

#include "base/text.h"

enum {
	LEAST_PLACES = 1 << 12,
	WORDS = 1 << 16,
	FRONT_BITS = 1 << 22,
	PAIRS = 1 << 16,
	PAIR_BITS = 1 << 22,
	MASKS = 1 << 10,
	GAPS = 1 << 10
}; /* powers of two */

/* key 0 marks a free place. */
struct weights_entry {
	uint64_t key;
	int32_t weight;
};

struct weights_pair {
	uint64_t key;
	int32_t sum[FEATURE_TWO];
};

/* What is between two words, and the lists that have a term over it. */
struct weights_gap {
	uint64_t bytes; /* at most eight, and how many */
	uint8_t n;
	uint16_t cut;
	bool used;
	int32_t sum[3];
};

static struct weights_entry *place(const struct weights *w, uint64_t key)
{
	size_t i = key & w->mask;
	while (w->v[i].key != key && w->v[i].key != 0)
		i = (i + 1) & w->mask;
	return &w->v[i];
}

static void add(struct weights *w, uint64_t key, int32_t weight)
{
	if (w->used * 2 >= w->mask) {
		struct weights_entry *old = w->v;
		size_t n = old ? w->mask + 1 : 0, room = n ? 2 * n : LEAST_PLACES;
		w->v = mem_alloc(room * sizeof *w->v);
		memset(w->v, 0, room * sizeof *w->v);
		w->mask = room - 1;
		for (size_t i = 0; i < n; i++)
			if (old[i].key)
				*place(w, old[i].key) = old[i];
		free(old);
	}
	struct weights_entry *e = place(w, key);
	w->used += e->key == 0;
	*e = (struct weights_entry){key, weight};
}

void weights_keep(struct weights *w, const struct feature *f, int32_t weight)
{
	uint64_t key = feature_key(f);
	add(w, key, weight);
	w->front[key / 64 % (FRONT_BITS / 64)] |= UINT64_C(1) << key % 64;
	if (f->kind == OF_WORDS)
		w->pairs_front[f->value % PAIR_BITS / 64] |= UINT64_C(1) << f->value % 64;
}

int32_t weights_of(struct weights *w, const struct feature *f)
{
	uint64_t key = feature_key(f);
	if (!(w->front[key / 64 % (FRONT_BITS / 64)] >> key % 64 & 1))
		return 0;
	const struct weights_entry *e = place(w, key);
	return e->key ? e->weight : 0;
}

void weights_add(void *ctx, const struct feature *f)
{
	struct weights_sum *s = ctx;
	s->sum += weights_of(s->weights, f);
}

static void prepare(struct weights *w)
{
	static const enum feature_place places[] = {AT_FIRST, AT_LAST, AT_JOINT};
	for (size_t i = 0; i < 3; i++) {
		struct weights_sum s = {w, 0};
		feature_between(span_make("", 0), 0, places[i], &w->lists, weights_add, &s);
		w->blank[i] = s.sum;
	}
	for (size_t n = 1; n <= FEATURE_LONGEST; n++) {
		struct weights_sum s = {w, 0};
		feature_length(n, weights_add, &s);
		w->lengths[n] = s.sum;
	}
}

int weights_open(struct weights *w, const char *dir, const char *name, const struct category *category, struct diag *d)
{
	struct buf file = {0};
	*w = (struct weights){.terms = terms_new(), .names = naming_new()};
	add(w, 1, 0);
	w->words = mem_alloc(WORDS * sizeof *w->words);
	w->pairs = mem_alloc(PAIRS * sizeof *w->pairs);
	w->gaps = mem_alloc(GAPS * sizeof *w->gaps);
	memset(w->gaps, 0, GAPS * sizeof *w->gaps);
	w->masks = mem_alloc(MASKS * sizeof *w->masks);
	w->front = mem_alloc(FRONT_BITS / 8);
	memset(w->front, 0, FRONT_BITS / 8);
	w->pairs_front = mem_alloc(PAIR_BITS / 8);
	memset(w->pairs_front, 0, PAIR_BITS / 8);
	memset(w->words, 0, WORDS * sizeof *w->words);
	memset(w->pairs, 0, PAIRS * sizeof *w->pairs);
	memset(w->masks, 0xff, MASKS * sizeof *w->masks);
	feature_list(&w->lists, span_of("learnt"));
	buf_printf(&file, "%s-learnt.csv", name);
	buf_addc(&file, '\0');
	int code = weights_read_features(w, dir, file.p, d);
	buf_clear(&file);
	buf_printf(&file, "%s-evidence.csv", name);
	buf_addc(&file, '\0');
	if (code == DIAG_OK)
		code = weights_read_concepts(w, dir, name, category, d);
	if (code == DIAG_OK)
		code = weights_read_evidence(w, dir, file.p, d);
	buf_free(&file);
	if (code == DIAG_OK)
		prepare(w);
	return code;
}

void weights_close(struct weights *w)
{
	terms_free(w->terms);
	naming_free(w->names);
	free(w->v);
	free(w->words);
	free(w->pairs);
	free(w->pairs_front);
	free(w->front);
	free(w->masks);
	free(w->gaps);
}

/* ---- sums ---- */

static struct feature_word word_at(const struct weights *w, struct span text, const token_list *tokens, size_t i, bool known)
{
	if (i >= tokens->n)
		return feature_edge;
	const struct token *t = &tokens->v[i];
	struct feature_word f = {t->fold, span_sub(text, t->start, t->end), known ? terms_word(w->terms, t->fold) : NULL};
	return f;
}

static void fill_word(struct weights *w, struct weights_word *p, const struct feature_word *f)
{
	for (unsigned k = 0; k < FEATURE_ONE; k++) {
		struct weights_sum s = {w, 0};
		feature_one(f, k, &w->lists, weights_add, &s);
		p->sum[k] = s.sum;
	}
	for (int known = 0; known < 2; known++) {
		struct weights_sum s = {w, 0};
		feature_lone(f->shown, known, weights_add, &s);
		p->lone[known] = s.sum;
	}
}

void weights_await(const struct weights *w, const token_list *tokens, size_t i)
{
	if (i < tokens->n)
		__builtin_prefetch(&w->words[tokens->v[i].exact % WORDS]);
	if (i + 1 < tokens->n) {
		uint64_t key = feature_pair(tokens->v[i].fold, tokens->v[i + 1].fold);
		__builtin_prefetch(&w->pairs_front[key % PAIR_BITS / 64]);
	}
}

const struct weights_word *weights_word(struct weights *w, struct span text, const token_list *tokens, size_t i)
{
	const struct token *t = &tokens->v[i];
	struct weights_word *p = &w->words[t->exact % WORDS];
	if (p->key != t->exact) {
		struct feature_word f = word_at(w, text, tokens, i, true);
		p->key = t->exact;
		fill_word(w, p, &f);
	}
	return p;
}

const struct weights_word *weights_edge(struct weights *w)
{
	struct weights_word *p = &w->words[feature_edge.fold % WORDS];
	if (p->key != feature_edge.fold) {
		p->key = feature_edge.fold;
		fill_word(w, p, &feature_edge);
	}
	return p;
}

const int32_t *weights_pair(struct weights *w, struct span text, const token_list *tokens, size_t i)
{
	uint64_t a = i < tokens->n ? tokens->v[i].fold : feature_edge.fold, b = i + 1 < tokens->n ? tokens->v[i + 1].fold : feature_edge.fold;
	static const int32_t nothing[FEATURE_TWO];
	uint64_t key = feature_pair(a, b);
	if (!(w->pairs_front[key % PAIR_BITS / 64] >> key % 64 & 1))
		return nothing;
	struct weights_pair *p = &w->pairs[(key >> 40) % PAIRS];
	if (p->key != key) {
		struct feature_word x = word_at(w, text, tokens, i, false), y = word_at(w, text, tokens, i + 1, false);
		p->key = key;
		for (unsigned k = 0; k < FEATURE_TWO; k++) {
			struct weights_sum s = {w, 0};
			feature_two(&x, &y, FEATURE_ONE + k, weights_add, &s);
			p->sum[k] = s.sum;
		}
	}
	return p->sum;
}

int32_t weights_between(struct weights *w, struct span text, const token_list *tokens, size_t i, uint16_t cut, enum feature_place place)
{
	static const enum feature_place places[] = {AT_FIRST, AT_LAST, AT_JOINT};
	struct span gap = feature_gap(text, tokens, i);
	unsigned k = place == AT_FIRST ? 0 : place == AT_LAST ? 1 : 2;
	if (gap.n == 0 && cut == 0)
		return w->blank[k];
	uint64_t bytes = 0;
	memcpy(&bytes, gap.p, gap.n);
	struct weights_gap *g = &w->gaps[(bytes ^ bytes >> 9 ^ bytes >> 17 ^ cut * UINT64_C(0x9e3779b1)) % GAPS];
	if (!g->used || g->bytes != bytes || g->n != gap.n || g->cut != cut) {
		*g = (struct weights_gap){bytes, (uint8_t)gap.n, cut, true, {0}};
		for (unsigned p = 0; p < 3; p++) {
			struct weights_sum s = {w, 0};
			feature_between(gap, cut, places[p], &w->lists, weights_add, &s);
			g->sum[p] = s.sum;
		}
	}
	return g->sum[k];
}

const struct weights_mask *weights_mask(struct weights *w, uint16_t lists)
{
	struct weights_mask *m = &w->masks[lists % MASKS];
	if (m->key == lists)
		return m;
	struct weights_sum whole = {w, 0}, head = {w, 0}, lead = {w, 0};
	feature_lists(lists, OF_LISTS, &w->lists, weights_add, &whole);
	feature_lists(lists, OF_HEAD, &w->lists, weights_add, &head);
	feature_lists(lists, OF_LEAD, &w->lists, weights_add, &lead);
	*m = (struct weights_mask){lists, whole.sum, head.sum, lead.sum};
	return m;
}
