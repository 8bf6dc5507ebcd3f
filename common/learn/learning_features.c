#include <stdlib.h>

#include "learn/learning_naming.h"
#include "learn/learning_parts.h"

static const uint32_t NONE = UINT32_MAX;

/* ---- features ---- */

static uint32_t *feature_place_of(const struct learning *l, uint64_t key)
{
	size_t i = key & l->places_mask;
	while (l->places[i] != NONE && l->features.v[l->places[i]].key != key)
		i = (i + 1) & l->places_mask;
	return &l->places[i];
}

size_t learning_feature(const struct learning *l, uint64_t key)
{
	uint32_t at = l->places ? *feature_place_of(l, key) : NONE;
	return at == NONE || l->features.v[at].documents < l->least ? SIZE_MAX : at;
}

static void grow_places(struct learning *l)
{
	size_t room = l->places ? 2 * (l->places_mask + 1) : 1 << 16;
	free(l->places);
	l->places = mem_alloc(room * sizeof *l->places);
	memset(l->places, 0xff, room * sizeof *l->places);
	l->places_mask = room - 1;
	for (size_t i = 0; i < l->features.n; i++)
		*feature_place_of(l, l->features.v[i].key) = (uint32_t)i;
}

void learning_take(void *ctx, const struct feature *f)
{
	struct learning_listing *k = ctx;
	struct learning *l = k->l;
	uint64_t key = feature_key(f);
	if (l->features.n * 2 >= l->places_mask)
		grow_places(l);
	uint32_t *at = feature_place_of(l, key);
	if (k->counting) {
		if (*at == NONE) {
			struct learning_feature new = {key, l->shown.n, 0, f->place, f->kind, 0, 0, 0, 0};
			buf_addspan(&l->shown, f->shown[0]);
			if (f->shown[1].p) {
				buf_addc(&l->shown, ' ');
				buf_addspan(&l->shown, f->shown[1]);
			}
			new.shown_n = l->shown.n - new.shown;
			*at = (uint32_t)l->features.n;
			list_push(&l->features, new);
		}
		struct learning_feature *have = &l->features.v[*at];
		have->documents += have->last_document != k->document;
		have->last_document = k->document;
	} else if (*at != NONE && l->features.v[*at].documents >= l->least) {
		l->features.v[*at].hits += k->hits;
		l->features.v[*at].misses += k->misses;
		list_push(k->features, *at);
	}
}

static const struct feature_word *word(const struct learning_listing *k, size_t at, int offset)
{
	if ((offset < 0 && at < (size_t)-offset) || at + (size_t)offset >= k->words.n)
		return &feature_edge;
	return &k->words.v[at + (size_t)offset];
}

static void close_slot(struct learning_listing *k)
{
	if (!k->counting)
		list_push(&k->data->ends, k->data->features.n);
}

/* What is seen from a token as the first word, as the last or as one of a stretch. */
static void list_side(struct learning_listing *k, size_t at, enum feature_side side)
{
	for (unsigned place = 0; place < AT_WHOLE; place++) {
		struct feature_offset o = feature_offsets[place];
		if (o.side != side || place == AT_JOINT)
			continue;
		if (place < FEATURE_ONE)
			feature_one(word(k, at, o.offset), place, &k->l->lists, learning_take, k);
		else
			feature_two(word(k, at, o.offset), word(k, at, o.offset + 1), place, learning_take, k);
	}
}

static void list_token(struct learning_listing *k, struct span text, const struct lesson_sentence *s, size_t at)
{
	const struct learning *l = k->l;
	bool first = false, last = false, inside = false, joint = false;
	for (size_t i = 0; i < s->nmention; i++) {
		struct feature_stretch m = l->lesson->mentions.v[s->mention + i].tokens;
		first |= m.first == at;
		last |= m.last == at;
		inside |= m.first <= at && at <= m.last;
		joint |= m.first < at && at <= m.last;
	}
	k->hits = first, k->misses = !first;
	list_side(k, at, BEGINS);
	feature_between(feature_gap(text, &k->tokens, at), k->grid.cuts.v[at], AT_FIRST, &l->lists, learning_take, k);
	close_slot(k);
	k->hits = last, k->misses = !last;
	list_side(k, at, FINISHES);
	feature_between(feature_gap(text, &k->tokens, at + 1), k->grid.cuts.v[at + 1], AT_LAST, &l->lists, learning_take, k);
	close_slot(k);
	k->hits = inside, k->misses = !inside;
	list_side(k, at, RUNS);
	close_slot(k);
	k->hits = joint, k->misses = !joint;
	if (at > 0) {
		feature_two(word(k, at, -1), word(k, at, 0), AT_JOINT, learning_take, k);
		feature_between(feature_gap(text, &k->tokens, at), k->grid.cuts.v[at], AT_JOINT, &l->lists, learning_take, k);
	}
	close_slot(k);
}

/* Are the brackets of text[start, end) in pairs? */
static bool is_balanced(struct span text, size_t start, size_t end)
{
	int open = 0;
	for (size_t i = start; i < end && open >= 0; i++)
		open += text.p[i] == '(' || text.p[i] == '[' ? 1 : text.p[i] == ')' || text.p[i] == ']' ? -1 : 0;
	return open == 0;
}

/* The lists of the longest term that ends (or begins) tokens first…last and is shorter. */
static uint16_t part_lists(const struct feature_grid *g, size_t first, size_t last, bool head)
{
	for (size_t n = last - first; n > 0; n--) {
		uint16_t lists = g->cells.v[(head ? last + 1 - n : first) * FEATURE_LONGEST + n - 1].lists;
		if (lists)
			return lists;
	}
	return 0;
}

static void list_wholes(struct learning_listing *k, struct span text, const struct lesson_sentence *s, size_t at)
{
	for (size_t n = 1; n <= FEATURE_LONGEST; n++) {
		size_t last = at + n - 1;
		if (last < k->tokens.n && is_balanced(text, k->tokens.v[at].start, k->tokens.v[last].end)) {
			struct feature_whole w = {n, &k->grid.cells.v[at * FEATURE_LONGEST + n - 1], part_lists(&k->grid, at, last, true),
									  part_lists(&k->grid, at, last, false), span_sub(text, k->tokens.v[at].start, k->tokens.v[at].end)};
			k->hits = learning_relation(k->l->lesson, s, at, last) == IS_MENTION, k->misses = !k->hits;
			feature_whole(&w, &k->l->lists, learning_take, k);
		}
		close_slot(k);
	}
}

void learning_look(struct learning_listing *k, struct span text)
{
	tokens_scan(&k->tokens, text);
	feature_grid_fill(&k->grid, k->l->terms, &k->tokens);
	k->words.n = 0;
	for (size_t i = 0; i < k->tokens.n; i++) {
		struct feature_word w = {k->tokens.v[i].fold, span_sub(text, k->tokens.v[i].start, k->tokens.v[i].end),
								 terms_word(k->l->terms, k->tokens.v[i].fold)};
		list_push(&k->words, w);
	}
}

static void list_sentence(struct learning_listing *k, const struct lesson_sentence *s)
{
	struct learning *l = k->l;
	struct span text = lesson_text(l->lesson, s);
	learning_look(k, text);
	struct fit_sentence f = {k->data->ends.n, k->tokens.n, k->data->known.n, 0, k->group};
	for (size_t i = 0; i < k->tokens.n; i++) {
		list_token(k, text, s, i);
		list_wholes(k, text, s, i);
	}
	if (k->counting)
		return;
	for (size_t i = 0; i < s->nmention; i++) {
		struct feature_stretch m = l->lesson->mentions.v[s->mention + i].tokens;
		if (m.last - m.first >= FEATURE_LONGEST || !is_balanced(text, k->tokens.v[m.first].start, k->tokens.v[m.last].end))
			continue;
		list_push(&k->data->known, m);
		f.nknown++;
	}
	list_push(&k->data->sentences, f);
}

/* Features of all sentences, or of their looks: counted first, then listed. */
static void list_all(struct learning *l, bool again, unsigned groups)
{
	struct learning_listing k = {.l = l, .data = &l->data, .features = again ? &l->second.features : &l->data.features};
	term_match_list matches = {0};
	for (int pass = 0; pass < 2; pass++) {
		k.counting = pass == 0;
		for (size_t i = 0; i < l->lesson->documents.n; i++) {
			const struct lesson_document *doc = &l->lesson->documents.v[i];
			k.document = (uint32_t)i + 1;
			k.group = i < l->ahead ? (unsigned)(i % groups) : groups;
			if (i < l->ahead)
				learning_count(l, doc, FOR_OWN, &k.tokens, &matches);
			else if (k.counting)
				break;
			if (again)
				learning_list_again(&k, doc);
			for (size_t s = 0; s < doc->nsentence && !again; s++)
				list_sentence(&k, &l->lesson->sentences.v[doc->sentence + s]);
			learning_count(l, doc, TAKE_BACK, &k.tokens, &matches);
		}
	}
	list_free(&k.tokens);
	list_free(&k.words);
	feature_grid_free(&k.grid);
	list_free(&k.shorts);
	list_free(&k.abbreviations);
	list_free(&matches);
}

/* Of the second look. Its features are few and most are seen often, but those of joined items: with the pull of the others they would
 * hardly weigh. */
enum { AGAIN_ROUNDS = 20 };
static const double AGAIN_RATE = 0.1, AGAIN_PULL = 10, AGAIN_PULL_JOINED = 2;

static void fit_again(const struct learning *l, unsigned left_out, double *weights)
{
	struct fit_options o = {.rounds = AGAIN_ROUNDS, .rate = AGAIN_RATE, .left_out = left_out};
	double *pulls = mem_alloc((l->features.n + 1) * sizeof *pulls);
	for (size_t i = 0; i < l->features.n; i++)
		pulls[i] = l->features.v[i].kind == OF_JOIN ? AGAIN_PULL_JOINED : AGAIN_PULL;
	fit_odds(&l->second, &o, pulls, weights, l->features.n);
	free(pulls);
}

void learning_fit(struct learning *l, const struct fit_options *o, unsigned groups)
{
	struct fit_options all = *o;
	all.left_out = groups > 1 && l->ahead == SIZE_MAX ? UINT32_MAX : groups;
	list_all(l, false, groups);
	l->weights = mem_alloc((l->features.n + 1) * sizeof *l->weights);
	learning_rehearse(l, o, groups);
	learning_naming(l);
	size_t first = l->features.n;
	list_all(l, true, groups);
	l->weights = mem_resize(l->weights, (l->features.n + 1) * sizeof *l->weights);
	double *second = mem_alloc((l->features.n + 1) * sizeof *second);
	fit_again(l, all.left_out, second);
	fit_weights(&l->data, &all, l->weights, first);
	for (size_t i = first; i < l->features.n; i++)
		l->weights[i] = second[i];
	free(second);
}
