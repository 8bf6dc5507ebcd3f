/* Examples in rule tables: a sentence, with the words that a rule must find between [[ and ]]. */
#ifndef EVITAB_EXAMPLE_H
#define EVITAB_EXAMPLE_H

#include "base/buf.h"

/* The sentence without its marks is appended to `plain`; [*from, *to) are the marked bytes in it, or the whole where nothing is marked. */
bool example_read(struct span cell, struct buf *plain, size_t *from, size_t *to);

#endif
