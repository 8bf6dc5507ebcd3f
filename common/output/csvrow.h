/* Rows of CSV as RFC 4180 has them: CRLF, quotes only where they are needed. */
#ifndef EVITAB_CSVROW_H
#define EVITAB_CSVROW_H

#include "base/record.h"
#include "output/schema.h"

struct csvrow {
	bool excel; /* defuse cells that a spreadsheet would take for a formula: an apostrophe goes before them */
};

void csvrow_header(struct csvrow how, const struct schema_table *t, struct buf *out);
/* The members of a record as one row; `more` is a second record that is asked where the first has no such member, or NULL. A list is
 * joined by "; ", an author is "family, given". */
void csvrow_record(struct csvrow how, const struct schema_table *t, const struct record *r, const struct record *more, struct buf *out);

/* One cell; the row is ended by CRLF. */
void csvrow_cell(struct span cell, bool first, struct buf *out);
/* A raw JSON value as the words of such a cell, to the end of `cell`. */
void csvrow_words(struct span raw, struct buf *cell);

#endif
