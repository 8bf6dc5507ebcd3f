#include "learn/weights_name.h"

struct search {
	const struct weights *weights;
	struct weights_name best;
};

/* A naming_sink. */
static bool take_way(void *ctx, const struct naming_way *way)
{
	struct search *s = ctx;
	unsigned features[NAMING_WAY_FEATURES], n = naming_features(way, features);
	int32_t sum = way->weight;
	for (unsigned i = 0; i < n; i++)
		sum += s->weights->naming[features[i]];
	if (s->best.row == TERM_NO_ROW || sum > s->best.belief)
		s->best = (struct weights_name){way->row, sum, naming_is_term(way), way->dropped == 0 && way->cut == 0};
	return true;
}

struct weights_name weights_name(const struct weights *w, struct span text, const token_list *tokens, size_t first, size_t last)
{
	struct search s = {w, {.row = TERM_NO_ROW}};
	naming_ways(w->names, text, tokens, first, last, take_way, &s);
	return s.best;
}

struct item {
	const struct weights *weights;
	int32_t sum;
};

/* A composite_name: words that are a term as a whole. */
static uint32_t name_item(void *ctx, struct span text, const token_list *words)
{
	const struct item *item = ctx;
	struct weights_name b = weights_name(item->weights, text, words, 0, words->n - 1);
	return b.whole && b.belief + item->weights->naming[naming_sum(item->sum)] >= 0 ? b.row : TERM_NO_ROW;
}

size_t weights_name_items(const struct weights *w, struct span text, const token_list *tokens, struct feature_stretch at, int32_t sum,
						  uint32_t rows[COMPOSITE_MOST])
{
	struct item item = {w, sum};
	size_t n = 0;
	for (size_t i = at.last; i-- > at.first + 1 && n == 0;)
		if (naming_joins(w->names, tokens->v[i].fold))
			n = composite_split(text, tokens, at.first, at.last, i, name_item, &item, rows, NULL);
	return n;
}

/* A composite_name: how well the words are named. */
static uint32_t grade_item(void *ctx, struct span text, const token_list *words)
{
	const struct item *item = ctx;
	struct weights_name b = weights_name(item->weights, text, words, 0, words->n - 1);
	return b.row == TERM_NO_ROW || !b.whole ? UINT32_MAX : b.term;
}

struct again_joined weights_name_joined(const struct weights *w, struct span text, const token_list *tokens, struct feature_stretch at)
{
	struct item item = {w, 0};
	return again_join(w->names, text, tokens, at, grade_item, &item);
}
