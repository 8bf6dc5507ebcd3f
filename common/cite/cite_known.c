#include "cite/cite_known.h"

#include <stdlib.h>

enum { PLACES_LEAST = 16 };

void cite_known_add(struct cite_known *k, struct span name)
{
	list_push(&k->names, cite_hash(name));
}

/* The place of a name, free or with its hash in it. */
static uint64_t *place_of(const struct cite_known *k, uint64_t h)
{
	h += h == 0;
	size_t i = (h ^ h >> 32) & (k->places.n - 1);
	while (k->places.v[i] != 0 && k->places.v[i] != h)
		i = (i + 1) & (k->places.n - 1);
	return &k->places.v[i];
}

void cite_known_seal(struct cite_known *k)
{
	size_t n = PLACES_LEAST;
	if (k->names.n == 0)
		return;
	while (n < k->names.n * 2)
		n *= 2;
	list_reserve(&k->places, n);
	k->places.n = n;
	memset(k->places.v, 0, n * sizeof *k->places.v);
	for (size_t i = 0; i < k->names.n; i++)
		*place_of(k, k->names.v[i]) = k->names.v[i] + (k->names.v[i] == 0);
}

bool cite_known_has(const struct cite_known *k, struct span name)
{
	return k->places.n && *place_of(k, cite_hash(name)) != 0;
}

void cite_known_clear(struct cite_known *k)
{
	k->names.n = k->places.n = 0;
}

void cite_known_free(struct cite_known *k)
{
	list_free(&k->names);
	list_free(&k->places);
}
