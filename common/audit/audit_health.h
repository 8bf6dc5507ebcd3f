/* Whether the reference list was read well enough to accuse anybody of citing what is not in it.
 *
 * Where more than half of the citations of one form (numbers, or names and years) lead nowhere, or where the numbers go on evenly
 * behind the last entry, it is the list that is missing or misread, not the works: then the findings about such citations become
 * `possible`. Linear in the findings; owns its memory. */
#ifndef EVITAB_AUDIT_HEALTH_H
#define EVITAB_AUDIT_HEALTH_H

#include "audit/link.h"

struct health_mark {
	size_t at; /* of the severity's value in the findings, a byte offset */
	unsigned char form;
	bool behind; /* a number behind the last entry */
};

struct health {
	struct {
		size_t cited, missing;
	} forms[2]; /* numbers; names */
	LIST(struct health_mark) marks;
	LIST(uint64_t) behind; /* numbers behind the last entry */
	uint64_t last;         /* the highest number of the list */
};

void health_begin(struct health *h);
/* After audit_citation() wrote to findings, which were `from` bytes long before. */
void health_citation(struct health *h, const struct bibliography *b, const struct record *citation, const struct link *l,
					 const struct buf *findings, size_t from);
/* At the end of the document: rewrites the severities that are not to be held. */
void health_end(struct health *h, struct buf *findings);
void health_free(struct health *h);

#endif
