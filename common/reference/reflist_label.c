/* What stands before the entries of a list: numbers in their dresses, bullets, letters. */
#include "base/text.h"
#include "reference/reflist_parts.h"

size_t label_space(struct span s, size_t at)
{
	while (at < s.n && (text_is_space(s.p[at]) || (s.n - at > 1 && (unsigned char)s.p[at] == 0xc2 && (unsigned char)s.p[at + 1] == 0xa0)))
		at += text_is_space(s.p[at]) ? 1 : 2;
	return at;
}

/* "^ a b", "^ Jump up to: a b": the links back of an encyclopedia, behind the sign; or `at`. */
static size_t back_links(struct span s, size_t at)
{
	enum { WORDS_LONGEST = 16 };
	size_t i = at;
	for (size_t k = at; k < s.n && k < at + WORDS_LONGEST && i == at; k++)
		i = s.p[k] == ':' ? label_space(s, k + 1) : at;
	size_t letters = i;
	while (i + 1 < s.n && text_is_lower(s.p[i]) && s.p[i + 1] == ' ')
		i = label_space(s, i + 1);
	return i > letters && label_capital(s, i) ? i : at;
}

static size_t bullet(struct span s, size_t at)
{
	static const char *const signs[] = {"•", "·", "▪", "●", "◦", "‣", "–", "—", "-", "*", "∙", "■", "□", "○", "▸", "►", "^"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t n = strlen(signs[i]);
		if (s.n - at > n && memcmp(s.p + at, signs[i], n) == 0 && (text_is_space(s.p[at + n]) || i < 2))
			return signs[i][0] == '^' ? back_links(s, label_space(s, at + n)) : label_space(s, at + n);
	}
	return at;
}

bool label_capital(struct span s, size_t at)
{
	return at < s.n && (text_is_upper(s.p[at]) || (unsigned char)s.p[at] >= 0xc3 || s.p[at] == '"');
}

struct label label_number(struct span s, size_t at)
{
	struct label l = {.after = at};
	char open = at < s.n ? s.p[at] : 0;
	size_t i = at + (open == '[' || open == '('), digits = i;
	unsigned v = 0;
	while (i < s.n && i < digits + 3 && text_is_digit(s.p[i]))
		v = v * 10 + (unsigned)(s.p[i++] - '0');
	if (i == digits) {
		if (open == '[') { /* [Smi95] */
			while (i < s.n && i < digits + 14 && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i]) || s.p[i] == '+'))
				i++;
			if (i > digits && i < s.n && s.p[i] == ']' && text_is_upper(s.p[digits]))
				l = (struct label){LABEL_KEY, 0, label_space(s, i + 1), false};
		}
		return l;
	}
	char next = i < s.n ? s.p[i] : 0;
	if (text_is_digit(next))
		return l;
	if ((open == '[' && next == ']') || (open == '(' && next == ')')) {
		l.kind = open == '[' ? LABEL_SQUARE : LABEL_ROUND;
		i += 1u + (i + 1 < s.n && s.p[i + 1] == '.' ? 1u : 0u);
	} else if (open != '[' && open != '(' && (next == '.' || next == ')')) {
		if (i + 1 < s.n && (text_is_digit(s.p[i + 1]) || text_is_lower(s.p[i + 1])))
			return l;
		l.kind = next == '.' ? LABEL_POINT : LABEL_CLOSE;
		i++;
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
	size_t at = label_space(s, 0), after = at, next;
	for (int k = 0; k < 3 && (next = bullet(s, after)) > after; k++)
		after = next;
	struct label l = label_number(s, after);
	l.bullet = after > at;
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
