/* Mentions inside and across others, where they are asked for. */
#include <stdlib.h>

#include "concept/tagger_parts.h"

static int by_place(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	if (x->first != y->first)
		return (x->first > y->first) - (x->first < y->first);
	return x->last != y->last ? (x->last < y->last) - (x->last > y->last) : (x->row > y->row) - (x->row < y->row);
}

static bool same_concept(const struct category *c, size_t a, size_t b)
{
	return a == b ||
		   (a != SIZE_MAX && b != SIZE_MAX && strcmp(table_cell(&c->table, a, c->concept), table_cell(&c->table, b, c->concept)) == 0);
}

/* Is the term a mention beside the first n hits, which do not overlap? Not inside a masked phrase, nor where the document says what the
 * words mean. */
static bool wanted(const struct tagger *t, const token_list *tokens, size_t n, const struct hit *h)
{
	const hit_list found = {t->hits.v, n, n};
	bool inside = false;
	size_t i;
	if (glossary_defines(&t->glossary, tokens, h->first, h->last))
		return false;
	list_bound(&found, i, found.v[i].last < h->first);
	for (; i < n && found.v[i].first <= h->last; i++) {
		const struct hit *w = &found.v[i];
		if (w->first > h->first || w->last < h->last)
			continue;
		if (w->row != SIZE_MAX && category_masks(&t->category, w->row))
			return false;
		bool same = w->first == h->first && w->last == h->last;
		if (same && (t->overlaps == OVERLAPS_NESTED || same_concept(&t->category, w->row, h->row)))
			return false;
		inside = true;
	}
	return inside || t->overlaps == OVERLAPS_ALL;
}

/* One mention for the same words and concept: the first row's. Of nested ones, one for the same words: the one that wins. */
static void drop_doubles(struct tagger *t)
{
	const struct category *c = &t->category;
	size_t kept = 0;
	for (size_t i = 0; i < t->hits.n; i++) {
		struct hit h = t->hits.v[i];
		bool twice = false;
		for (size_t k = kept; k > 0 && !twice && t->hits.v[k - 1].first == h.first && t->hits.v[k - 1].last == h.last; k--) {
			twice = t->overlaps == OVERLAPS_NESTED || same_concept(c, t->hits.v[k - 1].row, h.row);
			if (twice && h.row != SIZE_MAX && t->hits.v[k - 1].row != SIZE_MAX && lexicon_wins(&c->table, &h, &t->hits.v[k - 1]))
				t->hits.v[k - 1] = h;
		}
		if (!twice)
			t->hits.v[kept++] = h;
	}
	t->hits.n = kept;
}

void tagger_overlap(struct tagger *t, struct span text, const token_list *tokens)
{
	size_t n = t->hits.n;
	if (n == 0 && t->overlaps == OVERLAPS_NESTED)
		return;
	for (size_t i = 0; i < tokens->n; i++) {
		size_t kept = t->hits.n;
		lexicon_candidates(t->category.lexicon, text, tokens, i, &t->hits);
		for (size_t k = kept; k < t->hits.n; k++)
			if (wanted(t, tokens, n, &t->hits.v[k]))
				t->hits.v[kept++] = t->hits.v[k];
		t->hits.n = kept;
	}
	if (t->hits.n == n)
		return;
	qsort(t->hits.v, t->hits.n, sizeof *t->hits.v, by_place);
	drop_doubles(t);
}
