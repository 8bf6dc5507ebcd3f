#include "base/text.h"
#include "base/unicode.h"
#include "normalize/page_parts.h"

struct gather {
	bool in_word;
	char last; /* the last character that is no blank and no quote; 'x' for letters beyond ASCII */
	unsigned ideographs, uppers, lowers;
	unsigned switches; /* from link to other text and back */
	bool link_first, link_last;
};

static bool sentence_mark(char c)
{
	return c == '.' || c == '!' || c == '?';
}

/* A blank at s[i], as a character or an entity: its length; else 0. */
static size_t gap_at(struct span s, size_t i)
{
	static const char *const blanks[] = {"\xc2\xa0", "&nbsp;", "&#160;", "&#xa0;"};
	if (text_is_space(s.p[i]))
		return 1;
	if (s.p[i] != '&' && (unsigned char)s.p[i] != 0xc2)
		return 0;
	for (size_t k = 0; k < sizeof blanks / sizeof *blanks; k++) {
		size_t n = strlen(blanks[k]);
		if (s.n - i >= n && memcmp(s.p + i, blanks[k], n) == 0)
			return n;
	}
	return 0;
}

/* The length of an entity at s[i] that is no blank: a quote, dash or letter; else 0. */
static size_t entity_at(struct span s, size_t i)
{
	enum { ENTITY = 10 };
	size_t n = i + 1;
	if (s.p[i] != '&')
		return 0;
	while (n < s.n && n - i < ENTITY && (text_is_alpha(s.p[n]) || text_is_digit(s.p[n]) || s.p[n] == '#'))
		n++;
	return n < s.n && s.p[n] == ';' ? n + 1 - i : 0;
}

static void end_word(struct page_block *b, struct gather *g)
{
	b->stops += g->in_word && sentence_mark(g->last);
	b->commas += g->in_word && g->last == ',';
	g->in_word = false;
}

static void begin_word(struct page_block *b, struct gather *g, bool link)
{
	if (b->words == 0)
		g->link_first = link;
	else
		g->switches += link != g->link_last;
	g->link_last = link;
	b->words++;
	b->link_words += link;
	g->in_word = true;
}

/* Scripts without blanks: two characters a word, more or less. s[i] is the first byte of such a character. */
static void gather_ideograph(struct page_block *b, struct gather *g, struct span s, size_t i, bool link)
{
	bool mark = i + 2 < s.n && (unsigned char)s.p[i] == 0xe3 && (unsigned char)s.p[i + 1] == 0x80;
	g->ideographs++;
	b->words += (g->ideographs & 1) == 0;
	b->link_words += link && (g->ideographs & 1) == 0;
	b->stops += mark && (unsigned char)s.p[i + 2] == 0x82;
	b->commas += mark && (unsigned char)s.p[i + 2] == 0x81;
}

/* Counts over one run; words go on from run to run. */
static void gather_run(struct page_block *b, struct gather *g, struct span s, bool link)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		char c = s.p[i];
		if ((n = gap_at(s, i)) > 0) {
			end_word(b, g);
			continue;
		}
		n = 1;
		if (!g->in_word)
			begin_word(b, g, link);
		if ((unsigned char)c >= 0xe3 && (unsigned char)c <= 0xe9)
			gather_ideograph(b, g, s, i, link);
		b->chars += ((unsigned char)c & 0xc0) != 0x80;
		if (c == '&' && entity_at(s, i)) { /* mostly a quote: what came before it is still the last mark */
			n = entity_at(s, i);
			continue;
		}
		b->digits += text_is_digit(c);
		g->uppers += text_is_upper(c);
		g->lowers += c >= 'a' && c <= 'z';
		if (c != '"' && c != '\'' && c != ')' && c != ']' && (unsigned char)c < 0x80)
			g->last = c;
		else if ((unsigned char)c >= 0xc0 && !(i + 2 < s.n && memcmp(s.p + i, "\xe2\x80", 2) == 0))
			g->last = i + 2 < s.n && memcmp(s.p + i, "\xe3\x80\x82", 3) == 0 ? '.' : 'x';
	}
}

static void look_at_links(struct page_block *b, const struct gather *g)
{
	enum { LABEL = 5, LETTERS = 4 };
	unsigned plain = b->words - b->link_words;
	if (g->last == ':')
		b->looks |= 1u << LOOKS_COLON;
	if (g->uppers >= LETTERS && g->uppers > g->lowers * 4)
		b->looks |= 1u << LOOKS_CAPITALS;
	if (g->switches == 1 && g->link_last && plain <= LABEL)
		b->looks |= 1u << LOOKS_LABEL;
	if (b->link_words < b->words)
		b->looks |= (unsigned)g->link_first << LOOKS_LINK_FIRST | (unsigned)g->link_last << LOOKS_LINK_LAST;
}

/* Takes soft hyphens and the like out of the text: nobody sees them. */
static void drop_unseen(struct buf *text)
{
	struct span s = buf_span(text);
	size_t to = clean_plain_run(s, 0);
	for (size_t at = to, n; at < s.n; at += n) {
		if (unicode_invisible(text_decode(s, at, &n)))
			continue;
		memmove(text->p + to, text->p + at, n);
		to += n;
	}
	text->n = to;
}

void page_gather(struct page *p, struct page_block *b, struct buf *scratch)
{
	struct gather g = {0};
	buf_clear(scratch);
	b->places = ~0u;
	b->italics = b->bold = true;
	for (size_t i = b->first; i < b->last; i++) {
		const struct html_run *r = &p->html.runs.v[i];
		const struct page_node *n = &p->nodes[r->node];
		struct span s = page_run_text(p, r);
		if (s.n == 0 || page_blank(s)) {
			g.in_word = g.in_word && s.n == 0;
			continue;
		}
		if (i > b->first && (n->cell != p->nodes[p->html.runs.v[i - 1].node].cell))
			g.in_word = false;
		gather_run(b, &g, s, n->link != 0);
		b->places &= n->places;
		b->italics = b->italics && n->italics;
		b->bold = b->bold && n->bold;
		if (scratch->n < 512)
			html_text(p->text, r->start, r->end, scratch, 0, NULL);
	}
	drop_unseen(scratch);
	struct span text = span_trim(buf_span(scratch));
	while (span_starts(text, "\xc2\xa0"))
		text = span_trim(span_sub(text, 2, text.n));
	b->starts_upper = text.n && text_is_upper(text.p[0]);
	b->ends_stop = sentence_mark(g.last);
	b->stops += g.in_word && b->ends_stop;
	if (b->words <= 40)
		b->says = markup_text(&p->rules->markup, text);
	page_look(p, b, text);
	look_at_links(b, &g);
	unsigned out_of_text =
		1u << PLACE_NAV | 1u << PLACE_FOOTER | 1u << PLACE_HIDDEN | 1u << PLACE_FORM | 1u << PLACE_ASIDE | 1u << PLACE_DIALOG;
	b->good = b->words >= 18 && b->link_words * 3 < b->words && b->stops >= 1 && !(b->places & out_of_text) && !p->nodes[b->node].heading;
}
