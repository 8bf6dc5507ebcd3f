#include "library/journal_match.h"

#include "base/text.h"
#include "base/token.h"

enum { WORDS_MAX = 24, INITIALS_MOST = 6 };

/* A name as its folded words. */
struct words {
	struct span v[WORDS_MAX];
	size_t n;
	struct buf memory;
};

static bool in_word(char c)
{
	return text_is_alpha(c) || text_is_digit(c) || (unsigned char)c >= 0x80 || c == '\'';
}

static void split(struct span s, struct words *w)
{
	size_t ends[WORDS_MAX];
	*w = (struct words){.n = 0};
	for (size_t i = 0; i < s.n && w->n < WORDS_MAX;) {
		size_t from = i, before = w->memory.n;
		while (i < s.n && in_word(s.p[i]))
			i++;
		if (i == from) {
			i++;
			continue;
		}
		text_fold_key(span_sub(s, from, i), &w->memory);
		if (w->memory.n > before)
			ends[w->n++] = w->memory.n;
	}
	for (size_t i = 0, from = 0; i < w->n; from = ends[i++]) /* the memory moves no longer */
		w->v[i] = span_sub(buf_span(&w->memory), from, ends[i]);
}

static bool prefix(struct span a, struct span b)
{
	return a.n <= b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* "natl" for "national": the same first letter, then letters of the word in their order. */
static bool contracts(struct span a, struct span b)
{
	size_t k = 0;
	if (a.n < 3 || a.n > 6 || a.n >= b.n || a.p[0] != b.p[0])
		return false;
	for (size_t i = 0; i < b.n && k < a.n; i++)
		k += a.p[k] == b.p[i];
	return k == a.n;
}

/* Is `a` made of the initials of words of `w` from `from` on, small words of three letters at most left out or not? */
static bool initials(struct span a, const struct words *w, size_t from)
{
	size_t k = 0;
	if (a.n < 2 || a.n > INITIALS_MOST)
		return false;
	for (size_t i = from; i < w->n && k < a.n; i++) {
		if (w->v[i].p[0] == a.p[k])
			k++;
		else if (w->v[i].n > 3)
			return false;
	}
	return k == a.n;
}

static bool abbreviates(const struct words *a, const struct words *b)
{
	size_t at = 0;
	for (size_t i = 0; i < a->n; i++) {
		while (at < b->n && !prefix(a->v[i], b->v[at]) && !prefix(b->v[at], a->v[i]) && !contracts(a->v[i], b->v[at]) &&
			   !contracts(b->v[at], a->v[i]) && !initials(a->v[i], b, at))
			at++;
		if (at == b->n)
			return false;
		at++;
	}
	return true;
}

static bool words_match(const struct words *a, const struct words *b)
{
	if (a->n == 0 || b->n == 0 || (a->n <= b->n && abbreviates(a, b)) || (b->n <= a->n && abbreviates(b, a)))
		return true;
	for (size_t i = 0; i < a->n; i++)
		if (initials(a->v[i], b, 0))
			return true;
	for (size_t i = 0; i < b->n; i++)
		if (initials(b->v[i], a, 0))
			return true;
	return false;
}

bool journal_match(const struct journals *j, struct span a, struct span b)
{
	if (a.n == 0 || b.n == 0 || span_eq(a, b))
		return true;
	struct buf key = {0};
	text_fold_key(a, &key);
	size_t cut = key.n;
	text_fold_key(b, &key);
	const char *x = journals_name(j, span_sub(buf_span(&key), 0, cut)), *y = journals_name(j, span_sub(buf_span(&key), cut, key.n));
	buf_free(&key);
	if (x[0] && y[0])
		return strcmp(x, y) == 0;
	struct words v, w;
	split(a, &v);
	split(b, &w);
	bool same = words_match(&v, &w);
	buf_free(&v.memory);
	buf_free(&w.memory);
	return same;
}
