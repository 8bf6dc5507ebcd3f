#include "report/report_article.h"

#include <stdlib.h>

#include "base/text.h"
#include "report/report_html.h"

static enum report_zone zone_of(struct span raw)
{
	static const char *const names[] = {"title", "heading", "byline", "body", "list", "caption", "reference", "boilerplate"};
	for (size_t i = 0; raw.n > 2 && i < sizeof names / sizeof names[0]; i++)
		if (span_is(span_sub(raw, 1, raw.n - 1), names[i]))
			return (enum report_zone)i;
	return ZONE_BODY;
}

/* The index of the sentence with that number, or SIZE_MAX: numbers rise. */
static size_t find_sentence(const struct report_article *a, uint64_t number)
{
	size_t i;
	list_bound(&a->sentences, i, a->sentences.v[i].number < number);
	return i < a->sentences.n && a->sentences.v[i].number == number ? i : SIZE_MAX;
}

/* ---- reading ---- */

struct reading {
	struct report_article *a;
	const struct categories *categories;
	LIST(size_t) blocks; /* where each ends in the source */
	size_t block;
};

static void read_sentence(struct reading *in, const struct record *r, size_t line)
{
	struct report_article *a = in->a;
	size_t start = record_number(r, "start", 0);
	while (in->block < in->blocks.n && in->blocks.v[in->block] <= start)
		in->block++;
	struct report_sentence s = {.line = line,
								.number = record_number(r, "sentence", 0),
								.zone = zone_of(record_get(r, "zone")),
								.block = in->block,
								.claim = SIZE_MAX,
								.reference = SIZE_MAX};
	if (s.zone == ZONE_TITLE && a->title == SIZE_MAX)
		a->title = a->sentences.n;
	list_push(&a->sentences, s);
}

static void read_reference(struct report_article *a, const struct record *r, size_t line, size_t sentence)
{
	struct report_reference e = {.n = record_number(r, "n", 0), .line = line, .sentence = sentence};
	bool next = a->references.n == 0 || a->references.v[a->references.n - 1].n < e.n;
	if (sentence == SIZE_MAX || !next)
		return;
	a->sentences.v[sentence].reference = a->references.n;
	list_push(&a->references, e);
}

static void read_citation(struct report_article *a, const struct record *r, struct report_note *n)
{
	size_t at = 0;
	n->kind = NOTE_CITATION;
	n->number = ++a->citations;
	for (struct span e; n->sentence != SIZE_MAX && (e = json_next(record_get(r, "reference"), &at)).p != NULL;) {
		struct report_back b = {json_number(e, 0), n->number, n->sentence};
		list_push(&a->backs, b);
	}
}

/* One line that is about a sentence. */
static void read_about(struct reading *in, const struct record *r, size_t line)
{
	struct report_article *a = in->a;
	struct report_note n = {.line = line,
							.sentence = find_sentence(a, record_number(r, "sentence", UINT64_MAX)),
							.start = record_number(r, "start", 0),
							.end = record_number(r, "end", 0)};
	if (span_is(r->type, "reference")) {
		read_reference(a, r, line, n.sentence);
	} else if (span_is(r->type, "claim")) {
		a->claims++;
		a->cited += span_is(record_get(r, "support"), "\"cited\"");
		if (n.sentence != SIZE_MAX)
			a->sentences.v[n.sentence].claim = line;
	} else if (span_is(r->type, "citation")) {
		read_citation(a, r, &n);
		list_push(&a->notes, n);
	} else if (span_is(r->type, "finding")) {
		n.kind = NOTE_FINDING;
		n.number = ++a->findings;
		list_push(&a->notes, n);
	} else {
		size_t kind = categories_of_type(in->categories, r->type);
		if (kind == SIZE_MAX)
			return;
		n.kind = (unsigned)kind;
		n.label = record_get(r, "label");
		a->mentions++;
		list_push(&a->notes, n);
	}
}

/* ---- order ---- */

static int order(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_notes(const void *x, const void *y)
{
	const struct report_note *a = x, *b = y;
	int c = order(a->sentence, b->sentence);
	c = c ? c : order(a->start, b->start);
	c = c ? c : order(b->end, a->end);
	c = c ? c : order(b->kind, a->kind); /* a finding is about the citation in it */
	return c ? c : order(a->line, b->line);
}

static int compare_backs(const void *x, const void *y)
{
	const struct report_back *a = x, *b = y;
	int c = order(a->n, b->n);
	return c ? c : order(a->number, b->number);
}

static void set_runs(struct report_article *a)
{
	if (a->notes.n)
		qsort(a->notes.v, a->notes.n, sizeof a->notes.v[0], compare_notes);
	if (a->backs.n)
		qsort(a->backs.v, a->backs.n, sizeof a->backs.v[0], compare_backs);
	for (size_t i = 0, k = 0; i < a->sentences.n; i++) {
		a->sentences.v[i].notes = k;
		while (k < a->notes.n && a->notes.v[k].sentence == i)
			k++;
		a->sentences.v[i].nnotes = k - a->sentences.v[i].notes;
	}
	for (size_t i = 0, k = 0; i < a->references.n; i++) {
		while (k < a->backs.n && a->backs.v[k].n < a->references.v[i].n)
			k++;
		a->references.v[i].backs = k;
		while (k < a->backs.n && a->backs.v[k].n == a->references.v[i].n)
			k++;
		a->references.v[i].nbacks = k - a->references.v[i].backs;
	}
}

/* A finding that names no sentence is about its first entry. */
static void place_findings(struct report_article *a)
{
	for (size_t i = 0; i < a->notes.n; i++) {
		struct record r;
		size_t at = 0;
		if (a->notes.v[i].sentence != SIZE_MAX || a->notes.v[i].kind != NOTE_FINDING ||
			record_parse(&r, a->doc->v[a->notes.v[i].line].text) != 0)
			continue;
		size_t entry = report_article_entry(a, json_number(json_next(record_get(&r, "related"), &at), 0));
		if (entry != SIZE_MAX)
			a->notes.v[i].sentence = a->references.v[entry].sentence;
		a->notes.v[i].start = a->notes.v[i].end = 0;
	}
}

int report_article_read(struct report_article *a, const struct document *doc, const struct categories *categories, struct diag *d)
{
	a->doc = doc;
	a->number++;
	a->title = SIZE_MAX;
	a->mentions = a->citations = a->findings = a->claims = a->cited = 0;
	a->sentences.n = a->notes.n = a->references.n = a->backs.n = 0;
	a->rejected = false;
	struct reading in = {.a = a, .categories = categories};
	int code = DIAG_OK;
	for (size_t i = 1; i < doc->n && code == DIAG_OK; i++) {
		struct record r;
		if (record_parse(&r, doc->v[i].text) != 0) {
			code = diag_at(d, DIAG_FAILED, "<stdin>", 0, 0, "a line of type '%.*s' is no record", (int)doc->v[i].type.n, doc->v[i].type.p);
		} else if (span_is(r.type, "block")) {
			size_t end = record_number(&r, "end", 0);
			list_push(&in.blocks, end);
		} else if (span_is(r.type, "sentence")) {
			read_sentence(&in, &r, i);
		} else if (span_is(r.type, "document-end")) {
			a->rejected = span_is(record_get(&r, "status"), "\"rejected\"");
		} else {
			read_about(&in, &r, i);
		}
	}
	list_free(&in.blocks);
	place_findings(a);
	set_runs(a);
	return code;
}

size_t report_article_entry(const struct report_article *a, uint64_t n)
{
	size_t i;
	list_bound(&a->references, i, a->references.v[i].n < n);
	return i < a->references.n && a->references.v[i].n == n ? i : SIZE_MAX;
}

size_t report_article_plan(struct report_article *a, const struct report_pages *pages)
{
	size_t page = pages->number, weight = pages->weight;
	if (weight >= PAGE_WEIGHT) {
		page++;
		weight = 0;
	}
	a->page = page;
	weight += 4 + (a->findings < REPORT_FINDINGS ? a->findings : REPORT_FINDINGS);
	for (size_t i = 0; i < a->sentences.n; i++) {
		struct report_sentence *s = &a->sentences.v[i];
		size_t bytes = a->doc->v[s->line].text.n;
		if (weight >= PAGE_WEIGHT && i != a->title) {
			page++;
			weight = 0;
		}
		s->page = i == a->title ? a->page : page;
		weight += 1 + (bytes < REPORT_SHOWN ? bytes : REPORT_SHOWN) / 500 + s->nnotes / 4;
	}
	return weight;
}

void report_article_name(const struct report_article *a, struct buf *out, size_t most)
{
	struct record r;
	struct buf scratch = {0};
	size_t line = a->title == SIZE_MAX ? 0 : a->sentences.v[a->title].line;
	struct span name = {NULL, 0};
	if (record_parse(&r, a->doc->v[line].text) == 0)
		name = line ? text_unmarked(record_string(&r, "text", &scratch)) : span_trim(record_string(&r, "title", &scratch));
	if (name.n == 0)
		name = span_trim(json_text(a->doc->id, &scratch));
	if (name.n)
		report_short(out, name, most);
	else
		buf_printf(out, "document %zu", a->number);
	buf_free(&scratch);
}

void report_article_free(struct report_article *a)
{
	list_free(&a->sentences);
	list_free(&a->notes);
	list_free(&a->references);
	list_free(&a->backs);
}
