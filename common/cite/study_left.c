/* What stands before the noun of a study or of evidence: its phrase, its determiner, how its clause begins. */
#include "cite/study_phrase.h"

enum {
	LEFT_WORDS = 9,  /* between determiner and noun */
	WIDER_WORDS = 3, /* of a noun phrase that no row knows */
	SCENE_WORDS = 8, /* between noun and comma */
	GLUED = 40,      /* bytes of a word that lost its blank */
	HEAD_LEAST = 5,  /* … of its first part, where that is a noun */
	ARTICLE = 3,     /* … of the longest article; a longer phrase says something of the noun */
	DATES = 16       /* … of a bracket with years: "(1944-45)" */
};

/* A number of studies: "two", "14", not a year. */
static bool is_count(const struct cite_scan *s, struct cite_range w)
{
	size_t n = 0;
	if (study_is_bound(s, w, "count"))
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
		if (comma && k == 0 && (quality == SIZE_MAX || p - quality <= ARTICLE)) /* "randomized, controlled trials"; else another clause */
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
			if (more != SIZE_MAX && before - more > ARTICLE) {
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
		l->quality = l->quality || p - quality > ARTICLE;
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

/* "A2015", "Asmall": a determiner that lost its blank. Where its other part begins, or 0. */
static uint32_t glued_determiner(const struct cite_scan *s, struct cite_range w)
{
	for (uint32_t cut = w.start + 1; cut + 3 < w.end && w.end - w.start <= GLUED; cut++) {
		struct cite_range head = {w.start, cut}, tail = {cut, w.end};
		if (study_is_word(s, CLASS_DETERMINER, head) && (study_is_year(cite_words(s->t, tail)) || study_is_word(s, CLASS_QUALITY, tail)))
			return cut;
	}
	return 0;
}

size_t study_glued_end(const struct cite_scan *s, size_t at, enum cite_class c, size_t *row)
{
	struct cite_range w;
	if (!cite_word_at(s->t, at, &w) || w.end - w.start > GLUED)
		return SIZE_MAX;
	for (uint32_t cut = w.start + HEAD_LEAST; cut + 2 <= w.end; cut++) {
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
			while (open > 0 && p - open < DATES && t.p[open] != '(')
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
		*dated = *dated || study_is_year(span_sub(t, cut ? cut : w.start, w.end));
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

/* The comma behind the noun that ends at `at`, or behind "of nurses" there; SIZE_MAX where none comes before a verb. */
static size_t comma_behind(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	for (int k = 0; k < SCENE_WORDS && at < t.n && t.p[at] != ','; k++) {
		struct cite_range w;
		size_t p = cite_blank_after(t, at);
		if (p == at || p >= t.n || !cite_word_at(t, p, &w) ||
			(k == 0 && (!study_is_word(s, CLASS_INNER, w) || study_is_word(s, CLASS_AND, w))) || study_is_word(s, CLASS_VERB, w) ||
			study_is_bound(s, w, "copula") || study_is_bound(s, w, "auxiliary"))
			return SIZE_MAX;
		at = w.end;
	}
	return at < t.n && t.p[at] == ',' ? at : SIZE_MAX;
}

size_t study_scene_end(const struct cite_scan *s, size_t start, size_t end, bool one)
{
	struct span t = s->t;
	struct cite_range w, before;
	size_t p = cite_blank_before(t, 0, start);
	if (!cite_word_before(t, 0, p, &w))
		return SIZE_MAX;
	size_t phrase = cite_phrase_at(s->rules, CLASS_SCENE, t, w.start, NULL);
	if (phrase == SIZE_MAX || (one && phrase == w.end))
		return SIZE_MAX;
	p = cite_blank_before(t, 0, w.start);
	if (p > 0 && (one || t.p[p - 1] != ',') && !(cite_word_before(t, 0, p, &before) && study_is_word(s, CLASS_OPENS, before)))
		return SIZE_MAX;
	/* "in studies of Moreno et al, naps helped" is a citation; study.c looks for one behind a single study */
	return one ? comma_behind(s, end) : end < t.n && t.p[end] == ',' ? end : SIZE_MAX;
}

bool study_is_joined(const struct cite_scan *s, size_t from, size_t to)
{
	struct cite_range w;
	size_t p = cite_blank_after(s->t, from);
	return cite_word_at(s->t, p, &w) && study_is_word(s, CLASS_AND, w) && study_is_word(s, CLASS_INNER, w) &&
		   cite_blank_after(s->t, w.end) == to;
}
