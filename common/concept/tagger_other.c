/* Mentions of other categories, to which those of one yield. */
#include <stdlib.h>

#include "concept/tagger_parts.h"

/* A walk along an alignment from the source to the text, the inverse of align_locate() at the bounds of words. */
struct walk {
	const struct alignment *a;
	size_t next, at, src; /* the first edit not passed; where the walk stands in the text and in the source */
};

/* The byte of the text for a byte of the source that lies not before where the walk stands. */
static uint32_t text_place(struct walk *w, size_t source)
{
	for (; w->next < w->a->edits.n; w->next++) {
		const struct edit *e = &w->a->edits.v[w->next];
		if (source < w->src + (e->at - w->at) + e->src_len || (e->src_len == 0 && source <= w->src + (e->at - w->at)))
			break;
		w->src += e->at - w->at + e->src_len;
		w->at = e->at + e->len;
	}
	const struct edit *e = w->next < w->a->edits.n ? &w->a->edits.v[w->next] : NULL;
	size_t place = source > w->src ? w->at + (source - w->src) : w->at;
	return (uint32_t)(e != NULL && place > e->at ? e->at : place); /* inside an edit: where it begins */
}

static int by_start(const void *a, const void *b)
{
	const struct actor *x = a, *y = b;
	return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : (x->end < y->end) - (x->end > y->end);
}

void tagger_other(struct tagger *t, struct span type, struct span line)
{
	struct record r;
	if (!category_yields(&t->category, type) || record_parse(&r, line) != 0)
		return;
	struct actor a = {(uint32_t)record_number(&r, "start", 0), (uint32_t)record_number(&r, "end", 0),
					  category_is_agent(&t->category, type)};
	list_push(&t->others, a); /* places in the source until the sentence is known */
}

void tagger_share(const struct tagger *from, struct tagger *to)
{
	if (from->hits.n == 0 || !category_yields(&to->category, span_of(from->category.row->type)))
		return;
	bool agent = category_is_agent(&to->category, span_of(from->category.row->type));
	for (size_t i = 0; i < from->hits.n; i++) {
		struct actor a = {from->hits.v[i].start, from->hits.v[i].end, agent};
		list_push(&to->shared, a);
	}
}

void tagger_place_others(struct tagger *t, const struct alignment *from)
{
	struct walk w = {.a = from, .src = from->start};
	if (t->others.n)
		qsort(t->others.v, t->others.n, sizeof *t->others.v, by_start);
	for (size_t i = 0; i < t->others.n; i++) {
		struct actor *a = &t->others.v[i];
		a->start = text_place(&w, a->start);
		struct walk end = w;
		a->end = text_place(&end, a->end);
	}
	for (size_t i = 0; i < t->shared.n; i++)
		list_push(&t->others, t->shared.v[i]);
	if (t->shared.n && t->others.n > 1)
		qsort(t->others.v, t->others.n, sizeof *t->others.v, by_start);
}

void tagger_yield(struct tagger *t)
{
	size_t kept = 0, from = 0; /* the others before `from` end before this mention */
	for (size_t i = 0; i < t->hits.n; i++) {
		const struct hit *h = &t->hits.v[i];
		bool inside = false;
		while (from < t->others.n && t->others.v[from].end <= h->start)
			from++;
		for (size_t k = from; k < t->others.n && t->others.v[k].start <= h->start && !inside; k++) {
			const struct actor *o = &t->others.v[k];
			inside = h->end <= o->end && o->end - o->start > h->end - h->start;
		}
		if (!inside)
			t->hits.v[kept++] = *h;
	}
	t->hits.n = kept;
}
