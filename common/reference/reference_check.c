/* Runs the examples of configs/references.csv. An example is a reference in which the row's term has its class and after
 * whose reading the marked words are one part of the reference, whole: a family name, a title, pages … A counterexample is one
 * in which the marked words are a part in spite of the term. Every class has at least one row with both. */
#include "base/example.h"
#include "base/table.h"
#include "reference/reference_parts.h"

struct checking {
	const struct table *t;
	const struct reference_rules *rules;
	struct diag *d;
	struct reference ref;
	struct buf plain;
	int class, term, example, counterexample;
	int code;
};

static bool is_part(const struct reference *r, struct span s)
{
	const struct span parts[] = {r->year, r->title, r->container, r->volume,    r->issue,   r->pages,  r->doi,
								 r->pmid, r->pmcid, r->url,       r->publisher, r->edition, r->editors};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].n && span_eq(parts[i], s))
			return true;
	for (size_t i = 0; i < r->n_authors; i++)
		if (span_eq(r->authors[i].family, s) || span_eq(r->authors[i].given, s) || span_eq(r->authors[i].suffix, s))
			return true;
	return false;
}

static void fault(struct checking *c, size_t row, int column, const char *what)
{
	c->code =
		diag_at(c->d, DIAG_WRONG, c->t->path, table_line(c->t, row), (size_t)column + 1, "'%s': %s", table_cell(c->t, row, c->term), what);
}

static void run_cell(struct checking *c, size_t row, int column, uint64_t cue)
{
	size_t from, to;
	struct span cell = span_of(table_cell(c->t, row, column));
	if (cell.n == 0)
		return;
	buf_clear(&c->plain);
	if (!example_read(cell, &c->plain, &from, &to) || (from == 0 && to == c->plain.n)) {
		fault(c, row, column, "the example has no part marked with [[ ]]");
		return;
	}
	struct span entry = buf_span(&c->plain);
	reference_parse(c->rules, entry, &c->ref);
	if (!is_part(&c->ref, span_sub(entry, from, to)))
		fault(c, row, column, "the marked words are not read as one part of the reference");
	else if (cue && !reference_has_cue(c->rules, entry, cue))
		fault(c, row, column, "the example does not hold the term");
}

static void check_classes(struct checking *c)
{
	for (unsigned k = 0; k < CUE_COUNT; k++) {
		bool any = false, both = false;
		for (size_t row = 0; row < c->t->nrows; row++) {
			if (strcmp(table_cell(c->t, row, c->class), rules_class_name(k)) != 0)
				continue;
			any = true;
			both |= table_cell(c->t, row, c->example)[0] && table_cell(c->t, row, c->counterexample)[0];
		}
		if (any && !both)
			c->code = diag_at(c->d, DIAG_WRONG, c->t->path, 0, 0, "no row of class '%s' has an example and a counterexample",
							  rules_class_name(k));
	}
}

int reference_check(const char *dir, struct diag *d)
{
	struct reference_rules *rules;
	struct table t = {0};
	int code = reference_rules_open(&rules, dir, d);
	if (code != DIAG_OK)
		return code;
	code = rules_read_table(&t, dir, d);
	if (code == DIAG_OK) {
		struct checking c = {.t = &t,
							 .rules = rules,
							 .d = d,
							 .class = table_column(&t, "class"),
							 .term = table_column(&t, "term"),
							 .example = table_column(&t, "example"),
							 .counterexample = table_column(&t, "counterexample")};
		for (size_t row = 0; row < t.nrows; row++) {
			run_cell(&c, row, c.example, rules_class(table_cell(&t, row, c.class)));
			run_cell(&c, row, c.counterexample, 0);
		}
		check_classes(&c);
		code = c.code;
		reference_free(&c.ref);
		buf_free(&c.plain);
	}
	table_free(&t);
	reference_rules_close(rules);
	return code;
}
