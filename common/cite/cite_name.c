/* Names, read backwards: `van der Kolk, D'Andrea, & De Gregorio et al.` from its end. */
#include "cite/cite_name.h"

#include "cite/cite_name_parts.h"

enum { NAME_WORDS = 8, LIST_NAMES = 24 };

/* Only capitals (and hyphens): WHO, EL-MEKRESH, J. */
static bool is_capitals(struct span w, size_t *letters)
{
	*letters = 0;
	for (size_t i = 0; i < w.n;) {
		size_t n;
		uint32_t c = text_decode(w, i, &n);
		if (cite_upper_at(w, i))
			(*letters)++;
		else if (c != '-' && c != 0x2010 && c != 0x2011)
			return false;
		i += n;
	}
	return *letters > 0;
}

/* A capital at the beginning, or further in behind a small particle: Lee, deCastro, d'Andrea. */
static bool is_capitalised(struct span w)
{
	if (cite_upper_at(w, 0))
		return true;
	for (size_t i = 1; i < w.n && i < 6; i++)
		if (cite_upper_at(w, i))
			return w.n > i + 2 && (text_is_lower(w.p[0]));
	return false;
}

/* Without a possessive 's. */
static size_t before_possessive(struct span t, size_t floor, size_t at)
{
	size_t p = at;
	if (p > floor && t.p[p - 1] == 's')
		p--;
	else if (p == floor || t.p[p - 1] != '\'')
		if (p < floor + 3 || t.p[p - 1] != '\x99')
			return at;
	if (p > floor && t.p[p - 1] == '\'')
		return p - 1;
	if (p >= floor + 3 && memcmp(t.p + p - 3, "\xE2\x80\x99", 3) == 0)
		return p - 3;
	return at;
}

bool cite_is_never(const struct cite_reading *r, struct span w)
{
	if (!cite_is(r->s->rules, CLASS_NEVER, w))
		return false;
	if (!r->firm)
		return true;
	bool surname = cite_said(r->s->rules, CLASS_NEVER, w, "surname"), month = cite_said(r->s->rules, CLASS_NEVER, w, "month");
	return !(cite_knows(r->s->doc, w) || (r->enclosed && (surname || (month && r->joined))));
}

static bool is_name_word(const struct cite_reading *r, struct span w)
{
	if (!is_capitalised(w) || cite_has_digit(w))
		return false;
	if (r->certain && w.n > 1)
		return true;
	return !cite_is_never(r, w);
}

/* `(Six and Goyer, 1970)`: what "and" joins to a name and the parenthesis opens with is a name, too. */
static bool opens_list(const struct cite_reading *r, size_t at)
{
	struct span t = r->s->t;
	struct cite_range w;
	if (!r->enclosed || !r->joined || !cite_word_before(t, r->floor, at, &w))
		return false;
	size_t p = cite_blank_before(t, r->floor, w.start);
	return p == r->floor || t.p[p - 1] == ';';
}

/* Steps from `at` over initials and generations behind the surname: `Smith J.K.`, `Smith JA`, `King, Jr.` */
static size_t before_initials(const struct cite_reading *r, size_t at)
{
	struct span t = r->s->t;
	for (int k = 0; k < 4; k++) {
		struct cite_range w, v;
		size_t q = at, letters;
		while (q > r->floor && t.p[q - 1] == '.')
			q--;
		if (!cite_word_before(t, r->floor, q, &w))
			return at;
		bool generation = cite_is(r->s->rules, CLASS_GENERATION, cite_words(t, w));
		if (!generation && !(is_capitals(cite_words(t, w), &letters) && letters <= 3))
			return at;
		size_t p = cite_blank_before(t, r->floor, w.start);
		bool comma = p > r->floor && t.p[p - 1] == ',';
		if (comma && !generation && q == at)
			return at; /* "Boston, MA": no initials without points */
		if (comma)
			p = cite_blank_before(t, r->floor, p - 1);
		bool dot = p > r->floor && t.p[p - 1] == '.';
		if (!cite_word_before(t, r->floor, p - dot, &v) || !is_name_word(r, cite_words(t, v)))
			return at;
		if (p == w.start && !dot)
			return at;
		at = p;
	}
	return at;
}

/* An initial or an abbreviated particle with its point ends at q (the point before q): `J.`, `St.`; its start, or q. */
static size_t before_initial(const struct cite_reading *r, size_t q)
{
	struct span t = r->s->t;
	struct cite_range w;
	size_t letters;
	if (q == r->floor || t.p[q - 1] != '.' || !cite_word_before(t, r->floor, q - 1, &w))
		return q;
	if ((is_capitals(cite_words(t, w), &letters) && letters == 1) || cite_is(r->s->rules, CLASS_PARTICLE, cite_words(t, w)))
		return w.start;
	return q;
}

/* May the capitalised word v stand in front of the surname as part of the name? */
static bool joins_name(const struct cite_reading *r, struct cite_range v, struct cite_range surname)
{
	const struct cite_scan *s = r->s;
	struct span word = cite_words(s->t, v);
	size_t letters;
	if (!cite_upper_at(word, 0) || cite_has_digit(word) || cite_is_never(r, word))
		return false;
	bool known = cite_knows(s->doc, word);
	if (known)
		return true;
	if (is_capitals(word, &letters) && letters > 2)
		return cite_is(s->rules, CLASS_ORGANISATION, cite_words(s->t, surname));
	if (!r->enclosed && cite_entries(s->doc) >= 3 && cite_knows(s->doc, cite_words(s->t, surname)))
		return false;
	return r->enclosed || cite_blank_before(s->t, 0, v.start) > 0; /* "Recently Lee (2010)": no name at the start */
}

/* "Smith–Jones": a dash where a hyphen should be. The start of the whole name, whose last part begins at `start`. */
static size_t before_dash(const struct cite_reading *r, size_t start)
{
	struct span t = r->s->t;
	struct cite_range v;
	size_t letters;
	while (start >= r->floor + 3 && memcmp(t.p + start - 3, "\xE2\x80\x93", 3) == 0 && cite_word_before(t, r->floor, start - 3, &v) &&
		   is_name_word(r, cite_words(t, v)) && !is_capitals(cite_words(t, v), &letters))
		start = v.start;
	return start;
}

struct name {
	size_t start;              /* initials included */
	struct cite_range family;  /* particles included, initials at either end not */
	struct cite_range surname; /* its main word */
};

/* One name that ends at `at`. */
static bool read_name(const struct cite_reading *r, size_t at, struct name *out)
{
	struct span t = r->s->t;
	struct cite_range *surname = &out->surname;
	size_t p = before_initials(r, at);
	if (p > r->floor && t.p[p - 1] == '.' && cite_word_before(t, r->floor, p - 1, surname) &&
		cite_is(r->s->rules, CLASS_ORGANISATION, cite_words(t, *surname)))
		p--; /* Inc. */
	if (!cite_word_before(t, r->floor, p, surname) || !is_name_word(r, cite_words(t, *surname)))
		return false;
	size_t letters, start = before_dash(r, surname->start), family = start;
	size_t family_end = p < at ? surname->end : at;
	if (is_capitals(cite_words(t, *surname), &letters) && letters == 1)
		return false;
	for (int k = 0; k < NAME_WORDS; k++) {
		size_t q = cite_blank_before(t, r->floor, start);
		size_t initial = before_initial(r, q);
		struct cite_range v;
		if (initial < q) {
			start = initial;
			continue;
		}
		if (q == start || !cite_word_before(t, r->floor, q, &v))
			break;
		if (!cite_is(r->s->rules, CLASS_PARTICLE, cite_words(t, v)) && !joins_name(r, v, *surname))
			break;
		start = family = v.start;
	}
	out->start = start;
	out->family = (struct cite_range){(uint32_t)family, (uint32_t)family_end};
	return start < surname->start || !cite_is_tail(r, cite_words(t, *surname));
}

/* "(BERG; LIND, 2010)": names in capitals, as Brazilians cite them, on both sides of the mark. */
static bool are_capitals(const struct cite_reading *r, size_t behind, size_t mark)
{
	struct span t = r->s->t;
	struct cite_range a, b;
	size_t before = 0, after = 0;
	return r->enclosed && cite_word_before(t, r->floor, mark, &a) && cite_word_at(t, behind, &b) &&
		   is_capitals(cite_words(t, a), &before) && is_capitals(cite_words(t, b), &after) && before > 2 && after > 2;
}

/* Back over what joins two names, if it does: the end of the name before it, or SIZE_MAX. */
static size_t before_joint(struct cite_reading *r, size_t at)
{
	struct span t = r->s->t;
	size_t p = cite_blank_before(t, r->floor, at);
	if (p == r->floor)
		return SIZE_MAX;
	size_t a = cite_phrase_before(r->s->rules, CLASS_AND, t, r->floor, p);
	if (a == SIZE_MAX && t.p[p - 1] == '&')
		a = p - 1;
	bool conj = a != SIZE_MAX && (a == r->floor || a < at);
	if (conj) {
		size_t q = cite_blank_before(t, r->floor, a);
		if (q == a && t.p[a] != '&')
			return SIZE_MAX;
		p = q;
	}
	bool stroke = !conj && p == at && p > r->floor + 1 && t.p[p - 1] == '/' && cite_letter_before(t, p - 1);
	if (stroke) { /* "Berg/Lind 2010" */
		r->joined = true;
		return p - 1;
	}
	bool comma = p > r->floor && (t.p[p - 1] == ',' || (t.p[p - 1] == ';' && (conj || are_capitals(r, at, p - 1))));
	if (comma)
		p = cite_blank_before(t, r->floor, p - 1);
	if (!conj && !(comma && (r->enclosed || r->joined)))
		return SIZE_MAX;
	r->joined = r->joined || conj;
	r->serial = r->serial || (conj && comma && p > r->floor);
	return p;
}

/* A name further to the front: what is joined by a comma alone needs to look like one of the same list. */
static bool fits_list(const struct cite_reading *r, struct cite_range surname, const struct cite_names *out, bool conj)
{
	const struct cite_scan *s = r->s;
	size_t letters, others;
	struct span word = cite_words(s->t, surname);
	if (cite_knows(s->doc, word) || (r->serial && out->n == 2))
		return true;
	if (!conj && is_capitals(word, &letters) && letters > 1 && !is_capitals(cite_words(s->t, out->surname), &others))
		return false; /* (BDI, Beck et al., 1961) */
	if (!conj && out->et_al && cite_entries(s->doc) >= 3 && cite_knows(s->doc, cite_words(s->t, out->surname)))
		return false; /* (AlphaSim, Song et al., 2011) */
	return conj || r->enclosed || cite_entries(s->doc) < 3 || !cite_knows(s->doc, cite_words(s->t, out->surname));
}

static void reverse(struct cite_range *v, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++, n--) {
		struct cite_range x = v[i];
		v[i] = v[n - 1];
		v[n - 1] = x;
	}
}

bool cite_names_before(struct cite_scan *s, size_t floor, size_t at, bool enclosed, bool comma, struct cite_names *out)
{
	struct cite_reading r = {.s = s, .floor = floor, .enclosed = enclosed, .firm = comma};
	struct span t = s->t;
	*out = (struct cite_names){.first = s->out->names.n};
	at = before_possessive(t, floor, cite_blank_before(t, floor, at));
	size_t e = cite_phrase_before(s->rules, CLASS_ET_AL, t, floor, at);
	if (e != SIZE_MAX) {
		at = cite_blank_before(t, floor, e);
		if (at > floor && t.p[at - 1] == ',')
			at = cite_blank_before(t, floor, at - 1);
		out->et_al = r.joined = r.firm = r.certain = true;
	}
	size_t end = at;
	for (int k = 0; k < LIST_NAMES; k++) {
		struct name name;
		size_t p = k ? before_joint(&r, out->start) : at;
		if (k && p != SIZE_MAX)
			r.certain = opens_list(&r, p);
		bool conj = k && p != SIZE_MAX && memchr(t.p + p, ',', out->start - p) == NULL;
		if (p == SIZE_MAX || !read_name(&r, p, &name) || (k && !fits_list(&r, name.surname, out, conj)))
			break;
		if (k == 0)
			out->surname = name.surname;
		list_push(&s->out->names, name.family);
		out->start = name.start;
		out->n++;
		r.firm = true;
	}
	r.firm = comma || out->et_al;
	cite_organisation(&r, end, out);
	if (out->n)
		reverse(s->out->names.v + out->first, out->n);
	return out->n > 0;
}
