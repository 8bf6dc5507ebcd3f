/* Reference lists: where they stand among the blocks of a document, and where one entry ends and the next begins.
 *
 * A block is a line or a paragraph of normalized text, in order. A list opens under a heading that says so
 * (REFLIST_OPENS) or where a run of blocks has the shape of references without one. It ends before the next heading,
 * before boilerplate and before prose. Labels and bullets (`12.`, `[12]`, `12)`, `•`, glued `[1]Jarrett`) are outside
 * of an entry's bounds; a numbered list's own sequence decides what is a label and what a number within an entry.
 * Pure: no I/O, no locale, time linear in the bytes. */
#ifndef EVITAB_REFLIST_H
#define EVITAB_REFLIST_H

#include "base/buf.h"
#include "reference/reference.h"

enum reflist_kind {
	REFLIST_TEXT,    /* nothing is known of it: prose, an entry, part of an entry */
	REFLIST_ITEM,    /* the markup says: an item of a list */
	REFLIST_HEADING, /* a heading of another section (by markup or by configs/headings.csv); it ends a list */
	REFLIST_OPENS,   /* the heading of a reference list: "References", "Bibliography", "Works cited" … */
	REFLIST_BREAK,   /* boilerplate, caption, table, comment …: never part of a list; ends it if nothing of the list's
					  * shape comes after */
};

struct reflist_block {
	struct span text; /* valid UTF-8, without the line's end; borrowed */
	enum reflist_kind kind;
	unsigned gap;    /* blank lines before it */
	unsigned indent; /* columns of white space before it */
	bool weak;       /* of REFLIST_HEADING and REFLIST_BREAK: a guess by shape alone, that the list may overrule */
	bool doubt;      /* of REFLIST_BREAK: only the place in the page says so; what reads as a reference is one */
	bool boxed;      /* the markup of a page sets it apart from the blocks around it; in plain text lines are only lines */
	bool furniture;  /* a running head or page number: never part of an entry, though an entry may go on behind it */
};

/* Bytes from..to of the blocks first..last: text[first] from `from`, text[last] up to `to` (not included). Blocks between are
 * whole,
 * but for those of reflist.outside. A block that ends within an entry is joined to the next by one blank (a line's end), or by nothing
 * where the line ends in a hyphen that breaks a word or an address. */
struct reflist_entry {
	size_t first, from;
	size_t last, to;
	unsigned list;   /* number of its list in reflist.lists, from 0 */
	unsigned number; /* the printed label; 0 where there is none */
	struct span
		key; /* the printed key, as in "[Smi95]", without brackets, or a mark ("†"); n == 0 where there is none; borrows the block's text */
	bool truncated; /* the list is cut here: the last entry of the document, incomplete */
};

struct reflist_list {
	size_t heading;     /* block of the heading; SIZE_MAX where the list was found by its shape */
	size_t first, last; /* blocks of the list, last included; without heading */
	size_t entry, n;    /* its entries in reflist.entries */
};

struct reflist {
	LIST(struct reflist_entry) entries;
	LIST(struct reflist_list) lists;
	LIST(size_t)
	outside; /* blocks among the entries that are not their text: furniture, numbers set apart, headings
			  * within the list and links under them */
};

/* Finds all lists of one document. *out is zeroed or used before (it is cleared); give it back with reflist_free(). */
void reflist_find(const struct reference_rules *rules, const struct reflist_block *blocks, size_t n, struct reflist *out);
void reflist_free(struct reflist *l);

/* The entry as one string, to the end of `out`: its blocks joined as said above, furniture left out. A one-block entry needs no copy: use
 * span_sub(blocks[e->first].text, e->from, e->to). */
void reflist_text(const struct reflist_entry *e, const struct reflist_block *blocks, struct buf *out);

#endif
