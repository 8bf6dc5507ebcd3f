/* Running patterns over a text. */
#include "concept/pattern.h"

#include <stdlib.h>

#include "base/text.h"
#include "concept/pattern_parts.h"

enum { TRIALS_MOST = 1 << 14, FORMS = 3, RUNS_MOST = 1 + (1 + FORMS) * AFFIX_MOST, NONE = 0 };

/* ---- one pattern from one word on ---- */

/* A folded word, or what it would be in the singular: all letters but the last, and that. */
struct form {
	size_t n;
	char last;
};

/* The word as it is, without the s or es of a plural, with the y that became ies: 1 to FORMS. */
static size_t affix_forms(const char *folded, size_t n, struct form *out)
{
	size_t forms = 0;
	if (n > 0)
		out[forms++] = (struct form){n, folded[n - 1]};
	if (n < 4 || folded[n - 1] != 's' || folded[n - 2] == 's')
		return forms;
	out[forms++] = (struct form){n - 1, folded[n - 2]};
	if (folded[n - 2] == 'e' && folded[n - 3] == 'i')
		out[forms++] = (struct form){n - 2, 'y'};
	else if (folded[n - 2] == 'e' && strchr("sxzh", folded[n - 3]))
		out[forms++] = (struct form){n - 2, folded[n - 3]};
	return forms;
}

static bool takes_affix(const struct patterns *p, const struct position *q, struct span word)
{
	char folded[TOKEN_FOLDED];
	struct form forms[FORMS];
	const char *letters = p->letters.p + q->text;
	char first = text_lower(word.p[0]), last = text_lower(word.p[word.n - 1]);
	if (q->takes == TAKES_BEGINNING ? (unsigned char)first < 0x80 && first != letters[0]
									: (unsigned char)last < 0x80 && last != 's' && last != letters[q->n - 1])
		return false; /* most often, and without folding the word */
	size_t n = token_fold_short(word, folded);
	if (q->takes == TAKES_BEGINNING)
		return n >= q->n && memcmp(folded, letters, q->n) == 0;
	n = affix_forms(folded, n, forms);
	for (size_t i = 0; i < n; i++)
		if (forms[i].n >= q->n && forms[i].last == letters[q->n - 1] && memcmp(folded + forms[i].n - q->n, letters, q->n - 1) == 0)
			return true;
	return false;
}

/* The lengths of what a position takes at token i, in words: bit n for n. */
static uint32_t taken(const struct patterns *p, const struct position *q, struct span text, const token_list *tokens, size_t i)
{
	const struct token *t = &tokens->v[i];
	struct span word = span_sub(text, t->start, t->end);
	switch (q->takes) {
	case TAKES_WORD:
		return t->fold == q->word && lexicon_same_word(span_make(p->letters.p + q->text, q->n), word) ? 1u << 1 : 0;
	case TAKES_BEGINNING:
	case TAKES_ENDING:
		return takes_affix(p, q, word) ? 1u << 1 : 0;
	case TAKES_CLASS:
		return pattern_class_lengths(p, q->class, text, tokens, i);
	default:
		return 1u << 1;
	}
}

/* The ends of all matches that begin at token i: bit n for one whose last token is i + n. */
static uint64_t run(const struct patterns *p, const struct pattern *v, struct span text, const token_list *tokens, size_t i)
{
	uint64_t waiting[LENGTH_MOST + CLASS_WORDS + 1]; /* waiting[n]: positions that may take token i + n; set up to `furthest` */
	uint64_t ends = 0;
	size_t furthest = 0;
	waiting[0] = v->first;
	for (size_t n = 0; n <= furthest && n < LENGTH_MOST && i + n < tokens->n; n++)
		for (uint64_t set = waiting[n]; set; set &= set - 1) {
			unsigned k = (unsigned)__builtin_ctzll(set);
			const struct position *q = &p->positions.v[v->at + k];
			if (n > 0 && tokens->v[i + n].separator != q->separator)
				continue;
			for (uint32_t lengths = taken(p, q, text, tokens, i + n); lengths; lengths &= lengths - 1) {
				size_t next = n + (size_t)__builtin_ctz(lengths);
				ends |= v->last >> k & 1 ? UINT64_C(1) << (next - 1) : 0;
				if (q->follow == 0)
					continue;
				while (furthest < next)
					waiting[++furthest] = 0;
				waiting[next] |= q->follow;
			}
		}
	return ends;
}

static void push_hit(const struct pattern *v, const token_list *tokens, size_t first, size_t last, hit_list *out)
{
	struct hit h = {first, last, tokens->v[first].start, tokens->v[last].end, v->row};
	list_push(out, h);
}

/* ---- which patterns a word wakes ---- */

static inline bool in_front(const struct patterns *p, uint64_t key)
{
	return p->front[key >> 6 & p->front_mask] >> (key & 63) & 1;
}

/* The first anchor of that key, counted from 1; NONE where there is none. */
static uint32_t anchors_of(const struct patterns *p, uint64_t key)
{
	if (!in_front(p, key))
		return NONE;
	for (size_t k = (key ^ key >> 29) & p->mask; p->places[k]; k = (k + 1) & p->mask)
		if (p->anchors.v[p->places[k] - 1].key == key)
			return p->places[k];
	return NONE;
}

/* Can the word begin or end as an anchor does? Where it has longer characters, that is not seen from its outermost letters. */
static inline bool affix_possible(const struct patterns *p, const char *word, size_t n)
{
	if (n < 3)
		return (p->begin_lengths | p->finish_lengths) & ((2u << n) - 1);
	uint32_t a = affix_letters(word), z = affix_letters(word + n - 3);
	unsigned begin = affix_bit(a), finish = affix_bit(z);
	/* one question of all three, since which of them holds cannot be foreseen */
	return affix_wide(a | z) | (p->begins[begin / 64] >> (begin % 64) & 1) | (p->finishes[finish / 64] >> (finish % 64) & 1);
}

/* The anchors with which a word begins or ends. */
static size_t wake_by_affix(const struct patterns *p, struct span word, uint32_t *runs, size_t n)
{
	char folded[TOKEN_FOLDED];
	struct form forms[FORMS];
	size_t length = token_fold_short(word, folded), nforms = p->finish_lengths ? affix_forms(folded, length, forms) : 0;
	uint64_t key = affix_root(AFFIX_FROM_LEFT);
	for (size_t i = 1; i <= AFFIX_MOST && i <= length && p->begin_lengths; i++) {
		if (!in_front(p, key = affix_step(key, folded[i - 1])))
			break;
		if (p->begin_lengths >> i & 1 && (runs[n] = anchors_of(p, key)) != NONE)
			n++;
	}
	for (size_t f = 0; f < nforms; f++) {
		key = affix_root(AFFIX_FROM_RIGHT);
		for (size_t i = 1; i <= AFFIX_MOST && i <= forms[f].n; i++) {
			if (!in_front(p, key = affix_step(key, i == 1 ? forms[f].last : folded[forms[f].n - i])))
				break;
			if (p->finish_lengths >> i & 1 && (runs[n] = anchors_of(p, key)) != NONE)
				n++;
		}
	}
	return n;
}

/* Most words are no anchor, and most of these are told by this. */
static inline bool may_wake(const struct patterns *p, struct span text, const struct token *t)
{
	return in_front(p, t->fold) || ((p->begin_lengths | p->finish_lengths) && affix_possible(p, text.p + t->start, t->end - t->start));
}

/* The anchors that a word is: the first of each key into runs[0..RUNS_MOST), their number. */
static size_t wake(const struct patterns *p, struct span text, const struct token *t, uint32_t *runs)
{
	size_t n = (runs[0] = anchors_of(p, t->fold)) != NONE;
	return p->begin_lengths | p->finish_lengths ? wake_by_affix(p, span_sub(text, t->start, t->end), runs, n) : n;
}

bool patterns_wakes(const struct patterns *p, struct span text, const struct token *t)
{
	uint32_t runs[RUNS_MOST];
	return may_wake(p, text, t) && wake(p, text, t, runs) > 0;
}

/* ---- all of a sentence ---- */

/* A pattern that is to be run from each of the tokens from…to. */
struct trial {
	uint32_t pattern;
	size_t from, to;
};
typedef LIST(struct trial) trial_list;

static int by_pattern(const void *a, const void *b)
{
	const struct trial *x = a, *y = b;
	return x->pattern != y->pattern ? (x->pattern > y->pattern) - (x->pattern < y->pattern) : (x->from > y->from) - (x->from < y->from);
}

static int by_place(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	if (x->first != y->first)
		return (x->first > y->first) - (x->first < y->first);
	return x->last != y->last ? (x->last > y->last) - (x->last < y->last) : (x->row > y->row) - (x->row < y->row);
}

/* Runs them, each from each token once, and keeps what wins at each token. */
static void try_all(const struct patterns *p, struct span text, const token_list *tokens, trial_list *trials, hit_list *out, size_t from)
{
	size_t kept = from;
	if (trials->n == 0)
		return;
	if (trials->n > 1)
		qsort(trials->v, trials->n, sizeof *trials->v, by_pattern);
	for (size_t i = 0, next = 0; i < trials->n; i++) {
		const struct trial *t = &trials->v[i];
		const struct pattern *v = &p->v.v[t->pattern];
		next = i && trials->v[i - 1].pattern == t->pattern && next > t->from ? next : t->from;
		for (; next <= t->to; next++) {
			uint64_t ends = run(p, v, text, tokens, next);
			if (ends)
				push_hit(v, tokens, next, next + 63 - (size_t)__builtin_clzll(ends), out);
		}
	}
	trials->n = 0;
	if (out->n - from > 1)
		qsort(out->v + from, out->n - from, sizeof *out->v, by_place);
	for (size_t i = from; i < out->n; i++) {
		if (kept > from && out->v[kept - 1].first == out->v[i].first)
			out->v[kept - 1] = lexicon_wins(p->table, &out->v[i], &out->v[kept - 1]) ? out->v[i] : out->v[kept - 1];
		else
			out->v[kept++] = out->v[i];
	}
	out->n = kept;
}

/* Can a match have the anchor at token i, by the words beside it? */
static inline bool fits_between(const struct anchor *a, const token_list *tokens, size_t i)
{
	uint64_t before = i > 0 ? anchor_bit(tokens->v[i - 1].fold) : 0, behind = i + 1 < tokens->n ? anchor_bit(tokens->v[i + 1].fold) : 0;
	return (a->before == UINT64_MAX || a->before & before) && (a->behind == UINT64_MAX || a->behind & behind);
}

void patterns_find(const struct patterns *p, struct span text, const token_list *tokens, hit_list *out)
{
	trial_list trials = {0};
	uint32_t runs[RUNS_MOST];
	size_t from = out->n;
	for (size_t i = 0; (i = token_awake(tokens, i, tokens->n, p->idle)) < tokens->n; i++) {
		size_t n = may_wake(p, text, &tokens->v[i]) ? wake(p, text, &tokens->v[i], runs) : 0;
		for (size_t k = 0; k < n; k++)
			for (size_t a = runs[k] - 1; a < p->anchors.n && p->anchors.v[a].key == p->anchors.v[runs[k] - 1].key; a++) {
				const struct anchor *one = &p->anchors.v[a];
				if (i < one->least || !fits_between(one, tokens, i))
					continue;
				struct trial t = {one->pattern, i > one->most ? i - one->most : 0, i - one->least};
				list_push(&trials, t);
				if (trials.n == TRIALS_MOST)
					try_all(p, text, tokens, &trials, out, from);
			}
	}
	try_all(p, text, tokens, &trials, out, from);
	list_free(&trials);
}

bool patterns_may_wake(const struct patterns *p, const token_list *tokens, size_t from, size_t to)
{
	return token_awake(tokens, from, to, p->idle) < to;
}

void patterns_at(const struct patterns *p, struct span text, const token_list *tokens, size_t i, hit_list *out)
{
	uint32_t runs[RUNS_MOST];
	size_t from = out->n, kept = from;
	uint64_t fold = tokens->v[i].fold;
	if (!p->anywhere && !(p->starts[fold >> 6 & 15] >> (fold & 63) & 1))
		return;
	size_t end = tokens->n - i <= p->reach ? tokens->n : i + p->reach + 1;
	for (size_t at = i; (at = token_awake(tokens, at, end, p->idle)) < end; at++) {
		size_t n = may_wake(p, text, &tokens->v[at]) ? wake(p, text, &tokens->v[at], runs) : 0;
		for (size_t k = 0; k < n; k++)
			for (size_t a = runs[k] - 1; a < p->anchors.n && p->anchors.v[a].key == p->anchors.v[runs[k] - 1].key; a++) {
				const struct anchor *one = &p->anchors.v[a];
				if (at - i < one->least || at - i > one->most)
					continue;
				const struct pattern *v = &p->v.v[one->pattern];
				for (uint64_t ends = run(p, v, text, tokens, i); ends; ends &= ends - 1)
					push_hit(v, tokens, i, i + (size_t)__builtin_ctzll(ends), out);
			}
	}
	if (out->n - from > 1)
		qsort(out->v + from, out->n - from, sizeof *out->v, by_place);
	for (size_t k = from; k < out->n; k++)
		if (kept == from || by_place(&out->v[kept - 1], &out->v[k]) != 0)
			out->v[kept++] = out->v[k];
	out->n = kept;
}
