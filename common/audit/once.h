/* A list of raw JSON values, each once, in the order in which they came. */
#ifndef EVITAB_ONCE_H
#define EVITAB_ONCE_H

#include "base/record.h"

struct once_item {
	uint32_t at, n; /* bytes of once.json */
};

/* Owns its memory; all zero is empty. */
struct once {
	struct buf json; /* an array that is not closed yet; empty where nothing was added */
	LIST(struct once_item) items;
	LIST(uint32_t) slots; /* where there are many: items +1 by their hash; a power of two */
};

void once_clear(struct once *o);
void once_free(struct once *o);
void once_add(struct once *o, struct span value);
/* `,"key":[…]` to the end of out. */
void once_write(struct buf *out, const char *key, const struct once *o);

#endif
