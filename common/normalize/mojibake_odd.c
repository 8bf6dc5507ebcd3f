/* How unlikely characters are side by side, after the heuristic of ftfy 6 ("badness"). */
#include "normalize/mojibake_parts.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/unicode.h"

static bool among(uint32_t c, const uint16_t *set)
{
	for (; *set; set++)
		if (*set == c)
			return true;
	return false;
}

/* 0x80 to 0xbf in MacRoman. */
static const uint16_t mac_tails[] = {
	0xc4,   0xc5, 0xc7, 0xc9,   0xd1,   0xd6,   0xdc,  0xe1,   0xe0,   0xe2, 0xe4,  0xe3,   0xe5, 0xe7, 0xe9,   0xe8,   0xea,
	0xeb,   0xed, 0xec, 0xee,   0xef,   0xf1,   0xf3,  0xf2,   0xf4,   0xf6, 0xf5,  0xfa,   0xf9, 0xfb, 0xfc,   0x2020, 0xb0,
	0xa2,   0xa3, 0xa7, 0x2022, 0xb6,   0xdf,   0xae,  0xa9,   0x2122, 0xb4, 0xa8,  0x2260, 0xc6, 0xd8, 0x221e, 0xb1,   0x2264,
	0x2265, 0xa5, 0xb5, 0x2202, 0x2211, 0x220f, 0x3c0, 0x222b, 0xaa,   0xba, 0x3a9, 0xe6,   0xf8, 0,
};

static unsigned symbol_kind(uint32_t c)
{
	static const uint16_t bad[] = {0xa6,  0xa4,   0xa8,   0xac,   0xaf,   0xb8,   0x192,  0x2c6, 0x2c7, 0x2d8, 0x2db,
								   0x2dc, 0x2020, 0x2021, 0x2030, 0x2310, 0x25ca, 0xfffd, 0xaa,  0xba,  0};
	static const uint16_t currency[] = {0xa2, 0xa3, 0xa5, 0x20a7, 0x20ac, 0};
	static const uint16_t start[] = {0xa1, 0xab, 0xbf, 0xa9, 0x384, 0x385, 0x2018, 0x201a, 0x201c, 0x201e, 0x2022, 0x2039, 0xf8ff, 0};
	static const uint16_t end[] = {0xae, 0xbb, 0x2dd, 0x201d, 0x203a, 0x2122, 0};
	static const uint16_t numeric[] = {0xb2,   0xb3,   0xb9,   0xb1,   0xbc,   0xbd,   0xbe,   0xd7,   0xb5,
									   0xf7,   0x2044, 0x2202, 0x2206, 0x220f, 0x2211, 0x221a, 0x221e, 0x2229,
									   0x222b, 0x2248, 0x2260, 0x2261, 0x2264, 0x2265, 0x2116, 0};
	static const uint16_t common[] = {0xa0, 0xad, 0xb7, 0xb4, 0x2013, 0x2014, 0x2015, 0x2026, 0x2019, 0};
	unsigned k = 0;
	if (among(c, bad))
		k |= K_BAD;
	if (c == 0xb6 || c == 0xa7)
		k |= K_LAW;
	if (among(c, currency))
		k |= K_CURRENCY;
	if (among(c, start))
		k |= K_START;
	if (among(c, end))
		k |= K_END;
	if (among(c, numeric))
		k |= K_NUMERIC;
	if (among(c, common))
		k |= K_COMMON;
	return k;
}

static unsigned kind_of(uint32_t c)
{
	if (c < 0x80)
		return text_is_lower((char)c) ? K_ASCII_LOWER : text_is_upper((char)c) ? K_ASCII_UPPER : text_is_space((char)c) ? K_SPACE : 0;
	if (c < 0xa0)
		return K_C1;
	if ((c >= 0x2600 && c < 0xf8ff) || c > 0xffff) /* no table makes them */
		return 0;
	if (c >= 0x400 && c < 0x460)
		return c < 0x430 ? K_UPPER_COMMON : K_LOWER_COMMON;
	unsigned k = symbol_kind(c);
	if (k)
		return k;
	if ((c >= 0xd2 && c <= 0xd6) || (c >= 0xd9 && c <= 0xdc) || (c >= 0xf2 && c <= 0xf6) || (c >= 0xf8 && c <= 0xfc) || c == 0x150 ||
		c == 0xb0)
		k |= K_KAOMOJI;
	if (c >= 0x2500 && c <= 0x259f)
		return K_BOX;
	if (c == 0xde || (c >= 0x386 && c <= 0x3ab) || (c >= 0x400 && c <= 0x42f))
		return k | K_UPPER_COMMON;
	if (c == 0xfe || (c >= 0x3ac && c <= 0x3ce) || (c >= 0x430 && c <= 0x45f))
		return k | K_LOWER_COMMON;
	if (c < 0x250 && unicode_upper(c))
		return k | (c == 0xd3 || c == 0xd4 || c == 0xd5 || c == 0xd6 || c == 0xd2 || (c >= 0xd9 && c <= 0xdb) ? 0 : K_UPPER);
	if (c == 0x152)
		return k | K_UPPER;
	if (c < 0x250 && unicode_lower(c) && !(c >= 0xf2 && c <= 0xf6) && !(c >= 0xf8 && c <= 0xfc))
		return k | K_LOWER;
	if (c == 0xfb01 || c == 0xfb02)
		return k | K_LOWER;
	return k;
}

struct points points_of(struct span s)
{
	struct points p = {mem_alloc((s.n + 1) * sizeof *p.c), mem_alloc((s.n + 1) * sizeof *p.k), mem_alloc((s.n + 1) * sizeof *p.at), 0};
	for (size_t at = 0, n; at < s.n; at += n) {
		p.at[p.n] = at;
		p.c[p.n] = text_decode(s, at, &n);
		p.k[p.n] = kind_of(p.c[p.n]);
		p.n++;
	}
	p.at[p.n] = s.n;
	return p;
}

void points_free(struct points *p)
{
	free(p->c);
	free(p->k);
	free(p->at);
}

static bool is_one(uint32_t c, const char *utf8)
{
	struct span s = span_of(utf8);
	for (size_t at = 0, n; at < s.n; at += n)
		if (text_decode(s, at, &n) == c)
			return true;
	return false;
}

/* Pairs of kinds: the first, and what must not follow it. */
struct pair {
	unsigned first, second;
};

static bool bad_pair(unsigned a, unsigned b)
{
	const unsigned accented = K_LOWER | K_UPPER, signs = K_START | K_END | K_CURRENCY | K_NUMERIC | K_LAW;
	static const struct pair pairs[] = {
		{K_LOWER | K_LOWER_COMMON | K_BOX | K_END | K_CURRENCY | K_NUMERIC, K_UPPER},
		{K_BOX | K_END | K_CURRENCY | K_NUMERIC, K_LOWER},
		{K_LOWER | K_BOX | K_END, K_CURRENCY},
		{K_UPPER | K_BOX, K_NUMERIC},
		{K_CURRENCY | K_NUMERIC | K_BOX, K_START},
		{K_BOX, K_KAOMOJI | K_END},
		{K_LOWER | K_UPPER | K_CURRENCY | K_NUMERIC | K_START | K_END | K_LAW, K_BOX},
	};
	if ((a & (K_BAD | accented | K_BOX | signs) && b & K_BAD) || (a & K_BAD && b & (accented | K_BOX | signs)))
		return true;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (a & pairs[i].first && b & pairs[i].second)
			return true;
	return false;
}

/* A byte from 0x80 to 0xbf in MacRoman. */
static bool mac_tail(uint32_t c)
{
	return c >= 0x80 && among(c, mac_tails);
}

/* "Â" and a no-break space amid capitals ("MISUTÂ AJIKKO") may be what was written. */
static bool capital_words(const struct points *p, size_t i)
{
	return p->c[i] == 0xc2 && i > 1 && i + 3 < p->n && p->c[i + 1] == 0xa0 && p->k[i - 1] & p->k[i - 2] & K_ASCII_UPPER &&
		   p->k[i + 2] & p->k[i + 3] & K_ASCII_UPPER;
}

/* Pairs and triples that a known table makes of frequent characters. */
static bool known_sequence(const struct points *p, size_t i)
{
	uint32_t a = p->c[i], b = i + 1 < p->n ? p->c[i + 1] : 0, c = i + 2 < p->n ? p->c[i + 2] : 0;
	unsigned kb = i + 1 < p->n ? p->k[i + 1] : 0, kc = i + 2 < p->n ? p->k[i + 2] : 0;
	bool word_before = i > 0 && (p->k[i - 1] & (K_ASCII_LOWER | K_END) || is_one(p->c[i - 1], ".,?!"));
	if (is_one(a, "ÂÃÎÐ") && !capital_words(p, i) && (is_one(b, "€œŠš¢£Ÿž\u00a0\u00ad®©°·»–—´") || kb & (K_START | K_END)))
		return true;
	if ((a == 0xd7 && is_one(b, "²³")) || (a == 0xe0 && is_one(b, "²µ¹¼½¾")))
		return true;
	if ((a == 0x221a && mac_tail(b)) || (a == 0x2248 && is_one(b, "°¢")))
		return true;
	if (a == 0x201a && mac_tail(b) && mac_tail(c))
		return true;
	if ((a == 0x432 && b == 0x402) || (a == 0x101 && b == 0x20ac) || (a == 0x3b2 && b == 0x20ac && is_one(c, "™\u00a0Ά\u00ad®°")))
		return true;
	if (is_one(a, "ВГРС") && (kb & (K_C1 | K_BAD | K_START | K_END | K_CURRENCY) || is_one(b, "°µ")) && is_one(c, "ВГРС"))
		return true;
	if (is_one(a, "ΒΓΞΟ") && (kb & (K_C1 | K_BAD | K_START | K_END | K_CURRENCY) || b == 0xb0) && is_one(c, "ΒΓΞΟ"))
		return true;
	const unsigned arabic = K_COMMON | K_CURRENCY | K_BAD | K_NUMERIC | K_START;
	if (is_one(a, "ØÙ") && (kb & arabic || is_one(b, "ŸŠ®°µ»")) && is_one(c, "ØÙ") && i + 3 < p->n &&
		(p->k[i + 3] & arabic || is_one(p->c[i + 3], "ŸŠ®°µ»")))
		return true;
	if (a == 0xc3 && (b == 0xa0 || b == 0xa1))
		return true;
	if ((a == 0xc3 || a == 0xc2) && b == ' ' &&
		(i == 0 || p->k[i - 1] & K_ASCII_LOWER || (i > 1 && p->k[i - 1] & K_SPACE && p->k[i - 2] & K_ASCII_LOWER)))
		return true;
	if (p->k[i] & K_UPPER && b == 0xb6)
		return true;
	return a == 0xc2 && word_before && (b == ' ' || kb & (K_START | K_END)) && kc != 0;
}

bool points_trimmed_blank(const struct points *p, size_t i)
{
	return p->c[i] == 0xc2 && i > 0 && (p->k[i - 1] & (K_ASCII_LOWER | K_END) || is_one(p->c[i - 1], ".,:;?!)")) &&
		   (i + 1 == p->n || is_one(p->c[i + 1], "\r\n(["));
}

/* Whether characters from i on are hardly ever side by side in any text. */
static bool bad_at(const struct points *p, size_t i)
{
	unsigned a = p->k[i], b = i + 1 < p->n ? p->k[i + 1] : 0, c = i + 2 < p->n ? p->k[i + 2] : 0;
	const unsigned ascii = K_ASCII_LOWER | K_ASCII_UPPER, accented = K_LOWER | K_UPPER;
	if (a & K_C1)
		return true;
	if (p->c[i] < 0x80) {
		if (b == 0 || p->c[i + 1] < 0x80)
			return false;
		return (a & ascii && b & (K_LOWER_COMMON | K_UPPER_COMMON) && c & K_BAD) || (a & K_SPACE && b & K_UPPER && c & K_CURRENCY) ||
			   (a & K_ASCII_LOWER && b & K_UPPER && c & (K_START | K_CURRENCY));
	}
	if (i + 1 < p->n && bad_pair(a, b))
		return true;
	if (a & (accented | K_BOX | K_CURRENCY | K_END) && b & K_START && c & K_NUMERIC)
		return true;
	if (a & (accented | K_CURRENCY | K_NUMERIC | K_BOX | K_LAW) && b & K_END && c & K_START)
		return true;
	if (a & accented && b & (K_START | K_END) && (c & (ascii | accented | K_LOWER_COMMON | K_UPPER_COMMON)))
		return true;
	if ((p->c[i] == 0x152 || p->c[i] == 0x153) && i + 1 < p->n && !(b & ascii))
		return true;
	if (a & K_UPPER && i + 1 < p->n && p->c[i + 1] == 0xb0)
		return true;
	return known_sequence(p, i) || points_trimmed_blank(p, i);
}

bool points_odd(const struct points *p, size_t from, size_t to)
{
	struct points part = {p->c + from, p->k + from, p->at + from, to - from};
	for (size_t i = 0; i < part.n; i++)
		if (bad_at(&part, i))
			return true;
	return false;
}
