#include "learn/learning_joins.h"

#include <stdlib.h>

#include "learn/composite.h"

enum { LEAST = 2, LEAST_GRADE = 2 }; /* mentions that a word joins; naming_grade() of it */

static const uint32_t NONE = UINT32_MAX;

struct item {
	const struct naming *names;
	uint32_t row;
};

/* A naming_sink. */
static bool take(void *ctx, const struct naming_way *way)
{
	struct item *item = ctx;
	if (item->row == NONE && way->dropped == 0 && way->cut == 0)
		item->row = way->row;
	return true;
}

/* A composite_name. */
static uint32_t name(void *ctx, struct span text, const token_list *words)
{
	struct item *item = ctx;
	item->row = NONE;
	naming_ways(item->names, text, words, 0, words->n - 1, take, item);
	return item->row;
}

/* The concepts of an id ("A|B"); how many, 0 where they are too many. */
static size_t concepts(struct span id, struct span out[COMPOSITE_MOST])
{
	size_t n = 0;
	for (size_t i = 0, from = 0; i <= id.n; i++)
		if (i == id.n || id.p[i] == '|' || id.p[i] == '+') {
			if (n == COMPOSITE_MOST)
				return 0;
			out[n++] = span_sub(id, from, i);
			from = i + 1;
		}
	return n;
}

static bool among(struct span concept, const struct span *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_eq(v[i], concept))
			return true;
	return false;
}

static struct learning_join *join_of(struct learning *l, uint64_t fold, struct span word)
{
	for (size_t i = 0; i < l->joins.n; i++)
		if (l->joins.v[i].fold == fold)
			return &l->joins.v[i];
	struct learning_join new = {fold, word, 0, 0};
	list_push(&l->joins, new);
	return &l->joins.v[l->joins.n - 1];
}

/* Mentions with two concepts or more are hits where the items name them; those with one are misses where the items name several. */
static void count(struct learning *l, struct item *item, struct span text, const token_list *tokens, const struct lesson_mention *m)
{
	struct span have[COMPOSITE_MOST];
	size_t nhave = concepts(span_make(l->lesson->text.p + m->id, m->id_n), have);
	for (size_t i = m->tokens.first + 1; i < m->tokens.last && m->id_n && nhave; i++) {
		uint32_t rows[COMPOSITE_MOST];
		size_t n = composite_split(text, tokens, m->tokens.first, m->tokens.last, i, name, item, rows, NULL), right = 0, other = 0;
		for (size_t k = 0; k < n; k++) {
			struct span concept = l->rows.v[rows[k]].concept;
			right += among(concept, have, nhave);
			other += !span_eq(concept, l->rows.v[rows[0]].concept);
		}
		if (n == 0 || other == 0)
			continue;
		struct learning_join *j = join_of(l, tokens->v[i].fold, span_sub(text, tokens->v[i].start, tokens->v[i].end));
		if (nhave > 1 && right == n)
			j->hits++;
		else
			j->misses++;
	}
}

static int by_hits(const void *a, const void *b)
{
	const struct learning_join *x = a, *y = b;
	return x->hits != y->hits ? (x->hits < y->hits) - (x->hits > y->hits) : span_cmp(x->word, y->word);
}

void learning_joins(struct learning *l, const struct naming *names)
{
	const struct lesson *s = l->lesson;
	struct item item = {names, NONE};
	token_list tokens = {0};
	size_t n = 0;
	for (size_t d = 0; d < s->documents.n && d < l->ahead; d++)
		for (size_t i = s->documents.v[d].sentence; i < s->documents.v[d].sentence + s->documents.v[d].nsentence; i++) {
			struct span text = lesson_text(s, &s->sentences.v[i]);
			tokens_scan(&tokens, text);
			for (size_t k = 0; k < s->sentences.v[i].nmention; k++)
				count(l, &item, text, &tokens, &s->mentions.v[s->sentences.v[i].mention + k]);
		}
	for (size_t i = 0; i < l->joins.n; i++)
		if (l->joins.v[i].hits >= LEAST && naming_grade(l->joins.v[i].hits, l->joins.v[i].misses) >= LEAST_GRADE)
			l->joins.v[n++] = l->joins.v[i];
	l->joins.n = n;
	if (n)
		qsort(l->joins.v, n, sizeof *l->joins.v, by_hits);
	list_free(&tokens);
}
