#include "concept/glue.h"

#include <stdlib.h>

#include "base/example.h"
#include "base/text.h"

enum {
	REST_LEAST = 6, /* bytes that are left of a token; shorter terms are found in too many words */
	TERM_MOST = 4,  /* tokens of a term that ends in a token with a small word behind */
	PAIRS = 32 * 32
};

enum side { BEFORE, AFTER };

/* Two letters, of either case, as a small number. */
static inline size_t pair(const char *p)
{
	return (size_t)(p[0] & 0x1f) << 5 | (p[1] & 0x1f);
}

struct glue {
	struct table table;
	LIST(struct small_word {
		struct span word;
		enum side side;
	})
	words;                            /* one for each row */
	bool opens[PAIRS], closes[PAIRS]; /* the first two letters of those before, the last two of those after */
};

void glue_free(struct glue *g)
{
	if (g == NULL)
		return;
	list_free(&g->words);
	table_free(&g->table);
	free(g);
}

static int read_rows(struct glue *g, struct diag *d)
{
	static const char *const sides[] = {[BEFORE] = "before", [AFTER] = "after"};
	const struct table *t = &g->table;
	int code = DIAG_OK, word = table_column(t, "term"), side = table_column(t, "side");
	for (size_t i = 0; i < t->nrows; i++) {
		struct small_word w = {span_of(table_cell(t, i, word)), (enum side)table_choice(t, i, side, sides, 2, 2, d)};
		bool letters = w.word.n >= 2;
		for (size_t k = 0; k < w.word.n; k++)
			letters &= text_is_lower(w.word.p[k]);
		if (!letters)
			code =
				diag_at(d, DIAG_WRONG, t->path, table_line(t, i), (size_t)word + 1, "a word of two or more small letters a to z is wanted");
		else if (w.side == BEFORE)
			g->opens[pair(w.word.p)] = true;
		else
			g->closes[pair(w.word.p + w.word.n - 2)] = true;
		list_push(&g->words, w);
	}
	return d->code > code ? d->code : code;
}

struct glue *glue_open(const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!term", "!side", "example", "counterexample", "source", NULL};
	struct glue *g = mem_alloc(sizeof *g);
	memset(g, 0, sizeof *g);
	if (table_read(&g->table, dir, "glued.csv", columns, d) == DIAG_OK && read_rows(g, d) == DIAG_OK)
		return g;
	glue_free(g);
	return NULL;
}

/* Does the token begin, or end, with the word, and is enough left? Its first letter may be a capital. */
static bool carries(const struct small_word *w, struct span token)
{
	if (token.n < w->word.n + REST_LEAST)
		return false;
	if (w->side == AFTER)
		return memcmp(token.p + token.n - w->word.n, w->word.p, w->word.n) == 0;
	return (token.p[0] | 0x20) == w->word.p[0] && memcmp(token.p + 1, w->word.p + 1, w->word.n - 1) == 0;
}

/* Is there a term that takes token i in? */
static bool of_term(const struct lexicon *x, struct span text, const token_list *tokens, size_t i)
{
	struct hit h;
	for (size_t first = i >= TERM_MOST ? i - TERM_MOST + 1 : 0; first <= i; first++)
		if (lexicon_at(x, text, tokens, first, &h) && h.last >= i)
			return true;
	return false;
}

/* Token i as the bytes [start, end) of the text; false, and the token as it was, where these are of no term. */
static bool becomes(const struct lexicon *x, struct span text, token_list *tokens, size_t i, size_t start, size_t end, token_list *scratch)
{
	const struct token whole = tokens->v[i];
	tokens_scan(scratch, span_sub(text, start, end));
	if (scratch->n != 1)
		return false;
	tokens->v[i] = scratch->v[0];
	tokens->v[i].start = (uint32_t)start, tokens->v[i].end = (uint32_t)end;
	tokens->v[i].separator = whole.separator;
	if (of_term(x, text, tokens, i))
		return true;
	tokens->v[i] = whole;
	return false;
}

/* Takes a small word off token i, at one end or at both, where the rest is of a term. */
static bool cut(const struct glue *g, const struct lexicon *x, struct span text, token_list *tokens, size_t i, token_list *scratch)
{
	const size_t start = tokens->v[i].start, end = tokens->v[i].end;
	for (size_t k = 0; k < g->words.n; k++) {
		const struct small_word *w = &g->words.v[k];
		if (!carries(w, span_sub(text, start, end)))
			continue;
		if (w->side == AFTER) {
			if (becomes(x, text, tokens, i, start, end - w->word.n, scratch))
				return true;
			continue;
		}
		size_t from = start + w->word.n;
		if (becomes(x, text, tokens, i, from, end, scratch))
			return true;
		for (size_t l = 0; l < g->words.n; l++) {
			const struct small_word *z = &g->words.v[l];
			if (z->side == AFTER && carries(z, span_sub(text, from, end)) && becomes(x, text, tokens, i, from, end - z->word.n, scratch))
				return true;
		}
	}
	return false;
}

/* Can the token carry a small word at all? */
static bool possible(const struct glue *g, struct span text, const struct token *t)
{
	return t->end - t->start >= REST_LEAST + 2 && (g->opens[pair(text.p + t->start)] || g->closes[pair(text.p + t->end - 2)]);
}

void glue_look(const struct glue *g, struct span text, const token_list *tokens, glue_places *out)
{
	out->n = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		const struct token *t = &tokens->v[i];
		size_t k = possible(g, text, t) ? 0 : g->words.n;
		while (k < g->words.n && !carries(&g->words.v[k], span_sub(text, t->start, t->end)))
			k++;
		if (k < g->words.n)
			list_push(out, (uint32_t)i);
	}
}

void glue_find(const struct glue *g, const struct lexicon *x, struct span text, token_list *tokens, const glue_places *places,
			   hit_list *hits, struct glue_scratch *c)
{
	lexicon_find(x, text, tokens, hits);
	c->cut.n = 0;
	for (size_t k = 0, next = 0; k < places->n; k++) {
		size_t i = places->v[k];
		while (next < hits->n && hits->v[next].last < i)
			next++;
		if (next < hits->n && hits->v[next].first <= i)
			continue;
		struct glue_cut before = {i, tokens->v[i]};
		if (cut(g, x, text, tokens, i, &c->rest))
			list_push(&c->cut, before);
	}
	if (c->cut.n == 0)
		return;
	hits->n = 0;
	lexicon_find(x, text, tokens, hits);
	for (size_t i = 0; i < c->cut.n; i++)
		tokens->v[c->cut.v[i].token] = c->cut.v[i].whole;
}

void glue_scratch_free(struct glue_scratch *c)
{
	list_free(&c->rest);
	list_free(&c->cut);
}

/* Does the row's word stand run together with another where the cell marks it, or anywhere where nothing is marked? */
static bool fires(const void *rules, size_t row, const char *cell)
{
	const struct glue *g = rules;
	const struct small_word *w = &g->words.v[row];
	struct buf plain = {0};
	token_list tokens = {0};
	size_t from, to;
	bool found = false;
	example_read(span_of(cell), &plain, &from, &to);
	struct span text = buf_span(&plain);
	bool marked = to - from < text.n;
	tokens_scan(&tokens, text);
	for (size_t i = 0; i < tokens.n && !found; i++) {
		const struct token *t = &tokens.v[i];
		found = carries(w, span_sub(text, t->start, t->end)) && (!marked || (w->side == BEFORE ? t->start == from : t->end == to));
	}
	list_free(&tokens);
	buf_free(&plain);
	return found;
}

int glue_check(const struct glue *g, struct diag *d)
{
	return examples_check(&g->table, fires, g, d);
}
