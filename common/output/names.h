/* Names of files, one for each document. */
#ifndef EVITAB_NAMES_H
#define EVITAB_NAMES_H

#include "base/seen.h"

enum { NAME_LONGEST = 96 };

/* A name for `id` that was not given before, to the end of out: letters, digits, '-', '_' and '.' of ASCII, at most NAME_LONGEST of them
 * from the end of the id (without .txt), and a number where it is taken. Upper and lower case do not tell two names apart, since some file
 * systems do not. `names` remembers those that were given. */
void names_add(struct seen *names, struct span id, struct buf *out);

#endif
