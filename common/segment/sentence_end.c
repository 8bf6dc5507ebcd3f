#include "segment/sentence_parts.h"

/* Inside a bracket that opened in mid-sentence and is closed soon: no sentence ends there. */
bool sentence_enclosed(struct splitter *x, size_t from, unsigned shuts)
{
	if (x->depth <= shuts || x->led)
		return false;
	if (x->shut == 0) {
		size_t depth = x->depth, to = x->s.n - from > CLOSE_REACH ? from + CLOSE_REACH : x->s.n;
		for (size_t i = from; i < to && x->shut == 0; i++) {
			unsigned e = sentence_events[(unsigned char)x->s.p[i]];
			if (e == EV_OPEN)
				depth++;
			else if (e == EV_CLOSE && --depth == 0)
				x->shut = i;
		}
	}
	if (x->shut == 0)
		x->depth = 0;
	return x->depth > 0;
}

/* ---- decisions ---- */

/* A label or number such as stands behind "Fig.": 2, IV, A, S1. */
static bool labels(const struct splitter *x, struct start b)
{
	if (b.letter == AT_DIGIT || b.bracket)
		return true;
	if (sentence_one_letter(x, b.word))
		return true;
	bool digit = false, roman = true;
	for (size_t i = b.word.from; i < b.word.to; i++) {
		digit = digit || text_is_digit(x->s.p[i]);
		roman = roman && strchr("IVXLC", x->s.p[i]) != NULL;
	}
	return digit || roman;
}

static bool starter(struct start b)
{
	return (b.quote && !b.bracket) || (b.word.classes & ABBREV_STARTER) != 0;
}

/* After a single letter: initial of a name, or the letter of "vitamin C." */
static bool ends_after_letter(const struct splitter *x, struct word w, struct start b)
{
	if (b.letter == AT_LOWER)
		return false;
	if (w.from == x->start || x->item.to == w.to + 1)
		return false; /* A. The first assumption */
	struct word left = sentence_word_left(x, w);
	bool small = left.to > left.from && sentence_letter_at(x->s, left.from) == AT_LOWER;
	unsigned classes = abbrev_classes(x->abbrev, span_sub(x->s, left.from, left.to));
	struct word first = sentence_word_left(x, left); /* "panels A and B." */
	bool pair = small && sentence_one_letter(x, first) && first.from > x->start && sentence_letter_at(x->s, first.from) == AT_UPPER;
	bool label = (classes & ABBREV_LABEL) || pair || (small && abbrev_label_ending(x->abbrev, span_sub(x->s, left.from, left.to)));
	bool pronoun = b.word.to == b.word.from + 1 && starter(b) && (b.word.to >= x->s.n || x->s.p[b.word.to] != '.');
	if (b.letter == AT_DIGIT || (sentence_one_letter(x, b.word) && !pronoun))
		return label && b.letter == AT_UPPER && starter(b);
	return label || starter(b);
}

/* The writer has no use for capitals. */
static bool small_style(const struct splitter *x)
{
	return sentence_letter_at(x->s, x->start) == AT_LOWER;
}

/* The sentence so far is a short phrase such as "At 5 a.m." or "In 44 B.C." */
static bool opens_with_time(const struct splitter *x, struct word w)
{
	struct word first = sentence_word_at(x, x->start);
	return (first.classes & ABBREV_OPENING) && w.from - x->start < 40;
}

/* The next word is an abbreviation, too, and no title: "12 Vet. App. 22", "Pub. L. No. 7". */
static bool chains(const struct splitter *x, struct start b)
{
	struct word w = b.word;
	if (w.to >= x->s.n || x->s.p[w.to] != '.' || w.classes & ABBREV_TITLE)
		return false;
	return w.classes & ABBREV_STOPPED || sentence_one_letter(x, w);
}

static bool ends_after_abbreviation(const struct splitter *x, struct word w, struct start b)
{
	unsigned k = w.classes;
	struct word left = sentence_word_left(x, w);
	bool counted = left.to > left.from && sentence_letter_before(x->s, left.to) == AT_DIGIT;
	counted = counted || (w.from > 0 && sentence_letter_before(x->s, w.from) == AT_DIGIT);
	if (k & ABBREV_UNIT && counted)
		return (b.letter == AT_UPPER && !chains(x, b)) || b.letter == AT_UNCASED;
	if ((k & ABBREV_STOPPED) == ABBREV_UNIT) {
		if (k & ABBREV_WORD)
			return b.letter == AT_UPPER || (b.letter == AT_LOWER && small_style(x));
		return b.letter == AT_UPPER && (starter(b) || (!sentence_one_letter(x, w) && !chains(x, b)));
	}
	if (b.letter == AT_LOWER)
		return (k & ABBREV_WORD) && (b.shaped || small_style(x));
	if (k & (ABBREV_TITLE | ABBREV_LATIN))
		return false;
	if (k & ABBREV_REFERENCE)
		return !labels(x, b) && ((k & ABBREV_WORD) || starter(b));
	if (b.letter == AT_DIGIT || (b.bracket && !(k & (ABBREV_ENDING | ABBREV_WORD))))
		return false;
	if (k & ABBREV_TIME)
		return b.letter != AT_UPPER || (starter(b) && !(b.word.classes & ABBREV_TITLE)) ||
			   !((b.word.classes & ABBREV_DAY) || opens_with_time(x, w));
	if (k & (ABBREV_OPEN | ABBREV_WORD) &&
		(chains(x, b) || (b.word.to > b.word.from + 1 && text_is_digit(x->s.p[b.word.to - 1]) && labels(x, b))))
		return false; /* "12 Vet. App. 22", "144 Cong. Rec. S3021" */
	if (k & (ABBREV_ENDING | ABBREV_WORD))
		return true;
	return b.letter == AT_UNCASED || starter(b);
}

/* `?` or `!` before a small letter: "Stop! he cried", "Yahoo! in", "(really!) works" go on. */
static bool ends_asking(const struct splitter *x, const struct stop *t, struct start b)
{
	if (t->quoted || t->shuts || b.bracket)
		return false;
	if (small_style(x) || b.shaped)
		return true;
	if (t->from == x->start || x->s.p[t->from - 1] == ' ')
		return false;
	struct word w = sentence_word_before(x, t->from), first = sentence_word_at(x, x->start),
				after = sentence_word_at(x, sentence_skip_blanks(x->s, b.word.to));
	if (w.from != x->start && w.from != first.from && sentence_letter_at(x->s, w.from) == AT_UPPER)
		return false;
	return !(after.classes & ABBREV_SAYING);
}

/* Before a small letter: informal writing, names like mTOR, else only after an everyday word. */
static bool ends_before_small(const struct splitter *x, const struct stop *t, struct word w, struct start b)
{
	if (t->asks)
		return ends_asking(x, t, b);
	if (t->dots > 1)
		return false;
	if (t->quoted || t->shuts)
		return b.shaped && !t->quoted;
	if (w.to == w.from) { /* behind a bracket or a sign */
		unsigned char c = t->from > x->start ? (unsigned char)x->s.p[t->from - 1] : ' ';
		return c == ')' || c == ']' || c == '%';
	}
	if (b.bracket && x->s.p[b.at - 1] == '[')
		return false;
	if (b.shaped || small_style(x) || (w.acronym && b.bracket))
		return true;
	return !sentence_numeric(x, w) && (sentence_letter_at(x->s, w.from) == AT_LOWER || w.to - w.from > 4);
}

/* Something that is neither letter nor digit follows. */
static bool ends_before_sign(const struct splitter *x, const struct stop *t, struct word w, struct start b)
{
	char c = x->s.p[b.at];
	bool plain = t->dots == 1 && !t->asks && w.to > w.from;
	if (plain && ((w.classes & ABBREV_STOPPED && !(w.classes & ABBREV_UNIT)) || sentence_one_letter(x, w) || sentence_dotted(x, w)))
		return false;
	if (c == ')' && b.bracket)
		return true;
	return !sentence_mark_at(x->s, b.at) && strchr(",;:)]}%/=<>&", c) == NULL;
}

/* The point belongs to a marker: `1.` or `1.)` at the start, `2).` in the list, `2.1.` of a heading, `Figure 3.` of a caption. */
static bool marks_item(const struct splitter *x, const struct stop *t, struct word w)
{
	if (x->item.form && t->from >= x->item.from && t->from < x->item.to)
		return true;
	if (t->from > x->start + 1 && x->s.p[t->from - 1] == ')') {
		struct word n = sentence_word_before(x, t->from - 1);
		if (sentence_numeric(x, n) && n.to - n.from <= 2 && n.from > x->start + 1 && x->s.p[n.from - 1] == ' ' &&
			strchr(":;", x->s.p[n.from - 2]) != NULL)
			return true;
	}
	if (w.to == w.from || !text_is_digit(x->s.p[w.from]) || !sentence_numeric(x, w))
		return false;
	if (w.from == x->start)
		return w.to - w.from < 8;
	struct word left = sentence_word_left(x, w);
	if (left.from == x->start && left.to > left.from && left.classes & ABBREV_LABEL && sentence_letter_at(x->s, left.from) == AT_UPPER)
		return true;
	return w.to - w.from <= 2 && left.from == left.to && w.from > x->start + 1 && x->s.p[w.from - 1] == ' ' && x->s.p[w.from - 2] == ':';
}

/* A word of a run of abbreviations that the table does not have: "J. Affect. Disord. in 2019". */
static bool shortened(const struct splitter *x, struct word w, struct start b)
{
	struct span s = x->s;
	if (w.from < x->start + 3 || s.p[w.from - 1] != ' ' || s.p[w.from - 2] != '.' || sentence_letter_at(s, w.from) != AT_UPPER)
		return false;
	if (b.letter != AT_UPPER)
		return b.letter == AT_LOWER && !b.shaped;
	size_t to = b.word.to, after = to < s.n && s.p[to] == '.' ? sentence_skip_blanks(s, to + 1) : to;
	enum letter next = after > to + 1 ? sentence_letter_at(s, after) : AT_END;
	return (next == AT_LOWER || next == AT_DIGIT) && !(b.word.classes & ABBREV_TITLE);
}

static bool stopless(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (sentence_events[(unsigned char)s.p[i]] == EV_STOP)
			return false;
	return true;
}

bool sentence_ends(struct splitter *x, const struct stop *t)
{
	struct start b = sentence_read_start(x, t->next);
	struct word w = sentence_word_before(x, t->from);
	bool plain = t->dots == 1 && !t->asks && w.to > w.from; /* one point behind a word */
	if (t->from == x->start || (t->dots == 1 && marks_item(x, t, w)))
		return false;
	if (t->split)
		return true;
	if (sentence_enclosed(x, t->from, t->shuts))
		return false;
	if (b.letter == AT_END)
		return false;
	if (b.letter == AT_SYMBOL)
		return ends_before_sign(x, t, w, b);
	if (t->dots == 3 && !t->asks && t->to > t->from + 3 && x->s.p[t->from - 1] == ' ')
		return false; /* the thing is . . . I know */
	if (t->quoted && x->s.n - b.at < 12 && b.letter == AT_UPPER && stopless(span_sub(x->s, b.at, x->s.n)) &&
		text_is_digit(x->s.p[x->s.n - 1]))
		return false; /* who said it, in a study: “…” P12 */
	if (b.dash && b.letter == AT_UPPER && x->s.n - b.at < 40 && stopless(span_sub(x->s, b.at, x->s.n)))
		return false; /* who said it: “…” – Ann Miller */
	if (plain && b.word.classes & ABBREV_MONTH && sentence_numeric(x, w) && w.to - w.from <= 2)
		return false; /* am 13. März */
	if (plain && w.classes & ABBREV_STOPPED)
		return ends_after_abbreviation(x, w, b) && (t->shuts == 0 || x->led || x->depth == 0 || starter(b));
	if (plain && sentence_one_letter(x, w))
		return ends_after_letter(x, w, b);
	if (plain && shortened(x, w, b))
		return false;
	if (plain && sentence_dotted(x, w))
		return b.letter == AT_UPPER && starter(b);
	if (t->asks && w.classes & ABBREV_MARK && b.letter != AT_END && t->to == t->from + 1)
		return starter(b);
	if (b.letter == AT_LOWER)
		return ends_before_small(x, t, w, b);
	if (b.letter == AT_DIGIT)
		return !(b.bracket && (t->asks || (plain && sentence_numeric(x, w)))) && t->dots < 5;
	return true;
}

/* No blank behind the stop: "end.Next" is a boundary, "p50.c-Rel", "Node.js" and addresses are none. */
bool sentence_ends_glued(const struct splitter *x, const struct stop *t)
{
	struct span s = x->s;
	size_t i = t->end;
	if (i + 1 >= s.n || sentence_letter_at(s, i) != AT_UPPER)
		return false;
	struct word next = sentence_word_at(x, i), w = sentence_word_before(x, t->from);
	enum letter before = sentence_letter_before(s, t->from);
	bool opens = (next.classes & ABBREV_STARTER) && (next.to == i + 1 || sentence_letter_at(s, i + 1) == AT_LOWER);
	if (sentence_letter_at(s, i + 1) != AT_LOWER && !opens)
		return false;
	if (t->dots > 1)
		return opens && before == AT_LOWER;
	if (!t->asks && !t->shuts) {
		bool shut = t->from > x->start && sentence_events[(unsigned char)s.p[t->from - 1]] == EV_CLOSE;
		if (!shut && !(before == AT_LOWER && w.to - w.from > 1) &&
			!(opens && (before == AT_DIGIT || sentence_is_letter(before)) && w.to - w.from > 2))
			return false;
		if (w.classes & ABBREV_STOPPED && !(w.classes & ABBREV_WORD))
			return false;
	}
	if (memchr(s.p + w.from, '.', w.to - w.from) != NULL || (next.to < s.n && s.p[next.to] == '.' && !sentence_blank_at(s, next.to + 1)))
		return false;
	for (size_t k = w.from; k > x->start && w.from - k < CHUNK_REACH && s.p[k - 1] != ' '; k--)
		if (s.p[k - 1] == '/' || s.p[k - 1] == '@' || s.p[k - 1] == ':' || s.p[k - 1] == '_')
			return false;
	for (size_t k = i; k < s.n && k - i < CHUNK_REACH && s.p[k] != ' '; k++)
		if (s.p[k] == '/' || s.p[k] == '@' || s.p[k] == '_')
			return false;
	return true;
}
