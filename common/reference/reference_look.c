/* What a piece of a reference looks like: a container, a publisher, a title, a place. */
#include "base/text.h"
#include "reference/reference_body.h"

bool look_words(const struct parse *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (p->v[i].kind == TOK_WORD)
			return true;
	return false;
}

uint64_t look_cues(const struct parse *p, size_t from, size_t to)
{
	uint64_t all = 0;
	for (size_t i = from; i < to; i++)
		all |= p->v[i].cue;
	return all;
}

size_t look_count(const struct parse *p, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t i = from; i < to; i++)
		n += p->v[i].kind == TOK_WORD;
	return n;
}

/* A point after a shortened word: single letter, or a word of a journal's name in its short form. */
bool look_shortened(const struct parse *p, size_t point)
{
	if (point == 0 || p->v[point - 1].kind != TOK_WORD)
		return false;
	const struct piece *t = &p->v[point - 1];
	if (t->letters == 1)
		return true;
	return (t->cue & CUE(ABBREVIATION)) && (t->shape & SHAPE_CAPITAL);
}

int look_container(const struct parse *p, size_t from, size_t to)
{
	int score = 0, lower = 0, capital = 0, cues = 0, points = 0;
	size_t words = 0;
	while (from < to && p->v[from].kind == TOK_MARK)
		from++;
	while (to > from && p->v[to - 1].kind == TOK_MARK && p->v[to - 1].c != ')' && p->v[to - 1].c != ']')
		to--;
	if (from >= to)
		return -20;
	if (rules_journal(p->rules, tok_span(p, from, to)))
		return 14;
	if (!(p->v[from].shape & (SHAPE_CAPITAL | SHAPE_MIXED)) && p->v[from].kind == TOK_WORD)
		score -= 5;
	for (size_t i = from; i < to; i++) {
		const struct piece *t = &p->v[i];
		if (t->kind == TOK_WORD) {
			words++;
			cues += (t->cue & (CUES_CONTAINER | CUE(MEETING))) != 0;
			if (t->shape & (SHAPE_CAPITAL | SHAPE_MIXED))
				capital++;
			else if (!(t->cue & CUE(FUNCTION)) && !(t->cue & CUE(AND)))
				lower++;
		} else if (t->kind == TOK_NUMBER) {
			score -= 1;
		} else if (t->kind == TOK_MARK) {
			if (t->c == '.' && i + 1 < to)
				points += look_shortened(p, i) ? 1 : p->v[i].c == '.' && p->v[i - 1].letters > 6 ? -3 : 0;
			if (t->c == '?' || t->c == '"' || t->c == '!')
				score -= 4;
			if (t->c == ':')
				score -= 2;
			if (t->c == ',')
				score -= 2;
		}
	}
	if (cues)
		score += 3 + (cues > 4 ? 4 : cues);
	score += points > 3 ? 3 : points;
	score -= cues ? (lower > 3 ? 3 : lower) / 2 : lower > 6 ? 6 : lower;
	if (words > 9)
		score -= (int)(words - 9) / 2;
	if (capital && !lower)
		score += 2;
	return score;
}

bool look_place(const struct parse *p, size_t from, size_t to)
{
	bool any = false;
	for (size_t i = from; i < to;) {
		if (p->v[i].kind == TOK_MARK) {
			i++;
			continue;
		}
		if (!tok_cue(p, i, CUE(PLACE)) || (tok_cue(p, i, CUE(PUBLISHER)) && p->v[i].until > i + 1))
			return false; /* Oxford; not Oxford University Press */
		any = true;
		i = p->v[i].until > i ? p->v[i].until : i + 1;
	}
	return any;
}

bool look_place_first(const struct parse *p, size_t from, size_t to, size_t *colon)
{
	bool place = false;
	for (size_t i = from; i < to && i < from + 11; i++) {
		if (tok_mark(p, i, ':')) {
			*colon = i;
			return i > from && (place || i <= from + 2);
		}
		if (tok_mark(p, i, '('))
			return false;
		place |= tok_cue(p, i, CUE(PLACE));
		if (p->v[i].kind == TOK_WORD && !(p->v[i].shape & SHAPE_CAPITAL) && p->v[i].letters > 3)
			return false;
		if (tok_mark(p, i, '.') && p->v[i - (i > 0)].letters > 3)
			return false;
	}
	return false;
}

/* "Springer, New York" */
static bool ends_in_place(const struct parse *p, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++)
		if (tok_mark(p, i, ',') && look_place(p, i + 1, to))
			return true;
	return false;
}

int look_publisher(const struct parse *p, size_t from, size_t to)
{
	size_t colon;
	while (from < to && p->v[from].kind == TOK_MARK)
		from++;
	if (from >= to)
		return -20;
	uint64_t cues = look_cues(p, from, to);
	size_t words = look_count(p, from, to);
	int score = 0, lower = 0;
	if (look_place(p, from, to))
		return 7;
	for (size_t i = from; i < to; i++) {
		if (tok_cue(p, i, CUE(THESIS) | CUE(REPORT)) && p->v[i].until > i + 1)
			i = p->v[i].until - 1u;
		else
			lower +=
				p->v[i].kind == TOK_WORD && !(p->v[i].shape & SHAPE_CAPITAL) && !tok_cue(p, i, CUE(FUNCTION) | CUE(AND) | CUE(PARTICLE));
	}
	if (look_place_first(p, from, to, &colon))
		score += look_cues(p, from, colon) & CUE(PLACE) ? 8 : 1;
	else if (tok_cue(p, from, CUE(PLACE)))
		score += 3;
	else if (ends_in_place(p, from, to))
		score += 3;
	if (cues & CUE(PUBLISHER))
		score += 4;
	else if (cues & CUE(BODY))
		score += 1;
	if (cues & (CUE(THESIS)))
		score += 3;
	if (cues & CUE(REPORT))
		score += 1;
	if (!(p->v[from].shape & SHAPE_CAPITAL))
		score -= 4;
	score -= lower > 3 ? 6 : 2 * lower;
	if (words > 8)
		score -= (int)(words - 8);
	return score;
}

int look_title(const struct parse *p, size_t from, size_t to)
{
	size_t words = look_count(p, from, to);
	int score = words == 0 ? -12 : words == 1 ? -2 : words == 2 ? -1 : 0;
	if (words <= 4 && words && (look_cues(p, from, to) & CUES_CONTAINER) && rules_journal(p->rules, tok_span(p, from, to)))
		score -= 3;
	if (words && words <= 4) { /* "Neurol. Night": the beginning of a short form */
		size_t points = 0;
		for (size_t i = from; i < to; i++) {
			if (p->v[i].kind == TOK_WORD && !(p->v[i].shape & SHAPE_CAPITAL))
				return score;
			points += tok_mark(p, i, '.') && p->v[i - (i > from)].letters <= 8;
		}
		if (points)
			score -= 6;
	}
	return score;
}

/* The text between the last stop and a point is so short and capital that it belongs to the short form that follows:
 * "…at night. North Sea Harb. Perspect. Med." */
int look_torn(const struct parse *p, size_t from, size_t point)
{
	size_t words = 0;
	for (size_t i = point; i > from; i--) {
		if (tok_mark(p, i - 1, '.') || tok_mark(p, i - 1, '?'))
			return words ? -4 : 0;
		if (p->v[i - 1].kind != TOK_WORD || !(p->v[i - 1].shape & SHAPE_CAPITAL) || ++words > 3)
			return 0;
	}
	return 0;
}

size_t look_quote(const struct parse *p, size_t open, size_t to)
{
	char close = p->v[open].c == '"' ? '"' : '>';
	size_t last = to;
	for (size_t i = open + 1; i < to; i++) {
		if (!tok_mark(p, i, close))
			continue;
		if (last == to)
			last = i;
		bool ends = i + 1 >= to || p->v[i + 1].kind == TOK_MARK || (i > open && p->v[i - 1].kind == TOK_MARK) ||
					tok_cue(p, i + 1, CUE(IN)) || (p->v[i + 1].space && tok_capital(p, i + 1));
		if (tok_mark(p, i + 1, ':') || tok_mark(p, i + 1, '-'))
			return to; /* the quotation is only a part of the title */
		if (ends && i > open + 1)
			return i;
	}
	if (last < to && tok_word(p, last + 1) && p->v[last + 1].space)
		return to;
	return last;
}
