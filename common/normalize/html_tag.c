/* Elements and tags: what their names mean, and the attributes that are looked at. */
#include <stdlib.h>

#include "base/text.h"
#include "normalize/html_parts.h"

/* Elements that matter, in byte order. */
static const struct html_tag TAGS[] = {
	{"a", 0},
	{"address", HTML_BLOCK | HTML_CLOSES_P},
	{"article", HTML_BLOCK | HTML_CLOSES_P},
	{"aside", HTML_BLOCK | HTML_CLOSES_P},
	{"b", 0},
	{"base", HTML_VOID},
	{"blockquote", HTML_BLOCK | HTML_CLOSES_P},
	{"body", HTML_BLOCK},
	{"br", HTML_VOID},
	{"button", HTML_CONTROL},
	{"canvas", HTML_SKIP},
	{"caption", HTML_BLOCK},
	{"cite", 0},
	{"code", 0},
	{"col", HTML_VOID},
	{"dd", HTML_BLOCK | HTML_CLOSES_P | HTML_ITEM},
	{"details", HTML_BLOCK | HTML_CLOSES_P},
	{"dialog", HTML_BLOCK | HTML_CLOSES_P},
	{"div", HTML_BLOCK | HTML_CLOSES_P},
	{"dl", HTML_BLOCK | HTML_CLOSES_P | HTML_LIST},
	{"dt", HTML_BLOCK | HTML_CLOSES_P | HTML_ITEM},
	{"em", 0},
	{"embed", HTML_VOID},
	{"fieldset", HTML_BLOCK | HTML_CLOSES_P},
	{"figcaption", HTML_BLOCK | HTML_CLOSES_P},
	{"figure", HTML_BLOCK | HTML_CLOSES_P},
	{"footer", HTML_BLOCK | HTML_CLOSES_P},
	{"form", HTML_BLOCK | HTML_CLOSES_P},
	{"h1", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h2", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h3", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h4", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h5", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"h6", HTML_BLOCK | HTML_CLOSES_P | HTML_HEADING},
	{"head", HTML_BLOCK},
	{"header", HTML_BLOCK | HTML_CLOSES_P},
	{"hr", HTML_VOID | HTML_BLOCK | HTML_CLOSES_P},
	{"html", HTML_BLOCK},
	{"i", 0},
	{"iframe", HTML_RAW | HTML_SKIP},
	{"img", HTML_VOID},
	{"input", HTML_VOID | HTML_CONTROL},
	{"label", HTML_CONTROL},
	{"legend", HTML_BLOCK | HTML_CONTROL},
	{"li", HTML_BLOCK | HTML_CLOSES_P | HTML_ITEM},
	{"link", HTML_VOID},
	{"main", HTML_BLOCK | HTML_CLOSES_P},
	{"math", HTML_SKIP},
	{"menu", HTML_BLOCK | HTML_CLOSES_P | HTML_LIST},
	{"meta", HTML_VOID},
	{"nav", HTML_BLOCK | HTML_CLOSES_P},
	{"noembed", HTML_RAW | HTML_SKIP},
	{"noframes", HTML_RAW | HTML_SKIP},
	{"noscript", 0},
	{"object", 0},
	{"ol", HTML_BLOCK | HTML_CLOSES_P | HTML_LIST},
	{"optgroup", HTML_BLOCK | HTML_CONTROL},
	{"option", HTML_BLOCK | HTML_CONTROL},
	{"p", HTML_BLOCK | HTML_CLOSES_P},
	{"param", HTML_VOID},
	{"pre", HTML_BLOCK | HTML_CLOSES_P},
	{"q", 0},
	{"script", HTML_RAW | HTML_SKIP},
	{"section", HTML_BLOCK | HTML_CLOSES_P},
	{"select", HTML_CONTROL | HTML_BLOCK},
	{"source", HTML_VOID},
	{"span", 0},
	{"strong", 0},
	{"style", HTML_RAW | HTML_SKIP},
	{"sub", 0},
	{"summary", HTML_BLOCK | HTML_CLOSES_P},
	{"sup", 0},
	{"svg", HTML_SKIP},
	{"table", HTML_BLOCK},
	{"tbody", HTML_BLOCK},
	{"td", HTML_CELL},
	{"template", HTML_SKIP},
	{"textarea", HTML_RAW | HTML_SKIP},
	{"tfoot", HTML_BLOCK},
	{"th", HTML_CELL},
	{"thead", HTML_BLOCK},
	{"time", 0},
	{"title", HTML_RAW | HTML_SKIP},
	{"tr", HTML_BLOCK},
	{"track", HTML_VOID},
	{"ul", HTML_BLOCK | HTML_CLOSES_P | HTML_LIST},
	{"video", HTML_SKIP},
	{"wbr", HTML_VOID},
	{"xmp", HTML_RAW | HTML_SKIP},
};
static const struct html_tag UNKNOWN = {"", 0};

static int compare_name(const void *name, const void *tag)
{
	return strcmp(name, ((const struct html_tag *)tag)->name);
}

const struct html_tag *html_tag(const char *name)
{
	const struct html_tag *t = bsearch(name, TAGS, sizeof TAGS / sizeof *TAGS, sizeof *TAGS, compare_name);
	return t != NULL ? t : &UNKNOWN;
}

bool html_named(struct span a, const char *lower_name)
{
	size_t i = 0;
	for (; i < a.n && lower_name[i]; i++)
		if (text_lower(a.p[i]) != lower_name[i])
			return false;
	return i == a.n && !lower_name[i];
}

static void take_attribute(struct html_start *t, struct span name, struct span value)
{
	static const struct {
		const char *name;
		size_t at;
	} known[] = {
		{"class", offsetof(struct html_start, attribute[HTML_CLASS])},
		{"id", offsetof(struct html_start, attribute[HTML_ID])},
		{"role", offsetof(struct html_start, attribute[HTML_ROLE])},
		{"href", offsetof(struct html_start, attribute[HTML_HREF])},
		{"style", offsetof(struct html_start, attribute[HTML_STYLE])},
		{"itemprop", offsetof(struct html_start, attribute[HTML_ITEMPROP])},
		{"name", offsetof(struct html_start, meta_name)},
		{"property", offsetof(struct html_start, meta_name)},
		{"content", offsetof(struct html_start, content)},
		{"charset", offsetof(struct html_start, charset)},
		{"rel", offsetof(struct html_start, rel)},
		{"lang", offsetof(struct html_start, lang)},
		{"xml:lang", offsetof(struct html_start, lang)},
		{"type", offsetof(struct html_start, type)},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (html_named(name, known[i].name)) {
			struct span *slot = (struct span *)((char *)t + known[i].at);
			if (slot->p == NULL)
				*slot = value;
			return;
		}
	if (html_named(name, "hidden") || (html_named(name, "aria-hidden") && span_is(value, "true")))
		t->hidden = true;
}

static bool tag_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Reads the attributes from `at` on; returns the byte after the tag's '>', or s.n. */
static size_t read_attributes(struct span s, size_t at, struct html_start *t)
{
	while (at < s.n && s.p[at] != '>') {
		if (tag_space(s.p[at]) || s.p[at] == '/') {
			t->self_closing = s.p[at] == '/';
			at++;
			continue;
		}
		size_t start = at++;
		while (at < s.n && !tag_space(s.p[at]) && s.p[at] != '/' && s.p[at] != '>' && s.p[at] != '=')
			at++;
		struct span name = span_sub(s, start, at), value = {"", 0};
		while (at < s.n && tag_space(s.p[at]))
			at++;
		if (at < s.n && s.p[at] == '=') {
			at++;
			while (at < s.n && tag_space(s.p[at]))
				at++;
			char quote = at < s.n && (s.p[at] == '"' || s.p[at] == '\'') ? s.p[at] : 0;
			if (quote) {
				const char *close = memchr(s.p + at + 1, quote, s.n - at - 1);
				size_t end = close != NULL ? (size_t)(close - s.p) : s.n;
				value = span_sub(s, at + 1, end);
				at = end < s.n ? end + 1 : end;
			} else {
				start = at;
				while (at < s.n && !tag_space(s.p[at]) && s.p[at] != '>')
					at++;
				value = span_sub(s, start, at);
			}
		}
		take_attribute(t, name, value);
	}
	return at < s.n ? at + 1 : at;
}

size_t html_read_tag(struct span s, size_t at, struct html_start *t)
{
	size_t i = at + 1, n = 0;
	memset(t, 0, sizeof *t);
	if (i < s.n && s.p[i] == '/')
		t->end = true, i++;
	if (i >= s.n || !text_is_alpha(s.p[i]))
		return at;
	for (; i < s.n && !tag_space(s.p[i]) && s.p[i] != '/' && s.p[i] != '>'; i++)
		if (n + 1 < HTML_NAME)
			t->name[n++] = text_lower(s.p[i]);
	t->name[n] = '\0';
	return read_attributes(s, i, t);
}
