#include "learn/learning.h"

#include "learn/learning_names.h"
#include "learn/learning_parts.h"

#include <stdlib.h>

#include "base/text.h"

void learning_open(struct learning *l, const struct lesson *lesson, uint32_t least)
{
	*l = (struct learning){.lesson = lesson, .terms = terms_new(), .least = least, .ahead = SIZE_MAX};
	feature_list(&l->lists, span_of("learnt"));
}

void learning_close(struct learning *l)
{
	terms_free(l->terms);
	for (size_t i = 0; i < l->tables.n; i++)
		table_free(&l->tables.v[i]);
	list_free(&l->tables);
	list_free(&l->rows);
	list_free(&l->features);
	free(l->places);
	buf_free(&l->shown);
	fit_data_free(&l->data);
	fit_examples_free(&l->second);
	list_free(&l->looks);
	list_free(&l->look_ends);
	free(l->weights);
	list_free(&l->cuts);
	list_free(&l->cut_ends);
	list_free(&l->concepts);
	list_free(&l->joins);
}

/* ---- terms ---- */

/* An acronym is compared by its bytes: one word, with two capitals or more, or a capital and a digit. */
static bool is_acronym(struct span term, const token_list *tokens)
{
	size_t upper = 0, digits = 0;
	for (size_t i = 0; i < term.n; i++)
		upper += text_is_upper(term.p[i]), digits += text_is_digit(term.p[i]);
	return tokens->n == 1 && (upper > 1 || (upper && digits)) && term.n <= 10;
}

static void add_row(struct learning *l, struct learning_row row, token_list *tokens)
{
	tokens_scan(tokens, row.term);
	if (tokens->n == 0)
		return;
	row.exact = is_acronym(row.term, tokens);
	struct term *t = terms_add(l->terms, tokens, row.exact, row.list);
	if (t->row != TERM_NO_ROW && l->rows.v[t->row].list == row.list && span_eq(l->rows.v[t->row].concept, row.concept))
		return;
	if (t->row == TERM_NO_ROW || (l->rows.v[t->row].plain && !row.plain))
		t->row = (uint32_t)l->rows.n;
	list_push(&l->rows, row);
}

int learning_list(struct learning *l, const char *path, bool plain, struct diag *d)
{
	static const char *const columns[] = {"!concept", "!label", "!term",   "match",          "weight", "kind",
										  "broader",  "xref",   "example", "counterexample", "source", NULL};
	struct table t;
	const char *slash = strrchr(path, '/');
	struct span dir = slash ? span_make(path, (size_t)(slash - path)) : span_of(".");
	struct buf folder = {0};
	buf_addspan(&folder, dir);
	buf_addc(&folder, '\0');
	int code = table_read(&t, folder.p, slash ? slash + 1 : path, columns, d);
	buf_free(&folder);
	list_push(&l->tables, t);
	if (code)
		return code;
	struct span name = span_of(t.name);
	if (name.n > 4 && span_is(span_sub(name, name.n - 4, name.n), ".csv"))
		name.n -= 4;
	unsigned list = feature_list(&l->lists, name);
	if (list == TERM_LISTS)
		return diag_at(d, DIAG_WRONG, path, 0, 0, "too many lists, or too long a name");
	token_list tokens = {0};
	for (size_t i = 0; i < t.nrows; i++) {
		struct learning_row row = {span_of(table_cell(&t, i, table_column(&t, "concept"))),
								   span_of(table_cell(&t, i, table_column(&t, "label"))),
								   span_of(table_cell(&t, i, table_column(&t, "term"))),
								   list,
								   false,
								   plain,
								   0,
								   0,
								   span_of(table_cell(&t, i, table_column(&t, "xref"))),
								   0,
								   0,
								   NULL};
		if (lexicon_literal(&t, i)) /* of an ending or a pattern there is nothing to count */
			add_row(l, row, &tokens);
	}
	list_free(&tokens);
	return DIAG_OK;
}

/* ---- evidence ---- */

enum learning_relation learning_relation(const struct lesson *l, const struct lesson_sentence *s, size_t first, size_t last)
{
	for (size_t i = 0; i < s->nmention; i++) {
		struct feature_stretch m = l->mentions.v[s->mention + i].tokens;
		if (m.first == first && m.last == last)
			return IS_MENTION;
		if (m.first <= first && last <= m.last)
			return IS_INSIDE;
	}
	return IS_NEITHER;
}

void learning_count(struct learning *l, const struct lesson_document *doc, enum learning_purse purse, token_list *tokens,
					term_match_list *matches)
{
	for (size_t i = 0; i < doc->nsentence; i++) {
		const struct lesson_sentence *s = &l->lesson->sentences.v[doc->sentence + i];
		tokens_scan(tokens, lesson_text(l->lesson, s));
		matches->n = 0;
		terms_find(l->terms, tokens, matches);
		for (size_t k = 0; k < matches->n; k++) {
			const struct term_match *m = &matches->v[k];
			enum learning_relation r = learning_relation(l->lesson, s, m->first, m->last);
			for (int way = 0; way < 2; way++) {
				struct term *t = m->term[way];
				if (t == NULL)
					continue;
				if (purse == FOR_ALL)
					t->hits += r == IS_MENTION, t->misses += r == IS_NEITHER;
				else if (purse == FOR_OWN)
					t->own_hits += r == IS_MENTION, t->own_misses += r == IS_NEITHER;
				else
					t->own_hits = t->own_misses = 0;
			}
		}
	}
}

struct marked {
	struct span term, id;
	struct term *found;
	uint32_t count;
};

static int by_name(const void *a, const void *b)
{
	const struct marked *x = a, *y = b;
	if (x->found->key != y->found->key)
		return x->found->key < y->found->key ? -1 : 1;
	int c = span_cmp(x->id, y->id);
	return c ? c : span_cmp(x->term, y->term);
}

/* A row for each term that mentions have, with the concept that most of them have. */
static void name_terms(struct learning *l)
{
	const struct lesson *s = l->lesson;
	LIST(struct marked) all = {0};
	token_list tokens = {0};
	size_t sentences = l->ahead < s->documents.n ? s->documents.v[l->ahead].sentence : s->sentences.n;
	for (size_t i = 0; i < sentences; i++) {
		struct span text = lesson_text(s, &s->sentences.v[i]);
		tokens_scan(&tokens, text);
		for (size_t k = 0; k < s->sentences.v[i].nmention; k++) {
			const struct lesson_mention *m = &s->mentions.v[s->sentences.v[i].mention + k];
			token_list own = {tokens.v + m->tokens.first, m->tokens.last - m->tokens.first + 1, 0};
			struct span words = span_sub(text, own.v[0].start, own.v[own.n - 1].end);
			struct marked n = {words, span_make(s->text.p + m->id, m->id_n), NULL, 0};
			n.found = terms_add(l->terms, &own, is_acronym(words, &own), 0);
			list_push(&all, n);
		}
	}
	for (size_t i = 0, k = 0; i < sentences; i++) { /* terms lie still from here on */
		tokens_scan(&tokens, lesson_text(s, &s->sentences.v[i]));
		for (size_t j = 0; j < s->sentences.v[i].nmention; j++, k++) {
			const struct lesson_mention *m = &s->mentions.v[s->sentences.v[i].mention + j];
			token_list own = {tokens.v + m->tokens.first, m->tokens.last - m->tokens.first + 1, 0};
			all.v[k].found = terms_get(l->terms, &own, 0, own.n - 1, is_acronym(all.v[k].term, &own));
		}
	}
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, by_name);
	for (size_t i = 0, next; i < all.n; i = next) {
		struct marked best = all.v[i];
		size_t run = 0, most = 0, named = 0;
		for (next = i; next < all.n && all.v[next].found == all.v[i].found; next++) {
			named += all.v[next].id.n > 0;
			run = next > i && span_eq(all.v[next].id, all.v[next - 1].id) ? run + 1 : 1;
			if (run > most && (all.v[next].id.n || best.id.n == 0))
				most = run, best = all.v[next];
		}
		struct learning_row row = {
			.concept = best.id, .term = best.term, .named = (uint32_t)(best.id.n ? most : 0), .all = (uint32_t)named};
		tokens_scan(&tokens, best.term);
		row.exact = is_acronym(best.term, &tokens);
		all.v[i].found->row = (uint32_t)l->rows.n;
		list_push(&l->rows, row);
	}
	list_free(&all);
	list_free(&tokens);
}

void learning_mine(struct learning *l)
{
	token_list tokens = {0};
	term_match_list matches = {0};
	l->first_learnt = l->rows.n;
	name_terms(l);
	for (size_t i = 0; i < l->lesson->documents.n && i < l->ahead; i++)
		learning_count(l, &l->lesson->documents.v[i], FOR_ALL, &tokens, &matches);
	for (size_t i = 0; i < l->rows.n; i++) {
		struct learning_row *r = &l->rows.v[i];
		tokens_scan(&tokens, r->term);
		r->found = terms_get(l->terms, &tokens, 0, tokens.n - 1, r->exact);
		if (r->found)
			r->hits = r->found->hits, r->misses = r->found->misses;
	}
	learning_bridge(l);
	list_free(&tokens);
	list_free(&matches);
}
