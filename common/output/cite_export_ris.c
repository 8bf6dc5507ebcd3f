/* RIS (Research Information Systems, 2001; tags as Zotero and EndNote read them): one `XX  - value` a line, CR LF. */
#include "output/cite_export_parts.h"

static void line(const char *tag, struct span value, struct buf *out)
{
	buf_adds(out, tag);
	buf_adds(out, "  - ");
	buf_addspan(out, value);
	buf_adds(out, "\r\n");
}

static void add_authors(const struct export_item *e, struct buf *out)
{
	for (size_t i = 0; i < e->authors.n; i++) {
		const struct export_name *n = &e->authors.v[i];
		buf_adds(out, "AU  - ");
		buf_addspan(out, n->family);
		if (n->given.n) {
			buf_adds(out, ", ");
			buf_addspan(out, n->given);
		}
		if (n->given.n && n->suffix.n) {
			buf_adds(out, ", ");
			buf_addspan(out, n->suffix);
		}
		buf_adds(out, "\r\n");
	}
}

static void open_entry(const char *type, struct span id, bool first, struct buf *out)
{
	(void)first;
	line("TY", span_of(type), out);
	line("ID", id, out);
}

static void add_special(const struct export_item *e, enum export_field field, struct span value, struct buf *out)
{
	switch (field) {
	case FIELD_AUTHORS:
		add_authors(e, out);
		break;
	case FIELD_EDITORS:
		line(e->kind == REFERENCE_CHAPTER ? "A2" : "ED", value, out);
		break;
	case FIELD_DATE:
		line(e->year.n ? "PY" : "N1", value, out);
		if (e->year.n && e->kind == REFERENCE_PAPER)
			line("DA", value, out); /* of a paper some readers take PY for the year of the meeting */
		break;
	case FIELD_CONTAINER:
		if (e->kind == REFERENCE_ARTICLE)
			line("JO", value, out);
		line("T2", value, out);
		break;
	default: /* pages */
		line("SP", e->first_page, out);
		if (e->last_page.n)
			line("EP", e->last_page, out);
	}
}

const struct export_writer export_ris = {
	.types = {"JOUR", "BOOK", "CHAP", "THES", "RPRT", "CONF", "ELEC", "GEN"},
	.keys = {[FIELD_TITLE] = "TI",
			 [FIELD_VOLUME] = "VL",
			 [FIELD_ISSUE] = "IS",
			 [FIELD_EDITION] = "ET",
			 [FIELD_PUBLISHER] = "PB",
			 [FIELD_DOI] = "DO",
			 [FIELD_PMID] = "AN",
			 [FIELD_PMCID] = "C2",
			 [FIELD_URL] = "UR",
			 [FIELD_NOTE] = "N1"},
	.head = "",
	.close = "ER  - \r\n\r\n",
	.foot = "",
	.none = "",
	.open = open_entry,
	.add = line,
	.special = add_special,
};
