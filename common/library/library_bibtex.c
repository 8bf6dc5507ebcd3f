/* BibTeX as reference managers write it: entries with fields in braces, quotes or bare; LaTeX's accents and special letters are undone
 * as far as keys need it. */
#include "library/library_read.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/unicode.h"

/* The rest of an entry behind its '@', up to the brace that closes it. False at the end of the file; an entry that is too large comes
 * empty. */
static bool read_entry(struct feed *f, struct buf *entry)
{
	size_t depth = 0;
	int before = 0;
	buf_clear(entry);
	for (int c; (c = feed_byte(f)) >= 0; before = c) {
		if (entry->n < LIBRARY_ENTRY_MAX)
			buf_addc(entry, (char)c);
		bool escaped = before == '\\';
		if (c == '{' && !escaped)
			depth++;
		else if (c == '}' && !escaped && depth > 0 && --depth == 0)
			break;
		else if (depth == 0 && c == '\n' && entry->n > 64) /* an '@' in running text */
			break;
		else if (before == '\n' && c == '@') { /* an entry that was never closed: the next one begins */
			buf_clear(entry);
			depth = 0;
		}
	}
	if (entry->n >= LIBRARY_ENTRY_MAX)
		buf_clear(entry);
	return before != 0 || entry->n;
}

/* Letters of LaTeX's own, and Greek ones of formulas; what is not here is an accent over the next letter, or a command that is left out. */
static const struct {
	const char *name, *letter;
} letters[] = {
	{"ss", "\xC3\x9F"},
	{"o", "\xC3\xB8"},
	{"O", "\xC3\x98"},
	{"l", "\xC5\x82"},
	{"L", "\xC5\x81"},
	{"ae", "\xC3\xA6"},
	{"AE", "\xC3\x86"},
	{"aa", "\xC3\xA5"},
	{"AA", "\xC3\x85"},
	{"oe", "\xC5\x93"},
	{"OE", "\xC5\x92"},
	{"i", "i"},
	{"j", "j"},
	{"th", "\xC3\xBE"},
	{"dh", "\xC3\xB0"},
	{"alpha", "\xCE\xB1"},
	{"beta", "\xCE\xB2"},
	{"gamma", "\xCE\xB3"},
	{"delta", "\xCE\xB4"},
	{"epsilon", "\xCE\xB5"},
	{"zeta", "\xCE\xB6"},
	{"eta", "\xCE\xB7"},
	{"theta", "\xCE\xB8"},
	{"iota", "\xCE\xB9"},
	{"kappa", "\xCE\xBA"},
	{"lambda", "\xCE\xBB"},
	{"mu", "\xCE\xBC"},
	{"nu", "\xCE\xBD"},
	{"xi", "\xCE\xBE"},
	{"pi", "\xCF\x80"},
	{"rho", "\xCF\x81"},
	{"sigma", "\xCF\x83"},
	{"tau", "\xCF\x84"},
	{"upsilon", "\xCF\x85"},
	{"phi", "\xCF\x86"},
	{"chi", "\xCF\x87"},
	{"psi", "\xCF\x88"},
	{"omega", "\xCF\x89"},
	{"Gamma", "\xCE\x93"},
	{"Delta", "\xCE\x94"},
	{"Sigma", "\xCE\xA3"},
	{"Omega", "\xCE\xA9"},
};

/* Accents, by the command that sets them over the next letter: the combining mark of Unicode. */
static const struct {
	char name;
	const char *mark;
} accents[] = {
	{'"', "\xCC\x88"}, {'\'', "\xCC\x81"}, {'`', "\xCC\x80"}, {'^', "\xCC\x82"}, {'~', "\xCC\x83"}, {'=', "\xCC\x84"}, {'.', "\xCC\x87"},
	{'v', "\xCC\x8C"}, {'c', "\xCC\xA7"},  {'H', "\xCC\x8B"}, {'u', "\xCC\x86"}, {'k', "\xCC\xA8"}, {'r', "\xCC\x8A"},
};

static const char *accent(struct span name)
{
	for (size_t k = 0; name.n == 1 && k < sizeof accents / sizeof accents[0]; k++)
		if (accents[k].name == name.p[0])
			return accents[k].mark;
	return NULL;
}

/* A command at s.p[i] == '\\': writes what it stands for, or sets the accent that the next letter takes; returns the place behind it. */
static size_t command(struct span s, size_t i, const char **mark, struct buf *out)
{
	size_t to = ++i;
	while (to < s.n && text_is_alpha(s.p[to]))
		to++;
	if (to == i && to < s.n)
		to++;
	struct span name = span_sub(s, i, to);
	if (name.n == 1 && strchr("&%$#_{}", name.p[0]) != NULL)
		buf_addc(out, name.p[0]);
	if (accent(name))
		*mark = accent(name);
	for (size_t k = 0; k < sizeof letters / sizeof letters[0]; k++)
		if (span_is(name, letters[k].name)) {
			buf_adds(out, letters[k].letter);
			buf_adds(out, *mark ? *mark : "");
			*mark = NULL;
		}
	while (text_is_alpha(s.p[to - 1]) && to < s.n && s.p[to] == ' ')
		to++;
	return to;
}

/* Appends the words that LaTeX would print, composed. */
static void unlatex(struct span s, struct buf *out)
{
	struct buf plain = {0};
	const char *mark = NULL;
	for (size_t i = 0; i < s.n;) {
		char c = s.p[i];
		if (c == '\\' && i + 1 < s.n) {
			i = command(s, i, &mark, &plain);
			continue;
		}
		if (c == '~' || text_is_space(c))
			buf_addc(&plain, ' ');
		else if (c != '{' && c != '}' && c != '$' && c != '\\')
			buf_addc(&plain, c);
		if (mark && text_is_alpha(c)) {
			buf_adds(&plain, mark);
			mark = NULL;
		}
		i++;
	}
	unicode_nfc(buf_span(&plain), out);
	buf_free(&plain);
}

/* The first of "A and B": up to " and " outside braces. */
static struct span first_name(struct span s)
{
	size_t depth = 0;
	for (size_t i = 0; i < s.n; i++) {
		depth += s.p[i] == '{';
		depth -= s.p[i] == '}' && depth;
		if (depth == 0 && i + 5 <= s.n && text_is_space(s.p[i]) && memcmp(s.p + i + 1, "and", 3) == 0 && text_is_space(s.p[i + 4]))
			return span_sub(s, 0, i);
	}
	return s;
}

static void author(struct library_draft *w, struct span value, struct buf *scratch)
{
	struct span name = span_trim(first_name(value));
	buf_clear(scratch);
	unlatex(name, scratch);
	if (name.n && name.p[0] == '{' && name.p[name.n - 1] == '}') /* an organisation */
		buf_addspan(&w->field[LIBRARY_AUTHOR], buf_span(scratch));
	else
		library_draft_author(w, buf_span(scratch));
}

static bool same_name(struct span a, const char *b)
{
	size_t i = 0;
	while (i < a.n && b[i] && (a.p[i] | 0x20) == b[i])
		i++;
	return i == a.n && b[i] == '\0';
}

static void field(struct library_draft *w, struct span name, struct span value, struct buf *scratch)
{
	static const struct {
		const char *name;
		enum library_field field;
	} names[] = {
		{"title", LIBRARY_TITLE},         {"journal", LIBRARY_CONTAINER}, {"journaltitle", LIBRARY_CONTAINER},
		{"booktitle", LIBRARY_CONTAINER}, {"volume", LIBRARY_VOLUME},     {"doi", LIBRARY_DOI},
	};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (same_name(name, names[i].name) && w->field[names[i].field].n == 0)
			unlatex(value, &w->field[names[i].field]);
	if (same_name(name, "author") && w->field[LIBRARY_AUTHOR].n == 0)
		author(w, value, scratch);
	if (same_name(name, "year") || same_name(name, "date"))
		library_draft_year(w, value);
	if (same_name(name, "url"))
		library_draft_address(w, value);
}

/* `@string{jsn = "Journal of Sleep Notes"}`: names for words, as spans of words. More of them than MACROS are passed over. */
enum { MACROS = 256 };

struct macro {
	size_t name, value, end; /* bytes of macros.words */
};

struct macros {
	struct buf words;
	LIST(struct macro) list;
};

static void add_macro(struct macros *m, struct span name, struct span value)
{
	if (m->list.n >= MACROS || name.n == 0)
		return;
	struct macro one = {m->words.n, m->words.n + name.n, m->words.n + name.n + value.n};
	buf_addspan(&m->words, name);
	buf_addspan(&m->words, value);
	list_push(&m->list, one);
}

/* What a bare word stands for: itself where it is no name. */
static struct span expanded(const struct macros *m, struct span word)
{
	for (size_t i = m->list.n; i-- > 0;) {
		const struct macro *one = &m->list.v[i];
		size_t k = 0;
		while (k < word.n && k < one->value - one->name && (word.p[k] | 0x20) == (m->words.p[one->name + k] | 0x20))
			k++;
		if (k == word.n && k == one->value - one->name)
			return span_sub(buf_span(&m->words), one->value, one->end);
	}
	return word;
}

/* The value at i: in braces, in quotes, or bare; *next becomes the place behind it. */
static struct span value_at(struct span s, size_t i, size_t *next)
{
	size_t depth = 0, from = i;
	if (i < s.n && (s.p[i] == '{' || s.p[i] == '"')) {
		bool quoted = s.p[i++] == '"';
		for (from = i; i < s.n; i++) {
			if (s.p[i] == '\\' && i + 1 < s.n)
				i++;
			else if (depth == 0 && s.p[i] == (quoted ? '"' : '}'))
				break;
			else
				depth += s.p[i] == '{', depth -= s.p[i] == '}' && depth;
		}
		*next = i < s.n ? i + 1 : i;
		return span_sub(s, from, i < s.n ? i : s.n);
	}
	while (i < s.n && s.p[i] != ',' && s.p[i] != '}')
		i++;
	*next = i;
	return span_trim(span_sub(s, from, i));
}

/* `article{key, name = value, ...}`, or `string{name = value, ...}`: w is NULL. */
static void read_fields(struct library_draft *w, struct span s, struct macros *m, struct buf *scratch)
{
	size_t i = 0;
	while (i < s.n && s.p[i] != '{')
		i++;
	while (i < s.n) {
		while (w && i < s.n && s.p[i] != ',')
			i++;
		for (i++; i < s.n && text_is_space(s.p[i]); i++)
			;
		size_t from = i;
		while (i < s.n && s.p[i] != '=' && s.p[i] != ',')
			i++;
		if (i >= s.n || s.p[i] != '=')
			continue;
		struct span name = span_trim(span_sub(s, from, i));
		for (i++; i < s.n && text_is_space(s.p[i]); i++)
			;
		bool bare = i < s.n && s.p[i] != '{' && s.p[i] != '"';
		struct span value = value_at(s, i, &i);
		if (w)
			field(w, name, bare ? expanded(m, value) : value, scratch);
		else
			add_macro(m, name, value);
		while (w == NULL && i < s.n && s.p[i] != ',')
			i++;
	}
}

int library_read_bibtex(struct library_builder *b, struct feed *f, struct diag *d)
{
	struct library_draft w = {0};
	struct buf entry = {0}, scratch = {0};
	struct macros macros = {0};
	(void)d;
	for (int c, before = '\n'; (c = feed_byte(f)) >= 0; before = c) {
		if (c != '@' || (before != '\n' && !text_is_space((char)before) && before != '}'))
			continue;
		if (!read_entry(f, &entry))
			break;
		struct span s = buf_span(&entry);
		size_t n = 0;
		while (n < s.n && text_is_alpha(s.p[n]))
			n++;
		struct span type = span_sub(s, 0, n);
		if (same_name(type, "string") && n < s.n && text_invalid(s) == s.n)
			read_fields(NULL, s, &macros, &scratch);
		if (same_name(type, "comment") || same_name(type, "string") || same_name(type, "preamble"))
			continue;
		if (n == 0 || n == s.n || text_invalid(s) < s.n) {
			library_builder_pass(b);
			continue;
		}
		read_fields(&w, s, &macros, &scratch);
		library_builder_add(b, &w);
	}
	for (int i = 0; i < LIBRARY_FIELDS; i++)
		buf_free(&w.field[i]);
	buf_free(&macros.words);
	list_free(&macros.list);
	buf_free(&entry);
	buf_free(&scratch);
	return DIAG_OK;
}
