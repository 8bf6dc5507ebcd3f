#include "concept/abbreviation.h"

#include <stdlib.h>

#include "base/text.h"

enum { SHORT_LEAST = 2, SHORT_MOST = 10, LONG_MOST = 160, INSIDE_MOST = 160 }; /* bytes */

/* A letter or digit; every byte of a letter outside ASCII counts as one. */
static bool is_word(char c)
{
	return text_is_alpha(c) || text_is_digit(c) || (unsigned char)c >= 0x80;
}

static char lower(char c)
{
	return text_is_upper(c) ? (char)(c | 0x20) : c;
}

/* Without what separates words at both ends. */
static struct span bare(struct span s)
{
	while (s.n && !is_word(s.p[0]))
		s.p++, s.n--;
	while (s.n && !is_word(s.p[s.n - 1]))
		s.n--;
	return s;
}

static bool is_short(struct span s)
{
	size_t blanks = 0, capitals = 0;
	if (s.n < SHORT_LEAST || s.n > SHORT_MOST || !is_word(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		blanks += s.p[i] == ' ';
		capitals += text_is_upper(s.p[i]);
	}
	return blanks <= 1 && capitals > 0;
}

/* The plural s of an acronym is no letter of the long form. */
static struct span without_plural(struct span s)
{
	if (s.n > 2 && s.p[s.n - 1] == 's' && text_is_upper(s.p[s.n - 2]))
		s.n--;
	return s;
}

/* Where the long form begins in `before` (bytes), as it is spelled by the short form; SIZE_MAX where it is not. */
static size_t long_start(struct span brief, struct span before)
{
	size_t at = before.n;
	for (size_t i = brief.n; i-- > 0;) {
		char c = lower(brief.p[i]);
		if (!is_word(c))
			continue;
		while (at > 0 && (lower(before.p[at - 1]) != c || (i == 0 && at > 1 && is_word(before.p[at - 2]))))
			at--;
		if (at == 0)
			return SIZE_MAX;
		at--;
	}
	while (at > 0 && before.p[at - 1] != ' ') /* to the start of the word, a hyphen being part of it */
		at--;
	return at;
}

static size_t count_words(struct span s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += is_word(s.p[i]) && (i == 0 || !is_word(s.p[i - 1]));
	return n;
}

static size_t count_letters(struct span s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += is_word(s.p[i]);
	return n;
}

static bool holds_word(struct span s, struct span word)
{
	for (size_t i = 0; i + word.n <= s.n; i++)
		if (memcmp(s.p + i, word.p, word.n) == 0 && (i == 0 || !is_word(s.p[i - 1])) && (i + word.n == s.n || !is_word(s.p[i + word.n])))
			return true;
	return false;
}

/* Is it a long form of that short one: longer, of no more words than letters allow, and not one that has the short one for a word, as in
 * "ADP/ATP ratio opens K(ATP)"? */
static bool plausible(struct span brief, struct span full)
{
	size_t letters = count_letters(brief), words = count_words(full);
	return full.n > brief.n + 1 && words <= (letters + 5 < 2 * letters ? letters + 5 : 2 * letters) && !holds_word(full, brief);
}

static void add(struct span text, struct span brief, struct span full, abbreviation_list *out)
{
	struct abbreviation a = {(uint32_t)(brief.p - text.p), (uint32_t)(brief.p + brief.n - text.p), (uint32_t)(full.p - text.p),
							 (uint32_t)(full.p + full.n - text.p)};
	list_push(out, a);
}

static bool ends_clause(char c)
{
	switch (c) {
	case '(':
	case ')':
	case '[':
	case ']':
	case ';':
	case ':':
	case '.':
		return true;
	default:
		return false;
	}
}

/* What stands before the bracket, back to a mark that ends a clause, at most LONG_MOST bytes, from the start of a word. */
static struct span stretch_before(struct span text, size_t bracket)
{
	size_t end = bracket, from = bracket > LONG_MOST ? bracket - LONG_MOST : 0;
	while (end > from && text.p[end - 1] == ' ')
		end--;
	size_t start = end;
	while (start > from && !ends_clause(text.p[start - 1]))
		start--;
	while (start < end && start > 0 && is_word(text.p[start - 1]) && is_word(text.p[start]))
		start++;
	return span_sub(text, start, end);
}

/* "long form (SHORT)" */
static bool after_long(struct span text, struct span before, struct span inside, abbreviation_list *out)
{
	size_t cut = 0;
	while (cut < inside.n && inside.p[cut] != ',' && inside.p[cut] != ';')
		cut++;
	struct span brief = bare(span_sub(inside, 0, cut)), letters = without_plural(brief);
	if (!is_short(brief))
		return false;
	size_t start = long_start(letters, before);
	if (start == SIZE_MAX)
		return false;
	struct span full = bare(span_sub(before, start, before.n));
	if (!plausible(letters, full))
		return false;
	add(text, brief, full, out);
	return true;
}

/* "SHORT (long form)" */
static void before_long(struct span text, struct span before, struct span inside, abbreviation_list *out)
{
	size_t start = before.n;
	while (start > 0 && before.p[start - 1] != ' ' && before.n - start <= SHORT_MOST)
		start--;
	struct span brief = bare(span_sub(before, start, before.n)), letters = without_plural(brief), full = bare(inside);
	if (is_short(brief) && full.n && long_start(letters, full) == 0 && plausible(letters, full))
		add(text, brief, full, out);
}

void abbreviations_find(struct span text, abbreviation_list *out)
{
	const char *at = text.p, *end = text.p + text.n;
	while (at < end && (at = memchr(at, '(', (size_t)(end - at))) != NULL) {
		size_t open = (size_t)(at++ - text.p), room = (size_t)(end - at);
		const char *close = memchr(at, ')', room < INSIDE_MOST ? room : INSIDE_MOST);
		if (close == NULL || memchr(at, '(', (size_t)(close - at)))
			continue;
		struct span before = stretch_before(text, open), inside = span_make(at, (size_t)(close - at));
		if (before.n && inside.n && !after_long(text, before, inside, out))
			before_long(text, before, inside, out);
	}
}
