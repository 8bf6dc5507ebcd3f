#include "report/report_note.h"

#include <stdio.h>
#include <stdlib.h>

#include "report/report_html.h"

const char *report_anchor(char anchor[REPORT_ANCHOR], const struct report_article *a, char what, size_t number)
{
	snprintf(anchor, REPORT_ANCHOR, "d%zu-%c%zu", a->number, what, number);
	return anchor;
}

const char *report_anchor_article(char anchor[REPORT_ANCHOR], const struct report_article *a)
{
	snprintf(anchor, REPORT_ANCHOR, "d%zu", a->number);
	return anchor;
}

const char *report_class(struct span raw)
{
	static const char *const known[] = {"error",      "warning",       "possible",   "info",    "cited",
										"unresolved", "unnamed-study", "attributed", "carried", "none"};
	for (size_t i = 0; raw.n > 2 && i < sizeof known / sizeof known[0]; i++)
		if (span_is(span_sub(raw, 1, raw.n - 1), known[i]))
			return known[i];
	return "other";
}

static bool has_words(struct span raw)
{
	return raw.n > 2 && raw.p[0] == '"';
}

/* `, value` of a member that says something. */
static void add_member(struct buf *out, const struct record *r, const char *key, const char *before)
{
	struct span raw = record_get(r, key);
	if (!has_words(raw) || span_is(raw, "\"none\""))
		return;
	buf_adds(out, before);
	report_json(out, raw);
}

static struct mark_html since(const struct buf *html, size_t at)
{
	return (struct mark_html){at, html->n - at};
}

static void add_href(struct report_writer *w, struct buf *out, size_t from, size_t to, char what, size_t number)
{
	char anchor[REPORT_ANCHOR];
	report_pages_href(w->pages, out, from, to, report_anchor(anchor, w->a, what, number));
}

/* ---- notes ---- */

static void add_attribute(struct buf *out, const struct record *r, const char *key, const char *name)
{
	struct span raw = record_get(r, key);
	if (!has_words(raw) || span_is(raw, "\"none\"") || span_is(raw, "\"affirmed\""))
		return;
	buf_printf(out, " %s=\"", name);
	report_json(out, raw);
	buf_addc(out, '"');
}

static void mark_mention(struct report_writer *w, const struct report_note *n, const struct record *r, struct mark *m)
{
	size_t at = w->html.n;
	buf_printf(&w->html, " class=\"k%u\"", n->kind % REPORT_KINDS);
	add_attribute(&w->html, r, "assertion", "data-a");
	add_attribute(&w->html, r, "effect", "data-e");
	buf_adds(&w->html, " title=\"");
	report_text(&w->html, r->type);
	add_member(&w->html, r, "label", ": ");
	add_member(&w->html, r, "concept", ", ");
	add_member(&w->html, r, "effect", ", effect: ");
	add_member(&w->html, r, "assertion", ", ");
	add_member(&w->html, r, "rule", ", rule ");
	buf_addc(&w->html, '"');
	m->always = since(&w->html, at);
}

/* What entry e is, in a few words. */
static void add_entry_title(struct report_writer *w, const struct report_reference *e)
{
	struct record r;
	if (record_parse(&r, w->a->doc->v[e->line].text) != 0)
		return;
	buf_printf(&w->html, "entry %zu: ", e->n);
	w->scratch.n = 0;
	report_short(&w->html, record_string(&r, "text", &w->scratch), 160);
}

/* The entries that a citation leads to: the first is the link of its words; where there are several, each has a link behind them. */
static void mark_citation(struct report_writer *w, const struct report_note *n, const struct record *r, size_t page, struct mark *m)
{
	char anchor[REPORT_ANCHOR];
	size_t at = w->html.n, entries[REPORT_LINKS], nentries = 0, more = 0, place = 0;
	buf_printf(&w->html, " id=\"%s\"", report_anchor(anchor, w->a, 'c', n->number));
	m->id = since(&w->html, at);
	for (struct span e; (e = json_next(record_get(r, "reference"), &place)).p != NULL;) {
		size_t entry = report_article_entry(w->a, json_number(e, 0));
		if (entry != SIZE_MAX && nentries < REPORT_LINKS)
			entries[nentries++] = entry;
		else
			more += entry != SIZE_MAX;
	}
	at = w->html.n;
	buf_printf(&w->html, " class=\"c%s\" title=\"", nentries ? "" : " lost");
	add_member(&w->html, r, "form", "citation, ");
	add_member(&w->html, r, "study_type", ", ");
	buf_adds(&w->html, nentries ? "; " : "; leads to no entry");
	if (nentries)
		add_entry_title(w, &w->a->references.v[entries[0]]);
	buf_addc(&w->html, '"');
	m->always = since(&w->html, at);
	if (nentries == 0)
		return;
	at = w->html.n;
	add_href(w, &w->html, page, w->a->sentences.v[w->a->references.v[entries[0]].sentence].page, 'r', w->a->references.v[entries[0]].n);
	m->href = since(&w->html, at);
	if (nentries == 1)
		return;
	at = w->html.n;
	buf_adds(&w->html, "<sup class=\"to\">");
	for (size_t i = 0; i < nentries; i++) {
		const struct report_reference *e = &w->a->references.v[entries[i]];
		buf_adds(&w->html, i ? " <a" : "<a");
		add_href(w, &w->html, page, w->a->sentences.v[e->sentence].page, 'r', e->n);
		buf_printf(&w->html, "><span class=\"v\">entry </span>%zu</a>", e->n);
	}
	if (more)
		buf_printf(&w->html, " and %zu more", more);
	buf_adds(&w->html, "</sup>");
	m->after = since(&w->html, at);
}

static void mark_finding(struct report_writer *w, const struct report_note *n, const struct record *r, size_t page, struct mark *m)
{
	char anchor[REPORT_ANCHOR];
	const char *severity = report_class(record_get(r, "severity"));
	size_t at = w->html.n;
	buf_printf(&w->html, " class=\"f %s\" title=\"", severity);
	add_member(&w->html, r, "severity", "");
	add_member(&w->html, r, "code", ", ");
	add_member(&w->html, r, "message", ": ");
	buf_addc(&w->html, '"');
	m->always = since(&w->html, at);
	at = w->html.n;
	buf_printf(&w->html, "<a class=\"flag %s\" id=\"%s\"", severity, report_anchor(anchor, w->a, 'f', n->number));
	if (n->number <= REPORT_FINDINGS)
		add_href(w, &w->html, page, w->a->page, 'F', n->number);
	buf_adds(&w->html, " title=\"");
	add_member(&w->html, r, "code", "");
	buf_printf(&w->html, "\"><span class=\"v\">finding </span>!%zu</a>", n->number);
	m->after = since(&w->html, at);
}

static void add_mark(struct report_writer *w, const struct report_note *n, struct span text, size_t shown, size_t page)
{
	struct record r;
	struct mark m = {0};
	if (record_parse(&r, w->a->doc->v[n->line].text) != 0)
		return;
	if (n->end > n->start) {
		m.start = mark_locate(&w->places, text, n->start, false);
		m.end = mark_locate(&w->places, text, n->end, true);
	} else {
		m.start = m.end = shown;
	}
	m.start = m.start < shown ? m.start : shown;
	m.end = m.end < shown ? m.end : shown;
	if (n->kind == NOTE_FINDING)
		mark_finding(w, n, &r, page, &m);
	else if (n->kind == NOTE_CITATION)
		mark_citation(w, n, &r, page, &m);
	else
		mark_mention(w, n, &r, &m);
	list_push(&w->marks, m);
}

static int compare_marks(const void *x, const void *y)
{
	const struct mark *a = x, *b = y;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return a->always.at < b->always.at ? -1 : 1;
}

void report_note_text(struct report_writer *w, struct buf *out, const struct report_sentence *s)
{
	struct record r;
	struct buf own = {0};
	if (record_parse(&r, w->a->doc->v[s->line].text) != 0)
		return;
	struct span text = record_string(&r, "text", &own);
	size_t shown = text.n;
	if (shown > REPORT_SHOWN)
		for (shown = REPORT_SHOWN; shown && ((unsigned char)text.p[shown] & 0xc0) == 0x80;)
			shown--;
	w->marks.n = 0;
	buf_clear(&w->html);
	mark_places_read(&w->places, &r, text);
	for (size_t i = 0; i < s->nnotes; i++)
		add_mark(w, &w->a->notes.v[s->notes + i], text, shown, s->page);
	if (w->marks.n)
		qsort(w->marks.v, w->marks.n, sizeof w->marks.v[0], compare_marks);
	mark_write(out, text, shown, w->marks.v, w->marks.n, buf_span(&w->html));
	if (shown < text.n) {
		buf_adds(out, " <span class=\"cut\">[");
		report_count(out, text.n - shown, "byte more", "bytes more");
		buf_adds(out, "]</span>");
	}
	buf_free(&own);
}

/* ---- behind a sentence ---- */

static void add_labels(struct buf *out, const struct record *r, const char *key, bool *any)
{
	struct span list = record_get(r, key);
	size_t at = 0, n = 0;
	for (struct span e; (e = json_next(list, &at)).p != NULL && n < REPORT_LINKS; n++) {
		buf_adds(out, n ? ", " : *any ? "; " : "");
		if (n == 0)
			buf_printf(out, "%s: ", key);
		report_json(out, e);
		*any = true;
	}
}

void report_note_claim(struct report_writer *w, struct buf *out, const struct report_sentence *s)
{
	struct record r;
	if (s->claim == SIZE_MAX || record_parse(&r, w->a->doc->v[s->claim].text) != 0)
		return;
	const char *support = report_class(record_get(&r, "support"));
	bool any = false;
	buf_printf(out, "&nbsp;<span class=\"claim %s\" title=\"", support);
	size_t at = 0;
	for (const struct category_row *c; (c = categories_next(w->categories, &at)) != NULL;)
		add_labels(out, &r, c->table, &any);
	buf_printf(out, "\"><span class=\"v\">claim, support: </span>%s", strcmp(support, "none") == 0 ? "no source" : support);
	if (has_words(record_get(&r, "strength"))) {
		buf_adds(out, ", ");
		report_json(out, record_get(&r, "strength"));
	}
	buf_adds(out, record_true(&r, "hedged") ? ", hedged</span>" : "</span>");
}

void report_note_entry(struct report_writer *w, struct buf *out, const struct report_reference *e)
{
	struct record r;
	const struct report_article *a = w->a;
	size_t page = a->sentences.v[e->sentence].page;
	if (record_parse(&r, a->doc->v[e->line].text) != 0)
		return;
	buf_clear(&w->scratch);
	struct span doi = record_string(&r, "doi", &w->scratch);
	buf_adds(out, " <span class=\"leads\">");
	if (doi.n) {
		buf_adds(out, "<a rel=\"noreferrer\"");
		report_href_doi(out, doi);
		buf_printf(out, ">DOI<span class=\"v\"> of entry %zu</span></a> ", e->n);
	} else if (has_words(record_get(&r, "url"))) {
		size_t before = out->n;
		buf_adds(out, "<a rel=\"noreferrer\"");
		if (report_href(out, record_string(&r, "url", &w->scratch)))
			buf_printf(out, ">Link<span class=\"v\"> of entry %zu</span></a> ", e->n);
		else
			out->n = before;
	}
	for (size_t i = 0; i < e->nbacks && i < REPORT_LINKS; i++) {
		const struct report_back *b = &a->backs.v[e->backs + i];
		buf_adds(out, i ? " <a" : "cited <a");
		add_href(w, out, page, a->sentences.v[b->sentence].page, 'c', b->number);
		buf_printf(out, "><span class=\"v\">back to citation </span>\xE2\x86\x91%zu</a>", b->number);
	}
	if (e->nbacks > REPORT_LINKS)
		buf_printf(out, " and %zu more", e->nbacks - REPORT_LINKS);
	buf_adds(out, e->nbacks || a->citations == 0 ? "</span>" : "not cited</span>");
}

void report_note_finding(struct buf *out, const struct record *r)
{
	const char *severity = report_class(record_get(r, "severity"));
	buf_printf(out, "<span class=\"severity %s\">", severity);
	report_json(out, record_get(r, "severity"));
	buf_adds(out, "</span> <code>");
	report_json(out, record_get(r, "code"));
	buf_adds(out, "</code> ");
	report_json(out, record_get(r, "message"));
}

void report_note_free(struct report_writer *w)
{
	mark_places_free(&w->places);
	list_free(&w->marks);
	buf_free(&w->html);
	buf_free(&w->scratch);
}
