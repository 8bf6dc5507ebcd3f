#include <limits.h>
#include <stdlib.h>

#include "base/text.h"
#include "base/unicode.h"
#include "normalize/page_parts.h"

/* --- what nodes inherit --- */

static unsigned place_of(const struct html_node *n, struct span role)
{
	static const struct {
		const char *tag;
		enum page_place place;
	} places[] = {
		{"nav", PLACE_NAV},           {"footer", PLACE_FOOTER},    {"aside", PLACE_ASIDE},     {"header", PLACE_HEADER},
		{"form", PLACE_FORM},         {"figure", PLACE_FIGURE},    {"article", PLACE_ARTICLE}, {"main", PLACE_MAIN},
		{"table", PLACE_TABLE},       {"blockquote", PLACE_QUOTE}, {"a", PLACE_LINK},          {"dialog", PLACE_DIALOG},
		{"noscript", PLACE_NOSCRIPT},
	};
	static const struct {
		const char *role;
		enum page_place place;
	} roles[] = {
		{"navigation", PLACE_NAV}, {"contentinfo", PLACE_FOOTER}, {"complementary", PLACE_ASIDE}, {"banner", PLACE_HEADER},
		{"search", PLACE_FORM},    {"main", PLACE_MAIN},          {"article", PLACE_ARTICLE},     {"button", PLACE_CONTROL},
		{"dialog", PLACE_DIALOG},  {"alertdialog", PLACE_DIALOG},
	};
	unsigned bits = n->hidden ? 1u << PLACE_HIDDEN : 0;
	if (n->tag->flags & HTML_CONTROL)
		bits |= 1u << PLACE_CONTROL;
	if (n->tag->flags & HTML_LIST)
		bits |= 1u << PLACE_LIST;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (html_is(n, places[i].tag))
			bits |= 1u << places[i].place;
	for (size_t i = 0; role.p != NULL && i < sizeof roles / sizeof *roles; i++)
		if (span_is(role, roles[i].role))
			bits |= 1u << roles[i].place;
	return bits;
}

static void inherit(struct page *p)
{
	const struct markup *m = &p->rules->markup;
	p->nodes = mem_alloc(p->html.nodes.n * sizeof *p->nodes);
	memset(p->nodes, 0, p->html.nodes.n * sizeof *p->nodes);
	for (unsigned i = 1; i < p->html.nodes.n; i++) {
		const struct html_node *n = &p->html.nodes.v[i];
		const struct page_node *parent = &p->nodes[n->parent];
		struct page_node *own = &p->nodes[i];
		unsigned flags = n->tag->flags;
		own->block = flags & HTML_BLOCK ? i : parent->block;
		own->cell = flags & HTML_CELL ? i : parent->cell;
		own->heading = flags & HTML_HEADING ? i : parent->heading;
		own->link = html_is(n, "a") && n->has >> HTML_HREF & 1 ? i : parent->link;
		own->places = parent->places | place_of(n, html_attribute(&p->html, n, HTML_ROLE));
		own->italics = parent->italics || html_is(n, "em") || html_is(n, "i");
		own->bold = parent->bold || html_is(n, "strong") || html_is(n, "b");
		own->list_depth = (unsigned short)(parent->list_depth + ((flags & HTML_LIST) != 0));
		if (html_is(n, "body") || html_is(n, "html"))
			continue;
		if (n->has >> HTML_CLASS & 1)
			own->own_names |= markup_name(m, html_attribute(&p->html, n, HTML_CLASS));
		if (n->has >> HTML_ID & 1)
			own->own_names |= markup_name(m, html_attribute(&p->html, n, HTML_ID));
	}
}

/* --- runs to blocks --- */

struct span page_run_text(const struct page *p, const struct html_run *r)
{
	return span_sub(p->text, r->start, r->end);
}

bool page_blank(struct span s)
{
	return span_trim(s).n == 0;
}

bool page_break(const struct page *p, size_t run)
{
	const struct html_run *r = &p->html.runs.v[run];
	return r->start == r->end && html_is(&p->html.nodes.v[r->node], "br");
}

/* Whether the line break at `run` ends its block: another one follows, or what follows does not go on in lower case. */
static bool break_ends(const struct page *p, size_t run, unsigned block)
{
	for (size_t i = run + 1; i < p->html.runs.n; i++) {
		const struct html_run *r = &p->html.runs.v[i];
		if (p->nodes[r->node].block != block || page_break(p, i))
			return true;
		struct span s = span_trim(page_run_text(p, r));
		if (s.n)
			return !unicode_lower(text_decode(s, 0, NULL));
	}
	return true;
}

static bool is_image(const struct html_node *n)
{
	return html_is(n, "img") || html_is(n, "video") || html_is(n, "iframe");
}

static void find_blocks(struct page *p)
{
	struct page_block *b = NULL;
	bool image = false;
	for (size_t i = 0; i < p->html.runs.n; i++) {
		const struct html_run *r = &p->html.runs.v[i];
		unsigned block = p->nodes[r->node].block;
		if (r->start == r->end) { /* an empty element */
			image = image || is_image(&p->html.nodes.v[r->node]);
			if (p->html.nodes.v[r->node].tag->flags & HTML_BLOCK || (page_break(p, i) && b != NULL && break_ends(p, i, block)))
				b = NULL;
			continue;
		}
		bool empty = page_blank(page_run_text(p, r));
		if (b != NULL && b->node == block) {
			b->last = (unsigned)i + 1;
		} else if (!empty) {
			struct page_block new = {.node = block, .first = (unsigned)i, .last = (unsigned)i + 1, .image_before = image};
			image = false;
			list_push(&p->blocks, new);
			b = &p->blocks.v[p->blocks.n - 1];
		}
	}
}

/* --- what repeats --- */

struct seen {
	uint64_t hash;
	size_t at;
};

static int compare_seen(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static uint64_t hash_words(uint64_t h, struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!text_is_space(s.p[i]))
			h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h;
}

static void find_repeats(struct page *p)
{
	struct seen *seen = mem_alloc((p->blocks.n + 1) * sizeof *seen);
	for (size_t i = 0; i < p->blocks.n; i++) {
		seen[i] = (struct seen){UINT64_C(0xcbf29ce484222325), i};
		for (size_t k = p->blocks.v[i].first; k < p->blocks.v[i].last; k++)
			seen[i].hash = hash_words(seen[i].hash, page_run_text(p, &p->html.runs.v[k]));
	}
	qsort(seen, p->blocks.n, sizeof *seen, compare_seen);
	for (size_t i = 1; i < p->blocks.n; i++) {
		struct page_block *before = &p->blocks.v[seen[i - 1].at], *b = &p->blocks.v[seen[i].at];
		if (seen[i].hash != seen[i - 1].hash)
			continue;
		b->said_before = before->said_again = true;
		b->copy = b->copy || b->places & 1u << PLACE_NOSCRIPT;
		before->copy = before->copy || (before->places & ~b->places & 1u << PLACE_NOSCRIPT);
	}
	free(seen);
}

/* The name of a node that siblings may share; empty where it has none. */
static struct span name_to_share(const struct page *p, const struct html_node *n)
{
	return n->tag->flags & (HTML_BLOCK | HTML_CELL) ? html_attribute(&p->html, n, HTML_CLASS) : (struct span){NULL, 0};
}

/* Siblings of the same element and class, by a hash of parent, element and class. */
static void find_alike(struct page *p)
{
	size_t n = p->html.nodes.n, count = 0;
	for (size_t i = 1; i < n; i++)
		count += name_to_share(p, &p->html.nodes.v[i]).n > 0;
	struct seen *seen = mem_alloc((count + 1) * sizeof *seen);
	count = 0;
	for (unsigned i = 1; i < n; i++) {
		const struct html_node *node = &p->html.nodes.v[i];
		struct span name = name_to_share(p, node);
		if (name.n == 0)
			continue;
		uint64_t h = hash_words(node->parent * UINT64_C(0x9e3779b97f4a7c15), span_of(node->tag->name));
		seen[count++] = (struct seen){hash_words(h, name), i};
	}
	qsort(seen, count, sizeof *seen, compare_seen);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i; end < count && seen[end].hash == seen[i].hash;)
			end++;
		for (size_t k = i; k < end; k++)
			p->nodes[seen[k].at].alike = (unsigned)(end - i);
	}
	free(seen);
}

static void count_nodes(struct page *p)
{
	for (size_t i = 0; i < p->html.nodes.n; i++) {
		struct page_node *n = &p->nodes[i];
		n->words = n->link_words = n->good_words = n->rows = 0;
		n->link_headings = 0;
	}
	for (size_t i = 0; i < p->blocks.n; i++) {
		const struct page_block *b = &p->blocks.v[i];
		struct page_node *n = &p->nodes[b->node];
		n->words += b->words;
		n->link_words += b->link_words;
		n->good_words += b->good ? b->words : 0;
		if (n->heading && b->link_words == b->words && n->link_headings < USHRT_MAX)
			n->link_headings++;
	}
	for (size_t i = 1; i < p->html.nodes.n; i++)
		p->nodes[i].images = is_image(&p->html.nodes.v[i]);
	for (unsigned i = (unsigned)p->html.nodes.n; i-- > 1;) {
		struct page_node *n = &p->nodes[i], *parent = &p->nodes[p->html.nodes.v[i].parent];
		parent->words += n->words;
		parent->link_words += n->link_words;
		parent->good_words += n->good_words;
		parent->images = (unsigned short)(parent->images + n->images < USHRT_MAX ? parent->images + n->images : USHRT_MAX);
		parent->link_headings =
			(unsigned short)(parent->link_headings + n->link_headings < USHRT_MAX ? parent->link_headings + n->link_headings : USHRT_MAX);
	}
	for (size_t i = 0; i < p->blocks.n; i++) {
		unsigned node = p->blocks.v[i].node;
		if (!html_is(&p->html.nodes.v[node], "tr"))
			continue;
		while (node && !html_is(&p->html.nodes.v[node], "table"))
			node = p->html.nodes.v[node].parent;
		p->nodes[node].rows++;
	}
	p->good_words = p->nodes[0].good_words;
	p->words = p->nodes[0].words;
}

/* Names say what a part is; those of an element around most of the running text say what the page is, and count for nothing. */
static void inherit_names(struct page *p)
{
	for (unsigned i = 1; i < p->html.nodes.n; i++) {
		struct page_node *n = &p->nodes[i];
		const struct page_node *parent = &p->nodes[p->html.nodes.v[i].parent];
		unsigned own = n->own_names;
		if (n->good_words * 2 > p->good_words)
			own &= 1u << MEANS_CONTENT;
		n->names = parent->names | own;
		n->small_names = parent->small_names | (n->words * 8 < p->words ? own : 0);
	}
	for (size_t i = 0; i < p->blocks.n; i++) {
		struct page_block *b = &p->blocks.v[i];
		b->names = ~0u;
		for (size_t k = b->first; k < b->last; k++)
			if (!page_blank(page_run_text(p, &p->html.runs.v[k])))
				b->names &= p->nodes[p->html.runs.v[k].node].names;
	}
}

/* Paragraphs in parts that are called comments, or the like, say nothing of where the main text is, as long as others are left. */
static bool leave_named(struct page *p)
{
	unsigned away = 1u << MEANS_COMMENT | 1u << MEANS_RELATED | 1u << MEANS_SIDEBAR | 1u << MEANS_FOOTER | 1u << MEANS_NEWSLETTER |
					1u << MEANS_ADVERT | 1u << MEANS_NOTICE;
	unsigned left = 0, gone = 0;
	for (size_t i = 0; i < p->blocks.n; i++) {
		const struct page_block *b = &p->blocks.v[i];
		if (b->good)
			*(b->names & away ? &gone : &left) += b->words;
	}
	if (gone == 0 || left * 4 < gone)
		return false;
	for (size_t i = 0; i < p->blocks.n; i++)
		p->blocks.v[i].good = p->blocks.v[i].good && !(p->blocks.v[i].names & away);
	return true;
}

void page_open(struct page *p, const struct normalize_rules *r, const struct decoded *d)
{
	struct buf scratch = {0};
	p->rules = r;
	p->text = d->text;
	html_read(p->text, &p->html);
	inherit(p);
	find_blocks(p);
	page_look_open(p);
	for (size_t i = 0; i < p->blocks.n; i++)
		page_gather(p, &p->blocks.v[i], &scratch);
	count_nodes(p);
	inherit_names(p);
	if (leave_named(p)) {
		count_nodes(p);
		inherit_names(p);
	}
	find_repeats(p);
	find_alike(p);
	buf_free(&scratch);
}

void page_close(struct page *p)
{
	list_free(&p->blocks);
	list_free(&p->title);
	free(p->nodes);
	html_free(&p->html);
}
