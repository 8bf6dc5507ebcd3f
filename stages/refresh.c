/* refresh: leaves the stream, as emit does, into a folder of tables that may be there already. The documents that are read anew come
 * through the stream, before link --across; the rows of the others are copied. */
#include "output/csvread.h"
#include "refresh/refresher.h"
#include "stream/seal.h"

struct refresh {
	const char *plan;
	struct csvrow how;
	struct leaf leaf;
	struct refresher r;
};

static int open_refresh(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct refresh *k = ctx;
	k->r.dir = k->leaf.output;
	if (k->r.dir == NULL || k->r.state == NULL || k->plan == NULL)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "-o, --state and --plan are all needed; see --help");
	int code = leaf_open(&k->leaf, env->rules, d);
	return code || env->strict ? code : refresher_open(&k->r, &k->leaf, k->plan, k->how, env->rules, d);
}

static int refresh_document(void *ctx, const struct document *doc, struct sink *out)
{
	return refresher_document(&((struct refresh *)ctx)->r, doc, out->d);
}

/* The findings of the documents that were kept did not come by: --fail-on reads the table. */
static int count_failures(struct refresh *k, struct diag *d)
{
	struct buf path = {0};
	struct csvread_file f;
	struct csvread_rows rows = {0};
	size_t column = 0;
	buf_printf(&path, "%s/findings.csv", k->leaf.output);
	buf_addc(&path, '\0');
	int code = csvread_open(&f, path.p, d);
	bool more = code == DIAG_OK && (code = csvread_next(&f, &rows, &more, d)) == DIAG_OK && csvread_count(&rows);
	while (more && column < csvread_width(&rows, 0) && !span_is(csvread_at(&rows, 0, column), "code"))
		column++;
	for (k->leaf.failures = 0; more && code == DIAG_OK;) {
		csvread_clear(&rows);
		code = csvread_next(&f, &rows, &more, d);
		k->leaf.failures += code == DIAG_OK && more && leaf_fails_code(&k->leaf, csvread_at(&rows, 0, column));
	}
	csvread_close(&f);
	csvread_free(&rows);
	buf_free(&path);
	return code;
}

static int finish_refresh(void *ctx, struct sink *out)
{
	struct refresh *k = ctx;
	bool whole;
	int code = seal_check(k->leaf.seal, k->r.made, &whole, out->d);
	if (code || !whole)
		return code;
	code = refresher_finish(&k->r, out->d);
	if (code == DIAG_OK && k->leaf.fail_on)
		code = count_failures(k, out->d);
	return code ? code : leaf_gate(&k->leaf, out->d);
}

enum { STATE = 256, PLAN, EXCEL };

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct refresh *k = ctx;
	switch (letter) {
	case STATE:
		k->r.state = arg;
		return DIAG_OK;
	case PLAN:
		k->plan = arg;
		return DIAG_OK;
	case EXCEL:
		k->how.excel = true;
		return DIAG_OK;
	default:
		return leaf_option(&k->leaf, letter, arg, d);
	}
}

static void close_refresh(void *ctx)
{
	struct refresh *k = ctx;
	refresher_close(&k->r);
	leaf_close(&k->leaf);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'o', "output", "DIR", "the folder of tables"},
		{STATE, "state", "DIR", "what is remembered of it"},
		{PLAN, "plan", "FILE", "what the program plan wrote"},
		{EXCEL, "excel", NULL, "CSV for spreadsheets: a byte order mark, and no cell that would be taken for a formula"},
		LEAF_OPTIONS,
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "refresh",
		.about = "Reads the stream after link, of the documents that are to be read anew, and brings a folder of tables up to date.",
		.options = options,
		.option = set_option,
		.open = open_refresh,
		.document = refresh_document,
		.finish = finish_refresh,
		.close = close_refresh,
	};
	struct refresh k = {0};
	return stage_run(&stage, &k, argc, argv);
}
