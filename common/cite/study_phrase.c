/* What stands behind the noun of a study or of evidence: its complement, its source, its verb. */
#include "cite/study_phrase.h"

enum {
	RIGHT_WORDS = 16,  /* between noun and verb */
	ASIDE_WORDS = 20,  /* of an aside between noun and verb */
	SOURCE_WORDS = 14, /* of the name of a journal or institution */
	SOURCES = 3        /* of one study */
};

bool study_is_word(const struct cite_scan *s, enum cite_class c, struct cite_range w)
{
	return cite_is(s->rules, c, cite_words(s->t, w));
}

bool study_is_year(struct span word)
{
	return word.n == 4 && (memcmp(word.p, "19", 2) == 0 || memcmp(word.p, "20", 2) == 0) && text_is_digit(word.p[2]) &&
		   text_is_digit(word.p[3]);
}

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

/* Behind "(MRI)", "(558 adults)" or "(n = 558)", which say what stands before them; `at` where none begins there. "(2019 b)" and "(12)"
 * lead to a list. */
static size_t after_bracket(struct span t, size_t at)
{
	enum { LETTERS = 8, COUNTED = 40 };
	size_t p = cite_blank_after(t, at), q = p + 1;
	if (p + 3 >= t.n || t.p[p] != '(')
		return at;
	bool number = (t.p[q] == 'n' || t.p[q] == 'N') && (t.p[q + 1] == ' ' || t.p[q + 1] == '=');
	while (q < t.n && (text_is_digit(t.p[q]) || t.p[q] == ','))
		q++;
	number = number || (q > p + 1 && q + 1 < t.n && t.p[q] == ' ' && text_is_alpha(t.p[q + 1]) && !study_is_year(span_sub(t, p + 1, q)));
	if (number) {
		while (q < t.n && q <= p + COUNTED && t.p[q] != ')' && t.p[q] != '(')
			q++;
		return q < t.n && t.p[q] == ')' ? q + 1 : at;
	}
	q = p + 1;
	while (q < t.n && q <= p + LETTERS && (text_is_alpha(t.p[q]) || t.p[q] == '-'))
		q++;
	return q > p + 2 && q < t.n && t.p[q] == ')' && text_is_upper(t.p[p + 1]) && text_is_upper(t.p[p + 2]) ? q + 1 : at;
}

bool study_is_bound(const struct cite_scan *s, struct cite_range w, const char *design)
{
	size_t row = cite_row(s->rules, CLASS_BOUND, cite_words(s->t, w));
	const char *is = row == SIZE_MAX ? NULL : cite_design(s->rules, row);
	return is != NULL && strcmp(is, design) == 0;
}

bool study_verb_after(const struct cite_scan *s, size_t at, bool near, enum study_verb kind)
{
	struct span t = s->t;
	size_t p = at;
	int copula = -RIGHT_WORDS; /* the last one */
	bool comma = false;        /* "the literature on naps, it is clear" */
	for (int k = 0; k < (near ? 5 : RIGHT_WORDS) && p < t.n; k++) {
		struct cite_range w;
		size_t q = p = after_bracket(t, p);
		while (q < t.n && !cite_word_at(t, q, &w)) {
			size_t n;
			text_decode(t, q, &n);
			q += n;
		}
		if (q >= t.n || study_ends_clause(t, p, q) || memchr(t.p + p, ')', q - p) ||
			(k == 0 && t.p[p] == ',' && study_is_word(s, CLASS_AND, w))) /* "He taught science, and his pupils found it fun" */
			return false;
		size_t row = SIZE_MAX;
		const char *design = cite_phrase_at(s->rules, CLASS_VERB, t, w.start, &row) == SIZE_MAX ? NULL : cite_design(s->rules, row);
		bool finite = design != NULL && strcmp(design, "finite") == 0;
		copula = study_is_bound(s, w, "copula") ? k : copula;
		comma = comma || t.p[p] == ',';
		if (kind == STUDY_ANY && !comma && k - copula <= 2 && (!near || copula == 0) && study_is_word(s, CLASS_STATE, w))
			return true; /* but "the research design was mixed" */
		if (row != SIZE_MAX && (finite || kind == STUDY_ANY || kind == STUDY_TOLD || (kind == STUDY_CLAIM && design == NULL)))
			return true;
		if (is_wanted(s, w) || (near && study_is_word(s, CLASS_PURPOSE, w)))
			return false;
		p = w.end;
	}
	return false;
}

bool study_verb_behind_aside(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	size_t p = at;
	if (at >= t.n || t.p[at] != ',')
		return false;
	for (int k = 0; k < ASIDE_WORDS; k++) {
		struct cite_range w;
		p = cite_blank_after(t, p + (t.p[p] == ','));
		if (p >= t.n || !cite_word_at(t, p, &w))
			return false;
		if (k && t.p[p - 2] == ',' && t.p[p - 1] == ' ') {
			struct cite_range verb = w;
			if ((study_is_bound(s, w, "auxiliary") || study_is_bound(s, w, "copula")) &&
				!cite_word_at(t, cite_blank_after(t, w.end), &verb))
				return false;
			size_t row = cite_row(s->rules, CLASS_VERB, cite_words(t, verb));
			const char *design = row == SIZE_MAX ? NULL : cite_design(s->rules, row);
			if (row != SIZE_MAX && (design == NULL || strcmp(design, "finite") == 0))
				return true;
		}
		p = w.end;
		if (p >= t.n)
			return false;
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

size_t study_complement_end(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	size_t end = at, p = at, before = at;
	int bound = -RIGHT_WORDS; /* the last auxiliary or preposition; `before` it the complement ended */
	for (int k = 0; k < RIGHT_WORDS; k++) {
		size_t q = cite_blank_after(t, after_bracket(t, p));
		struct cite_range w;
		if (q >= t.n || !cite_word_at(t, q, &w) || is_wanted(s, w) ||
			(k && study_is_word(s, CLASS_OPENS, w) && !study_is_word(s, CLASS_INNER, w)))
			return at;
		if (cite_phrase_at(s->rules, CLASS_VERB, t, q, NULL) != SIZE_MAX || (k - bound <= 2 && study_is_word(s, CLASS_STATE, w)))
			return k - bound <= 2 ? before : end; /* "has long shown" */
		if (k && study_is_word(s, CLASS_BOUND, w) && k - bound > 1) {
			before = end;
			bound = k;
		}
		bool open = study_is_word(s, CLASS_INNER, w) || study_is_word(s, CLASS_SOURCE, w);
		size_t phrase =
			k == 0 && (!open || study_is_word(s, CLASS_PURPOSE, w)) ? cite_phrase_at(s->rules, CLASS_SOURCE, t, q, NULL) : SIZE_MAX;
		if (phrase != SIZE_MAX) { /* "research to date" */
			end = p = phrase;
			continue;
		}
		bool small = study_is_word(s, CLASS_INNER, w) || study_is_word(s, CLASS_SOURCE, w) || study_is_word(s, CLASS_BOUND, w) ||
					 study_is_word(s, CLASS_DETERMINER, w);
		if (k == 0 && (!open || study_is_word(s, CLASS_PURPOSE, w) || study_is_word(s, CLASS_AND, w)))
			return at;
		if (!small || study_is_word(s, CLASS_QUALITY, w))
			end = w.end;
		p = w.end;
	}
	return at;
}
