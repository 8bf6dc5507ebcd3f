/* Two folders of tables, compared row by row.
 *
 * Rows are told apart by a key that outlives a change elsewhere in the document: the document, the words, the concept; of several with the
 * same key in a document, the first is compared with the first, the second with the second. Places (bytes, numbers of sentences and
 * entries) and the lines of rules move with everything before them, so they are no part of a key, and count as a change only where that is
 * asked for.
 *
 * A table is read document by document; memory is bounded by the largest document, and by some 40 bytes for each document. */
#ifndef EVITAB_COMPARE_H
#define EVITAB_COMPARE_H

#include "output/csvread.h"

enum compare_kind { COMPARE_ADDED, COMPARE_REMOVED, COMPARE_CHANGED, COMPARE_KINDS };
extern const char *const compare_names[]; /* "added" … */

struct compare_counts {
	uint64_t before, after; /* rows */
	uint64_t rows[COMPARE_KINDS];
};

/* What is found, as it is found. Spans live until the call returns. */
struct compare_row {
	const char *table;
	enum compare_kind kind;
	struct span doc, key; /* key: the other cells of it, " | " between */
	/* of a change: the column and its cells; column.n == 0: the row begins (it is called once for the row, then once for each column) */
	struct span column, before, after;
};
typedef void compare_found(void *ctx, const struct compare_row *row);

/* Compares the table `name` ("claims") of two folders; one of them may not have it. `places`: they count, too. 0, or a code after a
 * message. */
int compare_table(const char *before, const char *after, const char *name, bool places, compare_found *found, void *ctx,
				  struct compare_counts *counts, struct diag *d);

/* The names of the tables of both folders, in byte order, each once; owned by the caller, with the strings. 0 or DIAG_WRONG after a
 * message. */
typedef LIST(char *) compare_tables;
int compare_list(const char *before, const char *after, compare_tables *names, struct diag *d);

#endif
