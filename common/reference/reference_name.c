/* The grammar of personal names, in four orders. */
#include "reference/reference_name.h"
#include "base/text.h"

static bool word_is(const struct parse *p, size_t i, uint8_t shape)
{
	return tok_word(p, i) && (p->v[i].shape & shape);
}

bool name_is_word(const struct parse *p, size_t i)
{
	if (!word_is(p, i, SHAPE_CAPITAL | SHAPE_INNER))
		return false;
	if (p->v[i].shape & SHAPE_DIGIT) { /* the mark of a footnote may cling to a name: Linde1 */
		struct span s = tok_text(p, i);
		if (p->v[i].letters < 3 || p->v[i].letters + 1u != text_chars(s) || !text_is_digit(s.p[s.n - 1]))
			return false;
	}
	if (tok_cue(p, i, CUE(ET_AL) | CUE(DOI) | CUE(PMID)))
		return false;
	return !(tok_cue(p, i, CUE(FUNCTION)) && p->v[i].letters > 2 && !tok_cue(p, i, CUE(PARTICLE)));
}

/* One initial: J — J.-P — Yu. (a short word with a point). Not the word that begins a title after a point. */
static bool is_initial(const struct parse *p, size_t i)
{
	if (!word_is(p, i, SHAPE_CAPITAL) || (p->v[i].shape & (SHAPE_DIGIT | SHAPE_INNER)) == SHAPE_DIGIT)
		return false;
	const struct piece *t = &p->v[i];
	if (t->letters == 1)
		return true;
	if ((t->shape & SHAPE_UPPER) && t->letters <= 3)
		return true;
	if ((t->shape & SHAPE_UPPER) && t->letters <= 5) /* ABCD: where a name can end */
		return i + 1 >= p->n || (p->v[i + 1].kind == TOK_MARK && p->v[i + 1].c && strchr(",;.:(", p->v[i + 1].c)) ||
			   tok_cue(p, i + 1, CUE(ET_AL) | CUE(AND));
	return t->letters == 2 &&
		   ((tok_mark(p, i + 1, '.') && tok_cue(p, i, CUE(INITIAL))) || (tok_mark(p, i + 1, ',') && i > p->first && tok_word(p, i - 1)));
}

/* "S. H. d. S.": the initial of a particle, between two with a capital. */
static bool is_particle_initial(const struct parse *p, size_t i)
{
	return tok_word(p, i) && p->v[i].letters == 1 && !tok_cue(p, i, CUE(FUNCTION)) && tok_mark(p, i + 1, '.') && is_initial(p, i + 2) &&
		   p->v[i + 2].letters == 1 && tok_mark(p, i + 3, '.');
}

/* A run of initials; 0 where there is none, else the token after it and its closing point. */
static size_t initials(const struct parse *p, size_t i)
{
	size_t at = i;
	bool pointed = false;
	while (is_initial(p, at) || (pointed && is_particle_initial(p, at))) {
		bool single = p->v[at].letters == 1;
		bool point = tok_mark(p, at + 1, '.');
		if (at > i && pointed && p->v[at].letters > 3)
			break; /* "P. J. A. MARSH." */
		if (at > i && p->v[at].letters == 2 && !(p->v[at].shape & SHAPE_UPPER) && !name_is_word(p, at + 2))
			break; /* "P. J. Li. (2011)" */
		if (at > i && !point) {
			/* "J. A study": an article; "J A" goes on, "JA RNA" does not */
			if (pointed && p->v[at].space && (tok_word(p, at + 1) || !single || (tok_mark(p, at + 1, '(') && !p->v[at + 1].space)))
				break;
			if (!pointed && !single)
				break;
			if (!pointed && tok_word(p, at + 1) && !(p->v[at + 1].shape & SHAPE_UPPER) &&
				!tok_cue(p, at + 1, CUE(ET_AL) | CUE(AND) | CUE(SUFFIX)))
				break;
		}
		if (at > i && pointed != point && !single && p->v[at].space)
			break;
		at += point ? 2 : 1;
		pointed = point;
		if (tok_mark(p, at, '-') && !p->v[at].space &&
			(word_is(p, at + 1, SHAPE_CAPITAL) || (tok_word(p, at + 1) && p->v[at + 1].letters == 1)))
			at += is_initial(p, at + 1) ? 1 : tok_mark(p, at + 2, '.') ? 3 : 2;
		if (!point && !single)
			break;
	}
	return at > i ? at : 0;
}

bool name_is_particle(const struct parse *p, size_t i)
{
	return tok_cue(p, i, CUE(PARTICLE)) && tok_word(p, i);
}

/* "StatSoft, Inc.", "R Core Team (2020)": a short word of bodies in small letters that ends what may be the name of one. */
static bool ends_body(const struct parse *p, size_t i)
{
	return tok_cue(p, i, CUE(BODY)) && tok_word(p, i) && !(p->v[i].shape & SHAPE_UPPER) && p->v[i].letters > 2 &&
		   (i + 1 >= p->n || p->v[i + 1].kind == TOK_MARK);
}

size_t name_family(const struct parse *p, size_t i, enum order order)
{
	size_t at = i, words = 0;
	while (at < p->n && at < i + 8) {
		if (tok_mark(p, at, '>') || tok_mark(p, at, '<')) { /* ’t Hof */
			if (!tok_word(p, at + 1) || p->v[at + 1].letters != 1)
				break;
			at += 2;
			continue;
		}
		if (words && name_is_particle(p, at) && tok_mark(p, at + 1, ',') && !(p->v[at].shape & SHAPE_CAPITAL)) {
			at++; /* "Linde von, A." */
			break;
		}
		if (name_is_particle(p, at) && (tok_word(p, at + 1) || tok_mark(p, at + 1, '>')) &&
			!(order == FAMILY_INITIALS && words && is_initial(p, at)) &&
			!((p->v[at].shape & SHAPE_CAPITAL) && is_initial(p, at + 1))) { /* "Lo HY": there it is the name */
			at++;
			continue;
		}
		if (!name_is_word(p, at) || (tok_mark(p, at + 1, '.') && p->v[at].letters < 3 &&
									 (p->v[at].letters == 1 || (order != GIVEN_FAMILY && !words) || name_is_word(p, at + 2))))
			break;
		if (words && (is_initial(p, at) || (order == UPPER_GIVEN && !(p->v[at].shape & SHAPE_UPPER))))
			break;
		if (p->v[at].letters == 1 && !tok_mark(p, at + 1, '>'))
			break;
		if (words && tok_cue(p, at, CUE(AND) | CUE(SUFFIX)))
			break;
		if (words && tok_cue(p, at, CUE(BODY)) && (p->v[at].letters > 4 || (order == GIVEN_FAMILY && ends_body(p, at))))
			return 0; /* an organisation */
		words++;
		at++;
		if (tok_mark(p, at, '-') && !p->v[at].space && name_is_word(p, at + 1) && !p->v[at + 1].space && p->v[at + 1].letters > 1)
			at += 2; /* "Smith–Jones": a dash where a hyphen should be */
		if (words == 4)
			break;
	}
	return words ? at : 0;
}

static size_t suffix(const struct parse *p, size_t i, struct name *n)
{
	size_t at = i + (tok_mark(p, i, ',') ? 1 : 0);
	if (!tok_cue(p, at, CUE(SUFFIX)) || p->v[at].letters == 1)
		return i;
	if (n->given_end == 0 && (p->v[at].shape & SHAPE_UPPER) && p->v[at].letters == 2)
		return i; /* "Crane JR": initials */
	n->suffix = at;
	n->suffix_end = at + 1;
	at = p->v[at].until;
	return at + (tok_mark(p, at, '.') ? 1 : 0);
}

/* Full given names: words and initials in between. */
static size_t given_words(const struct parse *p, size_t i)
{
	size_t at = i, words = 0;
	while (words < 4) {
		size_t end = initials(p, at);
		if (end) {
			at = end;
		} else if (name_is_word(p, at) && !(tok_cue(p, at, CUE(AND)) && p->v[at].letters < 4)) {
			at++;
		} else if (words && name_is_particle(p, at) && !(p->v[at].shape & SHAPE_CAPITAL) && !tok_cue(p, at, CUE(AND))) {
			at++;
			continue;
		} else {
			break;
		}
		words++;
	}
	return words ? at : 0;
}

static size_t trailing_particles(const struct parse *p, size_t at)
{
	while (name_is_particle(p, at) && !(p->v[at].shape & SHAPE_CAPITAL) && !tok_cue(p, at, CUE(AND)) &&
		   (name_is_particle(p, at + 1) || (at + 1 < p->n && p->v[at + 1].kind == TOK_MARK)))
		at++;
	return at;
}

static bool family_comma(const struct parse *p, size_t i, struct name *n)
{
	size_t at = name_family(p, i, FAMILY_COMMA);
	if (at == 0)
		return false;
	n->family = i;
	n->family_end = at;
	bool whole = at > i + 1 && !name_is_particle(p, i) && !name_is_particle(p, at - 1) && !name_is_particle(p, i + 1);
	for (size_t k = i; k < at && k < i + 4; k++)
		if (p->v[k].letters <= 2 && (p->v[k].shape & SHAPE_UPPER) && k > i)
			return false; /* "Anton DI Linde," */
	at = suffix(p, at, n);
	if (!tok_mark(p, at, ',') || ends_body(p, at + 1))
		return false;
	n->given = at + 1;
	size_t end = initials(p, at + 1);
	n->initials = end > 0;
	if (end && name_is_word(p, end) && !is_initial(p, end) && p->v[end].space && !tok_cue(p, end, CUE(SUFFIX) | CUE(AND)) &&
		end + 1 < p->n && p->v[end + 1].kind == TOK_MARK && p->v[end + 1].c && strchr(",;/&(", p->v[end + 1].c))
		end = 0; /* "Smith, J. Edgar," */
	if (end == 0)
		end = given_words(p, at + 1);
	if (end == 0)
		return false;
	if (whole && !n->initials && end > at + 2)
		return false; /* "Paula Ostrow, Anton Linde": two whole names */
	end = trailing_particles(p, end);
	n->given_end = end;
	n->end = suffix(p, end, n);
	return true;
}

static bool family_initials(const struct parse *p, size_t i, struct name *n)
{
	size_t at = name_family(p, i, FAMILY_INITIALS);
	if (at == 0)
		return false;
	n->family = i;
	n->family_end = at;
	at = suffix(p, at, n);
	if (tok_mark(p, at, ','))
		return false;
	size_t end = initials(p, at);
	if (end == 0)
		return false;
	n->initials = true;
	n->given = at;
	n->given_end = end;
	n->end = suffix(p, trailing_particles(p, end), n);
	return true;
}

/* John A. van der Berg: the family begins at the first particle, else it is the last word. */
static bool full_given_family(const struct parse *p, size_t i, struct name *n)
{
	size_t at = i, last = i, words = 0, particle = 0;
	while (words < 5) {
		size_t end;
		if (words && name_is_particle(p, at) && !(p->v[at].shape & SHAPE_CAPITAL) && tok_word(p, at + 1)) {
			particle = particle ? particle : at;
			at++;
			continue;
		}
		if (words && (end = initials(p, at)) > 0 && !particle && end > at + 1) {
			at = end;
			continue;
		}
		if (!name_is_word(p, at) || (tok_cue(p, at, CUE(FUNCTION) | CUE(AND) | CUE(SUFFIX)) && !name_is_particle(p, at)))
			break;
		if (tok_cue(p, at, CUE(BODY)) && (p->v[at].letters > 3 || ends_body(p, at)))
			return false; /* an organisation */
		last = at++;
		words++;
	}
	if (words < 2 || last + 1 != at || p->v[last].letters < 2 || ((p->v[last].shape & SHAPE_UPPER) && p->v[last].letters < 3))
		return false;
	n->family = particle ? particle : last;
	n->family_end = at;
	n->given = i;
	n->given_end = n->family;
	n->initials = false;
	n->end = suffix(p, at, n);
	return true;
}

/* "J. Night Work Med. 01": the short form of a journal, not a name. */
static bool is_short_form(const struct parse *p, size_t last)
{
	return tok_cue(p, last, CUE(ABBREVIATION)) && tok_mark(p, last + 1, '.') && last + 2 < p->n && p->v[last + 2].kind == TOK_NUMBER;
}

static bool given_family(const struct parse *p, size_t i, struct name *n)
{
	size_t at = initials(p, i);
	if (at == 0 || !(tok_mark(p, at - 1, '.') || p->v[i].letters <= 2))
		return full_given_family(p, i, n);
	size_t end = name_family(p, at, GIVEN_FAMILY);
	if (end == 0 || is_short_form(p, end - 1))
		return false;
	n->initials = true;
	n->given = i;
	n->given_end = at;
	n->family = at;
	n->family_end = end;
	n->end = suffix(p, end, n);
	return true;
}

static bool upper_given(const struct parse *p, size_t i, struct name *n)
{
	size_t at = name_family(p, i, UPPER_GIVEN);
	if (at == 0 || !(p->v[at - 1].shape & SHAPE_UPPER) || p->v[at - 1].letters < 2)
		return false;
	n->family = i;
	n->family_end = at;
	n->given = at + (tok_mark(p, at, ',') ? 1 : 0);
	if (!name_is_word(p, n->given) || (p->v[n->given].shape & SHAPE_UPPER))
		return false;
	if (n->given == at && p->v[at - 1].letters <= 4 && at == i + 1 && !tok_mark(p, at + 1, ','))
		return false; /* "NWO Europe" */
	n->given_end = given_words(p, n->given);
	n->initials = false;
	n->end = n->given_end;
	return n->given_end > 0;
}

bool name_read(const struct parse *p, size_t i, enum order order, struct name *n)
{
	*n = (struct name){0};
	switch (order) {
	case FAMILY_COMMA:
		return family_comma(p, i, n);
	case FAMILY_INITIALS:
		return family_initials(p, i, n);
	case GIVEN_FAMILY:
		return given_family(p, i, n);
	case UPPER_GIVEN:
		return upper_given(p, i, n);
	default:
		return false;
	}
}
