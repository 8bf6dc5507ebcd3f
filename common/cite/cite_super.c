/* Numbers without brackets: `ketamine.1,2`, `endocannabinoids49`, `¹⁻³`, and `procedure 6.` where text extraction set them apart. */
#include "cite/cite_numeric.h"

/* A digit at `at`, plain or superscript: its value and length, or 0. */
static size_t digit_at(struct span t, size_t at, bool raised, uint32_t *v)
{
	if (raised)
		return text_raised(t, at, v);
	if (at >= t.n || !text_is_digit(t.p[at]))
		return 0;
	*v = (uint32_t)(t.p[at] - '0');
	return 1;
}

static size_t read_raised(struct span t, size_t at, bool raised, uint32_t *v)
{
	size_t p = at, n;
	uint32_t d;
	*v = 0;
	for (int k = 0; (n = digit_at(t, p, raised, &d)) != 0; k++, p += n) {
		if (k == 3 || (k == 0 && d == 0))
			return 0;
		*v = *v * 10 + d;
	}
	return p - at;
}

/* "issue¹²¹", "CYP2D6¹¹⁴": digits that are raised in the text itself belong to no name, but perhaps to a unit of one or two letters
 * (cm²), which a small word (to¹²) is not. */
static bool raised_after_word(const struct cite_scan *s, size_t at)
{
	struct cite_range w;
	size_t letters = 0;
	if (!cite_word_before(s->t, 0, at, &w) || text_is_digit(s->t.p[w.start]))
		return false;
	for (size_t i = w.start; i < w.end; i++)
		letters += !text_is_digit(s->t.p[i]);
	struct span word = cite_words(s->t, w);
	return letters > 2 || (letters == 2 && (cite_is(s->rules, CLASS_INNER, word) || cite_is(s->rules, CLASS_BOUND, word)));
}

/* What stands before glued digits: a word or the stop behind one. */
static bool super_after_word(const struct cite_scan *s, size_t at)
{
	struct cite_range w;
	if (!cite_word_before(s->t, 0, at, &w) || cite_is(s->rules, CLASS_COUNTED, cite_words(s->t, w)))
		return false;
	size_t letters = 0, p = w.end;
	while (p > w.start) { /* the last part of a hyphenated word */
		size_t n;
		uint32_t c = text_decode_before(s->t, p, &n);
		if (c == '-' || c == 0x2010 || c == 0x2011)
			break;
		if (c < 0x80 && text_is_digit((char)c))
			return false;
		p -= n;
		letters++;
	}
	if (letters >= 3 || (letters == 2 && cite_upper_at(s->t, w.start))) /* US5,6; one number alone is weak, see below */
		return true;
	return cite_phrase_before(s->rules, CLASS_ET_AL, s->t, 0, at) != SIZE_MAX; /* et al3 */
}

static bool super_after_stop(const struct cite_scan *s, size_t at)
{
	struct span t = s->t;
	if (at == 0)
		return false;
	char c = t.p[at - 1];
	if (c == ')' || c == ']' || c == '%' || c == '"' || c == '\'' || c == '\x99' || c == '\x9D')
		return true;
	struct cite_range w;
	if (c == '.') /* et al.,38 */
		at--;
	if (!cite_word_before(t, 0, at, &w))
		return false;
	if (text_is_digit(c)) /* "in 2010.15 We" */
		return w.end - w.start == 4 && (memcmp(t.p + w.start, "19", 2) == 0 || memcmp(t.p + w.start, "20", 2) == 0) &&
			   (w.start == 0 || t.p[w.start - 1] == ' ');
	if (cite_word_ends(s, at, CLASS_NUMBERED))
		return false;
	if (w.start > 1 && t.p[w.start - 1] == '/' && text_is_digit(t.p[w.start - 2])) /* 10.1000/abc.2 */
		return false;
	if (w.end - w.start >= 2)
		return true;
	if (text_is_upper(t.p[w.start])) /* vitamin C.15 */
		return w.start > 1 && (t.p[w.start - 1] == '/' || (t.p[w.start - 1] == ' ' && text_is_lower(t.p[w.start - 2])));
	return cite_is(s->rules, CLASS_PREFIX, span_sub(t, w.start < 2 ? 0 : w.start - 2, w.end)); /* e.g.49 */
}

/* `procedure 6.`: a superscript that text extraction set apart. Behind a word or a percentage only, and before a stop (spaced_ends). */
static bool spaced_allowed(const struct cite_scan *s, size_t at)
{
	size_t p = cite_blank_before(s->t, 0, at);
	struct cite_range w;
	if (p == at || p < 4)
		return false;
	if (s->t.p[p - 1] == '%')
		return true;
	return text_is_lower(s->t.p[p - 1]) && cite_word_before(s->t, 0, p, &w) && w.end - w.start >= 4 &&
		   !cite_is(s->rules, CLASS_COUNTED, cite_words(s->t, w)) && !cite_is(s->rules, CLASS_NUMBERED, cite_words(s->t, w));
}

static bool spaced_ends(struct span t, size_t at)
{
	return at < t.n && (t.p[at] == '.' || t.p[at] == ',' || t.p[at] == ';') && (at + 1 == t.n || text_is_space(t.p[at + 1]));
}

/* "18(10–12)" ends at `at`: volume and issue, so that pages follow. */
static bool ends_issue(struct span t, size_t at)
{
	enum { ISSUE_LONGEST = 24 };
	size_t open = at;
	if (at < 4 || t.p[at - 1] != ')')
		return false;
	while (open > 1 && at - open < ISSUE_LONGEST && t.p[open - 1] != '(')
		open--;
	return t.p[open - 1] == '(' && open > 1 && text_is_digit(t.p[open - 2]);
}

static bool super_allowed(const struct cite_scan *s, size_t at, bool raised)
{
	size_t n;
	if (at == 0)
		return false;
	uint32_t c = text_decode_before(s->t, at, &n);
	if (c == ':' && ends_issue(s->t, at - n))
		return false;
	if (c == '.' || c == ',' || c == ';' || c == ':' || c == '?' || c == '!')
		return super_after_stop(s, at - n);
	if (c == ')' || c == ']' || c == '"' || c == '\'' || c == 0x2019 || c == 0x201D || c == '%')
		return true;
	if (raised && raised_after_word(s, at))
		return true;
	return cite_letter_before(s->t, at) && super_after_word(s, at);
}

/* What may stand behind a superscript. */
static bool super_ends(struct span t, size_t at)
{
	if (at >= t.n)
		return true;
	char c = t.p[at], next = at + 1 < t.n ? t.p[at + 1] : ' ';
	if (c == '.' || c == ',' || c == ':')
		return !text_is_digit(next);
	if (text_is_space(c))
		return next != '%';
	if (c == ';' || c == ')' || c == ']' || c == '?' || c == '!' || c == '"' || c == '\'')
		return true;
	if (c == '\xC2')
		return next == '\xA0';
	if (c == '\xE2') /* quotes, em dash */
		return next == '\x80' && at + 2 < t.n && (unsigned char)t.p[at + 2] >= 0x94;
	return false;
}

/* The next number of a glued list: the place of its first digit, or 0. */
static size_t super_next(struct span t, size_t at, bool raised, bool *dash)
{
	*dash = false;
	size_t n = cite_dash_at(t, at);
	if (n == 0 && raised && at + 2 < t.n && memcmp(t.p + at, "\xE2\x81\xBB", 3) == 0)
		n = 3; /* superscript minus */
	if (n) {
		*dash = true;
		return at + n;
	}
	if (at >= t.n || t.p[at] != ',')
		return 0;
	return cite_blank_after(t, at + 1);
}

bool cite_super_at(struct cite_scan *s, size_t at, bool raised, struct cite_group *g)
{
	struct span t = s->t;
	size_t from = s->out->numbers.n, n, end;
	uint32_t v, last;
	bool spaced = !raised && spaced_allowed(s, at);
	if ((!spaced && !super_allowed(s, at, raised)) || (n = read_raised(t, at, raised, &last)) == 0 || !numbers_add(s, from, last))
		return numbers_drop(s, from);
	end = at + n;
	for (bool ranged = false;;) {
		bool dash;
		size_t p = super_next(t, end, raised, &dash), mark = s->out->numbers.n;
		if (p == 0 || (n = read_raised(t, p, raised, &v)) == 0)
			break;
		bool blank = !dash && p > end + 1, more;
		if (blank && (v <= last || (!super_ends(t, p + n) && super_next(t, p + n, raised, &more) == 0)))
			break; /* "weeks3, 12patients" */
		if (dash ? ranged || !numbers_range(s, from, last, v) : !numbers_add(s, from, v)) {
			s->out->numbers.n = mark;
			break;
		}
		ranged = dash;
		last = v;
		end = p + n;
	}
	if (spaced ? !spaced_ends(t, end) : !super_ends(t, end))
		return numbers_drop(s, from);
	if (!raised && !spaced && t.p[at - 1] == '.' && end < t.n && t.p[end] == '.' &&
		cite_phrase_before(s->rules, CLASS_ET_AL, t, 0, at - 1) == SIZE_MAX)
		return numbers_drop(s, from); /* "they slept.2. They woke": the numbers of sentences */
	*g = (struct cite_group){
		.marker = spaced ? MARKER_SPACED : MARKER_SUPER,
		.start = (uint32_t)at,
		.end = (uint32_t)end,
		.numbers = (uint32_t)from,
		.n = (uint32_t)(s->out->numbers.n - from),
		.raised = raised,
	};
	if (!raised && g->n == 1 && cite_letter_before(t, at)) { /* GLUT4 and CYP2 are names */
		size_t m;
		text_decode_before(t, at, &m);
		g->weak = cite_upper_at(t, at - m);
	}
	struct cite_range w;
	if (g->weak && cite_word_before(t, 0, at, &w)) {
		g->token = cite_hash(span_sub(t, w.start, end));
		if (w.end - w.start < 3 || end - at < 2) /* CO2, SPM8: a capital with one digit is most often a name */
			return numbers_drop(s, from);
	}
	return true;
}
