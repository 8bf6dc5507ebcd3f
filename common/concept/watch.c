#include "concept/watch.h"

#include <stdlib.h>

#include "concept/pattern_parts.h"

enum { LEXICONS = 8, WORDS = 1 << 14, AFFIXES = 1 << 15, FULL = 16 };

/* Bits of lexicons for which a word is something. `folds` and `exacts` go by the low bits of a word's hashes, as the bitmaps of lexicons
 * do: the low byte tells that terms begin with it, the high one that it wakes patterns. The others go by its first and last letters
 * (affix_bit). */
struct watch {
	uint16_t folds[WORDS], exacts[WORDS];
	uint8_t first[AFFIXES], last[AFFIXES];
	uint8_t brief[3], wide; /* words of less than three bytes; words whose outermost letters are no ASCII */
	unsigned n;
};

struct watch *watch_new(void)
{
	return mem_zeroed(sizeof(struct watch));
}

void watch_free(struct watch *w)
{
	free(w);
}

/* A bitmap of words, brought to the size of `to`. One FULL times as large leaves nothing out there. */
static void add_words(uint16_t to[WORDS], const uint64_t *bitmap, size_t mask, uint16_t bit)
{
	static const uint64_t all = ~UINT64_C(0);
	if (mask >= FULL * WORDS / 64)
		bitmap = &all, mask = 0;
	for (size_t i = 0; i <= mask || i < WORDS / 64; i++)
		for (uint64_t set = bitmap[i & mask]; set; set &= set - 1)
			to[(i * 64 + (size_t)__builtin_ctzll(set)) % WORDS] |= bit;
}

static void add_affixes(uint8_t to[AFFIXES], const uint64_t *bitmap, uint8_t bit)
{
	for (size_t i = 0; i < AFFIXES / 64; i++)
		for (uint64_t set = bitmap[i]; set; set &= set - 1)
			to[i * 64 + (size_t)__builtin_ctzll(set)] |= bit;
}

static void add_patterns(struct watch *w, const struct patterns *p, uint8_t bit)
{
	uint32_t lengths = p->begin_lengths | p->finish_lengths;
	add_words(w->folds, p->front, p->front_mask, (uint16_t)(bit << LEXICONS));
	add_affixes(w->first, p->begins, bit);
	add_affixes(w->last, p->finishes, bit);
	for (unsigned n = 1; n < 3; n++)
		w->brief[n] |= lengths & ((2u << n) - 1) ? bit : 0;
	w->wide |= lengths ? bit : 0;
}

void watch_add(struct watch *w, struct lexicon *x)
{
	if (w->n == LEXICONS)
		return;
	uint8_t bit = (uint8_t)(1u << w->n++);
	x->idle = bit;
	add_words(w->folds, x->front[FRONT_FOLDED], x->front_mask, bit);
	add_words(w->exacts, x->front[FRONT_EXACT], x->front_mask, bit);
	if (x->patterns == NULL)
		return;
	x->patterns->idle = (uint32_t)bit << LEXICONS;
	add_patterns(w, x->patterns, bit);
}

/* The lexicons whose patterns may be woken by how the word begins or ends. */
static inline unsigned by_affix(const struct watch *w, const char *word, size_t n)
{
	if (n < 3)
		return w->brief[n];
	uint32_t a = affix_letters(word), z = affix_letters(word + n - 3);
	return w->first[affix_bit(a)] | w->last[affix_bit(z)] | (affix_wide(a | z) ? w->wide : 0u);
}

void watch_mark(const struct watch *w, struct span text, token_list *tokens)
{
	for (size_t i = 0; i < tokens->n; i++) {
		struct token *t = &tokens->v[i];
		unsigned affix = by_affix(w, text.p + t->start, t->end - t->start);
		t->idle = ~(w->folds[t->fold % WORDS] | w->exacts[t->exact % WORDS] | affix << LEXICONS);
	}
}
