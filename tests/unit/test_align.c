/* Alignments under random edits: what align_locate() finds, alone, after slicing and after composing, is what the edits say.
 * TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>

#include "base/align.h"
#include "base/text.h"
#include "tap.h"

static uint32_t seed = 1;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* A text, and for each of its bytes whether it was copied and from where. */
struct layer {
	struct buf text;
	struct alignment a;
	LIST(size_t) origin; /* SIZE_MAX: part of an edit */
};

static void layer_free(struct layer *l)
{
	buf_free(&l->text);
	align_free(&l->a);
	list_free(&l->origin);
}

static void add_character(struct buf *b)
{
	static const char *const characters[] = {"a", "b", " ", "\n", "é", "–", "α", "𝛽"};
	buf_adds(b, characters[any(sizeof characters / sizeof *characters)]);
}

static size_t next_character(struct span s, size_t at)
{
	size_t n;
	text_decode(s, at, &n);
	return at + n;
}

/* Copies source with random deletions, insertions and replacements. */
static void edit_randomly(struct span source, struct layer *l)
{
	size_t at = 0;
	while (at < source.n && any(4) == 0)
		at = next_character(source, at);
	l->a.start = at;
	l->a.char_start = text_chars(span_sub(source, 0, at));
	while (at < source.n) {
		uint32_t what = any(10);
		if (what > 3) {
			for (size_t end = next_character(source, at); at < end; at++) {
				list_push(&l->origin, at);
				buf_addc(&l->text, source.p[at]);
			}
			continue;
		}
		size_t from = at, base = l->text.n;
		for (uint32_t k = what == 3 ? 0 : 1 + any(2); k > 0 && at < source.n; k--)
			at = next_character(source, at);
		for (uint32_t k = what == 0 ? 0 : 1 + any(2); k > 0; k--)
			add_character(&l->text);
		for (size_t k = base; k < l->text.n; k++)
			list_push(&l->origin, SIZE_MAX);
		align_edit(&l->a, base, l->text.n - base, at - from, text_chars(span_sub(source, from, at)));
	}
}

static bool chars_right(struct span source, struct extent x)
{
	return x.start <= x.end && x.end <= source.n && text_chars(span_sub(source, 0, x.start)) == x.char_start &&
		   text_chars(span_sub(source, 0, x.end)) == x.char_end;
}

static void boundaries(struct span s, size_t *from, size_t *to)
{
	*from = any((uint32_t)s.n + 1);
	*to = *from + any((uint32_t)(s.n - *from) + 1);
	while (*from > 0 && *from < s.n && ((unsigned char)s.p[*from] & 0xc0) == 0x80)
		--*from;
	while (*to < s.n && ((unsigned char)s.p[*to] & 0xc0) == 0x80)
		++*to;
}

/* Copied bytes at both ends of [from, to) must be found where they were copied from. */
static bool finds_copies(const struct layer *l, struct span source, const struct alignment *a, struct span text, size_t from, size_t to,
						 size_t base)
{
	struct extent x = align_locate(a, text, from - base, to - base);
	if (!chars_right(source, x))
		return false;
	if (from == to)
		return true;
	if (l->origin.v[from] != SIZE_MAX && l->origin.v[from] != x.start)
		return false;
	return l->origin.v[to - 1] == SIZE_MAX || l->origin.v[to - 1] + 1 == x.end;
}

static bool one_layer(struct span source)
{
	struct layer l = {0};
	bool good = true;
	edit_randomly(source, &l);
	struct span text = buf_span(&l.text);
	for (int i = 0; i < 20 && good; i++) {
		size_t from, to, a, b;
		boundaries(text, &from, &to);
		good = finds_copies(&l, source, &l.a, text, from, to, 0);
		struct alignment part = {0};
		struct span piece = span_sub(text, from, to);
		align_slice(&part, &l.a, text, from, to);
		boundaries(piece, &a, &b);
		good = good && finds_copies(&l, source, &part, piece, from + a, from + b, from);
		align_free(&part);
	}
	layer_free(&l);
	return good;
}

static bool two_layers(struct span source)
{
	struct layer inner = {0}, outer = {0};
	struct alignment whole = {0};
	bool good = true;
	edit_randomly(source, &inner);
	struct span mid = buf_span(&inner.text);
	edit_randomly(mid, &outer);
	struct span text = buf_span(&outer.text);
	align_compose(&whole, &outer.a, text, &inner.a, mid);
	/* the two layers as one: a byte is a copy where both copied it */
	for (size_t i = 0; i < outer.origin.n; i++)
		if (outer.origin.v[i] != SIZE_MAX)
			outer.origin.v[i] = inner.origin.v[outer.origin.v[i]];
	for (int i = 0; i < 20 && good; i++) {
		size_t from, to;
		boundaries(text, &from, &to);
		good = finds_copies(&outer, source, &whole, text, from, to, 0);
	}
	size_t at = 0;
	for (size_t i = 0; i < whole.edits.n && good; i++) {
		good = whole.edits.v[i].at >= at;
		at = whole.edits.v[i].at + whole.edits.v[i].len;
	}
	good = good && at <= text.n;
	layer_free(&inner);
	layer_free(&outer);
	align_free(&whole);
	return good;
}

int main(void)
{
	bool single = true, composed = true;
	for (int i = 0; i < 4000; i++) {
		struct buf source = {0};
		for (uint32_t k = any(40); k > 0; k--)
			add_character(&source);
		single = single && one_layer(buf_span(&source));
		composed = composed && two_layers(buf_span(&source));
		buf_free(&source);
	}
	ok(single, "copied text is found where it was copied from, in wholes and in slices");
	ok(composed, "so it is through two alignments composed");
	struct alignment a = {0};
	align_edit(&a, 3, 0, 2, 1);
	align_edit(&a, 3, 0, 1, 1);
	align_edit(&a, 3, 1, 2, 1);
	align_edit(&a, 4, 1, 2, 1);
	ok(a.edits.n == 3 && a.edits.v[0].src_len == 3, "deletions at one place are one edit, replacements stay apart");
	struct extent x = align_locate(&a, span_of("abcxy"), 3, 4);
	ok(x.start == 6 && x.end == 8 && x.char_start == 5 && x.char_end == 6, "a word begins after what was deleted before it");
	align_free(&a);
	return ok_end();
}
