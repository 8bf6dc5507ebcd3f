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

/* Words that are a mention in a sentence. */
struct said {
	uint64_t key;
	size_t sentence;
};

struct listing {
	struct learning *l;
	uint32_t document; /* from 1 */
	struct fit_data *data;
	bool second;   /* what documents say, alone */
	bool counting; /* first pass: which features are there; second: those that stay, into the data */
	unsigned group;
	token_list tokens;
	LIST(struct feature_word) words;
	struct feature_grid grid;
	feature_short_list shorts;
	abbreviation_list abbreviations;
	LIST(struct said) said; /* the mentions of the first round */
	size_t sentence;
	uint32_t hits, misses; /* of the slot at hand */
};

/* A feature_sink. */
static void take(void *ctx, const struct feature *f)
{
	struct listing *k = ctx;
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
		list_push(&k->data->features, *at);
	}
}

static const struct feature_word *word(const struct listing *k, size_t at, int offset)
{
	if ((offset < 0 && at < (size_t)-offset) || at + (size_t)offset >= k->words.n)
		return &feature_edge;
	return &k->words.v[at + (size_t)offset];
}

static void close_slot(struct listing *k)
{
	if (!k->counting)
		list_push(&k->data->ends, k->data->features.n);
}

/* What is seen from a token as the first word, as the last or as one of a stretch. */
static void list_side(struct listing *k, size_t at, enum feature_side side)
{
	for (unsigned place = 0; place < AT_WHOLE; place++) {
		struct feature_offset o = feature_offsets[place];
		if (o.side != side || place == AT_JOINT)
			continue;
		if (place < FEATURE_ONE)
			feature_one(word(k, at, o.offset), place, &k->l->lists, take, k);
		else
			feature_two(word(k, at, o.offset), word(k, at, o.offset + 1), place, take, k);
	}
}

static void list_token(struct listing *k, struct span text, const struct lesson_sentence *s, size_t at)
{
	const struct learning *l = k->l;
	bool first = false, last = false, inside = false, joint = false;
	if (k->second) {
		for (int slot = 0; slot < FIT_WHOLE; slot++)
			close_slot(k);
		return;
	}
	for (size_t i = 0; i < s->nmention; i++) {
		struct feature_stretch m = l->lesson->mentions.v[s->mention + i].tokens;
		first |= m.first == at;
		last |= m.last == at;
		inside |= m.first <= at && at <= m.last;
		joint |= m.first < at && at <= m.last;
	}
	k->hits = first, k->misses = !first;
	list_side(k, at, BEGINS);
	feature_between(feature_gap(text, &k->tokens, at), k->grid.cuts.v[at], AT_FIRST, &l->lists, take, k);
	close_slot(k);
	k->hits = last, k->misses = !last;
	list_side(k, at, FINISHES);
	feature_between(feature_gap(text, &k->tokens, at + 1), k->grid.cuts.v[at + 1], AT_LAST, &l->lists, take, k);
	close_slot(k);
	k->hits = inside, k->misses = !inside;
	list_side(k, at, RUNS);
	close_slot(k);
	k->hits = joint, k->misses = !joint;
	if (at > 0) {
		feature_two(word(k, at, -1), word(k, at, 0), AT_JOINT, take, k);
		feature_between(feature_gap(text, &k->tokens, at), k->grid.cuts.v[at], AT_JOINT, &l->lists, take, k);
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

static const struct feature_short *short_form(const struct listing *k, size_t first, size_t last)
{
	uint64_t key = k->shorts.n && last - first < 4 ? feature_short_key(&k->tokens, first, last) : 0;
	for (size_t i = 0; i < k->shorts.n && key; i++)
		if (k->shorts.v[i].key == key)
			return &k->shorts.v[i];
	return NULL;
}

/* Are the same words a mention in another sentence? */
static const char *elsewhere(const struct listing *k, size_t first, size_t last)
{
	uint64_t key = k->said.n ? feature_words_key(&k->tokens, first, last) : 0;
	for (size_t i = 0; i < k->said.n; i++)
		if (k->said.v[i].key == key && k->said.v[i].sentence != k->sentence)
			return "a mention";
	return NULL;
}

static void list_wholes(struct listing *k, struct span text, const struct lesson_sentence *s, size_t at)
{
	for (size_t n = 1; n <= FEATURE_LONGEST; n++) {
		size_t last = at + n - 1;
		if (last < k->tokens.n && is_balanced(text, k->tokens.v[at].start, k->tokens.v[last].end)) {
			struct feature_whole w = {n,
									  &k->grid.cells.v[at * FEATURE_LONGEST + n - 1],
									  part_lists(&k->grid, at, last, true),
									  part_lists(&k->grid, at, last, false),
									  span_sub(text, k->tokens.v[at].start, k->tokens.v[at].end),
									  short_form(k, at, last),
									  elsewhere(k, at, last)};
			k->hits = learning_relation(k->l->lesson, s, at, last) == IS_MENTION, k->misses = !k->hits;
			if (k->second)
				feature_document(w.brief, w.elsewhere, &k->l->lists, take, k);
			else
				feature_whole(&w, &k->l->lists, take, k);
		}
		close_slot(k);
	}
}

static void look(struct listing *k, struct span text)
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

static void list_sentence(struct listing *k, const struct lesson_sentence *s)
{
	struct learning *l = k->l;
	struct span text = lesson_text(l->lesson, s);
	look(k, text);
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

/* The mentions that the first round found in a sentence. */
static const struct feature_stretch *first_cut(const struct learning *l, size_t sentence, size_t *n)
{
	size_t from = sentence ? l->cut_ends.v[sentence - 1] : 0;
	*n = l->cut_ends.v[sentence] - from;
	return l->cuts.v + from;
}

/* What the first round found in a sentence: its mentions, and the short forms that it defines. */
static void read_first(struct listing *k, size_t sentence)
{
	size_t n;
	const struct feature_stretch *cut = first_cut(k->l, sentence, &n);
	struct span text = lesson_text(k->l->lesson, &k->l->lesson->sentences.v[sentence]);
	look(k, text);
	for (size_t i = 0; i < n; i++) {
		struct said s = {feature_words_key(&k->tokens, cut[i].first, cut[i].last), sentence};
		list_push(&k->said, s);
	}
	k->abbreviations.n = 0;
	abbreviations_find(text, &k->abbreviations);
	for (size_t i = 0; i < k->abbreviations.n; i++) {
		struct feature_short f = feature_define(&k->grid, text, &k->tokens, &k->abbreviations.v[i]);
		f.said = feature_saying(cut, n, f.from, f.to);
		if (f.key)
			list_push(&k->shorts, f);
	}
}

static void list_document(struct listing *k, const struct lesson_document *doc)
{
	const struct lesson *s = k->l->lesson;
	k->shorts.n = k->said.n = 0;
	for (size_t i = 0; i < doc->nsentence && k->second; i++)
		read_first(k, doc->sentence + i);
	for (size_t i = 0; i < doc->nsentence; i++) {
		k->sentence = doc->sentence + i;
		list_sentence(k, &s->sentences.v[k->sentence]);
	}
}

/* Each group as the weights see it that were fitted to the others: its mentions, and the scores of its stretches. */
static void rehearse(struct learning *l, const struct fit_options *o, unsigned groups, struct fit_data *second)
{
	size_t sentences = l->data.sentences.n;
	struct fit_data *scores = mem_alloc((sentences + 1) * sizeof *scores);
	feature_stretch_list *cuts = mem_alloc((sentences + 1) * sizeof *cuts);
	memset(scores, 0, (sentences + 1) * sizeof *scores);
	memset(cuts, 0, (sentences + 1) * sizeof *cuts);
	for (unsigned g = 0; g <= groups; g++) {
		struct fit_options left = *o;
		left.left_out = g;
		bool any = false;
		for (size_t i = 0; i < sentences && !any; i++)
			any = l->data.sentences.v[i].group == g;
		if (any)
			fit_weights(&l->data, &left, l->weights, l->features.n);
		for (size_t i = 0; i < sentences; i++)
			if (l->data.sentences.v[i].group == g) {
				fit_scores(&l->data, &l->data.sentences.v[i], l->weights, o->bias, &scores[i]);
				fit_decode(&l->data, &l->data.sentences.v[i], l->weights, o->bias, &cuts[i]);
			}
	}
	for (size_t i = 0; i < sentences; i++) {
		for (size_t k = 0; k < scores[i].base.n; k++)
			list_push(&second->base, scores[i].base.v[k]);
		for (size_t k = 0; k < cuts[i].n; k++)
			list_push(&l->cuts, cuts[i].v[k]);
		list_push(&l->cut_ends, l->cuts.n);
		fit_data_free(&scores[i]);
		list_free(&cuts[i]);
	}
	free(scores);
	free(cuts);
}

/* Features of all sentences: counted first, then listed into the data; of what documents say alone where the first cut is there. */
static void list_all(struct learning *l, struct fit_data *data, unsigned groups)
{
	struct listing k = {.l = l, .data = data, .second = l->cut_ends.n > 0};
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
			list_document(&k, doc);
			learning_count(l, doc, TAKE_BACK, &k.tokens, &matches);
		}
	}
	list_free(&k.tokens);
	list_free(&k.words);
	feature_grid_free(&k.grid);
	list_free(&k.shorts);
	list_free(&k.abbreviations);
	list_free(&k.said);
	list_free(&matches);
}

void learning_fit(struct learning *l, const struct fit_options *o, unsigned groups)
{
	struct fit_options all = *o;
	all.left_out = groups > 1 && l->ahead == SIZE_MAX ? UINT32_MAX : groups;
	list_all(l, &l->data, groups);
	l->weights = mem_alloc((l->features.n + 1) * sizeof *l->weights);
	rehearse(l, o, groups, &l->second);
	learning_naming(l);
	size_t first = l->features.n;
	list_all(l, &l->second, groups);
	l->weights = mem_resize(l->weights, (l->features.n + 1) * sizeof *l->weights);
	double *second = mem_alloc((l->features.n + 1) * sizeof *second);
	fit_weights(&l->second, &all, second, l->features.n);
	fit_weights(&l->data, &all, l->weights, first);
	for (size_t i = first; i < l->features.n; i++)
		l->weights[i] = second[i];
	free(second);
}
