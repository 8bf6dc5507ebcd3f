/* What may stand between the names of a citation and its year, read backwards. */
#include "cite/cite_before.h"

size_t before_editor(const struct cite_scan *s, size_t floor, size_t p)
{
	struct span t = s->t;
	bool bracket = p > floor && (t.p[p - 1] == ')' || t.p[p - 1] == ']');
	size_t start = cite_phrase_before(s->rules, CLASS_EDITOR, t, floor, p - bracket);
	if (start == SIZE_MAX || start == floor || (bracket && t.p[start - 1] != '(' && t.p[start - 1] != '['))
		return p;
	start = cite_blank_before(t, floor, start - bracket);
	return start > floor && t.p[start - 1] == ',' ? cite_blank_before(t, floor, start - 1) : bracket ? start : p;
}

size_t before_journal(const struct cite_scan *s, size_t floor, size_t p)
{
	enum { WORDS = 8 };
	struct span t = s->t;
	size_t at = p, words = 0;
	struct cite_range w, last;
	while (words < WORDS && cite_word_before(t, floor, cite_blank_before(t, floor, at), &w) &&
		   (cite_upper_at(t, w.start) || (words && cite_is(s->rules, CLASS_INNER, cite_words(t, w))))) {
		at = w.start;
		words++;
	}
	size_t comma = cite_blank_before(t, floor, at);
	if (words == 0 || !cite_upper_at(t, at) || comma == floor || t.p[comma - 1] != ',')
		return p;
	comma--;
	if (cite_phrase_before(s->rules, CLASS_ET_AL, t, floor, comma) != SIZE_MAX)
		return comma;
	if (!cite_word_before(t, floor, comma, &last))
		return p;
	size_t joint = cite_blank_before(t, floor, last.start);
	bool joined = joint > floor && (t.p[joint - 1] == '&' || cite_phrase_before(s->rules, CLASS_AND, t, floor, joint) != SIZE_MAX);
	return joined ? comma : p;
}

bool before_quotation(struct span t, size_t floor, size_t p, struct cite_range *words, size_t *from)
{
	enum { LEAST = 4, MOST = 300 };
	static const char curly[] = "\xE2\x80\x9C", closing[] = "\xE2\x80\x9D";
	size_t mark = p > floor && t.p[p - 1] == '"' ? 1 : p >= floor + 3 && memcmp(t.p + p - 3, closing, 3) == 0 ? 3 : 0, at = p - mark;
	if (mark == 0)
		return false;
	do {
		if (at == floor || p - at > MOST)
			return false;
		at--;
	} while (mark == 1 ? t.p[at] != '"' : at + 3 > p || memcmp(t.p + at, curly, 3) != 0);
	size_t end = p - mark;
	while (end > at + mark && memchr(",.", t.p[end - 1], 2))
		end--;
	*from = at;
	*words = (struct cite_range){(uint32_t)(at + mark), (uint32_t)end};
	return end >= at + mark + LEAST && cite_upper_at(t, at + mark);
}
