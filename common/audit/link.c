#include "audit/link_parts.h"

#include <stdlib.h>

#include "audit/link_guess.h"
#include "base/text.h"

enum {
	ITSELF_SPENT = 1 << 24, /* entries looked at for citations that need no list */
	LIST_LONG = 48,         /* entries; a shorter list is looked through, a longer one has an index */
};

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
		if (wanted_year_fits(b, e, w) != same_year || (!same_year && !wanted_counts_fit(e, w)))
			continue;
		int fit = wanted_names_fit(b, e, w, least);
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
	if (!b->cut || !e->truncated || e->year || w->n_names == 0 || wanted_names_fit(b, e, w, NAME_SAME) < 12)
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

/* "2010c", of a list that has 2010a and 2010b. */
static bool has_other_letters(const struct bibliography *b, const struct wanted *w, struct link *out)
{
	struct wanted any = *w;
	any.suffix = 0;
	if (w->suffix == 0 || best(b, &any, NAME_VARIANT, true, out) == 0)
		return false;
	out->doubt = out->entries.v[0];
	out->entries.n = 0;
	return true;
}

/* One letter off in a short name may be another name ("Hall" and "Hill", "Chen" and "Cheng"): then as many authors as are named must be
 * there. */
static bool may_be_slip(const struct bibliography *b, const struct wanted *w, size_t entry)
{
	enum { SHORT = 6 }; /* bytes; one less where a letter is left out or doubled, as a pen does */
	const struct entry *e = &b->entries.v[entry];
	size_t here = w->names[0].n, there = e->n_names ? b->names.v[e->names].n : here, lesser = here < there ? here : there;
	return lesser + (here != there) >= SHORT || wanted_counts_fit(e, w);
}

static void link_names(const struct bibliography *b, const struct record *c, struct link *out)
{
	struct wanted w = {0};
	wanted_read(c, out, &w);
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
	} else if (best(b, &w, NAME_NEAR, true, out) > 0 && out->entries.n == 1 && may_be_slip(b, &w, out->entries.v[0])) {
		out->status = LINK_NAME;
	} else if (has_other_letters(b, &w, out)) {
		out->status = in_missing_part(b, &w) ? LINK_CUT : LINK_MISSING;
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

/* "Lee, 1990, as cited in Park, 2005": the list need not have Lee. "(“Sleep in Wards,” 2012)" may be a film. */
static bool owes_no_entry(struct span rule)
{
	return span_is(rule, "\"cite:second-hand\"") || span_is(rule, "\"cite:title\"");
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
	if (out->status != LINK_FOUND && owes_no_entry(record_get(citation, "rule"))) {
		out->entries.n = 0;
		out->status = LINK_ITSELF;
	}
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
