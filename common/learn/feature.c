#include "learn/feature.h"

#include <stdlib.h>

#include "base/text.h"

const char *const feature_places[] = {"first",   "before",  "before-2", "before-3", "inside",   "last",  "after",
									  "after-2", "after-3", "entry",    "opening",  "approach", "joint", "closing",
									  "exit",    "leaving", "whole",    "again",    "name"};
const char *const feature_kinds[] = {"word",       "ending",     "start", "shape",  "held",  "heads",    "words",  "gap",    "cut",
									 "length",     "term",       "exact", "lists",  "list",  "head",     "lead",   "lone",   "short",
									 "short-head", "short-last", "said",  "chance", "rival", "within",   "around", "echo",   "alike",
									 "belief",     "same",       "skip",  "named",  "way",   "spelling", "join",   "concept"};

const struct feature_offset feature_offsets[AT_WHOLE] = {
	{BEGINS, 0},   {BEGINS, -1}, {BEGINS, -2}, {BEGINS, -3}, {RUNS, 0},  {FINISHES, 0},  {FINISHES, 1}, {FINISHES, 2},
	{FINISHES, 3}, {BEGINS, -1}, {BEGINS, 0},  {BEGINS, -2}, {RUNS, -1}, {FINISHES, -1}, {FINISHES, 0}, {FINISHES, 1},
};

/* FNV-1a, 64 bits, with a last mix. */
static uint64_t hash(struct span s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 31;
}

uint64_t feature_concept(struct span concept)
{
	uint64_t h = hash(concept);
	return h ? h : 1;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0xd6e8feb86659fd93) + b;
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 29;
}

static const char edge[] = "^";
const struct feature_word feature_edge = {UINT64_C(0x5e5e5e5e5e5e5e5e), {edge, 1}, NULL};

uint64_t feature_key(const struct feature *f)
{
	uint64_t h = mix((uint64_t)f->place * FEATURE_KINDS + f->kind, f->value);
	return h ? h : 1;
}

static uint64_t fold_of(struct span word)
{
	token_list tokens = {0};
	tokens_scan(&tokens, word);
	uint64_t fold = tokens.n ? tokens.v[0].fold : feature_edge.fold;
	list_free(&tokens);
	return fold;
}

bool feature_read(const char *place, const char *kind, const char *value, struct feature *out)
{
	struct feature f = {.place = 0};
	while (f.place < FEATURE_PLACES && strcmp(feature_places[f.place], place) != 0)
		f.place++;
	while (f.kind < FEATURE_KINDS && strcmp(feature_kinds[f.kind], kind) != 0)
		f.kind++;
	if (f.place == FEATURE_PLACES || f.kind == FEATURE_KINDS)
		return false;
	struct span s = span_of(value);
	const char *blank = memchr(s.p, ' ', s.n);
	if (f.kind == OF_WORD || f.kind == OF_SHORT_LAST)
		f.value = fold_of(s);
	else if (f.kind == OF_WORDS)
		f.value = mix(fold_of(span_make(s.p, blank ? (size_t)(blank - s.p) : s.n)),
					  fold_of(blank ? span_sub(s, (size_t)(blank - s.p) + 1, s.n) : span_make("", 0)));
	else
		f.value = hash(s);
	*out = f;
	return true;
}

void feature_folds(const char *value, uint64_t fold[2])
{
	struct span s = span_of(value);
	const char *blank = memchr(s.p, ' ', s.n);
	fold[0] = fold_of(span_make(s.p, blank ? (size_t)(blank - s.p) : s.n));
	fold[1] = blank ? fold_of(span_sub(s, (size_t)(blank - s.p) + 1, s.n)) : 0;
}

unsigned feature_list(struct feature_lists *l, struct span name)
{
	for (unsigned i = 0; i < l->n; i++)
		if (span_is(name, l->names[i]))
			return i;
	if (l->n == TERM_LISTS || name.n == 0 || name.n >= sizeof l->names[0])
		return TERM_LISTS;
	memcpy(l->names[l->n], name.p, name.n);
	l->names[l->n][name.n] = '\0';
	return l->n++;
}

/* ---- one word ---- */

void feature_give(enum feature_place place, enum feature_kind kind, struct span value, feature_sink *sink, void *ctx)
{
	struct feature f = {place, kind, hash(value), {value, {NULL, 0}}};
	sink(ctx, &f);
}

const char *feature_shape(struct span w)
{
	size_t upper = 0, lower = 0, digits = 0;
	for (size_t i = 0; i < w.n; i++) {
		upper += text_is_upper(w.p[i]);
		lower += text_is_lower(w.p[i]) || (unsigned char)w.p[i] >= 0x80;
		digits += text_is_digit(w.p[i]);
	}
	if (upper + lower == 0)
		return digits == 1 ? "digit" : "digits";
	if (digits)
		return upper ? "capitals and digits" : "letters and digits";
	if (upper + lower == 1)
		return upper ? "capital" : "letter";
	if (upper == 0)
		return "small";
	if (lower == 0 || (upper == w.n - 1 && w.p[w.n - 1] == 's'))
		return upper < 4 ? "CAPITALS" : "MANY CAPITALS";
	return upper == 1 && text_is_upper(w.p[0]) ? "Capital" : "mIxed";
}

enum { PIECE = 5, LOWER = 64, GAP_MOST = 8 };

static bool inside_character(struct span s, size_t at)
{
	return at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80;
}

/* In small letters, without the s of a plural, at most LOWER bytes; of a longer word its end. */
static struct span lowered(struct span w, char *out)
{
	if (w.n > LOWER) {
		w = span_sub(w, w.n - LOWER, w.n);
		while (inside_character(w, 0))
			w = span_sub(w, 1, w.n);
	}
	for (size_t i = 0; i < w.n; i++)
		out[i] = text_is_upper(w.p[i]) ? (char)(w.p[i] | 0x20) : w.p[i];
	size_t n = w.n;
	if (n > 3 && out[n - 1] == 's' && !strchr("siu", out[n - 2]))
		n--;
	return span_make(out, n);
}

static void give_count(enum feature_place place, enum feature_kind kind, const char *list, uint16_t count, feature_sink *sink, void *ctx)
{
	static const char *const much[] = {"1", "2", "4", "8", "16", "32", "64", "128", "256", "512"};
	unsigned k = 0;
	while (k + 1 < sizeof much / sizeof *much && count >> (k + 1))
		k++;
	char value[40];
	size_t n = strlen(list), m = strlen(much[k]);
	memcpy(value, list, n);
	value[n] = ' ';
	memcpy(value + n + 1, much[k], m);
	feature_give(place, kind, span_make(value, n + 1 + m), sink, ctx);
}

static void one_known(const struct feature_word *w, enum feature_place place, const struct feature_lists *l, feature_sink *sink, void *ctx)
{
	for (unsigned i = 1; i < l->n && w->known; i++) {
		if (w->known->holds[i])
			give_count(place, OF_HELD, l->names[i], w->known->holds[i], sink, ctx);
		if (w->known->ends[i] && place != AT_FIRST)
			give_count(place, OF_HEADS, l->names[i], w->known->ends[i], sink, ctx);
	}
}

void feature_one(const struct feature_word *w, enum feature_place place, const struct feature_lists *l, feature_sink *sink, void *ctx)
{
	char room[LOWER];
	struct feature f = {place, OF_WORD, w->fold, {w->shown, {NULL, 0}}};
	sink(ctx, &f);
	if (w->shown.p == edge || place == AT_BEFORE3 || place == AT_AFTER3 || place == AT_BEFORE2 || place == AT_AFTER2)
		return;
	struct span s = lowered(w->shown, room);
	for (size_t n = 3; n <= PIECE && n < s.n; n++)
		if (!inside_character(s, s.n - n))
			feature_give(place, OF_ENDING, span_sub(s, s.n - n, s.n), sink, ctx);
	feature_give(place, OF_SHAPE, span_of(feature_shape(w->shown)), sink, ctx);
	if (place == AT_BEFORE || place == AT_AFTER)
		return;
	for (size_t n = 4; n <= PIECE && n < s.n; n++)
		if (!inside_character(s, n))
			feature_give(place, OF_START, span_sub(s, 0, n), sink, ctx);
	one_known(w, place, l, sink, ctx);
}

/* ---- two words ---- */

uint64_t feature_pair(uint64_t a, uint64_t b)
{
	return mix(a, b);
}

void feature_two(const struct feature_word *a, const struct feature_word *b, enum feature_place place, feature_sink *sink, void *ctx)
{
	struct feature f = {place, OF_WORDS, mix(a->fold, b->fold), {a->shown, b->shown}};
	sink(ctx, &f);
}

struct span feature_gap(struct span text, const token_list *tokens, size_t i)
{
	if (i == 0 || i == tokens->n)
		return span_make(edge, 1);
	struct span s = span_trim(span_sub(text, tokens->v[i - 1].end, tokens->v[i].start));
	size_t n = s.n < GAP_MOST ? s.n : GAP_MOST;
	while (n > 0 && inside_character(s, n))
		n--;
	return span_sub(s, 0, n);
}

/* The names of lists, a plus between. */
static struct span named(uint16_t lists, const struct feature_lists *l, char *out, size_t room)
{
	size_t n = 0;
	for (unsigned i = 0; i < l->n; i++) {
		size_t m = strlen(l->names[i]);
		if (!(lists >> i & 1) || n + m + 1 > room)
			continue;
		if (n)
			out[n++] = '+';
		memcpy(out + n, l->names[i], m);
		n += m;
	}
	return n ? span_make(out, n) : span_of("none");
}

void feature_between(struct span gap, uint16_t cut, enum feature_place place, const struct feature_lists *l, feature_sink *sink, void *ctx)
{
	feature_give(place, OF_GAP, gap.n ? gap : span_of("blank"), sink, ctx);
	for (unsigned i = 0; i < l->n; i++)
		if (cut >> i & 1)
			feature_give(place, OF_CUT, span_of(l->names[i]), sink, ctx);
}

/* ---- the whole ---- */

const char *feature_evidence(uint32_t hits, uint32_t misses)
{
	uint32_t all = hits + misses;
	if (all == 0)
		return NULL;
	if (hits == 0)
		return misses < 3 ? "never, of few" : misses < 10 ? "never, of some" : "never, of many";
	if (misses == 0)
		return hits == 1 ? "always, of one" : hits < 4 ? "always, of few" : hits < 10 ? "always, of some" : "always, of many";
	uint64_t share = (uint64_t)hits * 100 / all;
	if (all < 10)
		return share >= 75 ? "mostly, of few" : share >= 50 ? "half, of few" : share >= 25 ? "less, of few" : "seldom, of few";
	return share >= 95   ? "nearly always"
		   : share >= 85 ? "mostly"
		   : share >= 65 ? "often"
		   : share >= 40 ? "half"
		   : share >= 15 ? "less"
						 : "seldom";
}

static void whole_term(const struct feature_whole *w, feature_sink *sink, void *ctx)
{
	for (int way = 0; way < 2; way++) {
		const struct term *t = w->cell->term[way];
		const char *e = t ? feature_evidence(t->hits - t->own_hits, t->misses - t->own_misses) : NULL;
		if (e)
			feature_give(AT_WHOLE, way ? OF_EXACT : OF_TERM, span_of(e), sink, ctx);
	}
}

void feature_length(size_t words, feature_sink *sink, void *ctx)
{
	static const char *const numbers[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8"};
	feature_give(AT_WHOLE, OF_LENGTH, span_of(numbers[words]), sink, ctx);
}

void feature_lists(uint16_t lists, enum feature_kind kind, const struct feature_lists *l, feature_sink *sink, void *ctx)
{
	char room[TERM_LISTS * sizeof l->names[0]];
	feature_give(AT_WHOLE, kind, named(lists, l, room, sizeof room), sink, ctx);
	for (unsigned i = 0; i < l->n && kind == OF_LISTS; i++)
		if (lists >> i & 1)
			feature_give(AT_WHOLE, OF_LIST, span_of(l->names[i]), sink, ctx);
}

void feature_lone(struct span word, bool known, feature_sink *sink, void *ctx)
{
	char room[40];
	const char *a = feature_shape(word), *b = known ? " known" : " unknown";
	memcpy(room, a, strlen(a));
	memcpy(room + strlen(a), b, strlen(b));
	feature_give(AT_WHOLE, OF_LONE, span_make(room, strlen(a) + strlen(b)), sink, ctx);
}

void feature_document(const struct feature_short *brief, const struct feature_lists *l, feature_sink *sink, void *ctx)
{
	if (brief == NULL)
		return;
	feature_give(AT_WHOLE, OF_SAID, span_of(brief->said), sink, ctx);
	feature_lists(brief->lists, OF_SHORT, l, sink, ctx);
	feature_lists(brief->head, OF_SHORT_HEAD, l, sink, ctx);
	struct feature f = {AT_WHOLE, OF_SHORT_LAST, brief->last, {brief->last_shown, {NULL, 0}}};
	sink(ctx, &f);
}

void feature_whole(const struct feature_whole *w, const struct feature_lists *l, feature_sink *sink, void *ctx)
{
	feature_length(w->words, sink, ctx);
	whole_term(w, sink, ctx);
	feature_lists(w->cell->lists, OF_LISTS, l, sink, ctx);
	if (w->words > 1) {
		feature_lists(w->head, OF_HEAD, l, sink, ctx);
		feature_lists(w->lead, OF_LEAD, l, sink, ctx);
	} else {
		feature_lone(w->lone, w->cell->lists != 0, sink, ctx);
	}
}
