#include "normalize/html_parts.h"

#include <stdlib.h>

#include "base/text.h"

bool html_is(const struct html_node *n, const char *name)
{
	return strcmp(n->tag->name, name) == 0;
}

struct span html_attribute(const struct html_page *page, const struct html_node *n, enum html_attribute which)
{
	unsigned at = n->values;
	if (!(n->has >> which & 1))
		return (struct span){NULL, 0};
	for (unsigned k = 0; k < (unsigned)which; k++)
		at += n->has >> k & 1;
	return page->values.v[at];
}

void html_free(struct html_page *page)
{
	list_free(&page->values);
	list_free(&page->nodes);
	list_free(&page->runs);
	list_free(&page->metas);
	list_free(&page->linked_data);
}

struct reader {
	struct span s;
	struct html_page *page;
	unsigned stack[HTML_DEPTH];
	unsigned depth;   /* open elements */
	unsigned skipped; /* of them those with HTML_SKIP */
};

static struct html_node *node_at(struct reader *r, unsigned level)
{
	return &r->page->nodes.v[r->stack[level]];
}

static void pop_to(struct reader *r, unsigned depth, size_t at)
{
	while (r->depth > depth) {
		struct html_node *n = node_at(r, --r->depth);
		n->end = at;
		r->skipped -= (n->tag->flags & HTML_SKIP) != 0;
	}
}

/* Elements over which an end tag or an implied end does not reach. */
static bool is_fence(const struct html_node *n)
{
	return (n->tag->flags & HTML_CELL) || html_is(n, "table") || html_is(n, "template") || html_is(n, "body");
}

/* Closes the open element of that name, where no fence lies between. */
static void close_implied(struct reader *r, const char *name, const char *fence1, const char *fence2, size_t at)
{
	for (unsigned d = r->depth; d > 1; d--) {
		struct html_node *n = node_at(r, d - 1);
		if (html_is(n, name)) {
			pop_to(r, d - 1, at);
			return;
		}
		if (is_fence(n) || (fence1 && html_is(n, fence1)) || (fence2 && html_is(n, fence2)))
			return;
	}
}

/* Closes an open paragraph: only inline elements may lie inside it. */
static void close_p(struct reader *r, size_t at)
{
	for (unsigned d = r->depth; d > 1; d--) {
		struct html_node *n = node_at(r, d - 1);
		if (html_is(n, "p")) {
			pop_to(r, d - 1, at);
			return;
		}
		if (n->tag->flags & (HTML_BLOCK | HTML_CELL))
			return;
	}
}

/* Table parts end those that came before them in the same table. */
static void close_in_table(struct reader *r, bool rows, size_t at)
{
	for (unsigned d = r->depth; d > 1; d--) {
		struct html_node *n = node_at(r, d - 1);
		if (html_is(n, "table"))
			return;
		if ((n->tag->flags & HTML_CELL) || (rows && html_is(n, "tr"))) {
			pop_to(r, d - 1, at);
			if (!rows)
				return;
		}
	}
}

static void imply_ends(struct reader *r, const struct html_tag *tag, size_t at)
{
	if (tag->flags & HTML_CLOSES_P)
		close_p(r, at);
	if (strcmp(tag->name, "li") == 0)
		close_implied(r, "li", "ul", "ol", at);
	else if (tag->flags & HTML_ITEM) {
		close_implied(r, "dt", "dl", NULL, at);
		close_implied(r, "dd", "dl", NULL, at);
	} else if (tag->flags & HTML_CELL)
		close_in_table(r, false, at);
	else if (strcmp(tag->name, "tr") == 0 || strcmp(tag->name, "tbody") == 0 || strcmp(tag->name, "tfoot") == 0)
		close_in_table(r, true, at);
	else if (strcmp(tag->name, "option") == 0)
		close_implied(r, "option", "select", NULL, at);
	else if (strcmp(tag->name, "body") == 0)
		pop_to(r, r->depth > 2 ? 2 : r->depth, at);
	if (tag->flags & HTML_HEADING && r->depth > 1 && node_at(r, r->depth - 1)->tag->flags & HTML_HEADING)
		pop_to(r, r->depth - 1, at);
}

static void add_run(struct reader *r, size_t start, size_t end)
{
	struct html_run run = {r->stack[r->depth - 1], start, end};
	if (r->skipped == 0)
		list_push(&r->page->runs, run);
}

static bool hides(struct span style)
{
	for (size_t i = 0; i + 12 <= style.n; i++) {
		if (text_lower(style.p[i]) != 'd' || !html_named(span_sub(style, i, i + 8), "display:"))
			continue;
		size_t v = i + 8;
		while (v < style.n && style.p[v] == ' ')
			v++;
		return v + 4 <= style.n && html_named(span_sub(style, v, v + 4), "none");
	}
	return false;
}

static unsigned add_node(struct reader *r, const struct html_tag *tag, const struct html_start *t, size_t start)
{
	struct html_node n = {.tag = tag,
						  .start = start,
						  .end = start,
						  .parent = r->stack[r->depth - 1],
						  .values = (unsigned)r->page->values.n,
						  .depth = (unsigned short)r->depth};
	for (unsigned k = 0; k < HTML_ATTRIBUTES; k++) {
		if (t->attribute[k].p == NULL)
			continue;
		n.has = (unsigned char)(n.has | 1u << k);
		list_push(&r->page->values, t->attribute[k]);
	}
	n.hidden = t->hidden || (t->attribute[HTML_STYLE].p && hides(t->attribute[HTML_STYLE]));
	if (t->attribute[HTML_ID].n > 2 && memcmp(t->attribute[HTML_ID].p, "S:", 2) == 0)
		n.hidden = false; /* a part that was sent late and waits for a script to put it into its place */
	list_push(&r->page->nodes, n);
	return (unsigned)(r->page->nodes.n - 1);
}

static void take_meta(struct reader *r, const struct html_start *t)
{
	struct html_page *page = r->page;
	if (strcmp(t->name, "meta") == 0 && t->content.p != NULL) {
		struct html_meta m = {t->meta_name.p ? t->meta_name : t->attribute[HTML_ITEMPROP], t->content};
		if (m.name.p != NULL)
			list_push(&page->metas, m);
	} else if (strcmp(t->name, "link") == 0 && t->rel.p != NULL && html_named(t->rel, "canonical") && page->canonical.p == NULL) {
		page->canonical = t->attribute[HTML_HREF];
	} else if (strcmp(t->name, "html") == 0 && page->language.p == NULL) {
		page->language = t->lang;
	}
}

/* The end tag </name at or after `at`; s.n where there is none. */
static size_t raw_end(struct span s, size_t at, const char *name)
{
	size_t n = strlen(name);
	for (const char *p; at < s.n && (p = memchr(s.p + at, '<', s.n - at)) != NULL; at++) {
		at = (size_t)(p - s.p);
		if (at + 2 + n <= s.n && s.p[at + 1] == '/' && html_named(span_sub(s, at + 2, at + 2 + n), name))
			return at;
	}
	return s.n;
}

/* The content of a raw element from `at` on; returns where its end tag begins. */
static size_t read_raw(struct reader *r, const struct html_start *t, size_t at)
{
	size_t end = raw_end(r->s, at, t->name);
	if (strcmp(t->name, "title") == 0 && r->page->title.p == NULL && r->skipped == 1)
		r->page->title = span_sub(r->s, at, end);
	if (strcmp(t->name, "script") == 0 && t->type.p != NULL && html_named(t->type, "application/ld+json"))
		list_push(&r->page->linked_data, span_sub(r->s, at, end));
	return end;
}

/* Returns where reading goes on. */
static size_t open_element(struct reader *r, const struct html_start *t, size_t start, size_t at)
{
	const struct html_tag *tag = html_tag(t->name);
	take_meta(r, t);
	imply_ends(r, tag, start);
	if (tag->flags & HTML_VOID) {
		unsigned parent = r->stack[r->depth - 1], node = add_node(r, tag, t, start);
		struct html_run run = {node, start, start};
		r->page->nodes.v[node].parent = parent;
		if (r->skipped == 0)
			list_push(&r->page->runs, run);
		return at;
	}
	bool foreign = r->skipped > 0 || strcmp(tag->name, "svg") == 0 || strcmp(tag->name, "math") == 0;
	if (t->self_closing && foreign && !(tag->flags & HTML_RAW))
		return at;
	if (r->depth == HTML_DEPTH) {
		r->page->cut = true;
		return tag->flags & HTML_RAW ? read_raw(r, t, at) : at;
	}
	unsigned node = add_node(r, tag, t, start);
	r->stack[r->depth++] = node;
	r->skipped += (tag->flags & HTML_SKIP) != 0;
	return tag->flags & HTML_RAW ? read_raw(r, t, at) : at;
}

static void close_element(struct reader *r, const char *name, size_t start, size_t at)
{
	const struct html_tag *tag = html_tag(name);
	bool block = tag->flags & (HTML_BLOCK | HTML_CELL | HTML_SKIP);
	bool heading = tag->flags & HTML_HEADING;
	if (strcmp(name, "body") == 0 || strcmp(name, "html") == 0)
		return; /* what comes after it still belongs to the page */
	if (strcmp(name, "br") == 0) {
		add_run(r, start, start);
		return;
	}
	for (unsigned d = r->depth; d > 1; d--) {
		struct html_node *n = node_at(r, d - 1);
		if (n->tag == tag || (heading && n->tag->flags & HTML_HEADING)) {
			pop_to(r, d - 1, at);
			return;
		}
		if (!block && n->tag->flags & (HTML_BLOCK | HTML_CELL))
			return; /* an inline element does not end a block */
		if (n->tag->flags & HTML_CELL && strcmp(name, "table") != 0 && strcmp(name, "tr") != 0 && strcmp(name, "tbody") != 0 &&
			strcmp(name, "thead") != 0)
			return;
	}
}

/* The end of what begins with "<!" or "<?" at `at`. */
static size_t skip_declaration(struct span s, size_t at)
{
	if (s.n - at >= 4 && memcmp(s.p + at, "<!--", 4) == 0) {
		size_t i = at + 4;
		if (i < s.n && s.p[i] == '>')
			return i + 1;
		for (const char *p; i < s.n && (p = memchr(s.p + i, '>', s.n - i)) != NULL; i = (size_t)(p - s.p) + 1) {
			size_t e = (size_t)(p - s.p);
			if (e >= at + 5 && memcmp(s.p + e - 2, "--", 2) == 0)
				return e + 1;
			if (e >= at + 6 && memcmp(s.p + e - 3, "--!", 3) == 0)
				return e + 1;
		}
		return s.n;
	}
	const char *p = memchr(s.p + at, '>', s.n - at);
	return p != NULL ? (size_t)(p - s.p) + 1 : s.n;
}

void html_read(struct span text, struct html_page *page)
{
	static const struct html_start none = {0};
	struct reader r = {.s = text, .page = page, .depth = 1}; /* the root, node 0, stays open */
	add_node(&r, html_tag(""), &none, 0);
	for (size_t at = 0, start = 0; at < text.n || start < text.n;) {
		const char *p = at < text.n ? memchr(text.p + at, '<', text.n - at) : NULL;
		size_t lt = p != NULL ? (size_t)(p - text.p) : text.n;
		struct html_start t;
		size_t end = lt;
		if (lt < text.n && lt + 1 < text.n && (text.p[lt + 1] == '!' || text.p[lt + 1] == '?')) {
			end = skip_declaration(text, lt);
			t.name[0] = '\0';
		} else if (lt < text.n) {
			end = html_read_tag(text, lt, &t);
		}
		if (lt < text.n && end == lt) { /* a '<' that begins no tag is text */
			at = lt + 1;
			continue;
		}
		if (lt > start)
			add_run(&r, start, lt);
		at = start = end;
		if (lt == text.n)
			break;
		if (t.name[0] == '\0')
			continue;
		if (t.end)
			close_element(&r, t.name, lt, end);
		else
			at = start = open_element(&r, &t, lt, end);
	}
	pop_to(&r, 0, text.n);
}
