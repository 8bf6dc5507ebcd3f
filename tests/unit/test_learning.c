/* Rules learnt from invented documents, and what the tagger finds with them. TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "concept/tagger.h"
#include "learn/composite.h"
#include "learn/learning_write.h"
#include "learn/naming.h"
#include "tap.h"

/* A sentence, its mention between [[ ]]. */
static const char *const lessons[] = {
	"Two men had [[zoric fever]] after the trip.",
	"The nurse saw [[morbal fever]] in a child.",
	"A girl with [[tenic fever]] was seen.",
	"He went home with [[dulic fever]] that day.",
	"Nobody in the town had [[rubic fever]] before.",
	"The zoric plains are wide and green.",
	"Old maps of the plains are rare.",
	"The fever chart was lost on the way.",
	"A chart of the town hangs in the hall.",
	"She had [[lomitis]] and was treated at once.",
	"The man with [[pelitis]] slept well.",
	"Later [[ganitis]] was seen in a dog.",
	"They treated [[tomitis]] with rest and tea.",
	"It is [[selitis]] that he had.",
	"The dog slept in the hall.",
	"Rest and tea are free of charge.",
};
enum { LESSONS = sizeof lessons / sizeof *lessons };

/* The document as the stream has it after segment. */
static void make_document(struct buf *lines, size_t *starts, const char *marked, int n)
{
	struct buf text = {0};
	size_t start = 0, end = 0;
	for (const char *p = marked; *p; p++) {
		if (p[0] == '[' && p[1] == '[')
			start = text.n, p++;
		else if (p[0] == ']' && p[1] == ']')
			end = text.n, p++;
		else
			buf_addc(&text, *p);
	}
	buf_clear(lines);
	buf_printf(lines, "{\"type\":\"document\",\"doc\":\"%d\",\"meta\":{\"spans\":[", n);
	if (end)
		buf_printf(lines, "{\"start\":%zu,\"end\":%zu,\"type\":\"condition\",\"id\":\"X:%d\"}", start, end, n);
	buf_adds(lines, "]}}");
	starts[1] = lines->n;
	buf_printf(lines,
			   "{\"type\":\"sentence\",\"doc\":\"%d\",\"sentence\":1,\"zone\":\"body\",\"section\":\"\",\"start\":0,\"end\":%zu,\"char_"
			   "start\":0,\"char_end\":%zu,\"text\":\"%.*s\"}",
			   n, text.n, text.n, (int)text.n, text.p);
	starts[2] = lines->n;
	buf_printf(lines, "{\"type\":\"document-end\",\"doc\":\"%d\",\"sentence\":1,\"status\":\"ok\"}", n);
	starts[3] = lines->n;
	buf_free(&text);
}

static void with_document(const char *marked, int n, void (*call)(void *, const struct document *), void *ctx)
{
	struct buf lines = {0};
	size_t starts[4] = {0};
	struct line v[3];
	make_document(&lines, starts, marked, n);
	for (size_t i = 0; i < 3; i++)
		v[i].text = span_sub(buf_span(&lines), starts[i], starts[i + 1]), v[i].type = record_type(v[i].text);
	struct document doc = {span_of("\"d\""), 3, v, true, true};
	call(ctx, &doc);
	buf_free(&lines);
}

struct teaching {
	struct lesson lesson;
	struct lesson_source source;
	struct diag d;
};

static void teach(void *ctx, const struct document *doc)
{
	struct teaching *t = ctx;
	lesson_add(&t->lesson, &t->source, doc, &t->d);
}

struct asking {
	struct tagger *tagger;
	struct buf out;
};

static void ask(void *ctx, const struct document *doc)
{
	struct asking *a = ctx;
	struct record r;
	tagger_begin(a->tagger);
	if (record_parse(&r, doc->v[1].text) != 0)
		return;
	struct tagger_sentence sentence = {.rules = a->tagger->rules};
	tagger_sentence_read(&sentence, &r);
	tagger_define(a->tagger, &sentence);
	tagger_next(a->tagger);
	tagger_tag(a->tagger, &sentence, &a->out);
	tagger_sentence_free(&sentence);
}

/* Does the tagger find that one mention in the sentence, or none where it is NULL? */
static bool finds(struct tagger *t, const char *sentence, const char *mention)
{
	struct asking a = {t, {0}};
	struct buf want = {0};
	with_document(sentence, 1, ask, &a);
	buf_printf(&want, "\"text\":\"%s\"", mention ? mention : "");
	buf_addc(&want, '\0'), buf_addc(&a.out, '\0');
	bool good = mention ? strstr(a.out.p, want.p) != NULL && strchr(a.out.p, '\n') == strrchr(a.out.p, '\n') : a.out.n == 1;
	buf_free(&want);
	buf_free(&a.out);
	return good;
}

static void remove_folder(const char *dir)
{
	char command[300];
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	if (system(command) != 0)
		printf("# %s is left\n", dir);
}

static bool same_file(const char *a, const char *b, const char *name)
{
	char command[600];
	snprintf(command, sizeof command, "cmp -s '%s/%s' '%s/%s'", a, name, b, name);
	return system(command) == 0;
}

static int learn(const char *dir)
{
	static const struct fit_options fit = {.rounds = 20, .rate = 0.1, .pull = 0.0005, .bias = 0.5, .recall = 0.5};
	struct teaching t = {.source = {.type = "condition"}};
	struct category category;
	struct learning l;
	int code = category_open(&category, "configs", "conditions", false, &t.d);
	t.source.category = &category;
	for (int i = 0; i < LESSONS; i++)
		with_document(lessons[i], i, teach, &t);
	ok(t.lesson.given == 10 && t.lesson.lost == 0, "all mentions are read");
	learning_open(&l, &t.lesson, 2);
	learning_mine(&l);
	learning_fit(&l, &fit, 3);
	struct learning_target to = {dir, "configs", "conditions", 0.5, 0.5};
	if (code == DIAG_OK)
		code = learning_write(&l, &to, &t.d);
	learning_close(&l);
	category_close(&category);
	lesson_free(&t.lesson);
	diag_free(&t.d);
	return code;
}

static void check_values(void)
{
	struct feature f, g = {AT_WHOLE, OF_LENGTH, 0, {{NULL, 0}}};
	ok(feature_read("before", "word", "Diseases", &f) && f.place == AT_BEFORE, "a row of weights is read");
	uint64_t one = feature_key(&f);
	ok(feature_read("before", "word", "disease", &f) && feature_key(&f) == one, "singular and plural are one value");
	ok(feature_read("after", "word", "disease", &f) && feature_key(&f) != one, "places differ");
	ok(!feature_read("nowhere", "word", "disease", &g), "an unknown place is refused");
	ok(strcmp(feature_evidence(1, 0), "always, of one") == 0 && feature_evidence(0, 0) == NULL, "evidence has a name");
}

/* A naming_sink: rows as a sum, and the way to the last one. */
struct named {
	unsigned ways;
	struct naming_way last;
};
static bool hear(void *ctx, const struct naming_way *way)
{
	struct named *n = ctx;
	n->ways++;
	n->last = *way;
	return true;
}

static struct named name_of(const struct naming *n, const char *text)
{
	struct named r = {0};
	token_list t = {0};
	tokens_scan(&t, span_of(text));
	naming_ways(n, span_of(text), &t, 0, t.n - 1, hear, &r);
	list_free(&t);
	return r;
}

static bool differ(const char *a, const char *b, const char *first, const char *second, bool inside)
{
	struct form f;
	return form_between(span_of(a), span_of(b), &f) && strcmp(f.side[0], first) == 0 && strcmp(f.side[1], second) == 0 &&
		   f.inside == inside;
}

static void join(void *ctx, struct span word)
{
	buf_addspan(ctx, word);
	buf_addc(ctx, ' ');
}

static void check_forms(void)
{
	struct form f;
	struct buf made = {0};
	ok(differ("psychotic", "psychose", "ose", "otic", false), "words that differ by their ending");
	ok(differ("haematuria", "hematuria", "ae", "e", true), "words that differ inside");
	ok(!form_between(span_of("fever"), span_of("fever"), &f) && !form_between(span_of("ab"), span_of("ac"), &f) &&
		   !form_between(span_of("encephalon"), span_of("hippocampus"), &f),
	   "words that are the same, that are short, that have little in common");
	form_read(span_of("ae e"), true, &f);
	form_apply(&f, span_of("anaemic"), join, &made);
	ok(span_is(buf_span(&made), "anemic anaaemic "), "what a form makes of a word");
	buf_free(&made);
}

/* A composite_name: "renal failure" is 1, "hepatic failure" 2, "fever" 3, "cancer of skin" 4, "cancer of liver" 5. */
static uint32_t item_name(void *ctx, struct span text, const token_list *words)
{
	static const char *const names[] = {"renal failure", "hepatic failure", "fever", "cancer of skin", "cancer of liver"};
	token_list t = {0};
	uint32_t found = UINT32_MAX;
	(void)ctx, (void)text;
	for (uint32_t i = 0; i < 5 && found == UINT32_MAX; i++) {
		tokens_scan(&t, span_of(names[i]));
		bool same = t.n == words->n;
		for (size_t k = 0; k < t.n && same; k++)
			same = t.v[k].fold == words->v[k].fold;
		found = same ? i + 1 : UINT32_MAX;
	}
	list_free(&t);
	return found;
}

/* The names of a mention that the token `join` joins, as digits. */
static bool splits(const char *mention, size_t join, const char *want)
{
	token_list t = {0};
	uint32_t names[COMPOSITE_MOST];
	char have[COMPOSITE_MOST + 1] = "";
	tokens_scan(&t, span_of(mention));
	size_t n = composite_split(span_of(mention), &t, 0, t.n - 1, join, item_name, NULL, names, NULL);
	for (size_t i = 0; i < n; i++)
		have[i] = (char)('0' + names[i]);
	list_free(&t);
	return strcmp(have, want) == 0;
}

/* A composite_name. */
static uint32_t item_grade(void *ctx, struct span text, const token_list *words)
{
	uint32_t name = item_name(ctx, text, words);
	return name == UINT32_MAX ? name : name != 3;
}

static bool joins(const char *mention, uint32_t join, bool shared, bool terms)
{
	token_list t = {0};
	tokens_scan(&t, span_of(mention));
	struct feature_stretch all = {0, (uint32_t)t.n - 1};
	struct naming *n = naming_new();
	naming_join(n, t.v[join].fold);
	struct again_joined j = again_join(n, span_of(mention), &t, all, item_grade, NULL);
	naming_free(n);
	list_free(&t);
	return j.at == join && j.shared == shared && j.terms == terms;
}

static void check_composites(void)
{
	ok(splits("renal and hepatic failure", 1, "12"), "items that share their end");
	ok(splits("renal failure or fever", 2, "13"), "items that share nothing");
	ok(splits("cancer of skin and liver", 3, "45"), "items that share their beginning");
	ok(splits("hepatic, renal, and hepatic failure", 2, "212"), "items with commas");
	ok(splits("renal and acute failure", 1, "") && splits("renal and", 1, ""), "no names where an item has none");
	ok(joins("renal and hepatic failure", 1, true, true) && joins("cancer of skin and liver", 3, true, true) &&
		   joins("renal failure or fever", 2, false, false) && !joins("renal and acute failure", 1, true, true),
	   "whether the items share words, and are terms");
}

static void check_naming(void)
{
	struct naming *n = naming_new();
	token_list t = {0};
	tokens_scan(&t, span_of("failure of the kidney renal acute"));
	naming_same(n, t.v[3].fold, t.v[4].fold, 4);
	naming_less(n, t.v[1].fold, 4);
	naming_less(n, t.v[2].fold, 3);
	naming_less(n, t.v[5].fold, 2);
	struct form f;
	ok(form_read(span_of("al ic"), false, &f) && !form_read(span_of("al"), false, &f), "a form is read");
	naming_form(n, &f, 3);
	tokens_scan(&t, span_of("renal failure"));
	naming_term(n, &t, false, true, 7, 0);
	tokens_scan(&t, span_of("acute gout"));
	naming_term(n, &t, false, false, 8, 0);
	tokens_scan(&t, span_of("AF"));
	naming_term(n, &t, true, false, 9, 0);
	list_free(&t);
	struct named r = name_of(n, "Failure, renal");
	ok(r.ways == 1 && r.last.row == 7 && r.last.nstep == 0, "a name in another order");
	r = name_of(n, "failure of the renal");
	ok(r.ways == 1 && r.last.row == 7 && r.last.nstep == 2 && r.last.step[0].kind == NAMING_LESS, "words left out");
	r = name_of(n, "kidney failure");
	ok(r.last.row == 7 && r.last.step[0].kind == NAMING_SAME && r.last.step[0].grade == 4, "a word for another");
	ok(name_of(n, "failure of the kidney").ways == 0, "no more than two steps");
	r = name_of(n, "renic failure");
	ok(r.last.row == 7 && r.last.step[0].kind == NAMING_FORM && r.last.step[0].grade == 3, "another ending");
	r = name_of(n, "gout");
	ok(r.last.row == 8 && r.last.step[0].kind == NAMING_MORE, "a word more");
	r = name_of(n, "sudden renal failure");
	ok(r.last.row == 7 && r.last.dropped == 1 && !r.last.lone, "a term that ends it");
	ok(name_of(n, "AF").last.row == 9 && name_of(n, "af").ways == 0, "an acronym by its bytes");
	r = name_of(n, "renal failure there");
	ok(r.last.row == 7 && r.last.cut == 1 && r.last.dropped == 0, "a term that begins it");
	ok(naming_grade(9, 0) == 4 && naming_grade(1, 1) == 1, "grades");
	struct buf b = {0};
	bool same = true;
	for (unsigned i = 0; i < NAMING_LEARNT; i++) {
		buf_clear(&b);
		naming_write(i, &b);
		same = same && naming_read(buf_span(&b)) == i;
	}
	ok(same && naming_read(span_of("sum 99")) == NAMING_FEATURES, "features are read as they are written");
	buf_free(&b);
	naming_free(n);
}

static bool near(double a, double b)
{
	return a - b < 1e-9 && b - a < 1e-9;
}

static void check_numbers(void)
{
	ok(near(fit_root(2) * fit_root(2), 2) && near(fit_root(1e-8), 1e-4) && fit_root(0) == 0, "square roots");
	ok(near(fit_exponential(1), 2.718281828459045) && near(fit_exponential(-1) * fit_exponential(1), 1), "powers of e");
	ok(near(fit_logarithm(fit_exponential(3.7)), 3.7) && near(fit_add_logs(0, 0), fit_logarithm(2)), "logarithms");
	/* right where feature 0 is, wrong where feature 1 is, feature 2 is in both */
	static const uint32_t features[] = {0, 2, 1, 2};
	struct fit_examples e = {0};
	double weights[3];
	for (int i = 0; i < 20; i++) {
		list_push(&e.features, features[i % 2 * 2]);
		list_push(&e.features, features[i % 2 * 2 + 1]);
		struct fit_example x = {e.features.n, i % 2 == 0, 0, 0};
		list_push(&e.v, x);
	}
	static const struct fit_options o = {.rounds = 20, .rate = 0.1, .left_out = UINT32_MAX};
	static const double pulls[] = {1, 1, 1};
	fit_odds(&e, &o, pulls, weights, 3);
	ok(weights[0] > 0.5 && weights[1] < -0.5 && weights[2] < 0.2 && weights[2] > -0.2 && fit_odds_of(&e, 0, weights) > 0.5,
	   "odds by features");
	fit_examples_free(&e);
}

/* Adds up what a look is seen to have: a feature_sink; ctx is a buf of "kind value;". */
static void hear_feature(void *ctx, const struct feature *f)
{
	buf_printf(ctx, "%s ", feature_kinds[f->kind]);
	buf_addspan(ctx, f->shown[0]);
	buf_addc(ctx, ';');
}

static bool sees(const struct again_echoes *e, const struct again_look *v, size_t n, size_t i, const char *want)
{
	struct feature_lists lists = {.n = 0};
	struct buf have = {0};
	again_features(e, v, n, i, span_make("", 0), NULL, &lists, hear_feature, &have);
	buf_addc(&have, '\0');
	bool good = strstr(have.p, want) != NULL;
	if (!good)
		printf("# %s\n", have.p);
	buf_free(&have);
	return good;
}

static void check_again(void)
{
	/* Four tokens: the second, the first two, the fourth. */
	struct again_look v[] = {{.at = {1, 1}, .sum = 0, .words = 1, .called = 5, .term = true},
							 {.at = {0, 1}, .sum = 0, .words = 2, .called = 5, .belief = 60},
							 {.at = {3, 3}, .sum = 3, .words = 1, .called = 6, .known = true},
							 {.at = {2, 3}, .sum = -4.5, .words = 3}};
	struct again_work w = {0};
	struct again_echoes e = {0};
	feature_stretch_list out = {0};
	size_t n = again_weigh(&w, v, 4, 4);
	ok(n == 3 && near(v[0].chance, 1.0 / 3) && near(v[1].chance, 1.0 / 3) && v[2].chance > 0.9 && v[2].chance < 1,
	   "chances; what has hardly any is left out");
	for (size_t i = 0; i < n; i++)
		v[i].worth = v[i].sum;
	again_choose(&w, v, n, 4, &out);
	ok(out.n == 1 && out.v[0].first == 3, "what is worth most");
	v[0].worth = -0.2, v[1].worth = -0.1, v[2].worth = -0.1;
	again_value(v, n);
	ok(v[0].worth < v[1].worth && v[1].worth > 0 && v[2].worth < 0, "one of several that share a chance, not one that is alone");
	again_listen(&e, v, n);
	ok(sees(&e, v, n, 0, "around same: part of a term for a term;around believed -100;") &&
		   sees(&e, v, n, 1, "within same: a term for a part;within believed 50;") && sees(&e, v, n, 2, "within none;around none;"),
	   "stretches inside and around");
	ok(sees(&e, v, n, 0, "echo 95 beside 10;") == (v[2].chance >= 0.95) && sees(&e, v, n, 1, "echo none;alike 25;"), "the same elsewhere");
	/* "renal and hepatic failure", "renal", "hepatic failure" */
	struct again_look joined[] = {{.at = {0, 0}, .chance = 0.5},
								  {.at = {2, 3}, .chance = 0.8},
								  {.at = {0, 3}, .chance = 0.1, .joined = {.at = 1, .shared = true, .terms = true}}};
	again_listen(&e, joined, 3);
	ok(sees(&e, joined, 3, 2, "join shared terms before 40;join shared terms behind 70;") &&
		   sees(&e, joined, 3, 1, "join part of shared terms;"),
	   "items that a word joins, and the last of them");
	again_work_free(&w);
	again_echoes_free(&e);
	list_free(&out);
}

int main(void)
{
	char a[] = "/tmp/evitab-learn.XXXXXX", b[] = "/tmp/evitab-learn.XXXXXX";
	struct tagger t = {0};
	struct tagger_rules rules = {0};
	struct diag d = {0};
	check_values();
	check_forms();
	check_composites();
	check_naming();
	check_numbers();
	check_again();
	if (mkdtemp(a) == NULL || mkdtemp(b) == NULL)
		return 1;
	ok(learn(a) == DIAG_OK && learn(b) == DIAG_OK, "a folder of rules is written");
	ok(same_file(a, b, "conditions.csv") && same_file(a, b, "conditions-learnt.csv"), "the same rules each time");
	ok(same_file(a, "configs", "cues.csv"), "the other tables are copied");
	ok(tagger_open(&t, &rules, a, "conditions", false, &d) == DIAG_OK && t.candidates != NULL, "the folder loads");
	ok(finds(&t, "Her son had zoric fever then.", "zoric fever"), "a term that was seen");
	ok(finds(&t, "The man with harmic fever was seen.", "harmic fever"), "a head that was seen");
	ok(finds(&t, "She had kalitis and was treated at once.", "kalitis"), "an ending that was seen");
	ok(finds(&t, "The dog is in the town.", NULL), "nothing where there is nothing");
	tagger_close(&t);
	tagger_rules_close(&rules);
	struct tagger plain = {0};
	struct tagger_rules shipped = {0};
	ok(tagger_open(&plain, &shipped, "configs", "conditions", false, &d) == DIAG_OK && plain.candidates == NULL,
	   "tables as shipped have no weights");
	tagger_close(&plain);
	tagger_rules_close(&shipped);
	remove_folder(a);
	remove_folder(b);
	diag_free(&d);
	return ok_end();
}
