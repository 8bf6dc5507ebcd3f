/* What each block of a document is: title, heading, byline, body, list, caption, reference, boilerplate; and under which
 * heading it stands.
 *
 * Markup, where there is any, is believed (struct block). In plain text the shape of a line and of its neighbours tells:
 * a short line without a stop, followed by longer text, is a heading. The words that are needed are rows of
 * configs/headings.csv (names of sections, of reference lists, of captions) and configs/boilerplate.csv (bylines, dates,
 * sign-up lines, share bars). Reference lists are found by reflist.h. Linear in the text. */
#ifndef EVITAB_ZONE_H
#define EVITAB_ZONE_H

#include "normalize/normalize.h"
#include "reference/reflist.h"
#include "segment/sentence.h"

enum zone { ZONE_BODY, ZONE_TITLE, ZONE_HEADING, ZONE_BYLINE, ZONE_LIST, ZONE_CAPTION, ZONE_REFERENCE, ZONE_BOILERPLATE };
extern const char *const zone_names[]; /* as the stream has them */

struct zone_rules; /* both tables; never changed after opening */

/* A block as it comes (struct block of normalize.h, or a record), and what is made of it. */
struct zone_block {
	struct span text;
	enum block_kind kind;
	unsigned level, gap, indent;
	/* found */
	enum zone zone;
	size_t section;     /* the heading above it (number of a block), or SIZE_MAX; of a heading: the one before it */
	bool outside;       /* lies within an entry of a reference list and is not its text */
	struct span run_in; /* the heading within its own first line ("Conclusion: The evidence …"), n == 0 where there is none */
};

/* Reads the tables. NULL after a message. */
struct zone_rules *zone_rules_open(const char *dir, struct diag *d);
void zone_rules_free(struct zone_rules *r);

/* Fills in zone, section and run_in of b[0..n) and finds the reference lists among them. `title`: of the page's metadata, or
 * empty. `references` may be NULL: then no list is looked for. *list is as for reflist_find(). */
void zone_find(const struct zone_rules *r, const struct sentence_rules *sentences, const struct reference_rules *references,
			   struct span title, struct zone_block *b, size_t n, struct reflist *list);

/* Runs the examples of both tables: a line put between two paragraphs must get the zone of its row's class, a
 * counterexample another. 0 or DIAG_WRONG. */
int zone_check(const struct zone_rules *r, const struct sentence_rules *sentences, bool strict, struct diag *d);

#endif
