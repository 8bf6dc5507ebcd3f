/* Rows of CSV as csvrow.h writes them, read back: RFC 4180, a byte order mark at the beginning is passed over. */
#ifndef EVITAB_CSVREAD_H
#define EVITAB_CSVREAD_H

#include "base/diag.h"

struct csvread_cell {
	size_t at, n; /* bytes, in csvread_rows.text */
};

/* Rows that were read, one after the other. */
struct csvread_rows {
	struct buf text; /* of the cells, without quotes */
	LIST(struct csvread_cell) cells;
	LIST(size_t) firsts; /* for each row, its first cell */
};

static inline size_t csvread_count(const struct csvread_rows *r)
{
	return r->firsts.n;
}
/* Borrows r until the next row is read; empty where the row has fewer cells. */
struct span csvread_at(const struct csvread_rows *r, size_t row, size_t column);
size_t csvread_width(const struct csvread_rows *r, size_t row);
void csvread_clear(struct csvread_rows *r);
void csvread_free(struct csvread_rows *r);

/* Adds the row that begins at byte *at, which moves behind it. False where its end is not among the bytes; at the end of a file (`last`)
 * they are the end of the row. */
bool csvread_row(struct span bytes, size_t *at, bool last, struct csvread_rows *r);

/* A file of such rows. */
struct csvread_file {
	char *path; /* owned */
	int fd;
	struct buf bytes;
	size_t next;     /* in bytes: of the next row */
	uint64_t before; /* bytes of the file in front of `bytes` */
	bool end;
};

/* 0, or DIAG_WRONG after a message. */
int csvread_open(struct csvread_file *f, const char *path, struct diag *d);
/* Adds the next row; *more is false at the end. 0 or DIAG_FAILED after a message. */
int csvread_next(struct csvread_file *f, struct csvread_rows *r, bool *more, struct diag *d);
/* Where the next row stands in the file. */
static inline uint64_t csvread_place(const struct csvread_file *f)
{
	return f->before + f->next;
}
/* Adds the rows that lie at bytes [from, to) of the file, without leaving its place. 0 or DIAG_FAILED after a message. */
int csvread_range(struct csvread_file *f, uint64_t from, uint64_t to, struct csvread_rows *r, struct diag *d);
void csvread_close(struct csvread_file *f);

#endif
