#include "segment/sentence_parts.h"

/* ---- what follows a stop ---- */

/* The marks from i on, with the blanks of `. . .` and `! ! !` between them. */
static void read_marks(struct span s, size_t i, struct stop *t)
{
	t->from = i;
	for (;;) {
		size_t n = sentence_mark_at(s, i);
		if (n == 0)
			break;
		unsigned char c = (unsigned char)s.p[i];
		t->dots += c == '.' ? 1 : sentence_e280_at(s, i, 0xa6) ? 3 : 0;
		t->asks = t->asks || (c != '.' && !sentence_e280_at(s, i, 0xa6));
		i += n;
		t->to = i;
		if (i + 1 < s.n && s.p[i] == ' ' && sentence_mark_at(s, i + 1) &&
			(s.p[i + 1] != '.' || t->dots > 1 || (i + 3 < s.n && s.p[i + 2] == ' ' && s.p[i + 3] == '.')))
			i++;
	}
}

/* Digits with commas and dashes, as citation marks are printed: 1,2 or 3–5; superscripts count. */
static size_t skip_marks(struct span s, size_t i)
{
	size_t digits = 0, at = i;
	while (at < s.n) {
		unsigned char c = (unsigned char)s.p[at];
		size_t n = 0;
		uint32_t u = c < 0x80 ? c : text_decode(s, at, &n);
		if (text_is_digit((char)c)) {
			if (++digits > 3)
				return i;
			at++;
		} else if (u == 0xb9 || u == 0xb2 || u == 0xb3 || u == 0x2070 || (u >= 0x2074 && u <= 0x2079)) {
			digits = 1;
			at += n;
		} else if (digits && (c == ',' || c == '-' || u == 0x2013)) {
			digits = 0;
			at += n ? n : 1;
		} else {
			break;
		}
	}
	return digits ? at : i;
}

/* `[1]`, `[2,3–5]`, `[^1]` of Markdown at i; 0 where it is something else. */
static size_t skip_reference(struct span s, size_t i)
{
	if (i >= s.n || s.p[i] != '[')
		return 0;
	size_t at = i + 1, digits = 0;
	at += at < s.n && s.p[at] == '^';
	while (at < s.n && at - i < CHUNK_REACH && s.p[at] != ']') {
		unsigned char c = (unsigned char)s.p[at];
		if (text_is_digit((char)c))
			digits++;
		else if (c != ' ' && c != ',' && c != '-' && c != 0xe2 && c != 0x80 && c != 0x93 && c != ';')
			return 0;
		at++;
	}
	return digits && at < s.n && s.p[at] == ']' ? at + 1 : 0;
}

/* Behind what belongs to the stop: closing quotes and brackets, citation marks, a second point. */
static void read_closers(const struct splitter *x, struct stop *t)
{
	struct span s = x->s;
	size_t i = t->to;
	for (;;) {
		size_t n = sentence_quote_at(s, i);
		if (n) {
			t->quoted = true;
		} else if (i < s.n && sentence_events[(unsigned char)s.p[i]] == EV_CLOSE) {
			t->shuts++;
			n = 1;
		} else if (i < s.n && (s.p[i] == '*' || s.p[i] == '_')) {
			n = 1;
		} else if (i > t->to && sentence_mark_at(s, i)) {
			n = sentence_mark_at(s, i);
		} else {
			size_t to = skip_reference(s, i);
			n = to ? to - i : 0;
		}
		if (n == 0 && i + 1 < s.n && s.p[i] == ' ' && sentence_e280_at(s, i + 1, 0x9d)) {
			t->quoted = true; /* `end.’ ”` */
			n = 4;
		}
		if (n == 0)
			break;
		i += n;
	}
	t->end = i;
	/* after a number the digits are decimals, after "PU" they belong to a name */
	enum letter before = sentence_letter_before(s, t->from);
	struct word w = sentence_word_before(x, t->from);
	if (t->dots <= 1 && (before == AT_LOWER || before == AT_UNCASED || before == AT_SYMBOL || (before == AT_UPPER && w.to - w.from > 2)) &&
		(t->end > t->to || !(w.classes & ABBREV_STOPPED) || w.classes & ABBREV_ENDING)) {
		size_t to = skip_marks(s, i);
		enum letter next = sentence_letter_at(s, sentence_skip_blanks(s, to));
		if (to > i && sentence_blank_at(s, to) && (next != AT_LOWER || before == AT_SYMBOL)) {
			size_t more = sentence_skip_blanks(s, to), again = skip_marks(s, more); /* `11 12` */
			t->end = again > more && sentence_blank_at(s, again) && again < s.n ? again : to;
		}
	}
}

/* Length of `:-)`, `;D`, `^_^`, `<3` with blanks on both sides; 0 where there is none. */
static size_t emoticon_at(struct span s, size_t i)
{
	static const char *const faces[] = {"^_^", "^^", "<3", "xD", "XD"};
	size_t n = 0;
	for (size_t k = 0; k < sizeof faces / sizeof faces[0] && n == 0; k++)
		if (span_starts(span_sub(s, i, s.n), faces[k]))
			n = strlen(faces[k]);
	if (n == 0 && i + 1 < s.n && (s.p[i] == ':' || s.p[i] == ';' || s.p[i] == '=')) {
		n = 1u + (s.p[i + 1] == '-' || s.p[i + 1] == '\'' || s.p[i + 1] == 'o');
		size_t mouth = n;
		while (i + n < s.n && n < 8 && memchr(")(DPpO]|/", s.p[i + n], 9) != NULL)
			n++;
		n = n > mouth ? n : 0;
	}
	return n && sentence_blank_at(s, i + n) ? n : 0;
}

/* Emoji and emoticons behind the stop belong to the sentence that ends. */
size_t sentence_skip_emoji(struct span s, size_t i)
{
	for (;;) {
		size_t at = sentence_skip_blanks(s, i), n = at > i && at < s.n ? emoticon_at(s, at) : 0;
		if (n) {
			i = at + n;
			continue;
		}
		if (at + 2 >= s.n || (unsigned char)s.p[at] < 0xe2)
			return i;
		uint32_t u = text_decode(s, at, &n);
		if (!((u >= 0x1f000 && u < 0x20000) || (u >= 0x2600 && u < 0x27c0) || u == 0xfe0f || u == 0x200d))
			return i;
		i = at + n;
	}
}

/* `works.” (Smith 55).`, `works. (Smith, 2019) Next`, `works. (Table 5).`: a citation behind the stop. Its end, or 0. */
static size_t skip_citation(const struct splitter *x, const struct stop *t)
{
	size_t i = sentence_skip_blanks(x->s, t->end), digits = 0, year = 0;
	if (i == t->end || i >= x->s.n || x->s.p[i] != '(')
		return 0;
	if (!t->quoted && sentence_word_before(x, t->from).classes & ABBREV_STOPPED)
		return 0; /* et al. (2004) */
	size_t to = x->s.n - i > 2 * CHUNK_REACH ? i + 2 * CHUNK_REACH : x->s.n;
	size_t from = i;
	for (i++; i < to && x->s.p[i] != ')' && x->s.p[i] != '('; i++) {
		digits = text_is_digit(x->s.p[i]) ? digits + 1 : 0;
		year = digits == 4 ? i : digits > 4 ? 0 : year;
	}
	if (i >= to || x->s.p[i] != ')')
		return 0;
	bool stopped = i + 1 < x->s.n && x->s.p[i + 1] == '.', last = sentence_skip_blanks(x->s, i + 1) == x->s.n;
	if ((stopped || last) && i - from < 24 && text_is_digit(x->s.p[i - 1]) && text_is_alpha(x->s.p[from + 1]))
		return i + 1 + stopped; /* (Table 5), (P6) */
	if ((t->quoted && stopped && text_is_digit(x->s.p[i - 1])) ||
		(year && i - year < 8 && sentence_letter_before(x->s, year - 3) != AT_END))
		return i + 1 + stopped;
	return 0;
}

/* `fee. 8 Yet some`: a number before a word that opens sentences is a mark that lost its place above the line. */
static void skip_number(const struct splitter *x, struct stop *t)
{
	size_t at = sentence_skip_blanks(x->s, t->end), to = skip_marks(x->s, at), next = sentence_skip_blanks(x->s, to);
	bool shut = t->from > x->start && x->s.p[t->from - 1] == ')';
	if (at == t->end || to == at || next == to || sentence_letter_at(x->s, next) != AT_UPPER ||
		(sentence_letter_before(x->s, t->from) != AT_LOWER && !shut))
		return;
	struct word w = sentence_word_at(x, next), before = sentence_word_before(x, t->from);
	if ((w.classes & ABBREV_STARTER) && !(before.classes & ABBREV_STOPPED))
		t->end = to;
}

void sentence_read_stop(const struct splitter *x, size_t i, struct stop *t)
{
	*t = (struct stop){0};
	read_marks(x->s, i, t);
	if (t->dots == 4 && t->to == i + 7 && i > x->start && x->s.p[i - 1] != ' ' && !t->asks &&
		sentence_letter_at(x->s, sentence_skip_blanks(x->s, t->to)) == AT_UPPER)
		*t = (struct stop){.from = i, .to = i + 1, .end = i + 1, .next = i + 2, .dots = 1, .split = true};
	if (t->split)
		return;
	read_closers(x, t);
	t->end = sentence_skip_emoji(x->s, t->end);
	for (;;) { /* `gas. [1][2] [3] It`, `days. [1]. It` */
		size_t to = skip_reference(x->s, sentence_skip_blanks(x->s, t->end));
		if (to == 0 || !(sentence_blank_at(x->s, to) || x->s.p[to] == '[' || sentence_mark_at(x->s, to)))
			break;
		t->end = to + sentence_mark_at(x->s, to);
	}
	size_t cited = skip_citation(x, t);
	if (cited)
		t->end = cited;
	else if (t->end == t->to)
		skip_number(x, t);
	t->next = sentence_skip_blanks(x->s, t->end);
	t->glued = t->next == t->end && t->next < x->s.n;
}

/* U+FFFD, a character that was lost: it says nothing of what begins or ends here. */
static bool lost_at(struct span s, size_t i)
{
	return s.n - i >= 3 && memcmp(s.p + i, "\xef\xbf\xbd", 3) == 0;
}

struct start sentence_read_start(const struct splitter *x, size_t i)
{
	size_t from = i;
	struct start b = {0};
	for (size_t n; i < x->s.n; i += n) {
		unsigned char c = (unsigned char)x->s.p[i];
		n = sentence_quote_at(x->s, i);
		if (n) {
			b.quote = true;
		} else if (c == '(' || c == '[' || c == '{') {
			b.bracket = true;
			n = 1;
		} else if (c == '*' || c == '_' || c == '#' || (c == ' ' && (b.quote || b.dash))) {
			n = 1;
		} else if (c == '-' || sentence_e280_at(x->s, i, 0x93) || sentence_e280_at(x->s, i, 0x94)) {
			b.dash = true;
			n = c == '-' ? 1 : 3;
		} else if ((n = sentence_bullet_at(x->s, i)) > 0) {
			b.dash = true;
		} else if (lost_at(x->s, i)) {
			n = sentence_skip_blanks(x->s, i + 3) - i;
		} else {
			break;
		}
	}
	b.at = i;
	b.letter = sentence_letter_at(x->s, i);
	if (b.letter != AT_SYMBOL && b.letter != AT_END)
		b.word = sentence_word_at(x, i);
	if (b.letter == AT_LOWER) {
		size_t to = b.word.to;
		b.shaped =
			(unsigned char)x->s.p[i] >= 0x80 || (to == i + 1 && to + 1 < x->s.n && x->s.p[to] == '-' && text_is_alpha(x->s.p[to + 1]));
		for (size_t k = b.word.from; k < to && !b.shaped; k++)
			b.shaped = text_is_upper(x->s.p[k]) || text_is_digit(x->s.p[k]);
		if (b.bracket && sentence_item_at(x->s, from).form == '(' && sentence_blank_at(x->s, sentence_item_at(x->s, from).to))
			b.shaped = true;
	}
	return b;
}
