#include "learn/weights_parts.h"

#include <stdlib.h>

#include "base/text.h"

static bool read_count(const char *s, uint32_t *out)
{
	int32_t n;
	bool good = table_whole(s, &n) && n >= 0;
	*out = good ? (uint32_t)n : 0;
	return good;
}

/* A row of the place `name`; false where it is none. */
static bool read_name(struct weights *w, const struct table *t, size_t row, struct feature *f, int32_t weight, token_list *tokens)
{
	const char *value = table_cell(t, row, table_column(t, "value"));
	uint64_t fold[2];
	uint32_t hits, misses;
	bool counted = read_count(table_cell(t, row, table_column(t, "hits")), &hits) &&
				   read_count(table_cell(t, row, table_column(t, "misses")), &misses);
	feature_folds(value, fold);
	if (f->kind == OF_SKIP && counted)
		naming_less(w->names, fold[0], naming_grade(hits, misses));
	else if (f->kind == OF_SAME && counted && fold[1])
		naming_same(w->names, fold[0], fold[1], naming_grade(hits, misses));
	else if (f->kind == OF_LIST && feature_list(&w->lists, span_of(value)) < TERM_LISTS)
		w->naming[NAMING_LIST + feature_list(&w->lists, span_of(value))] = weight;
	else if (f->kind == OF_WAY && naming_read(span_of(value)) < NAMING_FEATURES)
		w->naming[naming_read(span_of(value))] = weight;
	else if (f->kind == OF_ENDING || f->kind == OF_SPELLING) {
		struct form form;
		if (!counted || !form_read(span_of(value), f->kind == OF_SPELLING, &form))
			return false;
		naming_form(w->names, &form, naming_grade(hits, misses));
	} else if (f->kind == OF_JOIN)
		naming_join(w->names, fold[0]);
	else if (f->kind == OF_CONCEPT)
		weights_keep(w, f, weight);
	else if (f->kind != OF_NAMED)
		return false;
	tokens->n = 0;
	if (f->kind == OF_NAMED)
		tokens_scan(tokens, span_of(value));
	for (int way = 0; way < 2 && tokens->n; way++) {
		f->value = naming_key(tokens, 0, tokens->n - 1, way == 1);
		weights_keep(w, f, weight);
	}
	return true;
}

int weights_read_features(struct weights *w, const char *dir, const char *file, struct diag *d)
{
	static const char *const columns[] = {"!place", "!kind", "!value", "!weight", "hits", "misses", NULL};
	token_list tokens = {0};
	struct table t;
	int code = table_read(&t, dir, file, columns, d);
	for (size_t i = 0; i < t.nrows && code == DIAG_OK; i++) {
		struct feature f;
		int32_t weight;
		if (!feature_read(table_cell(&t, i, table_column(&t, "place")), table_cell(&t, i, table_column(&t, "kind")),
						  table_cell(&t, i, table_column(&t, "value")), &f))
			code = diag_at(d, DIAG_WRONG, t.path, table_line(&t, i), 1, "no such place or kind is known");
		else if (!table_whole(table_cell(&t, i, table_column(&t, "weight")), &weight))
			code = diag_at(d, DIAG_WRONG, t.path, table_line(&t, i), 4, "a weight is a whole number");
		else if (f.place == AT_NAME && !read_name(w, &t, i, &f, weight, &tokens))
			code = diag_at(d, DIAG_WRONG, t.path, table_line(&t, i), 3,
						   "no such way or form, or too many lists, or a count that is no whole number");
		else if (f.place != AT_NAME)
			weights_keep(w, &f, weight);
	}
	list_free(&tokens);
	table_free(&t);
	return code;
}

/* One row of terms: list and evidence from the first word of `source` ("learnt 12 of 13"). */
static int add_term(struct weights *w, const struct table *t, size_t row, struct span list, bool concept, token_list *tokens,
					struct diag *d)
{
	static const char *const ways[] = {"term", "exact"};
	if (concept && !lexicon_literal(t, row))
		return DIAG_OK; /* an ending or a pattern is no term that evidence can be counted for */
	const char *weight = table_cell(t, row, table_column(t, "weight"));
	const char *blank = memchr(list.p, ' ', list.n);
	if (blank)
		list.n = (size_t)(blank - list.p);
	unsigned n = feature_list(&w->lists, list.n ? list : span_of("other"));
	size_t way = table_choice(t, row, table_column(t, "match"), ways, 2, 0, d);
	if (n == TERM_LISTS || way == 2)
		return diag_at(d, DIAG_WRONG, t->path, table_line(t, row), 0, "too many lists of terms, too long a name of one, or no such match");
	tokens_scan(tokens, span_of(table_cell(t, row, table_column(t, "term"))));
	if (tokens->n == 0)
		return DIAG_OK;
	struct term *term = terms_add(w->terms, tokens, way == 1, n);
	int32_t value = 0;
	if (weight[0] && !table_whole(weight, &value))
		return diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)table_column(t, "weight") + 1, "a weight is a whole number");
	if (n == 0)
		term->hits = 1;
	if (term->weight == 0)
		term->weight = value;
	if (concept && term->row == TERM_NO_ROW)
		term->row = (uint32_t)row;
	if (concept) {
		struct feature named = {AT_NAME, OF_NAMED, naming_key(tokens, 0, tokens->n - 1, way == 1), {{NULL, 0}, {NULL, 0}}};
		struct feature prior = {.place = 0};
		feature_read("name", "concept", table_cell(t, row, table_column(t, "concept")), &prior);
		naming_term(w->names, tokens, way == 1, n == 0, (uint32_t)row,
					(n == 0 ? weights_of(w, &named) : w->naming[NAMING_LIST + n]) + weights_of(w, &prior));
	}
	return DIAG_OK;
}

static int read_terms(struct weights *w, const struct table *t, const char *list, bool concept, struct diag *d)
{
	token_list tokens = {0};
	int code = DIAG_OK, column = table_column(t, list);
	for (size_t i = 0; i < t->nrows && code == DIAG_OK; i++)
		code = add_term(w, t, i, span_of(table_cell(t, i, column)), concept, &tokens, d);
	list_free(&tokens);
	return code;
}

int weights_read_evidence(struct weights *w, const char *dir, const char *file, struct diag *d)
{
	static const char *const columns[] = {"!list", "!term", "match", "weight", "hits", "misses", NULL};
	struct table t;
	int code = table_read(&t, dir, file, columns, d);
	if (code == DIAG_OK)
		code = read_terms(w, &t, "list", false, d);
	table_free(&t);
	return code;
}

/* The category's own table; a compiled one has no cells of the columns that are looked at here, so its CSV is read. */
int weights_read_concepts(struct weights *w, const char *dir, const char *name, const struct category *category, struct diag *d)
{
	static const char *const columns[] = {"!concept", "!label", "!term",   "match",          "weight", "kind",
										  "broader",  "xref",   "example", "counterexample", "source", NULL};
	if (category->state != COMPILED_USED)
		return read_terms(w, &category->table, "source", true, d);
	struct table t;
	struct buf file = {0};
	buf_printf(&file, "%s.csv", name);
	buf_addc(&file, '\0');
	int code = table_read(&t, dir, file.p, columns, d);
	if (code == DIAG_OK)
		code = read_terms(w, &t, "source", true, d);
	table_free(&t);
	buf_free(&file);
	return code;
}
