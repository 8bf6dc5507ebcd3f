/* sqlite: leaves the stream. Writes one database with all tables. */
#include <stdlib.h>

#include "output/database.h"
#include "output/leaf.h"
#include "output/publish.h"
#include "stream/seal.h"

struct store {
	struct leaf leaf;
	struct publication files;
	struct database *database;
};

static int open_store(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct store *s = ctx;
	int code = leaf_open(&s->leaf, env->rules, d);
	if (code || env->strict)
		return code;
	if (s->leaf.output == NULL)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "a database is a file: -o FILE is missing");
	if ((code = publish_open_one(&s->files, s->leaf.output, d)) != DIAG_OK)
		return code;
	char *path = publish_path(&s->files, 0);
	s->database = database_open(path, s->leaf.schema.tables.v, s->leaf.schema.tables.n, d);
	free(path);
	return s->database ? DIAG_OK : d->code;
}

static int add_row(void *ctx, size_t table, const struct record *r, const struct record *more, struct diag *d)
{
	return database_row(((struct store *)ctx)->database, table, r, more, d);
}

static int add_document(void *ctx, const struct document *doc, struct sink *out)
{
	return leaf_rows(&((struct store *)ctx)->leaf, doc, add_row, ctx, out->d);
}

static int finish_store(void *ctx, struct sink *out)
{
	struct store *s = ctx;
	bool whole = true;
	int code = seal_check(s->leaf.seal, s->leaf.documents, &whole, out->d);
	if (code || !whole)
		return code;
	code = database_close(s->database, out->d);
	database_free(s->database);
	s->database = NULL;
	if (code || (code = publish_commit(&s->files, out->d)) != DIAG_OK)
		return code;
	return leaf_gate(&s->leaf, out->d);
}

static void close_store(void *ctx)
{
	struct store *s = ctx;
	database_free(s->database);
	if (s->files.dir)
		publish_close(&s->files);
	leaf_close(&s->leaf);
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	return leaf_option(&((struct store *)ctx)->leaf, letter, arg, d);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'o', "output", "FILE", "the database; it appears complete or not at all"},
		LEAF_OPTIONS,
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "sqlite",
		.about =
			"Reads the stream after link and writes a database (SQLite 3): the tables, views, and an index of the words of all sentences.",
		.options = options,
		.option = set_option,
		.open = open_store,
		.document = add_document,
		.finish = finish_store,
		.close = close_store,
	};
	struct store s = {0};
	return stage_run(&stage, &s, argc, argv);
}
