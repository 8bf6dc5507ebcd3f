/* Publishers, containers and the chapters of books. */
#include "base/text.h"
#include "reference/reference_body.h"

static size_t part_end(const struct parse *p, size_t from, size_t to)
{
	size_t i = from;
	while (i < to && !(tok_mark(p, i, ',') || tok_mark(p, i, ';') || tok_mark(p, i, ':') || tok_mark(p, i, '(') || tok_mark(p, i, ')') ||
					   (tok_mark(p, i, '.') && i + 1 < to && p->v[i + 1].space && i > from && p->v[i - 1].letters > 3)))
		i++;
	return i;
}

/* "Geneva: Institute for Sleep, Rest and Work": all that follows the colon, without a place at its end. */
static void take_after_place(struct parse *p, size_t from, size_t to)
{
	size_t end = from;
	while (end < to && !tok_mark(p, end, '(') && !tok_mark(p, end, ';') &&
		   !(tok_mark(p, end, '.') && end + 1 < to && p->v[end + 1].space && end > from && p->v[end - 1].letters > 3))
		end++;
	for (size_t i = from + 1; i < end; i++)
		if (tok_mark(p, i, ',') && look_place(p, i + 1, end))
			end = i;
	p->out->publisher = tok_span(p, from, end);
}

/* Place and publisher in whatever order: what is no place is the publisher; after a colon before all. */
void body_publisher(struct parse *p, size_t from, size_t to)
{
	size_t colon = 0, best = 0, best_end = 0;
	if (p->out->publisher.n)
		return;
	while (from < to && p->v[from].kind == TOK_MARK)
		from++;
	if (look_place_first(p, from, to, &colon) && !look_place(p, colon, to)) {
		take_after_place(p, colon + 1, to);
		return;
	}
	for (size_t i = from; i < to;) {
		size_t end = part_end(p, i, to);
		if (end > i && look_words(p, i, end) && !look_place(p, i, end)) {
			bool better = best_end == 0 || ((look_cues(p, i, end) & CUE(PUBLISHER)) && !(look_cues(p, best, best_end) & CUE(PUBLISHER)));
			bool note = (look_cues(p, i, end) & (CUE(THESIS) | CUE(EDITION))) && !(look_cues(p, i, end) & CUE(PUBLISHER));
			if (better && !note && tok_capital(p, i)) {
				best = i;
				best_end = end;
			}
		}
		i = end + 1;
	}
	if (best_end) {
		/* "Wiley, Inc", "Lippincott, Williams & Wilkins": the name goes on after the comma */
		p->out->publisher = tok_span(p, best, best_end);
	}
}

/* "Brain awaf391": an article that has no volume yet goes by a name of small letters and digits. */
static bool is_article_id(const struct parse *p, size_t i)
{
	struct span s = tok_text(p, i);
	size_t digits = 0;
	while (digits < s.n && text_is_digit(s.p[s.n - 1 - digits]))
		digits++;
	return !p->out->volume.n && !p->out->pages.n && p->v[i].kind == TOK_WORD && digits >= 3 && s.n >= digits + 2 && s.n <= 12 &&
		   text_is_lower(s.p[0]) && text_is_lower(s.p[s.n - digits - 1]);
}

/* Cuts trailing places and publishers off a container: "Proceedings of X, Lund, Sweden". */
void body_container(struct parse *p, size_t from, size_t to)
{
	size_t colon;
	while (from < to && p->v[from].kind == TOK_MARK && p->v[from].c != '[')
		from++;
	bool meeting = (look_cues(p, from, to) & (CUE(MEETING) | CUE(PRESENTED))) != 0;
	for (size_t i = from; i < to; i++) {
		bool stop = tok_mark(p, i, '.') && i + 1 < to && p->v[i + 1].space && !look_shortened(p, i);
		if (tok_mark(p, i, ',') || stop) {
			size_t end = part_end(p, i + 1, to);
			bool place = look_place(p, i + 1, end);
			uint64_t cues = look_cues(p, i + 1, end);
			bool named = (cues & CUE(PUBLISHER)) && !(cues & CUES_CONTAINER);
			named |= tok_mark(p, i, ',') && i > from + 1 && (cues & CUE(BODY)) && !(look_cues(p, from, i) & CUE(FUNCTION)) &&
					 p->out->url.n && !p->out->volume.n &&
					 !p->out->pages.n; /* `"Sleep." Owl Page, Owl Foundation, 2014`: a page and whose it is */
			if ((place && (meeting || stop || end < to)) || (stop && look_place_first(p, i + 1, to, &colon)) ||
				(named && (stop || tok_mark(p, i, ',')))) {
				body_publisher(p, i + 1, to);
				to = i;
				break;
			}
		}
	}
	if (to > from + 2 && tok_mark(p, to - 1, ']')) /* "[Journal on line]" */
		for (size_t i = to - 1; i > from; i--)
			if (tok_mark(p, i, '[')) {
				to = i;
				break;
			}
	if (to > from + 1 && is_article_id(p, to - 1)) {
		p->out->pages = tok_text(p, to - 1);
		to--;
	}
	p->out->container = tok_span(p, from, to);
}

/* "(eds …" stands in what follows. */
static bool named_later(const struct parse *p, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to && i < from + 40; i++)
		if (tok_mark(p, i - 1, '(') && tok_cue(p, i, CUE(EDITOR)) && p->v[i].letters > 1)
			return true;
	return false;
}

size_t body_find_in(const struct parse *p, size_t from, size_t to)
{
	for (size_t i = from + 1; i + 1 < to; i++) {
		if (!tok_word(p, i) || !tok_cue(p, i, CUE(IN)) || tok_cue(p, i, CUE(UNDATED)))
			continue;
		const struct piece *before = &p->v[i - 1];
		if (before->kind != TOK_MARK || before->c == '(' || before->c == '-' || before->c == 0)
			continue;
		bool upper = (p->v[i].shape & SHAPE_CAPITAL) != 0;
		if (tok_mark(p, i + 1, ':'))
			return i;
		if (!(tok_capital(p, i + 1) || p->v[i + 1].kind == TOK_NUMBER || (p->v[i + 1].kind == TOK_MARK && p->v[i + 1].c != ',')))
			continue;
		if (upper && before->c != ',' && before->c != ':')
			return i;
		if ((before->c == '"' || before->c == '>') || (i >= 2 && before->c == ',' && (tok_mark(p, i - 2, '"') || tok_mark(p, i - 2, '>'))))
			return i;
		if ((before->c == '.' || before->c == '?') && !upper && p->v[i].letters == 2 && named_later(p, i + 1, to))
			return i; /* "Title. in Book (eds Linde, A. & Marsh, Q.)" */
		if (before->c == ',' && p->v[i].letters == 2 &&
			(upper || parse_skip_names(p, i + 1) > i + 1 ||
			 (look_cues(p, i + 1, i + 4 < to ? i + 4 : to) & (CUE(MEETING) | CUES_CONTAINER))))
			return i;
	}
	return to;
}

static size_t editor_mark(const struct parse *p, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < from + 60; i++)
		if (tok_cue(p, i, CUE(EDITOR)) && p->v[i].letters > 1 &&
			(tok_mark(p, i - 1, '(') || tok_mark(p, i - 1, ',') || tok_mark(p, i - 1, '[')) &&
			(tok_mark(p, p->v[i].until, '.') || tok_mark(p, p->v[i].until, ')') || tok_mark(p, p->v[i].until, ',') ||
			 tok_mark(p, p->v[i].until, ':') || tok_mark(p, p->v[i].until, ']')))
			return i;
	return to;
}

/* Where the container's own title ends: before an edition, a bracket, a publisher. */
static size_t chapter_end(const struct parse *p, size_t from, size_t to)
{
	size_t colon;
	for (size_t i = from + 1; i < to; i++) {
		if (tok_word(p, i) && tok_cue(p, i, CUE(EDITOR)) && p->v[i].letters > 1 &&
			(parse_skip_names(p, p->v[i].until) > p->v[i].until || p->v[i].until > i + 1 || tok_mark(p, i - 1, '(') ||
			 tok_mark(p, i - 1, ',') || tok_mark(p, p->v[i].until, '.')))
			return i;
		if (tok_mark(p, i, '.') && i + 1 < to && p->v[i + 1].space && look_publisher(p, i + 1, to) >= (look_shortened(p, i) ? 6 : 3))
			return i;
		if (tok_mark(p, i, '.') && i + 1 < to && tok_cue(p, i + 1, CUE(EDITOR)) && p->v[i + 1].letters > 1)
			return i;
		if (tok_mark(p, i, '?') && i + 1 < to && tok_capital(p, i + 1))
			return i + 1;
		if ((tok_mark(p, i, ',') || tok_mark(p, i, '(')) && i + 1 < to) {
			size_t end = part_end(p, i + 1, to);
			if (look_place(p, i + 1, end) || look_place_first(p, i + 1, to, &colon))
				return i;
			if ((look_cues(p, i + 1, end) & CUE(PUBLISHER)) && look_publisher(p, i + 1, to) > 2)
				return i;
		}
	}
	return to;
}

void body_chapter(struct parse *p, size_t in, size_t to)
{
	size_t from = p->v[in].until > in + 1 ? in + 1 : in + 1;
	if (tok_mark(p, from, ':'))
		from++;
	size_t names = parse_skip_names(p, from), mark = editor_mark(p, from, to);
	size_t behind = mark < to ? p->v[mark].until : to;
	behind += tok_mark(p, behind, '.');
	bool round = mark < to && (tok_mark(p, mark - 1, '(') || tok_mark(p, mark - 1, '[')) &&
				 !(tok_mark(p, mark - 1, '(') && tok_capital(p, behind)); /* "(ed. Linde, A.)" stands behind the book's title */
	if (mark < to && (names > from ? names >= mark : round)) {
		size_t end = p->v[mark].until;
		while (end < to && p->v[end].kind == TOK_MARK && p->v[end].c != '"' && p->v[end].c != '<' && p->v[end].c != '[')
			end++;
		if (end < to) {
			p->out->editors = tok_span(p, from, mark);
			from = end;
		}
	} else if (names > from && names < to && (tok_mark(p, names, ',') || tok_mark(p, names, ':') || tok_mark(p, names - 1, '.')) &&
			   names - from >= 3) {
		p->out->editors = tok_span(p, from, names);
		from = names;
	}
	size_t s;
	while (from < to && ((p->v[from].kind == TOK_MARK && p->v[from].c != '"' && p->v[from].c != '<' && p->v[from].c != '[') ||
						 (p->out->editors.n && tok_year(p, from, &s))))
		from++;
	if (from >= to)
		return;
	size_t quote = tok_mark(p, from, '"') ? look_quote(p, from, to) : to;
	if (quote < to && quote > from + 2) {
		p->out->container = tok_span(p, from + 1, quote);
		body_publisher(p, quote + 1, to);
		return;
	}
	size_t end = chapter_end(p, from, to);
	p->out->container = tok_span(p, from, end);
	if (end < to && tok_cue(p, end, CUE(EDITOR))) {
		size_t after = parse_skip_names(p, p->v[end].until);
		end = after > p->v[end].until ? after : end;
	}
	if (end < to)
		body_publisher(p, end, to);
}
