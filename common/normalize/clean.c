#include "normalize/clean.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/unicode.h"
#include "normalize/decode.h"

#define BYTES(x) (UINT64_C(0x0101010101010101) * (x))

size_t clean_plain_run(struct span s, size_t at)
{
	uint64_t w, next;
	while (at + 9 <= s.n) {
		memcpy(&w, s.p + at, 8);
		memcpy(&next, s.p + at + 1, 8);
		uint64_t blanks = (w ^ BYTES(0x20)) | (next ^ BYTES(0x20)); /* a zero byte: two blanks in a row */
		uint64_t odd = ((w - BYTES(0x20)) & ~w) | w | (w + BYTES(1)) | ((blanks - BYTES(1)) & ~blanks);
		if (odd & BYTES(0x80))
			break;
		at += 8;
	}
	for (; at < s.n; at++) {
		unsigned char c = (unsigned char)s.p[at];
		if (c < 0x20 || c >= 0x7f || (c == ' ' && at + 1 < s.n && s.p[at + 1] == ' '))
			break;
	}
	return at;
}

bool clean_character(uint32_t c)
{
	if (c < 0x300)
		return c > 0xa0 && c != 0xad;
	if (c >= 0x2010 && c <= 0x2027)
		return true;
	return !unicode_space(c) && !unicode_invisible(c) && c != 0x200c && c != 0x200d && unicode_stable(c);
}

/* --- the words of a document --- */

static bool word_byte(char c)
{
	return text_is_alpha(c) || (unsigned char)c >= 0x80;
}

static uint64_t hash_more(uint64_t h, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		h = (h ^ (text_is_upper((char)c) ? c | 0x20u : c)) * UINT64_C(0x100000001b3);
	}
	return h;
}

static bool word_set_has(const struct word_set *w, uint64_t h)
{
	for (size_t i = h & (w->size - 1); w->size && w->slots[i]; i = (i + 1) & (w->size - 1))
		if (w->slots[i] == h)
			return true;
	return false;
}

static void word_set_put(struct word_set *w, uint64_t h)
{
	size_t i = h & (w->size - 1);
	while (w->slots[i] && w->slots[i] != h)
		i = (i + 1) & (w->size - 1);
	w->n += w->slots[i] == 0;
	w->slots[i] = h;
}

static const uint64_t HASH_START = UINT64_C(0xcbf29ce484222325);

/* Where the text goes on after a hyphen at `at` that ends its line; 0 where it is no such hyphen. */
static size_t after_broken(struct span s, size_t at)
{
	size_t n = at < s.n && s.p[at] == '-' ? 1 : s.n - at >= 3 && memcmp(s.p + at, "\xe2\x80\x90", 3) == 0 ? 3 : 0;
	bool line = false;
	if (n == 0)
		return 0;
	for (at += n; at < s.n && text_is_space(s.p[at]); at++)
		line |= s.p[at] == '\n' || s.p[at] == '\r';
	return line ? at : 0;
}

void word_set_fill(struct word_set *w, struct span text)
{
	w->size = 64;
	while (w->size < text.n / 2)
		w->size *= 2;
	w->slots = mem_alloc(w->size * sizeof *w->slots);
	memset(w->slots, 0, w->size * sizeof *w->slots);
	for (size_t at = 0; at < text.n;) {
		size_t end = at;
		while (end < text.n && word_byte(text.p[end]))
			end++;
		if (end == at) {
			at++;
			continue;
		}
		size_t rest = after_broken(text, end);
		if (rest) {
			while (rest < text.n && word_byte(text.p[rest]))
				rest++;
			at = rest;
			continue;
		}
		word_set_put(w, hash_more(HASH_START, span_sub(text, at, end)));
		if (end + 1 < text.n && text.p[end] == '-' && word_byte(text.p[end + 1])) { /* a compound, too */
			size_t second = end + 1;
			while (second < text.n && word_byte(text.p[second]))
				second++;
			word_set_put(w, hash_more(HASH_START, span_sub(text, at, second)));
		}
		at = end;
	}
}

void word_set_free(struct word_set *w)
{
	free(w->slots);
	*w = (struct word_set){0};
}

/* --- spaces and what cannot be seen --- */

struct cleaner {
	struct span raw;
	const struct word_set *words;
	struct buf *out;
	size_t base; /* where the text begins in out */
	struct alignment *a;
};

/* raw[from, to) becomes the n bytes at p. */
static void put(struct cleaner *c, const char *p, size_t n, size_t from, size_t to)
{
	struct span raw = span_sub(c->raw, from, to);
	size_t chars = text_chars(raw);
	if (n != raw.n || chars != text_chars(span_make(p, n)))
		align_edit(c->a, c->out->n - c->base, n, raw.n, chars);
	buf_add(c->out, p, n);
}

/* The end of "(cid:129)" at `at`, or `at`: what converters of PDF write for a glyph without a character. */
static size_t cid_end(struct span s, size_t at)
{
	size_t i = at + 5;
	if (s.n - at < 7 || memcmp(s.p + at, "(cid:", 5) != 0)
		return at;
	while (i < s.n && i < at + 11 && text_is_digit(s.p[i]))
		i++;
	return i > at + 5 && i < s.n && s.p[i] == ')' ? i + 1 : at;
}

/* A joiner is part of the text between characters of scripts that shape or of an emoji, and debris elsewhere. */
static bool keeps_joiner(struct span s, size_t at, size_t n)
{
	size_t len;
	uint32_t before = at > 0 ? text_decode_before(s, at, &len) : 0;
	uint32_t after = at + n < s.n ? text_decode(s, at + n, NULL) : 0;
	return before >= 0x590 && after >= 0x590 && !unicode_space(before) && !unicode_space(after);
}

/* Directions matter beside letters that are written from right to left. */
static bool keeps_mark(struct span s, size_t at, size_t n)
{
	size_t len;
	return (at > 0 && unicode_rtl(text_decode_before(s, at, &len))) || (at + n < s.n && unicode_rtl(text_decode(s, at + n, NULL)));
}

/* Whether the character c of n bytes at `at` leaves no trace. */
static bool vanishes(struct span s, size_t at, uint32_t c, size_t n)
{
	if (c == 0x200c || c == 0x200d)
		return !keeps_joiner(s, at, n);
	if (c == 0x200e || c == 0x200f)
		return !keeps_mark(s, at, n);
	if (c >= 0x80 && c < 0xa0)
		return decode_cp1252((unsigned char)c) == 0;
	return unicode_invisible(c);
}

/* The end of the run of white space and vanishing characters at `at`; *space tells whether there was any white space, *line
 * whether a line ended. */
static size_t gap_end(struct span s, size_t at, bool *space, bool *line)
{
	*space = *line = false;
	while (at < s.n) {
		size_t n;
		uint32_t c = text_decode(s, at, &n);
		size_t cid = c == '(' ? cid_end(s, at) : at;
		if (cid > at)
			n = cid - at;
		else if (unicode_space(c)) {
			*space = true;
			*line |= (c >= '\n' && c <= '\r') || c == 0x2028 || c == 0x2029;
		} else if (!vanishes(s, at, c, n))
			break;
		at += n;
	}
	return at;
}

/* Whether the hyphen that ends out (n bytes) only broke a word whose rest is raw[at..). */
static bool broke_word(const struct cleaner *c, size_t n, size_t at)
{
	struct span done = span_sub(buf_span(c->out), c->base, c->out->n - n);
	size_t start = done.n, end = at;
	while (start > 0 && word_byte(done.p[start - 1]))
		start--;
	while (end < c->raw.n && word_byte(c->raw.p[end]))
		end++;
	struct span first = span_sub(done, start, done.n), second = span_sub(c->raw, at, end);
	if (c->words == NULL || first.n == 0 || second.n == 0 || text_is_upper(second.p[0]))
		return false;
	uint64_t h = hash_more(HASH_START, first);
	if (word_set_has(c->words, hash_more(h, second)))
		return true;
	if (!c->words->hyphenated || word_set_has(c->words, hash_more(hash_more(h, span_of("-")), second)))
		return false;
	/* a letter ("p-value"), a name of capitals ("BDNF-induced"), and what follows a hyphen or digit ("5-HT-like") are not cut */
	bool compound = first.n < 2 || text_is_upper(first.p[first.n - 1]) || text_is_upper(first.p[1]);
	if (start > 0)
		compound = compound || done.p[start - 1] == '-' || text_is_digit(done.p[start - 1]);
	/* two words that stand alone elsewhere are a compound */
	return !compound && !(word_set_has(c->words, h) && word_set_has(c->words, hash_more(HASH_START, second)));
}

/* A line ended between what was written and raw[at..): nothing, a blank, or a word made whole. */
static void put_line_end(struct cleaner *c, size_t from, size_t to)
{
	struct span done = span_sub(buf_span(c->out), c->base, c->out->n);
	size_t hyphen = 0;
	if (done.n > 1 && done.p[done.n - 1] == '-' && word_byte(done.p[done.n - 2]))
		hyphen = 1;
	else if (done.n > 3 && memcmp(done.p + done.n - 3, "\xe2\x80\x90", 3) == 0 && word_byte(done.p[done.n - 4]))
		hyphen = 3;
	bool letter = to < c->raw.n && (word_byte(c->raw.p[to]) || text_is_digit(c->raw.p[to]));
	if (!hyphen || !letter) {
		put(c, " ", 1, from, to);
	} else if (broke_word(c, hyphen, to)) { /* the hyphen goes, too; it may be part of an edit only as a whole */
		struct edit *last = c->a->edits.n ? &c->a->edits.v[c->a->edits.n - 1] : NULL;
		size_t at = c->out->n - c->base - hyphen;
		c->out->n -= hyphen;
		if (last == NULL || last->at + last->len <= at) {
			align_edit(c->a, at, 0, to - from + hyphen, 1 + text_chars(span_sub(c->raw, from, to)));
		} else {
			last->len -= hyphen;
			last->src_len += to - from;
			last->src_chars += text_chars(span_sub(c->raw, from, to));
		}
	} else {
		put(c, "", 0, from, to);
	}
}

static bool is_soft_break(struct span gap)
{
	return gap.n > 2 && memcmp(gap.p, "\xc2\xad", 2) == 0;
}

static void clean_spaces(struct cleaner *c)
{
	struct span s = c->raw;
	bool space, line;
	size_t at = gap_end(s, 0, &space, &line);
	c->a->start = at;
	c->a->char_start = text_chars(span_sub(s, 0, at));
	while (at < s.n) {
		size_t run = at, n = 1;
		while (run < s.n) {
			size_t paren = clean_plain_run(s, run);
			const char *cid = memchr(s.p + run, '(', paren - run);
			while (cid != NULL && cid_end(s, (size_t)(cid - s.p)) == (size_t)(cid - s.p))
				cid = memchr(cid + 1, '(', paren - (size_t)(cid - s.p) - 1);
			run = cid != NULL ? (size_t)(cid - s.p) : paren;
			if (run == s.n || cid != NULL || (unsigned char)s.p[run] < 0x80)
				break;
			uint32_t u = text_decode(s, run, &n);
			if (unicode_space(u) || (u >= 0x80 && u < 0xa0) || vanishes(s, run, u, n))
				break;
			run += n;
		}
		uint32_t u = run < s.n ? text_decode(s, run, &n) : ' ';
		bool meant = u >= 0x80 && u < 0xa0 && decode_cp1252((unsigned char)u);
		if (!meant && run > at && s.p[run - 1] == ' ') /* a blank belongs to the gap that follows it */
			run--;
		buf_add(c->out, s.p + at, run - at);
		at = run;
		if (meant) {
			char utf8[4];
			put(c, utf8, text_encode(decode_cp1252((unsigned char)u), utf8), at, at + n);
			at += n;
			continue;
		}
		size_t end = gap_end(s, at, &space, &line);
		bool before = c->out->n > c->base;
		if (end == s.n || !before)
			space = line = false; /* trimmed; what was deleted at the ends stays outside */
		if (end < s.n) {
			if (line && is_soft_break(span_sub(s, at, end)))
				put(c, "", 0, at, end);
			else if (line)
				put_line_end(c, at, end);
			else
				put(c, " ", space ? 1 : 0, at, end);
		}
		at = end;
	}
}

/* --- NFC --- */

static size_t first_unstable(struct span s, size_t at)
{
	while ((at = clean_plain_run(s, at)) < s.n) {
		size_t n = 1;
		if ((unsigned char)s.p[at] >= 0x80 && !unicode_stable(text_decode(s, at, &n)))
			return at;
		at += n;
	}
	return s.n;
}

/* The piece s[from, to) as NFC, at most UNICODE_MARKS marks in a run, to the end of nfc. */
static void normalize_piece(struct span s, size_t from, size_t to, struct buf *scratch, struct buf *nfc)
{
	size_t marks = 0;
	buf_clear(scratch);
	for (size_t at = from, n; at < to; at += n) {
		uint32_t c = text_decode(s, at, &n);
		marks = unicode_mark(c) ? marks + 1 : 0;
		if (marks <= UNICODE_MARKS)
			buf_add(scratch, s.p + at, n);
	}
	unicode_nfc(buf_span(scratch), nfc);
}

/* s to NFC, window by window: from the stable character before one that is not, to the next stable one. */
static void clean_nfc(struct span s, struct buf *out, struct alignment *a)
{
	struct buf scratch = {0}, nfc = {0};
	struct cleaner c = {.raw = s, .out = out, .base = out->n, .a = a};
	size_t at = 0;
	for (size_t odd; (odd = first_unstable(s, at)) < s.n;) {
		size_t from = odd, to = odd, n;
		if (from > at) {
			text_decode_before(s, from, &n);
			from -= n;
		}
		while (to < s.n && !unicode_stable(text_decode(s, to, &n)))
			to += n;
		buf_add(out, s.p + at, from - at);
		buf_clear(&nfc);
		normalize_piece(s, from, to, &scratch, &nfc);
		struct span was = span_sub(s, from, to);
		if (span_eq(was, buf_span(&nfc)))
			buf_add(out, was.p, was.n);
		else
			put(&c, nfc.p ? nfc.p : "", nfc.n, from, to);
		at = to;
	}
	buf_add(out, s.p + at, s.n - at);
	buf_free(&scratch);
	buf_free(&nfc);
}

void clean_text(struct span raw, const struct word_set *words, struct buf *out, struct alignment *a)
{
	struct cleaner c = {raw, words, out, out->n, a};
	clean_spaces(&c);
	struct span text = span_sub(buf_span(out), c.base, out->n);
	if (first_unstable(text, 0) == text.n)
		return;
	struct buf nfc = {0};
	struct alignment outer = {0}, whole = {0};
	clean_nfc(text, &nfc, &outer);
	align_compose(&whole, &outer, buf_span(&nfc), a, text);
	align_free(a);
	align_free(&outer);
	*a = whole;
	out->n = c.base;
	buf_add(out, nfc.p, nfc.n);
	buf_free(&nfc);
}
