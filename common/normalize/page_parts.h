/* What page.c (blocks of a page), page_text.c (their text), page_words.c and page_look.c (what their words look like), page_meta.c (what
 * the page says of itself) and page_judge.c (which blocks are the main text) share. Not for others. */
#ifndef EVITAB_PAGE_PARTS_H
#define EVITAB_PAGE_PARTS_H

#include "normalize/html.h"
#include "normalize/normalize_parts.h"

enum page_place {
	PLACE_NAV,
	PLACE_FOOTER,
	PLACE_ASIDE,
	PLACE_HEADER,
	PLACE_FORM,
	PLACE_HIDDEN,
	PLACE_FIGURE,
	PLACE_ARTICLE,
	PLACE_MAIN,
	PLACE_CONTROL,
	PLACE_LINK,
	PLACE_TABLE,
	PLACE_QUOTE,
	PLACE_LIST,
	PLACE_DIALOG,
	PLACE_NOSCRIPT, /* what stands there for browsers without scripts, often once more */
	PLACES
};

/* What a node inherits from the elements around it, and what lies inside it. */
struct page_node {
	unsigned block, cell;                 /* the nearest element that makes blocks, and the nearest table cell; itself included */
	unsigned heading;                     /* the nearest heading, or 0 */
	unsigned link;                        /* the nearest link, or 0 */
	unsigned places;                      /* bits of enum page_place */
	unsigned own_names, names;            /* bits of enum markup_meaning: its own names; with those around it */
	unsigned small_names;                 /* names of it and of those around it that hold little of the page */
	unsigned rows;                        /* of a table: blocks that are rows */
	unsigned short images, link_headings; /* inside it: images and films, headings that are links; at most 65535 */
	unsigned short list_depth;
	bool italics, bold;
	unsigned alike;                         /* it and its siblings of the same element and name; 0 where it has no name */
	unsigned words, link_words, good_words; /* good: of paragraphs that read like running text */
};

/* What can be seen of the words of a block; in the order of their signs. */
enum page_look {
	LOOKS_COLON,
	LOOKS_ELLIPSIS,
	LOOKS_CAPITALS, /* most letters */
	LOOKS_ADDRESS,  /* a few words, one of them an address of mail or of the web */
	LOOKS_LABEL,    /* up to five words, and a link to the end */
	LOOKS_LINK_FIRST,
	LOOKS_LINK_LAST,
	LOOKS_TITLE,       /* most of its words stand in the title of the page */
	LOOKS_DESCRIPTION, /* begins as the description in the metadata of the page does */
	LOOKS
};

/* A block of a page: the runs [first, last) that stand directly, or in inline elements, in the block element `node`. */
struct page_block {
	unsigned node, first, last;
	unsigned words, link_words, chars;
	unsigned stops, commas, digits; /* sentence ends and commas before a blank; digits */
	unsigned places, names;         /* of all its runs */
	unsigned says;                  /* bits of enum markup_meaning: what the words of a short block say */
	unsigned looks;                 /* bits of enum page_look */
	bool ends_stop, starts_upper;
	bool image_before;            /* an image stands between it and the block before */
	bool good;                    /* reads like a paragraph of running text */
	bool italics, bold;           /* all of its words */
	bool said_before, said_again; /* the same words stand in a block before it, or after it */
	bool copy;                    /* stands there for browsers without scripts, and elsewhere for the others */
	bool main;                    /* the verdict */
	float score;
};

struct page {
	struct html_page html;
	struct page_node *nodes; /* owned; one for each of html.nodes */
	LIST(struct page_block) blocks;
	struct span text; /* of the page, UTF-8 */
	const struct normalize_rules *rules;
	unsigned good_words, words;
	LIST(uint64_t) title; /* hashes of the words of its title */
	uint64_t description; /* hash of the first words of its description; 0 where it has none */
};

/* The tree and the blocks of a decoded page, which must outlive p; p is empty before. */
void page_open(struct page *p, const struct normalize_rules *r, const struct decoded *d);
void page_close(struct page *p);

/* page_links.c: the host that the page says it stands at, without "www."; empty where it does not. */
struct span page_host(const struct page *p);
/* Adds where the block's links to other hosts stand, in bytes of the source, to out->links; c walks along the decoded page. */
void page_block_links(const struct page *p, const struct page_block *b, struct span host, struct align_cursor *c, struct normalized *out);

/* The raw text of a run; whether there is nothing but white space in it. */
struct span page_run_text(const struct page *p, const struct html_run *r);
bool page_blank(struct span s);
/* Whether the run, by its number, is a line break. */
bool page_break(const struct page *p, size_t run);

/* page_words.c: counts the words of a block and what can be seen of them. scratch is for its use alone. */
void page_gather(struct page *p, struct page_block *b, struct buf *scratch);

/* page_meta.c: what the page says of itself. */
void page_metadata(const struct html_page *page, struct normalized *out);

/* The raw content of the first of the names (best first) that a <meta> has; {NULL, 0}. */
struct span page_meta(const struct html_page *page, const char *const *names);

/* page_look.c: what the words of a block look like; text is the block's, or its first half a thousand bytes. */
void page_look_open(struct page *p);
void page_look(const struct page *p, struct page_block *b, struct span text);

/* Sets `main` of every block. */
void page_judge(struct page *p);

#endif
