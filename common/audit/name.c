#include "audit/name.h"

#include "base/text.h"
#include "base/token.h"

enum {
	NEAR_SHORTEST = 4, /* bytes of a key; shorter names are too alike to be taken for each other … */
	FIRST_SLIPS = 8,   /* … and those shorter than this where they begin with different letters */
};

void name_key(struct span words, struct buf *out)
{
	for (const char *sign; words.n && (sign = memchr(words.p, '&', words.n)) != NULL;) {
		size_t n = (size_t)(sign - words.p);
		text_fold_key(span_sub(words, 0, n), out);
		buf_adds(out, "and");
		words = span_sub(words, n + 1, words.n);
	}
	text_fold_key(words, out);
}

/* Is it the e of an umlaut that is written out: behind a, o or u, which is none of a diphthong ("Bauer", "Krakauer") nor behind a q? At the
 * end of a short name it is none ("Rue"). */
static bool is_umlaut_e(struct span s, size_t i)
{
	if (s.p[i] != 'e' || i == 0 || (i + 1 == s.n && s.n < 6) || memchr("aou", s.p[i - 1], 3) == NULL)
		return false;
	return i == 1 || memchr("aeiouyq", s.p[i - 2], 7) == NULL;
}

/* "Organisation", "Behaviour", "Centre" in the names of bodies, as Americans spell them. */
static char american(struct span s, size_t i)
{
	if (s.p[i] == 's')
		return 'z';
	if (i >= 1 && i + 1 < s.n && s.p[i] == 'u' && s.p[i - 1] == 'o' && s.p[i + 1] == 'r')
		return '\0';
	if (i >= 1 && i + 1 < s.n && s.p[i - 1] == 't' && s.p[i] == 'r' && s.p[i + 1] == 'e')
		return 'e';
	if (i >= 2 && s.p[i - 2] == 't' && s.p[i - 1] == 'r' && s.p[i] == 'e')
		return 'r';
	return s.p[i];
}

/* Letters that have no simple one beneath their sign, so that the key still has them: how they are written without. `bytes`: of it. */
static const char *plain_letter(struct span s, size_t i, size_t *bytes)
{
	static const struct {
		char letter[3], plain[3];
	} letters[] = {{"\xc4\xb1", "i"}, {"\xc5\x93", "o"}, {"\xc3\xbe", "th"}}; /* Turkish dotless i, French oe, Icelandic thorn */
	for (size_t k = 0; k < sizeof letters / sizeof letters[0] && i + 1 < s.n; k++)
		if (memcmp(s.p + i, letters[k].letter, 2) == 0) {
			*bytes = 2;
			return letters[k].plain;
		}
	return NULL;
}

/* Umlauts written out are taken back (oe, ae, ue -> o, a, u); "Djordjevic" is Dordevic, "Mac Intosh" is McIntosh. */
size_t name_plain(struct span s, char *out)
{
	enum { BODY_SHORTEST = 12 }; /* bytes: shorter names are people's, and "Rosen" is not "Rozen" */
	size_t n = 0, bytes = 1;
	for (size_t i = 0; i < s.n && n + 1 < NAME_PLAIN; i += bytes) {
		bytes = 1;
		const char *plain = plain_letter(s, i, &bytes);
		for (; plain && *plain; plain++)
			out[n++] = *plain;
		if (plain || is_umlaut_e(s, i) || (s.p[i] == 'j' && i > 0 && s.p[i - 1] == 'd') || (i == 1 && s.n > 5 && span_starts(s, "mac")))
			continue;
		char c = s.n >= BODY_SHORTEST ? american(s, i) : s.p[i];
		if (c)
			out[n++] = c;
	}
	return n;
}

void name_title(struct span key, struct buf *out)
{
	for (size_t i = 0; i < key.n; i++) {
		char c = american(key, i);
		bool ligature = (key.p[i] == 'a' || key.p[i] == 'o') && i + 1 < key.n && key.p[i + 1] == 'e';
		if (c && !ligature)
			buf_addc(out, c);
	}
}

/* Do the keys differ by one letter put in, left out, changed, or by two that changed places? */
static bool one_off(struct span a, struct span b)
{
	if (a.n > b.n) {
		struct span t = a;
		a = b, b = t;
	}
	if (b.n - a.n > 1)
		return false;
	size_t i = 0, k = 0;
	while (i < a.n && a.p[i] == b.p[i])
		i++;
	while (k < a.n - i && a.p[a.n - 1 - k] == b.p[b.n - 1 - k])
		k++;
	size_t rest = a.n - i - k;
	if (a.n != b.n)
		return rest == 0;
	return rest <= 1 || (rest == 2 && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i]);
}

enum agreement name_agreement(struct span a, struct span b)
{
	char x[NAME_PLAIN], y[NAME_PLAIN];
	if (a.n == 0 || b.n == 0)
		return NAME_OTHER;
	if (span_eq(a, b))
		return NAME_SAME;
	struct span lesser = a.n < b.n ? a : b, longer = a.n < b.n ? b : a;
	if (lesser.n >= 4 && memcmp(longer.p + longer.n - lesser.n, lesser.p, lesser.n) == 0 && longer.n - lesser.n <= 8)
		return NAME_VARIANT;
	if (lesser.n >= 5 && memcmp(longer.p, lesser.p, lesser.n) == 0 && longer.n - lesser.n >= 4)
		return NAME_VARIANT; /* the first part of a double name */
	size_t n = name_plain(a, x), m = name_plain(b, y);
	if (span_eq(span_make(x, n), span_make(y, m)) && n >= 4)
		return NAME_VARIANT;
	bool begins = a.p[0] == b.p[0] || lesser.n >= FIRST_SLIPS; /* a slip of the pen hardly changes the first letter: "Wang", "Yang" */
	return begins && lesser.n >= NEAR_SHORTEST && one_off(a, b) ? NAME_NEAR : NAME_OTHER;
}

void name_initials(struct span name, struct buf *out)
{
	for (size_t i = 0; i < name.n; i++)
		if (text_is_upper(name.p[i]) && (i == 0 || !text_is_alpha(name.p[i - 1])))
			buf_addc(out, (char)(name.p[i] | 0x20));
}
