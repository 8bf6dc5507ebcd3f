/* One entry against the names and the year of a citation. */
#include "audit/link_parts.h"
#include "base/text.h"
#include "base/token.h"

enum {
	AUTHORS = 64,      /* of an entry that names are looked for among */
	HEAD_SHORTEST = 4, /* bytes */
};

static bool is_acronym(struct span name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!text_is_upper(name.p[i]))
			return false;
	return name.n >= 3;
}

/* Of a name that opens with a word written as a name is, not with a particle; else nothing. */
static struct span last_word(struct span name)
{
	size_t from = name.n;
	while (from > 0 && !text_is_space(name.p[from - 1]))
		from--;
	return from > 0 && text_is_upper(name.p[0]) ? span_sub(name, from, name.n) : span_make("", 0);
}

/* What the words of the citation say beside its members: an initial before the first name, a second year behind a slash. */
static void want_words(struct span text, struct wanted *w)
{
	if (text.n > 3 && text_is_upper(text.p[0]) && text.p[1] == '.')
		w->given = text.p[0];
	for (size_t i = 4; w->year && i + 4 < text.n && w->other_year == 0; i++)
		if (text.p[i] == '/' && text_is_digit(text.p[i - 1]))
			for (size_t k = 1; k <= 4 && text_is_digit(text.p[i + k]); k++)
				w->other_year = w->other_year * 10 + (unsigned)(text.p[i + k] - '0');
}

/* "The WHO" */
static struct span without_article(struct span name)
{
	return span_starts(name, "The ") && name.n > 4 && text_is_upper(name.p[4]) ? span_sub(name, 4, name.n) : name;
}

void wanted_read(const struct record *c, struct link *l, struct wanted *w)
{
	struct span authors = record_get(c, "authors");
	size_t at = 0, from[NAMES + 1] = {0}, initials = 0;
	buf_clear(&l->memory);
	buf_clear(&l->initials);
	for (struct span a; w->n_names < NAMES && (a = json_next(authors, &at)).p != NULL; w->n_names++) {
		buf_clear(&l->text);
		struct span name = without_article(json_text(a.p[0] == '{' ? json_member(a, "family") : a, &l->text));
		if (w->n_names == 0) {
			name_initials(name, &l->initials);
			w->acronym = is_acronym(name);
			initials = l->initials.n;
			text_fold_key(last_word(name), &l->initials);
		}
		name_key(name, &l->memory);
		from[w->n_names + 1] = l->memory.n;
	}
	w->initials = span_sub(buf_span(&l->initials), 0, initials);
	w->last = span_sub(buf_span(&l->initials), initials, l->initials.n);
	for (size_t i = 0; i < w->n_names; i++)
		w->names[i] = span_sub(buf_span(&l->memory), from[i], from[i + 1]);
	struct span year = record_get(c, "year"), suffix = record_get(c, "suffix");
	w->year_text = year.n > 2 ? span_sub(year, 1, year.n - 1) : span_make("", 0);
	for (size_t k = 0; k < 4 && w->year_text.n >= 4 && text_is_digit(w->year_text.p[0]); k++)
		w->year = w->year * 10 + (unsigned)(w->year_text.p[k] - '0');
	w->suffix = suffix.n > 2 && suffix.p[0] == '"' ? suffix.p[1] : 0;
	w->et_al = record_true(c, "et_al");
	buf_clear(&l->text);
	want_words(record_string(c, "text", &l->text), w);
}

/* Does the entry open with the name, whatever was made of its first words; or, for a long name or an acronym, spell it a little later? Of
 * two bodies whose names begin alike ("National Institute of …") most of the name must agree. */
static enum agreement opens_with(struct span head, const struct wanted *w)
{
	struct span name = w->names[0];
	size_t same = 0;
	if (name.n >= LONG_NAME && span_holds(head, name))
		return NAME_SAME;
	while (same < name.n && same < head.n && name.p[same] == head.p[same])
		same++;
	if (same >= HEAD_SHORTEST && (same == name.n || (same >= LONG_NAME && same * 4 >= name.n * 3)))
		return NAME_VARIANT;
	return w->acronym && span_holds(head, name) ? NAME_VARIANT : NAME_OTHER;
}

/* Is the name only the beginning of a family name of one word: "Newel" for "Newell"? */
static bool is_part_of_word(const struct entry *e, struct span family, struct span name)
{
	return name.n < family.n && memcmp(family.p, name.p, name.n) == 0 && memchr(e->first_name.p, ' ', e->first_name.n) == NULL &&
		   memchr(e->first_name.p, '-', e->first_name.n) == NULL;
}

/* "NICE" for "National Institute for Health and Clinical Excellence": all but one of the capitals in their order, the first and the last
 * among them. */
static bool abbreviates(struct span acronym, struct span initials)
{
	size_t k = 0;
	if (acronym.n < 4 || acronym.n + 1 != initials.n || acronym.p[acronym.n - 1] != initials.p[initials.n - 1])
		return false;
	for (size_t i = 0; i < initials.n && k < acronym.n; i++) {
		if (i == 0 && acronym.p[0] != initials.p[0])
			return false;
		k += acronym.p[k] == initials.p[i];
	}
	return k == acronym.n;
}

int wanted_names_fit(const struct bibliography *b, const struct entry *e, const struct wanted *w, enum agreement least)
{
	if (w->n_names == 0)
		return 0;
	const struct span *have = b->names.v + e->names;
	enum agreement first = e->n_names ? name_agreement(have[0], w->names[0]) : NAME_OTHER;
	enum agreement opens = first < least && !(e->n_names && is_part_of_word(e, have[0], w->names[0])) ? opens_with(e->head, w) : NAME_OTHER;
	first = opens > first ? opens : first;
	if (first == NAME_VARIANT && w->last.n && e->n_names && span_eq(have[0], w->last)) /* with the given name */
		first = NAME_SAME;
	if (first < least && e->n_names) { /* "WHO" for "World Health Organization", and back */
		if ((e->initials.n > 1 && span_eq(e->initials, w->names[0])) || (w->initials.n > 1 && span_eq(w->initials, have[0])) ||
			(w->acronym && abbreviates(w->names[0], e->initials)))
			first = NAME_VARIANT;
	}
	if (first < least)
		return 0;
	if (first == NAME_VARIANT && w->names[0].n >= LONG_NAME) /* what was left out of so long a name leaves no doubt */
		first = NAME_SAME;
	int fit = (int)first * 4;
	for (size_t i = 1; i < w->n_names; i++) {
		bool found = false;
		for (size_t k = 1; k < e->n_names && k < AUTHORS && !found; k++)
			found = name_agreement(have[k], w->names[i]) >= NAME_NEAR;
		fit += found ? 6 : e->et_al && e->n_names < 3 ? 0 : -8;
	}
	bool many = e->n_names >= 3 || e->et_al; /* two names are both given, or "et al." stands for more */
	if (w->et_al)
		fit += many ? 2 : -4;
	else if (w->n_names < 3 && e->n_names)
		fit += e->n_names == w->n_names && !e->et_al ? 1 : -3;
	return fit > 0 ? fit : 1;
}

bool wanted_year_fits(const struct bibliography *b, const struct entry *e, const struct wanted *w)
{
	if (w->year && e->year)
		return w->year == e->year || w->year == e->other_year || (w->other_year && w->other_year == e->year);
	if (w->year)
		return entry_holds_year(b, e, w->year); /* a year that was not read as such */
	return e->year == 0;
}

bool wanted_counts_fit(const struct entry *e, const struct wanted *w)
{
	enum { BEFORE = 10 }; /* bytes of a name that the citation leaves out: "The …" */
	size_t most = w->n_names ? w->names[0].n + BEFORE : 0;
	if (e->n_names == 0)
		return w->n_names > 0 && span_holds(span_sub(e->head, 0, e->head.n < most ? e->head.n : most), w->names[0]);
	if (w->et_al)
		return e->n_names >= 3 || e->et_al;
	return w->n_names > 2 || (e->n_names == w->n_names && !e->et_al);
}
