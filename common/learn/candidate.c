#include "learn/candidate.h"

#include <stdlib.h>
#include <unistd.h>

#include "learn/again.h"
#include "learn/weights_name.h"

enum { SENTENCE_SHORTS = 32, DOCUMENT_SHORTS = 256 }; /* short forms that are looked at, so that time stays linear */

/* What a look is besides. */
struct candidate {
	struct weights_name name;
	bool known; /* to a list, with a concept */
};

struct heard {          /* a sentence */
	size_t look, nlook; /* ordered by their last token, then from the shortest */
};

struct candidates {
	struct weights weights;
	const struct category *category;
	/* of the document at hand */
	again_look_list looks;
	LIST(struct candidate) found; /* of each look */
	LIST(struct heard) sentences;
	feature_short_list shorts;
	struct again_echoes echoes;
	size_t next; /* the sentence that candidates_find() is asked for */
	/* reused */
	struct feature_grid grid;
	LIST(int32_t) begins, finishes, runs, joints;
	LIST(uint16_t) leads;
	feature_stretch_list chosen;
	struct again_work work;
	abbreviation_list abbreviations;
};

int candidates_open(struct candidates **out, const char *dir, const char *name, const struct category *category, struct diag *d)
{
	struct buf path = {0};
	buf_printf(&path, "%s/%s-learnt.csv", dir, name);
	buf_addc(&path, '\0');
	bool there = access(path.p, F_OK) == 0;
	buf_free(&path);
	*out = NULL;
	if (!there)
		return DIAG_OK;
	struct candidates *c = mem_zeroed(sizeof *c);
	c->category = category;
	*out = c;
	return weights_open(&c->weights, dir, name, category, d);
}

void candidates_close(struct candidates *c)
{
	if (c == NULL)
		return;
	weights_close(&c->weights);
	list_free(&c->looks);
	list_free(&c->found);
	list_free(&c->sentences);
	list_free(&c->shorts);
	again_echoes_free(&c->echoes);
	feature_grid_free(&c->grid);
	list_free(&c->begins);
	list_free(&c->finishes);
	list_free(&c->runs);
	list_free(&c->joints);
	list_free(&c->leads);
	list_free(&c->chosen);
	again_work_free(&c->work);
	list_free(&c->abbreviations);
	free(c);
}

void candidates_begin(struct candidates *c)
{
	c->looks.n = c->found.n = c->sentences.n = c->shorts.n = 0;
	c->next = 0;
}

/* ---- scores ---- */

/* begins[i], finishes[i]: what tokens around i say of a stretch that begins or ends there. runs[i], joints[i]: sums over the tokens before
 * i. Each word and each pair is looked up once, and what it says is added wherever it counts. */
static void score_tokens(struct candidates *c, struct span text, const token_list *tokens)
{
	size_t n = tokens->n;
	list_reserve(&c->begins, n + 1);
	list_reserve(&c->finishes, n + 1);
	list_reserve(&c->runs, n + 1);
	list_reserve(&c->joints, n + 1);
	memset(c->begins.v, 0, (n + 1) * sizeof(int32_t));
	memset(c->finishes.v, 0, (n + 1) * sizeof(int32_t));
	c->runs.v[0] = c->joints.v[0] = 0;
	for (size_t k = 0; k < n + 6; k++) { /* k - 3 is the token, three places beyond either end included */
		size_t at = k - 3;
		weights_await(&c->weights, tokens, at + 6);
		const struct weights_word *w = at < n ? weights_word(&c->weights, text, tokens, at) : weights_edge(&c->weights);
		for (unsigned place = 0; place < FEATURE_ONE; place++) {
			struct feature_offset o = feature_offsets[place];
			size_t to = at - (size_t)o.offset;
			if (to < n && o.side != RUNS)
				(o.side == BEGINS ? c->begins.v : c->finishes.v)[to] += w->sum[place];
		}
		if (at < n)
			c->runs.v[at + 1] = c->runs.v[at] + w->sum[AT_INSIDE];
	}
	for (size_t k = 0; k < n + 3; k++) {
		size_t at = k - 2;
		const int32_t *sum = weights_pair(&c->weights, text, tokens, at);
		for (unsigned place = FEATURE_ONE; place < AT_WHOLE; place++) {
			struct feature_offset o = feature_offsets[place];
			size_t to = at - (size_t)o.offset;
			if (to < n && o.side != RUNS)
				(o.side == BEGINS ? c->begins.v : c->finishes.v)[to] += sum[place - FEATURE_ONE];
			else if (o.side == RUNS && to > 0 && to < n)
				c->joints.v[to + 1] = sum[place - FEATURE_ONE];
		}
	}
	c->joints.v[n ? 1 : 0] = 0;
	for (size_t i = 0; i < n; i++) {
		c->begins.v[i] += weights_between(&c->weights, text, tokens, i, c->grid.cuts.v[i], AT_FIRST);
		c->finishes.v[i] += weights_between(&c->weights, text, tokens, i + 1, c->grid.cuts.v[i + 1], AT_LAST);
		if (i > 0)
			c->joints.v[i + 1] += c->joints.v[i] + weights_between(&c->weights, text, tokens, i, c->grid.cuts.v[i], AT_JOINT);
	}
}

static bool has_row(const struct feature_cell *cell)
{
	return (cell->term[0] && cell->term[0]->row != TERM_NO_ROW) || (cell->term[1] && cell->term[1]->row != TERM_NO_ROW);
}

/* What the stretch says as a whole; head, lead: the lists of the longest shorter terms at its end and its beginning. */
static int32_t score_whole(struct candidates *c, struct span text, const token_list *tokens, size_t first, size_t words, uint16_t head,
						   uint16_t lead)
{
	const struct feature_cell *cell = &c->grid.cells.v[first * FEATURE_LONGEST + words - 1];
	int32_t sum = c->weights.lengths[words] + weights_mask(&c->weights, cell->lists)->lists;
	if (words == 1)
		sum += weights_word(&c->weights, text, tokens, first)->lone[cell->lists != 0];
	else
		sum += weights_mask(&c->weights, head)->head + weights_mask(&c->weights, lead)->lead;
	for (int way = 0; way < 2; way++)
		sum += cell->term[way] ? cell->term[way]->weight : 0;
	return sum;
}

/* All stretches that end at a token and may be mentions. lead[first]: the longest term so far that begins there, as lists. */
static void find_ending(struct candidates *c, struct span text, const token_list *tokens, size_t last, uint16_t *lead)
{
	uint16_t head = 0;
	int depth = 0;
	for (size_t words = 1; words <= FEATURE_LONGEST && words <= last + 1; words++) {
		size_t first = last + 1 - words;
		const struct feature_cell *cell = &c->grid.cells.v[first * FEATURE_LONGEST + words - 1];
		if (words > 1)
			for (const char *p = text.p + tokens->v[first].end; p < text.p + tokens->v[first + 1].start; p++)
				depth += *p == '(' || *p == '[' ? 1 : *p == ')' || *p == ']' ? -1 : 0;
		if (depth > 0) /* a bracket that closes nothing before it opens */
			return;
		if (depth == 0) {
			int32_t score = c->begins.v[first] + c->finishes.v[last] + c->runs.v[last + 1] - c->runs.v[first] + c->joints.v[last + 1] -
							c->joints.v[first + 1] + score_whole(c, text, tokens, first, words, head, lead[first]);
			struct again_look look = {.at = {(uint32_t)first, (uint32_t)last}, .sum = score / 100.0, .known = cell->lists != 0};
			if (look.sum > AGAIN_LEAST_SUM)
				list_push(&c->looks, look);
		}
		if (cell->lists)
			head = cell->lists, lead[first] = cell->lists;
	}
}

/* ---- a document ---- */

static uint64_t concept_of(const struct candidates *c, uint32_t row)
{
	const struct table *t = &c->category->table;
	return feature_concept(span_of(table_cell(t, row, table_column(t, "concept"))));
}

/* The short forms that a sentence defines. cut: its mentions at the first look. */
static void define(struct candidates *c, struct span text, const token_list *tokens, const struct heard *h)
{
	c->abbreviations.n = 0;
	if (memchr(text.p, '(', text.n))
		abbreviations_find(text, &c->abbreviations);
	if (c->abbreviations.n == 0)
		return;
	c->chosen.n = 0;
	again_choose(&c->work, c->looks.v + h->look, h->nlook, tokens->n, &c->chosen);
	for (size_t i = 0; i < c->abbreviations.n && i < SENTENCE_SHORTS && c->shorts.n < DOCUMENT_SHORTS; i++) {
		struct feature_short s = feature_define(&c->grid, text, tokens, &c->abbreviations.v[i]);
		if (s.key == 0)
			continue;
		s.said = feature_saying(c->chosen.v, c->chosen.n, s.from, s.to);
		bool known = false;
		for (size_t k = h->look; k < h->look + h->nlook; k++)
			known |= c->found.v[k].known && c->looks.v[k].at.first == s.from && c->looks.v[k].at.last == s.to;
		if (known || strcmp(s.said, "nothing") != 0) {
			struct weights_name b = weights_name(&c->weights, text, tokens, s.from, s.to);
			s.row = b.row, s.belief = b.belief;
		}
		list_push(&c->shorts, s);
	}
}

/* What the second look asks of the looks of a sentence. */
static void see(struct candidates *c, struct span text, const token_list *tokens, const struct heard *h)
{
	for (size_t i = h->look; i < h->look + h->nlook; i++) {
		struct again_look *v = &c->looks.v[i];
		struct candidate new = {weights_name(&c->weights, text, tokens, v->at.first, v->at.last),
								has_row(&c->grid.cells.v[v->at.first * FEATURE_LONGEST + v->at.last - v->at.first])};
		v->words = feature_words_key(tokens, v->at.first, v->at.last);
		v->worth = v->sum;
		v->joined = weights_name_joined(&c->weights, text, tokens, v->at);
		if (new.name.row != TERM_NO_ROW)
			v->called = concept_of(c, new.name.row), v->belief = new.name.belief, v->term = new.name.term;
		list_push(&c->found, new);
	}
}

void candidates_hear(struct candidates *c, struct span text, const token_list *tokens)
{
	struct heard h = {c->looks.n, 0};
	if (tokens->n) {
		feature_grid_fill(&c->grid, c->weights.terms, tokens);
		score_tokens(c, text, tokens);
		list_reserve(&c->leads, tokens->n);
		memset(c->leads.v, 0, tokens->n * sizeof *c->leads.v);
		for (size_t i = 0; i < tokens->n; i++)
			find_ending(c, text, tokens, i, c->leads.v);
		h.nlook = again_weigh(&c->work, c->looks.v + h.look, c->looks.n - h.look, tokens->n);
		c->looks.n = h.look + h.nlook;
		see(c, text, tokens, &h);
		define(c, text, tokens, &h);
	}
	list_push(&c->sentences, h);
}

/* The rows that name a look: how many. */
static size_t believed(const struct candidates *c, struct span text, const token_list *tokens, size_t look, uint32_t rows[COMPOSITE_MOST])
{
	struct feature_stretch at = c->looks.v[look].at;
	const struct feature_short *brief = feature_short_of(&c->shorts, tokens, at);
	struct weights_name b = c->found.v[look].name;
	int32_t sum = (int32_t)(c->looks.v[look].sum * 100);
	if (brief && brief->row != TERM_NO_ROW)
		b = (struct weights_name){.row = brief->row, .belief = brief->belief};
	size_t n = b.term ? 0 : weights_name_items(&c->weights, text, tokens, at, sum, rows);
	if (n == 0 && b.row != TERM_NO_ROW && b.belief + c->weights.naming[naming_sum(sum)] >= 0)
		rows[n++] = b.row;
	return n;
}

/* The second look at a sentence: what its looks are worth. */
static void look_again(struct candidates *c, struct span text, const token_list *tokens, const struct heard *h)
{
	struct again_look *v = c->looks.v + h->look;
	for (size_t i = 0; i < h->nlook; i++) {
		struct feature_stretch at = v[i].at;
		const struct token *first = &tokens->v[at.first];
		struct span word = at.first == at.last ? span_sub(text, first->start, first->end) : span_make("", 0);
		struct weights_sum s = {&c->weights, 0};
		again_features(&c->echoes, v, h->nlook, i, word, feature_short_of(&c->shorts, tokens, at), &c->weights.lists, weights_add, &s);
		v[i].worth = again_odds(&v[i]) + s.sum / 100.0;
	}
	again_value(v, h->nlook);
}

void candidates_find(struct candidates *c, struct span text, const token_list *tokens, hit_list *out)
{
	if (c->next >= c->sentences.n)
		return;
	if (c->next == 0)
		again_listen(&c->echoes, c->looks.v, c->looks.n);
	const struct heard *h = &c->sentences.v[c->next];
	look_again(c, text, tokens, h);
	c->chosen.n = 0;
	again_choose(&c->work, c->looks.v + h->look, h->nlook, tokens->n, &c->chosen);
	for (size_t i = 0, k = h->look; i < c->chosen.n; i++) {
		struct feature_stretch s = c->chosen.v[i];
		while (c->looks.v[k].at.first != s.first || c->looks.v[k].at.last != s.last)
			k++;
		uint32_t rows[COMPOSITE_MOST];
		size_t n = believed(c, text, tokens, k, rows);
		struct hit hit = {s.first, s.last, tokens->v[s.first].start, tokens->v[s.last].end, SIZE_MAX};
		for (size_t r = 0; r < n || r == 0; r++) {
			hit.row = n ? rows[r] : SIZE_MAX;
			list_push(out, hit);
		}
	}
	c->next++;
}

void candidates_rule(const struct candidates *c, struct buf *out)
{
	struct span name = span_of(c->category->table.name);
	buf_addspan(out, span_sub(name, 0, name.n - strlen(".csv")));
	buf_adds(out, "-learnt.csv");
}
