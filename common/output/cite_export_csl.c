/* CSL-JSON (Citation Style Language, schema csl-data 1.0.2): one object an entry. */
#include "output/cite_export_parts.h"

static const char *const types[] = {
	"article-journal", "book", "chapter", "thesis", "report", "paper-conference", "webpage", "document",
};

static void add_key(const char *key, struct buf *out)
{
	buf_adds(out, ",\n\t\t\"");
	buf_adds(out, key);
	buf_adds(out, "\": ");
}

static void add(const char *key, struct span value, struct buf *out)
{
	if (value.n == 0)
		return;
	add_key(key, out);
	json_write(out, value);
}

static void add_authors(const struct export_item *e, struct buf *out)
{
	if (e->authors.n == 0)
		return;
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

void export_csl(const struct export_item *e, bool first, struct buf *out)
{
	const struct reference_shape *p = &e->part;
	struct buf note = {0};
	buf_adds(out, first ? "\n\t{\n\t\t\"id\": " : ",\n\t{\n\t\t\"id\": ");
	json_write(out, e->id);
	add("type", span_of(types[e->kind]), out);
	add_authors(e, out);
	if (p->editors.n) {
		add_key("editor", out);
		buf_adds(out, "[{\"literal\": ");
		json_write(out, p->editors);
		buf_adds(out, "}]");
	}
	add_date(e, out);
	add("title", p->title, out);
	add("container-title", p->container, out);
	add("volume", p->volume, out);
	add("issue", p->issue, out);
	add_pages(e, out);
	add("edition", e->edition, out);
	add("publisher", p->publisher, out);
	add("DOI", p->doi, out);
	add("PMID", e->pmid, out);
	add("PMCID", e->pmcid, out);
	add("URL", p->url, out);
	export_note(e, false, &note);
	add("note", buf_span(&note), out);
	buf_adds(out, "\n\t}");
	buf_free(&note);
}
