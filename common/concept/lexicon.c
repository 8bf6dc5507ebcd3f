#include <stdlib.h>

#include "base/text.h"
#include "concept/lexicon_parts.h"

enum { AHEAD = 4, BATCH = 32, LARGE = 1 << 15 }; /* LARGE: 256 KiB of nodes, which no longer lie near by themselves */
#define BY_BYTES ((size_t)1 << (8 * sizeof(size_t) - 1))

/* What the node of a path says; 0 where there is none. Another path of the same print may answer (1 in 2^32): what it leads to is verified.
 * `left` ends the search in a damaged image without a free place. */
static inline uint32_t look(const struct lexicon *x, uint64_t key)
{
	size_t left = x->mask;
	for (size_t i = key & x->mask;; i = (i + 1) & x->mask) {
		const struct node *n = &x->nodes[i];
		if (n->what == 0 || n->print == (uint32_t)(key >> 32))
			return n->what;
		if (left-- == 0)
			return 0;
	}
}

/* ---- which of several wins ---- */

static unsigned looseness(const struct table *t, size_t row)
{
	const char *match = table_cell(t, row, table_column(t, "match"));
	return strcmp(match, "exact") == 0 ? 0 : match[0] == '\0' || strcmp(match, "term") == 0 ? 1 : 2;
}

const struct table *lexicon_table(const struct lexicon *x)
{
	return x->table;
}

bool lexicon_literal(const struct table *t, size_t row)
{
	return looseness(t, row) < 2;
}

/* Why the one wins that wins; negative: b does. */
enum why { LONGER = 1, HEAVIER, MORE_LITERAL, EARLIER };

static int contest(const struct table *t, const struct hit *a, const struct hit *b)
{
	int weight = table_column(t, "weight");
	int32_t x = 0, y = 0;
	if (a->last != b->last)
		return a->last > b->last ? LONGER : -LONGER;
	table_whole(table_cell(t, a->row, weight), &x); /* what is no number counts 0: it was reported when the table was read */
	table_whole(table_cell(t, b->row, weight), &y);
	if (x != y)
		return x > y ? HEAVIER : -HEAVIER;
	unsigned loose = looseness(t, a->row), looser = looseness(t, b->row);
	if (loose != looser)
		return loose < looser ? MORE_LITERAL : -MORE_LITERAL;
	return a->row < b->row ? EARLIER : -EARLIER;
}

bool lexicon_wins(const struct table *t, const struct hit *a, const struct hit *b)
{
	return contest(t, a, b) > 0;
}

const char *lexicon_reason(const struct table *t, const struct hit *winner, const struct hit *loser)
{
	static const char *const reasons[] = {"the document defines it so", "longer", "of greater weight", "more literal", "an earlier row"};
	int why = contest(t, winner, loser);
	return reasons[why > 0 ? why : 0];
}

/* Of a folded and an exact term at the same token (SIZE_MAX: there is none), does the exact one win? */
static inline bool exact_wins(const struct lexicon *x, size_t folded_last, uint32_t folded_row, size_t exact_last, uint32_t exact_row)
{
	if (exact_last == SIZE_MAX || folded_last == SIZE_MAX || exact_last != folded_last)
		return exact_last != SIZE_MAX && (folded_last == SIZE_MAX || exact_last > folded_last);
	if (!(x->has & HAS_WEIGHTS) || folded_row >= x->table->nrows || exact_row >= x->table->nrows)
		return true;
	struct hit a = {.row = exact_row}, b = {.row = folded_row};
	return lexicon_wins(x->table, &a, &b);
}

/* ---- terms ---- */

/* The longest term of one way at token i that ends before token `limit`: its last token, or SIZE_MAX. Not verified. */
static inline size_t walk(const struct lexicon *x, const token_list *tokens, size_t i, size_t limit, enum way way, uint32_t *row)
{
	uint64_t path = step(root(way, x->salt), &tokens->v[i], way, true);
	size_t best = SIZE_MAX;
	for (size_t k = i;;) {
		uint32_t what = look(x, path);
		if (what >> 1) {
			best = k;
			*row = (what >> 1) - 1;
		}
		if (!(what & 1) || ++k >= limit)
			break;
		path = step(path, &tokens->v[k], way, false);
		if (!front_has(x, FRONT_PATH, path))
			break;
	}
	return best;
}

/* The same, verified: where the bytes belie the hashes, the next shorter one. */
static inline size_t longest(const struct lexicon *x, struct span text, const token_list *tokens, size_t i, enum way way, uint32_t *row)
{
	if (!front_has(x, (enum front)way, first_key(way, &tokens->v[i])))
		return SIZE_MAX;
	size_t last = walk(x, tokens, i, tokens->n, way, row);
	while (last != SIZE_MAX && !lexicon_verified(x, text, tokens, i, last, *row, way))
		last = last > i ? walk(x, tokens, i, last, way, row) : SIZE_MAX;
	return last;
}

static bool term_at(const struct lexicon *x, struct span text, const token_list *tokens, size_t i, struct hit *out)
{
	uint32_t row = ROW_NONE, other = ROW_NONE;
	if (tokens->v[i].idle & x->idle)
		return false;
	size_t last = x->has & HAS_FOLDED ? longest(x, text, tokens, i, FOLDED, &row) : SIZE_MAX;
	size_t exact = x->has & HAS_EXACT ? longest(x, text, tokens, i, EXACT, &other) : SIZE_MAX;
	if (exact_wins(x, last, row, exact, other))
		last = exact, row = other;
	if (last == SIZE_MAX)
		return false;
	*out = (struct hit){i, last, tokens->v[i].start, tokens->v[last].end, row};
	return true;
}

bool lexicon_begins(const struct lexicon *x, const struct token *t)
{
	for (enum way way = FOLDED; way < WAYS; way++)
		if (x->has & 1u << way && front_has(x, (enum front)way, first_key(way, t)) && look(x, step(root(way, x->salt), t, way, true)))
			return true;
	return false;
}

bool lexicon_may_begin(const struct lexicon *x, const struct token *t)
{
	return !(t->idle & x->idle);
}

bool lexicon_may_wake(const struct lexicon *x, const token_list *tokens, size_t from, size_t to)
{
	return x->patterns && patterns_may_wake(x->patterns, tokens, from, to);
}

bool lexicon_at(const struct lexicon *x, struct span text, const token_list *tokens, size_t i, struct hit *out)
{
	bool found = term_at(x, text, tokens, i, out);
	if (x->patterns == NULL)
		return found;
	hit_list more = {0};
	patterns_at(x->patterns, text, tokens, i, &more);
	for (size_t k = 0; k < more.n; k++) {
		if (!found || lexicon_wins(x->table, &more.v[k], out))
			*out = more.v[k];
		found = true;
	}
	list_free(&more);
	return found;
}

void lexicon_candidates(const struct lexicon *x, struct span text, const token_list *tokens, size_t i, hit_list *out)
{
	for (enum way way = FOLDED; way < WAYS; way++) {
		uint64_t path = root(way, x->salt);
		if (!front_has(x, (enum front)way, first_key(way, &tokens->v[i])))
			continue;
		for (size_t k = i; k < tokens->n; k++) {
			path = step(path, &tokens->v[k], way, k == i);
			uint32_t what = look(x, path), row = (what >> 1) - 1;
			struct hit h = {i, k, tokens->v[i].start, tokens->v[k].end, row};
			if (what >> 1 && lexicon_verified(x, text, tokens, i, k, row, way))
				list_push(out, h);
			if (!(what & 1))
				break;
		}
	}
	if (x->patterns)
		patterns_at(x->patterns, text, tokens, i, out);
}

/* Asks for the memory of a later token's node, which takes longer to come than the tokens before it take to be looked up. */
static inline void ask_for(const struct lexicon *x, const struct token *t)
{
	if (x->has & HAS_FOLDED && front_has(x, FRONT_FOLDED, t->fold))
		__builtin_prefetch(&x->nodes[step(root(FOLDED, x->salt), t, FOLDED, true) & x->mask]);
	if (x->has & HAS_EXACT && front_has(x, FRONT_EXACT, t->exact))
		__builtin_prefetch(&x->nodes[step(root(EXACT, x->salt), t, EXACT, true) & x->mask]);
}

/* The longest hit at token i by its hashes alone; of exact ones the row is marked. */
static inline bool likely(const struct lexicon *x, const token_list *tokens, size_t i, struct hit *out)
{
	uint32_t row = ROW_NONE, other = ROW_NONE;
	size_t last = SIZE_MAX, exact = SIZE_MAX;
	if (x->has & HAS_FOLDED && front_has(x, FRONT_FOLDED, tokens->v[i].fold))
		last = walk(x, tokens, i, tokens->n, FOLDED, &row);
	if (x->has & HAS_EXACT && front_has(x, FRONT_EXACT, tokens->v[i].exact))
		exact = walk(x, tokens, i, tokens->n, EXACT, &other);
	bool by_bytes = exact_wins(x, last, row, exact, other);
	if (by_bytes)
		last = exact, row = other;
	if (last == SIZE_MAX)
		return false;
	*out = (struct hit){i, last, tokens->v[i].start, tokens->v[last].end, row | (by_bytes ? BY_BYTES : 0)};
	return true;
}

/* Where the place of a row's term stands. */
static inline const uint32_t *offset_of(const struct lexicon *x, size_t row)
{
	row = row < x->table->nrows ? row : 0; /* of a damaged image: lexicon_verified() refuses it */
	return &x->table->offsets.v[(row + 1) * x->table->ncols + (size_t)x->column];
}

/* Verifies the hits from out->v[from] on. The memory of all of them is asked for before the first is looked at. Where one is belied (a hash
 * that two paths share) they are all looked up again, with care. */
static void settle(const struct lexicon *x, struct span text, const token_list *tokens, hit_list *out, size_t from)
{
	bool sound = true;
	if (from == out->n)
		return;
	for (size_t i = from; i < out->n; i++)
		__builtin_prefetch(x->table->bytes.p + *offset_of(x, out->v[i].row & ~BY_BYTES));
	for (size_t i = from; i < out->n && sound; i++) {
		struct hit *h = &out->v[i];
		enum way way = h->row & BY_BYTES ? EXACT : FOLDED;
		h->row &= ~BY_BYTES;
		sound = lexicon_verified(x, text, tokens, h->first, h->last, (uint32_t)h->row, way);
	}
	if (sound)
		return;
	size_t i = out->v[from].first, end = out->v[out->n - 1].last;
	for (out->n = from; i <= end;) {
		struct hit h;
		if (term_at(x, text, tokens, i, &h)) {
			list_push(out, h);
			i = h.last + 1;
		} else {
			i++;
		}
	}
}

static void find_terms(const struct lexicon *x, struct span text, const token_list *tokens, hit_list *out)
{
	bool large = x->mask >= LARGE;
	size_t from = out->n; /* hits before it are verified */
	for (size_t i = 0; (i = token_awake(tokens, i, tokens->n, x->idle)) < tokens->n;) {
		struct hit h;
		if (large && i + AHEAD < tokens->n)
			ask_for(x, &tokens->v[i + AHEAD]);
		if (!likely(x, tokens, i, &h)) {
			i++;
			continue;
		}
		if (large)
			__builtin_prefetch(offset_of(x, h.row & ~BY_BYTES));
		list_push(out, h);
		i = h.last + 1;
		if (out->n - from == BATCH) {
			settle(x, text, tokens, out, from);
			if (out->n > from && out->v[out->n - 1].last >= i)
				i = out->v[out->n - 1].last + 1; /* what was looked up again can reach further */
			from = out->n;
		}
	}
	settle(x, text, tokens, out, from);
}

/* The hits of patterns among those of terms, as one search from left to right would have found them. Between two of the terms' hits there
 * is no term; where a pattern's hit cuts one of them short, what it held is looked up again. */
static void merge_patterns(const struct lexicon *x, struct span text, const token_list *tokens, const hit_list *found, hit_list *out,
						   size_t from)
{
	hit_list old = {0};
	size_t o = 0, f = 0;
	for (size_t k = from; k < out->n; k++)
		list_push(&old, out->v[k]);
	out->n = from;
	for (size_t i = 0; i < tokens->n;) {
		struct hit term, *h = NULL;
		while (o < old.n && old.v[o].last < i)
			o++;
		while (f < found->n && found->v[f].first < i)
			f++;
		bool cut = o < old.n && old.v[o].first < i;
		if (!cut && o == old.n && f == found->n)
			break;
		if (!cut) /* to the next hit of either */
			i = o < old.n && (f == found->n || old.v[o].first < found->v[f].first) ? old.v[o].first : found->v[f].first;
		if (!cut && o < old.n && old.v[o].first == i)
			h = &old.v[o];
		else if (cut && term_at(x, text, tokens, i, &term))
			h = &term;
		if (f < found->n && found->v[f].first == i && (h == NULL || lexicon_wins(x->table, &found->v[f], h)))
			h = &found->v[f];
		if (h != NULL)
			list_push(out, *h);
		i = h != NULL ? h->last + 1 : i + 1;
	}
	list_free(&old);
}

void lexicon_find(const struct lexicon *x, struct span text, const token_list *tokens, hit_list *out)
{
	size_t from = out->n;
	find_terms(x, text, tokens, out);
	if (x->patterns == NULL)
		return;
	hit_list found = {0};
	patterns_find(x->patterns, text, tokens, &found);
	if (found.n)
		merge_patterns(x, text, tokens, &found, out, from);
	list_free(&found);
}
