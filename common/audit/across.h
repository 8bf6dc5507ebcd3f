/* What compares the documents of a whole run with each other, one after the other in their order. */
#ifndef EVITAB_ACROSS_H
#define EVITAB_ACROSS_H

#include "audit/works.h"
#include "concept/categories.h"
#include "stream/stage.h"

/* Zeroed before, but for the categories; to be freed. */
struct across {
	const struct categories *categories; /* borrowed; set by who uses it */
	struct works *works;                 /* of the documents so far */
	struct bibliography list;            /* of the last document */
	LIST(struct work_said) said;         /* likewise: what its entries say, in their order; borrow the list */
	struct buf findings;                 /* likewise */
	uint64_t counts[KINDS];              /* likewise: of lines */
	uint64_t told;                       /* likewise: a hash of all that was found in it; 0: nothing was */
	LIST(uint64_t) mentions;             /* likewise: of lines of each category */
};

/* Writes a document, whole or in pieces, that comes from link: its lines, a `conflicting-reference` finding for each entry that contradicts
 * an earlier document, and its end with the counts of all types appended. */
void across_document(struct across *a, const struct document *doc, struct buf *out);
/* The same comparison for a document whose entries are known already: what across_document() would leave in `told`. */
uint64_t across_again(struct across *a, const struct work_said *said, size_t n, struct span doc);

/* The same step by step, for who has the document and its list at hand: it begins; its lines are counted, as they came and as they were
 * written; the entries of the list from number `from` on are compared; it ends, with the findings and the line of its end. */
void across_begin(struct across *a);
void across_count(struct across *a, const struct document *doc);
void across_count_written(struct across *a, enum line_kind kind, struct span lines);
void across_compare(struct across *a, const struct bibliography *list, size_t from, struct span doc);
void across_end(struct across *a, struct span end, struct buf *out);

void across_free(struct across *a);

#endif
