#include "base/example.h"

bool example_read(struct span cell, struct buf *plain, size_t *from, size_t *to)
{
	size_t start = plain->n, marks = 0;
	*from = 0;
	for (size_t i = 0; i < cell.n; i++) {
		bool two = i + 1 < cell.n && cell.p[i] == cell.p[i + 1];
		if (two && cell.p[i] == '[' && marks == 0) {
			*from = plain->n - start;
			marks = 1;
			i++;
		} else if (two && cell.p[i] == ']' && marks == 1) {
			*to = plain->n - start;
			marks = 2;
			i++;
		} else {
			buf_addc(plain, cell.p[i]);
		}
	}
	if (marks == 0)
		*to = plain->n - start;
	return marks != 1;
}

int examples_check(const struct table *t, example_fires *fires, const void *rules, struct diag *d)
{
	int term = table_column(t, "term"), example = table_column(t, "example"), counter = table_column(t, "counterexample");
	for (size_t row = 0; row < t->nrows; row++) {
		const char *good = table_cell(t, row, example), *bad = table_cell(t, row, counter), *name = table_cell(t, row, term);
		size_t line = table_line(t, row);
		if (good[0] == '\0' || bad[0] == '\0')
			diag_at(d, DIAG_WRONG, t->path, line, (size_t)(example + 1), "'%s' needs an example and a counterexample", name);
		if (good[0] && !fires(rules, row, good))
			diag_at(d, DIAG_WRONG, t->path, line, (size_t)example + 1, "'%s' does not decide in its example", name);
		if (bad[0] && fires(rules, row, bad))
			diag_at(d, DIAG_WRONG, t->path, line, (size_t)counter + 1, "'%s' decides in its counterexample", name);
	}
	return d->code;
}
