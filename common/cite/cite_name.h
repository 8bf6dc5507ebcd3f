/* The names in front of a year; part of the author-year grammar. */
#ifndef EVITAB_CITE_NAME_H
#define EVITAB_CITE_NAME_H

#include "cite/cite_internal.h"

struct cite_names {
	size_t start;    /* of the first name */
	size_t first, n; /* in out->names */
	bool et_al;
	bool organisation;
	struct cite_range surname; /* main word of the last name */
};

/* The names that end at `at`, read backwards and not beyond floor. `enclosed`: they stand within the parentheses of the year, where
 * a comma joins names without more; otherwise it does so only in a list that ends with "and" or "et al.". `comma`: one stands
 * between them and the year, as in no date. On false nothing is left in out->names. */
bool cite_names_before(struct cite_scan *s, size_t floor, size_t at, bool enclosed, bool comma, struct cite_names *out);

#endif
