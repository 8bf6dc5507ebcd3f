#include "base/align.h"

#include <stdlib.h>

#include "base/text.h"

void align_free(struct alignment *a)
{
	list_free(&a->edits);
}

void align_trim(struct alignment *a)
{
	void *less = a->edits.n ? realloc(a->edits.v, a->edits.n * sizeof *a->edits.v) : NULL;
	if (a->edits.n == 0)
		list_free(&a->edits);
	else if (less != NULL) { /* else it stays as it is */
		a->edits.v = less;
		a->edits.cap = a->edits.n;
	}
}

void align_edit(struct alignment *a, size_t at, size_t len, size_t src_len, size_t src_chars)
{
	struct edit *last = a->edits.n ? &a->edits.v[a->edits.n - 1] : NULL;
	/* Only deletions grow together: two replacements side by side stay two, so that a word can be found between them. */
	if (last != NULL && last->len == 0 && len == 0 && last->at == at) {
		last->src_len += src_len;
		last->src_chars += src_chars;
	} else {
		struct edit e = {at, len, src_len, src_chars};
		list_push(&a->edits, e);
	}
}

/* A walk over the text: bytes before `at` are accounted for in src and chars. */
struct walk {
	const struct alignment *a;
	struct span text;
	size_t next; /* the first edit that was not passed */
	size_t at, src, chars;
};

static void copy_to(struct walk *w, size_t to)
{
	w->chars += text_chars(span_sub(w->text, w->at, to));
	w->src += to - w->at;
	w->at = to;
}

/* Passes edits that end at or before `to`; a deletion that stands just at `to` only where `deletions` says so. */
static void pass(struct walk *w, size_t to, bool deletions)
{
	while (w->next < w->a->edits.n) {
		const struct edit *e = &w->a->edits.v[w->next];
		if (e->at + e->len > to || (e->at == to && !deletions))
			return;
		copy_to(w, e->at);
		w->at += e->len;
		w->src += e->src_len;
		w->chars += e->src_chars;
		w->next++;
	}
}

static struct walk walk_from(const struct alignment *a, struct span text)
{
	return (struct walk){.a = a, .text = text, .src = a->start, .chars = a->char_start};
}

/* Moves to `from` as the start of words: deletions before it are behind, an edit around it begins here. */
static void to_start(struct walk *w, size_t from)
{
	pass(w, from, true);
	const struct edit *e = w->next < w->a->edits.n ? &w->a->edits.v[w->next] : NULL;
	copy_to(w, e != NULL && e->at < from ? e->at : from);
}

/* Moves to `to` as the end of words: deletions at it are ahead, an edit around it is taken whole. */
static void to_end(struct walk *w, size_t to)
{
	pass(w, to, false);
	const struct edit *e = w->next < w->a->edits.n ? &w->a->edits.v[w->next] : NULL;
	if (e != NULL && e->at < to)
		pass(w, e->at + e->len, true);
	else if (w->at < to)
		copy_to(w, to);
}

/* The extent from where the walk stands, at the start of words, to their end. */
static struct extent extent_to(struct walk w, size_t to)
{
	struct extent x = {.start = w.src, .char_start = w.chars};
	to_end(&w, to);
	x.end = w.src, x.char_end = w.chars;
	if (x.end < x.start) /* an empty piece at a deletion */
		x.end = x.start, x.char_end = x.char_start;
	return x;
}

struct extent align_locate(const struct alignment *a, struct span text, size_t from, size_t to)
{
	struct walk w = walk_from(a, text);
	to_start(&w, from);
	return extent_to(w, to);
}

struct align_cursor align_cursor(const struct alignment *a, struct span text, size_t bytes, size_t chars)
{
	bool plain = a->edits.n == 0 && bytes == text.n && chars == text.n;
	return (struct align_cursor){.a = a, .text = text, .plain = plain, .src = a->start, .chars = a->char_start};
}

struct extent align_next(struct align_cursor *c, size_t from, size_t to)
{
	const struct alignment *a = c->a;
	if (c->plain)
		return (struct extent){a->start + from, a->start + to, a->char_start + from, a->char_start + to};
	struct walk w = from < c->from ? walk_from(a, c->text) : (struct walk){a, c->text, c->next, c->at, c->src, c->chars};
	to_start(&w, from);
	c->from = from, c->next = w.next, c->at = w.at, c->src = w.src, c->chars = w.chars;
	return extent_to(w, to);
}

void align_slice(struct alignment *out, const struct alignment *a, struct span text, size_t from, size_t to)
{
	struct walk w = walk_from(a, text);
	to_start(&w, from);
	out->start = w.src, out->char_start = w.chars;
	for (; w.next < a->edits.n && a->edits.v[w.next].at < to; w.next++) {
		const struct edit *e = &a->edits.v[w.next];
		size_t at = e->at < from ? from : e->at;
		size_t end = e->at + e->len > to ? to : e->at + e->len;
		align_edit(out, at - from, end - at, e->src_len, e->src_chars);
	}
}

/* Two walks along the middle text: `o` on the outer alignment, whose place in the text is o_at and in the middle o_mid,
 * and `w` on the inner one, whose place in the middle is w.at. */
struct composer {
	struct walk w;
	const struct alignment *outer;
	size_t next; /* the first outer edit that was not passed */
	size_t o_at, o_mid;
	size_t text_n;
};

/* Where the next edit of either list begins in the middle text; SIZE_MAX where there is none. */
static size_t outer_start(const struct composer *c)
{
	return c->next < c->outer->edits.n ? c->o_mid + (c->outer->edits.v[c->next].at - c->o_at) : SIZE_MAX;
}
static size_t inner_start(const struct composer *c)
{
	return c->w.next < c->w.a->edits.n ? c->w.a->edits.v[c->w.next].at : SIZE_MAX;
}

static void take_outer(struct composer *c)
{
	const struct edit *e = &c->outer->edits.v[c->next++];
	c->o_at = e->at + e->len;
	c->o_mid += e->src_len;
}
static void take_inner(struct composer *c)
{
	const struct edit *e = &c->w.a->edits.v[c->w.next++];
	c->w.at += e->len;
	c->w.src += e->src_len;
	c->w.chars += e->src_chars;
}

/* Lets the walk that lags behind catch up, over copies and edits, until both stand at one place: edits that overlap in the
 * middle text are one edit in the whole. */
static void catch_up(struct composer *c)
{
	while (c->o_mid != c->w.at) {
		if (c->o_mid < c->w.at) {
			size_t s = outer_start(c), to = s < c->w.at ? s : c->w.at;
			size_t step = to - c->o_mid;
			if (s == SIZE_MAX && step > c->text_n - c->o_at) { /* the inner edit reaches over the end of the text */
				c->o_at = c->text_n;
				return;
			}
			c->o_at += step;
			c->o_mid = to;
			if (s == to && to < c->w.at)
				take_outer(c);
		} else {
			size_t s = inner_start(c), to = s < c->o_mid ? s : c->o_mid;
			copy_to(&c->w, to);
			if (s == to && to < c->o_mid)
				take_inner(c);
		}
	}
}

void align_compose(struct alignment *out, const struct alignment *outer, struct span text, const struct alignment *inner, struct span mid)
{
	struct composer c = {.w = walk_from(inner, mid), .outer = outer, .o_mid = outer->start, .text_n = text.n};
	to_start(&c.w, outer->start);
	out->start = c.w.src, out->char_start = c.w.chars;
	while (c.o_at < text.n || c.next < outer->edits.n) {
		size_t at = c.o_at, src = c.w.src, chars = c.w.chars;
		if (c.w.at == c.o_mid) {
			size_t so = outer_start(&c), si = inner_start(&c), s = so < si ? so : si;
			if (s == SIZE_MAX || (so == SIZE_MAX && s - c.o_mid >= text.n - c.o_at))
				break;
			copy_to(&c.w, s);
			c.o_at += s - c.o_mid;
			c.o_mid = s;
			at = c.o_at, src = c.w.src, chars = c.w.chars;
			if (si == s && (so != s || inner->edits.v[c.w.next].len == 0))
				take_inner(&c);
			else
				take_outer(&c);
		} else if (c.w.at < c.o_mid) { /* the text begins inside an inner edit */
			take_inner(&c);
		}
		catch_up(&c);
		align_edit(out, at, c.o_at - at, c.w.src - src, c.w.chars - chars);
	}
}

static void write_extent(struct buf *out, struct extent x)
{
	buf_adds(out, "\"start\":");
	buf_addu(out, x.start);
	buf_adds(out, ",\"end\":");
	buf_addu(out, x.end);
	buf_adds(out, ",\"char_start\":");
	buf_addu(out, x.char_start);
	buf_adds(out, ",\"char_end\":");
	buf_addu(out, x.char_end);
}

void align_write_next(struct buf *out, struct align_cursor *c, size_t from, size_t to)
{
	write_extent(out, align_next(c, from, to));
}

void align_write(struct buf *out, const struct alignment *a, struct span text, size_t from, size_t to, bool with_map)
{
	write_extent(out, align_locate(a, text, from, to));
	if (!with_map || a->edits.n == 0)
		return;
	struct alignment slice = {0};
	align_slice(&slice, a, text, from, to);
	for (size_t i = 0; i < slice.edits.n; i++) {
		const struct edit *e = &slice.edits.v[i];
		const size_t numbers[4] = {e->at, e->len, e->src_len, e->src_chars};
		for (size_t j = 0; j < 4; j++) {
			buf_adds(out, i + j ? "," : ",\"map\":[");
			buf_addu(out, numbers[j]);
		}
	}
	if (slice.edits.n)
		buf_addc(out, ']');
	align_free(&slice);
}
