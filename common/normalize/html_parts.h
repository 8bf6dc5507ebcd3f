/* What html.c (the tree), html_tag.c (elements and tags) and html_entity.c (text) share. Not for others. */
#ifndef EVITAB_HTML_PARTS_H
#define EVITAB_HTML_PARTS_H

#include "normalize/html.h"

enum { HTML_NAME = 24 }; /* bytes of an element's name with its NUL; longer names are cut */

/* One tag of the page, as far as it is looked at. */
struct html_start {
	char name[HTML_NAME]; /* lower case */
	bool end, self_closing;
	struct span attribute[HTML_ATTRIBUTES];
	struct span meta_name, content, charset, rel, lang, type;
	bool hidden;
};

/* The element of that name; one without name and flags where none is known. Static. */
const struct html_tag *html_tag(const char *name);

/* Reads the tag whose '<' is at `at`; returns the byte after it, or `at` where no tag stands there. */
size_t html_read_tag(struct span s, size_t at, struct html_start *t);

/* Whether a is the name, whatever its case. */
bool html_named(struct span a, const char *lower_name);

#endif
