#include "concept/glossary.h"

#include <stdlib.h>

#include "base/text.h"

enum { SHORT_TOKENS = 4, LEAST_PLACES = 16, ALIKE = 5 };
static const size_t row_none = SIZE_MAX; /* the document means something that the table does not know */

/* key 0 marks a free place. */
struct glossary_entry {
	uint64_t key;
	size_t row;
	size_t instead; /* the table's own row where it says something else, or row_none */
};

static uint64_t key_of(const token_list *tokens, size_t first, size_t last)
{
	uint64_t h = 0;
	for (size_t i = first; i <= last; i++)
		h = (h ^ (i == first ? 0 : tokens->v[i].separator)) * UINT64_C(0xd6e8feb86659fd93) + tokens->v[i].exact;
	h ^= h >> 29;
	return h ? h : 1;
}

static uint64_t front_bit(const struct token *t)
{
	return UINT64_C(1) << (t->exact >> 58);
}

static struct glossary_entry *place(const struct glossary *g, uint64_t key)
{
	size_t i = key & g->mask;
	while (g->v[i].key != key && g->v[i].key != 0)
		i = (i + 1) & g->mask;
	return &g->v[i];
}

static void grow(struct glossary *g)
{
	struct glossary_entry *old = g->v;
	size_t n = old ? g->mask + 1 : 0, room = n ? 2 * n : LEAST_PLACES;
	g->v = mem_alloc(room * sizeof *g->v);
	memset(g->v, 0, room * sizeof *g->v);
	g->mask = room - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*place(g, old[i].key) = old[i];
	free(old);
}

void glossary_clear(struct glossary *g)
{
	if (g->used)
		memset(g->v, 0, (g->mask + 1) * sizeof *g->v);
	g->used = g->clashes.n = 0;
	g->front = 0;
}

void glossary_free(struct glossary *g)
{
	free(g->v);
	list_free(&g->clashes);
	*g = (struct glossary){0};
}

static void define(struct glossary *g, const token_list *tokens, size_t first, size_t last, size_t row, size_t instead)
{
	if (g->v == NULL || g->used >= (g->mask + 1) / 2)
		grow(g);
	struct glossary_entry *e = place(g, key_of(tokens, first, last));
	if (e->key != 0)
		return;
	*e = (struct glossary_entry){key_of(tokens, first, last), row, instead};
	g->used++;
	g->front |= front_bit(&tokens->v[first]);
}

/* What learning looks at. */
struct lesson {
	const struct lexicon *x;
	const struct table *table;
	int concept, term;
	struct span text;
	const token_list *tokens;
	const hit_list *hits;
};

/* Tokens of text[start, end): false where there are none. */
static bool tokens_of(const token_list *tokens, size_t start, size_t end, size_t *first, size_t *last)
{
	size_t lo;
	list_bound(tokens, lo, tokens->v[lo].start < start);
	if (lo == tokens->n || tokens->v[lo].end > end)
		return false;
	*first = *last = lo;
	while (*last + 1 < tokens->n && tokens->v[*last + 1].end <= end)
		++*last;
	return true;
}

/* The row of the term that tokens first…last are, or row_none. */
static size_t row_at(const struct lesson *l, size_t first, size_t last)
{
	token_list cut = *l->tokens;
	struct hit h;
	cut.n = last + 1;
	return lexicon_at(l->x, l->text, &cut, first, &h) && h.last == last ? h.row : row_none;
}

/* The row of the concept that the long form names, or row_none: it is a term, or a term ends with it that begins before it or with the
 * short form's first letter. */
static size_t concept_of(const struct lesson *l, const struct abbreviation *a)
{
	size_t first, last, row;
	if (tokens_of(l->tokens, a->long_start, a->long_end, &first, &last) && (row = row_at(l, first, last)) != row_none)
		return row;
	size_t i;
	list_bound(l->hits, i, l->hits->v[i].end <= a->long_start);
	for (; i < l->hits->n && l->hits->v[i].start < a->long_end; i++) {
		const struct hit *h = &l->hits->v[i];
		if (h->end == a->long_end && (h->start <= a->long_start || (l->text.p[h->start] | 0x20) == (l->text.p[a->short_start] | 0x20)))
			return h->row;
	}
	return row_none;
}

/* Does a word of `a` begin like a word of `b`, for ALIKE letters? */
static bool share_a_word(struct span a, struct span b)
{
	for (size_t i = 0; i + ALIKE <= a.n; i++) {
		if (!text_is_alpha(a.p[i]) || (i > 0 && text_is_alpha(a.p[i - 1])))
			continue;
		for (size_t k = 0; k + ALIKE <= b.n; k++) {
			size_t n = 0;
			while (n < ALIKE && text_is_alpha(a.p[i + n]) && (a.p[i + n] | 0x20) == (b.p[k + n] | 0x20))
				n++;
			if (n == ALIKE)
				return true;
		}
	}
	return false;
}

/* Is the long form, although no term, another way to say the row's concept ("posttraumaticstress disorder")? The rows of a concept stand
 * together. */
static bool akin(const struct lesson *l, size_t row, struct span full)
{
	const struct table *t = l->table;
	const char *concept = table_cell(t, row, l->concept);
	size_t i = row;
	while (i > 0 && strcmp(table_cell(t, i - 1, l->concept), concept) == 0)
		i--;
	for (; i < t->nrows && strcmp(table_cell(t, i, l->concept), concept) == 0; i++)
		if (share_a_word(full, span_of(table_cell(t, i, l->term))))
			return true;
	return false;
}

static void learn(struct glossary *g, const struct lesson *l, const struct abbreviation *a)
{
	size_t first, last;
	if (!tokens_of(l->tokens, a->short_start, a->short_end, &first, &last) || last - first >= SHORT_TOKENS ||
		(g->used && place(g, key_of(l->tokens, first, last))->key))
		return;
	size_t row = concept_of(l, a), known = row_at(l, first, last);
	if (row == row_none && known == row_none)
		return;
	bool same =
		row != row_none && known != row_none && strcmp(table_cell(l->table, row, l->concept), table_cell(l->table, known, l->concept)) == 0;
	if (same || (row == row_none && akin(l, known, span_sub(l->text, a->long_start, a->long_end))))
		row = known;
	size_t instead = row == known ? row_none : known;
	define(g, l->tokens, first, last, row, instead);
	if (instead != row_none) {
		struct glossary_clash c = {*a, instead};
		list_push(&g->clashes, c);
	}
}

void glossary_learn(struct glossary *g, const struct lexicon *x, const struct table *t, int concept, struct span text,
					const token_list *tokens, const hit_list *hits, const abbreviation_list *definitions)
{
	struct lesson l = {x, t, concept, table_column(t, "term"), text, tokens, hits};
	for (size_t i = 0; i < definitions->n; i++)
		learn(g, &l, &definitions->v[i]);
}

/* The longest defined short form at token i: its entry, and *last; NULL where there is none. */
static const struct glossary_entry *defined_at(const struct glossary *g, const token_list *tokens, size_t i, size_t *last)
{
	if (!(g->front & front_bit(&tokens->v[i])))
		return NULL;
	for (size_t n = SHORT_TOKENS; n > 0; n--) {
		if (i + n > tokens->n)
			continue;
		const struct glossary_entry *e = place(g, key_of(tokens, i, i + n - 1));
		if (e->key == 0)
			continue;
		*last = i + n - 1;
		return e;
	}
	return NULL;
}

void glossary_apply(const struct glossary *g, const token_list *tokens, hit_list *hits, hit_list *scratch)
{
	if (g->used == 0)
		return;
	size_t next = 0, last; /* next: the first hit that was not looked at */
	scratch->n = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		for (; next < hits->n && hits->v[next].last < i; next++)
			;
		size_t stop = next < hits->n ? hits->v[next].first : tokens->n;
		while (i < stop && !(g->front & front_bit(&tokens->v[i])))
			i++;
		if (i == tokens->n)
			break;
		const struct glossary_entry *e = defined_at(g, tokens, i, &last);
		bool longer = next < hits->n && hits->v[next].first <= i && hits->v[next].last - hits->v[next].first > (e ? last - i : 0);
		if (e != NULL && !longer) {
			struct hit h = {i, last, tokens->v[i].start, tokens->v[last].end, e->row};
			if (e->row != row_none)
				list_push(scratch, h);
			i = last;
		} else if (next < hits->n && hits->v[next].first == i) {
			list_push(scratch, hits->v[next]);
			i = hits->v[next].last;
		}
	}
	hit_list swap = *hits;
	*hits = *scratch;
	*scratch = swap;
}

/* What the document says of these tokens, or NULL. */
static const struct glossary_entry *entry_of(const struct glossary *g, const token_list *tokens, size_t first, size_t last)
{
	if (g->used == 0 || last - first >= SHORT_TOKENS || !(g->front & front_bit(&tokens->v[first])))
		return NULL;
	const struct glossary_entry *e = place(g, key_of(tokens, first, last));
	return e->key ? e : NULL;
}

bool glossary_defines(const struct glossary *g, const token_list *tokens, size_t first, size_t last)
{
	return entry_of(g, tokens, first, last) != NULL;
}

size_t glossary_instead(const struct glossary *g, const token_list *tokens, size_t first, size_t last)
{
	const struct glossary_entry *e = entry_of(g, tokens, first, last);
	return e ? e->instead : row_none;
}
