/* Title, container and publisher: the text that is left when names, dates, numbers and addresses are known.
 *
 * Every boundary at which the title could end is scored: by the mark that stands there, by what the text before it looks
 * like as a title, and by what the text after it looks like as a container or a publisher. */
#include "base/text.h"
#include "reference/reference_body.h"

/* A stretch of tokens that were not taken for anything yet. */
struct stretch {
	size_t from, to;
};

enum { STRETCHES = 12 };

struct body {
	size_t n;
	struct stretch v[STRETCHES];
	size_t rest; /* first stretch that title and container did not use */
};

static void collect(struct parse *p, struct body *b)
{
	size_t i = p->year_at != SIZE_MAX ? p->year_end : p->names_end;
	b->n = 0;
	while (i < p->n && b->n < STRETCHES) {
		while (i < p->n && p->v[i].field != FIELD_NONE)
			i++;
		size_t from = i;
		while (i < p->n && p->v[i].field == FIELD_NONE)
			i++;
		if (look_words(p, from, i) || (b->n == 0 && i > from && p->v[from].kind == TOK_NUMBER))
			b->v[b->n++] = (struct stretch){from, i};
	}
}

/* How good a place for the end of the title the mark at i is; a large minus where it is none. */
static int boundary(const struct parse *p, size_t i, size_t end)
{
	const struct piece *t = &p->v[i];
	if (t->kind != TOK_MARK || i + 1 >= end)
		return -100;
	bool space = p->v[i + 1].space,
		 capital = tok_capital(p, i + 1) || p->v[i + 1].kind == TOK_NUMBER || tok_mark(p, i + 1, '(') || (p->v[i + 1].shape & SHAPE_MIXED);
	switch (t->c) {
	case '.':
		if (i && p->v[i - 1].kind == TOK_WORD && p->v[i - 1].letters == 1 && (p->v[i - 1].shape & SHAPE_CAPITAL))
			return capital ? -1 : -100;
		if (!space && !capital)
			return -100;
		if (tok_word(p, i + 1) && (p->v[i + 1].shape & SHAPE_ROMAN) && p->v[i + 1].letters <= 4 && tok_mark(p, i + 2, '.'))
			return -100; /* "…work at night. I. Methods" */
		return capital ? look_shortened(p, i) ? 0 : space ? 4 : 2 : -1;
	case '?':
	case '!':
		return capital && space ? 4 : -100;
	case '"':
	case '>':
		return capital ? 1 : 0;
	case ',':
		return space && capital ? 1 : -1;
	case ':':
	case ';':
		return capital ? -1 : -3;
	case '(':
		return 3;
	case ']':
	case ')':
		return space && capital ? -4 : -100;
	case '-':
	case '/':
		return space && t->space && capital ? -2 : -100;
	default:
		return -100;
	}
}

/* What follows a title: a container or a publisher. */
static void take_rest(struct parse *p, size_t from, size_t to)
{
	while (from < to && p->v[from].kind == TOK_MARK && p->v[from].c != '[')
		from++;
	if (from >= to || !look_words(p, from, to))
		return;
	bool located = p->out->volume.n || (p->out->pages.n && p->tail != SIZE_MAX) || p->out->issue.n;
	int container = look_container(p, from, to) + (located ? 3 : 0), publisher = look_publisher(p, from, to);
	if (look_cues(p, from, to) & (CUE(PRESENTED) | CUE(MEETING)))
		container += 5;
	else if (!located && (look_cues(p, from, to) & CUE(PUBLISHER)))
		publisher += 4;
	if ((!located || publisher >= 6) && publisher > container)
		body_publisher(p, from, to);
	else
		body_container(p, from, to);
}

/* "[J]", "[EB/OL]": by the Chinese standard the title is followed by what sort of work it is and what carries it. */
static bool is_carrier(const struct parse *p, size_t from, size_t to)
{
	if (!tok_word(p, from) || !(p->v[from].shape & SHAPE_UPPER) || p->v[from].letters > 2)
		return false;
	return to == from + 1 ? p->v[from].letters == 1 : to == from + 3 && tok_mark(p, from + 1, '/') && (p->v[from + 2].shape & SHAPE_UPPER);
}

/* "[12 paragraphs]", "[abstract]" after a title is no part of it; a translated title is. */
static size_t title_note(const struct parse *p, size_t from, size_t to)
{
	size_t end = to;
	while (end > from && tok_mark(p, end - 1, '.'))
		end--;
	if (end > from + 4 && tok_mark(p, end - 1, ')') && tok_mark(p, end - 3, '(') && p->v[end - 2].kind == TOK_NUMBER &&
		p->v[end - 2].end - p->v[end - 2].at <= 2 && !p->out->volume.n)
		return end - 3; /* the number of an edition */
	if (end < from + 4 || !tok_mark(p, end - 1, ']'))
		return to;
	for (size_t i = end - 1; i > from && i + 5 > end; i--)
		if (tok_mark(p, i - 1, '['))
			return p->v[i].kind == TOK_NUMBER || (!(p->v[i].shape & SHAPE_CAPITAL) && i + 2 == end) || is_carrier(p, i, end - 1) ? i - 1
																																 : to;
	return to;
}

/* Whether a full stop, not the point of an initial, stands before the text: then a title follows. */
static bool closed_by_point(const struct parse *p, size_t from)
{
	if (from < p->first + 2 || !tok_mark(p, from - 1, '.'))
		return false;
	const struct reference *r = p->out;
	bool initial = (p->v[from - 2].shape & SHAPE_UPPER) && p->v[from - 2].letters <= 4;
	return !initial || p->v[from - 2].letters > 1 || (r->n_authors && memchr(r->authors[0].given.p, '.', r->authors[0].given.n) == NULL);
}

/* "Sleep at Night (New York: Owl Press, 2012), 45", "Sleep in nurses (Night Work, 2012)": a bracket that is still open where the year is.
 * Its token, or `to`. */
static size_t open_bracket(const struct parse *p, size_t from, size_t to)
{
	size_t i = to;
	while (i > from + 1 && !tok_mark(p, i - 1, '(') && !tok_mark(p, i - 1, ')'))
		i--;
	return i > from + 1 && tok_mark(p, i - 1, '(') && !(p->out->volume.n && (p->out->pages.n || p->out->issue.n)) ? i - 1 : to;
}

/* Takes title and what such a bracket says of where the work came out; false where it says something else. */
static bool split_bracket(struct parse *p, size_t from, size_t to)
{
	enum { CONTAINER_WORDS = 8 };
	size_t at = open_bracket(p, from, to), colon;
	if (at == to)
		return false;
	bool book = look_place_first(p, at + 1, to, &colon) || (look_cues(p, at + 1, to) & CUE(PUBLISHER));
	bool named = p->out->url.n && !p->out->volume.n && tok_mark(p, to - 1, ',') && look_count(p, at + 1, to) <= CONTAINER_WORDS;
	for (size_t i = at + 1; i + 1 < to; i++)
		named &= !tok_mark(p, i, ','); /* "(Owl, Oslo, 2012)": a publisher and its place */
	if (!book && !(named && (tok_capital(p, at + 1) || (p->v[at + 1].shape & SHAPE_MIXED) || tok_capital(p, at + 2))))
		return false;
	p->out->title = tok_span(p, from, at);
	if (book && p->out->volume.n) { /* a number alone behind it is a page */
		p->out->pages = p->out->volume;
		p->out->volume.n = 0;
	}
	if (book)
		body_publisher(p, at + 1, to);
	else
		body_container(p, at + 1, to);
	return true;
}

/* "Sleep in nurses J. Affect. Disord., 12": boxes of a page that came together without a mark. Where a known journal begins that ends at
 * `to`, directly behind a word of the title; `to` for none. */
static size_t known_journal(const struct parse *p, size_t from, size_t to)
{
	enum { JOURNAL_TOKENS = 16 };
	size_t best = to, end = to;
	while (end > from && p->v[end - 1].kind == TOK_MARK)
		end--;
	for (size_t i = end; i-- > from + 1 && end - i <= JOURNAL_TOKENS;)
		if (tok_capital(p, i) && rules_journal(p->rules, tok_span(p, i, end)))
			best = i;
	if (best + 1 == end && !p->out->pages.n)
		return to; /* "Cross over Trials. 2003;98" */
	return best < to && tok_word(p, best - 1) && !tok_capital(p, best - 1) && !tok_cue(p, best - 1, CUE(FUNCTION) | CUE(AND) | CUE(IN))
			   ? best
			   : to;
}

static void split(struct parse *p, size_t from, size_t to)
{
	if (split_bracket(p, from, to))
		return;
	size_t name = p->out->volume.n ? known_journal(p, from, to) : to;
	if (name < to) {
		p->out->title = tok_span(p, from, name);
		body_container(p, name, to);
		return;
	}
	bool located = p->out->volume.n || p->out->pages.n;
	bool journal = located && (!p->labelled || p->out->volume.n);
	size_t best = to;
	int best_score = (located && p->tail == to ? -3 : 2) + look_title(p, from, to); /* all of it is the title */
	if (!p->out->n_authors && located)
		best_score -= 1;
	size_t depth = 0;
	for (size_t i = from; i < to; i++) {
		int b = boundary(p, i, to);
		if (depth) /* within brackets */
			b -= 4;
		if (tok_mark(p, i, '(') || tok_mark(p, i, '['))
			depth++;
		else if ((tok_mark(p, i, ')') || tok_mark(p, i, ']')) && depth)
			depth--;
		if (b <= -50)
			continue;
		int c = look_container(p, i + 1, to), q = journal ? 0 : look_publisher(p, i + 1, to); /* journals have none */
		if (!journal && tok_mark(p, i, ',') && look_place(p, i + 1, to))
			q -= 3;
		int rest = journal ? c : located ? (c > q ? c : q) : q > c - 2 ? q : c - 2;
		if (tok_mark(p, i, '('))
			rest = (journal || !(look_cues(p, i + 1, to) & (CUE(PUBLISHER) | CUE(PLACE)))) ? -20 : q;
		int score = b + rest + look_title(p, from, i) + (tok_mark(p, i, '.') ? look_torn(p, from, i) : 0);
		if (score >= best_score) {
			best_score = score;
			best = i;
		}
	}
	/* no title at all: "Night Lett. 2011, 7, 101" */
	if (located) {
		bool pointed = closed_by_point(p, from);
		size_t points = 0;
		for (size_t i = from; i < to; i++)
			points += tok_mark(p, i, '.') && look_shortened(p, i);
		int c = look_container(p, from, to) - (pointed && points < 2 ? 4 : 1);
		if (c > best_score && look_count(p, from, to) <= 8) {
			body_container(p, from, to);
			return;
		}
	}
	bool mark = best < to && (tok_mark(p, best, '?') || tok_mark(p, best, '!') || tok_mark(p, best, ')') || tok_mark(p, best, ']'));
	size_t note = title_note(p, from, best + mark);
	p->out->title = tok_span(p, from, note);
	if (best < to)
		take_rest(p, best + 1, to);
}

static void take_title(struct parse *p, struct body *b)
{
	size_t from = b->v[0].from, to = b->v[0].to;
	while (from < to && p->v[from].kind == TOK_MARK && p->v[from].c && strchr(".,;:-)|*", p->v[from].c))
		from++;
	b->rest = 1;
	if (tok_mark(p, from, '"') || tok_mark(p, from, '<')) {
		size_t end = look_quote(p, from, to);
		if (end < to && end - from > 1) {
			p->out->title = tok_span(p, from + 1, end);
			if (p->source) { /* `Owl Institute: "Sleep," "Rest."`: a further title of the same source */
				b->rest = b->n;
				return;
			}
			size_t in = end + 1;
			while (in < to && p->v[in].kind == TOK_MARK)
				in++;
			if (tok_cue(p, in, CUE(IN)) && p->v[in].until == in + 1 && p->v[in].letters <= 4)
				body_chapter(p, in, to);
			else
				take_rest(p, end + 1, to);
			return;
		}
	}
	if (tok_word(p, from) && tok_cue(p, from, CUE(IN)) && tok_mark(p, from + 1, ':')) { /* a part of a book without a title of its own */
		body_chapter(p, from, to);
		p->out->title = p->out->container;
		p->out->container = span_make(p->text.p, 0);
		return;
	}
	size_t in = body_find_in(p, from, to);
	if (in < to) {
		p->out->title = tok_span(p, from, in);
		body_chapter(p, in, to);
		return;
	}
	split(p, from, to);
}

/* The bytes of a quotation mark that ends (or, `open`, begins) a quotation at `at`; 0 for other signs and apostrophes. */
static size_t quote_at(struct span s, size_t at, bool open)
{
	if (s.p[at] == '"')
		return 1;
	if (s.n - at < 3 || (unsigned char)s.p[at] != 0xe2 || (unsigned char)s.p[at + 1] != 0x80)
		return 0;
	unsigned char c = (unsigned char)s.p[at + 2];
	if (open)
		return c == 0x98 || c == 0x9c ? 3 : 0;
	bool inside = at + 3 < s.n && (text_is_alpha(s.p[at + 3]) || text_is_digit(s.p[at + 3]));
	return (c == 0x99 || c == 0x9d) && !inside ? 3 : 0;
}

/* "‘It loosened its grip’: starting at night": a title that begins with a quotation keeps the mark that opens it. */
static void keep_quote(const struct parse *p, struct span *title)
{
	if (title->n == 0 || title->p <= p->text.p)
		return;
	size_t at = (size_t)(title->p - p->text.p), n = at >= 3 ? quote_at(p->text, at - 3, true) : 0;
	if (n == 0 && p->text.p[at - 1] == '"')
		n = 1;
	if (n == 0)
		return;
	for (size_t i = 0; i < title->n; i++) {
		if (quote_at(*title, i, true) && quote_at(*title, i, false) == 0)
			return; /* another quotation */
		if (quote_at(*title, i, false)) {
			title->p -= n;
			title->n += n;
			return;
		}
	}
}

void parse_body(struct parse *p)
{
	struct body b;
	collect(p, &b);
	if (b.n == 0)
		return;
	take_title(p, &b);
	keep_quote(p, &p->out->title);
	for (size_t k = b.rest; k < b.n; k++) {
		size_t from = b.v[k].from, to = b.v[k].to;
		while (from < to && p->v[from].kind == TOK_MARK)
			from++;
		if (from >= to)
			continue;
		int publisher = look_publisher(p, from, to), container = look_container(p, from, to);
		if (tok_cue(p, from, CUE(IN)) && p->v[from].letters <= 4 && p->out->container.n)
			continue; /* "(in Russian)" */
		if (tok_cue(p, from, CUE(IN)) && p->v[from].letters <= 4)
			body_chapter(p, from, to);
		else if (!p->out->container.n && container > 3 && container > publisher)
			body_container(p, from, to);
		else if (!p->out->publisher.n && publisher > 0)
			body_publisher(p, from, to);
	}
}
