/* tag: finds the concepts of rule tables in the sentences, and says what the sentence says of them. */
#include "base/text.h"
#include "concept/tagger.h"
#include "stream/stage.h"

enum { TABLES_MAX = 16 }; /* of one run */

struct tag {
	struct tagger_rules rules;
	struct tagger taggers[TABLES_MAX];
	struct buf written[TABLES_MAX]; /* of each, for the sentence at hand */
	size_t n;
	bool scopes;
	enum overlaps overlaps;
	const char *explain; /* the text of --explain, or NULL */
	struct tagger_sentence sentence;
	struct buf zone; /* of the sentence looked at last, and who tags such ones */
	bool wants[TABLES_MAX], wanted;
};

enum { EXPLAIN = 300, SCOPES, OVERLAPS };

static int open_tag(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct tag *t = ctx;
	if (env->noperands == 0 || env->noperands > TABLES_MAX)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "give the names of 1 to %d concept tables; see --help", TABLES_MAX);
	for (; t->n < env->noperands; t->n++) {
		struct tagger *one = &t->taggers[t->n];
		one->scopes = t->scopes;
		one->overlaps = t->overlaps;
		one->notes = env->verbose ? d : NULL;
		int code = tagger_open(one, &t->rules, env->rules, env->operands[t->n], env->strict, d);
		if (code) {
			t->n++;
			return code;
		}
		if (env->verbose && one->category.state == COMPILED_STALE)
			diag_at(d, DIAG_OK, one->category.table.path, 0, 0,
					"its compiled form is of another state of the table and was not used; see compile --help");
	}
	return DIAG_OK;
}

static int check_tag(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct tag *t = ctx;
	(void)env;
	for (size_t k = 0; k < t->n; k++)
		category_check(&t->taggers[k].category, d);
	return tagger_rules_check(&t->rules, d);
}

/* Reads a sentence that is tagged by some table; false where there is none. Sentences of one zone follow each other, so who tags them is
 * asked when it changes. */
static bool read_sentence(struct tag *t, const struct line *line, struct record *r)
{
	if (line->kind != KIND_SENTENCE || record_parse(r, line->text) != 0)
		return false;
	struct span zone = record_get(r, "zone");
	if (t->zone.n && span_eq(zone, buf_span(&t->zone)))
		return t->wanted;
	buf_clear(&t->zone);
	buf_addspan(&t->zone, zone);
	t->wanted = false;
	for (size_t k = 0; k < t->n; k++)
		t->wanted |= t->wants[k] = tagger_wants(&t->taggers[k], zone);
	return t->wanted;
}

/* What the document defines, for all its sentences. */
static void read_definitions(struct tag *t, const struct document *doc)
{
	struct record r;
	bool all = false;
	for (size_t k = 0; k < t->n; k++) {
		tagger_begin(&t->taggers[k]);
		all |= tagger_defines(&t->taggers[k], false);
	}
	for (size_t i = 0; i < doc->n; i++) {
		struct span line = doc->v[i].text;
		bool bracket = doc->v[i].kind == KIND_SENTENCE && memchr(line.p, '(', line.n) != NULL;
		if (!(bracket || all) || !read_sentence(t, &doc->v[i], &r))
			continue;
		tagger_sentence_read(&t->sentence, &r);
		for (size_t k = 0; k < t->n; k++)
			if (t->wants[k] && tagger_defines(&t->taggers[k], bracket))
				tagger_define(&t->taggers[k], &t->sentence);
	}
}

/* The mentions in the sentence at doc->v[line], of one table after the other: a later one sees what earlier ones found, in this run or in
 * the stream. Written with the last table's first, as by one run for each table. */
static void tag_sentence(struct tag *t, const struct document *doc, size_t line, const struct record *sentence, struct buf *out)
{
	bool read = false, agent = false;
	for (size_t k = 0; k < t->n; k++) {
		struct tagger *one = &t->taggers[k];
		buf_clear(&t->written[k]);
		if (!t->wants[k])
			continue;
		if (!read)
			tagger_sentence_read(&t->sentence, sentence);
		read = true;
		for (size_t i = line + 1; i < doc->n && !span_is(doc->v[i].type, "sentence") && !span_is(doc->v[i].type, "block"); i++)
			tagger_other(one, doc->v[i].type, doc->v[i].text);
		for (size_t earlier = 0; earlier < k; earlier++)
			tagger_share(&t->taggers[earlier], one);
		tagger_tag(one, &t->sentence, &t->written[k]);
		agent |= one->hits.n && category_is_agent(&one->category, span_of(one->category.row->type));
	}
	for (size_t k = t->n; k-- > 0;)
		buf_addspan(out, buf_span(&t->written[k]));
	for (size_t k = 0; k < t->n && agent; k++)
		t->taggers[k].since = 0;
}

static int tag_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct tag *t = ctx;
	struct record r;
	if (document_foreign(doc)) {
		sink_lines(out, doc, 0, doc->n);
		return DIAG_OK;
	}
	read_definitions(t, doc);
	for (size_t i = 0; i < doc->n; i++) {
		sink_line(out, doc->v[i].text);
		for (size_t k = 0; k < t->n && doc->v[i].kind == KIND_OTHER && category_is_agent(&t->taggers[0].category, doc->v[i].type); k++)
			t->taggers[k].since = 0;
		if (doc->v[i].kind != KIND_SENTENCE)
			continue;
		for (size_t k = 0; k < t->n; k++)
			tagger_next(&t->taggers[k]);
		if (read_sentence(t, &doc->v[i], &r))
			tag_sentence(t, doc, i, &r, &out->out);
	}
	return DIAG_OK;
}

/* Instead of reading a stream, with --explain. */
static int explain_tag(void *ctx, const struct stage_env *env, struct sink *out)
{
	struct tag *t = ctx;
	(void)env;
	for (size_t k = 0; k < t->n; k++)
		tagger_explain(&t->taggers[k], span_of(t->explain), &out->out);
	return DIAG_OK;
}

static int choose_overlaps(struct tag *t, const char *arg, struct diag *d)
{
	static const char *const names[] = {[OVERLAPS_NONE] = "none", [OVERLAPS_NESTED] = "nested", [OVERLAPS_ALL] = "all"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(arg, names[i]) == 0) {
			t->overlaps = (enum overlaps)i;
			return DIAG_OK;
		}
	return diag_at(d, DIAG_WRONG, NULL, 0, 0, "--overlaps takes none, nested or all, not '%s'", arg);
}

static int option_tag(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct tag *t = ctx;
	if (letter == SCOPES) {
		t->scopes = true;
		return DIAG_OK;
	}
	if (letter == OVERLAPS)
		return choose_overlaps(t, arg, d);
	if (text_invalid(span_of(arg)) < strlen(arg))
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "the text of --explain is no valid UTF-8");
	t->explain = arg;
	return DIAG_OK;
}

static void close_tag(void *ctx)
{
	struct tag *t = ctx;
	for (size_t k = 0; k < t->n; k++) {
		tagger_close(&t->taggers[k]);
		buf_free(&t->written[k]);
	}
	tagger_rules_close(&t->rules);
	tagger_sentence_free(&t->sentence);
	buf_free(&t->zone);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{EXPLAIN, "explain", "TEXT", "print every term in TEXT, which won and why, and read no stream"},
		{OVERLAPS, "overlaps", "WHICH", "none (default): the leftmost and longest terms; nested: terms inside these, too; all: every term"},
		{SCOPES, "scopes", NULL, "write a record 'scope' for what each cue of negation and reserve covers, too"},
		{0, NULL, NULL, NULL},
	};
	struct stage stage = {
		.name = "tag",
		.about = "Reads the stream after segment, writes it on with a record for each mention of a concept of each TABLE\n"
				 "(conditions, mechanisms, interventions: rows of categories.csv). Several tables in one run give the same\n"
				 "as one run for each.",
		.operands = "TABLE...",
		.options = options,
		.option = option_tag,
		.open = open_tag,
		.check = check_tag,
		.document = tag_document,
		.close = close_tag,
	};
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strncmp(argv[i], "--explain", 9) == 0)
			stage.source = explain_tag;
	struct tag t = {0};
	t.sentence.rules = &t.rules;
	return stage_run(&stage, &t, argc, argv);
}
