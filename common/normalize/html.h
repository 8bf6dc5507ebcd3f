/* A page as a flat tree of elements and runs of text, each with its place in the page's bytes. The only room of libxml2.
 *
 * libxml2's tree does not know the byte at which a word stands (only the line, up to 65535), and its parser stops at a depth
 * or a size; so the page is cut into tags and text here, after the tokenizer of the HTML standard, and libxml2 names the
 * characters of entities. Nothing recurses, every byte is looked at a bounded number of times, and no resource is fetched. */
#ifndef EVITAB_HTML_H
#define EVITAB_HTML_H

#include "base/align.h"

enum { HTML_DEPTH = 512 }; /* elements deeper than that are taken for their parent's */

enum html_flag {
	HTML_BLOCK = 1, /* begins and ends a block */
	HTML_VOID = 2,  /* has no content */
	HTML_RAW = 4,   /* its content is no markup (script, style) */
	HTML_SKIP = 8,  /* its text is not to be read (script, template, svg) */
	HTML_CELL = 16, /* a table cell: ends where the next begins */
	HTML_LIST = 32, /* ul, ol, dl, menu */
	HTML_ITEM = 64, /* li, dt, dd */
	HTML_HEADING = 128,
	HTML_CONTROL = 256, /* what one operates: buttons, form fields */
	HTML_CLOSES_P = 512,
};

struct html_tag {
	const char *name;
	unsigned flags;
};

enum html_attribute { HTML_CLASS, HTML_ID, HTML_ROLE, HTML_HREF, HTML_STYLE, HTML_ITEMPROP, HTML_ATTRIBUTES };

struct html_node {
	const struct html_tag *tag; /* static; an unknown name has name "" */
	size_t start, end;          /* bytes of the page: of the start tag, and where the element was closed */
	unsigned parent;            /* index; the root, 0, is its own parent */
	unsigned values;            /* html_page.values of its attributes begin there, one for each bit of `has` */
	unsigned short depth;
	unsigned char has; /* bits of enum html_attribute */
	bool hidden;       /* by attribute or style */
};

/* Text between tags: bytes [start, end) of the page, directly inside `node`. A run without bytes is an empty element that
 * matters between words (br, hr, img). */
struct html_run {
	unsigned node;
	size_t start, end;
};

struct html_meta {
	struct span name, content; /* raw values of <meta name|property|itemprop content> */
};

struct html_page {
	LIST(struct html_node) nodes;
	LIST(struct html_run) runs;
	LIST(struct span) values; /* of attributes, raw, entities unresolved */
	LIST(struct html_meta) metas;
	struct span title, language, canonical; /* raw */
	LIST(struct span) linked_data;          /* contents of <script type="application/ld+json"> */
	bool cut;                               /* HTML_DEPTH was reached */
};

/* Reads a page of valid UTF-8, which must outlive it. page is empty before; give it back with html_free(). */
void html_read(struct span text, struct html_page *page);
void html_free(struct html_page *page);

bool html_is(const struct html_node *n, const char *name);

/* The raw value of an attribute; {NULL, 0} where the element does not have it. */
struct span html_attribute(const struct html_page *page, const struct html_node *n, enum html_attribute which);

/* Appends text[from, to) to out with its entities resolved and tells a of them; a's text is out from byte `base` on. Nothing
 * that is not an entity changes. */
void html_text(struct span text, size_t from, size_t to, struct buf *out, size_t base, struct alignment *a);

/* The charset that the first bytes of a page declare; {NULL, 0} where they do not. */
struct span html_charset(struct span source);

#endif
