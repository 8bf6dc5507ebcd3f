/* Numeric citations: `[1,3-5]`, `[97][98]`, `(64, 91, 92)`, `ketamine.1,2`, `¹⁻³`. A group is read by its form here; cite_style.c says
 * whether the document uses that form for citations. */
#include "cite/cite_internal.h"

/* Takes back what was read since `from` and fails. */
static bool drop(struct cite_scan *s, size_t from)
{
	s->out->numbers.n = from;
	return false;
}

static bool add_number(struct cite_scan *s, size_t from, uint32_t v)
{
	if (v == 0 || v > CITE_NUMBER || s->out->numbers.n - from >= CITE_NUMBERS)
		return false;
	list_push(&s->out->numbers, v);
	return true;
}

/* first is there already. */
static bool add_range(struct cite_scan *s, size_t from, uint32_t first, uint32_t last)
{
	if (last <= first || last - first > CITE_NUMBERS)
		return false;
	for (uint32_t v = first + 1; v <= last; v++)
		if (!add_number(s, from, v))
			return false;
	return true;
}

/* One to four digits without a leading zero; the bytes taken, or 0. */
static size_t read_number(struct span t, size_t at, uint32_t *v)
{
	size_t i = at;
	*v = 0;
	if (at < t.n && t.p[at] == '0')
		return 0;
	while (i < t.n && text_is_digit(t.p[i]) && i - at < 5)
		*v = *v * 10 + (uint32_t)(t.p[i++] - '0');
	return i - at == 5 ? 0 : i - at;
}

/* --- in brackets and parentheses --- */

/* What stands between two numbers of a list: the end of it, with blanks; *dash tells a range. `at` where there is none. */
static size_t read_separator(const struct cite_scan *s, size_t at, bool *dash)
{
	struct span t = s->t;
	size_t p = cite_blank_after(t, at), n;
	*dash = false;
	if ((n = cite_dash_at(t, p)) != 0) {
		*dash = true;
		return cite_blank_after(t, p + n);
	}
	size_t q = p;
	if (q < t.n && (t.p[q] == ',' || t.p[q] == ';'))
		q = cite_blank_after(t, q + 1);
	size_t e = cite_phrase_at(s->rules, CLASS_AND, t, q, NULL);
	if (e != SIZE_MAX)
		q = cite_blank_after(t, e);
	return q == p ? at : q;
}

/* `12, 14–16 and 20` from `at`: the end, or SIZE_MAX. */
static size_t read_list(struct cite_scan *s, size_t from, size_t at, uint32_t *printed)
{
	uint32_t v, last;
	size_t n = read_number(s->t, at, &last);
	if (n == 0 || !add_number(s, from, last))
		return SIZE_MAX;
	at += n;
	++*printed;
	for (bool ranged = false;; ++*printed) {
		bool dash;
		size_t p = read_separator(s, at, &dash);
		if (p == at || (n = read_number(s->t, p, &v)) == 0)
			return at;
		if (dash ? ranged || !add_range(s, from, last, v) : !add_number(s, from, v))
			return SIZE_MAX;
		ranged = dash;
		last = v;
		at = p + n;
	}
}

/* The list between `open` and its closing mark; the place after that, or SIZE_MAX. */
static size_t read_enclosed(struct cite_scan *s, size_t from, size_t open, char close, uint32_t *printed)
{
	struct span t = s->t;
	size_t p = cite_blank_after(t, open + 1);
	for (size_t k = 0; k < 3; k++) { /* see also, e.g., reviewed in */
		size_t e = cite_phrase_at(s->rules, CLASS_PREFIX, t, p, NULL);
		if (e == SIZE_MAX)
			break;
		while (e < t.n && (t.p[e] == '.' || t.p[e] == ',' || t.p[e] == ':'))
			e++;
		p = cite_blank_after(t, e);
	}
	p = read_list(s, from, p, printed);
	if (p == SIZE_MAX)
		return p;
	p = cite_blank_after(t, p);
	if (p < t.n && t.p[p] == ',') { /* [12, p. 34] */
		size_t q = cite_blank_after(t, p + 1), e = cite_phrase_at(s->rules, CLASS_LOCATOR, t, q, NULL);
		if (e != SIZE_MAX)
			for (p = e; p < t.n && p < e + 24 && t.p[p] != close;)
				p++;
	}
	return p < t.n && t.p[p] == close ? p + 1 : SIZE_MAX;
}

/* `[25]–[27]`, `[1], [2]`, `[97][98]`: the whole chain. */
static size_t read_chain(struct cite_scan *s, size_t from, size_t at, uint32_t *printed)
{
	size_t end = read_enclosed(s, from, at, ']', printed);
	while (end != SIZE_MAX) {
		struct span t = s->t;
		size_t p = cite_blank_after(t, end), n = cite_dash_at(t, p), mark = s->out->numbers.n;
		uint32_t last = s->out->numbers.v[mark - 1];
		if (n)
			p += n;
		else if (p < t.n && (t.p[p] == ',' || t.p[p] == ';'))
			p++;
		p = cite_blank_after(t, p);
		if (p >= t.n || t.p[p] != '[')
			return end;
		size_t next = read_enclosed(s, from, p, ']', printed);
		if (next == SIZE_MAX) {
			drop(s, mark);
			return end;
		}
		uint32_t first = s->out->numbers.v[mark];
		if (n && (first <= last || first - last > CITE_NUMBERS)) {
			drop(s, mark);
			return end;
		}
		if (n && first > last + 1) { /* what lies between, in front of what was read */
			size_t more = s->out->numbers.n - mark, gap = first - last - 1;
			if (s->out->numbers.n + gap - from > CITE_NUMBERS) {
				drop(s, mark);
				return end;
			}
			list_reserve(&s->out->numbers, s->out->numbers.n + gap);
			uint32_t *v = s->out->numbers.v + mark;
			memmove(v + gap, v, more * sizeof *v);
			for (size_t i = 0; i < gap; i++)
				v[i] = last + 1 + (uint32_t)i;
			s->out->numbers.n += gap;
		}
		end = next;
	}
	return end;
}

/* Does a word of that class end at `at`, points and blanks not counted? */
static bool is_after(const struct cite_scan *s, size_t at, enum cite_class c)
{
	struct cite_range w;
	at = cite_blank_before(s->t, 0, at);
	while (at > 0 && s->t.p[at - 1] == '.')
		at--;
	return cite_word_before(s->t, 0, at, &w) && cite_is(s->rules, c, cite_words(s->t, w));
}

enum value { VALUE_NONE, VALUE_WEAK, VALUE_HARD };

/* `median 5 [3–7]`, `12 (34)`, `χ2(2)`, `Ang(1-7)`: what stands before the group makes it an interval, a share, part of a name.
 * Weak: decided by how the document goes on. */
static enum value value_before(const struct cite_scan *s, const struct cite_group *g)
{
	struct span t = s->t;
	size_t p = cite_blank_before(t, 0, g->start);
	bool glued = p == g->start, paren = g->marker == MARKER_PAREN;
	struct cite_range w;
	if (p == 0)
		return VALUE_NONE;
	char c = t.p[p - 1];
	if (c == '=' || c == '<' || c == '>' || c == '~' || c == '+')
		return VALUE_HARD;
	if (glued && paren && (c == '-' || text_is_digit(c)))
		return VALUE_HARD;
	if (c == '%')
		return paren || g->printed == 2 ? VALUE_WEAK : VALUE_NONE;
	if (!cite_word_before(t, 0, p, &w))
		return VALUE_NONE;
	if (glued && paren && (w.end - w.start < 5 || cite_upper_at(t, w.start)) && text_is_digit(t.p[g->start + 1]))
		return VALUE_HARD;
	if (!text_is_digit(c) || !text_is_digit(t.p[w.start])) /* CD4 and B12 are names */
		return VALUE_NONE;
	if (w.end - w.start == 4 && (t.p[w.start] == '1' || t.p[w.start] == '2'))
		return VALUE_NONE; /* a year */
	return paren || (g->printed == 2 && !glued) ? VALUE_WEAK : VALUE_NONE;
}

/* `(1) mood; (2) sleep`: numbers of a list that runs on in the sentence, not citations. */
static bool is_enumeration(const struct cite_scan *s, const struct cite_group *g)
{
	struct span t = s->t;
	size_t p = cite_blank_before(t, 0, g->start), q = cite_blank_after(t, g->end);
	if (g->n != 1 || q >= t.n || q == g->end)
		return false;
	if (p > 1 && t.p[p - 1] == ',') /* `pain,(15) whereas` and `Lee et al., (11) showed` are none */
		return p < g->start && cite_phrase_before(s->rules, CLASS_ET_AL, t, 0, p - 1) == SIZE_MAX;
	if (p == 0 || t.p[p - 1] == ':' || t.p[p - 1] == ';')
		return true;
	struct cite_range w;
	return cite_word_before(t, 0, p, &w) && cite_is(s->rules, CLASS_AND, cite_words(t, w));
}

static bool read_bracketed(struct cite_scan *s, size_t at, struct cite_group *g)
{
	size_t from = s->out->numbers.n;
	bool bracket = s->t.p[at] == '[';
	uint32_t printed = 0;
	size_t end = bracket ? read_chain(s, from, at, &printed) : read_enclosed(s, from, at, ')', &printed);
	if (end == SIZE_MAX)
		return drop(s, from);
	*g = (struct cite_group){
		.marker = bracket ? MARKER_BRACKET : MARKER_PAREN,
		.start = (uint32_t)at,
		.end = (uint32_t)end,
		.numbers = (uint32_t)from,
		.n = (uint32_t)(s->out->numbers.n - from),
		.printed = printed,
	};
	enum value before = value_before(s, g);
	g->weak = before == VALUE_WEAK;
	if (before == VALUE_HARD)
		return drop(s, from);
	if (!bracket && (is_enumeration(s, g) || is_after(s, at, CLASS_NUMBERED)))
		return drop(s, from);
	if (!bracket && end < s->t.n) {
		char c = s->t.p[end];
		if (c == '(' || c == '-' || text_is_digit(c) || text_is_alpha(c))
			return drop(s, from);
	}
	return true;
}

/* --- superscripts --- */

/* A digit at `at`, plain or superscript: its value and length, or 0. */
static size_t digit_at(struct span t, size_t at, bool raised, uint32_t *v)
{
	if (!raised) {
		if (at >= t.n || !text_is_digit(t.p[at]))
			return 0;
		*v = (uint32_t)(t.p[at] - '0');
		return 1;
	}
	size_t n;
	if (at >= t.n || (t.p[at] != '\xC2' && t.p[at] != '\xE2'))
		return 0;
	uint32_t c = text_decode(t, at, &n);
	if (c == 0xB9)
		*v = 1;
	else if (c == 0xB2 || c == 0xB3)
		*v = c - 0xB0;
	else if (c == 0x2070 || (c >= 0x2074 && c <= 0x2079))
		*v = c - 0x2070;
	else
		return 0;
	return n;
}

static size_t read_raised(struct span t, size_t at, bool raised, uint32_t *v)
{
	size_t p = at, n;
	uint32_t d;
	*v = 0;
	for (int k = 0; (n = digit_at(t, p, raised, &d)) != 0; k++, p += n) {
		if (k == 3 || (k == 0 && d == 0))
			return 0;
		*v = *v * 10 + d;
	}
	return p - at;
}

/* What stands before glued digits: a word or the stop behind one. */
static bool super_after_word(const struct cite_scan *s, size_t at)
{
	struct cite_range w;
	if (!cite_word_before(s->t, 0, at, &w) || cite_is(s->rules, CLASS_COUNTED, cite_words(s->t, w)))
		return false;
	size_t letters = 0, p = w.end;
	while (p > w.start) { /* the last part of a hyphenated word */
		size_t n;
		uint32_t c = text_decode_before(s->t, p, &n);
		if (c == '-' || c == 0x2010 || c == 0x2011)
			break;
		if (c < 0x80 && text_is_digit((char)c))
			return false;
		p -= n;
		letters++;
	}
	if (letters >= 3 || (letters == 2 && cite_upper_at(s->t, w.start))) /* US5,6; one number alone is weak, see below */
		return true;
	return cite_phrase_before(s->rules, CLASS_ET_AL, s->t, 0, at) != SIZE_MAX; /* et al3 */
}

static bool super_after_stop(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	if (at == 0)
		return false;
	char c = t.p[at - 1];
	if (c == ')' || c == ']' || c == '%' || c == '"' || c == '\'' || c == '\x99' || c == '\x9D')
		return true;
	struct cite_range w;
	if (c == '.') /* et al.,38 */
		at--;
	if (!cite_word_before(t, 0, at, &w))
		return false;
	if (text_is_digit(c)) /* "in 2010.15 We" */
		return w.end - w.start == 4 && (memcmp(t.p + w.start, "19", 2) == 0 || memcmp(t.p + w.start, "20", 2) == 0) &&
			   (w.start == 0 || t.p[w.start - 1] == ' ');
	if (is_after(s, at, CLASS_NUMBERED))
		return false;
	if (w.end - w.start >= 2)
		return true;
	if (text_is_upper(t.p[w.start])) /* vitamin C.15 */
		return w.start > 1 && (t.p[w.start - 1] == '/' || (t.p[w.start - 1] == ' ' && text_is_lower(t.p[w.start - 2])));
	return cite_is(s->rules, CLASS_PREFIX, span_sub(t, w.start < 2 ? 0 : w.start - 2, w.end)); /* e.g.49 */
}

/* `procedure 6.`: a superscript that text extraction set apart. Behind a word or a percentage only, and before a stop (spaced_ends). */
static bool spaced_allowed(const struct cite_scan *s, size_t at)
{
	size_t p = cite_blank_before(s->t, 0, at);
	struct cite_range w;
	if (p == at || p < 4)
		return false;
	if (s->t.p[p - 1] == '%')
		return true;
	return text_is_lower(s->t.p[p - 1]) && cite_word_before(s->t, 0, p, &w) && w.end - w.start >= 4 &&
		   !cite_is(s->rules, CLASS_COUNTED, cite_words(s->t, w)) && !cite_is(s->rules, CLASS_NUMBERED, cite_words(s->t, w));
}

static bool spaced_ends(struct span t, size_t at)
{
	return at < t.n && (t.p[at] == '.' || t.p[at] == ',' || t.p[at] == ';') && (at + 1 == t.n || text_is_space(t.p[at + 1]));
}

static bool super_allowed(const struct cite_scan *s, size_t at)
{
	size_t n;
	if (at == 0)
		return false;
	uint32_t c = text_decode_before(s->t, at, &n);
	if (c == '.' || c == ',' || c == ';' || c == ':' || c == '?' || c == '!')
		return super_after_stop(s, at - n);
	if (c == ')' || c == ']' || c == '"' || c == '\'' || c == 0x2019 || c == 0x201D || c == '%')
		return true;
	return cite_letter_before(s->t, at) && super_after_word(s, at);
}

/* What may stand behind a superscript. */
static bool super_ends(struct span t, size_t at)
{
	if (at >= t.n)
		return true;
	char c = t.p[at], next = at + 1 < t.n ? t.p[at + 1] : ' ';
	if (c == '.' || c == ',' || c == ':')
		return !text_is_digit(next);
	if (text_is_space(c))
		return next != '%';
	if (c == ';' || c == ')' || c == ']' || c == '?' || c == '!' || c == '"' || c == '\'')
		return true;
	if (c == '\xC2')
		return next == '\xA0';
	if (c == '\xE2') /* quotes, em dash */
		return next == '\x80' && at + 2 < t.n && (unsigned char)t.p[at + 2] >= 0x94;
	return false;
}

/* The next number of a glued list: the place of its first digit, or 0. */
static size_t super_next(struct span t, size_t at, bool raised, bool *dash)
{
	*dash = false;
	size_t n = cite_dash_at(t, at);
	if (n == 0 && raised && at + 2 < t.n && memcmp(t.p + at, "\xE2\x81\xBB", 3) == 0)
		n = 3; /* superscript minus */
	if (n) {
		*dash = true;
		return at + n;
	}
	if (at >= t.n || t.p[at] != ',')
		return 0;
	return cite_blank_after(t, at + 1);
}

static bool read_super(struct cite_scan *s, size_t at, bool raised, struct cite_group *g)
{
	struct span t = s->t;
	size_t from = s->out->numbers.n, n, end;
	uint32_t v, last;
	bool spaced = !raised && spaced_allowed(s, at);
	if ((!spaced && !super_allowed(s, at)) || (n = read_raised(t, at, raised, &last)) == 0 || !add_number(s, from, last))
		return drop(s, from);
	end = at + n;
	for (bool ranged = false;;) {
		bool dash;
		size_t p = super_next(t, end, raised, &dash), mark = s->out->numbers.n;
		if (p == 0 || (n = read_raised(t, p, raised, &v)) == 0)
			break;
		bool blank = !dash && p > end + 1, more;
		if (blank && (v <= last || (!super_ends(t, p + n) && super_next(t, p + n, raised, &more) == 0)))
			break; /* "weeks3, 12patients" */
		if (dash ? ranged || !add_range(s, from, last, v) : !add_number(s, from, v)) {
			s->out->numbers.n = mark;
			break;
		}
		ranged = dash;
		last = v;
		end = p + n;
	}
	if (spaced ? !spaced_ends(t, end) : !super_ends(t, end))
		return drop(s, from);
	*g = (struct cite_group){
		.marker = spaced ? MARKER_SPACED : MARKER_SUPER,
		.start = (uint32_t)at,
		.end = (uint32_t)end,
		.numbers = (uint32_t)from,
		.n = (uint32_t)(s->out->numbers.n - from),
	};
	if (!raised && g->n == 1 && cite_letter_before(t, at)) { /* GLUT4 and CYP2 are names */
		size_t m;
		text_decode_before(t, at, &m);
		g->weak = cite_upper_at(t, at - m);
	}
	struct cite_range w;
	if (g->weak && cite_word_before(t, 0, at, &w)) {
		g->token = cite_hash(span_sub(t, w.start, end));
		if (w.end - w.start < 3 || end - at < 2) /* CO2, SPM8: a capital with one digit is most often a name */
			return drop(s, from);
	}
	return true;
}

bool cite_numeric_at(struct cite_scan *s, size_t at, struct cite_group *g)
{
	char c = s->t.p[at];
	if (c == '[' || c == '(')
		return read_bracketed(s, at, g);
	return read_super(s, at, !text_is_digit(c), g);
}
