#include "audit/audit_library.h"

#include <stdlib.h>

#include "audit/audit.h"
#include "base/text.h"
#include "library/journal_match.h"
#include "library/library_key.h"
#include "reference/reference_kind.h"

enum {
	SUBTITLE_SHORTEST = 24, /* bytes of a title's key that may stand for a longer one */
	RETRACTED_SHORTEST = 20,
	NAME_CONTAINED = 4, /* bytes of a name's key that is looked for anywhere in the entry */
	YEARS_APART = 2,    /* a year between print and online is none */
	EDITIONS_APART = 6, /* years; an abstract becomes a paper sooner */
};

/* What differs, as bits. */
enum { DIFFERS_YEAR = 1, DIFFERS_VOLUME = 2, DIFFERS_AUTHOR = 4, DIFFERS_JOURNAL = 8, DIFFERS_DOI = 16, DIFFERS_TITLE = 32 };

struct known_works {
	LIST(struct library *) libraries, retractions;
	struct reference_rules *rules; /* tell preprints */
};

/* An entry, made comparable. Spans borrow memory. */
struct given {
	const struct bibliography *b;
	const struct entry *e;
	const struct journals *journals;
	const struct reference_rules *rules;
	struct buf memory;
	struct span raw;                   /* the whole entry, raw JSON; borrows the record */
	struct span text;                  /* its key */
	struct span container, title_text; /* as printed */
	struct span title;                 /* key */
	size_t title_main;                 /* length of the key of its first part, or 0 */
	struct span doi;                   /* key */
	bool preprint;
};

/* The best that the libraries have. */
struct best {
	const struct library *library; /* NULL: nothing */
	struct library_work work;
	unsigned differs;
	bool by_doi;
};

struct known_works *known_works_new(void)
{
	return mem_zeroed(sizeof(struct known_works));
}

void known_works_free(struct known_works *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < k->libraries.n; i++)
		library_close(k->libraries.v[i]);
	for (size_t i = 0; i < k->retractions.n; i++)
		library_close(k->retractions.v[i]);
	list_free(&k->libraries);
	list_free(&k->retractions);
	reference_rules_close(k->rules);
	free(k);
}

int known_works_add(struct known_works *k, const char *path, bool retractions, const char *rules, struct diag *d)
{
	struct library *l = library_open(path, rules, d);
	if (l == NULL)
		return d->code;
	if (retractions)
		list_push(&k->retractions, l);
	else
		list_push(&k->libraries, l);
	return k->rules ? DIAG_OK : reference_rules_open(&k->rules, rules, d);
}

/* ---- the entry ---- */

static void given_open(struct given *g, const struct record *r)
{
	struct buf *m = &g->memory, scratch = {0};
	struct span *const parts[] = {&g->text, &g->container, &g->title_text, &g->title, &g->doi};
	size_t ends[sizeof parts / sizeof parts[0]], from = m->n; /* in memory, which moves as it grows */
	g->raw = record_get(r, "text");
	library_title_key(record_string(r, "text", &scratch), m, &g->title_main); /* pages leave markup in entries, too */
	ends[0] = m->n;
	buf_clear(&scratch);
	buf_addspan(m, record_string(r, "container", &scratch));
	ends[1] = m->n;
	buf_clear(&scratch);
	buf_addspan(m, record_string(r, "title", &scratch));
	ends[2] = m->n;
	buf_clear(&scratch);
	library_title_key(record_string(r, "title", &scratch), m, &g->title_main);
	ends[3] = m->n;
	library_doi_key(g->e->doi, m);
	ends[4] = m->n;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; from = ends[i++])
		*parts[i] = span_sub(buf_span(m), from, ends[i]);
	g->preprint = reference_preprint(g->rules, g->container);
	buf_free(&scratch);
}

/* ---- comparing ---- */

static bool same_title(const struct given *g, const struct library_work *w)
{
	struct buf key = {0};
	size_t main;
	library_title_key(w->field[LIBRARY_TITLE], &key, &main);
	struct span k = buf_span(&key), t = g->title;
	size_t n = k.n < t.n ? k.n : t.n;
	bool same = k.n == 0 || span_eq(k, t) || (k.n >= LIBRARY_TITLE_SHORTEST && span_holds(g->text, k)) ||
				(n >= SUBTITLE_SHORTEST && memcmp(k.p, t.p, n) == 0) || (main && span_holds(g->text, span_sub(k, 0, main)));
	buf_free(&key);
	return same;
}

/* Does the entry, wherever in it, hold these words? */
static bool holds_words(const struct given *g, struct span words)
{
	struct buf key = {0};
	size_t main;
	library_title_key(words, &key, &main);
	bool held = span_holds(g->text, buf_span(&key));
	buf_free(&key);
	return held;
}

/* 1: one of the entry's authors is the library's first; -1: none is; 0: it cannot be told. */
static int author_agrees(const struct given *g, const struct library_work *w)
{
	struct span name = w->field[LIBRARY_AUTHOR];
	struct buf key = {0};
	int agrees = -1;
	name_key(name, &key);
	if (key.n == 0 || g->e->n_names == 0)
		agrees = 0;
	for (size_t i = 0; i < g->e->n_names && agrees < 0; i++)
		if (name_agreement(g->b->names.v[g->e->names + i], buf_span(&key)) != NAME_OTHER)
			agrees = 1;
	if (agrees <= 0 && key.n >= NAME_CONTAINED && holds_words(g, name))
		agrees = 1;
	size_t blanks = 0;
	for (size_t i = 0; i < name.n; i++)
		blanks += name.p[i] == ' ';
	if (agrees < 0 && blanks >= 2 && !text_is_lower(name.p[0])) /* an organisation, which has many ways to be written; not "van den Berg" */
		agrees = 0;
	buf_free(&key);
	return agrees;
}

/* Does the number stand by itself in the entry? */
static bool holds_number(struct span raw, unsigned number)
{
	unsigned v = 0;
	bool run = false;
	for (size_t i = 0; i <= raw.n; i++) {
		if (i < raw.n && text_is_digit(raw.p[i])) {
			v = v < 1000000 ? v * 10 + (unsigned)(raw.p[i] - '0') : v;
			run = true;
		} else if (run) {
			if (v == number)
				return true;
			v = 0, run = false;
		}
	}
	return false;
}

static bool near_year(const struct given *g, const struct library_work *w)
{
	unsigned a = g->e->year, b = w->year;
	return b && ((a && (a > b ? a - b : b - a) < YEARS_APART) || holds_number(g->raw, b));
}

static unsigned leading_number(struct span s)
{
	unsigned v = 0;
	for (size_t i = 0; i < s.n && i < 6 && text_is_digit(s.p[i]); i++)
		v = v * 10 + (unsigned)(s.p[i] - '0');
	return v;
}

static bool doi_differs(const struct given *g, const struct library_work *w)
{
	struct buf key = {0};
	library_doi_key(w->field[LIBRARY_DOI], &key);
	size_t n = key.n < g->doi.n ? key.n : g->doi.n;
	bool differs = n && memcmp(key.p, g->doi.p, n) != 0; /* a DOI that was cut is the same */
	buf_free(&key);
	return differs;
}

static unsigned compare(const struct given *g, const struct library_work *w)
{
	unsigned differs = 0;
	struct span container = w->field[LIBRARY_CONTAINER];
	if (author_agrees(g, w) < 0)
		differs |= DIFFERS_AUTHOR;
	if (g->preprint != reference_preprint(g->rules, container))
		return differs; /* a preprint and its article are one work with two dates, places and DOIs */
	if (g->e->year && w->year && !near_year(g, w))
		differs |= DIFFERS_YEAR;
	if (!journal_match(g->journals, g->container, container) && !holds_words(g, container))
		differs |= DIFFERS_JOURNAL;
	unsigned v = leading_number(w->field[LIBRARY_VOLUME]), u = leading_number(g->e->volume);
	if (u && v && u != v && !holds_number(g->raw, v))
		differs |= DIFFERS_VOLUME;
	if (doi_differs(g, w))
		differs |= DIFFERS_DOI;
	return differs;
}

/* ---- looking up ---- */

static unsigned count_bits(unsigned v)
{
	unsigned n = 0;
	for (; v; v &= v - 1)
		n++;
	return n;
}

/* Keeps the work if it is better than the best so far: a full agreement, then fewer differences; what the DOI says before what the title
 * says. */
static void consider(struct best *best, const struct library *l, const struct library_work *w, unsigned differs, bool by_doi)
{
	if (best->library && (best->differs == 0 || count_bits(differs) >= count_bits(best->differs)))
		return;
	*best = (struct best){l, *w, differs, by_doi};
}

static bool same_doi(const struct given *g, const struct library_work *w)
{
	struct buf key = {0};
	library_doi_key(w->field[LIBRARY_DOI], &key);
	bool same = span_eq(buf_span(&key), g->doi);
	buf_free(&key);
	return same;
}

static void look_by_doi(const struct given *g, const struct library *l, struct best *best)
{
	struct library_work w;
	struct library_cursor c = library_by_doi(l, g->doi);
	while (g->doi.n && best->differs + !best->library && library_next(l, &c, &w)) {
		if (!same_doi(g, &w))
			continue;
		unsigned differs = compare(g, &w);
		if (g->title.n >= LIBRARY_TITLE_SHORTEST && !same_title(g, &w))
			differs |= DIFFERS_TITLE;
		consider(best, l, &w, differs, true);
	}
}

/* A whole title needs the first author or the year beside it, the first part of one needs both. */
static void look_by_title(const struct given *g, const struct library *l, struct span key, bool whole, struct best *best)
{
	struct library_work w;
	struct library_cursor c = library_by_title(l, key);
	while (library_next(l, &c, &w)) {
		if (!same_title(g, &w))
			continue;
		bool author = author_agrees(g, &w) > 0, year = near_year(g, &w);
		if (whole ? author || year : author && year)
			consider(best, l, &w, compare(g, &w), false);
	}
}

static void look_up(const struct given *g, const struct library *l, struct best *best)
{
	look_by_doi(g, l, best);
	if (g->title.n >= LIBRARY_TITLE_SHORTEST && !(best->library && best->differs == 0))
		look_by_title(g, l, g->title, true, best);
	if (g->title_main && !best->library)
		look_by_title(g, l, span_sub(g->title, 0, g->title_main), false, best);
}

/* ---- findings ---- */

static void say(struct buf *m, bool *first, const char *what, struct span there, struct span here)
{
	buf_adds(m, *first ? " " : "; ");
	*first = false;
	buf_printf(m, "%s '%.*s' there, '%.*s' here", what, (int)there.n, there.p, (int)here.n, here.p);
}

/* Another journal, or another DOI beside another year, may be another edition of the work: an update, a reprint, a paper that began as
 * an abstract some years before. A title may be a translation where the author is the same; a volume alone may be a slip in the library. */
static bool may_be_edition(const struct given *g, const struct best *best)
{
	unsigned d = best->differs, edition = DIFFERS_YEAR | DIFFERS_VOLUME;
	if (d == DIFFERS_VOLUME || d == DIFFERS_JOURNAL || d == DIFFERS_TITLE)
		return true;
	if (best->by_doi)
		return false;
	if (g->container.n == 0 || best->work.field[LIBRARY_CONTAINER].n == 0) /* a page or a book, which change from year to year */
		return (d & DIFFERS_AUTHOR) == 0;
	unsigned a = g->e->year, b = best->work.year;
	if ((d & DIFFERS_JOURNAL) && (d & DIFFERS_YEAR) && (a > b ? a - b : b - a) >= EDITIONS_APART)
		return false;
	return (d & DIFFERS_JOURNAL) || ((d & DIFFERS_DOI) && (d & edition));
}

static void write_contradiction(const struct given *g, const struct best *best, struct span doc, struct buf *out)
{
	struct buf m = {0}, year = {0};
	const struct span *f = best->work.field;
	bool first = true;
	buf_addu(&year, best->work.year);
	buf_printf(&m, "%s gives %s otherwise:", library_name(best->library), best->by_doi ? "the work of this DOI" : "the work of this title");
	if (best->differs & DIFFERS_TITLE)
		say(&m, &first, "title", f[LIBRARY_TITLE], g->title_text);
	if (best->differs & DIFFERS_AUTHOR)
		say(&m, &first, "first author", f[LIBRARY_AUTHOR], g->e->first_name);
	if (best->differs & DIFFERS_YEAR)
		say(&m, &first, "year", buf_span(&year), g->e->year_text);
	if (best->differs & DIFFERS_JOURNAL)
		say(&m, &first, "journal", f[LIBRARY_CONTAINER], g->container);
	if (best->differs & DIFFERS_VOLUME)
		say(&m, &first, "volume", f[LIBRARY_VOLUME], g->e->volume);
	if (best->differs & DIFFERS_DOI)
		say(&m, &first, "DOI", f[LIBRARY_DOI], g->doi);
	audit_entry(g->e, doc, "contradicted-reference", may_be_edition(g, best) ? "possible" : "warning", buf_span(&m), out);
	buf_free(&m);
	buf_free(&year);
}

static void write_retraction(const struct entry *e, const struct library *l, const struct library_work *w, bool sure, struct span doc,
							 struct buf *out)
{
	struct buf m = {0};
	struct span note = w->field[LIBRARY_NOTE];
	buf_printf(&m, "%s gives this work as retracted", library_name(l));
	if (note.n)
		buf_printf(&m, " (%.*s)", (int)note.n, note.p);
	audit_entry(e, doc, "retracted-reference", sure ? "error" : "warning", buf_span(&m), out);
	buf_free(&m);
}

/* True where a list gives the work as retracted, once. */
static bool audit_retracted(const struct known_works *k, const struct given *g, struct span doc, struct buf *out)
{
	struct library_work w;
	for (size_t i = 0; i < k->retractions.n; i++) {
		const struct library *l = k->retractions.v[i];
		struct library_cursor c = library_by_doi(l, g->doi);
		while (g->doi.n && library_next(l, &c, &w))
			if (w.retracted && same_doi(g, &w) && (g->title.n < RETRACTED_SHORTEST || same_title(g, &w) || author_agrees(g, &w) >= 0)) {
				write_retraction(g->e, l, &w, true, doc, out);
				return true;
			}
		c = library_by_title(l, g->title);
		while (g->title.n >= RETRACTED_SHORTEST && library_next(l, &c, &w))
			if (w.retracted && same_title(g, &w) && !doi_differs(g, &w) && author_agrees(g, &w) >= 0 && near_year(g, &w)) {
				write_retraction(g->e, l, &w, author_agrees(g, &w) > 0, doc, out);
				return true;
			}
	}
	return false;
}

void audit_known(const struct known_works *k, const struct journals *journals, const struct bibliography *b, const struct entry *e,
				 const struct record *r, struct buf *out)
{
	struct given g = {.b = b, .e = e, .journals = journals, .rules = k->rules};
	struct best best = {.library = NULL};
	given_open(&g, r);
	for (size_t i = 0; i < k->libraries.n && !(best.library && best.differs == 0); i++)
		look_up(&g, k->libraries.v[i], &best);
	if (best.library && best.differs && !e->truncated)
		write_contradiction(&g, &best, r->doc, out);
	else if (k->libraries.n && best.library == NULL && g.text.n) /* an empty line of -i references is no work */
		audit_entry(e, r->doc, "unverified-reference", "info", span_of("no library that was given holds this work"), out);
	if (!audit_retracted(k, &g, r->doc, out) && best.library && best.differs == 0 && best.work.retracted)
		write_retraction(e, best.library, &best.work, best.by_doi, r->doc, out);
	buf_free(&g.memory);
}
