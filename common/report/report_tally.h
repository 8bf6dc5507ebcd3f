/* Counting by name: how often each of many strings came, in up to TALLY_PARTS kinds. */
#ifndef EVITAB_REPORT_TALLY_H
#define EVITAB_REPORT_TALLY_H

#include "base/buf.h"

enum { TALLY_PARTS = 4 };

struct tally_entry {
	struct span key; /* owned by the tally */
	uint64_t count;  /* the sum of its parts */
	uint64_t parts[TALLY_PARTS];
};

struct tally {                        /* all zero at first */
	LIST(struct tally_entry) entries; /* in the order in which they first came */
	size_t *slots;                    /* of the hash table: number of the entry + 1 */
	size_t nslots;
};

void tally_add_many(struct tally *t, struct span key, unsigned part, uint64_t times);
static inline void tally_add(struct tally *t, struct span key, unsigned part)
{
	tally_add_many(t, key, part, 1);
}
/* 0 where it never came. */
uint64_t tally_count(const struct tally *t, struct span key);
/* The `most` entries that came most often, ties by the bytes of the key; returns how many there are. */
size_t tally_top(const struct tally *t, struct tally_entry *top, size_t most);
void tally_free(struct tally *t);

#endif
