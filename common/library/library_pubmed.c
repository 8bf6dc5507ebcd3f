/* PubMed's XML (PubmedArticleSet), read as a stream: one article is held at a time. */
#include <stdlib.h>

#include "base/text.h"
#include "library/library_read.h"
#include "stream/xml.h"

/* Where a text stands, by the names of the elements around it. */
enum place { NOWHERE, IN_TITLE, IN_JOURNAL, IN_SHORT, IN_VOLUME, IN_YEAR, IN_AUTHOR, IN_DOI };

struct article {
	struct library_draft w;
	struct buf journal_short;
	enum place place;
	int depth;  /* of the element that opened the place */
	bool open;  /* in an article */
	bool dated; /* in the date of the issue */
	bool cites; /* in the list of what the article cites, whose titles and DOIs are not its own */
};

static bool attribute_is(xmlTextReaderPtr r, const char *name, const char *value)
{
	xmlChar *have = xmlTextReaderGetAttribute(r, (const xmlChar *)name);
	bool same = have && strcmp((const char *)have, value) == 0;
	xmlFree(have);
	return same;
}

static enum place place_of(const struct article *a, struct span name, xmlTextReaderPtr r)
{
	const struct buf *field = a->w.field;
	if (a->cites)
		return NOWHERE;
	if (span_is(name, "ArticleTitle") && field[LIBRARY_TITLE].n == 0)
		return IN_TITLE;
	if (span_is(name, "Title") && field[LIBRARY_CONTAINER].n == 0)
		return IN_JOURNAL;
	if (span_is(name, "ISOAbbreviation"))
		return IN_SHORT;
	if (span_is(name, "Volume") && field[LIBRARY_VOLUME].n == 0)
		return IN_VOLUME;
	if (a->dated && (span_is(name, "Year") || span_is(name, "MedlineDate")) && a->w.year == 0)
		return IN_YEAR;
	if ((span_is(name, "LastName") || span_is(name, "CollectiveName")) && field[LIBRARY_AUTHOR].n == 0)
		return IN_AUTHOR;
	bool doi = (span_is(name, "ArticleId") && attribute_is(r, "IdType", "doi")) ||
			   (span_is(name, "ELocationID") && attribute_is(r, "EIdType", "doi"));
	return doi && field[LIBRARY_DOI].n == 0 ? IN_DOI : NOWHERE;
}

static void open_element(struct article *a, xmlTextReaderPtr r)
{
	struct span name = xml_name(r);
	if (span_is(name, "PubmedArticle") || span_is(name, "PubmedBookArticle")) {
		library_draft_clear(&a->w);
		buf_clear(&a->journal_short);
		a->open = true;
		a->place = NOWHERE;
		a->dated = a->cites = false;
		return;
	}
	if (!a->open || xmlTextReaderIsEmptyElement(r))
		return;
	a->cites |= span_is(name, "ReferenceList") || span_is(name, "CommentsCorrectionsList");
	a->dated |= span_is(name, "PubDate");
	/* PubMed marks the retracted by a type of publication of that number in MeSH */
	if (span_is(name, "PublicationType") && attribute_is(r, "UI", "D016441"))
		a->w.retracted = true;
	enum place p = a->place == NOWHERE ? place_of(a, name, r) : NOWHERE;
	if (p != NOWHERE) {
		a->place = p;
		a->depth = xmlTextReaderDepth(r);
	}
}

static void close_element(struct article *a, xmlTextReaderPtr r, struct library_builder *b)
{
	struct span name = xml_name(r);
	if (a->place != NOWHERE && xmlTextReaderDepth(r) <= a->depth)
		a->place = NOWHERE;
	if (span_is(name, "ReferenceList") || span_is(name, "CommentsCorrectionsList"))
		a->cites = false;
	if (span_is(name, "PubDate"))
		a->dated = false;
	if (a->open && (span_is(name, "PubmedArticle") || span_is(name, "PubmedBookArticle"))) {
		if (a->w.field[LIBRARY_CONTAINER].n == 0)
			buf_addspan(&a->w.field[LIBRARY_CONTAINER], buf_span(&a->journal_short));
		library_builder_add(b, &a->w);
		a->open = false;
	}
}

static void take_text(struct article *a, xmlTextReaderPtr r)
{
	static const enum library_field fields[] = {[IN_TITLE] = LIBRARY_TITLE,
												[IN_JOURNAL] = LIBRARY_CONTAINER,
												[IN_VOLUME] = LIBRARY_VOLUME,
												[IN_AUTHOR] = LIBRARY_AUTHOR,
												[IN_DOI] = LIBRARY_DOI};
	struct span s = xml_value(r);
	if (a->place == NOWHERE || s.n > LIBRARY_ENTRY_MAX)
		return;
	if (a->place == IN_YEAR)
		library_draft_year(&a->w, s);
	else if (a->place == IN_SHORT)
		buf_addspan(&a->journal_short, s);
	else
		buf_addspan(&a->w.field[fields[a->place]], s);
}

int library_read_pubmed(struct library_builder *b, struct feed *f, struct diag *d)
{
	struct article a = {.place = NOWHERE};
	xmlTextReaderPtr r = xml_open(f);
	int more;
	while ((more = xmlTextReaderRead(r)) == 1) {
		switch (xmlTextReaderNodeType(r)) {
		case XML_READER_TYPE_ELEMENT:
			open_element(&a, r);
			break;
		case XML_READER_TYPE_END_ELEMENT:
			close_element(&a, r, b);
			break;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
			take_text(&a, r);
			break;
		default:
			break;
		}
	}
	for (int i = 0; i < LIBRARY_FIELDS; i++)
		buf_free(&a.w.field[i]);
	buf_free(&a.journal_short);
	return xml_close(r, more, f, d);
}
