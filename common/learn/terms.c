#include "learn/terms.h"

#include <stdlib.h>

enum { LEAST_PLACES = 1 << 12, FRONT_BITS = 1 << 20 };

struct terms {
	struct term *v; /* a power of two of places, open addressing */
	uint64_t *keys; /* theirs, again: most looks find nothing, and need no more than these */
	size_t mask, used;
	struct term_word *words; /* the same; fold 0: a free place */
	size_t words_mask, words_used;
	uint64_t *front[2]; /* which first tokens there are */
	bool has[2];
};

static uint64_t step(uint64_t path, const struct token *t, bool exact, bool first)
{
	uint64_t h = (path ^ (first ? 0 : t->separator)) * UINT64_C(0xd6e8feb86659fd93) + (exact ? t->exact : t->fold);
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	h ^= h >> 29;
	return h ? h : 1;
}

static uint64_t root(bool exact)
{
	return exact ? UINT64_C(0x243f6a8885a308d3) : UINT64_C(0x13198a2e03707344);
}

static struct term *place(const struct terms *t, uint64_t key)
{
	size_t i = key & t->mask;
	while (t->keys[i] != key && t->keys[i] != 0)
		i = (i + 1) & t->mask;
	return &t->v[i];
}

/* The same; the key stands there from now on. */
static struct term *take_place(struct terms *t, uint64_t key)
{
	struct term *n = place(t, key);
	t->keys[n - t->v] = key;
	return n;
}

static void resize(struct terms *t, size_t room)
{
	struct term *old = t->v;
	size_t n = old ? t->mask + 1 : 0;
	t->v = mem_alloc(room * sizeof *t->v);
	memset(t->v, 0, room * sizeof *t->v);
	free(t->keys);
	t->keys = mem_alloc(room * sizeof *t->keys);
	memset(t->keys, 0, room * sizeof *t->keys);
	t->mask = room - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*take_place(t, old[i].key) = old[i];
	free(old);
}

static struct term *make(struct terms *t, uint64_t key)
{
	if (t->used >= (t->mask + 1) / 2)
		resize(t, 2 * (t->mask + 1));
	struct term *n = take_place(t, key);
	if (n->key == 0) {
		*n = (struct term){.key = key, .row = TERM_NO_ROW};
		t->used++;
	}
	return n;
}

static struct term_word *word_place(const struct terms *t, uint64_t fold)
{
	size_t i = fold & t->words_mask;
	while (t->words[i].fold != fold && t->words[i].fold != 0)
		i = (i + 1) & t->words_mask;
	return &t->words[i];
}

static void resize_words(struct terms *t, size_t room)
{
	struct term_word *old = t->words;
	size_t n = old ? t->words_mask + 1 : 0;
	t->words = mem_alloc(room * sizeof *t->words);
	memset(t->words, 0, room * sizeof *t->words);
	t->words_mask = room - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i].fold)
			*word_place(t, old[i].fold) = old[i];
	free(old);
}

struct terms *terms_new(void)
{
	struct terms *t = mem_zeroed(sizeof *t);
	resize(t, LEAST_PLACES);
	resize_words(t, LEAST_PLACES);
	for (int way = 0; way < 2; way++) {
		t->front[way] = mem_alloc(FRONT_BITS / 8);
		memset(t->front[way], 0, FRONT_BITS / 8);
	}
	return t;
}

void terms_free(struct terms *t)
{
	if (t == NULL)
		return;
	free(t->v);
	free(t->keys);
	free(t->words);
	free(t->front[0]);
	free(t->front[1]);
	free(t);
}

static void count_words(struct terms *t, const token_list *tokens, unsigned list)
{
	for (size_t i = 0; i < tokens->n; i++) {
		if (t->words_used >= (t->words_mask + 1) / 2)
			resize_words(t, 2 * (t->words_mask + 1));
		struct term_word *w = word_place(t, tokens->v[i].fold);
		t->words_used += w->fold == 0;
		w->fold = tokens->v[i].fold;
		w->holds[list] = (uint16_t)(w->holds[list] + (w->holds[list] < UINT16_MAX));
		if (i + 1 == tokens->n)
			w->ends[list] = (uint16_t)(w->ends[list] + (w->ends[list] < UINT16_MAX));
	}
}

struct term *terms_add(struct terms *t, const token_list *tokens, bool exact, unsigned list)
{
	uint64_t path = root(exact);
	struct term *n = NULL;
	for (size_t i = 0; i < tokens->n; i++) {
		path = step(path, &tokens->v[i], exact, i == 0);
		if (i == 0)
			t->front[exact][(path >> 8) % FRONT_BITS / 64] |= UINT64_C(1) << (path >> 8) % 64;
		n = make(t, path);
		if (i + 1 < tokens->n)
			n->more = true;
	}
	if (n && !(n->lists >> list & 1)) {
		n->lists = (uint16_t)(n->lists | 1u << list);
		t->has[exact] = true;
		count_words(t, tokens, list);
	}
	return n;
}

struct term *terms_get(const struct terms *t, const token_list *tokens, size_t first, size_t last, bool exact)
{
	uint64_t path = root(exact);
	for (size_t i = first; i <= last; i++)
		path = step(path, &tokens->v[i], exact, i == first);
	struct term *n = place(t, path);
	return n->key && n->lists ? n : NULL;
}

/* One way's matches at token i: the terms by length, from 1, into at[0..room). Returns the longest. */
static size_t walk(const struct terms *t, const token_list *tokens, size_t i, bool exact, struct term **at, size_t room)
{
	uint64_t path = step(root(exact), &tokens->v[i], exact, true);
	size_t longest = 0;
	if (!(t->front[exact][(path >> 8) % FRONT_BITS / 64] >> (path >> 8) % 64 & 1))
		return 0;
	for (size_t n = 0; n < room;) {
		struct term *found = place(t, path);
		if (t->keys[found - t->v] == 0)
			break;
		at[n++] = found->lists ? found : NULL;
		if (found->lists)
			longest = n;
		if (!found->more || i + n == tokens->n)
			break;
		path = step(path, &tokens->v[i + n], exact, false);
	}
	return longest;
}

void terms_find(const struct terms *t, const token_list *tokens, term_match_list *out)
{
	enum { LONGEST = 16 };
	struct term *at[2][LONGEST];
	for (size_t i = 0; i < tokens->n; i++) {
		size_t n[2] = {0};
		for (int way = 0; way < 2; way++)
			if (t->has[way])
				n[way] = walk(t, tokens, i, way == 1, at[way], LONGEST);
		for (size_t k = 0; k < n[0] || k < n[1]; k++) {
			struct term_match m = {i, i + k, {k < n[0] ? at[0][k] : NULL, k < n[1] ? at[1][k] : NULL}};
			if (m.term[0] || m.term[1])
				list_push(out, m);
		}
	}
}

const struct term_word *terms_word(const struct terms *t, uint64_t fold)
{
	const struct term_word *w = word_place(t, fold);
	return w->fold ? w : NULL;
}

struct term *terms_first(const struct terms *t)
{
	return t->v;
}

size_t terms_places(const struct terms *t)
{
	return t->mask + 1;
}
