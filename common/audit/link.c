#include "audit/link.h"

#include <stdlib.h>

#include "audit/link_guess.h"
#include "base/text.h"
#include "base/token.h"

enum {
	NAMES = 8,    /* of a citation that are compared */
	AUTHORS = 64, /* of an entry that they are looked for among */
	HEAD_SHORTEST = 4,
	LONG_NAME = 16,
	ITSELF_SPENT = 1 << 24, /* entries looked at for citations that need no list */
	LIST_LONG = 48,         /* entries; a shorter list is looked through, a longer one has an index */
};

/* An author–year citation, made comparable. */
struct wanted {
	struct span names[NAMES]; /* family keys */
	size_t n_names;
	struct span initials;      /* of the first name's capitals */
	struct span last;          /* key of the last word of a first name of several: "Jonathan Holm" */
	bool et_al, acronym;       /* acronym: the first name is capitals alone */
	unsigned year, other_year; /* 1917/1957 */
	struct span year_text;     /* "in press" */
	char suffix, given;        /* given: the initial of "B. Tomkins", or 0 */
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

/* The keys borrow l. */
static void want(const struct record *c, struct link *l, struct wanted *w)
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
	for (size_t i = 0; i + 4 <= w->year_text.n && text_is_digit(w->year_text.p[0]) && i == 0; i++)
		for (size_t k = 0; k < 4; k++)
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

/* How well the names of an entry are those of the citation: the first must agree; 0 where it does not. The further names of the citation
 * count, and whether "et al." fits the number of names. */
static int names_fit(const struct bibliography *b, const struct entry *e, const struct wanted *w, enum agreement least)
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

static bool year_fits(const struct bibliography *b, const struct entry *e, const struct wanted *w)
{
	if (w->year && e->year)
		return w->year == e->year || w->year == e->other_year || (w->other_year && w->other_year == e->year);
	if (w->year)
		return entry_holds_year(b, e, w->year); /* a year that was not read as such */
	return w->year == 0 && e->year == 0;
}

/* Has the entry as many names as the citation says: where the year is another, no less will do. One that gives no authors must open with
 * the name: what stands further in may be its publisher. */
static bool counts_fit(const struct entry *e, const struct wanted *w)
{
	enum { BEFORE = 10 }; /* bytes of a name that the citation leaves out: "The …" */
	size_t most = w->n_names ? w->names[0].n + BEFORE : 0;
	if (e->n_names == 0)
		return w->n_names > 0 && span_holds(span_sub(e->head, 0, e->head.n < most ? e->head.n : most), w->names[0]);
	if (w->et_al)
		return e->n_names >= 3 || e->et_al;
	return w->n_names > 2 || (e->n_names == w->n_names && !e->et_al);
}

/* Which entries are looked at: all of a short list. */
static const uint32_t *candidates(const struct bibliography *b, const struct wanted *w, bool near, struct link *l, size_t *n)
{
	*n = w->n_names ? b->entries.n : 0;
	if (*n < LIST_LONG)
		return NULL;
	struct link_question q = {w->names[0], w->initials, w->acronym || w->names[0].n >= LONG_NAME, near};
	link_index_find(&l->index, b, &q);
	*n = l->index.found.n;
	return l->index.found.v;
}

/* The best of the entries whose names agree at least so well, of the wanted year or of any other. */
static int best(const struct bibliography *b, const struct wanted *w, enum agreement least, bool same_year, struct link *out)
{
	int top = 0;
	size_t n;
	const uint32_t *of = candidates(b, w, least == NAME_NEAR, out, &n);
	out->entries.n = 0;
	for (size_t k = 0; k < n; k++) {
		size_t i = of ? of[k] : k;
		const struct entry *e = &b->entries.v[i];
		if (year_fits(b, e, w) != same_year || (!same_year && !counts_fit(e, w)))
			continue;
		int fit = names_fit(b, e, w, least);
		if (fit > 0 && w->given && e->given)
			fit += w->given == e->given ? 1 : -1;
		if (fit > 0 && same_year && w->suffix && e->suffix)
			fit += w->suffix == e->suffix ? 8 : -fit;
		if (fit <= 0 || fit < top)
			continue;
		if (fit > top)
			out->entries.n = 0;
		top = fit;
		if (out->entries.n < LINK_MOST)
			list_push(&out->entries, i);
	}
	return top;
}

/* Would an entry of this name have stood behind the last one that the cut list still shows? */
static bool in_missing_part(const struct bibliography *b, const struct wanted *w)
{
	if (!b->cut || w->n_names == 0)
		return false;
	const struct entry *last = &b->entries.v[b->entries.n - 1];
	return !b->alphabetical || last->n_names == 0 || span_cmp(w->names[0], b->names.v[last->names]) >= 0;
}

/* May the entry be the one, though the years differ? Where the right one may have been cut off, only if they differ by one. */
static bool may_differ(const struct bibliography *b, const struct wanted *w, size_t entry)
{
	unsigned year = b->entries.v[entry].year;
	return !in_missing_part(b, w) || (year && (year == w->year + 1 || year + 1 == w->year));
}

/* "Lee and Berg (2001)" for the entry of Berg and Lee of that year. */
static bool swapped(const struct bibliography *b, const struct wanted *w, struct link *out)
{
	struct wanted other = *w;
	if (w->n_names != 2 || w->et_al || w->year == 0)
		return false;
	other.names[0] = w->names[1];
	other.names[1] = w->names[0];
	other.acronym = false;
	other.initials.n = 0;
	if (best(b, &other, NAME_SAME, true, out) < 12 || out->entries.n != 1)
		return false;
	const struct entry *e = &b->entries.v[out->entries.v[0]];
	return e->n_names == 2 && name_agreement(b->names.v[e->names + 1], w->names[0]) == NAME_SAME;
}

/* The last entry of a list that is cut in it has lost its year, but not its names. */
static bool is_cut_entry(const struct bibliography *b, const struct wanted *w, struct link *out)
{
	size_t last = b->entries.n - 1;
	const struct entry *e = &b->entries.v[last];
	if (!b->cut || !e->truncated || e->year || w->n_names == 0 || names_fit(b, e, w, NAME_SAME) < 12)
		return false;
	out->entries.n = 0;
	list_push(&out->entries, last);
	return true;
}

/* Nothing fits by names and year, or by names alone: what else could be meant. */
static void link_guess(const struct bibliography *b, const struct wanted *w, struct link *out)
{
	struct guess_question q = {w->names, w->n_names, w->et_al, w->year};
	size_t entry, other = out->entries.n > 1 ? out->entries.v[0] : SIZE_MAX; /* several by these names, of other years */
	enum guess g = guess_entry(b, &q, &out->spent, &entry);
	out->entries.n = 0;
	static const enum link_status status[] = {
		[GUESS_NONE] = LINK_MISSING,   [GUESS_INSIDE] = LINK_FOUND,     [GUESS_SPELLING] = LINK_NAME,    [GUESS_COAUTHORS] = LINK_OTHERS,
		[GUESS_NAMELESS] = LINK_FOUND, [GUESS_COAUTHOR] = LINK_MISSING, [GUESS_ANONYMOUS] = LINK_MISSING};
	out->status = status[g];
	if (out->status != LINK_MISSING)
		list_push(&out->entries, entry);
	else
		out->doubt = g != GUESS_NONE && (g != GUESS_COAUTHOR || other == SIZE_MAX) ? entry : other;
}

static void link_names(const struct bibliography *b, const struct record *c, struct link *out)
{
	struct wanted w = {0};
	want(c, out, &w);
	if (best(b, &w, NAME_VARIANT, true, out) > 0) {
		out->status = out->entries.n > 1 ? LINK_AMBIGUOUS : LINK_FOUND;
		if (out->status == LINK_AMBIGUOUS && w.suffix) { /* the letter says which, in order, where the list prints none */
			size_t k = (size_t)(w.suffix - 'a');
			if (k < out->entries.n && b->entries.v[out->entries.v[0]].suffix == 0) {
				out->entries.v[0] = out->entries.v[k];
				out->entries.n = 1;
				out->status = LINK_FOUND;
			}
		}
	} else if (best(b, &w, NAME_NEAR, true, out) > 0 && out->entries.n == 1) {
		out->status = LINK_NAME;
	} else if (swapped(b, &w, out) || is_cut_entry(b, &w, out)) {
		out->status = LINK_FOUND;
	} else if (best(b, &w, NAME_VARIANT, false, out) >= 12 && out->entries.n == 1 && may_differ(b, &w, out->entries.v[0])) {
		/* an entry without a year contradicts nothing, nor does one that was in press when it was cited */
		out->status = w.year && b->entries.v[out->entries.v[0]].year ? LINK_YEAR : LINK_FOUND;
	} else if (in_missing_part(b, &w)) {
		out->entries.n = 0;
		out->status = LINK_CUT;
	} else {
		link_guess(b, &w, out);
	}
}

static void link_numbers(const struct bibliography *b, const struct record *c, struct link *out)
{
	struct span numbers = record_get(c, "numbers");
	size_t at = 0;
	uint64_t highest = 0;
	for (struct span v; (v = json_next(numbers, &at)).p != NULL;) {
		uint64_t number = json_number(v, 0);
		const struct entry *e = bibliography_numbered(b, number);
		if (e != NULL) {
			size_t i = (size_t)(e - b->entries.v);
			list_push(&out->entries, i);
		} else {
			list_push(&out->absent, number);
			highest = number > highest ? number : highest;
		}
	}
	const struct entry *last = &b->entries.v[b->entries.n - 1];
	if (out->absent.n == 0)
		out->status = LINK_FOUND;
	else
		out->status = b->partial || (b->cut && highest > (b->labelled ? last->label : last->n)) ? LINK_CUT : LINK_MISSING;
	out->unsure = !b->labelled; /* whoever counts entries that carry no number counts wrong where one was not told from what is around it */
}

/* `kind:value` of the citation is that of the entry. */
static bool is_identified(const struct entry *e, struct span id)
{
	static const char *const kinds[] = {"doi:", "pmid:", "pmcid:"};
	const struct span have[] = {e->doi, e->pmid, e->pmcid};
	for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
		size_t n = strlen(kinds[k]);
		if (!span_starts(id, kinds[k]) || have[k].n != id.n - n)
			continue;
		size_t same = 0; /* an entry's are kept in small letters */
		for (struct span v = span_sub(id, n, id.n); same < v.n; same++)
			if ((text_is_upper(v.p[same]) ? (char)(v.p[same] | 0x20) : v.p[same]) != have[k].p[same])
				break;
		return same == have[k].n && same > 0;
	}
	return false;
}

/* `Nature 2010;464:59` was printed in the year and volume of the entry, whose container begins with the same letter. */
static bool is_placed(const struct entry *e, struct span text, unsigned year)
{
	const char *mark = memchr(text.p, ';', text.n);
	size_t at = mark ? (size_t)(mark - text.p) + 1 : text.n, n = 0;
	while (at < text.n && text_is_space(text.p[at]))
		at++;
	while (at + n < text.n && text_is_digit(text.p[at + n]))
		n++;
	return n && year && e->year == year && span_eq(e->volume, span_sub(text, at, at + n)) && e->container.n &&
		   (e->container.p[0] | 0x20) == (text.p[0] | 0x20);
}

/* A citation that needs no list: the one entry that is the same work, if there is one. */
static void link_itself(const struct bibliography *b, const struct record *c, struct link *out)
{
	buf_clear(&out->text);
	buf_clear(&out->memory);
	struct span id = record_string(c, "id", &out->text), text = record_string(c, "text", &out->memory), date = record_get(c, "year");
	unsigned year = date.n > 2 ? (unsigned)json_number(span_sub(date, 1, date.n - 1), 0) : 0;
	out->status = LINK_ITSELF;
	if (out->spent + b->entries.n > ITSELF_SPENT)
		return;
	out->spent += b->entries.n;
	for (size_t i = 0; i < b->entries.n; i++)
		if (id.n ? is_identified(&b->entries.v[i], id) : is_placed(&b->entries.v[i], text, year))
			list_push(&out->entries, i);
	if (out->entries.n > 1)
		out->entries.n = 0;
	out->status = out->entries.n ? LINK_FOUND : LINK_ITSELF;
}

void link_begin(struct link *l)
{
	link_index_clear(&l->index);
	l->spent = 0;
}

void link_citation(const struct bibliography *b, const struct record *citation, struct link *out)
{
	struct span form = record_get(citation, "form");
	out->entries.n = out->absent.n = 0;
	out->doubt = SIZE_MAX;
	out->unsure = false;
	out->status = LINK_NONE;
	if (b->entries.n == 0)
		return;
	if (span_is(form, "\"numeric\""))
		link_numbers(b, citation, out);
	else if (span_is(form, "\"parenthetical\"") || span_is(form, "\"narrative\""))
		(span_is(record_get(citation, "authors"), "[]") ? link_itself : link_names)(b, citation, out);
}

void link_free(struct link *l)
{
	list_free(&l->entries);
	list_free(&l->absent);
	link_index_free(&l->index);
	buf_free(&l->memory);
	buf_free(&l->initials);
	buf_free(&l->text);
}
