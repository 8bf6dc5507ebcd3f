/* Lists without numbers: bulleted, one block each, parted by blank lines, broken over lines. */
#include <stdlib.h>

#include "base/text.h"
#include "reference/reference_parts.h"
#include "reference/reflist_parts.h"

enum {
	RESUME = 10,       /* blocks that a list may be interrupted for */
	CARETS = 5,        /* links back in one block that make it a list whose line ends were lost */
	CARET_LEAST = 30,  /* bytes from one to the next, on average */
	QUOTED = 4,        /* lines in a row that make a list of quoted titles behind their sources */
	APART = 4,         /* blocks with a blank line before each, or a year in each, that are an entry each */
	HEAD_LONGEST = 40, /* bytes of a heading that is run together with it: "References^Ostrow PJ" */
};

static bool ends_open(struct span s)
{
	s = span_trim(s);
	return s.n && memchr(",;:-&(", s.p[s.n - 1], 6) != NULL;
}

static int by_size(const void *a, const void *b)
{
	const size_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static size_t usual_width(const struct finder *f, size_t from, size_t to)
{
	size_t n = to - from, *v = mem_alloc(n * sizeof *v);
	for (size_t i = 0; i < n; i++)
		v[i] = text_chars(f->b[from + i].text);
	qsort(v, n, sizeof *v, by_size);
	size_t w = v[n * 9 / 10];
	free(v);
	return w;
}

size_t plain_end(struct finder *f, size_t from, size_t to, bool bullets)
{
	size_t end = from, bad = 0, patience = usual_width(f, from, to) > LINE_LONGEST ? 6 : 24;
	for (size_t i = from; i < to; i++) {
		int score = look_at(f, i)->score + (bullets && (f->labels[i].bullet || f->b[i].kind == REFLIST_ITEM) ? 1 : bullets ? -2 : 0);
		bool opens = patience > 6 && f->looks[i].initials; /* the first line of an entry broken over lines */
		bool bare = f->looks[i].address && end == i && (i == from || f->looks[i - 1].address); /* a list that opens with addresses alone */
		if (score >= 4 || opens || bare || (end == i && f->looks[i].names && look_cut(f->b[i].text))) {
			end = i + 1;
			bad = 0;
		} else if (++bad > patience) {
			break;
		}
	}
	return end;
}

size_t plain_bullets(struct finder *f, size_t from, size_t to)
{
	size_t end = plain_end(f, from, to, true);
	size_t first = f->out->entries.n, marked = 0;
	for (size_t i = from; i < to && i < end + 8; i++) { /* a key or a bullet goes on after an entry that is hard to read */
		marked = f->labels[i].bullet || f->labels[i].kind == LABEL_KEY ? i : marked;
		if (marked >= end && (f->looks[marked].names || f->labels[marked].kind == LABEL_KEY || look_at(f, marked)->names))
			end = marked + 1;
	}
	while (end < to && f->b[end].gap == 0 && f->labels[end - 1].kind == LABEL_KEY && !entry_complete(f, end - 1, f->b[end - 1].text.n))
		end++;
	for (size_t i = from; i < end; i++) {
		if (entry_marked(f, i) || f->out->entries.n == first || (f->b[i].gap && look_at(f, i)->score >= 5))
			entry_open(f, i, f->labels[i].after, f->labels[i].kind == LABEL_KEY ? 0 : f->labels[i].number);
		else
			entry_extend(f, i);
	}
	return end;
}

/* "CrossRef Medline": what is left of the links of a page. */
static bool ends_in_link(const struct finder *f, struct span s)
{
	bool more;
	size_t from = s.n;
	while (from && (text_is_alpha(s.p[from - 1])))
		from--;
	return (rules_cue(f->rules, rules_word(s.p + from, s.n - from), &more) & CUE(LINK)) != 0;
}

static bool ends_in_address(struct span s)
{
	size_t from = s.n;
	while (from && !text_is_space(s.p[from - 1]))
		from--;
	s = span_sub(s, from, s.n);
	return s.n > 8 && memchr(s.p, '/', s.n) &&
		   (span_starts(s, "http") || span_starts(s, "doi") || span_starts(s, "10.") || span_starts(s, "www."));
}

static size_t one_each(struct finder *f, size_t from, size_t end)
{
	size_t first = f->out->entries.n;
	for (size_t i = from; i < end; i++) {
		bool row = i > from && look_at(f, i)->address && f->looks[i - 1].address;
		bool go_on = !row && f->out->entries.n > first && (look_small(f, i) || (ends_open(f->b[i - 1].text) && !look_at(f, i)->initials)) &&
					 f->b[i].gap == 0;
		if (go_on)
			entry_extend(f, i);
		else
			entry_open(f, i, label_space(f->b[i].text, 0), 0);
	}
	return end;
}

/* Whether the line before a new entry looks finished. */
static int finished(const struct finder *f, size_t i, size_t width)
{
	struct span s = span_trim(f->b[i].text);
	int score = 0;
	if (s.n == 0)
		return 3;
	char c = s.p[s.n - 1];
	size_t word = 0;
	while (word + 1 < s.n && text_is_alpha(s.p[s.n - 2 - word]))
		word++;
	if (c == '.')
		score += word == 1 ? 0 : word && word <= 4 ? 1 : 3;
	else if (text_is_digit(c) || c == ')' || c == ']')
		score += 2;
	else if (memchr(",:;&-(", c, 6))
		score -= 5;
	else if (text_is_alpha(c))
		score += ends_in_link(f, s) || ends_in_address(s) ? 3 : -2;
	size_t n = text_chars(s);
	score += n * 10 < width * 6 ? 3 : n * 10 < width * 8 ? 2 : n * 20 < width * 19 ? 1 : 0;
	return score;
}

/* "12, 101-110" or "(2013). Title". */
static bool begins_with_number(struct span s)
{
	size_t at = label_space(s, 0);
	at += at < s.n && s.p[at] == '(';
	return at < s.n && text_is_digit(s.p[at]);
}

/* An entry broken over lines: where the next one begins. */
static size_t broken(struct finder *f, size_t from, size_t to)
{
	size_t width = usual_width(f, from, to), end = from, years = 0;
	bool located = false, full = look_at(f, from)->names && !look_at(f, from)->initials;
	unsigned low = ~0u, high = 0;
	for (size_t i = from; i < to; i++) {
		low = f->b[i].indent < low ? f->b[i].indent : low;
		high = f->b[i].indent > high ? f->b[i].indent : high;
	}
	for (size_t i = from; i < to; i++) {
		const struct look *l = look_at(f, i);
		int score = 10;
		if (i > from) {
			score = finished(f, i - 1, width) + (l->initials ? 3 : !l->names ? -3 : full ? 2 : 0) + (l->head_year ? 2 : 0);
			score += f->b[i].gap ? 3 : 0;
			score -= look_small(f, i) ? 8 : 0;
			score -= years == 0 ? 4 : 0;
			score += located ? 1 : !l->names || (!l->initials && !full) ? -3 : 0;
			if (high > low)
				score += f->b[i].indent == low ? 2 : -3;
			if (begins_with_number(f->b[i].text))
				score -= 4;
		}
		bool numbered = i < f->detached_to && i >= f->detached_from && f->labels[i].kind > LABEL_NONE && f->labels[i].kind < LABEL_BARE &&
						f->labels[i].after < f->b[i].text.n;
		if (numbered || score >= 6) {
			entry_open(f, i, numbered ? f->labels[i].after : label_space(f->b[i].text, 0), numbered ? f->labels[i].number : 0);
			years = 0;
			located = false;
		} else {
			entry_extend(f, i);
		}
		years += l->years;
		located |= l->located || l->id;
		end = i + 1;
	}
	return end;
}

/* Behind a blank line, and yet the middle of an entry: the line before is open, this one begins small or with digits. */
static bool goes_on(struct finder *f, size_t i)
{
	struct span before = span_trim(f->b[i - 1].text), s = f->b[i].text;
	size_t at = label_space(s, 0);
	if (look_at(f, i)->initials && f->looks[i].head_year)
		return false;
	if (look_small(f, i) || ends_open(f->b[i - 1].text) || (at < s.n && s.p[at] == '('))
		return true;
	return at < s.n && text_is_digit(s.p[at]) && f->labels[i].kind == LABEL_NONE && before.n && text_is_alpha(before.p[before.n - 1]);
}

/* Entries follow within a few blocks, so that what does not look like one is a piece of an entry or of the page. */
static bool resumes(struct finder *f, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < from + RESUME; i++)
		if (f->b[i].gap && look_at(f, i)->initials && (f->looks[i].years || f->looks[i].score >= 4) &&
			memchr(f->b[i].text.p, ',', f->b[i].text.n) != NULL)
			return true;
	return false;
}

/* An entry whose blank line was lost: it opens with names and year, behind the address that ended the one before. */
static bool follows_address(struct finder *f, size_t i)
{
	return ends_in_address(span_trim(f->b[i - 1].text)) && look_at(f, i)->initials && f->looks[i].head_year;
}

/* A blank line before each entry, some of them of several lines. */
static size_t spaced(struct finder *f, size_t from, size_t to)
{
	size_t end = from, first = f->out->entries.n;
	for (size_t i = from; i < to; i++) {
		if (f->b[i].gap == 0 && f->out->entries.n > first && !follows_address(f, i)) {
			entry_extend(f, i);
		} else if (f->out->entries.n > first && goes_on(f, i)) {
			entry_extend(f, i);
		} else {
			if (f->out->entries.n > first && look_at(f, i)->score < 3 && !f->looks[i].names && !f->looks[i].years) {
				if (!resumes(f, i + 1, to))
					break;
				entry_extend(f, i);
				end = i + 1;
				continue;
			}
			entry_open(f, i, label_space(f->b[i].text, 0), 0);
		}
		end = i + 1;
	}
	return end;
}

/* The next "^" at or behind `at` that an entry stands behind; s.n where there is none. */
static size_t next_caret(struct span s, size_t at)
{
	for (const char *p; at < s.n && (p = memchr(s.p + at, '^', s.n - at)) != NULL; at++) {
		at = (size_t)(p - s.p);
		if (label_capital(s, label_space(s, at + 1)))
			return at;
	}
	return s.n;
}

size_t plain_carets(const struct finder *f, size_t block)
{
	struct span s = f->b[block].text;
	size_t n = 0, at = next_caret(s, 0), first = at, last = at;
	for (; at < s.n; at = next_caret(s, at + 1), n++)
		last = at;
	return n >= CARETS && first <= HEAD_LONGEST && (last - first) / (n - 1) >= CARET_LEAST && look_years(s) * 2 >= n ? n : 0;
}

void plain_split_carets(struct finder *f, size_t block)
{
	struct span s = f->b[block].text;
	for (size_t at = next_caret(s, 0), next; at < s.n; at = next) {
		next = next_caret(s, at + 1);
		entry_open(f, block, label_space(s, at + 1), 0)->to = next;
	}
}

/* `Owl Institute: “Sleep in nurses.”`: the name of a source, its length; 0 where the block is no such line. */
static size_t quoted_source(struct span s)
{
	enum { NAME_MOST = 80, SHORTEST = 16 };
	size_t at = label_space(s, 0), colon = at, end = s.n;
	while (end > 0 && (text_is_space(s.p[end - 1]) || s.p[end - 1] == '.'))
		end--;
	if (end < at + SHORTEST || (s.p[end - 1] != '"' && memcmp(s.p + end - 3, "\xe2\x80\x9d", 3) != 0) || !label_capital(s, at))
		return 0;
	while (colon < s.n && colon < at + NAME_MOST && s.p[colon] != ':' && !memchr("?!;\"", s.p[colon], 4))
		colon++;
	size_t open = colon < s.n && s.p[colon] == ':' ? label_space(s, colon + 1) : s.n;
	bool quoted = open + 8 < end && (s.p[open] == '"' || memcmp(s.p + open, "\xe2\x80\x9c", 3) == 0);
	return quoted && colon > at + 2 ? colon - at : 0;
}

static struct span source_of(const struct finder *f, size_t i)
{
	struct span s = f->b[i].text;
	size_t at = label_space(s, 0);
	return span_sub(s, at, at + quoted_source(s));
}

size_t plain_quoted(const struct finder *f, size_t from, size_t to)
{
	size_t i = from;
	bool turns = false; /* some who speak in turn */
	for (; i < to && !turns && (f->b[i].kind < REFLIST_HEADING || f->b[i].weak); i++) {
		struct span name = source_of(f, i);
		if (name.n == 0)
			break;
		for (size_t back = 1; back <= QUOTED && back <= i; back++)
			turns |= span_eq(name, source_of(f, i - back));
	}
	return i >= from + (turns ? 4 * QUOTED : QUOTED) ? i : from;
}

size_t plain_split(struct finder *f, size_t from, size_t to)
{
	size_t end = plain_end(f, from, to, false);
	size_t good = 0, gaps = 0, small = 0, bare = 0, dated = 0;
	for (size_t i = from; i < end; i++) {
		good += look_at(f, i)->score >= 5;
		dated += f->looks[i].years && entry_complete(f, i, f->b[i].text.n);
		bare += f->looks[i].address;
		gaps += i > from && f->b[i].gap > 0;
		small += look_small(f, i) || (i > from && ends_open(f->b[i - 1].text));
	}
	size_t n = end - from;
	if (n == 0)
		return from;
	size_t width = usual_width(f, from, end);
	if (n == 1 || bare == n || (width > LINE_LONGEST ? 5 * good >= 3 * n || small * 4 < n : 20 * good >= 17 * n))
		return one_each(f, from, end);
	if (n >= APART && (gaps + 1 == n || dated == n) && 4 * small < n) { /* "Owl Institute. Naps. 2018.": hard to read, but apart */
		while (end < to && f->b[end].gap && look_at(f, end)->years && !look_prose(f, end))
			end++;
		return one_each(f, from, end);
	}
	if (gaps && 4 * gaps >= n / 2 && small)
		return spaced(f, from, to);
	while (end < to && !entry_complete(f, end - 1, f->b[end - 1].text.n) && f->b[end].gap == 0)
		end++;
	return broken(f, from, end);
}

size_t plain_detached(struct finder *f, size_t from, size_t to)
{
	size_t first = f->out->entries.n, end = plain_end(f, from, to, false);
	end += end == from && from < to;
	while (end < to && f->b[end].gap == 0 && f->b[end].kind < REFLIST_HEADING &&
		   (!entry_complete(f, end - 1, f->b[end - 1].text.n) || look_at(f, end)->initials))
		end++;
	end = broken(f, from, end);
	bool agree = true; /* the numbers that are still at their entries are those of their order */
	size_t n = f->out->entries.n - first;
	for (size_t i = 0; i < n; i++)
		agree &= f->out->entries.v[first + i].number == 0 || f->out->entries.v[first + i].number == i + 1;
	for (size_t i = 0; i < n; i++)
		f->out->entries.v[first + i].number = agree ? (unsigned)i + 1 : 0;
	return end;
}
