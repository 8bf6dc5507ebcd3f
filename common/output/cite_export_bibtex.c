/* BibTeX, as BibTeX, biber and reference managers read it: UTF-8 is kept, what LaTeX would take for its own is escaped. */
#include "output/cite_export_parts.h"

#include "base/text.h"

/* The field that the container goes to, by kind. */
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
	open_field(key, out);
	escape(value, out);
	buf_addc(out, '}');
}

/* DOIs and addresses are read verbatim; a brace, which would not be, is written as a percent code. */
static void add_verbatim(const char *key, struct span value, struct buf *out)
{
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
	open_field("pages", out);
	escape(e->first_page, out);
	if (e->last_page.n) {
		buf_adds(out, "--");
		escape(e->last_page, out);
	}
	buf_addc(out, '}');
}

static void open_entry(const char *type, struct span id, bool first, struct buf *out)
{
	(void)first;
	buf_printf(out, "@%s{", type);
	buf_addspan(out, id);
}

static void add_special(const struct export_item *e, enum export_field field, struct span value, struct buf *out)
{
	static const char *const verbatim[EXPORT_FIELDS] = {
		[FIELD_DOI] = "doi", [FIELD_PMID] = "pmid", [FIELD_PMCID] = "pmcid", [FIELD_URL] = "url"};
	switch (field) {
	case FIELD_AUTHORS:
		add_authors(e, out);
		break;
	case FIELD_EDITORS:
		open_field("editor", out);
		buf_addc(out, '{');
		escape(value, out);
		buf_adds(out, "}}");
		break;
	case FIELD_TITLE:
		open_field("title", out);
		escape_title(value, out);
		buf_addc(out, '}');
		break;
	case FIELD_CONTAINER:
		add(containers[e->kind], value, out);
		break;
	case FIELD_PAGES:
		add_pages(e, out);
		break;
	case FIELD_PUBLISHER:
		add(e->kind == REFERENCE_THESIS ? "school" : e->kind == REFERENCE_REPORT ? "institution" : "publisher", value, out);
		break;
	default:
		add_verbatim(verbatim[field], value, out);
	}
}

const struct export_writer export_bibtex = {
	.types = {"article", "book", "incollection", "phdthesis", "techreport", "inproceedings", "misc", "misc"},
	.keys =
		{[FIELD_DATE] = "year", [FIELD_VOLUME] = "volume", [FIELD_ISSUE] = "number", [FIELD_EDITION] = "edition", [FIELD_NOTE] = "note"},
	.head = "",
	.close = "\n}\n\n",
	.foot = "",
	.none = "",
	.et_al = true,
	.open = open_entry,
	.add = add,
	.special = add_special,
};
