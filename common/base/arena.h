/* Strings that are kept together: added one by one, they never move, and are given back at once. */
#ifndef EVITAB_ARENA_H
#define EVITAB_ARENA_H

#include "base/buf.h"

/* Zeroed before its first use; owns its chunks. */
struct arena {
	LIST(char *) chunks; /* the last one has the room */
	char *room;
	size_t left; /* bytes there */
};

/* A copy that lives until arena_clear() or arena_free(). */
struct span arena_keep(struct arena *a, struct span s);
void arena_clear(struct arena *a); /* for the next strings; a little memory stays */
void arena_free(struct arena *a);

#endif
