#include "learn/around.h"

#include <stdlib.h>

enum { LEAST_PLACES = 1 << 10 };

static const uint32_t NOWHERE = UINT32_MAX, SEVERAL = UINT32_MAX - 1;

/* key 0 marks a free place. */
struct around_words {
	uint64_t key;
	int32_t best, second;     /* score: the best, and the best of sentences but its own */
	uint32_t sentence;        /* of the best */
	uint32_t mention, ending; /* the sentence where they are a mention, where they end a longer one */
};

static struct around_words *place(const struct around *a, uint64_t key)
{
	size_t i = (key ^ key >> 32) & a->mask;
	while (a->v[i].key != key && a->v[i].key != 0)
		i = (i + 1) & a->mask;
	return &a->v[i];
}

static struct around_words *words(struct around *a, uint64_t key)
{
	if (2 * a->used >= a->mask) {
		struct around_words *old = a->v;
		size_t n = old ? a->mask + 1 : 0, room = n ? 2 * n : LEAST_PLACES;
		a->v = mem_alloc(room * sizeof *a->v);
		memset(a->v, 0, room * sizeof *a->v);
		a->mask = room - 1;
		for (size_t i = 0; i < n; i++)
			if (old[i].key)
				*place(a, old[i].key) = old[i];
		free(old);
	}
	struct around_words *w = place(a, key);
	if (w->key == 0) {
		*w = (struct around_words){key, INT32_MIN, INT32_MIN, NOWHERE, NOWHERE, NOWHERE};
		a->used++;
	}
	return w;
}

void around_clear(struct around *a)
{
	if (a->used)
		memset(a->v, 0, (a->mask + 1) * sizeof *a->v);
	a->used = 0;
}

void around_free(struct around *a)
{
	free(a->v);
}

void around_score(struct around *a, uint64_t key, uint32_t sentence, int32_t score)
{
	if (score < AROUND_LEAST)
		return;
	struct around_words *w = words(a, key);
	if (w->sentence == sentence) {
		w->best = score > w->best ? score : w->best;
	} else if (score > w->best) {
		w->second = w->best;
		w->best = score, w->sentence = sentence;
	} else if (score > w->second) {
		w->second = score;
	}
}

static void add(uint32_t *where, uint32_t sentence)
{
	*where = *where == NOWHERE || *where == sentence ? sentence : SEVERAL;
}

void around_mention(struct around *a, const token_list *tokens, struct feature_stretch at, uint32_t sentence)
{
	add(&words(a, feature_words_key(tokens, at.first, at.last))->mention, sentence);
	for (size_t from = at.first + 1; from <= at.last; from++)
		add(&words(a, feature_words_key(tokens, from, at.last))->ending, sentence);
}

static bool elsewhere(uint32_t where, uint32_t sentence)
{
	return where != NOWHERE && where != sentence;
}

void around_see(const struct around *a, const token_list *tokens, struct feature_stretch at, uint32_t sentence, struct feature_around *out)
{
	out->longer = out->shorter = false;
	out->score = INT32_MIN;
	if (a->used == 0)
		return;
	const struct around_words *w = place(a, feature_words_key(tokens, at.first, at.last));
	if (w->key) {
		out->score = w->sentence == sentence ? w->second : w->best;
		out->longer = elsewhere(w->ending, sentence);
	}
	for (size_t from = at.first + 1; from <= at.last && !out->shorter; from++) {
		const struct around_words *end = place(a, feature_words_key(tokens, from, at.last));
		out->shorter = end->key && elsewhere(end->mention, sentence);
	}
}
