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

/* Behind the letters of `12a`, `3b,c`: parts of an entry, and the marks of `4••` and `4**`: of interest; `at` where there are none. */
static size_t after_parts(struct span t, size_t at)
{
	while (at < t.n && (t.p[at] == '*' || (t.n - at >= 3 && memcmp(t.p + at, "\xE2\x80\xA2", 3) == 0)))
		at += t.p[at] == '*' ? 1 : 3;
	size_t end = at;
	for (size_t p = at; p < t.n && t.p[p] >= 'a' && t.p[p] <= 'h'; p++) {
		if (p + 1 < t.n && (text_is_alpha(t.p[p + 1]) || text_is_digit(t.p[p + 1])))
			return at;
		end = ++p;
		if (p >= t.n || t.p[p] != ',')
			break;
	}
	return end;
}

/* Behind the label of a link, in `(1Trusted Source, 2Trusted Source)`; `at` where there is none. */
static size_t after_label(const struct cite_scan *s, size_t at)
{
	struct span rest = span_sub(s->t, cite_blank_after(s->t, at), s->t.n);
	size_t end = rest.n && text_is_upper(rest.p[0]) ? cite_phrase_at(s->rules, CLASS_LABEL, rest, 0, NULL) : SIZE_MAX;
	return end == SIZE_MAX ? at : s->t.n - rest.n + end;
}

/* `12, 14–16 and 20` from `at`: the end, or SIZE_MAX. `parts`: a number may have letters. `labels`: … or what its link is labelled with. */
static size_t read_list(struct cite_scan *s, size_t from, size_t at, bool parts, bool labels, uint32_t *printed)
{
	uint32_t v, last;
	size_t n = read_number(s->t, at, &last);
	if (n == 0 || !numbers_add(s, from, last))
		return SIZE_MAX;
	at += n;
	at = parts ? after_parts(s->t, at) : at;
	at = labels ? after_label(s, at) : at;
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
		at = parts ? after_parts(s->t, p + n) : p + n;
		at = labels ? after_label(s, at) : at;
	}
}

/* The list between `open` and its closing mark; the place after that, or SIZE_MAX. *named: "ref." stands before it. */
static size_t read_enclosed(struct cite_scan *s, size_t from, size_t open, char close, uint32_t *printed, bool *named)
{
	struct span t = s->t;
	size_t p = cite_blank_after(t, open + 1), row = 0;
	p += close == ']' && p < t.n && t.p[p] == '^'; /* [^1] of Markdown */
	for (size_t k = 0; k < 3; k++) {               /* see also, e.g., reviewed in */
		size_t e = cite_phrase_at(s->rules, CLASS_PREFIX, t, p, &row);
		if (e == SIZE_MAX)
			break;
		*named = cite_design(s->rules, row) != NULL;
		while (e < t.n && (t.p[e] == '.' || t.p[e] == ',' || t.p[e] == ':'))
			e++;
		p = cite_blank_after(t, e);
	}
	p = read_list(s, from, p, close == ']', true, printed);
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
	bool named;
	size_t end = read_enclosed(s, from, at, ']', printed, &named);
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
		size_t next = read_enclosed(s, from, p, ']', printed, &named);
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

/* `[Smi95, LM05]`, `[S1–S3]`: keys of the list, all of them known. The byte behind, or SIZE_MAX. */
static size_t read_keys(struct cite_scan *s, size_t from, size_t open)
{
	struct span t = s->t;
	uint32_t last = 0;
	for (size_t p = cite_blank_after(t, open + 1);;) {
		size_t end = p, dash;
		while (end < t.n && (text_is_alpha(t.p[end]) || text_is_digit(t.p[end]) || t.p[end] == '+'))
			end++;
		uint32_t v = cite_keyed(s->doc, span_sub(t, p, end));
		if (v == 0 || !(last ? numbers_range(s, from, last, v) : numbers_add(s, from, v)))
			return SIZE_MAX;
		p = cite_blank_after(t, end);
		dash = cite_dash_at(t, p);
		last = dash ? v : 0;
		if (p < t.n && t.p[p] == ']')
			return p + 1;
		if (!dash && (p >= t.n || (t.p[p] != ',' && t.p[p] != ';')))
			return SIZE_MAX;
		p = cite_blank_after(t, p + (dash ? dash : 1));
	}
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

/* The whole part of the number whose last digits begin at `at`: 5 of 5.2. */
static uint32_t leading_value(struct span t, size_t at)
{
	uint32_t v = 0;
	if (at > 1 && t.p[at - 1] == '.' && text_is_digit(t.p[at - 2]))
		for (at--; at > 0 && text_is_digit(t.p[at - 1]);)
			at--;
	for (size_t k = 0; k < 6 && at + k < t.n && text_is_digit(t.p[at + k]); k++)
		v = v * 10 + (uint32_t)(t.p[at + k] - '0');
	return v;
}

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
	const uint32_t *v = s->out->numbers.v + g->numbers;
	uint32_t value = leading_value(t, w.start);
	if (g->printed == 2 && !glued && v[0] <= value && value <= v[g->n - 1])
		return VALUE_HARD; /* the value lies within its interval */
	return paren || (g->printed == 2 && !glued) ? VALUE_WEAK : VALUE_NONE;
}

/* "(1) light, (2) water": behind the group, the next number opens an item of the same kind. */
static bool next_item(const struct cite_scan *s, const struct cite_group *g)
{
	enum { ITEM_LONGEST = 160 };
	struct span t = s->t;
	uint32_t v, next = s->out->numbers.v[g->numbers] + 1;
	size_t end = g->end + ITEM_LONGEST < t.n ? g->end + ITEM_LONGEST : t.n, n;
	for (size_t i = g->end; i + 1 < end; i++) {
		if (t.p[i] != '(' || (n = read_number(t, i + 1, &v)) == 0 || v != next || i + 1 + n >= t.n || t.p[i + 1 + n] != ')')
			continue;
		size_t p = cite_blank_before(t, 0, i), q = i + n + 2;
		struct cite_range w;
		return p > 0 && q < t.n && text_is_space(t.p[q]) &&
			   (t.p[p - 1] == ',' || t.p[p - 1] == ';' ||
				(cite_word_before(t, 0, p, &w) && cite_is(s->rules, CLASS_AND, cite_words(t, w))));
	}
	return false;
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
	if (p == 0 || t.p[p - 1] == ':' || t.p[p - 1] == ';' || (cite_letter_before(t, p) && next_item(s, g)))
		return true;
	struct cite_range w;
	return cite_word_before(t, 0, p, &w) && cite_is(s->rules, CLASS_AND, cite_words(t, w));
}

/* `nitrobenzo[c][1,2,5]oxadiazole`, `[1,8]naphthyridines`: places in a molecule, before a long word and behind none. */
static bool is_locant(struct span t, size_t start, size_t end)
{
	enum { WORD = 5 };
	size_t i = end;
	while (i < t.n && text_is_lower(t.p[i]))
		i++;
	return i >= end + WORD && (start == 0 || text_is_space(t.p[start - 1]) || memchr("-](,", t.p[start - 1], 4) != NULL);
}

static bool read_bracketed(struct cite_scan *s, size_t at, struct cite_group *g)
{
	size_t from = s->out->numbers.n;
	bool bracket = s->t.p[at] == '[', named = false;
	uint32_t printed = 0;
	size_t end = bracket ? read_chain(s, from, at, &printed) : read_enclosed(s, from, at, ')', &printed, &named);
	bool keyed = end == SIZE_MAX && bracket && !numbers_drop(s, from) && (end = read_keys(s, from, at)) != SIZE_MAX;
	if (end == SIZE_MAX)
		return numbers_drop(s, from);
	*g = (struct cite_group){
		.marker = bracket ? MARKER_BRACKET : MARKER_PAREN,
		.start = (uint32_t)at,
		.end = (uint32_t)end,
		.numbers = (uint32_t)from,
		.n = (uint32_t)(s->out->numbers.n - from),
		.printed = printed,
		.named = named,
		.keyed = keyed,
		.note = bracket && s->t.p[at + 1] == '^',
	};
	if (g->note && at == 0 && end < s->t.n && s->t.p[end] == ':')
		return numbers_drop(s, from); /* the note itself */
	if (named || keyed)
		return true;
	enum value before = value_before(s, g);
	g->weak = before == VALUE_WEAK;
	if (before == VALUE_HARD)
		return numbers_drop(s, from);
	if (!bracket && (is_enumeration(s, g) || cite_word_ends(s, at, CLASS_NUMBERED)))
		return numbers_drop(s, from);
	if (bracket && is_locant(s->t, at, end))
		return numbers_drop(s, from);
	if (!bracket && end < s->t.n) {
		char c = s->t.p[end];
		if (c == '(' || c == '-' || text_is_digit(c) || text_is_alpha(c))
			return numbers_drop(s, from);
	}
	return true;
}

/* `ref. 12`, `refs 3 and 4`, without brackets around them. */
static bool read_named(struct cite_scan *s, size_t at, struct cite_group *g)
{
	struct span t = s->t;
	size_t from = s->out->numbers.n, p = cite_blank_before(t, 0, at), q = p;
	struct cite_range w;
	uint32_t printed = 0;
	while (q > 0 && t.p[q - 1] == '.')
		q--;
	if (p < 3 || !memchr("fes.", t.p[p - 1], 4) || !cite_word_before(t, 0, q, &w))
		return false;
	size_t row = cite_row(s->rules, CLASS_PREFIX, cite_words(t, w));
	const char *design = row == SIZE_MAX ? NULL : cite_design(s->rules, row);
	bool word = design && strcmp(design, "word") == 0; /* "reference 9" may be of another kind than "ref. 9" */
	if (design == NULL || (word && !cite_is_numeric(s->doc)))
		return false;
	size_t end = read_list(s, from, at, false, false, &printed);
	if (end == SIZE_MAX || (end < t.n && (text_is_alpha(t.p[end]) || text_is_digit(t.p[end]) || t.p[end] == '%')) ||
		(end + 1 < t.n && (t.p[end] == '/' || t.p[end] == '-' || (memchr(".,:", t.p[end], 3) && text_is_digit(t.p[end + 1])))))
		return numbers_drop(s, from);
	struct cite_range next;
	if (word && cite_word_at(t, cite_blank_after(t, end), &next) && !cite_is(s->rules, CLASS_INNER, cite_words(t, next)) &&
		!cite_is(s->rules, CLASS_VERB, cite_words(t, next)))
		return numbers_drop(s, from); /* "the reference 5 mg dose" */
	*g = (struct cite_group){
		.marker = MARKER_PAREN,
		.start = w.start,
		.end = (uint32_t)end,
		.numbers = (uint32_t)from,
		.n = (uint32_t)(s->out->numbers.n - from),
		.printed = printed,
		.named = true,
	};
	return true;
}

bool cite_numeric_at(struct cite_scan *s, size_t at, struct cite_group *g)
{
	char c = s->t.p[at];
	if (c == '[' || c == '(')
		return read_bracketed(s, at, g);
	if (text_is_digit(c) && read_named(s, at, g))
		return true;
	return cite_super_at(s, at, !text_is_digit(c), g);
}
