/* A rule table: a CSV file under configs/, held as cells. The only room of libcsv.
 *
 * Strict: an open quote, a row of another width than the header, a doubled or unknown column, bad UTF-8 and NUL are
 * refused with file, line and cell. A BOM, CRLF and blank rows are taken; a row whose first cell begins with '#' is a
 * comment. Cells are trimmed of blanks at both ends. */
#ifndef EVITAB_TABLE_H
#define EVITAB_TABLE_H

#include "base/diag.h"

struct table {
	char *name;   /* the file's name without folders: the first half of a rule ("conditions.csv:41"); owned */
	char *path;   /* as it was opened; owned */
	size_t ncols; /* of the header */
	size_t nrows; /* without header, comments and blank rows */
	struct buf bytes;
	LIST(uint32_t) offsets; /* start of each cell in bytes, header first; each cell ends with a NUL */
	LIST(uint32_t) lines;   /* line of each row, header first, from 1 */
};

/* Reads DIR/NAME. `columns` is a list of the names that are known, ended by NULL; one that begins with '!' must be
 * there; "*" at the end takes any further ones. Returns 0 or the code of what is wrong. */
int table_read(struct table *t, const char *dir, const char *name, const char *const *columns, struct diag *d);
void table_free(struct table *t);

/* The number of the column of that name, or -1. */
int table_column(const struct table *t, const char *name);
/* A cell, NUL-terminated, alive as long as the table; "" where column is -1. */
const char *table_cell(const struct table *t, size_t row, int column);
/* The line in the file on which row (from 0) begins. */
size_t table_line(const struct table *t, size_t row);

/* The number of the cell's text in names[0..n), or n after a message "… is not one of …": for columns that hold one of a
 * few words. An empty cell gives `otherwise`. */
size_t table_choice(const struct table *t, size_t row, int column, const char *const *names, size_t n, size_t otherwise, struct diag *d);

/* A cell as a whole number of at most seven digits; false where it is none. */
bool table_whole(const char *cell, int32_t *out);

#endif
