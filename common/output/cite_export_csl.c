/* CSL-JSON (Citation Style Language, schema csl-data 1.0.2): one object an entry. */
#include "output/cite_export_parts.h"

static void add_key(const char *key, struct buf *out)
{
	buf_adds(out, ",\n\t\t\"");
	buf_adds(out, key);
	buf_adds(out, "\": ");
}

static void add(const char *key, struct span value, struct buf *out)
{
	add_key(key, out);
	json_write(out, value);
}

static void add_authors(const struct export_item *e, struct buf *out)
{
	add_key("author", out);
	for (size_t i = 0; i < e->authors.n; i++) {
		const struct export_name *n = &e->authors.v[i];
		buf_adds(out, i ? ", " : "[");
		buf_adds(out, n->given.n ? "{\"family\": " : "{\"literal\": ");
		json_write(out, n->family);
		if (n->given.n) {
			buf_adds(out, ", \"given\": ");
			json_write(out, n->given);
		}
		if (n->given.n && n->suffix.n) {
			buf_adds(out, ", \"suffix\": ");
			json_write(out, n->suffix);
		}
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void add_date(const struct export_item *e, struct buf *out)
{
	if (e->year.n) {
		unsigned year = 0; /* a number in JSON has no leading zero */
		for (size_t i = 0; i < e->year.n; i++)
			year = year * 10 + (unsigned)(e->year.p[i] - '0');
		add_key("issued", out);
		buf_printf(out, "{\"date-parts\": [[%u]]}", year);
		if (e->year_suffix)
			add("year-suffix", span_make(&e->year_suffix, 1), out);
	} else if (e->undated.n) {
		add_key("issued", out);
		buf_adds(out, "{\"literal\": ");
		json_write(out, e->undated);
		buf_addc(out, '}');
	}
}

static void add_pages(const struct export_item *e, struct buf *out)
{
	if (e->last_page.n == 0) {
		add("page", e->first_page, out);
		return;
	}
	struct buf range = {0};
	buf_addspan(&range, e->first_page);
	buf_addc(&range, '-');
	buf_addspan(&range, e->last_page);
	add("page", buf_span(&range), out);
	buf_free(&range);
}

static void open_entry(const char *type, struct span id, bool first, struct buf *out)
{
	buf_adds(out, first ? "\n\t{\n\t\t\"id\": " : ",\n\t{\n\t\t\"id\": ");
	json_write(out, id);
	add("type", span_of(type), out);
}

static void add_special(const struct export_item *e, enum export_field field, struct span value, struct buf *out)
{
	if (field == FIELD_AUTHORS) {
		add_authors(e, out);
	} else if (field == FIELD_DATE) {
		add_date(e, out);
	} else if (field == FIELD_PAGES) {
		add_pages(e, out);
	} else { /* editors as they are printed */
		add_key("editor", out);
		buf_adds(out, "[{\"literal\": ");
		json_write(out, value);
		buf_adds(out, "}]");
	}
}

const struct export_writer export_csl = {
	.types = {"article-journal", "book", "chapter", "thesis", "report", "paper-conference", "webpage", "document"},
	.keys = {[FIELD_TITLE] = "title",
			 [FIELD_CONTAINER] = "container-title",
			 [FIELD_VOLUME] = "volume",
			 [FIELD_ISSUE] = "issue",
			 [FIELD_EDITION] = "edition",
			 [FIELD_PUBLISHER] = "publisher",
			 [FIELD_DOI] = "DOI",
			 [FIELD_PMID] = "PMID",
			 [FIELD_PMCID] = "PMCID",
			 [FIELD_URL] = "URL",
			 [FIELD_NOTE] = "note"},
	.head = "[",
	.close = "\n\t}",
	.foot = "\n]\n",
	.none = "[]\n",
	.open = open_entry,
	.add = add,
	.special = add_special,
};
