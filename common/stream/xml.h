/* An XML file as a stream of nodes (libxml2's reader over a feed): no network, no entities but XML's own, and the parser prints nothing.
 * A damaged file is refused where it is damaged: nothing is recovered. */
#ifndef EVITAB_XML_H
#define EVITAB_XML_H

#include <libxml/xmlreader.h>

#include "stream/feed.h"

/* Borrows the feed until xml_close(). xmlTextReaderRead() goes on to the next node. */
xmlTextReaderPtr xml_open(struct feed *f);

/* Frees the reader; `last` is what xmlTextReaderRead() answered at last. DIAG_WRONG after a message where the file is not well-formed; a
 * read that failed is for feed_status() to say. */
int xml_close(xmlTextReaderPtr r, int last, const struct feed *f, struct diag *d);

/* The name (with its prefix, or without), the value of the current node; "" where it has none. Valid until the next node. */
struct span xml_name(xmlTextReaderPtr r);
struct span xml_local_name(xmlTextReaderPtr r);
struct span xml_value(xmlTextReaderPtr r);

#endif
