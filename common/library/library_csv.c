/* CSV of works, whoever wrote it: what a column holds is seen from its name by configs/library.csv. Commas, semicolons or tabs; quotes
 * as in RFC 4180. Rows of any width are taken, since this is not a rule table but other people's data. */
#include "library/library_read.h"

#include <stdlib.h>

#include "base/table.h"
#include "base/text.h"
#include "base/token.h"

enum column {
	COLUMN_TITLE,
	COLUMN_AUTHOR,
	COLUMN_CONTAINER,
	COLUMN_VOLUME,
	COLUMN_CITATION,
	COLUMN_YEAR,
	COLUMN_DOI,
	COLUMN_DATE,
	COLUMN_REASON,
	COLUMN_NATURE,
	COLUMN_COUNTS,
	COLUMNS
};
static const char *const column_names[COLUMNS] = {"title", "author",          "container", "volume", "citation",     "year",
												  "doi",   "retraction-date", "reason",    "nature", "nature-counts"};

enum { CELL_MAX = 1 << 16, CELLS_MAX = 1024 };

/* A row: its cells one after the other, each with its end. */
struct row {
	struct buf bytes;
	LIST(size_t) ends;
};

static struct span cell(const struct row *r, size_t i)
{
	if (i >= r->ends.n)
		return span_make("", 0);
	return span_trim(span_sub(buf_span(&r->bytes), i ? r->ends.v[i - 1] : 0, r->ends.v[i]));
}

/* Is every cell UTF-8? Two that are not can be it together. */
static bool is_text(const struct row *r)
{
	for (size_t i = 0; i < r->ends.n; i++)
		if (text_invalid(cell(r, i)) < cell(r, i).n)
			return false;
	return true;
}

/* The next row; false at the end. A quote that is never closed takes the rest of the file for one cell, which is cut; `open` then says
 * so. */
static bool next_row(struct feed *f, char comma, struct row *r, bool *open)
{
	bool quoted = false, closing = false, any = false;
	size_t from = 0;
	buf_clear(&r->bytes);
	r->ends.n = 0;
	for (int c; (c = feed_byte(f)) >= 0;) {
		any = true;
		if (quoted && !closing) {
			if (c == '"')
				closing = true;
			else if (r->bytes.n - from < CELL_MAX)
				buf_addc(&r->bytes, (char)c);
			continue;
		}
		if (closing && c == '"') { /* two quotes are one */
			buf_addc(&r->bytes, '"');
			closing = false;
			continue;
		}
		if (closing)
			quoted = closing = false;
		if (c == comma || c == '\n') {
			if (r->ends.n < CELLS_MAX)
				list_push(&r->ends, r->bytes.n);
			from = r->bytes.n;
			if (c == '\n')
				return true;
		} else if (c == '"' && r->bytes.n == from) {
			quoted = true;
		} else if (r->bytes.n - from < CELL_MAX && c != '\r') {
			buf_addc(&r->bytes, (char)c);
		}
	}
	*open |= quoted && !closing;
	list_push(&r->ends, r->bytes.n);
	return any;
}

/* The mark between cells: the most frequent of the three in the first line. */
static char comma_of(struct span head)
{
	size_t count[3] = {0};
	static const char marks[] = ",;\t";
	for (size_t i = 0; i < head.n && head.p[i] != '\n'; i++)
		for (size_t k = 0; k < 3; k++)
			count[k] += head.p[i] == marks[k];
	size_t best = count[1] > count[0] ? 1 : 0;
	return marks[count[2] > count[best] ? 2 : best];
}

struct reading {
	struct table names; /* configs/library.csv */
	int column, header;
	size_t at[COLUMNS]; /* which cell holds what; SIZE_MAX: none does */
	struct buf key, other;
};

/* The rank of the header among the names of its column, the first being the best; nrows where it is none. */
static size_t rank_of(struct reading *r, enum column c, struct span header)
{
	buf_clear(&r->key);
	text_fold_key(header, &r->key);
	for (size_t row = 0; row < r->names.nrows; row++) {
		if (strcmp(table_cell(&r->names, row, r->column), column_names[c]) != 0)
			continue;
		buf_clear(&r->other);
		text_fold_key(span_of(table_cell(&r->names, row, r->header)), &r->other);
		if (r->key.n && span_eq(buf_span(&r->key), buf_span(&r->other)))
			return row;
	}
	return r->names.nrows;
}

static void read_header(struct reading *r, const struct row *row)
{
	for (size_t c = 0; c < COLUMN_COUNTS; c++) {
		size_t best = r->names.nrows;
		r->at[c] = SIZE_MAX;
		for (size_t i = 0; i < row->ends.n; i++) {
			size_t rank = rank_of(r, (enum column)c, cell(row, i));
			if (rank < best)
				best = rank, r->at[c] = i;
		}
	}
}

static struct span value(const struct reading *r, const struct row *row, enum column c)
{
	return r->at[c] == SIZE_MAX ? span_make("", 0) : cell(row, r->at[c]);
}

/* The first of several authors: up to a semicolon, or to the second comma ("Smith J, Lee B", "Smith, J., Lee, B."). */
static struct span first_author(struct span s)
{
	const char *end = memchr(s.p, ';', s.n);
	if (end)
		return span_sub(s, 0, (size_t)(end - s.p));
	const char *comma = memchr(s.p, ',', s.n);
	if (comma == NULL)
		return s;
	struct span first = span_sub(s, 0, (size_t)(comma - s.p));
	const char *blank = memchr(first.p, ' ', first.n);
	return blank ? first : s; /* one word before the comma is a family name */
}

/* "J Sleep Res. 2001 Feb;3(1):4-9." holds the volume between ';' and '(' or ':'. */
static struct span volume_in(struct span citation)
{
	const char *semi = memchr(citation.p, ';', citation.n);
	size_t from = semi ? (size_t)(semi - citation.p) + 1 : citation.n, to = from;
	while (to < citation.n && text_is_digit(citation.p[to]))
		to++;
	return span_sub(citation, from, to);
}

static void read_retraction(struct reading *r, const struct row *row, struct library_draft *w)
{
	struct span date = value(r, row, COLUMN_DATE), reason = value(r, row, COLUMN_REASON), nature = value(r, row, COLUMN_NATURE);
	struct buf *note = &w->field[LIBRARY_NOTE];
	w->retracted = nature.n == 0 || rank_of(r, COLUMN_COUNTS, nature) < r->names.nrows;
	const char *blank = memchr(date.p, ' ', date.n); /* without the time of day */
	buf_add(note, date.p, blank ? (size_t)(blank - date.p) : date.n);
	/* "+Error in Data;+Unreliable Results;" */
	for (size_t i = 0; i < reason.n; i++) {
		if (reason.p[i] == '+' || (reason.p[i] == ';' && i + 1 == reason.n))
			continue;
		if (i == 0 || note->n == 0 || (i == 1 && reason.p[0] == '+'))
			buf_adds(note, note->n ? ": " : "");
		buf_addc(note, reason.p[i]);
		if (reason.p[i] == ';')
			buf_addc(note, ' ');
	}
}

static void read_row(struct reading *r, const struct row *row, struct library_builder *b, struct library_draft *w)
{
	static const struct {
		enum column column;
		enum library_field field;
	} plain[] = {
		{COLUMN_TITLE, LIBRARY_TITLE},
		{COLUMN_CONTAINER, LIBRARY_CONTAINER},
		{COLUMN_VOLUME, LIBRARY_VOLUME},
		{COLUMN_DOI, LIBRARY_DOI},
	};
	if (!is_text(row)) {
		library_builder_pass(b);
		return;
	}
	for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
		buf_addspan(&w->field[plain[i].field], value(r, row, plain[i].column));
	library_draft_author(w, first_author(value(r, row, COLUMN_AUTHOR)));
	library_draft_year(w, value(r, row, COLUMN_YEAR));
	if (w->field[LIBRARY_VOLUME].n == 0)
		buf_addspan(&w->field[LIBRARY_VOLUME], volume_in(value(r, row, COLUMN_CITATION)));
	if (r->at[COLUMN_DATE] != SIZE_MAX || r->at[COLUMN_NATURE] != SIZE_MAX)
		read_retraction(r, row, w);
	library_builder_add(b, w);
}

static int read_rows(struct reading *r, struct library_builder *b, struct feed *f, struct diag *d)
{
	struct library_draft w = {0};
	struct row row = {0};
	bool open = false;
	char comma = comma_of(span_sub(buf_span(&f->bytes), f->at, f->bytes.n));
	int code = DIAG_OK;
	size_t line = 1;
	if (next_row(f, comma, &row, &open) && is_text(&row))
		read_header(r, &row);
	if (r->at[COLUMN_TITLE] == SIZE_MAX && r->at[COLUMN_DOI] == SIZE_MAX)
		code = diag_at(d, DIAG_WRONG, f->name, 1, 0,
					   "no format that is known: neither JSON, RIS, MEDLINE, BibTeX, XML, nor CSV with a column for title or DOI "
					   "(configs/library.csv)");
	while (code == DIAG_OK && (line = f->line, next_row(f, comma, &row, &open)))
		if (row.ends.n > 1 || row.bytes.n)
			read_row(r, &row, b, &w);
	if (code == DIAG_OK && open)
		code = diag_at(d, DIAG_WRONG, f->name, line, 0, "a quote is opened in the row that begins here and never closed");
	for (int i = 0; i < LIBRARY_FIELDS; i++)
		buf_free(&w.field[i]);
	buf_free(&row.bytes);
	list_free(&row.ends);
	return code;
}

int library_read_csv(struct library_builder *b, struct feed *f, const char *rules, struct diag *d)
{
	static const char *const columns[] = {"!field", "!header", "note", NULL};
	struct reading r = {0};
	int code = table_read(&r.names, rules, "library.csv", columns, d);
	r.column = table_column(&r.names, "field");
	r.header = table_column(&r.names, "header");
	for (size_t c = 0; c < COLUMNS; c++)
		r.at[c] = SIZE_MAX;
	for (size_t row = 0; code == DIAG_OK && row < r.names.nrows; row++)
		if (table_choice(&r.names, row, r.column, column_names, COLUMNS, COLUMNS, d) == COLUMNS)
			code = DIAG_WRONG;
	if (code == DIAG_OK)
		code = read_rows(&r, b, f, d);
	table_free(&r.names);
	buf_free(&r.key);
	buf_free(&r.other);
	return code;
}
