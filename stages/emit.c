/* emit: leaves the stream. Writes one table, or the records, to standard output; or all of them into a folder. */
#include <stdlib.h>

#include "output/cite_export.h"
#include "output/folder.h"
#include "stream/seal.h"

enum { EXCEL = 256 };

/* What standard output carries; the formats of references follow. */
enum format { FORMAT_CSV, FORMAT_JSONL, FORMAT_REFERENCES };

struct emit {
	struct csvrow how;
	bool format_given;
	enum format format; /* FORMAT_REFERENCES + i is export_names[i] */
	bool silent;        /* nothing goes to standard output: -o without -f or -t */
	const char *table_name, *dir;
	struct leaf leaf;
	const struct schema_table *table; /* what standard output carries as CSV */
	struct folder folder;             /* where dir is given */
	/* where references alone are written */
	struct reference_rules *references;
	struct reference_export *export;
};

static int open_emit(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct emit *e = ctx;
	e->silent = e->dir && !e->format_given;
	int code = leaf_open(&e->leaf, env->rules, d);
	if (code)
		return code;
	for (size_t i = 0; i < e->leaf.schema.tables.n; i++)
		if (strcmp(e->leaf.schema.tables.v[i].name, e->table_name) == 0)
			e->table = &e->leaf.schema.tables.v[i];
	if (e->table == NULL) {
		struct buf names = {0};
		for (size_t i = 0; i < e->leaf.schema.tables.n; i++)
			buf_printf(&names, " %s", e->leaf.schema.tables.v[i].name);
		buf_addc(&names, '\0');
		code = diag_at(d, DIAG_WRONG, NULL, 0, 0, "no table '%s'; there are:%s", e->table_name, names.p);
		buf_free(&names);
		return code;
	}
	if (e->format >= FORMAT_REFERENCES) {
		if ((code = reference_rules_open(&e->references, env->rules, d)) != DIAG_OK)
			return code;
		e->export = reference_export_begin((enum export_format)(e->format - FORMAT_REFERENCES), e->references);
	}
	return e->dir && !env->strict ? folder_open(&e->folder, e->dir, &e->leaf, e->how, env->rules, d) : DIAG_OK;
}

/* The records of a document without its blocks: the text is in the sentences. */
static void print_records(const struct document *doc, struct sink *out)
{
	size_t from = 0;
	for (size_t i = 0; i < doc->n; i++) {
		bool end = doc->closes && i + 1 == doc->n;
		if (doc->v[i].kind != KIND_BLOCK && !end)
			continue;
		sink_lines(out, doc, from, i);
		from = i + 1;
		if (end)
			folder_line(doc->v[i].text, true, &out->out);
	}
	sink_lines(out, doc, from, doc->n);
}

/* The rows of one table, or its references in another format. */
static int print_rows(struct emit *e, const struct document *doc, struct sink *out)
{
	struct record end, r;
	if (e->export == NULL && span_is(span_of(e->table->type), "document") && leaf_document(&e->leaf, doc, &r, &end))
		csvrow_record(e->how, e->table, &r, &end, &out->out);
	for (size_t i = doc->opens; i < doc->n; i++) {
		const struct line *l = &doc->v[i];
		if (!span_is(l->type, e->export ? "reference" : e->table->type))
			continue;
		if (record_parse(&r, l->text) != 0)
			return diag_at(out->d, DIAG_FAILED, "<stdin>", 0, 0, "a line of type '%.*s' is no record", (int)l->type.n, l->type.p);
		if (e->export)
			reference_export_one(e->export, &r, &out->out);
		else
			csvrow_record(e->how, e->table, &r, NULL, &out->out);
	}
	return DIAG_OK;
}

/* What standard output carries of a document. */
static int print_document(struct emit *e, const struct document *doc, struct sink *out)
{
	if (e->format != FORMAT_JSONL)
		return print_rows(e, doc, out);
	print_records(doc, out);
	return DIAG_OK;
}

static int emit_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct emit *e = ctx;
	if (e->leaf.documents == 0 && e->format == FORMAT_CSV && !e->silent)
		csvrow_header(e->how, e->table, &out->out);
	int code = e->silent ? DIAG_OK : print_document(e, doc, out);
	if (code)
		return code;
	if (e->dir == NULL)
		return leaf_count(&e->leaf, doc, out->d);
	code = folder_document(&e->folder, doc, out->d);
	return code ? code : publish_flush(&e->folder.files, false, out->d);
}

static int finish_emit(void *ctx, struct sink *out)
{
	struct emit *e = ctx;
	bool whole = true;
	int sealed = seal_check(e->leaf.seal, e->leaf.documents, &whole, out->d);
	if (sealed || !whole)
		return sealed;
	if (e->leaf.documents == 0 && e->format == FORMAT_CSV && !e->silent)
		csvrow_header(e->how, e->table, &out->out);
	if (e->export)
		reference_export_end(e->export, &out->out);
	int code = sink_flush(out, true);
	if (e->dir && code == DIAG_OK)
		code = folder_commit(&e->folder, out->d);
	return code ? code : leaf_gate(&e->leaf, out->d);
}

static int set_format(struct emit *e, const char *arg, struct diag *d)
{
	static const char *const names[] = {"csv", "jsonl"};
	for (size_t i = 0; i < FORMAT_REFERENCES + EXPORT_FORMATS; i++) {
		if (strcmp(arg, i < FORMAT_REFERENCES ? names[i] : export_names[i - FORMAT_REFERENCES]) != 0)
			continue;
		e->format = (enum format)i;
		return DIAG_OK;
	}
	return diag_at(d, DIAG_WRONG, NULL, 0, 0, "-f takes csv, jsonl, csl-json, ris or bibtex, not '%s'", arg);
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct emit *e = ctx;
	switch (letter) {
	case 'f':
		e->format_given = true;
		return set_format(e, arg, d);
	case 't':
		e->table_name = arg;
		e->format_given = true;
		return DIAG_OK;
	case 'o':
		e->dir = arg;
		return DIAG_OK;
	case EXCEL:
		e->how.excel = true;
		return DIAG_OK;
	default:
		return leaf_option(&e->leaf, letter, arg, d);
	}
}

static void close_emit(void *ctx)
{
	struct emit *e = ctx;
	folder_close(&e->folder);
	reference_export_free(e->export);
	reference_rules_close(e->references);
	leaf_close(&e->leaf);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'f', "format", "FMT", "what standard output carries: csv (default), jsonl, or the references as csl-json, ris or bibtex"},
		{'t', "table", "NAME", "which table csv prints (default: claims)"},
		{'o', "output", "DIR",
		 "write all tables, records.jsonl, datapackage.json and provenance.json into DIR, and nothing to standard output"},
		{EXCEL, "excel", NULL, "CSV for spreadsheets: a byte order mark, and no cell that would be taken for a formula"},
		LEAF_OPTIONS,
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "emit",
		.about = "Reads the stream after link and writes tables.",
		.options = options,
		.option = set_option,
		.open = open_emit,
		.document = emit_document,
		.pieces = true,
		.finish = finish_emit,
		.close = close_emit,
	};
	struct emit e = {.table_name = "claims"};
	return stage_run(&stage, &e, argc, argv);
}
