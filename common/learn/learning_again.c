#include <stdlib.h>

#include "learn/learning_parts.h"

struct again_look *learning_looks(const struct learning *l, size_t sentence, size_t *n)
{
	size_t from = sentence ? l->look_ends.v[sentence - 1] : 0;
	*n = l->look_ends.v[sentence] - from;
	return *n ? l->looks.v + from : NULL;
}

void learning_find(const struct learning *l, size_t sentence, double recall, feature_stretch_list *out)
{
	struct again_work work = {0};
	size_t n, from = sentence ? l->look_ends.v[sentence - 1] : 0;
	struct again_look *v = learning_looks(l, sentence, &n);
	for (size_t i = 0; i < n; i++)
		v[i].worth = fit_odds_of(&l->second, from + i, l->weights) + recall;
	again_value(v, n);
	again_choose(&work, v, n, l->data.sentences.v[sentence].tokens, out);
	again_work_free(&work);
}

/* ---- the first look ---- */

struct rehearsal {
	again_look_list *looks;     /* by sentence */
	feature_stretch_list *cuts; /* by sentence */
	struct again_work work;
	fit_score_list scores;
};

/* The looks of a sentence, ordered by their last token, then from the shortest. */
static void see(struct rehearsal *r, const struct learning *l, size_t sentence, double bias)
{
	const struct fit_sentence *s = &l->data.sentences.v[sentence];
	again_look_list *looks = &r->looks[sentence];
	fit_scores(&l->data, s, l->weights, bias, &r->scores);
	for (size_t last = 0; last < s->tokens; last++)
		for (size_t words = 1; words <= FEATURE_LONGEST && words <= last + 1; words++) {
			struct again_look look = {.at = {(uint32_t)(last + 1 - words), (uint32_t)last}};
			look.sum = look.worth = r->scores.v[look.at.first * FEATURE_LONGEST + words - 1];
			if (look.sum > AGAIN_LEAST_SUM)
				list_push(looks, look);
		}
	looks->n = again_weigh(&r->work, looks->v, looks->n, s->tokens);
	again_choose(&r->work, looks->v, looks->n, s->tokens, &r->cuts[sentence]);
}

void learning_rehearse(struct learning *l, const struct fit_options *o, unsigned groups)
{
	size_t sentences = l->data.sentences.n;
	struct rehearsal r = {.looks = mem_zeroed((sentences + 1) * sizeof *r.looks), .cuts = mem_zeroed((sentences + 1) * sizeof *r.cuts)};
	for (unsigned g = 0; g <= groups; g++) {
		struct fit_options left = *o;
		left.left_out = g;
		bool any = false;
		for (size_t i = 0; i < sentences && !any; i++)
			any = l->data.sentences.v[i].group == g;
		if (any)
			fit_weights(&l->data, &left, l->weights, l->features.n);
		for (size_t i = 0; i < sentences; i++)
			if (l->data.sentences.v[i].group == g)
				see(&r, l, i, o->bias);
	}
	for (size_t i = 0; i < sentences; i++) {
		for (size_t k = 0; k < r.looks[i].n; k++)
			list_push(&l->looks, r.looks[i].v[k]);
		for (size_t k = 0; k < r.cuts[i].n; k++)
			list_push(&l->cuts, r.cuts[i].v[k]);
		list_push(&l->look_ends, l->looks.n);
		list_push(&l->cut_ends, l->cuts.n);
		list_free(&r.looks[i]);
		list_free(&r.cuts[i]);
	}
	again_work_free(&r.work);
	list_free(&r.scores);
	free(r.looks);
	free(r.cuts);
}

/* ---- the second look ---- */

/* What the first look found in a sentence: the short forms that it defines, and what its looks say. */
static void hear(struct learning_listing *k, size_t sentence)
{
	struct learning *l = k->l;
	size_t from = sentence ? l->cut_ends.v[sentence - 1] : 0, n = l->cut_ends.v[sentence] - from, nlook;
	struct again_look *v = learning_looks(l, sentence, &nlook);
	struct span text = lesson_text(l->lesson, &l->lesson->sentences.v[sentence]);
	learning_look(k, text);
	for (size_t i = 0; i < nlook; i++) {
		struct feature_stretch at = v[i].at;
		v[i].words = feature_words_key(&k->tokens, at.first, at.last);
		v[i].known = k->grid.cells.v[at.first * FEATURE_LONGEST + at.last - at.first].lists != 0;
	}
	k->abbreviations.n = 0;
	abbreviations_find(text, &k->abbreviations);
	for (size_t i = 0; i < k->abbreviations.n; i++) {
		struct feature_short f = feature_define(&k->grid, text, &k->tokens, &k->abbreviations.v[i]);
		f.said = feature_saying(n ? l->cuts.v + from : NULL, n, f.from, f.to);
		if (f.key)
			list_push(&k->shorts, f);
	}
}

static void list_looks(struct learning_listing *k, const struct again_echoes *echoes, size_t sentence)
{
	struct learning *l = k->l;
	const struct lesson_sentence *s = &l->lesson->sentences.v[sentence];
	size_t n;
	const struct again_look *v = learning_looks(l, sentence, &n);
	tokens_scan(&k->tokens, lesson_text(l->lesson, s));
	for (size_t i = 0; i < n; i++) {
		struct feature_stretch at = v[i].at;
		const struct token *first = &k->tokens.v[at.first];
		struct span word = at.first == at.last ? span_sub(lesson_text(l->lesson, s), first->start, first->end) : span_make("", 0);
		k->hits = learning_relation(l->lesson, s, at.first, at.last) == IS_MENTION, k->misses = !k->hits;
		again_features(echoes, v, n, i, word, feature_short_of(&k->shorts, &k->tokens, at), &l->lists, learning_take, k);
		struct fit_example e = {l->second.features.n, k->hits > 0, again_odds(&v[i]), k->group};
		if (!k->counting)
			list_push(&l->second.v, e);
	}
}

void learning_list_again(struct learning_listing *k, const struct lesson_document *doc)
{
	const struct learning *l = k->l;
	struct again_echoes echoes = {0};
	size_t from = doc->sentence ? l->look_ends.v[doc->sentence - 1] : 0;
	if (doc->nsentence == 0)
		return;
	k->shorts.n = 0;
	for (size_t i = 0; i < doc->nsentence; i++)
		hear(k, doc->sentence + i);
	again_listen(&echoes, l->looks.v + from, l->look_ends.v[doc->sentence + doc->nsentence - 1] - from);
	for (size_t i = 0; i < doc->nsentence; i++)
		list_looks(k, &echoes, doc->sentence + i);
	again_echoes_free(&echoes);
}
