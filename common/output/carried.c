#include "output/carried.h"

#include <stdlib.h>

#include "base/text.h"

enum { NARROW_MOST = 4096 }; /* bytes of an edit in which the words are looked for */

void carried_free(struct carried *c)
{
	buf_free(&c->text);
	list_free(&c->passages);
	list_free(&c->sentences);
	list_free(&c->annotations);
	list_free(&c->counts);
	list_free(&c->entries);
}

/* ---- the text ---- */

/* The blocks that begin at or before the sentence; *next is the first line that was not looked at. */
static size_t count_blocks(const struct document *doc, size_t *next, size_t *blocks, uint64_t start)
{
	struct record r;
	for (; *next < doc->n; ++*next) {
		if (!span_is(doc->v[*next].type, "block"))
			continue;
		if (record_parse(&r, doc->v[*next].text) != 0 || record_number(&r, "start", 0) > start)
			break;
		++*blocks;
	}
	return *blocks;
}

static void add_sentence(struct carried *c, const struct record *r, bool same_block)
{
	struct span zone = record_get(r, "zone"), section = record_get(r, "section");
	struct passage *last = c->passages.n ? &c->passages.v[c->passages.n - 1] : NULL;
	bool goes_on = last != NULL && same_block && span_eq(last->zone, zone) && span_eq(last->section, section);
	if (last != NULL)
		buf_addc(&c->text, goes_on ? ' ' : '\n');
	struct carried_sentence s = {.number = record_number(r, "sentence", 0), .from = c->text.n, .line = r->line};
	json_unescape(record_get(r, "text"), &c->text);
	s.to = c->text.n;
	for (size_t i = s.from; i < s.to; i++) /* a sentence is one line, whoever wrote it */
		if ((unsigned char)c->text.p[i] < ' ')
			c->text.p[i] = ' ';
	if (goes_on) {
		last->place.to = s.to;
	} else {
		struct passage p = {.place = {.from = s.from, .to = s.to}, .zone = zone, .section = section};
		list_push(&c->passages, p);
	}
	s.passage = c->passages.n - 1;
	list_push(&c->sentences, s);
}

static int read_text(struct carried *c, const struct document *doc, struct diag *d)
{
	struct record r;
	size_t next = 0, blocks = 0, last = 0;
	for (size_t i = 0; i < doc->n; i++) {
		if (!span_is(doc->v[i].type, "sentence"))
			continue;
		if (record_parse(&r, doc->v[i].text) != 0 || record_get(&r, "text").n < 2)
			return diag_at(d, DIAG_FAILED, "<stdin>", 0, 0, "a line of type 'sentence' is no record");
		size_t now = count_blocks(doc, &next, &blocks, record_number(&r, "start", 0));
		add_sentence(c, &r, now > 0 && now == last);
		last = now;
	}
	if (c->text.n)
		buf_addc(&c->text, '\n');
	return DIAG_OK;
}

/* Code points before the byte `at` of the text. */
static size_t chars_before(const struct carried *c, size_t at)
{
	size_t step = at / CARRIED_STEP;
	return c->counts.v[step] + text_chars(span_sub(buf_span(&c->text), step * CARRIED_STEP, at));
}

static void count_chars(struct carried *c)
{
	struct span text = buf_span(&c->text);
	size_t chars = 0;
	for (size_t at = 0; at <= text.n; at += CARRIED_STEP) {
		list_push(&c->counts, chars);
		chars += text_chars(span_sub(text, at, at + CARRIED_STEP < text.n ? at + CARRIED_STEP : text.n));
	}
	for (size_t i = 0; i < c->passages.n; i++) {
		struct stretch *p = &c->passages.v[i].place;
		p->char_from = chars_before(c, p->from), p->char_to = chars_before(c, p->to);
	}
}

/* ---- from the source to the text: alignment backwards ---- */

/* Where an edit of a sentence begins: in the carried text, and in the source. */
struct point {
	size_t at, src, chars;
};

struct back {
	size_t sentence; /* number in c->sentences of the one whose edits these are; SIZE_MAX for none */
	struct alignment a;
	LIST(struct point) points; /* one for each edit */
};

static void back_to(struct back *b, const struct carried *c, size_t sentence)
{
	if (b->sentence == sentence)
		return;
	struct record r;
	const struct carried_sentence *s = &c->sentences.v[sentence];
	align_free(&b->a);
	b->a = (struct alignment){0};
	b->points.n = 0;
	b->sentence = sentence;
	if (record_parse(&r, s->line) == 0)
		record_alignment(&r, s->to - s->from, &b->a);
	struct point p = {s->from, b->a.start, b->a.char_start};
	for (size_t i = 0; i < b->a.edits.n; i++) {
		const struct edit *e = &b->a.edits.v[i];
		size_t at = s->from + e->at;
		p = (struct point){at, p.src + (at - p.at), p.chars + chars_before(c, at) - chars_before(c, p.at)};
		list_push(&b->points, p);
		p = (struct point){at + e->len, p.src + e->src_len, p.chars + e->src_chars};
	}
}

/* The place of the source byte `src` in the carried text, and in code points of the source: of the beginning of words (an edit around it
 * counts from its beginning) or of their end (to its end). */
static struct point find_back(const struct back *b, const struct carried *c, size_t src, bool end)
{
	const struct carried_sentence *s = &c->sentences.v[b->sentence];
	size_t i; /* of the first edit that begins at src or behind it */
	list_bound(&b->points, i, b->points.v[i].src < src);
	if (!end && i < b->points.n && b->points.v[i].src == src)
		return b->points.v[i];
	struct point p = {s->from, b->a.start, b->a.char_start};
	if (i > 0) {
		const struct edit *e = &b->a.edits.v[i - 1];
		p = b->points.v[i - 1];
		if (!end && src < p.src + e->src_len)
			return p;
		p.at = p.at + e->len < s->to ? p.at + e->len : s->to, p.src += e->src_len, p.chars += e->src_chars;
	}
	size_t at = src > p.src ? p.at + (src - p.src) : p.at;
	at = at < s->to ? at : s->to;
	return (struct point){at, src, p.chars + chars_before(c, at) - chars_before(c, p.at)};
}

/* ---- annotations ---- */

static size_t find_sentence(const struct carried *c, uint64_t number)
{
	size_t i;
	list_bound(&c->sentences, i, c->sentences.v[i].number < number);
	return i < c->sentences.n && c->sentences.v[i].number == number ? i : SIZE_MAX;
}

/* Where an edit is wider than the words, they are looked for within it. */
static void narrow(const struct carried *c, struct span words, size_t *from, size_t *to)
{
	struct span all = span_sub(buf_span(&c->text), *from, *to);
	for (size_t i = 0; words.n && i < NARROW_MOST && i + words.n <= all.n; i++)
		if (memcmp(all.p + i, words.p, words.n) == 0) {
			*from += i, *to = *from + words.n;
			return;
		}
}

/* An offset that some other program made wrong must not split a character. */
static bool inside_character(const struct carried *c, size_t at)
{
	return at < c->text.n && ((unsigned char)c->text.p[at] & 0xc0) == 0x80;
}

static void add_annotation(struct carried *c, struct back *b, size_t table, const struct record *r, struct buf *scratch)
{
	size_t sentence = find_sentence(c, record_number(r, "sentence", UINT64_MAX));
	uint64_t start = record_number(r, "start", UINT64_MAX), end = record_number(r, "end", UINT64_MAX);
	if (sentence == SIZE_MAX || end == UINT64_MAX || start >= end)
		return;
	back_to(b, c, sentence);
	struct point from = find_back(b, c, (size_t)start, false), to = find_back(b, c, (size_t)end, true);
	while (inside_character(c, from.at))
		from.at--;
	while (inside_character(c, to.at))
		to.at++;
	if (from.at >= to.at)
		return;
	struct annotation a = {.table = table, .line = r->line, .passage = c->sentences.v[sentence].passage};
	a.source = (struct extent){(size_t)start, (size_t)end, (size_t)record_number(r, "char_start", from.chars),
							   (size_t)record_number(r, "char_end", to.chars)};
	buf_clear(scratch);
	narrow(c, record_string(r, "text", scratch), &from.at, &to.at);
	a.place = (struct stretch){from.at, to.at, chars_before(c, from.at), chars_before(c, to.at)};
	list_push(&c->annotations, a);
	if (strcmp(c->leaf->schema.tables.v[table].type, "reference") == 0) {
		struct carried_entry e = {record_number(r, "n", 0), c->annotations.n - 1};
		list_push(&c->entries, e);
	}
}

static int by_number(const void *a, const void *b)
{
	const struct carried_entry *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

int carried_read(struct carried *c, const struct leaf *l, const struct document *doc, struct diag *d)
{
	c->leaf = l;
	c->document = doc->v[0].text;
	buf_clear(&c->text);
	c->passages.n = c->sentences.n = c->annotations.n = c->counts.n = c->entries.n = 0;
	int code = read_text(c, doc, d);
	count_chars(c);
	struct back b = {.sentence = SIZE_MAX};
	struct buf scratch = {0};
	struct record r;
	for (size_t i = 1; i < doc->n && code == DIAG_OK; i++) {
		size_t table = leaf_table(l, doc->v[i].type);
		if (table == SIZE_MAX || span_is(doc->v[i].type, "sentence"))
			continue;
		if (record_parse(&r, doc->v[i].text) == 0)
			add_annotation(c, &b, table, &r, &scratch);
	}
	if (c->entries.n)
		qsort(c->entries.v, c->entries.n, sizeof *c->entries.v, by_number);
	align_free(&b.a);
	list_free(&b.points);
	buf_free(&scratch);
	return code;
}

size_t carried_next_entry(const struct carried *c, const struct record *r, size_t *at)
{
	struct span list = record_get(r, "reference");
	if (list.p == NULL)
		list = record_get(r, "references");
	if (list.n == 0 || list.p[0] != '[')
		return SIZE_MAX;
	for (struct span e; (e = json_next(list, at)).p != NULL;) {
		struct carried_entry key = {json_number(e, 0), 0};
		const struct carried_entry *found = c->entries.n ? bsearch(&key, c->entries.v, c->entries.n, sizeof key, by_number) : NULL;
		if (found != NULL)
			return found->annotation;
	}
	return SIZE_MAX;
}
