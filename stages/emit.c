/* emit: leaves the stream. Writes one table, or the records, to standard output; or all of them into a folder. */
#include <stdlib.h>

#include "output/cite_export.h"
#include "output/csvrow.h"
#include "output/leaf.h"
#include "output/publish.h"
#include "stream/provenance.h"
#include "stream/seal.h"
#include "stream/version.h"

enum { EXCEL = 256 };

/* What standard output carries; the formats of references follow. */
enum format { FORMAT_CSV, FORMAT_JSONL, FORMAT_REFERENCES };

struct emit {
	struct csvrow how;
	bool format_given;
	enum format format; /* FORMAT_REFERENCES + i is export_names[i] */
	bool silent;        /* nothing goes to standard output: -o without -f or -t */
	const char *table_name, *folder;
	struct leaf leaf;
	const struct schema_table *table; /* what standard output carries as CSV */
	struct publication files;
	int first_table, records, provenance; /* numbers of the files; first_table + i is tables.v[i] */
	/* where references alone are written */
	struct reference_rules *references;
	struct reference_export *export;
};

static int open_folder(struct emit *e, const char *rules, struct diag *d)
{
	int code = publish_open(&e->files, e->folder, d);
	if (code)
		return code;
	for (size_t i = 0; i < e->leaf.tables.n; i++) {
		struct buf name = {0};
		buf_printf(&name, "%s.csv", e->leaf.tables.v[i].name);
		buf_addc(&name, '\0');
		int file = publish_file(&e->files, name.p, d);
		buf_free(&name);
		if (file < 0)
			return d->code;
		if (i == 0)
			e->first_table = file;
		csvrow_header(e->how, &e->leaf.tables.v[i], publish_out(&e->files, file));
	}
	int package = publish_file(&e->files, "datapackage.json", d);
	e->records = publish_file(&e->files, "records.jsonl", d);
	e->provenance = publish_file(&e->files, "provenance.json", d);
	if (package < 0 || e->records < 0 || e->provenance < 0)
		return d->code;
	schema_datapackage(publish_out(&e->files, package), e->leaf.tables.v, e->leaf.tables.n, EVITAB_VERSION);
	return provenance_open(publish_out(&e->files, e->provenance), rules, d);
}

/* The rules that tell sorts of works apart are loaded with the tables; the output is begun with the first document. */
static void begin_export(struct emit *e, struct sink *out)
{
	if (e->format >= FORMAT_REFERENCES && e->export == NULL)
		e->export = reference_export_begin((enum export_format)(e->format - FORMAT_REFERENCES), e->references, &out->out);
}

static int open_emit(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct emit *e = ctx;
	e->silent = e->folder && !e->format_given;
	int code = leaf_open(&e->leaf, env->rules, d);
	if (code)
		return code;
	for (size_t i = 0; i < e->leaf.tables.n; i++)
		if (strcmp(e->leaf.tables.v[i].name, e->table_name) == 0)
			e->table = &e->leaf.tables.v[i];
	if (e->table == NULL) {
		struct buf names = {0};
		for (size_t i = 0; i < e->leaf.tables.n; i++)
			buf_printf(&names, " %s", e->leaf.tables.v[i].name);
		buf_addc(&names, '\0');
		code = diag_at(d, DIAG_WRONG, NULL, 0, 0, "no table '%s'; there are:%s", e->table_name, names.p);
		buf_free(&names);
		return code;
	}
	if (e->format >= FORMAT_REFERENCES && (code = reference_rules_open(&e->references, env->rules, d)) != DIAG_OK)
		return code;
	return e->folder && !env->strict ? open_folder(e, env->rules, d) : DIAG_OK;
}

static void emit_row(struct emit *e, const struct record *r, const struct record *end, struct buf *standard)
{
	for (size_t i = 0; i < e->leaf.tables.n; i++) {
		const struct schema_table *t = &e->leaf.tables.v[i];
		if (!span_is(r->type, t->type))
			continue;
		if (e->folder)
			csvrow_record(e->how, t, r, end, publish_out(&e->files, e->first_table + (int)i));
		if (standard && t == e->table)
			csvrow_record(e->how, t, r, end, standard);
		return;
	}
}

/* A line for the records: of a document's end, without the count of blocks, which stay behind. */
static void add_line(struct span line, bool end, struct buf *out)
{
	static const char key[] = ",\"block\":";
	size_t n = sizeof key - 1, at = 0;
	while (end && at + n < line.n && memcmp(line.p + at, key, n) != 0)
		at++;
	if (end && at + n < line.n) {
		buf_add(out, line.p, at);
		for (at += n; at < line.n && line.p[at] >= '0' && line.p[at] <= '9';)
			at++;
		buf_add(out, line.p + at, line.n - at);
	} else {
		buf_addspan(out, line);
	}
	buf_addc(out, '\n');
}

static int emit_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct emit *e = ctx;
	struct record end, r;
	record_parse(&end, doc->v[doc->n - 1].text);
	struct buf *standard = e->format != FORMAT_CSV || e->silent ? NULL : &out->out;
	bool all = e->folder != NULL;
	begin_export(e, out);
	if (e->leaf.documents++ == 0 && standard)
		csvrow_header(e->how, e->table, standard);
	for (size_t i = 0; i < doc->n; i++) {
		const struct line *l = &doc->v[i];
		if (span_is(l->type, "block"))
			continue; /* the text is in the sentences */
		if (e->format == FORMAT_JSONL && !e->silent)
			add_line(l->text, i + 1 == doc->n, &out->out);
		if (all)
			add_line(l->text, i + 1 == doc->n, publish_out(&e->files, e->records));
		bool finding = span_is(l->type, "finding");
		bool reference = e->export && span_is(l->type, "reference");
		if (!all && !reference && !(finding && e->leaf.fail_on) && (standard == NULL || !span_is(l->type, e->table->type)))
			continue;
		if (record_parse(&r, l->text) != 0)
			return diag_at(out->d, DIAG_FAILED, "<stdin>", 0, 0, "a line of type '%.*s' is no record", (int)l->type.n, l->type.p);
		e->leaf.failures += finding && leaf_fails(&e->leaf, &r);
		if (i == 0)
			leaf_title(doc, &r);
		if (reference)
			reference_export_one(e->export, &r, &out->out);
		emit_row(e, &r, span_is(l->type, "document") ? &end : NULL, standard);
		if (all && span_is(l->type, "document"))
			provenance_input(publish_out(&e->files, e->provenance), e->leaf.documents == 1, doc->id, record_get(&r, "sha256"),
							 record_number(&r, "bytes", 0));
	}
	return all ? publish_flush(&e->files, false, out->d) : DIAG_OK;
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
	begin_export(e, out); /* even of no document at all */
	if (e->export)
		reference_export_end(e->export, &out->out);
	int code = sink_flush(out, true);
	if (e->folder && code == DIAG_OK) {
		provenance_close(publish_out(&e->files, e->provenance));
		code = publish_commit(&e->files, out->d);
	}
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
		e->folder = arg;
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
	if (e->files.dir)
		publish_close(&e->files);
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
		.finish = finish_emit,
		.close = close_emit,
	};
	struct emit e = {.table_name = "claims"};
	return stage_run(&stage, &e, argc, argv);
}
