/* RIS (Research Information Systems, 2001; tags as Zotero and EndNote read them): one `XX  - value` a line, CR LF. */
#include "output/cite_export_parts.h"

static const char *const types[] = {"JOUR", "BOOK", "CHAP", "THES", "RPRT", "CONF", "ELEC", "GEN"};

static void line(const char *tag, struct span value, struct buf *out)
{
	if (value.n == 0)
		return;
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

void export_ris(const struct export_item *e, struct buf *out)
{
	const struct reference_shape *p = &e->part;
	struct buf note = {0};
	line("TY", span_of(types[e->kind]), out);
	line("ID", e->id, out);
	add_authors(e, out);
	line(e->kind == REFERENCE_CHAPTER ? "A2" : "ED", p->editors, out);
	line("PY", e->year, out);
	if (e->kind == REFERENCE_PAPER)
		line("DA", e->year, out); /* of a paper some readers take PY for the year of the meeting */
	line("TI", p->title, out);
	if (e->kind == REFERENCE_ARTICLE)
		line("JO", p->container, out);
	line("T2", p->container, out);
	line("VL", p->volume, out);
	line("IS", p->issue, out);
	line("SP", e->first_page, out);
	line("EP", e->last_page, out);
	line("ET", e->edition, out);
	line("PB", p->publisher, out);
	line("DO", p->doi, out);
	line("AN", e->pmid, out);
	line("C2", e->pmcid, out);
	line("UR", p->url, out);
	if (e->year.n == 0)
		line("N1", e->undated, out);
	export_note(e, false, &note);
	line("N1", buf_span(&note), out);
	buf_adds(out, "ER  - \r\n\r\n");
	buf_free(&note);
}
