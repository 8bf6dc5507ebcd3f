#include "learn/synonyms.h"

#include <stdlib.h>

enum { LEAST_PLACES = 1 << 8 };
static const uint64_t SKIPPED = 1;

/* key 0 marks a free place. */
struct pair {
	uint64_t key, value;
};
struct pairs {
	struct pair *v; /* a power of two of places, open addressing */
	size_t mask, used;
};

struct synonyms {
	struct pairs words; /* a word to the word that it is read as, or SKIPPED */
	struct pairs rows;  /* a key to a row */
};

static struct pair *place(const struct pairs *p, uint64_t key)
{
	size_t i = (key ^ key >> 32) & p->mask;
	while (p->v[i].key != key && p->v[i].key != 0)
		i = (i + 1) & p->mask;
	return &p->v[i];
}

static struct pair *make(struct pairs *p, uint64_t key, uint64_t value)
{
	if (p->v == NULL || 2 * p->used >= p->mask) {
		struct pair *old = p->v;
		size_t n = old ? p->mask + 1 : 0, room = n ? 2 * n : LEAST_PLACES;
		p->v = mem_alloc(room * sizeof *p->v);
		memset(p->v, 0, room * sizeof *p->v);
		p->mask = room - 1;
		for (size_t i = 0; i < n; i++)
			if (old[i].key)
				*place(p, old[i].key) = old[i];
		free(old);
	}
	struct pair *at = place(p, key);
	if (at->key == 0) {
		*at = (struct pair){key, value};
		p->used++;
	}
	return at;
}

struct synonyms *synonyms_new(void)
{
	struct synonyms *s = mem_alloc(sizeof *s);
	memset(s, 0, sizeof *s);
	make(&s->words, SKIPPED, SKIPPED);
	make(&s->rows, SKIPPED, UINT32_MAX);
	return s;
}

void synonyms_free(struct synonyms *s)
{
	if (s == NULL)
		return;
	free(s->words.v);
	free(s->rows.v);
	free(s);
}

static uint64_t read_as(const struct synonyms *s, uint64_t word)
{
	for (;;) {
		const struct pair *p = place(&s->words, word);
		if (p->key == 0 || p->value == word)
			return word;
		word = p->value;
	}
}

/* The larger hash is read as the smaller one, so that chains end. */
void synonyms_same(struct synonyms *s, uint64_t a, uint64_t b)
{
	uint64_t x = read_as(s, a), y = read_as(s, b);
	if (x == y || x == SKIPPED || y == SKIPPED)
		return;
	uint64_t from = x > y ? x : y;
	make(&s->words, from, from)->value = x > y ? y : x;
}

void synonyms_skip(struct synonyms *s, uint64_t word)
{
	make(&s->words, word, SKIPPED);
}

uint64_t synonyms_key(const struct synonyms *s, const token_list *tokens, size_t first, size_t last)
{
	uint64_t sum = 0;
	for (size_t i = first; i <= last; i++) {
		uint64_t w = read_as(s, tokens->v[i].fold);
		if (w == SKIPPED)
			continue;
		w = (w ^ w >> 32) * UINT64_C(0xd6e8feb86659fd93);
		sum += (w ^ w >> 29) * UINT64_C(0x9e3779b97f4a7c15) | 1;
	}
	return sum;
}

void synonyms_add(struct synonyms *s, uint64_t key, uint32_t row)
{
	if (key > SKIPPED)
		make(&s->rows, key, row);
}

uint32_t synonyms_row(const struct synonyms *s, uint64_t key)
{
	const struct pair *p = key > SKIPPED ? place(&s->rows, key) : NULL;
	return p && p->key ? (uint32_t)p->value : UINT32_MAX;
}
