/* Study designs that a title names ("a randomized controlled trial", "case report"), by the rows of configs/citations.csv that read them
 * in sentences. */
#ifndef EVITAB_CITE_DESIGN_H
#define EVITAB_CITE_DESIGN_H

#include "cite/cite.h"

/* The next design named at or after *at, which moves behind it; NULL at the end. The name is that of the column `design`; it borrows the
 * rules. */
const char *cite_next_design(const struct cite_rules *rules, struct span title, size_t *at);

/* A row `study` with a design: how strong studies of it are, 1 being the strongest. Strings borrow the rules. */
struct cite_strength {
	const char *design;
	unsigned rank; /* 0 where the row does not say */
	const char *path;
	size_t line, cell; /* where it says so */
};

/* The next such row at or after *row, which moves behind it; false at the end. */
bool cite_next_strength(const struct cite_rules *rules, size_t *row, struct cite_strength *out);

#endif
