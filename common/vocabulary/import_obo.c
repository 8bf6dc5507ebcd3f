/* OBO (format 1.2, 1.4): stanzas of lines "tag: value". */
#include "vocabulary/import.h"

enum { LINE_BYTES = 1 << 20 };

/* What stands between the first two quotes that are not escaped, unescaped, into out; the rest of the value. */
static struct span quoted(struct span value, struct buf *out)
{
	buf_clear(out);
	size_t at = 1;
	for (; at < value.n && value.p[at] != '"'; at++) {
		char c = value.p[at];
		if (c == '\\' && at + 1 < value.n) {
			c = value.p[++at];
			c = c == 'n' || c == 't' || c == 'W' ? ' ' : c;
		}
		buf_addc(out, c);
	}
	return at < value.n ? span_trim(span_sub(value, at + 1, value.n)) : span_make("", 0);
}

/* A value without what follows " !" (a comment) or " {" (qualifiers), unescaped, into out. */
static void bare(struct span value, struct buf *out)
{
	buf_clear(out);
	for (size_t at = 0; at < value.n; at++) {
		char c = value.p[at];
		if (c == ' ' && at + 1 < value.n && (value.p[at + 1] == '!' || value.p[at + 1] == '{'))
			break;
		if (c == '\\' && at + 1 < value.n)
			c = value.p[++at];
		buf_addc(out, c);
	}
}

static void read_header(struct vocabulary *v, struct span tag, struct span value)
{
	if (span_is(tag, "data-version") || span_is(tag, "version"))
		vocabulary_version(v, value);
	else if (span_is(tag, "property_value") && (span_starts(value, "dcterms:license ") || span_starts(value, "terms:license ") ||
												span_starts(value, "http://purl.org/dc/terms/license ")))
		vocabulary_licence(v, span_trim(span_sub(value, (size_t)((const char *)memchr(value.p, ' ', value.n) - value.p), value.n)));
	else if (span_is(tag, "remark") && memchr(value.p, ' ', value.n) != NULL)
		for (size_t i = 0; i + 5 <= value.n; i++)
			if (memcmp(value.p + i, "icen", 4) == 0) { /* licence, license, Licensed … */
				vocabulary_licence(v, value);
				return;
			}
}

static void read_term(struct vocabulary *v, size_t concept, struct span tag, struct span value, struct buf *text)
{
	if (span_is(tag, "synonym") && value.n && value.p[0] == '"') {
		struct span rest = quoted(value, text);
		enum property says = span_starts(rest, "EXACT")    ? SAYS_EXACT
							 : span_starts(rest, "NARROW") ? SAYS_NARROW
							 : span_starts(rest, "BROAD")  ? SAYS_BROAD
														   : SAYS_RELATED;
		import_say(v, concept, says, buf_span(text));
		return;
	}
	enum property says = span_is(tag, "name")          ? SAYS_LABEL
						 : span_is(tag, "is_a")        ? SAYS_PARENT
						 : span_is(tag, "xref")        ? SAYS_XREF
						 : span_is(tag, "namespace")   ? SAYS_CLASS
						 : span_is(tag, "is_obsolete") ? SAYS_OBSOLETE
													   : SAYS_NOTHING;
	if (says == SAYS_NOTHING)
		return;
	bare(value, text);
	struct span s = buf_span(text);
	if (says == SAYS_XREF && memchr(s.p, ' ', s.n) != NULL)
		s.n = (size_t)((const char *)memchr(s.p, ' ', s.n) - s.p);
	import_say(v, concept, says, s);
}

int import_obo(struct vocabulary *v, struct feed *f, struct diag *d)
{
	struct buf line = {0}, text = {0};
	bool header = true, term = false;
	size_t concept = SIZE_MAX, terms = 0;
	while (feed_line(f, LINE_BYTES, &line)) {
		struct span s = span_trim(buf_span(&line));
		if (s.n && s.p[0] == '[') {
			header = false;
			term = span_starts(s, "[Term]");
			concept = SIZE_MAX;
			continue;
		}
		const char *colon = s.n ? memchr(s.p, ':', s.n) : NULL;
		if (colon == NULL)
			continue;
		struct span tag = span_make(s.p, (size_t)(colon - s.p)), value = span_trim(span_make(colon + 1, s.n - tag.n - 1));
		if (header) {
			read_header(v, tag, value);
		} else if (term && span_is(tag, "id")) {
			bare(value, &text);
			concept = vocabulary_concept(v, buf_span(&text));
			terms++;
		} else if (term && concept != SIZE_MAX) {
			read_term(v, concept, tag, value, &text);
		}
	}
	buf_free(&line);
	buf_free(&text);
	return terms || f->error ? DIAG_OK : diag_at(d, DIAG_WRONG, f->name, 0, 0, "no [Term] is in it");
}
