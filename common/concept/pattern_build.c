/* All patterns of a table: their anchors, and the index of these. */
#include <stdlib.h>

#include "concept/pattern_parts.h"

enum { FRONT_LEAST = 1 << 14, FRONT_MOST = 1 << 20, LEAST_PLACES = 64, POSITIONS_ALL = 1 << 22 };

/* Words of a match before each position: fewest, most. Positions follow later ones alone, so one walk tells. */
struct distance {
	uint8_t least, most;
};

static unsigned words_of(const struct position *q)
{
	return q->takes == TAKES_CLASS ? CLASS_WORDS : 1;
}

/* The words of the longest match; LENGTH_MOST + 1 where that is more than a match may have. */
static unsigned measure(const struct patterns *p, const struct pattern *v, struct distance d[POSITIONS_MOST])
{
	uint64_t reached = v->first;
	unsigned longest = 0;
	memset(d, 0, POSITIONS_MOST * sizeof *d);
	for (unsigned i = 0; i < v->n; i++) {
		const struct position *q = &p->positions.v[v->at + i];
		unsigned most = d[i].most + words_of(q), least = d[i].least + 1u;
		if (most > LENGTH_MOST)
			return LENGTH_MOST + 1;
		if (v->last >> i & 1 && most > longest)
			longest = most;
		for (uint64_t set = q->follow; set; set &= set - 1) {
			unsigned k = (unsigned)__builtin_ctzll(set);
			bool first = !(reached >> k & 1);
			d[k].least = (uint8_t)(first || least < d[k].least ? least : d[k].least);
			d[k].most = (uint8_t)(most > d[k].most ? most : d[k].most);
			reached |= UINT64_C(1) << k;
		}
	}
	return longest;
}

static void mark_letters(uint64_t *set, char a, char b, char c)
{
	unsigned i = affix_bit((unsigned char)a | (uint32_t)(unsigned char)b << 8 | (uint32_t)(unsigned char)c << 16);
	set[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Of a beginning or ending of two letters, any third one. */
static void mark_begin(struct patterns *p, const char *s, size_t n)
{
	for (char any = 0; any < 32; any++)
		mark_letters(p->begins, s[0], s[1], n > 2 ? s[2] : any);
	p->begin_lengths |= UINT32_C(1) << n;
}

/* An ending as it is and before the letters of a plural (affix_forms). */
static void mark_finish(struct patterns *p, const char *s, size_t n)
{
	char y = s[n - 2], z = s[n - 1];
	for (char any = 0; any < 32; any++)
		mark_letters(p->finishes, n > 2 ? s[n - 3] : any, y, z);
	mark_letters(p->finishes, y, z, 's');
	mark_letters(p->finishes, z == 'y' ? 'i' : z, 'e', 's');
	p->finish_lengths |= UINT32_C(1) << n;
}

static void mark_anchor(struct patterns *p, const struct position *q)
{
	const char *s = p->letters.p + q->text;
	if (q->takes == TAKES_BEGINNING)
		mark_begin(p, s, q->n);
	else if (q->takes == TAKES_ENDING)
		mark_finish(p, s, q->n);
}

/* The bits of the words that these positions take; all where one of them takes others, too. */
static uint64_t bits_of(const struct position *at, uint64_t set)
{
	uint64_t bits = 0;
	for (; set; set &= set - 1) {
		const struct position *q = &at[__builtin_ctzll(set)];
		bits |= q->takes == TAKES_WORD ? anchor_bit(q->word) : UINT64_MAX;
	}
	return bits;
}

/* The positions that position i may come behind. */
static uint64_t followed_by(const struct position *at, unsigned i)
{
	uint64_t set = 0;
	for (unsigned k = 0; k < i; k++)
		set |= (at[k].follow >> i & 1) << k;
	return set;
}

static int add_anchors(struct patterns *p, size_t number, struct diag *d)
{
	const struct pattern *v = &p->v.v[number];
	struct distance before[POSITIONS_MOST];
	if (measure(p, v, before) > LENGTH_MOST)
		return diag_at(d, DIAG_WRONG, p->table->path, table_line(p->table, v->row), (size_t)table_column(p->table, "term") + 1,
					   "a match could have more than %d words", LENGTH_MOST);
	for (uint64_t set = v->anchors; set; set &= set - 1) {
		unsigned i = (unsigned)__builtin_ctzll(set);
		const struct position *at = &p->positions.v[v->at], *q = &at[i];
		struct anchor a = {.key = q->word, .pattern = (uint32_t)number, .least = before[i].least, .most = before[i].most};
		a.before = v->first >> i & 1 ? UINT64_MAX : bits_of(at, followed_by(at, i));
		a.behind = v->last >> i & 1 ? UINT64_MAX : bits_of(at, q->follow);
		list_push(&p->anchors, a);
		mark_anchor(p, q);
		p->reach = a.most > p->reach ? a.most : p->reach;
	}
	return DIAG_OK;
}

/* ---- rows that say the same ---- */

static uint64_t mixed(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 32;
}

static uint64_t meaning(const struct patterns *p, const struct pattern *v)
{
	uint64_t h = mixed(mixed(v->first, v->last), v->n);
	for (size_t i = v->at; i < v->at + v->n; i++) {
		const struct position *q = &p->positions.v[i];
		h = mixed(mixed(mixed(h, q->word), q->follow), (uint64_t)q->separator << 32 | (uint64_t)q->class << 8 | q->takes);
	}
	return h;
}

struct said {
	uint64_t meaning;
	uint32_t row;
};

static int by_meaning(const void *a, const void *b)
{
	const struct said *x = a, *y = b;
	return x->meaning != y->meaning ? (x->meaning > y->meaning) - (x->meaning < y->meaning) : (x->row > y->row) - (x->row < y->row);
}

static int check_doubles(const struct patterns *p, struct diag *d)
{
	const struct table *t = p->table;
	struct said *all = mem_alloc((p->v.n + 1) * sizeof *all);
	int code = DIAG_OK;
	for (size_t i = 0; i < p->v.n; i++)
		all[i] = (struct said){meaning(p, &p->v.v[i]), p->v.v[i].row};
	qsort(all, p->v.n, sizeof *all, by_meaning);
	for (size_t i = 1; i < p->v.n; i++)
		if (all[i].meaning == all[i - 1].meaning)
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, all[i].row), (size_t)table_column(t, "term") + 1,
						   "the row on line %zu says the same as '%s'", table_line(t, all[i - 1].row),
						   table_cell(t, all[i].row, table_column(t, "term")));
	free(all);
	return code;
}

/* ---- the index ---- */

static int by_key(const void *a, const void *b)
{
	const struct anchor *x = a, *y = b;
	return x->key != y->key ? (x->key > y->key) - (x->key < y->key) : (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

static void mark_front(struct patterns *p, uint64_t key)
{
	p->front[key >> 6 & p->front_mask] |= UINT64_C(1) << (key & 63);
}

/* All that a beginning begins with, or an ending ends with, down to one letter: so that a word is followed no further than it leads. */
static void mark_way(struct patterns *p, const struct position *q)
{
	const char *s = p->letters.p + q->text;
	bool ending = q->takes == TAKES_ENDING;
	uint64_t key = affix_root(ending ? AFFIX_FROM_RIGHT : AFFIX_FROM_LEFT);
	for (size_t i = 0; i < q->n; i++) {
		key = affix_step(key, s[ending ? q->n - 1 - i : i]);
		mark_front(p, key);
	}
}

static void mark_ways(struct patterns *p)
{
	for (size_t i = 0; i < p->v.n; i++) {
		const struct pattern *v = &p->v.v[i];
		for (uint64_t set = v->anchors; set; set &= set - 1) {
			const struct position *q = &p->positions.v[v->at + (size_t)__builtin_ctzll(set)];
			if (q->takes != TAKES_WORD)
				mark_way(p, q);
		}
		for (uint64_t set = v->first; set; set &= set - 1) {
			const struct position *q = &p->positions.v[v->at + (size_t)__builtin_ctzll(set)];
			p->anywhere |= q->takes != TAKES_WORD;
			p->starts[q->word >> 6 & 15] |= UINT64_C(1) << (q->word & 63);
		}
	}
}

static void index_anchors(struct patterns *p)
{
	size_t bits = FRONT_LEAST, room = LEAST_PLACES;
	while (bits < FRONT_MOST && bits < 16 * p->anchors.n)
		bits *= 2;
	while (room < 2 * p->anchors.n)
		room *= 2;
	p->front = mem_alloc(bits / 8);
	memset(p->front, 0, bits / 8);
	p->front_mask = bits / 64 - 1;
	p->places = mem_alloc(room * sizeof *p->places);
	memset(p->places, 0, room * sizeof *p->places);
	p->mask = room - 1;
	if (p->anchors.n)
		qsort(p->anchors.v, p->anchors.n, sizeof *p->anchors.v, by_key);
	for (size_t i = 0; i < p->anchors.n; i++) {
		uint64_t key = p->anchors.v[i].key;
		if (i && p->anchors.v[i - 1].key == key)
			continue;
		mark_front(p, key);
		size_t k = (key ^ key >> 29) & p->mask;
		while (p->places[k])
			k = (k + 1) & p->mask;
		p->places[k] = (uint32_t)i + 1;
	}
	mark_ways(p);
}

struct patterns *patterns_build(const struct table *t, const uint32_t *rows, size_t n, bool strict, struct diag *d)
{
	struct patterns *p = mem_alloc(sizeof *p);
	int code = DIAG_OK;
	*p = (struct patterns){.table = t};
	for (size_t i = 0; i < n; i++) {
		if (p->positions.n > POSITIONS_ALL) {
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, rows[i]), 0, "the patterns of this table have too many words");
			break;
		}
		size_t before = p->v.n;
		if (pattern_read(p, rows[i], d) != DIAG_OK || (p->v.n > before && add_anchors(p, before, d) != DIAG_OK))
			code = DIAG_WRONG;
	}
	if (code == DIAG_OK && strict)
		check_doubles(p, d); /* a check goes on to the examples */
	if (code == DIAG_OK) {
		index_anchors(p);
		return p;
	}
	patterns_free(p);
	return NULL;
}

void patterns_free(struct patterns *p)
{
	if (p == NULL)
		return;
	pattern_classes_close(p);
	list_free(&p->positions);
	list_free(&p->v);
	list_free(&p->anchors);
	buf_free(&p->letters);
	free(p->front);
	free(p->places);
	free(p);
}
