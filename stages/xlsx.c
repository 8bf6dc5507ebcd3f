/* xlsx: leaves the stream. Writes one workbook with a sheet for each table. */
#include <stdlib.h>

#include "output/book.h"
#include "output/csvrow.h"
#include "output/iri.h"
#include "output/leaf.h"
#include "output/publish.h"
#include "stream/seal.h"

enum { MEMBERS = 64, EXACT_DIGITS = 15 }; /* columns of a table; digits of a number that a spreadsheet keeps */

/* What did not get into a sheet as it is. */
struct loss {
	uint64_t cut, cut_row;    /* cells of a column, and the row of the first */
	uint64_t links, link_row; /* addresses without a link */
};

struct sheet {
	int number;
	uint64_t rows, lost; /* without the header */
	struct loss losses[MEMBERS];
};

struct xlsx {
	struct leaf leaf;
	struct publication files;
	struct book *book;
	int notes;
	LIST(struct sheet) sheets; /* one for each table of the run */
	struct buf cell, url;
};

/* Columns whose width is not that of a short word or a number. */
static const struct {
	const char *name;
	double width;
	bool wrap;
} shapes[] = {
	{"doc", 30, false},       {"text", 80, true},     {"section", 30, false},   {"title", 60, true},       {"label", 28, false},
	{"concept", 24, false},   {"authors", 40, true},  {"container", 30, false}, {"doi", 28, false},        {"url", 40, false},
	{"publisher", 24, false}, {"message", 60, true},  {"rule", 24, false},      {"code", 24, false},       {"meta", 40, false},
	{"sha256", 20, false},    {"support", 15, false}, {"form", 15, false},      {"study_type", 20, false}, {"pages", 14, false},
	{"reason", 30, false},
};

/* Places in the source are for programs; they would push the text off the screen. */
static bool is_place(const char *name)
{
	static const char *const places[] = {"start", "end", "char_start", "char_end"};
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if (strcmp(places[i], name) == 0)
			return true;
	return false;
}

static void add_columns(struct book *book, int sheet, const struct schema_member *m)
{
	for (size_t i = 0; m[i].name; i++) {
		bool wrap = m[i].kind == SCHEMA_STRINGS;
		double width = m[i].kind == SCHEMA_INTEGER ? 11 : wrap ? 28 : 14;
		for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++)
			if (strcmp(shapes[k].name, m[i].name) == 0)
				width = shapes[k].width, wrap = shapes[k].wrap;
		book_column(book, sheet, m[i].name, width, wrap, is_place(m[i].name));
	}
}

static int open_notes(struct xlsx *x, struct diag *d)
{
	x->notes = book_sheet(x->book, "notes", d);
	if (x->notes < 0)
		return d->code;
	static const struct schema_member columns[] = {
		{.name = "sheet"},
		{.name = "column"},
		{.name = "count", .kind = SCHEMA_INTEGER},
		{.name = "message"},
		{.name = "first row", .kind = SCHEMA_INTEGER},
		{.name = NULL},
	};
	add_columns(x->book, x->notes, columns);
	return DIAG_OK;
}

static int open_xlsx(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct xlsx *x = ctx;
	int code = leaf_open(&x->leaf, env->rules, d);
	if (code || env->strict)
		return code;
	if (x->leaf.output == NULL)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "a workbook is a file: -o FILE is missing");
	if ((code = publish_open_one(&x->files, x->leaf.output, d)) != DIAG_OK)
		return code;
	char *path = publish_path(&x->files, 0);
	x->book = book_open(path, x->files.work);
	free(path);
	for (size_t i = 0; i < x->leaf.schema.tables.n; i++) {
		struct sheet s = {.number = book_sheet(x->book, x->leaf.schema.tables.v[i].name, d)};
		if (s.number < 0)
			return d->code;
		list_push(&x->sheets, s);
		add_columns(x->book, s.number, x->leaf.schema.tables.v[i].members);
	}
	return open_notes(x, d);
}

/* DOI and URL of a reference as a link. */
static enum book_cut add_link(struct xlsx *x, int sheet, int column, struct span text, bool doi)
{
	buf_clear(&x->url);
	if (doi)
		iri_doi(text, &x->url);
	else
		buf_addspan(&x->url, text);
	return book_link(x->book, sheet, column, text, buf_span(&x->url));
}

static void add_cell(struct xlsx *x, size_t table, int column, struct span raw)
{
	const struct schema_table *t = &x->leaf.schema.tables.v[table];
	const struct schema_member *m = &t->members[column];
	struct sheet *s = &x->sheets.v[table];
	if (raw.n == 0)
		return;
	uint64_t number = m->kind == SCHEMA_INTEGER && raw.n <= EXACT_DIGITS ? json_number(raw, UINT64_MAX) : UINT64_MAX;
	if (number != UINT64_MAX) {
		book_number(x->book, s->number, column, (double)number);
		return;
	}
	if (m->kind == SCHEMA_BOOLEAN && (span_is(raw, "true") || span_is(raw, "false"))) {
		book_boolean(x->book, s->number, column, span_is(raw, "true"));
		return;
	}
	buf_clear(&x->cell);
	csvrow_words(raw, &x->cell);
	struct span text = buf_span(&x->cell);
	bool doi = strcmp(m->name, "doi") == 0, url = strcmp(m->name, "url") == 0;
	bool link = text.n && strcmp(t->type, "reference") == 0 && (doi || url);
	enum book_cut cut = link ? add_link(x, s->number, column, text, doi) : book_text(x->book, s->number, column, text);
	struct loss *l = &s->losses[column];
	if (cut == BOOK_CUT && l->cut++ == 0)
		l->cut_row = s->rows + 1;
	if (cut == BOOK_UNLINKED && l->links++ == 0)
		l->link_row = s->rows + 1;
}

static int add_row(void *ctx, size_t table, const struct record *r, const struct record *more, struct diag *d)
{
	struct xlsx *x = ctx;
	struct sheet *s = &x->sheets.v[table];
	(void)d;
	if (!book_row(x->book, s->number)) {
		s->lost++;
		return DIAG_OK;
	}
	s->rows++;
	const struct schema_member *m = x->leaf.schema.tables.v[table].members;
	for (int i = 0; i < MEMBERS && m[i].name; i++)
		add_cell(x, table, i, leaf_value(r, more, m[i].name));
	return DIAG_OK;
}

static int add_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct xlsx *x = ctx;
	return leaf_rows(&x->leaf, doc, add_row, x, out->d);
}

static void add_note(struct xlsx *x, const char *sheet, const char *column, uint64_t count, const char *what, uint64_t row)
{
	book_row(x->book, x->notes);
	book_text(x->book, x->notes, 0, span_of(sheet));
	book_text(x->book, x->notes, 1, span_of(column));
	book_number(x->book, x->notes, 2, (double)count);
	book_text(x->book, x->notes, 3, span_of(what));
	if (row)
		book_number(x->book, x->notes, 4, (double)row);
}

static void write_notes(struct xlsx *x)
{
	for (size_t i = 0; i < x->sheets.n; i++) {
		const struct sheet *s = &x->sheets.v[i];
		const struct schema_table *t = &x->leaf.schema.tables.v[i];
		buf_clear(&x->cell);
		buf_printf(&x->cell, "rows: %s", t->about);
		buf_addc(&x->cell, '\0');
		add_note(x, t->name, "", s->rows, x->cell.p, 0);
		if (s->lost)
			add_note(x, t->name, "", s->lost, "rows left out: a sheet holds 1,048,576, its header among them", 0);
		for (int c = 0; c < MEMBERS && t->members[c].name; c++) {
			const struct loss *l = &s->losses[c];
			if (l->cut)
				add_note(x, t->name, t->members[c].name, l->cut, "cells cut: a cell holds 32,767 characters; '…' stands where it is cut",
						 l->cut_row);
			if (l->links)
				add_note(x, t->name, t->members[c].name, l->links,
						 "addresses left as text: a sheet holds 65,530 links of at most 2,079 characters", l->link_row);
		}
	}
}

static int finish_xlsx(void *ctx, struct sink *out)
{
	struct xlsx *x = ctx;
	bool whole = true;
	int code = seal_check(x->leaf.seal, x->leaf.documents, &whole, out->d);
	if (code || !whole)
		return code;
	write_notes(x);
	if ((code = book_close(x->book, out->d)) != DIAG_OK || (code = publish_commit(&x->files, out->d)) != DIAG_OK)
		return code;
	return leaf_gate(&x->leaf, out->d);
}

static void close_xlsx(void *ctx)
{
	struct xlsx *x = ctx;
	book_free(x->book);
	if (x->files.dir)
		publish_close(&x->files);
	leaf_close(&x->leaf);
	list_free(&x->sheets);
	buf_free(&x->cell);
	buf_free(&x->url);
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	return leaf_option(&((struct xlsx *)ctx)->leaf, letter, arg, d);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'o', "output", "FILE", "the workbook; it appears complete or not at all"},
		LEAF_OPTIONS,
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "xlsx",
		.about = "Reads the stream after link and writes a workbook: a sheet for each table, and one that says what was cut.",
		.options = options,
		.option = set_option,
		.open = open_xlsx,
		.document = add_document,
		.finish = finish_xlsx,
		.close = close_xlsx,
	};
	struct xlsx x = {0};
	return stage_run(&stage, &x, argc, argv);
}
