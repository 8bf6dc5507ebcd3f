/* The blocks of a page as text that knows its bytes, and the page as a whole. */
#include "base/text.h"
#include "normalize/page_parts.h"

static enum block_kind kind_of(const struct page *p, const struct page_block *b, unsigned *level)
{
	const struct html_node *n = &p->html.nodes.v[b->node];
	unsigned heading = p->nodes[b->node].heading;
	*level = heading ? (unsigned)(p->html.nodes.v[heading].tag->name[1] - '0') : 0;
	if (!b->main)
		return BLOCK_BOILERPLATE;
	if (heading)
		return BLOCK_HEADING;
	if (html_is(n, "figcaption") || html_is(n, "caption"))
		return BLOCK_CAPTION;
	if (b->words <= 15 && (b->says & (1u << MEANS_AUTHOR | 1u << MEANS_META)) && !b->ends_stop)
		return BLOCK_BYLINE;
	for (unsigned i = b->node; i; i = p->html.nodes.v[i].parent) {
		const struct html_node *a = &p->html.nodes.v[i];
		if (a->tag->flags & HTML_ITEM) {
			*level = p->nodes[i].list_depth ? p->nodes[i].list_depth : 1;
			return BLOCK_LIST;
		}
		if (html_is(a, "tr"))
			return BLOCK_TABLE;
		if (html_is(a, "blockquote"))
			return BLOCK_QUOTE;
	}
	return BLOCK_TEXT;
}

/* Code points of the page before a byte; bytes are asked for in their order. */
struct char_counter {
	struct span text;
	size_t at, chars;
};

static size_t chars_before(struct char_counter *c, size_t at)
{
	c->chars += text_chars(span_sub(c->text, c->at, at));
	c->at = at;
	return c->chars;
}

static bool letter(char c)
{
	return text_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* Whether a blank belongs between two runs that markup alone separates: cells of a row, links side by side, the words of a button and
 * those beside it. */
static bool apart(const struct page *p, const struct html_run *a, const struct html_run *b)
{
	const struct page_node *x = &p->nodes[a->node], *y = &p->nodes[b->node];
	if (x->cell != y->cell)
		return true;
	if ((x->places ^ y->places) & 1u << PLACE_CONTROL)
		return letter(p->text.p[a->end - 1]) && letter(p->text.p[b->start]);
	return x->link != y->link && x->link != 0 && y->link != 0;
}

/* The text so far ends within a list of numbers that are not raised: "[2," */
static bool in_brackets(struct span raw)
{
	size_t i = raw.n;
	while (i > 0 && memchr(", -\x93\x80\xe2", raw.p[i - 1], 6) != NULL)
		i--;
	return i > 0 && (raw.p[i - 1] == '[' || raw.p[i - 1] == '(' || (i < raw.n && text_is_digit(raw.p[i - 1])));
}

/* "study<sup>12,13</sup>": are these numbers that the page raises? */
static bool is_raised(const struct page *p, const struct html_run *r)
{
	enum { NUMBERS_LONGEST = 24 };
	if (r->end - r->start > NUMBERS_LONGEST)
		return false;
	for (size_t i = r->start; i < r->end; i++)
		if (!text_is_digit(p->text.p[i]) && (i == r->start || memchr(", -\xe2\x80\x93", p->text.p[i], 6) == NULL))
			return false;
	for (unsigned i = r->node; i && i != p->nodes[r->node].block; i = p->html.nodes.v[i].parent)
		if (html_is(&p->html.nodes.v[i], "sup"))
			return true;
	return false;
}

/* Raised digits stay raised: so they are not run together with the words and numbers that they stand behind. */
static void add_raised(struct span text, const struct html_run *r, struct buf *raw, struct alignment *a)
{
	static const char *const raised[] = {"\xe2\x81\xb0", "\xc2\xb9",     "\xc2\xb2",     "\xc2\xb3",     "\xe2\x81\xb4",
										 "\xe2\x81\xb5", "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8", "\xe2\x81\xb9"};
	for (size_t i = r->start; i < r->end; i++) {
		if (!text_is_digit(text.p[i])) {
			buf_addc(raw, text.p[i]);
			continue;
		}
		const char *to = raised[text.p[i] - '0'];
		align_edit(a, raw->n, strlen(to), 1, 1);
		buf_adds(raw, to);
	}
}

/* The text of a block as the page shows it, with its alignment to the page; raw is cleared first. Blocks are asked for in their order, with
 * one counter for the page. */
static void block_text(const struct page *p, const struct page_block *b, struct char_counter *c, struct buf *raw, struct alignment *a)
{
	const struct html_run *before = NULL;
	bool line = false;
	buf_clear(raw);
	for (size_t i = b->first; i < b->last; i++) {
		const struct html_run *r = &p->html.runs.v[i];
		line = line || page_break(p, i);
		if (r->start == r->end)
			continue;
		if (before == NULL) {
			a->start = r->start;
			a->char_start = chars_before(c, r->start);
		} else if (r->start > before->end) { /* tags in between */
			size_t chars = chars_before(c, before->end);
			chars = chars_before(c, r->start) - chars;
			bool gap = line || apart(p, before, r);
			align_edit(a, raw->n, gap, r->start - before->end, chars);
			if (gap)
				buf_addc(raw, line ? '\n' : ' ');
		}
		if (text_is_digit(p->text.p[r->start]) && is_raised(p, r) && !in_brackets(buf_span(raw)))
			add_raised(p->text, r, raw, a);
		else
			html_text(p->text, r->start, r->end, raw, 0, a);
		before = r;
		line = false;
	}
}

static void write_blocks(const struct page *p, const struct decoded *d, struct normalized *out)
{
	struct char_counter counter = {p->text, 0, 0};
	struct align_cursor along = align_cursor(&d->from, d->text, SIZE_MAX, SIZE_MAX);
	struct span host = page_host(p);
	struct buf raw = {0};
	list_reserve(&out->blocks, p->blocks.n);
	for (size_t i = 0; i < p->blocks.n; i++) {
		const struct page_block *pb = &p->blocks.v[i];
		struct alignment from = {0};
		struct block b = {.gap = 1};
		b.kind = kind_of(p, pb, &b.level);
		block_text(p, pb, &counter, &raw, &from);
		struct piece piece = {.raw = buf_span(&raw), .from = &from};
		if (piece_clean(out, d, NULL, &piece, &b)) {
			b.links = out->links.n;
			if (b.kind != BLOCK_BOILERPLATE)
				page_block_links(p, pb, host, &along, out);
			b.links_end = out->links.n;
			list_push(&out->blocks, b);
		}
		align_free(&from);
	}
	buf_free(&raw);
}

void normalize_html(const struct normalize_rules *r, struct span source, struct normalized *out)
{
	struct decoded d = {0};
	struct page p = {0};
	decode_bytes(source, (struct decode_hint){html_charset(source), true}, &d);
	out->encoding = d.encoding;
	out->replaced = d.replaced;
	page_open(&p, r, &d);
	out->cut = p.html.cut;
	page_judge(&p);
	write_blocks(&p, &d, out);
	page_metadata(&p.html, out);
	page_close(&p);
	decode_free(&d);
}
