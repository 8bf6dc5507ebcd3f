/* Names of files, one for each document. */
#ifndef EVITAB_NAMES_H
#define EVITAB_NAMES_H

#include "base/buf.h"

enum { NAME_LONGEST = 96 };

struct names {
	uint64_t *v; /* hashes, 0: free */
	size_t n, mask;
};

/* A name for `id` that was not given before, to the end of out: letters, digits, '-', '_' and '.' of ASCII, at most NAME_LONGEST of them
 * from the end of the id (without .txt), and a number where it is taken. Upper and lower case do not tell two names apart, since some file
 * systems do not. */
void names_add(struct names *names, struct span id, struct buf *out);
void names_free(struct names *names);

#endif
