/* Studies without citation ("A recent study published in …") and attributions ("Studies have shown"), from their noun outwards. */
#include "cite/study_phrase.h"

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
	if (study == SIZE_MAX && evidence == SIZE_MAX && (study = study_glued_end(s, i, CLASS_STUDY, &row)) == SIZE_MAX &&
		(evidence = study_glued_end(s, i, CLASS_EVIDENCE, &other)) == SIZE_MAX)
		return false;
	bool own, dated, one = evidence == SIZE_MAX || (study != SIZE_MAX && study > evidence);
	if (!one && study == evidence) /* "a case series" is one, "several case series" are evidence */
		one = study_determiner_before(s, i, &own, &dated) != SIZE_MAX;
	*n = one ? (struct noun){i, study, row, CLASS_STUDY} : (struct noun){i, evidence, other, CLASS_EVIDENCE};
	return true;
}

/* The bytes of a quotation mark or dash at i, which are letters to in_word; else 0. */
static inline size_t sign_at(struct span t, size_t i)
{
	return i + 3 <= t.n && (unsigned char)t.p[i] == 0xe2 && (unsigned char)t.p[i + 1] == 0x80 ? 3 : 0;
}

/* The next study or evidence noun at or after *at. Two tight loops, over blanks and over letters; the bitmap over first letters passes
 * by most words. */
static bool next_noun(const struct cite_scan *s, size_t *at, struct noun *n)
{
	struct span t = s->t;
	size_t i = *at;
	while (i < t.n) {
		while (i < t.n && (!in_word[(unsigned char)t.p[i]] || sign_at(t, i)))
			i += in_word[(unsigned char)t.p[i]] ? 3 : 1;
		if (i + 3 <= t.n && cite_head_possible(s->rules, t.p + i, t.n - i) && noun_at(s, i, n)) {
			*at = n->end;
			return true;
		}
		while (i < t.n && in_word[(unsigned char)t.p[i]] && !sign_at(t, i))
			i++;
	}
	return false;
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
		if (last && last->form == CITE_ATTRIBUTION && study_is_joined(s, last->end, start)) { /* "Reviews and meta-analyses" */
			last->end = c.end;
			return;
		}
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
	bool told, own;      /* study_tells_own() was asked; what it said */
	size_t given;        /* the end of the last noun that gave a citation its design */
};

/* The first citation of another form at or after `at`; m->others where there is none. They are in order of their starts. */
static size_t citation_after(const struct cite_scan *s, struct memory *m, size_t at)
{
	while (m->next < m->others && s->out->cites.v[m->next].start < at)
		m->next++;
	return m->next;
}

/* As study_ends_clause(), for bounds `from` that grow. */
static bool stops_before(const struct cite_scan *s, struct memory *m, size_t from, size_t to)
{
	if (m->stop < from)
		m->stop = from;
	while (m->stop < to && !study_ends_clause(s->t, m->stop, m->stop + 1))
		m->stop++;
	return m->stop < to;
}

static bool is_told_by_authors(const struct cite_scan *s, struct memory *m)
{
	if (!m->told)
		m->own = study_tells_own(s);
	m->told = true;
	return m->own;
}

/* Is the noun of evidence what a source is said by? */
static bool is_shown(const struct cite_scan *s, const struct noun *n, const struct study_left *l, bool weak)
{
	struct span t = s->t;
	struct cite_range next, w;
	size_t p = cite_blank_after(t, n->end);
	bool has_next = cite_word_at(t, p, &next);
	bool goes_on =
		has_next &&
		(cite_phrase_at(s->rules, CLASS_SOURCE, t, p, NULL) != SIZE_MAX ||
		 (!study_is_word(s, CLASS_PURPOSE, next) && (study_is_word(s, CLASS_INNER, next) || study_is_word(s, CLASS_VERB, next))));
	if (p < t.n && t.p[p] == ',') { /* "In controlled trials, naps helped": no subject */
		size_t q = cite_blank_before(t, 0, l->start);
		if (cite_word_before(t, 0, q, &w) && study_is_word(s, CLASS_INNER, w) && !study_is_word(s, CLASS_AND, w))
			return false;
	}
	bool object = !study_opens_clause(s, study_widen(s, l->start)); /* "she leads a number of trials exploring naps" */
	enum study_verb near = object ? STUDY_CLAIM : weak && !l->quality ? STUDY_TOLD : STUDY_ANY, far = object ? STUDY_FINITE : near;
	return study_verb_after(s, n->end, true, near) || (!object && study_verb_behind_aside(s, n->end)) ||
		   (goes_on && study_verb_after(s, n->end, false, far));
}

static void read_evidence(struct cite_scan *s, struct memory *m, const struct noun *n)
{
	struct span t = s->t;
	struct study_left l;
	study_left(s, n->start, &l);
	if (l.own || l.wanted || (n->end < t.n && t.p[n->end] == '-'))
		return;
	const char *design = cite_design(s->rules, n->row);
	bool people = design != NULL && strcmp(design, "people") == 0;
	bool weak = design != NULL && !people, verb = weak && strcmp(design, "verb") == 0; /* "Work with your doctor" */
	size_t wide = l.object ? l.start : study_widen(s, l.start), end = study_complement_end(s, n->end);
	if (weak && !l.quality && !(!verb && end > n->end && study_opens_clause(s, wide) && !is_told_by_authors(s, m)))
		return;
	bool shown = is_shown(s, n, &l, weak) && (!l.object || l.body);
	size_t q = cite_blank_before(t, 0, l.start);
	bool supported = cite_phrase_before(s->rules, CLASS_SUPPORT, t, 0, q) != SIZE_MAX && !(weak && is_told_by_authors(s, m));
	bool many = t.p[n->end - 1] == 's'; /* "In research, ethics count" */
	size_t scene = !people && !weak && (l.quality || many) ? study_scene_end(s, l.start, n->end, false) : SIZE_MAX;
	if (shown && !l.object)
		add_mention(s, CITE_ATTRIBUTION, wide, study_opens_clause(s, wide) ? end : n->end, n);
	else if (scene != SIZE_MAX && !is_told_by_authors(s, m))
		add_mention(s, CITE_ATTRIBUTION, l.start, scene, n);
	else if (shown || supported || (l.body && !weak && !l.object))
		add_mention(s, CITE_ATTRIBUTION, l.start, n->end, n);
}

/* Does nothing but a preposition part two nouns ("a review of a trial")? Then the first is the head of both. */
static bool is_complement(const struct cite_scan *s, size_t from, size_t to)
{
	struct cite_range w;
	return cite_word_at(s->t, cite_blank_after(s->t, from), &w) && study_is_word(s, CLASS_INNER, w) && !study_is_word(s, CLASS_AND, w) &&
		   cite_blank_after(s->t, w.end) >= to;
}

/* A design is said of the citation that follows ("A pilot study by Dore et al. (2020)"), by the noun nearest to it. `start`: where the
 * noun's phrase begins, SIZE_MAX where it has no determiner. */
static void give_design(struct cite_scan *s, struct memory *m, struct cite *c, const struct noun *n, size_t start)
{
	const char *design = cite_design(s->rules, n->row);
	struct span between = span_sub(s->t, n->end, c->start);
	if (design == NULL || stops_before(s, m, n->end, c->start - (c->form == CITE_PARENTHETICAL)) ||
		(c->study_type && is_complement(s, m->given, start == SIZE_MAX ? n->start : start)))
		return;
	if (c->form == CITE_NARRATIVE ? between.n <= 40 : start != SIZE_MAX) {
		c->study_type = design;
		m->given = n->end;
	}
}

/* "A trial of naps (NCT01234567)": the number under which it is registered stands in a bracket of the clause. */
static bool is_registered(const struct cite_scan *s, size_t at)
{
	enum { REACH = 80 };
	struct span t = s->t;
	struct cite_range w;
	size_t end = at + REACH < t.n ? at + REACH : t.n;
	const char *open = memchr(t.p + at, '(', end - at);
	size_t p = open ? (size_t)(open - t.p) + 1 : t.n, letters = p;
	if (open == NULL || study_ends_clause(t, at, p - 1) || !cite_word_at(t, p, &w))
		return false;
	while (letters < w.end && text_is_alpha(t.p[letters]))
		letters++;
	return w.end > letters + 4 && cite_is(s->rules, CLASS_REGISTRY, span_sub(t, p, letters));
}

static void read_study(struct cite_scan *s, struct memory *m, const struct noun *n)
{
	struct span t = s->t;
	bool own, dated;
	size_t start = study_determiner_before(s, n->start, &own, &dated);
	size_t c = citation_after(s, m, n->end);
	if (c < m->others && !own) {
		give_design(s, m, &s->out->cites.v[c], n, start);
		return;
	}
	if (start == SIZE_MAX)
		return;
	bool firm;
	size_t end = study_source_end(s, n->end, &firm);
	struct cite_range next;
	size_t p = cite_blank_after(t, n->end);
	bool head = p >= t.n || !cite_word_at(t, p, &next) || study_is_word(s, CLASS_INNER, next) || study_is_word(s, CLASS_VERB, next) ||
				study_is_word(s, CLASS_QUALITY, next) || study_is_word(s, CLASS_BOUND, next) || study_is_word(s, CLASS_OPENS, next) ||
				cite_phrase_at(s->rules, CLASS_SOURCE, t, p, NULL) != SIZE_MAX;
	bool source = (firm && end > n->end) || (head && dated);
	size_t q = cite_blank_before(t, 0, start); /* "According to a 2019 review" */
	source = source || (head && cite_phrase_before(s->rules, CLASS_SUPPORT, t, 0, q) != SIZE_MAX) || is_registered(s, n->end);
	size_t scene = study_scene_end(s, start, n->end, true);
	if (scene != SIZE_MAX && end == n->end)
		end = scene;
	else if (end == n->end && study_opens_clause(s, start))
		end = study_complement_end(s, end);
	if ((source || scene != SIZE_MAX || (head && study_opens_clause(s, start) && study_verb_after(s, n->end, false, STUDY_FINITE))) &&
		!is_told_by_authors(s, m))
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
