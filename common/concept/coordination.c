#include "concept/coordination.h"

#include <stdlib.h>

#include "base/example.h"
#include "base/text.h"

enum { PART_MOST = 3, PARTS_MOST = 12, HEAD_MOST = 4, BRACKET_MOST = 12 }; /* tokens; parts of one coordination */

struct coordination {
	struct table table;
	struct lexicon *lexicon;
};

struct coordination *coordination_open(const char *dir, bool strict, struct diag *d)
{
	static const char *const columns[] = {"!term", "match", "example", "counterexample", "source", NULL};
	struct coordination *c = mem_zeroed(sizeof *c);
	if (table_read(&c->table, dir, "conjunctions.csv", columns, d) != DIAG_OK ||
		(c->lexicon = lexicon_build(&c->table, strict, d)) == NULL) {
		coordination_close(c);
		return NULL;
	}
	return c;
}

void coordination_close(struct coordination *c)
{
	if (c == NULL)
		return;
	lexicon_free(c->lexicon);
	table_free(&c->table);
	free(c);
}

void coordination_scratch_free(struct coordination_scratch *s)
{
	buf_free(&s->text);
	list_free(&s->tokens);
	list_free(&s->parts);
}

/* One sentence being looked at. */
struct search {
	const struct coordination *c;
	const struct category *k;
	struct span text;
	const token_list *tokens;
	const hit_list *hits;
	const abbreviation_list *abbreviations;
	size_t next; /* the first abbreviation that was not passed */
	struct coordination_scratch *s;
};

/* ---- what stands between two tokens ---- */

enum gap { GAP_SOFT, GAP_COMMA, GAP_JOIN, GAP_OTHER }; /* blanks and hyphens; one comma; a slash or ampersand; anything else */

static enum gap gap_before(const struct search *f, size_t i)
{
	enum gap g = GAP_SOFT;
	for (size_t k = f->tokens->v[i - 1].end; k < f->tokens->v[i].start; k++) {
		char c = f->text.p[k];
		if (c == ' ' || c == '-')
			continue;
		if (g != GAP_SOFT)
			return GAP_OTHER;
		g = c == ',' ? GAP_COMMA : c == '/' || c == '&' ? GAP_JOIN : (unsigned char)c >= 0x80 ? GAP_SOFT : GAP_OTHER;
		if (g == GAP_OTHER)
			return g;
	}
	return g;
}

/* Do soft gaps alone stand between the words of tokens first…last? */
static bool runs_on(const struct search *f, size_t first, size_t last)
{
	for (size_t i = first + 1; i <= last; i++)
		if (gap_before(f, i) != GAP_SOFT)
			return false;
	return true;
}

/* The last token of the part before the one that begins at token i; SIZE_MAX where nothing is joined to it. *strong: by more than a comma.
 */
static size_t part_before(const struct search *f, size_t i, bool *strong)
{
	struct hit h;
	if (i == 0)
		return SIZE_MAX;
	enum gap g = gap_before(f, i);
	*strong = g == GAP_JOIN;
	if (g == GAP_JOIN || g == GAP_COMMA)
		return i - 1;
	if (g != GAP_SOFT)
		return SIZE_MAX;
	for (size_t n = 3; n > 0; n--) {
		if (i <= n || !lexicon_at(f->c->lexicon, f->text, f->tokens, i - n, &h) || h.last != i - 1)
			continue;
		*strong = true;
		enum gap before = gap_before(f, i - n);
		return before == GAP_SOFT || before == GAP_COMMA ? i - n - 1 : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* ---- composed terms ---- */

/* The row of the term "a glue b", which must be the whole of it; SIZE_MAX where there is none. A word that is put together here must be
 * known as it is: "analgesia- and diazepam-induced" is about no analgesiazepam. */
static size_t composed(const struct search *f, struct span a, const char *glue, struct span b)
{
	struct coordination_scratch *s = f->s;
	struct hit h;
	buf_clear(&s->text);
	buf_addspan(&s->text, a);
	buf_adds(&s->text, glue);
	buf_addspan(&s->text, b);
	tokens_scan(&s->tokens, buf_span(&s->text));
	bool whole = s->tokens.n && lexicon_at(f->k->lexicon, buf_span(&s->text), &s->tokens, 0, &h) && h.last + 1 == s->tokens.n;
	return whole && (glue[0] != '\0' || lexicon_literal(&f->k->table, h.row)) ? h.row : SIZE_MAX;
}

static struct span words(const struct search *f, size_t first, size_t last)
{
	return span_sub(f->text, f->tokens->v[first].start, f->tokens->v[last].end);
}

static void add_part(const struct search *f, size_t first, size_t last, size_t row)
{
	struct hit h = {first, last, f->tokens->v[first].start, f->tokens->v[last].end, row};
	list_push(&f->s->parts, h);
}

/* The row of a part with the head that tokens head…last are; a part that ends with a hyphen may be a prefix of it. */
static size_t with_head(const struct search *f, size_t first, size_t last, size_t head, size_t end)
{
	struct span part = words(f, first, last), rest = words(f, head, end);
	size_t row = composed(f, part, " ", rest), after = f->tokens->v[last].end;
	if (row == SIZE_MAX && after < f->text.n && f->text.p[after] == '-')
		row = composed(f, part, "", rest);
	return row;
}

/* "hypo- and hyperthyroidism": the part with what is left of the hit's first word behind its own prefix. */
static size_t with_rest(const struct search *f, size_t first, size_t last, const struct hit *h)
{
	size_t after = f->tokens->v[last].end, word = f->tokens->v[h->first].end;
	if (after >= f->text.n || f->text.p[after] != '-')
		return SIZE_MAX;
	for (size_t k = h->start + 2; k + 3 <= word; k++) {
		size_t row = (unsigned char)f->text.p[k] < 0x80 ? composed(f, words(f, first, last), "", span_sub(f->text, k, h->end)) : SIZE_MAX;
		if (row != SIZE_MAX)
			return row;
	}
	return SIZE_MAX;
}

/* ---- parts before a hit ---- */

static bool is_generic(const struct search *f, size_t row)
{
	return f->k->kind >= 0 && strcmp(table_cell(&f->k->table, row, f->k->kind), "generic") == 0;
}

/* Are both rows of one concept? */
static bool is_same(const struct search *f, size_t row, size_t other)
{
	return strcmp(table_cell(&f->k->table, row, f->k->concept), table_cell(&f->k->table, other, f->k->concept)) == 0;
}

/* A part that is only with its head what the row names. */
static void add_elliptic(const struct search *f, const struct hit *h, size_t first, size_t last, size_t row)
{
	if (!is_generic(f, row))
		add_part(f, first, is_same(f, row, h->row) ? h->last : last, row);
}

/* Is the head behind the hit: "dopaminergic and opioid receptor systems"? */
static size_t with_next(const struct search *f, const struct hit *h, size_t first, size_t last)
{
	size_t next = h->last + 1;
	return next < f->tokens->n && gap_before(f, next) == GAP_SOFT ? with_head(f, first, last, next, next) : SIZE_MAX;
}

/* Finds the longest part that ends at token `last`, not before token `floor`. *heads: tokens of the shared head, 0 while it is not known.
 * Its first token, or SIZE_MAX. */
static size_t find_part(const struct search *f, const struct hit *h, size_t last, size_t floor, size_t *heads)
{
	for (size_t n = PART_MOST; n > 0; n--) {
		if (last + 1 < floor + n || !runs_on(f, last + 1 - n, last))
			continue;
		size_t first = last + 1 - n, length = h->last - h->first + 1, row;
		if (*heads == 0 && (row = with_next(f, h, first, last)) != SIZE_MAX) {
			add_elliptic(f, h, first, last, row);
			return first;
		}
		for (size_t k = *heads ? *heads : length - 1; k > 0 && k < length; k--) {
			row = with_head(f, first, last, h->last + 1 - k, h->last);
			if (row != SIZE_MAX) {
				add_elliptic(f, h, first, last, row);
				*heads = k;
				return first;
			}
			if (*heads)
				break;
		}
		if (n == 1 && (row = with_rest(f, first, last, h)) != SIZE_MAX) {
			add_elliptic(f, h, first, last, row);
			return first;
		}
	}
	return SIZE_MAX;
}

/* The parts before hit i, from right to left. */
static void find_parts(const struct search *f, size_t i)
{
	const struct hit *h = &f->hits->v[i];
	size_t first = h->first, heads = 0, before = i;
	bool joined = false, strong = false;
	for (size_t n = 0; n < PARTS_MOST; n++) {
		size_t last = part_before(f, first, &strong);
		joined |= strong;
		if (last == SIZE_MAX || !joined)
			return;
		while (before > 0 && f->hits->v[before - 1].first > last)
			before--;
		const struct hit *other = before > 0 ? &f->hits->v[before - 1] : NULL;
		if (other != NULL && other->last >= last) { /* a part that is a concept by itself */
			first = other->first;
			continue;
		}
		first = find_part(f, h, last, other ? other->last + 1 : 0, &heads);
		if (first == SIZE_MAX)
			return;
	}
}

/* ---- a part behind a hit ---- */

/* "weight loss or gain": the word behind the conjunction with the hit's other words, where that is a concept of its own. */
static void find_tail(const struct search *f, size_t i)
{
	const struct hit *h = &f->hits->v[i];
	size_t next = h->last + 1, row;
	struct hit join;
	if (h->first == h->last || next + 1 >= f->tokens->n || gap_before(f, next) != GAP_SOFT ||
		!lexicon_at(f->c->lexicon, f->text, f->tokens, next, &join))
		return;
	size_t tail = join.last + 1;
	if (tail >= f->tokens->n || gap_before(f, tail) != GAP_SOFT || (i + 1 < f->hits->n && f->hits->v[i + 1].first <= tail))
		return;
	row = composed(f, words(f, h->first, h->last - 1), " ", words(f, tail, tail));
	if (row == SIZE_MAX || !lexicon_literal(&f->k->table, row) || is_generic(f, row) || is_same(f, row, h->row))
		return;
	add_part(f, tail, tail, row);
}

/* ---- brackets ---- */

/* The last token in the bracket that opens before token i; SIZE_MAX where it is no short bracket within a phrase. */
static size_t bracket_end(const struct search *f, size_t i)
{
	const token_list *t = f->tokens;
	if (i == 0 || f->text.p[t->v[i].start - 1] != '(')
		return SIZE_MAX;
	for (size_t k = i; k < t->n && k < i + BRACKET_MOST; k++) {
		size_t end = t->v[k].end;
		if (end < f->text.n && f->text.p[end] == ')')
			return k + 1 < t->n && t->v[k + 1].start <= end + 2 && f->text.p[t->v[k + 1].start - 1] != '(' ? k : SIZE_MAX;
		if (k > i && gap_before(f, k) == GAP_OTHER)
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

/* The parts in the bracket, tokens i…j, with the head behind it. True where there are several or one that is a term with the head. */
static bool parts_inside(const struct search *f, size_t i, size_t j, size_t head, size_t end)
{
	bool found = false, strong;
	for (size_t last = j;;) {
		size_t first = last, row;
		while (first > i && gap_before(f, first) == GAP_SOFT && part_before(f, first, &strong) == SIZE_MAX)
			first--;
		if (last - first < PART_MOST && (row = composed(f, words(f, first, last), " ", words(f, head, end))) != SIZE_MAX) {
			add_part(f, first, last, row);
			found = true;
		}
		if (first == i)
			return found;
		last = part_before(f, first, &strong);
		if (last == SIZE_MAX || last < i)
			return found;
	}
}

/* Is the bracket, tokens i…j, one side of a definition? Brackets and definitions come in one order. */
static bool is_abbreviation(struct search *f, size_t i, size_t j)
{
	size_t start = f->tokens->v[i].start, end = f->tokens->v[j].end;
	const abbreviation_list *a = f->abbreviations;
	while (f->next < a->n && a->v[f->next].short_end <= start && a->v[f->next].long_end <= start)
		f->next++;
	if (f->next == a->n)
		return false;
	const struct abbreviation *d = &a->v[f->next];
	return (d->short_start >= start && d->short_end <= end) || (d->long_start >= start && d->long_end <= end);
}

/* Does one hit of the table hold tokens first…last already? */
static bool covered(const struct search *f, size_t first, size_t last)
{
	size_t i;
	list_bound(f->hits, i, f->hits->v[i].last < last);
	return i < f->hits->n && f->hits->v[i].first <= first;
}

/* The bracket that opens before token i: "P (…) S", where "P S" is a term. */
static void find_bracket(struct search *f, size_t i)
{
	size_t j = bracket_end(f, i), end = j + 1;
	struct coordination_scratch *s = f->s;
	struct hit h;
	if (j == SIZE_MAX)
		return;
	while (end + 1 < f->tokens->n && end < j + HEAD_MOST && gap_before(f, end + 1) == GAP_SOFT)
		end++;
	bool awake = lexicon_may_wake(f->k->lexicon, f->tokens, j + 1, end + 1);
	for (size_t n = HEAD_MOST; n > 0; n--) {
		if (i < n || !runs_on(f, i - n, i - 1))
			continue;
		if (!awake && !lexicon_may_begin(f->k->lexicon, &f->tokens->v[i - n]) && !lexicon_may_wake(f->k->lexicon, f->tokens, i - n, i))
			continue;
		buf_clear(&s->text);
		buf_addspan(&s->text, words(f, i - n, i - 1));
		buf_addc(&s->text, ' ');
		buf_addspan(&s->text, words(f, j + 1, end));
		tokens_scan(&s->tokens, buf_span(&s->text));
		if (!lexicon_at(f->k->lexicon, buf_span(&s->text), &s->tokens, 0, &h) || h.last < n)
			continue;
		size_t last = j + h.last + 1 - n;
		if (last > end || covered(f, i - n, last))
			return;
		if (is_abbreviation(f, i, j))
			add_part(f, i - n, last, h.row);
		else if (parts_inside(f, i, j, j + 1, last))
			add_part(f, i - n, i - 1, h.row);
		return;
	}
}

/* ---- putting together ---- */

static int by_place(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	return x->first != y->first ? (x->first > y->first) - (x->first < y->first) : (x->last < y->last) - (x->last > y->last);
}

/* The parts and the hits in one order; of two that overlap, the longer one stays, then the first. */
static void merge(hit_list *hits, hit_list *parts)
{
	for (size_t i = 0; i < hits->n; i++)
		list_push(parts, hits->v[i]);
	qsort(parts->v, parts->n, sizeof *parts->v, by_place);
	hits->n = 0;
	for (size_t i = 0; i < parts->n; i++) {
		const struct hit *h = &parts->v[i], *before = hits->n ? &hits->v[hits->n - 1] : NULL;
		if (before == NULL || h->first > before->last)
			list_push(hits, *h);
		else if (h->last - h->first > before->last - before->first)
			hits->v[hits->n - 1] = *h;
	}
}

void coordination_apply(const struct coordination *c, const struct category *k, struct span text, const token_list *tokens,
						const abbreviation_list *abbreviations, hit_list *hits, struct coordination_scratch *s)
{
	struct search f = {c, k, text, tokens, hits, abbreviations, 0, s};
	s->parts.n = 0;
	if (memchr(text.p, '(', text.n) != NULL)
		for (size_t i = 1; i < tokens->n; i++)
			find_bracket(&f, i);
	for (size_t i = 0; i < hits->n; i++) {
		find_parts(&f, i);
		find_tail(&f, i);
	}
	if (s->parts.n)
		merge(hits, &s->parts);
}

/* ---- checks ---- */

int coordination_check(const struct coordination *c, struct diag *d)
{
	return examples_check(&c->table, lexicon_fires, c->lexicon, d);
}
