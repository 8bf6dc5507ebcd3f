#include "learn/feature.h"

#include <stdlib.h>

enum { SHORT_WORDS = 4 }; /* of a short form, at most */

/* ---- matches as a grid ---- */

void feature_grid_fill(struct feature_grid *g, const struct terms *t, const token_list *tokens)
{
	size_t n = tokens->n * FEATURE_LONGEST;
	list_reserve(&g->cells, n + 1);
	list_reserve(&g->cuts, tokens->n + 1);
	memset(g->cells.v, 0, n * sizeof *g->cells.v);
	memset(g->cuts.v, 0, (tokens->n + 1) * sizeof *g->cuts.v);
	g->matches.n = 0;
	terms_find(t, tokens, &g->matches);
	for (size_t i = 0; i < g->matches.n; i++) {
		const struct term_match *m = &g->matches.v[i];
		uint16_t lists = (uint16_t)(feature_term_lists(m->term[0]) | feature_term_lists(m->term[1]));
		for (size_t k = m->first + 1; k <= m->last; k++)
			g->cuts.v[k] = (uint16_t)(g->cuts.v[k] | lists);
		if (m->last - m->first < FEATURE_LONGEST)
			g->cells.v[m->first * FEATURE_LONGEST + m->last - m->first] = (struct feature_cell){lists, {m->term[0], m->term[1]}};
	}
}

void feature_grid_free(struct feature_grid *g)
{
	list_free(&g->cells);
	list_free(&g->cuts);
	list_free(&g->matches);
}

/* ---- short forms ---- */

const char *feature_saying(const struct feature_stretch *cut, size_t n, size_t from, size_t to)
{
	const char *so = "nothing";
	for (size_t i = 0; i < n; i++) {
		if (cut[i].first == from && cut[i].last == to)
			return "all of it";
		if (cut[i].last == to)
			so = cut[i].first > from ? "its end" : "more";
		else if (cut[i].first <= to && from <= cut[i].last && strcmp(so, "nothing") == 0)
			so = "a part";
	}
	return so;
}

uint64_t feature_short_key(const token_list *tokens, size_t first, size_t last)
{
	uint64_t h = 0;
	for (size_t i = first; i <= last; i++)
		h = feature_pair(h ^ (i == first ? 0 : tokens->v[i].separator), tokens->v[i].exact);
	return h;
}

/* Tokens of text[start, end): false where there are none. */
static bool tokens_of(const token_list *tokens, size_t start, size_t end, size_t *first, size_t *last)
{
	size_t lo = 0;
	while (lo < tokens->n && tokens->v[lo].start < start)
		lo++;
	if (lo == tokens->n || tokens->v[lo].end > end)
		return false;
	*first = *last = lo;
	while (*last + 1 < tokens->n && tokens->v[*last + 1].end <= end)
		++*last;
	return true;
}

const struct feature_short *feature_short_of(const feature_short_list *shorts, const token_list *tokens, struct feature_stretch s)
{
	if (shorts->n == 0 || s.last - s.first >= SHORT_WORDS)
		return NULL;
	uint64_t key = feature_short_key(tokens, s.first, s.last);
	for (size_t i = 0; i < shorts->n; i++)
		if (shorts->v[i].key == key)
			return &shorts->v[i];
	return NULL;
}

struct feature_short feature_define(const struct feature_grid *g, struct span text, const token_list *tokens, const struct abbreviation *a)
{
	struct feature_short s = {.row = TERM_NO_ROW, .said = feature_saying(NULL, 0, 0, 0)};
	size_t first, last, from, to;
	if (!tokens_of(tokens, a->short_start, a->short_end, &first, &last) || last - first >= SHORT_WORDS ||
		!tokens_of(tokens, a->long_start, a->long_end, &from, &to))
		return s;
	s.key = feature_short_key(tokens, first, last);
	s.from = from, s.to = to;
	s.last = tokens->v[to].fold;
	s.last_shown = span_sub(text, tokens->v[to].start, tokens->v[to].end);
	size_t longest = SIZE_MAX;
	for (size_t i = 0; i < g->matches.n; i++) {
		const struct term_match *m = &g->matches.v[i];
		uint16_t lists = (uint16_t)(feature_term_lists(m->term[0]) | feature_term_lists(m->term[1]));
		if (m->last != to || lists == 0)
			continue;
		if (m->first == from) {
			s.lists = lists;
			s.row = m->term[1] && m->term[1]->row != TERM_NO_ROW ? m->term[1]->row : m->term[0] ? m->term[0]->row : TERM_NO_ROW;
		} else if (m->first > from && m->first < longest) {
			longest = m->first;
			s.head = lists;
		}
	}
	return s;
}
