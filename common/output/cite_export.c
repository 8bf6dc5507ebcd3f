#include "output/cite_export.h"

#include <stdlib.h>

#include "base/seen.h"
#include "base/text.h"
#include "output/cite_export_parts.h"

enum { SLUG_MAX = 64, INITIALS_MAX = 3 };

const char *const export_names[] = {"csl-json", "ris", "bibtex"};
static const struct export_writer *const writers[] = {&export_csl, &export_ris, &export_bibtex};

/* How often a document's name was used, in an open hash table. */
struct used {
	uint64_t key; /* 0: free */
	uint64_t times;
};

struct reference_export {
	enum export_format format;
	const struct reference_rules *rules;
	struct export_item item;
	struct buf memory; /* what the item's spans borrow */
	struct buf doc;    /* raw id of the document at hand */
	struct buf slug;   /* what its ids begin with */
	struct buf id, note;
	bool any;
	struct used *used;
	size_t mask, n_used;
};

struct reference_export *reference_export_begin(enum export_format format, const struct reference_rules *rules)
{
	struct reference_export *x = mem_alloc(sizeof *x);
	*x = (struct reference_export){.format = format, .rules = rules, .mask = 255};
	x->used = mem_alloc((x->mask + 1) * sizeof *x->used);
	memset(x->used, 0, (x->mask + 1) * sizeof *x->used);
	return x;
}

void reference_export_free(struct reference_export *x)
{
	if (x == NULL)
		return;
	list_free(&x->item.authors);
	buf_free(&x->memory);
	buf_free(&x->doc);
	buf_free(&x->slug);
	buf_free(&x->id);
	buf_free(&x->note);
	free(x->used);
	free(x);
}

void reference_export_end(struct reference_export *x, struct buf *out)
{
	buf_adds(out, x->any ? writers[x->format]->foot : writers[x->format]->none);
}

/* ---- ids ---- */

static struct used *place(struct used *table, size_t mask, uint64_t key)
{
	size_t i = key & mask;
	while (table[i].key != 0 && table[i].key != key)
		i = (i + 1) & mask;
	return &table[i];
}

static uint64_t count_use(struct reference_export *x, struct span name)
{
	uint64_t h = seen_hash(name);
	struct used *u = place(x->used, x->mask, h ? h : 1);
	if (u->key == 0 && ++x->n_used > x->mask / 2) {
		struct used *larger = mem_alloc(2 * (x->mask + 1) * sizeof *larger);
		memset(larger, 0, 2 * (x->mask + 1) * sizeof *larger);
		for (size_t i = 0; i <= x->mask; i++)
			if (x->used[i].key)
				*place(larger, 2 * x->mask + 1, x->used[i].key) = x->used[i];
		free(x->used);
		x->used = larger;
		x->mask = 2 * x->mask + 1;
		u = place(x->used, x->mask, h ? h : 1);
	}
	u->key = h ? h : 1;
	return ++u->times;
}

/* The last part of a path without its ending. */
static struct span base_name(struct span s)
{
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	size_t from = s.n;
	while (from && s.p[from - 1] != '/')
		from--;
	s = span_sub(s, from, s.n);
	for (size_t i = s.n; i-- > 1 && s.n - i <= 6;)
		if (s.p[i] == '.')
			return span_sub(s, 0, i);
	return s;
}

/* Letters, digits and '_' of ASCII; what is between becomes one '-'. No '.', which sets off the second document of the same name. */
static void make_slug(struct reference_export *x, struct span doc)
{
	struct buf name = {0};
	buf_clear(&x->slug);
	json_unescape(doc, &name);
	struct span s = base_name(buf_span(&name));
	for (size_t i = 0; i < s.n && x->slug.n < SLUG_MAX; i++) {
		char c = s.p[i];
		if (text_is_alpha(c) || text_is_digit(c) || c == '_')
			buf_addc(&x->slug, c);
		else if (x->slug.n && x->slug.p[x->slug.n - 1] != '-')
			buf_addc(&x->slug, '-');
	}
	while (x->slug.n && x->slug.p[x->slug.n - 1] == '-')
		x->slug.n--;
	if (x->slug.n == 0)
		buf_adds(&x->slug, "doc");
	buf_free(&name);
	uint64_t times = count_use(x, buf_span(&x->slug));
	if (times > 1)
		buf_printf(&x->slug, ".%llu", (unsigned long long)times);
}

/* ---- fields ---- */

/* A raw JSON string as one line of text without blanks at its ends; the memory was reserved before. */
static struct span text_of(struct reference_export *x, struct span raw)
{
	size_t from = x->memory.n;
	if (raw.n && raw.p[0] == '"')
		json_unescape(raw, &x->memory);
	for (size_t i = from; i < x->memory.n; i++)
		if ((unsigned char)x->memory.p[i] < ' ' || x->memory.p[i] == 0x7f)
			x->memory.p[i] = ' ';
	return span_trim(span_sub(buf_span(&x->memory), from, x->memory.n));
}

static struct span member(struct reference_export *x, const struct record *r, const char *key)
{
	return text_of(x, record_get(r, key));
}

static void read_year(struct export_item *e, struct span year)
{
	size_t digits = 0;
	while (digits < year.n && text_is_digit(year.p[digits]))
		digits++;
	if (digits != 4) {
		e->undated = year;
		return;
	}
	e->year = span_sub(year, 0, 4);
	if (year.n == 5 && text_is_lower(year.p[4]))
		e->year_suffix = year.p[4];
}

/* "1210–1219": two pages; anything else is the first. */
static void read_pages(struct export_item *e)
{
	struct span s = e->part.pages;
	e->first_page = s;
	for (size_t i = 1; i < s.n; i++) {
		bool wide = i + 3 < s.n && s.p[i] == '\xE2' && s.p[i + 1] == '\x80' && (unsigned char)s.p[i + 2] >= 0x90 &&
					(unsigned char)s.p[i + 2] <= 0x95;
		if (s.p[i] != '-' && !wide)
			continue;
		struct span last = span_trim(span_sub(s, i + (wide ? 3 : 1), s.n));
		if (last.n == 0 || memchr(last.p, ',', last.n) || memchr(last.p, '-', last.n))
			return;
		e->first_page = span_trim(span_sub(s, 0, i));
		e->last_page = last;
		return;
	}
}

/* An address that only repeats the DOI says nothing new. */
static bool repeats_doi(struct span url, struct span doi)
{
	return doi.n && url.n >= doi.n && memcmp(url.p + url.n - doi.n, doi.p, doi.n) == 0;
}

/* "KL" as "K. L.": a reader of names would take it for one name that begins with K. Capitals of ASCII, three at most. */
static struct span spread_initials(struct reference_export *x, struct span given)
{
	for (size_t i = 0; i < given.n; i++)
		if (!text_is_upper(given.p[i]) || i == INITIALS_MAX)
			return given;
	size_t from = x->memory.n;
	for (size_t i = 0; i < given.n; i++) {
		if (i)
			buf_addc(&x->memory, ' ');
		buf_addc(&x->memory, given.p[i]);
		buf_addc(&x->memory, '.');
	}
	return span_sub(buf_span(&x->memory), from, x->memory.n);
}

static void read_authors(struct reference_export *x, struct span authors)
{
	size_t at = 0;
	for (struct span a; (a = json_next(authors, &at)).p != NULL;) {
		struct export_name n = {.family = text_of(x, json_member(a, "family")), .suffix = text_of(x, json_member(a, "suffix"))};
		n.given = spread_initials(x, text_of(x, json_member(a, "given")));
		if (n.family.n)
			list_push(&x->item.authors, n);
	}
}

static void read_record(struct reference_export *x, const struct record *r)
{
	struct export_item *e = &x->item;
	e->authors.n = 0;
	e->year = e->undated = e->first_page = e->last_page = span_make("", 0);
	e->year_suffix = 0;
	buf_clear(&x->memory);
	buf_room(&x->memory, 2 * r->line.n); /* no field is longer than twice what stands in the line: the spans stay where they are */
	e->part = (struct reference_shape){
		.text = member(x, r, "text"),
		.title = member(x, r, "title"),
		.container = member(x, r, "container"),
		.volume = member(x, r, "volume"),
		.issue = member(x, r, "issue"),
		.pages = member(x, r, "pages"),
		.doi = member(x, r, "doi"),
		.url = member(x, r, "url"),
		.publisher = member(x, r, "publisher"),
		.editors = member(x, r, "editors"),
	};
	e->pmid = member(x, r, "pmid");
	e->pmcid = member(x, r, "pmcid");
	e->edition = member(x, r, "edition");
	e->et_al = record_true(r, "et_al");
	e->truncated = record_true(r, "truncated");
	read_year(e, member(x, r, "year"));
	read_pages(e);
	if (repeats_doi(e->part.url, e->part.doi))
		e->part.url.n = 0;
	read_authors(x, record_get(r, "authors"));
	e->kind = reference_kind(x->rules, &e->part);
}

/* What the format has no field for, in words. `et_al`: it has one for further authors. */
static void add_note(const struct export_item *e, bool et_al, struct buf *out)
{
	static const char *const words[] = {"further authors are not named", "the entry is cut off in the source"};
	const bool said[] = {e->et_al && !et_al, e->truncated};
	size_t from = out->n;
	for (size_t i = 0; i < 2; i++) {
		if (!said[i])
			continue;
		if (out->n > from)
			buf_adds(out, "; ");
		buf_adds(out, words[i]);
	}
	if (e->part.title.n == 0) { /* what was not understood is not lost */
		if (out->n > from)
			buf_adds(out, "; ");
		buf_addspan(out, e->part.text);
	}
}

/* The parts of the entry that it has, each by its key or by the format's own function. */
static void write_fields(const struct export_writer *w, const struct export_item *e, struct span note, struct buf *out)
{
	const struct reference_shape *p = &e->part;
	const struct span values[EXPORT_FIELDS] = {
		[FIELD_AUTHORS] = {"", e->authors.n},
		[FIELD_EDITORS] = p->editors,
		[FIELD_DATE] = e->year.n ? e->year : e->undated,
		[FIELD_TITLE] = p->title,
		[FIELD_CONTAINER] = p->container,
		[FIELD_VOLUME] = p->volume,
		[FIELD_ISSUE] = p->issue,
		[FIELD_PAGES] = e->first_page,
		[FIELD_EDITION] = e->edition,
		[FIELD_PUBLISHER] = p->publisher,
		[FIELD_DOI] = p->doi,
		[FIELD_PMID] = e->pmid,
		[FIELD_PMCID] = e->pmcid,
		[FIELD_URL] = p->url,
		[FIELD_NOTE] = note,
	};
	for (int f = 0; f < EXPORT_FIELDS; f++) {
		if (values[f].n == 0)
			continue;
		if (w->keys[f])
			w->add(w->keys[f], values[f], out);
		else
			w->special(e, (enum export_field)f, values[f], out);
	}
}

void reference_export_one(struct reference_export *x, const struct record *r, struct buf *out)
{
	if (!span_eq(r->doc, buf_span(&x->doc))) {
		buf_clear(&x->doc);
		buf_addspan(&x->doc, r->doc);
		make_slug(x, r->doc);
	}
	read_record(x, r);
	buf_clear(&x->id);
	buf_addspan(&x->id, buf_span(&x->slug));
	buf_addc(&x->id, '-');
	buf_addu(&x->id, record_number(r, "n", 0));
	x->item.id = buf_span(&x->id);
	const struct export_writer *w = writers[x->format];
	buf_clear(&x->note);
	add_note(&x->item, w->et_al && x->item.authors.n > 0, &x->note); /* "and others" */
	buf_adds(out, x->any ? "" : w->head);
	w->open(w->types[x->item.kind], x->item.id, !x->any, out);
	write_fields(w, &x->item, buf_span(&x->note), out);
	buf_adds(out, w->close);
	x->any = true;
}
