/* Tokens of one reference: words, numbers, marks, addresses; cut in one pass, then looked up in the cue table. */
#include "base/text.h"
#include "reference/reference_parts.h"

/* ---- letters without a library: case by block, enough for the scripts that references are printed in ---- */

enum letter { NO_LETTER, LOWER, UPPER };

static enum letter wide_letter(uint32_t c)
{
	if (c < 0xaa)
		return NO_LETTER;
	if (c == 0xb0)
		return LOWER; /* the sign of nº, often typed as a degree */
	if (c < 0x100)
		return c == 0xaa || c == 0xba || c == 0xb5 ? LOWER : c < 0xc0 || c == 0xd7 || c == 0xf7 ? NO_LETTER : c < 0xdf ? UPPER : LOWER;
	if (c < 0x180)
		return (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e) ? (c & 1 ? UPPER : LOWER) : (c & 1 ? LOWER : UPPER);
	if (c < 0x250)
		return c & 1 ? LOWER : UPPER;
	if (c < 0x2b0)
		return LOWER;
	if (c >= 0x300 && c < 0x370)
		return LOWER; /* a combining mark goes with its letter */
	if (c >= 0x370 && c < 0x400)
		return c < 0x3ac ? UPPER : LOWER;
	if (c >= 0x400 && c < 0x530)
		return c < 0x430 ? UPPER : c < 0x460 ? LOWER : c & 1 ? LOWER : UPPER;
	if (c >= 0x530 && c < 0x1e00)
		return UPPER; /* no case, or none that matters here */
	if (c >= 0x1e00 && c < 0x1f00)
		return c & 1 ? LOWER : UPPER;
	if (c >= 0x1f00 && c < 0x2000)
		return LOWER;
	if ((c >= 0x2c00 && c < 0x2e00) || (c >= 0x3040 && c < 0xd800) || (c >= 0xf900 && c < 0xfb00) || (c >= 0xfb07 && c < 0xfe00))
		return UPPER;
	return (c >= 0xfb00 && c < 0xfb07) || c == 0xfffd ? LOWER : NO_LETTER; /* U+FFFD: a letter that was lost */
}

/* What a byte is: of a letter beyond ASCII, WIDE. */
enum byte { B_SIGN, B_LOWER, B_UPPER, B_DIGIT, B_JOINT, B_WIDE };
#define ROW_10(c, k)                                                                                                                 \
	[c] = k, [(c) + 1] = k, [(c) + 2] = k, [(c) + 3] = k, [(c) + 4] = k, [(c) + 5] = k, [(c) + 6] = k, [(c) + 7] = k, [(c) + 8] = k, \
	[(c) + 9] = k
#define ROW_26(c, k) \
	ROW_10(c, k), ROW_10((c) + 10, k), [(c) + 20] = k, [(c) + 21] = k, [(c) + 22] = k, [(c) + 23] = k, [(c) + 24] = k, [(c) + 25] = k
#define ROW_64(c, k)                                                                                                       \
	ROW_10(c, k), ROW_10((c) + 10, k), ROW_10((c) + 20, k), ROW_10((c) + 30, k), ROW_10((c) + 40, k), ROW_10((c) + 50, k), \
		[(c) + 60] = k, [(c) + 61] = k, [(c) + 62] = k, [(c) + 63] = k
static const unsigned char bytes[256] = {
	ROW_10('0', B_DIGIT), ROW_26('A', B_UPPER), ROW_26('a', B_LOWER), ['-'] = B_JOINT,
	['\''] = B_JOINT,     ROW_64(0x80, B_WIDE), ROW_64(0xc0, B_WIDE),
};

static inline enum letter letter_at(struct span s, size_t at, size_t *n)
{
	enum byte b = (enum byte)bytes[(unsigned char)s.p[at]];
	*n = 1;
	return b == B_LOWER ? LOWER : b == B_UPPER ? UPPER : b == B_WIDE ? wide_letter(text_decode(s, at, n)) : NO_LETTER;
}

static char plain_mark(uint32_t c)
{
	switch (c) {
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
	case 0xad:
		return '-';
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x201f:
	case 0xab:
	case 0xbb:
		return '"';
	case 0x2018:
	case 0x201a:
	case 0x2039:
		return '<';
	case 0x2019:
	case 0x203a:
		return '>';
	case 0x2022:
	case 0xb7:
	case 0x25cf:
	case 0x25aa:
	case 0x25e6:
	case 0x2023:
		return '*';
	case 0x2026:
		return '~';
	case 0xa0:
	case 0x2002:
	case 0x2003:
	case 0x2009:
	case 0x202f:
	case 0x200b:
	case 0x3000:
	case 0xfeff:
		return ' ';
	case 0xff0c:
	case 0x3001:
		return ',';
	case 0x3002:
		return '.';
	case 0xff1a:
		return ':';
	case 0xff08:
		return '(';
	case 0xff09:
		return ')';
	default:
		return '?' + 64; /* some other sign */
	}
}

/* ---- words ---- */

static bool roman(struct span w)
{
	if (w.n == 0 || w.n > 7)
		return false;
	for (size_t i = 0; i < w.n; i++) {
		char c = (char)(w.p[i] | 0x20);
		if (c != 'i' && c != 'v' && c != 'x' && c != 'l' && c != 'c')
			return false;
	}
	return true;
}

/* A hyphen or an apostrophe that stands between two letters belongs to the word. */
static size_t joint(struct span s, size_t at)
{
	size_t n, m;
	if (at + 1 >= s.n)
		return 0;
	if (s.p[at] == '-' || s.p[at] == '\'') {
		n = 1;
	} else if ((unsigned char)s.p[at] == 0xe2 && at + 3 < s.n) {
		uint32_t c = text_decode(s, at, &n);
		if (c != 0x2019 && c != 0x2010 && c != 0x2011)
			return 0;
	} else if ((unsigned char)s.p[at] == 0xc2 && at + 2 < s.n && (unsigned char)s.p[at + 1] == 0xad) {
		n = 2;
	} else {
		return 0;
	}
	return at + n < s.n && (letter_at(s, at + n, &m) != NO_LETTER || text_is_digit(s.p[at + n])) ? n : 0;
}

/* The letters of a word, as they come. */
struct spelling {
	unsigned lower, upper;
	bool late, joined; /* a capital after a small letter; a joint stands before what comes */
};

static inline void spell(struct piece *t, struct spelling *w, bool first, enum letter l)
{
	if (l == LOWER) {
		w->lower++;
	} else {
		t->shape |= (first ? SHAPE_CAPITAL : 0) | (w->joined ? SHAPE_INNER : 0);
		w->late |= w->lower > 0;
		w->upper++;
	}
	w->joined = false;
}

static size_t word_end(struct span s, size_t at, struct piece *t)
{
	size_t end = at, n = 1, j;
	struct spelling w = {0};
	for (; end < s.n; end += n) {
		enum byte b = (enum byte)bytes[(unsigned char)s.p[end]];
		enum letter l = NO_LETTER;
		n = 1;
		if (b == B_LOWER && !w.joined) { /* most of a word */
			while (end + n < s.n && bytes[(unsigned char)s.p[end + n]] == B_LOWER)
				n++;
			w.lower += (unsigned)n;
		} else if (b == B_LOWER || b == B_UPPER || (b == B_WIDE && (l = letter_at(s, end, &n)) != NO_LETTER)) {
			spell(t, &w, end == at, l ? l : b == B_LOWER ? LOWER : UPPER);
		} else if (b == B_DIGIT) {
			t->shape |= SHAPE_DIGIT;
		} else if (b != B_SIGN && t->kind != TOK_NUMBER && (j = joint(s, end)) > 0) {
			t->shape |= SHAPE_HYPHEN;
			w.joined = true;
			n = j;
		} else {
			break;
		}
	}
	t->letters = (uint8_t)(w.lower + w.upper < 255 ? w.lower + w.upper : 255);
	if (w.lower == 0 && w.upper)
		t->shape |= SHAPE_UPPER;
	if (w.late && !(t->shape & SHAPE_HYPHEN))
		t->shape |= SHAPE_MIXED;
	return end;
}

/* A quotation mark by what stands before it; brackets that are no brackets here. */
static char ascii_mark(struct span s, size_t at, bool space)
{
	char c = s.p[at];
	if (c == '\'')
		return space || at == 0 || s.p[at - 1] == '(' || s.p[at - 1] == '[' ? '<' : '>';
	return c == '`' ? '<' : c == '<' || c == '>' ? '|' : c;
}

/* A sign that is no word, or a blank of another kind: the byte after it. */
static size_t mark_end(struct span s, size_t at, bool space, struct piece *t)
{
	size_t n = 1;
	if ((unsigned char)s.p[at] >= 0x80) {
		t->c = plain_mark(text_decode(s, at, &n));
	} else if ((s.p[at] == '`' || s.p[at] == '\'') && at + 1 < s.n && s.p[at + 1] == s.p[at]) {
		t->c = '"';
		n = 2;
	} else {
		t->c = ascii_mark(s, at, space);
	}
	return at + n;
}

static void cut(struct parse *p)
{
	struct span s = p->text;
	size_t at = 0, n;
	bool space = false;
	while (at < s.n && p->n < REFERENCE_PIECES) {
		if (text_is_space(s.p[at])) {
			space = true;
			at++;
			continue;
		}
		struct piece *t = &p->v[p->n];
		*t = (struct piece){.at = (uint32_t)at, .space = space, .kind = TOK_MARK};
		enum byte b = (enum byte)bytes[(unsigned char)s.p[at]];
		size_t end = address_at(s, at, &t->kind);
		if (end > at) {
			;
		} else if (b == B_DIGIT) {
			t->kind = TOK_NUMBER;
			end = word_end(s, at, t);
		} else if (b == B_LOWER || b == B_UPPER || (b == B_WIDE && letter_at(s, at, &n) != NO_LETTER)) {
			t->kind = TOK_WORD;
			end = word_end(s, at, t);
			if (end + 1 < s.n && s.p[end] == '.' && text_is_lower(s.p[end + 1])) {
				size_t address = address_bare(s, at, end);
				if (address > end)
					*t = (struct piece){.at = (uint32_t)at, .space = space, .kind = address_kind(s, at, address)};
				end = address;
			}
			if (roman(span_sub(s, at, end)))
				t->shape |= SHAPE_ROMAN;
		} else {
			end = mark_end(s, at, space, t);
			if (t->c == ' ') {
				space = true;
				at = end;
				continue;
			}
		}
		t->end = (uint32_t)end;
		at = end;
		space = false;
		p->n++;
	}
	p->v[p->n] = (struct piece){.at = (uint32_t)at, .end = (uint32_t)at, .kind = TOK_MARK, .space = true};
}

/* ---- cues ---- */

/* The longest phrase that begins at token i: its words may be parted by blanks, points and hyphens. */
static void phrase(struct parse *p, size_t i)
{
	struct piece *t = &p->v[i];
	bool more;
	uint64_t path = rules_word(p->text.p + t->at, t->end - t->at);
	t->cue = rules_cue(p->rules, path, &more);
	t->until = (uint16_t)(i + 1);
	for (size_t j = i + 1; more && j < p->n; j++) {
		struct piece *u = &p->v[j];
		if (u->kind == TOK_MARK && (u->c == '.' || u->c == '-' || u->c == '>'))
			continue;
		if (u->kind != TOK_WORD && u->kind != TOK_NUMBER && !(u->kind == TOK_MARK && u->c == '&'))
			break;
		path = rules_path(path, rules_word(p->text.p + u->at, u->end - u->at));
		uint64_t found = rules_cue(p->rules, path, &more);
		if (found) {
			t->cue |= found;
			t->until = (uint16_t)(j + 1);
		}
	}
}

void parse_tokens(struct parse *p)
{
	p->n = 0;
	p->cues = 0;
	cut(p);
	for (size_t i = 0; i < p->n; i++) {
		p->v[i].until = (uint16_t)(i + 1);
		if (p->v[i].kind == TOK_WORD || tok_mark(p, i, '&') || (p->v[i].kind == TOK_NUMBER && p->v[i].letters))
			phrase(p, i);
		p->cues |= p->v[i].cue;
	}
}
