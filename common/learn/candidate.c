#include "learn/candidate.h"

#include <stdlib.h>
#include <unistd.h>

#include "learn/weights_name.h"

enum { LEAST_KEYS = 64, SENTENCE_SHORTS = 32, DOCUMENT_SHORTS = 256 }; /* short forms that are looked at, so that time stays linear */

/* A stretch that may be a mention; what its document says is not in its score. */
struct candidate {
	struct feature_stretch at;
	int32_t score, alone; /* alone: without what its document says */
	bool known;           /* to a list, with a concept */
};

struct heard {                    /* a sentence */
	size_t candidate, ncandidate; /* ordered by their last token, then from the shortest */
	size_t cut, ncut;             /* the mentions of the first time */
};

struct candidates {
	struct weights weights;
	const struct category *category;
	/* of the document at hand */
	LIST(struct candidate) found;
	LIST(struct heard) sentences;
	feature_stretch_list cuts;
	feature_short_list shorts;
	size_t next;            /* the sentence that candidates_find() is asked for */
	struct words_key *keys; /* words of mentions of the first time; a power of two of places */
	size_t keys_mask, nkeys;
	/* reused */
	struct feature_grid grid;
	LIST(int32_t) begins, finishes, runs, joints;
	LIST(uint16_t) leads;
	feature_stretch_list chosen;
	LIST(int32_t) best;
	LIST(uint32_t) from; /* the candidate that ends before a token and is taken, counted from 1; 0: none */
	abbreviation_list abbreviations;
};

/* key 0 marks a free place. */
struct words_key {
	uint64_t key;
	size_t sentence; /* the one it is in, or SIZE_MAX where it is in several */
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
	list_free(&c->found);
	list_free(&c->sentences);
	list_free(&c->cuts);
	list_free(&c->shorts);
	feature_grid_free(&c->grid);
	list_free(&c->begins);
	list_free(&c->finishes);
	list_free(&c->runs);
	list_free(&c->joints);
	list_free(&c->leads);
	list_free(&c->chosen);
	list_free(&c->best);
	list_free(&c->from);
	list_free(&c->abbreviations);
	free(c->keys);
	free(c);
}

void candidates_begin(struct candidates *c)
{
	c->found.n = c->sentences.n = c->cuts.n = c->shorts.n = 0;
	c->next = 0;
	if (c->nkeys)
		memset(c->keys, 0, (c->keys_mask + 1) * sizeof *c->keys);
	c->nkeys = 0;
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
		int32_t score = depth != 0
							? INT32_MIN
							: c->begins.v[first] + c->finishes.v[last] + c->runs.v[last + 1] - c->runs.v[first] + c->joints.v[last + 1] -
								  c->joints.v[first + 1] + score_whole(c, text, tokens, first, words, head, lead[first]);
		if (score > -c->weights.document) {
			struct candidate new = {{(uint32_t)first, (uint32_t)last}, score, score, has_row(cell)};
			list_push(&c->found, new);
		}
		if (cell->lists)
			head = cell->lists, lead[first] = cell->lists;
	}
}

/* ---- choosing ---- */

/* The candidates whose scores add up to most, without overlap, in order, to the end of out; those that count for nothing stay out. */
static void choose(struct candidates *c, const struct candidate *v, size_t n, size_t tokens, feature_stretch_list *out)
{
	list_reserve(&c->best, tokens + 1);
	list_reserve(&c->from, tokens + 1);
	c->best.v[0] = 0;
	size_t k = 0;
	for (size_t j = 0; j < tokens; j++) {
		c->best.v[j + 1] = c->best.v[j];
		c->from.v[j + 1] = 0;
		for (; k < n && v[k].at.last == j; k++) {
			int32_t sum = c->best.v[v[k].at.first] + v[k].score;
			if (sum > c->best.v[j + 1])
				c->best.v[j + 1] = sum, c->from.v[j + 1] = (uint32_t)k + 1;
		}
	}
	size_t start = out->n;
	for (size_t j = tokens; j > 0;) {
		uint32_t from = c->from.v[j];
		if (from)
			list_push(out, v[from - 1].at);
		j = from ? v[from - 1].at.first : j - 1;
	}
	for (size_t i = start, e = out->n; i + 1 < e; i++, e--) {
		struct feature_stretch t = out->v[i];
		out->v[i] = out->v[e - 1], out->v[e - 1] = t;
	}
}

/* ---- a document ---- */

static void define(struct candidates *c, struct span text, const token_list *tokens, const struct heard *h)
{
	c->abbreviations.n = 0;
	if (memchr(text.p, '(', text.n))
		abbreviations_find(text, &c->abbreviations);
	for (size_t i = 0; i < c->abbreviations.n && i < SENTENCE_SHORTS && c->shorts.n < DOCUMENT_SHORTS; i++) {
		struct feature_short s = feature_define(&c->grid, text, tokens, &c->abbreviations.v[i]);
		if (s.key == 0)
			continue;
		s.said = feature_saying(h->ncut ? c->cuts.v + h->cut : NULL, h->ncut, s.from, s.to);
		bool known = false;
		for (size_t k = 0; k < h->ncandidate; k++) {
			const struct candidate *f = &c->found.v[h->candidate + k];
			if (f->at.first == s.from && f->at.last == s.to && f->known)
				known = true;
		}
		if (known || strcmp(s.said, "nothing") != 0) {
			struct weights_name b = weights_name(&c->weights, text, tokens, s.from, s.to);
			s.row = b.row, s.belief = b.belief;
		}
		list_push(&c->shorts, s);
	}
}

static struct words_key *key_place(const struct candidates *c, uint64_t key)
{
	size_t i = key & c->keys_mask;
	while (c->keys[i].key != key && c->keys[i].key != 0)
		i = (i + 1) & c->keys_mask;
	return &c->keys[i];
}

static void remember(struct candidates *c, uint64_t key, size_t sentence)
{
	if (c->keys == NULL || 2 * c->nkeys >= c->keys_mask) {
		struct words_key *old = c->keys;
		size_t n = old ? c->keys_mask + 1 : 0, room = n ? 2 * n : LEAST_KEYS;
		c->keys = mem_alloc(room * sizeof *c->keys);
		memset(c->keys, 0, room * sizeof *c->keys);
		c->keys_mask = room - 1;
		for (size_t i = 0; i < n; i++)
			if (old[i].key)
				*key_place(c, old[i].key) = old[i];
		free(old);
	}
	struct words_key *k = key_place(c, key);
	if (k->key == 0) {
		*k = (struct words_key){key, sentence};
		c->nkeys++;
	} else if (k->sentence != sentence) {
		k->sentence = SIZE_MAX;
	}
}

void candidates_hear(struct candidates *c, struct span text, const token_list *tokens)
{
	struct heard h = {c->found.n, 0, c->cuts.n, 0};
	if (tokens->n) {
		feature_grid_fill(&c->grid, c->weights.terms, tokens);
		score_tokens(c, text, tokens);
		list_reserve(&c->leads, tokens->n);
		memset(c->leads.v, 0, tokens->n * sizeof *c->leads.v);
		for (size_t i = 0; i < tokens->n; i++)
			find_ending(c, text, tokens, i, c->leads.v);
		h.ncandidate = c->found.n - h.candidate;
		if (h.ncandidate > 0)
			choose(c, c->found.v + h.candidate, h.ncandidate, tokens->n, &c->cuts);
		h.ncut = c->cuts.n - h.cut;
		for (size_t i = 0; i < h.ncut; i++) {
			struct feature_stretch s = c->cuts.v[h.cut + i];
			remember(c, feature_words_key(tokens, s.first, s.last), c->sentences.n);
		}
		define(c, text, tokens, &h);
	}
	list_push(&c->sentences, h);
}

static const struct feature_short *short_form(const struct candidates *c, const token_list *tokens, struct feature_stretch s)
{
	if (c->shorts.n == 0 || s.last - s.first >= 4)
		return NULL;
	uint64_t key = feature_short_key(tokens, s.first, s.last);
	for (size_t i = 0; i < c->shorts.n; i++)
		if (c->shorts.v[i].key == key)
			return &c->shorts.v[i];
	return NULL;
}

static bool is_elsewhere(const struct candidates *c, const token_list *tokens, struct feature_stretch s)
{
	if (c->nkeys == 0)
		return false;
	const struct words_key *k = key_place(c, feature_words_key(tokens, s.first, s.last));
	return k->key != 0 && k->sentence != c->next;
}

/* The rows that name a stretch: how many. */
static size_t believed(const struct candidates *c, struct span text, const token_list *tokens, const struct candidate *v,
					   uint32_t rows[COMPOSITE_MOST])
{
	const struct feature_short *brief = short_form(c, tokens, v->at);
	struct weights_name b = {.row = TERM_NO_ROW};
	if (brief)
		b.row = brief->row, b.belief = brief->belief;
	if (b.row == TERM_NO_ROW)
		b = weights_name(&c->weights, text, tokens, v->at.first, v->at.last);
	size_t n = b.term ? 0 : weights_name_items(&c->weights, text, tokens, v->at, v->alone, rows);
	if (n == 0 && b.row != TERM_NO_ROW && b.belief + c->weights.naming[naming_sum(v->alone)] >= 0)
		rows[n++] = b.row;
	return n;
}

void candidates_find(struct candidates *c, struct span text, const token_list *tokens, hit_list *out)
{
	if (c->next >= c->sentences.n)
		return;
	const struct heard *h = &c->sentences.v[c->next];
	struct candidate *v = h->ncandidate > 0 ? c->found.v + h->candidate : NULL;
	for (size_t i = 0; i < h->ncandidate; i++) {
		const struct feature_short *brief = short_form(c, tokens, v[i].at);
		bool elsewhere = is_elsewhere(c, tokens, v[i].at);
		if (brief || elsewhere)
			v[i].score += weights_document(&c->weights, brief, elsewhere ? "a mention" : NULL);
	}
	c->chosen.n = 0;
	if (h->ncandidate > 0)
		choose(c, v, h->ncandidate, tokens->n, &c->chosen);
	for (size_t i = 0, k = 0; i < c->chosen.n; i++) {
		struct feature_stretch s = c->chosen.v[i];
		while (v[k].at.first != s.first || v[k].at.last != s.last)
			k++;
		uint32_t rows[COMPOSITE_MOST];
		size_t n = believed(c, text, tokens, &v[k], rows);
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
