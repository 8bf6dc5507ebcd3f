/* Vocabularies in XML, read as a stream: MeSH descriptors and supplements; SKOS and OWL as RDF/XML. */
#include <stdlib.h>

#include "stream/xml.h"
#include "vocabulary/import.h"

enum { TEXT_MOST = 1 << 16 };

/* Where in an RDF or MeSH file the reader stands. */
struct place {
	struct vocabulary *v;
	size_t concept; /* SIZE_MAX: in none */
	int depth;      /* of the element that opened it */
	int inner;      /* of the element whose text is read; 0: none */
	enum property says;
	bool tree;    /* the text is a tree number */
	bool id;      /* the text is the id of the record, which comes before all that belongs to it */
	bool foreign; /* of another language */
	bool mesh;
	struct buf text;
	size_t found;
};

/* The value of the attribute of that local name, into out; false where there is none. */
static bool attribute(xmlTextReaderPtr r, const char *name, struct buf *out)
{
	bool found = false;
	buf_clear(out);
	for (int more = xmlTextReaderMoveToFirstAttribute(r); more == 1 && !found; more = xmlTextReaderMoveToNextAttribute(r)) {
		found = span_is(xml_local_name(r), name);
		if (found)
			buf_addspan(out, xml_value(r));
	}
	xmlTextReaderMoveToElement(r);
	return found;
}

/* ---- MeSH ---- */

static bool mesh_record(struct span name)
{
	return span_is(name, "DescriptorRecord") || span_is(name, "SupplementalRecord");
}

/* The elements that matter have names of their own; a String is the record's name, or a term. */
static void open_mesh(struct place *p, xmlTextReaderPtr r)
{
	struct span name = xml_local_name(r);
	int depth = xmlTextReaderDepth(r);
	if (mesh_record(name)) {
		p->concept = SIZE_MAX;
		p->depth = depth;
		p->id = true;
		return;
	}
	bool own = depth == p->depth + 1;
	p->tree = span_is(name, "TreeNumber");
	if (own && (span_is(name, "DescriptorUI") || span_is(name, "SupplementalRecordUI")))
		p->inner = depth, p->says = SAYS_NOTHING;
	else if (p->concept == SIZE_MAX)
		return;
	else if (own && (span_is(name, "DescriptorName") || span_is(name, "SupplementalRecordName")))
		p->inner = depth, p->says = SAYS_LABEL;
	else if (span_is(name, "Term"))
		p->inner = depth, p->says = SAYS_EXACT;
	else if (p->tree)
		p->inner = depth, p->says = SAYS_NOTHING;
}

static void say_mesh(struct place *p)
{
	struct span text = span_trim(buf_span(&p->text));
	if (p->id && p->concept == SIZE_MAX) {
		p->concept = vocabulary_concept(p->v, text);
		p->id = false;
		p->found++;
	} else if (p->tree) {
		vocabulary_tree(p->v, p->concept, text);
	} else {
		import_say(p->v, p->concept, p->says, text);
	}
}

/* In a Term only the String is text. */
static bool mesh_text(const struct place *p, struct span parent)
{
	return p->says != SAYS_EXACT || span_is(parent, "String");
}

/* ---- RDF ---- */

static void open_rdf(struct place *p, xmlTextReaderPtr r, struct buf *value)
{
	struct span name = xml_local_name(r);
	int depth = xmlTextReaderDepth(r);
	if (p->concept == SIZE_MAX && p->depth == 0) {
		if (depth == 1 && (attribute(r, "about", value) || attribute(r, "ID", value)) && !xmlTextReaderIsEmptyElement(r)) {
			p->depth = depth;
			bool concept = span_is(name, "Concept") || span_is(name, "Class") || span_is(name, "Description");
			p->concept = concept ? vocabulary_concept(p->v, buf_span(value)) : SIZE_MAX;
			p->found += concept;
		}
		return;
	}
	if (depth != p->depth + 1)
		return;
	enum property says = import_property(name);
	if (attribute(r, "resource", value)) {
		import_say(p->v, p->concept, says, buf_span(value));
	} else if (!xmlTextReaderIsEmptyElement(r)) {
		p->foreign = attribute(r, "lang", value) && !import_language(vocabulary_wish(p->v), buf_span(value));
		p->inner = depth;
		p->says = says;
	}
}

/* ---- both ---- */

static void close_element(struct place *p, xmlTextReaderPtr r)
{
	int depth = xmlTextReaderDepth(r);
	if (p->inner && depth == p->inner) {
		struct span text = span_trim(buf_span(&p->text));
		if (p->mesh)
			say_mesh(p);
		else if (text.n && !p->foreign)
			import_say(p->v, p->concept, p->says, text);
		p->inner = 0;
		p->tree = p->foreign = false;
		buf_clear(&p->text);
	}
	if (p->depth && depth == p->depth) {
		p->concept = SIZE_MAX;
		p->depth = 0;
	}
}

static void read_node(struct place *p, xmlTextReaderPtr r, struct buf *scratch, struct buf *parent)
{
	int type = xmlTextReaderNodeType(r);
	if (type == XML_READER_TYPE_ELEMENT) {
		struct span name = xml_local_name(r);
		if (xmlTextReaderDepth(r) == 0)
			p->mesh = span_is(name, "DescriptorRecordSet") || span_is(name, "SupplementalRecordSet");
		buf_clear(parent);
		buf_addspan(parent, name);
		if (p->inner)
			return;
		if (p->mesh)
			open_mesh(p, r);
		else
			open_rdf(p, r, scratch);
		if (p->inner && xmlTextReaderIsEmptyElement(r))
			p->inner = 0;
	} else if (type == XML_READER_TYPE_END_ELEMENT) {
		close_element(p, r);
		buf_clear(parent);
	} else if (p->inner && (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA)) {
		bool own = p->mesh ? mesh_text(p, buf_span(parent)) : xmlTextReaderDepth(r) == p->inner + 1;
		if (own && p->text.n < TEXT_MOST)
			buf_addspan(&p->text, xml_value(r));
	}
}

int import_xml(struct vocabulary *v, struct feed *f, struct diag *d)
{
	struct place p = {.v = v, .concept = SIZE_MAX};
	struct buf scratch = {0}, parent = {0};
	xmlTextReaderPtr r = xml_open(f);
	int more;
	while ((more = xmlTextReaderRead(r)) == 1)
		read_node(&p, r, &scratch, &parent);
	int code = xml_close(r, more, f, d);
	buf_free(&p.text);
	buf_free(&scratch);
	buf_free(&parent);
	return code || f->error || p.found ? code : diag_at(d, DIAG_WRONG, f->name, 0, 0, "neither MeSH records nor concepts of RDF are in it");
}
