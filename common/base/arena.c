#include "base/arena.h"

#include <stdlib.h>

enum { CHUNK = 1 << 16 }; /* a longer string gets a chunk of its own */

struct span arena_keep(struct arena *a, struct span s)
{
	if (s.n > a->left) {
		size_t size = s.n > CHUNK ? s.n : CHUNK;
		a->room = mem_alloc(size);
		a->left = size;
		list_push(&a->chunks, a->room);
	}
	if (s.n)
		memcpy(a->room, s.p, s.n);
	struct span kept = span_make(s.n ? a->room : "", s.n);
	if (s.n) {
		a->room += s.n;
		a->left -= s.n;
	}
	return kept;
}

static void drop(struct arena *a, size_t kept)
{
	while (a->chunks.n > kept)
		free(a->chunks.v[--a->chunks.n]);
}

void arena_clear(struct arena *a)
{
	drop(a, 1);
	a->room = a->chunks.n ? a->chunks.v[0] : NULL;
	a->left = a->chunks.n ? CHUNK : 0;
}

void arena_free(struct arena *a)
{
	drop(a, 0);
	list_free(&a->chunks);
	*a = (struct arena){0};
}
