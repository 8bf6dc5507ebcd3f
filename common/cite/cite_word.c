/* Words and phrases of the citation grammar, forwards and backwards. */
#include "cite/cite_internal.h"

enum { WORD_BYTES = 200 }; /* longer runs of letters are no words; keeps hostile input linear */

/* Apostrophes that stand inside names: ' U+2019 U+02BC U+2018. */
static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018;
}

static bool is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011 || c == 0xAD;
}

/* What joins the parts of a word, or stands for a letter of it whose bytes were broken: a letter is on either side. */
static bool is_inner(uint32_t c)
{
	return is_apostrophe(c) || is_hyphen(c) || c == 0xFFFD;
}

/* Letters and marks beyond ASCII by range: everything but symbols, punctuation and signs. Names need no more than that. */
static bool is_wide_letter(uint32_t c)
{
	if (c < 0xC0)
		return c == 0xAA || c == 0xBA || c == 0xB5;
	if (c == 0xD7 || c == 0xF7)
		return false;
	if (c >= 0x2000 && c <= 0x2BFF)
		return false;
	if (c >= 0x2E00 && c <= 0x303F)
		return false;
	return !(c >= 0xFE10 && c <= 0xFE6F) && !(c >= 0xFF00 && c <= 0xFF0F) && c < 0x1F000 && c != 0xFFFD;
}

static bool is_letter(uint32_t c)
{
	return c < 0x80 ? text_is_alpha((char)c) : is_wide_letter(c);
}

static bool is_word(uint32_t c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

bool cite_letter_before(struct span t, size_t at)
{
	size_t n;
	return at > 0 && is_letter(text_decode_before(t, at, &n));
}

bool cite_word_before(struct span t, size_t floor, size_t at, struct cite_range *w)
{
	size_t p = at, n, m;
	while (p > floor) {
		if (at - p > WORD_BYTES)
			return false;
		if (text_is_alpha(t.p[p - 1]) || text_is_digit(t.p[p - 1])) {
			p--;
			continue;
		}
		uint32_t c = text_decode_before(t, p, &n);
		if (!is_word(c)) {
			if (p == at || p - n <= floor || !is_inner(c))
				break;
			if (!is_word(text_decode_before(t, p - n, &m)))
				break;
		}
		p -= n;
	}
	*w = (struct cite_range){(uint32_t)p, (uint32_t)at};
	return p < at;
}

bool cite_word_at(struct span t, size_t at, struct cite_range *w)
{
	size_t p = at, n, m;
	while (p < t.n && p - at <= WORD_BYTES) {
		if (text_is_alpha(t.p[p]) || text_is_digit(t.p[p])) {
			p++;
			continue;
		}
		uint32_t c = text_decode(t, p, &n);
		if (!is_word(c)) {
			if (p == at || p + n >= t.n || !is_inner(c) || !is_word(text_decode(t, p + n, &m)))
				break;
		}
		p += n;
	}
	*w = (struct cite_range){(uint32_t)at, (uint32_t)p};
	return p > at;
}

size_t cite_blank_before(struct span t, size_t floor, size_t at)
{
	for (;;) {
		if (at > floor && text_is_space(t.p[at - 1]))
			at--;
		else if (at >= floor + 2 && t.p[at - 2] == '\xC2' && t.p[at - 1] == '\xA0')
			at -= 2;
		else if (at >= floor + 3 && t.p[at - 3] == '\xE2' && t.p[at - 2] == '\x80' &&
				 ((unsigned char)t.p[at - 1] <= 0x8A || t.p[at - 1] == '\xAF'))
			at -= 3; /* U+2000..U+200A, U+202F */
		else
			return at;
	}
}

size_t cite_blank_after(struct span t, size_t at)
{
	for (;;) {
		if (at < t.n && text_is_space(t.p[at]))
			at++;
		else if (at + 1 < t.n && t.p[at] == '\xC2' && t.p[at + 1] == '\xA0')
			at += 2;
		else if (at + 2 < t.n && t.p[at] == '\xE2' && t.p[at + 1] == '\x80' &&
				 ((unsigned char)t.p[at + 2] <= 0x8A || t.p[at + 2] == '\xAF'))
			at += 3;
		else
			return at;
	}
}

bool cite_upper_at(struct span t, size_t at)
{
	if (at >= t.n)
		return false;
	uint32_t c = (unsigned char)t.p[at];
	if (c < 0x80)
		return text_is_upper((char)c);
	c = text_decode(t, at, NULL);
	if (c >= 0xC0 && c <= 0xDE)
		return c != 0xD7;
	if (c >= 0x100 && c <= 0x137)
		return !(c & 1);
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
		return c & 1;
	if ((c >= 0x14A && c <= 0x178) || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x1CD && c <= 0x1DC))
		return c >= 0x1CD && c <= 0x1DC ? (c & 1) : c == 0x178 || !(c & 1);
	return (c >= 0x386 && c <= 0x3AB && c != 0x390) || (c >= 0x400 && c <= 0x42F);
}

size_t cite_dash_at(struct span t, size_t at)
{
	if (at >= t.n)
		return 0;
	if (t.p[at] == '-')
		return 1;
	if (at + 2 < t.n && t.p[at] == '\xE2' &&
		((t.p[at + 1] == '\x80' && (unsigned char)t.p[at + 2] >= 0x90 && (unsigned char)t.p[at + 2] <= 0x95) ||
		 (t.p[at + 1] == '\x88' && t.p[at + 2] == '\x92')))
		return 3; /* U+2010..U+2015, U+2212 */
	return 0;
}

size_t cite_phrase_before(const struct cite_rules *r, enum cite_class c, struct span t, size_t floor, size_t at)
{
	size_t best = SIZE_MAX, p = at;
	for (size_t k = 0; k < r->words[c]; k++) {
		struct cite_range w;
		while (p > floor && t.p[p - 1] == '.')
			p--;
		bool word = cite_word_before(t, floor, p, &w);
		if (k == 0 && word && !(w.start > floor && t.p[w.start - 1] == '.') && !cite_closes(r, c, cite_words(t, w)))
			return SIZE_MAX;
		if (word)
			p = w.start;
		else if (p > floor && t.p[p - 1] == '&')
			p--;
		else
			break;
		if (at - p > CITE_KEY)
			break;
		if (cite_is(r, c, span_sub(t, p, at)))
			best = p;
		size_t q = cite_blank_before(t, floor, p);
		if (q == p && !(p > floor && t.p[p - 1] == '.'))
			break;
		p = q;
	}
	return best;
}

size_t cite_phrase_at(const struct cite_rules *r, enum cite_class c, struct span t, size_t at, size_t *row)
{
	size_t best = SIZE_MAX, p = at;
	for (size_t k = 0; k < r->words[c]; k++) {
		struct cite_range w;
		bool word = cite_word_at(t, p, &w);
		if (k == 0 && word && !(w.end < t.n && t.p[w.end] == '.') && !cite_opens(r, c, cite_words(t, w)))
			return SIZE_MAX;
		if (word)
			p = w.end;
		else if (p < t.n && (t.p[p] == '&' || (unsigned char)t.p[p] == 0xC2))
			p += t.p[p] == '&' ? 1 : 2; /* & and signs such as § */
		else
			break;
		if (p > t.n || p - at > CITE_KEY)
			break;
		size_t found = cite_row(r, c, span_sub(t, at, p));
		if (found != SIZE_MAX) {
			best = p;
			if (row)
				*row = found;
		}
		while (p < t.n && t.p[p] == '.')
			p++;
		p = cite_blank_after(t, p);
	}
	return best;
}
