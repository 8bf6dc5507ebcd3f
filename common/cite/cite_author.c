/* Author and year: `(see Lee & Park, 2016a,b; 2017, p. 3)`, `Zarate's (2006)`. Every year is an anchor; what stands before it decides. */
#include "cite/cite_before.h"
#include "cite/cite_date.h"
#include "cite/cite_name.h"

enum {
	NESTED = 16,       /* open brackets that are remembered */
	FURTHER_MOST = 99, /* years of the same authors: each is a record with all the names */
	SUFFIXES_MOST = 24,
};

#define NO_GROUP SIZE_MAX

struct authoring {
	struct cite_scan *s;
	size_t open[NESTED], depth; /* places of the brackets that are open; deeper ones are only counted */
	size_t unmatched;           /* place of a bracket that closes what no bracket of this sentence opened; 0: none */
	size_t last, last_end;      /* the citation before (SIZE_MAX: none) and where it ended */
	size_t last_group;
	size_t further; /* years of the same authors since */
};

/* --- acceptance --- */

/* Is there enough evidence that names and year are a citation? */
static bool is_believable(const struct authoring *a, const struct cite_names *n, const struct dated *d, bool enclosed, bool comma)
{
	const struct cite_scan *s = a->s;
	struct span surname = cite_words(s->t, n->surname);
	if (n->et_al || n->n > 1 || cite_knows(s->doc, surname))
		return true;
	if (d->suffix.end)
		return true;
	if (cite_is_numeric(s->doc))
		return false;
	if (n->organisation || enclosed)
		return comma || n->organisation || s->doc == NULL || cite_entries(s->doc) < 3 || !cite_is_numeric(s->doc);
	struct cite_range name = s->out->names.v[n->first];
	return memchr(s->t.p + name.start, ' ', name.end - name.start) == NULL || s->t.p[n->start] != s->t.p[n->surname.start];
}

/* --- output --- */

static void add_cite(struct authoring *a, const struct cite *c, size_t group)
{
	a->last = a->s->out->cites.n;
	a->last_end = c->end;
	a->last_group = group;
	list_push(&a->s->out->cites, *c);
}

/* `, p. 12` behind a year. */
static void read_locator(struct authoring *a, struct cite *c, size_t at)
{
	struct span t = a->s->t;
	size_t p = cite_blank_after(t, at);
	if (p >= t.n || (t.p[p] != ',' && t.p[p] != ':'))
		return;
	size_t q = cite_blank_after(t, p + 1);
	size_t e = cite_phrase_at(a->s->rules, CLASS_LOCATOR, t, q, NULL);
	if (e == SIZE_MAX && !(t.p[p] == ':' && q < t.n && text_is_digit(t.p[q])))
		return;
	size_t end = e == SIZE_MAX ? q : e;
	while (end < t.n && end < q + 40 && t.p[end] != ')' && t.p[end] != ']' && t.p[end] != ';' && t.p[end] != ',')
		end++;
	while (end < t.n && ((unsigned char)t.p[end] & 0xC0) == 0x80)
		end++;
	end = cite_blank_before(t, q, end);
	if (end > q)
		c->locator = (struct cite_range){(uint32_t)q, (uint32_t)end};
}

/* `Lee, 1990, as cited in Park, 2005`: only Park is in the list. */
static bool is_second_hand(const struct authoring *a, size_t at)
{
	struct span t = a->s->t;
	at = cite_blank_after(t, at);
	for (int k = 0; k < 2 && at < t.n && memchr("),;:", t.p[at], 4); k++)
		at = cite_blank_after(t, at + 1);
	return cite_phrase_at(a->s->rules, CLASS_SECOND, t, at, NULL) != SIZE_MAX;
}

/* 2015a,b,c: each further suffix is a citation of its own. */
static void add_suffixes(struct authoring *a, size_t group)
{
	struct span t = a->s->t;
	struct cite c = a->s->out->cites.v[a->last];
	if (c.suffix.end == 0)
		return;
	size_t at = c.suffix.end;
	for (int k = 0; k < SUFFIXES_MOST; k++) {
		size_t p = cite_blank_after(t, at);
		if (p < t.n && (t.p[p] == ',' || t.p[p] == '/' || t.p[p] == '&'))
			p = cite_blank_after(t, p + 1);
		size_t e = cite_phrase_at(a->s->rules, CLASS_AND, t, p, NULL);
		if (e != SIZE_MAX)
			p = cite_blank_after(t, e);
		if (p == at || !date_is_suffix(t, p) || cite_blank_after(t, at) == p)
			return;
		c.suffix = (struct cite_range){(uint32_t)p, (uint32_t)p + 1};
		c.own = (uint32_t)p;
		c.end = (uint32_t)p + 1;
		c.rule = "cite:further-suffix";
		add_cite(a, &c, group);
		at = p + 1;
	}
}

/* The closing bracket belongs to `Lee (2010)`. */
static void close_narrative(struct authoring *a)
{
	struct span t = a->s->t;
	struct cite *c = &a->s->out->cites.v[a->last];
	size_t p = cite_blank_after(t, c->end);
	if (p < t.n && (t.p[p] == ')' || t.p[p] == ']'))
		c->end = (uint32_t)p + 1;
}

static void add_dated(struct authoring *a, const struct cite_names *n, const struct dated *d, size_t group, enum cite_form form)
{
	struct cite c = {
		.form = form,
		.start = (uint32_t)n->start,
		.own = (uint32_t)n->start,
		.end = (uint32_t)d->end,
		.names = (uint32_t)n->first,
		.n_names = (uint32_t)n->n,
		.et_al = n->et_al,
		.year = d->year,
		.suffix = d->suffix,
		.rule = form == CITE_NARRATIVE ? "cite:narrative" : "cite:parenthetical",
	};
	read_locator(a, &c, d->end);
	if (is_second_hand(a, d->end))
		c.rule = "cite:second-hand";
	add_cite(a, &c, group);
	a->further = 0;
	add_suffixes(a, group);
	if (form == CITE_NARRATIVE)
		close_narrative(a);
}

/* --- a year and what stands before it --- */

/* Only commas, semicolons, "and" and blanks between the citation before and this year: same authors. */
static bool continues(const struct authoring *a, size_t at)
{
	struct span t = a->s->t;
	size_t p = a->last_end;
	if (at < p || at - p > 16)
		return false;
	bool mark = false;
	for (;;) {
		p = cite_blank_after(t, p);
		size_t e;
		if (p >= at)
			return mark && p == at;
		if (t.p[p] == ',' || t.p[p] == ';' || t.p[p] == '&' || t.p[p] == '/')
			p++;
		else if ((e = cite_phrase_at(a->s->rules, CLASS_AND, t, p, NULL)) != SIZE_MAX && e < at)
			p = e;
		else
			return false;
		mark = true;
	}
}

static void add_further(struct authoring *a, const struct dated *d, size_t group)
{
	struct cite c = a->s->out->cites.v[a->last];
	c.own = (uint32_t)d->start;
	c.end = (uint32_t)d->end;
	c.year = d->year;
	c.suffix = d->suffix;
	c.locator = (struct cite_range){0, 0};
	c.rule = "cite:further-year";
	read_locator(a, &c, d->end);
	add_cite(a, &c, group);
	add_suffixes(a, group);
	if (c.form == CITE_NARRATIVE)
		close_narrative(a);
}

static bool try_names(struct authoring *a, size_t floor, size_t at, bool enclosed, bool comma, const struct dated *d, size_t group,
					  enum cite_form form)
{
	struct cite_names n;
	size_t mark = a->s->out->names.n;
	if (cite_names_before(a->s, floor, at, enclosed, comma, &n) && is_believable(a, &n, d, enclosed, comma)) {
		add_dated(a, &n, d, group, form);
		return true;
	}
	a->s->out->names.n = mark;
	return false;
}

/* "Lee's" ends at `at`. */
static bool is_possessive(struct span t, size_t at)
{
	return at > 4 && t.p[at - 1] == 's' && (t.p[at - 2] == '\'' || memcmp(t.p + at - 4, "\xE2\x80\x99", 3) == 0);
}

/* Bare `Lee et al., 2010` in running text: only what has "et al." counts, and `Lee, 2010`, `Lee's 2010 trial` of an author of the list. */
static void try_bare(struct authoring *a, size_t floor, size_t at, bool comma, const struct dated *d)
{
	const struct cite_scan *s = a->s;
	struct cite_names n;
	size_t mark = a->s->out->names.n;
	if (cite_names_before(a->s, floor, at, false, comma, &n) &&
		(n.et_al || ((comma || is_possessive(s->t, at)) && !cite_is_numeric(s->doc) && cite_knows(s->doc, cite_words(s->t, n.surname)))))
		add_dated(a, &n, d, NO_GROUP, CITE_NARRATIVE);
	else
		a->s->out->names.n = mark;
}

/* `Lancet 2013; 382: 1575–86`, with names where "et al." parts them from the journal. In running text something must follow it, since
 * an entry of a list, or a page's own place, stands alone. */
static bool try_place(struct authoring *a, size_t floor, const struct dated *d, size_t end, bool enclosed)
{
	struct cite_scan *s = a->s;
	struct cite_names n = {.first = s->out->names.n};
	size_t start = cite_journal_before(s, floor, d->start), q = cite_blank_after(s->t, end);
	if (start == SIZE_MAX || (!enclosed && (q == end || q >= s->t.n || !text_is_lower(s->t.p[q]))))
		return false;
	size_t e = cite_blank_before(s->t, floor, start);
	if (cite_phrase_before(s->rules, CLASS_ET_AL, s->t, floor, e) == SIZE_MAX || !cite_names_before(s, floor, e, true, true, &n))
		n = (struct cite_names){.first = s->out->names.n, .start = start};
	struct cite c = {
		.form = enclosed ? CITE_PARENTHETICAL : CITE_NARRATIVE,
		.start = (uint32_t)n.start,
		.own = (uint32_t)n.start,
		.end = (uint32_t)end,
		.names = (uint32_t)n.first,
		.n_names = (uint32_t)n.n,
		.et_al = n.et_al,
		.year = d->year,
		.rule = "cite:place",
	};
	add_cite(a, &c, NO_GROUP);
	return true;
}

/* `“Sleep in wards,” 2010` in brackets: a work that names nobody goes by its title. With names before it (`Lee, “Sleep,” 2010`), *p and
 * *comma become what stands behind these. */
static bool try_title(struct authoring *a, size_t floor, size_t *p, bool *comma, const struct dated *d, size_t group)
{
	struct cite_scan *s = a->s;
	struct cite_range words;
	size_t from, before;
	if (!before_quotation(s->t, floor, *p, &words, &from))
		return false;
	before = cite_blank_before(s->t, floor, from);
	if (before > floor && s->t.p[before - 1] == ',') {
		*p = cite_blank_before(s->t, floor, before - 1);
		*comma = true;
		return false;
	}
	struct cite_names n = {.first = s->out->names.n, .n = 1, .start = from};
	list_push(&s->out->names, words);
	add_dated(a, &n, d, group, CITE_PARENTHETICAL);
	s->out->cites.v[a->last].rule = "cite:title";
	return true;
}

static void read_dated(struct authoring *a, const struct dated *d)
{
	struct span t = a->s->t;
	size_t depth = a->depth < NESTED ? a->depth : NESTED;
	bool virtual = depth == 0 && d->start < a->unmatched;
	size_t group = depth ? a->open[depth - 1] : virtual ? NO_GROUP - 1 : NO_GROUP;
	size_t floor = depth ? group + 1 : 0;
	if (a->last != SIZE_MAX && a->last_group == group && group != NO_GROUP && continues(a, d->start)) {
		if (a->further++ < FURTHER_MOST)
			add_further(a, d, group);
		else
			a->last_end = d->end;
		return;
	}
	if (a->last != SIZE_MAX && a->last_end > floor)
		floor = a->last_end;
	if (floor > d->start)
		return;
	size_t end = cite_place_end(t, d->end);
	if (end && try_place(a, floor, d, end, group != NO_GROUP))
		return;
	size_t p = cite_blank_before(t, floor, d->start);
	if (depth && p == group + 1) {
		size_t before = a->last != SIZE_MAX && a->last_end <= group ? a->last_end : 0;
		size_t q = cite_blank_before(t, before, group);
		if (q > before && t.p[q - 1] == ',')
			q--;
		size_t names = before_journal(a->s, before, q);
		bool glued = q == group && q > before && t.p[q - 1] == '.'; /* "Lee et al.(2010)" */
		if (q < group || cite_letter_before(t, q) || (glued && cite_phrase_before(a->s->rules, CLASS_ET_AL, t, before, q) != SIZE_MAX))
			try_names(a, before, names, false, names < q, d, group, CITE_NARRATIVE);
		return;
	}
	bool comma = p > floor && t.p[p - 1] == ',';
	if (comma)
		p = cite_blank_before(t, floor, p - 1);
	if (group != NO_GROUP && try_title(a, floor, &p, &comma, d, group))
		return;
	p = before_editor(a->s, floor, p);
	size_t names = before_journal(a->s, floor, p);
	comma |= names < p;
	p = names;
	if (group != NO_GROUP)
		try_names(a, floor, p, true, comma, d, group, CITE_PARENTHETICAL);
	else
		try_bare(a, floor, p, comma, d);
}

static size_t find_unmatched(struct span t)
{
	size_t depth = 0, last = 0;
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '(')
			depth++;
		else if (t.p[i] == ')' && depth-- == 0)
			last = i, depth = 0;
	}
	return last;
}

/* Bytes that mean something everywhere, and first letters of what stands for a year, which do so in brackets. */
static const unsigned char marks[256] = {
	['0'] = 2, ['1'] = 2, ['2'] = 2, ['3'] = 2, ['4'] = 2, ['5'] = 2, ['6'] = 2, ['7'] = 2, ['8'] = 2, ['9'] = 2,
	['('] = 2, [')'] = 2, ['['] = 2, [']'] = 2, ['n'] = 1, ['i'] = 1, ['f'] = 1, ['s'] = 1, ['u'] = 1,
};

void cite_author_year(struct cite_scan *s)
{
	struct authoring a = {.s = s, .last = SIZE_MAX};
	struct span t = s->t;
	if (t.n && memchr(t.p, ')', t.n))
		a.unmatched = find_unmatched(t);
	for (size_t i = 0;; i++) {
		unsigned char least = a.depth ? 1 : 2;
		while (i < t.n && marks[(unsigned char)t.p[i]] < least)
			i++;
		if (i >= t.n)
			return;
		char c = t.p[i];
		struct dated d;
		if (c == '(' || c == '[') {
			if (a.depth < NESTED)
				a.open[a.depth] = i;
			a.depth++;
		} else if ((c == ')' || c == ']') && a.depth) {
			a.depth--;
		} else if (text_is_digit(c)) {
			size_t e = i;
			while (e < t.n && text_is_digit(t.p[e]))
				e++;
			if (e - i == 4 && date_read_year(t, i, &d))
				read_dated(&a, &d);
			i = e - 1;
		} else if (text_is_lower(c) && i > 0 && !text_is_alpha(t.p[i - 1]) && date_read_words(s, i, &d)) {
			read_dated(&a, &d);
			i = d.end - 1;
		}
	}
}
