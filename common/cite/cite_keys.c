#include "cite/cite_keys.h"

#include <stdlib.h>

void cite_keys_add(cite_keys *keys, struct span key, size_t entry)
{
	if (key.n)
		list_push(keys, ((struct cite_key){cite_hash(key), (uint32_t)entry}));
}

static int by_hash(const void *a, const void *b)
{
	const struct cite_key *x = a, *y = b;
	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : (x->entry > y->entry) - (x->entry < y->entry);
}

void cite_keys_sort(cite_keys *keys)
{
	if (keys->n)
		qsort(keys->v, keys->n, sizeof *keys->v, by_hash);
}

uint32_t cite_keys_find(const cite_keys *keys, struct span key)
{
	size_t i;
	if (keys->n == 0 || key.n == 0)
		return 0;
	uint64_t hash = cite_hash(key);
	list_bound(keys, i, keys->v[i].hash < hash);
	return i < keys->n && keys->v[i].hash == hash ? keys->v[i].entry : 0;
}
