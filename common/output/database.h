/* A database of the tables. The only room of SQLite.
 *
 * One transaction into a new file; the bytes depend on what is written alone. Memory is bounded by the cache; larger sorts go to
 * SQLite's scratch files. The columns and keys are told in docs/exports.md. */
#ifndef EVITAB_DATABASE_H
#define EVITAB_DATABASE_H

#include "base/record.h"
#include "output/schema.h"

struct database;

/* `path` is a file that is there and empty. `tables` are borrowed. NULL after a message (DIAG_WRONG where a table cannot have its name). */
struct database *database_open(const char *path, const struct schema_table *tables, size_t n, struct diag *d);
/* A row of table number `table`; `more` is asked for members that the record has not. A `document` begins the next document. 0 or
 * DIAG_FAILED. */
int database_row(struct database *db, size_t table, const struct record *r, const struct record *more, struct diag *d);
/* Indexes, views and the index of words, then the transaction ends. 0 or DIAG_FAILED. */
int database_close(struct database *db, struct diag *d);
void database_free(struct database *db); /* without writing more; NULL is none */

#endif
