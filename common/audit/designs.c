#include "audit/designs.h"

#include <stdlib.h>

#include "base/table.h"
#include "base/text.h"
#include "cite/cite_design.h"

enum { NAMED_MOST = 8 }; /* designs of one title that are looked at */

struct designs {
	const char *rules;
	bool loaded;
	struct table table; /* designs.csv */
	int said, title, severity;
	struct cite_rules *cites;
	LIST(struct cite_strength) strengths; /* each design once */
	struct buf words;
};

struct designs *designs_new(const char *rules)
{
	struct designs *s = mem_alloc(sizeof *s);
	*s = (struct designs){.rules = rules};
	return s;
}

void designs_free(struct designs *s)
{
	if (s == NULL)
		return;
	table_free(&s->table);
	cite_rules_close(s->cites);
	list_free(&s->strengths);
	buf_free(&s->words);
	free(s);
}

static const struct cite_strength *strength_of(const struct designs *s, struct span design)
{
	for (size_t i = 0; i < s->strengths.n; i++)
		if (span_is(design, s->strengths.v[i].design))
			return &s->strengths.v[i];
	return NULL;
}

static void read_strengths(struct designs *s)
{
	struct cite_strength one;
	for (size_t row = 0; cite_next_strength(s->cites, &row, &one);)
		if (strength_of(s, span_of(one.design)) == NULL)
			list_push(&s->strengths, one);
}

int designs_load(struct designs *s, struct diag *d)
{
	static const char *const columns[] = {"!said", "!title", "!severity", "example", "counterexample", NULL};
	if (s->loaded)
		return DIAG_OK;
	s->loaded = true;
	int code = table_read(&s->table, s->rules, "designs.csv", columns, d);
	if (code || (code = cite_rules_open(&s->cites, s->rules, d)) != DIAG_OK)
		return code;
	s->said = table_column(&s->table, "said");
	s->title = table_column(&s->table, "title");
	s->severity = table_column(&s->table, "severity");
	read_strengths(s);
	return DIAG_OK;
}

/* ---- strength ---- */

const char *designs_find(const struct designs *s, struct span design)
{
	const struct cite_strength *found = strength_of(s, design);
	return found ? found->design : NULL;
}

const char *designs_stronger(const struct designs *s, const char *a, const char *b)
{
	const struct cite_strength *x = a ? strength_of(s, span_of(a)) : NULL, *y = b ? strength_of(s, span_of(b)) : NULL;
	if (x == NULL || y == NULL)
		return x ? x->design : y ? y->design : NULL;
	return y->rank - 1 < x->rank - 1 ? y->design : x->design; /* no rank, 0, is the last */
}

const char *designs_named(const struct designs *s, struct span title)
{
	const char *best = NULL, *design;
	size_t at = 0, n = 0;
	while (n++ < NAMED_MOST && (design = cite_next_design(s->cites, title, &at)) != NULL)
		best = designs_stronger(s, best, design);
	return best;
}

/* The words with their plurals undone, as far as nouns of studies go: "studies", "meta-analyses", "trials", "RCTs". */
static void add_singular(struct span text, struct buf *out)
{
	for (size_t i = 0; i < text.n;) {
		size_t end = i;
		while (end < text.n && text_is_alpha(text.p[end]))
			end++;
		struct span word = span_sub(text, i, end);
		if (word.n > 3 && word.p[word.n - 1] == 's' && word.p[word.n - 2] != 's') {
			bool ies = span_eq(span_sub(word, word.n - 3, word.n), span_of("ies"));
			bool yses = word.n > 4 && span_eq(span_sub(word, word.n - 4, word.n), span_of("yses"));
			buf_add(out, word.p, word.n - (ies ? 3 : yses ? 2 : 1));
			buf_adds(out, ies ? "y" : yses ? "is" : "");
		} else {
			buf_addspan(out, word);
		}
		if (end < text.n)
			buf_addc(out, text.p[end]);
		i = end + 1;
	}
}

const char *designs_spoken(struct designs *s, struct span words)
{
	const char *as_it_stands = designs_named(s, words); /* "case series" */
	if (as_it_stands)
		return as_it_stands;
	buf_clear(&s->words);
	add_singular(words, &s->words);
	return designs_named(s, buf_span(&s->words));
}

/* ---- contradictions ---- */

/* The row of designs.csv that sets the said design against the title, or SIZE_MAX. */
static size_t mismatch(const struct designs *s, struct span said, struct span title)
{
	const char *design;
	size_t found = SIZE_MAX, at = 0, n = 0;
	while (n++ < NAMED_MOST && (design = cite_next_design(s->cites, title, &at)) != NULL) {
		if (span_is(said, design))
			return SIZE_MAX;
		for (size_t row = 0; row < s->table.nrows && found == SIZE_MAX; row++)
			if (span_is(said, table_cell(&s->table, row, s->said)) && strcmp(design, table_cell(&s->table, row, s->title)) == 0)
				found = row;
	}
	return found;
}

const char *designs_contradicted(const struct designs *s, struct span said, struct span title, const char **other)
{
	size_t row = mismatch(s, said, title);
	if (row == SIZE_MAX)
		return NULL;
	*other = table_cell(&s->table, row, s->title);
	return table_cell(&s->table, row, s->severity);
}

/* ---- checks ---- */

static void check_row(const struct designs *s, size_t row, struct diag *d)
{
	static const char *const severities[] = {"error", "warning", "possible", "info"};
	const struct table *t = &s->table;
	struct span said = span_of(table_cell(t, row, s->said));
	int example = table_column(t, "example"), counter = table_column(t, "counterexample");
	table_choice(t, row, s->severity, severities, 4, 4, d);
	if (table_cell(t, row, example)[0] && mismatch(s, said, span_of(table_cell(t, row, example))) != row)
		diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)example + 1, "the row does not fire in its example");
	if (table_cell(t, row, counter)[0] && mismatch(s, said, span_of(table_cell(t, row, counter))) != SIZE_MAX)
		diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)counter + 1, "the row fires in its counterexample");
}

static void check_strengths(const struct designs *s, struct diag *d)
{
	struct cite_strength one;
	for (size_t row = 0; cite_next_strength(s->cites, &row, &one);) {
		const struct cite_strength *known = strength_of(s, span_of(one.design));
		if (one.rank == 0)
			diag_at(d, DIAG_WRONG, one.path, one.line, one.cell, "a study with a design needs a strength from 1 to 9");
		else if (known->rank != one.rank)
			diag_at(d, DIAG_WRONG, one.path, one.line, one.cell, "'%s' has the strength %u on line %zu", one.design, known->rank,
					known->line);
	}
}

int designs_check(const char *rules, struct diag *d)
{
	struct designs *s = designs_new(rules);
	bool loaded = designs_load(s, d) == DIAG_OK;
	if (loaded)
		check_strengths(s, d);
	for (size_t row = 0; loaded && row < s->table.nrows; row++)
		check_row(s, row, d);
	designs_free(s);
	return d->code;
}
