/* The W3C Web Annotation Data Model (2017): a target in the source, selected by its place and by its words. */
#include "output/annotation.h"

#include "base/text.h"
#include "output/iri.h"

enum { CONTEXT = 32 }; /* code points of prefix and suffix */

/* What annotations of one document share. */
struct page {
	const struct carried *c;
	struct buf source; /* address of the document */
	struct buf name;   /* of the document in the names of annotations */
	bool markup;       /* places are told in bytes: code points would be those of the text behind the markup */
	struct buf words;
};

static void add_string(const char *key, struct span value, struct buf *out)
{
	buf_printf(out, "\"%s\":", key);
	json_write(out, value);
}

static void add_name(const struct page *p, size_t number, struct buf *out)
{
	buf_adds(out, "\"urn:x-evitab:");
	buf_addspan(out, buf_span(&p->name));
	buf_printf(out, ":T%zu\"", number + 1);
}

static void add_position(const struct page *p, const struct annotation *a, struct buf *out)
{
	if (p->markup)
		buf_printf(out, "{\"type\":\"DataPositionSelector\",\"start\":%zu,\"end\":%zu}", a->source.start, a->source.end);
	else
		buf_printf(out, "{\"type\":\"TextPositionSelector\",\"start\":%zu,\"end\":%zu}", a->source.char_start, a->source.char_end);
}

/* Prefix and suffix stay in the paragraph: what is between paragraphs is not known here, and a quote must be found letter by letter. */
static void add_quote(const struct page *p, const struct annotation *a, struct buf *out)
{
	struct span text = buf_span(&p->c->text);
	const struct stretch *passage = &p->c->passages.v[a->passage].place;
	size_t from = a->place.from, to = a->place.to, n;
	for (int i = 0; i < CONTEXT && from > passage->from; i++, from -= n)
		text_decode_before(text, from, &n);
	for (int i = 0; i < CONTEXT && to < passage->to; i++, to += n)
		text_decode(text, to, &n);
	buf_adds(out, ",{\"type\":\"TextQuoteSelector\",");
	add_string("exact", carried_text(p->c, a->place), out);
	buf_addc(out, ',');
	add_string("prefix", span_sub(text, from, a->place.from), out);
	buf_addc(out, ',');
	add_string("suffix", span_sub(text, a->place.to, to), out);
	buf_addc(out, '}');
}

/* An identifier such as MESH:D003866 by the address that identifiers.org gives it; those of evitab have no address. */
static void add_concept(struct span concept, struct buf *out)
{
	struct buf iri = {0};
	if (span_starts(concept, "MESH:")) {
		buf_adds(&iri, "http://id.nlm.nih.gov/mesh/");
		iri_name(span_sub(concept, 5, concept.n), &iri);
	} else {
		const char *colon = span_starts(concept, "evitab:") ? NULL : memchr(concept.p, ':', concept.n);
		size_t prefix = colon != NULL ? (size_t)(colon - concept.p) + 1 : 0;
		buf_adds(&iri, colon != NULL ? "https://identifiers.org/" : "urn:x-evitab:concept:");
		buf_add(&iri, concept.p, prefix);
		iri_name(span_sub(concept, prefix, concept.n), &iri);
	}
	buf_adds(out, ",{\"type\":\"SpecificResource\",\"purpose\":\"identifying\",");
	add_string("source", buf_span(&iri), out);
	buf_addc(out, '}');
	buf_free(&iri);
}

static void add_textual(const char *purpose, struct span value, struct buf *out)
{
	buf_printf(out, ",{\"type\":\"TextualBody\",\"purpose\":\"%s\",\"format\":\"text/plain\",", purpose);
	add_string("value", value, out);
	buf_addc(out, '}');
}

/* What it is, which concept, what it leads to, and all members of the record as lines of text. */
static void add_bodies(struct page *p, const struct schema_table *t, const struct record *r, struct buf *out)
{
	struct buf all = {0};
	const char *name;
	buf_adds(out, "\"body\":[{\"type\":\"TextualBody\",\"purpose\":\"classifying\",\"format\":\"text/plain\",");
	add_string("value", span_of(t->type), out);
	buf_addc(out, '}');
	for (size_t at = 0; annotation_next(t->members, r, &at, &name, &p->words);) {
		struct span value = buf_span(&p->words);
		buf_printf(&all, "%s%s: ", all.n ? "\n" : "", name);
		buf_addspan(&all, value);
		if (strcmp(name, "concept") == 0)
			add_concept(value, out);
		else if (strcmp(name, "label") == 0)
			add_textual("tagging", value, out);
		else if (strcmp(name, "doi") == 0) {
			struct buf iri = {0};
			iri_doi(value, &iri);
			buf_adds(out, ",{\"type\":\"SpecificResource\",\"purpose\":\"identifying\",");
			add_string("source", buf_span(&iri), out);
			buf_addc(out, '}');
			buf_free(&iri);
		}
	}
	size_t at = 0, entry;
	while ((entry = carried_next_entry(p->c, r, &at)) != SIZE_MAX) {
		buf_adds(out, ",{\"type\":\"SpecificResource\",\"purpose\":\"linking\",\"source\":");
		add_name(p, entry, out);
		buf_addc(out, '}');
	}
	if (all.n)
		add_textual("describing", buf_span(&all), out);
	buf_addc(out, ']');
	buf_free(&all);
}

static const char *motivation(const struct schema_table *t)
{
	static const char *const of[][2] = {
		{"citation", "linking"}, {"reference", "identifying"}, {"claim", "describing"}, {"finding", "assessing"}};
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
		if (strcmp(of[i][0], t->type) == 0)
			return of[i][1];
	return "identifying";
}

static void open_page(struct page *p)
{
	struct record r;
	record_parse(&r, p->c->document);
	struct buf doc = {0};
	json_unescape(r.doc, &doc);
	if (iri_web(buf_span(&doc)))
		iri_address(buf_span(&doc), &p->source);
	else
		iri_name(buf_span(&doc), &p->source);
	iri_name(buf_span(&doc), &p->name);
	p->markup = span_is(record_get(&r, "media"), "\"text/html\"");
	buf_free(&doc);
}

void web_document(const struct carried *c, size_t already, struct buf *out)
{
	struct page p = {.c = c};
	struct record r;
	open_page(&p);
	for (size_t i = 0; i < c->annotations.n; i++) {
		const struct annotation *a = &c->annotations.v[i];
		const struct schema_table *t = &c->leaf->schema.tables.v[a->table];
		record_parse(&r, a->line);
		buf_adds(out, already + i ? ",\n{\"id\":" : "\n{\"id\":");
		add_name(&p, i, out);
		buf_printf(out, ",\"type\":\"Annotation\",\"motivation\":\"%s\",", motivation(t));
		add_bodies(&p, t, &r, out);
		buf_adds(out, ",\"target\":{\"source\":");
		json_write(out, buf_span(&p.source));
		buf_adds(out, ",\"selector\":[");
		add_position(&p, a, out);
		add_quote(&p, a, out);
		buf_adds(out, "]}}");
	}
	buf_free(&p.source);
	buf_free(&p.name);
	buf_free(&p.words);
}
