/* What in a reference list does not fit. */
#include <stdlib.h>

#include "audit/audit_parts.h"
#include "base/text.h"

enum {
	TITLE_SHORTEST = 16,   /* bytes of a title's key; shorter ones ("Editorial", "Depression") do not tell works apart */
	DOI_YEAR_FIRST = 1990, /* other numbers between the points of a DOI are pages, volumes, articles */
	DOI_YEAR_LAST = 2035,
};

/* The four digits of a year that a DOI's suffix shows where its publisher puts one: "10.1016/j.biopsych.2012.06.022". 0 where none stands
 * alone between points, or several do. */
static unsigned doi_year(struct span doi)
{
	unsigned found = 0;
	for (size_t i = 8; i + 5 < doi.n; i++) {
		if (doi.p[i - 1] != '.' || doi.p[i + 4] != '.')
			continue;
		unsigned y = 0, k = 0;
		while (k < 4 && text_is_digit(doi.p[i + k]))
			y = y * 10 + (unsigned)(doi.p[i + k++] - '0');
		if (k == 4 && y >= DOI_YEAR_FIRST && y <= DOI_YEAR_LAST) {
			if (found && found != y)
				return 0;
			found = y;
		}
	}
	return found;
}

static bool doi_malformed(struct span doi)
{
	if (doi.n == 0)
		return false;
	size_t i = 3;
	if (!span_starts(doi, "10."))
		return true;
	while (i < doi.n && (text_is_digit(doi.p[i]) || doi.p[i] == '.'))
		i++;
	return i < 7 || i + 1 >= doi.n || doi.p[i] != '/';
}

static void audit_doi(const struct entry *e, struct span doc, struct buf *out)
{
	if (doi_malformed(e->doi)) {
		struct finding f = finding_about_entry(e, doc, "malformed-doi", e->truncated ? "possible" : "warning");
		buf_printf(&f.message, "'%.*s' has not the form of a DOI", (int)e->doi.n, e->doi.p);
		finding_write(&f, out);
	}
	/* the year in a DOI is that of acceptance: print follows within two years, never long before */
	unsigned y = doi_year(e->doi);
	if (y && e->year && (e->year + 1 < y || e->year > y + 3)) {
		struct finding f = finding_about_entry(e, doc, "doi-year-mismatch", "warning");
		buf_printf(&f.message, "the DOI %.*s speaks of %u, the entry of %u", (int)e->doi.n, e->doi.p, y, e->year);
		finding_write(&f, out);
	}
}

/* So far apart that the volume is no volume (an issue or an article number in its place), or an early volume that is an
 * issue's number: a slip of another kind than volume against year. */
static bool misread(unsigned year, unsigned from, unsigned to, struct span volume)
{
	enum { FAR = 22 }; /* years */
	return year + FAR < from || year > to + FAR || (year > to && volume.n == 1 && volume.p[0] <= '3');
}

/* `now`: a year by which the article was written, or 0. A volume that was not even printed then is another journal's, whose name was cut
 * short or read so: the year may well be right. */
static void audit_volume(const struct entry *e, const struct journals *journals, unsigned now, struct span doc, struct buf *out)
{
	unsigned from, to;
	if (e->year == 0 || e->truncated || !journals_years(journals, e->container, e->volume, &from, &to) ||
		(e->year >= from && e->year <= to) || misread(e->year, from, to, e->volume) || (now && from > now))
		return;
	struct finding f = finding_about_entry(e, doc, "volume-year-conflict", "warning");
	buf_printf(&f.message, "volume %.*s of %s belongs to about %u, not to %u", (int)e->volume.n, e->volume.p,
			   journals_name(journals, e->container), (from + to) / 2, e->year);
	finding_write(&f, out);
}

/* An entry's place in an order by one of its keys. */
struct keyed {
	struct span key;
	const struct entry *e;
};
typedef LIST(struct keyed) keyed_list;

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int c = span_cmp(x->key, y->key);
	return c ? c : (x->e->n > y->e->n) - (x->e->n < y->e->n);
}

static bool same_volume(const struct entry *x, const struct entry *y)
{
	return x->volume.n && x->container.n && span_eq(x->volume, y->volume) && span_eq(x->container, y->container);
}

static bool same_work(const struct bibliography *b, const struct entry *x, const struct entry *y)
{
	if (x->n_names && y->n_names && name_agreement(b->names.v[x->names], b->names.v[y->names]) == NAME_OTHER)
		return false;
	if (x->year && y->year && x->year != y->year && !same_volume(x, y)) /* another edition, or a series under one title */
		return false;
	return span_eq(x->title, y->title);
}

/* One title, one DOI: whatever the years say. */
static bool same_identity(const struct bibliography *b, const struct entry *x, const struct entry *y)
{
	bool other = x->n_names && y->n_names && name_agreement(b->names.v[x->names], b->names.v[y->names]) == NAME_OTHER;
	return !other && x->title.n >= TITLE_SHORTEST && span_eq(x->title, y->title) && span_eq(x->doi, y->doi);
}

static void report_pair(const struct entry *e, const struct entry *other, struct span doc, const char *code, const char *what,
						struct buf *out)
{
	struct finding f = finding_about_entry(e, doc, code, "warning");
	list_push(&f.related, other->n);
	buf_adds(&f.message, what);
	finding_name_entry(&f.message, other);
	finding_write(&f, out);
}

static void audit_duplicates(const struct bibliography *b, struct span doc, struct buf *out)
{
	keyed_list list = {0};
	for (size_t i = 0; i < b->entries.n; i++) {
		struct keyed k = {b->entries.v[i].title, &b->entries.v[i]};
		if (k.key.n >= TITLE_SHORTEST)
			list_push(&list, k);
	}
	if (list.n)
		qsort(list.v, list.n, sizeof *list.v, by_key);
	for (size_t i = 1; i < list.n; i++)
		if (span_eq(list.v[i - 1].key, list.v[i].key) && same_work(b, list.v[i - 1].e, list.v[i].e))
			report_pair(list.v[i].e, list.v[i - 1].e, doc, "duplicate-reference",
						list.v[i].e->year == list.v[i - 1].e->year ? "the same work as " : "with another year, the same work as ", out);
	list.n = 0;
	for (size_t i = 0; i < b->entries.n; i++) {
		struct keyed k = {b->entries.v[i].doi, &b->entries.v[i]};
		if (k.key.n)
			list_push(&list, k);
	}
	if (list.n)
		qsort(list.v, list.n, sizeof *list.v, by_key);
	for (size_t i = 1; i < list.n; i++)
		if (!span_eq(list.v[i - 1].key, list.v[i].key) || same_work(b, list.v[i - 1].e, list.v[i].e)) {
			continue;
		} else if (same_identity(b, list.v[i - 1].e, list.v[i].e)) {
			report_pair(list.v[i].e, list.v[i - 1].e, doc, "duplicate-reference", "with another year, the same work as ", out);
		} else {
			report_pair(list.v[i - 1].e, list.v[i].e, doc, "duplicate-doi", "the same DOI as ", out);
			report_pair(list.v[i].e, list.v[i - 1].e, doc, "duplicate-doi", "the same DOI as ", out);
		}
	list_free(&list);
}

unsigned article_year(struct span document)
{
	struct span date = record_find(document, "date");
	if (date.n == 0)
		date = json_member(record_find(document, "meta"), "date");
	for (size_t i = 1; i + 4 < date.n; i++) {
		unsigned y = 0;
		size_t n = 0;
		for (; i + n < date.n && text_is_digit(date.p[i + n]); n++)
			y = n < 4 ? 10 * y + (unsigned)(date.p[i + n] - '0') : 0;
		if (n == 4)
			return y;
		i += n;
	}
	return 0;
}

/* A work is printed at most a year after it is cited as in press. */
static bool is_later(const struct entry *e, const struct article *a)
{
	return a->year && e->year > a->year + 1;
}

static void audit_year(const struct entry *e, const struct article *a, struct buf *out)
{
	struct finding f = finding_about_entry(e, a->doc, "future-year", "possible");
	finding_name_entry(&f.message, e);
	buf_printf(&f.message, " is of a later year than the article, whose date is of %u", a->year);
	finding_write(&f, out);
}

/* Where more than one entry of so many is later than the article, its date is not that of its last words: the page was mended since. */
enum { LATER_RARE = 10 };

/* What the years of an article's list say together; nothing of a list that comes in pieces. */
static unsigned newest_year(const struct bibliography *b, const struct article *a, bool *mended)
{
	size_t later = 0;
	unsigned newest = b->alone ? 0 : a->year;
	for (size_t i = 0; i < b->entries.n && !b->alone; i++) {
		newest = b->entries.v[i].year > newest ? b->entries.v[i].year : newest;
		later += is_later(&b->entries.v[i], a);
	}
	*mended = later > 1 && later * LATER_RARE > b->entries.n;
	return newest;
}

/* The end of the list that begins with entry `from`; *cited: a citation leads to it. A list apart to which none leads ("Further reading")
 * was not meant to be cited. */
static size_t list_end(const struct bibliography *b, size_t from, bool *cited)
{
	const struct entry *e = b->entries.v;
	size_t i = from;
	*cited = false;
	do
		*cited |= e[i++].cited > 0;
	while (i < b->entries.n && ((e[i].label && e[i].label == e[i - 1].label + 1) ||
								(e[i].sentence == e[i - 1].sentence + 1 && !(e[i].label && e[i].label <= e[i - 1].label))));
	return i;
}

void audit_entries(const struct bibliography *b, size_t from, const struct journals *journals, const struct article *article,
				   struct buf *out)
{
	bool mended, cited = true;
	unsigned newest = newest_year(b, article, &mended);
	for (size_t i = from, end = from; i < b->entries.n; i++) {
		const struct entry *e = &b->entries.v[i];
		if (i == end)
			end = list_end(b, i, &cited);
		if (article->any_cited && cited && e->cited == 0 && !e->truncated) {
			struct finding f = finding_about_entry(e, article->doc, "uncited-reference", "info");
			buf_adds(&f.message, "no citation leads to ");
			finding_name_entry(&f.message, e);
			finding_write(&f, out);
		}
		audit_doi(e, article->doc, out);
		if (is_later(e, article) && !mended)
			audit_year(e, article, out);
		audit_volume(e, journals, newest, article->doc, out);
	}
}

void audit_list(const struct bibliography *b, struct span doc, struct buf *out)
{
	audit_duplicates(b, doc, out);
	if (b->cut && b->entries.n) {
		const struct entry *last = &b->entries.v[b->entries.n - 1];
		struct finding f = finding_about_entry(last, doc, "truncated-reference-list", "info");
		buf_adds(&f.message, "the reference list is cut in its last entry: what follows is missing");
		finding_write(&f, out);
	}
}
