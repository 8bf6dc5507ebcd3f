#include "report/report_write.h"

#include <stdlib.h>

#include "base/text.h"
#include "report/report_html.h"

enum { NAME_SHOWN = 200, CONCEPTS_SHOWN = 40 };

/* What stands open inside the article. */
enum shape { SHAPE_NONE, SHAPE_PARAGRAPH, SHAPE_LIST, SHAPE_REFERENCES, SHAPE_BOILERPLATE };

struct flow {
	struct report_writer *w;
	const struct report_article *a;
	enum shape shape;
	size_t block; /* of the paragraph or list item that is open */
};

static struct buf *body(struct flow *f)
{
	return &f->w->pages->body;
}

/* ---- the head of an article ---- */

/* A language tag (BCP 47), as far as its letters go. */
static bool is_language(struct span s)
{
	size_t dash = 0;
	while (dash < s.n && text_is_alpha(s.p[dash]))
		dash++;
	bool good = (dash == 2 || dash == 3) && s.n <= 35;
	for (size_t i = dash; i < s.n; i++)
		good = good && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i]) || (s.p[i] == '-' && i + 1 < s.n));
	return good;
}

static void add_open(struct flow *f, bool again)
{
	const struct report_article *a = f->a;
	struct buf *out = body(f);
	const char *more = again ? "-more" : "";
	struct record r;
	buf_printf(out, "<article id=\"d%zu%s\" aria-labelledby=\"d%zu-t%s\"", a->number, more, a->number, more);
	buf_clear(&f->w->scratch);
	struct span language = record_parse(&r, a->doc->v[0].text) == 0 ? record_string(&r, "language", &f->w->scratch) : span_of("");
	if (is_language(language))
		buf_printf(out, " lang=\"%.*s\"", (int)language.n, language.p);
	buf_printf(out, ">\n<h3 id=\"d%zu-t%s\" dir=\"auto\">", a->number, more);
	if (!again && a->title != SIZE_MAX) {
		buf_printf(out, "<span id=\"d%zu-s%zu\">", a->number, a->sentences.v[a->title].number);
		report_note_text(f->w, out, &a->sentences.v[a->title]);
		buf_adds(out, "</span>");
	} else {
		report_article_name(a, out, NAME_SHOWN);
	}
	buf_adds(out, again ? " (continued)</h3>\n" : "</h3>\n");
	if (f->w->pages->number == 1)
		return;
	buf_printf(&f->w->pages->contents, "<li><a href=\"#d%zu%s\">", a->number, more);
	report_article_name(a, &f->w->pages->contents, 90);
	buf_adds(&f->w->pages->contents, again ? " (continued)</a></li>\n" : "</a></li>\n");
}

static void add_source(struct flow *f)
{
	const struct report_article *a = f->a;
	struct buf *out = body(f);
	buf_adds(out, "<p class=\"source\"><code dir=\"auto\">");
	report_json(out, a->doc->id);
	buf_adds(out, "</code> ");
	report_count(out, a->claims, "claim, ", "claims, ");
	report_count(out, a->mentions, "mention, ", "mentions, ");
	report_count(out, a->citations, "citation, ", "citations, ");
	report_count(out, a->references.n, "reference, ", "references, ");
	report_count(out, a->findings, "finding", "findings");
	buf_adds(out, "</p>\n");
	if (!a->rejected)
		return;
	struct record r;
	buf_adds(out, "<p class=\"notice\">This document was rejected: ");
	if (record_parse(&r, a->doc->v[a->doc->n - 1].text) == 0)
		report_json(out, record_get(&r, "reason"));
	buf_adds(out, "</p>\n");
}

static int compare_numbers(const void *x, const void *y)
{
	const struct report_note *a = x, *b = y;
	return (a->number > b->number) - (a->number < b->number);
}

static void add_finding(struct flow *f, const struct report_note *n)
{
	char anchor[REPORT_ANCHOR];
	struct record r;
	struct buf *out = body(f);
	if (record_parse(&r, f->a->doc->v[n->line].text) != 0)
		return;
	buf_printf(out, "<li id=\"%s\">", report_anchor(anchor, f->a, 'F', n->number));
	report_note_finding(out, &r);
	if (n->sentence != SIZE_MAX) {
		buf_adds(out, " <a");
		report_pages_href(f->w->pages, out, f->a->page, f->a->sentences.v[n->sentence].page, report_anchor(anchor, f->a, 'f', n->number));
		buf_printf(out, ">in the text<span class=\"v\">, finding %zu</span></a>", n->number);
	}
	buf_adds(out, "</li>\n");
}

static void add_findings(struct flow *f)
{
	const struct report_article *a = f->a;
	struct buf *out = body(f);
	LIST(struct report_note) found = {0};
	if (a->findings == 0)
		return;
	for (size_t i = 0; i < a->notes.n; i++)
		if (a->notes.v[i].kind == NOTE_FINDING && a->notes.v[i].number <= REPORT_FINDINGS)
			list_push(&found, a->notes.v[i]);
	qsort(found.v, found.n, sizeof found.v[0], compare_numbers);
	buf_adds(out, "<h4>Findings</h4>\n<ol class=\"findings\">\n");
	for (size_t i = 0; i < found.n; i++)
		add_finding(f, &found.v[i]);
	buf_adds(out, "</ol>\n");
	if (a->findings > found.n) {
		buf_adds(out, "<p class=\"notice\">");
		report_count(out, a->findings - found.n, "further finding is", "further findings are");
		buf_adds(out, " marked in the text alone.</p>\n");
	}
	list_free(&found);
}

/* ---- what it names ---- */

struct concept {
	unsigned kind;
	struct span label;
	size_t count, sentence; /* of the first mention */
};

static int compare_labels(const void *x, const void *y)
{
	const struct concept *a = x, *b = y;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	int c = span_cmp(a->label, b->label);
	return c ? c : (a->sentence > b->sentence) - (a->sentence < b->sentence);
}

static int compare_counts(const void *x, const void *y)
{
	const struct concept *a = x, *b = y;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->count != b->count ? (a->count < b->count) - (a->count > b->count) : span_cmp(a->label, b->label);
}

static void add_concept(struct flow *f, const struct concept *c)
{
	char anchor[REPORT_ANCHOR];
	const struct report_sentence *s = &f->a->sentences.v[c->sentence];
	struct buf *out = body(f);
	buf_adds(out, "<li><a");
	report_pages_href(f->w->pages, out, f->a->page, s->page, report_anchor(anchor, f->a, 's', s->number));
	buf_adds(out, ">");
	report_json(out, c->label);
	buf_printf(out, "</a> %zu</li>\n", c->count);
}

static void add_concepts(struct flow *f)
{
	const struct report_article *a = f->a;
	const struct categories *categories = f->w->categories;
	struct buf *out = body(f);
	LIST(struct concept) all = {0};
	for (size_t i = 0; i < a->notes.n; i++) {
		struct concept c = {a->notes.v[i].kind, a->notes.v[i].label, 1, a->notes.v[i].sentence};
		if (c.kind < NOTE_CITATION && c.sentence != SIZE_MAX)
			list_push(&all, c);
	}
	if (all.n == 0)
		return;
	qsort(all.v, all.n, sizeof all.v[0], compare_labels);
	size_t n = 0;
	for (size_t i = 0; i < all.n; i++) {
		if (n && all.v[n - 1].kind == all.v[i].kind && span_eq(all.v[n - 1].label, all.v[i].label))
			all.v[n - 1].count++;
		else
			all.v[n++] = all.v[i];
	}
	qsort(all.v, n, sizeof all.v[0], compare_counts);
	buf_adds(out, "<details class=\"concepts\" open><summary>What it names</summary>\n");
	for (size_t i = 0, of = 0; i < n; i++) {
		of = i == 0 || all.v[i].kind != all.v[i - 1].kind ? 0 : of + 1;
		if (of == 0) {
			buf_printf(out, "%s<p class=\"kind\"><span class=\"swatch k%u\"></span>", i ? "</ul>\n" : "", all.v[i].kind % REPORT_KINDS);
			report_text(out, span_of(categories->rows.v[all.v[i].kind].table));
			buf_adds(out, "</p>\n<ul class=\"words\">\n");
		}
		if (of < CONCEPTS_SHOWN)
			add_concept(f, &all.v[i]);
		else if (of == CONCEPTS_SHOWN)
			buf_adds(out, "<li>and further ones</li>\n");
	}
	buf_adds(out, "</ul>\n</details>\n");
	list_free(&all);
}

/* ---- the flow of its text ---- */

static void close_shape(struct flow *f)
{
	static const char *const ends[] = {"", "</p>\n", "</li>\n</ul>\n", "</ol>\n", "</details>\n"};
	buf_adds(body(f), ends[f->shape]);
	f->shape = SHAPE_NONE;
}

/* Opens what the sentence stands in, unless it is open. */
static void open_shape(struct flow *f, enum shape shape, const char *start, size_t block)
{
	if (f->shape != shape || (shape == SHAPE_PARAGRAPH && f->block != block)) {
		close_shape(f);
		buf_adds(body(f), start);
		f->shape = shape;
	} else {
		buf_addc(body(f), ' ');
	}
	f->block = block;
}

/* Plain text brings bullets and numbers along; of a page they are the browser's. */
static bool brings_marker(const struct flow *f, const struct report_sentence *s)
{
	struct record r;
	struct buf own = {0};
	if (record_parse(&r, f->a->doc->v[s->line].text) != 0)
		return false;
	struct span text = record_string(&r, "text", &own);
	size_t i = 0;
	while (i < text.n && (text_is_digit(text.p[i]) || (i == 0 && text_is_alpha(text.p[i]))))
		i++;
	bool numbered = i && i < text.n && (text.p[i] == '.' || text.p[i] == ')');
	uint32_t c = text.n ? text_decode(text, 0, NULL) : 0;
	buf_free(&own);
	return numbered || c == '-' || c == '*' || c == '+' || c == 0xb7 || c == 0x2013 || c == 0x2022 || c == 0x2023 || c == 0x2043 ||
		   (c >= 0x2500 && c < 0x2800); /* shapes and dingbats */
}

static void open_item(struct flow *f, const struct report_sentence *s)
{
	bool first = f->shape != SHAPE_LIST;
	if (first || f->block != s->block) {
		if (first)
			close_shape(f);
		buf_adds(body(f), first ? "<ul>\n" : "</li>\n");
		buf_adds(body(f), brings_marker(f, s) ? "<li class=\"marked\" dir=\"auto\">" : "<li dir=\"auto\">");
		f->shape = SHAPE_LIST;
	} else {
		buf_addc(body(f), ' ');
	}
	f->block = s->block;
}

/* The sentence as an element of its own. */
static void add_element(struct flow *f, const struct report_sentence *s, const char *element, const char *class)
{
	struct buf *out = body(f);
	buf_printf(out, "<%s id=\"d%zu-s%zu\"%s%s%s>", element, f->a->number, s->number, class[0] ? " class=\"" : "", class,
			   class[0] ? "\"" : "");
	report_note_text(f->w, out, s);
	report_note_claim(f->w, out, s);
	buf_printf(out, "</%.*s>", (int)strcspn(element, " "), element);
}

static void add_entry(struct flow *f, const struct report_sentence *s)
{
	struct buf *out = body(f);
	const struct report_reference *e = s->reference == SIZE_MAX ? NULL : &f->a->references.v[s->reference];
	open_shape(f, SHAPE_REFERENCES, "<ol class=\"references\">\n", 0);
	if (e)
		buf_printf(out, "<li id=\"d%zu-r%zu\" value=\"%zu\" dir=\"auto\">", f->a->number, e->n, e->n);
	else
		buf_adds(out, "<li class=\"unread\" dir=\"auto\">");
	add_element(f, s, "span", "");
	if (e)
		report_note_entry(f->w, out, e);
	buf_adds(out, "</li>\n");
}

static void add_sentence(struct flow *f, const struct report_sentence *s)
{
	switch (s->zone) {
	case ZONE_TITLE:
	case ZONE_HEADING:
		close_shape(f);
		add_element(f, s, "h4 dir=\"auto\"", s->zone == ZONE_TITLE ? "title" : "");
		break;
	case ZONE_BYLINE:
	case ZONE_CAPTION:
		close_shape(f);
		add_element(f, s, "p dir=\"auto\"", s->zone == ZONE_CAPTION ? "caption" : "byline");
		break;
	case ZONE_BODY:
		open_shape(f, SHAPE_PARAGRAPH, "<p dir=\"auto\">", s->block);
		add_element(f, s, "span", "");
		return;
	case ZONE_LIST:
		open_item(f, s);
		add_element(f, s, "span", "");
		return;
	case ZONE_REFERENCE:
		add_entry(f, s);
		return;
	case ZONE_BOILERPLATE:
		open_shape(f, SHAPE_BOILERPLATE, "<details class=\"boilerplate\"><summary>Text around the article</summary>\n", 0);
		add_element(f, s, "p dir=\"auto\"", "");
		break;
	}
	buf_addc(body(f), '\n');
}

int report_write(struct report_writer *w, struct report_article *a, struct diag *d)
{
	struct flow f = {.w = w, .a = a};
	size_t last = report_article_plan(a, w->pages);
	int code = DIAG_OK;
	w->a = a;
	if (a->page != w->pages->number && (code = report_pages_next(w->pages, d)) != DIAG_OK)
		return code;
	add_open(&f, false);
	add_source(&f);
	if (a->findings || a->mentions) {
		buf_adds(body(&f), "<div class=\"side\">\n");
		add_findings(&f);
		add_concepts(&f);
		buf_adds(body(&f), "</div>\n");
	}
	for (size_t i = 0; i < a->sentences.n; i++) {
		const struct report_sentence *s = &a->sentences.v[i];
		if (i == a->title)
			continue;
		if (s->page != w->pages->number) {
			close_shape(&f);
			buf_adds(body(&f), "</article>\n");
			if ((code = report_pages_next(w->pages, d)) != DIAG_OK)
				return code;
			add_open(&f, true);
		}
		add_sentence(&f, s);
	}
	close_shape(&f);
	buf_adds(body(&f), "</article>\n");
	w->pages->weight = last;
	return code;
}
