/* Works that a text names so that no list is needed: by an identifier in brackets, `(PMID: 12345678; doi: 10.1000/182)`, or by their place
 * in print, `Nature 2010;464:59`. */
#include "cite/cite_internal.h"

enum {
	PREFIXES = 3,
	ID_DIGITS_LEAST = 5, /* of a PMID or PMCID */
	ID_DIGITS_MOST = 9,
	JOURNAL_WORDS = 12,
	ISSUE_LONGEST = 16, /* bytes in the brackets of an issue */
};

static size_t digits_end(struct span t, size_t at)
{
	while (at < t.n && text_is_digit(t.p[at]))
		at++;
	return at;
}

/* --- identifiers --- */

static size_t read_digits(struct span t, size_t at, struct cite_range *id)
{
	size_t end = digits_end(t, at);
	if (end < at + ID_DIGITS_LEAST || end > at + ID_DIGITS_MOST)
		return SIZE_MAX;
	id->end = (uint32_t)end;
	return end;
}

/* `10.1016/S0140-6736(10)61234-5`: up to a blank, a bracket that it did not open, or the stop behind it. */
static size_t read_doi(struct span t, size_t at, struct cite_range *id)
{
	size_t end = at, depth = 0;
	if (at + 8 > t.n || memcmp(t.p + at, "10.", 3) != 0 || digits_end(t, at + 3) < at + 7)
		return SIZE_MAX;
	for (; end < t.n && !text_is_space(t.p[end]) && !memchr(";,[]", t.p[end], 4); end++) {
		if (t.p[end] == ')' && depth == 0)
			break;
		depth += (size_t)(t.p[end] == '(') - (size_t)(t.p[end] == ')');
	}
	while (end > at && t.p[end - 1] == '.')
		end--;
	id->end = (uint32_t)end;
	return memchr(t.p + at, '/', end - at) ? end : SIZE_MAX;
}

/* An address of a DOI: where the DOI begins in it; `at` where there is none. */
static size_t after_resolver(struct span t, size_t at)
{
	enum { HOST_LONGEST = 28 };
	size_t i = at;
	if (span_starts(span_sub(t, at, t.n), "http"))
		while (i < t.n && i < at + HOST_LONGEST && !text_is_space(t.p[i]) &&
			   !(t.p[i] == '/' && i + 3 < t.n && memcmp(t.p + i, "/10.", 4) == 0))
			i++;
	return i > at && i < t.n && t.p[i] == '/' ? i + 1 : at;
}

/* The identifier that begins at `at`: its end, or SIZE_MAX. */
static size_t read_identifier(const struct cite_scan *s, size_t at, struct cite *c)
{
	struct span t = s->t;
	size_t row, p = after_resolver(t, at);
	if (p > at || (at + 3 < t.n && memcmp(t.p + at, "10.", 3) == 0)) {
		c->id_kind = "doi";
	} else if (at + 3 < t.n && memcmp(t.p + at, "PMC", 3) == 0 && text_is_digit(t.p[at + 3])) {
		c->id_kind = "pmcid";
	} else {
		p = cite_phrase_at(s->rules, CLASS_IDENTIFIER, t, at, &row);
		if (p == SIZE_MAX)
			return p;
		c->id_kind = cite_design(s->rules, row);
		while (p < t.n && (text_is_space(t.p[p]) || memchr(":#=.", t.p[p], 4)))
			p++;
		p = after_resolver(t, p);
	}
	c->id.start = (uint32_t)p;
	if (c->id_kind == NULL)
		return SIZE_MAX;
	if (strcmp(c->id_kind, "doi") == 0)
		return read_doi(t, p, &c->id);
	if (p + 3 < t.n && memcmp(t.p + p, "PMC", 3) == 0)
		p += 3;
	return read_digits(t, p, &c->id);
}

struct brackets {
	struct cite_scan *s;
	size_t open;      /* behind the bracket */
	size_t dated, of; /* citations with author and year; the first of them that may end behind an item */
};

/* The citation of the bracket that ended before `end`, not before `at`; SIZE_MAX for none. */
static size_t cited_before(struct brackets *b, size_t at, size_t end)
{
	const struct cite *v = b->s->out->cites.v;
	while (b->of < b->dated && v[b->of].end <= end)
		b->of++;
	return b->of > 0 && v[b->of - 1].start >= b->open && v[b->of - 1].end >= at ? b->of - 1 : SIZE_MAX;
}

/* `[Lindqvist2010b]`: a name and a year that make a key. */
static bool read_key(struct cite_scan *s, size_t at, size_t end)
{
	enum { YEAR = 4, NAME_LEAST = 3 };
	struct span t = s->t;
	struct cite_range w;
	size_t year = at, suffix;
	if (!cite_upper_at(t, at) || !cite_word_at(t, at, &w) || cite_blank_after(t, w.end) < end)
		return false;
	while (year < w.end && !text_is_digit(t.p[year]))
		year++;
	suffix = digits_end(t, year);
	bool dated = suffix == year + YEAR && (memcmp(t.p + year, "19", 2) == 0 || memcmp(t.p + year, "20", 2) == 0);
	if (!dated || year < at + NAME_LEAST || !text_is_lower(t.p[year - 1]) || suffix + 1 < w.end ||
		cite_is(s->rules, CLASS_NEVER, span_sub(t, at, year)))
		return false;
	struct cite c = {
		.form = CITE_PARENTHETICAL,
		.start = (uint32_t)at,
		.own = (uint32_t)at,
		.end = w.end,
		.names = (uint32_t)s->out->names.n,
		.n_names = 1,
		.year = {(uint32_t)year, (uint32_t)suffix},
		.suffix = {(uint32_t)suffix, w.end},
		.rule = "cite:key",
	};
	list_push(&s->out->names, ((struct cite_range){(uint32_t)at, (uint32_t)year}));
	list_push(&s->out->cites, c);
	return true;
}

/* "this article (doi: 10.1000/182)": the identifier of the text at hand. */
static bool is_own(const struct cite_scan *s, size_t open)
{
	struct cite_range w;
	for (size_t k = 0, at = open; k < 3 && cite_word_before(s->t, 0, cite_blank_before(s->t, 0, at), &w); k++, at = w.start)
		if (cite_is(s->rules, CLASS_OWN, cite_words(s->t, w)))
			return true;
	return false;
}

/* One item of a bracket, [at, end): an identifier and nothing else but what leads to it. Behind `Lee, 2010,` or `Lee, 2010;` it is of that
 * work. */
static void read_item(struct brackets *b, size_t at, size_t end)
{
	struct cite_scan *s = b->s;
	struct span t = s->t;
	struct cite c = {.form = CITE_PARENTHETICAL, .rule = "cite:identifier"};
	size_t of = cited_before(b, b->open, end);
	if (of != SIZE_MAX && s->out->cites.v[of].end > at)
		at = s->out->cites.v[of].end;
	while (at < end && (text_is_space(t.p[at]) || t.p[at] == ',' || t.p[at] == ';'))
		at++;
	bool same = of != SIZE_MAX && at - s->out->cites.v[of].end <= 2 && s->out->cites.v[of].id_kind == NULL;
	for (size_t k = 0, e; k < PREFIXES && (e = cite_phrase_at(s->rules, CLASS_PREFIX, t, at, NULL)) != SIZE_MAX; k++) {
		while (e < t.n && memchr(".,:", t.p[e], 3))
			e++;
		at = cite_blank_after(t, e);
	}
	size_t to = at < end ? read_identifier(s, at, &c) : SIZE_MAX;
	if (to == SIZE_MAX && at < end && t.p[b->open - 1] == '[')
		read_key(s, at, end);
	if (to == SIZE_MAX || to > end || (strcmp(c.id_kind, "doi") == 0 && is_own(s, b->open - 1)))
		return;
	size_t rest = cite_blank_after(t, to + (to < end && t.p[to] == '.'));
	if (rest < end)
		return;
	if (same) {
		s->out->cites.v[of].id_kind = c.id_kind;
		s->out->cites.v[of].id = c.id;
		return;
	}
	c.start = c.own = (uint32_t)at;
	c.end = (uint32_t)to;
	list_push(&s->out->cites, c);
}

/* Digits in a row as in no year, or behind a letter or in front of a point: most brackets have none. */
static bool may_identify(struct span t, size_t at, size_t end)
{
	for (size_t i = at, from; i < end; i++) {
		if (!text_is_digit(t.p[i]))
			continue;
		from = i;
		i = digits_end(t, i);
		if (i >= from + ID_DIGITS_LEAST || (from > at && text_is_alpha(t.p[from - 1])) ||
			(i + 1 < end && t.p[i] == '.' && text_is_digit(t.p[i + 1])))
			return true;
	}
	return false;
}

/* Reads the items of the bracket that was opened before `open`; the place behind it. */
static size_t read_bracket(struct brackets *b, size_t open)
{
	struct span t = b->s->t;
	size_t from = open, i = open;
	b->open = open;
	for (size_t depth = 0; i < t.n; i++) {
		char c = t.p[i];
		bool closes = (c == ')' || c == ']') && depth == 0;
		if (c == '(' || c == '[') {
			depth++;
		} else if ((c == ')' || c == ']') && depth) {
			depth--;
		} else if (closes || ((c == ';' || c == ',') && depth == 0)) {
			if (may_identify(t, from, i))
				read_item(b, from, i);
			from = i + 1;
		}
		if (closes)
			break;
	}
	return i;
}

static size_t next_of(struct span t, size_t at, char c)
{
	const char *p = at < t.n ? memchr(t.p + at, c, t.n - at) : NULL;
	return p ? (size_t)(p - t.p) : t.n;
}

void cite_identifiers(struct cite_scan *s)
{
	struct span t = s->t;
	struct brackets b = {.s = s, .dated = s->out->cites.n};
	size_t round = next_of(t, 0, '('), square = next_of(t, 0, '['), at;
	while ((at = round < square ? round : square) < t.n) {
		at = read_bracket(&b, at + 1);
		round = round < at ? next_of(t, at, '(') : round;
		square = square < at ? next_of(t, at, '[') : square;
	}
}

/* --- places in print --- */

size_t cite_place_end(struct span t, size_t at)
{
	size_t p = cite_blank_after(t, at), e, n;
	if (p >= t.n || t.p[p] != ';')
		return 0;
	p = cite_blank_after(t, p + 1);
	if ((e = digits_end(t, p)) == p || e > p + 4)
		return 0;
	p = cite_blank_after(t, e);
	if (p < t.n && t.p[p] == '(') {
		for (e = p + 1; e < t.n && e < p + ISSUE_LONGEST && t.p[e] != ')';)
			e++;
		if (e >= t.n || t.p[e] != ')')
			return 0;
		p = cite_blank_after(t, e + 1);
	}
	if (p >= t.n || t.p[p] != ':')
		return 0;
	p = cite_blank_after(t, p + 1);
	p += p < t.n && text_is_alpha(t.p[p]);
	if ((e = digits_end(t, p)) == p)
		return 0;
	if ((n = cite_dash_at(t, e)) != 0) {
		p = e + n + (e + n < t.n && text_is_alpha(t.p[e + n]));
		e = digits_end(t, p) > p ? digits_end(t, p) : e;
	}
	return e;
}

size_t cite_journal_before(const struct cite_scan *s, size_t floor, size_t at)
{
	struct span t = s->t;
	size_t best = SIZE_MAX;
	for (int k = 0; k < JOURNAL_WORDS; k++) {
		struct cite_range w;
		size_t p = cite_blank_before(t, floor, at);
		while (p > floor && (t.p[p - 1] == '.' || t.p[p - 1] == ',' || t.p[p - 1] == '&'))
			p = cite_blank_before(t, floor, p - 1);
		if (!cite_word_before(t, floor, p, &w))
			break;
		if (cite_upper_at(t, w.start) && !cite_is(s->rules, CLASS_PREFIX, cite_words(t, w)))
			best = w.start;
		else if (!cite_is(s->rules, CLASS_INNER, cite_words(t, w)) || best == SIZE_MAX)
			break;
		at = w.start;
	}
	return best;
}
