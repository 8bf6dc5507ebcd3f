#include "normalize/markup.h"

#include <stdlib.h>

#include "base/text.h"

enum { NAME_BYTES = 512, TEXT_BYTES = 512 }; /* as much of a name or text as is looked at */

static const char *const SCOPES[MARKUP_SCOPES] = {"reference-heading", "name", "text"};
static const char *const MATCHES[] = {"word", "prefix", "start", "whole"};
static const char *const WORDS[MEANINGS] = {
	"references", "content", "title",      "caption", "meta",    "author", "navigation", "share", "comment",
	"related",    "advert",  "newsletter", "footer",  "sidebar", "notice", "toc",        "tool",  "unseen",
};

static int compare_rules(const void *a, const void *b)
{
	const struct markup_rule *x = a, *y = b;
	return span_cmp(x->pattern, y->pattern);
}

static void index_rules(struct markup_rules *r)
{
	if (r->list.n)
		qsort(r->list.v, r->list.n, sizeof *r->list.v, compare_rules);
	size_t k = 0;
	for (unsigned b = 0; b < 257; b++) {
		while (k < r->list.n && (unsigned char)r->list.v[k].pattern.p[0] < b)
			k++;
		r->first[b] = k;
	}
}

int markup_read(struct markup *m, const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!scope", "!pattern", "!meaning", "match", "example", "counterexample", "source", NULL};
	int rc = table_read(&m->table, dir, "markup.csv", columns, d);
	if (rc != 0)
		return rc;
	const struct table *t = &m->table;
	int scope = table_column(t, "scope"), pattern = table_column(t, "pattern"), meaning = table_column(t, "meaning");
	int match = table_column(t, "match");
	for (size_t row = 0; row < t->nrows; row++) {
		size_t s = table_choice(t, row, scope, SCOPES, MARKUP_SCOPES, MARKUP_SCOPES, d);
		size_t w = table_choice(t, row, meaning, WORDS, MEANINGS, MEANINGS, d);
		size_t how = table_choice(t, row, match, MATCHES, 4, MATCH_WORD, d);
		struct span p = span_of(table_cell(t, row, pattern));
		if (p.n == 0)
			rc = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)pattern + 1, "the pattern is empty");
		else if (s == MARKUP_SCOPES || w == MEANINGS || how == 4)
			rc = d->code ? d->code : diag_at(d, DIAG_WRONG, t->path, table_line(t, row), 1, "scope or meaning is empty");
		else {
			struct markup_rule rule = {p, (enum markup_meaning)w, (enum markup_match)how};
			list_push(&m->rules[s].list, rule);
		}
	}
	for (size_t i = 0; i < MARKUP_SCOPES; i++)
		index_rules(&m->rules[i]);
	return rc;
}

void markup_free(struct markup *m)
{
	for (size_t i = 0; i < MARKUP_SCOPES; i++)
		list_free(&m->rules[i].list);
	table_free(&m->table);
}

/* The bits of the rules that match at a word's start, text.p[at]; the text's first word begins at `first`. */
static unsigned match_at(const struct markup_rules *r, struct span text, size_t at, size_t first)
{
	unsigned bits = 0;
	unsigned char b = (unsigned char)text.p[at];
	for (size_t k = r->first[b]; k < r->first[b + 1]; k++) {
		const struct markup_rule *rule = &r->list.v[k];
		size_t end = at + rule->pattern.n;
		if (end > text.n || memcmp(text.p + at, rule->pattern.p, rule->pattern.n) != 0)
			continue;
		bool whole_word = end == text.n || !(text_is_alpha(text.p[end]) || (unsigned char)text.p[end] >= 0x80);
		if (rule->match != MATCH_PREFIX && !whole_word)
			continue;
		if ((rule->match == MATCH_START || rule->match == MATCH_WHOLE) && at > first)
			continue;
		if (rule->match == MATCH_WHOLE && end != text.n)
			continue;
		bits |= 1u << rule->meaning;
	}
	return bits;
}

bool markup_reference_heading(const struct markup *m, struct span line)
{
	char bytes[64];
	while (line.n && (text_is_digit(line.p[0]) || line.p[0] == '.' || line.p[0] == ' ' || line.p[0] == '#' || line.p[0] == '*'))
		line.p++, line.n--;
	while (line.n && (line.p[line.n - 1] == ':' || line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '*'))
		line.n--;
	if (line.n == 0 || line.n > sizeof bytes)
		return false;
	for (size_t i = 0; i < line.n; i++)
		bytes[i] = text_lower(line.p[i]);
	const struct markup_rules *r = &m->rules[MARKUP_HEADING];
	for (size_t k = 0; k < r->list.n; k++)
		if (span_eq(r->list.v[k].pattern, span_make(bytes, line.n)))
			return true;
	return false;
}

unsigned markup_name(const struct markup *m, struct span name)
{
	char bytes[2 * NAME_BYTES];
	size_t n = 0;
	unsigned bits = 0;
	/* parts in lower case with one '-' before each, two before a token: "post-meta shareBar" -> "--post-meta--share-bar" */
	for (size_t i = 0; i < name.n && i < NAME_BYTES; i++) {
		char c = name.p[i], before = i ? name.p[i - 1] : ' ';
		if (!text_is_alpha(c)) {
			if (text_is_space(c) && n && bytes[n - 1] != ' ')
				bytes[n++] = ' ';
			continue;
		}
		if (text_is_alpha(before) && text_is_upper(c) && text_is_lower(before))
			bytes[n++] = '-';
		else if (!text_is_alpha(before) && n && bytes[n - 1] != ' ')
			bytes[n++] = '-';
		bytes[n++] = text_lower(c);
	}
	struct span parts = {bytes, n};
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !text_is_alpha(bytes[i - 1]))
			bits |= match_at(&m->rules[MARKUP_NAME], parts, i, 0);
	return bits;
}

unsigned markup_text(const struct markup *m, struct span text)
{
	char bytes[TEXT_BYTES];
	size_t n = text.n < TEXT_BYTES ? text.n : TEXT_BYTES;
	unsigned bits = 0;
	for (size_t i = 0; i < n; i++)
		bytes[i] = text_lower(text.p[i]);
	while (n && (text_is_space(bytes[n - 1]) || bytes[n - 1] == ':' || bytes[n - 1] == '.'))
		n--;
	struct span folded = {bytes, n};
	size_t first = 0; /* brackets, bullets and pictures before the first word do not count; "©" is one */
	while (first < n && !text_is_alpha(bytes[first]) && !text_is_digit(bytes[first]) &&
		   !(first + 1 < n && memcmp(bytes + first, "\xc2\xa9", 2) == 0))
		first++;
	for (size_t i = first; i < n; i++)
		if (i == first || !(text_is_alpha(bytes[i - 1]) || (unsigned char)bytes[i - 1] >= 0x80))
			bits |= match_at(&m->rules[MARKUP_TEXT], folded, i, first);
	return bits;
}

static bool means(const struct markup *m, size_t scope, size_t meaning, const char *text)
{
	struct span s = span_of(text);
	if (scope == MARKUP_HEADING)
		return markup_reference_heading(m, s);
	return ((scope == MARKUP_NAME ? markup_name(m, s) : markup_text(m, s)) >> meaning & 1) != 0;
}

int markup_check(const struct markup *m, struct diag *d)
{
	const struct table *t = &m->table;
	int scope = table_column(t, "scope"), meaning = table_column(t, "meaning");
	const int columns[2] = {table_column(t, "example"), table_column(t, "counterexample")};
	int rc = 0;
	for (size_t row = 0; row < t->nrows; row++) {
		size_t s = table_choice(t, row, scope, SCOPES, MARKUP_SCOPES, 0, d);
		size_t w = table_choice(t, row, meaning, WORDS, MEANINGS, 0, d);
		for (int k = 0; k < 2; k++) {
			const char *text = table_cell(t, row, columns[k]);
			if (*text && means(m, s, w, text) != (k == 0))
				rc = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)columns[k] + 1, "\"%s\" %s", text,
							 k ? "is found, but must not be" : "is not found");
		}
	}
	return rc;
}
