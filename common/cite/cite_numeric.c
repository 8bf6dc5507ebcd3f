/* Numeric citations: `[1,3-5]`, `[25]–[27]`, `(64, 91, 92)`; those without brackets are in cite_super.c. A group is read by its form here;
 * cite_style.c says whether the document uses that form for citations. */
#include "cite/cite_numeric.h"

bool numbers_drop(struct cite_scan *s, size_t from)
{
	s->out->numbers.n = from;
	return false;
}

bool numbers_add(struct cite_scan *s, size_t from, uint32_t v)
{
	if (v == 0 || v > CITE_NUMBER || s->out->numbers.n - from >= CITE_NUMBERS)
		return false;
	list_push(&s->out->numbers, v);
	return true;
}

bool numbers_range(struct cite_scan *s, size_t from, uint32_t first, uint32_t last)
{
	if (last <= first || last - first > CITE_NUMBERS)
		return false;
	for (uint32_t v = first + 1; v <= last; v++)
		if (!numbers_add(s, from, v))
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
	if (n == 0 || !numbers_add(s, from, last))
		return SIZE_MAX;
	at += n;
	++*printed;
	for (bool ranged = false;; ++*printed) {
		bool dash;
		size_t p = read_separator(s, at, &dash);
		if (p == at || (n = read_number(s->t, p, &v)) == 0)
			return at;
		if (dash ? ranged || !numbers_range(s, from, last, v) : !numbers_add(s, from, v))
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

/* `[25]–[27]`, `[1], [2]`: the whole chain. Brackets with nothing between them (`[97][98]`) are citations of their own. */
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
		else
			return end;
		p = cite_blank_after(t, p);
		if (p >= t.n || t.p[p] != '[')
			return end;
		size_t next = read_enclosed(s, from, p, ']', printed);
		if (next == SIZE_MAX) {
			numbers_drop(s, mark);
			return end;
		}
		uint32_t first = s->out->numbers.v[mark];
		if (n && (first <= last || first - last > CITE_NUMBERS)) {
			numbers_drop(s, mark);
			return end;
		}
		if (n && first > last + 1) { /* what lies between, in front of what was read */
			size_t more = s->out->numbers.n - mark, gap = first - last - 1;
			if (s->out->numbers.n + gap - from > CITE_NUMBERS) {
				numbers_drop(s, mark);
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

bool cite_word_ends(const struct cite_scan *s, size_t at, enum cite_class c)
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
		return numbers_drop(s, from);
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
		return numbers_drop(s, from);
	if (!bracket && (is_enumeration(s, g) || cite_word_ends(s, at, CLASS_NUMBERED)))
		return numbers_drop(s, from);
	if (!bracket && end < s->t.n) {
		char c = s->t.p[end];
		if (c == '(' || c == '-' || text_is_digit(c) || text_is_alpha(c))
			return numbers_drop(s, from);
	}
	return true;
}

bool cite_numeric_at(struct cite_scan *s, size_t at, struct cite_group *g)
{
	char c = s->t.p[at];
	if (c == '[' || c == '(')
		return read_bracketed(s, at, g);
	return cite_super_at(s, at, !text_is_digit(c), g);
}
