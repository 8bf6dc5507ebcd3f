/* The SQL of the database: tables before the rows come, views with them, indexes when all rows are there. */
#ifndef EVITAB_DATABASE_VIEWS_H
#define EVITAB_DATABASE_VIEWS_H

#include "base/buf.h"
#include "output/schema.h"

/* A name in quotes. */
void database_name(struct buf *sql, const char *name);

/* All to the end of sql, without a NUL. */
void database_table(const struct schema_table *t, struct buf *sql);
void database_views(const struct schema_table *tables, size_t n, struct buf *sql);
void database_indexes(const struct schema_table *tables, size_t n, struct buf *sql);

#endif
