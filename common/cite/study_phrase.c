/* The noun phrase around the noun of a study or of evidence, and its clause: walks to the right and to the left. */
#include "cite/study_phrase.h"

enum {
	LEFT_WORDS = 9,    /* between determiner and noun */
	RIGHT_WORDS = 16,  /* between noun and verb */
	WIDER_WORDS = 3,   /* of a noun phrase that no row knows */
	SOURCE_WORDS = 14, /* of the name of a journal or institution */
	SOURCES = 3,       /* of one study */
	GLUED = 40         /* bytes of a word that lost its blank */
};

bool study_is_word(const struct cite_scan *s, enum cite_class c, struct cite_range w)
{
	return cite_is(s->rules, c, cite_words(s->t, w));
}

/* --- to the right --- */

/* "More research is needed"; but "more" in "more than 200 people" is a part of a longer phrase and asks for nothing. */
static bool is_wanted(const struct cite_scan *s, struct cite_range w)
{
	size_t phrase = study_is_word(s, CLASS_WANTED, w) ? cite_phrase_at(s->rules, CLASS_BOUND, s->t, w.start, NULL) : 0;
	return phrase == SIZE_MAX || phrase == w.end;
}

bool study_ends_clause(struct span t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (t.p[i] == ';' || t.p[i] == ':' || t.p[i] == '.' || t.p[i] == '(' || t.p[i] == '?')
			return true;
	return false;
}

/* Behind "(MRI)", the short form of what stands before it; `at` where none begins there. */
static size_t after_acronym(struct span t, size_t at)
{
	enum { LETTERS = 8 };
	size_t p = cite_blank_after(t, at), q = p + 1;
	if (p >= t.n || t.p[p] != '(')
		return at;
	while (q < t.n && q <= p + LETTERS && (text_is_alpha(t.p[q]) || t.p[q] == '-'))
		q++;
	return q > p + 2 && q < t.n && t.p[q] == ')' && text_is_upper(t.p[p + 1]) && text_is_upper(t.p[p + 2]) ? q + 1 : at;
}

bool study_verb_after(const struct cite_scan *s, size_t at, bool near, enum study_verb kind)
{
	struct span t = s->t;
	size_t p = at;
	for (int k = 0; k < (near ? 5 : RIGHT_WORDS) && p < t.n; k++) {
		struct cite_range w;
		size_t q = p = after_acronym(t, p);
		while (q < t.n && !cite_word_at(t, q, &w)) {
			size_t n;
			text_decode(t, q, &n);
			q += n;
		}
		if (q >= t.n || study_ends_clause(t, p, q))
			return false;
		size_t row = cite_row(s->rules, CLASS_VERB, cite_words(t, w));
		const char *design = row == SIZE_MAX ? NULL : cite_design(s->rules, row);
		bool finite = design != NULL && strcmp(design, "finite") == 0;
		if (row != SIZE_MAX && (finite || kind == STUDY_ANY || (kind == STUDY_CLAIM && design == NULL)))
			return true;
		if (is_wanted(s, w) || (near && study_is_word(s, CLASS_PURPOSE, w)))
			return false;
		p = w.end;
	}
	return false;
}

/* The end of one source, or `at`. */
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
		if (!upper && !study_is_word(s, CLASS_INNER, w) && !study_is_word(s, CLASS_PARTICLE, w) && !study_is_word(s, CLASS_DETERMINER, w))
			break;
		if (upper) {
			name = true;
			end = w.end;
		}
		e = w.end;
	}
	return name ? end : at;
}

size_t study_source_end(const struct cite_scan *s, size_t at, bool *firm)
{
	size_t end = source_end(s, at, firm);
	for (int k = 1; k < SOURCES && end > at; k++) { /* from Lund University, published in Sleep Care */
		bool more;
		size_t p = end < s->t.n && s->t.p[end] == ',' ? end + 1 : end, next = source_end(s, p, &more);
		if (next == p)
			break;
		*firm = *firm || more;
		end = next;
	}
	return end;
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

/* "They know that research helps": a word that opens a clause and stands neither at the head of one nor behind a preposition. */
static bool is_conjunction(const struct cite_scan *s, struct cite_range w)
{
	struct cite_range before;
	size_t p = cite_blank_before(s->t, 0, w.start);
	return study_is_word(s, CLASS_OPENS, w) && !study_opens_clause(s, w.start) && cite_word_before(s->t, 0, p, &before) &&
		   !study_is_word(s, CLASS_INNER, before);
}

void study_left(const struct cite_scan *s, size_t at, struct study_left *l)
{
	struct span t = s->t;
	*l = (struct study_left){.start = at};
	for (int k = 0; k < LEFT_WORDS; k++) {
		size_t p = cite_blank_before(t, 0, l->start);
		bool comma = p > 0 && t.p[p - 1] == ',';
		if (comma)
			p = cite_blank_before(t, 0, p - 1);
		struct cite_range w;
		if (p == 0 || !cite_word_before(t, 0, p, &w))
			return;
		size_t phrase = cite_phrase_before(s->rules, CLASS_WANTED, t, 0, p);
		size_t quality = cite_phrase_before(s->rules, CLASS_QUALITY, t, 0, p);
		if (comma && k == 0 && (quality == SIZE_MAX || p - quality <= 3)) /* "randomized, controlled trials"; else another clause */
			return;
		if (phrase != SIZE_MAX && (quality == SIZE_MAX || phrase <= quality)) {
			l->wanted = true;
			return;
		}
		if (is_count(s, w)) {
			l->object = !study_opens_clause(s, w.start);
			l->start = w.start;
			return;
		}
		if (study_is_word(s, CLASS_OWN, w)) {
			l->own = !is_conjunction(s, w);
			return;
		}
		if (quality == SIZE_MAX && l->quality && study_is_word(s, CLASS_AND, w)) { /* longitudinal and experimental */
			size_t before = cite_blank_before(t, 0, w.start);
			size_t more = cite_phrase_before(s->rules, CLASS_QUALITY, t, 0, before);
			if (more != SIZE_MAX && before - more > 3) {
				l->start = more;
				continue;
			}
		}
		if (quality == SIZE_MAX) {
			l->object = study_is_word(s, CLASS_VERB, w);
			return;
		}
		size_t row = cite_row(s->rules, CLASS_QUALITY, span_sub(t, quality, p));
		const char *design = row == SIZE_MAX ? NULL : cite_design(s->rules, row);
		l->body = l->body || design != NULL;
		l->quality = l->quality || p - quality > 3; /* more than an article */
		l->start = quality;
	}
}

/* Does a quotation begin right before `at`? */
static bool quote_before(struct span t, size_t at)
{
	return (at >= 1 && t.p[at - 1] == '"') || (at >= 3 && memcmp(t.p + at - 3, "\xe2\x80\x9c", 3) == 0) ||
		   (at >= 3 && memcmp(t.p + at - 3, "\xe2\x80\x98", 3) == 0);
}

size_t study_widen(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	size_t start = at;
	for (int k = 0; k <= WIDER_WORDS; k++) {
		size_t p = cite_blank_before(t, 0, start);
		struct cite_range w;
		if (p == 0 || quote_before(t, p) || !cite_word_before(t, 0, p, &w) || study_is_word(s, CLASS_OPENS, w) ||
			study_is_word(s, CLASS_AND, w))
			return start;
		if (study_is_word(s, CLASS_INNER, w) || study_is_word(s, CLASS_BOUND, w) || study_is_word(s, CLASS_VERB, w) ||
			study_is_word(s, CLASS_OWN, w) || study_is_word(s, CLASS_WANTED, w) || study_is_word(s, CLASS_DETERMINER, w) || is_count(s, w))
			return at;
		start = w.start;
	}
	return at;
}

size_t study_complement_end(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	size_t end = at, p = at, before = at;
	int bound = -RIGHT_WORDS; /* the last auxiliary or preposition; `before` it the complement ended */
	for (int k = 0; k < RIGHT_WORDS; k++) {
		size_t q = cite_blank_after(t, p);
		struct cite_range w;
		if (q >= t.n || !cite_word_at(t, q, &w) || is_wanted(s, w) ||
			(k && study_is_word(s, CLASS_OPENS, w) && !study_is_word(s, CLASS_INNER, w)))
			return at;
		if (cite_row(s->rules, CLASS_VERB, cite_words(t, w)) != SIZE_MAX)
			return k - bound <= 2 ? before : end; /* "has long shown" */
		if (study_is_word(s, CLASS_BOUND, w) && k - bound > 1) {
			before = end;
			bound = k;
		}
		size_t phrase = k == 0 && study_is_word(s, CLASS_PURPOSE, w) ? cite_phrase_at(s->rules, CLASS_SOURCE, t, q, NULL) : SIZE_MAX;
		if (phrase != SIZE_MAX) { /* "research to date" */
			end = p = phrase;
			continue;
		}
		bool small = study_is_word(s, CLASS_INNER, w) || study_is_word(s, CLASS_SOURCE, w) || study_is_word(s, CLASS_BOUND, w) ||
					 study_is_word(s, CLASS_DETERMINER, w);
		if (k == 0 && ((!study_is_word(s, CLASS_INNER, w) && !study_is_word(s, CLASS_SOURCE, w)) || study_is_word(s, CLASS_PURPOSE, w) ||
					   study_is_word(s, CLASS_AND, w)))
			return at;
		if (!small || study_is_word(s, CLASS_QUALITY, w))
			end = w.end;
		p = w.end;
	}
	return at;
}

static bool is_year(struct span word)
{
	return word.n == 4 && (memcmp(word.p, "19", 2) == 0 || memcmp(word.p, "20", 2) == 0) && text_is_digit(word.p[2]) &&
		   text_is_digit(word.p[3]);
}

/* "A2015", "Asmall": a determiner that lost its blank. Where its other part begins, or 0. */
static uint32_t glued_determiner(const struct cite_scan *s, struct cite_range w)
{
	for (uint32_t cut = w.start + 1; cut + 3 < w.end && w.end - w.start <= GLUED; cut++) {
		struct cite_range head = {w.start, cut}, tail = {cut, w.end};
		if (study_is_word(s, CLASS_DETERMINER, head) && (is_year(cite_words(s->t, tail)) || study_is_word(s, CLASS_QUALITY, tail)))
			return cut;
	}
	return 0;
}

size_t study_glued_end(const struct cite_scan *s, size_t at, enum cite_class c, size_t *row)
{
	struct cite_range w;
	if (!cite_word_at(s->t, at, &w) || w.end - w.start > GLUED)
		return SIZE_MAX;
	for (uint32_t cut = w.start + 5; cut + 2 <= w.end; cut++) {
		struct cite_range head = {w.start, cut}, tail = {cut, w.end};
		if (!cite_opens(s->rules, c, cite_words(s->t, head)) ||
			(!study_is_word(s, CLASS_INNER, tail) && !study_is_word(s, CLASS_VERB, tail)))
			continue;
		*row = cite_row(s->rules, c, cite_words(s->t, head));
		if (*row != SIZE_MAX)
			return cut;
	}
	return SIZE_MAX;
}

size_t study_determiner_before(const struct cite_scan *s, size_t at, bool *own, bool *dated)
{
	struct span t = s->t;
	size_t start = at, names = 0; /* words with a capital, from the left one on */
	*own = *dated = false;
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
		uint32_t cut = glued_determiner(s, w);
		*dated = *dated || is_year(span_sub(t, cut ? cut : w.start, w.end));
		if (cut)
			return w.start;
		if (study_is_word(s, CLASS_OWN, w)) {
			*own = true;
			return SIZE_MAX;
		}
		if (names > 1 && study_is_word(s, CLASS_INNER, w) && study_is_word(s, CLASS_QUALITY, w))
			return w.start; /* "The Dutch Hunger Winter study" */
		if (study_is_word(s, CLASS_INNER, w) && !study_is_word(s, CLASS_AND, w))
			return SIZE_MAX;
		names = cite_upper_at(t, w.start) ? names + 1 : 0;
		if (study_is_word(s, CLASS_VERB, w) && !study_is_word(s, CLASS_QUALITY, w))
			return SIZE_MAX;
		start = w.start;
	}
	return SIZE_MAX;
}

bool study_tells_own(const struct cite_scan *s)
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

bool study_opens_clause(const struct cite_scan *s, size_t start)
{
	struct span t = s->t;
	size_t p = cite_blank_before(t, 0, start);
	struct cite_range w;
	if (p == 0 || quote_before(t, p) || !cite_word_before(t, 0, p, &w))
		return true;
	return study_is_word(s, CLASS_OPENS, w);
}
