#include "base/table.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

enum { TABLE_MAX_BYTES = 1 << 30, COLUMNS_MOST = 64 };

struct reading {
	struct table *t;
	struct diag *d;
	size_t line;      /* the line being fed to libcsv, from 1 */
	size_t row_line;  /* where the row being read began; 0 between rows */
	size_t row_cells; /* cells of the row being read */
	int fault;
};

static int fault(struct reading *r, size_t line, size_t column, const char *what)
{
	r->fault = diag_at(r->d, DIAG_WRONG, r->t->path, line, column, "%s", what);
	return r->fault;
}

static void on_cell(void *cell, size_t n, void *ctx)
{
	struct reading *r = ctx;
	struct table *t = r->t;
	if (r->row_line == 0)
		r->row_line = r->line;
	struct span s = span_trim(span_make(cell ? cell : "", n));
	r->row_cells++;
	if (memchr(s.p, 0, s.n) != NULL && r->fault == 0) /* of UTF-16 every cell does */
		fault(r, r->row_line, r->row_cells, "the cell holds a NUL byte; save the table as CSV with the character set UTF-8");
	list_push(&t->offsets, (uint32_t)t->bytes.n); /* fits: the file is below TABLE_MAX_BYTES and a cell adds one byte */
	buf_addspan(&t->bytes, s);
	buf_addc(&t->bytes, '\0');
}

/* Forgets all cells of the row that was just read but the first n. */
static void keep_cells(struct reading *r, size_t n)
{
	struct table *t = r->t;
	t->offsets.n -= r->row_cells - n;
	if (r->row_cells > n)
		t->bytes.n = t->offsets.v[t->offsets.n];
	r->row_cells = n;
}

/* Spreadsheets save columns that something stood in once: the empty cells behind the first n are forgotten. */
static void drop_empty(struct reading *r, size_t n)
{
	const struct table *t = r->t;
	size_t kept = r->row_cells;
	while (kept > n && t->bytes.p[t->offsets.v[t->offsets.n - r->row_cells + kept - 1]] == '\0')
		kept--;
	keep_cells(r, kept);
}

static void read_header(struct reading *r, const char *first)
{
	struct table *t = r->t;
	const char *parted = r->row_cells > 1 ? NULL : strchr(first, ';') ? "';'" : strchr(first, '\t') ? "tabs" : NULL;
	if (parted) /* ';' is saved where the comma is a decimal sign */
		r->fault =
			diag_at(r->d, DIAG_WRONG, t->path, r->row_line, 0, "cells are parted by %s; save the table with ',' between them", parted);
	drop_empty(r, 1);
	if (r->row_cells > COLUMNS_MOST) /* short rows would make much of a small file */
		fault(r, r->row_line, COLUMNS_MOST + 1, "more columns than a rule table may have");
	t->ncols = r->row_cells;
	list_push(&t->lines, (uint32_t)r->row_line);
}

static void read_row(struct reading *r)
{
	struct table *t = r->t;
	size_t n = r->row_cells;
	drop_empty(r, t->ncols);
	if (r->row_cells > t->ncols) {
		r->fault = diag_at(r->d, DIAG_WRONG, t->path, r->row_line, n, "the row has %zu cells, the header has %zu", n, t->ncols);
		keep_cells(r, 0);
		return;
	}
	for (; r->row_cells < t->ncols; r->row_cells++)       /* spreadsheets leave empty cells at the end of a row away */
		list_push(&t->offsets, (uint32_t)t->bytes.n - 1); /* the NUL of the last cell */
	list_push(&t->lines, (uint32_t)r->row_line);
}

static void on_row(int end, void *ctx)
{
	struct reading *r = ctx;
	struct table *t = r->t;
	(void)end;
	const char *first = r->row_cells ? t->bytes.p + t->offsets.v[t->offsets.n - r->row_cells] : "";
	if (first[0] == '#')
		keep_cells(r, 0);
	else if (t->ncols == 0)
		read_header(r, first);
	else
		read_row(r);
	r->row_line = r->row_cells = 0;
}

static int read_file(const char *path, struct buf *into, struct diag *d)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		return diag_at(d, DIAG_WRONG, path, 0, 0, "%s", strerror(errno));
	size_t n;
	while ((n = fread(buf_room(into, 65536), 1, 65536, f)) > 0 && into->n < TABLE_MAX_BYTES)
		into->n += n;
	bool bad = ferror(f) != 0;
	int why = errno;
	fclose(f);
	if (bad)
		return diag_at(d, DIAG_WRONG, path, 0, 0, "%s", strerror(why));
	if (into->n >= TABLE_MAX_BYTES)
		return diag_at(d, DIAG_WRONG, path, 0, 0, "larger than a rule table may be");
	return DIAG_OK;
}

static const char misquoted[] = "a quote stands in the middle of a cell, or one is missing: the whole cell is quoted, \"\" is one in it";

/* Feeds libcsv line by line, so that a row's line is known. */
static int parse(struct reading *r, struct span bytes)
{
	struct csv_parser p;
	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		mem_exhausted();
	for (size_t at = 0; at < bytes.n && r->fault == 0; r->line++) {
		const char *nl = memchr(bytes.p + at, '\n', bytes.n - at);
		size_t n = nl ? (size_t)(nl - bytes.p) + 1 - at : bytes.n - at;
		struct span line = span_make(bytes.p + at, n);
		at += n;
		if (r->row_line == 0 && span_trim(line).n)
			r->row_line = r->line;
		if (text_invalid(line) < n)
			fault(r, r->line, 0, "the line is not UTF-8; save the table as CSV with the character set UTF-8");
		else if (csv_parse(&p, line.p, n, on_cell, on_row, r) != n)
			fault(r, r->row_line, r->row_cells + 1, csv_error(&p) == CSV_EPARSE ? misquoted : csv_strerror(csv_error(&p)));
	}
	if (r->fault == 0 && csv_fini(&p, on_cell, on_row, r) != 0)
		fault(r, r->row_line ? r->row_line : r->line, r->row_cells + 1, "a quote is opened and never closed");
	csv_free(&p);
	return r->fault;
}

static int check_header(const struct table *t, const char *const *columns, struct diag *d)
{
	size_t line = t->lines.n ? t->lines.v[0] : 1;
	int code = DIAG_OK;
	for (size_t i = 0; i < t->ncols; i++) {
		const char *have = t->bytes.p + t->offsets.v[i];
		size_t k = 0;
		while (columns[k] != NULL && strcmp(columns[k], "*") != 0 && strcmp(columns[k] + (columns[k][0] == '!'), have) != 0)
			k++;
		if (columns[k] == NULL)
			code = diag_at(d, DIAG_WRONG, t->path, line, i + 1, "no column '%s' is known here", have);
		if (table_column(t, have) != (int)i)
			code = diag_at(d, DIAG_WRONG, t->path, line, i + 1, "the column '%s' stands twice", have);
	}
	for (size_t k = 0; columns[k] != NULL; k++)
		if (columns[k][0] == '!' && table_column(t, columns[k] + 1) < 0)
			code = diag_at(d, DIAG_WRONG, t->path, line, 0, "the column '%s' is missing", columns[k] + 1);
	return code;
}

int table_read(struct table *t, const char *dir, const char *name, const char *const *columns, struct diag *d)
{
	*t = (struct table){0};
	struct buf path = {0}, bytes = {0};
	buf_printf(&path, "%s/%s", dir, name);
	buf_addc(&path, '\0');
	t->path = path.p;
	t->name = memcpy(mem_alloc(strlen(name) + 1), name, strlen(name) + 1);
	struct reading r = {.t = t, .d = d, .line = 1};
	int code = read_file(t->path, &bytes, d);
	if (code == DIAG_OK) {
		struct span all = buf_span(&bytes);
		if (span_starts(all, "\xEF\xBB\xBF"))
			all = span_sub(all, 3, all.n);
		code = parse(&r, all);
	}
	if (code == DIAG_OK)
		code = check_header(t, columns, d);
	buf_free(&bytes);
	t->nrows = t->lines.n ? t->lines.n - 1 : 0;
	return code;
}

void table_free(struct table *t)
{
	free(t->name);
	free(t->path);
	buf_free(&t->bytes);
	list_free(&t->offsets);
	list_free(&t->lines);
}

int table_column(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->ncols; i++)
		if (strcmp(t->bytes.p + t->offsets.v[i], name) == 0)
			return (int)i;
	return -1;
}

const char *table_cell(const struct table *t, size_t row, int column)
{
	if (column < 0)
		return "";
	uint32_t place = t->offsets.v[(row + 1) * t->ncols + (size_t)column];
	return place < t->bytes.n ? t->bytes.p + place : ""; /* outside: in a damaged compiled table */
}

size_t table_line(const struct table *t, size_t row)
{
	return t->lines.v[row + 1];
}

size_t table_choice(const struct table *t, size_t row, int column, const char *const *names, size_t n, size_t otherwise, struct diag *d)
{
	const char *cell = table_cell(t, row, column);
	if (cell[0] == '\0')
		return otherwise;
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], cell) == 0)
			return i;
	struct buf all = {0};
	for (size_t i = 0; i < n; i++)
		buf_printf(&all, "%s%s", i ? ", " : "", names[i]);
	buf_addc(&all, '\0');
	diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "'%s' is not one of: %s", cell, all.p);
	buf_free(&all);
	return n;
}

bool table_whole(const char *cell, int32_t *out)
{
	enum { DIGITS = 7 };
	bool minus = *cell == '-';
	int32_t v = 0, digits = 0;
	for (cell += minus; text_is_digit(*cell) && digits < DIGITS; cell++, digits++)
		v = 10 * v + (*cell - '0');
	*out = minus ? -v : v;
	return *cell == '\0' && digits > 0;
}
