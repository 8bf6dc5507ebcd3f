#include "output/book.h"

#include <stdio.h>
#include <stdlib.h>

#include <xlsxwriter.h>

#include "base/text.h"
#include "output/iri.h"
#include "output/zip.h"

enum {
	CREATED = 946684800, /* the time that the file says it was made at: 2000-01-01T00:00:00Z, since no clock may get in */
	UNIT_MARK = 1,       /* units of the mark of a cut cell */
};

struct sheet {
	lxw_worksheet *sheet;
	uint32_t rows; /* with the header */
	int columns;
	bool folding; /* the last one is folded */
	size_t links;
	uint64_t bytes; /* of its rows, when it is closed */
};

struct book {
	lxw_workbook *workbook; /* NULL when it was closed */
	char *path, *scratch;   /* owned */
	lxw_format *bold, *plain, *wrapped, *link;
	LIST(struct sheet) sheets;
	struct buf text, url; /* scratch */
};

static char *copy(const char *s)
{
	return memcpy(mem_alloc(strlen(s) + 1), s, strlen(s) + 1);
}

static lxw_format *add_format(struct book *b, bool wrap)
{
	lxw_format *f = workbook_add_format(b->workbook);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	if (wrap)
		format_set_text_wrap(f);
	return f;
}

struct book *book_open(const char *path, const char *scratch)
{
	struct book *b = mem_alloc(sizeof *b);
	*b = (struct book){.path = copy(path), .scratch = copy(scratch)};
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = b->scratch};
	char title[] = "evitab"; /* copied */
	lxw_doc_properties properties = {.title = title, .created = CREATED};
	b->workbook = workbook_new_opt(b->path, &options);
	if (b->workbook == NULL)
		mem_exhausted();
	workbook_set_properties(b->workbook, &properties);
	b->plain = add_format(b, false);
	b->wrapped = add_format(b, true);
	b->bold = add_format(b, false);
	format_set_bold(b->bold);
	b->link = add_format(b, false);
	format_set_font_color(b->link, LXW_COLOR_BLUE);
	format_set_underline(b->link, LXW_UNDERLINE_SINGLE);
	return b;
}

void book_free(struct book *b)
{
	if (b == NULL)
		return;
	if (b->workbook)
		lxw_workbook_free(b->workbook);
	list_free(&b->sheets);
	buf_free(&b->text);
	buf_free(&b->url);
	free(b->path);
	free(b->scratch);
	free(b);
}

int book_sheet(struct book *b, const char *name, struct diag *d)
{
	lxw_error wrong = workbook_validate_sheet_name(b->workbook, name);
	struct sheet s = {.sheet = wrong ? NULL : workbook_add_worksheet(b->workbook, name), .rows = 1};
	if (s.sheet == NULL) {
		diag_at(d, wrong ? DIAG_WRONG : DIAG_FAILED, NULL, 0, 0, "no sheet can be called '%s': %s", name,
				wrong ? lxw_strerror(wrong) : "its scratch file could not be made");
		return -1;
	}
	worksheet_freeze_panes(s.sheet, 1, 0);
	worksheet_ignore_errors(s.sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"); /* years and volumes are text */
	list_push(&b->sheets, s);
	return (int)b->sheets.n - 1;
}

void book_column(struct book *b, int sheet, const char *title, double width, bool wrap, bool fold)
{
	struct sheet *s = &b->sheets.v[sheet];
	lxw_col_t column = (lxw_col_t)s->columns++;
	lxw_row_col_options options = {.hidden = fold, .level = fold, .collapsed = !fold && s->folding};
	worksheet_set_column_opt(s->sheet, column, column, width, wrap ? b->wrapped : b->plain, &options);
	s->folding = fold;
	worksheet_write_string(s->sheet, 0, column, title, b->bold);
}

bool book_row(struct book *b, int sheet)
{
	struct sheet *s = &b->sheets.v[sheet];
	if (s->rows == BOOK_ROWS)
		return false;
	s->rows++;
	return true;
}

/* ---- cells ---- */

/* `_x0041_` would be read as a character by its number. */
static bool is_escape(struct span s, size_t at)
{
	if (s.n - at < 7 || s.p[at] != '_' || s.p[at + 1] != 'x' || s.p[at + 6] != '_')
		return false;
	for (size_t i = at + 2; i < at + 6; i++)
		if (!text_is_digit(s.p[i]) && !((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'f'))
			return false;
	return true;
}

/* Adds the character c, n bytes at s.p[at]; the UTF-16 units that it takes. */
static size_t add_character(struct span s, size_t at, uint32_t c, size_t n, struct buf *out)
{
	if ((c < 0x20 && c != '\t' && c != '\n') || is_escape(s, at)) {
		buf_printf(out, "_x%04X_", (unsigned)c);
		return 7;
	}
	if (c == 0xfffe || c == 0xffff)
		buf_adds(out, "\xEF\xBF\xBD");
	else
		buf_add(out, s.p + at, n);
	return c >= 0x10000 ? 2 : 1;
}

/* Text as it stands in a cell, to the end of out; see book_text(). */
static enum book_cut clean(struct span text, struct buf *out)
{
	size_t units = 0, fits = out->n; /* where the text can be cut so that the mark has room */
	for (size_t at = 0; at < text.n;) {
		struct span good = span_sub(text, at, at + text_invalid(span_sub(text, at, text.n)));
		for (size_t i = 0, n; i < good.n && units <= BOOK_UNITS; i += n) {
			uint32_t c = text_decode(good, i, &n);
			units += add_character(good, i, c, n, out);
			fits = units <= BOOK_UNITS - UNIT_MARK ? out->n : fits;
		}
		at += good.n;
		if (at < text.n) { /* each byte that is no UTF-8 */
			buf_adds(out, "\xEF\xBF\xBD");
			units++, at++;
			fits = units <= BOOK_UNITS - UNIT_MARK ? out->n : fits;
		}
		if (units > BOOK_UNITS) {
			out->n = fits;
			buf_adds(out, "\xE2\x80\xA6");
			return BOOK_CUT;
		}
	}
	return BOOK_WHOLE;
}

enum book_cut book_text(struct book *b, int sheet, int column, struct span text)
{
	struct sheet *s = &b->sheets.v[sheet];
	buf_clear(&b->text);
	enum book_cut cut = clean(text, &b->text);
	buf_addc(&b->text, '\0');
	if (b->text.n > 1)
		worksheet_write_string(s->sheet, s->rows - 1, (lxw_col_t)column, b->text.p, NULL);
	return cut;
}

enum book_cut book_link(struct book *b, int sheet, int column, struct span text, struct span url)
{
	struct sheet *s = &b->sheets.v[sheet];
	buf_clear(&b->url);
	iri_address(url, &b->url);
	bool good = iri_web(url) && b->url.n <= BOOK_URL;
	buf_addc(&b->url, '\0');
	buf_clear(&b->text);
	if (good && s->links < BOOK_LINKS && clean(text, &b->text) == BOOK_WHOLE) {
		buf_addc(&b->text, '\0');
		if (worksheet_write_url_opt(s->sheet, s->rows - 1, (lxw_col_t)column, b->url.p, b->link, b->text.p, NULL) == LXW_NO_ERROR) {
			s->links++;
			return BOOK_WHOLE;
		}
	}
	enum book_cut cut = book_text(b, sheet, column, text);
	return cut == BOOK_WHOLE && good ? BOOK_UNLINKED : cut;
}

void book_number(struct book *b, int sheet, int column, double value)
{
	struct sheet *s = &b->sheets.v[sheet];
	worksheet_write_number(s->sheet, s->rows - 1, (lxw_col_t)column, value, NULL);
}

void book_boolean(struct book *b, int sheet, int column, bool value)
{
	struct sheet *s = &b->sheets.v[sheet];
	worksheet_write_boolean(s->sheet, s->rows - 1, (lxw_col_t)column, value, NULL);
}

/* ---- the end ---- */

/* The library does not look whether its scratch files could be written: whether the rows are all in the archive is seen by their length. */
static int check_rows(struct book *b, struct diag *d)
{
	for (size_t i = 0; i < b->sheets.n; i++) {
		char name[64];
		uint64_t bytes = 0;
		snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
		if (!zip_size(b->path, name, &bytes) || bytes < b->sheets.v[i].bytes)
			return diag_at(d, DIAG_FAILED, NULL, 0, 0, "the workbook could not be written: a sheet is cut");
	}
	return DIAG_OK;
}

int book_close(struct book *b, struct diag *d)
{
	int code = DIAG_OK;
	for (size_t i = 0; i < b->sheets.n; i++) {
		struct sheet *s = &b->sheets.v[i];
		if (s->columns)
			worksheet_autofilter(s->sheet, 0, 0, s->rows - 1, (lxw_col_t)(s->columns - 1));
		FILE *f = s->sheet->optimize_tmpfile;
		off_t bytes = f != NULL && fflush(f) == 0 && !ferror(f) ? ftello(f) : -1;
		if (bytes < 0)
			code = diag_at(d, DIAG_FAILED, NULL, 0, 0, "the rows of a sheet could not be written to a scratch file");
		else if ((uint64_t)bytes >= ZIP_LARGEST)
			code = diag_at(d, DIAG_FAILED, NULL, 0, 0, "a sheet is larger than 4 GiB; -o DIR writes tables of any length");
		if (code)
			return code;
		s->bytes = (uint64_t)bytes;
	}
	lxw_error error = workbook_close(b->workbook);
	b->workbook = NULL; /* it is freed in any case */
	if (error)
		return diag_at(d, DIAG_FAILED, NULL, 0, 0, "the workbook could not be written: %s", lxw_strerror(error));
	return check_rows(b, d);
}
