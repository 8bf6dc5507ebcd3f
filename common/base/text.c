#include "base/text.h"

size_t text_bad_sequence(struct span s, size_t at, size_t *good)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	unsigned char a = p[0], low = 0x80, high = 0xbf;
	size_t n = s.n - at, len = a < 0x80 ? 1 : a < 0xe0 ? 2 : a < 0xf0 ? 3 : 4;
	*good = len;
	if (a < 0x80)
		return 0;
	if (a < 0xc2 || a > 0xf4)
		return 1;
	if (a == 0xe0)
		low = 0xa0;
	else if (a == 0xed)
		high = 0x9f;
	else if (a == 0xf0)
		low = 0x90;
	else if (a == 0xf4)
		high = 0x8f;
	for (size_t i = 1; i < len; i++, low = 0x80, high = 0xbf)
		if (i >= n || p[i] < low || p[i] > high)
			return i;
	return 0;
}

size_t text_invalid(struct span s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0;
	while (i < s.n) {
		uint64_t word;
		while (i + sizeof word <= s.n) { /* ASCII goes eight bytes at a time */
			memcpy(&word, p + i, sizeof word);
			if (word & UINT64_C(0x8080808080808080))
				break;
			i += sizeof word;
		}
		if (i == s.n)
			break;
		size_t n;
		if (text_bad_sequence(s, i, &n))
			return i;
		i += n;
	}
	return s.n;
}

uint32_t text_decode(struct span s, size_t at, size_t *n)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	size_t len = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	static const unsigned char lead[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	uint32_t c = p[0] & lead[len];
	if (len > s.n - at) /* the stream was made by another hand: never over its end */
		len = s.n - at;
	for (size_t i = 1; i < len; i++)
		c = c << 6 | (p[i] & 0x3f);
	if (n != NULL)
		*n = len;
	return c;
}

uint32_t text_decode_before(struct span s, size_t at, size_t *n)
{
	size_t start = at - 1;
	while (start > 0 && ((unsigned char)s.p[start] & 0xc0) == 0x80)
		start--;
	*n = at - start;
	return text_decode(s, start, NULL);
}

size_t text_encode(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	static const unsigned char lead[5] = {0, 0, 0xc0, 0xe0, 0xf0};
	out[0] = (char)(lead[n] | c);
	return n;
}

size_t text_chars(struct span s)
{
	static const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t inner = 0, i = 0; /* bytes that do not begin a character: 10xxxxxx */
	for (; i + 8 <= s.n; i += 8) {
		uint64_t word;
		memcpy(&word, s.p + i, 8);
		uint64_t marks = word >> 7 & ~(word >> 6) & ones;
		if (marks)
			inner += (size_t)(marks * ones >> 56);
	}
	for (; i < s.n; i++)
		inner += ((unsigned char)s.p[i] & 0xc0) == 0x80;
	return s.n - inner;
}

/* Without any of the signs at both ends, but for a single # before a word. */
static struct span without(struct span s, const char *signs, size_t n)
{
	size_t from = 0, to = s.n;
	while (from < to && memchr(signs, s.p[from], n) != NULL)
		from++;
	while (to > from && memchr(signs, s.p[to - 1], n) != NULL)
		to--;
	bool part = from > 0 && from < to && s.p[from - 1] == '#' && (from == 1 || s.p[from - 2] != '#');
	return span_sub(s, from - part, to);
}

struct span text_unmarked(struct span s)
{
	static const char signs[] = {' ', '#', '*'};
	struct span bare = without(span_trim(s), signs, sizeof signs);
	return bare.n && memchr(bare.p, '*', bare.n) != NULL ? without(span_trim(s), signs, 2) : bare;
}

bool text_english(struct span tag)
{
	return tag.n >= 2 && (tag.p[0] | 0x20) == 'e' && (tag.p[1] | 0x20) == 'n' && (tag.n == 2 || !text_is_alpha(tag.p[2]));
}

size_t text_raised(struct span s, size_t at, uint32_t *digit)
{
	size_t n;
	if (at >= s.n || (s.p[at] != '\xC2' && s.p[at] != '\xE2'))
		return 0;
	uint32_t c = text_decode(s, at, &n);
	if (c == 0xB9)
		*digit = 1;
	else if (c == 0xB2 || c == 0xB3)
		*digit = c - 0xB0;
	else if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
		*digit = c - 0x2070;
	else
		return 0;
	return n;
}

size_t text_mark_end(struct span s, size_t at, size_t most)
{
	size_t end = at, n;
	if (at >= s.n || (s.p[at] != '*' && s.p[at] != '\xC2' && s.p[at] != '\xE2'))
		return at;
	uint32_t sign = text_decode(s, at, &n);
	if (sign != '*' && sign != 0x2020 && sign != 0x2021 && sign != 0xA7 && sign != 0xB6)
		return at;
	for (; most > 0 && end + n <= s.n && memcmp(s.p + end, s.p + at, n) == 0; most--)
		end += n;
	return end;
}

bool text_starts(struct span s, const char *small)
{
	size_t n = 0;
	while (n < s.n && small[n] != '\0' && text_lower(s.p[n]) == small[n])
		n++;
	return small[n] == '\0';
}

size_t text_digit(struct span s, size_t at)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	for (uint64_t w; at + 8 <= s.n; at += 8) { /* a byte below 10 behind the exclusive or is a digit */
		memcpy(&w, s.p + at, 8);
		w ^= ones * '0';
		if ((w - ones * 10) & ~w & ones * 0x80)
			break;
	}
	while (at < s.n && !text_is_digit(s.p[at]))
		at++;
	return at;
}
