#include "learn/again.h"

#include <stdlib.h>

#include "learn/fit.h"

void again_work_free(struct again_work *w)
{
	list_free(&w->forth);
	list_free(&w->back);
	list_free(&w->from);
}

void again_echoes_free(struct again_echoes *e)
{
	list_free(&e->words);
	list_free(&e->called);
}

/* ---- chances ---- */

size_t again_weigh(struct again_work *w, struct again_look *v, size_t n, size_t tokens)
{
	if (n == 0)
		return 0;
	list_reserve(&w->forth, tokens + 1);
	list_reserve(&w->back, tokens + 1);
	w->forth.v[0] = 0;
	for (size_t j = 0, k = 0; j < tokens; j++) {
		w->forth.v[j + 1] = w->forth.v[j];
		for (; k < n && v[k].at.last == j; k++)
			w->forth.v[j + 1] = fit_add_logs(w->forth.v[j + 1], w->forth.v[v[k].at.first] + v[k].sum);
	}
	for (size_t j = 0; j <= tokens; j++)
		w->back.v[j] = j < tokens ? FIT_NONE : 0;
	for (size_t j = tokens, k = n; j > 0; j--) { /* back.v[j] has all that begin there by now */
		if (j < tokens)
			w->back.v[j] = fit_add_logs(w->back.v[j], w->back.v[j + 1]);
		for (; k > 0 && v[k - 1].at.last + 1 == j; k--) {
			struct again_look *look = &v[k - 1];
			double behind = look->sum + w->back.v[j], *begin = &w->back.v[look->at.first];
			*begin = fit_add_logs(*begin, behind);
			look->chance = fit_exponential(w->forth.v[look->at.first] + behind - w->forth.v[tokens]);
		}
	}
	size_t stay = 0;
	for (size_t k = 0; k < n; k++)
		if (v[k].chance >= AGAIN_LEAST)
			v[stay++] = v[k];
	return stay;
}

double again_odds(const struct again_look *v)
{
	static const double most = 1 - 1e-4;
	double chance = v->chance < most ? v->chance : most;
	return fit_logarithm(chance / (1 - chance));
}

/* The looks that may cross look i: v[from…to), itself among them. */
static void neighbours(const struct again_look *v, size_t n, size_t i, size_t *from, size_t *to)
{
	*from = i, *to = i + 1;
	while (*from > 0 && v[*from - 1].at.last >= v[i].at.first)
		--*from;
	while (*to < n && v[*to].at.last < v[i].at.last + FEATURE_LONGEST)
		++*to;
}

void again_value(struct again_look *v, size_t n)
{
	static const double share = 0.3; /* found by cross-validation */
	for (size_t i = 0; i < n; i++)
		v[i].likely = 1 / (1 + fit_exponential(-v[i].worth));
	for (size_t i = 0; i < n; i++) {
		double all = 0;
		size_t from, to;
		neighbours(v, n, i, &from, &to);
		for (size_t k = from; k < to; k++)
			all += v[k].at.first <= v[i].at.last ? v[k].likely : 0;
		v[i].worth = v[i].likely + share * ((all < 1 ? all : 1) - v[i].likely) - 0.5;
	}
}

void again_choose(struct again_work *w, const struct again_look *v, size_t n, size_t tokens, feature_stretch_list *out)
{
	if (n == 0)
		return;
	list_reserve(&w->forth, tokens + 1);
	list_reserve(&w->from, tokens + 1);
	w->forth.v[0] = 0;
	for (size_t j = 0, k = 0; j < tokens; j++) {
		w->forth.v[j + 1] = w->forth.v[j];
		w->from.v[j + 1] = 0;
		for (; k < n && v[k].at.last == j; k++) {
			double sum = w->forth.v[v[k].at.first] + v[k].worth;
			if (sum > w->forth.v[j + 1])
				w->forth.v[j + 1] = sum, w->from.v[j + 1] = (uint32_t)k + 1; /* 0: none */
		}
	}
	size_t start = out->n;
	for (size_t j = tokens; j > 0;) {
		uint32_t from = w->from.v[j];
		if (from)
			list_push(out, v[from - 1].at);
		j = from ? v[from - 1].at.first : j - 1;
	}
	for (size_t i = start, e = out->n; i + 1 < e; i++, e--) {
		struct feature_stretch t = out->v[i];
		out->v[i] = out->v[e - 1], out->v[e - 1] = t;
	}
}

/* ---- the same elsewhere ---- */

static int by_key(const void *a, const void *b)
{
	const struct again_echo *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->most < y->most) - (x->most > y->most); /* sums are the same in every order of a document's looks */
}

static size_t gather(struct again_echo *v, size_t n)
{
	size_t stay = 0;
	if (n)
		qsort(v, n, sizeof *v, by_key);
	for (size_t i = 0; i < n; i++) {
		if (stay == 0 || v[stay - 1].key != v[i].key) {
			v[stay++] = v[i];
			continue;
		}
		struct again_echo *e = &v[stay - 1];
		if (e->n == 1)
			e->next = v[i].most;
		e->sum += v[i].sum;
		e->n++;
	}
	return stay;
}

void again_listen(struct again_echoes *e, const struct again_look *v, size_t n)
{
	e->words.n = e->called.n = 0;
	for (size_t i = 0; i < n; i++) {
		struct again_echo one = {v[i].words, v[i].chance, 0, v[i].chance, 1};
		list_push(&e->words, one);
		one.key = v[i].called;
		if (one.key)
			list_push(&e->called, one);
	}
	e->words.n = gather(e->words.v, e->words.n);
	e->called.n = gather(e->called.v, e->called.n);
}

/* ---- features ---- */

struct saying {
	feature_sink *sink;
	void *ctx;
	const char *own; /* the look's own chance, coarsely */
};

static void say(const struct saying *s, enum feature_kind kind, const char *a, const char *b, const char *c)
{
	enum { ROOM = 64 };
	char value[ROOM];
	const char *part[] = {a, b, c};
	size_t n = 0;
	for (int i = 0; i < 3; i++)
		for (const char *p = part[i]; *p && n < ROOM; p++)
			value[n++] = *p;
	feature_give(AT_AGAIN, kind, span_make(value, n), s->sink, s->ctx);
}

/* A step of a scale: what is not below `from` and below the next one. */
struct step {
	double from;
	const char *name;
};

static const char *step_of(double x, const struct step *steps, size_t n)
{
	size_t i = 0;
	while (i + 1 < n && x >= steps[i + 1].from)
		i++;
	return steps[i].name;
}

/* Chances are named by the percent that they reach: finely, in the middle, coarsely. */
static const char *finely(double chance)
{
	static const struct step steps[] = {{0, "1"},    {.015, "2"}, {.025, "3"}, {.04, "4"},   {.06, "6"},   {.1, "10"},  {.15, "15"},
										{.22, "22"}, {.32, "32"}, {.43, "43"}, {.56, "56"},  {.68, "68"},  {.77, "77"}, {.85, "85"},
										{.9, "90"},  {.94, "94"}, {.96, "96"}, {.977, "97"}, {.987, "98"}, {.993, "99"}};
	return step_of(chance, steps, sizeof steps / sizeof *steps);
}

static const char *middling(double chance)
{
	static const struct step steps[] = {{0, "0"},    {.03, "3"}, {.1, "10"},  {.25, "25"}, {.4, "40"},
										{.55, "55"}, {.7, "70"}, {.85, "85"}, {.95, "95"}};
	return step_of(chance, steps, sizeof steps / sizeof *steps);
}

static const char *coarsely(double chance)
{
	static const struct step steps[] = {{0, "0"}, {.1, "10"}, {.4, "40"}, {.7, "70"}, {.95, "95"}};
	return step_of(chance, steps, sizeof steps / sizeof *steps);
}

/* A chance that is not the look's own, alone and beside it. */
static void say_chance(const struct saying *s, enum feature_kind kind, double chance)
{
	say(s, kind, middling(chance), "", "");
	say(s, kind, coarsely(chance), " beside ", s->own);
}

static const char *naming_of(const struct again_look *v)
{
	return v->called == 0 ? "no name" : v->term ? "a term" : "part of a term";
}

/* The likeliest look that ends where this one does, inside or around it. */
static void say_nested(const struct saying *s, enum feature_kind kind, const struct again_look *v, const struct again_look *other)
{
	static const struct step steps[] = {{-1e9, "much worse"}, {-300, "-300"}, {-200, "-200"}, {-100, "-100"},
										{-50, "-50"},         {-20, "-20"},   {0, "0"},       {20, "20"},
										{50, "50"},           {100, "100"},   {200, "200"},   {300, "300"}};
	if (other == NULL) {
		say(s, kind, "none", "", "");
		return;
	}
	say_chance(s, kind, other->chance);
	say(s, kind, v->called == other->called ? "same: " : "other: ", naming_of(other),
		v->term     ? " for a term"
		: v->called ? " for a part"
					: " for none");
	say(s, kind, "believed ", step_of(v->belief - other->belief, steps, sizeof steps / sizeof *steps), "");
	say(s, kind, other->known ? "known" : "unknown", v->known ? " for known" : " for unknown", "");
}

static void say_rivals(const struct saying *s, const struct again_look *v, size_t n, size_t i)
{
	const struct again_look *within = NULL, *around = NULL, *me = &v[i];
	double rival = 0;
	size_t from, to;
	neighbours(v, n, i, &from, &to);
	for (size_t k = from; k < to; k++) {
		const struct again_look *o = &v[k];
		if (k == i || o->at.first > me->at.last)
			continue;
		if (o->chance > rival)
			rival = o->chance;
		if (o->at.last != me->at.last)
			continue;
		const struct again_look **nested = o->at.first > me->at.first ? &within : &around;
		if (*nested == NULL || o->chance > (*nested)->chance)
			*nested = o;
	}
	say_chance(s, OF_RIVAL, rival);
	say_nested(s, OF_WITHIN, me, within);
	say_nested(s, OF_AROUND, me, around);
}

static const struct again_echo *echo(const struct again_echo *v, size_t n, uint64_t key)
{
	struct {
		const struct again_echo *v;
		size_t n;
	} all = {v, n};
	size_t at = 0;
	list_bound(&all, at, all.v[at].key < key);
	return at < n && v[at].key == key && v[at].n > 1 ? &v[at] : NULL;
}

/* The largest chance of the others, where this one is among them. */
static double others(const struct again_echo *e, double own)
{
	return own >= e->most ? e->next : e->most;
}

static void say_echoes(const struct saying *s, const struct again_echoes *e, const struct again_look *me)
{
	static const struct step steps[] = {{0, "1 of "}, {2, "2 of "}, {3, "3 of "}, {5, "5 of "}, {8, "8 of "}};
	const struct again_echo *words = echo(e->words.v, e->words.n, me->words);
	const struct again_echo *called = me->called ? echo(e->called.v, e->called.n, me->called) : NULL;
	if (words) {
		double rest = (double)(words->n - 1);
		say_chance(s, OF_ECHO, others(words, me->chance));
		say(s, OF_ECHO, step_of(rest, steps, sizeof steps / sizeof *steps), middling((words->sum - me->chance) / rest), "");
	} else {
		say(s, OF_ECHO, "none", "", "");
	}
	if (called)
		say_chance(s, OF_ALIKE, others(called, me->chance));
	else
		say(s, OF_ALIKE, me->called ? "none" : "no name", "", "");
}

struct again_joined again_join(const struct naming *names, struct span text, const token_list *tokens, struct feature_stretch at,
							   composite_name *grade, void *ctx)
{
	uint32_t grades[COMPOSITE_MOST];
	struct again_joined out = {.terms = true};
	for (uint32_t i = at.last; i-- > at.first + 1;) {
		size_t n = 0;
		if (naming_joins(names, tokens->v[i].fold))
			n = composite_split(text, tokens, at.first, at.last, i, grade, ctx, grades, &out.shared);
		for (size_t k = 0; k < n; k++)
			out.terms &= grades[k] == 1;
		if (n) {
			out.at = i;
			return out;
		}
	}
	return (struct again_joined){0};
}

/* What the items share and whether they are terms, alone and with the chances of the parts before and behind the joining word. Of such a
 * part: that it is one. */
static void say_joined(const struct saying *s, const struct again_look *v, size_t n, size_t i)
{
	static const char *const names[2][2] = {{"alone names", "alone terms"}, {"shared names", "shared terms"}};
	const struct again_look *me = &v[i];
	const char *own = names[me->joined.shared][me->joined.terms], *around = NULL;
	double before = 0, behind = 0;
	size_t from, to;
	neighbours(v, n, i, &from, &to);
	for (size_t k = from; k < to; k++) {
		const struct again_look *o = &v[k];
		if (o->at.last + 1 == me->joined.at && o->chance > before)
			before = o->chance;
		if (me->joined.at && o->at.last == me->at.last && o->at.first > me->joined.at && o->chance > behind)
			behind = o->chance;
		if (o->joined.at && o->at.last == me->at.last && o->joined.at < me->at.first)
			around = names[o->joined.shared][o->joined.terms];
	}
	if (around)
		say(s, OF_JOIN, "part of ", around, "");
	if (me->joined.at == 0)
		return;
	say(s, OF_JOIN, me->joined.shared ? "shared" : "alone", "", "");
	say(s, OF_JOIN, own, "", "");
	say(s, OF_JOIN, own, " before ", coarsely(before));
	say(s, OF_JOIN, own, " behind ", coarsely(behind));
}

void again_features(const struct again_echoes *e, const struct again_look *v, size_t n, size_t i, struct span word,
					const struct feature_short *brief, const struct feature_lists *l, feature_sink *sink, void *ctx)
{
	static const char *const words[] = {"1", "2", "3", "4", "5", "6", "7", "8"};
	static const struct step steps[] = {{-1e9, "much worse"}, {-300, "-300"}, {-200, "-200"}, {-100, "-100"}, {-50, "-50"}, {0, "0"},
										{50, "50"},           {100, "100"},   {150, "150"},   {200, "200"},   {300, "300"}};
	struct saying s = {sink, ctx, coarsely(v[i].chance)};
	say(&s, OF_LENGTH, words[(v[i].at.last - v[i].at.first) % FEATURE_LONGEST], "", "");
	say(&s, OF_CHANCE, finely(v[i].chance), "", "");
	say(&s, OF_CHANCE, brief ? brief->said : "no short form", " beside ", s.own);
	say(&s, OF_BELIEF, naming_of(&v[i]), v[i].called ? " " : "",
		v[i].called ? step_of(v[i].belief, steps, sizeof steps / sizeof *steps) : "");
	if (word.n)
		say(&s, OF_SHAPE, feature_shape(word), word.n < 5 ? ", short" : "", "");
	say_rivals(&s, v, n, i);
	say_joined(&s, v, n, i);
	say_echoes(&s, e, &v[i]);
	feature_document(brief, l, sink, ctx);
}
