/* Numbered lists: their own sequence decides what is a label and what a number within an entry. */
#include "base/text.h"
#include "reference/reflist_parts.h"

enum {
	ENTRY_LINES = 400, /* how far ahead the next label is looked for */
	LEAP_LINES = 6,    /* of an entry, in a list of which parts are left out */
	WORK_LINES = 8,    /* of one of several works under a number */
	NEXT_MOST = 40,    /* by how much the next label may be larger */
	GAP_BARE = 3,      /* … of one that stands bare, and may be a page */
	GAP_MARKED = 8,    /* … of one with its mark */
};

static bool usable(const struct finder *f, size_t i)
{
	return f->labels[i].kind != LABEL_NONE && f->labels[i].kind != LABEL_KEY;
}

/* A number far from the last one, before what looks like a whole reference, soon after the entry before: a part of a list is printed. */
static bool leaps(struct finder *f, size_t i, size_t before, unsigned last)
{
	if (f->labels[i].kind == LABEL_BARE || f->labels[i].number <= last || i > before + LEAP_LINES)
		return false;
	const struct look *l = look_at(f, i);
	return l->score >= 6 && l->names && l->year;
}

enum label_kind number_dress(struct finder *f, size_t from, size_t to, size_t *count)
{
	size_t in_order[LABEL_KEY + 1] = {0};
	unsigned last[LABEL_KEY + 1] = {0};
	size_t at[LABEL_KEY + 1] = {0};
	for (size_t i = from; i < to; i++) {
		const struct label *l = &f->labels[i];
		if (!usable(f, i))
			continue;
		if (l->number == last[l->kind] + 1 || (in_order[l->kind] && l->number > last[l->kind] && l->number <= last[l->kind] + 3) ||
			(in_order[l->kind] == 0 && i == from) || leaps(f, i, at[l->kind] ? at[l->kind] : from, last[l->kind])) {
			in_order[l->kind]++;
			last[l->kind] = l->number;
			at[l->kind] = i;
		} else if (l->number == 1) {
			last[l->kind] = 1;
			at[l->kind] = i;
			in_order[l->kind]++;
		}
	}
	enum label_kind best = LABEL_NONE;
	for (int k = LABEL_SQUARE; k < LABEL_KEY; k++)
		if (in_order[k] > (best ? in_order[best] : 0))
			best = (enum label_kind)k;
	*count = best ? in_order[best] : 0;
	return best;
}

/* The next label of a list within a block: the last entry's text from `at`. Returns its byte or s.n. */
static size_t inline_label(struct span s, size_t at, enum label_kind kind, unsigned number, struct label *l)
{
	for (size_t i = at + 1; i < s.n; i++) {
		if (!text_is_digit(s.p[i]) && s.p[i] != '[' && s.p[i] != '(')
			continue;
		bool open = s.p[i] == '[' || s.p[i] == '(';
		if (!open && !(text_is_space(s.p[i - 1]) && i >= 2 && memchr(".)]0123456789", s.p[i - 2], 13)))
			continue;
		*l = label_number(s, i);
		if (l->kind == kind && l->number == number && (label_capital(s, l->after) || (open && l->after < s.n)))
			return i;
		while (i + 1 < s.n && text_is_digit(s.p[i + 1]))
			i++;
	}
	return s.n;
}

/* Behind the number of block i, and behind the "a)" of the first of several works under it. */
static size_t after_label(const struct finder *f, size_t i)
{
	size_t at = f->labels[i].after;
	return at + label_letter(span_sub(f->b[i].text, at, f->b[i].text.n));
}

/* Splits the entry just opened at labels that stand inside its block, up to the number before `next`. */
static void split_inline(struct finder *f, size_t block, enum label_kind kind, unsigned next)
{
	struct label l;
	struct span s = f->b[block].text;
	for (;;) {
		struct reflist_entry *e = &f->out->entries.v[f->out->entries.n - 1];
		unsigned number = e->number + 1;
		if (next && number >= next)
			return;
		size_t at = inline_label(s, e->from, kind, number, &l);
		if (at == s.n)
			return;
		e->to = at;
		entry_trim(f, e);
		entry_open(f, block, l.after, number);
	}
}

/* Where the label of the first entry stands in "References: 1. Ostrow PJ. …" (and entry `two` behind it), or s.n. */
static size_t run_in_label(struct span s, struct label *l, size_t *two)
{
	enum { LEAD_LONGEST = 40 };
	struct label next;
	for (size_t i = 1; i < s.n && i < LEAD_LONGEST; i++) {
		if (!text_is_alpha(s.p[i - 1]) && !text_is_space(s.p[i - 1]) && s.p[i - 1] != ':')
			return s.n;
		if (text_is_alpha(s.p[i - 1]))
			continue;
		*l = label_number(s, i);
		if (l->kind == LABEL_NONE || l->kind == LABEL_KEY || l->kind == LABEL_BARE || l->number != 1 || !label_capital(s, l->after))
			continue;
		*two = inline_label(s, l->after, l->kind, 2, &next);
		return *two < s.n ? i : s.n;
	}
	return s.n;
}

size_t number_run_in(struct finder *f, size_t block)
{
	struct span s = f->b[block].text;
	struct label l;
	size_t two, at = s.n ? run_in_label(s, &l, &two) : 0;
	if (at == s.n)
		return 0;
	reference_parse(f->rules, span_sub(s, l.after, two), &f->ref);
	if (f->ref.n_authors == 0 || f->ref.year.n == 0)
		return 0;
	size_t before = f->out->entries.n;
	entry_open(f, block, l.after, 1);
	split_inline(f, block, l.kind, 0);
	return f->out->entries.n - before;
}

/* The lines before i of the open entry have year and place: a work is told to its end. */
static bool told(struct finder *f, size_t i)
{
	bool year = false, located = false;
	for (size_t k = i; k-- > f->out->entries.v[f->out->entries.n - 1].first && i - k <= WORK_LINES;) {
		year |= look_at(f, k)->years > 0;
		located |= f->looks[k].located || f->looks[k].id;
	}
	return year && located;
}

/* "…12 (2011);" and a new line that begins with a name: another work under the same number. */
static bool another_work(struct finder *f, size_t i)
{
	struct span before = span_trim(f->b[i - 1].text);
	if (before.n < 6 || !memchr(")]0123456789", before.p[before.n - 2], 12))
		return false;
	if (before.p[before.n - 1] == ';' && label_letter(f->b[i].text) > 0)
		return true;
	const struct look *l = look_at(f, i);
	if (before.p[before.n - 1] == '.')
		return l->initials && ((l->located && l->year) || told(f, i));
	if (text_is_digit(before.p[before.n - 1]))
		return l->initials && l->located && l->year && look_at(f, i - 1)->initials && look_at(f, i - 1)->located && look_at(f, i - 1)->year;
	return before.p[before.n - 1] == ';' && l->initials;
}

/* The label that comes after `last`: the next in order, or else the first that is larger ("28." at the head of a line may be a page). */
static unsigned next_number(const struct finder *f, size_t from, size_t to, enum label_kind kind, unsigned last)
{
	unsigned larger = 0;
	if (to - from > ENTRY_LINES)
		to = from + ENTRY_LINES;
	for (size_t i = from; i < to; i++) {
		if (f->labels[i].kind != kind || f->labels[i].number <= last || f->labels[i].number > last + NEXT_MOST)
			continue;
		if (f->labels[i].number == last + 1)
			return last + 1;
		larger = larger ? larger : f->labels[i].number;
	}
	return larger;
}

static bool follows(struct finder *f, size_t i, size_t to, enum label_kind kind, unsigned last)
{
	const struct label *l = &f->labels[i];
	if (l->kind != kind || (i && label_ends_range(f->b[i - 1].text)))
		return false;
	if (l->number == last + 1)
		return true;
	if (l->number <= last)
		return false;
	if (leaps(f, i, f->out->entries.v[f->out->entries.n - 1].first, last))
		return true;
	if (l->number > last + (kind == LABEL_BARE ? GAP_BARE : GAP_MARKED))
		return false;
	/* a gap is believed where the numbering goes on from it */
	unsigned next = next_number(f, i + 1, to, kind, l->number);
	return next == l->number + 1;
}

static bool is_empty(const struct finder *f, const struct reflist_entry *e)
{
	return e->first == e->last && e->from >= f->b[e->first].text.n;
}

/* "12." "13." and then the two entries: the text that was given to the last number belongs to the first of those that have none, and
 * block i, which begins as an entry does, to the last. */
static bool give_owed(struct finder *f, size_t first, size_t i)
{
	size_t last = f->out->entries.n - 1, k = last;
	struct reflist_entry *e = f->out->entries.v;
	if (is_empty(f, &e[last]) || !entry_complete(f, e[last].last, e[last].to) || look_small(f, i) || !look_at(f, i)->initials)
		return false;
	while (k > first && is_empty(f, &e[k - 1]))
		k--;
	if (k == last)
		return false;
	unsigned numbers[2] = {e[k].number, e[last].number};
	e[k] = e[last];
	e[k].number = numbers[0];
	e[last].first = e[last].last = i;
	e[last].from = label_space(f->b[i].text, 0);
	e[last].to = f->b[i].text.n;
	e[last].number = numbers[1];
	return true;
}

size_t number_split(struct finder *f, size_t from, size_t to, enum label_kind kind)
{
	unsigned last = 0;
	size_t i = from, first = f->out->entries.n, lines = 0;
	bool apart = false; /* the lines of an entry have blank lines between them */
	for (; i < to && f->labels[i].kind != kind; i++)
		if (f->labels[i].kind == LABEL_NONE && look_at(f, i)->score >= 6 && f->looks[i].names)
			entry_open(f, i, label_space(f->b[i].text, 0), 0);
	size_t end = from;
	for (; i < to; i++) {
		bool any = last > 0;
		if (!any ? f->labels[i].kind == kind : follows(f, i, to, kind, last)) {
			last = f->labels[i].number;
			entry_open(f, i, after_label(f, i), last);
			unsigned next = next_number(f, i + 1, to, kind, last);
			if (next != last + 1)
				split_inline(f, i, kind, next);
			last = f->out->entries.v[f->out->entries.n - 1].number;
			end = i + 1;
			continue;
		}
		if (any && f->labels[i].kind == kind && f->labels[i].number == 1 && last > 1 && look_at(f, i)->score >= 4)
			break; /* another list */
		struct reflist_entry *e = &f->out->entries.v[f->out->entries.n - 1];
		bool more = next_number(f, i + 1, to, kind, last) == last + 1;
		bool owed = is_empty(f, e) && f->b[i].kind < REFLIST_HEADING && !look_prose(f, i); /* the label stands on a line of its own */
		if (!more && !owed) { /* after the last label: as many lines as others have, no blank line, not when all is said */
			size_t n = f->out->entries.n - first, average = n > 1 ? lines / (n - 1) : 0;
			if ((f->b[i].gap > 0 && !apart) || i - e->first > 2 * average + 2 || (entry_complete(f, e->last, e->to) && average == 0) ||
				(entry_complete(f, e->last, e->to) && i > e->first + average) || f->b[i].kind >= REFLIST_HEADING)
				break;
		}
		if (f->b[i].kind == REFLIST_BREAK && entry_barred(f, i))
			continue;
		size_t content = f->labels[e->first].after;
		if (give_owed(f, first, i)) {
			end = i + 1;
			continue;
		}
		if (another_work(f, i) && content < f->b[e->first].text.n)
			entry_open(f, i, label_letter(f->b[i].text) ? label_letter(f->b[i].text) : label_space(f->b[i].text, 0), 0);
		else if (e->first < i && e->from >= f->b[e->first].text.n && e->last == e->first) {
			e->first = e->last = i; /* a label on a line of its own */
			e->from = label_space(f->b[i].text, 0);
			e->to = f->b[i].text.n;
		} else {
			entry_extend(f, i);
			lines++;
			apart |= f->b[i].gap > 0;
		}
		end = i + 1;
	}
	return end;
}
