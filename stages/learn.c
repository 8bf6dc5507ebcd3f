/* learn: rule tables from documents with known mentions. It reads the stream, but stands beside the pipe: what it writes is a folder. */
#include <stdlib.h>

#include "base/text.h"
#include "learn/learning_write.h"
#include "stream/stage.h"

/* How weights are fitted; found by holding documents back. */
static const struct fit_options fitting = {.rounds = 12, .rate = 0.05, .pull = 0.0005, .loss = 0.5, .bias = 0.9, .recall = 0.2};
enum { GROUPS = 5, LEAST = 2 };

struct learn {
	struct category category;
	struct lesson lesson;
	struct lesson_source source;
	struct learning learning;
	LIST(const char *) lists, evidence; /* files */
	const char *output, *rules, *table;
	size_t hold, least;
	struct fit_options fit;
};

/* A whole number below a million, or SIZE_MAX after a message. */
static size_t number(const char *s, struct diag *d)
{
	size_t v = 0, n = 0;
	for (; n < 6 && text_is_digit(s[n]); n++)
		v = 10 * v + (size_t)(s[n] - '0');
	if (n == 0 || s[n] != '\0') {
		diag_at(d, DIAG_WRONG, NULL, 0, 0, "'%s' is no whole number below a million", s);
		return SIZE_MAX;
	}
	return v;
}

enum { HOLD = 300, RECALL };

static int take_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct learn *l = ctx;
	size_t n = letter == HOLD || letter == RECALL || letter == 'l' ? number(arg, d) : 0;
	if (n == SIZE_MAX)
		return DIAG_WRONG;
	if (letter == 'o')
		l->output = arg;
	else if (letter == 't')
		list_push(&l->lists, arg);
	else if (letter == 'e')
		list_push(&l->evidence, arg);
	else if (letter == 'T')
		l->source.type = arg;
	else if (letter == 'b')
		l->source.standoff = true;
	else if (letter == 'l')
		l->least = n;
	else if (letter == HOLD)
		l->hold = n;
	else
		l->fit.recall = (double)n / 100;
	return DIAG_OK;
}

static int open_learn(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct learn *l = ctx;
	if (env->noperands != 1)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "give the name of one concept table; see --help");
	if (l->output == NULL && l->hold == 0 && !env->strict)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "give a folder with --output, or documents to judge with --hold-back; see --help");
	l->rules = env->rules;
	l->table = env->operands[0];
	l->source.category = &l->category;
	int code = category_open(&l->category, env->rules, l->table, env->strict, d);
	if (l->source.type == NULL)
		l->source.type = l->category.row->type;
	return code;
}

static int take_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct learn *l = ctx;
	return lesson_add(&l->lesson, &l->source, doc, out->d);
}

/* How good the rules are for the documents that were held back: exact words, whatever the concept. */
static void judge(struct learn *l, struct sink *out)
{
	const struct fit_data *data = &l->learning.data;
	size_t good = 0, found = 0, known = 0, from = l->lesson.documents.v[l->learning.ahead].sentence;
	feature_stretch_list cut = {0};
	for (size_t i = from; i < data->sentences.n; i++) {
		const struct fit_sentence *s = &data->sentences.v[i];
		known += l->lesson.sentences.v[i].nmention;
		cut.n = 0;
		learning_find(&l->learning, i, l->fit.recall, &cut);
		found += cut.n;
		for (size_t k = 0; k < cut.n; k++)
			for (size_t m = 0; m < s->nknown; m++)
				good += data->known.v[s->known + m].first == cut.v[k].first && data->known.v[s->known + m].last == cut.v[k].last;
	}
	list_free(&cut);
	size_t p = found ? good * 10000 / found : 0, r = known ? good * 10000 / known : 0,
		   f = found + known ? good * 20000 / (found + known) : 0;
	buf_printf(&out->out, "held back: %zu documents, %zu mentions; precision %zu.%04zu, recall %zu.%04zu, F1 %zu.%04zu\n", l->hold, known,
			   p / 10000, p % 10000, r / 10000, r % 10000, f / 10000, f % 10000);
}

static int learn(struct learn *l, struct sink *out)
{
	struct learning *g = &l->learning;
	int code = DIAG_OK;
	for (size_t i = 0; i < l->lists.n && code == DIAG_OK; i++)
		code = learning_list(g, l->lists.v[i], false, out->d);
	for (size_t i = 0; i < l->evidence.n && code == DIAG_OK; i++)
		code = learning_list(g, l->evidence.v[i], true, out->d);
	if (code)
		return code;
	learning_mine(g);
	learning_fit(g, &l->fit, GROUPS);
	if (l->hold)
		judge(l, out);
	struct learning_target to = {l->output, l->rules, l->table, l->fit.bias, l->fit.recall};
	return l->output ? learning_write(g, &to, out->d) : DIAG_OK;
}

static int finish(void *ctx, struct sink *out)
{
	struct learn *l = ctx;
	learning_open(&l->learning, &l->lesson, (uint32_t)l->least);
	if (l->lesson.given == l->lesson.lost)
		return diag_at(out->d, DIAG_WRONG, "<stdin>", 0, 0, "no mentions of type '%s' came", l->source.type);
	if (l->hold >= l->lesson.documents.n)
		return diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "%zu documents cannot be held back, %zu came", l->hold, l->lesson.documents.n);
	if (l->hold)
		l->learning.ahead = l->lesson.documents.n - l->hold;
	return learn(l, out);
}

static void close_learn(void *ctx)
{
	struct learn *l = ctx;
	learning_close(&l->learning);
	lesson_free(&l->lesson);
	category_close(&l->category);
	list_free(&l->lists);
	list_free(&l->evidence);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'o', "output", "DIR", "folder to write the rule tables into"},
		{'t', "terms", "FILE", "a list of concepts' terms: a table with concept, label, term (repeatable)"},
		{'e', "evidence", "FILE", "a list of terms of other things, in the same form (repeatable)"},
		{'T', "type", "TYPE", "type of the mentions to learn from (default: the table's own)"},
		{'b', "standoff", NULL, "mentions stand in FILE.ann beside FILE.txt (brat), not in `spans`"},
		{'l', "least", "N", "drop what fewer than N documents show (default: 2)"},
		{HOLD, "hold-back", "N", "do not learn from the last N documents; print how good the rules are there"},
		{RECALL, "recall", "N", "higher: find more, and more that is wrong (default: 20)"},
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "learn",
		.about = "Reads the stream after segment, of documents whose mentions are known, and writes a folder of rule tables\n"
				 "with which tag finds such mentions: see docs/learning.md.",
		.operands = "TABLE",
		.options = options,
		.option = take_option,
		.open = open_learn,
		.document = take_document,
		.finish = finish,
		.close = close_learn,
	};
	struct learn l = {.fit = fitting, .least = LEAST};
	return stage_run(&stage, &l, argc, argv);
}
