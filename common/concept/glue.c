#include <stdlib.h>

#include "base/example.h"
#include "base/text.h"
#include "concept/glue_parts.h"

enum {
	REST_LEAST = 4, /* bytes that are left of a token; shorter terms are found in too many words */
	BRIEF = 2,      /* bytes of a small word that leaves more, or the beginning of a term of several words */
	TERM_MOST = 4   /* tokens of a term that ends in a token with a small word behind */
};

/* Two letters, of either case, as a small number. */
static inline size_t pair(const char *p)
{
	return (size_t)(p[0] & 0x1f) << 5 | (p[1] & 0x1f);
}

void glue_free(struct glue *g)
{
	if (g == NULL)
		return;
	list_free(&g->words);
	table_free(&g->table);
	spelling_free(g->spelling);
	free(g->joints);
	free(g);
}

/* The chain of a small word; of a word, the one whose small words it may carry on that side. */
static inline size_t chain(struct span word, enum side side)
{
	return pair(side == BEFORE ? word.p : word.p + word.n - 2);
}

/* Puts small word i at the head of a chain. */
static void chain_up(struct glue *g, size_t i, size_t chain)
{
	uint32_t *head = &g->heads[g->words.v[i].side][chain];
	g->words.v[i].next = *head;
	*head = (uint32_t)i + 1;
}

static int read_rows(struct glue *g, struct diag *d)
{
	static const char *const sides[] = {[BEFORE] = "before", [AFTER] = "after"}, *const yes[] = {"", "yes"};
	const struct table *t = &g->table;
	int code = DIAG_OK, word = table_column(t, "term"), side = table_column(t, "side"), phrase = table_column(t, "phrase");
	for (size_t i = 0; i < t->nrows; i++) {
		struct small_word w = {.word = span_of(table_cell(t, i, word))};
		size_t on = table_choice(t, i, side, sides, SIDES, SIDES, d), of = table_choice(t, i, phrase, yes, 2, 0, d);
		bool letters = w.word.n >= (on == BEFORE ? 1 : 2);
		for (size_t k = 0; k < w.word.n; k++)
			letters &= text_is_lower(w.word.p[k]);
		if (!letters)
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, i), (size_t)word + 1,
						   "a word of small letters a to z is wanted, of two or more behind");
		w.side = on < SIDES ? (enum side)on : BEFORE, w.phrase = of == 1;
		list_push(&g->words, w);
		if (letters && w.word.n > 1)
			chain_up(g, i, chain(w.word, w.side));
	}
	for (size_t i = 0; i < t->nrows; i++) /* a single letter: once for every letter that may follow it */
		for (char next = 'a'; next <= 'z' && g->words.v[i].word.n == 1; next++) {
			list_push(&g->words, g->words.v[i]);
			chain_up(g, g->words.n - 1, pair((const char[]){g->words.v[i].word.p[0], next}));
		}
	return d->code > code ? d->code : code;
}

struct glue *glue_open(const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!term", "!side", "phrase", "example", "counterexample", "source", NULL};
	struct glue *g = mem_zeroed(sizeof *g);
	g->spelling = spelling_open(dir, d);
	if (g->spelling != NULL && table_read(&g->table, dir, "glued.csv", columns, d) == DIAG_OK && read_rows(g, d) == DIAG_OK)
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

/* Must the rest be of a term of several words? */
static bool of_phrase(const struct small_word *w, size_t rest)
{
	return w->phrase || (w->word.n == BRIEF && rest == REST_LEAST);
}

/* The next small word of a chain that the token carries, from *at on, which moves behind it; NULL at the end. */
static const struct small_word *next_carried(const struct glue *g, struct span token, uint32_t *at)
{
	while (*at) {
		const struct small_word *w = &g->words.v[*at - 1];
		*at = w->next;
		if (carries(w, token))
			return w;
	}
	return NULL;
}

static inline const struct small_word *first_carried(const struct glue *g, struct span token, enum side side, uint32_t *at)
{
	*at = token.n > REST_LEAST + 1 ? g->heads[side][chain(token, side)] : 0;
	return *at ? next_carried(g, token, at) : NULL;
}

/* What must be of a term: the pieces from…to of a token that is cut; of one of `least` words or more, which begins `before` tokens before
 * them at most. */
struct wanted {
	size_t from, to, least, before;
};

/* Is there such a term at token `at`, where the first piece stands? No mere ending of words where `literal`. */
static bool of_term(const struct lexicon *x, struct span text, const token_list *tokens, size_t at, const struct wanted *w, bool literal)
{
	size_t from = at + w->from, to = at + w->to;
	struct hit h;
	for (size_t first = from > w->before ? from - w->before : 0; first <= from; first++)
		if (lexicon_at(x, text, tokens, first, &h) && h.last >= to)
			return h.last - first + 1 >= w->least && (!literal || lexicon_literal(lexicon_table(x), h.row));
	return false;
}

/* The pieces of a token, to the end of out; false where one of them is no token. */
static bool add_pieces(struct span text, const struct token *whole, const struct glue_cut *k, token_list *scratch, token_list *out)
{
	for (size_t i = 0, start = whole->start; i <= k->n; i++) {
		size_t end = i < k->n ? k->at[i] : whole->end;
		tokens_scan(scratch, span_sub(text, start, end));
		if (scratch->n != 1)
			return false;
		struct token t = scratch->v[0];
		t.start = (uint32_t)start, t.end = (uint32_t)end;
		t.separator = i ? TOKEN_SOFT : whole->separator;
		t.fold = k->as ? k->as : t.fold;
		list_push(out, t);
		start = end;
	}
	return true;
}

/* The tokens from…to, those that are cut in their pieces, to the end of out; c->origin gets as long as out. */
static void add_tokens(struct span text, const token_list *tokens, size_t from, size_t to, struct glue_scratch *c, token_list *out)
{
	size_t k = c->cuts.n;
	while (k > 0 && c->cuts.v[k - 1].token >= from)
		k--;
	for (size_t i = from; i < to; i++) {
		if (k < c->cuts.n && c->cuts.v[k].token == i)
			add_pieces(text, &tokens->v[i], &c->cuts.v[k++], &c->rest, out);
		else
			list_push(out, tokens->v[i]);
		while (c->origin.n < out->n)
			list_push(&c->origin, (uint32_t)i);
	}
}

/* A word behind the one that is looked at, as it may be read when its turn comes: "paediatric haematology", "asubstance use disorderthat".
 */
static void read_ahead(const struct glue *g, struct span text, struct token *t, token_list *scratch)
{
	const struct joint *j = glue_joint(g, t->fold);
	const struct span token = span_sub(text, t->start, t->end);
	uint32_t at;
	if (j != NULL && j->as) {
		t->fold = j->as, t->idle = 0;
		return;
	}
	if (glue_knows(g, token, scratch))
		return;
	for (const struct small_word *w = first_carried(g, token, AFTER, &at); w != NULL; w = next_carried(g, token, &at)) {
		if (!glue_knows(g, span_sub(token, 0, token.n - w->word.n), scratch))
			continue;
		t->end -= (uint32_t)w->word.n, t->idle = 0;
		t->fold = scratch->v[0].fold, t->exact = scratch->v[0].exact;
		return;
	}
}

/* Is there a wanted term, when the token is cut so? */
static bool cut_fits(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, const struct glue_cut *k,
					 const struct wanted *w, struct glue_scratch *c)
{
	size_t i = k->token, behind = i + 1 + TERM_MOST;
	c->near.n = c->origin.n = 0;
	add_tokens(text, tokens, i > w->before ? i - w->before : 0, i, c, &c->near);
	size_t first = c->near.n;
	if (!add_pieces(text, &tokens->v[i], k, &c->rest, &c->near))
		return false;
	size_t next = c->near.n;
	add_tokens(text, tokens, i + 1, behind < tokens->n ? behind : tokens->n, c, &c->near);
	for (size_t at = next; at < c->near.n; at++)
		read_ahead(g, text, &c->near.v[at], &c->rest);
	return of_term(x, text, &c->near, first, w, c->loose);
}

/* Where to take a small word off token i, at one end or at both, so that the rest is of a term. */
static bool cut_small(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, size_t i,
					  struct glue_scratch *c, struct glue_cut *out)
{
	const uint32_t start = tokens->v[i].start, end = tokens->v[i].end;
	const struct span token = span_sub(text, start, end);
	uint32_t at, next;
	for (const struct small_word *w = first_carried(g, token, AFTER, &at); w != NULL; w = next_carried(g, token, &at)) {
		*out = (struct glue_cut){.token = i, .at = {end - (uint32_t)w->word.n}, .n = 1};
		if (cut_fits(g, x, text, tokens, out, &(struct wanted){0, 0, 1 + of_phrase(w, token.n - w->word.n), TERM_MOST - 1}, c))
			return true;
	}
	for (const struct small_word *w = first_carried(g, token, BEFORE, &at); w != NULL; w = next_carried(g, token, &at)) {
		uint32_t from = start + (uint32_t)w->word.n;
		const struct span rest = span_sub(text, from, end);
		*out = (struct glue_cut){.token = i, .at = {from}, .n = 1};
		if (cut_fits(g, x, text, tokens, out, &(struct wanted){1, 1, 1 + of_phrase(w, rest.n), 0}, c))
			return true;
		for (const struct small_word *z = first_carried(g, rest, AFTER, &next); z != NULL; z = next_carried(g, rest, &next)) {
			*out = (struct glue_cut){.token = i, .at = {from, end - (uint32_t)z->word.n}, .n = 2};
			if (cut_fits(g, x, text, tokens, out,
						 &(struct wanted){1, 1, 1 + (w->phrase || of_phrase(z, rest.n - z->word.n)), TERM_MOST - 1}, c))
				return true;
		}
	}
	return false;
}

/* How to read token i, which no term has so: in another spelling, in a term longer than the mention h of it (NULL: it is in none); or as
 * two words that stand side by side in a term. */
static bool read_otherwise(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, size_t i,
						   const struct hit *h, struct glue_scratch *c, struct glue_cut *out)
{
	const struct token *t = &tokens->v[i];
	const struct joint *j = glue_joint(g, t->fold);
	if (j == NULL)
		return false;
	*out = (struct glue_cut){.token = i, .as = j->as};
	if (j->as)
		return cut_fits(g, x, text, tokens, out, &(struct wanted){0, 0, h ? h->last - h->first + 1 + !c->loose : 1, TERM_MOST - 1}, c);
	const uint32_t at = t->start + j->left;
	if ((h != NULL && !c->loose) || at >= t->end || !text_is_alpha(text.p[at - 1]) || !text_is_alpha(text.p[at]))
		return false; /* cut within a letter of several bytes */
	out->at[out->n++] = at;
	return cut_fits(g, x, text, tokens, out, &(struct wanted){0, 1, 1, TERM_MOST - 1}, c);
}

/* Does the token carry small words so that a word of a term is left? */
static bool may_be_cut(const struct glue *g, struct span token, token_list *scratch)
{
	uint32_t at, next;
	for (const struct small_word *w = first_carried(g, token, AFTER, &at); w != NULL; w = next_carried(g, token, &at))
		if (glue_knows(g, span_sub(token, 0, token.n - w->word.n), scratch))
			return true;
	for (const struct small_word *w = first_carried(g, token, BEFORE, &at); w != NULL; w = next_carried(g, token, &at)) {
		const struct span rest = span_sub(token, w->word.n, token.n);
		if (glue_knows(g, rest, scratch))
			return true;
		for (const struct small_word *z = first_carried(g, rest, AFTER, &next); z != NULL; z = next_carried(g, rest, &next))
			if (glue_knows(g, span_sub(rest, 0, rest.n - z->word.n), scratch))
				return true;
	}
	return false;
}

void glue_look(const struct glue *g, struct span text, const token_list *tokens, struct glue_places *out)
{
	out->at.n = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		const struct token *t = &tokens->v[i];
		if (glue_joint(g, t->fold) != NULL || may_be_cut(g, span_sub(text, t->start, t->end), &out->rest))
			list_push(&out->at, (uint32_t)i);
	}
}

void glue_places_free(struct glue_places *p)
{
	list_free(&p->at);
	list_free(&p->rest);
}

void glue_find(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, const struct glue_places *places,
			   hit_list *hits, struct glue_scratch *c)
{
	lexicon_find(x, text, tokens, hits);
	c->cuts.n = 0;
	for (size_t k = 0, next = 0; k < places->at.n; k++) {
		struct glue_cut cut;
		size_t i = places->at.v[k];
		while (next < hits->n && hits->v[next].last < i)
			next++;
		const struct hit *h = next < hits->n && hits->v[next].first <= i ? &hits->v[next] : NULL;
		c->loose = h != NULL && h->first == h->last && !lexicon_literal(lexicon_table(x), h->row);
		if (read_otherwise(g, x, text, tokens, i, h, c, &cut) || ((h == NULL || c->loose) && cut_small(g, x, text, tokens, i, c, &cut)))
			list_push(&c->cuts, cut);
	}
	if (c->cuts.n == 0)
		return;
	c->pieces.n = c->origin.n = hits->n = 0;
	add_tokens(text, tokens, 0, tokens->n, c, &c->pieces);
	lexicon_find(x, text, &c->pieces, hits);
	size_t kept = 0;
	for (size_t i = 0; i < hits->n; i++) {
		struct hit h = hits->v[i];
		h.first = c->origin.v[h.first], h.last = c->origin.v[h.last];
		struct hit *before = kept ? &hits->v[kept - 1] : NULL;
		if (before != NULL && before->last == h.first && before->first < h.first)
			before->last--; /* "symptoms of" and "depression" of "symptoms ofdepression": mentions share no token */
		if (before == NULL || before->last < h.first)
			hits->v[kept++] = h;
	}
	hits->n = kept;
}

void glue_scratch_free(struct glue_scratch *c)
{
	list_free(&c->rest);
	list_free(&c->near);
	list_free(&c->cuts);
	list_free(&c->pieces);
	list_free(&c->origin);
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
	spelling_check(g->spelling, d);
	return examples_check(&g->table, fires, g, d);
}
