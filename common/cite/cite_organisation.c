/* Organisations in front of a year, read backwards: `National Institute of Sleep [NIS]` from its end. */
#include "cite/cite_name_parts.h"

enum { ORGANISATION_WORDS = 24, ACRONYM = 24 }; /* words; bytes of a short form in brackets */

/* European, The: no author, but part of the name of many an organisation. */
static bool is_inside(const struct cite_reading *r, struct span w)
{
	return cite_said(r->s->rules, CLASS_NEVER, w, "inside");
}

/* Back over `[WHO]` or `(ARDS)` that ends at p; the place of its opening mark, or p. */
static size_t before_acronym(struct span t, size_t floor, size_t p)
{
	if (p == floor || (t.p[p - 1] != ')' && t.p[p - 1] != ']'))
		return p;
	char open = t.p[p - 1] == ')' ? '(' : '[';
	for (size_t q = p - 1, k = 0; q > floor && k < ACRONYM; k++)
		if (t.p[--q] == open)
			return q;
	return p;
}

/* A run of capitalised and small words that holds a word of organisations and ends at `at`: its start, or SIZE_MAX. */
static size_t read_organisation(const struct cite_reading *r, size_t at)
{
	struct span t = r->s->t;
	const struct cite_rules *rules = r->s->rules;
	size_t p = at, best = SIZE_MAX;
	bool found = false, known = true, inner = false;
	size_t words = 0;
	for (int k = 0; k < ORGANISATION_WORDS; k++) {
		struct cite_range w;
		p = cite_blank_before(t, r->floor, p);
		size_t q = before_acronym(t, r->floor, p);
		if (q < p)
			p = cite_blank_before(t, r->floor, q);
		bool tail = words == 1 && found;
		if (p > r->floor && best != SIZE_MAX && (t.p[p - 1] == '&' || ((r->enclosed || tail) && t.p[p - 1] == ',')))
			p = cite_blank_before(t, r->floor, p - 1);
		if (p > r->floor && t.p[p - 1] == '.')
			p--;
		if (!cite_word_before(t, r->floor, p, &w))
			break;
		struct span word = cite_words(t, w);
		if (cite_upper_at(t, w.start) && !cite_has_digit(word)) {
			bool organisation = cite_is(rules, CLASS_ORGANISATION, word);
			bool listed = r->enclosed && cite_knows(r->s->doc, word); /* ... Study Group */
			if (!organisation && !listed && cite_is_never(r, word) && !is_inside(r, word))
				break;
			found = found || organisation;
			known = known && cite_knows(r->s->doc, word);
			words++;
			best = w.start;
		} else if (best == SIZE_MAX || !cite_is(rules, CLASS_INNER, word)) {
			break;
		} else {
			inner = true;
		}
		p = w.start;
	}
	if (words == 1 && best != SIZE_MAX && cite_is_tail(r, span_sub(t, best, at)))
		return SIZE_MAX;
	return found || (known && inner && words > 1) ? best : SIZE_MAX;
}

/* "Food and Drug Administration" was read as two authors; it is one where the second ends in a word of organisations. */
static bool is_one(const struct cite_scan *s, const struct cite_names *out)
{
	return out->n == 2 && cite_is(s->rules, CLASS_ORGANISATION, cite_words(s->t, out->surname));
}

void cite_organisation(struct cite_reading *r, size_t at, struct cite_names *out)
{
	struct cite_scan *s = r->s;
	size_t start = read_organisation(r, at);
	if (start == SIZE_MAX || (out->n && start > out->start))
		return;
	out->organisation = true;
	if (out->n && start == out->start && !is_one(s, out))
		return;
	size_t end = cite_blank_before(s->t, start, before_acronym(s->t, start, at));
	s->out->names.n = out->first;
	list_push(&s->out->names, ((struct cite_range){(uint32_t)start, (uint32_t)end}));
	out->n = 1;
	out->start = start;
}
