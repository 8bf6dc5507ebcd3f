/* One sentence: all grammars, in order. */
#include "cite/cite.h"

#include <stdlib.h>

#include "cite/cite_internal.h"

void cite_list_free(struct cite_list *l)
{
	list_free(&l->cites);
	list_free(&l->names);
	list_free(&l->numbers);
}

static bool overlaps(const struct cite_list *l, size_t n, const struct cite_group *g)
{
	for (size_t i = n; i-- > 0 && i + 64 > n;) /* author-year citations are in order; the last ones decide */
		if (l->cites.v[i].start < g->end && g->start < l->cites.v[i].end)
			return true;
	return false;
}

static void add_group(struct cite_scan *s, const struct cite_group *g)
{
	static const char *const rules[MARKERS] = {"cite:bracket", "cite:parenthesis", "cite:superscript", "cite:spaced-superscript"};
	struct cite c = {
		.form = CITE_NUMERIC,
		.start = g->start,
		.own = g->start,
		.end = g->end,
		.numbers = g->numbers,
		.n_numbers = g->n,
		.rule = g->keyed   ? "cite:key"
				: g->named ? "cite:named-number"
						   : rules[g->marker],
	};
	list_push(&s->out->cites, c);
}

const unsigned char cite_anchor_bytes[256] = {
	['0'] = CITE_DIGIT, ['1'] = CITE_DIGIT, ['2'] = CITE_DIGIT, ['3'] = CITE_DIGIT, ['4'] = CITE_DIGIT,
	['5'] = CITE_DIGIT, ['6'] = CITE_DIGIT, ['7'] = CITE_DIGIT, ['8'] = CITE_DIGIT, ['9'] = CITE_DIGIT,
	['('] = CITE_OPEN,  ['['] = CITE_OPEN,  [0xC2] = CITE_WIDE, [0xE2] = CITE_WIDE,
};

/* Eight bytes at a time: most sentences have none. */
unsigned cite_anchors(struct span t)
{
	const unsigned char *p = (const unsigned char *)t.p, *of = cite_anchor_bytes;
	unsigned found = 0;
	size_t i = 0;
	for (; i + 8 <= t.n; i += 8)
		found |=
			(unsigned)(of[p[i]] | of[p[i + 1]] | of[p[i + 2]] | of[p[i + 3]] | of[p[i + 4]] | of[p[i + 5]] | of[p[i + 6]] | of[p[i + 7]]);
	for (; i < t.n; i++)
		found |= of[p[i]];
	return found;
}

static void find_numeric(struct cite_scan *s)
{
	struct span t = s->t;
	size_t authors = s->out->cites.n;
	for (size_t i = 0; (i = cite_anchor_from(t, i)) < t.n;) {
		struct cite_group g;
		if (cite_numeric_at(s, i, &g)) {
			bool taken = cite_accepts(s->doc, &g, s->out->numbers.v + g.numbers) && !overlaps(s->out, authors, &g);
			if (taken)
				add_group(s, &g);
			else
				s->out->numbers.n = g.numbers;
			i = taken || t.p[i] != '(' ? g.end : i + 1; /* (e.g.12) may hold a superscript */
		} else {
			i = cite_anchor_past(t, i);
		}
	}
}

static int compare(const void *a, const void *b)
{
	const struct cite *x = a, *y = b;
	int c = (x->start > y->start) - (x->start < y->start);
	return c ? c : (x->end > y->end) - (x->end < y->end);
}

static void put_in_order(struct cite_list *l)
{
	for (size_t i = 1; i < l->cites.n; i++)
		if (compare(&l->cites.v[i - 1], &l->cites.v[i]) > 0) {
			qsort(l->cites.v, l->cites.n, sizeof *l->cites.v, compare);
			return;
		}
}

void cite_find(const struct cite_rules *rules, const struct cite_document *doc, struct span sentence, struct cite_list *out)
{
	struct cite_scan s = {rules, doc, sentence, out};
	out->cites.n = out->names.n = out->numbers.n = 0;
	unsigned anchors = cite_anchors(sentence);
	if (anchors) {
		if (anchors & (CITE_DIGIT | CITE_OPEN))
			cite_author_year(&s);
		if (anchors & CITE_OPEN) {
			cite_identifiers(&s);
			put_in_order(out);
		}
		find_numeric(&s);
		put_in_order(out);
	}
	if (cite_has_keys(doc)) {
		cite_marks(&s);
		put_in_order(out);
	}
	cite_studies(&s);
	put_in_order(out);
}
