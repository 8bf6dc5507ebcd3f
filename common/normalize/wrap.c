#include "normalize/wrap.h"

#include "base/text.h"
#include "base/unicode.h"

enum { WRAP_MIN = 30, WRAP_MAX = 140, WRAP_LINES = 6 }; /* code points of a full line; lines that make an opinion */
enum { PARAGRAPH_LINES = 4 };                           /* lines of a paragraph that was wrapped alone */
enum { BRACKET_REACH = 300, BRACKET_LINES = 4 };        /* bytes on either side of a line end, and lines, that a bracket spans */
enum { PROSE_MIN = 60 };                                /* code points of a line that is no item of a list of short things */

static struct span line_text(struct span text, const struct text_line *l)
{
	return span_sub(text, l->start, l->end);
}

static bool starts_lower(struct span s)
{
	return s.n > 0 && unicode_lower(text_decode(s, 0, NULL));
}

/* Ends as sentences do, or as lines do that announce something. Closing quotes and brackets may follow. */
static bool ends_sentence(struct span s)
{
	while (s.n > 0) {
		size_t n;
		uint32_t c = text_decode_before(s, s.n, &n);
		if (c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026)
			return true;
		if (c != ')' && c != ']' && c != '"' && c != '\'' && c != 0x2019 && c != 0x201d)
			return false;
		s.n -= n;
	}
	return false;
}

/* A bullet, or a number with a stop or bracket, and a blank: the line begins an item. Four digits are a year. */
static bool starts_item(struct span s)
{
	size_t n = 0, i = 0;
	if (s.n < 2)
		return false;
	uint32_t c = text_decode(s, 0, &n);
	if (c == 0x2022 || c == 0x2023 || c == 0x25aa || c == 0x25cf || c == 0x25e6 || c == 0x2043 || c == 0xb7 || c == 0xf0b7)
		return true;
	if ((c == '-' || c == '*' || c == '+' || c == 0x2013) && n < s.n && s.p[n] == ' ')
		return true;
	bool open = c == '[' || c == '(';
	i = open;
	while (i < s.n && i < 3 + (size_t)open && text_is_digit(s.p[i]))
		i++;
	if (i == (size_t)open || i >= s.n)
		return false;
	if (open)
		return (s.p[i] == ']' || s.p[i] == ')') && i + 1 < s.n && s.p[i + 1] == ' ';
	return (s.p[i] == '.' || s.p[i] == ')') && i + 1 < s.n && s.p[i + 1] == ' ';
}

/* Stops in the middle of a line would be odd in a list of short things: a line that ends with a letter, digit, comma or
 * hyphen and goes on in lower case is a piece of a sentence. */
static bool goes_on(struct span line, struct span next)
{
	return !ends_sentence(line) && starts_lower(next) && !starts_item(next);
}

/* --- brackets and years over a line end --- */

static bool opens(char c)
{
	return c == '(' || c == '[';
}

/* "(2015)", "(2015a, p. 3)": what stands after the names of those who wrote in that year. */
static bool starts_year(struct span s)
{
	size_t i = 1;
	if (s.n < 6 || !opens(s.p[0]) || (memcmp(s.p + 1, "19", 2) != 0 && memcmp(s.p + 1, "20", 2) != 0))
		return false;
	while (i < 5 && text_is_digit(s.p[i]))
		i++;
	if (i == 5 && s.p[i] >= 'a' && s.p[i] <= 'z' && i + 1 < s.n)
		i++;
	return i >= 5 && (s.p[i] == ')' || s.p[i] == ']' || s.p[i] == ',' || s.p[i] == ';' || s.p[i] == ':');
}

static bool closes(char c)
{
	return c == ')' || c == ']';
}

/* "Arlington (2010)", "Arlington & Selby (2010)": the rest of names that a year follows. */
static bool starts_names(struct span s)
{
	enum { NAMES_MAX = 48, WORDS_MAX = 4 };
	size_t at = 0, words = 0;
	while (at < s.n && at < NAMES_MAX && words <= WORDS_MAX) {
		if (opens(s.p[at]))
			return words > 0 && starts_year(span_sub(s, at, s.n));
		if (!text_is_upper(s.p[at]) && (unsigned char)s.p[at] < 0x80 && s.p[at] != '&')
			return false;
		while (at < s.n && s.p[at] != ' ')
			at++;
		at++;
		words++;
	}
	return false;
}

/* An "&" between two names, on either side of the line end. */
static bool ampersand(struct span line, struct span next)
{
	if (line.n > 2 && line.p[line.n - 1] == '&' && line.p[line.n - 2] == ' ')
		return text_is_upper(next.p[0]) || (unsigned char)next.p[0] >= 0x80;
	return next.n > 3 && next.p[0] == '&' && next.p[1] == ' ' && text_is_upper(next.p[2]) && !ends_sentence(line);
}

/* Whether a bracket that opened shortly before the end of line i, in it or in lines that it continues, is open there. */
static bool open_at_end(struct span text, const text_line_list *lines, size_t i)
{
	size_t depth = 0, at = lines->v[i].end, reach = at;
	while (i > 0 && lines->v[i - 1].joins)
		if (at - lines->v[--i].start > BRACKET_REACH)
			break;
	size_t from = lines->v[i].start;
	while (at > from && reach - at < BRACKET_REACH) {
		char c = text.p[--at];
		if (closes(c))
			depth++;
		else if (opens(c) && depth-- == 0)
			return true;
	}
	return false;
}

/* Whether the first bracket without a partner after line i is one that closes. */
static bool closed_after(struct span text, const text_line_list *lines, size_t i)
{
	size_t last = i + 1, depth = 0, at = lines->v[i].end;
	while (last + 1 < lines->n && last < i + BRACKET_LINES && lines->v[last + 1].gap == 0)
		last++;
	size_t to = lines->v[last].end < at + BRACKET_REACH ? lines->v[last].end : at + BRACKET_REACH;
	for (; at < to; at++) {
		if (opens(text.p[at]))
			depth++;
		else if (closes(text.p[at]) && depth-- == 0)
			return true;
	}
	return false;
}

/* Whether the line end after line i, which has a next one in its paragraph, stands inside a bracket or before the year of a
 * citation: whatever the lines of the document look like, that is no end of a paragraph. */
static bool inside_citation(struct span text, const text_line_list *lines, size_t i)
{
	struct span line = line_text(text, &lines->v[i]), next = line_text(text, &lines->v[i + 1]);
	if (starts_item(next))
		return false;
	if (starts_year(next))
		return !starts_year(line);
	if (ampersand(line, next) || (!ends_sentence(line) && lines->v[i].chars >= PROSE_MIN && starts_names(next)))
		return true;
	if (ends_sentence(line) && !starts_lower(next) && !text_is_digit(next.p[0]))
		return false;
	return closed_after(text, lines, i) && open_at_end(text, lines, i);
}

/* --- documents --- */

/* The end of the paragraph (lines without a gap between them) that begins at line i. */
static size_t paragraph_end(const text_line_list *lines, size_t i)
{
	do
		i++;
	while (i < lines->n && lines->v[i].gap == 0);
	return i;
}

static size_t paragraph_width(const text_line_list *lines, size_t from, size_t to)
{
	size_t width = 0;
	for (size_t i = from; i < to; i++)
		if (lines->v[i].chars > width)
			width = lines->v[i].chars;
	return width;
}

/* The width that the full lines of the document have: of all lines with a next one in their paragraph, the 9th tenth. */
static size_t document_width(const text_line_list *lines)
{
	size_t count[WRAP_MAX + 1] = {0}, n = 0;
	for (size_t i = 0; i + 1 < lines->n; i++) {
		if (lines->v[i + 1].gap)
			continue;
		size_t chars = lines->v[i].chars;
		count[chars < WRAP_MAX ? chars : WRAP_MAX]++;
		n++;
	}
	size_t seen = 0, w = 0;
	while (w < WRAP_MAX && (seen += count[w]) * 10 < n * 9)
		w++;
	return w;
}

static bool full(const struct text_line *l, size_t width)
{
	return l->chars * 4 >= width * 3;
}

/* Whether the document was wrapped at `width`: of the lines with a next one, enough are full and go on in mid-sentence. */
static bool is_wrapped(struct span text, const text_line_list *lines, size_t width)
{
	size_t pairs = 0, pieces = 0, beyond = 0;
	if (width < WRAP_MIN || width >= WRAP_MAX)
		return false;
	for (size_t i = 0; i + 1 < lines->n; i++) {
		const struct text_line *l = &lines->v[i];
		beyond += l->chars > width * 2;
		if (lines->v[i + 1].gap || l->chars * 2 < width)
			continue;
		pairs++;
		pieces += full(l, width) && l->chars <= width * 5 / 4 && goes_on(line_text(text, l), line_text(text, l + 1));
	}
	return pairs >= WRAP_LINES && pieces * 3 >= pairs && beyond * 8 <= pieces;
}

/* Whether line i, not the last of its paragraph, goes on in the next in a wrapped document. */
static bool joins_next(struct span text, const struct text_line *l, size_t width)
{
	struct span line = line_text(text, l), next = line_text(text, l + 1);
	if (starts_item(next) && (ends_sentence(line) || !full(l, width)))
		return false;
	if (goes_on(line, next))
		return true;
	return full(l, width) && l->chars <= width * 3 / 2;
}

/* Ends with a hyphen that may have broken a word. */
static bool ends_broken(struct span s)
{
	return s.n > 1 && s.p[s.n - 1] == '-' && text_is_alpha(s.p[s.n - 2]);
}

/* Whether the paragraph of lines [from, to) alone was wrapped, in a document that was not: most lines are full and go on in mid-sentence,
 * and one breaks a word. Without that, it could be a list of phrases. */
static bool paragraph_wrapped(struct span text, const text_line_list *lines, size_t from, size_t to)
{
	size_t width = paragraph_width(lines, from, to), pieces = 0, broken = 0;
	if (to - from < PARAGRAPH_LINES || width < WRAP_MIN || width >= WRAP_MAX)
		return false;
	for (size_t i = from; i + 1 < to; i++) {
		struct span line = line_text(text, &lines->v[i]), next = line_text(text, &lines->v[i + 1]);
		pieces += full(&lines->v[i], width) && goes_on(line, next);
		broken += ends_broken(line) && starts_lower(next);
	}
	return broken > 0 && pieces * 3 >= (to - from - 1) * 2;
}

/* Joins in a document that is not wrapped: where a line is plainly a piece. A list of references is left to those who know such
 * lists; they are looked for only where something is to be joined. */
static void join_pieces(struct span text, text_line_list *lines, bool (*is_reference_heading)(const void *ctx, struct span line),
						const void *ctx)
{
	size_t checked = 0, end = 0, width = 0; /* width: of a paragraph that was wrapped; else 0 */
	bool references = false;
	for (size_t i = 0; i + 1 < lines->n; i++) {
		struct text_line *l = &lines->v[i];
		if (i == end) {
			end = paragraph_end(lines, i);
			width = paragraph_wrapped(text, lines, i, end) ? paragraph_width(lines, i, end) : 0;
		}
		if (l[1].gap)
			continue;
		bool on = (l->trailing || l->chars >= PROSE_MIN) && goes_on(line_text(text, l), line_text(text, l + 1));
		on = on || (width && joins_next(text, l, width));
		if (!on && !inside_citation(text, lines, i))
			continue;
		for (; checked <= i && !references; checked++)
			references = lines->v[checked].chars < 40 && is_reference_heading(ctx, line_text(text, &lines->v[checked]));
		l->joins = !references;
	}
}

void wrap_find(struct span text, text_line_list *lines, bool (*is_reference_heading)(const void *ctx, struct span line), const void *ctx)
{
	size_t width = document_width(lines);
	bool references = false;
	if (!is_wrapped(text, lines, width)) {
		join_pieces(text, lines, is_reference_heading, ctx);
		return;
	}
	for (size_t i = 0; i < lines->n;) {
		size_t end = paragraph_end(lines, i), own = paragraph_width(lines, i, end);
		if (own > width * 3 / 2 || own < width * 3 / 4)
			own = width;
		for (; i < end; i++) {
			struct text_line *l = &lines->v[i];
			struct span line = line_text(text, l);
			references = references || (l->chars < 40 && is_reference_heading(ctx, line));
			if (i + 1 < end && !references)
				l->joins = joins_next(text, l, own) || inside_citation(text, lines, i);
		}
	}
}
