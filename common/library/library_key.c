#include "library/library_key.h"

#include <string.h>

#include "base/text.h"
#include "base/token.h"

enum { MAIN_SHORTEST = 24 };

void library_doi_key(struct span doi, struct buf *out)
{
	size_t i = 0;
	while (i + 3 <= doi.n && memcmp(doi.p + i, "10.", 3) != 0)
		i++;
	if (i + 3 > doi.n)
		return;
	size_t to = doi.n, from = out->n;
	while (to > i && (doi.p[to - 1] == '.' || doi.p[to - 1] == ',' || doi.p[to - 1] == ';' || text_is_space(doi.p[to - 1])))
		to--;
	for (; i < to; i++)
		buf_addc(out, text_is_upper(doi.p[i]) ? (char)(doi.p[i] | 0x20) : doi.p[i]);
	if (memchr(out->p + from, '/', out->n - from) == NULL)
		out->n = from;
}

size_t library_markup(struct span s, size_t i)
{
	size_t to = i + 1;
	if (s.p[i] == '<') {
		if (to < s.n && s.p[to] == '/')
			to++;
		if (to >= s.n || !text_is_alpha(s.p[to]))
			return i;
		while (to < s.n && to - i < 64 && s.p[to] != '>')
			to++;
		return to < s.n && s.p[to] == '>' ? to + 1 : i;
	}
	while (to < s.n && to - i < 10 && (text_is_alpha(s.p[to]) || text_is_digit(s.p[to]) || s.p[to] == '#'))
		to++;
	return to > i + 1 && to < s.n && s.p[to] == ';' ? to + 1 : i;
}

/* Does the first part of a title end at byte i? */
static bool ends_main(struct span s, size_t i)
{
	if (s.p[i] == ':' || s.p[i] == '?')
		return true;
	bool dash =
		s.p[i] == '-' || (i + 2 < s.n && s.p[i] == '\xE2' && s.p[i + 1] == '\x80' && (s.p[i + 2] == '\x93' || s.p[i + 2] == '\x94'));
	return dash && i > 0 && s.p[i - 1] == ' ';
}

void library_title_key(struct span title, struct buf *out, size_t *main)
{
	size_t from = out->n, run = 0;
	static const char joiner[] = " and ";
	bool markup = memchr(title.p, '<', title.n) != NULL || memchr(title.p, '&', title.n) != NULL;
	*main = 0;
	for (size_t i = 0; i < title.n;) {
		size_t next = markup && (title.p[i] == '<' || title.p[i] == '&') ? library_markup(title, i) : i;
		if (i + sizeof joiner <= title.n && memcmp(title.p + i, joiner, sizeof joiner - 1) == 0)
			next = i + sizeof joiner - 2; /* "&" leaves nothing in a key; one blank stays for an "and" that follows */
		bool ends = next == i && ends_main(title, i);
		if (next == i && !ends) {
			i++;
			continue;
		}
		text_fold_key(span_sub(title, run, i), out);
		if (ends && *main == 0)
			*main = out->n - from;
		run = next > i ? next : i;
		i = next > i ? next : i + 1;
	}
	text_fold_key(span_sub(title, run, title.n), out);
	if (*main < MAIN_SHORTEST || *main == out->n - from)
		*main = 0;
}
