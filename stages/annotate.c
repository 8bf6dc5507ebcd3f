/* annotate: leaves the stream. Writes annotations for other tools: brat, BioC, PubAnnotation, Web Annotation, doccano. */
#include <stdlib.h>

#include "output/annotation.h"
#include "output/csvrow.h"
#include "output/names.h"
#include "output/publish.h"
#include "stream/seal.h"

struct annotate {
	struct leaf leaf;
	bool brat, begun;
	struct annotation_out json;
	struct publication files;
	struct seen names;
	struct carried carried;
	struct buf name;
	int index; /* number of the file that tells which document is in which files */
};

static struct buf *json_out(struct annotate *a, struct sink *out)
{
	struct buf *to = a->leaf.output ? publish_out(&a->files, 0) : &out->out;
	if (!a->begun)
		annotation_begin(&a->json, to);
	a->begun = true;
	return to;
}

static int open_folder(struct annotate *a, struct diag *d)
{
	if (a->leaf.output == NULL)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "brat wants two files for each document: -o DIR is missing");
	int code = publish_open(&a->files, a->leaf.output, d);
	if (code)
		return code;
	int configuration = publish_file(&a->files, "annotation.conf", d);
	a->index = publish_file(&a->files, "documents.csv", d);
	if (configuration < 0 || a->index < 0)
		return d->code;
	brat_configuration(a->leaf.schema.tables.v, a->leaf.schema.tables.n, publish_out(&a->files, configuration));
	buf_adds(publish_out(&a->files, a->index), "file,doc\r\n");
	return publish_done(&a->files, configuration, d);
}

static int open_annotate(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct annotate *a = ctx;
	int code = leaf_open(&a->leaf, env->rules, d);
	if (code || env->strict)
		return code;
	if (a->brat)
		return open_folder(a, d);
	return a->leaf.output ? publish_open_one(&a->files, a->leaf.output, d) : DIAG_OK;
}

/* A file of the document: its number for publish_out(), or -1 after a message. */
static int open_file(struct annotate *a, const char *ending, struct diag *d)
{
	size_t n = a->name.n;
	buf_adds(&a->name, ending);
	buf_addc(&a->name, '\0');
	int file = publish_file(&a->files, a->name.p, d);
	a->name.n = n;
	return file;
}

static int write_brat(struct annotate *a, const struct document *doc, struct diag *d)
{
	struct buf id = {0};
	json_unescape(doc->id, &id);
	buf_clear(&a->name);
	names_add(&a->names, buf_span(&id), &a->name);
	struct buf *index = publish_out(&a->files, a->index);
	csvrow_cell(buf_span(&a->name), true, index);
	csvrow_cell(buf_span(&id), false, index);
	buf_adds(index, "\r\n");
	buf_free(&id);
	int text = open_file(a, ".txt", d), annotations = text < 0 ? -1 : open_file(a, ".ann", d);
	if (annotations < 0)
		return d->code;
	buf_addspan(publish_out(&a->files, text), buf_span(&a->carried.text));
	brat_annotations(&a->carried, publish_out(&a->files, annotations));
	int code = publish_done(&a->files, text, d);
	return code ? code : publish_done(&a->files, annotations, d);
}

static int count_row(void *ctx, size_t table, const struct record *r, const struct record *more, struct diag *d)
{
	(void)ctx, (void)table, (void)r, (void)more, (void)d;
	return DIAG_OK;
}

static int annotate_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct annotate *a = ctx;
	int code = leaf_rows(&a->leaf, doc, count_row, a, out->d);
	if (code == DIAG_OK)
		code = carried_read(&a->carried, &a->leaf, doc, out->d);
	if (code)
		return code;
	if (a->brat)
		return write_brat(a, doc, out->d);
	annotation_document(&a->json, &a->carried, json_out(a, out));
	return a->leaf.output ? publish_flush(&a->files, false, out->d) : DIAG_OK;
}

static int finish_annotate(void *ctx, struct sink *out)
{
	struct annotate *a = ctx;
	bool whole = true;
	int code = seal_check(a->leaf.seal, a->leaf.documents, &whole, out->d);
	if (code || !whole)
		return code;
	if (!a->brat)
		annotation_end(&a->json, json_out(a, out));
	code = a->leaf.output ? publish_commit(&a->files, out->d) : sink_flush(out, true);
	return code ? code : leaf_gate(&a->leaf, out->d);
}

static void close_annotate(void *ctx)
{
	struct annotate *a = ctx;
	if (a->files.dir)
		publish_close(&a->files);
	leaf_close(&a->leaf);
	seen_free(&a->names);
	carried_free(&a->carried);
	buf_free(&a->name);
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct annotate *a = ctx;
	if (letter != 'f')
		return leaf_option(&a->leaf, letter, arg, d);
	a->brat = strcmp(arg, "brat") == 0;
	for (size_t i = 0; i < ANNOTATION_FORMATS && !a->brat; i++)
		if (strcmp(arg, annotation_names[i]) == 0) {
			a->json.format = (enum annotation_format)i;
			return DIAG_OK;
		}
	return a->brat ? DIAG_OK
				   : diag_at(d, DIAG_WRONG, NULL, 0, 0, "-f takes brat, bioc, pubannotation, web-annotation or doccano, not '%s'", arg);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'f', "format", "FMT",
		 "bioc (default), pubannotation, web-annotation: one JSON text; doccano: JSON Lines; brat: two files a document"},
		{'o', "output", "FILE|DIR", "where it goes instead of standard output; of brat the folder. All appears complete or not at all"},
		LEAF_OPTIONS,
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "annotate",
		.about = "Reads the stream after link and writes annotations for other tools.",
		.options = options,
		.option = set_option,
		.open = open_annotate,
		.document = annotate_document,
		.finish = finish_annotate,
		.close = close_annotate,
	};
	struct annotate a = {0};
	return stage_run(&stage, &a, argc, argv);
}
