/* report: leaves the stream. Writes one HTML report, self-contained; where it grows large, on several pages side by side. */
#include "output/leaf.h"
#include "report/report_overview.h"
#include "report/report_write.h"
#include "stream/seal.h"

struct report {
	struct leaf leaf;
	struct report_pages pages;
	struct report_article article;
	struct report_writer writer;
	struct report_overview overview;
};

static int open_report(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct report *r = ctx;
	int code = leaf_open(&r->leaf, env->rules, d);
	if (code || env->strict)
		return code;
	if (r->leaf.output == NULL)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "a report is a file: -o FILE is needed");
	report_heat_open(&r->overview.heat, &r->leaf.schema.categories);
	r->writer.pages = &r->pages;
	r->writer.categories = &r->leaf.schema.categories;
	return report_pages_open(&r->pages, r->leaf.output, d);
}

static int report_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct report *r = ctx;
	int code = report_article_read(&r->article, doc, &r->leaf.schema.categories, out->d);
	if (code == DIAG_OK)
		code = report_write(&r->writer, &r->article, out->d);
	if (code)
		return code;
	report_overview_add(&r->overview, &r->pages, &r->article);
	r->leaf.documents++;
	for (size_t i = 0; r->leaf.fail_on && i < doc->n; i++) {
		struct record one;
		if (span_is(doc->v[i].type, "finding") && record_parse(&one, doc->v[i].text) == 0)
			r->leaf.failures += leaf_fails(&r->leaf, &one);
	}
	return DIAG_OK;
}

static int finish_report(void *ctx, struct sink *out)
{
	struct report *r = ctx;
	bool whole = true;
	int code = seal_check(r->leaf.seal, r->leaf.documents, &whole, out->d);
	if (code || !whole)
		return code;
	struct buf front = {0};
	report_overview_write(&r->overview, &r->pages, &r->leaf.schema.categories, &front);
	code = report_pages_commit(&r->pages, buf_span(&front), out->d);
	buf_free(&front);
	return code ? code : leaf_gate(&r->leaf, out->d);
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct report *r = ctx;
	return leaf_option(&r->leaf, letter, arg, d);
}

static void close_report(void *ctx)
{
	struct report *r = ctx;
	report_pages_close(&r->pages);
	report_article_free(&r->article);
	report_note_free(&r->writer);
	report_overview_free(&r->overview);
	leaf_close(&r->leaf);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'o', "output", "FILE", "the report; further pages stand beside it as FILE-2, FILE-3 … (before its suffix)"},
		LEAF_OPTIONS,
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "report",
		.about = "Reads the stream after link and writes one HTML report: overview, findings, articles with everything marked.",
		.options = options,
		.option = set_option,
		.open = open_report,
		.document = report_document,
		.finish = finish_report,
		.close = close_report,
	};
	struct report r = {0};
	return stage_run(&stage, &r, argc, argv);
}
