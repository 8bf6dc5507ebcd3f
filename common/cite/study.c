/* Studies without citation ("A recent study published in …") and attributions ("Studies have shown"), from their noun outwards. */
#include "cite/cite_internal.h"

enum {
	LEFT_WORDS = 9,   /* between determiner and noun */
	RIGHT_WORDS = 16, /* between noun and verb */
	WIDER_WORDS = 3,  /* of a noun phrase that no row knows */
	SOURCE_WORDS = 14 /* of the name of a journal or institution */
};

/* Letters, digits and all bytes beyond ASCII. */
#define ROW8(b, v) [b] = v, [(b) + 1] = v, [(b) + 2] = v, [(b) + 3] = v, [(b) + 4] = v, [(b) + 5] = v, [(b) + 6] = v, [(b) + 7] = v
static const unsigned char in_word[256] = {
	ROW8('0', 1),  ['8'] = 1,     ['9'] = 1,     ROW8('A', 1),  ROW8('I', 1),  ROW8('Q', 1),  ['Y'] = 1,     ['Z'] = 1,
	ROW8('a', 1),  ROW8('i', 1),  ROW8('q', 1),  ['y'] = 1,     ['z'] = 1,     ROW8(0x80, 1), ROW8(0x88, 1), ROW8(0x90, 1),
	ROW8(0x98, 1), ROW8(0xA0, 1), ROW8(0xA8, 1), ROW8(0xB0, 1), ROW8(0xB8, 1), ROW8(0xC0, 1), ROW8(0xC8, 1), ROW8(0xD0, 1),
	ROW8(0xD8, 1), ROW8(0xE0, 1), ROW8(0xE8, 1), ROW8(0xF0, 1), ROW8(0xF8, 1),
};
#undef ROW8

struct noun {
	size_t start, end;
	size_t row;
	enum cite_class class;
};

/* The noun that begins at i, if one does. */
static bool noun_at(const struct cite_scan *s, size_t i, struct noun *n)
{
	struct span t = s->t;
	if (i > 1 && t.p[i - 1] == '-' && text_is_alpha(t.p[i - 2]))
		return false;
	size_t row = 0, other = 0;
	struct cite_range w;
	bool any = !cite_word_at(t, i, &w) || (w.end < t.n && t.p[w.end] == '.'); /* points can stand in a phrase's first word */
	size_t study =
		any || cite_opens(s->rules, CLASS_STUDY, cite_words(t, w)) ? cite_phrase_at(s->rules, CLASS_STUDY, t, i, &row) : SIZE_MAX;
	size_t evidence =
		any || cite_opens(s->rules, CLASS_EVIDENCE, cite_words(t, w)) ? cite_phrase_at(s->rules, CLASS_EVIDENCE, t, i, &other) : SIZE_MAX;
	if (study == SIZE_MAX && evidence == SIZE_MAX)
		return false;
	bool one = evidence == SIZE_MAX || (study != SIZE_MAX && study > evidence);
	*n = one ? (struct noun){i, study, row, CLASS_STUDY} : (struct noun){i, evidence, other, CLASS_EVIDENCE};
	return true;
}

/* The next study or evidence noun at or after *at. Two tight loops, over blanks and over letters; the bitmap over first letters passes
 * by most words. */
static bool next_noun(const struct cite_scan *s, size_t *at, struct noun *n)
{
	struct span t = s->t;
	size_t i = *at;
	while (i < t.n) {
		while (i < t.n && !in_word[(unsigned char)t.p[i]])
			i++;
		if (i + 3 <= t.n && cite_head_possible(s->rules, t.p + i, t.n - i) && noun_at(s, i, n)) {
			*at = n->end;
			return true;
		}
		while (i < t.n && in_word[(unsigned char)t.p[i]])
			i++;
	}
	return false;
}

static bool is_word(const struct cite_scan *s, enum cite_class c, struct cite_range w)
{
	return cite_is(s->rules, c, cite_words(s->t, w));
}

/* --- to the right --- */

static bool ends_clause(struct span t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (t.p[i] == ';' || t.p[i] == ':' || t.p[i] == '.' || t.p[i] == '(' || t.p[i] == '?')
			return true;
	return false;
}

/* Is there a word that says "is a source" to the right of `at`, before the clause ends? `near`: at once, or behind an auxiliary;
 * `finite`: one that tells a result ("found"), not a purpose ("comparing"). */
static bool verb_after(const struct cite_scan *s, size_t at, bool near, bool finite)
{
	struct span t = s->t;
	size_t p = at;
	for (int k = 0; k < (near ? 5 : RIGHT_WORDS) && p < t.n; k++) {
		size_t q = p;
		struct cite_range w;
		while (q < t.n && !cite_word_at(t, q, &w)) {
			size_t n;
			text_decode(t, q, &n);
			q += n;
		}
		if (q >= t.n || ends_clause(t, p, q))
			return false;
		size_t row = cite_row(s->rules, CLASS_VERB, cite_words(t, w));
		if (row != SIZE_MAX && (!finite || cite_design(s->rules, row)))
			return true;
		if (is_word(s, CLASS_WANTED, w) || (near && is_word(s, CLASS_PURPOSE, w)))
			return false;
		p = w.end;
	}
	return false;
}

/* The end of `published in the Journal of Affective Disorders in 2019` that begins at `at`, or `at`. *firm: nothing but a study that
 * came out has such a source. */
static size_t source_end(const struct cite_scan *s, size_t at, bool *firm)
{
	struct span t = s->t;
	size_t p = cite_blank_after(t, at);
	size_t row = 0, e = cite_phrase_at(s->rules, CLASS_SOURCE, t, p, &row);
	*firm = e != SIZE_MAX && cite_design(s->rules, row);
	if (e == SIZE_MAX)
		return at;
	size_t end = at;
	bool name = false;
	for (int k = 0; k < SOURCE_WORDS; k++) {
		struct cite_range w;
		size_t q = cite_blank_after(t, e);
		if (q < t.n && t.p[q] == '&')
			q = cite_blank_after(t, q + 1);
		if (q > e + 1 || q >= t.n || !cite_word_at(t, q, &w))
			break;
		bool upper = cite_upper_at(t, w.start) || text_is_digit(t.p[w.start]);
		if (!upper && !is_word(s, CLASS_INNER, w) && !is_word(s, CLASS_PARTICLE, w) && !is_word(s, CLASS_DETERMINER, w))
			break;
		if (upper) {
			name = true;
			end = w.end;
		}
		e = w.end;
	}
	return name ? end : at;
}

/* --- to the left --- */

/* A number of studies: "two", "14", not a year. */
static bool is_count(const struct cite_scan *s, struct cite_range w)
{
	size_t n = 0, row = cite_row(s->rules, CLASS_BOUND, cite_words(s->t, w));
	if (row != SIZE_MAX && cite_design(s->rules, row))
		return true;
	while (w.start + n < w.end && text_is_digit(s->t.p[w.start + n]))
		n++;
	return n > 0 && n < 4 && w.start + n == w.end;
}

static bool opens_clause(const struct cite_scan *s, size_t start);

/* What stands before a noun of evidence. */
struct left {
	size_t start; /* of the noun phrase */
	bool quality, body, own, wanted;
	bool object; /* a verb stands right before it, or a number of studies that are not the subject */
};

static void read_left(const struct cite_scan *s, size_t at, struct left *l)
{
	struct span t = s->t;
	*l = (struct left){.start = at};
	for (int k = 0; k < LEFT_WORDS; k++) {
		size_t p = cite_blank_before(t, 0, l->start);
		if (p > 0 && t.p[p - 1] == ',' && k > 0)
			p = cite_blank_before(t, 0, p - 1);
		struct cite_range w;
		if (p == 0 || !cite_word_before(t, 0, p, &w))
			return;
		size_t phrase = cite_phrase_before(s->rules, CLASS_WANTED, t, 0, p);
		size_t quality = cite_phrase_before(s->rules, CLASS_QUALITY, t, 0, p);
		if (phrase != SIZE_MAX && (quality == SIZE_MAX || phrase <= quality)) {
			l->wanted = true;
			return;
		}
		if (is_count(s, w)) {
			l->object = !opens_clause(s, w.start);
			l->start = w.start;
			return;
		}
		if (is_word(s, CLASS_OWN, w)) {
			l->own = true;
			return;
		}
		if (quality == SIZE_MAX && l->quality && is_word(s, CLASS_AND, w)) { /* longitudinal and experimental */
			size_t before = cite_blank_before(t, 0, w.start);
			size_t more = cite_phrase_before(s->rules, CLASS_QUALITY, t, 0, before);
			if (more != SIZE_MAX && before - more > 3) {
				l->start = more;
				continue;
			}
		}
		if (quality == SIZE_MAX) {
			l->object = is_word(s, CLASS_VERB, w);
			return;
		}
		size_t row = cite_row(s->rules, CLASS_QUALITY, span_sub(t, quality, p));
		const char *design = row == SIZE_MAX ? NULL : cite_design(s->rules, row);
		l->body = l->body || design != NULL;
		l->quality = l->quality || p - quality > 3; /* more than an article */
		l->start = quality;
	}
}

/* "Johns Hopkins studies", "Convergent evidence": the rest of the noun phrase to the left, where it reaches back to the beginning of its
 * clause; `at` where it does not. */
static size_t widen(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	size_t start = at;
	for (int k = 0; k <= WIDER_WORDS; k++) {
		size_t p = cite_blank_before(t, 0, start);
		struct cite_range w;
		if (p == 0 || !cite_word_before(t, 0, p, &w) || is_word(s, CLASS_OPENS, w) || is_word(s, CLASS_AND, w))
			return start;
		if (is_word(s, CLASS_INNER, w) || is_word(s, CLASS_BOUND, w) || is_word(s, CLASS_VERB, w) || is_word(s, CLASS_OWN, w) ||
			is_word(s, CLASS_WANTED, w) || is_word(s, CLASS_DETERMINER, w) || is_count(s, w))
			return at;
		start = w.start;
	}
	return at;
}

/* "on children of survivors" behind the noun, up to the verb: its end, or `at`. */
static size_t complement_end(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	size_t end = at, p = at, before = at;
	int bound = -RIGHT_WORDS; /* the last auxiliary or preposition; `before` it the complement ended */
	for (int k = 0; k < RIGHT_WORDS; k++) {
		size_t q = cite_blank_after(t, p);
		struct cite_range w;
		if (q >= t.n || !cite_word_at(t, q, &w) || is_word(s, CLASS_WANTED, w) ||
			(k && is_word(s, CLASS_OPENS, w) && !is_word(s, CLASS_INNER, w)))
			return at;
		if (cite_row(s->rules, CLASS_VERB, cite_words(t, w)) != SIZE_MAX)
			return k - bound <= 2 ? before : end; /* "has long shown" */
		if (is_word(s, CLASS_BOUND, w) && k - bound > 1) {
			before = end;
			bound = k;
		}
		bool small = is_word(s, CLASS_INNER, w) || is_word(s, CLASS_SOURCE, w) || is_word(s, CLASS_BOUND, w);
		if (k == 0 &&
			((!is_word(s, CLASS_INNER, w) && !is_word(s, CLASS_SOURCE, w)) || is_word(s, CLASS_PURPOSE, w) || is_word(s, CLASS_AND, w)))
			return at;
		if (!small || is_word(s, CLASS_QUALITY, w))
			end = w.end;
		p = w.end;
	}
	return at;
}

/* Back from a study noun to its determiner: its start, or SIZE_MAX. *own where the study is the article's own or a known one. */
static size_t determiner_before(const struct cite_scan *s, size_t at, bool *own)
{
	struct span t = s->t;
	size_t start = at, names = 0; /* words with a capital, from the left one on */
	*own = false;
	for (int k = 0; k < LEFT_WORDS; k++) {
		size_t p = cite_blank_before(t, 0, start);
		if (p > 0 && t.p[p - 1] == ',' && k > 0)
			p = cite_blank_before(t, 0, p - 1);
		if (p > 0 && t.p[p - 1] == ')') { /* (1944-45) */
			size_t open = p - 1;
			while (open > 0 && p - open < 16 && t.p[open] != '(')
				open--;
			p = t.p[open] == '(' ? cite_blank_before(t, 0, open) : p;
		}
		struct cite_range w;
		if (p == 0 || !cite_word_before(t, 0, p, &w))
			return SIZE_MAX;
		size_t row = cite_row(s->rules, CLASS_DETERMINER, cite_words(t, w));
		if (row != SIZE_MAX) {
			size_t q = cite_blank_before(t, 0, w.start);
			struct cite_range article; /* "The same study" */
			return cite_design(s->rules, row) && cite_word_before(t, 0, q, &article) ? article.start : w.start;
		}
		if (is_word(s, CLASS_OWN, w)) {
			*own = true;
			return SIZE_MAX;
		}
		if (names > 1 && is_word(s, CLASS_INNER, w) && is_word(s, CLASS_QUALITY, w))
			return w.start; /* "The Dutch Hunger Winter study" */
		if (is_word(s, CLASS_INNER, w) && !is_word(s, CLASS_AND, w))
			return SIZE_MAX;
		names = cite_upper_at(t, w.start) ? names + 1 : 0;
		if (is_word(s, CLASS_VERB, w) && !is_word(s, CLASS_QUALITY, w))
			return SIZE_MAX;
		start = w.start;
	}
	return SIZE_MAX;
}

/* "We", "our": the sentence tells of the article's own work. */
static bool tells_own(const struct cite_scan *s)
{
	struct span t = s->t;
	for (size_t i = 0; i < t.n;) {
		struct cite_range w;
		if (!cite_word_at(t, i, &w)) {
			size_t n;
			text_decode(t, i, &n);
			i += n;
			continue;
		}
		size_t row = cite_row(s->rules, CLASS_OWN, cite_words(t, w));
		if (row != SIZE_MAX && cite_design(s->rules, row)) /* design: speaker */
			return true;
		i = w.end;
	}
	return false;
}

/* Does the noun phrase that begins at `start` begin its clause, so that what follows is said by it? "This is a trial that …" does not. */
static bool opens_clause(const struct cite_scan *s, size_t start)
{
	struct span t = s->t;
	size_t p = cite_blank_before(t, 0, start);
	struct cite_range w;
	if (p == 0 || !cite_word_before(t, 0, p, &w))
		return true;
	return is_word(s, CLASS_OPENS, w);
}

/* --- what is found --- */

static void add_mention(struct cite_scan *s, enum cite_form form, size_t start, size_t end, const struct noun *n)
{
	struct cite c = {
		.form = form,
		.start = (uint32_t)start,
		.own = (uint32_t)start,
		.end = (uint32_t)end,
		.study_type = cite_design(s->rules, n->row),
		.line = cite_line(s->rules, n->row),
	};
	if (form == CITE_ATTRIBUTION) {
		c.study_type = NULL;
		struct cite *last = s->out->cites.n ? &s->out->cites.v[s->out->cites.n - 1] : NULL;
		if (last && last->form == CITE_ATTRIBUTION && c.start <= last->start && last->end > c.start)
			s->out->cites.n--; /* "years of science" in "years of science and research" */
		else if (last && (last->form == CITE_ATTRIBUTION || last->form == CITE_STUDY) && c.start < last->end)
			return; /* "research" in "evidence from meditation research" */
	} else if (s->out->cites.n && s->out->cites.v[s->out->cites.n - 1].form == CITE_STUDY &&
			   s->out->cites.v[s->out->cites.n - 1].start == c.start) {
		s->out->cites.n--; /* "A systematic review" in "A systematic review and meta-analysis" */
	}
	list_push(&s->out->cites, c);
}

/* What is asked again and again of one sentence, for nouns from left to right. */
struct memory {
	size_t others, next; /* citations of other forms, the first of the list; the first of them behind the last noun */
	size_t stop;         /* the first mark behind that noun that ends a clause */
	bool told, own;      /* tells_own() was asked; what it said */
};

/* The first citation of another form at or after `at`; m->others where there is none. They are in order of their starts. */
static size_t citation_after(const struct cite_scan *s, struct memory *m, size_t at)
{
	while (m->next < m->others && s->out->cites.v[m->next].start < at)
		m->next++;
	return m->next;
}

/* As ends_clause(), for bounds `from` that grow. */
static bool stops_before(const struct cite_scan *s, struct memory *m, size_t from, size_t to)
{
	if (m->stop < from)
		m->stop = from;
	while (m->stop < to && !ends_clause(s->t, m->stop, m->stop + 1))
		m->stop++;
	return m->stop < to;
}

static bool is_told_by_authors(const struct cite_scan *s, struct memory *m)
{
	if (!m->told)
		m->own = tells_own(s);
	m->told = true;
	return m->own;
}

/* Is the noun of evidence what a source is said by? */
static bool is_shown(const struct cite_scan *s, const struct noun *n, const struct left *l)
{
	struct span t = s->t;
	struct cite_range next, w;
	size_t p = cite_blank_after(t, n->end);
	bool has_next = cite_word_at(t, p, &next);
	bool goes_on = has_next && !is_word(s, CLASS_PURPOSE, next) &&
				   (is_word(s, CLASS_INNER, next) || is_word(s, CLASS_VERB, next) || is_word(s, CLASS_SOURCE, next) ||
					cite_phrase_at(s->rules, CLASS_SOURCE, t, p, NULL) != SIZE_MAX);
	if (p < t.n && t.p[p] == ',') { /* "In controlled trials, naps helped": no subject */
		size_t q = cite_blank_before(t, 0, l->start);
		if (cite_word_before(t, 0, q, &w) && is_word(s, CLASS_INNER, w) && !is_word(s, CLASS_AND, w))
			return false;
	}
	return verb_after(s, n->end, true, false) || (goes_on && verb_after(s, n->end, false, false));
}

static void read_evidence(struct cite_scan *s, struct memory *m, const struct noun *n)
{
	struct span t = s->t;
	struct left l;
	read_left(s, n->start, &l);
	if (l.own || l.wanted || (n->end < t.n && t.p[n->end] == '-'))
		return;
	const char *design = cite_design(s->rules, n->row);
	bool weak = design != NULL, verb = weak && strcmp(design, "verb") == 0; /* "Work with your doctor" */
	size_t wide = l.object ? l.start : widen(s, l.start), end = complement_end(s, n->end);
	if (weak && !l.quality && !(!verb && end > n->end && opens_clause(s, wide) && !is_told_by_authors(s, m)))
		return;
	bool shown = is_shown(s, n, &l) && (!l.object || l.body);
	size_t q = cite_blank_before(t, 0, l.start);
	bool supported = cite_phrase_before(s->rules, CLASS_SUPPORT, t, 0, q) != SIZE_MAX && !(weak && is_told_by_authors(s, m));
	if (shown && !l.object)
		add_mention(s, CITE_ATTRIBUTION, wide, opens_clause(s, wide) ? end : n->end, n);
	else if (shown || supported || (l.body && !weak && !l.object))
		add_mention(s, CITE_ATTRIBUTION, l.start, n->end, n);
}

/* A design is said of the citation that follows: "A pilot study by Dore et al. (2020)". */
static void give_design(struct cite_scan *s, struct memory *m, struct cite *c, const struct noun *n, bool one)
{
	const char *design = cite_design(s->rules, n->row);
	struct span between = span_sub(s->t, n->end, c->start);
	if (design == NULL || c->study_type || stops_before(s, m, n->end, c->start - (c->form == CITE_PARENTHETICAL)))
		return;
	if (c->form == CITE_NARRATIVE ? between.n <= 40 : one)
		c->study_type = design;
}

static void read_study(struct cite_scan *s, struct memory *m, const struct noun *n)
{
	struct span t = s->t;
	bool own;
	size_t start = determiner_before(s, n->start, &own);
	size_t c = citation_after(s, m, n->end);
	if (c < m->others && !own) {
		give_design(s, m, &s->out->cites.v[c], n, start != SIZE_MAX);
		return;
	}
	if (start == SIZE_MAX)
		return;
	bool firm;
	size_t end = source_end(s, n->end, &firm);
	struct cite_range next;
	size_t p = cite_blank_after(t, n->end);
	bool head = p >= t.n || !cite_word_at(t, p, &next) || is_word(s, CLASS_INNER, next) || is_word(s, CLASS_VERB, next) ||
				is_word(s, CLASS_QUALITY, next) || cite_phrase_at(s->rules, CLASS_SOURCE, t, p, NULL) != SIZE_MAX;
	bool source = firm && end > n->end;
	if ((source || (head && opens_clause(s, start) && verb_after(s, n->end, false, true))) && !is_told_by_authors(s, m))
		add_mention(s, CITE_STUDY, start, end, n);
}

void cite_studies(struct cite_scan *s)
{
	size_t at = 0;
	struct memory m = {.others = s->out->cites.n};
	struct noun n;
	while (next_noun(s, &at, &n)) {
		if (n.class == CLASS_EVIDENCE)
			read_evidence(s, &m, &n);
		else
			read_study(s, &m, &n);
	}
}
