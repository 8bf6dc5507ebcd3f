/* What stands before the entries of a list: numbers in their dresses, bullets, letters. */
#include "base/text.h"
#include "reference/reflist_parts.h"

enum {
	DIGITS_MOST = 3,  /* of the number of an entry, and of one in a link back */
	KEY_LONGEST = 14, /* bytes of a key: [Smi95] */
	SIGN_LONGEST = 6, /* bytes of a sign that links back, with what asks for its emoji form */
	BULLETS_MOST = 3, /* one behind the other: "• -" */
	MARKS_MOST = 3,   /* of a note: "***" */
};

size_t label_space(struct span s, size_t at)
{
	while (at < s.n && (text_is_space(s.p[at]) || (s.n - at > 1 && (unsigned char)s.p[at] == 0xc2 && (unsigned char)s.p[at + 1] == 0xa0)))
		at += text_is_space(s.p[at]) ? 1 : 2;
	return at;
}

/* The bytes of a sign that links back to the text (^ U+2191 U+21A9 U+21B5 U+2934), with what asks for its emoji form; 0 for others. */
static size_t back_sign(struct span s, size_t at)
{
	static const char *const signs[] = {"^", "\xe2\x86\x91", "\xe2\x86\xa9", "\xe2\x86\xb5", "\xe2\xa4\xb4"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs && at < s.n; i++) {
		if (s.p[at] != signs[i][0])
			continue;
		size_t n = strlen(signs[i]);
		if (s.n - at >= n && memcmp(s.p + at, signs[i], n) == 0)
			return n + (s.n - at >= n + 3 && memcmp(s.p + at + n, "\xef\xb8", 2) == 0 ? 3 : 0);
	}
	return 0;
}

/* Behind "a b" or "1.0 1.1" or "Jump up to: a b", the places of the text that a link back goes to; `at` where no entry follows. */
static size_t back_places(struct span s, size_t at)
{
	enum { WORDS_LONGEST = 16 };
	size_t i = label_space(s, at);
	for (size_t k = i; k < s.n && k < at + WORDS_LONGEST; k++)
		if (s.p[k] == ':') {
			i = label_space(s, k + 1);
			break;
		}
	for (;;) {
		size_t p = i;
		if (p + 1 < s.n && text_is_lower(s.p[p]))
			p++;
		else if (p + 3 < s.n && text_is_digit(s.p[p]) && (s.p[p + 1] == '.' || s.p[p + 1] == ',') && text_is_digit(s.p[p + 2]))
			p += 3;
		else
			return label_capital(s, i) ? i : at;
		if (p < s.n && s.p[p] != ' ' && s.p[p] != ',')
			return at;
		i = label_space(s, p + (p < s.n && s.p[p] == ','));
	}
}

/* "^ a b", "Jump up ^", "↑ 1.0 1.1": the links back of an encyclopedia; the first byte of the entry, or `at`. */
static size_t back_links(struct span s, size_t at)
{
	enum { WORDS_LONGEST = 12 };
	size_t i = at, n;
	while (i < s.n && i < at + WORDS_LONGEST && (text_is_alpha(s.p[i]) || s.p[i] == ' ')) /* Jump up */
		i++;
	if ((n = back_sign(s, i)) == 0)
		return at;
	for (; n; n = back_sign(s, i))
		i = label_space(s, i + n);
	size_t behind = back_places(s, i);
	return behind > i || label_capital(s, i) || i > at + 1 ? behind : at;
}

size_t label_back_end(struct span s, size_t to)
{
	size_t end = to;
	for (;;) {
		size_t p = end, from;
		bool sign = false;
		while (p > 0 && (text_is_space(s.p[p - 1]) || s.p[p - 1] == ']'))
			p--;
		for (from = p; from > 0 && p - from < DIGITS_MOST && text_is_digit(s.p[from - 1]);)
			from--;
		for (size_t back = 1; back <= SIGN_LONGEST && back <= from; back++)
			if (back_sign(s, from - back) == back) {
				from -= back;
				sign = true;
				break;
			}
		if (!sign)
			return end;
		end = from;
		while (end > 0 && (text_is_space(s.p[end - 1]) || s.p[end - 1] == '['))
			end--;
	}
}

static size_t bullet(struct span s, size_t at)
{
	static const char *const signs[] = {"•", "·", "▪", "●", "◦", "‣", "–", "—", "-", "*", "∙", "■", "□", "○", "▸", "►", "†", "‡", "§", "¶"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs && at < s.n; i++) {
		if (s.p[at] != signs[i][0])
			continue;
		size_t n = strlen(signs[i]);
		if (s.n - at > n && memcmp(s.p + at, signs[i], n) == 0 && (text_is_space(s.p[at + n]) || i < 2))
			return label_space(s, at + n);
	}
	return back_links(s, at);
}

bool label_capital(struct span s, size_t at)
{
	return at < s.n && (text_is_upper(s.p[at]) || (unsigned char)s.p[at] >= 0xc3 || s.p[at] == '"');
}

/* "van der Linde": short words in small letters, and a capital. */
static bool particles_at(struct span s, size_t at)
{
	enum { WORDS = 3, LETTERS = 4 };
	for (int k = 0; k < WORDS && at < s.n; k++) {
		size_t from = at;
		while (at < s.n && at <= from + LETTERS && text_is_lower(s.p[at]))
			at++;
		if (at == from)
			return text_is_upper(s.p[at]);
		if (at > from + LETTERS || at >= s.n || (s.p[at] != ' ' && s.p[at] != '\''))
			return false;
		at++;
	}
	return at < s.n && text_is_upper(s.p[at]);
}

/* "¹²": the number in raised digits at `at`, 0 for none; *end is behind it. */
static unsigned raised_number(struct span s, size_t at, size_t *end)
{
	unsigned v = 0;
	uint32_t d;
	*end = at;
	for (size_t k = 0, n; k < DIGITS_MOST && (n = text_raised(s, *end, &d)) > 0; k++, *end += n)
		v = v * 10 + d;
	return v;
}

struct label label_number(struct span s, size_t at)
{
	struct label l = {.after = at};
	if (at < s.n && (unsigned char)s.p[at] >= 0xc2 && (l.number = raised_number(s, at, &l.after)) > 0) {
		l.kind = LABEL_CLOSE; /* as good as a mark behind it */
		l.after = label_space(s, l.after);
		return l;
	}
	char open = at < s.n ? s.p[at] : 0;
	size_t i = at + (open == '[' || open == '(');
	i += open == '[' && i < s.n && s.p[i] == '^'; /* [^1]: of Markdown */
	size_t digits = i;
	unsigned v = 0;
	while (i < s.n && i < digits + DIGITS_MOST && text_is_digit(s.p[i]))
		v = v * 10 + (unsigned)(s.p[i++] - '0');
	if (i == digits) {
		if (open == '[') { /* [Smi95] */
			while (i < s.n && i < digits + KEY_LONGEST && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i]) || s.p[i] == '+'))
				i++;
			if (i > digits && i < s.n && s.p[i] == ']' && text_is_upper(s.p[digits]))
				l = (struct label){.kind = LABEL_KEY, .after = label_space(s, i + 1), .key = span_sub(s, digits, i)};
		}
		return l;
	}
	char next = i < s.n ? s.p[i] : 0;
	if (text_is_digit(next))
		return l;
	if ((open == '[' && next == ']') || (open == '(' && next == ')')) {
		l.kind = open == '[' ? LABEL_SQUARE : LABEL_ROUND;
		l.defined = i + 1 < s.n && s.p[i + 1] == ':' && s.p[digits - 1] == '^';
		i += 1u + (l.defined || (i + 1 < s.n && s.p[i + 1] == '.') ? 1u : 0u);
	} else if (open != '[' && open != '(' && (next == '.' || next == ')')) {
		if (i + 1 < s.n && (text_is_digit(s.p[i + 1]) || (text_is_lower(s.p[i + 1]) && !particles_at(s, i + 1))))
			return l;
		l.kind = next == '.' ? LABEL_POINT : LABEL_CLOSE;
		i++;
	} else if (open == s.p[digits] && text_is_upper(next) && i + 1 < s.n && text_is_lower(s.p[i + 1])) {
		l.kind = LABEL_BARE; /* "12Smith J": the box around the number is lost */
	} else if (open != '[' && open != '(' && (next == ' ' || next == '\t') &&
			   (label_capital(s, label_space(s, i)) || text_is_lower(s.p[label_space(s, i) % s.n]))) {
		l.kind = LABEL_BARE;
	} else {
		return l;
	}
	l.number = v;
	l.after = label_space(s, i);
	return l;
}

struct label label_read(struct span s)
{
	size_t at = label_space(s, 0), after = at, next, mark = text_mark_end(s, at, MARKS_MOST);
	for (int k = 0; k < BULLETS_MOST && (next = bullet(s, after)) > after; k++)
		after = next;
	struct label l = label_number(s, after);
	struct label again = label_number(s, l.after);
	if (l.number && again.number == l.number && again.kind != LABEL_BARE)
		l.after = again.after; /* a number that is printed twice: "3. [3] Smith" */
	while (l.number && span_starts(span_sub(s, l.after, s.n), "\xe2\x80\xa2"))
		l.after = label_space(s, l.after + 3); /* "4.•• Smith": of interest */
	l.bullet = after > at;
	if (l.kind == LABEL_NONE && mark > at && (l.bullet || (s.p[at] != '*' && label_capital(s, mark)))) {
		l.key = span_sub(s, at, mark);
		l.after = label_space(s, mark);
		l.bullet = true;
	}
	l.after = back_links(s, l.after); /* "1. ^ a b Smith" */
	return l;
}

/* "a)", "(b)", "b )" before one of several works under a number; the byte after it, or 0. */
size_t label_letter(struct span s)
{
	size_t at = label_space(s, 0), from = at;
	at += at < s.n && s.p[at] == '(';
	if (at + 1 >= s.n || s.p[at] < 'a' || s.p[at] > 'h')
		return 0;
	at = label_space(s, at + 1);
	return at < s.n && s.p[at] == ')' && at > from ? label_space(s, at + 1) : 0;
}

/* "12(3):101-": the number on the next line is no label. */
bool label_ends_range(struct span s)
{
	s = span_trim(s);
	return s.n > 4 && ((s.p[s.n - 1] == '-' && text_is_digit(s.p[s.n - 2])) ||
					   (memcmp(s.p + s.n - 3, "\xe2\x80\x93", 3) == 0 && text_is_digit(s.p[s.n - 4])));
}
