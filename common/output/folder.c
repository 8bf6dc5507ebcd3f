#include "output/folder.h"

#include "stream/provenance.h"
#include "stream/version.h"

int folder_open(struct folder *f, const char *dir, struct leaf *leaf, struct csvrow how, const char *rules, struct diag *d)
{
	*f = (struct folder){.how = how, .leaf = leaf};
	int code = publish_open(&f->files, dir, d);
	for (size_t i = 0; i < leaf->schema.tables.n && code == DIAG_OK; i++) {
		struct buf name = {0};
		buf_printf(&name, "%s.csv", leaf->schema.tables.v[i].name);
		buf_addc(&name, '\0');
		int file = publish_file(&f->files, name.p, d);
		buf_free(&name);
		if (file < 0)
			return d->code;
		csvrow_header(how, &leaf->schema.tables.v[i], publish_out(&f->files, file));
	}
	if (code)
		return code;
	int records = publish_file(&f->files, "records.jsonl", d);
	f->package = publish_file(&f->files, "datapackage.json", d);
	f->provenance = publish_file(&f->files, "provenance.json", d);
	if (records < 0 || f->package < 0 || f->provenance < 0)
		return d->code;
	f->rows = records + 1;
	return provenance_open(publish_out(&f->files, f->provenance), rules, d);
}

void folder_line(struct span line, bool end, struct buf *out)
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

void folder_input(struct folder *f, struct span doc, struct span sha256, uint64_t bytes)
{
	f->alike |= !seen_new(&f->ids, seen_hash(doc));
	provenance_input(publish_out(&f->files, f->provenance), f->inputs++ == 0, doc, sha256, bytes);
}

static int add_row(void *ctx, size_t table, const struct record *r, const struct record *more, struct diag *d)
{
	struct folder *f = ctx;
	(void)d;
	csvrow_record(f->how, &f->leaf->schema.tables.v[table], r, more, publish_out(&f->files, (int)table));
	if (span_is(r->type, "document"))
		folder_input(f, r->doc, record_get(r, "sha256"), record_number(r, "bytes", 0));
	return DIAG_OK;
}

int folder_document(struct folder *f, const struct document *doc, struct diag *d)
{
	for (size_t i = 0; i < doc->n; i++)
		if (!span_is(doc->v[i].type, "block")) /* the text is in the sentences */
			folder_line(doc->v[i].text, doc->closes && i + 1 == doc->n, publish_out(&f->files, f->rows - 1));
	return leaf_rows(f->leaf, doc, add_row, f, d);
}

int folder_commit(struct folder *f, struct diag *d)
{
	schema_datapackage(&f->leaf->schema, EVITAB_VERSION, !f->alike, publish_out(&f->files, f->package));
	provenance_close(publish_out(&f->files, f->provenance));
	return publish_commit(&f->files, d);
}

void folder_close(struct folder *f)
{
	if (f->files.dir)
		publish_close(&f->files);
	seen_free(&f->ids);
}
