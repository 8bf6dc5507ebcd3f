/* findings: leaves the stream. Writes what does not fit for code hosts and editors: SARIF, or annotations of GitHub's workflows. */
#include "output/finding_export.h"
#include "output/leaf.h"
#include "output/publish.h"
#include "stream/seal.h"

struct findings {
	struct leaf leaf;
	struct publication files;
	struct finding_export export;
	struct finding_file file; /* of the document at hand */
	bool begun;
};

/* Where the text goes; it is begun when something is first written. */
static struct buf *text_out(struct findings *f, struct sink *out)
{
	struct buf *to = f->leaf.output ? publish_out(&f->files, 0) : &out->out;
	if (!f->begun)
		finding_export_begin(&f->export, to);
	f->begun = true;
	return to;
}

static int open_findings(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct findings *f = ctx;
	int code = leaf_open(&f->leaf, env->rules, d);
	return code || env->strict || f->leaf.output == NULL ? code : publish_open_one(&f->files, f->leaf.output, d);
}

static int write_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct findings *f = ctx;
	struct buf *to = text_out(f, out);
	struct record r;
	for (size_t i = 0; i < doc->n; i++) {
		enum line_kind kind = doc->v[i].kind;
		if ((kind != KIND_DOCUMENT && kind != KIND_FINDING && kind != KIND_END) || record_parse(&r, doc->v[i].text) != 0)
			continue;
		if (kind == KIND_DOCUMENT)
			finding_file_read(&f->file, &r);
		else if (kind == KIND_FINDING)
			finding_export_one(&f->export, &f->file, &r, to);
		else if (span_is(record_get(&r, "status"), "\"rejected\""))
			finding_export_rejected(&f->export, &f->file, &r, to);
	}
	int code = leaf_count(&f->leaf, doc, out->d);
	return code || f->leaf.output == NULL ? code : publish_flush(&f->files, false, out->d);
}

static int finish_findings(void *ctx, struct sink *out)
{
	struct findings *f = ctx;
	bool whole = true;
	int code = seal_check(f->leaf.seal, f->leaf.documents, &whole, out->d);
	if (code || !whole)
		return code;
	finding_export_end(&f->export, text_out(f, out));
	code = f->leaf.output ? publish_commit(&f->files, out->d) : sink_flush(out, true);
	return code ? code : leaf_gate(&f->leaf, out->d);
}

static void close_findings(void *ctx)
{
	struct findings *f = ctx;
	if (f->files.dir)
		publish_close(&f->files);
	leaf_close(&f->leaf);
	finding_export_free(&f->export);
	finding_file_free(&f->file);
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct findings *f = ctx;
	if (letter != 'f')
		return leaf_option(&f->leaf, letter, arg, d);
	for (size_t i = 0; i < FINDING_FORMATS; i++)
		if (strcmp(arg, finding_names[i]) == 0) {
			f->export.format = (enum finding_format)i;
			return DIAG_OK;
		}
	return diag_at(d, DIAG_WRONG, NULL, 0, 0, "-f takes sarif or github, not '%s'", arg);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'f', "format", "FMT", "sarif (default): SARIF 2.1.0; github: annotations of GitHub's workflows, a line each"},
		{'o', "output", "FILE", "where it goes instead of standard output; it appears complete or not at all"},
		LEAF_OPTIONS,
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "findings",
		.about = "Reads the stream after link and writes its findings for code hosts and editors. Lines and columns are told where the\n"
				 "stream says where lines begin (normalize --lines).",
		.options = options,
		.option = set_option,
		.open = open_findings,
		.document = write_document,
		.pieces = true,
		.finish = finish_findings,
		.close = close_findings,
	};
	struct findings f = {0};
	return stage_run(&stage, &f, argc, argv);
}
