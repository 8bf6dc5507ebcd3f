#include "stream/xml.h"

static int read_bytes(void *ctx, char *into, int n)
{
	struct feed *f = ctx;
	int got = 0;
	for (int c; got < n && (c = feed_byte(f)) >= 0;)
		into[got++] = (char)c;
	return f->error ? -1 : got;
}

xmlTextReaderPtr xml_open(struct feed *f)
{
	xmlTextReaderPtr r =
		xmlReaderForIO(read_bytes, NULL, f, f->name, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
	if (r == NULL)
		mem_exhausted();
	return r;
}

int xml_close(xmlTextReaderPtr r, int last, const struct feed *f, struct diag *d)
{
	int line = xmlTextReaderGetParserLineNumber(r);
	xmlFreeTextReader(r);
	return last < 0 && f->error == 0 ? diag_at(d, DIAG_WRONG, f->name, line > 0 ? (size_t)line : 0, 0, "not well-formed XML") : DIAG_OK;
}

static struct span text_of(const xmlChar *s)
{
	return span_of(s ? (const char *)s : "");
}

struct span xml_name(xmlTextReaderPtr r)
{
	return text_of(xmlTextReaderConstName(r));
}

struct span xml_local_name(xmlTextReaderPtr r)
{
	return text_of(xmlTextReaderConstLocalName(r));
}

struct span xml_value(xmlTextReaderPtr r)
{
	return text_of(xmlTextReaderConstValue(r));
}
