/* BibTeX, as BibTeX, biber and reference managers read it: UTF-8 is kept, what LaTeX would take for its own is escaped. */
#include "output/cite_export_parts.h"

#include "base/text.h"

static const char *const types[] = {"article", "book", "incollection", "phdthesis", "techreport", "inproceedings", "misc", "misc"};

/* The field that the container goes to, by type; NULL: there is none, it is said in a note. */
static const char *const containers[] = {"journal", "series",    "booktitle",    "howpublished",
										 "series",  "booktitle", "howpublished", "howpublished"};

static void escape(struct span s, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&':
		case '%':
		case '$':
		case '#':
		case '_':
			buf_addc(out, '\\');
			buf_addc(out, s.p[i]);
			break;
		case '{':
			buf_adds(out, "\\textbraceleft{}"); /* \{ would not count as balanced in BibTeX */
			break;
		case '}':
			buf_adds(out, "\\textbraceright{}");
			break;
		case '\\':
			buf_adds(out, "\\textbackslash{}");
			break;
		case '~':
			buf_adds(out, "\\textasciitilde{}");
			break;
		case '^':
			buf_adds(out, "\\textasciicircum{}");
			break;
		case '-':
			buf_adds(out, i && s.p[i - 1] == '-' ? "{}-" : "-"); /* two would become a dash */
			break;
		default:
			buf_addc(out, s.p[i]);
		}
	}
}

/* Styles write titles in small letters: a word with capitals behind its first letter is put in braces ("{NMDA}", "{mTOR}"). */
static void escape_title(struct span s, struct buf *out)
{
	for (size_t i = 0, to; i < s.n; i = to) {
		bool capitals = false;
		for (to = i; to < s.n && s.p[to] != ' '; to++)
			capitals |= to > i && text_is_upper(s.p[to]);
		if (capitals)
			buf_addc(out, '{');
		escape(span_sub(s, i, to), out);
		if (capitals)
			buf_addc(out, '}');
		while (to < s.n && s.p[to] == ' ')
			buf_addc(out, s.p[to++]);
	}
}

static void open_field(const char *key, struct buf *out)
{
	buf_adds(out, ",\n\t");
	buf_adds(out, key);
	buf_adds(out, " = {");
}

static void add(const char *key, struct span value, struct buf *out)
{
	if (value.n == 0 || key == NULL)
		return;
	open_field(key, out);
	escape(value, out);
	buf_addc(out, '}');
}

/* DOIs and addresses are read verbatim; a brace, which would not be, is written as a percent code. */
static void add_verbatim(const char *key, struct span value, struct buf *out)
{
	if (value.n == 0)
		return;
	open_field(key, out);
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '{' || value.p[i] == '}')
			buf_printf(out, "%%%02X", (unsigned)value.p[i]);
		else
			buf_addc(out, value.p[i]);
	}
	buf_addc(out, '}');
}

static void add_authors(const struct export_item *e, struct buf *out)
{
	if (e->authors.n == 0)
		return;
	open_field("author", out);
	for (size_t i = 0; i < e->authors.n; i++) {
		const struct export_name *n = &e->authors.v[i];
		if (i)
			buf_adds(out, " and ");
		if (n->given.n == 0)
			buf_addc(out, '{'); /* one name, whatever words it has */
		escape(n->family, out);
		if (n->given.n == 0)
			buf_addc(out, '}');
		if (n->given.n && n->suffix.n) {
			buf_adds(out, ", ");
			escape(n->suffix, out);
		}
		if (n->given.n) {
			buf_adds(out, ", ");
			escape(n->given, out);
		}
	}
	buf_adds(out, e->et_al ? " and others}" : "}");
}

static void add_pages(const struct export_item *e, struct buf *out)
{
	if (e->first_page.n == 0)
		return;
	open_field("pages", out);
	escape(e->first_page, out);
	if (e->last_page.n) {
		buf_adds(out, "--");
		escape(e->last_page, out);
	}
	buf_addc(out, '}');
}

void export_bibtex(const struct export_item *e, struct buf *out)
{
	const struct reference_shape *p = &e->part;
	struct buf note = {0};
	buf_addc(out, '@');
	buf_adds(out, types[e->kind]);
	buf_addc(out, '{');
	buf_addspan(out, e->id);
	add_authors(e, out);
	if (p->editors.n) {
		open_field("editor", out);
		buf_addc(out, '{');
		escape(p->editors, out);
		buf_adds(out, "}}");
	}
	if (p->title.n) {
		open_field("title", out);
		escape_title(p->title, out);
		buf_addc(out, '}');
	}
	add(containers[e->kind], p->container, out);
	add("year", e->year.n ? e->year : e->undated, out);
	add("volume", p->volume, out);
	add("number", p->issue, out);
	add_pages(e, out);
	add("edition", e->edition, out);
	add(e->kind == REFERENCE_THESIS ? "school" : e->kind == REFERENCE_REPORT ? "institution" : "publisher", p->publisher, out);
	add_verbatim("doi", p->doi, out);
	add_verbatim("pmid", e->pmid, out);
	add_verbatim("pmcid", e->pmcid, out);
	add_verbatim("url", p->url, out);
	export_note(e, e->authors.n > 0, &note); /* "and others" */
	add("note", buf_span(&note), out);
	buf_adds(out, "\n}\n\n");
	buf_free(&note);
}
