#include "learn/learning_naming.h"

#include <stdlib.h>

#include "learn/learning_joins.h"

enum { CANDIDATES = 12, FEATURES = NAMING_WAY_FEATURES + 3 };

/* The rows of the concept table to be, under the pairs and forms: to be freed. Rows are numbers in l->rows. */
static struct naming *name_terms(const struct learning *l, const learning_pair_list *pairs, const learning_form_list *forms)
{
	struct naming *n = naming_new();
	token_list tokens = {0};
	for (size_t i = 0; i < pairs->n; i++) {
		const struct learning_pair *p = &pairs->v[i];
		uint64_t fold[2] = {0};
		for (int k = 0; k < 2; k++) {
			tokens_scan(&tokens, k ? p->b : p->a);
			fold[k] = tokens.n ? tokens.v[0].fold : 0;
		}
		if (fold[1])
			naming_same(n, fold[0], fold[1], naming_grade(p->hits, p->misses));
		else
			naming_less(n, fold[0], naming_grade(p->hits, p->misses));
	}
	for (size_t i = 0; i < forms->n; i++)
		naming_form(n, &forms->v[i].form, naming_grade(forms->v[i].hits, forms->v[i].misses));
	for (size_t k = 0; k < l->rows.n; k++) { /* what was learnt comes first */
		size_t i = (k + l->first_learnt) % l->rows.n;
		const struct learning_row *r = &l->rows.v[i];
		tokens_scan(&tokens, r->term);
		if (!r->plain && r->concept.n)
			naming_term(n, &tokens, r->exact, i >= l->first_learnt, (uint32_t)i, 0);
	}
	list_free(&tokens);
	return n;
}

/* ---- examples ---- */

struct candidate {
	struct span concept;
	unsigned feature[FEATURES], n;
	bool right, term, whole;
};

struct example {
	size_t candidate, ncandidate;
};

/* A concept that a document has. */
struct holding {
	struct span concept;
	uint32_t document;
};

static int by_holding(const void *a, const void *b)
{
	const struct holding *x = a, *y = b;
	int c = span_cmp(x->concept, y->concept);
	return c ? c : (x->document > y->document) - (x->document < y->document);
}

struct gathering {
	struct learning *l;
	struct naming *names;          /* owned */
	uint32_t *own_named, *own_all; /* by row: of the document at hand */
	LIST(struct holding) holdings; /* sorted, each once */
	uint32_t document;             /* at hand */
	LIST(struct candidate) candidates;
	LIST(struct example) examples;
	size_t first;             /* candidate of the example at hand */
	unsigned sum;             /* its feature */
	LIST(struct span) wanted; /* the concepts that are right for it */
	LIST(uint64_t) seen;      /* words that the document had already: it counts a concept once, however often it is named */
	token_list tokens;
};

static bool is_wanted(const struct gathering *g, struct span concept)
{
	for (size_t i = 0; i < g->wanted.n; i++)
		if (span_eq(g->wanted.v[i], concept))
			return true;
	return false;
}

/* How many documents but the one at hand have the concept. */
static uint32_t held(const struct gathering *g, struct span concept)
{
	size_t from;
	uint32_t n = 0;
	list_bound(&g->holdings, from, span_cmp(g->holdings.v[from].concept, concept) < 0);
	for (size_t i = from; i < g->holdings.n && n < 1 << NAMING_PRIORS && span_eq(g->holdings.v[i].concept, concept); i++)
		n += g->holdings.v[i].document != g->document;
	return n;
}

/* A naming_sink. */
static bool take(void *ctx, const struct naming_way *way)
{
	struct gathering *g = ctx;
	const struct learning_row *r = &g->l->rows.v[way->row];
	struct candidate c = {
		.concept = r->concept, .right = is_wanted(g, r->concept), .term = naming_is_term(way), .whole = way->dropped == 0 && way->cut == 0};
	uint32_t named = r->named - g->own_named[way->row], all = r->all - g->own_all[way->row];
	bool own = way->row >= g->l->first_learnt && named == 0;
	bool more = !own && g->candidates.n - g->first < CANDIDATES;
	for (size_t i = g->first; i < g->candidates.n; i++)
		more = more && !span_eq(g->candidates.v[i].concept, c.concept);
	if (!more)
		return !own;
	c.n = naming_features(way, c.feature);
	c.feature[c.n++] = way->row >= g->l->first_learnt ? naming_learnt(named, all) : NAMING_LIST + r->list;
	c.feature[c.n++] = g->sum;
	uint32_t documents = held(g, c.concept);
	if (documents)
		c.feature[c.n++] = naming_prior(documents);
	list_push(&g->candidates, c);
	return true;
}

/* Counts, or takes back, the concepts of a document's own mentions. */
static void count_own(struct gathering *g, const struct lesson_document *doc, bool back)
{
	const struct lesson *s = g->l->lesson;
	for (size_t i = doc->sentence; i < doc->sentence + doc->nsentence; i++) {
		tokens_scan(&g->tokens, lesson_text(s, &s->sentences.v[i]));
		for (size_t k = 0; k < s->sentences.v[i].nmention; k++) {
			const struct lesson_mention *m = &s->mentions.v[s->sentences.v[i].mention + k];
			const struct term *t = terms_get(g->l->terms, &g->tokens, m->tokens.first, m->tokens.last, true);
			if (t == NULL || t->row == TERM_NO_ROW || t->row < g->l->first_learnt)
				t = terms_get(g->l->terms, &g->tokens, m->tokens.first, m->tokens.last, false);
			if (t == NULL || t->row == TERM_NO_ROW || m->id_n == 0)
				continue;
			uint32_t named = span_eq(g->l->rows.v[t->row].concept, span_make(s->text.p + m->id, m->id_n));
			g->own_all[t->row] = back ? 0 : g->own_all[t->row] + 1;
			g->own_named[t->row] = back ? 0 : g->own_named[t->row] + named;
		}
	}
}

/* The concepts of the mention that is the stretch; else of those that overlap it. */
static void want(struct gathering *g, const struct lesson_sentence *s, struct feature_stretch at)
{
	const struct lesson *l = g->l->lesson;
	g->wanted.n = 0;
	for (size_t i = 0; i < s->nmention; i++) {
		const struct lesson_mention *m = &l->mentions.v[s->mention + i];
		struct span id = span_make(l->text.p + m->id, m->id_n);
		bool is = m->tokens.first == at.first && m->tokens.last == at.last;
		if (is)
			g->wanted.n = 0;
		if (m->tokens.first <= at.last && at.first <= m->tokens.last && id.n)
			list_push(&g->wanted, id);
		if (is)
			return;
	}
}

static bool is_new(struct gathering *g, uint64_t key)
{
	for (size_t i = 0; i < g->seen.n; i++)
		if (g->seen.v[i] == key)
			return false;
	list_push(&g->seen, key);
	return true;
}

static double sum_of(const struct learning *l, size_t sentence, struct feature_stretch at)
{
	size_t n;
	const struct again_look *v = learning_looks(l, sentence, &n);
	for (size_t i = 0; i < n; i++)
		if (v[i].at.first == at.first && v[i].at.last == at.last)
			return v[i].sum;
	return 0;
}

static void gather_sentence(struct gathering *g, size_t sentence)
{
	const struct learning *l = g->l;
	const struct lesson_sentence *s = &l->lesson->sentences.v[sentence];
	size_t from = sentence ? l->cut_ends.v[sentence - 1] : 0;
	tokens_scan(&g->tokens, lesson_text(l->lesson, s));
	for (size_t i = from; i < l->cut_ends.v[sentence]; i++) {
		struct feature_stretch at = l->cuts.v[i];
		if (!is_new(g, feature_words_key(&g->tokens, at.first, at.last)))
			continue;
		g->sum = naming_sum((int32_t)(sum_of(l, sentence, at) * 100));
		g->first = g->candidates.n;
		want(g, s, at);
		naming_ways(g->names, lesson_text(l->lesson, s), &g->tokens, at.first, at.last, take, g);
		struct example e = {g->first, g->candidates.n - g->first};
		if (e.ncandidate)
			list_push(&g->examples, e);
	}
}

static void hold(struct gathering *g)
{
	const struct lesson *s = g->l->lesson;
	size_t n = 0;
	for (size_t i = 0; i < s->documents.n && i < g->l->ahead; i++)
		for (size_t k = s->documents.v[i].sentence; k < s->documents.v[i].sentence + s->documents.v[i].nsentence; k++)
			for (size_t m = 0; m < s->sentences.v[k].nmention; m++) {
				const struct lesson_mention *mention = &s->mentions.v[s->sentences.v[k].mention + m];
				struct holding h = {span_make(s->text.p + mention->id, mention->id_n), (uint32_t)i};
				if (h.concept.n)
					list_push(&g->holdings, h);
			}
	if (g->holdings.n)
		qsort(g->holdings.v, g->holdings.n, sizeof *g->holdings.v, by_holding);
	for (size_t i = 0; i < g->holdings.n; i++)
		if (n == 0 || by_holding(&g->holdings.v[n - 1], &g->holdings.v[i]) != 0)
			g->holdings.v[n++] = g->holdings.v[i];
	g->holdings.n = n;
}

static void gather(struct gathering *g)
{
	const struct lesson *s = g->l->lesson;
	for (size_t i = 0; i < s->documents.n && i < g->l->ahead; i++) {
		const struct lesson_document *doc = &s->documents.v[i];
		g->document = (uint32_t)i;
		count_own(g, doc, false);
		g->seen.n = 0;
		for (size_t k = 0; k < doc->nsentence; k++)
			gather_sentence(g, doc->sentence + k);
		count_own(g, doc, true);
	}
	for (size_t i = 0; i < g->candidates.n; i++)
		for (unsigned k = 0; k < g->candidates.v[i].n; k++)
			(g->candidates.v[i].right ? g->l->naming_hits : g->l->naming_misses)[g->candidates.v[i].feature[k]]++;
}

/* ---- weights ---- */

struct fitting {
	double weight[NAMING_FEATURES], seen[NAMING_FEATURES];
};

/* One step: the right candidates, or none where none is right, come out likelier than the others. */
static void learn(struct fitting *f, const struct candidate *v, size_t n)
{
	static const double rate = 0.1, pull = 1e-3;
	double likely[CANDIDATES], all = 1, right = 0; /* 1: no name at all */
	for (size_t i = 0; i < n; i++) {
		double sum = 0;
		for (unsigned k = 0; k < v[i].n; k++)
			sum += f->weight[v[i].feature[k]];
		likely[i] = fit_exponential(sum);
		all += likely[i];
		right += v[i].right ? likely[i] : 0;
	}
	for (size_t i = 0; i < n; i++) {
		double by = likely[i] / all - (v[i].right ? likely[i] / right : 0);
		for (unsigned k = 0; k < v[i].n; k++) {
			unsigned at = v[i].feature[k];
			double g = by + pull * f->weight[at];
			f->seen[at] += g * g;
			f->weight[at] -= rate * g / fit_root(f->seen[at] + 1e-6);
		}
	}
}

static void count_concepts(struct gathering *g)
{
	for (size_t i = 0, next; i < g->holdings.n; i = next) {
		struct learning_concept c = {g->holdings.v[i].concept, 0};
		for (next = i; next < g->holdings.n && span_eq(g->holdings.v[next].concept, c.concept); next++)
			c.documents++;
		list_push(&g->l->concepts, c);
	}
}

static void fit(struct gathering *g, double *naming)
{
	enum { ROUNDS = 8 };
	struct fitting f = {{0}, {0}};
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < g->examples.n; i++) {
			/* every round begins elsewhere */
			const struct example *e = &g->examples.v[(i + (size_t)round * g->examples.n / ROUNDS) % g->examples.n];
			learn(&f, g->candidates.v + e->candidate, e->ncandidate);
			for (size_t k = 0; k < NAMING_FEATURES && round >= ROUNDS / 2; k++)
				naming[k] += f.weight[k] / ((double)g->examples.n * (ROUNDS - ROUNDS / 2));
		}
}

/* A composite_name: how well the words are named. */
static uint32_t grade_item(void *ctx, struct span text, const token_list *words)
{
	struct gathering *g = ctx;
	uint32_t grade = UINT32_MAX;
	g->first = g->candidates.n = 0;
	naming_ways(g->names, text, words, 0, words->n - 1, take, g);
	for (size_t i = 0; i < g->candidates.n && grade != 1; i++)
		if (g->candidates.v[i].whole)
			grade = g->candidates.v[i].term;
	return grade;
}

/* The names of a sentence's looks, as weights see them that are there by now. */
static void name_looks(struct gathering *g, size_t sentence)
{
	struct learning *l = g->l;
	struct span text = lesson_text(l->lesson, &l->lesson->sentences.v[sentence]);
	size_t n;
	struct again_look *v = learning_looks(l, sentence, &n);
	tokens_scan(&g->tokens, text);
	g->wanted.n = 0;
	for (size_t i = 0; i < n; i++) {
		g->first = g->candidates.n = 0;
		g->sum = 0;
		naming_ways(g->names, text, &g->tokens, v[i].at.first, v[i].at.last, take, g);
		double most = 0;
		for (size_t k = 0; k < g->candidates.n; k++) {
			const struct candidate *c = &g->candidates.v[k];
			double sum = -l->naming[g->sum];
			for (unsigned f = 0; f < c->n; f++)
				sum += l->naming[c->feature[f]];
			if (k > 0 && sum <= most)
				continue;
			most = sum;
			v[i].called = feature_concept(c->concept), v[i].belief = (int32_t)(sum * 100), v[i].term = c->term;
		}
		v[i].joined = again_join(g->names, text, &g->tokens, v[i].at, grade_item, g);
	}
}

static void name_all(struct gathering *g)
{
	const struct lesson *s = g->l->lesson;
	for (size_t i = 0; i < s->documents.n; i++) {
		const struct lesson_document *doc = &s->documents.v[i];
		g->document = (uint32_t)i;
		if (i < g->l->ahead)
			count_own(g, doc, false);
		for (size_t k = 0; k < doc->nsentence; k++)
			name_looks(g, doc->sentence + k);
		if (i < g->l->ahead)
			count_own(g, doc, true);
	}
}

void learning_naming(struct learning *l)
{
	struct gathering g = {.l = l};
	learning_pair_list pairs = {0};
	learning_form_list forms = {0};
	learning_pairs(l, &pairs);
	learning_forms(l, &pairs, &forms);
	g.names = name_terms(l, &pairs, &forms);
	size_t bytes = (l->rows.n + 1) * sizeof *g.own_all;
	g.own_named = mem_zeroed(bytes);
	g.own_all = mem_zeroed(bytes);
	hold(&g);
	gather(&g);
	fit(&g, l->naming);
	learning_joins(l, g.names);
	for (size_t i = 0; i < l->joins.n; i++)
		naming_join(g.names, l->joins.v[i].fold);
	name_all(&g);
	count_concepts(&g);
	naming_free(g.names);
	free(g.own_named);
	free(g.own_all);
	list_free(&g.holdings);
	list_free(&g.candidates);
	list_free(&g.examples);
	list_free(&g.wanted);
	list_free(&g.seen);
	list_free(&g.tokens);
	list_free(&pairs);
	list_free(&forms);
}
