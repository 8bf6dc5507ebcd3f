/* plan: before a refresh. Reads the list of the documents (normalize --ledger), compares it with the folder of tables that is there, and
 * writes what is to be done: which rows are kept, and the documents to be read anew, in slices. */
#include <stdlib.h>

#include "output/whole.h"
#include "refresh/generation.h"
#include "refresh/refresh_plan.h"
#include "stream/feed.h"
#include "stream/provenance.h"
#include "stream/stage.h"

enum { LINE_BYTES = 256, SLICE = 8 << 20 /* bytes of documents; as of normalize */ };

struct planning {
	const char *dir, *state, *plan, *slices;
	struct buf depends; /* what the rows depend on, as text */
	struct refresh_index index;
	struct refresh_plan made;
	struct buf slice; /* lines of the documents of the slice that is gathered */
	uint64_t weight;  /* its bytes */
};

/* What the rows depend on beside the documents: version, rule tables, options, programs, known works. */
static int make_base(struct planning *p, const char *rules, struct diag *d)
{
	struct buf hex = {0};
	int code = provenance_open(&p->depends, rules, d);
	sha256_hex(buf_span(&p->depends), &hex);
	memcpy(p->made.base, hex.p, REFRESH_HASH);
	buf_free(&hex);
	return code;
}

/* Whether anything can be kept; says why not where that is a surprise. */
static bool look_back(struct planning *p, struct diag *d)
{
	const char *why = NULL;
	char *path = generation_index(p->state);
	bool damaged, there = index_read(&p->index, path, &damaged, d);
	free(path);
	if (damaged)
		why = "what is remembered of it is damaged";
	else if (there && memcmp(p->index.base, p->made.base, REFRESH_HASH) != 0)
		why = "rules, options or programs have changed";
	else if (there && !generation_intact(p->dir, &p->index))
		why = "it is not as it was left";
	if (why)
		diag_at(d, DIAG_OK, p->dir, 0, 0, "%s: every document is read anew", why);
	bool keep = there && why == NULL;
	if (keep)
		memcpy(p->made.mark, p->index.mark, REFRESH_HASH);
	else
		memset(p->made.mark, '0', REFRESH_HASH);
	return keep;
}

/* A slice is a file named by what it holds and what it depends on, so that work that was done can be found again. Its name is printed. */
static int close_slice(struct planning *p, struct sink *out)
{
	struct buf name = {0}, path = {0};
	if (p->slice.n == 0)
		return DIAG_OK;
	buf_add(&path, p->made.base, REFRESH_HASH);
	buf_addspan(&path, buf_span(&p->slice));
	sha256_hex(buf_span(&path), &name);
	buf_clear(&path);
	buf_printf(&path, "%s/%.*s.list", p->slices, (int)name.n, name.p);
	buf_addc(&path, '\0');
	int code = whole_write(path.p, buf_span(&p->slice), out->d);
	sink_line(out, buf_span(&name));
	buf_clear(&p->slice);
	p->weight = 0;
	buf_free(&name);
	buf_free(&path);
	return code;
}

static int take_document(struct planning *p, const struct ledger_line *line, const struct plan_places *places, struct sink *out)
{
	plan_add(&p->made, line, places);
	if (p->made.documents.v[p->made.documents.n - 1].old != PLAN_NEW)
		return DIAG_OK;
	ledger_line_write(line, &p->slice);
	p->weight += line->bytes;
	return p->weight < SLICE ? DIAG_OK : close_slice(p, out);
}

static int read_ledger(struct planning *p, const struct plan_places *places, struct sink *out)
{
	struct feed f;
	struct buf line = {0};
	int code = feed_open(&f, "-", out->d);
	if (code)
		return code;
	for (size_t n = 1; code == DIAG_OK && feed_line(&f, LINE_BYTES, &line); n++) {
		struct ledger_line one;
		if (ledger_line_read(&one, buf_span(&line)))
			code = take_document(p, &one, places, out);
		else
			code = diag_at(out->d, DIAG_FAILED, "<stdin>", n, 0, "is no line of a list of documents");
	}
	if (code == DIAG_OK && (code = feed_status(&f, out->d)) == DIAG_OK)
		code = close_slice(p, out);
	feed_close(&f);
	buf_free(&line);
	return code;
}

static int make_plan(void *ctx, const struct stage_env *env, struct sink *out)
{
	struct planning *p = ctx;
	if (p->dir == NULL || p->state == NULL || p->plan == NULL || p->slices == NULL)
		return diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "-o, --state, --plan and --slices are all needed; see --help");
	int code = generation_settle(p->dir, p->state, out->d);
	if (code || (code = make_base(p, env->rules, out->d)) != DIAG_OK)
		return code;
	struct plan_places *places = look_back(p, out->d) ? plan_places(&p->index) : NULL;
	code = read_ledger(p, places, out);
	plan_places_free(places);
	if (code)
		return code;
	struct buf text = {0};
	plan_write(&p->made, &text);
	code = whole_write(p->plan, buf_span(&text), out->d);
	buf_free(&text);
	return code;
}

enum { STATE = 256, PLAN, SLICES, DEPENDS, SETTING };

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct planning *p = ctx;
	int code = DIAG_OK;
	switch (letter) {
	case 'o':
		p->dir = arg;
		break;
	case STATE:
		p->state = arg;
		break;
	case PLAN:
		p->plan = arg;
		break;
	case SLICES:
		p->slices = arg;
		break;
	case DEPENDS:
		code = sha256_file(arg, &p->depends, d);
		break;
	default:
		buf_printf(&p->depends, "%zu:%s", strlen(arg), arg);
	}
	return code;
}

static void close_plan(void *ctx)
{
	struct planning *p = ctx;
	buf_free(&p->depends);
	buf_free(&p->slice);
	index_free(&p->index);
	plan_free(&p->made);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'o', "output", "DIR", "the folder of tables that is to be refreshed"},
		{STATE, "state", "DIR", "what is remembered of it"},
		{PLAN, "plan", "FILE", "write the plan into FILE, for the program refresh"},
		{SLICES, "slices", "DIR", "write the lists of documents to be read anew into DIR, for normalize --only, and print their names"},
		{DEPENDS, "depends", "FILE", "a file that all rows depend on; repeatable"},
		{SETTING, "setting", "TEXT", "an option that all rows depend on; repeatable"},
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "plan",
		.about = "Reads the list of the documents that normalize --ledger writes, and plans how a folder of tables is refreshed.",
		.options = options,
		.option = set_option,
		.source = make_plan,
		.close = close_plan,
	};
	struct planning p = {0};
	return stage_run(&stage, &p, argc, argv);
}
