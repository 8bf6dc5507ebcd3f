/* Bytes to blocks: a document as a user gave it becomes paragraphs of normalized text that know where their bytes came from.
 *
 * A block is one line of plain text (or a paragraph that was wrapped over lines), or one paragraph, heading, list item,
 * table cell row or caption of a page. Nothing readable is lost: menus, share bars and the like are blocks of their own kind. */
#ifndef EVITAB_NORMALIZE_H
#define EVITAB_NORMALIZE_H

#include "base/align.h"
#include "base/diag.h"

enum block_kind {
	BLOCK_TEXT, /* nothing is known of it: all of plain text */
	BLOCK_HEADING,
	BLOCK_LIST,
	BLOCK_TABLE,
	BLOCK_CAPTION,
	BLOCK_QUOTE,
	BLOCK_BYLINE,
	BLOCK_BOILERPLATE, /* this and the ones before it: from markup alone */
};

struct block {
	struct span text;      /* clean (clean.h), never empty; borrows the source or the document's own memory */
	struct alignment from; /* text[0..) to the source */
	enum block_kind kind;
	unsigned level;          /* of a heading 1 to 6, boilerplate too (the page's title, mostly); of a list item its depth from 1; else 0 */
	unsigned gap;            /* empty lines before it (plain text), at most 255 */
	unsigned indent;         /* blanks before its first word (plain text), at most 255 */
	size_t links, links_end; /* its run of normalized.links */
};

struct normalized {
	LIST(struct block) blocks;
	LIST(size_t) links; /* of a page: where words link to other sites; start and end, in bytes of the source */
	/* from a page's metadata, clean; {NULL, 0} where it says nothing */
	struct span title, date, author, language, canonical, doi;
	size_t replaced;      /* bad sequences of bytes that became U+FFFD */
	size_t repaired;      /* places where text had been read in a wrong encoding */
	const char *encoding; /* of the source; static */
	bool cut;             /* a limit of the page reader was hit: text beyond it has lost its structure, not its words */
	LIST(char *) memory;  /* owned: what spans borrow that are not in the source */
	char *room;           /* where the next short text goes, in the last of those for short ones */
	size_t left;          /* bytes there */
};

/* Which words and patterns of names guide the reading: configs/markup.csv. */
struct normalize_rules;
struct normalize_rules *normalize_rules_open(const char *dir, struct diag *d); /* NULL after a message */
int normalize_rules_check(const struct normalize_rules *r, struct diag *d);    /* runs the examples in the tables; 0 or a code */
void normalize_rules_free(struct normalize_rules *r);

/* Plain text, and a page of HTML. The source must outlive out, which is empty before; give it back with normalize_free().
 * Every input gives a result; linear in time and memory. */
void normalize_text(const struct normalize_rules *r, struct span source, struct normalized *out);
void normalize_html(const struct normalize_rules *r, struct span source, struct normalized *out);
void normalize_free(struct normalized *n);

/* Sets the language of a document that was read: to what its words say where that is plain, else it stays what the page declares. A text in
 * English that declares nothing has none. The rules must outlive it. */
void normalize_language(const struct normalize_rules *r, struct normalized *n);

/* A copy that lives as long as n. */
struct span normalized_keep(struct normalized *n, struct span s);

#endif
