#include "normalize/html.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>

#include "base/text.h"
#include "normalize/decode.h"

enum { NAME_MAX_ = 24, ENTITY_MAX = 32 };

/* Elements that matter, in byte order. */
static const struct html_tag TAGS[] = {
	{"a", 0},
	{"address", HTML_BLOCK | HTML_CLOSES_P},
	{"article", HTML_BLOCK | HTML_CLOSES_P},
	{"aside", HTML_BLOCK | HTML_CLOSES_P},
	{"b", 0},
	{"base", HTML_VOID},
	{"blockquote", HTML_BLOCK | HTML_CLOSES_P},
	{"body", HTML_BLOCK},
	{"br", HTML_VOID},
	{"button", HTML_CONTROL},
	{"canvas", HTML_SKIP},
	{"caption", HTML_BLOCK},
	{"cite", 0},
	{"code", 0},
	{"col", HTML_VOID},
	{"dd", HTML_BLOCK | HTML_CLOSES_P | HTML_ITEM},
	{"details", HTML_BLOCK | HTML_CLOSES_P},
	{"dialog", HTML_BLOCK | HTML_CLOSES_P},
	{"div", HTML_BLOCK | HTML_CLOSES_P},
	{"dl", HTML_BLOCK | HTML_CLOSES_P | HTML_LIST},
	{"dt", HTML_BLOCK | HTML_CLOSES_P | HTML_ITEM},
	{"em", 0},
	{"embed", HTML_VOID},
	{"fieldset", HTML_BLOCK | HTML_CLOSES_P},
	{"figcaption", HTML_BLOCK | HTML_CLOSES_P},
	{"figure", HTML_BLOCK | HTML_CLOSES_P},
	{"footer", HTML_BLOCK | HTML_CLOSES_P},
	{"form", HTML_BLOCK | HTML_CLOSES_P},
	{"h1", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h2", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h3", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h4", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h5", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h6", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"head", HTML_BLOCK},
	{"header", HTML_BLOCK | HTML_CLOSES_P},
	{"hr", HTML_VOID | HTML_BLOCK | HTML_CLOSES_P},
	{"html", HTML_BLOCK},
	{"i", 0},
	{"iframe", HTML_RAW | HTML_SKIP},
	{"img", HTML_VOID},
	{"input", HTML_VOID | HTML_CONTROL},
	{"label", HTML_CONTROL},
	{"legend", HTML_BLOCK | HTML_CONTROL},
	{"li", HTML_BLOCK | HTML_CLOSES_P | HTML_ITEM},
	{"link", HTML_VOID},
	{"main", HTML_BLOCK | HTML_CLOSES_P},
	{"math", HTML_SKIP},
	{"menu", HTML_BLOCK | HTML_CLOSES_P | HTML_LIST},
	{"meta", HTML_VOID},
	{"nav", HTML_BLOCK | HTML_CLOSES_P},
	{"noembed", HTML_RAW | HTML_SKIP},
	{"noframes", HTML_RAW | HTML_SKIP},
	{"noscript", 0},
	{"object", 0},
	{"ol", HTML_BLOCK | HTML_CLOSES_P | HTML_LIST},
	{"optgroup", HTML_BLOCK | HTML_CONTROL},
	{"option", HTML_BLOCK | HTML_CONTROL},
	{"p", HTML_BLOCK | HTML_CLOSES_P},
	{"param", HTML_VOID},
	{"pre", HTML_BLOCK | HTML_CLOSES_P},
	{"q", 0},
	{"script", HTML_RAW | HTML_SKIP},
	{"section", HTML_BLOCK | HTML_CLOSES_P},
	{"select", HTML_CONTROL | HTML_BLOCK},
	{"source", HTML_VOID},
	{"span", 0},
	{"strong", 0},
	{"style", HTML_RAW | HTML_SKIP},
	{"sub", 0},
	{"summary", HTML_BLOCK | HTML_CLOSES_P},
	{"sup", 0},
	{"svg", HTML_SKIP},
	{"table", HTML_BLOCK},
	{"tbody", HTML_BLOCK},
	{"td", HTML_CELL},
	{"template", HTML_SKIP},
	{"textarea", HTML_RAW | HTML_SKIP},
	{"tfoot", HTML_BLOCK},
	{"th", HTML_CELL},
	{"thead", HTML_BLOCK},
	{"time", 0},
	{"title", HTML_RAW | HTML_SKIP},
	{"tr", HTML_BLOCK},
	{"track", HTML_VOID},
	{"ul", HTML_BLOCK | HTML_CLOSES_P | HTML_LIST},
	{"video", HTML_SKIP},
	{"wbr", HTML_VOID},
	{"xmp", HTML_RAW | HTML_SKIP},
};
static const struct html_tag UNKNOWN = {"", 0};

static int compare_name(const void *name, const void *tag)
{
	return strcmp(name, ((const struct html_tag *)tag)->name);
}

static const struct html_tag *find_tag(const char *name)
{
	const struct html_tag *t = bsearch(name, TAGS, sizeof TAGS / sizeof *TAGS, sizeof *TAGS, compare_name);
	return t != NULL ? t : &UNKNOWN;
}

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

/* --- tags --- */

static char lower(char c)
{
	return text_is_upper(c) ? (char)(c | 0x20) : c;
}

static bool same_name(struct span a, const char *lower_name)
{
	size_t i = 0;
	for (; i < a.n && lower_name[i]; i++)
		if (lower(a.p[i]) != lower_name[i])
			return false;
	return i == a.n && !lower_name[i];
}

/* One tag of the page, as far as it is looked at. */
struct tag {
	char name[NAME_MAX_]; /* lower case; longer names are cut */
	bool end, self_closing;
	struct span attribute[HTML_ATTRIBUTES];
	struct span meta_name, content, charset, rel, lang, type;
	bool hidden;
};

static void take_attribute(struct tag *t, struct span name, struct span value)
{
	static const struct {
		const char *name;
		size_t at;
	} known[] = {
		{"class", offsetof(struct tag, attribute[HTML_CLASS])},
		{"id", offsetof(struct tag, attribute[HTML_ID])},
		{"role", offsetof(struct tag, attribute[HTML_ROLE])},
		{"href", offsetof(struct tag, attribute[HTML_HREF])},
		{"style", offsetof(struct tag, attribute[HTML_STYLE])},
		{"itemprop", offsetof(struct tag, attribute[HTML_ITEMPROP])},
		{"name", offsetof(struct tag, meta_name)},
		{"property", offsetof(struct tag, meta_name)},
		{"content", offsetof(struct tag, content)},
		{"charset", offsetof(struct tag, charset)},
		{"rel", offsetof(struct tag, rel)},
		{"lang", offsetof(struct tag, lang)},
		{"xml:lang", offsetof(struct tag, lang)},
		{"type", offsetof(struct tag, type)},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (same_name(name, known[i].name)) {
			struct span *slot = (struct span *)((char *)t + known[i].at);
			if (slot->p == NULL)
				*slot = value;
			return;
		}
	if (same_name(name, "hidden") || (same_name(name, "aria-hidden") && span_is(value, "true")))
		t->hidden = true;
}

static bool tag_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Reads the attributes from `at` on; returns the byte after the tag's '>', or s.n. */
static size_t read_attributes(struct span s, size_t at, struct tag *t)
{
	while (at < s.n && s.p[at] != '>') {
		if (tag_space(s.p[at]) || s.p[at] == '/') {
			t->self_closing = s.p[at] == '/';
			at++;
			continue;
		}
		size_t start = at++;
		while (at < s.n && !tag_space(s.p[at]) && s.p[at] != '/' && s.p[at] != '>' && s.p[at] != '=')
			at++;
		struct span name = span_sub(s, start, at), value = {"", 0};
		while (at < s.n && tag_space(s.p[at]))
			at++;
		if (at < s.n && s.p[at] == '=') {
			at++;
			while (at < s.n && tag_space(s.p[at]))
				at++;
			char quote = at < s.n && (s.p[at] == '"' || s.p[at] == '\'') ? s.p[at] : 0;
			if (quote) {
				const char *close = memchr(s.p + at + 1, quote, s.n - at - 1);
				size_t end = close != NULL ? (size_t)(close - s.p) : s.n;
				value = span_sub(s, at + 1, end);
				at = end < s.n ? end + 1 : end;
			} else {
				start = at;
				while (at < s.n && !tag_space(s.p[at]) && s.p[at] != '>')
					at++;
				value = span_sub(s, start, at);
			}
		}
		take_attribute(t, name, value);
	}
	return at < s.n ? at + 1 : at;
}

/* Reads the tag whose '<' is at `at`; returns the byte after it, or `at` where no tag stands there. */
static size_t read_tag(struct span s, size_t at, struct tag *t)
{
	size_t i = at + 1, n = 0;
	memset(t, 0, sizeof *t);
	if (i < s.n && s.p[i] == '/')
		t->end = true, i++;
	if (i >= s.n || !text_is_alpha(s.p[i]))
		return at;
	for (; i < s.n && !tag_space(s.p[i]) && s.p[i] != '/' && s.p[i] != '>'; i++)
		if (n + 1 < NAME_MAX_)
			t->name[n++] = lower(s.p[i]);
	t->name[n] = '\0';
	return read_attributes(s, i, t);
}

/* --- the tree --- */

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
		if (lower(style.p[i]) != 'd' || !same_name(span_sub(style, i, i + 8), "display:"))
			continue;
		size_t v = i + 8;
		while (v < style.n && style.p[v] == ' ')
			v++;
		return v + 4 <= style.n && same_name(span_sub(style, v, v + 4), "none");
	}
	return false;
}

static unsigned add_node(struct reader *r, const struct html_tag *tag, const struct tag *t, size_t start)
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

static void take_meta(struct reader *r, const struct tag *t)
{
	struct html_page *page = r->page;
	if (strcmp(t->name, "meta") == 0 && t->content.p != NULL) {
		struct html_meta m = {t->meta_name.p ? t->meta_name : t->attribute[HTML_ITEMPROP], t->content};
		if (m.name.p != NULL)
			list_push(&page->metas, m);
	} else if (strcmp(t->name, "link") == 0 && t->rel.p != NULL && same_name(t->rel, "canonical") && page->canonical.p == NULL) {
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
		if (at + 2 + n <= s.n && s.p[at + 1] == '/' && same_name(span_sub(s, at + 2, at + 2 + n), name))
			return at;
	}
	return s.n;
}

/* The content of a raw element from `at` on; returns where its end tag begins. */
static size_t read_raw(struct reader *r, const struct tag *t, size_t at)
{
	size_t end = raw_end(r->s, at, t->name);
	if (strcmp(t->name, "title") == 0 && r->page->title.p == NULL && r->skipped == 1)
		r->page->title = span_sub(r->s, at, end);
	if (strcmp(t->name, "script") == 0 && t->type.p != NULL && same_name(t->type, "application/ld+json"))
		list_push(&r->page->linked_data, span_sub(r->s, at, end));
	return end;
}

/* Returns where reading goes on. */
static size_t open_element(struct reader *r, const struct tag *t, size_t start, size_t at)
{
	const struct html_tag *tag = find_tag(t->name);
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
	const struct html_tag *tag = find_tag(name);
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
	static const struct tag none = {0};
	struct reader r = {.s = text, .page = page, .depth = 1}; /* the root, node 0, stays open */
	add_node(&r, &UNKNOWN, &none, 0);
	for (size_t at = 0, start = 0; at < text.n || start < text.n;) {
		const char *p = at < text.n ? memchr(text.p + at, '<', text.n - at) : NULL;
		size_t lt = p != NULL ? (size_t)(p - text.p) : text.n;
		struct tag t;
		size_t end = lt;
		if (lt < text.n && lt + 1 < text.n && (text.p[lt + 1] == '!' || text.p[lt + 1] == '?')) {
			end = skip_declaration(text, lt);
			t.name[0] = '\0';
		} else if (lt < text.n) {
			end = read_tag(text, lt, &t);
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

/* --- entities --- */

/* The character of "&…;" at `at`; 0 where none stands there. *n becomes the bytes that it takes. */
static uint32_t entity(struct span s, size_t at, size_t *n)
{
	size_t i = at + 1;
	if (i + 1 < s.n && s.p[i] == '#') {
		bool hex = (s.p[i + 1] | 0x20) == 'x';
		uint32_t c = 0;
		size_t digits = i += 1 + (size_t)hex;
		for (; i < s.n; i++) {
			char d = lower(s.p[i]);
			unsigned v = text_is_digit(d) ? (unsigned)(d - '0') : hex && d >= 'a' && d <= 'f' ? (unsigned)(d - 'a') + 10 : 99;
			if (v == 99)
				break;
			c = c > 0x110000 ? c : c * (hex ? 16 : 10) + v;
		}
		if (i == digits)
			return 0;
		*n = i + (i < s.n && s.p[i] == ';') - at;
		if (c >= 0x80 && c < 0xa0 && decode_cp1252((unsigned char)c))
			return decode_cp1252((unsigned char)c);
		return c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c;
	}
	char name[ENTITY_MAX];
	size_t k = 0;
	while (i < s.n && k + 1 < ENTITY_MAX && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i])))
		name[k++] = s.p[i++];
	name[k] = '\0';
	if (k == 0 || i >= s.n || s.p[i] != ';')
		return 0;
	*n = i + 1 - at;
	static const struct {
		const char *name;
		uint32_t c;
	} frequent[] = {{"amp", '&'}, {"nbsp", 0xa0}, {"quot", '"'}, {"lt", '<'}, {"gt", '>'}, {"apos", '\''}};
	for (size_t f = 0; f < sizeof frequent / sizeof *frequent; f++) /* the library's search begins at the first of 253 */
		if (strcmp(name, frequent[f].name) == 0)
			return frequent[f].c;
	const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)name);
	return e != NULL ? e->value : 0;
}

void html_text(struct span text, size_t from, size_t to, struct buf *out, size_t base, struct alignment *a)
{
	struct span s = span_sub(text, 0, to);
	while (from < to) {
		const char *p = memchr(s.p + from, '&', to - from);
		size_t amp = p != NULL ? (size_t)(p - s.p) : to, n = 0;
		buf_add(out, s.p + from, amp - from);
		if (amp == to)
			return;
		uint32_t c = entity(s, amp, &n);
		if (c == 0) {
			buf_addc(out, '&');
			from = amp + 1;
			continue;
		}
		char utf8[4];
		size_t len = text_encode(c, utf8);
		if (a != NULL)
			align_edit(a, out->n - base, len, n, n); /* an entity is ASCII */
		buf_add(out, utf8, len);
		from = amp + n;
	}
}

struct span html_charset(struct span source)
{
	size_t limit = source.n < 4096 ? source.n : 4096;
	for (size_t i = 0; i + 8 < limit; i++) {
		if (lower(source.p[i]) != 'c' || !same_name(span_sub(source, i, i + 7), "charset"))
			continue;
		i += 7;
		while (i < limit && (source.p[i] == ' ' || source.p[i] == '=' || source.p[i] == '"' || source.p[i] == '\''))
			i++;
		size_t start = i;
		while (i < limit && (text_is_alpha(source.p[i]) || text_is_digit(source.p[i]) || source.p[i] == '-' || source.p[i] == '_'))
			i++;
		if (i > start)
			return span_sub(source, start, i);
	}
	return (struct span){NULL, 0};
}
