#include "output/database.h"

#include <stdlib.h>

#include <sqlite3.h>

#include "output/database_views.h"
#include "output/leaf.h"

enum {
	APPLICATION = 0x65766974, /* "evit": the application id of the file */
	LAYOUT = 1,               /* its user version: of tables, columns and views */
};

struct database {
	sqlite3 *db;
	const struct schema_table *tables;
	size_t n;
	sqlite3_stmt **insert; /* one for each table */
	sqlite3_int64 document;
	struct buf text;
};

static int failed(struct database *db, struct diag *d)
{
	return diag_at(d, DIAG_FAILED, NULL, 0, 0, "the database could not be written: %s", sqlite3_errmsg(db->db));
}

static int run(struct database *db, const char *sql, struct diag *d)
{
	return sqlite3_exec(db->db, sql, NULL, NULL, NULL) == SQLITE_OK ? DIAG_OK : failed(db, d);
}

/* ---- tables ---- */

static int prepare_insert(struct database *db, size_t table, struct diag *d)
{
	const struct schema_table *t = &db->tables[table];
	buf_clear(&db->text);
	buf_adds(&db->text, "INSERT INTO ");
	database_name(&db->text, t->name);
	buf_adds(&db->text, " VALUES (NULL");
	for (size_t i = 0; t->members[i].name; i++)
		buf_adds(&db->text, ", ?");
	buf_adds(&db->text, ")");
	int code = sqlite3_prepare_v2(db->db, db->text.p, (int)db->text.n, &db->insert[table], NULL);
	return code == SQLITE_OK ? DIAG_OK : failed(db, d);
}

static int create(struct database *db, struct diag *d)
{
	buf_clear(&db->text);
	/* Nothing but this file is at stake, and it is published when it is complete: no journal. */
	buf_printf(&db->text,
			   "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
			   "PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN;",
			   APPLICATION, LAYOUT);
	buf_addc(&db->text, '\0');
	int code = run(db, db->text.p, d);
	for (size_t i = 0; i < db->n && code == DIAG_OK; i++) {
		buf_clear(&db->text);
		database_table(&db->tables[i], &db->text);
		buf_addc(&db->text, '\0');
		if (sqlite3_exec(db->db, db->text.p, NULL, NULL, NULL) != SQLITE_OK)
			code = diag_at(d, DIAG_WRONG, NULL, 0, 0, "no table can be called '%s': %s", db->tables[i].name, sqlite3_errmsg(db->db));
		else
			code = prepare_insert(db, i, d);
	}
	if (code)
		return code;
	buf_clear(&db->text);
	database_views(db->tables, db->n, &db->text);
	buf_addc(&db->text, '\0');
	if (sqlite3_exec(db->db, db->text.p, NULL, NULL, NULL) != SQLITE_OK) /* a table of the user's own has the name of a view */
		return diag_at(d, DIAG_WRONG, "categories.csv", 0, 0, "%s", sqlite3_errmsg(db->db));
	return DIAG_OK;
}

struct database *database_open(const char *path, const struct schema_table *tables, size_t n, struct diag *d)
{
	struct database *db = mem_alloc(sizeof *db);
	*db = (struct database){.tables = tables, .n = n, .insert = mem_alloc(n * sizeof *db->insert)};
	memset(db->insert, 0, n * sizeof *db->insert);
	int code = sqlite3_open_v2(path, &db->db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK ? create(db, d) : failed(db, d);
	if (code == DIAG_OK)
		return db;
	database_free(db);
	return NULL;
}

void database_free(struct database *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < db->n; i++)
		sqlite3_finalize(db->insert[i]);
	sqlite3_close(db->db);
	free(db->insert);
	buf_free(&db->text);
	free(db);
}

/* ---- rows ---- */

/* Lists and objects stay JSON, for json_each(). */
static int bind(struct database *db, sqlite3_stmt *s, int place, const struct schema_member *m, struct span raw)
{
	uint64_t number = m->kind == SCHEMA_INTEGER ? json_number(raw, UINT64_MAX) : UINT64_MAX;
	if (raw.n == 0)
		return sqlite3_bind_null(s, place);
	if (number <= INT64_MAX)
		return sqlite3_bind_int64(s, place, (sqlite3_int64)number);
	if (m->kind == SCHEMA_BOOLEAN)
		return sqlite3_bind_int(s, place, span_is(raw, "true"));
	if (raw.p[0] != '"')
		return sqlite3_bind_text64(s, place, raw.p, raw.n, SQLITE_STATIC, SQLITE_UTF8);
	buf_clear(&db->text); /* copied by SQLite: the next member reuses it */
	struct span text = json_text(raw, &db->text);
	return sqlite3_bind_text64(s, place, text.p, text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

int database_row(struct database *db, size_t table, const struct record *r, const struct record *more, struct diag *d)
{
	const struct schema_table *t = &db->tables[table];
	sqlite3_stmt *s = db->insert[table];
	bool document = strcmp(t->type, "document") == 0;
	int code = SQLITE_OK;
	for (int i = 0; t->members[i].name && code == SQLITE_OK; i++) {
		if (i == 0 && !document)
			code = sqlite3_bind_int64(s, 1, db->document);
		else
			code = bind(db, s, i + 1, &t->members[i], leaf_value(r, more, t->members[i].name));
	}
	if (code == SQLITE_OK)
		code = sqlite3_step(s);
	if (document)
		db->document = sqlite3_last_insert_rowid(db->db);
	sqlite3_reset(s);
	return code == SQLITE_DONE ? DIAG_OK : failed(db, d);
}

int database_close(struct database *db, struct diag *d)
{
	buf_clear(&db->text);
	database_indexes(db->tables, db->n, &db->text);
	buf_adds(&db->text, "COMMIT;");
	buf_addc(&db->text, '\0');
	return run(db, db->text.p, d);
}
