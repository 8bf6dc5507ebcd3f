/* Stretches of tokens as text; years. */
#include "base/text.h"
#include "reference/reference_parts.h"

static bool is_loose(const struct parse *p, size_t i)
{
	return p->v[i].kind == TOK_MARK && p->v[i].c && strchr(".,;:-\"<>()[]/*|~", p->v[i].c) != NULL;
}

/* Whether the bracket that ends [from, to) was opened within. */
static bool closes(const struct parse *p, size_t from, size_t to, char open)
{
	char close = p->v[to - 1].c;
	size_t depth = 0;
	for (size_t i = from; i + 1 < to; i++) {
		if (tok_mark(p, i, open))
			depth++;
		else if (tok_mark(p, i, close) && depth)
			depth--;
	}
	return depth > 0;
}

/* The closing bracket of one that stands at from, or 0. */
static size_t closing(const struct parse *p, size_t from, size_t to, char open, char close)
{
	size_t depth = 0;
	for (size_t i = from; i < to; i++) {
		if (tok_mark(p, i, open))
			depth++;
		else if (tok_mark(p, i, close) && --depth == 0)
			return i;
	}
	return 0;
}

struct span tok_span(const struct parse *p, size_t from, size_t to)
{
	for (;;) {
		while (from < to && is_loose(p, from)) {
			char c = p->v[from].c;
			size_t end = c == '(' ? closing(p, from, to, '(', ')') : c == '[' ? closing(p, from, to, '[', ']') : 0;
			if (end && end + 1 < to)
				break;
			from++;
			if (end)
				to = end;
		}
		break;
	}
	while (to > from && is_loose(p, to - 1)) {
		char c = p->v[to - 1].c;
		if ((c == ')' && closes(p, from, to, '(')) || (c == ']' && closes(p, from, to, '[')))
			break;
		to--;
	}
	if (from >= to)
		return span_make(p->text.p, 0);
	return span_sub(p->text, p->v[from].at, p->v[to - 1].end);
}

bool tok_year(const struct parse *p, size_t i, size_t *suffix)
{
	if (i >= p->n || p->v[i].kind != TOK_NUMBER)
		return false;
	struct span s = tok_text(p, i);
	if (s.n < 4 || s.n > 5 || !text_is_digit(s.p[1]) || !text_is_digit(s.p[2]) || !text_is_digit(s.p[3]))
		return false;
	if (!((s.p[0] == '1' && s.p[1] >= '5') || (s.p[0] == '2' && s.p[1] == '0')))
		return false;
	*suffix = s.n - 4;
	return s.n == 4 || text_is_lower(s.p[4]);
}
