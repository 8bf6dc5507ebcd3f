#include <stdlib.h>

#include "base/text.h"
#include "concept/glue_parts.h"

enum {
	TERM_MOST = 4,   /* tokens of a term that ends in a token with a small word behind */
	LATELY = 1 << 13 /* words of which is remembered what was said of them */
};

/* Is it a word of a term, or two of them? */
static bool is_of_terms(const struct glue *g, struct span word, token_list *scratch)
{
	return glue_knows(g, word, scratch) || (scratch->n == 1 && glue_joint(g, scratch->v[0].fold) != NULL);
}

/* Does the token carry small words so that a word of a term is left? */
static bool may_be_cut(const struct glue *g, struct span token, token_list *scratch)
{
	uint32_t at, next;
	size_t digits = glue_number(token);
	if (digits && is_of_terms(g, span_sub(token, digits, token.n), scratch))
		return true;
	for (const struct small_word *w = glue_first(g, token, AFTER, &at); w != NULL; w = glue_next(g, token, &at))
		if (is_of_terms(g, glue_rest(w, token), scratch))
			return true;
	for (const struct small_word *w = glue_first(g, token, BEFORE, &at); w != NULL; w = glue_next(g, token, &at)) {
		const struct span rest = glue_rest(w, token);
		if (is_of_terms(g, rest, scratch))
			return true;
		for (const struct small_word *z = glue_first(g, rest, AFTER, &next); z != NULL; z = glue_next(g, rest, &next))
			if (is_of_terms(g, glue_rest(z, rest), scratch))
				return true;
	}
	return false;
}

/* A word that was looked at: its hashes as one number, its bytes (0: none was), and what was said of it. */
struct glue_word {
	uint64_t key;
	uint32_t n;
	uint16_t idle;
	bool place;
};

/* Marks a token by the watch; true where it may be cut, or read otherwise. */
static bool look_at(const struct glue *g, struct span text, struct token *t, struct glue_places *p)
{
	uint64_t key = t->exact ^ (t->fold << 1 | t->fold >> 63);
	uint32_t n = t->end - t->start;
	struct glue_word *w = &p->lately.v[key % LATELY];
	if (w->key != key || w->n != n) {
		watch_mark(g->watch, text, t);
		bool place = glue_joint(g, t->fold) != NULL || may_be_cut(g, span_sub(text, t->start, t->end), &p->rest);
		*w = (struct glue_word){key, n, (uint16_t)t->idle, place};
	}
	t->idle = w->idle;
	return w->place;
}

void glue_look(const struct glue *g, struct span text, token_list *tokens, struct glue_places *out)
{
	out->at.n = 0;
	if (out->lately.n == 0) {
		list_reserve(&out->lately, LATELY);
		out->lately.n = LATELY;
		memset(out->lately.v, 0, LATELY * sizeof *out->lately.v);
	}
	for (size_t i = 0; i < tokens->n; i++)
		if (look_at(g, text, &tokens->v[i], out))
			list_push(&out->at, (uint32_t)i);
}

void glue_places_free(struct glue_places *p)
{
	list_free(&p->at);
	list_free(&p->rest);
	list_free(&p->lately);
}

/* Is there a term, where the pieces of a cut begin at token `at`, that takes in those which are no small words: of `least` words or more,
 * and begun `before` tokens before them at most? No mere ending of words where `literal`. */
static bool of_term(const struct lexicon *x, struct span text, const token_list *tokens, size_t at, const struct glue_cut *k, size_t least,
					size_t before, bool literal)
{
	size_t from = at + k->from, to = at + k->to;
	struct hit h;
	bool awake = lexicon_may_wake(x, tokens, from > before ? from - before : 0, tokens->n);
	for (size_t first = from > before ? from - before : 0; first <= from; first++)
		if ((awake || lexicon_may_begin(x, &tokens->v[first])) && lexicon_at(x, text, tokens, first, &h) && h.last >= to)
			return h.last - first + 1 >= least && (!literal || lexicon_literal(lexicon_table(x), h.row));
	return false;
}

/* The pieces of a token, to the end of out; false where one of them is no token. */
static bool add_pieces(const struct glue *g, struct span text, const struct token *whole, const struct glue_cut *k, struct glue_scratch *c,
					   token_list *out)
{
	if (k->n == 0) { /* the whole word, read otherwise */
		struct token t = *whole;
		t.fold = k->as;
		look_at(g, text, &t, c->places);
		list_push(out, t);
		return true;
	}
	for (size_t i = 0, start = whole->start; i <= k->n; i++) {
		size_t end = i < k->n ? k->at[i] : whole->end;
		tokens_scan(&c->rest, span_sub(text, start, end));
		if (c->rest.n != 1)
			return false;
		struct token t = c->rest.v[0];
		t.start = (uint32_t)start, t.end = (uint32_t)end;
		t.separator = i ? TOKEN_SOFT : whole->separator;
		if (i < k->from || i > k->to)
			t.idle = UINT32_MAX; /* a small word begins no term */
		else
			look_at(g, text, &t, c->places);
		list_push(out, t);
		start = end;
	}
	return true;
}

/* The tokens from…to, those that are cut in their pieces, to the end of out; c->origin gets as long as out. */
static void add_tokens(const struct glue *g, struct span text, const token_list *tokens, size_t from, size_t to, struct glue_scratch *c,
					   token_list *out)
{
	size_t k = c->cuts.n;
	while (k > 0 && c->cuts.v[k - 1].token >= from)
		k--;
	for (size_t i = from; i < to; i++) {
		if (k < c->cuts.n && c->cuts.v[k].token == i)
			add_pieces(g, text, &tokens->v[i], &c->cuts.v[k++], c, out);
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
	if (glue_knows_token(g, t))
		return;
	for (const struct small_word *w = glue_first(g, token, AFTER, &at); w != NULL; w = glue_next(g, token, &at)) {
		if (!glue_knows(g, glue_rest(w, token), scratch))
			continue;
		t->end -= (uint32_t)w->word.n, t->idle = 0;
		t->fold = scratch->v[0].fold, t->exact = scratch->v[0].exact;
		return;
	}
}

/* Is there such a term, when the token is cut so? */
static bool cut_fits(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, const struct glue_cut *k,
					 size_t least, size_t before, struct glue_scratch *c)
{
	size_t i = k->token, behind = i + 1 + TERM_MOST;
	c->near.n = c->origin.n = 0;
	add_tokens(g, text, tokens, i > before ? i - before : 0, i, c, &c->near);
	size_t first = c->near.n;
	if (!add_pieces(g, text, &tokens->v[i], k, c, &c->near))
		return false;
	size_t next = c->near.n;
	add_tokens(g, text, tokens, i + 1, behind < tokens->n ? behind : tokens->n, c, &c->near);
	for (size_t at = next; at < c->near.n; at++)
		read_ahead(g, text, &c->near.v[at], &c->rest);
	return of_term(x, text, &c->near, first, k, least, before, c->loose);
}

/* Where to cut what is left of a token, text[from, end), in two words that stand side by side in a term; 0 where it is none. */
static uint32_t cut_of_joint(const struct glue *g, struct span text, uint32_t from, uint32_t end, token_list *scratch)
{
	tokens_scan(scratch, span_sub(text, from, end));
	const struct joint *j = scratch->n == 1 ? glue_joint(g, scratch->v[0].fold) : NULL;
	uint32_t at = j && !j->as ? from + j->left : end;
	return at < end && text_is_alpha(text.p[at - 1]) && text_is_alpha(text.p[at]) ? at : 0; /* not within a letter of several bytes */
}

/* The rest of token i, behind a small word that ends at `from` and asks for a term of `least` words, may carry another one or be two words
 * of a term. */
static bool cut_more(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, size_t i, uint32_t from,
					 size_t least, struct glue_scratch *c, struct glue_cut *out)
{
	const uint32_t end = tokens->v[i].end;
	const struct span rest = span_sub(text, from, end);
	uint32_t next, at = cut_of_joint(g, text, from, end, &c->rest);
	if (at) {
		*out = (struct glue_cut){.token = i, .at = {from, at}, .n = 2, .from = 1, .to = 2};
		if (cut_fits(g, x, text, tokens, out, least, 0, c))
			return true;
	}
	for (const struct small_word *z = glue_first(g, rest, AFTER, &next); z != NULL; z = glue_next(g, rest, &next)) {
		*out = (struct glue_cut){.token = i, .at = {from, end - (uint32_t)z->word.n}, .n = 2, .from = 1, .to = 1};
		size_t own = glue_least(z, glue_rest(z, rest));
		if (cut_fits(g, x, text, tokens, out, own > least ? own : least, TERM_MOST - 1, c))
			return true;
	}
	return false;
}

/* Where to take a small word off token i, at one end or at both, so that the rest is of a term. */
static bool cut_small(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, size_t i,
					  struct glue_scratch *c, struct glue_cut *out)
{
	const uint32_t start = tokens->v[i].start, end = tokens->v[i].end;
	const struct span token = span_sub(text, start, end);
	const uint32_t digits = (uint32_t)glue_number(token);
	uint32_t next;
	*out = (struct glue_cut){.token = i, .at = {start + digits}, .n = 1, .from = 1, .to = 1};
	if (digits && cut_fits(g, x, text, tokens, out, 1, 0, c))
		return true;
	for (const struct small_word *w = glue_first(g, token, AFTER, &next); w != NULL; w = glue_next(g, token, &next)) {
		*out = (struct glue_cut){.token = i, .at = {end - (uint32_t)w->word.n}, .n = 1};
		if (cut_fits(g, x, text, tokens, out, glue_least(w, glue_rest(w, token)), TERM_MOST - 1, c))
			return true;
	}
	for (const struct small_word *w = glue_first(g, token, BEFORE, &next); w != NULL; w = glue_next(g, token, &next)) {
		uint32_t from = start + (uint32_t)w->word.n;
		*out = (struct glue_cut){.token = i, .at = {from}, .n = 1, .from = 1, .to = 1};
		size_t least = glue_least(w, glue_rest(w, token));
		if (cut_fits(g, x, text, tokens, out, least, 0, c) || cut_more(g, x, text, tokens, i, from, least, c, out))
			return true;
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
		return cut_fits(g, x, text, tokens, out, h ? h->last - h->first + 1 + !c->loose : 1, TERM_MOST - 1, c);
	const uint32_t at = h == NULL || c->loose ? cut_of_joint(g, text, t->start, t->end, &c->rest) : 0;
	*out = (struct glue_cut){.token = i, .at = {at}, .n = 1, .to = 1};
	return at && cut_fits(g, x, text, tokens, out, 1, TERM_MOST - 1, c);
}

void glue_find(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, struct glue_places *places,
			   hit_list *hits, struct glue_scratch *c)
{
	c->places = places;
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
	add_tokens(g, text, tokens, 0, tokens->n, c, &c->pieces);
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
