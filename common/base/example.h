/* Examples in rule tables: a sentence, with the words that a rule must find between [[ and ]]. */
#ifndef EVITAB_EXAMPLE_H
#define EVITAB_EXAMPLE_H

#include "base/table.h"

/* The sentence without its marks is appended to `plain`; [*from, *to) are the marked bytes in it, or the whole where nothing is marked. */
bool example_read(struct span cell, struct buf *plain, size_t *from, size_t *to);

/* Does the row decide in the sentence of that cell? */
typedef bool example_fires(const void *rules, size_t row, const char *cell);

/* Runs the columns `example` and `counterexample` of every row, which both are demanded. A message with file, line and cell for each fault.
 */
int examples_check(const struct table *t, example_fires *fires, const void *rules, struct diag *d);

#endif
