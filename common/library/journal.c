#include "library/journal.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/token.h"

enum { GRACE = 3 }; /* years: volumes are dated online first, or close late; a nearer slip is not worth an accusation */

struct name {
	struct span key; /* borrows journals.keys */
	size_t row;
};

struct journals {
	struct table table;
	LIST(struct name) names; /* sorted by key */
	struct arena keys;
	int journal, abbreviations, year, volume, rate; /* columns */
};

static void add_name(struct journals *j, struct span name, size_t row, struct buf *scratch)
{
	buf_clear(scratch);
	text_fold_key(name, scratch);
	if (scratch->n)
		list_push(&j->names, ((struct name){arena_keep(&j->keys, buf_span(scratch)), row}));
}

/* A journal that changed how many volumes it prints a year has a row for each period, one below the other, oldest first;
 * the names stand on the first. */
static bool continues(const struct journals *j, size_t row)
{
	return row > 0 && row < j->table.nrows &&
		   span_eq(span_of(table_cell(&j->table, row, j->journal)), span_of(table_cell(&j->table, row - 1, j->journal)));
}

static int by_key(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int c = span_cmp(x->key, y->key);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

struct journals *journals_open(const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!journal", "!abbreviations", "!year", "!volume", "!volumes_a_year", "source", NULL};
	struct journals *j = mem_zeroed(sizeof *j);
	struct buf scratch = {0};
	if (table_read(&j->table, dir, "journals.csv", columns, d) != DIAG_OK) {
		journals_close(j);
		return NULL;
	}
	j->journal = table_column(&j->table, "journal");
	j->abbreviations = table_column(&j->table, "abbreviations");
	j->year = table_column(&j->table, "year");
	j->volume = table_column(&j->table, "volume");
	j->rate = table_column(&j->table, "volumes_a_year");
	for (size_t row = 0; row < j->table.nrows; row++) {
		if (continues(j, row))
			continue;
		add_name(j, span_of(table_cell(&j->table, row, j->journal)), row, &scratch);
		struct span rest = span_of(table_cell(&j->table, row, j->abbreviations));
		for (size_t at = 0; at < rest.n;) {
			const char *bar = memchr(rest.p + at, '|', rest.n - at);
			size_t end = bar ? (size_t)(bar - rest.p) : rest.n;
			add_name(j, span_sub(rest, at, end), row, &scratch);
			at = end + 1;
		}
	}
	buf_free(&scratch);
	if (j->names.n)
		qsort(j->names.v, j->names.n, sizeof *j->names.v, by_key);
	return j;
}

void journals_close(struct journals *j)
{
	if (j == NULL)
		return;
	table_free(&j->table);
	list_free(&j->names);
	arena_free(&j->keys);
	free(j);
}

/* The row of the journal of that key, or SIZE_MAX. A leading "the" does not count. */
static size_t find(const struct journals *j, struct span key)
{
	for (int without = 0; without < 2; without++) {
		size_t i;
		list_bound(&j->names, i, span_cmp(j->names.v[i].key, key) < 0);
		if (i < j->names.n && span_eq(j->names.v[i].key, key))
			return j->names.v[i].row;
		if (!span_starts(key, "the"))
			break;
		key = span_sub(key, 3, key.n);
	}
	return SIZE_MAX;
}

static bool number(struct span s, unsigned *out)
{
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!text_is_digit(s.p[i]) || i >= 5)
			return false;
		*out = *out * 10 + (unsigned)(s.p[i] - '0');
	}
	return s.n > 0;
}

struct period {
	unsigned year, volume, rate; /* from this year's first volume on, `rate` volumes a year */
};

static bool read_period(const struct journals *j, size_t row, struct period *p)
{
	return number(span_of(table_cell(&j->table, row, j->year)), &p->year) &&
		   number(span_of(table_cell(&j->table, row, j->volume)), &p->volume) &&
		   number(span_of(table_cell(&j->table, row, j->rate)), &p->rate) && p->rate > 0;
}

bool journals_years(const struct journals *j, struct span container, struct span volume, unsigned *from, unsigned *to)
{
	size_t row = find(j, container);
	unsigned v;
	struct period p, next;
	if (row == SIZE_MAX || !number(volume, &v) || !read_period(j, row, &p))
		return false;
	if (v < p.volume || (v >= 1900 && v < 2100)) /* before the known period; journals that count volumes by the year */
		return false;
	while (continues(j, ++row) && read_period(j, row, &next) && next.volume <= v)
		p = next;
	unsigned years = (v - p.volume) / p.rate;
	/* the further from the known year, the less is known of skipped volumes */
	unsigned doubt = GRACE + years / 20;
	*from = p.year + years - doubt;
	*to = p.year + years + doubt;
	return true;
}

const char *journals_name(const struct journals *j, struct span container)
{
	size_t row = find(j, container);
	return row == SIZE_MAX ? "" : table_cell(&j->table, row, j->journal);
}

int journals_check(const struct journals *j, struct diag *d)
{
	const struct table *t = &j->table;
	for (size_t row = 0; row < t->nrows; row++) {
		const int columns[] = {j->year, j->volume, j->rate};
		unsigned v;
		for (size_t k = 0; k < 3; k++)
			if (!number(span_of(table_cell(t, row, columns[k])), &v) || v == 0)
				diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)columns[k] + 1, "'%s' is no whole number over 0",
						table_cell(t, row, columns[k]));
	}
	for (size_t i = 1; i < j->names.n; i++)
		if (span_eq(j->names.v[i - 1].key, j->names.v[i].key) && j->names.v[i - 1].row != j->names.v[i].row)
			diag_at(d, DIAG_WRONG, t->path, table_line(t, j->names.v[i].row), 1, "a name of this journal stands already on line %zu",
					table_line(t, j->names.v[i - 1].row));
	return d->code;
}
