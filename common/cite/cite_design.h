/* Study designs that a title names ("a randomized controlled trial", "case report"), by the rows of configs/citations.csv that read them
 * in sentences. */
#ifndef EVITAB_CITE_DESIGN_H
#define EVITAB_CITE_DESIGN_H

#include "cite/cite.h"

/* The next design named at or after *at, which moves behind it; NULL at the end. The name is that of the column `design`; it borrows the
 * rules. */
const char *cite_next_design(const struct cite_rules *rules, struct span title, size_t *at);

#endif
