#include <stdlib.h>

#include "segment/sentence.h"

/* Takes " | " out of `marked`, splits, and compares. */
static bool comes_out(const struct sentence_rules *r, struct span marked, struct buf *text, piece_list *want, piece_list *have)
{
	buf_clear(text);
	want->n = have->n = 0;
	size_t from = 0;
	for (size_t i = 0; i <= marked.n; i++)
		if (i == marked.n || (i + 3 <= marked.n && memcmp(marked.p + i, " | ", 3) == 0)) {
			size_t at = text->n + (text->n > 0);
			if (text->n)
				buf_addc(text, ' ');
			buf_add(text, marked.p + from, i - from);
			list_push(want, ((struct piece){at, text->n}));
			from = i + 3;
			i += 2;
		}
	sentence_split(r, buf_span(text), have);
	bool same = want->n == have->n;
	for (size_t i = 0; same && i < want->n; i++)
		same = want->v[i].start == have->v[i].start && want->v[i].end == have->v[i].end;
	return same;
}

static int check_cell(const struct sentence_rules *r, size_t row, const char *column, struct diag *d)
{
	const struct table *t = &r->abbrev.table;
	int c = table_column(t, column), code = 0;
	struct span cell = span_of(table_cell(t, row, c));
	if (cell.n == 0)
		return 0;
	struct buf text = {0};
	piece_list want = {0}, have = {0};
	if (!comes_out(r, cell, &text, &want, &have)) {
		struct buf got = {0};
		for (size_t i = 0; i < have.n; i++) {
			if (i)
				buf_adds(&got, " | ");
			buf_add(&got, text.p + have.v[i].start, have.v[i].end - have.v[i].start);
		}
		code = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)c + 1, "%s: is cut as \"%.*s\"", column, (int)got.n,
					   got.p ? got.p : "");
		buf_free(&got);
	}
	buf_free(&text);
	list_free(&want);
	list_free(&have);
	return code;
}

int sentence_check(const struct sentence_rules *r, bool strict, struct diag *d)
{
	const struct table *t = &r->abbrev.table;
	int code = 0, example = table_column(t, "example");
	for (size_t row = 0; row < t->nrows; row++) {
		int wrong = check_cell(r, row, "example", d);
		code = wrong ? wrong : code;
		wrong = check_cell(r, row, "counterexample", d);
		code = wrong ? wrong : code;
		if (strict && table_cell(t, row, example)[0] == '\0')
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), 0, "the row has no example");
	}
	return code;
}
