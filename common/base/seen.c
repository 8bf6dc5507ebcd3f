#include "base/seen.h"

#include <stdlib.h>

void seen_free(struct seen *s)
{
	free(s->v);
	*s = (struct seen){0};
}

uint64_t seen_hash(struct span s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 31;
}

static uint64_t *place(uint64_t *v, size_t mask, uint64_t key)
{
	size_t i = key & mask;
	while (v[i] != 0 && v[i] != key)
		i = (i + 1) & mask;
	return &v[i];
}

static void grow(struct seen *s)
{
	size_t mask = s->v ? 2 * s->mask + 1 : 1023;
	uint64_t *v = mem_alloc((mask + 1) * sizeof *v);
	memset(v, 0, (mask + 1) * sizeof *v);
	for (size_t i = 0; s->v && i <= s->mask; i++)
		if (s->v[i])
			*place(v, mask, s->v[i]) = s->v[i];
	free(s->v);
	s->v = v, s->mask = mask;
}

bool seen_new(struct seen *s, uint64_t hash)
{
	if (s->v == NULL || s->n > s->mask / 2)
		grow(s);
	uint64_t key = hash ? hash : 1, *at = place(s->v, s->mask, key);
	if (*at)
		return false;
	*at = key;
	s->n++;
	return true;
}
