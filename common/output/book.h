/* A workbook of plain tables (Office Open XML). The only room of libxlsxwriter.
 *
 * Memory is constant but for links (about 2.5 kB each, at most BOOK_LINKS a sheet): a row is written when the next one begins. Text is
 * never evaluated: every string is an inline string. The bytes depend on what is written alone. */
#ifndef EVITAB_BOOK_H
#define EVITAB_BOOK_H

#include "base/diag.h"

enum {
	BOOK_ROWS = 1048576, /* of a sheet, the header among them */
	BOOK_UNITS = 32767,  /* UTF-16 units of a cell */
	BOOK_LINKS = 65530,  /* of a sheet */
	BOOK_URL = 2079,     /* bytes of an address */
};

struct book;

/* `path` is written when the workbook is closed, scratch files lie in `scratch` until then; both are borrowed. */
struct book *book_open(const char *path, const char *scratch);
void book_free(struct book *b); /* without writing, where it was not closed */

/* A new sheet, its header frozen and bold; its number, or -1 after a message (names are unique, of 1 to 31 characters). */
int book_sheet(struct book *b, const char *name, struct diag *d);
/* The next column of the sheet, before its first row. `width` in characters; `wrap`: long text is broken into lines; `fold`: it is
 * folded away with its neighbours, behind a sign that opens them. */
void book_column(struct book *b, int sheet, const char *title, double width, bool wrap, bool fold);
/* Begins the next row, the first one with 0; false where the sheet is full. */
bool book_row(struct book *b, int sheet);

enum book_cut { BOOK_WHOLE, BOOK_CUT, BOOK_UNLINKED };
/* Cells of the row, columns in ascending order. Text is cut where it is too long and ends with "…" then; control characters are
 * written as the format wants them, what is no UTF-8 and no character of XML becomes U+FFFD. An address that is no http(s) or too long, or
 * one link too many, leaves the text alone. */
enum book_cut book_text(struct book *b, int sheet, int column, struct span text);
enum book_cut book_link(struct book *b, int sheet, int column, struct span text, struct span url);
void book_number(struct book *b, int sheet, int column, double value);
void book_boolean(struct book *b, int sheet, int column, bool value);

/* Writes the file. 0 or DIAG_FAILED after a message. */
int book_close(struct book *b, struct diag *d);

#endif
