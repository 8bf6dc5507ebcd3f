#include "segment/sentence_parts.h"

const unsigned char sentence_events[256] = {
	['.'] = EV_STOP,  ['!'] = EV_STOP,  ['?'] = EV_STOP,  ['('] = EV_OPEN,  ['['] = EV_OPEN,  ['{'] = EV_OPEN,   [')'] = EV_CLOSE,
	[']'] = EV_CLOSE, ['}'] = EV_CLOSE, [0xe2] = EV_HIGH, [0xe3] = EV_HIGH, [0xef] = EV_HIGH, ['\n'] = EV_BREAK, [0xf0] = EV_EMOJI,
};

/* ---- characters ---- */

static bool is_blank(struct span s, size_t i, size_t *n)
{
	unsigned char c = (unsigned char)s.p[i];
	if (c <= ' ') {
		*n = 1;
		return text_is_space((char)c);
	}
	if (c == 0xc2 && i + 1 < s.n && (unsigned char)s.p[i + 1] == 0xa0) {
		*n = 2;
		return true;
	}
	if (c == 0xe2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80) { /* U+2000..200B, U+2028, 2029, 202F */
		unsigned char e = (unsigned char)s.p[i + 2];
		*n = 3;
		return e <= 0x8b || e == 0xa8 || e == 0xa9 || e == 0xaf;
	}
	return false;
}

size_t sentence_skip_blanks(struct span s, size_t i)
{
	for (size_t n; i < s.n && is_blank(s, i, &n);)
		i += n;
	return i;
}

bool sentence_blank_at(struct span s, size_t i)
{
	size_t n;
	return i >= s.n || is_blank(s, i, &n);
}

/* Case of a letter beyond ASCII, as far as it matters here: Latin, Greek and Cyrillic have two, the rest of the letters none. */
static enum letter letter_of(uint32_t c)
{
	if (c < 0xc0)
		return c == 0xaa || c == 0xb5 || c == 0xba ? AT_LOWER : AT_SYMBOL;
	if (c < 0x100)
		return c == 0xd7 || c == 0xf7 ? AT_SYMBOL : c < 0xdf ? AT_UPPER : AT_LOWER;
	if (c < 0x180) { /* pairs: capital first, even in most rows and odd in two */
		bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
		return (c % 2 == 1) == odd ? AT_UPPER : AT_LOWER;
	}
	if (c >= 0x391 && c <= 0x3c9)
		return c <= 0x3a9 ? AT_UPPER : AT_LOWER;
	if (c >= 0x386 && c <= 0x3ce)
		return c <= 0x38f ? AT_UPPER : AT_LOWER;
	if (c >= 0x400 && c < 0x460)
		return c < 0x430 ? AT_UPPER : AT_LOWER;
	if (c >= 0x1e00 && c < 0x1f00)
		return c % 2 ? AT_LOWER : AT_UPPER;
	if (c < 0x2000)
		return c < 0x250 || c >= 0x370 ? AT_UNCASED : AT_LOWER;
	return (c >= 0x2e80 && c < 0x3000) || (c >= 0x3040 && c < 0xd800) || (c >= 0xf900 && c < 0xfb00) || (c >= 0x20000 && c < 0x30000)
			   ? AT_UNCASED
			   : AT_SYMBOL;
}

enum letter sentence_letter_at(struct span s, size_t i)
{
	if (i >= s.n)
		return AT_END;
	char c = s.p[i];
	if ((unsigned char)c >= 0x80)
		return letter_of(text_decode(s, i, NULL));
	return text_is_lower(c) ? AT_LOWER : text_is_upper(c) ? AT_UPPER : text_is_digit(c) ? AT_DIGIT : AT_SYMBOL;
}

bool sentence_is_letter(enum letter l)
{
	return l == AT_LOWER || l == AT_UPPER || l == AT_UNCASED;
}

/* Letter that ends before s.p[i]. */
enum letter sentence_letter_before(struct span s, size_t i)
{
	if (i == 0)
		return AT_END;
	size_t n = 1;
	if ((unsigned char)s.p[i - 1] >= 0x80)
		text_decode_before(s, i, &n);
	return sentence_letter_at(s, i - n);
}

/* Length of a quotation mark at i, curly or straight; 0 where there is none. */
size_t sentence_quote_at(struct span s, size_t i)
{
	if (i >= s.n)
		return 0;
	unsigned char c = (unsigned char)s.p[i];
	if (c == '"' || c == '\'' || c == '`')
		return 1;
	if (c == 0xc2 && i + 1 < s.n)
		return (unsigned char)s.p[i + 1] == 0xab || (unsigned char)s.p[i + 1] == 0xbb ? 2 : 0;
	if (c == 0xe2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80) {
		unsigned char e = (unsigned char)s.p[i + 2];
		return (e >= 0x98 && e <= 0x9f) || e == 0xb9 || e == 0xba ? 3 : 0;
	}
	return 0;
}

bool sentence_e280_at(struct span s, size_t i, unsigned char last)
{
	return i + 2 < s.n && (unsigned char)s.p[i] == 0xe2 && (unsigned char)s.p[i + 1] == 0x80 && (unsigned char)s.p[i + 2] == last;
}

/* Length of a bullet: • ‣ ⁃ ◦ ● ▪ ■ · and the like; 0 where there is none. */
size_t sentence_bullet_at(struct span s, size_t i)
{
	if (i + 2 >= s.n || (unsigned char)s.p[i] != 0xe2)
		return 0;
	uint32_t c = text_decode(s, i, NULL);
	return c == 0x2022 || c == 0x2023 || c == 0x2043 || c == 0x25e6 || c == 0x25cf || c == 0x25aa || c == 0x25a0 ? 3 : 0;
}

size_t sentence_mark_at(struct span s, size_t i)
{
	if (i >= s.n)
		return 0;
	unsigned char c = (unsigned char)s.p[i];
	if (c == '.' || c == '!' || c == '?')
		return 1;
	if (c < 0xe2)
		return 0;
	uint32_t u = text_decode(s, i, NULL);
	return u == 0x2026 || u == 0x203c || (u >= 0x2047 && u <= 0x2049) || u == 0x3002 || u == 0xff01 || u == 0xff1f ? 3 : 0;
}

/* ---- words ---- */

static bool word_byte(struct span s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	return c < 0x80 ? text_is_alpha((char)c) || text_is_digit((char)c) || c == '.' || c == '\'' : true;
}

/* The word that ends before `to`: letters, digits, inner points. */
struct word sentence_word_before(const struct splitter *x, size_t to)
{
	struct word w = {.from = to, .to = to};
	size_t least = to > WORD_BACK ? to - WORD_BACK : 0;
	if (least < x->start)
		least = x->start;
	while (w.from > least && word_byte(x->s, w.from - 1)) {
		size_t n = 1;
		if ((unsigned char)x->s.p[w.from - 1] >= 0x80) {
			uint32_t c = text_decode_before(x->s, w.from, &n);
			if (letter_of(c) == AT_SYMBOL && c != 0xb0) /* N° */
				break;
			if (w.from - least < n)
				break;
		}
		w.from -= n;
	}
	while (w.from < w.to && (x->s.p[w.from] == '.' || x->s.p[w.from] == '\''))
		w.from++;
	if (w.from > x->start && w.from < w.to) {
		char c = x->s.p[w.from - 1];
		w.part = (c == '-' || c == '/' || c == ']' || c == ')' || c == '+' || c == '=' || c == ':') &&
				 !(c == '-' && w.from > x->start + 1 && x->s.p[w.from - 2] == '.');
	}
	bool points = memchr(x->s.p + w.from, '.', w.to - w.from) != NULL, capitals = w.to - w.from > 1 && !points;
	for (size_t i = w.from; i < w.to && capitals; i++)
		capitals = text_is_upper(x->s.p[i]);
	if (!w.part || points)
		w.classes = abbrev_classes(x->abbrev, span_sub(x->s, w.from, w.to));
	w.acronym = capitals;
	if (capitals) /* FN and CF are acronyms, not "fn." and "cf."; but DR. SMITH, NO. 5, ACME INC. */
		w.classes &= ~(unsigned)ABBREV_STOPPED | ABBREV_TITLE | ABBREV_REFERENCE | ABBREV_ORG;
	return w;
}

/* The word at `from`: letters, digits, hyphens left out. */
struct word sentence_word_at(const struct splitter *x, size_t from)
{
	struct word w = {.from = from, .to = from};
	while (w.to < x->s.n && w.to - from < WORD_BACK) {
		enum letter l = sentence_letter_at(x->s, w.to);
		size_t n = 1;
		if ((unsigned char)x->s.p[w.to] >= 0x80)
			text_decode(x->s, w.to, &n);
		if (!sentence_is_letter(l) && l != AT_DIGIT)
			break;
		w.to += n;
	}
	w.classes = abbrev_classes(x->abbrev, span_sub(x->s, w.from, w.to));
	return w;
}

/* The word before another, over one run of blanks; empty where something else stands between. */
struct word sentence_word_left(const struct splitter *x, struct word w)
{
	size_t i = w.from;
	while (i > x->start && x->s.p[i - 1] == ' ')
		i--;
	return i < w.from ? sentence_word_before(x, i) : (struct word){.from = i, .to = i};
}

bool sentence_one_letter(const struct splitter *x, struct word w)
{
	size_t n = 0;
	if (w.to == w.from || w.part)
		return false;
	text_decode(x->s, w.from, &n);
	return w.from + n == w.to && sentence_is_letter(sentence_letter_at(x->s, w.from));
}

/* Letters with a point after each but the last: U.S, e.g, A.T.C.C, Ph.D. */
bool sentence_dotted(const struct splitter *x, struct word w)
{
	size_t run = 0, points = 0;
	for (size_t i = w.from; i < w.to; i++) {
		char c = x->s.p[i];
		if (c == '.') {
			bool glued = points == 0 && run > 2 && text_is_upper(x->s.p[i - 1]) && text_is_lower(x->s.p[i - 2]); /* "theU.S." */
			if (run == 0 || (run > 2 && !glued))
				return false;
			points++, run = 0;
		} else if (text_is_alpha(c)) {
			run++;
		} else {
			return false;
		}
	}
	return points > 0 && run > 0 && run <= 2;
}

bool sentence_numeric(const struct splitter *x, struct word w)
{
	for (size_t i = w.from; i < w.to; i++)
		if (!text_is_digit(x->s.p[i]) && x->s.p[i] != '.')
			return false;
	return w.to > w.from;
}

/* ---- list items ---- */

static unsigned roman_value(struct span w)
{
	unsigned sum = 0, last = 1000;
	for (size_t i = 0; i < w.n; i++) {
		char c = (char)(w.p[i] | 0x20);
		unsigned v = c == 'i' ? 1 : c == 'v' ? 5 : c == 'x' ? 10 : 0;
		if (v == 0)
			return 0;
		sum += v > last ? v - 2 * last : v;
		last = v;
	}
	return sum;
}

/* A marker at i, after a bullet or not; form 0 where there is none. */
struct item sentence_item_at(struct span s, size_t i)
{
	struct item m = {.from = i};
	i += i < s.n && s.p[i] == '*' ? 1 : sentence_bullet_at(s, i) + sentence_quote_at(s, i);
	if (i > m.from)
		i = sentence_skip_blanks(s, i);
	bool bracket = i < s.n && s.p[i] == '(';
	size_t from = i += bracket;
	while (i < s.n && i - from < 4 && (text_is_digit(s.p[i]) || text_is_alpha(s.p[i])))
		i++;
	struct span w = span_sub(s, from, i);
	if (w.n == 0 || i >= s.n || (s.p[i] != '.' && s.p[i] != ')') || (bracket && s.p[i] == '.'))
		return m;
	bool digits = true;
	for (size_t k = 0; k < w.n; k++) {
		digits = digits && text_is_digit(w.p[k]);
		m.value = digits ? m.value * 10 + (unsigned)(w.p[k] - '0') : 0;
	}
	m.script = digits ? '1' : text_is_upper(w.p[0]) ? 'A' : 'a';
	if (!digits) {
		m.roman = roman_value(w);
		m.value = w.n == 1 ? (unsigned)(w.p[0] | 0x20) - 'a' + 1 : 0;
		if (m.value == 0 && m.roman == 0)
			return m;
	} else if (w.n > 3) {
		return m;
	}
	m.form = bracket ? '(' : s.p[i] == ')' ? ')' : '.';
	i++;
	if (m.form == '.' && i < s.n && s.p[i] == ')')
		m.form = 'b', i++;
	m.to = i;
	return m;
}

bool sentence_item_follows(struct item a, struct item b)
{
	if (a.form == 0 || a.form != b.form || a.script != b.script || a.form == '(')
		return false;
	return (a.value && (b.value == a.value + 1 || b.value + 1 == a.value || (b.value == 1 && a.form != '.'))) ||
		   (a.roman && b.roman == a.roman + 1);
}
