/* The keys that a list prints before its entries in the place of numbers: [Smi95], [S1]; and the marks of notes: *, †. */
#ifndef EVITAB_CITE_KEYS_H
#define EVITAB_CITE_KEYS_H

#include "cite/cite_internal.h"

struct cite_key {
	uint64_t hash;  /* without regard to case */
	uint32_t entry; /* from 1 */
};
typedef LIST(struct cite_key) cite_keys;

void cite_keys_add(cite_keys *keys, struct span key, size_t entry); /* a key of no bytes is none */
void cite_keys_sort(cite_keys *keys);                               /* after the last one, before any is looked for */
uint32_t cite_keys_find(const cite_keys *keys, struct span key);    /* its entry; 0 for none, and for one that stands before several */

#endif
