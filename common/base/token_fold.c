#include <stdlib.h>
#include <utf8proc.h>

#include "base/text.h"
#include "base/token_parts.h"

_Static_assert(TOKEN_FOLDED == 4 * TOKEN_LONGEST, "a code point has at most four bytes");

/* ---- classes of bytes and code points ---- */

#define TIMES_16(c) c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c
const unsigned char token_lower[256] = {
	['0'] = '0', '1',         '2',         '3',         '4',         '5',         '6',         '7', '8',
	'9',         ['A'] = 'a', 'b',         'c',         'd',         'e',         'f',         'g', 'h',
	'i',         'j',         'k',         'l',         'm',         'n',         'o',         'p', 'q',
	'r',         's',         't',         'u',         'v',         'w',         'x',         'y', 'z',
	['a'] = 'a', 'b',         'c',         'd',         'e',         'f',         'g',         'h', 'i',
	'j',         'k',         'l',         'm',         'n',         'o',         'p',         'q', 'r',
	's',         't',         'u',         'v',         'w',         'x',         'y',         'z', [128] = TIMES_16(1),
	TIMES_16(1), TIMES_16(1), TIMES_16(1), TIMES_16(1), TIMES_16(1), TIMES_16(1), TIMES_16(1),
};

bool token_is_letter(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return c >= 0x2080 && c <= 0x2089; /* subscript digits belong to a name: "5-HT₃", "B₁₂" */
	}
}

bool token_is_soft(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
	return k == UTF8PROC_CATEGORY_ZS || k == UTF8PROC_CATEGORY_PD || c == 0x2212 || c == 0x2011 || k == UTF8PROC_CATEGORY_CF ||
		   k == UTF8PROC_CATEGORY_ZL || k == UTF8PROC_CATEGORY_ZP;
}

/* ---- folding ---- */

static bool ends(const char *p, size_t n, const char *ending)
{
	size_t m = strlen(ending);
	return n >= m && memcmp(p + n - m, ending, m) == 0;
}

/* It need not be a word, it must be the same for both: "psychosis" and "psychoses" become psychose, "headache" and "headaches" headach,
 * "virus" and "viruses" virus. Short words and -ss, -us, -is keep their s. */
size_t token_singular(char *p, size_t n)
{
	if (n >= 6 && ends(p, n, "sis")) {
		p[n - 2] = 'e';
		return n - 1;
	}
	if ((n >= 4 && ends(p, n, "che")) || (n >= 5 && ends(p, n, "use")))
		return n - 1;
	if (n < 3 || p[n - 1] != 's' || p[n - 2] == 's' || p[n - 2] == 'u' || p[n - 2] == 'i' || text_is_digit(p[n - 2]))
		return n;
	if (n < 5 || p[n - 2] != 'e')
		return n - 1;
	if (p[n - 3] == 'i') {
		p[n - 3] = 'y';
		return n - 2;
	}
	bool sibilant = ends(p, n, "xes") || ends(p, n, "sses") || ends(p, n, "zzes") || ends(p, n, "ches") || ends(p, n, "shes") ||
					(n >= 6 && ends(p, n, "uses"));
	return sibilant ? n - 2 : n - 1;
}

static size_t fold_wide(struct span s, char *out, size_t room)
{
	utf8proc_int32_t cp[TOKEN_LONGEST * 4];
	const utf8proc_option_t how = UTF8PROC_CASEFOLD | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK;
	utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, cp, TOKEN_LONGEST * 4, how);
	size_t len = 0;
	for (utf8proc_ssize_t i = 0; i < n && i < TOKEN_LONGEST * 4 && len + 4 <= room; i++) {
		uint32_t c = (uint32_t)cp[i];
		if (c == 0x142) /* Unicode does not decompose the stroke of ł, ø, đ */
			c = 'l';
		else if (c == 0xf8)
			c = 'o';
		else if (c == 0x111)
			c = 'd';
		len += text_encode(c, out + len);
	}
	return len;
}

/* Folds case and marks alone into out[0..TOKEN_FOLDED); s.n <= TOKEN_LONGEST. */
static size_t fold_letters(struct span s, char *out)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return fold_wide(s, out, TOKEN_FOLDED);
		out[i] = text_is_upper(s.p[i]) ? (char)(s.p[i] | 0x20) : s.p[i];
	}
	return s.n;
}

size_t token_fold_short(struct span token, char out[TOKEN_FOLDED])
{
	return token.n > TOKEN_LONGEST ? 0 : fold_letters(token, out);
}

void token_fold(struct span token, struct buf *out)
{
	if (token.n > TOKEN_LONGEST) {
		buf_addspan(out, token);
		return;
	}
	char *to = buf_room(out, TOKEN_FOLDED);
	out->n += token_singular(to, token_fold_short(token, to));
}

/* The folded letter or digit of several bytes at `at`; returns how many bytes it has. */
static size_t fold_wide_key(struct span text, size_t at, struct buf *out)
{
	size_t n;
	if (token_is_letter(text_decode(text, at, &n)))
		out->n += fold_wide(span_sub(text, at, at + n), buf_room(out, 4 * TOKEN_LONGEST), 4 * TOKEN_LONGEST);
	return n;
}

void text_fold_key(struct span text, struct buf *out)
{
	for (size_t at = 0; at < text.n;) {
		char *to = buf_room(out, text.n - at);
		size_t n = 0;
		unsigned char c = 0;
		for (; at < text.n && (c = token_lower[(unsigned char)text.p[at]]) != 1; at++) {
			to[n] = (char)c; /* overwritten where it is no letter or digit */
			n += c != 0;
		}
		out->n += n;
		at += c == 1 ? fold_wide_key(text, at, out) : 0;
	}
}
