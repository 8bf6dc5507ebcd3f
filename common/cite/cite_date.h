/* The year of a citation; part of the author-year grammar. */
#ifndef EVITAB_CITE_DATE_H
#define EVITAB_CITE_DATE_H

#include "cite/cite_internal.h"

/* A year, or what stands for one. */
struct dated {
	size_t start, end; /* with a second year: 1998-2015, 1920/1955 */
	struct cite_range year, suffix;
};

/* The year that begins at `at`, with its suffix and a second year; false where the digits are something else. */
bool date_read_year(struct span t, size_t at, struct dated *d);
/* Within brackets: in press, n.d. */
bool date_read_words(const struct cite_scan *s, size_t at, struct dated *d);
/* One letter that parts works of the same year. */
bool date_is_suffix(struct span t, size_t at);

#endif
